"""Books written for others, and the files of the made-up bank."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import func, select

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.io.letters import write_page
from zhyto.io.store import Store
from zhyto.io.whole import whole_file
from zhyto.ledger import books
from zhyto.ledger.booktexts import to_beancount, to_csv
from zhyto.money import format_amount
from zhyto.payments.tables import BANK_ENTRY, DISBURSEMENT, FUND, MESSAGE, STATEMENT
from zhyto.synthetic.bank import SimulatedBank


def export_books(store: Store, out: Path) -> int:
    """Write the books as beancount's text or as CSV, by the name's ending. How many entries. Raises InputRefused, OSError."""
    if out.suffix not in (".beancount", ".csv"):
        raise InputRefused([Fault(str(out), 0, "", f"the ending {out.suffix!r}", ".beancount or .csv", "name the file so")])
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
        raise InputRefused([Fault(str(out), 0, "", f"the ending {out.suffix!r}", ".csv", "name the file so")])
    amounts = pl.Series("amount_uah", [format_amount(amount) for amount in rows["amount"]], dtype=pl.String)
    months = pl.Series("month", [dates.format_month(month) for month in rows["month"]], dtype=pl.String)
    table = rows.with_columns(amounts, months).drop("amount")
    write_page(table.write_csv(), out, 0o600)


def simulate_bank(store: Store, sent: Path, out: Path, day: date, seed: int, rejected: int, returned: int) -> list[Path]:
    """Let the made-up bank take every pain.001 file with payments that wait, and write a statement of what it paid and one of what came back."""
    waiting = select(DISBURSEMENT.c.message).where(DISBURSEMENT.c.state == "sent")
    names, iban, currency, assets, statements, number = store.read(lambda c: (
        list(c.execute(select(MESSAGE.c.id).where(MESSAGE.c.kind == "pain.001", MESSAGE.c.id.in_(waiting)).order_by(MESSAGE.c.id)).scalars()),
        str(c.execute(select(FUND.c.payer_iban)).scalar_one()), str(c.execute(select(FUND.c.currency)).scalar_one()),
        sum(books.balances(c, under="Assets").values()), c.execute(select(func.count()).select_from(STATEMENT)).scalar_one(),
        c.execute(select(func.count()).select_from(BANK_ENTRY)).scalar_one(),
    ))  # fmt: skip
    teller = SimulatedBank(iban, currency, seed, assets, rejected, returned)
    teller.statements, teller.number = statements, number
    for name in names:
        teller.take((sent / f"{name}.xml").read_bytes(), day)
    files = [teller.statement(day)]
    if teller.give_back(day):
        files.append(teller.statement(day))
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for place, content in enumerate(files, statements + 1):
        file = out / f"statement-{place}.xml"
        with whole_file(file) as temporary:
            Path(temporary).write_bytes(content)
        written.append(file)
    return written
