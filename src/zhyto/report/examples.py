"""Worked examples for the report: one case of each guarantee, step by step, without a name, an id or a full date of a person's life."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.explain import Explanation, Node, explain, lower, titled
from zhyto.law.declare import SURE, Label
from zhyto.register.convert import household_record
from zhyto.register.record import Household
from zhyto.report.data import Example, Step
from zhyto.rights.rights import DUE, Rights
from zhyto.run import Run
from zhyto.texts.spoken import LANGS, Lang, speak_amount, speak_day

DEPTH: Final = 4
SHOWN: Final = 6
_TRIES: Final = 20
_WORDS: Final[dict[str, Label]] = {
    "person": {"uk": "особа", "en": "person"},
    "formula": {"uk": "розрахунок", "en": "computation"},
}


def examples_of(run: Run) -> tuple[Example, ...]:
    """One due case, near the median amount, of each of the guarantees that give the most."""
    found = []
    given = {right.guarantee.code: int(right.of(DUE)[1].sum()) for right in run.rights}
    largest = sorted(given, key=lambda code: -given[code])[:SHOWN]
    for right in (right for right in run.rights if right.guarantee.code in largest):
        for row in _candidates(run, right):
            example = _example(run, right, row)
            if example is not None:
                found.append(example)
                break
    return tuple(found)


def _candidates(run: Run, right: Rights) -> Iterator[int]:
    """Rows to try: within a twentieth of the median, smallest households first, then nearest amounts, then order of the register."""
    rows, amounts = right.of(DUE)
    due, amount = rows[amounts > 0].astype(np.int64), amounts[amounts > 0]
    if not len(due):
        return
    median = np.sort(amount)[len(amount) // 2]
    away = np.abs(amount - median)
    near = away * 20 <= median
    homes = run.home[due] if right.guarantee.entity == "person" else due
    size = np.diff(run.register.start)[homes]
    # One person says little of a rule for families; two or three are still read at a glance.
    order = np.lexsort((due[near], away[near], np.abs(size[near] - (2 if right.guarantee.entity == "household" else 1))))
    yield from (int(row) for row in due[near][order][:_TRIES])


def _example(run: Run, right: Rights, row: int) -> Example | None:
    """The case told in both languages; None where the household as it stands in the tables does not give the amount of the run (moves)."""
    person = right.guarantee.entity == "person"
    home = int(run.home[row]) if person else row
    record = household_record(run.register, run.law.inputs, run.law.guarantees, home)
    told: dict[str, Explanation] = {}
    ages: list[int] = []
    for lang in LANGS:
        unnamed = _unnamed(record, lang)
        reference = Reference(run.law, unnamed, run.month, run.known)
        entity = next((place for place, member in enumerate(reference.members) if member.row == row), HOUSEHOLD) if person else HOUSEHOLD
        if person and entity == HOUSEHOLD:
            return None
        told[lang] = explain(reference, right.guarantee.code, entity, lang)
        if (told[lang].state, told[lang].amount) != ("due", int(right.on(right.amounts, np.array([row]))[0])):
            return None
        first = dates.first_day(run.month)
        ages = [_age(member.birth, first) for member in reference.members if member.birth is not None]
    mask = _Masks(_Mask(record, "uk"), _Mask(record, "en"))
    tree = _step(told["uk"].trees[0], told["en"].trees[0], mask, set(), 0)
    return Example(right.guarantee.code, _title(run, right, row, ages), tree)


def _age(birth: date, day: date) -> int:
    return max(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)), 0)


def _title(run: Run, right: Rights, row: int, ages: Sequence[int]) -> Label:
    years = ", ".join(str(age) for age in ages)
    sums = {
        lang: speak_amount(int(right.on(right.amounts, np.array([row]))[0]), lang, str((run.law.pack.get("currency") or {}).get(f"symbol_{lang}", "")))
        for lang in LANGS
    }
    label = right.guarantee.label
    return {
        "uk": f"{label['uk']}, {sums['uk']} (вік тих, хто живе разом: {years})",
        "en": f"{label['en']}, {sums['en']} (ages of those who live together: {years})",
    }


def _unnamed(record: Household, lang: Lang) -> Household:
    """The household with numbers in place of ids."""
    word = _WORDS["person"][lang]
    persons = tuple(replace(person, id=f"{word} {place}") for place, person in enumerate(record.persons, 1))
    return replace(record, entity=replace(record.entity, id=""), persons=persons)


class _Mask:
    """Takes the day out of dates: those of a birth or a death, and any that is not the first of a month."""

    def __init__(self, record: Household, lang: Lang) -> None:
        self.lang = lang
        lives = {day for person in record.persons for day in (person.birth, person.death) if day is not None}
        self.told = {speak_day(day, lang) for day in lives}

    def __call__(self, text: str) -> str:
        if self.lang == "uk":
            return re.sub(r"\b(\d\d)\.(\d\d\.\d{4})\b", lambda m: m[2] if m[1] != "01" or m[0] in self.told else m[0], text)
        return re.sub(
            r"\b(\d{1,2})([ \u00a0])([A-Z][a-z]+[ \u00a0]\d{4})\b", lambda m: m[3] if m[1] != "1" or m[0] in self.told else m[0], text
        )


@dataclass(frozen=True, slots=True)
class _Masks:
    uk: _Mask
    en: _Mask


def _step(uk: Node, en: Node, mask: _Masks, shown: set[tuple[str, str, str]], depth: int) -> Step:
    """A node as a step: what decided and how it was computed, then the steps below. shown: facts and figures told already."""

    def both(text: str, other: str) -> Label:
        return {"uk": mask.uk(text), "en": mask.en(other)}

    # A condition that only says the value of a step below is left to that step.
    below = {f"{titled(child.label, child.who)}: {child.value}" for child in uk.children if not child.repeated} if depth < DEPTH else set()
    steps = [Step(both(a.text, b.text), {}) for a, b in zip(uk.conditions, en.conditions, strict=True) if a.text not in below]
    if uk.formula:
        steps.append(Step({lang: f"{_WORDS['formula'][lang]}: {text}" for lang, text in both(uk.formula, en.formula).items()}, {}))
    said = " ".join([*(condition.text for condition in uk.conditions), uk.formula])
    for fact, other in zip(uk.facts, en.facts, strict=True):
        key = (fact.name, fact.who, fact.value)
        if key not in shown and lower(fact.label) not in said and fact.label not in said:
            steps.append(Step(both(titled(fact.label, fact.who), titled(other.label, other.who)), both(fact.value, other.value)))
        shown.add(key)
    for figure, also in zip(uk.figures, en.figures, strict=True):
        key = (figure.name, "", figure.value)
        if key not in shown and lower(figure.label) not in said and figure.label not in said:
            steps.append(Step(both(figure.label, also.label), both(figure.value, also.value), figure.cite, figure.mark not in SURE))
        shown.add(key)
    if depth < DEPTH:
        pairs = zip(uk.children, en.children, strict=True)
        steps += [_step(a, b, mask, shown, depth + 1) for a, b in pairs if not a.repeated]
    return Step(
        both(titled(uk.label, uk.who), titled(en.label, en.who)), both(uk.value, en.value), uk.cite, uk.mark not in SURE, tuple(steps)
    )
