"""What shares and recipients must be before anything is prepared from them: every fault in one pass."""

from __future__ import annotations

import re
from typing import Final

import polars as pl
from sqlalchemy import Connection, select

from zhyto.faults import Fault
from zhyto.ledger import books
from zhyto.money import format_amount
from zhyto.payments import words
from zhyto.payments.queries import given
from zhyto.payments.recipients import COLUMNS
from zhyto.payments.tables import SOURCE

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}\Z")


def share_faults(connection: Connection, envelope: str, shares: pl.DataFrame) -> list[Fault]:
    """Everything that is wrong with shares that are to be paid, and with the name of their envelope."""
    faults = []
    if not _NAME.match(envelope):
        faults.append(Fault("--envelope", 0, "envelope", repr(envelope), "at most 24 Latin letters, digits, - and _", "mend it"))
    if not len(shares):
        faults.append(Fault("shares", 0, "household_id", "no rows", "at least one share", "there is nothing to pay"))
    known = {row.code: row.account for row in connection.execute(select(SOURCE))}
    here = shares.with_row_index("row", offset=2)

    def wrong(rows: pl.DataFrame, column: str, code: str, expected: str, remedy: str) -> None:
        for row, found in rows.select("row", column).head(20).iter_rows():
            faults.append(Fault("shares", int(row), code, repr(found), expected, remedy))
        if len(rows) > 20:
            faults.append(Fault("shares", 0, code, f"{len(rows)} such rows in all, of which 20 are listed", expected, remedy))

    identity = (pl.col("household_id").str.len_chars() > 0) & (pl.col("household_id").str.len_chars() <= 60)
    wrong(here.filter(~identity.fill_null(False)), "household_id", "household_id", "an id of 1 to 60 characters", "mend it")
    wrong(here.filter(~(pl.col("kopecks") > 0).fill_null(False) | (pl.col("kopecks") >= 10**15)), "kopecks", words.AMOUNT_INVALID,
          "kopecks above zero", "mend the amount, or leave the row out")  # fmt: skip
    wrong(here.filter(~pl.col("source").is_in(list(known)).fill_null(False)), "source", "source",
          f"a source of the books ({', '.join(sorted(known)) or 'there is none'})", "record its money with `zhyto fund source`")  # fmt: skip
    code = pl.col("hromada").fill_null("").str.contains(r"^([A-Z0-9][A-Za-z0-9-]{0,39})?$")
    wrong(here.filter(~code), "hromada", "hromada", "a code of a hromada, or nothing", "mend it")
    word = pl.col("category").fill_null("").str.contains(r"^[A-Z0-9][A-Za-z0-9-]{0,39}$")
    wrong(here.filter(~word), "category", "category", "a category of households: Latin letters, a capital first", "mend it")
    twice = here.filter(pl.struct("household_id", "source").is_duplicated())
    wrong(twice, "household_id", words.REFERENCE_DUPLICATE, "one row for a household and source", "add them up, or take one out")
    if len(shares) and not faults:
        total = int(shares["kopecks"].cast(pl.Int128).sum())
        if total >= books.LIMIT:
            faults.append(Fault("shares", 0, words.AMOUNT_INVALID, format_amount(total), "less in all", "split the shares"))
    return faults


def paid_already(connection: Connection, month: int, shares: pl.DataFrame) -> list[Fault]:
    """Shares of households that are being paid of the same source for the same month, each a fault, the first twenty named."""
    paid = given(connection, month).rename({"kopecks": "before"})
    twice = shares.with_row_index("row", offset=2).join(paid, on=["household_id", "source"], how="inner", maintain_order="left")
    expected = "shares that these households are not paid yet"
    remedy = "share again with these books (zhyto fund share --books), so that what is paid counts; if these come on top of it, say --on-top"
    faults = [
        Fault("shares", int(row), words.REFERENCE_DUPLICATE, f"{household!r}, paid {format_amount(before)} of {source} for this month in {envelope}", expected,
              remedy)
        for row, household, source, before, envelope in twice.head(20).select("row", "household_id", "source", "before", "envelope").iter_rows()
    ]  # fmt: skip
    if len(twice) > 20:
        faults.append(Fault("shares", 0, words.REFERENCE_DUPLICATE, f"{len(twice)} such rows in all, of which 20 are listed", expected, remedy))
    return faults


def recipient_rows(recipients: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """A table of recipients, its columns in their order, and everything that is wrong with it."""
    faults = []
    twice = recipients.with_row_index("row", offset=2).filter(pl.col("household_id").is_duplicated())
    for row, household in twice.select("row", "household_id").head(20).iter_rows():
        faults.append(Fault("recipients", int(row), words.REFERENCE_DUPLICATE, repr(household), "one row per household", "take one out"))
    for column, most in (("name", 140), ("address", 140), ("iban", 60), ("rnokpp", 35)):
        long = recipients.with_row_index("row", offset=2).filter(pl.col(column).str.len_chars() > most)
        for row in long["row"].head(20).to_list():
            faults.append(Fault("recipients", int(row), column, f"more than {most} characters", f"at most {most}", "shorten it"))
    bad = recipients.with_row_index("row", offset=2).filter(pl.col("birth_date").fill_null("") != "")
    bad = bad.filter(pl.col("birth_date").str.to_date("%Y-%m-%d", strict=False).is_null())
    for row, found in bad.select("row", "birth_date").head(20).iter_rows():
        faults.append(Fault("recipients", int(row), "birth_date", repr(found), "a date YYYY-MM-DD, or nothing", "mend it"))
    control = recipients.with_row_index("row", offset=2).filter(
        pl.any_horizontal(pl.col("name", "address").fill_null("").str.contains(r"\p{C}|^[=+@-]"))
    )
    for row in control["row"].head(20).to_list():
        faults.append(
            Fault(
                "recipients",
                int(row),
                "name",
                "a character that cannot be seen, or a sign in front",
                "letters, digits and signs",
                "mend the name or the address",
            )
        )
    return recipients.select(COLUMNS), faults
