"""Is this sharing the leximin sharing? A check by the published tables and the certificate alone, in a few passes.

Nothing here is shared with the solver but the names of the columns. What is checked, and why it is a proof:

1. Every payment keeps the source's condition, minimum, maximum and amount, and nobody is lifted above the line.
2. Every household that could use another unit is bounded by a *stop*: a set of sources T of the certificate of which it could only
   get more out of T itself (its other sources are at their maximum for it), while what T must pay to others (their shares beyond what
   their other sources may give) is all that T holds; and each unit T pays stands earlier in the queue than the one withheld.

Suppose another sharing kept to the queue. At the first unit where they differ this one withholds what that one gives. It is
bounded by some T; that sharing too gives every earlier unit, so it takes from T all that T holds, and one more. So there is none.
In other words: whoever is poorer could get more only from T, and T gave only to those who stood no better when they got it.

With a minimum useful payment a first payment may be withheld for a second reason, `closed`: when its turn came, a set had less left than
such a payment needs of it. That is counted out from the units before that place in the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zhyto.fairshare.instance import Instance
from zhyto.texts import Said, how_many, said_by

_RULE = "leximin in whole units: lowest level first, then smaller weight, then lower tie number"
_HUGE = 2**62
Column = NDArray[np.int64]
Mask = NDArray[np.bool_]


class _Wrong(Exception):
    """Something so wrong that nothing further can be checked."""


def verify(case: Instance, split: ArrayLike, certificate: Mapping[str, Any]) -> list[Said]:
    """What is wrong with a sharing, in words; empty if it is proven to be the leximin sharing of this instance.

    split: kopecks per household and source (one column of numbers: one source). Raises nothing on wrong values.
    """
    try:
        return _Check(case, split, certificate).faults()
    except _Wrong as wrong:
        return [said_by(wrong)]
    except (TypeError, ValueError, OverflowError, KeyError, IndexError, AttributeError) as error:
        return [Said("the certificate or the tables are malformed: {name}", name=type(error).__name__)]


def _numbers(values: ArrayLike, length: int, what: str) -> Column:
    array = np.asarray(values)
    if array.shape != (length,) or not (np.issubdtype(array.dtype, np.integer) or not length):
        raise _Wrong(how_many("{what}: not {count} whole number", "{what}: not {count} whole numbers", what=what, count=length))
    if array.dtype == np.uint64 and length and int(array.max()) >= 2**63:
        raise _Wrong(Said("{what}: a number is too large", what=what))
    return array.astype(np.int64)


def _integer(value: object, least: int, below: int, what: str) -> int:
    if type(value) is not int or not least <= value < below:
        raise _Wrong(Said("{what} is no whole number from {least} to {below}", what=what, least=least, below=below - 1))
    return value


def _alike(a: object, b: object) -> bool:
    """Equal, and of one kind throughout: 1.0 and true are no 1."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_alike(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_alike, a, b))
    return a == b


class _Check:
    def __init__(self, case: Instance, split: ArrayLike, certificate: Mapping[str, Any]) -> None:
        self.c, self.found = certificate, list[Said]()
        n = self.n = len(np.asarray(case.resources))
        self.unit = _integer(case.unit, 1, _HUGE, "the unit")
        self.useful = _integer(case.useful, 0, _HUGE, "the minimum useful payment")
        self.sources = case.sources
        k = len(self.sources)
        if not 1 <= k <= 8:
            raise _Wrong(Said("there are not 1 … 8 sources"))
        resources, w, z, tie = (_numbers(v, n, name) for v, name in
                                ((case.resources, "resources"), (case.weight, "weights"), (case.line, "lines"), (case.tie, "tie numbers")))  # fmt: skip
        out = np.zeros(n, dtype=np.bool_)
        self.reasons: dict[str, int] = {}
        for reason, mask in case.left_out.items():
            if mask.shape != (n,) or mask.dtype != np.bool_:
                raise _Wrong(Said("who is left out is not a mask of the households"))
            self.reasons[reason] = int((mask & ~out).sum())
            out = out | mask
        if bool((~out & ((resources < 0) | (w < 1) | (w > 2**31 - 1) | (z < 0) | (z >= _HUGE))).any()):
            raise _Wrong(Said("resources or lines are negative, or weights are out of range"))
        if bool((np.diff(np.sort(tie)) == 0).any()):
            raise _Wrong(Said("two households have one tie number"))
        pay = np.asarray(split)
        pay = pay.reshape(-1, 1) if pay.ndim == 1 and k == 1 else pay
        if pay.shape != (n, k) or not (np.issubdtype(pay.dtype, np.integer) or not n):
            raise _Wrong(Said("the payments are not whole numbers per household and source"))
        pay = pay.astype(np.int64)
        # Each limit must keep the sums below it within 64 bits.
        if n and (int(pay.min()) < 0 or int(pay.max()) * n * k >= _HUGE):
            raise _Wrong(Said("a payment is negative or too large"))
        if self.unit > 1 and bool((pay % self.unit).any()):
            raise _Wrong(Said("a payment is not in whole units"))
        earlier = np.minimum(resources, z)
        for source in self.sources:
            if source.paid is not None:
                before = _numbers(source.paid, n, f"what {source.name} has paid")
                if bool((before < 0).any()) or (n and int(before.max()) * n >= _HUGE):
                    raise _Wrong(Said("what was paid before is negative or too large"))
                earlier = np.minimum(earlier + np.minimum(before, z), z)
        room = np.where(out, 0, z - earlier)
        if n and int(room.max()) * n >= _HUGE:
            raise _Wrong(Said("what the households lack is too large to be summed exactly"))
        if self.unit > 1:
            room //= self.unit
        self.block = max(1, -(-self.useful // self.unit))
        self.small = int(((room > 0) & (room < self.block)).sum())
        self.pay_all, self.n_sources = pay, k
        chosen = np.flatnonzero(room >= self.block)
        if bool(pay[room < self.block].any()):
            raise _Wrong(Said("a household gets a payment that is left out, not in need, or in need of less than a useful payment"))
        self.at, self.room = chosen, room[chosen]
        self.r, self.w, self.tie = earlier[chosen], w[chosen], tie[chosen]
        self.pay = pay[chosen] // self.unit if self.unit > 1 else pay[chosen]
        self._conditions()

    def _conditions(self) -> None:
        """Sets the households' masks, maxima and promises; faults where a source's conditions are broken."""
        m = len(self.at)
        self.mask = np.zeros(m, dtype=np.int64)
        self.cap: list[Column | None] = []
        self.money: list[int] = []
        self.promised = np.zeros(m, dtype=np.int64)
        for j, source in enumerate(self.sources):
            if source.serves is None:
                serves = np.ones(m, dtype=np.bool_)
            else:
                serves = np.asarray(source.serves)
                if serves.shape != (self.n,) or serves.dtype != np.bool_:
                    raise _Wrong(Said("whom {name} may serve is not a mask of the households", name=source.name))
                serves = serves[self.at]
            self.mask += serves.astype(np.int64) << j
            got = self.pay[:, j]
            if bool(got[~serves].any()):
                self.found.append(Said("{name} pays a household that it may not serve", name=source.name))
            amount = _integer(source.amount, 0, _HUGE, f"the amount of {source.name}")
            hold, total = amount // self.unit, int(got.sum())
            if total > hold:
                self.found.append(Said("{name} pays more than it holds", name=source.name))
            before = np.zeros(m, dtype=np.int64) if source.paid is None else np.asarray(source.paid)[self.at].astype(np.int64)
            cap = None
            if source.most is not None:
                cap = np.maximum(self._limit(source.most) - before, 0) // self.unit
                if bool((got > cap).any()):
                    self.found.append(Said("{name} pays a household more than its maximum", name=source.name))
            if np.any(np.asarray(source.least)):
                if self.useful:
                    raise _Wrong(Said("a promise stands beside a minimum useful payment"))
                least = -(-np.maximum(self._limit(source.least) - before, 0) // self.unit)
                promise = np.where(serves, np.minimum(least, self.room - self.promised), 0)
                promise = promise if cap is None else np.minimum(promise, cap)
                if bool((got < promise).any()):
                    self.found.append(Said("{name} pays a household less than it promises", name=source.name))
                cap = None if cap is None else cap - promise
                hold -= int(promise.sum())
                self.promised += promise
            self.cap.append(cap)
            self.money.append(hold)
        # From here on a household starts with what is promised to it.
        self.x = self.pay.sum(axis=1) - self.promised
        self.most = self.room - self.promised
        self.start = self.r + self.promised * self.unit
        if bool((self.x > self.most).any()):
            self.found.append(Said("a household is lifted above the line"))
        if self.block > 1 and bool(((self.x > 0) & (self.x < self.block)).any()):
            self.found.append(Said("a payment is smaller than is useful"))

    def _limit(self, value: ArrayLike) -> Column:
        column = np.full(self.n, value, dtype=np.int64) if type(value) is int else _numbers(value, self.n, "a limit per household")
        if self.n and not 0 <= int(column.min()) <= int(column.max()) * self.n < _HUGE:
            raise _Wrong(Said("a limit per household is negative or too large"))
        return column[self.at]

    def _ceiling(self, cut: int) -> Column:
        """What the sources outside a set may give to each household, in units, and never more than the line allows."""
        total = np.zeros(len(self.at), dtype=np.int64)
        for j, cap in enumerate(self.cap):
            if not cut >> j & 1:
                may = (self.mask >> j & 1) == 1
                total[may] = self.most[may] if cap is None else np.minimum(total[may] + np.minimum(cap[may], self.most[may]), self.most[may])
        return total

    def _cut(self, names: object) -> int:
        """A set of sources named by a list, as bits."""
        known = {source.name: 1 << j for j, source in enumerate(self.sources)}
        if type(names) is not list or names != [name for name in known if name in names]:
            raise _Wrong(Said("a set of sources is not a list of their names in order"))
        return sum(known[name] for name in names)

    def _place(self, value: object) -> tuple[int, int, int, int]:
        """A place in the queue named by four numbers."""
        if type(value) is not list or len(value) != 4:
            raise _Wrong(Said("a place in the queue is not four whole numbers"))
        top = _integer(value[0], 0, 2**63, "a level")
        bottom = _integer(value[1], 1, 2**31, "a level's denominator")
        if gcd(top, bottom) != 1:
            raise _Wrong(Said("a level is not in lowest terms"))
        return top, bottom, _integer(value[2], 1, 2**31, "a weight"), _integer(value[3], -(2**63), 2**63, "a tie number")

    def _order(self, at: Column, rows: NDArray[Any], place: tuple[int, int, int, int]) -> NDArray[np.int8]:
        """-1, 0 or 1: a unit given to these households at these kopecks comes before, is, or comes after a place."""
        top, bottom, heavy, number = place
        whole, rest = np.divmod(at, self.w[rows])
        level, remainder = divmod(top, bottom)
        order = np.sign(whole - level)
        # Levels are compared by whole part and then by cross product of the remainders, both below 2**62.
        for difference in (rest * bottom - remainder * self.w[rows], self.w[rows] - heavy):
            order = np.where(order == 0, np.sign(difference), order)
        ties = self.tie[rows]
        signs: NDArray[np.int8] = np.where(order == 0, (ties > number).astype(np.int8) - (ties < number), order).astype(np.int8)
        return signs

    def _last_at(self) -> Column:
        """Kopecks just before the last unit of each household."""
        at: Column = self.start + np.where(self.x > self.block, self.x - 1, 0) * self.unit
        return at

    def _is_last(self, rows: NDArray[Any], value: object, what: str) -> tuple[int, int, int, int] | None:
        """Faults unless the place named is that of the last unit given to these households."""
        if value is None:
            if len(rows):
                self.found.append(Said("{what}: money is given but no last unit is named", what=what))
            return None
        place = self._place(value)
        order = self._order(self.last_at[rows], rows, place)
        if bool((order > 0).any()):
            self.found.append(Said("{what}: somebody received a unit later in the queue than the last", what=what))
        if int((order == 0).sum()) != 1:
            self.found.append(Said("{what}: the last unit named was not given", what=what))
        return place

    def faults(self) -> list[Said]:
        """Everything that is wrong."""
        self.last_at = self._last_at()
        short = self.x < self.most
        bound = np.full(len(self.at), -1, dtype=np.int64)
        following = np.where(self.x == 0, self.block, 1)
        next_at = self.start + self.x * self.unit
        # Whoever was refused a first payment for want of enough is not for the stops to explain.
        waiting = short & (self.x == 0)
        for number, closed in enumerate(self._list("closed")):
            refused = self._closed(closed, f"closed {number + 1}", waiting)
            waiting &= ~refused
            bound[refused] = -2
        previous = -1
        for number, stop in enumerate(self._list("stops")):
            what = Said("stop {number}", number=number + 1)
            cut = self._cut(stop["sources"])
            if cut == previous or (previous > 0 and previous & ~cut):
                self.found.append(Said("{what}: its set does not contain the one before", what=what))
            previous = cut
            ceiling = self._ceiling(cut)
            beyond = self.x - ceiling
            if int(beyond[beyond > 0].sum()) != sum(self.money[j] for j in range(self.n_sources) if cut >> j & 1):
                self.found.append(Said("{what}: its sources are not exhausted by those who depend on them", what=what))
            place = self._is_last(np.flatnonzero(beyond > 0), stop["last"], what)
            mine = np.flatnonzero(short & (bound == -1) & (self.x + following > ceiling))
            bound[mine] = number
            self._same(stop["bounds"], len(mine), f"{what}: households it bounds")
            if not len(mine):
                self.found.append(Said("{what}: it bounds nobody", what=what))
            if place is not None and bool((self._order(next_at[mine], mine, place) <= 0).any()):
                self.found.append(Said("{what}: a household that stood before the last unit given could have received more", what=what))
        if bool((short & (bound == -1)).any()):
            self.found.append(Said("money is left for a household that could still be lifted"))
        self._figures(short, bound)
        return self.found

    def _list(self, name: str) -> list[Mapping[str, Any]]:
        entries = self.c[name]
        if type(entries) is not list or len(entries) > 4096 or any(type(entry) is not dict for entry in entries):
            raise _Wrong(Said("{name} is not a list of entries", name=name))
        return entries

    def _closed(self, entry: Mapping[str, Any], what: str, waiting: Mask) -> Mask:
        """Who is proven to have had no useful payment left: units before the place are counted out."""
        place = self._place(entry["from"])
        cut = self._cut(entry["sources"])
        rows = np.arange(len(self.at))
        # Units before the place: those whose level is lower, and the one at the very level if its weight and tie come first.
        top, bottom = place[:2]
        level, remainder = divmod(top, bottom)
        reach = np.minimum(level, self.r_whole()) * self.w - self.start + -(-remainder * self.w // bottom)
        units = -(-reach // self.unit)
        at = self.start + np.maximum(units, 0) * self.unit
        units += (units >= 0) & (self._order(at, rows, place) < 0)
        units = np.where(units > 0, np.maximum(units, self.block), 0)
        before = np.minimum(units, self.x)
        ceiling = self._ceiling(cut)
        load = int(np.maximum(before - ceiling, 0).sum())
        left = sum(self.money[j] for j in range(self.n_sources) if cut >> j & 1) - load
        self._same(entry["left"], left * self.unit, f"{what}: what was left")
        mine: Mask = waiting & (self.x == 0) & (self.block - ceiling > left) & (self._order(self.start, rows, place) >= 0)
        self._same(entry["bounds"], int(mine.sum()), f"{what}: households it bounds")
        if not bool(mine.any()):
            self.found.append(Said("{what}: it bounds nobody", what=what))
        return mine

    def r_whole(self) -> Column:
        """A whole level that no household of the instance reaches by its units."""
        return (self.start + self.most * self.unit) // self.w + 1

    def _same(self, stated: object, counted: object, what: str) -> None:
        if not _alike(stated, counted):
            self.found.append(Said("{what} is stated as {stated}, counted as {counted}", what=what, stated=stated, counted=counted))

    def _figures(self, short: Mask, bound: Column) -> None:
        """Every figure of the certificate is counted again."""
        got = self.pay.sum(axis=1)
        given, amount = int(got.sum()) * self.unit, sum(source.amount for source in self.sources)
        paid = [0 if source.paid is None else int(np.asarray(source.paid).astype(np.int64).sum()) for source in self.sources]
        counted = {
            "rule": _RULE, "unit": self.unit, "useful": self.useful, "households": self.n, "left_out": self.reasons, "in_need": len(self.at),
            "too_small": self.small, "need": int(self.room.sum()) * self.unit, "amount": amount, "promised": int(self.promised.sum()) * self.unit,
            "given": given, "left": amount - given, "paid": sum(paid), "helped": int((got > 0).sum()), "lifted": int((~short).sum()),
        }  # fmt: skip
        for name, value in counted.items():
            self._same(self.c[name], value, name)
        everything = {*counted, "last", "sources", "stops", "closed", "groups"}
        if set(self.c) != everything:
            self.found.append(Said("the certificate has other fields than it should"))
        self._is_last(np.flatnonzero(self.x > 0), self.c["last"], "all")
        stated = self._list("sources")
        if len(stated) != self.n_sources:
            raise _Wrong(Said("the certificate has not one entry per source"))
        for j, (source, entry) in enumerate(zip(self.sources, stated, strict=True)):
            total = int(self.pay[:, j].sum()) * self.unit
            self._same(entry, {
                "name": source.name, "amount": source.amount, "given": total, "left": source.amount - total, "paid": paid[j],
                "may_serve": int((self.mask >> j & 1).sum()), "helped": int((self.pay[:, j] > 0).sum()), "in_kind": source.in_kind,
                "condition": source.condition, "period": source.period,
            }, f"source {source.name}")  # fmt: skip
        groups = self._list("groups")
        masks, counts = np.unique(self.mask, return_counts=True)
        if [self._cut(entry["sources"]) for entry in groups] != masks.tolist():
            raise _Wrong(Said("the groups are not those of the households in need, in order of their sets"))
        for entry, mask, count in zip(groups, masks.tolist(), counts.tolist(), strict=True):
            where = np.flatnonzero(self.mask == mask)
            what = Said("group of {sources}", sources=", ".join(entry["sources"]) or Said("no source"))
            stops = np.bincount(np.maximum(bound[where], -1) + 1)
            expected = {
                "households": count, "helped": int((got[where] > 0).sum()), "lifted": int((~short[where]).sum()),
                "given": [int(part) * self.unit for part in self.pay[where].sum(axis=0)],
                "bounded": [[stop, int(number)] for stop, number in enumerate(stops[1:]) if number],
            }  # fmt: skip
            for name, value in expected.items():
                self._same(entry[name], value, f"{what}: {name}")
            if set(entry) != {*expected, "sources", "last"}:
                self.found.append(Said("{what}: other fields than it should have", what=what))
            self._is_last(where[self.x[where] > 0], entry["last"], what)
