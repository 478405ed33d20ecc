"""Conditions in words, the way they turned out, and why an amount is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from zhyto.engine.reference import Step, Unknown
from zhyto.explain.data import Condition
from zhyto.explain.formulas import Formulas
from zhyto.explain.places import At
from zhyto.explain.words import flat, lower
from zhyto.law.ir import BOOL, NUMBER, Expr, LawConflict

COMPARE: Final = {
    "lt": {"uk": "менше, ніж", "en": "less than"},
    "le": {"uk": "не більше, ніж", "en": "not more than"},
    "gt": {"uk": "більше, ніж", "en": "more than"},
    "ge": {"uk": "не менше, ніж", "en": "not less than"},
    "eq": {"uk": "дорівнює", "en": "equal to"},
    "ne": {"uk": "не дорівнює", "en": "not equal to"},
}
COMPARE_DAYS: Final = {
    "lt": {"uk": "раніше, ніж", "en": "earlier than"},
    "le": {"uk": "не пізніше, ніж", "en": "not later than"},
    "gt": {"uk": "пізніше, ніж", "en": "later than"},
    "ge": {"uk": "не раніше, ніж", "en": "not earlier than"},
    "eq": {"uk": "саме", "en": "exactly"},
    "ne": {"uk": "не", "en": "not"},
}
_OPPOSITE: Final = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt", "eq": "ne", "ne": "eq"}
SWAPPED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


class Conditions(Formulas):
    """Tells which conditions decided, and why not."""

    def statement(self, expr: Expr, at: At) -> str:
        """A condition without `and`, `or`, `not`, told the way it turned out."""
        say, outcome = self.say, self.eval(expr, at)
        if expr.op in COMPARE:
            return self.comparison(expr, at, outcome)
        if expr.op in ("name", "member", "link"):
            return f"{self.noun(expr, at)}: {self.spoken(expr, at)}"
        if expr.op == "in":
            item = expr.args[0]
            label, value = self.noun(item, at) or self.formula(item, at), self.spoken(item, at)
            wanted = [
                f"«{text}»" if self.lang == "uk" else f"“{text}”"
                for text in (say.choice(one, self.source_name(item)) for one in expr.value)
            ]
            if outcome is True or self.eval(item, at) == "none":
                return f"{label}: {value}"
            if outcome is False:
                return f"{label}: {value} — {say.pick('не ', 'not ')}{say.pick(' і не ', ' and not ').join(wanted)}"
            return (
                f"{label}: {value}; {say.pick('важить, чи це', 'what matters is whether it is')} {say.pick(' або ', ' or ').join(wanted)}"
            )
        if expr.op == "exists":
            return say.pick("Чи є така людина: ", "Is there such a person: ") + say.value(outcome, BOOL)
        if expr.op == "agg":
            return self.quantified(expr, at, outcome)
        if expr.op == "const":
            return ""
        return f"{self.formula(expr, at, None, 1)}: {say.value(outcome, BOOL)}"

    def quantified(self, expr: Expr, at: At, outcome: Any) -> str:
        """`any` or `all` over members."""
        say, wanted = self.say, self.plain(expr.args[0])
        group = self.plain(expr.args[1])
        among = say.pick(f" серед тих, для кого «{group}»", f" among those with “{group}”") if group else ""
        decisive: list[str] = []
        for place in range(len(self.reference.members)):
            there = At(at.rule, at.entity, at.day, place)
            if self.eval(expr.args[1], there) is True and self.eval(expr.args[0], there) is (expr.value == "any"):
                decisive.append(self.who(place))
        if outcome is True and expr.value == "any":
            return say.pick(f"«{wanted}»: {', '.join(decisive)}", f"“{wanted}”: {', '.join(decisive)}")
        if outcome is False and expr.value == "any":
            return say.pick(f"«{wanted}»{among}: нікого", f"“{wanted}”{among}: nobody")
        if outcome is False:
            return say.pick(
                f"«{wanted}»{among}: не всі (ні: {', '.join(decisive)})", f"“{wanted}”{among}: not all (no: {', '.join(decisive)})"
            )
        return say.pick(f"«{wanted}»{among}: ", f"“{wanted}”{among}: ") + (
            say.pick("усі", "all") if outcome is True else say.word("unknown")
        )

    def comparison(self, expr: Expr, at: At, outcome: Any) -> str:
        """Left: its value — less than the right value (what that is)."""
        say, op = self.say, expr.op
        left, right = expr.args
        if left.op == "const" and right.op != "const":
            left, right, op = right, left, SWAPPED[op]
        if outcome is False:
            op = _OPPOSITE[op]
        kind = self.kind(left) or self.kind(right) or NUMBER
        label, there = self.noun(left, at) or self.formula(left, at, right), self.noun(right, at)
        first, second = self.spoken(left, at, right), self.spoken(right, at, left)
        label, there = label[:1].upper() + label[1:], flat(there)
        zero = right.op == "const" and right.value == 0 and not isinstance(right.value, bool)
        if kind.kind in ("choice", "bool", "person") and not isinstance(outcome, Unknown):
            if op == "eq":
                return f"{label}: {first}"
            return (
                f"{label}: {first}"
                if second in (say.word("none"), say.word("nobody"))
                else f"{label}: {first} — {say.pick(f'не «{second}»', f'not “{second}”')}"
            )
        words = (COMPARE_DAYS if kind.kind in ("date", "month") else COMPARE)[op][self.lang]
        if isinstance(outcome, Unknown):
            asked = (COMPARE_DAYS if kind.kind in ("date", "month") else COMPARE)[op][self.lang]
            known = f" ({lower(there)})" if there else ""
            return f"{label}: {first}; {say.pick('важить, чи', 'what matters: is it')} {asked} {second}{known}?"
        if zero:
            return f"{label}: {first}"
        if op == "eq":
            same = say.pick("стільки ж, скільки", "the same as")
            return f"{label}: {first} — {same} {lower(there)}" if there else f"{label}: {first}"
        return f"{label}: {first} — {words} {second}" + (f" ({lower(there)})" if there else "")

    def conditions(self, expr: Expr, at: At) -> list[Condition]:
        """The parts of a condition that decided it, at this rule's own level."""
        outcome = self.eval(expr, at)
        return [Condition(text, answer) for text, answer in self._parts(expr, at, outcome) if text]

    def _parts(self, expr: Expr, at: At, outcome: Any) -> Iterator[tuple[str, Literal["yes", "no", "unknown"]]]:
        if expr.op == "not":
            yield from self._parts(expr.args[0], at, self.eval(expr.args[0], at))
        elif expr.op in ("and", "or"):
            for arg in self._deciding(expr, at, outcome):
                yield from self._parts(arg, at, self.eval(arg, at))
        else:
            yield self.statement(expr, at), "unknown" if isinstance(outcome, Unknown) else "yes" if outcome else "no"

    def _deciding(self, expr: Expr, at: At, outcome: Any) -> list[Expr]:
        """Operands of `and` or `or` that made it what it is; never one the evaluator did not reach."""
        if isinstance(outcome, Unknown):
            return [arg for arg in expr.args if isinstance(self.eval(arg, at), Unknown)]
        if outcome is (expr.op == "and"):
            return list(expr.args)
        for arg in expr.args:
            if self.eval(arg, at) is outcome:
                return [arg]
        return []

    def branches(self, expr: Expr, at: At) -> tuple[list[Condition], Expr]:
        """Conditions along the way taken, and the expression it led to."""
        found: list[Condition] = []
        while expr.op == "if":
            found += self.conditions(expr.args[0], at)
            outcome = self.eval(expr.args[0], at)
            if isinstance(outcome, Unknown):
                for branch in expr.args[1:]:
                    found += self.branches(branch, at)[0]
                break
            expr = expr.args[1] if outcome else expr.args[2]
        return found, expr

    def why(self, expr: Expr, at: At) -> list[str]:
        """Facts behind the outcome of a condition, down through the rules it names."""
        outcome = self.eval(expr, at)
        if expr.op == "not":
            return self.why(expr.args[0], at)
        if expr.op in ("and", "or"):
            return [text for arg in self._deciding(expr, at, outcome) for text in self.why(arg, at)]
        if expr.op == "if":
            chosen = self.eval(expr.args[0], at)
            return [*self.why(expr.args[0], at), *(() if isinstance(chosen, Unknown) else self.why(expr.args[1 if chosen else 2], at))]
        if expr.op in ("name", "member", "link"):
            step = self.below(expr, at)
            inside = self.body(step) if step is not None else None
            if inside is not None:
                body, condition, place = inside
                return [*(self.why(condition, place) if condition is not None else ()), *self.why(body, place)] or [
                    self.statement(expr, at)
                ]
        if (
            expr.op in ("eq", "le", "gt", "ne")
            and expr.args[1].op == "const"
            and expr.args[1].value == 0
            and self.eval(expr.args[0], at) == 0
        ):
            texts = self.why_nothing(expr.args[0], at, True)
            if texts:
                return texts
        text = self.statement(expr, at)
        return [text] if text else []

    def gives_nothing(self, expr: Expr, at: At) -> bool:
        """Whether a branch that was not taken would have given 0 as well."""
        try:
            return bool(self.eval(expr, at) == 0)
        except LawConflict:
            return False

    def why_nothing(self, expr: Expr, at: At, strict: bool) -> list[str]:
        """Facts because of which an amount is 0. strict: only those without which it would not be."""
        op, args = expr.op, expr.args
        if op == "if":
            outcome = self.eval(args[0], at)
            if isinstance(outcome, Unknown):
                return [text for branch in args[1:] for text in self.why_nothing(branch, at, strict)]
            taken, other = (args[1], args[2]) if outcome else (args[2], args[1])
            matters = not self.gives_nothing(other, at) if strict else not (other.op == "const" and other.value == 0)
            return [*(self.why(args[0], at) if matters else ()), *self.why_nothing(taken, at, strict)]
        if op in ("name", "member", "link"):
            step = self.below(expr, at)
            if step is not None and step.kind == "gap":
                cite = f" ({step.rule.cite})" if step.rule and step.rule.cite else ""
                return [self.say.pick(f"{self.noun(expr, at)}: тоді не діяло{cite}", f"{self.noun(expr, at)}: not in force then{cite}")]
            has_body = step is not None and self.body(step) is not None
            return self.why_step_nothing(step, strict) if has_body else [f"{self.noun(expr, at)}: {self.spoken(expr, at)}"]
        if op == "const":
            return []
        if op in ("max", "min"):
            texts: list[str] = []
            for arg in args:
                value = self.eval(arg, at)
                if isinstance(value, Unknown) or arg.op == "const" or (op == "min" and value != 0):
                    continue
                bare = arg.args[0] if arg.op == "round" else arg
                if bare.op == "sub" and op == "max":
                    texts.append(self.comparison(Expr("le", bare.args), at, True))
                else:
                    texts += self.why_nothing(arg, at, strict) if value == 0 else [self.formula(arg, at)]
            return texts
        if op == "round" and self.eval(args[0], at) == 0:
            return self.why_nothing(args[0], at, strict)
        if op in ("add", "mul", "div"):
            parts = args[:1] if op == "div" else args if op == "add" else [arg for arg in args if self.eval(arg, at) == 0]
            return [text for arg in parts for text in self.why_nothing(arg, at, strict)]
        if op == "agg" and expr.value == "sum":
            places = [At(at.rule, at.entity, at.day, place) for place in range(len(self.reference.members))]
            counted = [there for there in places if self.eval(args[1], there) is True]
            return [text for there in counted for text in self.why_nothing(args[0], there, strict)] or [self.formula(expr, at)]
        return [self.formula(expr, at)]

    def why_step_nothing(self, step: Step | None, strict: bool) -> list[str]:
        """The same for a rule's step; [] where there is no body."""
        inside = self.body(step) if step is not None else None
        if inside is None:
            return []
        body, condition, at = inside
        return [*(self.why(condition, at) if condition is not None else ()), *self.why_nothing(body, at, strict)]
