"""`zhyto nation`: from registers or from nothing to the open cases of everybody, and what is refused."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from commands import COMMAND, EXAMPLE, answer, refusal, zhyto

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (the optional extra `nation`)")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation") / "facts"
    zhyto("nation", "prepare", EXAMPLE, EXAMPLE, "--out", folder)
    return folder


def test_registers_are_put_one_after_another(facts: Path, tmp_path: Path) -> None:
    one = answer("nation", "prepare", EXAMPLE, "--out", tmp_path / "facts")
    told = answer("nation", "run", facts, "--out", tmp_path / "two")
    single = answer("nation", "run", tmp_path / "facts", "--out", tmp_path / "one")
    assert told["persons"] == 2 * one["persons"] == 2 * single["persons"]
    assert told["cases"] == 2 * single["cases"] > 0
    assert (told["month"], told["folder"]) == ("2026-01", str(tmp_path / "two"))
    rows, twice = (pq.read_table(tmp_path / name / "rights.parquet").to_pylist() for name in ("one", "two"))
    homes = len({row["household_id"] for row in pq.read_table(tmp_path / "facts" / "ids-0001.parquet").to_pylist()})
    moved = [{**row, "household": row["household"] + homes} for row in rows]
    assert sorted(twice, key=str) == sorted([*rows, *moved], key=str)


def test_the_same_with_any_number_of_threads(facts: Path, tmp_path: Path) -> None:
    for threads in (1, 3):
        zhyto("nation", "run", facts, "--out", tmp_path / str(threads), "--threads", threads)
    assert (tmp_path / "1" / "rights.parquet").read_bytes() == (tmp_path / "3" / "rights.parquet").read_bytes()


def test_synthetic_residents(tmp_path: Path) -> None:
    told = answer("nation", "prepare", "--residents", 900, "--out", tmp_path / "facts", "--known-on", "2026-01-20")
    assert told["persons"] == 900
    assert "900" in zhyto("nation", "run", tmp_path / "facts", "--out", tmp_path / "out", "--lang", "en").stdout
    # Earlier results are replaced, facts never are.
    zhyto("nation", "run", tmp_path / "facts", "--out", tmp_path / "out")
    assert "is not replaced" in refusal("nation", "run", tmp_path / "facts", "--out", tmp_path / "facts")


def test_what_is_refused(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "facts-*.parquet" in refusal("nation", "run", tmp_path, "--out", tmp_path / "out")
    spoilt = tmp_path / "spoilt"
    spoilt.mkdir()
    (spoilt / "facts-0001.parquet").write_bytes(b"PAR1 and no more")
    assert "prepare them again" in refusal("nation", "run", spoilt, "--out", tmp_path / "out")
    table = pq.read_table(facts / "facts-0001.parquet")
    pq.write_table(table.drop_columns(["birth_date"]), spoilt / "facts-0001.parquet")
    assert "no column birth_date" in refusal("nation", "run", spoilt, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert "letter.txt" in refusal("nation", "prepare", EXAMPLE, "--out", tmp_path)
    assert "--residents" in zhyto("nation", "prepare", "--out", tmp_path / "facts", code=2).stderr
    # By name: the package's `nation` is the command.
    monkeypatch.setattr(import_module("zhyto.cli.nation"), "find_spec", {}.get)
    assert "pip install 'zhyto[nation]'" in refusal("nation", "run", facts, "--out", tmp_path / "out")


def test_nothing_is_imported_before_it_is_used() -> None:
    script = (
        "import sys; import zhyto.cli, zhyto.rights.rights; print(*(name for name in ('pyarrow', 'pyspark', 'pandas') if name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_stopped(facts: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1, 200):
        (many / f"facts-{number:04}.parquet").symlink_to(facts / "facts-0001.parquet")
    command = [*COMMAND, "nation", "run", str(many), "--out", str(tmp_path / "out")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many"]
