"""People and households that fit the counts of a region exactly.

Everyone is drawn from the reconciled table of area, sex and age, so the margins hold by construction. Couples are matched by age,
children are given to parents at plausible ages, elders and relatives join households, and whole households are dealt out to
hromadas so that every total is exact. Loops run over ages and places, never over persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.dates import FAR_FUTURE, day_number, first_day, last_day
from zhyto.register.columns import ROLES
from zhyto.synthetic.region import AREAS, OLDEST, Floats, Ints, Region, by_age, by_sex_and_age, place_totals, reconciled_margins, stream

Bools = NDArray[np.bool_]
HEAD, SPOUSE, CHILD, PARENT, OTHER = (ROLES.index(role) for role in ("head", "spouse", "child", "parent", "other"))
MAJORITY = 18


@dataclass(slots=True)
class People:
    """Persons in the order of their households, and where the households are.

    start: first person of each household. hromada: index into the region's hromadas; urban, settlement (index into the
    region's settlements) per household. sex: 0 female, 1 male. age: completed years on the reference day (the last day of the
    reference month). birth, death: days; FAR_FUTURE where alive.
    """

    start: Ints
    hromada: Ints
    urban: Bools
    settlement: Ints
    sex: Ints
    age: Ints
    role: Ints
    birth: NDArray[np.int32]
    death: NDArray[np.int32]

    @property
    def households(self) -> int:
        """Number of households."""
        return len(self.start) - 1

    def size(self) -> Ints:
        """Persons per household."""
        return np.diff(self.start)

    def home(self) -> Ints:
        """Household of each person."""
        return np.repeat(np.arange(self.households), self.size())


def _pick(rng: np.random.Generator, weights: Floats, count: int) -> Ints:
    """`count` places without replacement, in proportion to the weights (fewer where fewer have weight)."""
    able = np.flatnonzero(weights > 0)
    if count >= len(able):
        return able
    if count == 0:
        return able[:0]
    keys = np.log(weights[able]) + rng.gumbel(size=len(able))
    return able[np.argpartition(-keys, count - 1)[:count]]


@dataclass(slots=True)
class _Pool:
    """The people of one area while households form.

    unit: the household a person belongs to so far, named by the row of its anchor. twin: persons of one birth share a number, else -1.
    """

    sex: Ints
    age: Ints
    unit: Ints
    role: Ints
    twin: Ints


def _people_of(counts: Ints) -> _Pool:
    """Everyone of one area: counts by sex and age as shape (2, OLDEST + 1)."""
    flat = counts.ravel()
    sex = np.repeat(np.repeat([0, 1], OLDEST + 1), flat)
    age = np.repeat(np.tile(np.arange(OLDEST + 1), 2), flat)
    n = len(sex)
    return _Pool(sex, age, np.arange(n), np.full(n, HEAD), np.full(n, -1))


def _chosen(rng: np.random.Generator, pool: _Pool, among: Bools, rates: Floats) -> Bools:
    """A share of those `among`, by sex and age: the count in each cell is the expected one, randomly rounded."""
    out = np.zeros(len(pool.age), dtype=bool)
    draw = rng.random(len(pool.age))
    out[among] = draw[among] < rates[pool.sex[among], pool.age[among]]
    return out


def _couples(rng: np.random.Generator, pool: _Pool, free: Bools, rates: Mapping[str, Any]) -> Bools:
    """Match wives and husbands near in age; the husband joins the wife's unit. Who has a partner."""
    wives = np.flatnonzero(_chosen(rng, pool, free & (pool.sex == 0), by_sex_and_age(rates["partnered"])))
    wanted = pool.age[wives] + rng.normal(rates["husband_older"]["mean"], rates["husband_older"]["sd"], len(wives))
    men = free & (pool.sex == 1) & (pool.age >= MAJORITY)
    stock = np.bincount(pool.age[men], minlength=OLDEST + 1)
    room = np.floor(stock * rates["men_partnered_at_most"]).astype(np.int64)
    demand = np.bincount(np.clip(np.round(wanted), MAJORITY, OLDEST).astype(np.int64), minlength=OLDEST + 1)
    take = np.minimum(demand, room)
    # Where men of the wanted age run out, wives marry men of the nearest ages that are left.
    short = demand - take
    for age in np.flatnonzero(short):
        for step in range(1, OLDEST):
            for other in (age - step, age + step):
                if short[age] and MAJORITY <= other <= OLDEST:
                    more = min(int(short[age]), int(room[other] - take[other]))
                    take[other] += more
                    short[age] -= more
            if not short[age]:
                break
    husbands = np.concatenate([rng.permutation(np.flatnonzero(men & (pool.age == age)))[: take[age]] for age in range(OLDEST + 1)])
    if len(husbands) < len(wives):
        keep = np.sort(rng.permutation(len(wives))[: len(husbands)])
        wives, wanted = wives[keep], wanted[keep]
    wives = wives[np.argsort(wanted, kind="stable")]
    husbands = husbands[np.argsort(pool.age[husbands] + rng.random(len(husbands)), kind="stable")]
    pool.unit[husbands] = wives
    wife_heads = (rng.random(len(wives)) < rates["wife_is_head"]) | (pool.age[husbands] < pool.age[wives] - 5)
    pool.role[wives] = np.where(wife_heads, HEAD, SPOUSE)
    pool.role[husbands] = np.where(wife_heads, SPOUSE, HEAD)
    partnered = np.zeros(len(pool.age), dtype=bool)
    partnered[wives] = partnered[husbands] = True
    return partnered


def _children(rng: np.random.Generator, pool: _Pool, at_home: Bools, partnered: Bools, rates: Mapping[str, Any]) -> Bools:
    """Give every child at home a parent, oldest children first. Who is a parent of a child at home."""
    births = rates["births"]
    anchors = np.flatnonzero(~at_home & (pool.age >= MAJORITY) & ((pool.sex == 0) | ~partnered))
    anchor_age, is_man, alone = pool.age[anchors], pool.sex[anchors] == 1, ~partnered[anchors]
    liking = np.where(is_man, births["lone_father"], np.where(alone, births["lone_mother"], 1.0))
    first = np.arange(OLDEST + 1, dtype=np.float64)
    at_birth = np.exp(-0.5 * ((first - births["mother_age"]["mean"]) / births["mother_age"]["sd"]) ** 2)
    at_birth[: births["mother_age"]["lowest"]] = 0
    at_birth[births["mother_age"]["highest"] + 1 :] = 0
    further = np.array(births["further_child"], dtype=np.float64)
    spacing = by_age(births["spacing"])
    had = np.zeros(len(anchors), dtype=np.int64)
    last = np.full(len(anchors), OLDEST)
    order = np.argsort(anchor_age, kind="stable")
    bounds = np.searchsorted(anchor_age[order], np.arange(OLDEST + 2))
    twin = 0
    for age in range(OLDEST, -1, -1):
        kids = rng.permutation(np.flatnonzero(at_home & (pool.age == age)))
        if not len(kids):
            continue
        low, high = age + births["mother_age"]["lowest"], min(age + births["mother_age"]["highest"], OLDEST)
        near = order[bounds[min(low, OLDEST + 1)] : bounds[high + 1]]
        gap = np.where(had[near] == 0, 1.0, spacing[np.minimum(last[near] - age, OLDEST)])
        pairs = int(rng.binomial(len(kids), births["twins"])) if len(kids) > 2 else 0
        weight = liking[near] * at_birth[anchor_age[near] - age] * further[np.minimum(had[near], len(further) - 1)] * gap
        got = near[_pick(rng, weight, len(kids) - pairs)]
        rng.shuffle(got)
        if not len(got):
            continue
        # Twins, and those no parent could be found for under these weights, join the first of the parents found.
        parent = got[np.arange(len(kids)) % len(got)] if len(kids) > len(got) else got
        two = np.arange(len(got), len(kids))
        if len(kids) <= 2 * len(got):
            pool.twin[kids[two]] = pool.twin[kids[two - len(got)]] = twin + np.arange(len(two))
            twin += len(two)
        pool.unit[kids] = pool.unit[anchors[parent]]
        pool.role[kids] = CHILD
        had += np.bincount(parent, minlength=len(anchors))
        last[got] = age
    lost = np.flatnonzero(at_home & (pool.role != CHILD))
    if len(lost):
        # Only in a very small population: no parent of any fitting age lives in this area.
        homes = np.flatnonzero(~at_home & (pool.age >= MAJORITY))
        pool.unit[lost] = pool.unit[rng.choice(homes, len(lost))]
        pool.role[lost] = OTHER
    parents = np.zeros(len(pool.age), dtype=bool)
    parents[anchors[had > 0]] = True
    return parents


def _join(rng: np.random.Generator, pool: _Pool, partnered: Bools, parents: Bools, at_home: Bools, rates: Mapping[str, Any]) -> None:
    """Elders move in with families of their children's age; some who live alone join a household of others."""
    own = pool.unit == np.arange(len(pool.unit))
    childless = own & ~at_home & ~np.isin(pool.unit, pool.unit[parents]) & ~parents
    elders = childless & (pool.age >= rates["elders"]["from_age"])
    alone = elders & ~partnered
    single = _chosen(rng, pool, alone, by_sex_and_age(rates["elders"]["alone_with_family"]))
    pair = _chosen(rng, pool, elders & partnered, by_sex_and_age(rates["elders"]["couple_with_family"]))
    moving = np.flatnonzero(single | pair)
    family = own & ~elders & (pool.age >= MAJORITY) & ~at_home
    liking = np.where(np.isin(np.arange(len(own)), pool.unit[parents]), 1.0, rates["elders"]["childless_family"]) * family
    spread = rates["births"]["mother_age"]
    years = np.clip(rng.normal(spread["mean"], spread["sd"], len(moving)), spread["lowest"], spread["highest"])
    wish = np.round(pool.age[moving] - years).astype(np.int64)
    target = pool.unit.copy()
    for age in np.unique(wish):
        guests = moving[wish == age]
        hosts = np.flatnonzero(family & (pool.age == age))
        got = hosts[_pick(rng, liking[hosts], len(guests))]
        rng.shuffle(got)
        target[guests[: len(got)]] = got
    moved = target[pool.unit] != pool.unit
    pool.role[moved] = PARENT
    pool.unit = target[pool.unit]
    sole = np.bincount(pool.unit, minlength=len(own)) == 1
    lone = (pool.unit == np.arange(len(own))) & sole & ~at_home & (pool.age >= MAJORITY)
    guests = np.flatnonzero(_chosen(rng, pool, lone, by_sex_and_age(rates["alone_with_others"])))
    staying = (pool.unit == np.arange(len(own))) & ~np.isin(np.arange(len(own)), guests)
    hosts = np.flatnonzero(staying & (pool.age >= MAJORITY))
    if len(hosts):
        pool.unit[guests] = rng.choice(hosts, len(guests))
        pool.role[guests] = OTHER


def _deal(rng: np.random.Generator, sizes: Ints, targets: Ints) -> Ints:
    """Place of each household so that the persons of every place are exactly its target.

    Small places are filled first, while there are households of every size; the largest takes what is left, which fits because
    the sums agree. Fails only where so few households exist that no set of them fits.
    """
    top = int(sizes.max())
    stock = [rng.permutation(np.flatnonzero(sizes == size)) for size in range(top + 1)]
    left = np.array([len(one) for one in stock])
    unit = np.arange(top + 1)
    out = np.full(len(sizes), -1)
    for place in np.argsort(targets, kind="stable")[:-1]:
        goal = int(targets[place])
        people = int((left * unit).sum())
        take = np.floor(left * (goal / people)).astype(np.int64) if people else np.zeros(top + 1, dtype=np.int64)
        rest = goal - int((take * unit).sum())
        while rest:
            room = np.where((unit > 0) & (unit <= rest), left - take, 0)
            if not room.any():
                # Give back a household of the size that, with the rest, makes a size still at hand.
                trade = [size for size in range(1, top + 1 - rest) if take[size] and left[size + rest] > take[size + rest]]
                if not trade:
                    raise ValueError("no set of households fits the totals of the places: take a larger share of the population")
                take[trade[0]] -= 1
                take[trade[0] + rest] += 1
                rest = 0
                continue
            size = int(rng.choice(top + 1, p=room / room.sum()))
            take[size] += 1
            rest -= size
        for held in np.flatnonzero(take):
            out[stock[held][left[held] - take[held] : left[held]]] = place
        left -= take
    out[out < 0] = np.argsort(targets, kind="stable")[-1]
    return out


def _settle(rng: np.random.Generator, region: Region, hromada: Ints, urban: Bools) -> Ints:
    """A settlement for each household: towns by their population, villages by their voters. -1 where the table has none that fits."""
    table = region.settlements
    of = {code: place for place, code in enumerate(region.hromadas["code"])}
    belongs = np.array([of[code] for code in table["hromada"]])
    town = table["urban_2022"].is_not_null().to_numpy()
    floor = float(region.rates["settlements"]["village_without_station"])
    found = table["lat"].is_not_null().to_numpy()
    voters = table["voters_2019"].cast(pl.Float64).fill_null(floor).to_numpy()
    weight = np.where(town, table["urban_2022"].fill_null(0).to_numpy(), voters * found)
    out = np.full(len(hromada), -1)
    order = np.argsort(hromada * 2 + urban, kind="stable")
    bounds = np.searchsorted((hromada * 2 + urban)[order], np.arange(2 * len(of) + 1))
    for cell in range(2 * len(of)):
        rows = order[bounds[cell] : bounds[cell + 1]]
        places = np.flatnonzero((belongs == cell // 2) & (town == bool(cell % 2)) & (weight > 0))
        if len(rows) and len(places):
            out[rows] = rng.choice(places, len(rows), p=weight[places] / weight[places].sum())
    return out


def births_and_deaths(
    rng: np.random.Generator, sex: Ints, age: Ints, twin: Ints, rates: Mapping[str, Any], month: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Dates of birth that give these ages on the last day of the month, and of death for those who died in the last months."""
    ends = np.array([day_number(last_day(month - 12 * years)) for years in range(OLDEST + 2)])
    u = rng.random(len(age))
    pairs = np.flatnonzero(twin >= 0)
    if len(pairs):
        shared = np.zeros(int(twin.max()) + 1)
        shared[twin[pairs]] = u[pairs]
        u[pairs] = shared[twin[pairs]]
    birth = (ends[age + 1] + 1 + np.floor(u * (ends[age] - ends[age + 1]))).astype(np.int32)
    deaths = rates["deaths"]
    start, end = day_number(first_day(month + 1 - int(deaths["months"]))), int(ends[0])
    dies = rng.random(len(age)) < by_sex_and_age(deaths["per_1000_a_year"])[sex, age] / 1000 * deaths["months"] / 12
    day = np.maximum(start + np.floor(rng.random(len(age)) * (end - start + 1)), birth).astype(np.int32)
    return birth, np.where(dies, day, FAR_FUTURE).astype(np.int32)


def make_people(region: Region, seed: int, share: float, month: int) -> People:
    """Everyone of a region as of the last day of `month`; hromada totals and the reconciled age table (of `share`) hold exactly."""
    rates = region.rates["households"]
    margins, totals = reconciled_margins(region, share), place_totals(region, share)
    parts = []
    for a, area in enumerate(AREAS):
        if not totals[:, a].sum():
            continue
        rng = stream(seed, "people", area)
        pool = _people_of(margins[a])
        adult = pool.age >= MAJORITY
        at_home = ~adult | _chosen(rng, pool, adult, by_sex_and_age(rates["at_parents"]))
        if not (~at_home).any():
            raise ValueError("the share is so small that no adult is left in an area: take a larger share")
        partnered = _couples(rng, pool, ~at_home, rates)
        parents = _children(rng, pool, at_home, partnered, rates)
        _join(rng, pool, partnered, parents, at_home, rates)
        _, home = np.unique(pool.unit, return_inverse=True)
        sizes = np.bincount(home)
        place = _deal(rng, sizes, totals[:, a])
        parts.append((pool, home, place, np.full(len(sizes), bool(a))))
    hromada = np.concatenate([part[2] for part in parts])
    urban = np.concatenate([part[3] for part in parts])
    shift = np.cumsum([0, *(len(part[2]) for part in parts)])
    home = np.concatenate([part[1] + by for part, by in zip(parts, shift, strict=False)])
    sex = np.concatenate([part[0].sex for part in parts])
    age = np.concatenate([part[0].age for part in parts])
    role = np.concatenate([part[0].role for part in parts])
    twins = np.cumsum([0, *(int(part[0].twin.max(initial=-1)) + 1 for part in parts)])
    twin = np.concatenate([np.where(part[0].twin >= 0, part[0].twin + by, -1) for part, by in zip(parts, twins, strict=False)])
    rng = stream(seed, "people", "places")
    order = np.lexsort((rng.random(len(hromada)), hromada))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    home, hromada, urban = rank[home], hromada[order], urban[order]
    people = np.argsort((home * len(ROLES) + role) * (OLDEST + 1) + OLDEST - age, kind="stable")
    home, sex, age, role, twin = home[people], sex[people], age[people], role[people], twin[people]
    start = np.concatenate([[0], np.cumsum(np.bincount(home, minlength=len(hromada)))])
    birth, death = births_and_deaths(stream(seed, "people", "dates"), sex, age, twin, rates, month)
    return People(start, hromada, urban, _settle(rng, region, hromada, urban), sex, age, role, birth, death)


def members(people: People, what: NDArray[Any]) -> Ints:
    """Sum over each household's members."""
    return np.add.reduceat(np.asarray(what, dtype=np.int64), people.start[:-1])
