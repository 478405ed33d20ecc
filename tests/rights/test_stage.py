"""Residents batch by batch: the same rights as from the whole register, however they are divided, through files and under Spark."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from zhyto.dates import FAR_FUTURE, day_of
from zhyto.engine import machine
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.packs.region import load_region
from zhyto.register.columns import Fact, Register
from zhyto.register.snapshot import Snapshot
from zhyto.rights.rights import CLAIMABLE, NOT_DUE, STATES, UNKNOWN, find_rights
from zhyto.synthetic.make import make_region
from zhyto.synthetic.plant import plant_claims

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the optional extra `nation`)")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (the optional extra `nation`)")

from zhyto.io.batch import parquet as files  # noqa: E402
from zhyto.rights.batch import CLAIMS, RESULT, Stage, columns_needed, constant, prepare  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PACKS = find_packs()
LAW = load_law(PACKS["ukraine"].folder)
MONTH = 2026 * 12
SPARK = ROOT / "build" / "spark" / "bin" / "python"
Row = tuple[int, int, str, str, int | None, date | None, str | None]


@pytest.fixture(scope="module")
def region() -> Register:
    """Some thousand people with claims, some of whom have moved to other households."""
    place = load_region(PACKS["zhytomyr"].folder)
    register = make_region(place, 5, MONTH, LAW.inputs, 0.003)
    rights = [right for back in (2, 1, 0) for right in find_rights(LAW, register, MONTH - back)]
    register, _ = plant_claims(register, rights, place.rates["claims"], 5)
    moved = np.arange(3, register.persons, 97, dtype=np.int32)
    size = len(moved)
    to = ((register.household_of()[moved] + 5) % register.households).astype(np.int64)
    day = np.full(size, 20_000, dtype=np.int32)
    later = np.full(size, FAR_FUTURE, dtype=np.int32)
    return replace(register, moves=Fact(None, None, moved, to, day, later, day, np.zeros(size, dtype=np.int32)))


def expected(register: Register, month: int = MONTH, known: date | None = None) -> list[Row]:
    """Open cases by `find_rights`."""
    snapshot = Snapshot(register, LAW.inputs, LAW.guarantees, month, known)
    start = snapshot.register.start
    homes = snapshot.register.household_of()
    place = np.empty(register.persons, dtype=np.int64)
    place[np.arange(register.persons) if snapshot.person_rows is None else snapshot.person_rows] = np.arange(register.persons)
    rows: list[Row] = []
    for right in find_rights(LAW, register, month, known, engine="numpy"):
        if not right.implemented:
            continue
        for at, row in enumerate(right.rows):
            state = int(right.states[at])
            if state == NOT_DUE:
                continue
            home, member = int(row), 0
            if right.guarantee.entity == "person":
                home = int(homes[place[row]])
                member = int(place[row] - start[home]) + 1
            names = sorted(name for bit, name in enumerate(right.missing_names) if int(right.lacking[at]) >> bit & 1)
            until = int(right.until[at])
            limit = day_of(until) if state == CLAIMABLE and until != FAR_FUTURE else None
            amount = None if state == UNKNOWN else int(right.amounts[at])
            rows.append((home, member, right.guarantee.code, STATES[state], amount, limit, ";".join(names) or None))
    return sorted(rows, key=str)


def told(results: list[Any]) -> list[Row]:
    """Rows of result batches."""
    rows = [tuple(row.values()) for batch in results for row in batch.to_pylist()]
    return sorted(rows, key=str)  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [60, 700, 10**6])
def test_division_into_batches_changes_nothing(region: Register, rows: int) -> None:
    stage = Stage(LAW, MONTH)
    batches = list(prepare(region, LAW, MONTH, rows=rows, stage=stage))
    assert len({batch.schema for batch in batches}) == 1
    found = told([stage.compute(batch) for batch in batches])
    whole = expected(region)
    assert {row[3] for row in whole} == {"unknown", "claimable", "due"}
    assert any(row[5] for row in whole)
    assert found == whole


def test_other_months_and_known_dates(region: Register) -> None:
    for month, known in ((MONTH, date(2026, 1, 10)), (MONTH - 2, None)):
        stage = Stage(LAW, month, known)
        results = [stage.compute(batch) for batch in prepare(region, LAW, month, known, rows=900, stage=stage)]
        assert told(results) == expected(region, month, known)


def test_without_llvm_the_same(region: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(LAW, MONTH)
    batch = next(iter(prepare(region, LAW, MONTH, rows=1500, stage=stage)))
    compiled = stage.compute(batch) if machine.available() else None
    monkeypatch.setattr(machine, "available", lambda: False)
    portable = stage.compute(batch)
    assert portable.schema == RESULT
    assert compiled is None or portable.equals(compiled)


def test_a_stage_is_a_value(region: Register) -> None:
    stage = Stage(LAW, MONTH)
    batch = next(iter(prepare(region, LAW, MONTH, rows=500, stage=stage)))
    assert pickle.loads(pickle.dumps(stage)).compute(batch).equals(stage.compute(batch))
    assert stage.compute(batch).equals(stage.compute(batch))
    assert stage.needs == columns_needed(LAW, MONTH)
    # A slice at an odd place, whose bitmaps do not begin at a byte, and columns in a shorter notation.
    numbers = batch.column(0).to_numpy()
    cut = int(np.flatnonzero(np.diff(numbers))[6]) + 1
    parts = [stage.compute(batch.slice(0, cut)), stage.compute(batch.slice(cut))]
    assert told(parts) == told([stage.compute(batch)])
    shorter = [column.dictionary_encode() if pa.types.is_integer(column.type) else column for column in batch.columns[1:]]
    schema = pa.schema([batch.schema.field(0), *(field.with_type(c.type) for field, c in zip(list(batch.schema)[1:], shorter, strict=True))])
    again = stage.compute(pa.RecordBatch.from_arrays([batch.column(0), *shorter], schema=schema))
    assert told([again]) == told([stage.compute(batch)])


def test_a_batch_that_is_none_of_the_stage_is_refused(region: Register) -> None:
    stage = Stage(LAW, MONTH)
    batch = next(iter(prepare(region, LAW, MONTH, rows=100, stage=stage)))
    with pytest.raises(ValueError, match="no column birth_date"):
        stage.compute(batch.drop_columns(["birth_date"]))
    with pytest.raises(ValueError, match="ascending order"):
        stage.compute(batch.take(pa.array(np.arange(batch.num_rows)[::-1])))
    place = batch.schema.get_field_index("birth_date")
    with pytest.raises(ValueError, match=r"of int64; expected: int32"):
        stage.compute(batch.set_column(place, "birth_date", batch.column(place).cast(pa.int64())))
    with pytest.raises(ValueError, match="birth_date has gaps"):
        stage.compute(batch.set_column(place, "birth_date", pa.nulls(batch.num_rows, pa.int32())))
    with pytest.raises(ValueError, match="birth_date holds 2000000000; expected"):
        stage.compute(batch.set_column(place, "birth_date", pa.array([2_000_000_000] * batch.num_rows, pa.int32())))
    with pytest.raises(ValueError, match="no column claims"):
        stage.compute(batch.drop_columns(["claims"]))
    claim = {"guarantee": "low_income_family_aid", "claimed_on": 20_000, "decision": 0}
    for claims, fault in (
        ([{**claim, "guarantee": "rain"}], "'rain' is no guarantee that is claimed in 2026-01"),
        ([claim, claim], "somebody has two claims for low_income_family_aid"),
        ([{**claim, "decision": 9}], "decisions are 0 to 2"),
    ):
        lists = pa.array([claims, *[[]] * (batch.num_rows - 1)], CLAIMS)
        with pytest.raises(ValueError, match=fault):
            stage.compute(batch.set_column(batch.schema.get_field_index("claims"), batch.schema.field("claims"), lists))
    assert stage.compute(batch.slice(0, 0)).num_rows == 0


@pytest.mark.parametrize("members", [17, 40, 500])
def test_large_households(region: Register, members: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(LAW, MONTH)
    batch = next(iter(prepare(region, LAW, MONTH, rows=800, stage=stage)))
    numbers = batch.column(0).to_numpy().copy()
    numbers[:members] = numbers[members - 1]
    # Household's rights are claimed once.
    claims = [[] if place < members else one for place, one in enumerate(batch.column("claims").to_pylist())]
    batch = batch.set_column(0, batch.schema.field(0), pa.array(numbers))
    batch = batch.set_column(batch.schema.get_field_index("claims"), batch.schema.field("claims"), pa.array(claims, CLAIMS))
    found = stage.compute(batch)
    monkeypatch.setattr(machine, "available", lambda: False)
    assert found.equals(stage.compute(batch))
    assert found.num_rows


def test_a_task_may_be_given_files_in_any_order(region: Register) -> None:
    from zhyto.io.batch.spark import whole_households

    stage = Stage(LAW, MONTH)
    batches = list(prepare(region, LAW, MONTH, rows=300, stage=stage))
    in_disorder = pa.Table.from_batches([batches[2], batches[0], batches[5], *batches[3:5], batches[1], *batches[6:]]).combine_chunks()
    cut = list(whole_households(in_disorder.to_batches(max_chunksize=77), 200))
    assert sum(part.num_rows for part in cut) == region.persons
    assert told([stage.compute(part) for part in cut]) == told([stage.compute(batch) for batch in batches])


def test_one_number_everywhere_takes_no_memory_of_its_own() -> None:
    one, two = constant(3, "int8", 1000), constant(3, "int8", 10)
    assert one.buffers()[1].address == two.buffers()[1].address
    assert one.to_pylist() == [3] * 1000
    assert constant(1, "bool", 11).to_pylist() == [True] * 11


def test_through_files(region: Register, tmp_path: Path) -> None:
    stage = Stage(LAW, MONTH)
    other = make_region(load_region(PACKS["zhytomyr"].folder), 6, MONTH, LAW.inputs, 0.001)
    assert files.prepare_folder(tmp_path / "facts", [region, other], stage, rows=800) == region.persons + other.persons
    counted = files.run_folder(tmp_path / "facts", tmp_path / "out", stage)
    table = pq.read_table(tmp_path / "out" / "rights.parquet")
    assert counted == {"persons": region.persons + other.persons, "cases": table.num_rows}
    whole = expected(region) + [(row[0] + region.households, *row[1:]) for row in expected(other)]
    assert told(table.to_batches()) == sorted(whole, key=str)
    ids = pl.concat([pl.read_parquet(file) for file in sorted((tmp_path / "facts").glob("ids-*.parquet"))])
    assert ids.height == region.persons + other.persons
    assert ids.unique(["household", "member"]).height == ids.height
    with pytest.raises(ValueError, match="month is '2026-01'; expected '2026-02'"):
        files.run_folder(tmp_path / "facts", tmp_path / "out", Stage(LAW, MONTH + 1))


@pytest.mark.deep
def test_under_spark(region: Register, tmp_path: Path) -> None:
    python = next((name for name in (os.environ.get("ZHYTO_SPARK_PYTHON", ""), str(SPARK)) if name and Path(name).exists()), "")
    if not python:
        pytest.skip("no Python with pyspark: set ZHYTO_SPARK_PYTHON, or install the extra `spark` in build/spark")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    stage = Stage(LAW, MONTH)
    others = [make_region(load_region(PACKS["zhytomyr"].folder), seed, MONTH, LAW.inputs, share) for seed, share in ((6, 0.001), (7, 0.002))]
    files.prepare_folder(tmp_path / "facts", [*others, region], stage, rows=700)
    files.run_folder(tmp_path / "facts", tmp_path / "out", stage)
    script = (
        "import sys; from pathlib import Path; from zhyto.io.packs.law import find_packs, load_law; from zhyto.io.batch.spark import run_folder;"
        "from zhyto.rights.batch import Stage\n"
        f"print(run_folder(Path(sys.argv[1]), Path(sys.argv[2]), Stage(load_law(Path(sys.argv[3])), {MONTH})))"
    )
    command = [python, "-c", script, str(tmp_path / "facts"), str(tmp_path / "spark"), str(PACKS["ukraine"].folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    if "No module named 'pyspark'" in done.stderr:
        pytest.skip(f"pyspark is not installed in {python}")
    assert done.returncode == 0, done.stderr[-3000:]
    ours, theirs = (told(pq.read_table(tmp_path / name).to_batches()) for name in ("out", "spark"))
    assert ours == theirs
