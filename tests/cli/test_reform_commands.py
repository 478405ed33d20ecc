"""`zhyto simulate` and `zhyto arrears` on the example register."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import EXAMPLE, answer, refusal, zhyto

SHEET = """
name: higher_birth_grant
label: {uk: Вища допомога, en: A higher grant}
since: 2026-01-01
cite: Bill 1
parameters:
  third_child_amount: {value: 2500}
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "reform.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_reform_shows_who_gains_for_each_guarantee(sheet: Path) -> None:
    page = answer("simulate", EXAMPLE, "--month", "2026-01", "--reform", sheet)
    rows = {row["guarantee"]: row for row in page["guarantees"]}
    third = rows["third_child_aid"]
    assert third["gainers"] >= 1
    assert float(third["gained_uah"]) == 400 * third["gainers"]
    assert (third["losers"], third["lost_uah"]) == (0, "0.00")
    assert all(row["gainers"] == row["losers"] == 0 for code, row in rows.items() if code != "third_child_aid")
    for lang, words in (("uk", ("виграють", "Вища допомога")), ("en", ("gain", "A higher grant"))):
        text = zhyto("simulate", EXAMPLE, "--month", "2026-01", "--reform", sheet, "--lang", lang).stdout
        assert all(word in text for word in words)
        assert len([line for line in text.splitlines() if "400,00" in line or "400.00" in line]) == 2


def test_a_reform_before_its_month_changes_nothing(sheet: Path) -> None:
    assert "Nothing changes" in zhyto("simulate", EXAMPLE, "--month", "2025-12", "--reform", sheet, "--lang", "en").stdout


def test_a_reform_that_does_not_fit_is_refused(sheet: Path) -> None:
    sheet.write_text(SHEET.replace("third_child_amount", "third_child_amont"), encoding="utf-8")
    assert "did you mean third_child_amount" in refusal("simulate", EXAMPLE, "--month", "2026-01", "--reform", sheet)
    assert "--reform" in refusal("simulate", EXAMPLE, "--month", "2026-01")


WORDS = ("arrears", EXAMPLE, "--months", "2025-12..2026-01", "--known-before", "2026-01-10", "--known-after", "2026-01-31")


def test_what_a_later_day_knows_is_told_row_by_row() -> None:
    page = answer(*WORDS)
    assert page["months"] == ["2025-12", "2026-01"]
    assert page["rows"]
    for row in page["rows"]:
        settled = row["before_uah"] is not None and row["after_uah"] is not None
        assert (row["difference_uah"] is not None) is settled
        if settled:
            assert float(row["difference_uah"]) == pytest.approx(float(row["after_uah"]) - float(row["before_uah"]))
    only = answer(*WORDS, "--guarantee", page["rows"][0]["guarantee"])
    assert only["rows"] == [row for row in page["rows"] if row["guarantee"] == page["rows"][0]["guarantee"]]
    assert page["rows"][0]["entity_id"] in zhyto(*WORDS).stdout


def test_arrears_as_a_table(tmp_path: Path) -> None:
    import polars as pl

    page = answer(*WORDS)
    zhyto(*WORDS, "--out", tmp_path / "arrears.csv")
    table = pl.read_csv(tmp_path / "arrears.csv", infer_schema=False)
    assert len(table) == len(page["rows"]) > 0
    assert [{**row, **{key: row[key] or None for key in row}} for row in table.to_dicts()] == [dict(row) for row in page["rows"]]
    assert ".csv or .parquet" in refusal(*WORDS, "--out", tmp_path / "arrears.txt")


def test_days_and_months_the_wrong_way_round_are_refused() -> None:
    assert "exchange the two days" in refusal(*WORDS[:4], "--known-before", "2026-02-01", "--known-after", "2026-01-01")
    assert "earlier month first" in refusal("arrears", EXAMPLE, "--months", "2026-02..2026-01", *WORDS[4:])
    assert "one of" in refusal(*WORDS, "--guarantee", "no_such")


def test_nothing_later_changes_nothing() -> None:
    words = (*WORDS[:4], "--known-before", "2026-01-31", "--known-after", "2026-01-31", "--lang", "en")
    assert "changes nothing" in zhyto(*words).stdout
