"""What a reform changes: two laws over one register in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from zhyto.law.blocks import evaluate_laws
from zhyto.law.model import Law
from zhyto.register import Register
from zhyto.rights import CLAIMABLE, DUE, UNKNOWN, Rights, rights_of
from zhyto.snapshot import Snapshot


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
    before, after = rights_under([law, reformed], register, month, known, codes, threads, progress)
    return [effect(one, two) for one, two in zip(before, after, strict=True)]


def rights_under(
    laws: Sequence[Law], register: Register, month: int, known: date | None = None, codes: Sequence[str] | None = None, threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[list[Rights]]:  # fmt: skip
    """`zhyto.rights.find_rights` under each of several laws with the same facts and guarantees, in one pass."""
    base = laws[0]
    codes = tuple(base.guarantees) if codes is None else codes
    snapshot = Snapshot(register, base.inputs, base.guarantees, month, known)
    names = dict.fromkeys(name for code in codes for name in (code, base.guarantees[code].claim_until) if name)
    found = evaluate_laws(laws, register, tuple(names), month, known, snapshot=snapshot, threads=threads, progress=progress)
    return [
        [rights_of(law, law.guarantees[code], results, snapshot, register, known) for code in codes]
        for law, results in zip(laws, found, strict=True)
    ]


def effect(before: Rights, after: Rights) -> Effect:
    """What changed between two laws for one guarantee, from the rights under each."""
    settled = (before.state != UNKNOWN) & (after.state != UNKNOWN)
    change = np.where(settled, after.amount - before.amount, 0)
    return Effect(
        code=before.guarantee.code, month=before.month, before=_tally(before), after=_tally(after),
        gainers=int(np.count_nonzero(change > 0)), losers=int(np.count_nonzero(change < 0)), unsettled=int(np.count_nonzero(~settled)),
        gained=int(change[change > 0].sum()), lost=-int(change[change < 0].sum()),
    )  # fmt: skip


def _tally(rights: Rights) -> Tally:
    due, claimable = rights.state == DUE, rights.state == CLAIMABLE
    return Tally(
        due=int(np.count_nonzero(due)), claimable=int(np.count_nonzero(claimable)), unknown=int(np.count_nonzero(rights.state == UNKNOWN)),
        kopecks_due=int(rights.amount[due].sum()), kopecks_claimable=int(rights.amount[claimable].sum()),
    )  # fmt: skip
