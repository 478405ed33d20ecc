"""What there is to share and among whom: households, sources of money with their conditions, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from zhyto.faults import Fault, InputRefused

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RULE: Final = "leximin in whole units: lowest level first, then smaller weight, then lower tie number"
WEIGHT_LIMIT: Final = 2**31
"""Weights are below this, so that two distinct levels differ by more than 2**-62 and products of a remainder fit int64."""
MOST_SOURCES: Final = 8
"""With k sources there are 2**k sets of sources to watch."""
SUM_LIMIT: Final = 2**62 // MOST_SOURCES
"""Kopecks of one source, its limits summed over the households, and what all lack are below this: of all sources together they fit int64."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One source of money and whom it may serve.

    name: distinct among the sources. amount: kopecks it holds now. serves: per household, whether its condition is met (None: all);
        the law engine or a table has judged that before. least, most: kopecks per household, one number or one per household.
        least is a promise: each household it may serve that is in need gets so much of it, or its whole need if that is less.
    paid: kopecks per household that it has paid already; they count as received, and against least and most. in_kind: it gives
        goods worth the amount. condition, period: for people, as the certificate shows them.
    """

    name: str
    amount: int
    serves: ArrayLike | None = None
    least: ArrayLike = 0
    most: ArrayLike | None = None
    paid: ArrayLike | None = None
    in_kind: bool = False
    condition: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """Households and sources. One entry per household in every column; amounts in kopecks; int64.

    resources: what a household has, without what the sources paid. weight: equivalence weight, 1 … 2**31 - 1 (1, persons, or the line).
    line: where it needs no more. tie: distinct numbers, lower first. unit: the smallest amount given, the same for all sources.
    useful: a household gets at least so much in all, or nothing. left_out: reason → households that get nothing for it, whose
    resources are not looked at. hromada: number of the place, not negative; None where no rule asks.
    Made by `make_instance`, which refuses what cannot be shared.
    """

    resources: Ints
    weight: Ints
    line: Ints
    tie: Ints
    sources: tuple[Source, ...]
    unit: int = 1
    useful: int = 0
    left_out: Mapping[str, Bools] = field(default_factory=dict)
    hromada: Ints | None = None

    def __len__(self) -> int:
        return len(self.resources)


def tie_order(household_id: pl.Series) -> Ints:
    """Tie numbers by household id: rank of the id in order of its UTF-8 bytes, from 0. ValueError if one is missing or occurs twice."""
    if household_id.null_count() or household_id.n_unique() != len(household_id):
        raise ValueError("household ids must be present and distinct: the order of the last units is by id")
    rank = np.empty(len(household_id), dtype=np.int64)
    rank[household_id.arg_sort().to_numpy()] = np.arange(len(household_id))
    return rank


def make_instance(
    resources: ArrayLike,
    weight: ArrayLike,
    line: ArrayLike,
    sources: tuple[Source, ...] | list[Source],
    *,
    unit: int = 1,
    useful: int = 0,
    tie: ArrayLike | None = None,
    left_out: Mapping[str, ArrayLike] | None = None,
    hromada: ArrayLike | None = None,
) -> Instance:
    """An `Instance`, checked. tie: see `tie_order`; default: the order of the input.

    Raises InputRefused with every fault found. Rows are household rows from 1, or places in the list of sources from 1.
    """
    check = _Check(len(np.atleast_1d(np.asarray(resources))) if np.ndim(np.asarray(resources)) < 2 else 0)
    r, w, z = (check.column(value, name) for value, name in ((resources, "resources"), (weight, "weight"), (line, "line")))
    n = check.households
    t = np.arange(n, dtype=np.int64) if tie is None else check.column(tie, "tie")
    place = None if hromada is None else check.column(hromada, "hromada")
    outside = {reason: check.mask(value, f"left_out: {reason}") for reason, value in (left_out or {}).items()}
    if check.faults:
        raise InputRefused(check.faults)
    out = np.zeros(n, dtype=np.bool_)
    for mask in outside.values():
        out |= mask
    check.rows(~out & (r < 0), "resources", r, "kopecks, 0 or more", "leave the household out and say why, or mend its resources")
    check.rows(~out & ((w < 1) | (w >= WEIGHT_LIMIT)), "weight", w, f"1 … {WEIGHT_LIMIT - 1}", "mend the weight")
    check.rows(~out & (z < 0), "line", z, "kopecks, 0 or more", "mend the line")
    check.rows(~out & (z >= SUM_LIMIT), "line", z, f"less than {SUM_LIMIT}", "mend the line: a sum would overflow")
    if place is not None:
        check.rows(~out & (place < 0), "hromada", place, "the number of a hromada", "find the household's hromada, or leave it out and say why")
    order = np.sort(t)
    twice = order[1:][order[1:] == order[:-1]]
    if len(twice):
        check.say("households", 0, "tie", f"{int(twice[0])} twice", "distinct numbers", "use tie_order of the ids")
    safe = np.where(out | (r < 0) | (z < 0) | (z >= SUM_LIMIT), 0, z)
    room = safe - np.minimum(np.maximum(r, 0), safe)
    if n and int(room.max()) * n >= SUM_LIMIT:
        check.say("households", int(room.argmax()) + 1, "line", str(int(room.max())), f"shortfalls whose sum is below {SUM_LIMIT}", "mend the largest lines")
    if type(unit) is not int or not 1 <= unit < SUM_LIMIT:
        check.say("instance", 0, "unit", repr(unit), "whole kopecks, 1 or more", "mend the unit")
    if type(useful) is not int or not 0 <= useful < SUM_LIMIT:
        check.say("instance", 0, "useful", repr(useful), "whole kopecks, 0 or more", "mend the minimum useful payment")
    funds = _sources(tuple(sources), check, bool(useful))
    if check.faults:
        raise InputRefused(check.faults)
    return Instance(r, w, z, t, funds, unit, useful, outside, place)


def _sources(sources: tuple[Source, ...], check: _Check, useful: bool) -> tuple[Source, ...]:
    """The sources with columns as arrays."""
    if not 1 <= len(sources) <= MOST_SOURCES:
        check.say("sources", 0, "", f"{len(sources)} sources", f"1 … {MOST_SOURCES}", "join sources that may serve the same households")
    made, names = [], set()
    for row, source in enumerate(sources, 1):

        def wrong(column: str, found: str, expected: str, remedy: str, at: int = row) -> None:
            check.say("sources", at, column, found, expected, remedy)

        if not source.name or source.name in names:
            wrong("name", repr(source.name), "a name no other source has", "rename it")
        names.add(source.name)
        if type(source.amount) is not int or not 0 <= source.amount < SUM_LIMIT:
            wrong("amount", repr(source.amount), f"whole kopecks, 0 … {SUM_LIMIT - 1}", "mend the fund: a fraction of a kopeck or a debt cannot be shared")
        before = len(check.faults)
        serves = None if source.serves is None else check.mask(source.serves, f"{source.name}: serves")
        paid = None if source.paid is None else check.column(source.paid, f"{source.name}: paid")
        limits = [value if value is None or type(value) is int else check.column(value, f"{source.name}: {name}")
                  for value, name in ((source.least, "least"), (source.most, "most"))]  # fmt: skip
        least, most = limits
        if len(check.faults) == before:
            for value, name in ((least, "least"), (most, "most"), (paid, "paid")):
                if value is not None and check.households and not 0 <= int(np.min(value)) <= int(np.max(value)) * check.households < SUM_LIMIT:
                    wrong(name, f"{int(np.min(value))} … {int(np.max(value))}", f"kopecks, 0 or more, their sum below {SUM_LIMIT}", "mend it")
            if least is not None and most is not None and bool(np.any(np.asarray(least) > np.asarray(most))):
                wrong("least", "more than most", "least not above most", "mend one of them")
            if useful and bool(np.any(np.asarray(least) > 0)):
                wrong("least", "a promise beside a minimum useful payment", "one of the two",
                      "drop one: what to do with a promise smaller than a useful payment is not for arithmetic to say")  # fmt: skip
        made.append(Source(source.name, source.amount, serves, 0 if least is None else least, most, paid, bool(source.in_kind),
                           source.condition, source.period))  # fmt: skip
    return tuple(made)


class _Check:
    """Faults found so far."""

    def __init__(self, households: int) -> None:
        self.households = households
        self.faults: list[Fault] = []

    def say(self, table: str, row: int, column: str, found: str, expected: str, remedy: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(table, row, column, found, expected, remedy))

    def rows(self, wrong: Bools, column: str, values: Ints, expected: str, remedy: str) -> None:
        """Note the first household at fault, and how many there are."""
        rows = np.flatnonzero(wrong)
        if len(rows):
            self.say("households", int(rows[0]) + 1, column, f"{int(values[rows[0]])}, {len(rows)} households in all", expected, remedy)

    def column(self, value: ArrayLike, name: str) -> Ints:
        """Whole numbers, one per household."""
        array = np.asarray(value)
        if array.shape != (self.households,):
            self.say("households", 0, name, f"a column of shape {array.shape}", f"{self.households} numbers", "give one number per household")
        elif not len(array):
            return np.zeros(0, dtype=np.int64)
        elif not np.issubdtype(array.dtype, np.integer) or (array.dtype == np.uint64 and int(array.max()) >= 2**63):
            self.say("households", 0, name, str(array.dtype), "whole numbers that fit 64 bits",
                     "give whole kopecks; leave out households where they are not known")  # fmt: skip
        else:
            return array.astype(np.int64)
        return np.zeros(self.households, dtype=np.int64)

    def mask(self, value: ArrayLike, name: str) -> Bools:
        """Yes or no per household."""
        array = np.asarray(value)
        if array.shape == (self.households,) and (array.dtype == np.bool_ or not len(array)):
            return array.astype(np.bool_)
        self.say("households", 0, name, f"{array.dtype} of shape {array.shape}", f"{self.households} times yes or no", "judge the condition first")
        return np.zeros(self.households, dtype=np.bool_)
