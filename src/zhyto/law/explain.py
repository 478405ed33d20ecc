"""Why a right is due, claimable, not due or unknown: a tree from the result to the facts, in words.

`explain` turns the steps of the reference evaluator into sentences of one language; `to_text`, `to_json` and `to_html` lay
them out. What is told is what was computed: the branch taken, the facts read, the figures used. No NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from html import escape
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.law.declare import Dated, Input
from zhyto.law.ir import BOOL, DATE, MONEY, MONTH, NUMBER, PERSON, Expr, Rule, Type
from zhyto.law.model import Law
from zhyto.law.parse import split_exception
from zhyto.law.reference import HOUSEHOLD, LawConflict, Reference, Right, Step, Unknown
from zhyto.money import speak_amount

Lang = Literal["uk", "en"]
NBSP: Final = "\u00a0"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law that was used. value: as spoken; since: from when it holds (None: no value on record)."""

    name: str
    label: str
    value: str
    since: date | None
    mark: str
    cite: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that was read. who: id of the person, "" for the household; value: as spoken."""

    name: str
    label: str
    who: str
    value: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that decided, told the way it turned out. answer: yes, no or unknown to the condition as the law has it."""

    text: str
    answer: Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Node:
    """How one name got its value.

    kind: rule or gap. repeated: the node is told in full elsewhere in the tree, and has no children here.
    cite, since, until, mark, source, note: of the provision. conditions: what decided, in order. formula: words with numbers.
    """

    name: str
    label: str
    who: str
    value: str
    kind: str
    cite: str
    since: date | None
    until: date | None
    mark: str
    source: str
    note: str
    conditions: tuple[Condition, ...]
    formula: str
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    children: tuple[Node, ...]
    repeated: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What would settle an unknown. who: id of the person or ""; text: a sentence; fact: False where the law itself is not known."""

    name: str
    who: str
    text: str
    fact: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure or provision on the way that is not verified. kind: figure, rule or procedure."""

    kind: str
    name: str
    label: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a guarantee has its state, in one language.

    entity: place of the member, or HOUSEHOLD. amount: kopecks, None where unknown. headline: what holds, one sentence.
    notes: what else a resident should know (the claim, its time limit). reasons: why not. missing: what would settle it.
    doubts: exactly the unverified figures and provisions on the way taken. trees: the steps (the amount, then the time limit).
    """

    lang: Lang
    code: str
    label: str
    summary: str
    entity: int
    who: str
    month: str
    state: str
    state_text: str
    amount: int | None
    value: str
    claim_until: date | None
    headline: str
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]
    trees: tuple[Node, ...]
    doubts: tuple[Doubt, ...]


# words ---------------------------------------------------------------------------------------------------------------------

MONTHS: Final = Type("number", (("months", 1),))
_MONTHS: Final = {
    "uk": ("січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад",
           "грудень"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_MONTHS_OF: Final = (
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
)
_UNITS: Final = {
    "years": {"uk": ("рік", "роки", "років"), "en": ("year", "years", "years")},
    "months": {"uk": ("місяць", "місяці", "місяців"), "en": ("month", "months", "months")},
    "days": {"uk": ("день", "дні", "днів"), "en": ("day", "days", "days")},
}
_WORDS: Final = {
    "yes": {"uk": "так", "en": "yes"},
    "no": {"uk": "ні", "en": "no"},
    "unknown": {"uk": "невідомо", "en": "unknown"},
    "none": {"uk": "немає", "en": "none"},
    "nobody": {"uk": "нікого", "en": "nobody"},
    "month": {"uk": "Місяць, за який рахуємо", "en": "Month being computed"},
    "day": {"uk": "Перше число місяця", "en": "First of the month"},
    "verified": {"uk": "звірено", "en": "verified"},
    "remembered": {"uk": "з пам'яті", "en": "from memory"},
    "assumption": {"uk": "припущення", "en": "an assumption"},
    "missing": {"uk": "у нас немає", "en": "not known to us"},
    "unverified": {"uk": "неперевірено", "en": "unverified"},
}
_COMPARE: Final = {
    "lt": {"uk": "менше, ніж", "en": "less than"},
    "le": {"uk": "не більше, ніж", "en": "not more than"},
    "gt": {"uk": "більше, ніж", "en": "more than"},
    "ge": {"uk": "не менше, ніж", "en": "not less than"},
    "eq": {"uk": "дорівнює", "en": "equal to"},
    "ne": {"uk": "не дорівнює", "en": "not equal to"},
}
_COMPARE_DAYS: Final = {
    "lt": {"uk": "раніше, ніж", "en": "earlier than"},
    "le": {"uk": "не пізніше, ніж", "en": "not later than"},
    "gt": {"uk": "пізніше, ніж", "en": "later than"},
    "ge": {"uk": "не раніше, ніж", "en": "not earlier than"},
    "eq": {"uk": "саме", "en": "exactly"},
    "ne": {"uk": "не", "en": "not"},
}
_OPPOSITE: Final = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt", "eq": "ne", "ne": "eq"}
_SWAPPED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}
_GAPS: Final = {
    "division by zero": {"uk": "довелося б ділити на нуль", "en": "it would take a division by zero"},
    "nobody there": {"uk": "такої людини в родині немає", "en": "there is no such person in the household"},
    "a row of a table that is not known": {"uk": "суми для цього випадку в нас немає", "en": "the amount for this case is not known to us"},
    "a value below the scale": {"uk": "значення нижче за шкалу закону", "en": "a value below the scale of the law"},
}
_ROUND: Final = {"half_up": {"uk": "", "en": ""}, "down": {"uk": "вниз ", "en": "down "}, "up": {"uk": "вгору ", "en": "up "}}
_ROUND_TO: Final = {"0.01": {"uk": "копійки", "en": "the kopeck"}, "0.1": {"uk": "десяти копійок", "en": "ten kopecks"}}


def side(text: str, lang: Lang) -> str:
    """The half of a text written `українською / in English`; a text without halves as it is."""
    halves = text.split(" / ")
    return halves[0 if lang == "uk" else 1] if len(halves) == 2 else text


def lower(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins an abbreviation."""
    return text[:1].lower() + text[1:] if len(text) > 1 and (text[1].islower() or text[1] == " ") else text


def flat(label: str) -> str:
    """A label that may itself stand in brackets: `line (sum of minimums)` → `line, sum of minimums`."""
    return label.replace(" (", ", ").replace("(", "").replace(")", "")


def titled(label: str, who: str) -> str:
    """A label and the person it is about."""
    return label if not who else f"{label}, {who}" if label.endswith(")") else f"{label} ({who})"


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without repetition: one that another begins with says nothing more."""
    once = list(dict.fromkeys(texts))
    return tuple(text for text in once if not any(other != text and other.startswith(text) for other in once))


def speak_day(day: date, lang: Lang) -> str:
    """31.01.2026 or 31 January 2026."""
    return (
        f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
        if lang == "uk"
        else f"{day.day}{NBSP}{_MONTHS['en'][day.month - 1]}{NBSP}{day.year}"
    )


def speak_month(month: int, lang: Lang) -> str:
    """січень 2026 року or January 2026."""
    year = f"{NBSP}{month // 12}"
    return _MONTHS[lang][month % 12] + year + (" року" if lang == "uk" else "")


def speak_months(first: int, last: int, lang: Lang) -> str:
    """квітень 2025 року; з квітня до вересня 2025 року; April to September 2025."""
    if first == last:
        return speak_month(first, lang)
    same = first // 12 == last // 12
    if lang == "en":
        start = _MONTHS["en"][first % 12] + ("" if same else f"{NBSP}{first // 12}")
        return f"{start} to {speak_month(last, lang)}"
    start = _MONTHS_OF[first % 12] + ("" if same else f"{NBSP}{first // 12} року")
    preposition = "із" if start.startswith("с") else "з"
    return f"{preposition} {start} до {_MONTHS_OF[last % 12]}{NBSP}{last // 12} року"


def plural(count: int, lang: Lang, forms: Sequence[str]) -> str:
    """The form of a noun for a count: (one, few, many)."""
    if lang == "en":
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


def speak_number(value: Fraction, lang: Lang, places: int = 0) -> str:
    """An exact number with at least so many decimals; one that does not end is cut after five, with `…`."""
    scaled = abs(value) * 10**6
    exact = scaled.denominator == 1
    digits = int(scaled) if exact else int(abs(value) * 10**5) * 10
    whole, part = divmod(digits, 10**6)
    text = f"{part:06d}"[:6] if exact else f"{part:06d}"[:5]
    text = text.rstrip("0").ljust(places, "0") if exact else text
    grouped = f"{whole:,}".replace(",", NBSP if lang == "uk" else ",")
    point = "," if lang == "uk" else "."
    return ("−" if value < 0 else "") + grouped + (point + text if text else "") + ("" if exact else "…")


class Speaker:
    """Speaks names and values of a law in one language. currency: symbol from the pack."""

    def __init__(self, law: Law, lang: Lang) -> None:
        self.law, self.lang = law, lang
        money = law.pack.get("currency") or {}
        self.currency = str(money.get(f"symbol_{lang}") or money.get("code") or "")

    def word(self, key: str) -> str:
        """A fixed word."""
        return _WORDS[key][self.lang]

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
        if len(kind.unit) == 1 and kind.unit[0][1] == 1 and kind.unit[0][0] in _UNITS:
            forms = _UNITS[kind.unit[0][0]][self.lang]
            return f"{text}{NBSP}{plural(int(value), self.lang, forms) if value.denominator == 1 else forms[1]}"
        tops = [self._base(base, power) for base, power in kind.unit if power > 0 and base not in "0#"]
        bottoms = [self._base(base, -power) for base, power in kind.unit if power < 0]
        unit = "·".join(tops) + ("/" + "·".join(bottoms) if bottoms else "")
        return f"{text}{NBSP}{unit}" if unit else text

    def _base(self, base: str, power: int) -> str:
        word = {"money": self.currency, "m2": self.pick("м²", "m²"), **{key: forms[self.lang][2] for key, forms in _UNITS.items()}}.get(
            base, base
        )
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
        return "" if mark == "verified" else f"⚠{NBSP}{self.word('unverified')}: {self.word(mark)}"

    def gap(self, reason: str) -> str:
        """Why the law itself does not answer, from the words after `law: `."""
        if reason in _GAPS:
            return _GAPS[reason][self.lang]
        if reason in self.law.parameters or reason in self.law.rules:
            label = lower(self.label(reason))
            return self.pick(f"у записаному тут законі немає: {label}", f"the law as recorded here lacks: {label}")
        return side(reason, self.lang)


# places in a rule ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _At:
    """Where an expression stands: rule, entity, day, and the member of a loop."""

    rule: Rule
    entity: int
    day: date
    member: int | None = None


class _Teller:
    """Tells the steps of one reference evaluation. subject: place of the entity whose right it is; brief: its name goes without saying."""

    def __init__(self, reference: Reference, lang: Lang, subject: int) -> None:
        self.reference, self.law, self.lang, self.subject = reference, reference.law, lang, subject
        self.say = Speaker(reference.law, lang)
        self.told: set[tuple[str, int, date]] = set()
        self.brief = False

    # values

    def eval(self, expr: Expr, at: _At) -> Any:
        return self.reference.eval(expr, at.rule, at.entity, at.day, at.member)

    def who(self, entity: int) -> str:
        return "" if entity == HOUSEHOLD else self.reference.members[entity].id

    def with_who(self, label: str, entity: int) -> str:
        who = self.who(entity)
        return titled(label, "" if self.brief and entity == self.subject else who)

    def below(self, expr: Expr, at: _At) -> Step | None:
        """The step behind a `name`, `member` or `link`."""
        if expr.value in ("month", "day"):
            return None
        if expr.op == "link":
            place = self.eval(expr.args[0], at)
            return None if place is None or isinstance(place, Unknown) else self.reference.step(expr.value, place, at.day)
        place = at.entity if expr.op == "name" else at.member
        return None if place is None else self.reference.step(expr.value, place, at.day)

    def body(self, step: Step) -> tuple[Expr, Expr | None, _At] | None:
        """(body of a rule's step, condition of the exception that gave it, place); None for what has no body."""
        if step.kind != "rule" or step.rule is None or step.rule.body is None:
            return None
        at = _At(step.rule, step.entity, step.day)
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
            if isinstance(self.eval(split_exception(other.body)[0], _At(other, step.entity, step.day)), Unknown):
                found.append(other)
        return found

    # types of expressions

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

    def spoken(self, expr: Expr, at: _At, beside: Expr | None = None) -> str:
        """Value of an expression. beside: what it is compared or added with, for a literal's unit."""
        kind = self.kind(expr)
        name = self.source_name(expr)
        if expr.op == "const" and beside is not None:
            kind, name = self.kind(beside) or kind, self.source_name(beside)
        if expr.op == "mul" and kind is not None and not kind.unit:
            name = next((self.source_name(arg) for arg in expr.args if self.say.is_ratio(self.source_name(arg))), "")
        return self.say.value(self.eval(expr, at), kind or NUMBER, name, self.reference.members)

    # formulas

    def noun(self, expr: Expr, at: _At) -> str:
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

    def formula(self, expr: Expr, at: _At, beside: Expr | None = None, outer: int = 0) -> str:
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

    def window(self, expr: Expr, at: _At) -> str:
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

    def calendar(self, expr: Expr, at: _At) -> str:
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

    def aggregate(self, expr: Expr, at: _At) -> str:
        """Members and what each of them brings."""
        kind, say = expr.value, self.say
        listed: list[str] = []
        for place in range(len(self.reference.members)):
            inner = _At(at.rule, at.entity, at.day, place)
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

    # conditions

    def statement(self, expr: Expr, at: _At) -> str:
        """A condition without `and`, `or`, `not`, told the way it turned out."""
        say, outcome = self.say, self.eval(expr, at)
        if expr.op in _COMPARE:
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

    def quantified(self, expr: Expr, at: _At, outcome: Any) -> str:
        """`any` or `all` over members."""
        say, wanted = self.say, self.plain(expr.args[0])
        group = self.plain(expr.args[1])
        among = say.pick(f" серед тих, для кого «{group}»", f" among those with “{group}”") if group else ""
        decisive: list[str] = []
        for place in range(len(self.reference.members)):
            there = _At(at.rule, at.entity, at.day, place)
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

    def comparison(self, expr: Expr, at: _At, outcome: Any) -> str:
        """Left: its value — less than the right value (what that is)."""
        say, op = self.say, expr.op
        left, right = expr.args
        if left.op == "const" and right.op != "const":
            left, right, op = right, left, _SWAPPED[op]
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
        words = (_COMPARE_DAYS if kind.kind in ("date", "month") else _COMPARE)[op][self.lang]
        if isinstance(outcome, Unknown):
            asked = (_COMPARE_DAYS if kind.kind in ("date", "month") else _COMPARE)[op][self.lang]
            known = f" ({lower(there)})" if there else ""
            return f"{label}: {first}; {say.pick('важить, чи', 'what matters: is it')} {asked} {second}{known}?"
        if zero:
            return f"{label}: {first}"
        if op == "eq":
            same = say.pick("стільки ж, скільки", "the same as")
            return f"{label}: {first} — {same} {lower(there)}" if there else f"{label}: {first}"
        return f"{label}: {first} — {words} {second}" + (f" ({lower(there)})" if there else "")

    def conditions(self, expr: Expr, at: _At) -> list[Condition]:
        """The parts of a condition that decided it, at this rule's own level."""
        outcome = self.eval(expr, at)
        return [Condition(text, answer) for text, answer in self._parts(expr, at, outcome) if text]

    def _parts(self, expr: Expr, at: _At, outcome: Any) -> Iterator[tuple[str, Literal["yes", "no", "unknown"]]]:
        if expr.op == "not":
            yield from self._parts(expr.args[0], at, self.eval(expr.args[0], at))
        elif expr.op in ("and", "or"):
            for arg in self._deciding(expr, at, outcome):
                yield from self._parts(arg, at, self.eval(arg, at))
        else:
            yield self.statement(expr, at), "unknown" if isinstance(outcome, Unknown) else "yes" if outcome else "no"

    def _deciding(self, expr: Expr, at: _At, outcome: Any) -> list[Expr]:
        """Operands of `and` or `or` that made it what it is; never one the evaluator did not reach."""
        if isinstance(outcome, Unknown):
            return [arg for arg in expr.args if isinstance(self.eval(arg, at), Unknown)]
        if outcome is (expr.op == "and"):
            return list(expr.args)
        for arg in expr.args:
            if self.eval(arg, at) is outcome:
                return [arg]
        return []

    def branches(self, expr: Expr, at: _At) -> tuple[list[Condition], Expr]:
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

    # why not

    def why(self, expr: Expr, at: _At) -> list[str]:
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

    def gives_nothing(self, expr: Expr, at: _At) -> bool:
        """Whether a branch that was not taken would have given 0 as well."""
        try:
            return bool(self.eval(expr, at) == 0)
        except LawConflict:
            return False

    def why_nothing(self, expr: Expr, at: _At, strict: bool) -> list[str]:
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
            places = [_At(at.rule, at.entity, at.day, place) for place in range(len(self.reference.members))]
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

    # the tree

    def figure(self, step: Step) -> Figure:
        """A parameter's step."""
        parameter, dated = self.law.parameters[step.name], step.dated
        value = self.say.word("unknown") if dated is None or dated.value is None else self.figure_value(step.name, dated)
        note = side(dated.note, self.lang) if dated else ""
        mark = "missing" if dated is None else dated.mark
        return Figure(
            step.name, parameter.label[self.lang], value, dated.since if dated else None, mark,
            dated.cite if dated else "", side(dated.source, self.lang) if dated else "", note,
        )  # fmt: skip

    def figure_value(self, name: str, dated: Dated) -> str:
        """A number, or the rows of a table, or the brackets of a scale."""
        say, parameter, kind, value = self.say, self.law.parameters[name], self.law.types[name], dated.value
        number = Type("number", kind.unit)
        if isinstance(value, tuple):
            of = Type("number", kind.of)
            parts = [
                (say.pick("понад ", "above ") if b.above else say.pick("від ", "from "))
                + f"{say.number(b.threshold, of)} — {say.number(b.value, number, parameter.unit == 'ratio')}"
                for b in value
            ]
            return "; ".join(parts)
        if isinstance(value, Fraction | date):
            return say.value(value, kind, name)
        assert value is not None
        rows = [
            f"{say.choice(key, parameter.by)}: {say.word('unknown') if row is None else say.number(row, number, parameter.unit == 'ratio')}"
            for key, row in value.items()
        ]
        return "; ".join(rows)

    def facts(self, steps: Iterable[Step]) -> tuple[Fact, ...]:
        """Inputs that were read; the months of a window together."""
        grouped: dict[tuple[str, int], dict[date, Step]] = {}
        for step in steps:
            grouped.setdefault((step.name, step.entity), {})[step.day] = step
        return tuple(self.fact(name, entity, [days[day] for day in sorted(days)]) for (name, entity), days in grouped.items())

    def fact(self, name: str, entity: int, steps: list[Step]) -> Fact:
        item, say = self.law.inputs[name], self.say
        missing = any(isinstance(step.value, Unknown) for step in steps)
        if item.source == "incomes":
            value = "; ".join(self.runs(name, steps))
        else:
            value = "; ".join(dict.fromkeys(say.named(name, step.value, self.reference.members) for step in steps))
        if (
            item.source == "claims"
            and not missing
            and self.reference.claim(self.law.guarantees[item.guarantee], self.reference.entity(entity)) is None
        ):
            value += say.pick(" (якщо подати заяву тепер)", " (if claimed now)")
        return Fact(name, say.label(name), self.who(entity), value, missing)

    def runs(self, name: str, steps: list[Step]) -> list[str]:
        """Monthly amounts, equal ones in a row together."""
        runs: list[list[Any]] = []
        for step in steps:
            month = dates.month_index(step.day)
            same = (
                runs
                and runs[-1][1] == month - 1
                and (runs[-1][2] == step.value or (isinstance(runs[-1][2], Unknown) and isinstance(step.value, Unknown)))
            )
            if same:
                runs[-1][1] = month
            else:
                runs.append([month, month, step.value])
        texts = []
        for first, last, value in runs:
            spoken = self.say.named(name, value)
            monthly = first != last and not isinstance(value, Unknown) and self.say.pick(" щомісяця", " a month")
            texts.append(f"{speak_months(first, last, self.lang)} — {spoken}{monthly or ''}")
        return texts

    def node(self, step: Step) -> Node:
        """The tree below a rule."""
        say, rule = self.say, step.rule
        key = (step.name, step.entity, step.day)
        label = rule.label[self.lang] if rule is not None and rule.label else say.label(step.name)
        value = say.named(step.name, step.value, self.reference.members)
        if rule is not None and rule.exception_to:
            label = f"{say.label(step.name)} ({say.pick('виняток', 'exception')}: {lower(label)})"
        inside = self.body(step)
        repeated = key in self.told and inside is not None
        self.told.add(key)
        conditions: list[Condition] = []
        formula = ""
        if inside is not None and not repeated:
            body, condition, at = inside
            if condition is not None:
                conditions += self.conditions(condition, at)
            more, last = self.branches(body, at)
            conditions += more
            if last.op == "if" or (last.op in ("name", "const") and self.kind(last) != BOOL):
                formula = ""
            elif self.kind(last) == BOOL:
                conditions += self.conditions(last, at)
            else:
                formula = self.formula(last, at)
        for other in self.doubtful_exceptions(step) if not repeated else ():
            conditions.append(
                Condition(
                    say.pick("Виняток, про який невідомо: ", "An exception of which it is unknown: ") + lower(other.label[self.lang]),
                    "unknown",
                )
            )
        steps = {} if repeated else {(s.name, s.entity, s.day): s for s in step.steps}
        figures = {s.name: s for s in steps.values() if s.kind == "parameter"}
        children = tuple(self.node(s) for s in steps.values() if s.kind in ("rule", "gap"))
        note = ""
        cite = ""
        if rule is not None:
            note = rule.note.get(self.lang, "") if rule.note else ""
            cite = rule.cite or side(rule.missing, self.lang)
        return Node(
            step.name, label, self.who(step.entity), value, step.kind, cite, rule.since if rule else None, rule.until if rule else None,
            "missing" if rule is None or rule.state == "not_implemented" else rule.mark, side(rule.source, self.lang) if rule else "", note,
            tuple(c for c in dict.fromkeys(conditions) if c.text in distinct(d.text for d in conditions)), formula,
            tuple(self.figure(s) for s in figures.values()),
            self.facts(s for s in steps.values() if s.kind == "input"), children, repeated,
        )  # fmt: skip

    # what is missing, what is doubtful

    def missing(self, names: Sequence[str], roots: Sequence[Step]) -> tuple[Missing, ...]:
        """What would settle a right, person by person."""
        say = self.say
        holes: dict[str, dict[int, list[Step]]] = {}
        for step in walk(roots):
            if step.kind == "input" and isinstance(step.value, Unknown):
                holes.setdefault(step.name, {}).setdefault(step.entity, []).append(step)
        found: list[Missing] = []
        for name in names:
            if name.startswith("law: "):
                found.append(Missing(name, "", say.gap(name[5:])[:1].upper() + say.gap(name[5:])[1:], False))
                continue
            item, label = self.law.inputs[name], say.label(name)
            for entity, steps in (holes.get(name) or {self.subject: []}).items():
                text = self.with_who(label, entity)
                if item.source == "incomes" and steps:
                    months = sorted({dates.month_index(step.day) for step in steps})
                    spans: list[list[int]] = []
                    for month in months:
                        if spans and spans[-1][1] == month - 1:
                            spans[-1][1] = month
                        else:
                            spans.append([month, month])
                    text += ": " + ", ".join(speak_months(first, last, self.lang) for first, last in spans)
                found.append(Missing(name, self.who(entity), f"{text} — {self.paper(item)}", True))
        return tuple(found)

    def paper(self, item: Input) -> str:
        """What could settle a fact."""
        if item.source == "incomes":
            return self.say.pick(
                "потрібна довідка про доходи або відомість, що доходів не було",
                "a statement of income is needed, or a record that there was none",
            )
        if item.name in ("birth_date", "death_date"):
            return self.say.pick("потрібне свідоцтво або паспорт", "a certificate or an identity document is needed")
        return self.say.pick("потрібен документ або запис, який це підтверджує", "a document or a record that confirms it is needed")

    def doubts(self, roots: Sequence[Step], right: Right) -> tuple[Doubt, ...]:
        """Unverified figures and provisions on the way taken, each once."""
        say, found = self.say, dict[tuple[str, str, Any], Doubt]()
        for step in walk(roots):
            if step.kind == "parameter":
                figure = self.figure(step)
                if figure.mark == "verified":
                    continue
                since = (
                    say.pick(f" (з {speak_day(figure.since, 'uk')})", f" (from {speak_day(figure.since, 'en')})") if figure.since else ""
                )
                text = f"{figure.label}: {figure.value}{since} — {say.word(figure.mark)}" + (
                    f". {_sentence(figure.note)}" if figure.note else ""
                )
                found.setdefault(("figure", step.name, figure.since), Doubt("figure", step.name, figure.label, figure.mark, text))
            for rule in ([step.rule] if step.rule is not None else []) + self.doubtful_exceptions(step):
                absent = rule.state == "not_implemented"
                mark = "missing" if absent else rule.mark
                if mark == "verified":
                    continue
                label = (rule.label or {}).get(self.lang) or say.label(step.name)
                note = side(rule.missing, self.lang) if absent else rule.note.get(self.lang, "") if rule.note else ""
                text = f"{label} — {say.word(mark)}" + (f". {_sentence(note)}" if note else "")
                found.setdefault(("rule", step.name, rule.where), Doubt("rule", step.name, label, mark, text))
            if step.kind == "gap" and step.rule is None:
                label = say.label(step.name)
                found.setdefault(("rule", step.name, None), Doubt("rule", step.name, label, "missing", f"{label} — {say.word('missing')}"))
        guarantee = right.guarantee
        if guarantee.mark != "verified" and right.state in ("due", "claimable") and guarantee.access == "claim":
            label = say.pick("Порядок і строки заяви", "How and when to claim")
            found["procedure", guarantee.code, None] = Doubt(
                "procedure", guarantee.code, label, guarantee.mark, f"{label} — {say.word(guarantee.mark)}"
            )
        return tuple(found.values())


def _sentence(text: str) -> str:
    """A note with a capital first letter and one full stop."""
    return (text[:1].upper() + text[1:]).rstrip(".") + "."


def walk(roots: Sequence[Step]) -> Iterator[Step]:
    """Every step below some steps, each once, in order of first use."""
    seen: set[int] = set()
    pending = list(reversed(roots))
    while pending:
        step = pending.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        yield step
        pending.extend(reversed(step.steps))


# the explanation -----------------------------------------------------------------------------------------------------------

_STATES: Final = {
    "due": {"uk": "належить", "en": "due"},
    "claimable": {"uk": "можна отримати за заявою", "en": "claimable"},
    "unknown": {"uk": "невідомо", "en": "unknown"},
    "not_due": {"uk": "не належить", "en": "not due"},
}


def explain(reference: Reference, code: str, entity: int, lang: Lang) -> Explanation:
    """Why a guarantee is due, claimable, not due or unknown for a member (its place) or the HOUSEHOLD.

    Raises zhyto.law.reference.LawConflict where rules contradict each other.
    """
    right = reference.right(code, entity)
    guarantee = right.guarantee
    teller = _Teller(reference, lang, entity)
    say = teller.say
    roots = [right.step]
    if guarantee.claim_until and guarantee.right == "event" and guarantee.access == "claim" and right.step.value != 0 and reference.members:
        roots.append(reference.step(guarantee.claim_until, entity, dates.first_day(reference.month)))
    month = speak_month(reference.month, lang)
    value = say.named(code, right.step.value, reference.members)
    headline, notes = _headline(teller, right, month, value)
    return Explanation(
        lang=lang, code=code, label=guarantee.label[lang], summary=guarantee.summary[lang].strip(), entity=entity, who=teller.who(entity),
        month=dates.format_month(reference.month), state=right.state, state_text=_STATES[right.state][lang], amount=right.amount,
        value=value,
        claim_until=right.claim_until, headline=headline, notes=notes, reasons=_reasons(teller, right),
        missing=teller.missing(right.missing, roots) if right.state == "unknown" else (),
        trees=tuple(teller.node(step) for step in roots), doubts=teller.doubts(roots, right),
    )  # fmt: skip


def _headline(teller: _Teller, right: Right, month: str, value: str) -> tuple[str, tuple[str, ...]]:
    """What holds, and what to know about the claim."""
    say, lang, guarantee, claim = teller.say, teller.lang, right.guarantee, right.claim
    notes: list[str] = []
    claimed = speak_day(claim.claimed_on, lang) if claim else ""
    if right.state == "due":
        headline = say.pick(f"Належить {value} за {month}.", f"{value} is due for {month}.")
        if right.undecided:
            notes.append(say.pick(
                f"Заяву подано {claimed}; строк для рішення ({_days(guarantee.decision_days, lang)}) минув, а рішення немає. "
                "Право на виплату є; запитайте, чому немає рішення.",
                f"The claim was made on {claimed}; the time for a decision ({_days(guarantee.decision_days, lang)}) is over "
                "and there is none. The right stands; ask why there is no decision.",
            ))  # fmt: skip
        elif claim:
            notes.append(say.pick(f"Заяву від {claimed} задоволено.", f"The claim of {claimed} was granted."))
        elif guarantee.access == "automatic":
            notes.append(say.pick("Виплачують без заяви.", "It is paid without a claim."))
    elif right.state == "claimable":
        until = speak_day(right.claim_until, lang) if right.claim_until else ""
        headline = say.pick(f"Можна отримати {value} за {month}", f"{value} can be had for {month}")
        if claim and not right.refused:
            headline += say.pick(f": заяву від {claimed} ще розглядають.", f": the claim of {claimed} is being decided.")
        elif until:
            headline += say.pick(f", якщо подати заяву до {until} включно.", f" if claimed by {until}.")
        else:
            headline += say.pick(", якщо подати заяву; строк для неї не обмежено.", " if claimed; there is no time limit.")
    elif right.state == "unknown":
        headline = say.pick(f"Чи належить за {month}, невідомо.", f"Whether it is due for {month} is unknown.")
        rule = right.step.rule
        if right.step.kind == "gap" and rule is not None:
            why = side(rule.missing, lang)
            headline = say.pick(
                f"За {month} ми ще не можемо цього порахувати: цього закону тут не записано.",
                f"For {month} this cannot be computed yet: that law is not recorded here.",
            )
            notes += [say.pick(f"Бракує: {why}.", f"Missing: {why}.")] if why else []
        elif right.step.kind == "gap":
            first = min((version.since for version in teller.law.rules[guarantee.code]), default=None)
            headline = say.pick(
                f"За {month} у нас немає запису закону, тож відповіді немає.",
                f"There is no law on record for {month}, so there is no answer.",
            )
            if first and first > right.step.day:
                notes.append(
                    say.pick(
                        f"Найдавніший запис діє з {speak_day(first, lang)}.", f"The earliest on record holds from {speak_day(first, lang)}."
                    )
                )
    else:
        headline = say.pick(f"За {month} не належить.", f"Not due for {month}.")
    if right.refused:
        notes.append(say.pick(
            f"Заяву від {claimed} відхилено, хоча за відомими фактами умови виконано. Варто перевірити, чому.",
            f"The claim of {claimed} was refused although the known facts meet the conditions. It is worth asking why.",
        ))  # fmt: skip
    if teller.reference.known is not None:
        known = speak_day(teller.reference.known, lang)
        notes.append(say.pick(f"За тим, що було відомо на {known}.", f"By what was known on {known}."))
    return headline, tuple(notes)


def _days(count: int, lang: Lang) -> str:
    return f"{count}{NBSP}{plural(count, lang, _UNITS['days'][lang])}"


def _reasons(teller: _Teller, right: Right) -> tuple[str, ...]:
    """Why a right is not due."""
    if right.state != "not_due":
        return ()
    say, step, reference = teller.say, right.step, teller.reference
    if not reference.members:
        return (say.pick("Цього місяця в домогосподарстві нікого немає.", "Nobody lives in the household in this month."),)
    if step.value == 0:
        if step.kind == "gap":
            cite = step.rule.cite if step.rule else ""
            return (
                say.pick(
                    f"Тоді такого права не було: {cite}." if cite else "Тоді такого права не було.",
                    f"There was no such right then: {cite}." if cite else "There was no such right then.",
                ),
            )
        teller.brief = True
        texts = teller.why_step_nothing(step, True) or teller.why_step_nothing(step, False)
        teller.brief = False
        return distinct(texts)
    guarantee = right.guarantee
    value = say.named(guarantee.code, step.value, reference.members)
    last = dates.last_day(reference.month)
    until = reference.value(guarantee.claim_until, right.entity) if guarantee.right == "event" and guarantee.claim_until else last
    limit = speak_day(until, teller.lang) if isinstance(until, date) else say.word("unknown")
    met = say.pick(
        f"Умови виконано (було б {value}), але заяви вчасно не було: подати її можна було до {limit}.",
        f"The conditions are met (it would be {value}), but nobody claimed in time: the last day was {limit}.",
    )
    if right.refused:
        met = say.pick(
            f"Умови виконано (було б {value}), але заяву відхилено, а подати нову можна було до {limit}.",
            f"The conditions are met (it would be {value}), but the claim was refused, and a new one was possible until {limit}.",
        )
    if isinstance(step.value, Unknown):
        met = say.pick(f"Заяви вчасно не було: подати її можна було до {limit}.", f"Nobody claimed in time: the last day was {limit}.")
    return (met,)


def explain_household(reference: Reference, lang: Lang, codes: Sequence[str] | None = None) -> list[Explanation]:
    """Every guarantee (or `codes`) of the household and its members: due (largest first), claimable, unknown, not due."""
    found: list[Explanation] = []
    for code in reference.law.guarantees if codes is None else codes:
        household = reference.law.guarantees[code].entity == "household"
        found += [explain(reference, code, entity, lang) for entity in ([HOUSEHOLD] if household else range(len(reference.members)))]
    order = ("due", "claimable", "unknown", "not_due")
    return sorted(found, key=lambda item: (order.index(item.state), -(item.amount or 0)))


# layouts -------------------------------------------------------------------------------------------------------------------

_HEADINGS: Final = {
    "why": {"uk": "Чому", "en": "Why"},
    "missing": {"uk": "Щоб відповісти, бракує", "en": "To answer, this is missing"},
    "about": {"uk": "Про що це", "en": "What this is"},
    "steps": {"uk": "Як пораховано", "en": "How it was computed"},
    "doubts": {"uk": "Не перевірено", "en": "Not verified"},
    "above": {"uk": "вище вже показано", "en": "shown above"},
    "because": {"uk": "бо", "en": "because"},
    "count": {"uk": "розрахунок", "en": "computed"},
    "figure": {"uk": "число закону", "en": "figure of the law"},
    "fact": {"uk": "факт", "en": "fact"},
    "basis": {"uk": "підстава", "en": "provision"},
    "from": {"uk": "діє з", "en": "in force from"},
    "until": {"uk": "до", "en": "until"},
    "source": {"uk": "джерело", "en": "source"},
    "note": {"uk": "примітка", "en": "note"},
}


def _check(explanation: Explanation, lang: Lang) -> dict[str, str]:
    if lang != explanation.lang:
        raise ValueError(f"an explanation told in {explanation.lang} cannot be shown in {lang}: call explain(…, {lang!r})")
    return {key: texts[lang] for key, texts in _HEADINGS.items()}


def _unverified(mark: str, lang: Lang) -> str:
    return "" if mark == "verified" else f" [⚠{NBSP}{_WORDS['unverified'][lang]}: {_WORDS[mark][lang]}]"


def _titled(node: Node) -> str:
    return titled(node.label, node.who)


def _in_force(node: Node, lang: Lang, words: dict[str, str]) -> str:
    since = f", {words['from']} {speak_day(node.since, lang)}" if node.since else ""
    return since + (f" {words['until']} {speak_day(node.until, lang)}" if node.since and node.until else "")


def _figure_text(figure: Figure, lang: Lang, words: dict[str, str]) -> str:
    since = f" ({words['from']} {speak_day(figure.since, lang)})" if figure.since else ""
    return f"{figure.label}: {figure.value}{since}{_unverified(figure.mark, lang)}"


def _fact_text(fact: Fact) -> str:
    return f"{titled(fact.label, fact.who)}: {fact.value}"


def to_text(explanation: Explanation, lang: Lang) -> str:
    """Plain text for a resident: what holds, why, what is missing, then the steps and what is not verified."""
    words = _check(explanation, lang)
    title = explanation.label + (f" ({explanation.who})" if explanation.who else "")
    lines = [title, "=" * len(title), "", explanation.headline, *explanation.notes]
    for heading, texts in (("why", explanation.reasons), ("missing", [item.text for item in explanation.missing])):
        if texts:
            lines += ["", f"{words[heading]}:", *(f"  • {text}" for text in texts)]
    lines += ["", f"{words['about']}: {explanation.summary}", "", f"{words['steps']}:"]
    shown: set[str] = set()
    for tree in explanation.trees:
        lines += _lines(tree, 1, lang, words, shown, "")
    if explanation.doubts:
        lines += ["", f"{words['doubts']}:", *(f"  ⚠ {doubt.text}" for doubt in explanation.doubts)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _headed(node: Node, lang: Lang) -> str:
    return f"{_titled(node)}: {node.value}{_unverified(node.mark, lang)}"


def _lines(node: Node, depth: int, lang: Lang, words: dict[str, str], shown: set[str], above: str) -> list[str]:
    """A node and what is below it. shown: facts and figures told already; above: citation of the node above."""
    pad = "  " * depth
    lines = [f"{pad}{_headed(node, lang)}"]
    inner = pad + "    "
    told = {condition.text for condition in node.conditions}
    lines += [f"{inner}{words['because']}: {condition.text}" for condition in node.conditions]
    lines += [f"{inner}{words['count']}: {node.formula}"] if node.formula else []
    items = [(f"{words['fact']}: ", _fact_text(fact)) for fact in node.facts]
    items += [(f"{words['figure']}: ", _figure_text(figure, lang, words)) for figure in node.figures]
    for head, text in items:
        if text not in shown and text not in told:
            lines.append(f"{inner}{head}{text}")
        shown.add(text)
    cite = f"{node.cite}{_in_force(node, lang, words)}" if node.cite else ""
    lines += [f"{inner}{words['basis']}: {cite}"] if cite and cite != above else []
    for child in node.children:
        if not child.repeated:
            lines += _lines(child, depth + 1, lang, words, shown, cite)
    again = [_titled(child) for child in node.children if child.repeated]
    return lines + ([f"{inner}{words['above']}: {'; '.join(again)}"] if again else [])


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Plain values for JSON: dates as ISO text, amounts in kopecks."""
    found = _plain(explanation)
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_html(explanation: Explanation, lang: Lang) -> str:
    """A fragment of HTML: a section with its heading (h3) and the steps as nested disclosures. No style, no script; every text escaped."""
    words = _check(explanation, lang)
    title = explanation.label + (f" ({explanation.who})" if explanation.who else "")
    parts = [f'<section class="explanation state-{escape(explanation.state)}" lang="{lang}">', f"<h3>{escape(title)}</h3>"]
    parts.append(f'<p class="headline"><strong>{escape(explanation.headline)}</strong></p>')
    parts += [f"<p>{escape(note)}</p>" for note in explanation.notes]
    for heading, texts in (("why", explanation.reasons), ("missing", [item.text for item in explanation.missing])):
        if texts:
            parts += [f"<h4>{escape(words[heading])}</h4>", _list(texts)]
    parts.append(f"<p>{escape(explanation.summary)}</p>")
    parts.append(f"<h4>{escape(words['steps'])}</h4>")
    parts += [_details(tree, lang, words, tree is explanation.trees[0]) for tree in explanation.trees]
    if explanation.doubts:
        parts += [f"<h4>{escape(words['doubts'])}</h4>", _list([f"⚠ {doubt.text}" for doubt in explanation.doubts])]
    return "\n".join([*parts, "</section>"]) + "\n"


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _details(node: Node, lang: Lang, words: dict[str, str], opened: bool = False) -> str:
    title = f"{escape(_titled(node))}: <strong>{escape(node.value)}</strong>{escape(_unverified(node.mark, lang))}"
    if node.repeated:
        return f'<p class="repeated">{title} ({escape(words["above"])})</p>'
    items = [f"{words['because']}: {condition.text}" for condition in node.conditions]
    items += [f"{words['count']}: {node.formula}"] if node.formula else []
    items += [f"{words['fact']}: {_fact_text(fact)}" for fact in node.facts]
    for figure in node.figures:
        source = f"; {words['source']}: {figure.source}" if figure.source else ""
        items.append(f"{words['figure']}: {_figure_text(figure, lang, words)}; {figure.cite}{source}")
    if node.cite:
        source = f"; {words['source']}: {node.source}" if node.source else ""
        items.append(f"{words['basis']}: {node.cite}{_in_force(node, lang, words)}{source}")
    items += [f"{words['note']}: {node.note}"] if node.note else []
    below = "".join(_details(child, lang, words) for child in node.children)
    return f"<details{' open' if opened else ''}><summary>{title}</summary>{_list(items) if items else ''}{below}</details>"
