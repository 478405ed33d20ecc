"""The same stage under Apache Spark (the optional extra `spark`, Java 17): each row of a folder of prepared facts goes through `mapInArrow`.

Spark cuts its batches where it likes, but gives a row group to one task and keeps the order of its rows. What is left of a household at the
end of a batch waits for the next one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from zhyto.io.batch.parquet import check_month, facts_files, persons_in
from zhyto.io.files.whole import whole_folder
from zhyto.rights.batch import RESULT, ROWS, Stage

SCHEMA = "household long, member int, guarantee string, state string, amount long, claim_until date, missing string"
PLAIN = pa.schema([pa.field(field.name, getattr(field.type, "value_type", field.type)) for field in RESULT])
"""What Spark takes: texts in full."""


def whole_households(batches: Iterable[Any], rows: int = ROWS) -> Iterator[Any]:
    """The same rows in batches that end where a household ends, of `rows` or a few more, or fewer where numbers of households begin anew."""
    held: list[Any] = []
    size = 0
    for batch in batches:
        held.append(batch)
        size += batch.num_rows
        if size < rows:
            continue
        *runs, last = _ascending(held)
        yield from runs
        number = last.column("household").to_numpy()
        end = int(number.searchsorted(number[-1]))
        if end:
            yield last.slice(0, end)
        held, size = [last.slice(end)], last.num_rows - end
    if size:
        yield from _ascending(held)


def _ascending(held: list[Any]) -> list[Any]:
    """The rows as one batch, or several: a task may be given parts of files in any order, and no household stands in two."""
    joined = pa.Table.from_batches(held).combine_chunks().to_batches()[0]
    number = joined.column("household").to_numpy()
    borders = [0, *(np.flatnonzero(np.diff(number) < 0) + 1), len(number)]
    return [joined.slice(first, last - first) for first, last in pairwise(borders)]


def mapper(stage: Stage) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What `mapInArrow` is given."""

    def compute(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in whole_households(batches):
            found = stage.compute(batch)
            plain = [column.dictionary_decode() if pa.types.is_dictionary(column.type) else column for column in found.columns]
            yield pa.RecordBatch.from_arrays(plain, schema=PLAIN)

    return compute


def local_session(workers: int = 2, memory: str = "1g") -> Any:
    """Spark in this process with so many workers."""
    from pyspark.sql import SparkSession

    # The workers' Python, and an address that nobody else reaches: Spark takes them from here alone.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": memory,
        "spark.driver.host": "localhost",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "32768",
        # Columns by the hundred: without this Spark reads Parquet row by row.
        "spark.sql.codegen.maxFields": "1000",
        # … and without this Java would interpret so long a function, not compile it.
        "spark.driver.extraJavaOptions": "-XX:-DontCompileHugeMethods",
    }
    builder = SparkSession.builder.master(f"local[{workers}]").appName("zhyto")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def run_folder(folder: Path, out: Path, stage: Stage, workers: int = 2, session: Any = None) -> dict[str, int]:
    """Open cases of everybody in a folder of prepared facts, as Parquet files in another, which appears whole or not at all.

    How many persons there are and how many cases. session: of a cluster; None: one in this process with so many workers.
    """
    from pyspark.errors import PySparkException

    files = facts_files(folder)
    for file in files:
        check_month(file, stage)
    spark = session or local_session(workers)
    columns = ["household", *(need.column for need in stage.needs), "claims"]
    try:
        with whole_folder(out) as made:
            # A name with a dot would be read as a field of a field.
            facts = spark.read.parquet(*[file.resolve().as_uri() for file in files]).select(*[f"`{name}`" for name in columns])
            facts.mapInArrow(mapper(stage), SCHEMA).write.mode("append").parquet(made.resolve().as_uri())
            return {"persons": persons_in(files), "cases": persons_in(made.glob("*.parquet"))}
    except PySparkException as error:
        # The last line of a worker's traceback says what was wrong.
        said = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise ValueError(said[-1] if said else "Spark failed") from error
    finally:
        if session is None:
            spark.stop()
