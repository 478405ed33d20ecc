"""Expressions in words with their numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from zhyto import dates
from zhyto.engine.reference import Unknown
from zhyto.explain.data import Condition
from zhyto.explain.places import MONTHS, At, Places
from zhyto.explain.words import flat, lower, side
from zhyto.law.ir import MONEY, NUMBER, Expr, Type
from zhyto.texts.spoken import speak_day, speak_months

_ROUND: Final = {"half_up": {"uk": "", "en": ""}, "down": {"uk": "вниз ", "en": "down "}, "up": {"uk": "вгору ", "en": "up "}}
_ROUND_TO: Final = {"0.01": {"uk": "копійки", "en": "the kopeck"}, "0.1": {"uk": "десяти копійок", "en": "ten kopecks"}}


class Formulas(Places):
    """Tells how an amount was computed, along the branches taken."""

    def conditions(self, expr: Expr, at: At) -> list[Condition]:
        """The parts of a condition that decided it: told by Conditions, which formulas with a condition inside ask."""
        raise NotImplementedError

    def noun(self, expr: Expr, at: At) -> str:
        """What an expression is, without its value where it has a name."""
        if expr.op in ("name", "member", "link"):
            if expr.value in ("month", "day"):
                return self.say.label(expr.value)
            step = self.below(expr, at)
            label = self.say.label(expr.value)
            return self.with_who(label, step.entity) if step is not None else label
        if expr.op == "agg" and expr.value == "count":
            condition = self.plain(expr.args[1])
            everyone = self.say.pick("Скільки людей у родині", "People in the household")
            return everyone if not condition else self.say.pick(f"Скільки людей, для яких «{condition}»", f"People with “{condition}”")
        if expr.op == "fn" and expr.value == "month_number":
            return self.say.pick("Номер місяця", "Number of the month")
        if expr.op == "round":
            return self.noun(expr.args[0], at)
        return ""

    def plain(self, expr: Expr) -> str:
        """A condition of a loop in words, without values."""
        if expr.op == "const":
            return ""
        if expr.op in ("name", "member"):
            return lower(self.say.label(expr.value))
        if expr.op in ("and", "or"):
            join = self.say.pick(" і ", " and ") if expr.op == "and" else self.say.pick(" або ", " or ")
            return join.join(filter(None, (self.plain(arg) for arg in expr.args)))
        if expr.op == "not":
            return self.say.pick("не: ", "not: ") + self.plain(expr.args[0])
        names = list(dict.fromkeys(self.say.label(node.value) for node in expr.walk() if node.op in ("name", "member")))
        return ", ".join(lower(name) for name in names)

    def formula(self, expr: Expr, at: At, beside: Expr | None = None, outer: int = 0) -> str:
        """An expression in words with its numbers, along the branches taken. outer: how tightly the surrounding operation binds."""
        op, args, say = expr.op, expr.args, self.say
        if op == "const":
            return self.spoken(expr, at, beside)
        if op in ("name", "member", "link"):
            return f"{flat(lower(self.noun(expr, at)))} ({self.spoken(expr, at)})"
        if op in ("add", "sub", "mul", "div", "floordiv", "mod"):
            sign, binds = {"add": ("+", 1), "sub": ("−", 1), "mul": ("×", 2), "div": ("÷", 2), "floordiv": ("÷", 2), "mod": ("mod", 2)}[op]
            left = self.formula(args[0], at, args[1] if binds == 1 else None, binds)
            right = self.formula(args[1], at, args[0] if binds == 1 else None, binds + (op in ("sub", "div", "floordiv", "mod")))
            if args[1].op == "const" and (self.kind(args[0]) or NUMBER).kind == "month":
                right = say.value(Fraction(args[1].value), MONTHS)
            text = f"{left} {sign} {right}"
            if op == "floordiv":
                text += say.pick(" (цілих разів)", " (whole times)")
            if op == "mod":
                text = say.pick(f"остача від ділення {left} на {right}", f"remainder of {left} by {right}")
            return f"({text})" if outer > binds else text
        if op == "neg":
            return "−" + self.formula(args[0], at, beside, 3)
        if op == "abs":
            return say.pick("величина без знака від ", "size of ") + self.formula(args[0], at, beside, 3)
        if op in ("min", "max"):
            if op == "max" and any(arg.op == "const" and arg.value == 0 for arg in args):
                inner = next(arg for arg in args if not (arg.op == "const" and arg.value == 0))
                text = self.formula(inner, at) + say.pick(", але не менше за нуль", ", but not below zero")
            else:
                one, two = self.formula(args[0], at, args[1]), self.formula(args[1], at, args[0])
                which = say.pick("менше з двох", "the smaller of two") if op == "min" else say.pick("більше з двох", "the larger of two")
                text = f"{which}: [{one}] {say.pick('і', 'and')} [{two}]"
            return f"({text})" if outer else text
        if op == "if":
            condition = self.eval(args[0], at)
            return (
                say.word("unknown")
                if isinstance(condition, Unknown)
                else self.formula(args[1] if condition else args[2], at, beside, outer)
            )
        if op == "round":
            if self.eval(args[0], at) == self.eval(expr, at):
                return self.formula(args[0], at, beside, outer)
            mode, to, _ = expr.value
            unit = _ROUND_TO.get(to, {}).get(self.lang) or say.number(Fraction(to), MONEY)
            text = self.formula(args[0], at) + say.pick(
                f"; округлено {_ROUND[mode]['uk']}до {unit}", f"; rounded {_ROUND[mode]['en']}to {unit}"
            )
            return f"({text})" if outer else text
        if op == "row":
            key = self.spoken(args[1], at)
            label = lower(say.label(self.source_name(args[0])))
            return f"{label}, «{key}» ({self.spoken(expr, at)})" if self.lang == "uk" else f"{label}, “{key}” ({self.spoken(expr, at)})"
        if op in ("bracket", "marginal"):
            label = lower(say.label(self.source_name(args[0])))
            how = say.pick("ступінь для", "the step for") if op == "bracket" else say.pick("за шкалою від", "by the scale from")
            return f"{label}, {how} {self.formula(args[1], at, None, 1)} ({self.spoken(expr, at)})"
        if op in ("total", "average"):
            return self.window(expr, at)
        if op == "at":
            on = self.eval(args[1], at)
            when = (
                say.word("unknown")
                if isinstance(on, Unknown)
                else speak_day(on if isinstance(on, date) else dates.first_day(int(on)), self.lang)
            )
            return (
                say.pick(f"{flat(lower(say.label(args[0].value)))} на {when}", f"{flat(lower(say.label(args[0].value)))} on {when}")
                + f" ({self.spoken(expr, at)})"
            )
        if op == "since":
            return say.pick("від коли: ", "since when: ") + f"{lower(say.label(args[0].value))} ({self.spoken(expr, at)})"
        if op == "fn":
            return self.calendar(expr, at)
        if op == "agg":
            text = self.aggregate(expr, at)
            return f"({text})" if outer > 1 and expr.value == "sum" and " + " in text else text
        if op == "order":
            among = (
                say.pick(f" серед тих, для кого «{self.plain(args[1])}»", f" among those with “{self.plain(args[1])}”")
                if self.plain(args[1])
                else ""
            )
            by = self.plain(args[0])
            return say.pick(f"місце за порядком «{by}»{among} — ", f"place in order of “{by}”{among}: ") + self.spoken(expr, at)
        if op == "nth":
            by = lower(say.label(expr.value))
            return say.pick(f"за порядком «{by}» — ", f"in order of “{by}”: ") + self.spoken(expr, at)
        if op == "unknown":
            return side(str(expr.value), self.lang)
        return "; ".join(condition.text for condition in self.conditions(expr, at)) or self.spoken(expr, at)

    def window(self, expr: Expr, at: At) -> str:
        """A sum or an average over months."""
        what, say = expr.args[0], self.say
        first, last = (self.eval(arg, at) for arg in expr.args[1:])
        label = lower(say.label(what.value))
        if isinstance(first, Unknown) or isinstance(last, Unknown):
            return f"{label}: {say.word('unknown')}"
        if last < first:
            return say.pick(f"{label}: жодного місяця", f"{label}: no month")
        how = say.pick("разом", "in all") if expr.op == "total" else say.pick("у середньому за місяць", "on average a month")
        return f"{label}, {speak_months(int(first), int(last), self.lang)}, {how} {self.spoken(expr, at)}"

    def calendar(self, expr: Expr, at: At) -> str:
        """A calendar function."""
        say, result = self.say, self.spoken(expr, at)
        parts = [self.formula(arg, at, None, 1) for arg in expr.args]
        spans = {
            "age": ("повних років", "completed years"),
            "months_between": ("повних місяців", "completed months"),
            "days_between": ("днів", "days"),
        }
        if expr.value in spans:
            ends = [self.spoken(arg, at) for arg in expr.args]
            return say.pick(
                f"{spans[expr.value][0]} від {ends[0]} до {ends[1]} — {result}",
                f"{spans[expr.value][1]} from {ends[0]} to {ends[1]}: {result}",
            )
        if expr.value.startswith("add_"):
            unit = Type("number", ((expr.value[4:], 1),))
            count = self.eval(expr.args[1], at)
            return f"{parts[0]} + {say.value(count, unit)} = {result}"
        names = {
            "first_day": ("перше число", "first day"), "last_day": ("останнє число", "last day"), "month_of": ("місяць", "month"),
            "january": ("січень того року", "January of that year"), "quarter": ("перший місяць кварталу", "first month of the quarter"),
            "year": ("рік", "year"), "month_number": ("номер місяця", "number of the month"),
        }  # fmt: skip
        return f"{say.pick(*names[expr.value])} ({result})"

    def aggregate(self, expr: Expr, at: At) -> str:
        """Members and what each of them brings."""
        kind, say = expr.value, self.say
        listed: list[str] = []
        for place in range(len(self.reference.members)):
            inner = At(at.rule, at.entity, at.day, place)
            inside = self.eval(expr.args[1], inner)
            if inside is False:
                continue
            who = self.who(place)
            doubt = isinstance(inside, Unknown)
            shown = who if kind == "count" else f"{self.spoken(expr.args[0], inner)} ({who})"
            listed.append(shown + (say.pick(" (невідомо, чи належить сюди)", " (unknown whether counted)") if doubt else ""))
        if not listed:
            return say.pick("нікого, хто підпадає під умову", "nobody who meets the condition")
        if kind == "sum":
            return " + ".join(listed)
        if kind == "count":
            return say.pick("людей", "people") + f": {len(listed)} ({'; '.join(listed)})"
        how = {
            "min": ("найменше з", "the smallest of"), "max": ("найбільше з", "the largest of"),
            "any": ("хтось із", "some of"), "all": ("усі з", "all of"),
        }[kind]  # fmt: skip
        return f"{say.pick(*how)}: {'; '.join(listed)}"
