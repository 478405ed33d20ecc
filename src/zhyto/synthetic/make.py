"""A synthetic register of a region: its people, their facts and incomes. Claims and payments are planted once the law is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from zhyto.dates import FAR_PAST, day_number, first_day, last_day
from zhyto.law.declare import Input
from zhyto.register.columns import Coverage, Fact, Incomes, Register
from zhyto.register.places import base_facts
from zhyto.synthetic.facts import World, draw_fact, nothing_drawn, remembered, to_fact, world_of
from zhyto.synthetic.incomes import draw_incomes
from zhyto.synthetic.people import make_people
from zhyto.synthetic.region import Region


def make_region(region: Region, seed: int, month: int, inputs: Mapping[str, Input], share: float = 1.0) -> Register:
    """Everyone of the region as of the last day of `month`, without claims and payments.

    share: part of the population, above 0 and at most 1; each hromada gets its part by largest remainder.
    inputs: the facts the law declares. The same region, seed, share and inputs give the same register.
    Raises ValueError where the rates name a fact or value that the law does not declare.
    """
    people = make_people(region, seed, share, month)
    world = world_of(region, people, month, seed)
    facts, incomes = _draw(world, inputs)
    places = pl.Series(people.settlement)
    codes = region.settlements["code"]
    settlement = pl.select(pl.when(places >= 0).then(codes.gather(places.clip(0)))).to_series()
    return Register(
        household_id=numbered("H", people.households, 7),
        person_id=numbered("R", len(people.age), 8),
        start=people.start.astype(np.int64),
        hromadas=tuple(region.hromadas["code"]),
        hromada=people.hromada.astype(np.int32),
        birth=people.birth,
        sex=(people.sex + 1).astype(np.int8),
        role=people.role.astype(np.int8),
        death=people.death,
        facts=facts,
        moves=None,
        incomes=incomes,
        claims={},
        payments={},
        # Claims too: that nobody has claimed yet is known.
        coverage=tuple(
            cover for rows, tables in ((region.rates, ("incomes", "facts")), (region.rates.get("claims", {}), ("claims",)))
            for cover in coverage_of(rows.get("coverage", ()), tuple(region.hromadas["code"]), month, tables)
        ),
        name="synthetic",
        extra={"settlement": settlement.alias("settlement")},
    )


def _draw(world: World, inputs: Mapping[str, Input]) -> tuple[dict[str, Fact], Incomes]:
    """Facts that no income decides, then incomes, then the rest."""
    specs: Mapping[str, Any] = world.region.rates.get("facts", {})
    strange = [code for code, spec in specs.items() if not _declared(code, spec, inputs)]
    if strange:
        raise ValueError(f"rates are given for facts that the law does not declare: {', '.join(strange)}")
    known = world.region.places.facts(inputs, world.people.settlement)
    facts: dict[str, Fact] = base_facts(known)
    for code, (value, told) in known.items():
        # Where the settlement's own is not known, nobody's is.
        world.drawn[code] = replace(nothing_drawn(False, len(value)), value=value, held=value > 0, known=told)
    later = [code for code, spec in specs.items() if spec.get("after_incomes")]

    def draw(codes: Sequence[str]) -> None:
        for code in codes:
            item = _declared(code, specs[code], inputs)
            assert item is not None
            drawn = draw_fact(world, code, specs[code], item)
            world.drawn[code] = remembered(drawn)
            if "helper" not in specs[code]:
                facts[code] = to_fact(drawn, item)

    draw([code for code in specs if code not in later])
    incomes = draw_incomes(world, world.region.rates["incomes"])
    draw(later)
    return facts, incomes


def _declared(code: str, spec: Mapping[str, Any], inputs: Mapping[str, Input]) -> Input | None:
    """The law's declaration, or that of a helper: a status only the rates use."""
    if "helper" in spec:
        return Input(code, spec["helper"], "status", "facts", "no", {})
    item = inputs.get(code)
    return item if item is not None and item.source in ("facts", "persons", "households") else None


def numbered(letter: str, count: int, digits: int, first: int = 1) -> pl.Series:
    """Ids: a letter and a running number of so many digits."""
    return pl.select(letter + pl.int_range(first, first + count).cast(pl.String).str.zfill(digits)).to_series()


def coverage_of(rows: Sequence[Mapping[str, Any]], hromadas: Sequence[str], month: int, tables: Sequence[str]) -> tuple[Coverage, ...]:
    """Statements of completeness for some tables.

    A row names its table, the number of months up to the reference month, codes (all if left out) and gaps: a hromada and how
    many months before the reference month, from and to, the table is not complete there.
    """
    out: list[Coverage] = []
    for row in rows:
        if row["table"] not in tables:
            continue
        since = day_number(first_day(month + 1 - int(row["months"]))) if "months" in row else FAR_PAST
        until = day_number(last_day(month))
        gaps = {gap["hromada"]: gap["months_before"] for gap in row.get("gaps", ())}
        strange = sorted(set(gaps) - set(hromadas))
        if strange:
            raise ValueError(f"coverage names hromadas that are not in the region: {', '.join(strange)}")
        for code in row.get("codes", [""]):
            for place in hromadas if gaps else ("",):
                if place not in gaps:
                    out.append(Coverage(row["table"], since, until, code, place))
                    continue
                near, far = sorted(gaps[place])
                begin, end = day_number(first_day(month - far)), day_number(last_day(month - near))
                if since < begin:
                    out.append(Coverage(row["table"], since, begin - 1, code, place))
                if end < until:
                    out.append(Coverage(row["table"], end + 1, until, code, place))
    return tuple(out)
