"""What there is to share and among whom: households, sources of money with their conditions, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is, how_many

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
    check.rows(~out & (r < 0), "resources", r, Said("kopecks, 0 or more"), Said("leave the household out and say why, or mend its resources"))
    check.rows(~out & ((w < 1) | (w >= WEIGHT_LIMIT)), "weight", w, as_is(f"1 … {WEIGHT_LIMIT - 1}"), Said("mend the weight"))
    check.rows(~out & (z < 0), "line", z, Said("kopecks, 0 or more"), Said("mend the line"))
    check.rows(~out & (z >= SUM_LIMIT), "line", z, Said("less than {limit}", limit=SUM_LIMIT), Said("mend the line: a sum would overflow"))
    if place is not None:
        check.rows(~out & (place < 0), "hromada", place, Said("the number of a hromada"), Said("find the household's hromada, or leave it out and say why"))
    order = np.sort(t)
    twice = order[1:][order[1:] == order[:-1]]
    if len(twice):
        check.say("households", 0, "tie", Said("{value} twice", value=int(twice[0])), Said("distinct numbers"), Said("use tie_order of the ids"))
    safe = np.where(out | (r < 0) | (z < 0) | (z >= SUM_LIMIT), 0, z)
    room = safe - np.minimum(np.maximum(r, 0), safe)
    if n and int(room.max()) * n >= SUM_LIMIT:
        check.say("households", int(room.argmax()) + 1, "line", as_is(int(room.max())), Said("shortfalls whose sum is below {limit}", limit=SUM_LIMIT),
                  Said("mend the largest lines"))
    if type(unit) is not int or not 1 <= unit < SUM_LIMIT:
        check.say("instance", 0, "unit", as_is(repr(unit)), Said("whole kopecks, 1 or more"), Said("mend the unit"))
    if type(useful) is not int or not 0 <= useful < SUM_LIMIT:
        check.say("instance", 0, "useful", as_is(repr(useful)), Said("whole kopecks, 0 or more"), Said("mend the minimum useful payment"))
    funds = _sources(tuple(sources), check, bool(useful))
    if check.faults:
        raise InputRefused(check.faults)
    return Instance(r, w, z, t, funds, unit, useful, outside, place)


def _sources(sources: tuple[Source, ...], check: _Check, useful: bool) -> tuple[Source, ...]:
    """The sources with columns as arrays."""
    if not 1 <= len(sources) <= MOST_SOURCES:
        check.say("sources", 0, "", how_many("{count} source", "{count} sources", count=len(sources)), as_is(f"1 … {MOST_SOURCES}"),
                  Said("join sources that may serve the same households"))
    made, names = [], set()
    for row, source in enumerate(sources, 1):

        def wrong(column: str, found: Said, expected: Said, remedy: Said, at: int = row) -> None:
            check.say("sources", at, column, found, expected, remedy)

        if not source.name or source.name in names:
            wrong("name", as_is(repr(source.name)), Said("a name no other source has"), Said("rename it"))
        names.add(source.name)
        if type(source.amount) is not int or not 0 <= source.amount < SUM_LIMIT:
            wrong("amount", as_is(repr(source.amount)), Said("whole kopecks, 0 … {limit}", limit=SUM_LIMIT - 1),
                  Said("mend the fund: a fraction of a kopeck or a debt cannot be shared"))
        before = len(check.faults)
        serves = None if source.serves is None else check.mask(source.serves, f"{source.name}: serves")
        paid = None if source.paid is None else check.column(source.paid, f"{source.name}: paid")
        limits = [value if value is None or type(value) is int else check.column(value, f"{source.name}: {name}")
                  for value, name in ((source.least, "least"), (source.most, "most"))]  # fmt: skip
        least, most = limits
        if len(check.faults) == before:
            for value, name in ((least, "least"), (most, "most"), (paid, "paid")):
                if value is not None and check.households and not 0 <= int(np.min(value)) <= int(np.max(value)) * check.households < SUM_LIMIT:
                    wrong(name, as_is(f"{int(np.min(value))} … {int(np.max(value))}"), Said("kopecks, 0 or more, their sum below {limit}", limit=SUM_LIMIT),
                          Said("mend it"))
            if least is not None and most is not None and bool(np.any(np.asarray(least) > np.asarray(most))):
                wrong("least", Said("more than most"), Said("least not above most"), Said("mend one of them"))
            if useful and bool(np.any(np.asarray(least) > 0)):
                wrong("least", Said("a promise beside a minimum useful payment"), Said("one of the two"),
                      Said("drop one: what to do with a promise smaller than a useful payment is not for arithmetic to say"))  # fmt: skip
        made.append(Source(source.name, source.amount, serves, 0 if least is None else least, most, paid, bool(source.in_kind),
                           source.condition, source.period))  # fmt: skip
    return tuple(made)


class _Check:
    """Faults found so far."""

    def __init__(self, households: int) -> None:
        self.households = households
        self.faults: list[Fault] = []

    def say(self, table: str, row: int, column: str, found: Said, expected: Said, remedy: Said) -> None:
        """Note a fault."""
        self.faults.append(Fault(table, row, column, found, expected, remedy))

    def rows(self, wrong: Bools, column: str, values: Ints, expected: Said, remedy: Said) -> None:
        """Note the first household at fault, and how many there are."""
        rows = np.flatnonzero(wrong)
        if len(rows):
            self.say("households", int(rows[0]) + 1, column, how_many("{values}, {count} household in all", "{values}, {count} households in all",
                                                                      values=int(values[rows[0]]), count=len(rows)), expected, remedy)

    def column(self, value: ArrayLike, name: str) -> Ints:
        """Whole numbers, one per household."""
        array = np.asarray(value)
        if array.shape != (self.households,):
            self.say("households", 0, name, Said("a column of shape {shape}", shape=array.shape),
                     how_many("{count} number", "{count} numbers", count=self.households), Said("give one number per household"))
        elif not len(array):
            return np.zeros(0, dtype=np.int64)
        elif not np.issubdtype(array.dtype, np.integer) or (array.dtype == np.uint64 and int(array.max()) >= 2**63):
            self.say("households", 0, name, as_is(array.dtype), Said("whole numbers that fit 64 bits"),
                     Said("give whole kopecks; leave out households where they are not known"))  # fmt: skip
        else:
            return array.astype(np.int64)
        return np.zeros(self.households, dtype=np.int64)

    def mask(self, value: ArrayLike, name: str) -> Bools:
        """Yes or no per household."""
        array = np.asarray(value)
        if array.shape == (self.households,) and (array.dtype == np.bool_ or not len(array)):
            return array.astype(np.bool_)
        self.say("households", 0, name, Said("{type} of shape {shape}", type=array.dtype, shape=array.shape),
                 how_many("{count} time yes or no", "{count} times yes or no", count=self.households), Said("judge the condition first"))
        return np.zeros(self.households, dtype=np.bool_)
