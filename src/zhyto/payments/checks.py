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
from zhyto.texts import Said, as_is, how_many

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}\Z")


def share_faults(connection: Connection, envelope: str, shares: pl.DataFrame) -> list[Fault]:
    """Everything that is wrong with shares that are to be paid, and with the name of their envelope."""
    faults = []
    if not _NAME.match(envelope):
        faults.append(Fault("--envelope", 0, "envelope", as_is(repr(envelope)), Said("at most 24 Latin letters, digits, - and _"), Said("mend it")))
    if not len(shares):
        faults.append(Fault("shares", 0, "household_id", Said("no rows"), Said("at least one share"), Said("there is nothing to pay")))
    known = {row.code: row.account for row in connection.execute(select(SOURCE))}
    here = shares.with_row_index("row", offset=2)

    def wrong(rows: pl.DataFrame, column: str, code: str, expected: Said, remedy: Said) -> None:
        for row, found in rows.select("row", column).head(20).iter_rows():
            faults.append(Fault("shares", int(row), code, as_is(repr(found)), expected, remedy))
        if len(rows) > 20:
            faults.append(Fault("shares", 0, code, how_many("{count} such row in all, of which 20 are listed",
                                                            "{count} such rows in all, of which 20 are listed", count=len(rows)), expected, remedy))

    identity = (pl.col("household_id").str.len_chars() > 0) & (pl.col("household_id").str.len_chars() <= 60)
    wrong(here.filter(~identity.fill_null(False)), "household_id", "household_id", Said("an id of 1 to 60 characters"), Said("mend it"))
    wrong(here.filter(~(pl.col("kopecks") > 0).fill_null(False) | (pl.col("kopecks") >= 10**15)), "kopecks", words.AMOUNT_INVALID,
          Said("kopecks above zero"), Said("mend the amount, or leave the row out"))  # fmt: skip
    wrong(here.filter(~pl.col("source").is_in(list(known)).fill_null(False)), "source", "source",
          Said("a source of the books ({known})", known=", ".join(sorted(known)) or Said("there is none")), Said("record its money with `zhyto fund source`"))
    code = pl.col("hromada").fill_null("").str.contains(r"^([A-Z0-9][A-Za-z0-9-]{0,39})?$")
    wrong(here.filter(~code), "hromada", "hromada", Said("a code of a hromada, or nothing"), Said("mend it"))
    word = pl.col("category").fill_null("").str.contains(r"^[A-Z0-9][A-Za-z0-9-]{0,39}$")
    wrong(here.filter(~word), "category", "category", Said("a category of households: Latin letters, a capital first"), Said("mend it"))
    twice = here.filter(pl.struct("household_id", "source").is_duplicated())
    wrong(twice, "household_id", words.REFERENCE_DUPLICATE, Said("one row for a household and source"), Said("add them up, or take one out"))
    if len(shares) and not faults:
        total = int(shares["kopecks"].cast(pl.Int128).sum())
        if total >= books.LIMIT:
            faults.append(Fault("shares", 0, words.AMOUNT_INVALID, as_is(format_amount(total)), Said("less in all"), Said("split the shares")))
    return faults


def paid_already(connection: Connection, month: int, shares: pl.DataFrame) -> list[Fault]:
    """Shares of households that are being paid of the same source for the same month, each a fault, the first twenty named."""
    paid = given(connection, month).rename({"kopecks": "before"})
    twice = shares.with_row_index("row", offset=2).join(paid, on=["household_id", "source"], how="inner", maintain_order="left")
    expected = Said("shares that these households are not paid yet")
    remedy = Said("share again with these books (zhyto fund share --books), so that what is paid counts; if these come on top of it, say --on-top")
    faults = [
        Fault("shares", int(row), words.REFERENCE_DUPLICATE,
              Said("{household!r}, paid {before} of {source} for this month in {envelope}", household=household, before=format_amount(before), source=source,
                   envelope=envelope), expected,
              remedy)
        for row, household, source, before, envelope in twice.head(20).select("row", "household_id", "source", "before", "envelope").iter_rows()
    ]  # fmt: skip
    if len(twice) > 20:
        faults.append(Fault("shares", 0, words.REFERENCE_DUPLICATE, how_many("{count} such row in all, of which 20 are listed",
                                                                             "{count} such rows in all, of which 20 are listed", count=len(twice)), expected,
                            remedy))
    return faults


def recipient_rows(recipients: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """A table of recipients, its columns in their order, and everything that is wrong with it."""
    faults = []
    twice = recipients.with_row_index("row", offset=2).filter(pl.col("household_id").is_duplicated())
    for row, household in twice.select("row", "household_id").head(20).iter_rows():
        faults.append(Fault("recipients", int(row), words.REFERENCE_DUPLICATE, as_is(repr(household)), Said("one row per household"), Said("take one out")))
    for column, most in (("name", 140), ("address", 140), ("iban", 60), ("rnokpp", 35)):
        long = recipients.with_row_index("row", offset=2).filter(pl.col(column).str.len_chars() > most)
        for row in long["row"].head(20).to_list():
            faults.append(Fault("recipients", int(row), column, how_many("more than {count} character", "more than {count} characters", count=most),
                                Said("at most {most}", most=most), Said("shorten it")))
    bad = recipients.with_row_index("row", offset=2).filter(pl.col("birth_date").fill_null("") != "")
    bad = bad.filter(pl.col("birth_date").str.to_date("%Y-%m-%d", strict=False).is_null())
    for row, found in bad.select("row", "birth_date").head(20).iter_rows():
        faults.append(Fault("recipients", int(row), "birth_date", as_is(repr(found)), Said("a date YYYY-MM-DD, or nothing"), Said("mend it")))
    control = recipients.with_row_index("row", offset=2).filter(
        pl.any_horizontal(pl.col("name", "address").fill_null("").str.contains(r"\p{C}|^[=+@-]"))
    )
    for row in control["row"].head(20).to_list():
        faults.append(Fault("recipients", int(row), "name", Said("a character that cannot be seen, or a sign in front"), Said("letters, digits and signs"),
                            Said("mend the name or the address")))
    return recipients.select(COLUMNS), faults
