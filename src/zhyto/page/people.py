"""How the page calls the persons of a household: by what anyone can see, never by kinship nobody recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from zhyto import dates
from zhyto.law.model import FIXED_INPUTS
from zhyto.register.record import Entity
from zhyto.texts.spoken import NBSP, Lang, day_in_words, plural

_SEX: Final = next(item for item in FIXED_INPUTS if item.name == "sex")
_WORDS: Final = {
    "uk": {"female": ("дівчинка", "дівчина", "жінка"), "male": ("хлопчик", "хлопець", "чоловік"), "": ("дитина", "підліток", "людина")},
    "en": {"female": ("girl", "girl", "woman"), "male": ("boy", "boy", "man"), "": ("child", "young person", "person")},
}
_YEARS: Final = {"uk": ("рік", "роки", "років"), "en": ("", "", "")}
TEENS: Final = 13
GROWN: Final = 18


def called(persons: Sequence[Entity], on: date, lang: Lang) -> list[str]:
    """A word and the age of each person on a day: `жінка, 78 років`. Persons who would be called alike have their ids added."""
    names = [_called(person, on, lang) for person in persons]
    often = Counter(names)
    return [f"{name}, {person.id}" if often[name] > 1 else name for name, person in zip(names, persons, strict=True)]


def _called(person: Entity, on: date, lang: Lang) -> str:
    stored = next((spell.value for spell in person.facts.get("sex", ())), 0)
    words = _WORDS[lang]["" if not stored else _SEX.choice(stored)]
    if person.birth is None:
        return words[2]
    if person.birth > on:
        return "дитина, яка має народитися" if lang == "uk" else "child to be born"
    died = person.death is not None and person.death <= on
    years = dates.age(person.birth, person.death if died and person.death is not None else on)
    word = words[0 if years < TEENS else 1 if years < GROWN else 2]
    named = "немовля" if lang == "uk" else "baby"
    if years:
        named = f"{word}, {years}" + (f"{NBSP}{plural(years, lang, _YEARS[lang])}" if lang == "uk" else "")
    return f"{named}, {'смерть' if lang == 'uk' else 'died'} {day_in_words(person.death, lang)}" if died and person.death is not None else named
