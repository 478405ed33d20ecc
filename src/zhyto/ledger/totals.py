"""Published sums over a range of the log, provably the sums of exactly the logged postings, in which no small group can be seen.

A publication is two files and a statement in the log that holds their digests:

    totals/<from>-<to>.json     the table: cells with their sums (`Totals`), one line of canonical JSON
    totals/<from>-<to>.cells    the cell of each leaf of [from, to): a little-endian uint16; 65535 for a statement

    totals 1                    the statement, a later leaf than any of the range
    <from>-<to>
    <SHA-256 of the table, hex>
    <SHA-256 of the cells, hex>

**Proven** to anyone (`faults`): every posting of the range lies in exactly one cell; the sum of a cell's commitments opens to the published amount,
under the published sum of blindings; all cells together are zero. Whoever could publish another amount for the same leaves would have found a
discrete logarithm. **Not proven**: that no single amount is negative (a range proof would show it; there is none, so a negative payment could hide
inside a cell, though never outside of it), that accounts and references within the openings are as claimed (each resident's receipt shows one of
them), that the claimed number of recipients is right (the number of leaves is proven).

**What it gives away**: of the blindings only their sum. Who knows the openings of all leaves of a cell but one knows that one: a coalition of k - 1
recipients of a cell of k learns the last one's amount. That holds for every published sum; k is the answer to it.

**Which cells.** Postings of Income, Assets:Fund and Assets:Envelope without a reference, and references that
touch Income and else only these (a receipt from a source), are public acts of the fund: a cell for each account and effective month. Acts that move the
money of fewer than k recipients (an envelope with few payments from a source) are withheld, and so are postings of other accounts without a reference:
what the bank did and nobody can explain yet (Assets:Review) is often one person's payment. Every other reference is a payment to somebody, one that was
cancelled before it was sent (it touches Assets:Envelope and Assets:Fund alone) like any other, and all its postings are treated as one:

1. Its *path* is the set of accounts (source left out) and months it touches, with the sign of its net amount in each (Expenses count as one account),
   and the batch in which it was first prepared: what a batch holds of a source is an act.
2. Payments of one path, month, source, hromada and category are a group. Groups of fewer than k recipients are merged, within one path and month:
   first across categories within hromada and source, then across hromadas within the source, then across sources. Where the merged rest is still
   below k, the smallest other group of the same bounds joins it; where there is none, each goes to the next step as it is.
3. What stays below k is *withheld*: all its postings go to one cell, whose sum is zero because entries balance, and which so tells nothing.
4. Also withheld: payments still under way at the end of the range (money in Transit, Returns or Review: they are published when they settle), those
   published before (a late return), and those of several groups or sources.
5. What was shared is known by source and by hromada, from published shares, from public acts, or because it is spent to the last kopeck. So what a
   source, a hromada or several in one row were given (in a batch, and in the month), less whatever published sums one takes from it, is nobody's,
   or belongs to at least k recipients. Where fewer would be left, the smallest group of that hromada goes by the name `*`, with others of its source, if
   that is enough; else the smallest group is withheld as well.
6. Expenses have a cell for each group's name (`*` for what was merged), other accounts for each account and month.

So every payment of a group has the same part in every cell of every publication: a difference or any other linear combination of published sums
contains a whole group, at least k recipients, or nothing of it. (For a path of two accounts and for any path whose amounts are in one proportion this
is exact. Where an amount is divided, as by a difference of a kopeck, only people who know the proportions of the others gain anything.)
The same holds for a difference of these sums and what a source or a hromada was given (step 5); not for every combination with other tables, as
those of levels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from zhyto.faults import Fault, InputRefused
from zhyto.formats import MADE_BY, SAYS_TOTALS, TOTALS, is_made_by
from zhyto.ledger import pedersen
from zhyto.ledger.leaf import Opening
from zhyto.texts import Said, as_is, how_many

STATEMENT = SAYS_TOTALS.said
K = 10
"""The least number of recipients in a published sum."""
NONE = 0xFFFF
"""Code of a leaf that is no posting."""
PUBLIC, PAYMENTS, WITHHELD = "public", "payments", "withheld"
MERGED = "*"

_INCOME = "Income:"
_ACTS = (_INCOME, "Assets:Fund:", "Assets:Envelope:")
_PAID = ("Expenses:", "Assets:Transit:", "Assets:Returns:")
_SPENT = "Expenses:"
_STATEMENT = re.compile(r"totals 1\n(0|[1-9][0-9]{0,17})-([1-9][0-9]{0,17})\n([0-9a-f]{64})\n([0-9a-f]{64})\n\Z")
_CHUNK = 1 << 14
_BATCH = "\0"
"""In a path, before the batch."""
_SEEN = re.compile(r" -?1(?:\||\Z)")
"""In a path: a step that changes an account."""

Tell = Callable[[int, int], None]
"""Progress: (done, total)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published sum.

    account: of the books, with `*` where several were merged; empty for what is withheld. month: effective, `2026-01`. kind: PUBLIC, PAYMENTS or
    WITHHELD. recipients: claimed; 0 for public acts. amount: kopecks, signed. blinding: sum of blindings modulo pedersen.N.
    """

    account: str
    month: str
    kind: str
    recipients: int
    leaves: int
    amount: int
    blinding: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A table of sums over the leaves [start, end) of the log named by origin. made_by: empty in tables that did not say it."""

    origin: str
    start: int
    end: int
    k: int
    cells: tuple[Cell, ...]
    made_by: str = MADE_BY

    @property
    def path(self) -> str:
        """Of the table among the log's public files."""
        return f"totals/{self.start}-{self.end}.json"

    def text(self) -> bytes:
        """Canonical JSON: sorted names, no spaces, UTF-8, one line."""
        cells = [{**asdict(cell), "blinding": f"{cell.blinding:064x}"} for cell in self.cells]
        stamp = {"format": TOTALS.said, "made_by": self.made_by} if self.made_by else {"format": f"{TOTALS.name}1"}
        table = {**stamp, "origin": self.origin, "from": self.start, "to": self.end, "k": self.k, "cells": cells}
        return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be published: the table, the cell of each leaf, and the statement for the log."""

    totals: Totals
    table: bytes = field(repr=False)
    cells: bytes = field(repr=False)

    @property
    def statement(self) -> str:
        """Text of the statement leaf."""
        return f"{STATEMENT}\n{self.totals.start}-{self.totals.end}\n{sha256(self.table).hexdigest()}\n{sha256(self.cells).hexdigest()}\n"


@dataclass(frozen=True, slots=True)
class Announced:
    """What a statement says of a publication."""

    start: int
    end: int
    table: str
    cells: str

    @property
    def paths(self) -> tuple[str, str]:
        """Of its table and its cells."""
        return f"totals/{self.start}-{self.end}.json", f"totals/{self.start}-{self.end}.cells"


def announced(text: str) -> Announced | None:
    """A statement's publication; None where it is none. A text that begins like one and is none is a fault of the log."""
    match = _STATEMENT.match(text)
    return Announced(int(match[1]), int(match[2]), match[3], match[4]) if match else None


# publication


def publish(
    origin: str,
    start: int,
    end: int,
    openings: Iterable[tuple[int, Opening]],
    k: int = K,
    shown: Mapping[str, str] | None = None,
    recipients: Mapping[str, str] | None = None,
    owed: Mapping[str, Owed] | None = None,
    few: Collection[int] = (),
) -> Publication:
    """The sums over leaves [start, end), of which these (index, opening) are the postings, the rest statements.

    shown: references that earlier publications show (`shown_in`). recipients: of each reference, its recipient (default: each its own).
    owed: every payment by its reference, also those not in the log yet (step 5; default: nothing is known of what was shared).
    few: places of postings without a reference that move the money of fewer than k recipients: they are withheld.
    Raises InputRefused where a range cuts an entry in two, an account is unknown to the rule, or there are too many cells.
    """
    place = f"totals {start}-{end}"
    rows = _rows(place, start, end, openings, recipients or {})
    blindings = [pedersen.blinding_of(salt) for salt in rows["salt"]]
    placed = _place(place, rows.drop("salt"), k, shown or {}, owed or {}, recipients or {}, few)
    cells = placed.group_by("kind", "account", "month").agg(
        pl.col("recipient").filter(pl.col("kind") != PUBLIC).n_unique().alias("recipients"), pl.len().alias("leaves"), pl.col("amount").sum()
    ).sort("kind", "account", "month").with_row_index("code")  # fmt: skip
    if len(cells) >= NONE:
        raise _refuse(place, how_many("{count} cell", "{count} cells", count=len(cells)), Said("at most {most}", most=NONE - 1), Said("publish shorter ranges"))
    codes = placed.join(
        cells.select("kind", "account", "month", "code"), on=["kind", "account", "month"], how="left", maintain_order="left"
    )["code"].to_numpy()
    sums = [0] * len(cells)
    for code, blinding in zip(codes.tolist(), blindings, strict=True):
        sums[code] += blinding
    found = tuple(
        Cell(account, month, kind, recipients, leaves, amount, sums[code] % pedersen.N)
        for code, kind, account, month, recipients, leaves, amount in cells.iter_rows()
    )
    of_leaf = np.full(end - start, NONE, dtype="<u2")
    of_leaf[placed["index"].to_numpy() - start] = codes
    totals = Totals(origin, start, end, k, found)
    return Publication(totals, totals.text(), of_leaf.tobytes())


def shown_in(totals: Totals, cells: bytes, references: Iterable[tuple[int, str]]) -> dict[str, str]:
    """References that a publication shows, which a later one must not show again: each with the expense it stands under, or else another account.

    references: (index, reference) of the postings, forgotten ones too.
    """
    codes = np.frombuffer(cells, dtype="<u2")
    found: dict[str, str] = {}
    for index, reference in references:
        if totals.start <= index < totals.end and (cell := totals.cells[codes[index - totals.start]]).kind == PAYMENTS:
            name = f"{totals.path} {cell.account}"
            found[reference] = name if cell.account.startswith(_SPENT) else found.get(reference, name)
    return found


def _refuse(place: str, found: Said, expected: Said, remedy: Said) -> InputRefused:
    return InputRefused([Fault(place, 0, "", found, expected, remedy)])


def _rows(place: str, start: int, end: int, openings: Iterable[tuple[int, Opening]], recipients: Mapping[str, str]) -> pl.DataFrame:
    """The openings as columns."""
    found = [
        (
            index,
            one.account,
            one.reference,
            recipients.get(one.reference, one.reference),
            one.effective.isoformat()[:7],
            one.amount,
            one.salt,
        )
        for index, one in openings
    ]
    names = {
        "index": pl.Int64,
        "account": pl.String,
        "reference": pl.String,
        "recipient": pl.String,
        "month": pl.String,
        "amount": pl.Int64,
        "salt": pl.Binary,
    }
    rows = pl.DataFrame(found, schema=names, orient="row")
    if rows.is_empty() or not 0 <= start < end:
        raise _refuse(place, Said("no postings"), Said("a range of the log with postings"), Said("name another range"))
    if not rows["index"].is_between(start, end - 1).all() or rows["index"].is_duplicated().any():
        raise _refuse(place, Said("postings outside of the range, or twice in it"), Said("each posting once"), Said("read the openings again"))
    return rows


def _place(
    place: str, rows: pl.DataFrame, k: int, shown: Mapping[str, str], owed: Mapping[str, Owed], recipients: Mapping[str, str], few: Collection[int]
) -> pl.DataFrame:
    """The rows with kind, account and month of their cells in place of their own."""
    accounts = _accounts(place, rows["account"].unique().sort().to_list())
    rows = rows.join(accounts, on="account", how="left", maintain_order="left")
    receipt = pl.col("act").all().over("reference") & pl.col("account").str.starts_with(_INCOME).any().over("reference")
    bare = pl.col("reference") == ""
    small = pl.col("index").is_in(pl.Series(sorted(few), dtype=pl.Int64).implode())
    acts = pl.when(bare).then(pl.col("act") & ~small).otherwise(receipt)
    rows = rows.with_columns(acts.alias("public"))
    _balanced(place, rows)
    batches = {reference: due.batch for reference, due in owed.items()}
    groups = _groups(rows.filter(~pl.col("public") & ~bare), k, shown, batches)
    if owed:
        placed = {row[0]: row[1:] for row in groups.iter_rows()}
        kept = [(one, *label) for one, label in keep_enough_hidden(placed, owed, recipients, shown, k).items()]
        groups = pl.DataFrame(kept, schema=groups.schema, orient="row")
    groups = groups.select("reference", "to_source", "to_hromada", "to_category")
    rows = rows.join(groups, on="reference", how="left", maintain_order="left")
    kind = (
        pl.when(pl.col("public"))
        .then(pl.lit(PUBLIC))
        .when(pl.col("to_source").is_null())
        .then(pl.lit(WITHHELD))
        .otherwise(pl.lit(PAYMENTS))
    )
    expense = pl.concat_str(pl.lit("Expenses:Hromada"), "to_hromada", "to_category", "to_source", separator=":")
    account = pl.when(pl.col("hromada") != "").then(expense).when(pl.col("to_source") == MERGED).then("pattern").otherwise("account")
    rows = rows.with_columns(kind.alias("kind"), account.alias("cell"))
    hide = pl.col("kind") == WITHHELD
    public = pl.col("kind") == PUBLIC
    return rows.select(
        "index", "recipient", "amount", "kind",
        pl.when(hide).then(pl.lit("")).when(public).then("account").otherwise("cell").alias("account"),
        pl.when(hide).then(pl.lit("")).otherwise("month").alias("month"),
    )  # fmt: skip


def _accounts(place: str, names: list[str]) -> pl.DataFrame:
    """What each account is to the rule.

    pattern: its name without the source. act: of the fund. paid: of payments only. way: money in it is still on the way.
    """
    found, faults = [], []
    for name in names:
        parts = name.split(":")
        hromada = category = ""
        if parts[0] == "Expenses":
            if len(parts) != 5 or MERGED in parts:
                faults.append(Fault(place, 0, "account", as_is(repr(name)), Said("Expenses:Hromada:<code>:<category>:<source>"),
                                    Said("mend the entry by another")))
                continue
            hromada, category = parts[2], parts[3]
        source = parts[-1] if len(parts) > 2 else ""
        pattern = ":".join([*parts[:-1], MERGED]) if source else name
        way = parts[0] == "Assets" and not name.startswith(_ACTS)
        found.append(
            (name, "Expenses" if hromada else pattern, source, hromada, category, name.startswith(_ACTS), name.startswith(_PAID), way)
        )
    if faults:
        raise InputRefused(faults)
    schema = ["account", "pattern", "source", "hromada", "category", "act", "paid", "way"]
    return pl.DataFrame(found, schema=schema, orient="row")


def _balanced(place: str, rows: pl.DataFrame) -> None:
    """Refuse postings of payments without a reference, and entries of which the range holds a part."""
    faults = []
    for account in rows.filter((pl.col("reference") == "") & pl.col("paid"))["account"].unique().sort():
        faults.append(Fault(place, 0, account, Said("postings without a reference"), Said("the reference of a payment"),
                            Said("record the entry anew, with it")))
    uneven = (
        rows.group_by("public", pl.when("public").then(pl.lit("")).otherwise("reference").alias("of"))
        .agg(pl.col("amount").sum())
        .filter(pl.col("amount") != 0)
    )
    if len(uneven):
        found = how_many("{count} reference whose postings do not add up to zero", "{count} references whose postings do not add up to zero", count=len(uneven))
        faults.append(Fault(place, 0, "", found, Said("whole entries"), Said("begin and end the range between two entries")))
    if faults:
        raise InputRefused(faults)


def _groups(rows: pl.DataFrame, k: int, shown: Collection[str], batches: Mapping[str, str]) -> pl.DataFrame:
    """For each reference that is shown: path, month, to_source, to_hromada and to_category of its group, `*` for what was merged. Others have no row."""
    step = rows.group_by("reference", "pattern", "month").agg(pl.col("amount").sum().sign()).select(
        "reference", pl.format("{} {} {}", "pattern", "month", "amount").alias("step")
    )  # fmt: skip
    paths = step.group_by("reference").agg(pl.col("step").sort().str.join("|").alias("path"))
    batch = pl.col("reference").replace_strict(batches, default="", return_dtype=pl.String)
    paths = paths.with_columns(pl.concat_str("path", pl.lit(_BATCH), batch).alias("path"))
    under_way = (
        rows.filter(pl.col("way")).group_by("reference", "account").agg(pl.col("amount").sum()).filter(pl.col("amount") > 0)["reference"]
    )
    spent = pl.col("hromada") != ""
    some = pl.col("source").filter(pl.col("source") != "")
    of = rows.group_by("reference").agg(
        pl.struct("account", "month").filter(spent).n_unique().alias("labels"), some.n_unique().alias("sources"),
        pl.col("recipient").first(), some.first().fill_null("").alias("source"),
        *(pl.col(name).filter(spent).first().fill_null("").alias(name) for name in ("month", "hromada", "category")),
    )  # fmt: skip
    of = of.filter((pl.col("labels") <= 1) & (pl.col("sources") <= 1)).join(paths, on="reference")
    of = of.filter(
        ~pl.col("reference").is_in(under_way.implode()) & ~pl.col("reference").is_in(pl.Series(sorted(shown), dtype=pl.String).implode())
    )
    label = ["path", "month", "source", "hromada", "category"]
    sizes = of.group_by(label).agg(pl.col("recipient").unique().alias("who")).sort(label)
    merged = merge({tuple(row[:5]): frozenset(row[5]) if len(row[5]) < k else len(row[5]) for row in sizes.iter_rows()}, k)
    rows_out = [(*name, *to[2:]) for name, to in merged.items()]
    names = pl.DataFrame(rows_out, schema=dict.fromkeys([*label, "to_source", "to_hromada", "to_category"], pl.String), orient="row")
    return of.join(names, on=label).select("reference", "path", "month", "to_source", "to_hromada", "to_category")


Label = tuple[str, ...]
"""path, month, source, hromada, category."""
Share = tuple[str, str, str]
"""Recipient, source and batch. It may have been sent several times; it is shown once any of them is."""


class Owed(NamedTuple):
    """A payment as the fund owes it.

    batch: the payments prepared together, of which sums by source are known. month: of the shares. source, hromada: as accounts name them.
    lines: rows of published shares in which its hromada stands.
    """

    batch: str
    month: str
    source: str
    hromada: str
    lines: tuple[str, ...] = ()


def keep_enough_hidden(
    placed: Mapping[str, Label], owed: Mapping[str, Owed], recipients: Mapping[str, str], shown: Mapping[str, str], k: int
) -> dict[str, Label]:
    """Step 5 of the rule: the groups of references, less those that would leave too few beside what a source or a hromada was given.

    placed: the group of each reference that is to be shown now. shown: what earlier publications show (`shown_in`).
    """
    share = {one: (recipients.get(one, one), due.source, due.batch) for one, due in owed.items()}
    known: dict[tuple[str, str, str], set[Share]] = {}
    for reference, due in owed.items():
        # Where no shares are published, a hromada may be told what it got all the same.
        names = [("source", due.batch, due.source), ("source", due.month, due.source)]
        names += [("hromada", scope, line) for line in due.lines or (due.hromada,) for scope in (due.batch, due.month)]
        for name in names:
            if all(name):
                known.setdefault(name, set()).add(share[reference])
    groups: dict[Label, set[Share]] = {}
    for source in (shown.items(), placed.items()):
        for reference, at in source:
            label = (at,) if isinstance(at, str) else at
            # A payment that came back and left no trace in any account is in no sum.
            if reference in owed and (len(label) == 1 or _SEEN.search(label[0].partition(_BATCH)[0])):
                groups.setdefault(label, set()).add(share[reference])
    table = _Shown(groups)
    # Sources come first: what they withhold hromadas hide as well. Whatever is withheld for one sum may leave too few beside another.
    sources, hromadas = (
        list({frozenset(sums): sums for name, sums in sorted(known.items()) if name[0] == of}.values()) for of in ("source", "hromada")
    )
    # Sources come first: what they withhold hromadas hide as well. Whatever is withheld for one sum may leave too few beside another.
    for sums, hide in ((sources, table.withhold), (hromadas, table.unname), ([*sources, *hromadas], table.withhold)):
        while sum(hide(one, k) for one in sums if table.lonely(one, k)):
            pass
    table.restore([*sources, *hromadas], k)
    found = {}
    for reference, label in placed.items():
        now = table.now.get(label, label)
        if now is not None:
            found[reference] = now
    return found


class _Shown:
    """Groups of shares, each under a label that may yet be merged with others (`*`) or withheld (None)."""

    def __init__(self, groups: dict[Label, set[Share]]) -> None:
        self.groups = groups
        self.now: dict[Label, Label | None] = {label: label for label in groups}
        self.where: dict[Share, list[Label]] = {}
        for label, shares in groups.items():
            for one in shares:
                self.where.setdefault(one, []).append(label)

    def cell(self, label: Label, family: int) -> Label | None:
        """The sum in which a group is seen: of expenses (family 0), or of the other accounts on its path (1)."""
        now = self.now[label]
        if now is None or len(now) == 1:
            return now
        return now[1:] if now[3] and family == 0 else now[:3]

    def alone(self, known: set[Share]) -> int:
        """The least number of recipients to whom a known sum and the sums shown can be narrowed down; 0: to none at all."""
        counts = []
        for family in (0, 1):
            inside: dict[Label, set[str]] = {}
            left: set[str] = set()
            for one in known:
                cells = {cell for label in self.where.get(one, ()) if (cell := self.cell(label, family))}
                if not cells:
                    left.add(one[0])
                for cell in cells:
                    inside.setdefault(cell, set()).add(one[0])
            outside: dict[Label, set[str]] = {cell: set() for cell in inside}
            for label, shares in self.groups.items():
                cell = self.cell(label, family)
                # As soon as more are outside than inside, these are the fewer.
                if cell in inside and len(outside[cell]) <= len(inside[cell]):
                    outside[cell] |= {one[0] for one in shares if one not in known}
            for cell, part in inside.items():
                left |= min(part, outside[cell], key=len)
            counts.append(len(left))
        return min(filter(None, counts), default=0)

    def touched(self, known: set[Share]) -> list[tuple[Label, Label]]:
        """The groups shown now that hold something of a sum that is known, the smallest first, and under what label each is shown."""
        some = {label for one in known for label in self.where.get(one, ()) if len(label) > 1}
        ordered = sorted(some, key=lambda label: (len(self.groups[label]), label))
        return [(label, now) for label in ordered if (now := self.now[label])]

    def unname(self, known: set[Share], _: int) -> bool:
        """Show the smallest group under `*`. Whether there was one with a name."""
        for label, now in self.touched(known):
            if now[3] not in ("", MERGED):
                self.now[label] = (*now[:3], MERGED, MERGED)
                return True
        return False

    def withhold(self, known: set[Share], k: int) -> bool:
        """Withhold the smallest group that leaves enough beside a sum that is known. Whether there was one.

        What was paid again is in two groups, that of what came back and that of what was sent then: where one is not enough, both are withheld.
        """
        touched = self.touched(known)
        for alike in (False, True):
            for label, _ in touched:
                some = {one: now for one, now in touched if one == label or (alike and self.groups[one] & self.groups[label])}
                self.now |= dict.fromkeys(some)
                if not self.lonely(known, k):
                    return True
                self.now |= some
        return False

    def lonely(self, known: set[Share], k: int) -> bool:
        """Whether fewer than k are left beside a sum over k or more."""
        return len({one[0] for one in known}) >= k and 0 < self.alone(known) < k

    def restore(self, known: Sequence[set[Share]], k: int) -> None:
        """Show again what need not have been hidden after all, the largest first: what was withheld later may protect as many."""
        for label in sorted((label for label, now in self.now.items() if now != label), key=lambda label: (-len(self.groups[label]), label)):
            now = self.now[label]
            names = [label, (*label[:3], MERGED, MERGED)] if now is None and label[3] else [label]
            for self.now[label] in names:
                if not any(self.lonely(sums, k) for sums in known):
                    break
            else:
                self.now[label] = now


def merge(groups: Mapping[Label, frozenset[str] | int], k: int) -> dict[Label, Label]:
    """Where each group goes, by step 2 of the rule: its own name, or a name with `*`. Groups that stay below k have no row.

    groups: recipients of each group, or their number where it is k or more.
    """
    now = {name: (who, [name]) for name, who in groups.items()}
    for level in (4, 3, 2):
        bounds: dict[Label, list[Label]] = {}
        for name in now:
            bounds.setdefault(name[:level], []).append(name)
        for bound, names in bounds.items():
            small = {name: who for name in names if not isinstance(who := now[name][0], int)}
            rest = frozenset[str]().union(*small.values())
            size, below = len(rest), list(small)
            if below and size < k:
                others = sorted((who, name) for name in names if isinstance(who := now[name][0], int))
                size, below = (size + others[0][0], [*below, others[0][1]]) if others else (0, [])
            if below:
                joined = [one for name in below for one in now.pop(name)[1]]
                now[*bound, *_merged(joined, level)] = (size, joined)
    return {one: name for name, (who, ones) in now.items() if isinstance(who, int) for one in ones}


def _merged(names: list[Label], level: int) -> Label:
    """`*` for the parts of the name from level on; empty where these payments have no such part (a returned one has no hromada)."""
    return tuple(MERGED if any(name[part] for name in names) else "" for part in range(level, 5))


# verification


def read_totals(data: bytes, place: str = "totals") -> Totals:
    """A table. Raises InputRefused where it is none, or is not written in its one canonical way."""
    try:
        table = json.loads(data)
        if later := TOTALS.later(table["format"], place):
            raise InputRefused([later])
        cells = tuple(Cell(**{**cell, "blinding": int(cell["blinding"], 16)}) for cell in table["cells"])
        totals = Totals(table["origin"], table["from"], table["to"], table["k"], cells, table.get("made_by", ""))
        right = (
            totals.text() == data
            and (not totals.made_by or is_made_by(totals.made_by))
            and all(map(_plausible, cells))
            and 0 <= totals.start < totals.end
            and type(totals.k) is int
            and totals.k > 0
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        right = False
    if not right:
        raise _refuse(place, Said("no canonical table of totals"), Said("JSON of the format {format!r}, sorted names, no spaces", format=TOTALS.said),
                      Said("fetch it again"))
    return totals


def _plausible(cell: Cell) -> bool:
    numbers = (cell.recipients, cell.leaves, cell.amount)
    named = all(isinstance(text, str) for text in (cell.account, cell.month)) and cell.kind in (PUBLIC, PAYMENTS, WITHHELD)
    # An amount and the same less N open one commitment; the bound leaves the one that is an amount of money.
    sized = all(type(number) is int and abs(number) < 2**63 for number in numbers) and cell.leaves > 0 and cell.recipients >= 0
    return named and sized and 0 <= cell.blinding < pedersen.N


def faults(
    totals: Totals, cells: bytes, points: npt.NDArray[np.uint8], posting: npt.NDArray[np.bool_], k: int = K, tell: Tell = lambda *_: None
) -> list[Fault]:
    """What is wrong with a publication; empty where all that can be proven is.

    points: a row of 65 bytes for each leaf of the range (anything for statements). posting: which leaves are postings. k: the least the reader accepts.
    """
    place = totals.path
    size = totals.end - totals.start
    found: list[Fault] = []

    def wrong(what: Said, expected: Said, row: int = 0, column: str = "") -> None:
        found.append(Fault(place, row, column, what, expected, Said("do not rely on these sums; ask the log's owner")))

    if len(cells) != 2 * size or len(points) != size or len(posting) != size:
        wrong(how_many("cells for {count} leaf", "cells for {count} leaves", count=len(cells) // 2), as_is(f"{size}"))
        return found
    codes = np.frombuffer(cells, dtype="<u2")
    in_none, beyond = posting & (codes == NONE), (codes != NONE) & ((codes >= len(totals.cells)) | ~posting)
    if in_none.any() or beyond.any():
        at = totals.start + int(np.flatnonzero(in_none | beyond)[0])
        what = Said("{count} postings in no cell, {count2} leaves in a cell that is none or not theirs, the first at leaf {at}", count=int(in_none.sum()),
                    count2=int(beyond.sum()), at=at)
        wrong(what, Said("each posting in one cell"))
        return found
    counts = np.bincount(codes[posting], minlength=len(totals.cells))
    if totals.k < k:
        wrong(as_is(f"k = {totals.k}"), Said("at least {k}", k=k))
    if sum(cell.amount for cell in totals.cells):
        wrong(Said("all cells together {count} kopecks", count=sum(cell.amount for cell in totals.cells)), Said("zero: entries balance"))
    names = [(cell.kind, cell.account, cell.month) for cell in totals.cells]
    if len(set(names)) != len(names):
        wrong(Said("two cells of one name"), Said("one cell for each name"))
    order = np.argsort(codes, kind="stable")[: int(posting.sum())]
    flat = points[order].tobytes()
    ends = np.cumsum(counts).tolist()
    done, width = 0, pedersen.POINT_BYTES
    for row, (cell, count, end) in enumerate(zip(totals.cells, counts.tolist(), ends, strict=True), 1):
        if count != cell.leaves:
            wrong(how_many("{count} leaf", "{count} leaves", count=count), Said("{leaves}, as the table says", leaves=cell.leaves), row, "leaves")
        _small(cell, totals.k, row, wrong)
        parts = []
        for at in range(done, end, _CHUNK):
            until = min(at + _CHUNK, end)
            parts.append(pedersen.add(flat[i : i + width] for i in range(at * width, until * width, width)))
            tell(until, len(order))
        done = end
        if not pedersen.opens(pedersen.add(parts), cell.amount, cell.blinding):
            wrong(Said("{amount} kopecks for {account} {month}", amount=cell.amount, account=cell.account or cell.kind, month=cell.month),
                  Said("the sum of its leaves, which is another"), row, "amount")
    return found


def _small(cell: Cell, k: int, row: int, wrong: Callable[[Said, Said, int, str], None]) -> None:
    """Say where a cell shows fewer than k, by what can be seen of it."""
    if cell.kind == WITHHELD and (cell.amount or cell.account or cell.month):
        wrong(Said("a withheld cell of {amount} kopecks, {account}", amount=cell.amount, account=cell.account), Said("zero and no name"), row, "kind")
    if cell.kind == PUBLIC and cell.account.startswith(_PAID):
        wrong(Said("{account} as a public act", account=cell.account), Said("payments, of at least k recipients"), row, "kind")
    if cell.kind == PAYMENTS and not k <= cell.recipients <= cell.leaves:
        wrong(Said("{recipients} recipients, {leaves} leaves", recipients=cell.recipients, leaves=cell.leaves),
              Said("at least {k} recipients, and a leaf for each", k=k), row, "recipients")
