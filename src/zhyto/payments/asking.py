"""Questions that a new batch opens: which recipients may be one person."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, and_, func, insert, select

from zhyto.ledger.books import recorded
from zhyto.payments.duplicates import suggestions
from zhyto.payments.queries import frame, held
from zhyto.payments.tables import DISBURSEMENT, ENVELOPE, RECIPIENT, REVIEW

_LIVE: Final = ("prepared", "approved", "sent", "confirmed")


def ask_about_duplicates(connection: Connection, envelope: str, batch: int, at: datetime) -> int:
    """Compare the recipients of a new batch with each other and with all others of the same month; each likeness becomes a question once.

    How many disbursements of the batch are held by open questions.
    """
    month = connection.execute(select(ENVELOPE.c.month).where(ENVELOPE.c.name == envelope)).scalar_one()
    keys_of = {"envelope": pl.String, "batch": pl.Int64, "household": pl.String}
    live = frame(connection, select(*(DISBURSEMENT.c[column] for column in keys_of)).where(
        DISBURSEMENT.c.envelope.in_(select(ENVELOPE.c.name).where(ENVELOPE.c.month == month)), DISBURSEMENT.c.state.in_(_LIVE)
    ), keys_of)  # fmt: skip
    columns = ("envelope", "batch", "household", "name", "birth", "iban", "number_hash")
    kinds: list[Any] = [pl.String, pl.Int64, pl.String, pl.String, pl.Int64, pl.String, pl.String]
    people = frame(
        connection,
        select(*(RECIPIENT.c[column] for column in columns)).join(ENVELOPE, ENVELOPE.c.name == RECIPIENT.c.envelope).where(ENVELOPE.c.month == month),
        dict(zip(columns, kinds, strict=True)),
    ).join(live, on=list(keys_of), how="semi").sort("envelope", "household", "batch")  # fmt: skip
    found = suggestions(people)
    here = people.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        "envelope",
        "household",
        new=(pl.col("envelope") == envelope) & (pl.col("batch") == batch),
    )
    sides = found.join(here, left_on="left", right_on="row").join(here, left_on="right", right_on="row", suffix="_right")
    sides = sides.filter(pl.col("new") | pl.col("new_right"))
    # The new recipient stands on the left.
    turn = ~pl.col("new")
    rows = sides.select(
        "problem", "score",
        envelope=pl.when(turn).then("envelope_right").otherwise("envelope"), left=pl.when(turn).then("household_right").otherwise("household"),
        other=pl.when(turn).then("envelope").otherwise("envelope_right"), right=pl.when(turn).then("household").otherwise("household_right"),
    ).sort("left", "right")  # fmt: skip
    keys = [
        "duplicate:" + sha256("\0".join(map(str, row)).encode()).hexdigest()
        for row in rows.select("envelope", "left", "other", "right", "problem").iter_rows()
    ]
    asked: set[str] = set()
    for start in range(0, len(keys), 10_000):
        asked |= set(connection.execute(select(REVIEW.c.key).where(REVIEW.c.key.in_(keys[start : start + 10_000]))).scalars())
    first = (connection.execute(select(func.max(REVIEW.c.id))).scalar() or 0) + 1
    now = recorded(connection, at)
    new = [(key, row) for key, row in zip(keys, rows.iter_rows(named=True), strict=True) if key not in asked]
    if new:
        connection.execute(insert(REVIEW), [
            {"id": first + place, "key": key, "kind": "duplicate", "amount": 0, "opened": now, "note": "", **row} for place, (key, row) in enumerate(new)
        ])  # fmt: skip
    mine = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.batch == batch, DISBURSEMENT.c.state == "prepared")
    return int(connection.execute(select(func.count()).select_from(DISBURSEMENT).where(mine, held())).scalar_one())
