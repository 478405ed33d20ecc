"""Past months computed again: what later facts, or a law published later, make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.law.declare import Guarantee
from zhyto.law.model import Law
from zhyto.register import Register
from zhyto.rights import DUE, UNKNOWN, find_rights


@dataclass(slots=True)
class Arrears:
    """Rows of one guarantee whose due amount or knowledge of it changed, sorted by (entity, month); aligned arrays.

    entity: row in the register of the guarantee's entity. month: the month the right is for.
    before, after: kopecks due as known on each of the two days; 0 where not due, and where unknown (see `settled`).
    state_before, state_after: as `zhyto.rights.Rights.state`.
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
    Amounts compared are those due: a right nobody had claimed was not due. What was paid is not looked at (`zhyto.reconcile`).
    Raises ValueError where the later day is before the earlier one; LawConflict as `zhyto.rights.find_rights`.
    """
    if known_after < known_before:
        raise ValueError("known_after is before known_before")
    codes = tuple(law.guarantees) if codes is None else tuple(codes)
    parts: dict[str, list[tuple[NDArray[Any], ...]]] = {code: [] for code in codes}
    for month in sorted(set(months)):
        earlier = find_rights(law, register, month, known_before, codes=codes, threads=threads, progress=progress)
        later = find_rights(law_after or law, register, month, known_after, codes=codes, threads=threads, progress=progress)
        for code, one, two in zip(codes, earlier, later, strict=True):
            both = np.union1d(one.rows, two.rows)
            states, amounts = zip(*((right.on(right.states, both), right.on(right.amounts, both)) for right in (one, two)), strict=True)
            before, after = (np.where(state == DUE, amount, 0) for state, amount in zip(states, amounts, strict=True))
            held = (before != after) | ((states[0] == UNKNOWN) != (states[1] == UNKNOWN))
            rows = both[held]
            parts[code].append((rows, np.full(len(rows), month), before[held], after[held], states[0][held], states[1][held]))
    return [_joined(law.guarantees[code], known_before, known_after, parts[code]) for code in codes]


def _joined(guarantee: Guarantee, before: date, after: date, parts: list[tuple[NDArray[Any], ...]]) -> Arrears:
    kinds = (np.int64, np.int32, np.int64, np.int64, np.int8, np.int8)
    columns = [np.concatenate([np.zeros(0, dtype=kind), *(part[place] for part in parts)]).astype(kind) for place, kind in enumerate(kinds)]
    order = np.lexsort((columns[1], columns[0]))
    entity, month, due_before, due_after, state_before, state_after = (column[order] for column in columns)
    return Arrears(guarantee, before, after, entity, month, due_before, due_after, state_before, state_after)
