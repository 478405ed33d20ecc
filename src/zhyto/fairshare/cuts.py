"""Households in the queue, and how much of what they get must come from a set of sources.

Sources are bits. A household whose admissible sources are `mask` can get from those outside a set S at most its *ceiling* C(S): the sum of
their maxima, unlimited if one of them has none. What it gets above must come from S. Shares x can be paid if and only if, for every
set S, the sum of max(x - C(S), 0) is at most what the sources in S hold: max flow equals min cut, and in a least cut each household
stands on its cheaper side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhyto.fairshare.instance import Bools, Ints

UNLIMITED: Final = 2**62
BITS: Final = 31
_LOW: Final = (1 << BITS) - 1

Caps = tuple[int | Ints | None, ...]
Place = tuple[int, int, int, int]
"""A place in the queue: the level just before the unit as numerator and denominator in lowest terms, weight, tie number."""


@dataclass(slots=False, eq=False)
class Rows:
    """Households in order of `mask`. Amounts r in kopecks; most (what it may get at most) and caps per source in units.

    block: units of the smallest payment; the first `block` units come together, at the place of the first.
    """

    r: Ints
    w: Ints
    whole: Ints
    tie: Ints
    most: Ints
    mask: NDArray[np.uint8]
    caps: Caps
    unit: int
    block: int

    def __len__(self) -> int:
        return len(self.r)

    def take(self, rows: NDArray[np.int64]) -> Rows:
        """Some of the households, in the same order."""
        columns = {name: getattr(self, name)[rows] for name in ("r", "w", "whole", "tie", "most", "mask")}
        return replace(self, **columns, caps=tuple(cap[rows] if isinstance(cap, np.ndarray) else cap for cap in self.caps))

    @cached_property
    def groups(self) -> list[tuple[int, slice]]:
        """Each set of admissible sources that occurs, and its rows."""
        edges = [0, *(np.flatnonzero(np.diff(self.mask.astype(np.int16))) + 1).tolist(), len(self)]
        return [(int(self.mask[a]), slice(a, b)) for a, b in pairwise(edges) if a < b]

    @cached_property
    def limited(self) -> int:
        """Sources with a maximum, as bits."""
        return sum(1 << j for j, cap in enumerate(self.caps) if cap is not None)

    def ceiling(self, mask: int, where: slice | NDArray[np.int64], cut: int) -> int | Ints:
        """C(S) of households of one group, in units."""
        outside = mask & ~cut
        if outside & ~self.limited:
            return UNLIMITED
        total: int | Ints = 0
        for j, cap in enumerate(self.caps):
            if outside >> j & 1:
                assert cap is not None
                total = total + (cap[where] if isinstance(cap, np.ndarray) else cap)
        return total

    def ceilings(self, cut: int) -> Ints:
        """C(S) of every household, in units."""
        column = np.empty(len(self), dtype=np.int64)
        for mask, where in self.groups:
            column[where] = self.ceiling(mask, where, cut)
        return column

    def loads(self, x: Ints) -> Ints:
        """For every set of sources, how many units must come from it."""
        count = 1 << len(self.caps)
        cuts = np.arange(count)
        load = np.zeros(count, dtype=np.int64)
        for mask, where in self.groups:
            outside = mask & ~cuts
            mine, part = x[where], mask & self.limited
            load[outside == 0] += int(mine.sum())
            beyond = part
            # All other sets of limited sources of this group.
            while beyond:
                over = mine - self.ceiling(mask, where, mask & ~beyond)
                load[outside == beyond] += int(np.maximum(over, 0, out=over).sum())
                beyond = (beyond - 1) & part
        return load

    def before(self, point: int, x: Ints, most: Ints) -> Ints:
        """Units each household has when all those whose level is below point / 2**31 are given; from x, up to most."""
        high, low = point >> BITS, point & _LOW
        # Past its line a household has received all it can; the minimum keeps the product within int64.
        reach = np.minimum(self.whole, high)
        reach *= self.w
        step = low * self.w
        step += _LOW
        step >>= BITS
        reach += step
        reach -= self.r
        if self.unit > 1:
            reach = -(-reach // self.unit)
        if self.block > 1:
            reach = np.where(reach > 0, np.maximum(reach, self.block), 0)
        np.maximum(reach, x, out=reach)
        np.minimum(reach, most, out=reach)
        return reach

    def standing(self, x: Ints) -> Ints:
        """Kopecks each household has just before its next unit."""
        return self.r + x * self.unit

    def search(self, cut: int, money: int, x: Ints, most: Ints, low: int, high: int) -> int:
        """The last point up to which set `cut` can pay `money` units, between low, where it can, and high, where it cannot."""
        rows = np.concatenate([np.arange(s.start, s.stop) for g, s in self.groups if not g & ~cut & ~self.limited])
        part = self if len(rows) == len(self) else self.take(rows)
        x, most = (x, most) if part is self else (x[rows], most[rows])
        ceiling = part.ceilings(cut) if self.limited else None
        if ceiling is not None and not ceiling.any():
            ceiling = None

        def load(point: int) -> int:
            units = part.before(point, x, most)
            if ceiling is not None:
                units -= ceiling
                np.maximum(units, 0, out=units)
            return int(units.sum())

        # Between two points the load grows nearly in a straight line, so aiming along it saves most steps of a bisection.
        low_load, high_load, aim = load(low), load(high), True
        while high - low > 1:
            middle = low + (high - low) * (money + 1 - low_load) // (high_load - low_load) if aim else (low + high) // 2
            middle = min(max(middle, low + 1), high - 1)
            units = load(middle)
            if units <= money:
                low, low_load = middle, units
            else:
                high, high_load = middle, units
            aim = not aim
        return low

    def fine(self, rows: NDArray[np.int64], x: Ints) -> Ints:
        """Binary digits 32 … 62 of the levels before the next unit: they order levels exactly whose digits before are equal."""
        rest = (self.r[rows] + x[rows] * self.unit) % self.w[rows]
        digits: Ints = (((rest << BITS) % self.w[rows]) << BITS) // self.w[rows]
        return digits

    def last_unit_at(self, x: Ints) -> Ints:
        """Kopecks each household had just before the last of x units (meaningless where x is 0)."""
        at: Ints = self.r + np.where(x > self.block, x - 1, 0) * self.unit
        return at


def latest(at: Ints, weight: Ints, tie: Ints) -> int:
    """Which of these units comes last: at kopecks before it, weight and tie of its household."""
    rows = np.arange(len(at))
    whole, rest = np.divmod(at, weight)
    rows = rows[whole == whole.max()]
    rest = rest[rows]
    for _ in range(2):
        digits, rest = np.divmod(rest << BITS, weight[rows])
        chosen = digits == digits.max()
        rows, rest = rows[chosen], rest[chosen]
    rows = rows[weight[rows] == weight[rows].max()]
    return int(rows[tie[rows].argmax()])


def wider(cuts: Ints, tight: int) -> Bools:
    """Which sets contain a set, and more."""
    chosen: Bools = (cuts & tight == tight) & (cuts != tight)
    return chosen
