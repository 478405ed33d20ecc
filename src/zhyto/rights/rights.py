"""A right in one month: due, claimable, not due or unknown. The shape every later stage reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine.evaluate import Engine, Open, open_rows
from zhyto.engine.trace import law_text
from zhyto.law.declare import Guarantee, either_or
from zhyto.law.ir import LawConflict
from zhyto.law.model import Law
from zhyto.register.columns import DECISIONS, Register
from zhyto.register.snapshot import Snapshot, days_to_decide
from zhyto.texts import Said

NOT_DUE: Final = 0
UNKNOWN: Final = 1
CLAIMABLE: Final = 2
DUE: Final = 3
STATES: Final = ("not_due", "unknown", "claimable", "due")


@dataclass(slots=True)
class Rights:
    """One guarantee in one month for every row of its entity in the register (`guarantee.entity`: person or household).

    Most rows have nothing to do with most guarantees, so only open cases are kept: those whose conditions are met, or may be met.
    Every other row is NOT_DUE.

    size: rows of the entity. rows: the open cases, ascending; the columns below stand beside them.
    states: one of NOT_DUE, UNKNOWN, CLAIMABLE, DUE.
    amounts: kopecks due, or that would be due if claimed; 0 in the other states and for what is given in kind.
    until: last day to claim, as a day number, where claimable (FAR_FUTURE: no limit); FAR_PAST elsewhere.
    lacking: for unknown cases, bit i set: the fact `missing_names[i]` would help to settle it.
    late: the claim is still pending and its time for a decision is over (the right is due all the same).
    rejected: the claim was refused although the facts meet the conditions.
    claim: for every row an index into `register.claims[code]` of the claim that the right runs under, or the one refused; -1 where none.
    law: citation of the rule in force, with `unverified: …` where figures or rules behind it are not verified.
    implemented: there is a rule for the month; where not, the right is unknown for everyone alike.
    """

    guarantee: Guarantee
    month: int
    size: int
    rows: NDArray[np.int32]
    states: NDArray[np.int8]
    amounts: NDArray[np.int64]
    until: NDArray[np.int32]
    lacking: NDArray[np.uint64]
    late: NDArray[np.bool_]
    rejected: NDArray[np.bool_]
    claim: NDArray[np.int32]
    missing_names: tuple[str, ...]
    law: str
    implemented: bool = True

    @classmethod
    def of_columns(
        cls, guarantee: Guarantee, month: int, state: NDArray[np.int8], amount: NDArray[np.int64], claim_until: NDArray[np.int32],
        missing: NDArray[np.uint64], missing_names: tuple[str, ...], claim: NDArray[np.int32], undecided: NDArray[np.bool_],
        refused: NDArray[np.bool_], law: str, implemented: bool = True,
    ) -> Rights:  # fmt: skip
        """Rights out of columns for every row."""
        rows = np.flatnonzero((state != NOT_DUE) | refused | undecided).astype(np.int32)
        return cls(
            guarantee, month, len(state), rows, state[rows], amount[rows], claim_until[rows], missing[rows], undecided[rows], refused[rows],
            claim, missing_names, law, implemented,
        )  # fmt: skip

    def of(self, state: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Rows in a state, and their kopecks."""
        held = self.states == state
        return self.rows[held], self.amounts[held]

    def count(self, state: int) -> int:
        """How many rows are in a state (not NOT_DUE)."""
        return int(np.count_nonzero(self.states == state))

    def on(self, cases: NDArray[Any], rows: NDArray[Any], nothing: Any = 0) -> NDArray[Any]:
        """A column of the open cases on some rows."""
        if rows is self.rows:
            return cases.copy()
        if 16 * len(rows) > self.size:
            return np.asarray(self.column(cases, nothing)[rows])
        found = np.full(len(rows), nothing, dtype=cases.dtype)
        if len(self.rows):
            place = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
            held = self.rows[place] == rows
            found[held] = cases[place[held]]
        return found

    def column(self, cases: NDArray[Any], nothing: Any = 0) -> NDArray[Any]:
        """A column of the open cases (`states`, `amounts`, …) for every row."""
        found = np.full(self.size, nothing, dtype=cases.dtype)
        found[self.rows] = cases
        return found

    @property
    def state(self) -> NDArray[np.int8]:
        """State of every row."""
        return self.column(self.states)

    @property
    def amount(self) -> NDArray[np.int64]:
        """Kopecks of every row."""
        return self.column(self.amounts)

    @property
    def claim_until(self) -> NDArray[np.int32]:
        """Last day to claim of every row."""
        return self.column(self.until, dates.FAR_PAST)

    @property
    def missing(self) -> NDArray[np.uint64]:
        """What is missing, of every row."""
        return self.column(self.lacking)

    @property
    def undecided(self) -> NDArray[np.bool_]:
        """Whether the decision is overdue, of every row."""
        return self.column(self.late)

    @property
    def refused(self) -> NDArray[np.bool_]:
        """Whether the claim was refused against the facts, of every row."""
        return self.column(self.rejected)


def rows_beside(register: Register, rows: NDArray[Any], of: str, entity: str, home: NDArray[np.int32] | None = None) -> NDArray[np.int64]:
    """Rows of an entity that rows of another belong to: a person's household, all persons of a household; unique, ascending.

    home: household of each person (default: as the register's tables say).
    """
    if of == entity:
        return np.unique(rows).astype(np.int64)
    home = register.household_of() if home is None else home
    if entity == "household":
        return np.unique(home[rows]).astype(np.int64)
    chosen = np.zeros(register.households, dtype=np.bool_)
    chosen[rows] = True
    return np.flatnonzero(chosen[home])


def held_cases(right: Rights, claim: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which open cases are due, or claimed and waiting in time. claim: of the open cases."""
    held: NDArray[np.bool_] = (right.states == DUE) | ((right.states == CLAIMABLE) & (claim >= 0) & ~right.rejected)
    return held


def alternatives(
    register: Register, guarantees: Iterable[Guarantee], month: int, held: Mapping[str, NDArray[Any]], home: NDArray[np.int32] | None = None
) -> dict[str, NDArray[np.int64]]:
    """By code, the rows where another right is held in place of this one. held: by code, the rows that hold each right in the month.

    home: household of each person (default: as the register's tables say).
    """
    promised = {guarantee.code: guarantee for guarantee in guarantees}
    found = {}
    for code, others in either_or(promised.values(), month).items():
        parts = [
            rows_beside(register, held[other], promised[other].entity, promised[code].entity, home)
            for other in sorted(others)
            if code in promised and len(held.get(other, ()))
        ]
        if parts:
            found[code] = np.unique(np.concatenate(parts))
    return found


def find_rights(
    law: Law, register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None, threads: int = 1,
    progress: Callable[[int], None] | None = None, engine: Engine = "auto", why: bool = True,
) -> list[Rights]:  # fmt: skip
    """The state of every guarantee (or of `codes`) in a month, as known on a day, for every row of its entity.

    why: whether to find out what is missing where a right is unknown; otherwise the one name missing there may be "".
    Raises zhyto.engine.reference.LawConflict where rules contradict each other or cannot be computed.
    """
    return rights_under([law], register, month, known, codes=codes, threads=threads, progress=progress, engine=engine, why=why)[0]


def rights_under(
    laws: Sequence[Law], register: Register, month: int, known: date | None = None, *, codes: Sequence[str] | None = None, threads: int = 1,
    progress: Callable[[int], None] | None = None, engine: Engine = "auto", snapshot: Snapshot | None = None,
    why: bool = True,
) -> list[list[Rights]]:  # fmt: skip
    """`find_rights` under each of several laws with the same facts and guarantees (a law and its reforms), in one pass."""
    base = laws[0]
    codes = tuple(base.guarantees) if codes is None else codes
    snapshot = snapshot or Snapshot(register, base.inputs, base.guarantees, month, known)
    found = open_rows(laws, register, codes, month, known, snapshot=snapshot, threads=threads, progress=progress, engine=engine, why=why)
    inhabited, living = somebody(snapshot, snapshot.present), somebody(snapshot, snapshot.alive())
    return [
        [rights_of(law, law.guarantees[code], opened[code], snapshot, register, known, inhabited, living) for code in codes]
        for law, opened in zip(laws, found, strict=True)
    ]


def somebody(snapshot: Snapshot, here: NDArray[np.bool_] | None) -> dict[str, NDArray[np.bool_] | None]:
    """By entity, which of the snapshot's rows are somebody: persons who are `here`, households with one such. None: all."""
    start = snapshot.register.start
    if here is None:
        full = np.diff(start) > 0
        return {"person": None, "household": None if bool(full.all()) else full}
    total = np.concatenate([[0], np.cumsum(here)])
    return {"person": here, "household": total[start[1:]] > total[start[:-1]]}


def rights_of(
    law: Law, guarantee: Guarantee, opened: Open, snapshot: Snapshot, register: Register, known: date | None,
    inhabited: dict[str, NDArray[np.bool_] | None], living: dict[str, NDArray[np.bool_] | None], text: str | None = None,
) -> Rights:  # fmt: skip
    """States out of an amount, a claim window and claims (`zhyto.engine.reference.Reference.right` says the same for one household).

    inhabited, living: by entity, which rows are somebody in the month, and somebody alive on the day: nobody else can claim.
    text: what to say of the law, where the caller has it or needs none.
    """
    month, rows, amount, window = snapshot.month, opened.rows, opened.value, opened.window
    missing = np.zeros(len(rows), dtype=np.uint64) if opened.missing is None else opened.missing
    window_missing = opened.window_missing
    there = inhabited[guarantee.entity]
    if there is not None:
        held = there[rows]
        rows, amount, missing = rows[held], amount[held], missing[held]
        window, window_missing = None if window is None else window[held], None if window_missing is None else window_missing[held]
    if bool((amount < 0)[missing == 0].any()):
        raise LawConflict(Said("`{code}` gives a negative amount; bound it with max(0, …)", code=guarantee.code))
    labels = dict.fromkeys(opened.labels)
    undecided, refused = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
    until = np.full(len(rows), dates.FAR_FUTURE, dtype=np.int32)
    claim = snapshot.claim(guarantee)
    if guarantee.access == "automatic":
        due, claimable = np.ones(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
    else:
        last = dates.day_number(dates.last_day(month))
        if guarantee.right == "claim":
            until[:] = last
        if window is not None:
            until = (np.maximum(window, until) if guarantee.reaches_back else np.minimum(window, until)).astype(np.int32)
            if window_missing is not None:
                until = np.where(window_missing != 0, dates.FAR_FUTURE, until).astype(np.int32)
        claims = register.claims.get(guarantee.code)
        own = np.full(len(rows), -1, dtype=np.int32)
        if claims is not None and len(claims.entity):
            own = snapshot.claim_at(guarantee, rows, until if guarantee.late_claims else None)
        if window_missing is not None:
            if guarantee.reaches_back:
                # How late a claim may come matters to one that came, or would come, after the month.
                of_month = np.full(len(rows), snapshot.as_of <= last)
                if claims is not None and len(claims.entity):
                    early = claims.claimed_on[own] <= last
                    of_month &= (own < 0) | early
                    of_month |= (own >= 0) & early & (snapshot.decision(claims)[own] != DECISIONS.index("refused"))
                window_missing = np.where(of_month, np.uint64(0), window_missing)
                until = np.where(of_month & (until == dates.FAR_FUTURE), last, until).astype(np.int32)
            # Of both only what is really missing somewhere: all that might be could be more than a row has bits for.
            labels = dict.fromkeys([*_occurring(missing, opened.labels), *_occurring(window_missing, opened.window_labels)])
            missing = _recoded(missing, opened.labels, tuple(labels)) | _recoded(window_missing, opened.window_labels, tuple(labels))
        due, waiting = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
        if claims is not None and len(claims.entity):
            if len(claim) and bool((claim[rows] != own).any()):
                claim = claim.copy()
                claim[rows] = own
            index = np.maximum(own, 0)
            claimed_on = claims.claimed_on[index]
            in_time = (own >= 0) & ((claimed_on <= until) | (guarantee.right == "claim"))
            decision = snapshot.decision(claims)[index]
            overdue = snapshot.as_of > claimed_on + days_to_decide(guarantee, claimed_on)
            pending = in_time & (decision == DECISIONS.index("pending"))
            undecided = pending & overdue
            due = in_time & ((decision == DECISIONS.index("granted")) | undecided)
            waiting = pending & ~overdue
            refused = in_time & (decision == DECISIONS.index("refused")) & (missing == 0)
        alive = None if guarantee.of_the_dead else living[guarantee.entity]
        claimable = ~due & (waiting | ((snapshot.as_of <= until) & (True if alive is None else alive[rows])))
    unknown = (missing != 0) & (due | claimable)
    due, claimable = due & ~unknown, claimable & ~unknown
    state = np.zeros(len(rows), dtype=np.int8)
    state[unknown], state[claimable], state[due] = UNKNOWN, CLAIMABLE, DUE
    kept = (due | claimable) & (guarantee.gives != "in_kind")
    first = dates.first_day(month)
    rule = law.version(guarantee.code, first, known)
    found = Rights(
        guarantee=guarantee, month=month, size=snapshot.rows(guarantee.entity), rows=rows, states=state, amounts=np.where(kept, amount, 0),
        until=np.where(claimable, until, dates.FAR_PAST).astype(np.int32), lacking=np.where(unknown, missing, np.uint64(0)),
        late=undecided & due, rejected=refused, claim=claim, missing_names=tuple(labels),
        law=law_text(law, guarantee.code, first, known) if text is None else text,
        implemented=rule is not None and rule.state != "not_implemented",
    )  # fmt: skip
    return found if snapshot.person_rows is None or guarantee.entity != "person" else _on_rows(found, snapshot.person_rows)


def _on_rows(rights: Rights, places: NDArray[np.int64]) -> Rights:
    """Rights in the register's order of persons, where the month has another."""
    rows = places[rights.rows].astype(np.int32)
    order = np.argsort(rows, kind="stable")
    claim = np.empty_like(rights.claim)
    claim[places] = rights.claim
    columns = ("states", "amounts", "until", "lacking", "late", "rejected")
    return replace(rights, rows=rows[order], claim=claim, **{name: getattr(rights, name)[order] for name in columns})


def _occurring(bits: NDArray[np.uint64], names: Sequence[str]) -> list[str]:
    """The names that are missing in some row."""
    every = int(np.bitwise_or.reduce(bits)) if len(bits) else 0
    return [name for place, name in enumerate(names) if every >> place & 1]


def _recoded(bits: NDArray[np.uint64], old: Sequence[str], new: tuple[str, ...]) -> NDArray[np.uint64]:
    """Bits of one list of names as bits of another that holds all that occur."""
    if len(new) > 64:
        raise LawConflict(Said("more than 64 facts may be missing for one guarantee; divide its rules"))
    result = np.zeros(len(bits), dtype=np.uint64)
    for place, name in enumerate(old):
        if name in new:
            result |= ((bits >> np.uint64(place)) & np.uint64(1)) << np.uint64(new.index(name))
    return result
