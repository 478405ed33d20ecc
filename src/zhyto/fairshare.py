"""Who gets how much of too little: one fund shared so that the worst-off are raised first, exact, with a certificate.

A household's level is its resources after the share, divided by its weight. The rule is leximin: raise the lowest level as far
as possible, then the next lowest, and so on; nobody is lifted above the line, and the fund is never exceeded.

In whole units of money that rule is a queue. Every unit a household could still receive has a place in it: by the level the
household stands at just before that unit; at equal levels the smaller weight first (one unit raises it further); then by a
stated order of households. The units at the head of the queue are given until the fund or the need is exhausted. So the sharing
is unique and does not depend on the order of the input, and more money only ever adds. The certificate names the last unit given;
`verify` checks with it, in one pass and without the solver's code, that no unit before it was withheld and none after it given.

Splitting a household pays only as far as it moves resources away from some of its members on paper: parts with equal levels receive
together what the whole receives, but for the rounding of each part to whole units. Who forms a household is for the law to say.

With several sources the queue is kept per group of households that the same exhausted sources bound; a certificate then is a list
of what is here one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]

RULE: Final = "leximin in whole units: lowest level first, then smaller weight, then lower tie number"
WEIGHT_LIMIT: Final = 2**31
"""Weights are below this, so that two distinct levels differ by more than 2**-62 and products of a remainder fit int64."""
SUM_LIMIT: Final = 2**62
_BITS: Final = 31


@dataclass(frozen=True, slots=True)
class Certificate:
    """What proves a sharing. Amounts in kopecks.

    fund, unit: as asked; a unit is the smallest amount given. need: what would lift all to the line (in whole units each).
    given, left: their sum is the fund. households, helped, lifted: how many there are, got something, can get no further unit.
    last: the last unit given, as (numerator, denominator, weight, tie): the level just before it as a fraction in lowest terms,
        and the household's weight and tie number. None if nothing was given.
    """

    rule: str
    fund: int
    unit: int
    need: int
    given: int
    left: int
    households: int
    helped: int
    lifted: int
    last: tuple[int, int, int, int] | None

    @property
    def level(self) -> Fraction | None:
        """Level below which nobody is left who can be lifted; no household helped stood above it before its last unit."""
        return None if self.last is None else Fraction(self.last[0], self.last[1])

    def as_dict(self) -> dict[str, Any]:
        """The certificate as plain values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "last"} | {"last": self.last and list(self.last)}


@dataclass(frozen=True, slots=True)
class Sharing:
    """share: kopecks per household, in input order. level: see `Certificate.level`."""

    share: Ints
    level: Fraction | None
    certificate: Certificate


def tie_order(household_id: pl.Series) -> Ints:
    """Tie numbers by household id: rank of the id in order of its UTF-8 bytes, from 0. ValueError if one is missing or occurs twice."""
    if household_id.null_count() or household_id.n_unique() != len(household_id):
        raise ValueError("household ids must be present and distinct: the order of the last units is by id")
    rank = np.empty(len(household_id), dtype=np.int64)
    rank[household_id.arg_sort().to_numpy()] = np.arange(len(household_id))
    return rank


def share(
    resources: ArrayLike,
    weight: ArrayLike,
    line: ArrayLike,
    fund: int,
    unit: int = 1,
    *,
    known: ArrayLike | None = None,
    tie: ArrayLike | None = None,
) -> Sharing:
    """Share a fund by leximin.

    resources: kopecks per household, not negative. weight: equivalence weight, 1 … 2**31 - 1 (1, persons, or the line in kopecks).
    line: kopecks at which a household needs no more. fund, unit: kopecks.
    known: False where resources are not known; such a household must be left out by the caller, here it is refused.
    tie: distinct int64 numbers per household, lower first (`tie_order`); default: the order of the input.
    Raises ValueError on anything else, naming the first row at fault.
    """
    r = _whole(resources, "resources")
    n = len(r)
    w, z = _whole(weight, "weight", n), _whole(line, "line", n)
    t = np.arange(n, dtype=np.int64) if tie is None else _whole(tie, "tie", n)
    if known is not None:
        mask = np.asarray(known)
        if mask.dtype != np.bool_ or mask.shape != (n,):
            raise ValueError(f"known must be a mask of {n} households")
        _refuse(~mask, "resources are not known; leave such households out and say how many they are")
    _refuse(r < 0, "resources are negative", r)
    _refuse((w < 1) | (w >= WEIGHT_LIMIT), f"weight must be 1 … {WEIGHT_LIMIT - 1}", w)
    _refuse(z < 0, "the line is negative", z)
    if not _is_count(fund) or not _is_count(unit) or not 1 <= unit < SUM_LIMIT:
        raise ValueError(f"fund and unit must be whole kopecks, fund not negative, unit at least 1: fund {fund!r}, unit {unit!r}")
    if n and int(z.max()) * n >= SUM_LIMIT:
        raise ValueError("lines are too large to be summed exactly")
    if tie is not None and len(np.unique(t)) != n:
        raise ValueError("tie numbers must be distinct")

    most = np.maximum(z - r, 0) // unit
    need = int(most.sum())
    units = min(fund // unit, need)
    given = np.zeros(n, dtype=np.int64)
    last: tuple[int, int, int, int] | None = None
    rows = np.flatnonzero(most)
    if units:
        given[rows], place = _serve(r[rows], w[rows], z[rows], most[rows], t[rows], units, unit)
        at = int(rows[place])
        before, own = int(r[at]) + (int(given[at]) - 1) * unit, int(w[at])
        common = gcd(before, own)
        last = (before // common, own // common, own, int(t[at]))
    certificate = Certificate(
        rule=RULE,
        fund=fund,
        unit=unit,
        need=need * unit,
        given=units * unit,
        left=fund - units * unit,
        households=n,
        helped=int(np.count_nonzero(given)),
        lifted=int(np.count_nonzero(given == most)),
        last=last,
    )
    return Sharing(given * unit, certificate.level, certificate)


def _serve(r: Ints, w: Ints, z: Ints, most: Ints, tie: Ints, units: int, unit: int) -> tuple[Ints, int]:
    """Units given per household when the first `units` of the queue are served (0 < units ≤ sum of most), and who got the last one."""
    whole = z // w + 1

    def before(point: int) -> Ints:
        """Units whose level is below point / 2**31."""
        high, low = point >> _BITS, point & ((1 << _BITS) - 1)
        # Past its line a household has received all it can; the minimum keeps the product within int64.
        reach = np.minimum(whole, high) * w + ((low * w + (1 << _BITS) - 1) >> _BITS) - r
        if unit > 1:
            reach = -(-reach // unit)
        served: Ints = np.minimum(np.maximum(reach, 0), most)
        return served

    # Between two points the count grows nearly in a straight line, so aiming along it saves most steps of a bisection.
    low, low_count = int((r // w).min()) << _BITS, 0
    high, high_count = int(whole.max()) << _BITS, int(most.sum())
    aim = True
    while high - low > 1:
        middle = low + (high - low) * (units - low_count) // (high_count - low_count) if aim else (low + high) // 2
        middle = min(max(middle, low + 1), high - 1)
        count = int(before(middle).sum())
        if count < units:
            low, low_count = middle, count
        else:
            high, high_count = middle, count
        aim = not aim
    given = before(low)
    # A step of one unit is more than 2**-31 of a level, so each household has at most one unit between the two points.
    rows = np.flatnonzero(before(high) - given)
    at = r[rows] + given[rows] * unit
    rest = at % w[rows]
    # 62 binary digits of the fraction order levels exactly (see WEIGHT_LIMIT); the first 31 are equal here.
    fine = (((rest << _BITS) % w[rows]) << _BITS) // w[rows]
    queue = np.lexsort((tie[rows], w[rows], fine))[: units - low_count]
    given[rows[queue]] += 1
    return given, int(rows[queue[-1]])


def verify(
    resources: ArrayLike,
    weight: ArrayLike,
    line: ArrayLike,
    fund: int,
    shares: ArrayLike,
    certificate: Certificate,
    tie: ArrayLike | None = None,
) -> list[str]:
    """What is wrong with a sharing, in words; empty if it is proven to be the leximin sharing. One pass over the households.

    Inputs as for `share`; they are taken from the published tables, not from the solver. Raises nothing on wrong values.
    """
    try:
        r, w, z, s = (np.asarray(column) for column in (resources, weight, line, shares))
        t = np.arange(len(r)) if tie is None else np.asarray(tie)
        columns = (r, w, z, s, t)
        if any(c.ndim != 1 or len(c) != len(r) or not (np.issubdtype(c.dtype, np.integer) or not len(c)) for c in columns):
            return ["the columns are not whole numbers of one length"]
        r, w, z, s, t = (c.astype(np.int64) for c in columns)
    except (TypeError, ValueError, OverflowError):
        return ["the columns are not whole numbers of one length"]
    c, n = certificate, len(r)
    if any(type(value) is not int for value in (fund, c.fund, c.unit, c.need, c.given, c.left, c.households, c.helped, c.lifted)):
        return ["the certificate's figures are not whole numbers"]
    if not 1 <= c.unit < 2**62 or fund < 0:
        return ["the unit or the fund is out of range"]
    if bool(((r < 0) | (w < 1) | (w > 2**31 - 1) | (z < 0)).any()):
        return ["resources or lines are negative, or weights are out of range"]
    if n and int(z.max()) * n >= 2**62:
        return ["lines are too large to be summed exactly"]
    if tie is not None and bool((np.diff(np.sort(t)) == 0).any()):
        return ["two households have one tie number"]

    faults: list[str] = []
    if c.rule != RULE:
        faults.append("the rule named is not the rule that was checked")
    if bool((s < 0).any()) or bool((s % c.unit != 0).any()):
        return [*faults, "a share is negative or not in whole units"]
    room = np.maximum(z - r, 0)
    if bool((s > room).any()):
        return [*faults, "a household is lifted above the line"]
    open_to_more = room - s >= c.unit
    need = int((room - room % c.unit).sum())
    total = int(s.sum())
    if total > fund:
        faults.append("more is given than the fund holds")
    if total != min(fund - fund % c.unit, need):
        faults.append("money is left although somebody could still be lifted, or the sum is wrong")
    stated = (c.fund, c.need, c.given, c.left, c.households, c.helped, c.lifted)
    counted = (fund, need, total, fund - total, n, int((s > 0).sum()), n - int(open_to_more.sum()))
    names = ("fund", "need", "given", "left", "households", "helped", "lifted")
    faults += [f"{name} is stated as {a}, counted as {b}" for name, a, b in zip(names, stated, counted, strict=True) if a != b]

    if c.last is None:
        return faults if total == 0 else [*faults, "money is given but no last unit is named"]
    if type(c.last) is not tuple or len(c.last) != 4 or any(type(value) is not int for value in c.last):
        return [*faults, "the last unit is not named by four whole numbers"]
    top, bottom, heavy, number = c.last
    if not 0 < bottom < 2**31 or not 0 <= top < 2**63 or not 0 < heavy < 2**31 or not -(2**63) <= number < 2**63:
        return [*faults, "the last unit's level, weight or tie number is out of range"]
    if gcd(top, bottom) != 1:
        faults.append("the last unit's level is not in lowest terms")

    def place(amount: Ints, weights: Ints, ties: Ints) -> NDArray[np.int8]:
        """-1, 0 or 1: a unit given at this amount comes before, is, or comes after the last unit given."""
        whole, rest = np.divmod(amount, weights)
        level, remainder = divmod(top, bottom)
        # Levels are compared by whole part and then by cross product of the remainders, both below 2**62.
        order = np.sign(whole - level)
        for difference in (rest * bottom - remainder * weights, weights - heavy):
            order = np.where(order == 0, np.sign(difference), order)
        return np.where(order == 0, (ties > number).astype(np.int8) - (ties < number), order).astype(np.int8)

    got = s > 0
    places = place(r[got] + s[got] - c.unit, w[got], t[got])
    if bool((places > 0).any()):
        faults.append("somebody received a unit while a household worse off did not")
    if int((places == 0).sum()) != 1:
        faults.append("the last unit named was not given")
    if bool((place((r + s)[open_to_more], w[open_to_more], t[open_to_more]) <= 0).any()):
        faults.append("a household that stood before the last unit given could have received more")
    return faults


def _whole(column: ArrayLike, name: str, length: int | None = None) -> Ints:
    """The column as int64; ValueError unless it is one row of whole numbers of that length."""
    array = np.asarray(column)
    if array.ndim != 1 or (length is not None and len(array) != length):
        raise ValueError(f"{name} must be one number per household")
    if not len(array):
        return np.zeros(0, dtype=np.int64)
    if not np.issubdtype(array.dtype, np.integer) or (array.dtype == np.uint64 and int(array.max()) >= 2**63):
        raise ValueError(f"{name} must be whole numbers (kopecks) that fit 64 bits, found {array.dtype}")
    return array.astype(np.int64)


def _refuse(wrong: NDArray[np.bool_], message: str, values: Ints | None = None) -> None:
    rows = np.flatnonzero(wrong)
    if len(rows):
        found = "" if values is None else f" (found {int(values[rows[0]])})"
        raise ValueError(f"{message}{found}: household row {int(rows[0])}, {len(rows)} in all")


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0
