"""What a reform changes: two laws over one register in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from zhyto.law.model import Law
from zhyto.register import Register
from zhyto.rights import CLAIMABLE, DUE, UNKNOWN, Rights, rights_under


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


def simulate(
    law: Law, reformed: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None,
    threads: int = 1, progress: Callable[[int], None] | None = None,
) -> list[Effect]:  # fmt: skip
    """Effect of a reform (`reformed`: `law.reform(…)`) on each guarantee in a month. What both laws share is computed once.

    Raises zhyto.law.reference.LawConflict where rules contradict each other or cannot be computed.
    """
    before, after = rights_under([law, reformed], register, month, known, codes=codes, threads=threads, progress=progress)
    return [effect(one, two) for one, two in zip(before, after, strict=True)]


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
