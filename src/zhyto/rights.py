"""A right in one month: due, claimable, not due or unknown. The shape every later stage reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.law.blocks import Result, evaluate
from zhyto.law.declare import Guarantee
from zhyto.law.model import Law
from zhyto.law.reference import LawConflict
from zhyto.law.trace import law_text
from zhyto.register import DECISIONS, Register
from zhyto.snapshot import Snapshot

NOT_DUE: Final = 0
UNKNOWN: Final = 1
CLAIMABLE: Final = 2
DUE: Final = 3
STATES: Final = ("not_due", "unknown", "claimable", "due")


@dataclass(slots=True)
class Rights:
    """One guarantee in one month for every row of its entity in the register (`guarantee.entity`: person or household).

    state: one of NOT_DUE, UNKNOWN, CLAIMABLE, DUE.
    amount: kopecks due, or that would be due if claimed; 0 in the other states and for what is given in kind.
    claim_until: last day to claim, as a day number, where claimable (FAR_FUTURE: no limit); FAR_PAST elsewhere.
    missing: for unknown rows, bit i set: the fact `missing_names[i]` would help to settle it.
    claim: index into `register.claims[code]` of the claim that the right runs under, or the one refused; -1 where none.
    undecided: that claim is still pending and its time for a decision is over (the right is due all the same).
    refused: the claim was refused although the facts meet the conditions.
    law: citation of the rule in force, with `unverified: …` where figures or rules behind it are not verified.
    implemented: there is a rule for the month; where not, the right is unknown for everyone alike.
    """

    guarantee: Guarantee
    month: int
    state: NDArray[np.int8]
    amount: NDArray[np.int64]
    claim_until: NDArray[np.int32]
    missing: NDArray[np.uint64]
    missing_names: tuple[str, ...]
    claim: NDArray[np.int32]
    undecided: NDArray[np.bool_]
    refused: NDArray[np.bool_]
    law: str
    implemented: bool = True


def find_rights(
    law: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None, threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Rights]:  # fmt: skip
    """The state of every guarantee (or of `codes`) in a month, as known on a day, for every row of its entity.

    Raises zhyto.law.reference.LawConflict where rules contradict each other or cannot be computed.
    """
    codes = tuple(law.guarantees) if codes is None else codes
    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    names = dict.fromkeys(name for code in codes for name in (code, law.guarantees[code].claim_until) if name)
    results = evaluate(law, register, tuple(names), month, known, snapshot=snapshot, threads=threads, progress=progress)
    return [rights_of(law, law.guarantees[code], results, snapshot, register, known) for code in codes]


def rights_of(
    law: Law, guarantee: Guarantee, results: dict[str, Result], snapshot: Snapshot, register: Register, known: date | None
) -> Rights:
    """States out of an amount, a claim window and claims (`zhyto.law.reference.Reference.right` says the same for one household)."""
    month = snapshot.month
    amounts = results[guarantee.code]
    rows = len(amounts.value)
    labels = dict.fromkeys(amounts.labels)
    missing = np.zeros(rows, dtype=np.uint64) if amounts.missing is None else amounts.missing.copy()
    amount = amounts.value
    if guarantee.entity == "household":
        here = np.ones(register.persons, dtype=np.bool_) if snapshot.present is None else snapshot.present
        start = snapshot.register.start
        total = np.concatenate([[0], np.cumsum(here)])
        inhabited = total[start[1:]] > total[start[:-1]]
    else:
        inhabited = np.ones(rows, dtype=np.bool_) if snapshot.present is None else snapshot.present.copy()
        if snapshot.person_rows is not None:
            inhabited[snapshot.person_rows] = inhabited.copy()
    if bool((amount < 0)[(missing == 0) & inhabited].any()):
        raise LawConflict(f"`{guarantee.code}` gives a negative amount; bound it with max(0, …)")
    open_case = inhabited & ((missing != 0) | (amount > 0))
    claim = np.full(rows, -1, dtype=np.int32)
    undecided = np.zeros(rows, dtype=np.bool_)
    refused = np.zeros(rows, dtype=np.bool_)
    no_limit = np.full(rows, dates.FAR_FUTURE, dtype=np.int32)
    if guarantee.access == "automatic":
        due, claimable, until = open_case, np.zeros(rows, dtype=np.bool_), no_limit
    else:
        until = no_limit
        if guarantee.right == "claim":
            until = np.full(rows, dates.day_number(dates.last_day(month)), dtype=np.int32)
        elif guarantee.claim_until:
            window = results[guarantee.claim_until]
            until = window.value.astype(np.int32)
            if window.missing is not None:
                labels.update(dict.fromkeys(window.labels))
                missing = np.where(
                    open_case & (window.missing != 0), missing | _recoded(window.missing, window.labels, tuple(labels)), missing
                )
                until = np.where(window.missing != 0, dates.FAR_FUTURE, until).astype(np.int32)
        claim = _on_rows(snapshot, guarantee, snapshot.claim(guarantee))
        claims = register.claims.get(guarantee.code)
        due = np.zeros(rows, dtype=np.bool_)
        waiting = due.copy()
        if claims is not None and len(claims.entity):
            index = np.maximum(claim, 0)
            claimed_on = claims.claimed_on[index]
            in_time = (claim >= 0) & ((claimed_on <= until) | (guarantee.right == "claim"))
            decision = snapshot.decision(claims)[index]
            late = snapshot.as_of > claimed_on + guarantee.decision_days
            pending = in_time & (decision == DECISIONS.index("pending"))
            undecided = open_case & pending & late
            due = open_case & in_time & ((decision == DECISIONS.index("granted")) | (pending & late))
            waiting = open_case & pending & ~late
            refused = open_case & in_time & (decision == DECISIONS.index("refused")) & (missing == 0)
        claimable = open_case & ~due & (waiting | (snapshot.as_of <= until))
    unknown = (missing != 0) & (due | claimable)
    due, claimable = due & ~unknown, claimable & ~unknown
    state = np.zeros(rows, dtype=np.int8)
    state[unknown], state[claimable], state[due] = UNKNOWN, CLAIMABLE, DUE
    kept = (due | claimable) & (guarantee.gives != "in_kind")
    first = dates.first_day(month)
    rule = law.version(guarantee.code, first, known)
    return Rights(
        guarantee=guarantee, month=month, state=state, amount=np.where(kept, amount, 0),
        claim_until=np.where(claimable, until, dates.FAR_PAST).astype(np.int32), missing=np.where(unknown, missing, np.uint64(0)),
        missing_names=tuple(labels), claim=claim, undecided=undecided & due, refused=refused, law=law_text(law, guarantee.code, first, known),
        implemented=rule is not None and rule.state != "not_implemented",
    )  # fmt: skip


def _on_rows(snapshot: Snapshot, guarantee: Guarantee, column: NDArray[np.int32]) -> NDArray[np.int32]:
    if snapshot.person_rows is None or guarantee.entity != "person":
        return column
    back = np.empty_like(column)
    back[snapshot.person_rows] = column
    return back


def _recoded(bits: NDArray[np.uint64], old: tuple[str, ...], new: tuple[str, ...]) -> NDArray[np.uint64]:
    """Bits of one list of names as bits of another that holds them all."""
    if len(new) > 64:
        raise LawConflict("more than 64 facts may be missing for one guarantee; divide its rules")
    result = np.zeros(len(bits), dtype=np.uint64)
    for place, name in enumerate(old):
        result |= ((bits >> np.uint64(place)) & np.uint64(1)) << np.uint64(new.index(name))
    return result
