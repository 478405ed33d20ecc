"""Are rights that may not stand together kept apart by their rules? A proof, a household that would hold both, or an honest "not decided".

The proof is by what must be so where a right is there: two sets of conditions that cannot meet. The search for a household starts from
everything unknown and settles one fact at a time; the reference evaluator says when a right is out of reach whatever the rest may be.

A pair that is also a choice is exclusive among what is due: a family may claim either, so both may be claimable. There the question is
whether both are due once claims for both are granted. Where one right replaces another, the question is whether the other is there while
the first is due.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.explain import Speaker
from zhyto.law.declare import Input, Relation
from zhyto.law.graph import closure
from zhyto.law.ir import Expr, LawConflict
from zhyto.law.model import Law
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell
from zhyto.texts.spoken import Lang

BUDGET: Final = 300
"""Evaluations for one household shape in one month."""
PATIENCE: Final = 500
"""Evaluations for a pair: enough where few facts decide, and the check of a whole law stays short."""
_ADULT: Final = 35
_GROWN: Final = 16
"""No younger person is tried as the head of a household."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A household that would hold both rights in a month. facts: what is so, by language. holders: places of the two holders.

    amounts: of both, in hryvnias, and what else a search measured. claimed: by code, days of the granted claims of what is due; the
    amount of a right without one is above 0, whatever is claimed.
    """

    household: Household
    month: int
    holders: tuple[int, int]
    facts: Mapping[str, tuple[str, ...]]
    amounts: tuple[Fraction, ...]
    claimed: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two rights that may not stand together, and what became of it. verdict: proved (in every month), witness, undecided, or never (no
    month has both rules).

    proved, months: how many months the rules contradict each other in, and how many both are law in. tried: households tried.
    choice: the resident chooses one of both, so that claims decide what is due.
    """

    code: str
    other: str
    where: str
    verdict: Literal["proved", "witness", "undecided", "never"]
    proved: int
    months: int
    tried: int
    witness: Witness | None = None
    choice: bool = False


def exclusions(law: Law, first: date, last: date) -> Iterator[Exclusion]:
    """Every pair of guarantees with a relation `excludes`, over the days first…last, in order of the law."""
    seen: set[frozenset[str]] = set()
    for code, guarantee in law.guarantees.items():
        for relation in guarantee.relations:
            pair = frozenset((code, relation.other))
            if relation.kind != "excludes" or pair in seen or relation.other not in law.guarantees:
                continue
            seen.add(pair)
            yield kept_apart(law, code, relation, first, last)


def months_of(law: Law, code: str, relation: Relation, first: date, last: date) -> list[int]:
    """Months within the days first…last in which a relation holds and both guarantees have a rule."""
    found = []
    for month in range(dates.month_index(first), dates.month_index(last) + 1):
        day = dates.first_day(month)
        versions = [law.version(name, day) for name in (code, relation.other)]
        if _holds(relation, day) and all(version is not None and version.state == "law" for version in versions):
            found.append(month)
    return found


def _holds(relation: Relation, day: date) -> bool:
    return relation.since <= day and (relation.until is None or day <= relation.until)


def kept_apart(law: Law, code: str, relation: Relation, first: date, last: date, patience: int = PATIENCE) -> Exclusion:
    """Whether the rules keep two rights apart in the months of a relation: both above 0 in none; a replaced one is 0 where the other is due.

    patience: evaluations at most.
    """
    other, where = relation.other, relation.where
    months = months_of(law, code, relation, first, last)
    chosen = {month for month in months if _is_choice(law, code, other, dates.first_day(month))}
    ordered = relation.kind == "replaces" and law.guarantees[code].access == "claim"
    running = {month: (code, other) if month in chosen else (code,) if ordered else () for month in months}
    open_months = [month for month in months if both_needed(law, dates.first_day(month), (code, other), running[month]) is not None]
    proved, both = len(months) - len(open_months), len(months)
    if not open_months:
        return Exclusion(code, other, where, "proved" if both else "never", both, both, 0, choice=bool(chosen))
    tried = 0
    # The last two years, since some rights are there in one month of the year only; then the beginning and the middle.
    for month in dict.fromkeys((*reversed(open_months[-24:]), open_months[0], open_months[len(open_months) // 2])):
        for days in _orders(month, len(running[month])):
            for shape in searches(law, month, code, other, dict(zip(running[month], days, strict=True))):
                if tried >= patience:
                    break
                search = Search(shape, min(BUDGET, patience - tried))
                witness = search.run()
                tried += search.spent
                if witness is not None:
                    return Exclusion(code, other, where, "witness", proved, both, tried, witness, bool(chosen))
    return Exclusion(code, other, where, "undecided", proved, both, tried, choice=bool(chosen))


def _is_choice(law: Law, code: str, other: str, day: date) -> bool:
    """Whether the resident chooses between two guarantees on a day."""
    return any(
        relation.kind == "choice" and relation.other == two and _holds(relation, day)
        for one, two in ((code, other), (other, code)) for relation in law.guarantees[one].relations
    )  # fmt: skip


def _orders(month: int, claims: int) -> tuple[tuple[date, ...], ...]:
    """Days on which claims are granted: together, one before the other, one of them on the last day of the month."""
    before, earlier, last = dates.first_day(month - 1), dates.first_day(month - 3), dates.last_day(month)
    if claims < 2:
        return ((before,), (last,)) if claims else ((),)
    return (before, before), (earlier, before), (before, earlier), (before, last), (last, before)


def both_needed(law: Law, day: date, codes: tuple[str, str], claimed: Collection[str] = ()) -> _Needed | None:
    """What must be so on a day where the amounts of both are above 0; claimed: those that are due, so that their claims run. None: it cannot be."""
    needs = _Needs(law, day)
    granted = (item for item in law.inputs.values() if item.source == "claims" and item.type == "status")
    running = {
        Expr("name", value=item.name): _TRUE
        for item in granted
        if item.guarantee in claimed and law.guarantees[item.guarantee].access == "claim"
    }
    found = _meet(_meet(needs.name(codes[0]), needs.name(codes[1])), running)
    return needs.of_members(found, any(law.guarantees[code].entity == "person" for code in codes))


# what must be so -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """Numbers from low to high; None: no bound; open: the bound itself is not in."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def meet(self, other: _Span) -> _Span | None:
        low, low_open = max(((s.low, s.low_open) for s in (self, other) if s.low is not None), default=(None, False))
        high, high_closed = min(((s.high, not s.high_open) for s in (self, other) if s.high is not None), default=(None, True))
        empty = low is not None and high is not None and (low > high or (low == high and (low_open or not high_closed)))
        return None if empty else _Span(low, high, low_open, not high_closed)

    def hull(self, other: _Span) -> _Span:
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return _Span(low, high)


_Needed = dict[Any, Any]
"""What must be so: an expression → a _Span, or a frozenset of the values it may have."""


def _meet(one: _Needed | None, two: _Needed | None) -> _Needed | None:
    """Both hold; None where that cannot be."""
    if one is None or two is None:
        return None
    found = dict(one)
    for key, allowed in two.items():
        if key in found and type(found[key]) is type(allowed):
            both = found[key].meet(allowed) if isinstance(allowed, _Span) else found[key] & allowed
            if both is None or (isinstance(both, frozenset) and not both):
                return None
            found[key] = both
        else:
            found[key] = allowed
    return found


def _either(one: _Needed | None, two: _Needed | None) -> _Needed | None:
    """At least one holds."""
    if one is None or two is None:
        return two if one is None else one
    shared = (key for key in one if key in two and type(one[key]) is type(two[key]))
    return {key: one[key].hull(two[key]) if isinstance(one[key], _Span) else one[key] | two[key] for key in shared}


_TRUE: Final = frozenset([True])
_FALSE: Final = frozenset([False])
_SOMEBODY: Final = Expr("const", value=True)


def _as_own(expr: Expr) -> Expr:
    """What is said of a member, as said by that person."""
    if expr.op in ("agg", "order", "nth"):
        return expr
    return replace(expr, op="name" if expr.op == "member" else expr.op, args=tuple(_as_own(arg) for arg in expr.args))


class _Needs:
    """What must be so on a day where an expression is true, or a number above 0. A gap of the law promises nothing."""

    def __init__(self, law: Law, day: date) -> None:
        self.law, self.day = law, day
        self._memo: dict[tuple[str, bool], _Needed | None] = {}

    def name(self, name: str, wanted: bool = True) -> _Needed | None:
        key = (name, wanted)
        if key not in self._memo:
            self._memo[key] = {}
            self._memo[key] = self._named(name, wanted)
        return self._memo[key]

    def _named(self, name: str, wanted: bool) -> _Needed | None:
        law = self.law
        if name in ("month", "day") or name not in law.types:
            return {}
        if name in law.parameters:
            number = self.number(Expr("name", value=name))
            return None if number is not None and (number > 0) is not wanted else {}
        own: _Needed = {}
        if law.types[name].kind == "bool":
            own = {Expr("name", value=name): _TRUE if wanted else _FALSE}
        elif law.types[name].kind == "number" and wanted:
            own = {Expr("name", value=name): _Span(low=Fraction(0), low_open=True)}
        rule = law.version(name, self.day) if name in law.rules else None
        if rule is None or rule.state == "not_implemented":
            return own
        if rule.state == "not_in_force":
            return None if wanted else own
        excepted = any(one.holds(self.day) for one in law.exceptions.get(name, ()))
        if excepted or rule.period != "month" or rule.body is None or law.types[name].kind not in ("bool", "number"):
            return own
        return _meet(own, self.so(rule.body, wanted))

    def number(self, expr: Expr) -> Fraction | None:
        """An expression that is a number of the law on the day."""
        if expr.op == "const" and isinstance(expr.value, (int, Fraction)) and not isinstance(expr.value, bool):
            return Fraction(expr.value)
        if expr.op == "name" and expr.value in self.law.parameters:
            dated = self.law.value(expr.value, self.day)
            return dated.value if dated is not None and isinstance(dated.value, Fraction) else None
        return None

    def so(self, expr: Expr, wanted: bool) -> _Needed | None:
        """What must be so where an expression is true (wanted; a number: above 0), or false."""
        op, args = expr.op, expr.args
        if op == "const":
            return {} if bool(expr.value) is wanted else None
        if op == "name":
            return self.name(expr.value, wanted)
        if op == "not":
            return self.so(args[0], not wanted)
        if op in ("and", "or"):
            parts = [self.so(arg, wanted) for arg in args]
            found = parts[0]
            for part in parts[1:]:
                found = _meet(found, part) if (op == "and") is wanted else _either(found, part)
            return found
        if op == "if":
            yes = _meet(self.so(args[0], True), self.so(args[1], wanted))
            return _either(yes, _meet(self.so(args[0], False), self.so(args[2], wanted)))
        if op == "in":
            return {args[0]: frozenset(expr.value) if wanted else self.choices(args[0]) - set(expr.value)}
        if op in ("eq", "ne", "lt", "le", "gt", "ge"):
            return self.compared(op, args[0], args[1], wanted)
        if op == "agg" and expr.value in ("any", "count") and (wanted or expr.value == "any"):
            whom = args[1] if expr.value == "count" else Expr("and", (args[1], args[0]))
            return {Expr("agg", (whom, _SOMEBODY), "any"): _TRUE if wanted else _FALSE}
        if not wanted:
            return {expr: _FALSE} if op in ("agg", "exists") and expr.value in ("all", None) else {}
        if op == "round":
            return self.so(args[0], True)
        if op in ("max", "min"):
            parts = [self.so(arg, True) for arg in args]
            found = parts[0]
            for part in parts[1:]:
                found = _meet(found, part) if op == "min" else _either(found, part)
            return found
        return {expr: _TRUE} if op in ("agg", "exists") and expr.value in ("all", None) else {}

    def of_members(self, needed: _Needed | None, holder: bool) -> _Needed | None:
        """The same with what follows for members: what nobody is, the holder is not (holder: a person has one of the rights), nor who must be there."""
        said = [(_as_own(key.args[0]), allowed) for key, allowed in (needed or {}).items() if isinstance(key, Expr) and key.op == "agg"]
        nobody = [own for own, allowed in said if allowed == _FALSE]
        for own, allowed in said:
            if allowed == _TRUE and self.none_of(nobody, self.so(own, True)) is None:
                return None
        return self.none_of(nobody, needed) if holder else needed

    def none_of(self, conditions: Iterable[Expr], needed: _Needed | None) -> _Needed | None:
        """What must be so of a person, of whom none of some conditions is true either."""
        for expr in conditions:
            cases = [_meet(needed, self.so(part, False)) for part in (expr.args if expr.op == "and" else (expr,))]
            needed = reduce(_either, cases)
        return needed

    def choices(self, expr: Expr) -> frozenset[str]:
        known = self.law.types.get(expr.value) if expr.op == "name" else None
        return frozenset([*known.choices, "none"]) if known is not None else frozenset()

    def counts(self, expr: Expr) -> bool:
        """Whether an expression is a number of people, so that it is 0 or above."""
        if expr.op == "name" and expr.value in self.law.rules:
            rule = self.law.version(expr.value, self.day)
            return rule is not None and rule.body is not None and self.counts(rule.body) and expr.value not in self.law.exceptions
        return expr.op == "agg" and expr.value == "count"

    def compared(self, op: str, a: Expr, b: Expr, wanted: bool) -> _Needed | None:
        if not wanted:
            op = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}[op]
        for one, text in ((a, b), (b, a)):
            if text.op == "const" and isinstance(text.value, str) and op in ("eq", "ne"):
                rest = self.choices(one) - {text.value}
                return {one: frozenset([text.value])} if op == "eq" else ({one: rest} if rest else {})
        if self.number(a) is not None:
            a, b, op = b, a, {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}.get(op, op)
        bound = self.number(b)
        if bound is not None and self.number(a) is None:
            if op == "ne" and bound == 0 and self.counts(a):
                op = "gt"
            spans = {"eq": _Span(bound, bound), "lt": _Span(high=bound, high_open=True), "le": _Span(high=bound),
                     "gt": _Span(low=bound, low_open=True), "ge": _Span(low=bound)}  # fmt: skip
            own: _Needed = {a: spans[op]} if op in spans else {}
            above = op in ("gt", "ge", "eq") and (bound > 0 or (bound == 0 and op == "gt"))
            return _meet(own, self.so(a, True)) if above and a.op in ("name", "if", "min", "max", "round", "agg") else own
        # Two things that vary: one order of both, so that opposite comparisons are seen to be opposite.
        if op in ("gt", "le"):
            return {Expr("lt", (b, a)): _TRUE if op == "gt" else _FALSE}
        return {Expr("lt" if op in ("lt", "ge") else "eq", (a, b)): _TRUE if op in ("lt", "eq") else _FALSE}


# a household that would hold both --------------------------------------------------------------------------------------------


class _Spent(Exception):
    """The budget is used up."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Whom to look for. holders: places of the two holders; place: of the person whose facts are settled.

    claimed: by code, the day of a granted claim; then what counts is that the right is due, not that its amount is above 0.
    """

    law: Law
    month: int
    codes: tuple[str, str]
    holders: tuple[int, int]
    people: tuple[Entity, ...]
    place: int
    claimed: Mapping[str, date]


def searches(law: Law, month: int, code: str, other: str, claimed: Mapping[str, date]) -> Iterator[Shape]:
    """What to search: one person alone; a family of five, for one of its adults and for its youngest child."""
    day = dates.first_day(month)

    def person(name: str, role: str, age: int) -> Entity:
        number = law.inputs["role"].code(role)
        return Entity(name, {"role": (Spell(number or 0),)}, {}, (), dates.add_months(day, -12 * age))

    alone = (person("a", "head", _ADULT),)
    family = (person("a", "head", _ADULT), person("b", "spouse", _ADULT), *(person(f"c{age}", "child", age) for age in (10, 8, 3)))
    for people, place in ((alone, 0), (family, 0), (family, 4)):
        holders = tuple(place if law.guarantees[name].entity == "person" else HOUSEHOLD for name in (code, other))
        yield Shape(law, month, (code, other), (holders[0], holders[1]), people, place, claimed)
        if HOUSEHOLD in holders and holders[0] == holders[1] and place == 0 and len(people) > 1:
            return


class Search:
    """Settles one fact at a time, the holder's and the household's; the others of a family have nothing. budget: evaluations."""

    def __init__(self, shape: Shape, budget: int = BUDGET) -> None:
        self.law, self.month, self.codes, self.holders = shape.law, shape.month, shape.codes, shape.holders
        self.people, self.place, self.claimed, self.budget = shape.people, shape.place, shape.claimed, budget
        self.spent = 0
        self.names = list(dict.fromkeys([*closure(self.law, self.codes[0]), *closure(self.law, self.codes[1])]))
        # Whether an award of these runs is told by the claims.
        told = self.told()
        items = (self.law.inputs[name] for name in self.names if name in self.law.inputs)
        self.inputs = [item for item in items if (item.recorded or item.source == "incomes") and item.guarantee not in told]
        self.figures = self._figures()
        self.needed = both_needed(self.law, dates.first_day(self.month), self.codes, self.claimed) or {}
        records = {HOUSEHOLD: Entity("h"), **dict(enumerate(self.people))}
        for code, holder in zip(self.codes, self.holders, strict=True):
            if code in self.claimed:
                granted = Claim(self.claimed[code], "granted", self.claimed[code])
                records[holder] = replace(records[holder], claims={**records[holder].claims, code: (granted,)})
        self.people = tuple(records[at] for at in range(len(self.people)))
        self.household = Household(records[HOUSEHOLD], self.people, tuple(Complete("claims", None, None, code) for code in told))

    def told(self) -> list[str]:
        """Guarantees of which all claims are known: whether an award of them runs is no fact to settle."""
        return list(self.claimed)

    def _figures(self) -> dict[str, list[Fraction]]:
        """Numbers of the law near which something changes, by unit."""
        found: dict[str, list[Fraction]] = {}
        for name in self.names:
            dated = self.law.value(name, dates.first_day(self.month)) if name in self.law.parameters else None
            if dated is not None and isinstance(dated.value, Fraction):
                found.setdefault(self.law.parameters[name].unit, []).append(dated.value)
        return found

    def run(self) -> Witness | None:
        """A household that holds both; None: none was found within the budget."""
        start: dict[tuple[str, int], Any] = {}
        for item in self.inputs:
            for place in [HOUSEHOLD] if item.entity == "household" else range(len(self.people)):
                if item.name in ("role", "death_date") or (item.name == "birth_date" and place != self.place):
                    continue
                if item.entity == "household" or place == self.place:
                    start[item.name, place] = Unknown(frozenset([item.name]))
                else:
                    start[item.name, place] = _nothing(item)
        try:
            found = self._settle(start)
        except _Spent:
            return None
        return None if found is None else self._verified(found)

    def _values(self, facts: dict[tuple[str, int], Any]) -> tuple[Any, ...] | None:
        self.spent += 1
        if self.spent > self.budget:
            raise _Spent
        return self._measured(Reference(self.law, self.household, self.month, overrides=facts))

    def _measured(self, reference: Reference) -> tuple[Any, ...] | None:
        """None: the rules conflict."""
        try:
            return self.measured(reference)
        except LawConflict:
            return None

    def measured(self, reference: Reference) -> tuple[Any, ...]:
        """What must be above 0 in the household that is looked for: what is due of both, where claimed, or else their amounts."""
        return tuple(self._of(reference, code, holder) for code, holder in zip(self.codes, self.holders, strict=True))

    def _of(self, reference: Reference, code: str, holder: int) -> Any:
        value = reference.value(code, holder)
        if code not in self.claimed or isinstance(value, Unknown):
            return value
        right = reference.right(code, holder)
        return Unknown(frozenset(right.missing)) if right.state == "unknown" else value if right.state == "due" else Fraction(0)

    def _settle(self, facts: dict[tuple[str, int], Any]) -> dict[tuple[str, int], Any] | None:
        values = self._values(facts)
        if values is None or any(not isinstance(value, Unknown) and value <= 0 for value in values):
            return None
        lacking = [value.missing for value in values if isinstance(value, Unknown)]
        if not lacking:
            return facts
        unsettled = [item for item in self.inputs if isinstance(facts.get(self._key(item)), Unknown)]
        # What a gap of the law alone keeps unknown, no fact will settle.
        if any(missing.isdisjoint(item.name for item in unsettled) for missing in lacking):
            return None
        unsettled = [item for item in unsettled if any(item.name in missing for missing in lacking)]
        # Words before numbers: they decide more, and all their values can be tried.
        order = ("status", "choice", "date", "count", "amount", "ratio", "month")
        item = min(unsettled, key=lambda one: order.index(one.type))
        tries = [(value, {**facts, self._key(item): value}) for value in self._candidates(item)]
        # First what grants more where everybody has nothing else: that is where the search is nearest to its aim.
        granted = [self._granted(after) for _, after in tries]
        for place in sorted(range(len(tries)), key=lambda place: -granted[place]):
            if granted[place] == len(values):
                return self._plain(tries[place][1])
            found = self._settle(tries[place][1])
            if found is not None:
                return found
        return None

    def _plain(self, facts: dict[tuple[str, int], Any]) -> dict[tuple[str, int], Any]:
        """The facts, and nothing of what is not settled yet."""
        born = self.people[self.place].birth
        return {
            (name, place): (born if name == "birth_date" else _nothing(self.law.inputs[name])) if isinstance(value, Unknown) else value
            for (name, place), value in facts.items()
        }

    def _granted(self, facts: dict[tuple[str, int], Any]) -> int:
        """How much of what is looked for a household has that has nothing beside these facts."""
        return sum(not isinstance(value, Unknown) and value > 0 for value in self._values(self._plain(facts)) or ())

    def _key(self, item: Input) -> tuple[str, int]:
        return item.name, HOUSEHOLD if item.entity == "household" else self.place

    def _candidates(self, item: Input) -> list[Any]:
        """Values worth trying, those that both rights need first."""
        needed = self.needed.get(Expr("name", value=item.name))
        if item.type == "status":
            return [value for value in (False, True) if not isinstance(needed, frozenset) or value in needed]
        if item.type == "choice":
            own = [*(["none"] if item.name != "sex" else []), *item.values]
            return [value for value in own if not isinstance(needed, frozenset) or value in needed]
        day = dates.first_day(self.month)
        if item.type == "date":
            years = [Fraction(_ADULT), Fraction(3), Fraction(10), Fraction(75), *self.figures.get("years", [])]
            if self.people[self.place].birth is not None and len(self.people) > 1:
                years.insert(0, Fraction(dates.age(self.people[self.place].birth or day, day)))
            if self.law.inputs["role"].choice(self.people[self.place].facts["role"][0].value) != "child":
                years = [number for number in years if number >= _GROWN]
            days = [dates.add_months(day, -12 * int(number)) for number in years]
            named = [dated.value for name in self.names if name in self.law.parameters and (dated := self.law.value(name, day)) is not None]
            days += [one for one in named if isinstance(one, date) and one < day and (min(years) < _GROWN or dates.age(one, day) >= _GROWN)]
            return list(dict.fromkeys([*days, *(dates.day_of(dates.day_number(one) + 1) for one in days)]))
        step = Fraction(1, item.scale)
        near = [number for unit in ("money", "count", item.unit) for number in self.figures.get(unit, [])]
        numbers = [Fraction(0), Fraction(item.high, item.scale), *(number + more for number in near for more in (0, -step, step))]
        # An amount people have reads better than the last kopeck before a line.
        common = [Fraction(int(sorted(near)[len(near) // 2] / 2))] if item.type == "amount" and near else []
        numbers[:0] = common
        if isinstance(needed, _Span):
            bounds = [number for bound in (needed.low, needed.high) if bound is not None for number in (bound, bound + step, bound - step)]
            numbers = [*common, *bounds, *numbers]
            numbers = [number for number in numbers if needed.meet(_Span(number, number)) is not None]
        inside = [number for number in numbers if item.low <= number * item.scale <= item.high and (number * item.scale).denominator == 1]
        return list(dict.fromkeys(inside))[:12]

    def _verified(self, facts: dict[tuple[str, int], Any]) -> Witness | None:
        """The household as a record, if the reference evaluator gives both rights to it with nothing put in place of its facts."""
        records = {HOUSEHOLD: self.household.entity, **dict(enumerate(self.people))}
        for (name, place), value in facts.items():
            item, record = self.law.inputs[name], records[place]
            if isinstance(value, Unknown):
                continue
            if name == "birth_date":
                records[place] = replace(record, birth=value)
            elif item.source == "incomes":
                records[place] = replace(record, incomes=(*record.incomes, *_income(item, value, self.month)))
            else:
                records[place] = replace(record, facts={**record.facts, name: (Spell(_stored(item, value)),)})
        household = replace(self.household, entity=records[HOUSEHOLD], persons=tuple(records[place] for place in range(len(self.people))))
        reference = Reference(self.law, household, self.month)
        values = self._measured(reference)
        if values is None or any(isinstance(value, Unknown) or value <= 0 for value in values):
            return None
        told: dict[str, tuple[str, ...]] = {lang: tuple(self._told(facts, household, lang)) for lang in _LANGS}
        return Witness(household, self.month, self.holders, told, tuple(Fraction(value) for value in values), self.claimed)

    def _told(self, facts: dict[tuple[str, int], Any], household: Household, lang: Lang) -> Iterator[str]:
        say = Speaker(self.law, lang)
        for person in household.persons:
            role = say.value(self.law.inputs["role"].choice(person.facts["role"][0].value), self.law.types["role"], "role")
            yield f"{person.id}: {role}, {person.birth}"
        for (name, place), value in facts.items():
            if isinstance(value, Unknown) or name == "birth_date" or value == _nothing(self.law.inputs[name]):
                continue
            who = "" if place == HOUSEHOLD else f"{household.persons[place].id}: "
            yield f"{who}{self.law.label(name, lang)} — {say.value(value, self.law.types[name], name)}"
        for code, day in self.claimed.items():
            granted = {"uk": "заяву задоволено", "en": "claim granted"}[lang]
            yield f"{self.law.guarantees[code].label[lang]}: {granted} {day}"


_LANGS: Final[tuple[Lang, ...]] = ("uk", "en")


def _nothing(item: Input) -> Any:
    """What a person has who has nothing: no status, no choice, 0, no income. A date nobody has is unknown."""
    if item.type == "status":
        return False
    if item.type == "choice":
        return "female" if item.name == "sex" else "none"
    return Unknown(frozenset([item.name])) if item.type == "date" else Fraction(max(item.low, 0), item.scale)


def _stored(item: Input, value: Any) -> int:
    if item.type == "status":
        return int(value)
    if item.type == "choice":
        return item.code(value) or 0
    return dates.day_number(value) if item.type == "date" else int(value * item.scale)


def _income(item: Input, value: Fraction, month: int) -> Sequence[Income]:
    """The same income in every month of the years that a rule may look back on. Two facts that count one kind are checked afterwards."""
    kind = item.kinds[0] if value else "none"
    return tuple(Income(other, kind, int(value * 100)) for other in range(month - 40, month + 1))
