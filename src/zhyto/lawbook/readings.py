"""What hangs on the open readings of a law: each alternative computed over a register beside the law as it is read now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto.law.model import Law
from zhyto.lawbook.assumptions import Assumption, suppose, touched_guarantees
from zhyto.money import format_amount
from zhyto.register.columns import Ints32, Register
from zhyto.register.snapshot import Snapshot
from zhyto.rights.rights import UNKNOWN, Rights, rights_under
from zhyto.rights.simulate import household_effect, of_month
from zhyto.rights.together import bound_to
from zhyto.texts.spoken import speak_amount


@dataclass(frozen=True, slots=True)
class Change:
    """What another law makes of some guarantees in one month, counted in residents.

    residents: persons whose own right or household's right changes; up, down: those with more or less (one may be in both, for two
    guarantees); lost, found: those for whom an answer becomes unknown, or known. kopecks_up, kopecks_down: a month, both positive, what
    households gain and lose of all they can hold together (due or claimable).
    """

    residents: int
    up: int
    down: int
    lost: int
    found: int
    kopecks_up: int
    kopecks_down: int

    @property
    def kopecks(self) -> int:
        """All the money that changes, either way."""
        return self.kopecks_up + self.kopecks_down


@dataclass(frozen=True, slots=True)
class Hanging:
    """One alternative of an assumption and what hangs on it. guarantees: those it touches."""

    assumption: Assumption
    alternative: str
    guarantees: tuple[str, ...]
    change: Change


def hanging(
    law: Law, assumptions: Sequence[Assumption], register: Register, month: int, known: date | None = None, *, threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Hanging]:  # fmt: skip
    """Each alternative of each assumption over a register, the most money first, then the most residents.

    One pass for each alternative, of the guarantees it touches: what both laws share is computed once, and memory stays that of two laws.
    progress: called with alternatives done and all. Raises LawConflict as `zhyto.rights.rights.find_rights`.
    """
    pairs = [(item, name) for item in assumptions for name in item.alternatives]
    found = []
    for done, (item, name) in enumerate(pairs):
        codes = tuple(touched_guarantees(law, item.alternatives[name]))
        supposed = suppose(law, assumptions, [f"{item.code}={name}"])
        found.append(Hanging(item, name, codes, changed(law, supposed, register, month, known, codes, threads)))
        if progress:
            progress(done + 1, len(pairs))
    return sorted(found, key=lambda one: (-one.change.kopecks, -one.change.residents))


def changed(
    law: Law, other: Law, register: Register, month: int, known: date | None = None, codes: Sequence[str] | None = None, threads: int = 1
) -> Change:
    """What another law with the same facts makes of guarantees (default: all) in a month."""
    if codes is not None and not codes:
        return Change(0, 0, 0, 0, 0, 0, 0)
    # What a right is worth to a household depends on those it cannot hold beside it.
    wanted = None if codes is None else [*codes, *sorted(bound_to(law.guarantees.values(), month, codes) - set(codes))]
    snapshot = Snapshot(register, law.inputs, law.guarantees, month, known)
    before, after = rights_under([law, other], register, month, known, codes=wanted, threads=threads, snapshot=snapshot)
    home = snapshot.lives()
    pairs = [(of_month(one), of_month(two)) for one, two in zip(before, after, strict=True) if one.implemented and two.implemented]
    money = household_effect(pairs, month, home, register.households)
    persons = [np.zeros(register.persons, dtype=np.bool_) for _ in range(4)]
    for one, two in zip(before, after, strict=True):
        rows = np.union1d(one.rows, two.rows)
        (state, amount), (state_after, amount_after) = ((right.on(right.states, rows), right.on(right.amounts, rows)) for right in (one, two))
        settled = (state != UNKNOWN) & (state_after != UNKNOWN)
        change = np.where(settled, amount_after - amount, 0)
        # What is given in kind has no amount: there the state itself is what opens or ends.
        given = one.guarantee.gives == "in_kind"
        rise = settled & (state_after > state) if given else change > 0
        fall = settled & (state_after < state) if given else change < 0
        lost, found = (state != UNKNOWN) & (state_after == UNKNOWN), (state == UNKNOWN) & (state_after != UNKNOWN)
        for seen, held in zip(persons, (rise, fall, lost, found), strict=True):
            _mark(seen, home, one, rows[held])
    up, down, lost_, found_ = (int(np.count_nonzero(rows)) for rows in persons)
    return Change(int(np.count_nonzero(np.logical_or.reduce(persons))), up, down, lost_, found_, money.gained, money.lost)


def _mark(seen: NDArray[np.bool_], home: Ints32, right: Rights, rows: NDArray[np.int32]) -> None:
    """Mark the persons behind rows of a guarantee's entity: everyone of a household that holds the right. home: household of each person in the month."""
    seen |= np.isin(np.arange(len(seen)) if right.guarantee.entity == "person" else home, rows)


def change_dict(change: Change) -> dict[str, Any]:
    """Plain values; money as text with two decimals."""
    counts = {name: getattr(change, name) for name in ("residents", "up", "down", "lost", "found")}
    return {**counts, "up_uah": format_amount(change.kopecks_up), "down_uah": format_amount(change.kopecks_down)}


def as_dict(one: Hanging) -> dict[str, Any]:
    """Plain values of what hangs on an alternative."""
    return {"code": one.assumption.code, "alternative": one.alternative, "guarantees": list(one.guarantees), **change_dict(one.change)}


def change_text(change: Change, lang: str, currency: str) -> str:
    """`residents 3: more 2 (+…), less 1 (−…), becomes unknown 0, becomes known 0`."""
    up, down = speak_amount(change.kopecks_up, lang, currency), speak_amount(change.kopecks_down, lang, currency)
    if lang == "uk":
        parts = [f"більше {change.up} (+{up} на місяць)" if change.up else "", f"менше {change.down} (−{down} на місяць)" if change.down else ""]
        parts += [f"стає невідомо {change.lost}" if change.lost else "", f"стає відомо {change.found}" if change.found else ""]
        return f"мешканців {change.residents}: " + ", ".join(filter(None, parts)) if change.residents else "нікого не стосується"
    parts = [f"more {change.up} (+{up} a month)" if change.up else "", f"less {change.down} (−{down} a month)" if change.down else ""]
    parts += [f"becomes unknown {change.lost}" if change.lost else "", f"becomes known {change.found}" if change.found else ""]
    return f"residents {change.residents}: " + ", ".join(filter(None, parts)) if change.residents else "concerns nobody"


def to_text(found: Sequence[Hanging], lang: str, currency: str) -> str:
    """What hangs on each alternative, a line each."""
    lines = []
    for one in found:
        lines.append(f"{one.assumption.question[lang]} {one.assumption.alternatives[one.alternative].label[lang]}")
        lines.append(f"  {one.assumption.code}={one.alternative}; {change_text(one.change, lang, currency)}")
    return "\n".join(lines)
