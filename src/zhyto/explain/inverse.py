"""The inverse question: which single change of fact would make a right due, and how far away its threshold is.

Only facts that were read can matter, and only those that would leave the answer open if they were not known: so each
candidate is first replaced by Unknown, and its values are searched only where that changes the answer. No NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Right, Step, Unknown
from zhyto.explain import Speaker, lower, titled, walk
from zhyto.law.declare import Input
from zhyto.law.ir import MONEY, Expr, LawConflict, Type
from zhyto.law.model import Law
from zhyto.register.record import Household, Income
from zhyto.texts.spoken import Lang, plural, speak_amount, speak_day, speak_months

Bound = Literal["exactly", "at_most", "at_least"]
Test = Callable[[int], bool]
Reach = Callable[[Input, Any], tuple[Any, Any]]
"""How far down and up a number or day is worth searching, of a fact and its value now; None: not that way."""
HAS: Final = ("due", "claimable")
_GIVEN: Final = ("sex", "role", "birth_date")
"""Facts that nobody chooses. They are told all the same: age comes by itself, and a register may be wrong."""
_LANGS: Final[tuple[Lang, ...]] = ("uk", "en")
_YEARS: Final = 130


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one fact after which a right that is not there would be there.

    guarantee, label: texts by language. entity: place of whom the right is for; place, who: whose fact it is ("" the household).
    kind: status, choice, count, amount, ratio, date, window (income of the months first…last together) or claim.
    present: value now (None: unknown); needed: the nearest value that does, in units; bound: that value exactly, or it and all
    below (above) up to where something else changes. distance: needed − present, in units or days; None where there is none.
    possible: False for what nobody chooses (sex, kinship, date of birth, a day that has passed). since: the day on which a person
    reaches the age that is needed, where that is all it takes (None where it is the birth itself that counts). state, amount: what the right would be.
    override: what to give to Reference to see it. text: the change as a clause, by language.
    """

    code: str
    guarantee: Mapping[str, str]
    entity: int
    holder: str
    name: str
    label: Mapping[str, str]
    place: int
    who: str
    kind: str
    months: tuple[int, int] | None
    present: Any
    needed: Any
    bound: Bound
    distance: Fraction | None
    possible: bool
    since: date | None
    state: str
    amount: int
    override: tuple[tuple[str, int], Any] | None
    text: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON: dates and months as ISO text, exact numbers as text, amount in kopecks."""
        return {
            "guarantee": self.code,
            "entity": self.holder,
            "fact": self.name,
            "label": dict(self.label),
            "who": self.who,
            "kind": self.kind,
            "months": [dates.format_month(month) for month in self.months] if self.months else None,
            "present": _plain(self.present),
            "needed": _plain(self.needed),
            "bound": self.bound,
            "distance": _plain(self.distance),
            "possible": self.possible,
            "since": _plain(self.since),
            "state": self.state,
            "amount": self.amount,
            "text": dict(self.text),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction) else value


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact that was read: of whom, its value now, and the months of the window it was read in."""

    item: Input
    place: int
    present: Any
    months: tuple[int, int] | None = None

    @property
    def key(self) -> tuple[str, int]:
        return (f"total {self.item.name}" if self.months else self.item.name, self.place)


def _roots(reference: Reference, right: Right) -> list[Step]:
    until = right.guarantee.window
    return [right.step, *([reference.step(until, right.entity, dates.first_day(reference.month))] if right.guarantee.windowed else [])]


def _readings(expr: Expr, windows: set[str], plain: set[str]) -> None:
    """Names read over months, and names read otherwise, in an expression."""
    if expr.op in ("total", "average"):
        windows.add(expr.args[0].value)
    elif expr.op in ("name", "member", "link"):
        plain.add(expr.value)
    for arg in expr.args[1:] if expr.op in ("total", "average") else expr.args:
        _readings(arg, windows, plain)


def _facts(reference: Reference, right: Right) -> list[_Fact]:
    """Facts read for a right, in order of first use; claims and deaths left out."""
    law = reference.law
    windows: set[str] = set()
    plain: set[str] = set()
    read: dict[tuple[str, int], dict[date, Any]] = {}
    for step in walk(_roots(reference, right)):
        if step.kind == "input":
            read.setdefault((step.name, step.entity), {})[step.day] = step.value
        elif step.kind == "rule" and step.rule is not None:
            for rule in (step.rule, *law.exceptions.get(step.name, ()), *law.rules[step.name]):
                if rule.body is not None and rule.holds(step.day):
                    _readings(rule.body, windows, plain)
    found: list[_Fact] = []
    first = dates.first_day(reference.month)
    for (name, place), values in read.items():
        item = law.inputs[name]
        if item.source == "claims" or name in ("death_date", "died"):
            continue
        if name in windows:
            months = sorted(dates.month_index(day) for day in values)
            # One total cannot stand for windows apart, or for a month that counts by itself: nothing is claimed about these.
            if months == list(range(months[0], months[-1] + 1)) and name not in plain:
                missing = any(isinstance(value, Unknown) for value in values.values())
                found.append(_Fact(item, place, None if missing else sum(values.values(), Fraction(0)), (months[0], months[-1])))
            continue
        if item.source == "incomes" and len(values) > 1:
            continue
        value = values.get(first, next(iter(values.values())))
        found.append(_Fact(item, place, None if isinstance(value, Unknown) else value))
    return found


def _figures(reference: Reference, right: Right) -> list[Fraction]:
    """Numbers of the law that were used: thresholds lie near them."""
    return [step.value for step in walk(_roots(reference, right)) if step.kind == "parameter" and isinstance(step.value, Fraction)]


# search --------------------------------------------------------------------------------------------------------------------


def _nearest(test: Test, start: int, end: int, hints: Iterable[int]) -> int | None:
    """The value nearest to start, towards end, that passes where the one before it does not; start itself fails.

    Exact where the passing values between two probes are one stretch; probes double in distance and stop at the hints too.
    """
    sign = 1 if end > start else -1
    span = abs(end - start)
    steps = {1 << power for power in range(span.bit_length())} | {sign * (hint - start) for hint in hints} | {span}
    failed = start
    for step in sorted(step for step in steps if 0 < step <= span):
        passed = start + sign * step
        if not test(passed):
            failed = passed
            continue
        while abs(passed - failed) > 1:
            middle = (passed + failed) // 2
            passed, failed = (middle, failed) if test(middle) else (passed, middle)
        return passed
    return None


class _Search:
    """Tries values in place of one fact at a time."""

    def __init__(self, reference: Reference, code: str, entity: int) -> None:
        self.law, self.household, self.code, self.entity = reference.law, reference.household, code, entity
        self.month, self.known, self.reference = reference.month, reference.known, reference
        self.right = self.reference.right(code, entity)
        self.hints = _figures(self.reference, self.right)

    def with_value(self, key: tuple[str, int], value: Any) -> Right | None:
        """The right with another value of a fact; None where the law contradicts itself there."""
        try:
            return Reference(self.law, self.household, self.month, self.known, {key: value}).right(self.code, self.entity)
        except LawConflict:
            return None

    def passes(self, key: tuple[str, int], value: Any) -> bool:
        right = self.with_value(key, value)
        return right is not None and right.state in HAS

    def could_help(self, fact: _Fact) -> bool:
        """Whether any value of a fact could bring the right about: without the fact, the answer must be open."""
        right = self.with_value(fact.key, Unknown(frozenset([fact.item.name])))
        return right is None or right.state != "not_due"

    def values(self, fact: _Fact, reach: Reach | None = None) -> list[tuple[Any, Bound]]:
        """Values of a fact that bring the right about: each other value of a status or choice, the nearest number or day each way."""
        item = fact.item
        if item.type == "status":
            return [(value, "exactly") for value in (True, False) if value is not fact.present and self.passes(fact.key, value)]
        if item.type == "choice":
            names = [*item.values, *(["none"] if item.absence == "no" else [])]
            return [(name, "exactly") for name in names if name != fact.present and self.passes(fact.key, name)]
        return self.numbers(fact, reach)

    def numbers(self, fact: _Fact, reach: Reach | None = None) -> list[tuple[Any, Bound]]:
        """The nearest number or day below and above. An unknown one: how far the values from an end of the range reach.

        reach: search no further than this; where the value at its end does not do, nothing nearer is looked for.
        """
        item, low, high = fact.item, *self.range(fact)
        scale = item.scale
        of_day = item.type == "date"

        def value(stored: int) -> Any:
            return dates.day_of(stored) if of_day else Fraction(stored, scale)

        def test(stored: int) -> bool:
            return self.passes(fact.key, value(stored))

        months = fact.months[1] - fact.months[0] + 1 if fact.months else 1
        hints = (
            []
            if of_day
            else [n for f in self.hints for n in (floor(f * scale * months), ceil(f * scale * months) + 1, floor(f * scale * months) - 1)]
        )
        if of_day:
            anchors = [dates.first_day(self.month), dates.last_day(self.month)]
            hints = [dates.day_number(dates.add_months(day, -12 * int(f))) for day in anchors for f in self.hints if 0 < f <= _YEARS]
        if fact.present is None:
            return self.ends(test, low, high, hints, value)
        present = dates.day_number(fact.present) if of_day else int(fact.present * scale)
        if reach is not None:
            near_low, near_high = reach(item, fact.present)
            low = present if near_low is None else max(low, dates.day_number(near_low) if of_day else ceil(near_low * scale))
            high = present if near_high is None else min(high, dates.day_number(near_high) if of_day else floor(near_high * scale))
        found: list[tuple[Any, Bound]] = []
        for end, bound in ((low, "at_most"), (high, "at_least")):
            if item.name == "birth_date" and bound == "at_least":
                continue
            if ((end < present) if bound == "at_most" else (end > present)) and (reach is None or test(end)):
                nearest = _nearest(test, present, end, hints)
                if nearest is not None:
                    found.append((value(nearest), bound))  # type: ignore[arg-type]
        return found

    @staticmethod
    def ends(test: Test, low: int, high: int, hints: list[int], value: Callable[[int], Any]) -> list[tuple[Any, Bound]]:
        """For an unknown number: the largest that does, counted from the lower end, or the smallest from the upper."""
        for start, end, bound in ((low, high, "at_most"), (high, low, "at_least")):
            if test(start):
                beyond = _nearest(lambda stored: not test(stored), start, end, hints)
                edge = end if beyond is None else beyond - 1 if bound == "at_most" else beyond + 1
                return [(value(edge), bound)]  # type: ignore[list-item]
        return []

    def range(self, fact: _Fact) -> tuple[int, int]:
        """Bounds of the stored integer of a fact."""
        item = fact.item
        if item.type == "date":
            on = dates.last_day(self.month)
            late = on if item.name == "birth_date" else dates.add_months(on, 12 * _YEARS)
            return dates.day_number(dates.add_months(on, -12 * _YEARS)), dates.day_number(late)
        months = fact.months[1] - fact.months[0] + 1 if fact.months else 1
        return item.low * months, item.high * months


# answers -------------------------------------------------------------------------------------------------------------------


def single_changes(law: Law, household: Household, month: int, code: str, entity: int, known: date | None = None) -> list[Change]:
    """Each single change of a fact after which a guarantee would be due or claimable; [] where it is due.

    A claimable right needs only the claim. entity: place of the member, or HOUSEHOLD. Nearest first among numbers; what nobody
    chooses comes last. Not searched: combinations of changes, other people in the household, a later birth (age does not go back),
    and incomes that count in several ways at once.
    """
    search = _Search(Reference(law, household, month, known), code, entity)
    right = search.right
    if right.state == "due" or not search.reference.members:
        return []
    claim = _claim(search)
    if right.state == "claimable":
        return claim
    return _sorted([*claim, *_changes(search, _facts(search.reference, right))])


def near_changes(reference: Reference, code: str, entity: int, wanted: Callable[[Input, Any], bool], reach: Reach) -> list[Change]:
    """The same as `single_changes`, for a right that is not due, of wanted facts only (given with their values now), and within reach.

    Cheap where they cannot matter: all of them are first taken as unknown together, and nothing is searched where even that leaves the
    right closed. Of incomes that several members have, the largest stands for all: less of one is as good as less of another.
    """
    right = reference.right(code, entity)
    if right.state != "not_due" or not reference.members:
        return []
    search = _Search(reference, code, entity)
    if right.step.value != 0:
        return _claim(search)
    facts = [fact for fact in _facts(reference, right) if fact.present is not None and wanted(fact.item, fact.present)]
    if not facts:
        return []
    largest: dict[str, _Fact] = {}
    for fact in facts:
        if fact.months and entity == HOUSEHOLD and (fact.item.name not in largest or fact.present > largest[fact.item.name].present):
            largest[fact.item.name] = fact
    overrides = {fact.key: Unknown(frozenset([fact.item.name])) for fact in facts}
    try:
        opened = Reference(reference.law, reference.household, reference.month, reference.known, overrides).right(code, entity)
    except LawConflict:
        return []
    if opened.state == "not_due":
        return []
    return _sorted(_changes(search, [fact for fact in facts if largest.get(fact.item.name, fact) is fact], reach))


def _changes(search: _Search, facts: Iterable[_Fact], reach: Reach | None = None) -> list[Change]:
    found = []
    for fact in facts:
        if not search.could_help(fact):
            continue
        for value, bound in search.values(fact, reach):
            made = search.with_value(fact.key, value)
            if made is not None and made.amount is not None:
                found.append(_change(search, fact, value, bound, made))
    return found


def _sorted(found: list[Change]) -> list[Change]:
    """Nearest first among numbers; what nobody chooses comes last."""
    order = ("claim", "window", "amount", "count", "ratio", "date", "status", "choice")
    return sorted(found, key=lambda change: (not change.possible, order.index(change.kind), abs(change.distance or 0)))


def _claim(search: _Search) -> list[Change]:
    """The claim itself, where nothing else is missing, or where it was missed."""
    right, reference, guarantee = search.right, search.reference, search.right.guarantee
    amount = right.amount
    if guarantee.access != "claim" or right.step.value == 0 or isinstance(right.step.value, Unknown) or right.state == "unknown":
        return []
    if right.state == "claimable" and right.claim is not None and not right.refused:
        return []
    until: Any = right.claim_until
    if right.state == "not_due":
        until = reference.last_day_to_claim(guarantee, right.entity)
        amount = int(Fraction(right.step.value) * 100)
        if isinstance(until, Unknown):
            return []
    possible = right.state == "claimable"
    text: dict[str, str] = {}
    for lang in _LANGS:
        say = Speaker(search.law, lang)
        day = speak_day(until, lang) if until else ""
        if possible:
            text[lang] = say.pick("подати заяву" + (f" до {day} включно" if day else ""), "make a claim" + (f" by {day}" if day else ""))
        else:
            text[lang] = say.pick(
                f"якби заяву подали до {day} включно (цей день минув)", f"if it had been claimed by {day} (that day has passed)"
            )
    label = {"uk": "Заява", "en": "Claim"}
    holder = _who(search, right.entity)
    return [
        Change(
            search.code, guarantee.label, search.entity, holder, "claim", label, right.entity, holder, "claim", None, None, until,
            "at_most",
            None,
            possible, None, "due", amount or 0, None, text,
        )
    ]  # fmt: skip


def _who(search: _Search, place: int) -> str:
    return search.household.entity.id if place == HOUSEHOLD else search.reference.members[place].id


def _change(search: _Search, fact: _Fact, value: Any, bound: Bound, made: Right) -> Change:
    item = fact.item
    distance: Fraction | None = None
    if fact.present is not None and isinstance(value, date):
        distance = Fraction((value - fact.present).days)
    elif fact.present is not None and isinstance(value, Fraction):
        distance = value - fact.present
    who = "" if fact.place == HOUSEHOLD else _who(search, fact.place)
    since = None
    if item.name == "birth_date" and fact.present is not None and _is_age(search, fact, value):
        since = dates.add_months(fact.present, dates.months_between(value, dates.last_day(search.month)))
    text: dict[str, str] = {lang: _clause(search, fact, value, bound, distance, since, who, lang) for lang in _LANGS}
    return Change(
        search.code, search.right.guarantee.label, search.entity, _who(search, search.entity), item.name, item.label, fact.place, who,
        "window" if fact.months else item.type, fact.months, fact.present, value, bound, distance, item.name not in _GIVEN, since,
        made.state,
        made.amount or 0, (fact.key, value), text,
    )  # fmt: skip


def _is_age(search: _Search, fact: _Fact, value: date) -> bool:
    """Whether a birth by `value` is asked for as an age, which time brings, or as the birth itself (those born before a war), which it never does.

    An age asks for a birth a month later when asked a month later; a month ago it asked for one a month earlier, and nothing later would have done.
    """
    member = search.reference.members[fact.place].id
    holder = "" if search.entity == HOUSEHOLD else search.reference.members[search.entity].id

    def passed(birth: date, later: int) -> bool:
        household = prolonged(search.household, search.month, later)
        there = Reference(search.law, household, search.month + later, search.known)
        of, whose = HOUSEHOLD if not holder else _place(there, holder), _place(there, member)
        if of is None or whose is None:
            return False
        try:
            right = Reference(search.law, household, there.month, search.known, {(fact.item.name, whose): birth}).right(search.code, of)
        except LawConflict:
            return False
        return right.state in HAS

    return passed(dates.add_months(value, 1), 1) or (passed(dates.add_months(value, -1), -1) and not passed(value, -1))


def _place(reference: Reference, who: str) -> int | None:
    return next((place for place, member in enumerate(reference.members) if member.id == who), None)


def _clause(
    search: _Search, fact: _Fact, value: Any, bound: Bound, distance: Fraction | None, since: date | None, who: str, lang: Lang
) -> str:
    """`якби дохід … був не більший за … (тепер …, на … менше)`."""
    say, item = Speaker(search.law, lang), fact.item
    label = titled(item.label[lang], who)
    if fact.months:
        label += f", {speak_months(*fact.months, lang)}, {say.pick('разом', 'in all')}"

    def spoken(one: Any) -> str:
        return say.word("unknown") if one is None else say.value(one, search.law.types[item.name], item.name)

    if since is not None:
        day = speak_day(since, lang)
        return say.pick(
            f"з віком: {lower(label)} — {spoken(fact.present)}, потрібного віку буде досягнуто {day}; якби цей вік був уже тепер",
            f"with age: {lower(label)} {spoken(fact.present)}, the age needed is reached on {day}; were it so already",
        )
    now = say.pick(f"тепер {spoken(fact.present)}", f"now {spoken(fact.present)}")
    if bound == "exactly":
        return say.pick(f"якби було «{label}: {spoken(value)}» ({now})", f"if it were “{label}: {spoken(value)}” ({now})")
    if isinstance(value, date):
        what = say.pick("дата", "the date")
        words = (
            say.pick("була не пізніша, ніж", "were not later than")
            if bound == "at_most"
            else say.pick("була не раніша, ніж", "were not earlier than")
        )
    else:
        money = search.law.types[item.name] == MONEY
        what = say.pick("сума", "the amount") if money else say.pick("величина", "the number")
        words = (
            say.pick("була не більша, ніж", "were not more than")
            if bound == "at_most"
            else say.pick("була не менша, ніж", "were not less than")
        )
    gap = ""
    if distance is not None and isinstance(value, date):
        gap = "; " + _span(min(value, fact.present), max(value, fact.present), distance < 0, lang)
    elif distance is not None:
        size = _size(say, abs(distance), search.law.types[item.name])
        gap = say.pick(f"; на {size} {'менше' if distance < 0 else 'більше'}", f"; {size} {'less' if distance < 0 else 'more'}")
    return say.pick(
        f"якби {what} «{label}» {words} {spoken(value)} ({now}{gap})", f"if {what} “{label}” {words} {spoken(value)} ({now}{gap})"
    )


def _size(say: Speaker, size: Fraction, kind: Type) -> str:
    return say.number(size, kind if kind == MONEY else Type("number", kind.unit))


def _span(first: date, last: date, earlier: bool, lang: Lang) -> str:
    """The time between two days: years and months, or days where it is short."""
    months = dates.months_between(first, last)
    parts: list[str] = []
    forms = {"uk": (("рік", "роки", "років"), ("місяць", "місяці", "місяців"), ("день", "дні", "днів")),
             "en": (("year", "years"), ("month", "months"), ("day", "days"))}[lang]  # fmt: skip
    days = (last - dates.add_months(first, months)).days
    for count, words in zip((months // 12, months % 12, days), forms, strict=True):
        if count:
            parts.append(f"{count}\u00a0{plural(count, lang, words)}")
    text = " ".join(parts)
    if lang == "uk":
        return f"на {text} {'раніше' if earlier else 'пізніше'}"
    return f"{text} {'earlier' if earlier else 'later'}"


# time ----------------------------------------------------------------------------------------------------------------------


def prolonged(household: Household, month: int, ahead: int) -> Household:
    """The household with the incomes of each person's last recorded month repeated in the months to come, and lists going on to be complete."""
    people = []
    for person in household.persons:
        last = max((row.month for row in person.incomes if row.month <= month), default=None)
        if last is not None:
            recorded = {row.month for row in person.incomes}
            rows = [row for row in person.incomes if row.month == last]
            more = [Income(m, row.kind, row.amount) for m in range(last + 1, month + ahead + 1) if m not in recorded for row in rows]
            person = replace(person, incomes=(*person.incomes, *more))
        people.append(person)
    first = dates.first_day(month)
    complete = tuple(replace(one, until=None) if one.until is not None and one.until >= first else one for one in household.complete)
    return replace(household, persons=tuple(people), complete=complete)


def _outcome(state: str, amount: int, lang: Lang, currency: str) -> str:
    money = speak_amount(amount, lang, currency)
    if lang == "uk":
        return f"належало б {money}" if state == "due" else f"можна було б отримати {money} за заявою"
    return f"{money} would be due" if state == "due" else f"{money} could be had on a claim"


_REGISTERED: Final = {
    "uk": " (Цього не обирають; але якщо в реєстрі помилка, її варто виправити.)",
    "en": " (Nobody chooses this; but if the register is wrong, it is worth mending.)",
}


def to_text(changes: Sequence[Change], lang: Lang, currency: str) -> str:
    """Changes as sentences, one guarantee and person after another. currency: symbol for the amounts."""
    if not changes:
        return {"uk": "Жодна одна зміна факту нічого б не додала.\n", "en": "No single change of a fact would add anything.\n"}[lang]
    lines: list[str] = []
    head = ("", "")
    for change in changes:
        if (change.code, change.holder) != head:
            head = (change.code, change.holder)
            lines += ["", f"{titled(change.guarantee[lang], change.holder)}:"]
        fixed = "" if change.possible or change.kind == "claim" or change.since else _REGISTERED[lang]
        text = change.text[lang]
        lines.append(f"  • {text[:1].upper()}{text[1:]} — {_outcome(change.state, change.amount, lang, currency)}.{fixed}")
    return "\n".join(lines[1:]) + "\n"
