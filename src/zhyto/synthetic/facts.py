"""Draw declared facts by rates. Which facts there are is content: a code, whom it may concern, how many of them, and what value.

The law's declaration says how a fact is stored (a dated row or a column, its type, scale and codes); the rates say only how many hold it.
A drawn fact is a value for everyone it may concern, and whether the register knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, first_day, last_day
from zhyto.law.declare import Input
from zhyto.register.columns import ROLES, Fact
from zhyto.synthetic.people import MAJORITY, People, members
from zhyto.synthetic.region import Floats, Ints, Region, ages_of, by_sex_and_age, largest_remainder, stream

Bools = NDArray[np.bool_]
_NO_DAYS = np.zeros(0, dtype=np.int32)


@dataclass(slots=True)
class Drawn:
    """A fact drawn for every person or household. value: stored integers; held: it applies; known: the register says so.

    since, until: days.
    """

    person: bool
    value: Ints
    held: Bools
    known: Bools
    since: NDArray[np.int32]
    until: NDArray[np.int32]


def nothing_drawn(person: bool, n: int) -> Drawn:
    """A fact nobody holds yet, known of everyone."""
    none = np.zeros(n, dtype=bool)
    past, future = np.full(n, FAR_PAST, dtype=np.int32), np.full(n, FAR_FUTURE, dtype=np.int32)
    return Drawn(person, np.zeros(n, dtype=np.int64), none, ~none, past, future)


@dataclass(slots=True)
class World:
    """What has been drawn so far, by code; `income:kind` for incomes (value: kopecks in the reference month)."""

    region: Region
    people: People
    month: int
    seed: int
    home: Ints
    drawn: dict[str, Drawn]

    def count(self, person: bool) -> int:
        """Number of persons or households."""
        return len(self.people.age) if person else self.people.households


def world_of(region: Region, people: People, month: int, seed: int) -> World:
    """A world in which nothing has been drawn yet."""
    return World(region, people, month, seed, people.home(), {})


def whom(world: World, who: Mapping[str, Any] | None, person: bool) -> Bools:
    """Whom a rate concerns: every condition named must hold.

    For persons: age, sex, role. For both: area (urban, rural), persons, children, adults (members of the household, as bands), has, lacks
    (codes drawn before, of the same entity or of the household), value ({code: [values]}), member_has, members_lack (codes held by some
    member, by none), members_all ({age: band}: every member), died (true: the person, or a member), column ({name: value} of the hromadas table).
    """
    people = world.people
    mask = np.ones(world.count(person), dtype=bool)

    def up(flags: Bools) -> Bools:
        return flags[world.home] if person else flags

    for key, wanted in (who or {}).items():
        if key == "age" and person:
            mask &= np.isin(people.age, np.array(ages_of(str(wanted))))
        elif key == "sex" and person:
            mask &= people.sex == ("female", "male").index(wanted)
        elif key == "role" and person:
            mask &= np.isin(people.role, [ROLES.index(one) for one in wanted])
        elif key == "area":
            mask &= up(people.urban == (wanted == "urban"))
        elif key in ("persons", "children", "adults"):
            counted = people.size() if key == "persons" else members(people, (people.age < MAJORITY) == (key == "children"))
            mask &= up(np.isin(counted, np.array(ages_of(str(wanted)))))
        elif key in ("has", "lacks"):
            for code in wanted:
                mask &= _held(world, code, person) == (key == "has")
        elif key == "value":
            for code, values in wanted.items():
                drawn = _of(world, code)
                fits = drawn.held & np.isin(drawn.value, np.array(values))
                mask &= up(fits) if not drawn.person else fits
        elif key in ("member_has", "members_lack"):
            for code in wanted:
                mask &= up((members(people, _of(world, code).held) > 0) == (key == "member_has"))
        elif key == "members_all":
            mask &= up(members(people, ~np.isin(people.age, np.array(ages_of(str(wanted["age"]))))) == 0)
        elif key == "died":
            dead = people.death != FAR_FUTURE
            mask &= (dead if person else members(people, dead) > 0) == wanted
        elif key == "column":
            for name, value in wanted.items():
                mask &= up((world.region.hromadas[name] == value).to_numpy()[people.hromada])
        else:
            raise ValueError(f"condition {key!r} is not known here")
    return mask


def _of(world: World, code: str) -> Drawn:
    if code not in world.drawn:
        raise ValueError(f"{code!r} is used before it is drawn")
    return world.drawn[code]


def _held(world: World, code: str, person: bool) -> Bools:
    drawn = _of(world, code)
    if drawn.person == person:
        return drawn.held
    if person:
        return drawn.held[world.home]
    raise ValueError(f"{code!r} belongs to persons: use member_has")


def draw_share(world: World, rng: np.random.Generator, part: Mapping[str, Any], person: bool, by_hromada: bool = False) -> Bools:
    """Who of those concerned is drawn: by a rate (number, bands, per sex), times a factor by a column of the hromadas table.

    by_hromada: one lot for a whole hromada.
    """
    people = world.people
    mask = whom(world, part.get("who"), person)
    if "count" in part:
        return _by_count(world, rng, part["count"], mask, person)
    share = part.get("share", 1.0)
    rate: Floats = by_sex_and_age(share)[people.sex, people.age] if person else np.full(people.households, float(share))
    for name, factor in part.get("times", {}).items():
        column = world.region.hromadas[name].cast(int).cast(str).to_list()
        by_value = {str(value): float(times) for value, times in factor.items()}
        each = np.array([by_value[value] for value in column])[people.hromada]
        rate = rate * (each[world.home] if person else each)
    return mask & (_lots(world, rng, person, by_hromada) < rate)


def _lots(world: World, rng: np.random.Generator, person: bool, by_hromada: bool) -> Floats:
    """A random number from 0 to 1 for everyone, or one for all of a hromada."""
    if not by_hromada:
        return rng.random(world.count(person))
    each = rng.random(len(world.region.hromadas))[world.people.hromada]
    return each[world.home] if person else each


def counts_of(region: Region, count: Mapping[str, Any], share: float) -> Ints:
    """Wanted number per hromada: a column of the table, in which unknown places share what is left of `total` by population."""
    known = region.hromadas[count["column"]].cast(float)
    base = known.fill_null(0).to_numpy()
    unknown = known.is_null().to_numpy()
    rest = max(0.0, float(count["total"]) - base.sum())
    weight = region.hromadas["population_2022"].to_numpy() * unknown
    whole = base + (largest_remainder(weight, round(rest)) if unknown.any() and rest else 0)
    wanted: Ints = np.round(whole * share).astype(np.int64)
    return wanted


def _by_count(world: World, rng: np.random.Generator, count: Mapping[str, Any], mask: Bools, person: bool) -> Bools:
    """Whole households, in random order, until each hromada has the number of persons wanted (short by less than one household)."""
    people = world.people
    share = len(people.age) / float(world.region.hromadas["population_2022"].sum())
    wanted = counts_of(world.region, count, share)
    size = members(people, mask) if person else people.size()
    order = np.lexsort((rng.random(people.households), people.hromada))
    order = order[size[order] > 0]
    running = np.cumsum(size[order])
    first = np.searchsorted(people.hromada[order], np.arange(len(wanted)))
    before = np.concatenate([[0], running])[first]
    chosen = np.zeros(people.households, dtype=bool)
    chosen[order] = running - before[people.hromada[order]] <= wanted[people.hromada[order]]
    return (chosen[world.home] if person else chosen) & mask


def draw_value(world: World, rng: np.random.Generator, spec: Any, item: Input, rows: Ints, person: bool) -> Ints:
    """Stored values for some rows: a constant, `shares` of choices, `uniform`, `lognormal` (median, sigma), `linear` (base, per person,
    per value of another fact, sd), `income` of a kind, `age` (the day of a birthday), `days_before` the end of the reference month.
    """
    people, end = world.people, day_number(last_day(world.month))
    n = len(rows)
    if not isinstance(spec, Mapping):
        return np.full(n, _stored(item, spec))
    if "shares" in spec:
        codes = np.array([_stored(item, name) for name in spec["shares"]])
        odds = np.array([float(one) for one in spec["shares"].values()])
        return codes[np.searchsorted(np.cumsum(odds / odds.sum())[:-1], rng.random(n), side="right")]
    if "age" in spec:
        years = rng.integers(spec["age"][0], spec["age"][1] + 1, n)
        return people.birth[rows].astype(np.int64) + (years * 365.25).astype(np.int64)
    if "days_before" in spec:
        return end - rng.integers(spec["days_before"][0], spec["days_before"][1] + 1, n)
    if "income" in spec:
        return _of(world, f"income:{spec['income']}").value[rows]
    if "uniform" in spec:
        number = rng.uniform(spec["uniform"][0], spec["uniform"][1], n)
    elif "lognormal" in spec:
        number = np.exp(rng.normal(np.log(spec["lognormal"]["median"]), spec["lognormal"]["sigma"], n))
    elif "linear" in spec:
        line = spec["linear"]
        home = world.home[rows] if person else rows
        number = np.full(n, float(line.get("base", 0))) + float(line.get("per_person", 0)) * people.size()[home]
        for code, slope in line.get("per", {}).items():
            other = _of(world, code)
            number += float(slope) * other.value[rows if other.person else home]
        number = number * np.exp(rng.normal(0, float(line.get("sigma", 0)), n))
    else:
        raise ValueError(f"{item.name}: how to draw {dict(spec)} is not known")
    step = float(spec.get("step", 1.0))
    number = np.clip(number, spec.get("low", -np.inf), spec.get("high", np.inf))
    # The step is counted in whole numbers, so that the stored value is exact.
    return np.round(number / step).astype(np.int64) * round(step * item.scale)


def _stored(item: Input, value: Any) -> int:
    if item.type == "choice":
        code = item.code(str(value))
        if code is None:
            raise ValueError(f"{item.name} has no value {value!r}")
        return code
    return round(float(value) * item.scale)


def draw_fact(world: World, code: str, spec: Mapping[str, Any], item: Input) -> Drawn:
    """Draw one fact by its parts in order: who is drawn in one part is not drawn again in the next.

    `known`: share of whom the register says yes or no; `asked`: whom it says anything about at all. `by_hromada`: whether it holds, its
    value and whether it is known are the same in a whole hromada.
    """
    person, n = item.entity == "person", world.count(item.entity == "person")
    rng, by_hromada = stream(world.seed, "fact", code), bool(spec.get("by_hromada"))
    drawn = nothing_drawn(person, n)
    if item.absence == "no" and not any(part.get("share", 1) for part in spec["parts"]):
        return drawn
    drawn.since = _since(world, rng, {}, np.arange(n), person)
    end = day_number(last_day(world.month))
    for part in spec["parts"]:
        hit = draw_share(world, rng, part, person, by_hromada) & ~drawn.held
        if part.get("one_each_home"):
            hit &= _first_of_home(world, hit)
        rows = np.flatnonzero(hit)
        drawn.held[rows] = True
        if by_hromada:
            each = draw_value(world, rng, part.get("value", 1), item, np.arange(len(world.region.hromadas)), False)
            drawn.value[rows] = each[world.people.hromada[world.home[rows] if person else rows]]
        else:
            drawn.value[rows] = draw_value(world, rng, part.get("value", 1), item, rows, person)
        drawn.since[rows] = _since(world, rng, part.get("since", {}), rows, person)
        if "ended" in part:
            over = rows[rng.random(len(rows)) < part["ended"]["share"]]
            day = end - rng.integers(part["ended"]["days_before"][0], part["ended"]["days_before"][1] + 1, len(over))
            drawn.until[over] = np.maximum(day, drawn.since[over])
    if item.high > item.low and drawn.held.any():
        drawn.value[drawn.held] = np.clip(drawn.value[drawn.held], item.low, item.high)
    drawn.known = (_lots(world, rng, person, by_hromada) < float(spec.get("known", 1.0))) & whom(world, spec.get("asked"), person)
    return drawn


def remembered(drawn: Drawn) -> Drawn:
    """What later rates may ask of a drawn fact: who holds it and its value. Many facts stay in memory, so in as few bytes as will do."""
    value = drawn.value
    if len(value):
        value = value.astype(np.promote_types(np.min_scalar_type(int(value.min())), np.min_scalar_type(int(value.max()))))
    return Drawn(drawn.person, value, drawn.held, np.zeros(0, dtype=bool), _NO_DAYS, _NO_DAYS)


def _first_of_home(world: World, hit: Bools) -> Bools:
    rows = np.flatnonzero(hit)
    _, first = np.unique(world.home[rows], return_index=True)
    out = np.zeros(len(hit), dtype=bool)
    out[rows[first]] = True
    return out


def _since(world: World, rng: np.random.Generator, spec: Mapping[str, Any], rows: Ints, person: bool) -> NDArray[np.int32]:
    """First day: `days_before` the end of the reference month or a birthday (`age`), never before birth nor after that end.

    Twenty years before where the rates do not say. `together`: one day for a whole household.
    """
    end, people = day_number(last_day(world.month)), world.people
    if "days_before" in spec:
        together = bool(spec.get("together")) and person
        drawn = rng.integers(spec["days_before"][0], spec["days_before"][1] + 1, people.households if together else len(rows))
        day = end - (drawn[world.home[rows]] if together else drawn)
    elif "age" in spec and person:
        day = people.birth[rows].astype(np.int64) + np.ceil(np.asarray(spec["age"]) * 365.25).astype(np.int64)
    else:
        day = np.full(len(rows), day_number(first_day(world.month - 12 * 20)), dtype=np.int64)
    if person:
        day = np.maximum(day, people.birth[rows])
    return np.minimum(day, end).astype(np.int32)


def to_fact(drawn: Drawn, item: Input) -> Fact:
    """The register's form of a drawn fact: a column where the law declares one, dated rows elsewhere.

    Where absence means unknown, a status has rows that say no for those who do not hold it; who is not known has no row at all.
    """
    if item.source in ("persons", "households"):
        known = drawn.known & (drawn.held | (item.absence == "unknown"))
        if item.type not in ("status", "count", "amount"):
            known &= drawn.held
        return Fact(np.where(known, drawn.value, 0), known, _NO_DAYS, np.zeros(0, dtype=np.int64), _NO_DAYS, _NO_DAYS, _NO_DAYS, _NO_DAYS)
    told = drawn.known & (drawn.held | (item.absence == "unknown" and item.type in ("status", "count", "amount")))
    rows = np.flatnonzero(told).astype(np.int32)
    since = drawn.since[rows]
    return Fact(None, None, rows, drawn.value[rows], since, drawn.until[rows], since.copy(), np.zeros(len(rows), dtype=np.int32))
