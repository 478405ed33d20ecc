"""Other rules beside leximin, and one table to compare them by.

Four of the five are the same queue with another standing of the households, so conditions, maxima, promises and certificates hold for
them too: in proportion to need (everyone starts from nothing and weighs what it lacks), equal per head (starts from nothing, weighs its
heads), by points and by lot (the first in order is lifted to the line before the next gets anything).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from zhyto.fairshare.instance import SUM_LIMIT, WEIGHT_LIMIT, Bools, Instance, Ints, Source
from zhyto.fairshare.sharing import leximin, outside, received
from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is

RULES: Final[Mapping[str, Mapping[str, str]]] = {
    "leximin": {"uk": "спершу найбідніші (лексимін)", "en": "the worst-off first (leximin)"},
    "need": {"uk": "пропорційно нестачі", "en": "in proportion to need"},
    "heads": {"uk": "порівну на людину", "en": "equal per head"},
    "gap": {"uk": "бюджет кожній громаді, спершу найменші нестачі", "en": "a budget per hromada, smallest shortfalls first"},
    "points": {"uk": "за балами", "en": "by points"},
    "lottery": {"uk": "за жеребом із відкритим числом", "en": "by lot with a public seed"},
}


def lacking(case: Instance) -> Ints:
    """Kopecks each household lacks to its line after what was paid; 0 for those left out."""
    return np.where(outside(case), 0, case.line - received(case))


def by_leximin(case: Instance) -> Ints:
    """Kopecks per household and source: the worst-off first."""
    return leximin(case).split


def by_need(case: Instance) -> Ints:
    """In proportion to what each lacks, as far as conditions allow. Raises InputRefused if one lacks 2**31 kopecks or more."""
    need = lacking(case)
    if len(need) and int(need.max()) >= WEIGHT_LIMIT:
        _refuse("line", as_is(int(need.max())), Said("lacking less than {limit} kopecks", limit=WEIGHT_LIMIT), Said("use another rule"), int(need.argmax()) + 1)
    return leximin(_standing(case, np.zeros_like(need), np.maximum(need, 1))).split


def by_heads(case: Instance, heads: ArrayLike) -> Ints:
    """The same for every head, to the line at most. heads: persons per household, 1 or more where it is in need."""
    count = np.asarray(heads).astype(np.int64)
    need = lacking(case)
    wrong = np.flatnonzero((need > 0) & ((count < 1) | (count >= WEIGHT_LIMIT)))
    if len(wrong):
        _refuse("heads", as_is(int(count[wrong[0]])), Said("1 or more"), Said("mend the number of persons"), int(wrong[0]) + 1)
    return leximin(_standing(case, np.zeros_like(need), np.maximum(count, 1))).split


def by_points(case: Instance, points: ArrayLike) -> Ints:
    """The most points first, each lifted to the line before the next; among equals the worst-off first."""
    return _in_order(case, -np.asarray(points).astype(np.int64))


def by_lottery(case: Instance, household_id: pl.Series, seed: str, points: ArrayLike | None = None) -> Ints:
    """By lot, each lifted to the line before the next; with points, by lot among those of equal points.

    A household's lot is SHA-256 of the seed, a line feed and its id in UTF-8; the lowest comes first. So anyone can draw it again.
    The seed must be published before the ids are final, or nobody need believe that it was not chosen.
    """
    need = np.flatnonzero(lacking(case) > 0)
    # Hashes come one by one from the library; only those in need draw.
    lots = pl.Series([hashlib.sha256(f"{seed}\n{one}".encode()).hexdigest() for one in household_id.gather(need).to_list()], dtype=pl.String)
    drawn = np.empty(len(need), dtype=np.int64)
    drawn[pl.DataFrame({"lot": lots, "tie": case.tie[need]}).with_row_index().sort("lot", "tie")["index"].to_numpy()] = np.arange(len(need))
    order = drawn if points is None else _rank(np.lexsort((drawn, -np.asarray(points).astype(np.int64)[need])))
    place = np.zeros(len(case), dtype=np.int64)
    place[need] = order
    return _in_order(case, place)


def by_gap(case: Instance, key: Mapping[int, int] | None = None) -> Ints:
    """Each source divided over the hromadas by a key, each part spent so that the least shortfall remains; the smallest shortfalls first.

    Every kopeck below the line lowers the shortfall by one, so of all ways to spend a budget that leave the same shortfall this one lifts
    most households. key: weight per hromada number (default: its households). Parts of a unit go to the largest remainder, then the
    lower number. Raises InputRefused without hromadas, or with promises or a minimum useful payment, for which it has no rule.
    """
    if case.hromada is None:
        _refuse("hromada", Said("none"), Said("the hromada of every household"), Said("give it, or use another rule"))
    if case.useful or any(bool(np.any(np.asarray(source.least) > 0)) for source in case.sources):
        _refuse("least", Said("a promise or a minimum useful payment"), Said("neither under this rule"), Said("use another rule"))
    assert case.hromada is not None
    unit, out = case.unit, outside(case)
    places, home = np.unique(np.where(out, -1, case.hromada), return_inverse=True)
    sizes = np.bincount(home, minlength=len(places)).tolist()
    weights = [0 if number < 0 else size if key is None else int(key.get(int(number), 0)) for number, size in zip(places, sizes, strict=True)]
    if min(weights, default=0) < 0:
        _refuse("key", as_is(min(weights)), Said("weights of 0 or more"), Said("mend the key"))
    rest = lacking(case) // unit
    paid = np.zeros((len(case), len(case.sources)), dtype=np.int64)
    for j, source in enumerate(_remaining(case)):
        money, total = source.amount // unit, sum(weights)
        if not total:
            break
        parts = [money * weight // total for weight in weights]
        byremainder = sorted(range(len(weights)), key=lambda h: (-(money * weights[h] % total), h))
        for h in byremainder[: money - sum(parts)]:
            parts[h] += 1
        most = rest if source.most is None else np.minimum(rest, np.asarray(source.most) // unit)
        rows = np.flatnonzero((most > 0) & (True if source.serves is None else np.asarray(source.serves)))
        rows = rows[np.lexsort((case.tie[rows], rest[rows], home[rows]))]
        before = np.cumsum(most[rows]) - most[rows]
        first = np.searchsorted(home[rows], home[rows], side="left")
        left = np.array([min(part, SUM_LIMIT) for part in parts], dtype=np.int64)[home[rows]] - (before - before[first])
        paid[rows, j] = np.clip(left, 0, most[rows])
        rest = rest - paid[:, j]
    return paid * unit


def alternatives(
    case: Instance, *, heads: ArrayLike | None = None, points: ArrayLike | None = None, household_id: pl.Series | None = None, seed: str | None = None,
    key: Mapping[int, int] | None = None,
) -> dict[str, Ints]:  # fmt: skip
    """Payments per household and source by every rule for which the columns are given; names as in RULES."""
    found = {"leximin": by_leximin(case), "need": by_need(case)}
    if heads is not None:
        found["heads"] = by_heads(case, heads)
    if case.hromada is not None and not case.useful and not any(bool(np.any(np.asarray(source.least) > 0)) for source in case.sources):
        found["gap"] = by_gap(case, key)
    if points is not None:
        found["points"] = by_points(case, points)
    if household_id is not None and seed is not None:
        found["lottery"] = by_lottery(case, household_id, seed, points)
    return found


def compare(case: Instance, payments: Mapping[str, Ints]) -> pl.DataFrame:
    """One row per rule. payments: kopecks per household and source, or per household. Columns: `rule` and those of `indicators`."""
    return pl.DataFrame([{"rule": name, **indicators(case, split)} for name, split in payments.items()])


def indicators(case: Instance, split: Ints) -> dict[str, int]:
    """What a sharing does, as whole numbers. Households in need are those below the line before it, without those left out.

    given, left, gap_left: kopecks given, not given, and still lacking to the lines. helped, lifted: households that get something; of
    these, those to whom less than a unit is lacking then. lowest_bp: the lowest resources after it of a household in need that some
    source may serve, in basis points of its line, rounded down. gini_bp: Gini coefficient of resources over weight among households in need.
    """
    share = split if split.ndim == 1 else split.sum(axis=1)
    need = lacking(case)
    rows = np.flatnonzero(need > 0)
    got, before = share[rows], case.line[rows] - need[rows]
    after = before + got
    level = np.sort(after / case.weight[rows])  # a float is fine: an indicator, rounded to basis points
    total, n = float(level.sum()), len(rows)  # a float is fine
    gini = (2 * float((np.arange(1, n + 1) * level).sum()) / (n * total) - (n + 1) / n) if total else 0  # a float is fine
    given = int(got.sum())
    return {
        "given": given, "left": sum(source.amount for source in case.sources) - given, "helped": int(np.count_nonzero(got)),
        "lifted": int(np.count_nonzero((got > 0) & (need[rows] - got < case.unit))), "gap_left": int(need.sum()) - given,
        "lowest_bp": lowest_bp(after[servable(case)[rows]], case.line[rows][servable(case)[rows]]), "gini_bp": round(10_000 * gini),
    }  # fmt: skip


def servable(case: Instance) -> Bools:
    """Households that some source may serve."""
    some = np.zeros(len(case), dtype=np.bool_)
    for source in case.sources:
        some |= True if source.serves is None else np.asarray(source.serves)
    return some


def lowest_bp(after: Ints, line: Ints) -> int:
    """The lowest share of a line, in basis points rounded down: a level is never shown higher than it is. 10,000 where there is nobody."""
    if not len(line):
        return 10_000
    if int(line.max()) >= 2**49:
        return min(int(a) * 10_000 // int(z) for a, z in zip(after, line, strict=True))
    return int((after * 10_000 // line).min())


def _remaining(case: Instance) -> tuple[Source, ...]:
    """The sources with what was paid already taken off their limits."""
    made = []
    for source in case.sources:
        if source.paid is not None:
            before = np.asarray(source.paid)
            most = None if source.most is None else np.maximum(np.asarray(source.most) - before, 0)
            source = replace(source, paid=None, most=most, least=np.maximum(np.asarray(source.least) - before, 0))
        made.append(source)
    return tuple(made)


def _standing(case: Instance, resources: Ints, weight: Ints) -> Instance:
    """The same need and sources, with another standing of the households."""
    out = outside(case)
    return replace(case, resources=resources, weight=np.where(out, 1, weight), line=resources + lacking(case), sources=_remaining(case))


def _in_order(case: Instance, order: Ints) -> Ints:
    """Payments when those of a lower order are lifted to the line before the next; among equals the worst-off first."""
    need = lacking(case) > 0
    distinct, rank = np.unique(order[need], return_inverse=True)
    place = np.zeros(len(case), dtype=np.int64)
    place[need] = rank
    weight = np.where(need, case.weight, 1)
    step = int((case.line[need] // case.weight[need]).max(initial=0)) + 1
    if len(distinct) * step * int(weight.max(initial=1)) + int(case.line[need].max(initial=0)) >= SUM_LIMIT:
        _refuse("line", Said("lines and weights too large for this rule"), Said("numbers whose product is below {limit}", limit=SUM_LIMIT),
                Said("use another rule"))
    start = np.where(need, received(case) + place * step * weight, 0)
    return leximin(_standing(case, start, weight)).split


def _rank(order: Ints) -> Ints:
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _refuse(column: str, found: Said, expected: Said, remedy: Said, row: int = 0) -> None:
    raise InputRefused([Fault("households", row, column, found, expected, remedy)])
