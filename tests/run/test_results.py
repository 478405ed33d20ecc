"""Result folders appear whole or not at all, and nothing of the user's is lost."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from zhyto.io.run.results import refuse_other_content, write_results, write_table
from zhyto.summary import Tables

EMPTY = pl.DataFrame({"household_id": ["Д-1"], "share_uah": ["-0.05"], "missing": [None]}, schema_overrides={"missing": pl.String})
TABLES = Tables(EMPTY, EMPTY, EMPTY, None)


def write(folder: Path, page: str = "<html>", **more: object) -> None:
    write_results(folder, TABLES, {"month": "2026-01"}, {}, page, **more)  # type: ignore[arg-type]


def there(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_folders_above_are_made(tmp_path: Path) -> None:
    write(tmp_path / "one" / "two")
    names = ["entitlements.csv", "findings.csv", "hardship.csv", "report.html", "summary.json", "timings.json"]
    assert sorted(there(tmp_path / "one" / "two")) == names
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["two"]


def test_unknown_is_an_empty_cell_and_money_is_exact_in_both_formats(tmp_path: Path) -> None:
    write(tmp_path / "csv")
    assert (tmp_path / "csv" / "findings.csv").read_text(encoding="utf-8") == "household_id,share_uah,missing\nД-1,-0.05,\n"
    write(tmp_path / "parquet", format="parquet")
    found = pl.read_parquet(tmp_path / "parquet" / "findings.parquet")
    assert found.schema["share_uah"] == pl.Decimal(20, 2)
    assert found.select(pl.all().cast(pl.String)).rows() == [("Д-1", "-0.05", None)]


def test_earlier_results_are_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path / "out", format="parquet")
    write(tmp_path / "out", "<html>new")
    assert "findings.parquet" not in there(tmp_path / "out")
    assert there(tmp_path / "out")["report.html"] == b"<html>new"


@pytest.mark.parametrize("name", ["notes.txt", "summary.json.bak/x", "register/persons.csv", "claims.csv"])
def test_a_folder_with_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "out" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"out holds"):
        write(tmp_path / "out")
    assert there(tmp_path) == {f"out/{name}": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(NotADirectoryError):
            refuse_other_content(folder)


@pytest.mark.parametrize("fault", [OSError("disk full"), KeyboardInterrupt()], ids=["disk", "stop"])
def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path, fault: BaseException) -> None:
    def fail(folder: Path) -> None:
        assert (folder / "summary.json").is_file()
        raise fault

    with pytest.raises(type(fault)):
        write(tmp_path / "new", beside=fail)
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "out")
    before = there(tmp_path)
    with pytest.raises(type(fault)):
        write(tmp_path / "out", "<html>new", beside=fail)
    assert there(tmp_path) == before


@pytest.mark.parametrize("fault", [OSError("no"), KeyboardInterrupt()], ids=["disk", "stop"])
def test_earlier_results_come_back_when_the_exchange_fails(tmp_path: Path, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "out")
    before = there(tmp_path)
    rename = Path.rename

    def second_fails(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise fault
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(type(fault)):
        write(tmp_path / "out", "<html>new")
    assert there(tmp_path) == before


def test_a_table_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_table(EMPTY, tmp_path / "truth.csv")
    before = there(tmp_path)
    with pytest.raises(OSError, match="nested"):
        write_table(EMPTY.with_columns(bad=[[1]]), tmp_path / "truth.csv")
    assert there(tmp_path) == before
