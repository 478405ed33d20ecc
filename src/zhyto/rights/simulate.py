"""What a reform changes: two laws over one register in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zhyto.law.model import Law
from zhyto.register.columns import Ints32, Register
from zhyto.register.snapshot import Snapshot
from zhyto.rights.accrual import Accrued, Parts, find_accrued, parts
from zhyto.rights.rights import CLAIMABLE, DUE, UNKNOWN, Rights, rights_under
from zhyto.rights.together import best


@dataclass(frozen=True, slots=True)
class Tally:
    """One guarantee under one law: rows of its entity in each state, and kopecks that are due or could be claimed: each month, and (`once`) at once.

    claimable: also what can be claimed for earlier months only.
    """

    due: int
    claimable: int
    unknown: int
    kopecks_due: int
    kopecks_claimable: int
    once_due: int = 0
    once_claimable: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """One guarantee in one month before and after.

    gainers, losers: rows to whom the law promises more or less (due or claimable). unsettled: rows unknown under either law,
    which are neither. gained, lost: kopecks of gainers and losers each month, all positive; gained_once, lost_once: what comes at once or once.
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
    gained_once: int = 0
    lost_once: int = 0


@dataclass(frozen=True, slots=True)
class HouseholdEffect:
    """What a reform changes for households in a month, of all they can hold together (due or claimable), net of what is replaced.

    gained, lost: kopecks each month of those who gain and of those who lose, both positive. due: kopecks more (or less) each month that are due
    without another claim. at_once: kopecks more (or less) at once. A right unknown under either law is left out under both.
    """

    gainers: int
    losers: int
    gained: int
    lost: int
    due: int
    at_once: int = 0


def simulate(
    law: Law, reformed: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None,
) -> list[Effect]:  # fmt: skip
    """Effect of a reform (`reformed`: `law.reform(…)`) on each guarantee in a month. What both laws share is computed once.

    Raises zhyto.engine.reference.LawConflict where rules contradict each other or cannot be computed.
    """
    return simulate_households(law, reformed, register, month, known, codes=codes, threads=threads, progress=progress)[0]


def simulate_households(
    law: Law, reformed: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None,
) -> tuple[list[Effect], HouseholdEffect]:  # fmt: skip
    """The same, and what it changes for households."""
    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    before, after = rights_under([law, reformed], register, month, known, codes=codes, threads=threads, progress=progress, snapshot=snapshot)
    sums = [find_accrued(one, register, rights, known, threads=threads) for one, rights in ((law, before), (reformed, after))]
    effects = [effect(one, two, accrued) for one, two, *accrued in zip(before, after, *sums, strict=True)]
    pairs = [
        (parts(one, first), parts(two, second))
        for one, two, first, second in zip(before, after, *sums, strict=True) if one.implemented and two.implemented
    ]  # fmt: skip
    return effects, household_effect(pairs, month, snapshot.lives(), register.households)


def of_month(right: Rights) -> Parts:
    """A right by what the month itself gives, whether it comes each month or once."""
    return parts(right, Accrued(np.zeros(len(right.rows), dtype=np.bool_)))


def household_effect(pairs: Sequence[tuple[Parts, Parts]], month: int, home: Ints32, households: int) -> HouseholdEffect:
    """What changed between two laws for households, from what each right brings under each. home: household of each person in the month.

    Of rights that are not given together the month's own amount decides which counts.
    """
    guarantees = [one.guarantee for one, _ in pairs]
    change = []
    for states in ((DUE,), (DUE, CLAIMABLE)):
        sums = np.zeros((2, 2, households), dtype=np.int64)
        for law in (0, 1):
            held = {}
            for pair in pairs:
                part, other = pair[law], pair[1 - law]
                settled = ~(_open(part) | other.on(_open(other), part.rows))
                held[part.guarantee.code] = part, np.flatnonzero(np.isin(part.states, states) & settled)
            cases = {code: (part.rows[at], part.amounts[at]) for code, (part, at) in held.items()}
            kept = best(guarantees, month, cases, home, households).kept
            for code, (part, at) in held.items():
                at = at[kept[code]]
                place = home[part.rows[at]] if part.guarantee.entity == "person" else part.rows[at]
                np.add.at(sums[law, 0], place, part.monthly[at])
                np.add.at(sums[law, 1], place, part.at_once[at])
        change.append(sums[1] - sums[0])
    due, (both, once) = change[0][0], change[1]
    return HouseholdEffect(
        int(np.count_nonzero(both > 0)), int(np.count_nonzero(both < 0)), int(both[both > 0].sum()), -int(both[both < 0].sum()), int(due.sum()),
        int(once.sum()),
    )


def effect(before: Rights, after: Rights, accrued: Sequence[Accrued]) -> Effect:
    """What changed between two laws for one guarantee, from the rights under each. accrued: of the one and of the other."""
    one, two = parts(before, accrued[0]), parts(after, accrued[1])
    if not (before.implemented and after.implemented):
        # Nothing can be compared with what has no rule.
        return Effect(before.guarantee.code, before.month, _tally(one), _tally(two), 0, 0, before.size, 0, 0)
    rows = np.union1d(one.rows, two.rows)
    settled = ~(one.on(_open(one), rows) | two.on(_open(two), rows))
    monthly = np.where(settled, two.on(two.monthly, rows) - one.on(one.monthly, rows), 0)
    once = np.where(settled, two.on(two.at_once, rows) - one.on(one.at_once, rows), 0)
    # Who gains each month what is lost at once (or the other way round) is told by what comes each month.
    change = np.where(monthly != 0, monthly, once)
    return Effect(
        code=before.guarantee.code, month=before.month, before=_tally(one), after=_tally(two),
        gainers=int(np.count_nonzero(change > 0)), losers=int(np.count_nonzero(change < 0)), unsettled=int(np.count_nonzero(~settled)),
        gained=int(monthly[monthly > 0].sum()), lost=-int(monthly[monthly < 0].sum()),
        gained_once=int(once[once > 0].sum()), lost_once=-int(once[once < 0].sum()),
    )  # fmt: skip


def _open(part: Parts) -> NDArray[np.bool_]:
    """Where something is unknown: the right, or a month that it would bring."""
    open_ = part.states == UNKNOWN
    if part.guarantee.gives == "money":
        open_ |= ~part.monthly_known | (part.months > 0) & ~part.at_once_known
    return np.asarray(open_)


def _tally(part: Parts) -> Tally:
    due, claimable = part.states == DUE, part.states == CLAIMABLE
    return Tally(
        int(np.count_nonzero(due)), int(np.count_nonzero(claimable)), int(np.count_nonzero(part.states == UNKNOWN)),
        int(part.monthly[due].sum()), int(part.monthly[claimable].sum()), int(part.at_once[due].sum()), int(part.at_once[claimable].sum()),
    )  # fmt: skip
