"""What a household misses by little: an amount or an age away, a paper not yet got, a claim made too late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.explain import Speaker, lower
from zhyto.explain.inverse import Change, near_changes
from zhyto.law.declare import Input
from zhyto.law.ir import MONEY
from zhyto.page.data import Miss
from zhyto.page.guide import Guide
from zhyto.texts.spoken import Lang, exact, exact_amount, period

FAR: Final = Fraction(1, 2)
"""A number further away than this part of what is needed is not missed by little."""
YEARS: Final = 3
"""An age that is reached later than this is not told: the page is about now and soon."""
_NUMBERS: Final = ("amount", "count", "ratio", "date")


def near_misses(reference: Reference, code: str, entity: int, guide: Guide, of: str, lang: Lang) -> list[Miss]:
    """The nearest single things, best first, that would open a right which is not due; [] where none is near.

    Told: amounts and numbers within reach, ages reached soon, papers a resident can get, what the household's own record puts in the
    way, a claim made too late. Not told: statuses nobody there has.
    """

    def wanted(item: Input, present: Any) -> bool:
        if item.type in _NUMBERS:
            return True
        if item.type != "status":
            return False
        return (present is False and item.name in guide.obtainable) or (present is True and item.entity == "household")

    def reach(item: Input, present: Any) -> tuple[Any, Any]:
        if item.name == "birth_date":
            return dates.add_months(present, -12 * YEARS), None
        if isinstance(present, date):
            return None, None
        # Nobody is told to earn more so as to be given more; a right for which some pension is needed is not missed by a kopeck.
        return present / (1 + FAR), None if item.source == "incomes" else present / (1 - FAR)

    found = []
    for change in near_changes(reference, code, entity, wanted, reach):
        miss = _miss(reference, change, guide, of, lang)
        if miss is not None:
            found.append((_away(change), miss))
    found.sort(key=lambda pair: pair[0])
    return [miss for _, miss in found]


def _away(change: Change) -> Fraction:
    """How far a change is, for the order: a paper and a record are nearest; numbers by what is lacking of what is needed."""
    if change.distance is None or isinstance(change.needed, date):
        return Fraction(0)
    return abs(change.distance) / max(abs(Fraction(change.needed)), Fraction(1))


def _miss(reference: Reference, change: Change, guide: Guide, of: str, lang: Lang) -> Miss | None:
    say = Speaker(reference.law, lang)
    guarantee = reference.law.guarantees[change.code]
    people = (of,) if of else ()

    def miss(kind: Any, fact: str = "", present: str = "", needed: str = "", distance: str = "", day: date | None = None) -> Miss:
        label = guarantee.label[lang]
        return Miss(change.code, label, people, kind, fact, present, needed, distance, day, change.amount, guarantee.gives)

    if change.kind == "claim":
        # A claim that was refused, or a window long past, is told by the right itself; what counts is that it was just missed.
        day = change.needed
        return miss("late", day=day) if isinstance(day, date) and _months(day, reference) <= 12 else None
    item = reference.law.inputs[change.name]
    if item.name == "birth_date":
        soon = change.since is not None and change.since <= dates.add_months(dates.last_day(reference.month), 12 * YEARS)
        if change.since is None or not soon:
            return None
        birth = change.present
        return miss("age", needed=str(dates.age(birth, change.since)), day=change.since)
    if item.type == "status":
        if change.needed is True:
            paper = guide.papers.get(item.name)
            return miss("paper", paper[lang] if paper else lower(item.label[lang]))
        return miss("obstacle", item.label[lang])
    if change.distance is None or isinstance(change.needed, date) or _away(change) > FAR:
        return None
    too_much = change.bound == "at_most"
    money = reference.law.types[item.name] == MONEY

    def spoken(value: Fraction) -> str:
        return exact_amount(int(value * 100), lang, say.currency) if money else exact(say.number(value, reference.law.types[item.name]))

    if item.source == "incomes":
        alone = change.place != HOUSEHOLD and guarantee.entity == "person"
        first, last = change.months or (reference.month, reference.month)
        fact = _income(first, last, alone, lang)
    else:
        fact = item.label[lang]
    kind = "too_much" if too_much else "too_little"
    return miss(kind, fact, spoken(Fraction(change.present)), spoken(Fraction(change.needed)), spoken(abs(change.distance)))


def _months(day: date, reference: Reference) -> int:
    return reference.month - dates.month_index(day)


def _income(first: int, last: int, alone: bool, lang: Lang) -> str:
    when = period(first, last, lang)
    if lang == "uk":
        return f"дохід {when}" if alone else f"дохід сім'ї {when}"
    return f"the income {when}" if alone else f"the family's income {when}"
