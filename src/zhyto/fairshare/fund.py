"""The fund of a month: sources with their conditions, and the households that the law leaves below the line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from zhyto import dates
from zhyto.fairshare.compare import alternatives, compare
from zhyto.fairshare.conditions import Condition, judge
from zhyto.fairshare.instance import MOST_SOURCES, Bools, Instance, Ints, Source, make_instance, tie_order
from zhyto.fairshare.sharing import Sharing, leximin
from zhyto.fairshare.verifier import verify
from zhyto.fairshare.whatif import curve, unconditional
from zhyto.faults import Fault, InputRefused
from zhyto.hardship import MISSED_BY_LAW, Hardship
from zhyto.law.model import Law
from zhyto.register.columns import Register
from zhyto.register.snapshot import Snapshot
from zhyto.texts import Said, as_is, how_many

NAMED: Final = 20
"""Households with one fault that are named one by one."""
EXCLUSIONS: Final = "exclusions"
"""How faults name the table of those excluded; their row is the place in it, from 1."""
OTHER: Final = "Other"
_WORD: Final = re.compile(r"[a-z][a-z_]{0,39}\Z")
_CATEGORY: Final = re.compile(r"[A-Z][A-Za-z]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Offer:
    """A source as its table says it. row: in that table, the header is row 1.

    amount: kopecks it holds now. condition: an expression of the law language, "" for none. hromadas: codes; none: all.
    least, most: kopecks per household. period: the months it may be shared in, `2026-01` or `2026-01..2026-03`; "" for any.
    """

    row: int
    source: str
    amount: int
    condition: str = ""
    hromadas: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    in_kind: bool = False
    period: str = ""

    def spoken(self) -> str:
        """Condition and hromadas together, as the certificate shows them."""
        places = f"hromada in ({', '.join(self.hromadas)})" if self.hromadas else ""
        return " and ".join(filter(None, (places, f"({self.condition})" if places and self.condition else self.condition)))


@dataclass(frozen=True, slots=True, eq=False)
class FundShare:
    """A fund shared. Columns have an entry per household that the law misses; kopecks.

    rows: their places in the register. hromada: codes, null for none. category: kind of household, None where the law's pack names none.
    failures: what the separate verifier found (empty: proven). doubtful: of which households a source's condition is unknown: they get nothing
        from it until that is settled. missing: source → fact → households of the register for which it is missing. before: kopecks that
        these households had of earlier shares.
    """

    month: int
    rows: Ints
    household_id: pl.Series
    persons: Ints
    hromada: pl.Series
    category: pl.Series | None
    offers: tuple[Offer, ...]
    case: Instance
    sharing: Sharing
    failures: list[Said]
    doubtful: dict[str, Bools]
    missing: dict[str, dict[str, int]]
    before: int = 0


def share_sources(
    law: Law, register: Register, hardship: Hardship, month: int, known: date | None, offers: Sequence[Offer], *, unit: int = 1, useful: int = 0,
    excluded: Mapping[str, str] | None = None, earlier: pl.DataFrame | None = None, table: str = "sources.csv", faults: Sequence[Fault] = (),
) -> FundShare:  # fmt: skip
    """Share sources by leximin, in shares of their line, among the households the law leaves below it.

    unit, useful: kopecks (`Instance`). excluded: household id → reason (a word). earlier: household_id, source, kopecks (0 or more) that
    it has paid already in this month: they stay, and count as received; the offers' amounts are what is held now. table: how faults name the offers.
    faults: what reading the tables found, told together with the rest. Raises InputRefused with every fault.
    """
    faults = list(faults)

    def wrong(row: int, column: str, found: Said, expected: Said, remedy: Said, file: str = table) -> None:
        faults.append(Fault(file, row, column, found, expected, remedy))

    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    chosen = np.flatnonzero(hardship.reason == MISSED_BY_LAW)
    rows = hardship.household[chosen].astype(np.int64)
    ids = register.household_id.gather(rows)
    places = snapshot.hromadas_of("household")[rows].astype(np.int64)
    if not 1 <= len(offers) <= MOST_SOURCES and not faults:
        wrong(0, "source", how_many("{count} source", "{count} sources", count=len(offers)), as_is(f"1 … {MOST_SOURCES}"),
              Said("join sources of one condition"))
    left_out = _left_out(register, ids, excluded or {}, faults)
    out = np.logical_or.reduce([np.zeros(len(rows), dtype=np.bool_), *left_out.values()])
    homeless = np.flatnonzero((places < 0) & ~out)
    for place in homeless[:NAMED].tolist():
        wrong(0, "hromada", Said("household {ids} in no hromada ({count} in all)", ids=ids[place], count=len(homeless)), Said("a hromada for each household"),
              Said("find its hromada, or exclude it with a reason"), "households")  # fmt: skip
    codes = {code: place for place, code in enumerate(register.hromadas)}
    for offer in offers:
        for code in offer.hromadas:
            if code not in codes:
                wrong(offer.row, "hromada", as_is(repr(code)), Said("the code of a hromada of the register"), Said("mend the code"))
        if offer.period:
            first, _, last = offer.period.partition("..")
            begin, end = dates.parse_month(first), dates.parse_month(last or first)
            if begin is None or end is None or end < begin:
                wrong(offer.row, "period", as_is(repr(offer.period)), Said("a month, or two as 2026-01..2026-03"), Said("mend it, or leave it empty"))
            elif not begin <= month <= end:
                wrong(offer.row, "period", Said("money of {period}, shared in {month}", period=offer.period, month=dates.format_month(month)),
                      Said("money of this month"), Said("take the source out of this month, or mend its period"))
    asked = [Condition(offer.condition, table, offer.row) for offer in offers if offer.condition]
    kinds, wanted = _categories(law, faults)
    try:
        found = judge(law, register, month, known, [*asked, *wanted], snapshot)
    except InputRefused as refused:
        raise InputRefused([*faults, *refused.faults]) from None
    judged = dict(zip((offer.source for offer in offers if offer.condition), found, strict=False))
    doubtful, missing, sources = dict[str, Bools](), dict[str, dict[str, int]](), list[Source]()
    paid, before = ({}, np.zeros(len(rows), dtype=np.int64)) if earlier is None else _earlier(ids, offers, earlier)
    for offer in offers:
        serves: Bools | None = None
        if offer.source in judged:
            one = judged[offer.source]
            serves = one.meets[rows]
            doubtful[offer.source], missing[offer.source] = one.unknown[rows] & ~out, one.missing
            if not one.meets.any() and offer.amount:
                unknown = Said(", unknown of {count} for want of {missing}", count=int(one.unknown.sum()),
                               missing=", ".join(sorted(one.missing))) if one.unknown.any() else ""
                wrong(offer.row, "condition", Said("a condition that no household meets{unknown}", unknown=unknown), Said("one that somebody meets"),
                      Said("mend it, or take the source out"))
                continue
        if offer.hromadas:
            here = np.isin(places, [codes[code] for code in offer.hromadas if code in codes])
            serves = here if serves is None else serves & here
            if offer.source in doubtful:
                doubtful[offer.source] &= here
        if offer.amount and offer.most is not None and offer.most < unit:
            wrong(offer.row, "most_uah", Said("money for nobody: at most {most} kopecks to a household", most=offer.most),
                  Said("{unit} kopecks or more, the smallest amount given", unit=unit), Said("raise it, or take the source out of this month"))
        may = ~out if serves is None else serves & ~out
        if offer.amount and not may.any() and all(code in codes for code in offer.hromadas):
            wrong(offer.row, "source", Said("money for nobody: none of the {count} households below the line may have it", count=int((~out).sum())),
                  Said("somebody in need to serve"), Said("widen the condition, or take the source out of this month"))
        sources.append(Source(offer.source, offer.amount, serves, offer.least, offer.most, paid.get(offer.source), offer.in_kind, offer.spoken(), offer.period))
    if faults:
        raise InputRefused(faults)
    line = hardship.line[chosen]
    try:
        case = make_instance(hardship.resources[chosen] + before, line, line, sources, unit=unit, useful=useful, tie=tie_order(ids), left_out=left_out,
                             hromada=places)  # fmt: skip
        sharing = leximin(case)
    except InputRefused as refused:
        # A place in the list of sources is named as its row of the table.
        raise InputRefused([Fault(table, offers[f.row - 1].row, f.column, f.found, f.expected, f.remedy) if f.file == "sources" and f.row else f
                            for f in refused.faults]) from None  # fmt: skip
    hromada = pl.Series([*register.hromadas, None], dtype=pl.String).gather(np.where(places < 0, len(register.hromadas), places))
    category = None
    if kinds:
        which = np.full(len(rows), len(kinds))
        for place in reversed(range(len(kinds))):
            which[found[len(asked) + place].meets[rows]] = place
        category = pl.Series([*kinds, OTHER], dtype=pl.String).gather(which)
    failures = verify(case, sharing.split, sharing.certificate)
    persons = hardship.persons[chosen].astype(np.int64)
    return FundShare(month, rows, ids, persons, hromada, category, tuple(offers), case, sharing, failures, doubtful, missing,
                     int(before.sum()) + sum(int(column.sum()) for column in paid.values()))  # fmt: skip


def other_rules(fund: FundShare, seed: str, points: Mapping[str, int] | None = None) -> pl.DataFrame:
    """What each rule of `RULES` would do with the same sources and conditions, one row per rule (`compare`).

    points: household id → priority points; none: that rule is left out. A household without points has 0.
    """
    given = None if points is None else fund.household_id.replace_strict(dict(points), default=0, return_dtype=pl.Int64).to_numpy()
    made = alternatives(fund.case, heads=fund.persons, points=given, household_id=fund.household_id, seed=seed)
    return compare(fund.case, {"leximin": fund.sharing.split, **made})


def what_if(fund: FundShare, source: str, more: Sequence[int], *, lifted: bool = False) -> pl.DataFrame:
    """What follows if a source held so many kopecks more (rising, from 0), or its condition were lifted: one row per amount (`curve`).

    Raises InputRefused.
    """
    case = unconditional(fund.case, source) if lifted else fund.case
    holds = next((one.amount for one in case.sources if one.name == source), 0)
    return curve(case, source, [holds + part for part in more])


def _left_out(register: Register, ids: pl.Series, excluded: Mapping[str, str], faults: list[Fault]) -> dict[str, Bools]:
    """Masks of the households excluded, by reason. A household that the law does not miss may be named: it changes nothing."""
    unknown = set(excluded) - set(register.household_id.filter(register.household_id.is_in(list(excluded))).to_list()) if excluded else set()
    for row, (one, reason) in enumerate(excluded.items(), 1):
        if one in unknown:
            faults.append(Fault(EXCLUSIONS, row, "household_id", as_is(repr(one)), Said("a household of the register"), Said("mend the id")))
        if not _WORD.match(reason):
            faults.append(Fault(EXCLUSIONS, row, "reason", as_is(repr(reason)), Said("a word of small Latin letters and _"),
                                Said("name the reason, not the person")))
    return {
        reason: ids.is_in([one for one, why in excluded.items() if why == reason]).to_numpy() for reason in sorted(set(excluded.values()))
    }


def _categories(law: Law, faults: list[Fault]) -> tuple[list[str], list[Condition]]:
    """Kinds of household that the law's pack names, in order, and their conditions."""
    entries = law.pack.get("categories") or []
    names, conditions = list[str](), list[Condition]()
    for row, entry in enumerate(entries, 1):
        name = entry.get("name") if isinstance(entry, Mapping) else None
        condition = entry.get("condition") if isinstance(entry, Mapping) else None
        if not isinstance(name, str) or not _CATEGORY.match(name) or name in (*names, OTHER) or not isinstance(condition, str) or not condition:
            faults.append(Fault("pack.yaml", 0, f"categories, entry {row}", as_is(repr(name)), Said("name: one word with a capital, and a condition"),
                                Said("mend the entry")))
            continue
        names.append(name)
        conditions.append(Condition(condition, "pack.yaml", row, f"categories, {name}"))
    return names, conditions


def _earlier(ids: pl.Series, offers: Sequence[Offer], earlier: pl.DataFrame) -> tuple[dict[str, Ints], Ints]:
    """What sources have paid per household: by source, and the sum of what sources paid that are no longer offered.

    A household that is no longer below the line needs nothing and is passed over.
    """
    names = {offer.source for offer in offers}
    paid: dict[str, Ints] = {}
    before = np.zeros(len(ids), dtype=np.int64)
    here = earlier.join(pl.DataFrame({"household_id": ids}).with_row_index("at"), on="household_id")
    for (source,), part in here.group_by("source", maintain_order=True):
        column = before if source not in names else paid.setdefault(str(source), np.zeros(len(ids), dtype=np.int64))
        np.add.at(column, part["at"].to_numpy(), part["kopecks"].to_numpy())
    return paid, before
