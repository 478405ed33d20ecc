"""Files of payments: a message is written from the database, whole or not at all, and always with the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import polars as pl
from sqlalchemy import Connection, select

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.io.files.whole import sync_folder, whole_file
from zhyto.io.payments.bankcsv import to_bank_csv, to_post_register
from zhyto.io.payments.iso20022 import Order, to_pain
from zhyto.io.payments.store import Store
from zhyto.payments.cycle import Message, messages, written
from zhyto.payments.queries import frame
from zhyto.payments.tables import DISBURSEMENT, FUND, MESSAGE, RECIPIENT
from zhyto.texts import Said, as_is

_FORMS: Final = {"pain.001": ("xml", to_pain), "csv": ("csv", to_bank_csv), "post": ("csv", to_post_register)}


def order_of(connection: Connection, message: str) -> Order:
    """What a message says."""
    fund, row = connection.execute(select(FUND)).one(), connection.execute(select(MESSAGE).where(MESSAGE.c.id == message)).one()
    names = ("name", "iban", "number", "address")
    wanted = (
        select(DISBURSEMENT.c.reference, DISBURSEMENT.c.amount.label("kopecks"), *(RECIPIENT.c[name] for name in names))
        .join(RECIPIENT, (RECIPIENT.c.envelope == DISBURSEMENT.c.envelope) & (RECIPIENT.c.batch == DISBURSEMENT.c.batch)
              & (RECIPIENT.c.household == DISBURSEMENT.c.household))
        .where(DISBURSEMENT.c.message == message).order_by(DISBURSEMENT.c.reference)
    )  # fmt: skip
    rows = frame(connection, wanted, {"reference": pl.String, "kopecks": pl.Int64, **dict.fromkeys(names, pl.String)}).sort("reference")
    if (len(rows), int(rows["kopecks"].sum())) != (row._mapping["count"], row.amount):
        raise AssertionError(f"{message}: {len(rows)} payments found, others sent")
    return Order(
        row.id,
        datetime.fromtimestamp(row.made, UTC),
        dates.day_of(row.day),
        fund.payer,
        fund.payer_iban,
        fund.payer_code,
        fund.currency,
        row.text,
        rows,
    )


def message_bytes(connection: Connection, message: Message) -> bytes:
    """The bytes of a message's file."""
    return _FORMS[message.kind][1](order_of(connection, message.id))


def write_message(store: Store, message: Message, folder: Path) -> Path:
    """Write the file of a message, then note that it is there. Done again, the same file stands there. Raises OSError."""
    content = store.read(lambda connection: message_bytes(connection, message))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{message.id}.{_FORMS[message.kind][0]}"
    with whole_file(file) as name, open(name, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    # The name too, before it is noted: else a power cut could leave a message that counts as written, and no file.
    sync_folder(folder)
    store.write(lambda connection: written(connection, message.id, sha256(content).hexdigest()))
    return file


def write_again(store: Store, message: str, folder: Path) -> Path:
    """Make the file of a message once more, byte for byte: one that was lost before the bank had it. Raises InputRefused, OSError."""
    every = store.read(messages)
    known = next((one for one in every if one.id == message), None)
    if known is None:
        expected = Said("one of {known}", known=", ".join(one.id for one in every)) if every else Said("a message, and there is none")
        raise InputRefused([Fault("--again", 0, "message", as_is(repr(message)), expected, Said("mend it: the message is the file's name without its ending"))])
    return write_message(store, known, folder)
