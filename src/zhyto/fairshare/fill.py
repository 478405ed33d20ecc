"""Leximin over several sources at once: the queue is served, and every set of sources stops those it bounds when it is exhausted.

The rule. Every unit a household could still receive has a place in one queue: by the level (resources over weight) at which the household
stands just before it; at equal levels the smaller weight first; then the lower tie number. The queue is gone through once. A unit is
given if all units given so far and it can be paid together; otherwise its household gets no more.

Why this is leximin, and the only one. The shares that can be paid are an integer polymatroid (flows from sources, with maxima per
household, to households). Let y be what the queue gives and x another sharing that wastes nothing. Take the first unit of the
queue, of household a, that they treat differently. It is in y and not in x, since y takes whatever can be taken. In a polymatroid
there is a household j with more in x than in y, such that x stays payable if its last unit goes to a. That unit stands later in
the queue: so j falls back at most to where a stood, or to just there with no smaller weight than a's, and then a rises at least as far as j had.
The sorted levels are no worse than before, and x is one step closer to y. So no sharing is fairer than y. If none is as fair,
ties apart, is for the order of ties to say: hence one result, whatever the order of the input.

More money for a source takes from nobody: it is as if a household first in the queue had left that money over, and taking one unit of a
matroid away in advance costs the rest of its greedy basis at most that unit.

How it is fast. Households with the same sources are a group, and 2**k sets of sources are watched. All levels rise together to the point
where the first set is exhausted; the widest exhausted set stops those who could get more from it alone; the others go on. Exhausted sets
only widen, so that there are at most k + 1 rounds (with a minimum useful payment, a few more).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zhyto.fairshare.cuts import BITS, Rows, wider
from zhyto.fairshare.instance import Bools, Ints


@dataclass(slots=True)
class Filled:
    """x: units per row. stops: exhausted sets in the order in which they stopped somebody.

    closed: (set, units it had left, row whose turn it was, units that row had) when a smallest payment no longer fitted.
    """

    x: Ints
    stops: list[int] = field(default_factory=list)
    closed: list[tuple[int, int, int, int]] = field(default_factory=list)


def fill(rows: Rows, money: list[int], start: Ints | None = None) -> Filled:
    """Serve the queue. money: units per source. start: units already given by this rule with less money (default: none)."""
    k = len(money)
    cuts = np.arange(1 << k, dtype=np.int64)
    holds = np.zeros(1 << k, dtype=np.int64)
    for j, amount in enumerate(money):
        holds[cuts >> j & 1 == 1] += amount
    x = np.zeros(len(rows), dtype=np.int64) if start is None else start.copy()
    most = rows.most.copy()
    result = Filled(x)
    slack = holds - rows.loads(x)
    tight = _widest(cuts, slack, 0)
    result.stops.append(tight)
    _stop(rows, x, most, tight)
    while True:
        live = np.flatnonzero(x < most)
        if not len(live):
            return result
        part = rows if len(live) == len(rows) else rows.take(live)
        got, room = x[live], most[live]
        held = part.loads(got)
        watched = wider(cuts, tight)
        low = int((part.standing(got) // part.w).min()) << BITS
        point = int(part.whole.max() + 1) << BITS
        now = room.copy()
        while True:
            over = np.where(watched, part.loads(now) - held - slack, 0)
            worst = int(over.argmax())
            if over[worst] <= 0:
                break
            point = part.search(worst, int(slack[worst] + held[worst]), got, room, low, point)
            now = part.before(point, got, room)
        slack = slack - part.loads(now) + held
        if (now < room).any():
            tight, slack = _last_units(part, now, room, part.before(point + 1, now, room), cuts, slack, tight, result, live)
        x[live], most[live] = now, room


def _last_units(
    part: Rows, x: Ints, most: Ints, after: Ints, cuts: Ints, slack: Ints, tight: int, result: Filled, live: NDArray[np.int64]
) -> tuple[int, Ints]:
    """Serve one by one those whose next unit comes between two points; a step of a unit is more than 2**-31 of a level, so each has one."""
    queue = np.flatnonzero(after - x)
    queue = queue[np.lexsort((part.tie[queue], part.w[queue], part.fine(queue, x)))]
    size = after - x
    while len(queue):
        first = len(queue)
        watched = np.flatnonzero(wider(cuts, tight))
        order = np.argsort(part.mask[queue], kind="stable")
        group = part.take(queue[order])
        had, more = x[queue[order]], size[queue[order]]
        cost = group.loads(had + more) - group.loads(had)
        for cut in watched[cost[watched] > slack[watched]].tolist():
            ceiling = group.ceilings(cut)
            each = np.empty(len(queue), dtype=np.int64)
            each[order] = np.maximum(had + more - ceiling, 0) - np.maximum(had - ceiling, 0)
            first = min(first, int(np.searchsorted(np.cumsum(each), slack[cut], side="right")))
        served = queue[:first]
        if first < len(queue):
            now = order < first
            cost = group.loads(np.where(now, had + more, had)) - group.loads(had)
        slack = slack - cost
        x[served] += size[served]
        if first == len(queue):
            break
        turn = int(queue[first])
        union = _widest(cuts, np.where(wider(cuts, tight), slack, 1), tight)
        if union != tight:
            tight = union
            result.stops.append(tight)
            _stop(part, x, most, tight)
        if part.block > 1:
            for cut in np.flatnonzero(wider(cuts, tight) & (slack < part.block)).tolist():
                refused = (x == 0) & (most > 0) & (part.block - part.ceilings(cut) > slack[cut])
                if refused.any():
                    most[refused] = 0
                    result.closed.append((cut, int(slack[cut]), int(live[turn]), int(x[turn])))
        queue = queue[first:]
        queue = queue[x[queue] < most[queue]]
    return tight, slack


def _widest(cuts: Ints, slack: Ints, tight: int) -> int:
    """The union of all exhausted sets, which is itself exhausted."""
    union = int(np.bitwise_or.reduce(cuts[slack == 0], initial=tight))
    return union


def _stop(rows: Rows, x: Ints, most: Ints, tight: int) -> None:
    """Nobody gets more from an exhausted set: lower `most` to what the other sources may still give."""
    for mask, where in rows.groups:
        ceiling = rows.ceiling(mask, where, tight)
        most[where] = np.minimum(most[where], np.maximum(x[where], ceiling))
    if rows.block > 1:
        most[(x == 0) & (most < rows.block)] = 0


def blocked(rows: Rows, x: Ints, tight: int) -> Bools:
    """Whose next unit, or smallest payment, would need more of an exhausted set."""
    following: Ints = np.where(x == 0, rows.block, 1) if rows.block > 1 else np.ones(len(x), dtype=np.int64)
    stopped: Bools = x + following > rows.ceilings(tight)
    return stopped
