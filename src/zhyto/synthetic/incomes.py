"""Draw incomes by kind and month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.dates import FAR_FUTURE, day_number, format_month, last_day, parse_month
from zhyto.money import KOPECKS
from zhyto.register.columns import INCOME_KINDS, Incomes
from zhyto.synthetic.facts import World, draw_share, nothing_drawn
from zhyto.synthetic.region import Floats, Ints, by_age, stream


def draw_incomes(world: World, spec: Mapping[str, Any]) -> Incomes:
    """Rows for the months up to the reference month; kinds already drawn can be named by later ones as `income:kind`.

    A kind has a monthly amount per person (lognormal), rises on named months, varies by month, and for some begins or stops on the way.
    Nothing is paid for a month after the month of death.
    """
    people, months = world.people, int(spec["months"])
    first = world.month - months + 1
    recorded = np.array([day_number(last_day(first + place)) for place in range(months)], dtype=np.int32)
    died = np.where(people.death == FAR_FUTURE, FAR_FUTURE, _months_of(people.death))
    parts: list[tuple[Ints, Ints]] = []
    for kind, one in spec["kinds"].items():
        code = INCOME_KINDS.index(kind)
        rng = stream(world.seed, "income", kind)
        drawn = nothing_drawn(True, len(people.age))
        for part in one["parts"]:
            rows = np.flatnonzero(draw_share(world, rng, part, True) & ~drawn.held)
            amount = part["amount"]
            typical = np.exp(rng.normal(np.log(float(amount["median"])), float(amount["sigma"]), len(rows)))
            typical *= by_age(amount["by_age"])[people.age[rows]] if "by_age" in amount else 1.0
            typical *= np.where(people.urban[world.home[rows]], 1.0, float(amount.get("rural", 1.0)))
            typical = np.clip(typical, float(amount.get("low", 0)), float(amount.get("high", np.inf)))
            start, stop = np.zeros(len(rows), dtype=np.int64), np.full(len(rows), months - 1)
            breaks = part.get("breaks", 0.0)
            moved = rng.random(len(rows))
            at = rng.integers(1, max(2, months), len(rows))
            start = np.where(moved < breaks / 2, at, start)
            stop = np.where((moved >= breaks / 2) & (moved < breaks), at - 1, stop)
            stop = np.minimum(stop, died[rows] - first)
            places = np.arange(months)
            paid = (places >= start[:, None]) & (places <= stop[:, None])
            # One month's amounts at a time: a table of floats for every person and month would be large.
            noise, step = float(one.get("monthly_noise", 0.0)), float(one.get("step", 0.01))
            factor = _factors(one.get("raised", {}), first, months)
            table = np.empty((len(rows), months), dtype=np.int64)
            for column in range(months):
                each = typical * factor[column] * (np.exp(rng.normal(0, noise, len(rows))) if noise else 1.0)
                table[:, column] = np.maximum(np.round(each / step), 1).astype(np.int64) * round(step * KOPECKS)
            key = (places[None, :] * np.int64(len(people.age)) + rows[:, None]) * len(INCOME_KINDS) + code
            parts.append((key[paid], table[paid]))
            now = paid[:, -1]
            drawn.held[rows] = now
            drawn.value[rows] = np.where(now, table[:, -1], 0)
        world.drawn[f"income:{kind}"] = drawn
    key = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    value = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    rest = key // len(INCOME_KINDS)
    place = rest // len(people.age)
    return Incomes(
        person=(rest % len(people.age)).astype(np.int32),
        month=(place + first).astype(np.int32),
        kind=(key % len(INCOME_KINDS)).astype(np.int8),
        amount=value,
        recorded=recorded[place],
    )


def _months_of(days: NDArray[np.int32]) -> Ints:
    alive = days == FAR_FUTURE
    stamp = np.where(alive, 0, days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return np.where(alive, FAR_FUTURE, stamp)


def _factors(raised: Mapping[str, float], first: int, months: int) -> Floats:
    """Level of each month against the last: amounts were lower before each rise."""
    factor = np.ones(months)
    for text, rise in raised.items():
        month = parse_month(str(text))
        if month is None:
            raise ValueError(f"{text!r} is not a month such as {format_month(first)}")
        factor[: max(0, min(months, month - first))] /= float(rise)
    return factor
