"""The clock of every claim of a register, as one table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from zhyto import dates
from zhyto.io.files.whole import whole_file
from zhyto.law.model import Law
from zhyto.register.columns import Register
from zhyto.rights.accrual import find_accrued, parts
from zhyto.rights.deadlines import WARN_DAYS, claim_clocks, windows_closing
from zhyto.rights.rights import find_rights
from zhyto.summary import entity_ids

_CLAIMS = {"guarantee": pl.String, "entity_id": pl.String, "received": pl.Date, "stage": pl.String, "waits_for": pl.String, "since": pl.Date,
           "due_by": pl.Date, "days_left": pl.Int32, "warn": pl.Boolean, "article": pl.String}  # fmt: skip
_CLOSING = {"guarantee": pl.String, "entity_id": pl.String, "until": pl.Date}


def claims_table(law: Law, register: Register, on: date, warn_days: int = WARN_DAYS, threads: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(claims, rights nobody claimed whose window closes within warn_days), by what was recorded on that day.

    Of each claim: guarantee, entity_id, received, stage, waits_for, since, due_by, days_left, warn, article.
    """
    as_of = dates.day_number(on)
    clocked, closing = [], []
    for code, held in register.claims.items():
        guarantee = law.guarantees.get(code)
        if guarantee is None:
            continue
        clocks = claim_clocks(held, guarantee, as_of, warn_days)
        ids = entity_ids(register, guarantee.entity, clocks.entity)
        clocked.append(clocks.table().drop("claim", "entity").insert_column(1, ids.alias("entity_id")))
    rights = find_rights(law, register, dates.month_index(on), on, threads=threads)
    for right, accrued in zip(rights, find_accrued(law, register, rights, on, threads=threads), strict=True):
        rows, until = windows_closing(parts(right, accrued), as_of, warn_days)
        if len(rows):
            closing.append(pl.DataFrame({
                "guarantee": pl.repeat(right.guarantee.code, len(rows), dtype=pl.String, eager=True),
                "entity_id": entity_ids(register, right.guarantee.entity, rows), "until": pl.Series(np.asarray(until)).cast(pl.Date),
            }))  # fmt: skip
    return pl.concat([pl.DataFrame(schema=_CLAIMS), *clocked]), pl.concat([pl.DataFrame(schema=_CLOSING), *closing])


def write_table(table: pl.DataFrame, file: Path) -> None:
    """Write a table as CSV or Parquet, by its ending; whole or not at all. Raises OSError."""
    with whole_file(file) as name:
        if file.suffix == ".parquet":
            table.write_parquet(name, compression="zstd")
        else:
            table.write_csv(name)
