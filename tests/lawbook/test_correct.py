"""A lawyer's correction: what it touches is told, and the sheet changes in one entry only."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from commands import EXAMPLE, answer, refusal, zhyto
from zhyto.io.packs.law import find_packs, load_law

FOLDER = find_packs()["ukraine"].folder
WORDS = ("law", "correct", "subsistence_minimum_lost_ability", "--from", "2026-01-01", "--value", "2695", "--source", "S06")


def test_what_a_correction_touches() -> None:
    """DIS-1, group II: 80 % of 2595 = 2076.00, of 2695 = 2156.00."""
    page = answer(*WORDS)
    assert "disability_aid" in page["guarantees"]
    assert "birth_grant" not in page["guarantees"]
    changes = {(case["name"], case["old"], case["new"]) for case in page["cases"]}
    assert any(name == "disability_aid" and "2076.00" in old and "2156.00" in new for name, old, new in changes)
    assert page["entry"] == "{from: 2026-01-01, value: 2695, mark: verified, source: S06, known: 2025-12-03}"


def test_what_is_verified_as_it_stood_touches_no_case() -> None:
    page = answer("law", "correct", "pension_age", "--from", "2020-01-01", "--value", "60", "--source", "S99")
    assert page["cases"] == []
    assert "low_income_family_aid" in page["guarantees"]


def test_residents_and_money_on_a_register() -> None:
    page = answer(*WORDS[:3], EXAMPLE, *WORDS[3:], "--month", "2026-01")
    assert page["register"]["up"] > 0
    assert float(page["register"]["up_uah"]) > 0
    for lang, word in (("uk", "Рядок"), ("en", "The line")):
        assert word in zhyto(*WORDS, "--lang", lang).stdout


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "ukraine"))


FIGURES = {
    "a value in place of another": ("minimum_wage", "2020-09-01", "5000", "S99", ""),
    "a value between two": ("minimum_wage", "2023-05-01", "6800", "S99, p. 4", "Act 5"),
    "a value after the last": ("minimum_wage", "2026-07-01", "9000.50", "S99", ""),
    "a ratio": ("minimum_pension_wage_share", "2020-01-01", "0.45", "S99", ""),
    "rows of a table": ("disability_share_by_group", "2020-01-01", "II=0.85", "S99", ""),
}


@pytest.mark.parametrize("case", FIGURES)
def test_a_correction_is_written_and_nothing_else_changes(case: str, pack: Path) -> None:
    figure, since, value, source, cite = FIGURES[case]
    before = {path: path.read_bytes() for path in pack.rglob("*.yaml")}
    words = ("law", "correct", figure, "--from", since, "--value", value, "--source", source, *(("--cite", cite) if cite else ()))
    page = answer(*words, "--law", pack, "--write")
    changed = [path for path, old in before.items() if path.read_bytes() != old]
    assert [str(path) for path in changed] == [page["written"]]
    old, new = before[changed[0]].decode().split("\n"), changed[0].read_text(encoding="utf-8").split("\n")
    kept = [line for line in new if page["entry"] not in line]
    assert [line for line in old if line not in kept] == [line for line in old if line not in new]
    assert abs(len(new) - len(old)) <= 1
    assert sum(page["entry"] in line for line in new) == 1
    item = next(one for one in load_law(pack).parameters[figure].values if str(one.since) == since)
    assert (item.mark, item.source) == ("verified", source)
    if "=" in value:
        assert isinstance(item.value, dict)
        assert item.value["II"] == Fraction("0.85")
        assert len(item.value) >= 3
    else:
        assert item.value == Fraction(value)
    assert not cite or item.cite == cite


def test_a_sheet_with_other_line_ends_keeps_them(pack: Path) -> None:
    sheet = pack / "law" / "standards" / "parameters.yaml"
    old = sheet.read_bytes().replace(b"\n", b"\r\n")
    sheet.write_bytes(old)
    zhyto("law", "correct", "minimum_wage", "--from", "2023-05-01", "--value", "6800", "--source", "S99", "--law", pack, "--write")
    new = sheet.read_bytes()
    entry = b"    - {from: 2023-05-01, value: 6800, mark: verified, source: S99}\r\n"
    assert new.replace(entry, b"", 1) == old
    assert new.count(b"\n") == new.count(b"\r\n")


def test_an_entry_over_several_lines_is_replaced_whole(pack: Path) -> None:
    sheet = pack / "law" / "standards" / "parameters.yaml"
    text = sheet.read_text(encoding="utf-8")
    one = '    - {from: 2020-09-01, value: 5000, mark: read, source: "S140 294-20"}\n'
    assert one in text
    several = "    - from: 2020-09-01\n      value: 5000\n      mark: remembered\n      source: memory\n      # a remark that stays\n"
    sheet.write_text(text.replace(one, several), encoding="utf-8")
    page = answer("law", "correct", "minimum_wage", "--from", "2020-09-01", "--value", "5000", "--source", "S99", "--law", pack, "--write")
    assert sheet.read_text(encoding="utf-8") == text.replace(one, f"    - {page['entry']}\n      # a remark that stays\n")


REFUSED = {
    "no such figure": (("minimum_wages", "1"), "the code of a figure"),
    "no number": (("minimum_wage", "much"), "an exact number"),
    "three decimals": (("minimum_wage", "1.234"), "at most two decimals"),
    "a scale": (("age_supplement_level", "300"), "a scale of brackets"),
    "a table without rows": (("disability_share_by_group", "0.5"), "row=number"),
    "a row that is none": (("disability_share_by_group", "IV=0.5"), "rows: I, II, III"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_value_that_does_not_fit_is_refused(case: str, pack: Path) -> None:
    (figure, value), words = REFUSED[case]
    before = {path: path.read_bytes() for path in pack.rglob("*.yaml")}
    assert words in refusal("law", "correct", figure, "--from", "2026-02-01", "--value", value, "--source", "S", "--law", pack, "--write")
    assert all(path.read_bytes() == old for path, old in before.items())
