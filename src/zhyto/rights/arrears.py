"""Past months computed again: what later facts, or a law published later, make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.law.declare import Guarantee
from zhyto.law.model import Law
from zhyto.register.columns import DECISIONS, Register
from zhyto.register.convert import some_households
from zhyto.register.snapshot import Snapshot, days_to_decide, decisions
from zhyto.rights.rights import DUE, UNKNOWN, Rights, rights_under

MOST = 0.5
"""Share of the households from which taking them out of the register costs more than it saves."""


@dataclass(slots=True)
class Arrears:
    """Rows of one guarantee whose due amount or (where it was asked for) knowledge of it changed, sorted by (entity, month); aligned arrays.

    entity: row in the register of the guarantee's entity. month: the month the right is for.
    before, after: kopecks due as known on each of the two days; 0 where not due, and where unknown (see `settled`).
    state_before, state_after: as `zhyto.rights.rights.Rights.state`.
    """

    guarantee: Guarantee
    known_before: date
    known_after: date
    entity: NDArray[np.int64]
    month: NDArray[np.int32]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    state_before: NDArray[np.int8]
    state_after: NDArray[np.int8]

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Rows known on both days. The others have no difference: what was unknown was not zero."""
        return np.asarray((self.state_before != UNKNOWN) & (self.state_after != UNKNOWN))

    @property
    def difference(self) -> NDArray[np.int64]:
        """Kopecks of arrears (+) or overpayment (−) by what was due; 0 in rows that are not settled."""
        return np.where(self.settled, self.after - self.before, 0)


def arrears(
    law: Law, register: Register, months: Iterable[int], known_before: date, known_after: date, codes: Sequence[str] | None = None, *,
    law_after: Law | None = None, threads: int = 1, progress: Callable[[int], None] | None = None,
) -> list[Arrears]:  # fmt: skip
    """Months computed as known on each of two days, and the rows that differ, for each guarantee (or of `codes`).

    A day brings with it the facts, decisions and claims recorded by then and the law published by then. law_after: the law on
    the later day where it is another one (a reform with retroactive force); default: the same law.
    Amounts compared are those due: a right nobody had claimed was not due, whatever was unknown of it. What was paid is not looked at
    (`zhyto.reconcile`). Where the law is the same on both days, only the households of which something was recorded in between are
    computed. threads: months computed at once.
    Raises ValueError where the later day is before the earlier one; LawConflict as `zhyto.rights.rights.find_rights`.
    """
    if known_after < known_before:
        raise ValueError("known_after is before known_before")
    codes = tuple(law.guarantees) if codes is None else tuple(codes)
    months = sorted(set(months))
    part, people, homes = register, None, None
    moved = register.moves is not None and len(register.moves.entity)
    if law_after is None and not moved and not law.published(known_before, known_after):
        touched = _touched(register, law, dates.day_number(known_before), dates.day_number(known_after))
        if len(touched) and touched.mean() < MOST:
            homes = np.flatnonzero(touched)
            part, people = some_households(register, homes, law.inputs, law.guarantees)
    days = ((law, known_before), (law_after or law, known_after))

    def differing(month: int) -> list[tuple[NDArray[Any], ...]]:
        rights, snapshot = [], None
        for one, known in days:
            snapshot = Snapshot(part, law.inputs, law.guarantees, month, known, snapshot)
            rights.append(rights_under([one], part, month, known, codes=codes, snapshot=snapshot, why=False)[0])
        if progress is not None:
            progress(2 * register.persons)
        return [_differing(part, one, two, known_before, known_after) for one, two in zip(*rights, strict=True)]

    # A month has parts that only one thread can do; months have nothing to do with each other.
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(differing, months))
    rows_of = {"person": people, "household": homes}
    return [
        _joined(law.guarantees[code], known_before, known_after, [parts[place] for parts in found], rows_of[law.guarantees[code].entity])
        for place, code in enumerate(codes)
    ]


def _touched(register: Register, law: Law, before: int, after: int) -> NDArray[np.bool_]:
    """Households for which a fact, an income, a claim or a decision came in after one day and until another, or a decision fell overdue."""
    person, household = np.zeros(register.persons, dtype=np.bool_), np.zeros(register.households, dtype=np.bool_)
    of = {"person": person, "household": household}

    def later(days: NDArray[Any]) -> NDArray[np.bool_]:
        return np.asarray((days > before) & (days <= after))

    person[register.incomes.person[later(register.incomes.recorded)]] = True
    for code, fact in register.facts.items():
        of[law.inputs[code].entity if code in law.inputs else "household"][fact.entity[later(fact.recorded)]] = True
    for code, claims in register.claims.items():
        guarantee = law.guarantees[code]
        # Overdue is what is undecided after the last day for the decision.
        overdue = claims.claimed_on + days_to_decide(guarantee, claims.claimed_on) + 1
        concerned = later(claims.recorded) | later(claims.claimed_on) | later(claims.decided_on) | later(overdue)
        of[guarantee.entity][claims.entity[concerned]] = True
    return np.asarray(household | (np.diff(np.concatenate([[0], np.cumsum(person)])[register.start]) > 0))


def _differing(register: Register, one: Rights, two: Rights, before: date, after: date) -> tuple[NDArray[Any], ...]:
    """Rows, months, amounts and states of one guarantee on two days where they differ. register: what was computed."""
    both = one.rows
    if not np.array_equal(one.rows, two.rows):
        held = np.zeros(one.size, dtype=np.bool_)
        held[one.rows] = held[two.rows] = True
        both = np.flatnonzero(held).astype(np.int32)
    states = [right.on(right.states, both) for right in (one, two)]
    due = [np.where(state == DUE, right.on(right.amounts, both), 0) for right, state in zip((one, two), states, strict=True)]
    doubtful = [
        (state == UNKNOWN) & _asked(register, right, both, known) for right, state, known in zip((one, two), states, (before, after), strict=True)
    ]
    held = (due[0] != due[1]) | (doubtful[0] != doubtful[1])
    rows = both[held]
    return rows, np.full(len(rows), one.month), due[0][held], due[1][held], states[0][held], states[1][held]


def _asked(register: Register, right: Rights, rows: NDArray[Any], known: date) -> NDArray[np.bool_]:
    """Rows that have the right without asking, or have asked for it and were not refused."""
    if right.guarantee.access == "automatic":
        return np.ones(len(rows), dtype=np.bool_)
    claims = register.claims.get(right.guarantee.code)
    if claims is None or not len(claims.entity):
        return np.zeros(len(rows), dtype=np.bool_)
    own = right.claim[rows]
    refused = decisions(claims, dates.day_number(known)) == DECISIONS.index("refused")
    return np.asarray((own >= 0) & ~refused[np.maximum(own, 0)])


def _joined(
    guarantee: Guarantee, before: date, after: date, parts: list[tuple[NDArray[Any], ...]], rows: NDArray[np.int64] | None
) -> Arrears:
    kinds = (np.int64, np.int32, np.int64, np.int64, np.int8, np.int8)
    columns = [np.concatenate([np.zeros(0, dtype=kind), *(part[place] for part in parts)]).astype(kind) for place, kind in enumerate(kinds)]
    order = np.lexsort((columns[1], columns[0]))
    entity, month, due_before, due_after, state_before, state_after = (column[order] for column in columns)
    return Arrears(guarantee, before, after, entity if rows is None else rows[entity], month, due_before, due_after, state_before, state_after)
