"""`zhyto claims`: the clock of every claim of a register, and what soon cannot be claimed any more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
from click.testing import CliRunner

from zhyto.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "register"


def zhyto(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.stdout if done.exit_code == 0 else done.output + done.stderr


def test_every_claim_stands_somewhere(tmp_path: Path) -> None:
    code, said = zhyto("claims", EXAMPLE, "--on", "2026-01-20", "--out", tmp_path / "claims.csv", "--json")
    assert code == 0, said
    page = json.loads(said)
    table = pl.read_csv(tmp_path / "claims.csv", try_parse_dates=True)
    assert len(table) == page["claims"] == sum(page["stages"].values()) > 5
    # Whoever waits is waited for: the office has until a day, under an article.
    waiting = table.filter(pl.col("stage").is_in(["waiting", "overdue"]))
    assert len(waiting)
    assert waiting["waits_for"].unique().to_list() == ["office"]
    assert waiting["due_by"].null_count() == 0
    assert table["article"].null_count() == 0
    for row in waiting.iter_rows(named=True):
        assert (row["stage"] == "overdue") == (row["due_by"] < date(2026, 1, 20))
        assert row["days_left"] == (row["due_by"] - date(2026, 1, 20)).days


def test_a_claim_is_on_its_clock_from_the_day_it_was_recorded() -> None:
    counts = [json.loads(zhyto("claims", EXAMPLE, "--on", day, "--json")[1])["claims"] for day in ("2015-01-01", "2025-06-01", "2026-06-01")]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_a_register_without_claims_has_an_empty_table(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(EXAMPLE, tmp_path / "register")
    for file in (tmp_path / "register").glob("claims*"):
        file.unlink()
    code, said = zhyto("claims", tmp_path / "register", "--on", "2026-01-20", "--out", tmp_path / "claims.csv", "--json")
    assert code == 0, said
    assert (json.loads(said)["claims"], json.loads(said)["soon"]) == (0, [])
    full = zhyto("claims", EXAMPLE, "--on", "2026-01-20", "--out", tmp_path / "full.csv", "--json")
    assert full[0] == 0
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()[0] == (tmp_path / "full.csv").read_text(encoding="utf-8").splitlines()[0]


def test_each_that_stops_soon_is_named() -> None:
    page = json.loads(zhyto("claims", EXAMPLE, "--on", "2026-01-20", "--warn", "400", "--json")[1])
    assert page["warnings"] == len(page["soon"]) > 0
    assert all(row["warn"] and row["due_by"] and row["article"] for row in page["soon"])
    assert page["soon"] == sorted(page["soon"], key=lambda row: (row["due_by"], row["guarantee"], row["entity_id"]))


def test_what_it_says_is_plain_in_both_languages(tmp_path: Path) -> None:
    assert "Заяв:" in zhyto("claims", EXAMPLE, "--on", "2026-01-20")[1]
    assert "Claims:" in zhyto("claims", EXAMPLE, "--on", "2026-01-20", "--lang", "en")[1]
    code, said = zhyto("claims", EXAMPLE, "--on", "2026-01-20", "--out", tmp_path / "claims.txt")
    assert code == 2
    assert ".csv або .parquet" in said
