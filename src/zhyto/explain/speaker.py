"""Speaks names and values of a law in one language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from zhyto.engine.reference import Unknown
from zhyto.explain.words import BASES, UNITS, lower, side
from zhyto.law.declare import SURE
from zhyto.law.ir import DATE, MONEY, MONTH, Type
from zhyto.law.model import Law
from zhyto.texts.spoken import NBSP, Lang, plural, speak_amount, speak_day, speak_month, speak_number

WORDS: Final = {
    "yes": {"uk": "так", "en": "yes"},
    "no": {"uk": "ні", "en": "no"},
    "unknown": {"uk": "невідомо", "en": "unknown"},
    "none": {"uk": "немає", "en": "none"},
    "nobody": {"uk": "нікого", "en": "nobody"},
    "month": {"uk": "Місяць, за який рахуємо", "en": "Month being computed"},
    "day": {"uk": "Перше число місяця", "en": "First of the month"},
    "read": {"uk": "прочитано в акті", "en": "read in the act"},
    "verified": {"uk": "звірено", "en": "verified"},
    "remembered": {"uk": "з пам'яті", "en": "from memory"},
    "assumption": {"uk": "припущення", "en": "an assumption"},
    "missing": {"uk": "у нас немає", "en": "not known to us"},
    "unverified": {"uk": "неперевірено", "en": "unverified"},
}
_GAPS: Final = {
    "division by zero": {"uk": "довелося б ділити на нуль", "en": "it would take a division by zero"},
    "nobody there": {"uk": "такої людини в родині немає", "en": "there is no such person in the household"},
    "a row of a table that is not known": {"uk": "суми для цього випадку в нас немає", "en": "the amount for this case is not known to us"},
    "a value below the scale": {"uk": "значення нижче за шкалу закону", "en": "a value below the scale of the law"},
}


class Speaker:
    """Speaks names and values of a law in one language. currency: symbol from the pack."""

    def __init__(self, law: Law, lang: Lang) -> None:
        self.law, self.lang = law, lang
        money = law.pack.get("currency") or {}
        self.currency = str(money.get(f"symbol_{lang}") or money.get("code") or "")

    def word(self, key: str) -> str:
        """A fixed word."""
        return WORDS[key][self.lang]

    def pick(self, uk: str, en: str) -> str:
        """The text of this language."""
        return uk if self.lang == "uk" else en

    def label(self, name: str) -> str:
        """What a name means."""
        return self.word(name) if name in ("month", "day") else self.law.label(name, self.lang)

    def amount(self, kopecks: int) -> str:
        """Money."""
        return speak_amount(kopecks, self.lang, self.currency).strip(NBSP)

    def choice(self, value: str, name: str = "", choices: tuple[str, ...] = ()) -> str:
        """Label of a choice's value; name: the fact it belongs to, where known."""
        if value == "none":
            return self.word("none")
        named = self.law.inputs.get(name)
        items = [named] if named else [item for item in self.law.inputs.values() if not choices or ("none", *item.values) == choices]
        return next((item.values[value][self.lang] for item in items if value in item.values), value)

    def number(self, value: Fraction, kind: Type, ratio: bool = False) -> str:
        """A number with its unit."""
        if kind == MONEY:
            kopecks = value * 100
            return (
                self.amount(int(kopecks))
                if kopecks.denominator == 1
                else f"{speak_number(value, self.lang, 2)}{NBSP}{self.currency}".strip(NBSP)
            )
        if ratio:
            return speak_number(value * 100, self.lang) + (f"{NBSP}%" if self.lang == "uk" else "%")
        text = speak_number(value, self.lang)
        if len(kind.unit) == 1 and kind.unit[0][1] == 1 and kind.unit[0][0] in UNITS:
            forms = UNITS[kind.unit[0][0]][self.lang]
            return f"{text}{NBSP}{plural(int(value), self.lang, forms) if value.denominator == 1 else forms[1]}"
        tops = [self._base(base, power) for base, power in kind.unit if power > 0 and base not in "0#"]
        bottoms = [self._base(base, -power) for base, power in kind.unit if power < 0]
        unit = "·".join(tops) + ("/" + "·".join(bottoms) if bottoms else "")
        return f"{text}{NBSP}{unit}" if unit else text

    def _base(self, base: str, power: int) -> str:
        word = {"money": self.currency, **{key: forms[self.lang] for key, forms in BASES.items()},
                **{key: forms[self.lang][2] for key, forms in UNITS.items()}}.get(base, base)  # fmt: skip
        return word if power == 1 else f"{word}^{power}"

    def value(self, value: Any, kind: Type, name: str = "", persons: Sequence[Any] = ()) -> str:
        """A value of a type, spoken. name: whose value it is, where known. persons: members, for links."""
        if isinstance(value, Unknown):
            return self.word("unknown")
        if kind.kind == "person" or value is None:
            return self.word("nobody") if value is None else str(persons[int(value)].id)
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, date):
            return speak_day(value, self.lang)
        if isinstance(value, str):
            return self.choice(value, name, kind.choices)
        if kind.kind == "month":
            return speak_month(int(value), self.lang)
        if isinstance(value, int | Fraction):
            return self.number(Fraction(value), kind, self.is_ratio(name))
        return self.pick("таблиця", "a table")

    def is_ratio(self, name: str) -> bool:
        """Whether a name is a share, told in percent."""
        if name in self.law.parameters:
            return self.law.parameters[name].unit == "ratio"
        if name in self.law.inputs:
            return False
        return any(rule.returns == "Ratio" for rule in self.law.rules.get(name, ()))

    def named(self, name: str, value: Any, persons: Sequence[Any] = ()) -> str:
        """Value of a name, spoken."""
        kind = MONTH if name == "month" else DATE if name == "day" else self.law.types[name]
        return self.value(value, kind, name, persons)

    def mark(self, mark: str) -> str:
        """The sign beside what is not verified; "" for what is."""
        return "" if mark in SURE else f"⚠{NBSP}{self.word('unverified')}: {self.word(mark)}"

    def gap(self, reason: str) -> str:
        """Why the law itself does not answer, from the words after `law: `."""
        if reason in _GAPS:
            return _GAPS[reason][self.lang]
        if reason in self.law.parameters or reason in self.law.rules:
            label = lower(self.label(reason))
            return self.pick(f"у записаному тут законі немає: {label}", f"the law as recorded here lacks: {label}")
        return side(reason, self.lang)
