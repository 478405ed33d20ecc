"""Rules → one graph of integer operations for a month.

For a law, a month and a known date, `Planner` writes every wanted name as operations on integers: parameters become
constants, versions are chosen, equal subexpressions are one node. A number is a pair of nodes, numerator over a positive
denominator, so that nothing is rounded unless a rule says so. Intervals follow from the declared ranges; a node whose
interval leaves 64 bits is marked `wide` and computed with big integers where a block really needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from zhyto import dates
from zhyto.law.ir import Expr, LawConflict, Rule
from zhyto.law.model import Law
from zhyto.law.parse import split_exception
from zhyto.texts import Said

INT64 = 2**63 - 1
ARITHMETIC = ("add", "sub", "mul", "min", "max", "floordiv", "mod")
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
DAYS = (-800_000, 3_000_000)
"""Interval of a day number: years 0 to 9999."""
MONTHS = (0, 120_000)


@dataclass(slots=True, eq=False)
class Node:
    """An operation on whole columns. entity: whose column it is, None for a constant. low, high: bounds of its integers."""

    op: str
    args: tuple[Node, ...]
    data: Any
    entity: str | None
    truth: bool
    low: int
    high: int
    uid: int
    sort: str = ""
    weight: int = 1
    wide: bool = False
    """Whether its integers may leave 64 bits."""
    bits: int = 1
    """Size of its column: 1 for truths, 32 or 64."""
    plain: bool = False
    """Whether it is arithmetic or a comparison whose operands have one size, so that numpy needs no conversion."""

    def __post_init__(self) -> None:
        self.wide = self.low < -INT64 or self.high > INT64
        if not self.truth:
            self.bits = 32 if self.low > -(2**31) and self.high < 2**31 else 64
        sizes = {arg.bits for arg in self.args if arg.op != "const"}
        if self.op in ARITHMETIC or self.op in COMPARISONS:
            own = max(sizes, default=64) if self.truth else self.bits
            known = all(arg.bits <= own for arg in self.args if arg.op == "const")
            self.plain = not self.wide and not any(arg.wide for arg in self.args) and sizes == {own} and known and own > 1


@dataclass(frozen=True, slots=True)
class Number:
    """top / bottom, exactly; bottom is positive."""

    top: Node
    bottom: Node


Term = Node | Number


@dataclass(slots=True)
class Plan:
    """The graph of some names.

    terms: by name. labels: what each bit of "missing" stands for; a node `unknown` holds the bits of its labels.
    conflicts: conditions of exceptions of which only one may hold, the name they belong to, the exceptions.
    """

    terms: dict[str, Term]
    labels: list[str]
    conflicts: list[tuple[list[Node], str, list[Rule]]] = field(default_factory=list)


class Planner:
    """Writes names of a law as nodes. everyone: every person of the register is present. largest: members of its largest household."""

    def __init__(self, law: Law, month: int, known: date | None = None, everyone: bool = False, largest: int = 1000) -> None:
        self.law, self.month, self.known = law, month, known
        self.everyone, self.largest = everyone, max(largest, 1)
        self.labels: list[str] = []
        self.conflicts: list[tuple[list[Node], str, list[Rule]]] = []
        self._nodes: dict[tuple[Any, ...], Node] = {}
        self._constants: dict[tuple[bool, int | bool, str], Node] = {}
        self._terms: dict[tuple[str, date], Term] = {}

    def beside(self, law: Law) -> Planner:
        """A planner of another law with the same facts, for the same month, whose equal operations are the same nodes."""
        other = Planner(law, self.month, self.known, self.everyone, self.largest)
        other.labels, other.conflicts, other._nodes = self.labels, self.conflicts, self._nodes
        other._constants = self._constants
        return other

    def plan(self, names: Iterable[str]) -> Plan:
        """The graph of names in the month."""
        first = dates.first_day(self.month)
        return Plan({name: self.kopecks(name, self.term(name, first)) for name in names}, self.labels, self.conflicts)

    def kopecks(self, name: str, term: Term) -> Term:
        """A result in money over 100."""
        if not isinstance(term, Number) or self.law.types[name].unit != (("money", 1),):
            return term
        bottom = self.fixed(term.bottom)
        if term.top.op == "unknown" or bottom is None or 100 % bottom:
            return term
        return Number(self.arith("mul", term.top, self.const(100 // bottom)), self.const(100))

    # nodes -------------------------------------------------------------------------------------------------------------

    def node(self, op: str, args: tuple[Node, ...] = (), data: Any = None, low: int = 0, high: int = 1, truth: bool = False,
             entity: str | None = "", sort: str = "") -> Node:  # fmt: skip
        """The one node for an operation. entity "": from the operands, spreading household columns over persons."""
        if entity == "":
            entity = "person" if any(a.entity == "person" for a in args) else "household" if any(a.entity for a in args) else None
            if entity == "person":
                args = tuple(self.spread(a) for a in args)
        if entity is None and op not in ("const", "unknown"):
            return self.gap(op, args)
        # A day and a plain number of the same value are two constants.
        key = (op, *(a.uid for a in args), data, entity, sort)
        found = self._nodes.get(key)
        if found is None:
            weight = min(100_000, 1 + sum(a.weight for a in args))
            found = self._nodes[key] = Node(op, args, data, entity, truth, low, high, len(self._nodes), sort, weight)
        return found

    def gap(self, op: str, args: tuple[Node, ...]) -> Node:
        """An operation on gaps of the law and constants only: itself a gap, unless both branches of an if agree."""
        if op == "if" and args[1].op == args[2].op == "const" and args[1].data == args[2].data:
            return args[1]
        mask = 0
        for arg in args:
            mask |= arg.data if arg.op == "unknown" else 0
        assert mask, f"constant operands of {op} should have been folded"
        return self.node("unknown", data=mask, low=0, high=0, entity=None)

    def const(self, value: int | bool, sort: str = "") -> Node:
        """A constant."""
        truth = isinstance(value, bool)
        key = truth, value, sort
        found = self._constants.get(key)
        if found is None:
            found = self.node("const", data=(truth, value), low=int(value), high=int(value), truth=truth, entity=None, sort=sort)
            self._constants[key] = found
        return found

    def spread(self, node: Node) -> Node:
        """A household column as a person column."""
        if node.entity != "household":
            return node
        return self.node("spread", (node,), low=node.low, high=node.high, truth=node.truth, entity="person", sort=node.sort)

    def label(self, text: str) -> int:
        """Bit of something that may be missing."""
        if text not in self.labels:
            self.labels.append(text)
        return self.labels.index(text)

    def unknown(self, text: str) -> Node:
        """What the law does not settle."""
        return self.node("unknown", data=1 << self.label(text), low=0, high=0, entity=None)

    @staticmethod
    def fixed(node: Node) -> int | None:
        """Value of a constant; None if it is none."""
        return int(node.data[1]) if node.op == "const" else None

    def arith(self, op: str, a: Node, b: Node) -> Node:
        """add, sub, mul, min, max, floordiv, mod on integers, folded where constant."""
        x, y = self.fixed(a), self.fixed(b)
        if x is not None and y is not None:
            fold: dict[str, Callable[[int, int], int]] = {
                "add": lambda p, q: p + q, "sub": lambda p, q: p - q, "mul": lambda p, q: p * q, "min": min, "max": max,
                "floordiv": lambda p, q: p // q, "mod": lambda p, q: p % q,
            }  # fmt: skip
            return self.const(fold[op](x, y), a.sort or b.sort)
        if (y == 0 and op in ("add", "sub")) or (y == 1 and op in ("mul", "floordiv")):
            return a
        if (x == 0 and op == "add") or (x == 1 and op == "mul"):
            return b
        if op == "add":
            low, high = a.low + b.low, a.high + b.high
        elif op == "sub":
            low, high = a.low - b.high, a.high - b.low
        elif op == "mul":
            corners = [p * q for p in (a.low, a.high) for q in (b.low, b.high)]
            low, high = min(corners), max(corners)
        elif op == "floordiv":
            low, high = min(a.low // max(b.low, 1), a.low // max(b.high, 1)), max(a.high // max(b.low, 1), a.high // max(b.high, 1))
        elif op == "mod":
            low, high = 0, max(b.high - 1, 0)
        elif op == "min":
            low, high = min(a.low, b.low), min(a.high, b.high)
            if a.high <= b.low and y is not None:
                return a
        else:
            low, high = max(a.low, b.low), max(a.high, b.high)
            if a.low >= b.high and y is not None:
                return a
        return self.node(op, (a, b), low=low, high=high, sort=a.sort or b.sort)

    def compare(self, op: str, a: Node, b: Node) -> Node:
        """A comparison of integers."""
        x, y = self.fixed(a), self.fixed(b)
        if x is not None and y is not None:
            return self.const({"eq": x == y, "ne": x != y, "lt": x < y, "le": x <= y, "gt": x > y, "ge": x >= y}[op])
        if x is not None:
            swapped = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
            return self.compare(swapped.get(op, op), b, a)
        if y is not None and op in ("lt", "le", "gt", "ge"):
            return self.threshold(op, a, y)
        return self.node(op, (a, b), truth=True)

    def threshold(self, op: str, a: Node, y: int) -> Node:
        """A comparison with a constant, moved inwards through monotone steps: `age(birth, day) >= 18` is one comparison of birth dates."""
        least = y + (op in ("gt", "le"))
        above = op in ("gt", "ge")
        while True:
            if (a.op == "max" and (bound := self.fixed(a.args[1])) is not None and least > bound) or (
                a.op == "min" and (bound := self.fixed(a.args[1])) is not None and least <= bound
            ):
                a = a.args[0]
            elif a.op == "floordiv" and (step := self.fixed(a.args[1])) is not None and step > 0:
                a, least = a.args[0], least * step
            elif a.op == "add" and (shift := self.fixed(a.args[1])) is not None:
                a, least = a.args[0], least - shift
            elif a.op == "mul" and (scale := self.fixed(a.args[1])) is not None and scale > 0:
                a, least = a.args[0], -(-least // scale)
            elif a.op == "sub" and (shift := self.fixed(a.args[1])) is not None:
                a, least = a.args[0], least + shift
            elif a.op == "sub" and (origin := self.fixed(a.args[0])) is not None:
                # origin - x >= least is x < origin - least + 1.
                a, least, above = a.args[1], origin - least + 1, not above
            elif a.op == "ladder":
                # The first day whose place on the ladder reaches `least`.
                month, place = divmod(least, 31)
                if not 12 <= month < MONTHS[1] - 1:
                    break
                start = dates.first_day(month)
                length = (dates.last_day(month) - start).days + 1
                least = dates.day_number(start) + min(place, length)
                a = a.args[0]
            elif a.op == "same":
                a = a.args[0]
            else:
                break
        if a.op == "const":
            return self.const((a.low >= least) is above)
        return self.node("ge" if above else "lt", (a, self.const(least)), truth=True)

    def logic(self, op: str, parts: Iterable[Node]) -> Node:
        """and, or, with constants taken out."""
        stop = op == "or"
        kept: list[Node] = []
        for part in parts:
            value = self.fixed(part)
            if value is None:
                kept.append(part)
            elif bool(value) is stop:
                return self.const(stop)
        if not kept:
            return self.const(not stop)
        return kept[0] if len(kept) == 1 else self.node(op, tuple(kept), truth=True)

    def negate(self, a: Node) -> Node:
        """Not."""
        return self.const(not self.fixed(a)) if a.op == "const" else self.node("not", (a,), truth=True)

    def choose(self, condition: Node, yes: Node, no: Node) -> Node:
        """if, on integers or truths."""
        known = self.fixed(condition)
        if known is not None:
            return yes if known else no
        if yes is no and yes.op == "const":
            return yes
        low, high = min(yes.low, no.low), max(yes.high, no.high)
        return self.node("if", (condition, yes, no), low=low, high=high, truth=yes.truth or no.truth, sort=yes.sort or no.sort)

    # numbers -----------------------------------------------------------------------------------------------------------

    def fraction(self, value: Fraction, money: bool = False) -> Number:
        """A constant number; of money in kopecks where it is whole kopecks."""
        if money and (value * 100).denominator == 1:
            return Number(self.const(int(value * 100)), self.const(100))
        return Number(self.const(value.numerator), self.const(value.denominator))

    def same_bottom(self, a: Number, b: Number) -> tuple[Node, Node, Node]:
        """Numerators over one denominator."""
        if a.bottom is b.bottom:
            return a.top, b.top, a.bottom
        x, y = self.fixed(a.bottom), self.fixed(b.bottom)
        if x is not None and y is not None:
            both = lcm(x, y)
            return self.arith("mul", a.top, self.const(both // x)), self.arith("mul", b.top, self.const(both // y)), self.const(both)
        return self.arith("mul", a.top, b.bottom), self.arith("mul", b.top, a.bottom), self.arith("mul", a.bottom, b.bottom)

    def multiply(self, a: Number, b: Number) -> Number:
        """A · b, with constants reduced."""
        tops, bottoms = [a.top, b.top], [a.bottom, b.bottom]
        for i in (0, 1):
            for j in (0, 1):
                x, y = self.fixed(tops[i]), self.fixed(bottoms[j])
                if x and y and gcd(x, y) > 1 and i != j:
                    shared = gcd(x, y)
                    tops[i], bottoms[j] = self.const(x // shared), self.const(y // shared)
        return Number(self.arith("mul", *tops), self.arith("mul", *bottoms))

    def divide(self, a: Number, b: Number, where: str) -> Number:
        """A / b; unknown where b is 0."""
        top, value = b.top, self.fixed(b.top)
        if value is not None and value < 0:
            a, top = Number(self.arith("sub", self.const(0), a.top), a.bottom), self.const(-value)
        elif value == 0:
            return Number(self.arith("mul", a.top, self.unknown("law: division by zero")), self.const(1))
        elif value is None:
            if top.low < 0:
                raise LawConflict(Said("{where}: a division whose divisor may be negative; test its sign first or declare its range", where=where))
            a, top = Number(self.guarded(a.top, top), a.bottom), self.positive(top)
        return self.multiply(a, Number(b.bottom, top))

    def guarded(self, top: Node, divisor: Node) -> Node:
        """A numerator that is unknown where its divisor is unknown or 0."""
        bit = self.label("law: division by zero") if divisor.low == 0 else None
        return self.node("guarded", (top, divisor), bit, low=top.low, high=top.high)

    def guarded_by(self, gap: Node, other: Node) -> Node:
        """A gap of the law that is unknown by another node too."""
        return self.node("guarded", (gap, other), None, low=0, high=0)

    def positive(self, divisor: Node) -> Node:
        """A divisor that is always known and positive: what it lacks, its numerator says (`guarded`)."""
        return self.node("positive", (divisor,), low=1, high=max(divisor.high, 1))

    def round(self, x: Number, mode: str, to: str) -> Number:
        """X to a multiple of a unit, in kopecks."""
        unit = Fraction(to)
        p, q = unit.denominator, unit.numerator
        if mode == "half_up":
            scale, shift, step = 2 * p, self.arith("mul", x.bottom, self.const(q)), self.arith("mul", x.bottom, self.const(2 * q))
        elif mode == "down":
            scale, shift, step = p, self.const(0), self.arith("mul", x.bottom, self.const(q))
        else:
            step = self.arith("mul", x.bottom, self.const(q))
            scale, shift = p, self.arith("sub", step, self.const(1))
        known_step, known_shift = self.fixed(step), self.fixed(shift)
        if known_step is not None and known_shift is not None and mode != "up":
            shared = gcd(gcd(scale, known_step), known_shift) if known_shift else gcd(scale, known_step)
            scale, step, shift = scale // shared, self.const(known_step // shared), self.const(known_shift // shared)
        whole = self.arith("floordiv", self.arith("add", self.arith("mul", x.top, self.const(scale)), shift), step)
        return Number(self.arith("mul", whole, self.const(int(unit * 100))), self.const(100))

    # names -------------------------------------------------------------------------------------------------------------

    def term(self, name: str, day: date) -> Term:
        """A name on a day, for its own entity."""
        rule = None
        if name in self.law.rules:
            rule = self.law.version(name, day, self.known)
            period = rule.period if rule else "month"
            day = day.replace(month=1, day=1) if period == "year" else day.replace(day=1) if period in ("month", "once") else day
        key = (name, day)
        if key not in self._terms:
            self._terms[key] = self._rule(name, day) if name in self.law.rules else self._given(name, day)
        return self._terms[key]

    def _given(self, name: str, day: date) -> Term:
        if name in self.law.parameters:
            dated = self.law.value(name, day, self.known)
            value = dated.value if dated else None
            if value is None:
                return self.typed(name, self.unknown(f"law: {name}"))
            if isinstance(value, date):
                return self.const(dates.day_number(value), "date")
            assert isinstance(value, Fraction), "tables and scales are read where they are used"
            return self.fraction(value, self.law.parameters[name].unit == "money")
        item = self.law.inputs[name]
        bit = self.label(name)
        if item.source == "incomes":
            month = self.const(dates.month_index(day))
            return Number(self.window(name, month, month), self.const(100))
        low, high = item.low, item.high
        sort = ""
        if item.type in ("date", "month"):
            low, high = DAYS if item.type == "date" else MONTHS
            sort = item.type
        if item.source == "claims":
            # Of the month itself where that is the month asked for, so that its columns bear no date.
            when = 0 if dates.month_index(day) == self.month else dates.day_number(day.replace(day=1))
        else:
            when = dates.day_number(day) if item.source == "facts" or name in self._dated_columns() else 0
        data = (name, when, bit)
        node = self.node("input", data=data, low=low, high=high, truth=item.type == "status", entity=item.entity, sort=sort)
        return self.typed(name, node, item.scale)

    def _dated_columns(self) -> set[str]:
        return {item.name for item in self.law.inputs.values() if item.source in ("persons", "households", "settlements") and item.where}

    def typed(self, name: str, node: Node, scale: int = 1) -> Term:
        """A node as the kind of term its name has."""
        return Number(node, self.const(scale)) if self.law.types[name].kind in ("number", "any") else node

    def window(self, name: str, first: Node, last: Node) -> Node:
        """Kopecks of an income input over months."""
        item = self.law.inputs[name]
        bit = self.label(name)
        span = max(last.high - first.low + 1, 0) if last.high < 120_000 else 1200
        nodes = [first, last]
        entity = item.entity
        if any(n.entity == "person" for n in nodes) or entity == "person":
            nodes = [self.spread(n) for n in nodes]
        return self.node(
            "window", tuple(nodes), (name, bit), low=0, high=item.high * max(len(item.kinds), 1) * min(span, 1200), entity=entity
        )

    def _rule(self, name: str, day: date) -> Term:
        rule = self.law.version(name, day, self.known)
        if rule is None or rule.state == "not_implemented":
            return self.typed(name, self.unknown(f"law: {name}"))
        kind = self.law.types[name].kind
        if rule.state == "not_in_force":
            if kind in ("number", "bool"):
                return self.typed(name, self.const(0 if kind == "number" else False))
            return self.unknown(f"law: {name}")
        assert rule.body is not None
        term = self.expr(rule.body, rule, day, False)
        others = [o for o in self.law.exceptions.get(name, ()) if o.holds(day) and (self.known is None or o.known <= self.known)]
        applies = []
        for other in others:
            assert other.body is not None
            condition, body = split_exception(other.body)
            applies.append(self.truth(condition, other, day, False))
            term = self.either(applies[-1], self.expr(body, other, day, False), term)
        if len(others) > 1:
            self.conflicts.append((applies, name, others))
        if kind == "number" and not isinstance(term, Number):
            term = Number(term, self.const(1))
        return term

    # expressions -------------------------------------------------------------------------------------------------------

    def either(self, condition: Node, yes: Term, no: Term) -> Term:
        """if, on terms."""
        if isinstance(yes, Number) or isinstance(no, Number):
            known = self.fixed(condition)
            if known is not None:
                return yes if known else no
            a, b = self.number(yes), self.number(no)
            if a.top.op == "unknown" and a.bottom is not b.bottom:
                a = Number(a.top, b.bottom)
            if b.top.op == "unknown":
                b = Number(b.top, a.bottom)
            # One denominator, so that equal quotients under an unknown condition are seen to be equal.
            top_a, top_b, bottom = self.same_bottom(a, b)
            return Number(self.choose(condition, top_a, top_b), bottom)
        return self.choose(condition, yes, no)

    def number(self, term: Term) -> Number:
        """A term as a number."""
        return term if isinstance(term, Number) else Number(term, self.const(1))

    def plain(self, term: Term) -> Node:
        """A term as whole numbers (dates, months, choices, links, counts)."""
        if isinstance(term, Number):
            if self.fixed(term.bottom) != 1:
                return self.arith("floordiv", term.top, term.bottom)
            return term.top
        return term

    def truth(self, expr: Expr, rule: Rule, day: date, member: bool) -> Node:
        """A boolean expression."""
        return self.plain(self.expr(expr, rule, day, member))

    def expr(self, expr: Expr, rule: Rule, day: date, member: bool) -> Term:
        """An expression of a rule on a day; member: inside a loop over members."""
        op = expr.op

        def sub(place: int) -> Term:
            return self.expr(expr.args[place], rule, day, member)

        if op == "const":
            value = expr.value
            if isinstance(value, bool):
                return self.const(value)
            if isinstance(value, int):
                return Number(self.const(value), self.const(1))
            if isinstance(value, date):
                return self.const(dates.day_number(value), "date")
            raise LawConflict(Said("{file}:{line}: the text {value!r} outside a comparison", file=rule.file, line=expr.line, value=value))
        if op == "unknown":
            return self.unknown(f"law: {expr.value}")
        if op in ("name", "member"):
            if expr.value == "month":
                return self.const(dates.month_index(day), "month")
            if expr.value == "day":
                return self.const(dates.day_number(day), "date")
            return self.term(expr.value, day)
        if op in ("and", "or"):
            return self.logic(op, [self.plain(sub(place)) for place in range(len(expr.args))])
        if op == "not":
            return self.negate(self.plain(sub(0)))
        if op == "if":
            return self.either(self.plain(sub(0)), sub(1), sub(2))
        if op in ("eq", "ne", "lt", "le", "gt", "ge"):
            return self.comparison(expr, rule, day, member)
        if op == "in":
            choice = self.plain(sub(0))
            codes = tuple(sorted(self.code(expr.args[0], value) for value in expr.value))
            return self.logic("or", [self.compare("eq", choice, self.const(code)) for code in codes])
        if op == "agg":
            return self.aggregate(expr, rule, day)
        if op == "order":
            key, condition = self.over(self.plain(self.expr(expr.args[0], rule, day, True))), self.condition(expr.args[1], rule, day)
            node = self.node("order", (key, condition), low=0, high=self.largest, entity="person")
            return Number(node, self.const(1))
        if op == "nth":
            key, condition = self.over(self.sort_key(expr.value, day)), self.condition(expr.args[0], rule, day)
            place = self.plain(sub(1))
            if place.entity == "person":
                raise LawConflict(Said("{file}:{line}: nth(…) with a place that differs between members; make it a household value", file=rule.file,
                                       line=expr.line))
            return self.node("nth", (key, condition, place), low=-1, high=2**31 - 2, entity="household", sort="person")
        if op == "exists":
            return self.compare("ge", self.plain(sub(0)), self.const(0))
        if op == "link":
            return self.follow(self.plain(sub(0)), self.term(expr.value, day))
        if op in ("total", "average"):
            return self.windowed(expr, rule, day, member)
        if op == "at":
            return self.other_day(expr, rule, day, member)
        if op == "since":
            item = self.law.inputs[expr.args[0].value]
            data = (item.name, dates.day_number(day), self.label(item.name))
            return self.node("since", data=data, low=DAYS[0], high=DAYS[1], entity=item.entity, sort="date")
        return self.operation(expr, rule, day, member)

    def code(self, choice: Expr, value: str) -> int:
        """Stored code of a choice's value; the choice's input is found through its type."""
        values = self.choices(choice)
        return values.index(value)

    def choices(self, expr: Expr) -> tuple[str, ...]:
        """Values of the choice an expression gives."""
        for node in expr.walk():
            if node.op in ("name", "member", "link", "at") and isinstance(node.value, str) and node.value in self.law.types:
                found = self.law.types[node.value]
                if found.kind == "choice" and found.choices:
                    return found.choices
        raise LawConflict(Said("line {line}: a choice whose values are not declared", line=expr.line))

    def comparison(self, expr: Expr, rule: Rule, day: date, member: bool) -> Node:
        """A comparison of numbers (crosswise), dates, months, choices or truths."""
        left, right = expr.args
        for one, two in ((left, right), (right, left)):
            if two.op == "const" and isinstance(two.value, str):
                return self.compare(expr.op, self.plain(self.expr(one, rule, day, member)), self.const(self.code(one, two.value)))
        a, b = self.expr(left, rule, day, member), self.expr(right, rule, day, member)
        if isinstance(a, Number) and isinstance(b, Number):
            top_a, top_b, _ = self.same_bottom(a, b)
            return self.compare(expr.op, top_a, top_b)
        return self.compare(expr.op, self.plain(a), self.plain(b))

    def operation(self, expr: Expr, rule: Rule, day: date, member: bool) -> Term:
        """Arithmetic, rounding, tables, scales and the calendar."""
        op = expr.op
        if op == "row":
            return self.row(expr, rule, day, member)
        if op in ("bracket", "marginal"):
            return self.scale(expr, rule, day, member)
        args = [self.expr(arg, rule, day, member) for arg in expr.args]
        if op == "fn":
            return self.calendar(expr.value, [self.plain(arg) for arg in args])
        if any(isinstance(arg, Node) and arg.sort for arg in args) and op in ("add", "sub", "min", "max"):
            a, b = (self.plain(arg) for arg in args)
            both = bool(a.sort and b.sort)
            found = self.arith(op, a, b)
            if op == "sub" and both:
                return Number(found, self.const(1)) if found.op != "const" else Number(self.const(int(found.data[1])), self.const(1))
            if not found.sort:
                found = self.const(int(found.data[1]), a.sort or b.sort) if found.op == "const" else found
            return found
        numbers = [self.number(arg) for arg in args]
        if op in ("add", "sub", "min", "max"):
            a, b, bottom = self.same_bottom(numbers[0], numbers[1])
            return Number(self.arith(op, a, b), bottom)
        if op == "mul":
            return self.multiply(numbers[0], numbers[1])
        where = f"{rule.file}:{expr.line}"
        if op == "div":
            return self.divide(numbers[0], numbers[1], where)
        if op in ("floordiv", "mod"):
            a, b, bottom = self.same_bottom(numbers[0], numbers[1])
            if self.fixed(b) is None:
                if b.low < 0:
                    raise LawConflict(Said("{where}: a division whose divisor may be negative; test its sign first or declare its range", where=where))
                a, b = self.guarded(a, b), self.positive(b)
            elif (self.fixed(b) or 0) <= 0:
                return Number(self.arith("mul", a, self.unknown("law: division by zero")), self.const(1))
            return Number(self.arith(op, a, b), self.const(1) if op == "floordiv" else bottom)
        if op == "neg":
            return Number(self.arith("sub", self.const(0), numbers[0].top), numbers[0].bottom)
        if op == "abs":
            top = numbers[0].top
            return Number(self.arith("max", top, self.arith("sub", self.const(0), top)), numbers[0].bottom)
        assert op == "round", op
        return self.round(numbers[0], expr.value[0], expr.value[1])

    def calendar(self, name: str, args: list[Node]) -> Term:
        """A function of the calendar."""
        one = Number
        unit = self.const(1)
        a = args[0]
        if name in ("first_day", "last_day"):
            known = self.fixed(a)
            if known is not None:
                return self.const(dates.day_number(dates.first_day(known) if name == "first_day" else dates.last_day(known)), "date")
            return self.node(name, (a,), low=DAYS[0], high=DAYS[1], sort="date")
        month = self.month_of(a) if a.sort == "date" else a
        if name == "month_of":
            return month
        if name in ("january", "quarter"):
            found = self.arith("sub", month, self.arith("mod", month, self.const(12 if name == "january" else 3)))
            return self.const(int(found.data[1]), "month") if found.op == "const" else self.tagged(found, "month")
        if name == "year":
            return one(self.untagged(self.arith("floordiv", month, self.const(12))), unit)
        if name == "month_number":
            return one(self.untagged(self.arith("add", self.arith("mod", month, self.const(12)), self.const(1))), unit)
        b = args[1]
        if name == "add_days":
            return self.tagged(self.arith("add", a, b), "date")
        if name in ("add_months", "add_years"):
            months = self.arith("mul", b, self.const(12)) if name == "add_years" else b
            x, y = self.fixed(a), self.fixed(months)
            if x is not None and y is not None:
                return self.const(dates.day_number(dates.add_months(dates.day_of(x), y)), "date")
            return self.node("add_months", (a, months), low=DAYS[0], high=DAYS[1], sort="date")
        if name == "days_between":
            return one(self.untagged(self.arith("sub", b, a)), unit)
        span = self.arith("sub", self.ladder(b, True), self.ladder(a, False))
        months = self.arith("max", self.arith("floordiv", span, self.const(31 if name == "months_between" else 372)), self.const(0))
        return one(self.untagged(months), unit)

    def tagged(self, node: Node, sort: str) -> Node:
        """A node as a date or month."""
        if node.sort == sort:
            return node
        if node.op == "const":
            return self.const(int(node.data[1]), sort)
        return self.node("same", (node,), sort, low=node.low, high=node.high, sort=sort)

    def untagged(self, node: Node) -> Node:
        """A node as a plain number."""
        if not node.sort:
            return node
        return self.const(int(node.data[1])) if node.op == "const" else self.node("same", (node,), "", low=node.low, high=node.high)

    def month_of(self, day: Node) -> Node:
        """Month a day lies in."""
        known = self.fixed(day)
        if known is not None:
            return self.const(dates.month_index(dates.day_of(known)), "month")
        return self.node("month_of", (day,), low=MONTHS[0], high=MONTHS[1], sort="month")

    def ladder(self, day: Node, end: bool) -> Node:
        """Months · 31 + day of the month, from 0; `end`: the last day of a month counts as its 31st. Differences count completed months."""
        known = self.fixed(day)
        if known is not None:
            on = dates.day_of(known)
            place = 30 if end and on == dates.last_day(dates.month_index(on)) else on.day - 1
            return self.const(dates.month_index(on) * 31 + place)
        return self.node("ladder_end" if end else "ladder", (day,), low=0, high=MONTHS[1] * 31)

    def row(self, expr: Expr, rule: Rule, day: date, member: bool) -> Number:
        """A row of a table by a choice."""
        name, dated = self.figure(expr.args[0], rule, day, member)
        choice = self.plain(self.expr(expr.args[1], rule, day, member))
        if dated is None:
            # Unknown by the table and, where it is, by the choice too.
            return Number(self.guarded_by(self.unknown(f"law: {name}"), choice), self.const(1))
        values = [dated.get(value, Fraction(0) if value == "none" else None) for value in self.law.types[name].choices]
        money = self.law.parameters[name].unit == "money"
        scale = lcm(100 if money else 1, *(value.denominator for value in values if value is not None))
        numbers = tuple(None if value is None else int(value * scale) for value in values)
        bit = self.label("law: a row of a table that is not known") if None in numbers else 0
        known = self.fixed(choice)
        if known is not None:
            value = numbers[known]
            return Number(
                self.unknown("law: a row of a table that is not known") if value is None else self.const(value), self.const(scale)
            )
        sure = [value for value in numbers if value is not None] or [0]
        return Number(self.node("lookup", (choice,), (numbers, bit), low=min(*sure, 0), high=max(*sure, 0)), self.const(scale))

    def figure(self, expr: Expr, rule: Rule, day: date, member: bool) -> tuple[str, Any]:
        """Name and rows or brackets of the parameter an expression names, on its day."""
        target = expr
        if expr.op == "at":
            on = self.fixed(self.plain(self.expr(expr.args[1], rule, day, member)))
            if on is None:
                raise LawConflict(Said("{file}:{line}: a table on a date that differs between persons; use a date that follows from month", file=rule.file,
                                       line=expr.line))
            kind = self.plain(self.expr(expr.args[1], rule, day, member)).sort
            day = dates.day_of(on) if kind == "date" else dates.first_day(on)
            target = expr.args[0]
        dated = self.law.value(target.value, day, self.known)
        return target.value, dated.value if dated else None

    def scale(self, expr: Expr, rule: Rule, day: date, member: bool) -> Number:
        """bracket(scale, x) and marginal(scale, x)."""
        name, brackets = self.figure(expr.args[0], rule, day, member)
        x = self.number(self.expr(expr.args[1], rule, day, member))
        if brackets is None:
            return Number(self.guarded_by(self.unknown(f"law: {name}"), x.top), self.const(1))
        if expr.op == "bracket":
            return self.bracket(name, brackets, x)
        total = self.fraction(Fraction(0), True)
        before = Fraction(0)
        for b in brackets:
            top, threshold, bottom = self.same_bottom(x, self.fraction(b.threshold, True))
            above = Number(self.arith("max", self.arith("sub", top, threshold), self.const(0)), bottom)
            part = self.multiply(above, self.fraction(b.value - before))
            a, c, under = self.same_bottom(total, part)
            total = Number(self.arith("add", a, c), under)
            before = b.value
        return total

    def bracket(self, name: str, brackets: Any, x: Number) -> Number:
        """Amount of the bracket x lies in."""
        scale = lcm(100, *(b.value.denominator for b in brackets))
        values = [int(b.value * scale) for b in brackets]
        starts: list[int] = []
        top = x.top
        for b in brackets:
            top, threshold, _ = self.same_bottom(x, self.fraction(b.threshold, True))
            known = self.fixed(threshold)
            if known is None:
                raise LawConflict(Said("bracket({name}, …) of a quotient; round it first", name=name))
            starts.append(known + b.above)
        # `top` is the same node for every bracket: thresholds in money share one denominator.
        below = starts[0] > top.low
        bit = self.label("law: a value below the scale") if below else 0
        data = (tuple(starts), tuple(values), below, bit)
        return Number(self.node("steps", (top,), data, low=min(*values, 0), high=max(*values, 0)), self.const(scale))

    # members -----------------------------------------------------------------------------------------------------------

    def over(self, node: Node) -> Node:
        """A node as a person column (constants stay)."""
        return self.spread(node)

    def present(self) -> Node:
        """Whether a person belongs to the household in the month."""
        return self.const(True) if self.everyone else self.node("present", truth=True, entity="person")

    def condition(self, expr: Expr, rule: Rule, day: date) -> Node:
        """Condition of a loop, for those present."""
        return self.over(self.logic("and", [self.present(), self.truth(expr, rule, day, True)]))

    def sort_key(self, name: str, day: date) -> Node:
        """What members are sorted by."""
        found = self.term(name, day)
        return found.top if isinstance(found, Number) and self.fixed(found.bottom) is not None else self.plain(found)

    def aggregate(self, expr: Expr, rule: Rule, day: date) -> Term:
        """sum, count, any, all, min, max over the members present."""
        kind = expr.value
        inside = self.condition(expr.args[1], rule, day)
        body = self.expr(expr.args[0], rule, day, True)
        if kind in ("any", "all"):
            truth = self.plain(body)
            each = self.logic("and", [inside, truth]) if kind == "any" else self.logic("or", [self.negate(inside), truth])
            if each.op == "const" and (kind == "all") is bool(each.data[1]):
                return each
            return self.node("agg", (self.over(each),), kind, truth=True, entity="household")
        if kind in ("sum", "count"):
            number = self.number(body)
            if number.bottom.entity == "person":
                raise LawConflict(Said("{file}:{line}: a sum of quotients with different divisors; round inside the loop", file=rule.file, line=expr.line))
            each = self.over(self.choose(inside, number.top, self.const(0)))
            low, high = min(each.low, 0) * self.largest, max(each.high, 0) * self.largest
            return Number(self.node("agg", (each,), "sum", low=low, high=high, entity="household"), number.bottom)
        default = self.expr(expr.args[2], rule, day, False)
        if isinstance(body, Number):
            a, b, bottom = self.same_bottom(body, self.number(default))
            if bottom.entity == "person":
                raise LawConflict(Said("{file}:{line}: {kind} of quotients with different divisors; round inside the loop", file=rule.file, line=expr.line,
                                       kind=kind))
            return Number(self.extreme(kind, a, inside, b), bottom)
        return self.extreme(kind, self.plain(body), inside, self.plain(default))

    def extreme(self, kind: str, body: Node, inside: Node, default: Node) -> Node:
        """Min or max over members, default where there is none."""
        low, high = min(body.low, default.low), max(body.high, default.high)
        return self.node("agg", (self.over(body), inside, default), kind, low=low, high=high, entity="household", sort=body.sort)

    def follow(self, link: Node, term: Term) -> Term:
        """A fact of the linked member."""
        if isinstance(term, Number):
            bottom = term.bottom if self.fixed(term.bottom) is not None else self.follow_node(link, term.bottom)
            return Number(self.follow_node(link, term.top), bottom)
        return self.follow_node(link, term)

    def follow_node(self, link: Node, node: Node) -> Node:
        """The linked member's entry of a person column."""
        bit = self.label("law: nobody there")
        data = (bit,)
        return self.node(
            "follow", (self.over(node), link), data, low=node.low, high=node.high, truth=node.truth, entity=link.entity, sort=node.sort
        )

    # other days --------------------------------------------------------------------------------------------------------

    def windowed(self, expr: Expr, rule: Rule, day: date, member: bool) -> Number:
        """Total and average over months."""
        name = expr.args[0].value
        first, last = (self.plain(self.expr(arg, rule, day, member)) for arg in expr.args[1:])
        months = Number(self.arith("add", self.untagged(self.arith("sub", last, first)), self.const(1)), self.const(1))
        if name in self.law.inputs and self.law.inputs[name].source == "incomes":
            total = Number(self.window(name, first, last), self.const(100))
        else:
            start, end = self.fixed(first), self.fixed(last)
            if start is None or end is None:
                raise LawConflict(Said("{file}:{line}: a window over `{name}` that differs between persons; take the window over an income input",
                                       file=rule.file, line=expr.line, name=name))
            total = self.fraction(Fraction(0), True)
            for month in range(start, end + 1):
                a, b, bottom = self.same_bottom(total, self.number(self.term(name, dates.first_day(month))))
                total = Number(self.arith("add", a, b), bottom)
        if expr.op == "total":
            return total
        if months.top.op != "const" and months.top.low < 0:
            span = self.arith("max", months.top, self.const(0))
            return self.multiply(Number(self.guarded(total.top, span), total.bottom), Number(self.const(1), self.positive(span)))
        return self.divide(total, months, f"{rule.file}:{expr.line}")

    def other_day(self, expr: Expr, rule: Rule, day: date, member: bool) -> Term:
        """A name on another day."""
        name = expr.args[0].value
        on = self.plain(self.expr(expr.args[1], rule, day, member))
        known = self.fixed(on)
        if known is not None:
            return self.term(name, dates.day_of(known) if on.sort == "date" else dates.first_day(known))
        if name not in self.law.parameters:
            raise LawConflict(Said("{file}:{line}: `{name}` on a date that differs between persons; only a parameter can be read so", file=rule.file,
                                   line=expr.line, name=name))
        item = self.law.parameters[name]
        if on.sort != "date":
            on = self.node("first_day", (on,), low=DAYS[0], high=DAYS[1], sort="date")
        rows: dict[int, Any] = {}
        for value in item.values:
            if self.known is None or value.known <= self.known:
                rows[dates.day_number(value.since)] = value.value
        values = list(rows.values())
        if item.unit == "date":
            scale, numbers = 1, [None if v is None else dates.day_number(v) for v in values]
        else:
            scale = lcm(100 if item.unit == "money" else 1, *(v.denominator for v in values if v is not None))
            numbers = [None if v is None else int(v * scale) for v in values]
        sure = [number for number in numbers if number is not None] or [0]
        bit = self.label(f"law: {name}")
        node = self.node(
            "dated",
            (on,),
            (tuple(rows), tuple(numbers), bit),
            low=min(*sure, 0),
            high=max(*sure, 0),
            sort="date" if item.unit == "date" else "",
        )
        return node if item.unit == "date" else Number(node, self.const(scale))
