"""In which months a name of the law is the same as in another: what is said of one holds for the other.

The state of a name on a day is what its plan is made of: the versions, figures and exceptions in force, of itself and of all it rests on, on the
days it reads them, and whatever the calendar alone decides. Days shift with the month, so that two months of one state give one plan, shifted.
Where an expression could set a day of the calendar against one that shifts in a way not followed here, each month is a state of its own.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.law.ir import Expr, Rule
from zhyto.law.model import Law
from zhyto.register.record import Entity, Household

_NOBODY: Final = Household(Entity(""), ())
_DAYS: Final = ("first_day", "last_day", "add_days", "add_months", "add_years")
_MONTHS: Final = ("month_of", "january", "quarter")
_PLAIN: Final = (
    *("neg", "not", "and", "or", "add", "sub", "mul", "div", "floordiv", "mod", "min", "max", "abs"), *("eq", "ne", "lt", "le", "gt", "ge", "if", "fn")
)
"""Operations that the calendar decides where it decides their operands."""
_READ: Final = ("eq", "ne", "lt", "le", "gt", "ge", "fn")
"""Operations beside whose other operand a day may stand: a fact's day may be any, so that no day decides a comparison with it."""


@dataclass(slots=True)
class _Reads:
    """What a version of a rule reads: names on its own day, names on other days, and what the calendar decides. fixed: each month is its own state."""

    names: dict[str, None] = field(default_factory=dict)
    windows: list[tuple[str, Expr, Expr]] = field(default_factory=list)
    elsewhere: list[tuple[str, Expr]] = field(default_factory=list)
    decided: list[Expr] = field(default_factory=list)
    fixed: bool = False


class States:
    """States of the names of a law by day, as numbers: equal numbers are equal states."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._numbers: dict[Hashable, int] = {}
        self._memo: dict[tuple[str, date], int] = {}
        self._reads: dict[int, _Reads] = {}
        self._references: dict[int, Reference] = {}

    def of(self, name: str, day: date) -> int:
        """The state of a name on a day."""
        law = self.law
        if name in law.inputs:
            return 0
        rule = law.version(name, day) if name in law.rules else None
        if rule is not None:
            day = day.replace(month=1, day=1) if rule.period == "year" else day.replace(day=1) if rule.period in ("month", "once") else day
        found = self._memo.get((name, day))
        if found is None:
            if name in law.parameters:
                key: Hashable = (name, id(law.value(name, day)))
            elif rule is None or rule.body is None:
                key = (name, None if rule is None else rule.state)
            else:
                others = [one for one in law.exceptions.get(name, ()) if one.holds(day)]
                key = (name, *(part for one in (rule, *others) for part in (id(one), *self._parts(one, day))))
            found = self._memo[name, day] = self._numbers.setdefault(key, len(self._numbers) + 1)
        return found

    def _parts(self, rule: Rule, day: date) -> list[Hashable]:
        reads = self._reads.get(id(rule))
        if reads is None:
            reads = self._reads[id(rule)] = _Reads()
            assert rule.body is not None
            self._read(rule.body, reads, False)
        found: list[Hashable] = [self.of(name, day) for name in reads.names]
        month = dates.month_index(day)
        for expr in reads.decided:
            found.append(self._value(expr, rule, day))
        for name, when in reads.elsewhere:
            on = self._value(when, rule, day)
            found.append(self.of(name, on if isinstance(on, date) else dates.first_day(on)) if isinstance(on, int | date) else month)
        for name, first, last in reads.windows:
            start, end = (self._value(one, rule, day) if self.kind(one) else None for one in (first, last))
            if name in self.law.inputs:
                # How long it is, and how far from the month; between days that facts say it is as long as they may be.
                found += [one - month if isinstance(one, int) else None for one in (start, end)]
            elif isinstance(start, int) and isinstance(end, int):
                found += [self.of(name, dates.first_day(one)) for one in range(start, end + 1)]
            else:
                found.append(month)
        return [*found, month] if reads.fixed else found

    def _value(self, expr: Expr, rule: Rule, day: date) -> Any:
        """What an expression of the calendar alone comes to: `month` is that of the day."""
        month = dates.month_index(day)
        reference = self._references.get(month)
        if reference is None:
            reference = self._references[month] = Reference(self.law, _NOBODY, month)
        value = reference.eval(expr, rule, HOUSEHOLD, day, None)
        return None if isinstance(value, Unknown) else value

    def kind(self, expr: Expr) -> str:
        """`date`, `month` or `number` of an expression that the calendar alone decides, with no fact and no rule in it; "" of any other."""
        op, law = expr.op, self.law
        if op == "const":
            return "date" if isinstance(expr.value, date) else "" if isinstance(expr.value, str) else "number"
        if op == "name":
            if expr.value in ("month", "day"):
                return "month" if expr.value == "month" else "date"
            item = law.parameters.get(expr.value)
            return "" if item is None or item.by or item.of else "date" if item.unit == "date" else "number"
        if op not in _PLAIN:
            return ""
        kinds = [self.kind(arg) for arg in expr.args]
        if not all(kinds):
            return ""
        if op == "fn":
            return "date" if expr.value in _DAYS else "month" if expr.value in _MONTHS else "number"
        if op in ("add", "sub", "min", "max", "if"):
            return "number" if op == "sub" and kinds[-1] == "month" else kinds[1] if op == "if" else kinds[0]
        return "number"

    def _read(self, expr: Expr, reads: _Reads, beside: bool) -> None:
        """Notes what an expression reads. beside: it stands where a day may."""
        op, kind = expr.op, self.kind(expr)
        if kind and any(self._of_calendar(node) for node in expr.walk()):
            for node in expr.walk():
                if node.op == "name" and node.value in self.law.parameters:
                    reads.names[node.value] = None
            if kind == "number":
                reads.decided.append(expr)
            elif not beside:
                reads.fixed = True
            return
        if op in ("name", "member", "link", "nth") and isinstance(expr.value, str) and expr.value in self.law.types:
            reads.names[expr.value] = None
        if op in ("total", "average", "at"):
            name, days = expr.args[0].value, expr.args[1:]
            if op == "at" and self.kind(days[0]):
                reads.elsewhere.append((name, days[0]))
            elif op == "at":
                reads.fixed = True
            else:
                reads.windows.append((name, days[0], days[1]))
            for day in days:
                if not self.kind(day):
                    self._read(day, reads, True)
            return
        for arg in expr.args:
            self._read(arg, reads, op in _READ or (op == "sub" and all(map(self._is_month, expr.args))))

    def _is_month(self, expr: Expr) -> bool:
        if expr.op == "fn":
            return expr.value in _MONTHS
        named = self.law.types.get(expr.value) if expr.op in ("name", "member", "link") else None
        return (expr.op == "name" and expr.value == "month") or (named is not None and named.kind == "month")

    def _of_calendar(self, node: Expr) -> bool:
        if node.op == "const":
            return isinstance(node.value, date)
        if node.op != "name":
            return False
        item = self.law.parameters.get(node.value)
        return node.value in ("month", "day") or (item is not None and item.unit == "date")
