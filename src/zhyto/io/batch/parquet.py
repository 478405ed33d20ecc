"""Prepared months of any number of residents as Parquet: a folder of files, read and computed a few row groups at a time.

Needs pyarrow (the optional extra `nation`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import local
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from zhyto.dates import format_month, parse_month
from zhyto.io.files.whole import refuse_file, whole_folder
from zhyto.register.columns import Register
from zhyto.register.snapshot import Snapshot
from zhyto.rights.batch import RESULT, ROWS, Need, Stage, constant, prepare
from zhyto.texts import Said

AHEAD = 1
"""Row groups computed beyond those being computed and the one being written."""
FACTS = "facts-*.parquet"
PREPARED = (FACTS, "ids-*.parquet")
COMPUTED = ("rights.parquet", "part-*.parquet", "_SUCCESS", "._SUCCESS.crc", ".part-*.crc")
"""Names in the two folders: nothing else is ever replaced."""
PLAIN = 4000
"""Values of a column in a batch from which it is kept as it is: a dictionary of so many saves nothing and costs time."""

LAYOUT: Mapping[str, Any] = {
    "compression": "lz4",
    "use_dictionary": ["member", "guarantee", "state", "claim_until", "missing"],
    "column_encoding": {"household": "DELTA_BINARY_PACKED"},
    # By household a row group can be passed over; nobody looks for an amount.
    "write_statistics": ["household"],
}
"""How open cases are written: a third of the plain size, in less time."""


def write_facts(file: Path, batches: Iterable[Any]) -> int:
    """Prepared batches as a file with a row group for each; how many persons it holds."""
    writer: Any = None
    persons = 0
    try:
        for batch in batches:
            if writer is None:
                few = [field.name for place, field in enumerate(batch.schema) if _few(batch.column(place))]
                few += [f"claims.list.element.{name}" for name in ("guarantee", "claimed_on", "decision")]
                writer = pq.ParquetWriter(file, batch.schema, compression="lz4", use_dictionary=few)
            writer.write_batch(batch, row_group_size=batch.num_rows)
            persons += batch.num_rows
    finally:
        if writer is not None:
            writer.close()
    return persons


def _few(column: Any) -> bool:
    if pa.types.is_nested(column.type):
        return False
    return not pa.types.is_boolean(column.type) and len(column.slice(0, 16 * PLAIN).unique()) < PLAIN


def prepare_folder(
    folder: Path, registers: Iterable[Register], stage: Stage, *, rows: int = ROWS, progress: Callable[[int], None] | None = None
) -> int:
    """Facts of registers, one after another, and who stands in which row: `facts-0001.parquet`, `ids-0001.parquet`, … How many persons.

    Households are numbered through all of them. The folder appears whole or not at all.
    """
    total, first = 0, 0
    with whole_folder(folder) as made:
        for number, register in enumerate(registers, 1):
            batches = prepare(register, stage.law, stage.month, stage.known, first=first, rows=rows, stage=stage)
            persons = write_facts(made / f"facts-{number:04}.parquet", batches)
            _ids(register, stage, first).write_parquet(made / f"ids-{number:04}.parquet")
            total, first = total + persons, first + register.households
            if progress is not None:
                progress(persons)
    return total


def _ids(register: Register, stage: Stage, first: int) -> pl.DataFrame:
    """Number and id of each household, and the place and id of each person in it."""
    law = stage.law
    layout = Snapshot(register, law.inputs, law.guarantees, stage.month, stage.known).register
    homes = layout.household_of().astype(np.int64)
    member = np.arange(layout.persons) - layout.start[homes] + 1
    return pl.DataFrame(
        {
            "household": homes + first,
            "member": member.astype(np.int32),
            "household_id": layout.household_id.gather(homes),
            "person_id": layout.person_id,
        }
    )


def facts_files(folder: Path) -> list[Path]:
    """Files of prepared facts in a folder, in order. Raises FileNotFoundError where there is none."""
    files = sorted(folder.glob(FACTS))
    if not files:
        raise FileNotFoundError(2, Said("no {facts} here; `zhyto nation prepare` makes them", facts=FACTS), str(folder))
    return files


def refuse_others(folder: Path, ours: Sequence[str]) -> None:
    """Raise FileExistsError where a folder to be replaced holds anything but files of these names, NotADirectoryError where it is a file."""
    refuse_file(folder)
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not any(path.match(name) for name in ours):
            raise FileExistsError(Said("{folder} holds {name}, which is not replaced", folder=folder, name=path.name))


def persons_in(files: Iterable[Path]) -> int:
    """Rows of Parquet files, by what they say of themselves."""
    return sum(pq.read_metadata(file).num_rows for file in files)


def month_of(file: Path) -> tuple[int, date | None]:
    """The month a file of facts was prepared for, and the known date. Raises ValueError."""
    kept = pq.read_schema(file).metadata or {}
    month, known = parse_month(kept.get(b"month", b"").decode()), kept.get(b"known", b"").decode()
    if month is None:
        raise ValueError(f"{file.name} does not say which month it is for")
    return month, date.fromisoformat(known) if known else None


def check_month(file: Path, stage: Stage) -> None:
    """Raise ValueError where a file was prepared for another month or known date."""
    kept = pq.read_schema(file).metadata or {}
    ours = {b"month": format_month(stage.month).encode(), b"known": b"" if stage.known is None else stage.known.isoformat().encode()}
    for key, value in ours.items():
        if kept.get(key) != value:
            raise ValueError(f"{file.name}: {key.decode()} is {kept.get(key, b'missing').decode()!r}; expected {value.decode()!r}")


def open_facts(file: Path) -> Any:
    """A file of prepared facts."""
    return pq.ParquetFile(file, memory_map=True, read_dictionary=["claims.list.element.guarantee"])


def read_group(file: Any, group: int, needs: dict[str, Need]) -> Any:
    """A row group as a batch. A column that holds one number everywhere is made from the file's statistics, not read."""
    # Each of these is made anew whenever it is asked for.
    meta, schema = file.metadata.row_group(group), file.schema_arrow
    size = meta.num_rows
    arrays: dict[str, Any] = {}
    wanted = []
    for place, name in enumerate(schema.names):
        if name in needs and (found := _same(meta.column(place), schema.field(place).type, size)) is not None:
            arrays[name] = found
        elif name in needs or name in ("household", "claims"):
            wanted.append(name)
    read = file.read_row_group(group, columns=wanted, use_threads=False)
    for name in wanted:
        column = read.column(name)
        arrays[name] = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return pa.RecordBatch.from_arrays(list(arrays.values()), schema=pa.schema([schema.field(name) for name in arrays]))


def _same(chunk: Any, kind: Any, size: int) -> Any:
    found = chunk.statistics if chunk.is_stats_set else None
    if found is None or not found.has_null_count:
        return None
    if found.null_count == size:
        return pa.nulls(size, kind)
    if found.null_count == 0 and found.has_min_max and found.min == found.max:
        return constant(int(found.min), str(kind), size)  # type: ignore[arg-type]
    return None


def computed(files: Iterable[Path], stage: Stage, threads: int = 2) -> Iterator[tuple[int, Any]]:
    """Persons and open cases of each row group, in order. At most `threads + AHEAD` row groups are in memory."""
    own = local()
    needs = {need.column: need for need in stage.needs}

    def compute(file: Path, group: int) -> tuple[int, Any]:
        if getattr(own, "path", None) != file:
            own.path, own.file = file, open_facts(file)
        batch = read_group(own.file, group, needs)
        return batch.num_rows, stage.compute(batch)

    waiting: deque[Future[tuple[int, Any]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for file in files:
                for group in range(pq.read_metadata(file).num_row_groups):
                    waiting.append(pool.submit(compute, file, group))
                    if len(waiting) >= threads + AHEAD:
                        yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def run_folder(folder: Path, out: Path, stage: Stage, threads: int = 2, progress: Callable[[int], None] | None = None) -> dict[str, int]:
    """Open cases of everybody in a folder of prepared facts, as `rights.parquet` in another, which appears whole or not at all.

    How many persons there are and how many cases.
    """
    files = facts_files(folder)
    for file in files:
        check_month(file, stage)
    persons = cases = 0
    with whole_folder(out) as made, pq.ParquetWriter(made / "rights.parquet", RESULT, **LAYOUT) as writer:
        for size, found in computed(files, stage, threads):
            writer.write_batch(found, row_group_size=max(found.num_rows, 1))
            persons, cases = persons + size, cases + found.num_rows
            if progress is not None:
                progress(size)
    return {"persons": persons, "cases": cases}
