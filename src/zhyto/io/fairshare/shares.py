"""Files of a sharing: the sources in; shares for the payments, a proof for an auditor and counts for everyone out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from zhyto import dates
from zhyto.fairshare.fund import EXCLUSIONS, NAMED, FundShare, Offer, share_sources
from zhyto.fairshare.public import public
from zhyto.faults import Fault, InputRefused
from zhyto.io.fairshare.proof import fill_proof, proof_digest, write_json
from zhyto.io.files.whole import refuse_file, whole_folder
from zhyto.money import format_amount, parse_amount
from zhyto.run import Run
from zhyto.summary import amounts
from zhyto.texts import Said, as_is, how_many, said_by

OURS: Final = ("shares.csv", "review.csv", "proof", "public")
MOST_BYTES: Final = 1 << 20
"""A table of sources or exclusions is small; a larger file is something else."""
_YES: Final = {"yes": True, "так": True, "1": True, "true": True, "no": False, "ні": False, "0": False, "false": False, "": False}
_NEEDED: Final = ("source", "amount_uah")
_WELCOME: Final = ("condition", "hromada", "least_uah", "most_uah", "in_kind", "period")


@dataclass(frozen=True, slots=True)
class Booked:
    """What books say of a month. name: how messages call them. given: household_id, source, kopecks of every payment that is not undone.

    holds: kopecks that each source they know still holds.
    """

    name: str
    given: pl.DataFrame
    holds: Mapping[str, int]


def fund_share(
    run: Run, sources: Path, out: Path, *, unit: int = 1, useful: int = 0, exclusions: Path | None = None, earlier: Sequence[Path] = (),
    books: Booked | None = None,
) -> FundShare:  # fmt: skip
    """Share the sources of a table among the households that a run found missed by law, and write all files of it to a folder.

    unit, useful: kopecks. exclusions: CSV household_id, reason. What was given in this month already stays: books say it; where there are none, earlier
    is every shares.csv of it. Raises InputRefused with every fault, OSError, FileExistsError where the folder holds other files.
    """
    fund = share_table(run, sources, out, unit=unit, useful=useful, exclusions=exclusions, earlier=earlier, books=books)
    write_sharing(out, fund)
    return fund


def share_table(
    run: Run, sources: Path, out: Path, *, unit: int = 1, useful: int = 0, exclusions: Path | None = None, earlier: Sequence[Path] = (),
    books: Booked | None = None,
) -> FundShare:  # fmt: skip
    """The same, but nothing is written yet. out: the folder that will be. Raises InputRefused with every fault."""
    offers, faults = read_sources(sources)
    excluded, lines, more = ({}, [], []) if exclusions is None else read_exclusions(exclusions)
    if books is None:
        paid, other = _all_earlier(earlier, out, run.register.household_id)
    else:
        paid, other = books.given.select("household_id", "source", "kopecks"), _unlike(books, earlier, sources, offers, run.register.household_id)
    try:
        return share_sources(run.law, run.register, run.hardship, run.month, run.known, offers, unit=unit, useful=useful, excluded=excluded,
                             earlier=paid, table=sources.name, faults=[*faults, *more, *other])  # fmt: skip
    except InputRefused as refused:
        # An exclusion is named by its place among them: here by its row of the table.
        raise InputRefused([replace(fault, file=exclusions.name, row=lines[fault.row - 1]) if exclusions and fault.file == EXCLUSIONS else fault
                            for fault in refused.faults]) from None  # fmt: skip


def _all_earlier(tables: Sequence[Path], out: Path, known: pl.Series) -> tuple[pl.DataFrame | None, list[Fault]]:
    """What all earlier tables say was paid, and what is wrong with them: a payment that is forgotten, or counted twice, would be made wrongly again."""
    faults: list[Fault] = []
    parts: list[pl.DataFrame] = []
    places = [table.resolve() for table in tables]
    for number, (table, place) in enumerate(zip(tables, places, strict=True)):
        if out.resolve() in place.parents:
            faults.append(Fault(table.name, 0, "", Said("a table in {out}, which the new shares replace", out=out), Said("a table that stays"),
                                Said("name another folder: --out")))
        if place in places[:number]:
            faults.append(Fault(table.name, 0, "", Said("one table twice"), Said("each table once"), Said("name it once")))
        part, wrong = read_earlier(table)
        faults += wrong
        lost = (~part["household_id"].is_in(known.implode())).arg_true()
        faults += [Fault(table.name, row + 2, "household_id",
                         how_many("{household_id!r} ({count} such row)", "{household_id!r} ({count} such rows)", household_id=part["household_id"][row],
                                  count=len(lost)), Said("a household of the register"),
                         Said("give the register of that month, or mend the id")) for row in lost.head(NAMED).to_list()]  # fmt: skip
        parts.append(part)
    return (pl.concat(parts) if parts else None), faults


def _unlike(books: Booked, earlier: Sequence[Path], table: Path, offers: Sequence[Offer], known: pl.Series) -> list[Fault]:
    """Where what is given does not agree with the books: what they have paid would count twice, or be paid again."""
    faults = [Fault("--earlier", 0, "", Said("{name} beside the books {books}", name=one.name, books=books.name), Said("one of the two"),
                    Said("leave it out: the books say what was given in this month")) for one in earlier]  # fmt: skip
    for offer in offers:
        held = books.holds.get(offer.source)
        if held is not None and offer.amount > held and not offer.in_kind:
            faults.append(Fault(
                table.name, offer.row, "amount_uah",
                Said("{amount}; the books {books} hold {held} of {source}", amount=format_amount(offer.amount), books=books.name, held=format_amount(held),
                     source=offer.source),
                Said("no more than the source still holds"), Said("mend it, or record what was received besides: zhyto fund source"),
            ))  # fmt: skip
    lost = books.given.filter(~pl.col("household_id").is_in(known.implode()))["household_id"].unique().sort()
    return faults + [Fault(books.name, 0, "household_id",
                           how_many("{one!r} ({count} such household)", "{one!r} ({count} such households)", one=one, count=len(lost)),
                           Said("a household of the register"),
                           Said("give the register of that month, or the books of this one")) for one in lost.head(NAMED).to_list()]  # fmt: skip


def _table(path: Path, needed: tuple[str, ...], welcome: tuple[str, ...], most: int = MOST_BYTES) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """Rows of a small CSV table with their numbers, and what is wrong with it."""

    def refused(found: Said, expected: Said, remedy: Said, row: int = 0, column: str = "") -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
        return [], [Fault(path.name, row, column, found, expected, remedy)]

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return refused(Said("no such file"), Said("a CSV table with {needed}", needed=", ".join(needed)), Said("check the path"))
    if len(content) > most:
        return refused(how_many("{count} byte", "{count} bytes", count=len(content)), Said("at most {most}", most=most), Said("give the table that is meant"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return refused(Said("a byte that is no UTF-8 at place {start}", start=error.start), Said("UTF-8 text"), Said("save the file as CSV UTF-8"))
    if "\0" in text:
        return refused(Said("a zero byte"), Said("a table of text"), Said("save the file as CSV UTF-8"))
    head = text.partition("\n")[0]
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True))
    except csv.Error as error:
        return refused(said_by(error), Said("a CSV table"), Said("mend the quotes"))
    names = [name.strip().lower() for name in table[0]] if table else []
    found = Said("columns {names}", names=", ".join(names)) if names else Said("no columns")
    faults = [Fault(path.name, 1, name, found, Said("a column {name}", name=name), Said("add it")) for name in needed if name not in names]
    faults += [Fault(path.name, 1, name, Said("an unknown column"), Said("one of {known}", known=", ".join((*needed, *welcome))),
                     Said("rename it, or take it out")) for name in names if name not in (*needed, *welcome)]
    faults += [Fault(path.name, 1, name, Said("a column twice"), Said("each column once"),
                     Said("take one out")) for name in sorted({n for n in names if names.count(n) > 1})]
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            faults.append(Fault(path.name, number, "", how_many("{count} cell", "{count} cells", count=len(cells)),
                                Said("{count}, as the header has", count=len(names)), Said("mend the row")))
            continue
        rows.append((number, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}))
    if not faults and not rows:
        faults.append(Fault(path.name, 0, "", Said("no rows"), Said("at least one row"), Said("fill the table")))
    return ([], faults) if faults else (rows, [])


def read_sources(path: Path) -> tuple[list[Offer], list[Fault]]:
    """Sources of money as their table says, and every fault in it. Columns: docs/fair-shares.md."""
    rows, faults = _table(path, _NEEDED, _WELCOME)
    offers: list[Offer] = []
    for number, row in rows:

        def money(column: str, at: int = number, cells: Mapping[str, str] = row) -> int | None:
            text = cells.get(column, "")
            amount = parse_amount(text)
            if text and (amount is None or amount < 0):
                found = Said("{text!r}, no amount with at most two decimals", text=text) if amount is None else Said("{text!r}, below zero", text=text)
                faults.append(Fault(path.name, at, column, found, Said("whole kopecks, 0 or more"), Said("mend it: a part of a kopeck cannot be paid")))
            return amount

        amount, least, most = money("amount_uah"), money("least_uah"), money("most_uah")
        in_kind = _YES.get(row.get("in_kind", "").lower())
        if not row["amount_uah"]:
            faults.append(Fault(path.name, number, "amount_uah", Said("nothing"), Said("an amount"), Said("say how much the source holds")))
        if not row["source"] or row["source"] != row["source"].split(";")[0] or row["source"] in ("*", *(offer.source for offer in offers)):
            faults.append(Fault(path.name, number, "source", as_is(repr(row["source"])), Said("a name no other source has, without `;`"), Said("rename it")))
        if in_kind is None:
            faults.append(Fault(path.name, number, "in_kind", as_is(repr(row["in_kind"])), Said("yes or no"), Said("mend it")))
        hromadas = tuple(filter(None, (code.strip() for code in row.get("hromada", "").split(";"))))
        offers.append(Offer(number, row["source"], max(amount or 0, 0), row.get("condition", ""), hromadas, max(least or 0, 0), most, bool(in_kind),
                            row.get("period", "")))  # fmt: skip
    return offers, faults


def read_exclusions(path: Path) -> tuple[dict[str, str], list[int], list[Fault]]:
    """Households that get nothing, and why: columns household_id, reason. Their rows in the table. And every fault."""
    rows, faults = _table(path, ("household_id", "reason"), (), 1 << 26)
    excluded: dict[str, str] = {}
    lines: list[int] = []
    for number, row in rows:
        if row["household_id"] in excluded:
            faults.append(Fault(path.name, number, "household_id", Said("{value!r} twice", value=row["household_id"]), Said("each household once"),
                                Said("keep one reason")))
            continue
        lines.append(number)
        excluded[row["household_id"]] = row["reason"]
    return excluded, lines, faults


def read_points(path: Path, known: pl.Series) -> dict[str, int]:
    """Priority points: columns household_id, points (whole, 0 or more). known: ids of the register. Raises InputRefused with every fault."""
    rows, faults = _table(path, ("household_id", "points"), (), 1 << 26)
    lost = {row["household_id"] for _, row in rows} - set(known.to_list())
    points: dict[str, int] = {}
    for number, row in rows:
        if row["household_id"] in lost:
            faults.append(Fault(path.name, number, "household_id", as_is(repr(row["household_id"])), Said("a household of the register"), Said("mend the id")))
        if row["household_id"] in points:
            faults.append(Fault(path.name, number, "household_id", Said("{value!r} twice", value=row["household_id"]), Said("each household once"),
                                Said("keep one row")))
        if not row["points"].isdecimal() or len(row["points"]) > 9:
            faults.append(Fault(path.name, number, "points", as_is(repr(row["points"])), Said("a whole number, 0 or more"), Said("mend it")))
            continue
        points[row["household_id"]] = int(row["points"])
    if faults:
        raise InputRefused(faults)
    return points


def read_earlier(path: Path) -> tuple[pl.DataFrame, list[Fault]]:
    """What was paid before in the month, from a shares.csv: household_id, source, kopecks. And every fault (of amounts, the first fifty)."""
    needed = ("household_id", "source", "share_uah")
    empty = pl.DataFrame(schema={"household_id": pl.String, "source": pl.String, "kopecks": pl.Int64})
    try:
        table = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        return empty, [Fault(path.name, 0, "", as_is(str(error).splitlines()[0][:120]), Said("a shares.csv"), Said("check the path and the file"))]
    lacking = [name for name in needed if name not in table.columns]
    if lacking:
        return empty, [Fault(path.name, 1, name, Said("columns {names}", names=", ".join(table.columns)), Said("a column {name}", name=name),
                             Said("add it")) for name in lacking]
    good = (table["share_uah"].str.contains(r"^\d{1,15}\.\d\d$") & table["household_id"].is_not_null() & table["source"].is_not_null()).fill_null(False)
    if not good.all():
        rows = (~good).arg_true().head(50).to_list()
        return empty, [Fault(path.name, row + 2, "share_uah", as_is(repr(table["share_uah"][row])),
                             Said("an amount with two decimals, a household and its source"), Said("give the table as it was written")) for row in rows]
    kopecks = pl.col("share_uah").str.replace(".", "", literal=True).cast(pl.Int64).alias("kopecks")
    return table.select("household_id", "source", kopecks), []


def shares_table(fund: FundShare) -> pl.DataFrame:
    """One row per household and source that pays it: household_id, hromada, source, share_uah, level_uah (with all shares), line_uah, and category if any."""
    level = np.minimum(fund.case.resources, fund.case.line) + fund.sharing.share
    for source in fund.case.sources:
        level = level if source.paid is None else level + np.asarray(source.paid)
    parts = []
    for j, source in enumerate(fund.case.sources):
        rows = np.flatnonzero(fund.sharing.split[:, j])
        columns = {"place": rows, "household_id": fund.household_id.gather(rows), "hromada": fund.hromada.gather(rows),
                   "source": pl.repeat(source.name, len(rows), dtype=pl.String, eager=True), "share_uah": amounts(fund.sharing.split[rows, j]),
                   "level_uah": amounts(level[rows]), "line_uah": amounts(fund.case.line[rows])}  # fmt: skip
        parts.append(pl.DataFrame(columns | ({} if fund.category is None else {"category": fund.category.gather(rows)})))
    return pl.concat(parts).sort("place", maintain_order=True).drop("place")


def review_table(fund: FundShare) -> pl.DataFrame:
    """Households to look at by hand: which source's condition is unknown of them, so that it gave them nothing."""
    parts = [pl.DataFrame({"household_id": fund.household_id.filter(pl.Series(mask)), "source": name}) for name, mask in fund.doubtful.items() if mask.any()]
    return pl.concat(parts) if parts else pl.DataFrame(schema={"household_id": pl.String, "source": pl.String})


def write_sharing(folder: Path, fund: FundShare) -> None:
    """All files of a sharing, whole or not at all: shares.csv and review.csv for the office, proof/ for an auditor, public/ for everyone.

    Raises FileExistsError where the folder holds anything else, OSError.
    """
    refuse_file(folder)
    if folder.is_dir():
        strange = sorted(path.name for path in folder.iterdir() if path.name not in OURS)
        if strange:
            raise FileExistsError(Said("{folder} holds {strange}, which is no file of a sharing", folder=folder, strange=strange[0]))
    with whole_folder(folder) as made:
        shares_table(fund).write_csv(made / "shares.csv")
        review_table(fund).write_csv(made / "review.csv")
        (made / "proof").mkdir()
        fill_proof(made / "proof", fund.case, fund.sharing.split, fund.sharing.certificate, dates.format_month(fund.month))
        (made / "public").mkdir()
        summary, levels, hromadas = public(fund, proof_digest(made / "proof"))
        write_json(made / "public" / "public.json", summary)
        levels.write_csv(made / "public" / "levels.csv")
        hromadas.write_csv(made / "public" / "hromadas.csv")
