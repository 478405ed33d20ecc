"""Money that accrues: what a claim made now brings of rights from an event, for a whole register (`Reference.accrued` does it for one household).

Earlier months are computed for the households concerned only, one month after the other, until nobody's right reaches further back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.engine import blocks
from zhyto.engine.blocks import Result
from zhyto.engine.evaluate import evaluate
from zhyto.law.declare import Guarantee
from zhyto.law.model import Law
from zhyto.register.columns import DECISIONS, Bools, Ints, Ints32, Register
from zhyto.register.convert import some_households
from zhyto.register.snapshot import Part, Snapshot, days_to_decide, month_of_days
from zhyto.rights.rights import CLAIMABLE, DUE, NOT_DUE, UNKNOWN, Rights, held_cases, somebody

MANY = 3
"""Where more than one row in so many is concerned, everybody is computed."""


@dataclass(slots=True)
class Accrued:
    """Of one guarantee in one month: what comes each month, and what comes at once. Arrays of a group stand beside each other.

    once: beside `Rights.rows`, whether the month's amount is paid once; where that is unknown: yes, so that nothing is taken to come again.

    rows: of the entity, ascending, those that would be paid for this or an earlier month if they claimed now; only rights from an event that are
    claimed have any, and rights from the claim where it reaches back; some of these rows have no right in the month itself.
    at_once: kopecks for the months up to and including this one; where not `known`, a month is unknown, and the known ones give so much.
    months: how many months are paid. monthly: kopecks from the next month on (0: nothing more), where `monthly_known`; what the present month gives of a
    right from the claim.
    until: last day to claim for all of it (FAR_FUTURE: no limit). waiting: the claim is being decided.
    """

    once: Bools
    rows: Ints32 = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    at_once: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    known: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    months: Ints32 = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    monthly: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    monthly_known: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    until: Ints32 = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    waiting: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))


@dataclass(slots=True)
class Parts:
    """All that is due, claimable or unknown of one guarantee, and what can be claimed for earlier months only: money of each month and at once apart.

    rows: of the entity, ascending; the others stand beside them. states, amounts, lacking: as in `Rights`; until: last day to claim for all of it. A right
    for earlier months only is CLAIMABLE with the amount 0, and `past`.
    at_once, monthly: kopecks, where `at_once_known`, `monthly_known`; not known of what is unknown or in kind.
    Of a right that can be claimed, what the known months give is in at_once, known or not. months: how many months at_once is for.
    waiting: it is claimed, and the claim is being decided.
    """

    guarantee: Guarantee
    rows: Ints32
    states: NDArray[np.int8]
    amounts: Ints
    until: Ints32
    lacking: NDArray[np.uint64]
    past: Bools
    at_once: Ints
    at_once_known: Bools
    monthly: Ints
    monthly_known: Bools
    months: Ints32
    waiting: Bools

    def on(self, column: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
        """A column of these on some rows of the entity; 0 where they have none."""
        if not len(self.rows):
            return np.zeros(len(rows), dtype=column.dtype)
        place = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[place] == rows, column[place], column.dtype.type(0))


def parts(right: Rights, found: Accrued) -> Parts:
    """What comes each month and what at once, of all open cases of a right. found: of the same right."""
    held = right.states != NOT_DUE
    own, states = right.rows[held], right.states[held]
    past = ~np.isin(found.rows, own[states == CLAIMABLE])
    rows = np.concatenate([own, found.rows[past]])
    order = np.argsort(rows, kind="stable")
    rows, many = rows[order], int(np.count_nonzero(past))

    def column(values: NDArray[Any], of_past: Any) -> NDArray[Any]:
        return np.concatenate([values[held], np.broadcast_to(np.asarray(of_past, dtype=values.dtype), many)])[order]

    states, amounts, once = column(right.states, CLAIMABLE), column(right.amounts, 0), column(found.once, True)
    money = ((states == DUE) | (states == CLAIMABLE)) & (right.guarantee.gives != "in_kind")
    result = Parts(
        right.guarantee, rows, states, amounts, column(right.until, found.until[past]), column(right.lacking, 0),
        column(np.zeros(len(held), dtype=np.bool_), True),
        np.where(once, amounts, 0), money & once, np.where(once, 0, amounts), money.copy(), (money & once).astype(np.int32),
        column((right.states == CLAIMABLE) & held_cases(right, right.claim[right.rows]), found.waiting[past]),
    )  # fmt: skip
    place = np.searchsorted(rows, found.rows)
    result.at_once[place], result.at_once_known[place], result.months[place] = found.at_once, found.known, found.months
    result.monthly[place], result.monthly_known[place] = found.monthly, found.monthly_known
    result.until[place] = np.where(found.waiting, result.until[place], found.until)
    return result


@dataclass(slots=True)
class _Sum:
    """What is being added up for one guarantee. live: places in rows that reach further back. day: the day of each claim.

    back: whether a month before the present one is paid. now: kopecks of the present one.
    """

    right: Rights
    found: Accrued
    day: Ints
    live: NDArray[np.intp]
    bounded: bool
    back: Bools
    now: Ints


def find_accrued(law: Law, register: Register, rights: Sequence[Rights], known: date | None = None, *, threads: int = 1) -> list[Accrued]:
    """What comes each month and at once, for each of the rights of one month, as known on a day."""
    if not rights:
        return []
    month = rights[0].month
    now = Snapshot(register, law.inputs, law.guarantees, month, known)
    found = [Accrued(_once(law, right, now, known, threads)) for right in rights]
    before: list[Snapshot] = []
    if any(right.guarantee.accrues and right.guarantee.reaches_back for right in rights):
        before.append(Snapshot(register, law.inputs, law.guarantees, month - 1, known, asked=now.as_of))
    accruing = [(right, one) for right, one in zip(rights, found, strict=True) if right.guarantee.accrues]
    _after_deaths(law, register, [pair for pair in accruing if _of_deaths(pair[0].guarantee)], now, known, threads)
    sums = [_begun(law, right, one, now, known, threads, *before) for right, one in accruing if not _of_deaths(right.guarantee)]
    sums = [one for one in sums if len(one.live)]
    at, snapshot = month, now
    pending = list(sums)
    while pending:
        for one in pending:
            _add(law, one, snapshot, known, threads)
        at -= 1
        pending = [one for one in pending if len(one.live) and at >= _first(one.right.guarantee, month)]
        snapshot = Snapshot(register, law.inputs, law.guarantees, at, known, asked=now.as_of) if pending else snapshot
    for one in sums:
        held = one.found.months > 0
        if one.right.guarantee.reaches_back:
            held &= one.back | ~one.found.known
            one.now = one.now[held]
        _keep(one.found, held)
    after = Snapshot(_going_on(register, month), law.inputs, law.guarantees, month + 1, known, asked=now.as_of) if sums else now
    for one in sums:
        _from_next(law, one, after, known, threads)
    return found


def _of_deaths(guarantee: Guarantee) -> bool:
    """Whether it is a household's because somebody of it died: it counts in the months of deaths alone, whenever these were."""
    return guarantee.of_the_dead and guarantee.entity == "household"


def _after_deaths(
    law: Law, register: Register, pairs: Sequence[tuple[Rights, Accrued]], now: Snapshot, known: date | None, threads: int
) -> None:
    """Add what can be claimed because of deaths, of the months in which somebody died, each by its own last day and its own claim."""
    last = dates.day_number(dates.last_day(now.month))
    homes = np.unique(register.household_of()[register.death <= last]).astype(np.int64)
    if not pairs or not len(homes):
        return
    part, rows = register, np.arange(register.households, dtype=np.int64)
    if register.moves is None or not len(register.moves.entity):
        part, rows = some_households(register, homes, law.inputs, law.guarantees)[0], homes
    present = somebody(now, now.present)["household"]
    for right, found in pairs:
        _widen(found, len(rows))
        states = right.state[rows]
        found.rows = rows.astype(np.int32)
        found.until[:] = dates.FAR_FUTURE
        found.months[(states == DUE) | (states == UNKNOWN) | (False if present is None else ~present[rows])] = -1
    for at in np.unique(month_of_days(part.death[part.death <= last])).tolist():
        snapshot = Snapshot(part, law.inputs, law.guarantees, at, known, asked=now.as_of)
        begin, end = (dates.day_number(day) for day in (dates.first_day(at), dates.last_day(at)))
        died = (snapshot.register.death >= begin) & (snapshot.register.death <= end)
        for right, found in pairs:
            _add_deaths(law, right.guarantee, found, np.unique(snapshot.homes()[died]), snapshot, known, threads)
    for _, found in pairs:
        _keep(found, found.months > 0)


def _add_deaths(
    law: Law, guarantee: Guarantee, found: Accrued, places: NDArray[Any], snapshot: Snapshot, known: date | None, threads: int
) -> None:
    """Add a month of deaths. places: of households in which somebody died in it."""
    places = places[found.months[places] >= 0]
    names = (guarantee.code, *([guarantee.window] if guarantee.window else []))
    (value, unsure), *window = _values(law, "household", names, places, snapshot, known, threads)
    until, no_limit = window[0] if window else (np.full(len(places), dates.FAR_FUTURE), np.zeros(len(places), dtype=np.bool_))
    unsure = unsure | (no_limit & (value != 0))
    found.known[places[unsure]] = False
    until = np.where(unsure, dates.FAR_PAST, until).astype(np.int32)
    claims = snapshot.register.claims.get(guarantee.code)
    own = snapshot.claim_at(guarantee, places.astype(np.int32), until if window else None)
    open_, waiting = until >= snapshot.asked, np.zeros(len(places), dtype=np.bool_)
    if claims is not None and len(claims.entity):
        index = np.maximum(own, 0)
        decision, claimed_on = snapshot.decision(claims)[index], claims.claimed_on[index]
        made = (own >= 0) & (claimed_on <= until) & (decision != DECISIONS.index("refused"))
        waiting = made & (decision == DECISIONS.index("pending")) & (snapshot.asked <= claimed_on + guarantee.decision_days)
        open_ = (open_ & ~made) | waiting
    paid = open_ & ~unsure & (value > 0)
    place = places[paid]
    found.at_once[place] += value[paid]
    found.months[place] += 1
    found.until[place] = np.minimum(found.until[place], until[paid])
    found.waiting[place] |= waiting[paid]


def _widen(found: Accrued, many: int) -> None:
    """Room for so many rows, with nothing in them."""
    found.at_once, found.months, found.monthly = np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int32), np.zeros(many, dtype=np.int64)
    found.known, found.monthly_known = np.ones(many, dtype=np.bool_), np.ones(many, dtype=np.bool_)
    found.until, found.waiting = np.zeros(many, dtype=np.int32), np.zeros(many, dtype=np.bool_)


def _first(guarantee: Guarantee, month: int) -> int:
    """The first month whose money a claim made now can bring."""
    return 0 if guarantee.back_pay_months is None else month - guarantee.back_pay_months


def _going_on(register: Register, month: int) -> Register:
    """The register if the lists of facts and claims that are complete in a month stay so."""
    first = dates.day_number(dates.first_day(month))
    return replace(register, coverage=tuple(
        replace(one, until=dates.FAR_FUTURE) if one.table in ("facts", "claims") and one.until >= first else one for one in register.coverage
    ))  # fmt: skip


def _once(law: Law, right: Rights, now: Snapshot, known: date | None, threads: int) -> Bools:
    """Whether the month's amount is paid once, beside the open cases."""
    guarantee = right.guarantee
    once = np.full(len(right.rows), guarantee.paid != "monthly", dtype=np.bool_)
    held = np.flatnonzero((right.states == DUE) | (right.states == CLAIMABLE))
    if guarantee.once_in and len(held):
        (value, missing), = _values(law, guarantee.entity, (guarantee.once_in,), right.rows[held], now, known, threads)
        once[held] = (value != 0) | missing
    return once


def _begun(law: Law, right: Rights, found: Accrued, now: Snapshot, known: date | None, threads: int, before: Snapshot | None = None) -> _Sum:
    """Whose right may reach back: what can be claimed in the month, and what can still be claimed of months that have passed."""
    guarantee = right.guarantee
    rows = right.rows[right.states == CLAIMABLE].astype(np.int64)
    until = np.full(right.size, dates.FAR_FUTURE, dtype=np.int32)
    bounded = bool(guarantee.window) or guarantee.back_pay_months is not None
    last = dates.day_number(dates.last_day(right.month))
    earlier = until
    if guarantee.window and right.implemented:
        until = _last_days(law, guarantee.window, now, known, threads)
    if guarantee.reaches_back and before is not None:
        # Whoever has no right in the month itself is paid only where the claim is in time for the month before.
        earlier = _last_days(law, guarantee.window, before, known, threads)
        until = np.maximum(until, last)
    claims = now.register.claims.get(guarantee.code)
    day = np.full(right.size, now.as_of, dtype=np.int64)
    waiting, over = np.zeros(right.size, dtype=np.bool_), np.zeros(right.size, dtype=np.bool_)
    if claims is not None and len(claims.entity):
        index = np.maximum(right.claim, 0)
        claimed_on = claims.claimed_on[index]
        in_time = (right.claim >= 0) & (claimed_on <= until)
        decision = now.decision(claims)[index]
        pending = in_time & (decision == DECISIONS.index("pending"))
        waiting = pending & ~(now.as_of > claimed_on + days_to_decide(guarantee, claimed_on))
        day = np.where(waiting, claimed_on, day)
        over = in_time & ~waiting & (decision != DECISIONS.index("refused"))
    if bounded and right.implemented:
        there = (earlier if guarantee.reaches_back else until) >= day
        here = somebody(now, now.present if guarantee.of_the_dead else now.alive())[guarantee.entity]
        if here is not None:
            there &= here if guarantee.entity == "household" or now.person_rows is None else _in_register(here, now.person_rows)
        there[right.rows[right.states != NOT_DUE]] = False
        there &= ~over
        there[rows] = True
        rows = np.flatnonzero(there)
    _widen(found, len(rows))
    found.rows, found.until, found.waiting = rows.astype(np.int32), until[rows].astype(np.int32), waiting[rows]
    if guarantee.reaches_back:
        found.until[:] = dates.FAR_FUTURE
    many = len(rows)
    return _Sum(right, found, day[rows], np.arange(many), bounded, np.zeros(many, dtype=np.bool_), np.zeros(many, dtype=np.int64))


def _last_days(law: Law, name: str, snapshot: Snapshot, known: date | None, threads: int) -> Ints32:
    """The last day to claim of every row of the register in a month; FAR_PAST where it is unknown."""
    window = evaluate(law, snapshot.register, [name], snapshot.month, known, snapshot=snapshot, threads=threads)[name]
    found = np.where(window.missing != 0, dates.FAR_PAST, window.value) if window.missing is not None else window.value
    return np.asarray(found, dtype=np.int32)


def _add(law: Law, one: _Sum, snapshot: Snapshot, known: date | None, threads: int) -> None:
    """Add a month to those whose right reaches back to it, and drop the others."""
    guarantee, found = one.right.guarantee, one.found
    live = one.live[_present(snapshot, guarantee.entity, found.rows[one.live])]
    names = (guarantee.code, *([guarantee.window] if guarantee.window else []))
    amount, *window = _values(law, guarantee.entity, names, found.rows[live], snapshot, known, threads)
    value, unsure = amount
    open_ = np.ones(len(live), dtype=np.bool_)
    further = np.ones(len(live), dtype=np.bool_) if one.bounded else ~unsure & (value != 0)
    if window:
        limit, no_limit = window[0]
        if guarantee.reaches_back:
            # A month that the claim was made in, or before, needs no last day.
            last = dates.day_number(dates.last_day(snapshot.month))
            limit, no_limit = np.where(no_limit, last, np.maximum(limit, last)), no_limit & (last < one.day[live])
        open_ = no_limit | (limit >= one.day[live])
        further &= open_ & ~no_limit
        unsure = unsure | (no_limit & (value != 0))
    found.known[live[open_ & unsure]] = False
    paid = open_ & ~unsure & (value > 0)
    if guarantee.reaches_back:
        found.until[live[paid]] = np.minimum(found.until[live[paid]], limit[paid])
    if snapshot.month < one.right.month:
        one.back[live[paid]] = True
    else:
        one.now[live[paid]] = value[paid]
    found.at_once[live[paid]] += value[paid]
    found.months[live[paid]] += 1
    one.live = live[further]


def _from_next(law: Law, one: _Sum, after: Snapshot, known: date | None, threads: int) -> None:
    """What comes in the next month, if it comes each month from then on."""
    guarantee, found = one.right.guarantee, one.found
    if guarantee.paid != "monthly":
        return
    here = np.flatnonzero(_present(after, guarantee.entity, found.rows))
    names = (guarantee.code, *([guarantee.once_in] if guarantee.once_in else []))
    amount, *once = _values(law, guarantee.entity, names, found.rows[here], after, known, threads)
    value, unsure = amount
    nothing = ~unsure & (value == 0)
    if once:
        yes, doubt = once[0]
        nothing |= ~doubt & (yes != 0)
        unsure = unsure | doubt
    found.monthly_known[here] = nothing | ~unsure
    found.monthly[here] = np.where(nothing | unsure, 0, value)
    if guarantee.reaches_back:
        # As of every right from the claim, what the month gives is what comes each month.
        found.monthly_known |= one.now > 0
        found.monthly = np.where(one.now > 0, one.now, found.monthly)


def _keep(found: Accrued, held: Bools) -> None:
    for name in ("rows", "at_once", "known", "months", "monthly", "monthly_known", "until", "waiting"):
        setattr(found, name, getattr(found, name)[held])


def _in_register(column: NDArray[Any], person_rows: Ints) -> NDArray[Any]:
    """A column of a snapshot's persons in the register's order."""
    back = np.empty_like(column)
    back[person_rows] = column
    return back


def _places(snapshot: Snapshot, entity: str, rows: NDArray[Any]) -> Ints:
    """Where rows of the register stand in a snapshot."""
    if entity == "household" or snapshot.person_rows is None:
        return rows.astype(np.int64)
    return np.asarray(_in_register(np.arange(len(snapshot.person_rows)), snapshot.person_rows)[rows])


def _present(snapshot: Snapshot, entity: str, rows: NDArray[Any]) -> Bools:
    """Which rows of the register are somebody in the month."""
    here = somebody(snapshot, snapshot.present)[entity]
    return np.ones(len(rows), dtype=np.bool_) if here is None else here[_places(snapshot, entity, rows)]


def _values(
    law: Law, entity: str, names: tuple[str, ...], rows: NDArray[Any], snapshot: Snapshot, known: date | None, threads: int
) -> list[tuple[NDArray[Any], Bools]]:
    """Names on rows of the register in a month, and where they are unknown: computed for the households of these rows."""
    if not len(rows):
        return [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)) for _ in names]
    if MANY * len(rows) > snapshot.rows(entity):
        # So many that compiled code for everybody is quicker.
        whole = evaluate(law, snapshot.register, names, snapshot.month, known, snapshot=snapshot, threads=threads)
        return [_of_rows(whole[name], rows) for name in names]
    places = _places(snapshot, entity, rows)
    concerned = np.zeros(snapshot.rows("household"), dtype=np.bool_)
    concerned[places if entity == "household" else snapshot.homes()[places]] = True
    part = Part(snapshot, np.flatnonzero(concerned))
    plans = blocks.plans_of(law, names, snapshot.month, known, part.present is None, part.largest)
    results: dict[str, Result] = blocks.evaluate_plans(law, plans, names, part, threads)
    inside = part.place_of(entity, places)
    return [_of_rows(results[name], inside) for name in names]


def _of_rows(result: Result, rows: NDArray[Any]) -> tuple[NDArray[Any], Bools]:
    """Values of some rows, and where they are unknown."""
    unknown = np.zeros(len(rows), dtype=np.bool_) if result.missing is None else result.missing[rows] != 0
    return result.value[rows], unknown
