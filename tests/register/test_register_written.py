"""A register written and read again is the same register; a template is a register with nobody in it."""

from __future__ import annotations

import os
from datetime import date

import numpy as np
import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers import GUARANTEES, HROMADAS, INPUTS, build, changed, tables
from zhyto.faults import InputRefused
from zhyto.io.register.format import CODES_SHEET, README_SHEET, TABLES
from zhyto.io.register.reader import read_register
from zhyto.io.register.template import write_template
from zhyto.io.register.writer import write_register
from zhyto.register.places import Places

SKIPPED = {"row", "digest", "name"}
"""What a file gives, not the register: rows of the file, its digest, its name."""


def assert_same(one, other, path="register"):
    """Equal arrays all the way down."""
    if isinstance(one, dict):
        assert list(one) == list(other), path
        for key in one:
            assert_same(one[key], other[key], f"{path}.{key}")
    elif hasattr(one, "__dataclass_fields__") and path.count(".") < 3:
        for name in one.__dataclass_fields__:
            if name not in SKIPPED:
                assert_same(getattr(one, name), getattr(other, name), f"{path}.{name}")
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype, path
        assert np.array_equal(one, other), path
    elif isinstance(one, pl.Series):
        assert one.to_list() == other.to_list(), path
    else:
        assert one == other, path


def written(register, folder, form):
    write_register(register, folder, form, INPUTS, GUARANTEES)
    return read_register(folder, INPUTS, Places(HROMADAS), GUARANTEES)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_good_register_survives(tmp_path, form):
    assert_same(build(), written(build(), tmp_path / "r", form))


DAY = st.dates(min_value=date(1890, 1, 1), max_value=date(2099, 12, 31)).map(str)
SOME = st.sampled_from


def maybe(strategy):
    return st.one_of(st.just(""), strategy)


AMOUNT = st.integers(0, 10**8).map(lambda kopecks: f"{kopecks // 100}.{kopecks % 100:02d}")


@st.composite
def registers(draw):
    """Tables without a fault, of any size from nothing up."""
    homes = [f"{draw(SOME(['h', 'Д-', '00']))}{place}" for place in range(draw(st.integers(0, 4)))]
    people = [f"p{place}" for place in range(draw(st.integers(0, 6)) if homes else 0)]
    households = [
        {
            "household_id": home,
            "hromada": draw(SOME(HROMADAS)),
            "settlement": draw(maybe(SOME(["Село", 'кома, "лапки"', "two\nlines"]))),
            "dwelling_area_m2": draw(maybe(st.integers(0, 10**6).map(lambda area: f"{area // 100}.{area % 100:02d}"))),
            "heating": draw(maybe(SOME(["none", "gas", "wood"]))),
            "rent_paid": draw(maybe(st.integers(0, 10**7).map(lambda kopecks: f"{kopecks // 100},{kopecks % 100:02d}"))),
        }
        for home in homes
    ]
    persons = []
    for person in people:
        days = sorted([draw(DAY), draw(DAY)])
        persons.append(
            {
                "person_id": person,
                "household_id": draw(SOME(homes)),
                "sex": draw(SOME(["female", "male"])),
                "birth_date": days[0],
                "role": draw(maybe(SOME(["head", "child"]))),
                "death_date": draw(SOME(["", days[1]])),
                "veteran": draw(maybe(SOME(["yes", "no"]))),
                "pension_years": draw(maybe(st.integers(0, 80).map(str))),
                "arrival": draw(maybe(DAY)),
            }
        )
    values = {
        "disability_group": SOME(["none", "I", "II"]),
        "student": SOME(["", "yes", "no"]),
        "displaced_on": DAY,
        "veteran": SOME(["yes", "no"]),
        "pension_years": st.integers(0, 80).map(str),
        "member_of": SOME(homes or [""]),
        "utility_cost": st.integers(0, 10**7).map(lambda kopecks: f"{kopecks // 100}.{kopecks % 100:02d}"),
        "dwelling_area_m2": st.integers(0, 10**4).map(str),
        "hromada": SOME(HROMADAS),
    }
    of_home = ("utility_cost", "dwelling_area_m2", "hromada")
    facts = []
    chosen = draw(st.sets(st.tuples(SOME(list(values)), SOME(range(6)), SOME(range(2))), max_size=8))
    for fact, place, record in sorted(chosen):
        entities = homes if fact in of_home else people
        if entities and place < len(entities):
            days = sorted([draw(DAY), draw(DAY)])
            since, until = draw(SOME([(days[0], days[1]), (days[0], ""), ("0001-01-01", days[1]), ("0001-01-01", "9999-12-31")]))
            recorded = "" if record else "2025-05-05"
            facts.append(
                {
                    "entity_id": entities[place],
                    "fact": fact,
                    "value": draw(values[fact]),
                    "since": since,
                    "until": until,
                    "recorded_at": recorded,
                }
            )
    months = ["2025-01", "1999-12", "2025-02"]
    incomes = []
    for person, month in sorted(draw(st.sets(st.tuples(SOME(people), SOME(months)), max_size=6)) if people else ()):
        kind = draw(SOME(["none", "wage", "pension"]))
        amount = draw(SOME(["", "0"])) if kind == "none" else draw(AMOUNT)
        incomes.append({"person_id": person, "month": month, "kind": kind, "amount_uah": amount, "recorded_at": draw(maybe(DAY))})
    claims, payments = [], []
    for place in range(draw(st.integers(0, 4)) if people else 0):
        guarantee = draw(SOME(["family_aid", "person_aid"]))
        entity = draw(SOME(homes if guarantee == "family_aid" else people))
        days = sorted([draw(DAY), draw(DAY)])
        decision, decided = draw(SOME([("", ""), ("pending", ""), ("granted", days[1]), ("refused", days[1])]))
        claims.append(
            {"claim_id": f"c{place}", "entity_id": entity, "guarantee": guarantee, "claimed_on": days[0], "decided_on": decided,
             "decision": decision, "reason": draw(maybe(SOME(["чому, саме"]))), "recorded_at": draw(maybe(DAY))}
        )  # fmt: skip
        payments.append(
            {"payment_id": f"y{place}", "recipient_id": entity, "guarantee": guarantee, "month": draw(SOME(months)),
             "amount_uah": draw(AMOUNT), "paid_on": draw(DAY), "recorded_at": draw(maybe(DAY))}
        )  # fmt: skip
    coverage = [
        {"table": table, "since": since, "until": until, "code": code, "hromada": draw(maybe(SOME(HROMADAS)))}
        for table, code, since, until in draw(
            st.lists(
                SOME(
                    [
                        ("incomes", "", "0001-01-01", "9999-12-31"),
                        ("payments", "family_aid", "2025-01-01", "2025-12-31"),
                        ("facts", "student", "2025-01-01", "2025-01-01"),
                    ]
                ),
                max_size=3,
            )
        )
    ]
    return {
        "households": households,
        "persons": persons,
        "facts": facts,
        "incomes": incomes,
        "claims": claims,
        "payments": payments,
        "coverage": coverage,
    }


@settings(max_examples=120)
@given(tables_drawn=registers(), form=st.sampled_from(["csv", "parquet"]))
def test_any_register_survives(tmp_path_factory, tables_drawn, form):
    try:
        register = build(tables_drawn)
    except InputRefused as refused:
        kinds = {fault.expected for fault in refused.faults}
        register = None
        # Two records of one fact may draw the same day of recording and conflict; nothing else can be wrong here.
        assert kinds == {"one value of a fact at a time"}
    if register is not None:
        assert_same(register, written(register, tmp_path_factory.mktemp("written") / "r", form))


def test_equal_registers_give_equal_bytes(tmp_path):
    for form in ("csv", "parquet"):
        digests = {written(build(), tmp_path / f"{form}{turn}", form).digest for turn in range(2)}
        assert len(digests) == 1


def test_a_register_is_replaced_whole_and_nothing_else_is_touched(tmp_path):
    folder = tmp_path / "r"
    written(build(), folder, "csv")
    again = written(build(changed("persons", 0, role="spouse")), folder, "parquet")
    assert again.role.tolist() == [2, 3, 0]
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{name}.parquet" for name in TABLES)
    (folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match=r"r holds notes\.txt, not only tables of a register"):
        write_register(build(), folder, "csv", INPUTS, GUARANTEES)
    assert os.listdir(tmp_path) == ["r"]
    assert (folder / "persons.parquet").exists()


def test_a_fault_while_writing_leaves_nothing(tmp_path):
    with pytest.raises(ValueError, match="disability_group is not a declared fact"):
        write_register(
            build(), tmp_path / "r", "csv", {code: item for code, item in INPUTS.items() if code != "disability_group"}, GUARANTEES
        )
    assert os.listdir(tmp_path) == []


def test_the_template_is_a_register_with_nobody_in_it(tmp_path):
    path = tmp_path / "зразок.xlsx"
    write_template(path, INPUTS, GUARANTEES)
    assert os.listdir(tmp_path) == ["зразок.xlsx"]
    register = read_register(path, INPUTS, Places(HROMADAS), GUARANTEES)
    assert (register.persons, register.households) == (0, 0)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [README_SHEET, *(table.label for table in TABLES.values()), CODES_SHEET]
    first = path.read_bytes()
    write_template(path, INPUTS, GUARANTEES)
    assert path.read_bytes() == first


def test_a_template_filled_in_with_the_words_it_offers_is_read(tmp_path):
    path = tmp_path / "t.xlsx"
    write_template(path, INPUTS, GUARANTEES)
    book = openpyxl.load_workbook(path)
    words: dict[tuple[str, str], str] = {}
    for column, word, code, _ in book[CODES_SHEET].iter_rows(min_row=2, values_only=True):
        words[column, code] = word
    kinds = {
        "sex": "sex",
        "role": "role",
        "kind": "kind",
        "decision": "decision",
        "fact": "fact",
        "guarantee": "guarantee",
        "veteran": "status",
    }
    for name, rows in tables().items():
        sheet = book[TABLES[name].label]
        places = {cell.comment.text.split("\n")[0]: cell.column for cell in sheet[1]}
        for line, row in enumerate(rows, 2):
            for key, text in row.items():
                column = "table" if name == "coverage" and key == "table" else kinds.get(key, key)
                sheet.cell(line, places[key]).value = words.get((column, text), text) or None
    book.save(path)
    register = read_register(path, INPUTS, Places(HROMADAS), GUARANTEES)
    filled = build()
    # The template has every declared column, so facts that the good tables leave out are columns of unknown values here.
    assert not register.facts["pension_years"].base_known.any()
    register.facts["pension_years"].base = register.facts["pension_years"].base_known = None
    register.facts["arrival"].base = register.facts["arrival"].base_known = None
    assert_same(filled, register)


def test_coded_columns_of_the_template_offer_their_codes(tmp_path):
    path = tmp_path / "t.xlsx"
    write_template(path, INPUTS, GUARANTEES)
    book = openpyxl.load_workbook(path)
    coded = {
        sheet.title: {str(check.sqref).split("2:")[0] for check in sheet.data_validations.dataValidation}
        for sheet in book
        if sheet.data_validations.count
    }
    assert coded["Особи"] == {"C", "E", "I"}
    assert coded["Доходи"] == {"C"}
    for sheet in book:
        for check in sheet.data_validations.dataValidation:
            place, cells = check.formula1.split("!")
            assert place.strip("'") == CODES_SHEET
            assert all(cell.value for (cell,) in book[CODES_SHEET][cells.replace("$", "")])
