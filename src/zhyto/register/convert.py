"""Between the register's columns and single household records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto import dates
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import DECISIONS, INCOME_KINDS, ROLES, SEXES, Claims, Coverage, Fact, Incomes, Payments, Register
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell
from zhyto.register.snapshot import Snapshot


def _day(number: int) -> date | None:
    return None if number in (dates.FAR_PAST, dates.FAR_FUTURE) else dates.day_of(int(number))


def _number(day: date | None, absent: int) -> int:
    return absent if day is None else dates.day_number(day)


def household_record(register: Register, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee], row: int) -> Household:
    """One household of a register, with its persons, for the reference evaluator. Moves (`member_of`) are not followed."""
    start, end = int(register.start[row]), int(register.start[row + 1])
    index = int(register.hromada[row])
    hromada = register.hromadas[index] if index >= 0 else ""
    persons = tuple(_entity(register, inputs, guarantees, "person", person) for person in range(start, end))
    complete = tuple(
        Complete(cover.table, _day(cover.since), _day(cover.until), cover.code)
        for cover in register.coverage
        if cover.hromada in ("", hromada)
    )
    return Household(_entity(register, inputs, guarantees, "household", row), persons, complete, hromada)


def household_in_month(
    register: Register, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee], entity: str, month: int, known: date | None = None
) -> Household | None:
    """The household of a person or household id as it stood in a month, moves followed; None where there is no such id."""
    snapshot = Snapshot(register, inputs, guarantees, month, known)
    register = snapshot.register
    claims = {code: _in_order(rows) for code, rows in register.claims.items()}
    register = replace(register, hromada=snapshot.hromadas_of("household"), claims=claims)
    ids, persons = register.household_id, register.person_id
    row = ids.index_of(entity)
    if row is None:
        place = persons.index_of(entity)
        row = None if place is None else int(register.household_of()[place])
    return None if row is None else household_record(register, inputs, guarantees, row)


def _in_order(rows: Claims) -> Claims:
    order = np.lexsort((rows.claimed_on, rows.entity))
    return Claims(
        rows.claim_id.gather(order), rows.entity[order], rows.claimed_on[order], rows.decided_on[order], rows.decision[order],
        rows.reason.gather(order), rows.recorded[order], rows.row[order],
    )  # fmt: skip


def _entity(register: Register, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee], kind: str, row: int) -> Entity:
    facts: dict[str, tuple[Spell, ...]] = {}
    for code, fact in register.facts.items():
        if code not in inputs or inputs[code].entity != kind:
            continue
        spells = [Spell(int(fact.base[row]))] if fact.base is not None and fact.base_known is not None and fact.base_known[row] else []
        first, last = np.searchsorted(fact.entity, _of(row, fact.entity))
        spells += [
            Spell(int(fact.value[i]), _day(fact.since[i]), _day(fact.until[i]), _day(fact.recorded[i]))
            for i in range(int(first), int(last))
        ]
        if spells:
            facts[code] = tuple(spells)
    claims: dict[str, tuple[Claim, ...]] = {}
    for code, rows in register.claims.items():
        if guarantees[code].entity != kind:
            continue
        first, last = np.searchsorted(rows.entity, _of(row, rows.entity))
        if last > first:
            claims[code] = tuple(
                Claim(dates.day_of(int(rows.claimed_on[i])), DECISIONS[rows.decision[i]], _day(rows.decided_on[i]), _day(rows.recorded[i]), i,  # type: ignore[arg-type]
                      str(rows.claim_id[i]))
                for i in range(int(first), int(last))
            )  # fmt: skip
    if kind == "household":
        return Entity(str(register.household_id[row]), facts, claims, row=row)
    for name, codes, words in (("sex", register.sex, SEXES), ("role", register.role, ROLES)):
        if codes[row]:
            facts[name] = (Spell(int(codes[row])),)
        assert len(words) > int(codes[row])
    incomes = register.incomes
    found: list[int] = []
    for month in incomes.months():
        place = incomes.of_month(month)
        first, last = np.searchsorted(incomes.person[place], _of(row, incomes.person))
        found += range(place.start + int(first), place.start + int(last))
    rows_of = tuple(Income(int(incomes.month[i]), INCOME_KINDS[incomes.kind[i]], int(incomes.amount[i]), _day(incomes.recorded[i])) for i in found)
    return Entity(str(register.person_id[row]), facts, claims, rows_of, _day(register.birth[row]), _day(register.death[row]), row)


def some_households(
    register: Register, rows: NDArray[np.int64], inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee]
) -> tuple[Register, NDArray[np.int64]]:
    """Some households of a register as a register without payments, and the rows its persons have there.

    rows: household rows, ascending. Raises ValueError where persons move between households: whoever moves in would be missing.
    """
    if register.moves is not None and len(register.moves.entity):
        raise ValueError("persons of this register move between households")
    sizes = np.diff(register.start)[rows]
    start = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(sizes, out=start[1:])
    people = np.arange(start[-1]) + np.repeat(register.start[:-1][rows] - start[:-1], sizes)
    place = {"person": np.full(register.persons, -1, dtype=np.int32), "household": np.full(register.households, -1, dtype=np.int32)}
    place["person"][people], place["household"][rows] = np.arange(len(people)), np.arange(len(rows))
    of = {"person": people, "household": rows}

    def fact(code: str, old: Fact) -> Fact:
        entity = inputs[code].entity if code in inputs else "household"
        new = place[entity][old.entity]
        kept = np.flatnonzero(new >= 0)
        base = None if old.base is None else old.base[of[entity]]
        base_known = None if old.base_known is None else old.base_known[of[entity]]
        return Fact(base, base_known, new[kept], old.value[kept], old.since[kept], old.until[kept], old.recorded[kept], old.row[kept])

    def claimed(code: str, old: Claims) -> Claims:
        new = place[guarantees[code].entity][old.entity]
        kept = np.flatnonzero(new >= 0)
        columns = (old.claimed_on[kept], old.decided_on[kept], old.decision[kept], old.reason.gather(kept), old.recorded[kept], old.row[kept])
        return Claims(old.claim_id.gather(kept), new[kept], *columns)

    new = place["person"][register.incomes.person]
    incomes = register.incomes.taken(np.flatnonzero(new >= 0))
    incomes.person = place["person"][incomes.person]
    return replace(
        register, household_id=register.household_id.gather(rows), person_id=register.person_id.gather(people), start=start,
        hromada=register.hromada[rows], birth=register.birth[people], sex=register.sex[people], role=register.role[people],
        death=register.death[people], facts={code: fact(code, old) for code, old in register.facts.items()}, incomes=incomes,
        claims={code: claimed(code, old) for code, old in register.claims.items()}, payments={}, extra={},
    ), people  # fmt: skip


def _of(row: int, column: NDArray[Any]) -> NDArray[Any]:
    """Bounds of a row's entries in a sorted column, of its own type: otherwise all of it would be converted."""
    return np.array([row, row + 1], dtype=column.dtype)


def register_of(households: Sequence[Household], inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> Register:
    """A register in memory of household records. Spells of a fact must be in order; coverage of the first household holds for all."""
    persons = [person for household in households for person in household.persons]
    start = np.zeros(len(households) + 1, dtype=np.int64)
    np.cumsum([len(household.persons) for household in households], out=start[1:])
    hromadas = tuple(sorted({household.hromada for household in households}))
    facts: dict[str, Fact] = {}
    for code, item in inputs.items():
        if code in ("sex", "role", "birth_date", "death_date", "died") or not item.recorded:
            continue
        entities = persons if item.entity == "person" else [household.entity for household in households]
        fact = _fact(entities, code)
        if fact is not None:
            facts[code] = fact
    rows = sorted((income.month, i, INCOME_KINDS.index(income.kind), income.amount, _number(income.recorded, dates.FAR_PAST))
                  for i, person in enumerate(persons) for income in person.incomes)  # fmt: skip
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    claims = {}
    for code, guarantee in guarantees.items():
        entities = persons if guarantee.entity == "person" else [household.entity for household in households]
        items = [(i, claim) for i, entity in enumerate(entities) for claim in entity.claims.get(code, ())]
        if items:
            claims[code] = _claims(items)
    complete = households[0].complete if households else ()
    return Register(
        household_id=pl.Series("household_id", [household.entity.id for household in households], dtype=pl.String),
        person_id=pl.Series("person_id", [person.id for person in persons], dtype=pl.String), start=start, hromadas=hromadas,
        hromada=np.array([hromadas.index(household.hromada) for household in households], dtype=np.int32),
        birth=np.array([_number(person.birth, 0) for person in persons], dtype=np.int32),
        sex=np.array([_code(person, "sex") for person in persons], dtype=np.int8), role=np.array([_code(person, "role") for person in persons], dtype=np.int8),
        death=np.array([_number(person.death, dates.FAR_FUTURE) for person in persons], dtype=np.int32), facts=facts, moves=None,
        incomes=Incomes(table[:, 1].astype(np.int32), table[:, 0].astype(np.int32), table[:, 2].astype(np.int8), table[:, 3], table[:, 4].astype(np.int32)),
        claims=claims, payments={},
        coverage=tuple(Coverage(c.table, _number(c.since, dates.FAR_PAST), _number(c.until, dates.FAR_FUTURE), c.code, "") for c in complete),
    )  # fmt: skip


def _code(person: Entity, name: str) -> int:
    spells = person.facts.get(name, ())
    return spells[-1].value if spells else 0


def _fact(entities: Sequence[Entity], code: str) -> Fact | None:
    base = np.zeros(len(entities), dtype=np.int64)
    known = np.zeros(len(entities), dtype=np.bool_)
    rows = []
    for i, entity in enumerate(entities):
        for spell in entity.facts.get(code, ()):
            if spell.since is None and spell.until is None and spell.recorded is None:
                base[i], known[i] = spell.value, True
            else:
                rows.append(
                    (
                        i,
                        spell.value,
                        _number(spell.since, dates.FAR_PAST),
                        _number(spell.until, dates.FAR_FUTURE),
                        _number(spell.recorded, dates.FAR_PAST),
                    )
                )
    if not rows and not known.any():
        return None
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Fact(
        base if known.any() else None, known if known.any() else None, table[:, 0].astype(np.int32), table[:, 1], table[:, 2].astype(np.int32),
        table[:, 3].astype(np.int32), table[:, 4].astype(np.int32), np.zeros(len(table), dtype=np.int32),
    )  # fmt: skip


def _claims(items: Sequence[tuple[int, Claim]]) -> Claims:
    return Claims(
        claim_id=pl.Series([claim.claim_id or f"claim-{place}" for place, (_, claim) in enumerate(items)], dtype=pl.String),
        entity=np.array([i for i, _ in items], dtype=np.int32),
        claimed_on=np.array([dates.day_number(claim.claimed_on) for _, claim in items], dtype=np.int32),
        decided_on=np.array([_number(claim.decided_on, dates.FAR_FUTURE) for _, claim in items], dtype=np.int32),
        decision=np.array([DECISIONS.index(claim.decision) for _, claim in items], dtype=np.int8),
        reason=pl.Series([""] * len(items), dtype=pl.String),
        recorded=np.array([_number(claim.recorded, dates.FAR_PAST) for _, claim in items], dtype=np.int32),
        row=np.zeros(len(items), dtype=np.int32),
    )  # fmt: skip


def no_payments() -> Payments:
    """An empty column set of payments."""
    none = np.zeros(0, dtype=np.int32)
    return Payments(pl.Series([], dtype=pl.String), none, none, np.zeros(0, dtype=np.int64), none, none, none)
