"""A lawyer's sheet: every rule version and figure a guarantee rests on, one line each, and what the lawyer wrote beside them. Values in, values out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from zhyto.explain import Speaker, provision, side
from zhyto.law.declare import SURE, Dated, Label, Parameter
from zhyto.law.graph import closure
from zhyto.law.ir import Rule, Type
from zhyto.law.link import unit_of
from zhyto.law.model import Law
from zhyto.law.sheets import number
from zhyto.lawbook.book import promise, show
from zhyto.lawbook.coverage import written
from zhyto.money import decimal
from zhyto.texts.spoken import Lang

RULES: Final[Label] = {"uk": "Норми", "en": "Rules"}
FIGURES: Final[Label] = {"uk": "Числа", "en": "Figures"}
ABOUT: Final[Label] = {"uk": "Про аркуш", "en": "About"}
VERDICTS: Final[Mapping[str, Label]] = {"right": {"uk": "правильно", "en": "right"}, "wrong": {"uk": "хибно", "en": "wrong"}}
HEADERS: Final[Mapping[str, Label]] = {
    "key": {"uk": "Код", "en": "Code"},
    "what": {"uk": "Що це", "en": "What it is"},
    "words": {"uk": "Норма словами", "en": "The rule in words"},
    "value": {"uk": "Значення", "en": "Value"},
    "since": {"uk": "Від", "en": "From"},
    "until": {"uk": "До", "en": "Until"},
    "cite": {"uk": "Акт і стаття", "en": "Act and article"},
    "source": {"uk": "Джерело", "en": "Source"},
    "mark": {"uk": "Як відомо", "en": "How it is known"},
    "note": {"uk": "Примітка", "en": "Note"},
    "verdict": {"uk": "Правильно чи хибно", "en": "Right or wrong"},
    "because": {"uk": "Бо", "en": "Because"},
    "right_value": {"uk": "Правильне значення", "en": "Right value"},
    "right_from": {"uk": "Правильно від", "en": "Right from"},
}
SHOWN: Final = {
    "rules": ("key", "what", "words", "since", "until", "cite", "source", "mark", "note"),
    "figures": ("key", "what", "value", "since", "until", "cite", "source", "mark", "note"),
}
"""Columns that the program writes, by sheet."""
ANSWERS: Final = {"rules": ("verdict", "because"), "figures": ("verdict", "because", "right_value", "right_from")}
"""Columns that the lawyer fills in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to judge.

    name: of the rule, figure or guarantee; row: of a figure's table ("": no table). cells: the columns of SHOWN, in order.
    value: of a figure, as `value_of` gives one; "" where there is none.
    """

    kind: Literal["rules", "figures"]
    name: str
    row: str
    since: date
    where: str
    mark: str
    cells: tuple[str, ...]
    value: str = ""

    @property
    def key(self) -> str:
        """The line's own code, as written in its first column."""
        return self.cells[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the lawyer wrote beside a line. value: as `zhyto.lawbook.correct.corrected` takes it, None where none was given."""

    line: Line
    right: bool
    because: str
    value: str | None = None
    since: date | None = None

    @property
    def could_be(self) -> str:
        """The mark that a confirmed line could get; a lawyer's word makes nothing known that is missing."""
        return self.line.mark if self.line.mark in (*SURE, "missing", "") else "read"


@dataclass(frozen=True, slots=True)
class Correction:
    """A right value out of a sheet, and the lines it answers. left: the day from which the wrong value stays until `since`, None: it does not stay."""

    figure: str
    since: date
    value: str
    because: str
    left: date | None = None


def lines(law: Law, code: str, lang: Lang) -> list[Line]:
    """Every line of a guarantee's sheet, rules first, in the order in which they are first used. Raises InputRefused where there is no such name."""
    page, names = show(law, code), [code, *closure(law, code)]
    found = []
    if page["kind"] == "guarantee":
        promised = law.guarantees[code]
        about = "\n".join(promise(page, lang))
        cells = (f"guarantee {code}", promised.label[lang], about, _day(promised.since), "", promised.cite, side(promised.source, lang), "", "")
        found.append(_line("rules", code, "", promised.since, promised.where, promised.mark, cells, law, lang))
    for name in names:
        for rule in (*law.rules.get(name, ()), *law.exceptions.get(name, ())):
            found.append(_rule(law, rule, lang))
    for name in names:
        if name in law.parameters:
            found += _figure(law, law.parameters[name], lang)
    return found


def _rule(law: Law, rule: Rule, lang: Lang) -> Line:
    label = rule.label.get(lang) or law.label(rule.name, lang)
    ground = rule.cite, side(rule.source, lang), "", rule.note.get(lang, "")
    cells = (f"{rule.name} {rule.since}", label, provision(law, rule, lang), _day(rule.since), _day(rule.until), *ground)
    return _line("rules", rule.name, "", rule.since, rule.where, "" if rule.state == "not_implemented" else rule.mark, cells, law, lang)


def _figure(law: Law, item: Parameter, lang: Lang) -> Iterator[Line]:
    ends = [one.since - timedelta(days=1) for one in item.values[1:]]
    for dated, end in zip(item.values, [*ends, None], strict=True):
        rows = list(dated.value) if isinstance(dated.value, Mapping) else [""]
        for row in rows:
            own = f"{item.name}[{row}]" if row else item.name
            # A correction of one day is told apart by the day it was published.
            key = f"{own} {dated.since}" + (f" ({dated.known})" if dated.known != dated.since else "")
            say = Speaker(law, lang)
            what = item.label[lang] + (f" — {say.choice(row, item.by)}" if row else "")
            ground = dated.cite, side(dated.source, lang), "", side(dated.note, lang)
            cells = (key, what, spoken(law, item, dated, row, lang), _day(dated.since), _day(end), *ground)
            value = dated.value[row] if row and isinstance(dated.value, Mapping) else dated.value
            plain = decimal(value) if isinstance(value, Fraction) else value.isoformat() if isinstance(value, date) else ""
            yield replace(_line("figures", item.name, row, dated.since, dated.where, dated.mark, cells, law, lang), value=plain)


def _line(kind: Literal["rules", "figures"], name: str, row: str, since: date, where: str, mark: str, cells: tuple[str, ...], law: Law, lang: Lang) -> Line:
    place = SHOWN[kind].index("mark")
    told = Speaker(law, lang).word(mark) if mark else ""
    return Line(kind, name, row, since, where, mark, (*cells[:place], told, *cells[place + 1 :]))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def spoken(law: Law, item: Parameter, dated: Dated, row: str, lang: Lang) -> str:
    """A figure's value in words; row: of its table."""
    value = dated.value[row] if row and isinstance(dated.value, Mapping) else dated.value
    if value is None:
        return Speaker(law, lang).word("missing" if dated.mark == "missing" or row else "none")
    if isinstance(value, Fraction):
        return Speaker(law, lang).number(value, Type("number", unit_of(item.unit)), item.unit == "ratio")
    return written(dated)


def digest(found: Sequence[Line]) -> str:
    """What identifies the state of the law that a sheet shows: nothing else in the law changes it."""
    return hashlib.sha256("\0".join(cell for line in found for cell in (line.kind, *line.cells)).encode()).hexdigest()[:16]


def value_of(item: Parameter, text: str) -> str | None:
    """A right value as `corrected` takes it; None where the text is none. A share is written with % or as a decimal below 1."""
    bare = "".join(text.split()).replace("\u00a0", "").replace("\u202f", "").replace(",", ".").replace("−", "-")
    if item.unit == "date":
        day = day_of(text)
        return None if day is None else day.isoformat()
    percent = bare.endswith("%")
    value = number(bare.removesuffix("%"))
    if value is None or (percent and item.unit != "ratio") or (item.unit == "money" and (value * 100).denominator != 1):
        return None
    if item.unit == "ratio" and not percent and abs(value) >= 1:
        return None
    return decimal(value / 100 if percent else value)


def day_of(text: str) -> date | None:
    """A day written 2024-03-01 or 01.03.2024."""
    bare = text.strip()
    parts = bare.split(".")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else bare)
    except ValueError:
        return None


def corrections(law: Law, answers: Sequence[Answer]) -> list[Correction]:
    """The corrections in answers: rows of a table that are right from one day are one correction.

    A value that is right from an earlier day takes the place of the wrong one too; one from a later day leaves it until then (`left`).
    """
    wanted: dict[tuple[str, date], list[tuple[Answer, date | None]]] = {}
    for answer in answers:
        if answer.value is not None:
            since = answer.since or answer.line.since
            days = dict.fromkeys([since, max(since, answer.line.since)])
            for day in days:
                wanted.setdefault((answer.line.name, day), []).append((answer, answer.line.since if since > answer.line.since else None))
    found = []
    for (name, since), some in sorted(wanted.items(), key=lambda one: (list(law.parameters).index(one[0][0]), one[0][1])):
        values = [f"{answer.line.row}={answer.value}" if answer.line.row else str(answer.value) for answer, _ in some]
        because = "; ".join(dict.fromkeys(answer.because for answer, _ in some))
        left = min((day for _, day in some if day is not None), default=None)
        found.append(Correction(name, since, ", ".join(values), because, left))
    return found
