"""What a reform changes: two laws over one register in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from zhyto.law.model import Law
from zhyto.register import Ints32, Register
from zhyto.rights import CLAIMABLE, DUE, UNKNOWN, Rights, rights_under
from zhyto.snapshot import Snapshot
from zhyto.together import best


@dataclass(frozen=True, slots=True)
class Tally:
    """One guarantee under one law: rows of its entity in each state, and kopecks a month that are due or could be claimed."""

    due: int
    claimable: int
    unknown: int
    kopecks_due: int
    kopecks_claimable: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One guarantee in one month before and after.

    gainers, losers: rows to whom the law promises more or less (due or claimable). unsettled: rows unknown under either law,
    which are neither. gained, lost: kopecks of gainers and losers, both positive.
    """

    code: str
    month: int
    before: Tally
    after: Tally
    gainers: int
    losers: int
    unsettled: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class HouseholdEffect:
    """What a reform changes for households in a month, of all they can hold together (due or claimable), net of what is replaced.

    gained, lost: kopecks of those who gain and of those who lose, both positive. due: kopecks more (or less) that are due without another
    claim. A right unknown under either law is left out under both.
    """

    gainers: int
    losers: int
    gained: int
    lost: int
    due: int


def simulate(
    law: Law, reformed: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None,
) -> list[Effect]:  # fmt: skip
    """Effect of a reform (`reformed`: `law.reform(…)`) on each guarantee in a month. What both laws share is computed once.

    Raises zhyto.law.reference.LawConflict where rules contradict each other or cannot be computed.
    """
    return simulate_households(law, reformed, register, month, known, codes=codes, threads=threads, progress=progress)[0]


def simulate_households(
    law: Law, reformed: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None,
) -> tuple[list[Effect], HouseholdEffect]:  # fmt: skip
    """The same, and what it changes for households."""
    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    before, after = rights_under([law, reformed], register, month, known, codes=codes, threads=threads, progress=progress, snapshot=snapshot)
    effects = [effect(one, two) for one, two in zip(before, after, strict=True)]
    return effects, household_effect(before, after, snapshot.lives(), register.households)


def household_effect(before: Sequence[Rights], after: Sequence[Rights], home: Ints32, households: int) -> HouseholdEffect:
    """What changed between two laws for households, from the rights under each. home: household of each person in the month."""
    guarantees, month = [right.guarantee for right in before], before[0].month if before else 0
    change = []
    for states in ((DUE,), (DUE, CLAIMABLE)):
        sides: tuple[dict[str, tuple[Any, Any]], ...] = ({}, {})
        for one, two in zip(before, after, strict=True):
            if one.implemented and two.implemented:
                open_rows = np.union1d(one.rows[one.states == UNKNOWN], two.rows[two.states == UNKNOWN])
                for side, right in zip(sides, (one, two), strict=True):
                    held = np.isin(right.states, states) & ~np.isin(right.rows, open_rows)
                    side[right.guarantee.code] = (right.rows[held], right.amounts[held])
        was, now = (best(guarantees, month, side, home, households).total for side in sides)
        change.append(now - was)
    due, both = change
    return HouseholdEffect(
        int(np.count_nonzero(both > 0)), int(np.count_nonzero(both < 0)), int(both[both > 0].sum()), -int(both[both < 0].sum()), int(due.sum())
    )


def effect(before: Rights, after: Rights) -> Effect:
    """What changed between two laws for one guarantee, from the rights under each."""
    if not (before.implemented and after.implemented):
        # Nothing can be compared with what has no rule.
        return Effect(before.guarantee.code, before.month, _tally(before), _tally(after), 0, 0, before.size, 0, 0)
    rows = np.union1d(before.rows, after.rows)
    one, two = before.on(before.amounts, rows), after.on(after.amounts, rows)
    settled = (before.on(before.states, rows) != UNKNOWN) & (after.on(after.states, rows) != UNKNOWN)
    change = np.where(settled, two - one, 0)
    return Effect(
        code=before.guarantee.code, month=before.month, before=_tally(before), after=_tally(after),
        gainers=int(np.count_nonzero(change > 0)), losers=int(np.count_nonzero(change < 0)), unsettled=int(np.count_nonzero(~settled)),
        gained=int(change[change > 0].sum()), lost=-int(change[change < 0].sum()),
    )  # fmt: skip


def _tally(rights: Rights) -> Tally:
    (due, kopecks_due), (claimable, kopecks_claimable) = rights.of(DUE), rights.of(CLAIMABLE)
    return Tally(len(due), len(claimable), rights.count(UNKNOWN), int(kopecks_due.sum()), int(kopecks_claimable.sum()))
