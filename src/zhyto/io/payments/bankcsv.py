"""Payments and answers as tables, for banks without ISO 20022 and for the post office; tables of shares and recipients.

Out (`csv`): reference, name, iban, number, amount, purpose. To the post (`post`): reference, name, address, amount, purpose.
In: reference, amount, outcome, date, and where the sender has them reason, entry. outcome: `paid`, `rejected`, `returned`, `received`.
Separated by commas or semicolons, UTF-8; amounts with two decimals, dates YYYY-MM-DD.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import polars as pl

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.io.payments.iso20022 import Order
from zhyto.money import format_amount, parse_amount
from zhyto.payments.answers import ROW_SCHEMA, Statement
from zhyto.payments.recipients import COLUMNS
from zhyto.texts import Said, as_is, how_many

OUTCOMES: Final = {"paid": "debit", "rejected": "rejection", "returned": "return", "received": "credit"}
MAX_BYTES: Final = 1 << 30


def to_bank_csv(order: Order) -> bytes:
    """The payments of an order as a table for a bank."""
    return _table(("reference", "name", "iban", "number", "amount", "purpose"), [
        (reference, name, iban, number, format_amount(amount), order.text)
        for reference, amount, name, iban, number in order.rows.select("reference", "kopecks", "name", "iban", "number").iter_rows()
    ])  # fmt: skip


def to_post_register(order: Order) -> bytes:
    """The payments of an order as a register for the post office, and its sum on the last line."""
    rows = [
        (reference, name, address, format_amount(amount), order.text)
        for reference, amount, name, address in order.rows.select("reference", "kopecks", "name", "address").iter_rows()
    ]
    total = (order.id, "", "", format_amount(int(order.rows["kopecks"].sum())), f"{len(rows)}")
    return _table(("reference", "name", "address", "amount", "purpose"), [*rows, total])


def read_answer_csv(source: Path | bytes, account: str, name: str = "") -> Statement:
    """An answer as a table. account: whose it is (IBAN of the fund, or `post`). Its id is the digest of its bytes. Raises InputRefused with every fault."""
    content = source if isinstance(source, bytes) else source.read_bytes()
    file = name or (source.name if isinstance(source, Path) else "answer.csv")
    table, faults = _cells(content, file, ("reference", "amount", "outcome", "date"), ("reason", "entry"))
    rows = []
    for number, row in enumerate(table.iter_rows(named=True), 2):
        amount = parse_amount(row["amount"] or "")
        outcome = OUTCOMES.get((row["outcome"] or "").strip())
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            day = None
        for column, bad, expected in (("amount", amount is None or amount <= 0, Said("an amount above zero with at most two decimals")),
                                      ("outcome", outcome is None, Said("one of {known}", known=", ".join(OUTCOMES))), ("date", day is None,
                                                                                                                        Said("a date YYYY-MM-DD")),
                                      ("reference", len(row["reference"] or "") > 35, Said("at most 35 characters")),
                                      ("entry", len(row["entry"] or "") > 60, Said("at most 60 characters"))):  # fmt: skip
            if bad:
                faults.append(Fault(file, number, column, as_is(repr(row[column])), expected, Said("ask for the file again, or mend the cell")))
        if amount is not None and outcome is not None and day is not None:
            rows.append((row["entry"] or "", outcome, amount, (row["reference"] or "").strip(), (row["reason"] or "")[:35], dates.day_number(day)))
    if faults:
        raise InputRefused(faults[:200])
    if not rows:
        raise InputRefused([Fault(file, 0, "", Said("no rows"), Said("at least one row"), Said("ask for the file again"))])
    digest = sha256(content).hexdigest()
    frame = pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row").with_columns(place=pl.int_range(pl.len()))
    own = pl.format("{}/{}/{}", pl.lit(account), "kind", "key")
    frame = frame.with_columns(key=pl.when(pl.col("key") != "").then(own).otherwise(pl.format("{}/{}/#{}", pl.lit(account), pl.lit(digest[:32]), "place")))
    if frame["key"].n_unique() != len(frame):
        raise InputRefused([Fault(file, 0, "entry", Said("the same entry twice"), Said("each entry once"), Said("ask for the file again"))])
    last = dates.day_of(int(frame["day"].to_numpy().max()))
    return Statement(digest[:32], account, last, None, None, frame.drop("place"), digest)


def read_shares(file: Path) -> pl.DataFrame:
    """Shares as `zhyto run` writes them (CSV or Parquet): household_id, hromada, category, source, kopecks.

    A household without a category is of the category `All`. Raises InputRefused with every fault, OSError.
    """
    if file.suffix == ".parquet":
        table = pl.read_parquet(file)
        faults = _lacking(table, file.name, ("household_id", "hromada", "source", "share_uah"))
        if faults:
            raise InputRefused(faults)
        table = table.with_columns(pl.col("share_uah").cast(pl.String))
        if "category" not in table.columns:
            table = table.with_columns(category=pl.lit(""))
    else:
        table, faults = _cells(file.read_bytes(), file.name, ("household_id", "hromada", "source", "share_uah"), ("level_uah", "line_uah", "category"))
        if faults:
            raise InputRefused(faults)
    amounts = table["share_uah"]
    whole = amounts.str.contains(r"^-?\d{1,15}([.,]\d{1,2})?$").fill_null(False)
    faults = [Fault(file.name, place + 2, "share_uah", as_is(repr(amounts[place])), Said("an amount with at most two decimals"),
                    Said("mend it; a part of a kopeck cannot be paid")) for place in (~whole).arg_true().head(50).to_list()]
    if faults:
        raise InputRefused(faults)
    pieces = amounts.str.replace(",", ".", literal=True).str.strip_prefix("-").str.split_exact(".", 1).struct.unnest()
    sign = pl.select(pl.when(amounts.str.starts_with("-")).then(-1).otherwise(1)).to_series()
    kopecks = (pieces["field_0"].cast(pl.Int64) * 100 + pieces["field_1"].fill_null("0").str.pad_end(2, "0").cast(pl.Int64)) * sign
    category = pl.col("category").cast(pl.String).fill_null("").replace("", "All")
    return table.select("household_id", pl.col("hromada").fill_null(""), category, "source").with_columns(kopecks=kopecks)


@dataclass(frozen=True, slots=True)
class Level:
    """Kopecks of a household a month: its line (None: not told), what it has with all its shares, the shares themselves."""

    line: int | None
    reached: int
    shares: int


def read_levels(file: Path) -> dict[str, Level]:
    """Where each household of a `shares.csv` stands with all its shares. Raises InputRefused with every fault, OSError."""
    names = ("household_id", "level_uah", "share_uah")
    table, faults = _cells(file.read_bytes(), file.name, names, ("line_uah", "hromada", "source", "category"))
    if faults:
        raise InputRefused(faults)
    found: dict[str, Level] = {}
    for row, (household, level, share, line) in enumerate(table.select(*names, "line_uah").iter_rows(), 2):
        reached, part, of = parse_amount(level), parse_amount(share), parse_amount(line) if line else None
        if reached is None or part is None or (line and of is None):
            faults.append(Fault(file.name, row, "", as_is(f"{level!r}, {share!r}, {line!r}"), Said("amounts with at most two decimals"), Said("mend the row")))
            continue
        before = found.get(household)
        found[household] = Level(of, reached, part + (before.shares if before else 0))
    if faults:
        raise InputRefused(faults)
    return found


def read_recipients(file: Path) -> pl.DataFrame:
    """Recipients: columns of `zhyto.payments.recipients.COLUMNS`, all text. Raises InputRefused, OSError."""
    table, faults = _cells(file.read_bytes(), file.name, COLUMNS[:2], COLUMNS[2:])
    if faults:
        raise InputRefused(faults)
    return table.select(COLUMNS)


def _cells(content: bytes, file: str, needed: tuple[str, ...], welcome: tuple[str, ...]) -> tuple[pl.DataFrame, list[Fault]]:
    """A CSV table of text cells, and what is wrong with it as a whole. Columns that are welcome and absent are empty."""
    empty = pl.DataFrame(schema=dict.fromkeys((*needed, *welcome), pl.String))
    if len(content) > MAX_BYTES:
        return empty, [Fault(file, 0, "", how_many("{count} byte", "{count} bytes", count=len(content)), Said("at most {most}", most=MAX_BYTES),
                             Said("split it"))]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return empty, [Fault(file, 0, "", Said("a byte that is not UTF-8 at {start}", start=error.start), Said("UTF-8"), Said("save it as CSV UTF-8"))]
    if "\0" in text:
        return empty, [Fault(file, 0, "", Said("a zero byte"), Said("a table of text"), Said("save it as CSV UTF-8"))]
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    try:
        table = pl.read_csv(text.encode(), separator=separator, infer_schema=False).fill_null("")
    except pl.exceptions.PolarsError as error:
        return empty, [Fault(file, 0, "", as_is(str(error).splitlines()[0][:160]), Said("rows with as many cells as the header"), Said("mend the table"))]
    table = table.rename({name: name.strip().lower() for name in table.columns})
    faults = _lacking(table, file, needed)
    if faults:
        return empty, faults
    return table.with_columns(pl.lit("").alias(name) for name in welcome if name not in table.columns).select(*needed, *welcome), []


def _lacking(table: pl.DataFrame, file: str, needed: tuple[str, ...]) -> list[Fault]:
    found = Said("columns {names}", names=", ".join(table.columns)) if table.columns else Said("no columns")
    return [Fault(file, 1, name, found, Said("a column {name}", name=name), Said("add it")) for name in needed if name not in table.columns]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(head)
    table.writerows(rows)
    return out.getvalue().encode()
