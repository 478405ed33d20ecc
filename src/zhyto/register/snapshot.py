"""The register as it stood in a month, as known on a day: the columns the block evaluator reads.

Everything here is a pure function of (register, law's inputs, month, known date), computed once when first asked for and
never changed, so it cannot go stale. Persons who died before the month or were born after it stay in their rows, marked as not
present; a register with moves is laid out anew for the month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhyto import dates
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import DECISIONS, INCOME_KINDS, Claims, Fact, Incomes, Register, covered_hromadas

Column = tuple[NDArray[Any], NDArray[np.bool_] | None]
"""Values, and where they are missing (None: nowhere)."""


def days_to_decide(guarantee: Guarantee, claimed_on: NDArray[Any]) -> NDArray[np.int64]:
    """How many days a decision may take, by the day (a number) of each claim."""
    starts = np.array([dates.day_number(step.since) for step in guarantee.procedure], dtype=np.int64)
    days = np.array([step.decision_days or guarantee.decision_days for step in guarantee.procedure] or [guarantee.decision_days], dtype=np.int64)
    return days[np.maximum(np.searchsorted(starts, claimed_on, side="right") - 1, 0)]


class Snapshot:
    """A register in a month.

    known: only what was recorded by then (None: all). present: which persons belong to their household in the month.
    person_rows: register rows of the snapshot's rows (None: the same).
    beside: a snapshot of the same register and month as known on another day. Columns of which nothing was recorded between the two
    days are the same, and are taken from it.
    asked: the day on which a right from an event is claimed that nobody has claimed (default: the day on which it is judged what can be claimed).
    """

    def __init__(
        self, register: Register, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee], month: int, known: date | None = None,
        beside: Snapshot | None = None, asked: int | None = None,
    ) -> None:  # fmt: skip
        self.month, self.inputs, self.guarantees = month, inputs, guarantees
        self.known = dates.FAR_FUTURE if known is None else dates.day_number(known)
        self.as_of = dates.day_number(known or dates.last_day(month))
        self.asked = self.as_of if asked is None else asked
        self.person_rows: NDArray[np.int64] | None = None
        self.beside = beside
        moved = register.facts.get("hromada")
        if register.moves is not None or (moved is not None and not self._same(moved.recorded)):
            self.beside = None
        if register.moves is not None and len(register.moves.entity):
            register, self.person_rows = _moved(register, inputs, guarantees, dates.day_number(dates.first_day(month)), self.known)
        self.register = register
        first, last = dates.day_number(dates.first_day(month)), dates.day_number(dates.last_day(month))
        here = (register.birth <= last) & (register.death >= first)
        self.present: NDArray[np.bool_] | None = None if bool(here.all()) else here
        sizes = np.diff(register.start)
        self.largest = int(sizes.max(initial=0))
        self.empty_households = bool((sizes == 0).any())
        self._columns: dict[Any, Column] = {}
        # Blocks computed at once ask for the same columns: one thread makes a column, the others wait for it.
        self._lock = RLock()

    def alive(self) -> NDArray[np.bool_] | None:
        """Which persons are members in the month and alive on the day on which it is judged what can be claimed; None: all."""
        living = self.register.death > self.as_of
        if bool(living.all()):
            return self.present
        return living if self.present is None else living & self.present

    def _same(self, *days: NDArray[np.int32]) -> bool:
        """Whether there is a snapshot beside this one, and none of the days lies between what is known in the two."""
        if self.beside is None:
            return False
        low, high = sorted((self.known, self.beside.known))
        return not any(bool(((day > low) & (day <= high)).any()) for day in days)

    def rows(self, entity: str) -> int:
        """Number of rows of an entity."""
        return self.register.persons if entity == "person" else self.register.households

    def homes(self) -> NDArray[np.int32]:
        """Household row of each person."""
        key = ("homes",)
        if key not in self._columns:
            start = self.register.start
            self._columns[key] = (np.repeat(np.arange(len(start) - 1, dtype=np.int32), np.diff(start)), None)
        return self._columns[key][0]

    def lives(self) -> NDArray[np.int32]:
        """Household row of each person, in the register's order of persons."""
        if self.person_rows is None:
            return self.homes()
        back = np.empty(len(self.person_rows), dtype=np.int32)
        back[self.person_rows] = self.homes()
        return back

    def hromadas_of(self, entity: str) -> NDArray[np.int32]:
        """Index of the hromada of each row, in the month."""
        key = ("hromada", entity)
        if key not in self._columns:
            column = self.register.hromada
            moved = self.register.facts.get("hromada")
            if moved is not None:
                day = dates.day_number(dates.first_day(self.month))
                held = (moved.since <= day) & (moved.until >= day) & (moved.recorded <= self.known)
                column = column.copy()
                column[moved.entity[held]] = moved.value[held]
            if entity == "person":
                column = np.repeat(column, np.diff(self.register.start))
            self._columns[key] = (column, None)
        return self._columns[key][0]

    def fact(self, name: str, day: int) -> Column:
        """A declared fact for every row of its entity on a day."""
        with self._lock:
            key = (name, day)
            if key not in self._columns:
                self._columns[key] = self._fact(self.inputs[name], day)
            return self._columns[key]

    def _fact(self, item: Input, day: int) -> Column:
        register = self.register
        if item.name == "birth_date":
            return register.birth, None
        if item.name == "died":
            return register.death != dates.FAR_FUTURE, None
        if item.name == "death_date":
            missing = register.death == dates.FAR_FUTURE
            return register.death, missing if bool(missing.any()) else None
        if item.name in ("sex", "role"):
            codes = register.sex if item.name == "sex" else register.role
            missing = codes == 0
            return codes, missing if bool(missing.any()) else None
        if item.source == "claims":
            return self.claimed(item, day)
        small: Any = np.bool_ if item.type == "status" else np.int8 if item.type == "choice" else np.int64
        if item.type == "date" or (small is np.int64 and item.high < 2**31):
            small = np.int32
        fact = register.facts.get(item.name)
        if self.beside is not None and (fact is None or self._same(fact.recorded)):
            return self.beside.fact(item.name, day)
        # Where the list is known to be complete nobody's word is "no": what is missing need not be looked for.
        lists = ("", item.name) if item.absence == "no" else (item.name,)
        covered = self._covered_hromadas("facts", lists, day, day) if item.source == "facts" and item.type != "date" else None
        denied = covered is not None and bool(covered.all())
        if fact is None and denied:
            return self._none(item.entity, small)
        value, missing = self._recorded(fact, day, item.entity, small, denied)
        if missing is None:
            return value, None
        if item.from_age:
            missing &= register.birth <= dates.day_number(item.born_until(dates.day_of(day)))
        if covered is not None and covered.any():
            missing &= ~covered[self.hromadas_of(item.entity)]
        return value, missing if bool(missing.any()) else None

    def _recorded(self, fact: Fact | None, day: int, entity: str, small: Any, denied: bool = False) -> Column:
        """What is on record of a fact on a day. denied: it is not asked where nothing is."""
        rows = self.rows(entity)
        if fact is not None and fact.base is not None and fact.base_known is not None:
            missing = np.logical_not(fact.base_known)
            value = np.where(missing, 0, fact.base).astype(small, copy=False)
        else:
            value, missing = np.zeros(rows, dtype=small), np.ones(0 if denied else rows, dtype=np.bool_)
        if fact is not None and len(fact.entity):
            held = (fact.since <= day) & (fact.until >= day) & (fact.recorded <= self.known)
            place, now = (fact.entity, fact.value) if held.all() else (fact.entity[held], fact.value[held])
            value[place] = now
            if not denied:
                missing[place] = False
        return value, None if denied or not bool(missing.any()) else missing

    def _none(self, entity: str, small: Any) -> Column:
        """The column of a fact that nobody has, one for all such facts."""
        key = ("none", entity, small)
        if key not in self._columns:
            self._columns[key] = (np.zeros(self.rows(entity), dtype=small), None)
        return self._columns[key]

    def _covered_hromadas(self, table: str, codes: tuple[str, ...], first: int, last: int) -> NDArray[np.bool_]:
        """For each hromada, and for households in none at the end: whether a table is complete there."""
        named = {c.code for c in self.register.coverage if c.table == table}
        key = ("covered", table, tuple(code for code in codes if code in named), first, last)
        if key not in self._columns:
            self._columns[key] = (covered_hromadas(self.register, table, key[2], first, last), None)
        return self._columns[key][0]

    def since(self, name: str, day: int) -> Column:
        """First day of the spell that holds on a day."""
        with self._lock:
            return self._since(name, day)

    def _since(self, name: str, day: int) -> Column:
        key = ("since", name, day)
        if key not in self._columns:
            item = self.inputs[name]
            value = np.zeros(self.rows(item.entity), dtype=np.int32)
            missing = np.ones(self.rows(item.entity), dtype=np.bool_)
            fact = self.register.facts.get(name)
            if fact is not None:
                held = (fact.since <= day) & (fact.until >= day) & (fact.recorded <= self.known)
                value[fact.entity[held]] = fact.since[held]
                missing[fact.entity[held]] = fact.since[held] == dates.FAR_PAST
            value[missing] = 0
            self._columns[key] = (value, missing if bool(missing.any()) else None)
        return self._columns[key]

    def income(self, name: str, month: int) -> Column:
        """Kopecks of an income input in one month for every person."""
        with self._lock:
            return self._income(name, month)

    def _income(self, name: str, month: int) -> Column:
        item = self.inputs[name]
        key = (item.kinds, item.absence, month, "income")
        if self.beside is not None and self._same(self.register.incomes.recorded[self.register.incomes.of_month(month)]):
            return self.beside.income(name, month)
        if key not in self._columns:
            rows = self._income_rows(month)
            kinds = np.zeros(len(INCOME_KINDS), dtype=np.bool_)
            kinds[[INCOME_KINDS.index(kind) for kind in item.kinds]] = True
            counted = kinds[rows.kind]
            people, amount = rows.person, rows.amount
            if not counted.all():
                people, amount = people[counted], amount[counted]
            missing = self._no_income(item.kinds, month) if item.absence == "unknown" else None
            self._columns[key] = (_summed(people, amount, self.register.persons), missing)
        return self._columns[key]

    def _no_income(self, kinds: tuple[str, ...], month: int) -> NDArray[np.bool_] | None:
        """Persons of whom nothing says what income of these kinds they had in a month."""
        key = ("no income", kinds, month)
        if key not in self._columns:
            silent = np.ones(self.register.persons, dtype=np.bool_)
            silent[self._income_rows(month).person] = False
            first, last = dates.day_number(dates.first_day(month)), dates.day_number(dates.last_day(month))
            covered = np.logical_and.reduce([self._covered_hromadas("incomes", ("", kind), first, last) for kind in kinds])
            if covered.any():
                silent &= ~covered[self.hromadas_of("person")]
            self._columns[key] = (silent, silent if bool(silent.any()) else None)
        return self._columns[key][1]

    def _income_rows(self, month: int) -> Incomes:
        incomes, place = self.register.incomes, self.register.incomes.of_month(month)
        known = incomes.recorded[place] <= self.known
        rows = Incomes(incomes.person[place], incomes.month[place], incomes.kind[place], incomes.amount[place], incomes.recorded[place])
        return rows if known.all() else rows.taken(np.flatnonzero(known))

    def claim(self, guarantee: Guarantee, month: int | None = None) -> NDArray[np.int32]:
        """Index of the claim each row's right runs under in a month (this one); -1 where none."""
        month = self.month if month is None else month
        key = ("claim", guarantee.code, month)
        claims = self.register.claims.get(guarantee.code)
        if claims is None or not len(claims.entity):
            # One column for all that nobody claimed.
            key = ("no claim", guarantee.entity, 0)
        if self.beside is not None and (claims is None or self._same(claims.recorded, claims.claimed_on, claims.decided_on)):
            return self.beside.claim(guarantee, month)
        if key not in self._columns:
            chosen = np.full(self.rows(guarantee.entity), -1, dtype=np.int32)
            if claims is not None and len(claims.entity):
                valid = (claims.recorded <= self.known) & (claims.claimed_on <= self.known) & possible(guarantee, claims, month)
                if guarantee.right == "claim":
                    valid &= claims.claimed_on <= dates.day_number(dates.last_day(month))
                    if guarantee.award_months is not None:
                        valid &= claims.claimed_on >= dates.day_number(dates.first_day(month - guarantee.award_months + 1))
                self._choose(chosen, claims, valid)
            self._columns[key] = (chosen, None)
        return self._columns[key][0]

    def _choose(self, chosen: NDArray[np.int32], claims: Claims, valid: NDArray[np.bool_]) -> None:
        """Write the index of the claim each row has: the latest valid one that is not refused, else the latest refused."""
        refused = self.decision(claims) == DECISIONS.index("refused")
        # Refused ones first, so that the latest that is not refused is written last and stays.
        for group in (valid & refused, valid & ~refused):
            index = np.flatnonzero(group)
            chosen[claims.entity[index]] = index

    def claim_at(self, guarantee: Guarantee, rows: NDArray[np.int32], until: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
        """The same for some rows. until: their last days to claim: a later claim, for another event, does not hide one that was in time.

        Of a right that reaches back: the claim made by the end of the month where one is not refused, else one made by the last day.
        """
        own = self.claim(guarantee)[rows]
        claims = self.register.claims.get(guarantee.code)
        if until is None or claims is None or not (guarantee.reaches_back or bool((np.diff(claims.entity) == 0).any())):
            return own
        known = (claims.recorded <= self.known) & (claims.claimed_on <= self.known) & possible(guarantee, claims, self.month)
        found = self._in_time(claims, known, guarantee.entity, rows, until, own)
        return self._reaching_back(claims, own, found) if guarantee.reaches_back else found

    def _reaching_back(self, claims: Claims, own: NDArray[np.int32], later: NDArray[np.int32]) -> NDArray[np.int32]:
        """The claims made by the end of the month, and where there is none, or a refused one: a later one that is not refused."""
        refused = self.decision(claims) == DECISIONS.index("refused")
        return np.where(((own < 0) | refused[own]) & (later >= 0) & ~refused[later], later, own)

    def _in_time(
        self, claims: Claims, valid: NDArray[np.bool_], entity: str, rows: NDArray[np.int32], until: NDArray[np.int32], own: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """The claims of some rows that were made by their last days, and `own` where none was."""
        last = np.full(self.rows(entity), dates.FAR_PAST, dtype=np.int32)
        last[rows] = until
        chosen = np.full(len(last), -1, dtype=np.int32)
        self._choose(chosen, claims, valid & (claims.claimed_on <= last[claims.entity]))
        found = chosen[rows]
        return np.where(found >= 0, found, own)

    def decision(self, claims: Claims) -> NDArray[np.int8]:
        """Decision of each claim as known."""
        return decisions(claims, self.known)

    def claimed(self, item: Input, day: int) -> Column:
        """Month or day of the claim a right runs under, or that of a claim made now where there is none; or whether an award runs.

        A right from an event is claimed on the day asked, whatever the month; another on that day where it is in the month, else on the month's last.
        day: in the month that is meant; 0: this one.
        """
        guarantee = self.guarantees[item.guarantee]
        month = dates.month_index(dates.day_of(day)) if day else self.month
        index, claims = self.claim(guarantee, month), self.register.claims.get(guarantee.code)
        if item.type == "status":
            return self._award(item, guarantee, month, index)
        now, first, last = self.asked, dates.day_number(dates.first_day(month)), dates.day_number(dates.last_day(month))
        days = np.full(self.rows(guarantee.entity), now if guarantee.right == "event" or first <= now <= last else last, dtype=np.int32)
        if claims is not None:
            days[index >= 0] = claims.claimed_on[index[index >= 0]]
        return (month_of_days(days) if item.type == "month" else days), None

    def _award(self, item: Input, guarantee: Guarantee, month: int, index: NDArray[np.int32]) -> Column:
        """Whether an award runs in a month: by a claim that is granted or overdue, or by a fact; no only where one of the lists is complete."""
        first, last = dates.day_number(dates.first_day(month)), dates.day_number(dates.last_day(month))
        begin = dates.day_number(guarantee.earliest_claim(month))
        covered = self._covered_hromadas("claims", ("", guarantee.code), begin, last) | self._covered_hromadas("facts", (item.name,), first, first)
        value, missing = self._recorded(self.register.facts.get(item.name), first, item.entity, np.bool_, bool(covered.all()))
        claims = self.register.claims.get(guarantee.code)
        if claims is not None and len(claims.entity):
            place = np.maximum(index, 0)
            decision = self.decision(claims)[place]
            overdue = self.as_of > claims.claimed_on[place] + days_to_decide(guarantee, claims.claimed_on[place])
            held = (index >= 0) & ((decision == DECISIONS.index("granted")) | ((decision == DECISIONS.index("pending")) & overdue))
            value |= held
            if missing is not None:
                missing &= ~held
        if missing is not None and covered.any():
            missing &= ~covered[self.hromadas_of(item.entity)]
        return value, missing if missing is not None and bool(missing.any()) else None


class Part(Snapshot):
    """Some households of a snapshot, as a snapshot: `rows` of the whole, in ascending order."""

    def __init__(self, whole: Snapshot, rows: NDArray[np.int64]) -> None:
        start = whole.register.start
        sizes = np.diff(start)[rows]
        begins = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(sizes, out=begins[1:])
        self.whole, self.households = whole, rows
        self.people = np.arange(begins[-1]) + np.repeat(start[:-1][rows] - begins[:-1], sizes)
        self.month, self.inputs, self.guarantees = whole.month, whole.inputs, whole.guarantees
        self.known, self.as_of, self.asked = whole.known, whole.as_of, whole.asked
        self.person_rows, self.beside = None, None
        # Only the layout of the households is read off the register; columns come from the whole.
        self.register = replace(whole.register, start=begins)
        self.present = None if whole.present is None else whole.present[self.people]
        self.largest, self.empty_households = whole.largest, whole.empty_households
        self._columns, self._lock = {}, whole._lock

    def place_of(self, entity: str, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where rows of the whole stand here."""
        return np.searchsorted(self.people if entity == "person" else self.households, rows)

    def _taken(self, column: Column, entity: str) -> Column:
        rows = self.people if entity == "person" else self.households
        value, missing = column
        return value[rows], None if missing is None else missing[rows]

    def fact(self, name: str, day: int) -> Column:
        """A declared fact for the rows here."""
        return self._taken(self.whole.fact(name, day), self.inputs[name].entity)

    def since(self, name: str, day: int) -> Column:
        """First days of spells for the rows here."""
        return self._taken(self.whole.since(name, day), self.inputs[name].entity)

    def income(self, name: str, month: int) -> Column:
        """Kopecks of an income input in one month for the persons here."""
        with self._lock:
            key = (name, month, "income")
            if key not in self._columns:
                self._columns[key] = self._taken(self.whole.income(name, month), "person")
            return self._columns[key]


def possible(guarantee: Guarantee, claims: Claims, month: int) -> NDArray[np.bool_]:
    """Which claims can be for a month: one for a death is not made before the month of it."""
    first = dates.day_number(dates.first_day(month)) if guarantee.of_the_dead else dates.FAR_PAST
    return np.asarray(claims.claimed_on >= first)


def decisions(claims: Claims, known: int) -> NDArray[np.int8]:
    """Decision of each claim as known on a day: pending until it is made."""
    made_later = (claims.decided_on > known) & (claims.decided_on != dates.FAR_FUTURE)
    return np.where(made_later, np.int8(DECISIONS.index("pending")), claims.decision)


def _summed(people: NDArray[np.int32], amount: NDArray[np.int64], persons: int) -> NDArray[Any]:
    """Sum of the amounts of each person, in 32 bits where they fit."""
    # Incomes are not negative, and sums of whole floats are exact as long as they keep to 53 bits.
    if float(amount.sum(dtype=np.float64)) < 2**52:
        value = np.bincount(people, weights=amount, minlength=persons)
    else:
        value = np.zeros(persons, dtype=np.int64)
        np.add.at(value, people, amount)
    return value.astype(np.int32 if value.max(initial=0) < 2**31 else np.int64)


def month_of_days(days: NDArray[Any]) -> NDArray[np.int32]:
    """Months (`year * 12 + month - 1`) of day numbers."""
    first, last = int(days.min(initial=0)), int(days.max(initial=0))
    if last - first >= len(days):
        return _months(days)
    # Fewer days than rows: the calendar is asked once for each day.
    return np.asarray(_months(np.arange(first, last + 1))[days - first])


def _months(days: NDArray[Any]) -> NDArray[np.int32]:
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12, dtype=np.int32)


def _moved(
    register: Register, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee], day: int, known: int
) -> tuple[Register, NDArray[np.int64]]:
    """The register with persons in the households they belong to on a day, and their rows in the original."""
    moves = register.moves
    assert moves is not None
    home = register.household_of().copy()
    held = (moves.since <= day) & (moves.until >= day) & (moves.recorded <= known)
    home[moves.entity[held]] = moves.value[held]
    order = np.argsort(home, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    start = np.zeros(register.households + 1, dtype=np.int64)
    np.cumsum(np.bincount(home, minlength=register.households), out=start[1:])

    def fact(code: str, old: Fact) -> Fact:
        if code not in inputs or inputs[code].entity != "person":
            return old
        base = None if old.base is None else old.base[order]
        base_known = None if old.base_known is None else old.base_known[order]
        entity = place[old.entity].astype(np.int32)
        rank = np.lexsort((old.recorded, old.since, entity))
        return Fact(base, base_known, entity[rank], old.value[rank], old.since[rank], old.until[rank], old.recorded[rank], old.row[rank])

    incomes = register.incomes
    people = place[incomes.person].astype(np.int32)
    # The order of claims stays, so that an index into them means the same claim before and after.
    claims = {
        code: replace(old, entity=place[old.entity].astype(np.int32)) if guarantees[code].entity == "person" else old
        for code, old in register.claims.items()
    }
    return replace(
        register, person_id=register.person_id.gather(order), start=start, birth=register.birth[order], sex=register.sex[order], role=register.role[order],
        death=register.death[order], moves=None, claims=claims,
        facts={code: fact(code, old) for code, old in register.facts.items()},
        incomes=replace(incomes, person=people).taken(np.argsort(people, kind="stable")).by_month(),
    ), order  # fmt: skip
