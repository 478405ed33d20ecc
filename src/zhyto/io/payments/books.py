"""Books written for others, and the files of the made-up bank."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from sqlalchemy import select

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.io.files.whole import whole_file
from zhyto.io.letters import write_page
from zhyto.io.payments.store import Store
from zhyto.ledger import books
from zhyto.ledger.booktexts import to_beancount, to_csv
from zhyto.money import format_amount
from zhyto.payments.tables import FUND
from zhyto.texts import Said


def export_books(store: Store, out: Path) -> int:
    """Write the books as beancount's text or as CSV, by the name's ending. How many entries. Raises InputRefused, OSError."""
    if out.suffix not in (".beancount", ".csv"):
        raise InputRefused([Fault(str(out), 0, "", Said("the ending {suffix!r}", suffix=out.suffix), Said(".beancount or .csv"), Said("name the file so"))])
    every, asserted, currency = store.read(lambda c: (
        list(books.entries(c)), [(row.account, dates.day_of(row.day), int(row.amount)) for row in c.execute(select(books.ASSERTION))],
        str(c.execute(select(FUND.c.currency)).scalar_one()),
    ))  # fmt: skip
    text = to_csv(every) if out.suffix == ".csv" else to_beancount(every, asserted, currency)
    out.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(out) as name:
        Path(name).write_text(text, encoding="utf-8")
    return len(every)


def write_payments(rows: pl.DataFrame, out: Path) -> None:
    """Payments of an envelope (`status.payments`) as CSV that only its owner can read. Raises InputRefused, OSError."""
    if out.suffix != ".csv":
        raise InputRefused([Fault(str(out), 0, "", Said("the ending {suffix!r}", suffix=out.suffix), Said(".csv"), Said("name the file so"))])
    amounts = pl.Series("amount_uah", [format_amount(amount) for amount in rows["amount"]], dtype=pl.String)
    months = pl.Series("month", [dates.format_month(month) for month in rows["month"]], dtype=pl.String)
    table = rows.with_columns(amounts, months).drop("amount")
    write_page(table.write_csv(), out, 0o600)


