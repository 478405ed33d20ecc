"""A provision in words, before anybody's facts are known: what a lawyer reads beside the act."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from zhyto.explain.conditions import COMPARE, COMPARE_DAYS, SWAPPED
from zhyto.explain.places import MONTHS, Places
from zhyto.explain.speaker import Speaker
from zhyto.explain.words import flat, lower, side
from zhyto.law.ir import MONEY, NUMBER, Expr, Rule
from zhyto.law.model import Law
from zhyto.law.parse import split_exception
from zhyto.texts.spoken import Lang

_SAID: Final = {
    "floordiv": ("{0} ÷ {1} (цілих разів)", "{0} ÷ {1} (whole times)"),
    "mod": ("остача від ділення {0} на {1}", "the remainder of {0} by {1}"),
    "neg": ("−{0}", "−{0}"),
    "abs": ("величина без знака від {0}", "the size of {0}"),
    "min": ("менше з двох: [{0}] і [{1}]", "the smaller of [{0}] and [{1}]"),
    "max": ("більше з двох: [{0}] і [{1}]", "the larger of [{0}] and [{1}]"),
    "row": ("{0} за ознакою {1}", "{0} by {1}"),
    "bracket": ("{0}, ступінь для [{1}]", "{0}, the step for [{1}]"),
    "marginal": ("{0}, за шкалою від [{1}]", "{0}, by the scale from [{1}]"),
    "total": ("{0} разом (від: {1}; до: {2})", "{0} in all (from: {1}; to: {2})"),
    "average": ("{0} у середньому за місяць (від: {1}; до: {2})", "{0} on average a month (from: {1}; to: {2})"),
    "at": ("{0} (станом на: {1})", "{0} (as of: {1})"),
    "since": ("від коли {0}", "since when {0}"),
    "exists": ("є така людина: {0}", "there is such a person: {0}"),
    "order": ("місце за порядком «{0}» серед тих, для кого так: {1}", "the place in order of “{0}” among those for whom: {1}"),
    "if": ("(якщо {0} — {1}, інакше {2})", "(if {0}: {1}, otherwise {2})"),
    "none": ("виняток не застосовують", "the exception does not apply"),
    "first_day": ("перше число місяця [{0}]", "the first day of [{0}]"),
    "last_day": ("останнє число місяця [{0}]", "the last day of [{0}]"),
    "month_of": ("місяць дати [{0}]", "the month of [{0}]"),
    "january": ("січень того самого року [{0}]", "January of the year of [{0}]"),
    "quarter": ("перший місяць кварталу [{0}]", "the first month of the quarter of [{0}]"),
    "year": ("рік [{0}]", "the year of [{0}]"),
    "month_number": ("номер місяця [{0}]", "the number of the month [{0}]"),
    "add_days": ("{0} + днів: {1}", "{0} + days: {1}"),
    "add_months": ("{0} + місяців: {1}", "{0} + months: {1}"),
    "add_years": ("{0} + років: {1}", "{0} + years: {1}"),
    "age": ("повних років від [{0}] до [{1}]", "completed years from [{0}] to [{1}]"),
    "months_between": ("повних місяців від [{0}] до [{1}]", "completed months from [{0}] to [{1}]"),
    "days_between": ("днів від [{0}] до [{1}]", "days from [{0}] to [{1}]"),
    "sum": ("сума за членами родини{1}: [{0}]", "the sum over the household’s members{1} of [{0}]"),
    "count": ("скільки членів родини{1}", "how many of the household’s members{1}"),
    "any": ("є член родини{1}: {0}", "some member of the household{1}: {0}"),
    "all": ("усі члени родини{1}: {0}", "all members of the household{1}: {0}"),
    "least": ("найменше за членами родини{1}: [{0}] (якщо нікого — {2})", "the least over the household’s members{1} of [{0}] (nobody: {2})"),
    "most": ("найбільше за членами родини{1}: [{0}] (якщо нікого — {2})", "the most over the household’s members{1} of [{0}] (nobody: {2})"),
    "whom": (", для яких так: {0}", " for whom: {0}"),
    "nth": ("людина за порядком «{2}», місце {1}, серед тих, для кого так: {0}", "the person in order of “{2}”, place {1}, among those for whom: {0}"),
    "round": ("[{0}], округлено {1}до {2}", "[{0}] rounded {1}to {2}"),
}  # fmt: skip
_SIGNS: Final = {"add": ("+", 1), "sub": ("−", 1), "mul": ("×", 2), "div": ("÷", 2)}
_WAYS: Final = {"half_up": ("", ""), "down": ("вниз ", "down "), "up": ("вгору ", "up ")}


def provision(law: Law, rule: Rule, lang: Lang) -> str:
    """What a version of a rule says, one line for each way through it."""
    say = _Provision(law, lang)
    if rule.body is None:
        if rule.state == "not_in_force":
            return say.pick("права немає", "the right does not exist")
        return say.pick("не записано (результат — невідомо): ", "not written down (the result is unknown): ") + side(rule.missing, lang)
    if not rule.exception_to:
        return "\n".join(say.ways(rule.body))
    condition, value = split_exception(rule.body)
    return "\n".join(say.ways(Expr("if", (condition, value, Expr("none")))))


class _Provision(Places):
    def __init__(self, law: Law, lang: Lang) -> None:
        self.law, self.lang, self.say = law, lang, Speaker(law, lang)
        self.pick = self.say.pick

    def ways(self, expr: Expr) -> Iterator[str]:
        """Lines of an if and its branches."""
        first = True
        while expr.op == "if":
            lead = self.pick("Якщо", "If") if first else self.pick("інакше, якщо", "otherwise, if")
            yield f"{lead} {self.text(expr.args[0])}: {self.text(expr.args[1])};"
            first, expr = False, expr.args[2]
        yield self.text(expr) if first else f"{self.pick('інакше', 'otherwise')}: {self.text(expr)}"

    def said(self, key: str, *parts: str) -> str:
        return self.pick(*_SAID[key]).format(*parts)

    def text(self, expr: Expr, beside: Expr | None = None, outer: int = 0) -> str:
        """An expression in words. outer: how tightly the surrounding operation binds."""
        op, args = expr.op, expr.args
        if op == "const":
            kind, name = self.kind(expr) or NUMBER, ""
            if beside is not None and not isinstance(expr.value, bool):
                kind, name = self.kind(beside) or kind, self.source_name(beside)
            kind = MONTHS if kind.kind == "month" and isinstance(expr.value, int) else kind
            return self.say.value(Fraction(expr.value) if type(expr.value) is int else expr.value, kind, name)
        if op in ("name", "member"):
            return self.pick(f"«{flat(lower(self.say.label(expr.value)))}»", f"“{flat(lower(self.say.label(expr.value)))}”")
        if op == "link":
            return f"{self.text(Expr('name', value=expr.value))} ({self.text(args[0])})"
        if op in _SIGNS:
            sign, binds = _SIGNS[op]
            left, right = self.text(args[0], args[1] if binds == 1 else None, binds), self.text(args[1], args[0] if binds == 1 else None, binds + 1)
            text = f"{left} {sign} {right}"
            return f"({text})" if outer > binds else text
        if op in ("and", "or"):
            binds = 2 if op == "and" else 1
            join = self.pick(" і ", " and ") if op == "and" else self.pick(" або ", " or ")
            text = join.join(self.text(arg, None, binds) for arg in args)
            return f"({text})" if outer > binds else text
        if op == "not":
            return self.pick("не так: ", "not: ") + self.text(args[0], None, 3)
        if op in COMPARE:
            one, two = args if args[0].op != "const" else args[::-1]
            words = COMPARE_DAYS if (self.kind(one) or NUMBER).kind in ("date", "month") else COMPARE
            return f"{self.text(one, two, 1)} {words[op if one is args[0] else SWAPPED[op]][self.lang]} {self.text(two, one, 1)}"
        if op == "in":
            wanted = [self.pick(f"«{text}»", f"“{text}”") for text in (self.say.choice(one, self.source_name(args[0])) for one in expr.value)]
            return f"{self.text(args[0])} — {self.pick(' або ', ' or ').join(wanted)}"
        if op == "agg":
            every = args[1].op == "const" and args[1].value is True
            parts = (self.text(args[0]), "" if every else self.said("whom", self.text(args[1])), *(self.text(arg, args[0]) for arg in args[2:]))
            return self.said({"min": "least", "max": "most"}.get(expr.value, expr.value), *parts)
        if op == "nth":
            return self.said("nth", self.text(args[0]), self.text(args[1]), lower(self.say.label(expr.value)))
        if op == "round":
            mode, to, _ = expr.value
            return self.said("round", self.text(args[0]), self.pick(*_WAYS[mode]), self.say.number(Fraction(to), MONEY))
        if op == "unknown":
            return f"{self.say.word('unknown')}: {side(str(expr.value), self.lang)}"
        pairs = [self.text(arg, args[1 - place] if op in ("min", "max") else None) for place, arg in enumerate(args)]
        return self.said(expr.value if op == "fn" else op, *pairs)
