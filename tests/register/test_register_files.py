# ruff: noqa: E501
"""Files as they really come: encodings, delimiters, damaged and foreign files. Each is read right or refused with one clear message."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import date, datetime

import numpy as np
import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from registers import GOOD, GUARANTEES, HROMADAS, INPUTS, build, tables, write_folder
from zhyto.dates import FAR_FUTURE, FAR_PAST
from zhyto.faults import InputRefused
from zhyto.io.register import tables as raw
from zhyto.io.register.reader import read_register
from zhyto.register.places import Places

HEADERS = {
    "persons": {"person_id": "Код особи", "household_id": "Код домогосподарства", "sex": "Стать", "birth_date": "ДАТА  народження"},
    "households": {
        "household_id": "Код домогосподарства",
        "hromada": "громада",
        "dwelling_area_m2": "Площа житла, м²",
        "heating": "Опалення",
    },
    "incomes": {"amount_uah": "Сума, грн", "month": "Місяць", "kind": "Вид_доходу"},
}


def read(path, hromadas=HROMADAS):
    return read_register(path, INPUTS, None if hromadas is None else Places(hromadas), GUARANTEES)


def faults(path):
    with pytest.raises(InputRefused) as refused:
        read(path)
    return [str(fault) for fault in refused.value.faults]


def same(one, other):
    assert one.person_id.to_list() == other.person_id.to_list()
    assert one.household_id.to_list() == other.household_id.to_list()
    for name in ("start", "hromada", "birth", "sex", "role", "death"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("person", "month", "kind", "amount", "recorded"):
        assert np.array_equal(getattr(one.incomes, name), getattr(other.incomes, name)), name
    for code, fact in one.facts.items():
        for name in ("base", "base_known", "entity", "value", "since", "until", "recorded"):
            assert np.array_equal(getattr(fact, name), getattr(other.facts[code], name)), (code, name)
    for code, rows in one.payments.items():
        for name in ("entity", "month", "amount", "paid_on", "recorded"):
            assert np.array_equal(getattr(rows, name), getattr(other.payments[code], name)), (code, name)
    for code, rows in one.claims.items():
        for name in ("entity", "claimed_on", "decided_on", "decision", "recorded"):
            assert np.array_equal(getattr(rows, name), getattr(other.claims[code], name)), (code, name)
    assert one.coverage == other.coverage


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_csv_of_every_usual_shape(tmp_path, delimiter, mark, end):
    folder = write_folder(tmp_path / "r", delimiter=delimiter)
    for file in folder.iterdir():
        file.write_bytes(mark + file.read_bytes().replace(b"\n", end).rstrip(end))
    same(read(folder), build())


def test_ukrainian_headers_and_file_names_in_any_order(tmp_path):
    given_tables = tables()
    for name, labels in HEADERS.items():
        given_tables[name] = [{labels.get(key, key): row[key] for key in reversed(row)} for row in given_tables[name]]
    folder = write_folder(tmp_path / "r", given_tables)
    (folder / "persons.csv").rename(folder / "Особи.CSV")
    (folder / "payments.csv").rename(folder / "виплати.csv")
    (folder / "README.md").write_text("about", "utf-8")
    same(read(folder), build())


def test_quoted_cells_blank_lines_and_row_numbers(tmp_path):
    folder = write_folder(tmp_path / "r")
    text = (folder / "households.csv").read_text("utf-8").splitlines()
    text[1] = 'h1,UA01,"Село, що ""зветься""\nтак",54.3,gas,'
    (folder / "households.csv").write_text("\n".join([text[0], "", text[1], ",,,,,", text[2], text[3], "", ""]), "utf-8")
    register = read(folder)
    assert register.extra["settlement"].to_list()[0] == 'Село, що "зветься"\nтак'
    same(register, build())
    (folder / "households.csv").write_text("\n".join([text[0], "", text[1], ",,,,,", text[2], "h3,XX,,,,", ""]), "utf-8")
    assert [fault.split(" ")[0] for fault in faults(folder)] == ["households.csv:6:hromada:"]


SAVE = "save the table again as CSV (UTF-8)"
PERSONS = "person_id,household_id,sex,birth_date"
RAGGED = "expected 4 cells, as in the header"
MENDED = "expected a cell with quote marks stands in quotes, its own quote marks doubled; mend the quotes in that row"
BAD_CSV = [
    (b"", f" found an empty file (0 bytes); expected text in UTF-8 with a header in row 1; {SAVE}"),
    (b"\n\n", "1: found no header; expected names of columns in row 1, commas, semicolons or tabs between them; write the header in row 1"),
    (f"{PERSONS}\np1,h1,male,2000-01-01\np2,h1\n".encode(), f"3: found 2 cells; {RAGGED}; add the missing cells"),
    (f"{PERSONS}\np1,h1,male,2000-01-01,,\n".encode(), f"2: found 6 cells; {RAGGED}; put quotes around a cell that holds the delimiter"),
    (f"{PERSONS}\np1,h1".encode(), f"2: found 2 cells; {RAGGED}; add the missing cells"),
    (
        f'{PERSONS}\np1,h1,male,2000-01-01\np2,"h1,male,2000-01-01\np3,h1,male,2000-01-01\n'.encode(),
        "3: found a quote mark that is opened and never closed; expected every quote mark closed; close the quote in that row",
    ),
    (f'{PERSONS}\np1,h1,ma"le,2000-01-01\n'.encode(), f"2: found a quote mark inside a cell without quotes around it; {MENDED}"),
    (f'{PERSONS}\np1,"h1"x,male,2000-01-01\n'.encode(), f"2: found a quote mark inside a cell without quotes around it; {MENDED}"),
    (
        f"{PERSONS}\np1,h1,male,2000-01-01\np\x002,h1,male,2000-01-01\n".encode(),
        f"3: found a NUL byte; expected text in UTF-8; the file is damaged; {SAVE}",
    ),
    (
        "person_id,household_id,sex,birth_date\np1,h1,male,2000-01-01\nОсоба-два,h1,чоловіча,2000-01-01\n".encode("windows-1251"),
        "3: found text in windows-1251, it seems; expected text in UTF-8; open the table in a spreadsheet and save it as “CSV UTF-8”",
    ),
    (
        f"{PERSONS}\np1,h1,male,2000-01-01\n".encode() + b"p\x9d,h1,male,2000-01-01\n",
        "3: found bytes that are not UTF-8; expected text in UTF-8; open the table in a spreadsheet and save it as “CSV UTF-8”",
    ),
    (PERSONS.encode("utf-16"), f"1: found text in UTF-16; expected text in UTF-8 with a header in row 1; {SAVE}"),
    (b"PK\x03\x04rest", f"1: found a workbook or archive named as CSV; expected text in UTF-8 with a header in row 1; {SAVE}"),
    (f"{PERSONS}\rp1,h1,male,2000-01-01\r".encode(), f"1: found line ends of an old kind (CR); expected line ends LF or CRLF; {SAVE}"),
    (f"{PERSONS}\np1,h1,male,2000-01-01\n".encode() + "п".encode()[:1], "3: found text cut in the middle of a letter; expected text in UTF-8; the file is not whole; copy it again"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), BAD_CSV, ids=[message[:40] for _, message in BAD_CSV])
def test_bad_csv_is_refused(tmp_path, content, message):
    folder = write_folder(tmp_path / "r")
    (folder / "persons.csv").write_bytes(content)
    told = faults(folder)
    assert f"persons.csv:{message}" in told
    assert not any("is not there" in fault for fault in told if "persons.csv" not in fault and "file" in message)


def test_a_line_without_end_is_refused_before_it_is_held_in_memory(tmp_path):
    folder = write_folder(tmp_path / "r")
    told = "found a line of more than 1 MiB; expected lines of at most 1 MiB; the file is damaged"
    for head in (b"", f"{PERSONS}\np1,h1,male,2000-01-01\n".encode()):
        with (folder / "persons.csv").open("wb") as stream:
            stream.write(head)
            stream.seek(5 << 30)  # a sparse file of 5 GB
            stream.write(b"x")
        row = 3 if head else 1
        assert faults(folder)[0].startswith(f"persons.csv:{row}: {told}")
    with (folder / "persons.csv").open("wb") as stream:
        stream.write(f"{PERSONS}\n".encode() + b"p" * (3 << 20) + b",h1,male,2000-01-01\n")
    assert faults(folder)[0].startswith(f"persons.csv:2: {told}")


CELLS = st.text(st.sampled_from('aб ,;"\n\r\t.é'), max_size=6)


@settings(max_examples=150)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), block=st.integers(1, 40), delimiter=st.sampled_from(",;\t"))
def test_the_scan_agrees_with_what_was_written_however_blocks_fall(tmp_path_factory, rows, block, delimiter):
    """Any cells, quoted by a standard writer, are read back; the scan counts the same rows at every size of block."""
    path = tmp_path_factory.mktemp("scan") / "persons.csv"
    # A lone CR inside a cell is quoted only by some writers; here every text is.
    cells = [["a", "b", "c"], *rows]
    path.write_bytes("".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in cells).encode())
    before, raw.BLOCK = raw.BLOCK, block
    try:
        found = raw.Faults()
        table = raw._read_csv("persons", path, found)
    finally:
        raw.BLOCK = before
    assert not found.list()
    assert [[cell or "" for cell in row] for row in table.frame.rows()] == rows


@settings(max_examples=150)
@given(content=st.text(st.sampled_from('ab,"\n\r'), max_size=40), block=st.integers(1, 12))
def test_a_csv_of_anything_is_read_or_refused_never_an_error(tmp_path_factory, content, block):
    path = tmp_path_factory.mktemp("any") / "persons.csv"
    path.write_bytes(("a,b\n" + content).encode())
    outcomes = []
    for size in (block, 1 << 22):
        before, raw.BLOCK = raw.BLOCK, size
        try:
            found = raw.Faults()
            table = raw._read_csv("persons", path, found)
        finally:
            raw.BLOCK = before
        assert (table is None) <= bool(found.list())
        outcomes.append([] if found else table.frame.rows())
    assert outcomes[0] == outcomes[1]


# Folders and Parquet


def test_parquet_of_text_and_of_types(tmp_path):
    same(read(write_folder(tmp_path / "text", format="parquet")), build())
    folder = write_folder(tmp_path / "typed", format="parquet")
    incomes = pl.read_parquet(folder / "incomes.parquet")
    amounts = pl.Series("amount_uah", [9473.0, 9473.5, None, 1234.56])
    incomes.with_columns(amounts, pl.col("kind").cast(pl.Categorical)).write_parquet(folder / "incomes.parquet")
    persons = pl.read_parquet(folder / "persons.parquet")
    persons.with_columns(
        pl.col("birth_date").str.to_date(),
        pl.Series("veteran", [True, None, False]),
        pl.Series("death_date", [None, datetime(2025, 3, 1), None]),
    ).write_parquet(folder / "persons.parquet")
    same(read(folder), build())
    incomes.with_columns(pl.Series("amount_uah", [9473.0, 0.1 + 0.2, float("nan"), float("inf")])).write_parquet(folder / "incomes.parquet")
    assert [fault.split(";")[0] for fault in faults(folder)] == [
        "incomes.parquet:3:amount_uah: found '0.30000000000000004'",
        "incomes.parquet:4:amount_uah: found 'NaN'",
        "incomes.parquet:5:amount_uah: found 'inf'",
    ]


def test_whole_number_ids_in_parquet_are_text(tmp_path):
    given_tables = tables(facts=[], incomes=[], claims=[], payments=[])
    for row, number in zip(given_tables["persons"], "123", strict=True):
        row["person_id"] = number
    folder = write_folder(tmp_path / "r", given_tables, "parquet")
    persons = pl.read_parquet(folder / "persons.parquet")
    for kind in (pl.Int64, pl.Float64):
        persons.with_columns(pl.col("person_id").cast(kind)).write_parquet(folder / "persons.parquet")
        assert read(folder).person_id.to_list() == ["1", "3", "2"]


def test_bad_folders(tmp_path):
    assert faults(tmp_path / "absent") == [
        "absent: found nothing at this path; expected a folder of tables or an XLSX workbook; check the path"
    ]
    (tmp_path / "empty").mkdir()
    assert faults(tmp_path / "empty")[0].startswith("empty: found no table in this folder; expected households, persons")
    folder = write_folder(tmp_path / "r")
    pl.read_csv(folder / "persons.csv", infer_schema=False).write_parquet(folder / "persons.parquet")
    assert faults(folder)[0] == (
        "persons.csv: found persons.csv and persons.parquet; expected one file with the table persons; keep the right one"
    )
    (folder / "persons.csv").unlink()
    (folder / "persons.parquet").write_bytes(b"PAR1 cut short")
    assert re.match(r"persons.parquet: found a file that is not readable as Parquet \(.+\); expected a Parquet file", faults(folder)[0])
    pl.DataFrame({"person_id": [["a"]]}).write_parquet(folder / "persons.parquet")
    assert faults(folder)[0].startswith("persons.parquet:person_id: found a column of type List(String)")
    folder = write_folder(tmp_path / "r2")
    (folder / "incomes.csv").unlink()
    (folder / "pensions.csv").write_text("a,b\n", "utf-8")
    (folder / "claims.xls").write_bytes(b"x")
    (folder / "facts").mkdir()
    assert [fault.split(";")[0] for fault in faults(folder)] == [
        "claims.xls: found a .xls file",
        "facts: found a folder",
        "pensions.csv: found a table of unknown name",
        "r2: found no table incomes (Доходи)",
    ]


def test_claims_and_coverage_may_be_absent(tmp_path):
    folder = write_folder(tmp_path / "r")
    (folder / "claims.csv").unlink()
    (folder / "coverage.csv").unlink()
    register = read(folder)
    assert register.coverage == ()
    assert len(register.claims["family_aid"].entity) == 0


def test_zero_persons(tmp_path):
    folder = write_folder(tmp_path / "r", {name: [] for name in GOOD})
    register = read(folder)
    assert (register.persons, register.households, register.hromadas) == (0, 0, HROMADAS)


def test_the_digest_follows_the_content(tmp_path):
    folder = write_folder(tmp_path / "r")
    first = read(folder).digest
    os.utime(folder / "persons.csv", (1, 1))
    assert read(folder).digest == first
    (folder / "persons.csv").write_bytes((folder / "persons.csv").read_bytes() + b"\n")
    assert read(folder).digest != first


# Workbooks


def workbook(path, given_tables=None, change=None):
    """The tables as a workbook; `change(book)` spoils it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (given_tables or tables()).items():
        sheet = book.create_sheet(name)
        names = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(names)
        for row in rows:
            sheet.append([row.get(key) or None for key in names])
    if change:
        change(book)
    book.save(path)
    return path


def test_a_workbook_of_texts_reads_as_the_folder(tmp_path):
    same(read(workbook(tmp_path / "r.xlsx")), build())


def test_dates_numbers_and_serials_as_spreadsheets_hold_them(tmp_path):
    def change(book):
        persons = book["persons"]
        persons["D2"], persons["D3"], persons["D4"] = date(1990, 5, 14), 18264, "44230"  # a date, a serial, a serial stored as text
        persons["F3"] = datetime(2025, 3, 1)
        households = book["households"]
        households["D2"], households["F3"], households["F4"] = 54.3, 1200.5, 0
        incomes = book["incomes"]
        incomes["B2"], incomes["D2"], incomes["D3"] = date(2025, 12, 1), 9473, 9473.5
        incomes["E2"] = datetime(2026, 1, 10, 9, 30)
        book["facts"]["D2"] = 45352
        book.create_sheet("Аркуш1")  # an empty sheet, as a spreadsheet adds it
        book["persons"].append([None, "", None])

    same(read(workbook(tmp_path / "r.xlsx", change=change)), build())


def test_ids_as_numbers_and_texts(tmp_path):
    given_tables = tables(
        facts=[], incomes=[{"person_id": "00123", "month": "2025-12", "kind": "wage", "amount_uah": "1"}], claims=[], payments=[]
    )
    for row, number in zip(given_tables["persons"], ("123", "00123", "7"), strict=True):
        row["person_id"] = number

    def change(book):
        book["persons"]["A2"] = 123
        book["persons"]["A4"] = 7.0

    for name in ("facts", "claims", "payments"):
        given_tables[name] = [dict.fromkeys(GOOD[name][0], "")]
    register = read(workbook(tmp_path / "r.xlsx", given_tables, change))
    assert register.person_id.to_list() == ["123", "7", "00123"]
    assert register.incomes.person.tolist() == [2]

    def lose_digits(book):
        change(book)
        book["persons"]["A2"] = 12345678901234567890

    told = faults(workbook(tmp_path / "long.xlsx", given_tables, lose_digits))
    assert told[0].startswith("long.xlsx[persons]:2:person_id: found '1.23456789012345")


def test_a_year_alone_is_no_date_and_fractions_of_a_kopeck_are_refused(tmp_path):
    def change(book):
        book["persons"]["D2"] = 1990
        book["incomes"]["D2"] = 1234.567
        book["incomes"]["B3"] = date(2025, 11, 2)
        book["claims"]["D2"] = datetime(2026, 1, 12, 10, 0)

    assert [fault.split(";")[0] for fault in faults(workbook(tmp_path / "r.xlsx", change=change))] == [
        "r.xlsx[persons]:2:birth_date: found '1990'",
        "r.xlsx[incomes]:2:amount_uah: found '1234.567'",
        "r.xlsx[incomes]:3:month: found '2025-11-02'",
        "r.xlsx[claims]:2:claimed_on: found '2026-01-12 10:00:00'",
    ]


def test_serials_of_a_workbook_that_counts_from_1904_are_refused(tmp_path):
    def change(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book["persons"]["D2"] = 30000

    assert faults(workbook(tmp_path / "r.xlsx", change=change))[0].startswith("r.xlsx[persons]:2:birth_date: found '30000'")


def test_errors_and_formulas_without_results_are_not_empty_cells(tmp_path):
    def change(book):
        cell = book["persons"]["F2"]
        cell.value, cell.data_type = "#N/A", "e"
        book["households"]["D3"] = "=10+20"
        book["incomes"]["E4"] = "=1/0"

    assert faults(workbook(tmp_path / "r.xlsx", change=change)) == [
        "r.xlsx[households]:3:dwelling_area_m2: found a formula without its result; expected a value; "
        "open the workbook in a spreadsheet program and save it, or write the value itself",
        "r.xlsx[persons]:2:death_date: found the error #N/A; expected a value; mend the formula or write the value itself",
        "r.xlsx[incomes]:4:recorded_at: found a formula without its result; expected a value; "
        "open the workbook in a spreadsheet program and save it, or write the value itself",
    ]


def test_a_formula_may_give_an_empty_text(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "draft.xlsx")
    for name, rows in tables().items():
        sheet = book.add_worksheet(name)
        for place, header in enumerate(rows[0]):
            sheet.write_string(0, place, header)
            for line, row in enumerate(rows, 1):
                if row[header]:
                    sheet.write_string(line, place, row[header])
                else:
                    sheet.write_formula(line, place, '=IF(1=1,"","x")', None, "")
    book.close()
    assert "a formula without its result" in faults(tmp_path / "draft.xlsx")[0]
    with zipfile.ZipFile(tmp_path / "draft.xlsx") as draft, zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
        for name in draft.namelist():
            # As spreadsheet programs write the empty text that a formula gave.
            archive.writestr(name, re.sub(rb'(<c r="[A-Z]+\d+")(><f>)', rb'\1 t="str"\2', draft.read(name)))
    same(read(tmp_path / "r.xlsx"), build())


def test_sheets(tmp_path):
    def change(book):
        book["payments"].title = "Виплати"
        book.create_sheet("Payments").append(["payment_id"])
        book.create_sheet("Person").append(["x"])
        book["facts"].delete_rows(1, 100)
        book["persons"]["K2"] = "stray"

    assert [fault.split(";")[0] for fault in faults(workbook(tmp_path / "r.xlsx", change=change))] == [
        "r.xlsx[Payments]: found the sheets Виплати and Payments",
        "r.xlsx[Person]: found a sheet of unknown name",
        "r.xlsx[persons]:1:column 11: found cells under no header",
        "r.xlsx[facts]:1: found no header",
    ]


def test_a_stray_cell_far_away_does_not_take_the_memory(tmp_path):
    def change(book):
        book["persons"]["XFD1048576"] = "x"

    told = faults(workbook(tmp_path / "r.xlsx", change=change))
    assert told[0] == (
        "r.xlsx[persons]: found cells out to row 1048576 and column 16384; expected at most 50000000 cells in the used area; "
        "delete the rows and columns beyond the table"
    )


def test_files_that_are_no_workbook(tmp_path):
    whole = workbook(tmp_path / "r.xlsx").read_bytes()
    kinds = {
        "zero.xlsx": (b"", "an empty file (0 bytes)"),
        "cut.xlsx": (whole[: len(whole) // 2], "a workbook that cannot be opened"),
        "text.xlsx": (b"person_id,household_id\n", "a file that is not a workbook"),
        "old.xls": (raw._OLE + bytes(600), "a workbook of the old XLS kind"),
        "locked.xlsx": (raw._OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a workbook closed with a password"),
        "persons.csv": (b"person_id,household_id\n", "a single .csv file"),
    }
    for name, (content, found) in kinds.items():
        (tmp_path / name).write_bytes(content)
        told = faults(tmp_path / name)
        assert len(told) == 1
        assert told[0].startswith(f"{name}: found {found}"), told
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert faults(tmp_path / "letter.xlsx")[0].startswith("letter.xlsx: found a workbook that cannot be opened")


@settings(max_examples=60)
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_never_an_error(tmp_path_factory, places):
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(workbook(folder / "r.xlsx").read_bytes())
    for place, byte in places:
        content[int(place * len(content))] = byte
    (folder / "r.xlsx").write_bytes(content)
    try:
        register = read(folder / "r.xlsx")
    except InputRefused as refused:
        register, told = None, refused.faults
    if register is None:
        assert told
    else:
        same(register, build())


def coverage_of(rows):
    given = tables()
    given["coverage"] = rows
    return {(c.table, c.since == FAR_PAST, c.until == FAR_FUTURE, c.code, c.hromada) for c in build(given).coverage}


EVERYTHING = "усе, що стосується цих родин, записано тут"


@pytest.mark.parametrize("words", [EVERYTHING, EVERYTHING.upper(), "all that concerns these families is written here", "everything"])
def test_one_row_says_that_all_facts_and_claims_are_written(words):
    assert coverage_of([{"table": words}]) == {("facts", True, True, "", ""), ("claims", True, True, "", "")}


def test_what_is_all_written_may_be_bounded():
    found = coverage_of([{"table": EVERYTHING, "since": "2025-01-01", "until": "2025-12-31", "hromada": "UA01"}])
    assert found == {("facts", False, False, "", "UA01"), ("claims", False, False, "", "UA01")}


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ({"table": EVERYTHING, "code": "disabled"}, "code", "nothing: all is meant"),
        ({"table": "facts"}, "since", "an empty cell"),
        ({"table": "facts", "since": "2025-01-01"}, "until", "an empty cell"),
        ({"table": "incomes", "until": "2025-01-01"}, "since", "an empty cell"),
    ],
)
def test_a_list_says_for_which_days_it_is_complete(row, column, what):
    with pytest.raises(InputRefused) as refused:
        coverage_of([{"table": "claims", "since": "2025-01-01", "until": "2025-12-31"}, row])
    assert any(fault.row == 3 and fault.column == column and what in str(fault) for fault in refused.value.faults), refused.value.faults
