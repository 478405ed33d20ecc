"""What would more money, or a condition lifted, change? A curve over the amount of one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl

from zhyto.fairshare.compare import lacking, lowest_bp
from zhyto.fairshare.fill import fill
from zhyto.fairshare.instance import SUM_LIMIT, Instance
from zhyto.fairshare.sharing import needs
from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is, in_a_row


def unconditional(case: Instance, name: str) -> Instance:
    """The instance with the condition of a source lifted: it may serve every household."""
    place = _place(case, name)
    return replace(case, sources=tuple(replace(s, serves=None) if j == place else s for j, s in enumerate(case.sources)))


def curve(case: Instance, name: str, amounts: Sequence[int]) -> pl.DataFrame:
    """What follows if source `name` held each of these amounts (kopecks, rising), all else equal. One row per amount.

    amount; given: by all sources; lowest_bp: the lowest level of those whom some source may serve, in basis points of the line; helped,
    lifted: households that get something, and of them those that reach the line to within a unit; gap_left; cost_per_lifted: given over
    lifted, rounded down (null: nobody is lifted); cost_per_more: what is given more than at the amount before, for each household lifted
    more (null: none). Since more money takes from nobody, each point goes on from the one before: one pass over the queue in all.
    Raises InputRefused.
    """
    place = _place(case, name)
    rising = all(a < b for a, b in pairwise(amounts))
    if not amounts or any(type(amount) is not int or not 0 <= amount < SUM_LIMIT for amount in amounts) or not rising:
        raise InputRefused([Fault("amounts", 0, name, as_is(repr(list(amounts))[:80]), Said("whole kopecks, rising"), Said("mend the amounts"))])
    first = replace(case, sources=tuple(replace(s, amount=amounts[0]) if j == place else s for j, s in enumerate(case.sources)))
    need = needs(first)
    promised = np.zeros(len(need.rows), dtype=np.int64) if need.promised is None else need.promised.sum(axis=1)
    line = case.line[need.at]
    served = need.rows.mask != 0
    most = need.rows.most + promised
    # Below a unit, and below a useful payment, nothing is given: this part of the shortfall stays.
    base = need.rows.r - promised * case.unit
    gap = int(lacking(first).sum())
    others = sum(source.amount for j, source in enumerate(first.sources) if j != place)
    x = None
    points: list[dict[str, int | None]] = []
    for amount in amounts:
        money = list(need.money)
        money[place] += amount // case.unit - amounts[0] // case.unit
        # With a minimum useful payment more money may take from somebody; then each point is computed afresh.
        x = fill(need.rows, money, x if need.rows.block == 1 else None).x
        units = x + promised
        given, lifted = int(units.sum()) * case.unit, int(np.count_nonzero((units > 0) & (units == most)))
        after = base + units * case.unit
        before = points[-1] if points else None
        more = None if before is None else lifted - int(before["lifted"] or 0)
        points.append({
            "amount": amount, "given": given, "left": amount + others - given, "lowest_bp": lowest_bp(after[served], line[served]),
            "helped": int(np.count_nonzero(units)), "lifted": lifted, "gap_left": gap - given,
            "cost_per_lifted": given // lifted if lifted else None,
            "cost_per_more": (given - int(before["given"] or 0)) // more if before is not None and more and more > 0 else None,
        })  # fmt: skip
    return pl.DataFrame(points, schema=dict.fromkeys(points[0], pl.Int64))


def _place(case: Instance, name: str) -> int:
    names = [source.name for source in case.sources]
    if name not in names:
        raise InputRefused([Fault("sources", 0, "name", as_is(repr(name)), in_a_row(names, Said(" or ")), Said("name one of them"))])
    return names.index(name)
