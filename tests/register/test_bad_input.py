"""Bad input at the command line: a clear message and exit code 2, or a right answer; never a traceback, never a wrong number."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands import EXAMPLE, answer, edited, example, refusal, zhyto
from zhyto.dates import parse_month
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.register.reader import read_register
from zhyto.money import format_amount
from zhyto.register.convert import household_record

JANUARY = ("--month", "2026-01")


def summary(out: Path) -> Any:
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def entitlements(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "entitlements.csv").open(encoding="utf-8", newline="")))


# files


def broken_workbook(folder: Path) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(b"PK\x03\x04 this is no archive")
    return path


def encrypted_workbook(folder: Path) -> Path:
    # A workbook with a password is an OLE file that holds a stream of this name.
    path = folder / "book.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000))
    return path


def windows_1251(folder: Path) -> Path:
    register = example(folder / "register")
    table = register / "households.csv"
    table.write_bytes(table.read_text(encoding="utf-8").replace("²", "2").encode("cp1251"))
    return register


def giant_line(folder: Path) -> Path:
    register = example(folder / "register")
    with (register / "incomes.csv").open("ab") as stream:
        stream.truncate(5_000_000_000)
    return register


def amount(text: str) -> Callable[[Path], Path]:
    return lambda folder: edited(folder / "register", "incomes.csv", ";5000,00", f";{text}")


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "malformed workbook": (broken_workbook, "book.xlsx: found a workbook that cannot be opened"),
    "encrypted workbook": (encrypted_workbook, "book.xlsx: found a workbook closed with a password"),
    "windows-1251": (windows_1251, "households.csv:1: found text in windows-1251"),
    "giant line": (giant_line, "found a line of more than 1 MiB"),
    "NaN": (amount("NaN"), "incomes.csv:2:Сума, грн: found 'NaN'; expected an amount"),
    "infinity": (amount("inf"), "incomes.csv:2:Сума, грн: found 'inf'"),
    "infinity sign": (amount("∞"), "incomes.csv:2:Сума, грн: found '∞'"),
    "exponent": (amount("1e9"), "incomes.csv:2:Сума, грн: found '1e9'"),
    "negative income": (amount("-5000,00"), "incomes.csv:2:Сума, грн: found '-5000,00'; expected an amount that is not negative"),
    "three decimals": (amount("5000,001"), "incomes.csv:2:Сума, грн: found '5000,001'"),
    "more than an integer holds": (amount("99999999999999999999,00"), "incomes.csv:2:Сума, грн: found '99999999999999999999,00'"),
    "latin letter in an id": (
        lambda folder: edited(folder / "register", "persons.csv", "О-01;", "O-01;"),
        "found 'О-01', which is not there",
    ),
    "death before birth": (
        lambda folder: edited(folder / "register", "persons.csv", "1940-01-01;голова;2025-11-20", "1940-01-01;голова;1925-11-20"),
        "persons.csv:24:Дата смерті",
    ),
    "unknown guarantee": (lambda folder: edited(folder / "register", "claims.csv", "Житлова субсидія", "Житлова субсідія"), "did you mean"),
    "unknown hromada": (
        lambda folder: edited(folder / "register", "households.csv", "UA18060170000069581", "UA99000000000000000"),
        "households.csv:2:Громада: found 'UA99000000000000000'",
    ),
    "nothing there": (lambda folder: folder / "nothing", "nothing: found nothing at this path"),
    "empty folder": (lambda folder: folder, "no table in this folder"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_register_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    make, message = BAD[name]
    (tmp_path / "in").mkdir()
    register = make(tmp_path / "in")
    assert message in refusal("run", register, *JANUARY, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["malformed workbook", "encrypted workbook", "windows-1251", "NaN", "nothing there", "empty folder"])
def test_check_and_explain_refuse_it_too(name: str, tmp_path: Path) -> None:
    make, message = BAD[name]
    (tmp_path / "in").mkdir()
    register = make(tmp_path / "in")
    assert message in refusal("register", "check", register)
    assert message in refusal("explain", register, *JANUARY, "--entity", "О-01")


def test_all_faults_come_in_one_pass_and_as_json(tmp_path: Path) -> None:
    register = edited(tmp_path / "register", "incomes.csv", ";5000,00", ";NaN")
    persons = register / "persons.csv"
    persons.write_text(persons.read_text(encoding="utf-8").replace("чоловіча", "чоловіка", 1), encoding="utf-8")
    faults = answer("register", "check", register, code=2)["faults"]
    assert {(fault["file"], fault["column"]) for fault in faults} == {("incomes.csv", "Сума, грн"), ("persons.csv", "Стать")}
    assert all(fault["row"] > 1 and fault["expected"] and fault["remedy"] for fault in faults)


# registers out of the ordinary


def test_a_register_of_nobody_gives_an_empty_result_that_says_so(tmp_path: Path) -> None:
    register = example(tmp_path / "register")
    for path in register.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    said = zhyto("run", register, *JANUARY, "--fund", "1000", "--out", tmp_path / "out").stdout
    assert "мешканців: 0" in said
    told = summary(tmp_path / "out")
    assert told["persons"] == 0
    assert {(place["persons"], place["due_uah"], place["hardship"]) for place in told["hromadas"].values()} == {(0, "0.00", 0)}
    assert (told["fund"]["shared_uah"], told["fund"]["certificate_verified"]) == ("0.00", True)
    assert entitlements(tmp_path / "out") == []
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "NaN" not in page
    assert "мешканців" in page.lower()


def household_of_400(folder: Path) -> Path:
    """One household: two parents, 298 children, a hundred others, some with disabilities; of one no income is on record."""
    folder.mkdir()
    people = [("P-000", "female", "1985-03-04", "head"), ("P-001", "male", "1980-01-31", "spouse")]
    for n in range(2, 300):
        birth = f"{2026 - n % 26:04d}-01-{1 + n % 28:02d}" if n % 26 else "2010-06-15"
        people.append((f"P-{n:03d}", "male" if n % 2 else "female", birth, "child"))
    people += [(f"P-{n:03d}", "female", f"{1920 + n % 80}-{1 + n % 12:02d}-28", "other") for n in range(300, 400)]
    months = [f"{2025 + m // 12}-{m % 12 + 1:02d}" for m in range(13)]
    tables: dict[str, list[tuple[object, ...]]] = {
        "households": [("household_id", "hromada", "dwelling_kind", "dwelling_area_m2", "utility_cost_within_norms_uah"),
                       ("H-1", "UA18060170000069581", "house", "500.5", "90000.01")],
        "persons": [("person_id", "household_id", "sex", "birth_date", "role"), *((p, "H-1", s, b, r) for p, s, b, r in people)],
        "incomes": [("person_id", "month", "kind", "amount_uah"),
                    *((p, m, "pension" if r == "other" else "wage" if r != "child" else "none",
                       format_amount(100_01 + 317 * n) if r != "child" else "0") for n, (p, _, _, r) in enumerate(people) for m in months
                      if p != "P-399")],
        "facts": [("entity_id", "fact", "value", "since", "until"),
                  *((p, "child_with_disability", "", "2020-01-01", "") for p, _, _, r in people[::7] if r == "child"),
                  *((p, "disability_group", "II", "2020-01-01", "") for p, _, _, r in people[::3] if r == "other"),
                  ("H-1", "large_family_certificate", "", "2021-01-01", "")],
        "claims": [("claim_id", "entity_id", "guarantee", "claimed_on", "decided_on", "decision"),
                   ("C-1", "H-1", "low_income_family_aid", "2025-12-05", "2025-12-12", "granted"),
                   *((f"C-{p}", p, "third_child_aid", "2025-11-05", "2025-11-12", "granted")
                     for p, _, _, r in people[::2] if r == "child")],
        "coverage": [("table",), ("everything",)],
        "payments": [("payment_id", "recipient_id", "guarantee", "month", "amount_uah", "paid_on")],
    }  # fmt: skip
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    return folder


def test_one_household_of_400_gets_what_the_reference_gives(tmp_path: Path) -> None:
    register = household_of_400(tmp_path / "register")
    zhyto("run", register, *JANUARY, "--out", tmp_path / "out", "--all")
    law = load_law(find_packs()["ukraine"].folder)
    read = read_register(register, law.inputs, None, law.guarantees)
    assert read.persons == 400
    month = parse_month("2026-01")
    assert month is not None
    reference = Reference(law, household_record(read, law.inputs, law.guarantees, 0), month, None)
    expected = {}
    for code, guarantee in law.guarantees.items():
        for place in range(len(reference.members)) if guarantee.entity == "person" else [HOUSEHOLD]:
            right = reference.right(code, place)
            who = "H-1" if place == HOUSEHOLD else reference.members[place].id
            expected[who, code] = (right.state, "" if right.state == "unknown" else format_amount(right.amount))
    found = {(row["entity_id"], row["guarantee"]): (row["state"], row["amount_uah"]) for row in entitlements(tmp_path / "out")}
    assert found == expected
    assert {state for state, _ in found.values()} == {"due", "claimable", "not_due", "unknown"}
    assert len([who for who, code in found if code == "third_child_aid" and found[who, code][0] == "due"]) > 10


@pytest.mark.parametrize("month", ["1999-01", "1900-01", "2099-06", "2199-12"])
def test_a_month_without_law_gives_unknown_and_no_amount(tmp_path: Path, month: str) -> None:
    said = zhyto("run", EXAMPLE, "--month", month, "--fund", "1000", "--out", tmp_path / "out").stdout
    assert "закон цього місяця тут не записано" in said
    told = summary(tmp_path / "out")
    for row in told["guarantees"].values():
        assert (row["due"], row["claimable"], row["due_uah"], row["claimable_uah"], row["findings"]) == (0, 0, "0.00", "0.00", {})
    assert {row["state"] for row in entitlements(tmp_path / "out")} <= {"unknown"}
    assert not any(row["amount_uah"] for row in entitlements(tmp_path / "out"))
    assert told["fund"]["shared_uah"] == "0.00"
    assert told["hardship"]["judged"] == 0 or told["persons"] == 0


def test_nothing_known_yet_gives_unknown(tmp_path: Path) -> None:
    zhyto("run", EXAMPLE, *JANUARY, "--known-on", "1990-01-01", "--out", tmp_path / "out")
    # A right without a rule is unknown for everyone alike: the summary says so once, and no row repeats it.
    assert entitlements(tmp_path / "out") == []
    for row in summary(tmp_path / "out")["guarantees"].values():
        assert (row["due"], row["claimable"], row["due_uah"], row["claimable_uah"], row["findings"]) == (0, 0, "0.00", "0.00", {})
        assert row["unknown"] == (29 if row["entity"] == "person" else 12)


def test_a_fund_larger_than_need_shares_what_is_needed(tmp_path: Path) -> None:
    most = "999999999999999.99"
    zhyto("run", EXAMPLE, *JANUARY, "--fund", most, "--tolerance", most, "--out", tmp_path / "out")
    fund = summary(tmp_path / "out")["fund"]
    assert (fund["amount_uah"], fund["shared_uah"], fund["certificate_verified"]) == (most, "6152.00", True)
    assert not any({"short", "over"} & row["findings"].keys() for row in summary(tmp_path / "out")["guarantees"].values())


# options

OPTIONS = {
    ("--month", "2026-13"): "'2026-13' is not a month; write YYYY-MM",
    ("--month", "січень"): "'січень' is not a month",
    ("--month", "0001-01"): "out of reach; write a month from 1900-01 to 2199-12",
    ("--month", "9999-12"): "out of reach",
    (*JANUARY, "--known-on", "2026-02-30"): "'2026-02-30' is not a date; write YYYY-MM-DD",
    (*JANUARY, "--fund", "-5"): "'-5' is not an amount",
    (*JANUARY, "--fund", "1e9"): "'1e9' is not an amount",
    (*JANUARY, "--fund", "NaN"): "'NaN' is not an amount",
    (*JANUARY, "--fund", "1.234"): "'1.234' is not an amount; write it with at most two decimals",
    (*JANUARY, "--fund", "1000000000000000"): "'1000000000000000' is too much",
    (*JANUARY, "--tolerance", "x"): "'x' is not an amount",
    (*JANUARY, "--format", "xml"): "'xml' is not one of 'csv', 'parquet'",
    (*JANUARY, "--lang", "fr"): "'fr' is not one of 'uk', 'en'",
    (*JANUARY, "--region", "mars"): "packs:region: found 'mars'; expected a region pack (zhytomyr) or its folder",
    (*JANUARY, "--law", "mars"): "packs:country: found 'mars'; expected a country pack (imaginary, ukraine) or its folder",
    (): "Missing option '--month'",
}


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_a_bad_option_is_named(options: tuple[str, ...], tmp_path: Path) -> None:
    assert OPTIONS[options] in refusal("run", EXAMPLE, *options, "--out", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", ["0", "-1", "1.5", "nan", "x"])
def test_a_bad_share_is_named(share: str, tmp_path: Path) -> None:
    assert "--share" in refusal("demo", "--share", share, "--out", tmp_path / "out")
    assert "--share" in refusal("register", "synthetic", tmp_path / "out", "--share", share)


def test_packs_that_are_none(tmp_path: Path) -> None:
    assert "found a folder without pack.yaml" in refusal("law", "list", "--law", tmp_path)
    assert "found a folder without pack.yaml" in refusal("run", EXAMPLE, *JANUARY, "--region", tmp_path)


def test_names_that_are_none() -> None:
    assert "no person or household 'О-99'" in refusal("explain", EXAMPLE, *JANUARY, "--entity", "О-99")
    assert "expected one of adoption_grant" in refusal("explain", EXAMPLE, *JANUARY, "--entity", "О-01", "--guarantee", "mars")
    assert "found 'mars'" in refusal("law", "show", "mars")
    assert "No such command 'mars'" in refusal("mars")


def test_a_template_is_a_workbook(tmp_path: Path) -> None:
    assert "a name ending in .xlsx" in refusal("register", "template", tmp_path / "new.csv")
    assert "No such file or directory" in refusal("register", "template", tmp_path / "nowhere" / "new.xlsx")


# folders for results


def test_a_folder_with_foreign_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letters.docx").write_text("mine", encoding="utf-8")
    for words in (("run", EXAMPLE, *JANUARY), ("demo", "--share", "0.0005")):
        assert "out holds letters.docx, which is no result" in refusal(*words, "--out", tmp_path / "out")
    assert "letters.docx" in refusal("register", "synthetic", tmp_path / "out", "--share", "0.0005")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letters.docx"]


def test_results_never_replace_the_register_they_come_from(tmp_path: Path) -> None:
    register = example(tmp_path / "data" / "register")
    assert "data holds register, but no results" in refusal("run", register, *JANUARY, "--out", tmp_path / "data")
    assert "register holds" in refusal("run", register, *JANUARY, "--out", register)
    zhyto("demo", "--share", "0.0005", "--out", tmp_path / "demo")
    before = sorted(path.read_bytes() for path in (tmp_path / "demo").rglob("*") if path.is_file())
    assert "holds the register itself" in refusal("run", tmp_path / "demo" / "register", *JANUARY, "--out", tmp_path / "demo")
    assert sorted(path.read_bytes() for path in (tmp_path / "demo").rglob("*") if path.is_file()) == before
