"""Shares by leximin with their certificate: an instance in, a sharing out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from zhyto.fairshare.cuts import Place, Rows, latest
from zhyto.fairshare.fill import Filled, blocked, fill
from zhyto.fairshare.instance import RULE, Bools, Instance, Ints, Source, make_instance
from zhyto.fairshare.split import split
from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said

Certificate = dict[str, Any]
"""What proves a sharing, as plain values for JSON; its fields are described in docs/fair-shares.md. Amounts in kopecks."""


@dataclass(frozen=True, slots=True, eq=False)
class Sharing:
    """share: kopecks per household, in input order. split: the same per source (columns).

    level: where the first set of sources was exhausted that had something to give: that of the last unit it gave. Nobody stands below it
        who could be lifted by what was left then. If no set was exhausted, the level of the last unit given; None if nothing was given.
    """

    share: Ints
    split: Ints
    level: Fraction | None
    certificate: Certificate


@dataclass(slots=True, eq=False)
class Need:
    """An instance as the queue sees it: households in need, in order of group. at: their rows. promised: units per row and source.

    money: units per source after what is promised. small: households whose need is less than a useful payment.
    """

    at: Ints
    rows: Rows
    money: list[int]
    promised: Ints | None
    small: int


def share(
    resources: ArrayLike, weight: ArrayLike, line: ArrayLike, fund: int, unit: int = 1, *, known: ArrayLike | None = None, tie: ArrayLike | None = None
) -> Sharing:
    """Share one fund by leximin.

    resources: kopecks per household, not negative. weight: equivalence weight, 1 … 2**31 - 1 (1, persons, or the line in kopecks).
    line: kopecks at which a household needs no more. fund, unit: kopecks. tie: distinct numbers, lower first (`tie_order`).
    known: False where resources are not known; such households get nothing and are counted. Raises InputRefused.
    """
    out = {} if known is None else {"unknown": ~np.asarray(known, dtype=np.bool_)}
    return leximin(make_instance(resources, weight, line, (Source("fund", fund),), unit=unit, tie=tie, left_out=out))


def leximin(case: Instance) -> Sharing:
    """Share the sources of an instance; the rule is that of `fill`. Raises InputRefused if a source cannot keep its promise."""
    need = needs(case)
    filled = fill(need.rows, need.money)
    units = split(need.rows, filled.x, need.money)
    if need.promised is not None:
        units = units + need.promised
    whole = np.zeros((len(case), len(case.sources)), dtype=np.int64)
    whole[need.at] = units * case.unit
    certificate = _certificate(case, need, filled, units)
    place = next((stop["last"] for stop in certificate["stops"] if stop["last"]), certificate["last"])
    return Sharing(whole.sum(axis=1), whole, None if place is None else Fraction(place[0], place[1]), certificate)


def outside(case: Instance) -> Bools:
    """Households left out, for whatever reason."""
    out = np.zeros(len(case), dtype=np.bool_)
    for mask in case.left_out.values():
        out |= mask
    return out


def received(case: Instance) -> Ints:
    """Resources with what the sources have paid already, up to the line at most: a level above the line is never looked at."""
    total = np.minimum(case.resources, case.line)
    for source in case.sources:
        if source.paid is not None:
            total = np.minimum(total + np.minimum(np.asarray(source.paid), case.line), case.line)
    return total


def needs(case: Instance) -> Need:
    """Households in need and what the sources hold, in units."""
    unit = case.unit
    block = max(1, -(-case.useful // unit))
    out = outside(case)
    r = received(case)
    lacking = np.where(out, 0, case.line - r)
    most = lacking // unit if unit > 1 else lacking
    small = int(np.count_nonzero((most > 0) & (most < block))) if block > 1 else 0
    at = np.flatnonzero(most >= block)
    mask = np.zeros(len(at), dtype=np.uint8)
    for j, source in enumerate(case.sources):
        mask |= np.uint8(1 << j) if source.serves is None else np.asarray(source.serves)[at].astype(np.uint8) << np.uint8(j)
    if len(case.sources) > 1 or not (mask == 1).all():
        order = np.argsort(mask, kind="stable")
        at, mask = at[order], mask[order]
    r, most, z, w = r[at], most[at], case.line[at], case.weight[at]
    money, promised, caps = [], None, []
    faults = []
    for j, source in enumerate(case.sources):
        cap: int | Ints | None = None
        if source.most is not None:
            cap = _left(source.most, source, at) // unit
        hold = source.amount // unit
        if bool(np.any(np.asarray(source.least) > 0)):
            mine = np.minimum(-(-np.asarray(_left(source.least, source, at)) // unit), most)
            mine = np.where(mask >> j & 1 == 1, mine, 0)
            if cap is not None:
                mine = np.minimum(mine, cap)
                cap = cap - mine
            total = int(mine.sum())
            if total > hold:
                found = Said("{amount} kopecks, {total} promised to {count} households", amount=source.amount, total=total * unit,
                             count=int(np.count_nonzero(mine)))
                remedy = Said("lower `least`, add money, or narrow the condition")
                faults.append(Fault("sources", j + 1, "least", found, Said("a promise that the source can keep"), remedy))
            hold -= total
            r, most = r + mine * unit, most - mine
            promised = np.zeros((len(at), len(case.sources)), dtype=np.int64) if promised is None else promised
            promised[:, j] = mine
        money.append(hold)
        caps.append(cap)
    if faults:
        raise InputRefused(faults)
    rows = Rows(r, w, z // w + 1, case.tie[at], most, mask, tuple(caps), unit, block)
    return Need(at, rows, money, promised, small)


def _left(limit: ArrayLike, source: Source, at: Ints) -> int | Ints:
    """A source's limit per household in need, less what it has paid already."""
    column: int | Ints = limit if isinstance(limit, int) else np.asarray(limit)[at]
    if source.paid is None:
        return column
    rest: Ints = np.maximum(column - np.asarray(source.paid)[at], 0)
    return rest


def _certificate(case: Instance, need: Need, filled: Filled, units: Ints) -> Certificate:
    rows, x, unit = need.rows, filled.x, case.unit
    names = [source.name for source in case.sources]
    last_at = rows.last_unit_at(x)

    def named(cut: int) -> list[str]:
        return [name for j, name in enumerate(names) if cut >> j & 1]

    def last(chosen: Bools) -> list[int] | None:
        picked = np.flatnonzero(chosen)
        if not len(picked):
            return None
        row = picked[latest(last_at[picked], rows.w[picked], rows.tie[picked])]
        return list(place_of(int(last_at[row]), int(rows.w[row]), int(rows.tie[row])))

    short, bound = x < rows.most, np.full(len(rows), -1, dtype=np.int16)
    closed: list[dict[str, Any]] = []
    waiting = short & (x == 0)
    for cut, slack, row, had in filled.closed if waiting.any() else []:
        at = int(rows.r[row]) + had * unit
        mine = waiting & (rows.block - rows.ceilings(cut) > slack) & ~earlier(rows, at, row)
        if mine.any():
            waiting &= ~mine
            bound[mine] = -2
            place = place_of(at, int(rows.w[row]), int(rows.tie[row]))
            closed.append({"sources": named(cut), "left": slack * unit, "from": list(place), "bounds": int(np.count_nonzero(mine))})
    stops: list[dict[str, Any]] = []
    for cut in filled.stops:
        mine = short & (bound == -1) & blocked(rows, x, cut)
        if mine.any():
            bound[mine] = len(stops)
            # What its own other sources can give is no unit of the exhausted set.
            stops.append({"sources": named(cut), "last": last(x > rows.ceilings(cut)), "bounds": int(np.count_nonzero(mine))})
    got = units.sum(axis=1)
    groups = []
    for mask, where in rows.groups:
        here = np.zeros(len(rows), dtype=np.bool_)
        here[where] = True
        counts = np.bincount(np.maximum(bound[where], -1) + 1, minlength=len(stops) + 1)
        groups.append({
            "sources": named(mask), "households": where.stop - where.start, "helped": int(np.count_nonzero(got[where])),
            "lifted": int(np.count_nonzero(~short[where])), "given": [int(part) * unit for part in units[where].sum(axis=0)],
            "last": last(here & (x > 0)), "bounded": [[stop, int(count)] for stop, count in enumerate(counts[1:]) if count],
        })  # fmt: skip
    by_source = units.sum(axis=0)
    served = [int(np.count_nonzero(rows.mask >> j & 1)) for j in range(len(names))]
    sources = [
        {
            "name": source.name, "amount": source.amount, "given": int(by_source[j]) * unit, "left": source.amount - int(by_source[j]) * unit,
            "paid": 0 if source.paid is None else int(np.asarray(source.paid).sum()), "may_serve": served[j],
            "helped": int(np.count_nonzero(units[:, j])), "in_kind": source.in_kind, "condition": source.condition, "period": source.period,
        }
        for j, source in enumerate(case.sources)
    ]  # fmt: skip
    out, reasons = np.zeros(len(case), dtype=np.bool_), {}
    for reason, chosen in case.left_out.items():
        reasons[reason] = int(np.count_nonzero(chosen & ~out))
        out |= chosen
    given, amount = int(got.sum()) * unit, sum(source.amount for source in case.sources)
    promised = 0 if need.promised is None else int(need.promised.sum()) * unit
    return {
        "rule": RULE, "unit": unit, "useful": case.useful, "households": len(case), "left_out": reasons, "in_need": len(rows),
        "too_small": need.small, "need": int(rows.most.sum()) * unit + promised, "amount": amount, "promised": promised, "given": given, "left": amount - given,
        "paid": sum(source["paid"] for source in sources), "helped": int(np.count_nonzero(got)), "lifted": len(rows) - int(np.count_nonzero(short)),
        "last": last(x > 0), "sources": sources, "stops": stops, "closed": closed, "groups": groups,
    }  # fmt: skip


def earlier(rows: Rows, at: int, row: int) -> Bools:
    """Whose first unit comes before the place of a row that stands at so many kopecks."""
    weight, tie = int(rows.w[row]), int(rows.tie[row])
    whole, rest = np.divmod(rows.r, rows.w)
    order = np.sign(whole - at // weight)
    for difference in (rest * weight - at % weight * rows.w, rows.w - weight):
        order = np.where(order == 0, np.sign(difference), order)
    before: Bools = (order < 0) | ((order == 0) & (rows.tie < tie))
    return before


def place_of(at: int, weight: int, tie: int) -> Place:
    """The place in the queue of a unit given to a household that stands at so many kopecks."""
    common = gcd(at, weight)
    return at // common, weight // common, weight, tie
