"""Where an expression of a rule stands, what type and value it has there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhyto.engine.reference import HOUSEHOLD, Reference, Step, Unknown
from zhyto.explain.speaker import Speaker
from zhyto.explain.words import titled
from zhyto.law.ir import BOOL, DATE, MONTH, NUMBER, PERSON, Expr, Rule, Type
from zhyto.law.parse import split_exception
from zhyto.texts.spoken import Lang

MONTHS = Type("number", (("months", 1),))


@dataclass(frozen=True, slots=True)
class At:
    """Where an expression stands: rule, entity, day, and the member of a loop."""

    rule: Rule
    entity: int
    day: date
    member: int | None = None


class Places:
    """Tells the steps of one reference evaluation. subject: place of the entity whose right it is; brief: its name goes without saying."""

    def __init__(self, reference: Reference, lang: Lang, subject: int) -> None:
        self.reference, self.law, self.lang, self.subject = reference, reference.law, lang, subject
        self.say = Speaker(reference.law, lang)
        self.told: set[tuple[str, int, date]] = set()
        self.brief = False

    def eval(self, expr: Expr, at: At) -> Any:
        """Value of an expression where it stands."""
        return self.reference.eval(expr, at.rule, at.entity, at.day, at.member)

    def who(self, entity: int) -> str:
        """Id of a member; "" for the household."""
        return "" if entity == HOUSEHOLD else self.reference.members[entity].id

    def with_who(self, label: str, entity: int) -> str:
        """A label and whom it is about, where that does not go without saying."""
        who = self.who(entity)
        return titled(label, "" if self.brief and entity == self.subject else who)

    def below(self, expr: Expr, at: At) -> Step | None:
        """The step behind a `name`, `member` or `link`."""
        if expr.value in ("month", "day"):
            return None
        if expr.op == "link":
            place = self.eval(expr.args[0], at)
            return None if place is None or isinstance(place, Unknown) else self.reference.step(expr.value, place, at.day)
        place = at.entity if expr.op == "name" else at.member
        return None if place is None else self.reference.step(expr.value, place, at.day)

    def body(self, step: Step) -> tuple[Expr, Expr | None, At] | None:
        """(body of a rule's step, condition of the exception that gave it, place); None for what has no body."""
        if step.kind != "rule" or step.rule is None or step.rule.body is None:
            return None
        at = At(step.rule, step.entity, step.day)
        if step.rule.exception_to:
            condition, value = split_exception(step.rule.body)
            return value, condition, at
        return step.rule.body, None, at

    def doubtful_exceptions(self, step: Step) -> list[Rule]:
        """Exceptions of which it is unknown whether they apply."""
        if step.rule is None or step.rule.exception_to or step.kind != "rule":
            return []
        known = self.reference.known
        found = []
        for other in self.law.exceptions.get(step.name, ()):
            if other.body is None or not other.holds(step.day) or (known is not None and other.known > known):
                continue
            if isinstance(self.eval(split_exception(other.body)[0], At(other, step.entity, step.day)), Unknown):
                found.append(other)
        return found

    def kind(self, expr: Expr) -> Type | None:
        """Type of an expression; None for a literal, which takes the type beside it."""
        op, args = expr.op, expr.args
        if op == "const":
            return (
                BOOL
                if isinstance(expr.value, bool)
                else Type("choice")
                if isinstance(expr.value, str)
                else DATE
                if isinstance(expr.value, date)
                else None
            )
        if op in ("name", "member", "link"):
            return MONTH if expr.value == "month" else DATE if expr.value == "day" else self.law.types[expr.value]
        if op in ("total", "average", "at"):
            return self.law.types[args[0].value]
        if op == "agg":
            return NUMBER if expr.value == "count" else BOOL if expr.value in ("any", "all") else self.kind(args[0])
        if op in ("neg", "abs", "round", "floordiv", "mod"):
            return self.kind(args[0])
        if op in ("add", "sub"):
            left, right = (self.kind(arg) for arg in args)
            return MONTHS if left == right == MONTH else left or right
        if op in ("min", "max"):
            return self.kind(args[0]) or self.kind(args[1])
        if op == "if":
            return self.kind(args[1]) or self.kind(args[2])
        if op in ("mul", "div"):
            powers: dict[str, int] = {}
            for arg, sign in zip(args, (1, 1 if op == "mul" else -1), strict=True):
                for base, power in (self.kind(arg) or NUMBER).unit:
                    powers[base] = powers.get(base, 0) + sign * power
            return Type("number", tuple(sorted((base, power) for base, power in powers.items() if power)))
        if op in ("row", "bracket"):
            return Type("number", (self.kind(args[0]) or NUMBER).unit)
        if op == "marginal":
            return self.kind(args[1])
        if op == "fn":
            unit = {"year": "years", "age": "years", "months_between": "months", "days_between": "days"}.get(expr.value)
            if unit:
                return Type("number", ((unit, 1),))
            return MONTH if expr.value in ("month_of", "january", "quarter") else NUMBER if expr.value == "month_number" else DATE
        return {"since": DATE, "nth": PERSON, "order": NUMBER, "unknown": NUMBER}.get(op, BOOL)

    def source_name(self, expr: Expr) -> str:
        """The name whose way of speaking an expression's value follows."""
        if expr.op in ("name", "member", "link"):
            return str(expr.value)
        return self.source_name(expr.args[0]) if expr.op in ("at", "total", "average", "row", "bracket") else ""

    def spoken(self, expr: Expr, at: At, beside: Expr | None = None) -> str:
        """Value of an expression. beside: what it is compared or added with, for a literal's unit."""
        kind = self.kind(expr)
        name = self.source_name(expr)
        if expr.op == "const" and beside is not None:
            kind, name = self.kind(beside) or kind, self.source_name(beside)
        if expr.op == "mul" and kind is not None and not kind.unit:
            name = next((self.source_name(arg) for arg in expr.args if self.say.is_ratio(self.source_name(arg))), "")
        return self.say.value(self.eval(expr, at), kind or NUMBER, name, self.reference.members)
