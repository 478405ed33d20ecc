"""The reference evaluator: one household, step by step, with Python's own exact numbers.

It is the oracle of the block evaluator and the source of every explanation. It reads rules as parsed, needs no NumPy and
shares no arithmetic with `zhyto.engine.blocks`.

Values: numbers are Fractions in units (hryvnias, not kopecks), statuses bool, choices str, days date, months int,
links the place of a member or None, and Unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from zhyto import dates
from zhyto.law.declare import Dated, Guarantee, Input
from zhyto.law.ir import Expr, LawConflict, Rule
from zhyto.law.model import Law
from zhyto.law.parse import split_exception
from zhyto.register.record import Claim, Entity, Household
from zhyto.texts import Said, in_a_row


@dataclass(frozen=True, slots=True)
class Unknown:
    """What cannot be known yet: the facts (or `law: …` gaps) that would settle it, and of a fact, whose it is (a member's place, or HOUSEHOLD)."""

    missing: frozenset[str]
    of: frozenset[tuple[str, int]] = frozenset()


def conflict_text(name: str, rules: Sequence[Rule]) -> Said:
    """What to tell of exceptions that apply together."""
    places = in_a_row((f"{rule.where} ({rule.cite})" for rule in rules), Said(" and "))
    return Said("two exceptions to `{name}` apply to one entity: {places}; say in the law which one yields", name=name, places=places)


@dataclass(slots=True)
class Step:
    """How one name got its value: for explanations.

    kind: input, parameter, rule or gap. values: value of each expression of the body that was computed, by id.
    branches: conditions that decided, with their outcome, in order. steps: what the body named.
    """

    name: str
    entity: int
    day: date
    value: Any
    kind: str
    rule: Rule | None = None
    dated: Dated | None = None
    values: dict[int, Any] = field(default_factory=dict)
    branches: list[tuple[Expr, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Right:
    """A guarantee for one entity in one month.

    amount: kopecks, or None where unknown. claim_until: None where there is no limit. missing: names of what would settle it; of: the same
    of facts, with the place of whose they are.
    """

    guarantee: Guarantee
    entity: int
    month: int
    state: str
    amount: int | None
    claim_until: date | None
    missing: tuple[str, ...]
    claim: Claim | None
    undecided: bool
    refused: bool
    step: Step
    of: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Accrued:
    """What a claim made now brings of a right from an event: money for the months that have passed, and from the next month on.

    at_once: kopecks for the months up to and including the current one; None: a month among them is unknown, and `at_least` is what the known ones
    give. first, months: the first month that is paid, and how many are. monthly: kopecks in the next month (of a right from the claim: in this one),
    0 where nothing more comes (or comes once again), None where it is unknown; lists that are complete now are taken to stay so.
    claim_until: the last day for all of it, None where there is no limit.
    waiting: the claim is being decided. missing: why a month is unknown.
    """

    at_once: int | None
    at_least: int
    first: int
    months: int
    monthly: int | None
    claim_until: date | None
    waiting: bool
    missing: tuple[str, ...] = ()


HOUSEHOLD = -1
"""Place of the household itself where members are 0, 1, …"""


def _unknown(*values: Any) -> Unknown | None:
    missing = frozenset[str]().union(*(value.missing for value in values if isinstance(value, Unknown)))
    return Unknown(missing, frozenset[tuple[str, int]]().union(*(value.of for value in values if isinstance(value, Unknown)))) if missing else None


def _lacking(item: Input, place: int) -> Unknown:
    return Unknown(frozenset([item.name]), frozenset([(item.name, place)]))


class Reference:
    """Computes names of a law for one household in one month.

    known: only what was published or recorded by then (None: all). as_of: the day on which it is judged whether a claim can still
    be made or a decision is late (known, or the last day of the month). overrides: values put in place of inputs or of windows over them, by
    (name, member place): for the inverse question. asked: the day on which a right from an event is claimed that nobody has claimed (default: as_of).
    """

    def __init__(
        self, law: Law, household: Household, month: int, known: date | None = None, overrides: dict[tuple[str, int], Any] | None = None,
        asked: date | None = None,
    ) -> None:  # fmt: skip
        self.law, self.household, self.month, self.known = law, household, month, known
        self.as_of = known or dates.last_day(month)
        self.asked = asked or self.as_of
        self.overrides = overrides or {}
        first, last = dates.first_day(month), dates.last_day(month)
        self.members = [p for p in household.persons if (p.birth is None or p.birth <= last) and (p.death is None or p.death >= first)]
        self._memo: dict[tuple[str, int, date], Step] = {}
        self._months: dict[int, Reference] = {month: self}
        self._frames: list[Step] = []

    # names -------------------------------------------------------------------------------------------------------------

    def value(self, name: str, entity: int, day: date | None = None) -> Any:
        """Value of a name for a member (its place) or the HOUSEHOLD, on a day (default: the first of the month)."""
        return self.step(name, entity, day or dates.first_day(self.month)).value

    def step(self, name: str, entity: int, day: date) -> Step:
        """The same with the way it was reached."""
        if self.law.entities[name] == "household" or self.law.entities[name] == "":
            entity = HOUSEHOLD
        if name in self.law.rules:
            rule = self.law.version(name, day, self.known)
            period = rule.period if rule else "month"
            day = day.replace(month=1, day=1) if period == "year" else day.replace(day=1) if period in ("month", "once") else day
        key = (name, entity, day)
        step = self._memo.get(key)
        if step is None:
            step = self._memo[key] = self._compute(name, entity, day)
        if self._frames:
            self._frames[-1].steps.append(step)
        return step

    def _compute(self, name: str, entity: int, day: date) -> Step:
        if (name, entity) in self.overrides:
            return Step(name, entity, day, self.overrides[name, entity], "input")
        if name in self.law.inputs:
            return Step(name, entity, day, self.fact(self.law.inputs[name], entity, day), "input")
        if name in self.law.parameters:
            dated = self.law.value(name, day, self.known)
            value = dated.value if dated and dated.value is not None else Unknown(frozenset([f"law: {name}"]))
            return Step(name, entity, day, value, "parameter", dated=dated)
        rule = self.law.version(name, day, self.known)
        if rule is None or rule.state == "not_implemented":
            return Step(name, entity, day, Unknown(frozenset([f"law: {name}"])), "gap", rule=rule)
        if rule.state == "not_in_force":
            kind = self.law.types[name].kind
            nothing = {"number": Fraction(0), "bool": False}.get(kind, Unknown(frozenset([f"law: {name}"])))
            return Step(name, entity, day, nothing, "gap", rule=rule)
        step = Step(name, entity, day, None, "rule", rule=rule)
        with self._frame(step):
            assert rule.body is not None
            step.value = self._with_exceptions(rule, entity, day, step)
        return step

    @contextmanager
    def _frame(self, step: Step) -> Iterator[None]:
        self._frames.append(step)
        try:
            yield
        finally:
            self._frames.pop()

    def _with_exceptions(self, rule: Rule, entity: int, day: date, step: Step) -> Any:
        others = [o for o in self.law.exceptions.get(rule.name, ()) if o.holds(day) and (self.known is None or o.known <= self.known)]
        applies, bodies = [], []
        for other in others:
            assert other.body is not None
            condition, body = split_exception(other.body)
            applies.append(self.eval(condition, other, entity, day, None))
            bodies.append(body)
        clashing = [other for other, yes in zip(others, applies, strict=True) if yes is True]
        if len(clashing) > 1:
            raise LawConflict(conflict_text(rule.name, clashing))
        return self._layer(len(others) - 1, rule, others, applies, bodies, entity, day, step)

    def _layer(
        self, top: int, rule: Rule, others: list[Rule], applies: list[Any], bodies: list[Expr], entity: int, day: date, step: Step
    ) -> Any:
        """Value of the base rule under its first `top + 1` exceptions."""
        if top < 0:
            assert rule.body is not None
            return self.eval(rule.body, rule, entity, day, None)
        if applies[top] is False:
            return self._layer(top - 1, rule, others, applies, bodies, entity, day, step)
        value = self.eval(bodies[top], others[top], entity, day, None)
        if applies[top] is True:
            step.rule = others[top]
            return value
        below = self._layer(top - 1, rule, others, applies, bodies, entity, day, step)
        same = not isinstance(value, Unknown) and not isinstance(below, Unknown) and value == below
        return value if same else _unknown(applies[top], value, below)

    # facts -------------------------------------------------------------------------------------------------------------

    def entity(self, place: int) -> Entity:
        """Record of a member or of the household."""
        return self.household.entity if place == HOUSEHOLD else self.members[place]

    def fact(self, item: Input, place: int, day: date) -> Any:
        """A declared fact on a day."""
        record = self.entity(place)
        if item.source == "claims":
            return self._claimed(item, place, dates.month_index(day))
        if item.source == "incomes":
            return self.income(item, place, dates.month_index(day))
        if item.name == "died":
            return record.death is not None
        if item.name in ("birth_date", "death_date"):
            value = record.birth if item.name == "birth_date" else record.death
            return _lacking(item, place) if value is None else value
        spell = self.spell(item, record, day)
        if spell is not None:
            return self._stored(item, spell.value)
        if item.from_age and record.birth is not None and record.birth > item.born_until(day):
            return self._stored(item, 0)
        codes = ("", item.name) if item.absence == "no" else (item.name,)
        if item.source == "facts" and self.complete("facts", codes, day, day):
            return self._stored(item, 0) if item.type != "date" else _lacking(item, place)
        return _lacking(item, place)

    def spell(self, item: Input, record: Entity, day: date) -> Any:
        """The spell of a fact that holds on a day; the latest wins."""
        found = None
        for spell in record.facts.get(item.name, ()):
            if self._inside(spell.since, spell.until, day, day) and self._learned(spell.recorded):
                found = spell
        return found

    def complete(self, table: str, codes: Sequence[str], first: date, last: date) -> bool:
        """Whether a table is known to be complete for any of the codes from first to last."""
        rows = [c for c in self.household.complete if c.table == table and c.code in codes]
        spans = [((c.since or date.min).toordinal(), (c.until or date.max).toordinal()) for c in rows]
        return dates.spanned(spans, first.toordinal(), last.toordinal())

    def _learned(self, recorded: date | None) -> bool:
        return self.known is None or recorded is None or recorded <= self.known

    @staticmethod
    def _inside(since: date | None, until: date | None, first: date, last: date) -> bool:
        return (since is None or since <= first) and (until is None or last <= until)

    @staticmethod
    def _stored(item: Input, value: int) -> Any:
        if item.type == "status":
            return bool(value)
        if item.type == "choice":
            return item.choice(value)
        if item.type == "date":
            return dates.day_of(value)
        return Fraction(value, item.scale)

    def income(self, item: Input, place: int, month: int) -> Any:
        """Income of the declared kinds in one month."""
        rows = [row for row in self.entity(place).incomes if row.month == month and self._learned(row.recorded)]
        first, last = dates.first_day(month), dates.last_day(month)
        if item.absence == "unknown" and not rows and not all(self.complete("incomes", ("", kind), first, last) for kind in item.kinds):
            return _lacking(item, place)
        return Fraction(sum(row.amount for row in rows if row.kind in item.kinds), 100)

    def claim(self, guarantee: Guarantee, record: Entity, month: int | None = None) -> Claim | None:
        """The claim a right runs under in a month (this one): the latest that is not refused, else the latest refused."""
        month = self.month if month is None else month
        award = guarantee.award_months
        found: Claim | None = None
        for claim in record.claims.get(guarantee.code, ()):
            if not self._possible(guarantee, claim, month):
                continue
            start = dates.month_index(claim.claimed_on)
            if guarantee.right == "claim" and not (start <= month and (award is None or month < start + award)):
                continue
            if found is None or self._decision(found) == "refused" or self._decision(claim) != "refused":
                found = claim
        return found

    def _claim_in_time(self, guarantee: Guarantee, record: Entity, until: date) -> Claim | None:
        """The same among the claims made by a last day: a later one, for another event, does not hide it. The latest of all where none was."""
        found: Claim | None = None
        for claim in record.claims.get(guarantee.code, ()):
            possible = self._possible(guarantee, claim, self.month) and claim.claimed_on <= until
            if possible and (found is None or self._decision(found) == "refused" or self._decision(claim) != "refused"):
                found = claim
        return found or self.claim(guarantee, record)

    def last_day_to_claim(self, guarantee: Guarantee, entity: int) -> Any:
        """Last day of a claim that brings this month, None where there is no limit."""
        last = dates.last_day(self.month) if guarantee.right == "claim" else None
        if not guarantee.window:
            return last
        until = self.value(guarantee.window, entity)
        if last is None or isinstance(until, Unknown):
            return until
        return max(until, last) if guarantee.reaches_back else min(until, last)

    def _claim_reaching_back(self, guarantee: Guarantee, record: Entity, until: Any) -> Claim | None:
        """The claim of a right from the claim: one made by the end of this month, else a later one made by the last day (where unknown: any)."""
        own = self.claim(guarantee, record)
        if own is not None and self._decision(own) != "refused":
            return own
        later = self._claim_in_time(guarantee, record, date.max if isinstance(until, Unknown) else until)
        return later if later is not None and self._decision(later) != "refused" else own

    def _possible(self, guarantee: Guarantee, claim: Claim, month: int) -> bool:
        """Whether a claim is known and can be for a month: one for a death is not made before the month of it."""
        early = guarantee.of_the_dead and dates.month_index(claim.claimed_on) < month
        return not early and self._learned(claim.recorded) and self._learned(claim.claimed_on)

    def _decision(self, claim: Claim) -> str:
        return claim.decision if self._learned(claim.decided_on) else "pending"

    def _overdue(self, claim: Claim, guarantee: Guarantee) -> bool:
        return self.as_of > claim.claimed_on + timedelta(days=guarantee.days_to_decide(claim.claimed_on))

    def _claimed(self, item: Input, place: int, month: int) -> Any:
        guarantee, record = self.law.guarantees[item.guarantee], self.entity(place)
        claim = self.claim(guarantee, record, month)
        if item.type == "status":
            decision = "refused" if claim is None else self._decision(claim)
            if decision == "granted" or (claim is not None and decision == "pending" and self._overdue(claim, guarantee)):
                return True
            first = dates.first_day(month)
            spell = self.spell(item, record, first)
            if spell is not None:
                return bool(spell.value)
            told = self.complete("claims", ("", guarantee.code), guarantee.earliest_claim(month), dates.last_day(month))
            return False if told or self.complete("facts", (item.name,), first, first) else _lacking(item, place)
        if claim:
            day = claim.claimed_on
        elif guarantee.right == "event" or dates.month_index(self.asked) == month:
            day = self.asked
        else:
            day = dates.last_day(month)
        return dates.month_index(day) if item.type == "month" else day

    # expressions -------------------------------------------------------------------------------------------------------

    def eval(self, expr: Expr, rule: Rule, entity: int, day: date, member: int | None) -> Any:
        """Value of an expression of a rule for an entity; member: the member a loop stands at."""
        value = self._eval(expr, rule, entity, day, member)
        if isinstance(value, int) and not isinstance(value, bool) and expr.op == "const":
            value = Fraction(value)
        if self._frames:
            self._frames[-1].values[id(expr)] = value
        return value

    def _eval(self, expr: Expr, rule: Rule, entity: int, day: date, member: int | None) -> Any:
        op = expr.op

        def at(arg: Expr) -> Any:
            return self.eval(arg, rule, entity, day, member)

        if op == "const":
            return expr.value
        if op == "unknown":
            return Unknown(frozenset([f"law: {expr.value}"]))
        if op in ("name", "member"):
            if expr.value == "month":
                return dates.month_index(day)
            if expr.value == "day":
                return day
            return self.step(expr.value, entity if op == "name" else self._place(member), day).value
        if op == "if":
            condition = at(expr.args[0])
            if self._frames:
                self._frames[-1].branches.append((expr.args[0], condition))
            if isinstance(condition, Unknown):
                yes, no = at(expr.args[1]), at(expr.args[2])
                same = not isinstance(yes, Unknown) and not isinstance(no, Unknown) and yes == no
                return yes if same else _unknown(condition, yes, no)
            return at(expr.args[1] if condition else expr.args[2])
        if op in ("and", "or"):
            missing = []
            for arg in expr.args:
                value = at(arg)
                if isinstance(value, Unknown):
                    missing.append(value)
                elif value is (op == "or"):
                    return value
            return _unknown(*missing) if missing else op == "and"
        if op == "agg":
            return self._aggregate(expr, rule, entity, day)
        if op == "order":
            return self._order(expr, rule, entity, day)
        if op == "nth":
            return self._nth(expr, rule, entity, day, at(expr.args[1]))
        if op == "link":
            place = at(expr.args[0])
            if isinstance(place, Unknown):
                return place
            return Unknown(frozenset(["law: nobody there"])) if place is None else self.step(expr.value, place, day).value
        if op in ("total", "average"):
            return self._window(expr, rule, entity, day, member)
        if op == "at":
            return self._other_day(expr, rule, entity, day, member)
        if op == "since":
            return self._since(expr, entity if expr.args[0].op == "name" else self._place(member), day)
        values = [at(arg) for arg in expr.args]
        unknown = _unknown(*values)
        if op in ("div", "floordiv", "mod") and not isinstance(values[1], Unknown) and values[1] == 0:
            return _unknown(unknown, Unknown(frozenset(["law: division by zero"])))
        if unknown:
            return unknown
        return self._operation(expr, values)

    @staticmethod
    def _place(member: int | None) -> int:
        assert member is not None
        return member

    def _operation(self, expr: Expr, values: list[Any]) -> Any:
        op = expr.op
        simple: dict[str, Callable[..., Any]] = {
            "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "neg": lambda a: -a, "abs": abs,
            "min": min, "max": max, "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
            "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b, "not": lambda a: not a,
            "exists": lambda a: a is not None, "in": lambda a: a in expr.value,
        }  # fmt: skip
        if op in ("add", "sub") and isinstance(values[0], int):
            # A month is an int and a number a Fraction: a month plus a number is a month, the difference of months a number.
            moved = simple[op](*values)
            return Fraction(moved) if isinstance(values[1], int) else int(moved)
        if op in simple:
            return simple[op](*values)
        if op in ("div", "floordiv", "mod"):
            a, b = Fraction(values[0]), Fraction(values[1])
            return a / b if op == "div" else Fraction(a // b) if op == "floordiv" else Fraction(a % b)
        if op == "round":
            mode, to, _ = expr.value
            parts = Fraction(values[0]) / Fraction(to)
            whole = {"half_up": floor(parts + Fraction(1, 2)), "down": floor(parts), "up": -floor(-parts)}[mode]
            return whole * Fraction(to)
        if op == "row":
            row = values[0].get(values[1], Fraction(0) if values[1] == "none" else None)
            return Unknown(frozenset(["law: a row of a table that is not known"])) if row is None else row
        if op in ("bracket", "marginal"):
            return self._scale(op, values[0], values[1])
        assert op == "fn", op
        return self._calendar(expr.value, values)

    @staticmethod
    def _scale(op: str, brackets: Any, value: Fraction) -> Any:
        if op == "bracket":
            reached = [b for b in brackets if value > b.threshold or (value == b.threshold and not b.above)]
            return reached[-1].value if reached else Unknown(frozenset(["law: a value below the scale"]))
        total = Fraction(0)
        for place, b in enumerate(brackets):
            upper = brackets[place + 1].threshold if place + 1 < len(brackets) else None
            top = value if upper is None else min(value, upper)
            total += b.value * max(Fraction(0), top - b.threshold)
        return total

    @staticmethod
    def _calendar(name: str, values: list[Any]) -> Any:
        a = values[0]
        if name == "first_day":
            return dates.first_day(int(a))
        if name == "last_day":
            return dates.last_day(int(a))
        if name == "month_of":
            return dates.month_index(a)
        month = int(a) if not isinstance(a, date) else dates.month_index(a)
        if name == "january":
            return month - month % 12
        if name == "quarter":
            return month - month % 3
        if name == "year":
            return Fraction(month // 12)
        if name == "month_number":
            return Fraction(month % 12 + 1)
        if name == "add_days":
            return a + timedelta(days=int(values[1]))
        if name == "add_months":
            return dates.add_months(a, int(values[1]))
        if name == "add_years":
            return dates.add_months(a, 12 * int(values[1]))
        if name == "age":
            return Fraction(dates.age(a, values[1]))
        if name == "months_between":
            return Fraction(dates.months_between(a, values[1]))
        return Fraction((values[1] - a).days)

    # members -----------------------------------------------------------------------------------------------------------

    def _aggregate(self, expr: Expr, rule: Rule, entity: int, day: date) -> Any:
        kind = expr.value
        collected: list[Any] = []
        missing: list[Unknown] = []
        for place in range(len(self.members)):
            inside = self.eval(expr.args[1], rule, entity, day, place)
            if inside is False:
                continue
            value = self.eval(expr.args[0], rule, entity, day, place)
            doubt = isinstance(inside, Unknown)
            if kind in ("any", "all"):
                if not isinstance(value, Unknown) and value is (kind == "all"):
                    continue
                if doubt or isinstance(value, Unknown):
                    missing.append(_unknown(inside, value))  # type: ignore[arg-type]
                else:
                    return kind == "any"
            elif isinstance(value, Unknown) or (doubt and not (kind in ("sum", "count") and value == 0)):
                missing.append(_unknown(inside, value))  # type: ignore[arg-type]
            elif not doubt:
                collected.append(value)
        if missing:
            return _unknown(*missing)
        if kind in ("any", "all"):
            return kind == "all"
        if kind in ("sum", "count"):
            return sum(collected, Fraction(0))
        if not collected:
            return self.eval(expr.args[2], rule, entity, day, None)
        return min(collected) if kind == "min" else max(collected)

    def _sorted(self, key: Callable[[int], Any], condition: Expr, rule: Rule, entity: int, day: date) -> list[int] | Unknown:
        chosen: list[tuple[Any, int]] = []
        missing: list[Unknown] = []
        for place in range(len(self.members)):
            inside = self.eval(condition, rule, entity, day, place)
            if inside is False:
                continue
            value = key(place)
            unknown = _unknown(inside, value)
            if unknown:
                missing.append(unknown)
            else:
                chosen.append((value, place))
        return _unknown(*missing) or [place for _, place in sorted(chosen)]

    def _order(self, expr: Expr, rule: Rule, entity: int, day: date) -> Any:
        places = self._sorted(lambda place: self.eval(expr.args[0], rule, entity, day, place), expr.args[1], rule, entity, day)
        if isinstance(places, Unknown):
            return places
        return Fraction(places.index(entity) + 1 if entity in places else 0)

    def _nth(self, expr: Expr, rule: Rule, entity: int, day: date, wanted: Any) -> Any:
        places = self._sorted(lambda place: self.step(expr.value, place, day).value, expr.args[0], rule, entity, day)
        unknown = _unknown(places, wanted)
        if unknown:
            return unknown
        assert isinstance(places, list)
        return places[int(wanted) - 1] if 1 <= wanted <= len(places) else None

    # other days --------------------------------------------------------------------------------------------------------

    def _window(self, expr: Expr, rule: Rule, entity: int, day: date, member: int | None) -> Any:
        what = expr.args[0]
        place = entity if what.op == "name" else self._place(member)
        first, last = (self.eval(arg, rule, entity, day, member) for arg in expr.args[1:])
        unknown = _unknown(first, last)
        if unknown:
            return unknown
        if self.law.entities[what.value] == "household":
            place = HOUSEHOLD
        override = self.overrides.get((f"total {what.value}", place))
        if override is not None:
            total: Any = override
        else:
            values = [self.step(what.value, place, dates.first_day(month)).value for month in range(int(first), int(last) + 1)]
            total = _unknown(*values) or sum(values, Fraction(0))
        if self._frames:
            self._frames[-1].values[id(what)] = total
        if expr.op == "total" or isinstance(total, Unknown):
            return total
        months = int(last) - int(first) + 1
        return total / months if months > 0 else Unknown(frozenset(["law: division by zero"]))

    def _other_day(self, expr: Expr, rule: Rule, entity: int, day: date, member: int | None) -> Any:
        what = expr.args[0]
        on = self.eval(expr.args[1], rule, entity, day, member)
        if isinstance(on, Unknown):
            return on
        place = entity if what.op == "name" else self._place(member)
        return self.step(what.value, place, on if isinstance(on, date) else dates.first_day(int(on))).value

    def _since(self, expr: Expr, place: int, day: date) -> Any:
        item = self.law.inputs[expr.args[0].value]
        place = HOUSEHOLD if item.entity == "household" else place
        spell = self.spell(item, self.entity(place), day)
        return _lacking(item, place) if spell is None or spell.since is None else spell.since

    # rights ------------------------------------------------------------------------------------------------------------

    def right(self, code: str, entity: int) -> Right:
        """State and amount of a guarantee for a member or the HOUSEHOLD in this month."""
        guarantee = self.law.guarantees[code]
        step = self.step(code, entity, dates.first_day(self.month))
        claim = self.claim(guarantee, self.entity(entity)) if guarantee.access == "claim" else None
        unknown: Unknown | None = None
        amount: int | None = None
        if isinstance(step.value, Unknown):
            unknown = step.value
        else:
            kopecks = Fraction(step.value) * 100
            if kopecks.denominator != 1 or kopecks < 0:
                raise LawConflict(Said("`{code}` gives {value}: not a whole number of kopecks from 0 up", code=code, value=step.value))
            # What is given in kind has no amount.
            amount = 0 if guarantee.gives == "in_kind" else int(kopecks)
        right = Right(guarantee, entity, self.month, "not_due", 0, None, (), claim, False, False, step)
        if step.value == 0 or not self.members:
            return right
        if guarantee.access == "automatic":
            return self._settle(right, "due", amount, unknown)
        until = self.last_day_to_claim(guarantee, entity)
        if guarantee.right == "event" and isinstance(until, date) and claim is not None:
            claim = right.claim = self._claim_in_time(guarantee, self.entity(entity), until)
        can_claim = guarantee.of_the_dead or self._alive(entity)
        if guarantee.reaches_back:
            last = dates.last_day(self.month)
            claim = right.claim = self._claim_reaching_back(guarantee, self.entity(entity), until)
            # Where it is unknown how late a claim may come, that matters to one that came, or would come, after the month.
            held = claim is not None and claim.claimed_on <= last and self._decision(claim) != "refused"
            if isinstance(until, Unknown) and (held or (self.as_of <= last and (claim is None or claim.claimed_on <= last))):
                until = last
        if isinstance(until, Unknown):
            claimed = claim is not None and self._decision(claim) != "refused"
            return self._settle(right, "unknown", None, _unknown(unknown, until)) if claimed or can_claim else right
        if claim is not None and (until is None or claim.claimed_on <= until or guarantee.right == "claim"):
            decision = self._decision(claim)
            if decision == "granted":
                return self._settle(right, "due", amount, unknown)
            if decision == "pending":
                right.undecided = self._overdue(claim, guarantee)
                if right.undecided:
                    return self._settle(right, "due", amount, unknown)
                right.claim_until = until
                return self._settle(right, "claimable", amount, unknown)
            right.refused = amount is not None
        if can_claim and (until is None or self.as_of <= until):
            right.claim_until = until
            return self._settle(right, "claimable", amount, unknown)
        return right

    def paid_once(self, code: str, entity: int) -> bool | Unknown:
        """Whether what a guarantee gives in this month is paid once: it does not come again each month."""
        guarantee = self.law.guarantees[code]
        if guarantee.paid != "monthly" or not guarantee.once_in:
            return guarantee.paid != "monthly"
        found: bool | Unknown = self.value(guarantee.once_in, entity)
        return found

    def accrued(self, code: str, entity: int, granted: bool = False) -> Accrued | None:
        """What a claim now brings for the months since the event, of a right that can be claimed now; None where that is nothing.

        granted: instead, what a claim that was granted (or is overdue) brings up to this month.

        A month counts if its amount is above 0 and its last day to claim is not over. Where neither a last day nor `back_pay_months` bounds the
        months, those count that run unbroken up to this one. A right from the claim brings money at once only where it reaches back to an earlier month.
        What arises from a death counts in the months of deaths, whenever these were.
        The household is taken to have been the same; `zhyto.rights.accrual` does it for a register.
        """
        guarantee = self.law.guarantees[code]
        if not guarantee.accrues:
            return None
        right = self.right(code, entity)
        if guarantee.of_the_dead and entity == HOUSEHOLD:
            return self._after_deaths(right, granted)
        if right.state == "not_due" and not granted and self.members and not (guarantee.of_the_dead or self._alive(entity)):
            return None
        bounded = bool(guarantee.window) or guarantee.back_pay_months is not None
        if right.state not in ("due" if granted else "claimable", "not_due") or (right.state == "not_due" and not bounded):
            return None
        until = self.last_day_to_claim(guarantee, entity)
        if isinstance(until, Unknown) and guarantee.reaches_back:
            until = dates.last_day(self.month)
        if isinstance(until, Unknown) or not self.members:
            return None
        day, waiting, claim = self.as_of, False, right.claim
        in_time = claim is not None and (until is None or claim.claimed_on <= until)
        if claim is not None and in_time:
            waiting = self._decision(claim) == "pending" and not self._overdue(claim, guarantee)
            refused = self._decision(claim) == "refused"
            if granted != (not waiting and not refused):
                return None
            day = self.as_of if refused else claim.claimed_on
        elif granted:
            return None
        months, missing, earliest = self._claimed_now(guarantee, self.entity(entity), entity, day, bounded)
        if not months or (guarantee.reaches_back and not missing and min(months) == self.month):
            return None
        # As of every right from the claim, what the month gives is what comes each month.
        monthly = months[self.month] if guarantee.reaches_back and self.month in months else self._from_next(code, entity)
        return Accrued(
            None if missing else sum(months.values()), sum(months.values()), min(months), len(months), monthly,
            earliest if guarantee.reaches_back else until, waiting,
            tuple(sorted(missing)),
        )  # fmt: skip

    def _after_deaths(self, right: Right, granted: bool) -> Accrued | None:
        """`accrued` of what a household has because somebody of it died: each month of a death by its own last day and its own claim."""
        guarantee = right.guarantee
        if not self.members or right.state not in ("due" if granted else "claimable", "not_due"):
            return None
        months: dict[int, int] = {}
        missing: set[str] = set()
        limits: list[date] = []
        waits = False
        for month in sorted({dates.month_index(person.death) for person in self.household.persons if person.death is not None}):
            reference = self._in(month)
            amount = reference.value(guarantee.code, HOUSEHOLD) if month <= self.month and reference.members else 0
            if amount == 0:
                continue
            limit = reference.value(guarantee.window, HOUSEHOLD) if guarantee.window else None
            unknown = _unknown(amount, limit)
            if unknown is not None:
                missing |= unknown.missing
                continue
            record = self.entity(HOUSEHOLD)
            claim = reference.claim(guarantee, record) if limit is None else reference._claim_in_time(guarantee, record, limit)
            decision = "refused" if claim is None or (limit is not None and claim.claimed_on > limit) else self._decision(claim)
            waiting = claim is not None and decision == "pending" and not self._overdue(claim, guarantee)
            if granted != (decision != "refused" and not waiting) or (decision == "refused" and limit is not None and limit < self.as_of):
                continue
            months[month], waits = int(amount * 100), waits or waiting
            limits += [limit] if limit is not None else []
        if not months:
            return None
        return Accrued(
            None if missing else sum(months.values()), sum(months.values()), min(months), len(months), 0, min(limits) if limits else None, waits,
            tuple(sorted(missing)),
        )  # fmt: skip

    def _claimed_now(
        self, guarantee: Guarantee, record: Entity, entity: int, day: date, bounded: bool
    ) -> tuple[dict[int, int], set[str], date | None]:
        """Kopecks of each month that a claim of a day brings, from this one back, what is missing for other months, and the last day for all of them."""
        months: dict[int, int] = {}
        earliest: date | None = None
        missing: set[str] = set()
        month, back = self.month, guarantee.back_pay_months
        while back is None or month >= self.month - back:
            reference = self._in(month)
            place = reference._place_in(record, entity)
            if place is None:
                break
            limit = reference.last_day_to_claim(guarantee, place)
            if isinstance(limit, Unknown) and guarantee.reaches_back and dates.last_day(month) >= day:
                limit = dates.last_day(month)
            if isinstance(limit, date) and limit < day:
                break
            amount = reference.value(guarantee.code, place)
            if isinstance(limit, Unknown):
                missing |= (_unknown(amount, limit) or limit).missing if amount != 0 else set()
                break
            if isinstance(amount, Unknown):
                missing |= amount.missing
            elif amount > 0:
                months[month] = int(amount * 100)
                earliest = limit if earliest is None else min(earliest, limit or earliest)
            if not bounded and (isinstance(amount, Unknown) or amount == 0):
                break
            month -= 1
        return months, missing, earliest

    def _from_next(self, code: str, entity: int) -> int | None:
        """Kopecks that come in the next month, if they come each month from then on."""
        if self.law.guarantees[code].paid != "monthly":
            return 0
        after = self._next()
        place = after._place_in(self.entity(entity), entity)
        amount: Any = 0 if place is None else after.value(code, place)
        if place is None or amount == 0:
            return 0
        once = after.paid_once(code, place)
        if once is True:
            return 0
        return None if isinstance(amount, Unknown) or isinstance(once, Unknown) else int(amount * 100)

    def _next(self) -> Reference:
        """The household in the next month, if the lists that are complete now stay so."""
        if self.month + 1 not in self._months:
            first, stay = dates.first_day(self.month), ("facts", "claims")
            lists = tuple(
                replace(one, until=None) if one.table in stay and one.until is not None and one.until >= first else one
                for one in self.household.complete
            )
            self._months[self.month + 1] = Reference(
                self.law, replace(self.household, complete=lists), self.month + 1, self.known, asked=self.asked
            )
        return self._months[self.month + 1]

    def _in(self, month: int) -> Reference:
        """The same household in another month, as known on the same day."""
        if month not in self._months:
            self._months[month] = Reference(self.law, self.household, month, self.known, asked=self.asked)
        return self._months[month]

    def _place_in(self, record: Entity, entity: int) -> int | None:
        """Where somebody stands in this month; None where that person, or everybody of the household, is not there."""
        if entity == HOUSEHOLD:
            return HOUSEHOLD if self.members else None
        return next((place for place, member in enumerate(self.members) if member is record), None)

    def _alive(self, entity: int) -> bool:
        """Whether the holder, or somebody of the household, is alive on the day on which it is judged what can be claimed."""
        people = self.members if entity == HOUSEHOLD else [self.members[entity]]
        return any(person.death is None or person.death > self.as_of for person in people)

    @staticmethod
    def _settle(right: Right, state: str, amount: int | None, unknown: Unknown | None) -> Right:
        right.state, right.amount = ("unknown", None) if unknown else (state, amount)
        if unknown:
            right.missing, right.of = tuple(sorted(unknown.missing)), unknown.of
            right.claim_until = None
            right.undecided = False
        return right
