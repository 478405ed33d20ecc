"""How well a law is known: for each guarantee, which of its rules and figures are read in the act, verified, remembered, assumed, missing or not written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from zhyto.law.declare import SURE, Dated, Label
from zhyto.law.graph import closure
from zhyto.law.ir import Rule
from zhyto.law.model import Law
from zhyto.money import decimal

STATES: Final = ("read", "verified", "remembered", "assumption", "missing", "not_implemented")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be right or wrong: a dated figure, a version of a rule, how a right is claimed, or a relation.

    kind: figure, rule, procedure or relation. value: of a figure, as in its sheet; "" otherwise. note: what is missing, or the reading taken,
    by language. state: one of STATES. since, until: the days of the span it holds for. where: `file:line`.
    """

    kind: str
    name: str
    label: Label
    since: date
    until: date | None
    value: str
    state: str
    note: Label
    where: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A guarantee and everything it rests on between two days."""

    code: str
    label: Label
    items: tuple[Item, ...]

    def count(self, state: str) -> int:
        """How many of its items are in a state."""
        return sum(item.state == state for item in self.items)


def coverage(law: Law, first: date, last: date) -> list[Coverage]:
    """Every guarantee with what it rests on over the days first…last, in order of the law."""
    return [Coverage(code, item.label, tuple(_items(law, code, first, last))) for code, item in law.guarantees.items()]


def _items(law: Law, code: str, first: date, last: date) -> Iterable[Item]:
    guarantee = law.guarantees[code]
    for name in (code, *closure(law, code)):
        for rule in (*law.rules.get(name, ()), *law.exceptions.get(name, ())):
            if rule.since <= last and (rule.until is None or rule.until >= first):
                yield _of_rule(law, rule)
        if name in law.parameters:
            values = law.parameters[name].values
            for value, following in zip(values, [*values[1:], None], strict=True):
                end = None if following is None else following.since - timedelta(days=1)
                ended = value.value is None and value.mark != "missing"
                if value.since <= last and (end is None or end >= first) and not ended:
                    label = law.parameters[name].label
                    yield Item("figure", name, label, value.since, end, written(value), value.mark, _both(value.note), value.where)
    steps = [(step.since, step.mark, step.source) for step in guarantee.procedure] or [(guarantee.since, guarantee.mark, guarantee.source)]
    for since, mark, source in steps:
        if since <= last:
            yield Item("procedure", code, guarantee.label, since, None, "", mark, _both(source if mark not in SURE else ""), guarantee.where)
    for relation in guarantee.relations:
        yield Item("relation", f"{relation.kind} {relation.other}", law.guarantees[relation.other].label, relation.since, relation.until, "",
                   relation.mark, relation.note, relation.where)  # fmt: skip


def _of_rule(law: Law, rule: Rule) -> Item:
    label = rule.label or {lang: law.label(rule.name, lang) for lang in ("uk", "en")}
    if rule.state == "not_implemented":
        return Item("rule", rule.name, label, rule.since, rule.until, "", "not_implemented", _both(rule.missing), rule.where)
    return Item("rule", rule.name, label, rule.since, rule.until, "", rule.mark, rule.note if rule.mark not in SURE else {}, rule.where)


def written(dated: Dated) -> str:
    """A figure's value as text: a number, a date, `row: number, …`, or the brackets of a scale; "" where there is none."""
    value = dated.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {'—' if row is None else decimal(row)}" for key, row in value.items())
    if isinstance(value, tuple):
        return ", ".join(f"{'>' if step.above else '≥'}{decimal(step.threshold)}: {decimal(step.value)}" for step in value)
    return decimal(value)


def _both(text: str) -> Label:
    uk, _, en = text.partition(" / ")
    return {"uk": uk, "en": en or uk} if text else {}


def doubtful(found: Sequence[Coverage]) -> list[tuple[Item, list[str]]]:
    """Everything that is not verified, once, with the guarantees that rest on it: what most of them rest on first."""
    users: dict[tuple[str, str, str, str], tuple[Item, list[str]]] = {}
    for one in found:
        for item in one.items:
            if item.state not in SURE:
                users.setdefault((item.kind, item.name, item.where, str(item.since)), (item, []))[1].append(one.code)
    return sorted(users.values(), key=lambda pair: (STATES.index(pair[0].state), -len(pair[1]), pair[0].kind, pair[0].name, pair[0].since))


def as_dict(found: Sequence[Coverage]) -> dict[str, Any]:
    """Coverage as plain values."""
    return {
        "guarantees": [{"code": one.code, "label": dict(one.label), **{state: one.count(state) for state in STATES}} for one in found],
        "unverified": [
            {"kind": item.kind, "name": item.name, "label": dict(item.label), "from": item.since.isoformat(),
             "until": item.until.isoformat() if item.until else None, "value": item.value or None, "state": item.state,
             "note": dict(item.note) or None, "where": item.where, "guarantees": users}
            for item, users in doubtful(found)
        ],
    }  # fmt: skip


_WORDS: Final[Mapping[str, Label]] = {
    "guarantee": {"uk": "Гарантія", "en": "Guarantee"},
    "read": {"uk": "прочитано в акті", "en": "read in the act"},
    "verified": {"uk": "перевірено", "en": "verified"},
    "remembered": {"uk": "з пам'яті", "en": "remembered"},
    "assumption": {"uk": "припущення", "en": "assumption"},
    "missing": {"uk": "не знайдено", "en": "missing"},
    "not_implemented": {"uk": "не записано", "en": "not written"},
    "figure": {"uk": "показник", "en": "figure"},
    "rule": {"uk": "правило", "en": "rule"},
    "procedure": {"uk": "порядок заяви", "en": "procedure"},
    "relation": {"uk": "зв'язок", "en": "relation"},
    "from": {"uk": "від", "en": "from"},
    "sum": {"uk": "Разом (кожне один раз)", "en": "In all (each once)"},
}


def _line(item: Item, users: Sequence[str], lang: str) -> str:
    value = f" = {item.value}" if item.value else ""
    note = f" — {item.note[lang]}" if item.note.get(lang) else ""
    return f"{_WORDS[item.kind][lang]} {item.name}, {_WORDS['from'][lang]} {item.since}{value} ({item.where}){note} [{', '.join(users)}]"


def totals(found: Sequence[Coverage]) -> dict[str, int]:
    """How many items there are in each state, each counted once."""
    once = {(item.kind, item.name, item.where, item.since): item.state for one in found for item in one.items}
    return {state: sum(other == state for other in once.values()) for state in STATES}


def to_text(found: Sequence[Coverage], lang: str) -> str:
    """Coverage as plain text: a table, then everything that is not verified."""
    table = [[_WORDS["guarantee"][lang], *(_WORDS[state][lang] for state in STATES)]]
    table += [[one.label[lang], *(str(one.count(state)) for state in STATES)] for one in found]
    table.append([_WORDS["sum"][lang], *(str(number) for number in totals(found).values())])
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]) for row in table]
    for state in STATES[len(SURE) :]:
        rows = [_line(item, users, lang) for item, users in doubtful(found) if item.state == state]
        lines += ["", f"{_WORDS[state][lang].capitalize()}:", *(f"  {row}" for row in rows)] if rows else []
    return "\n".join(lines)


def to_page(found: Sequence[Coverage], name: Label, first: date, last: date) -> str:
    """Coverage as a page of Markdown in both languages."""
    lines = [
        f"# {name['uk']} · {name['en']}: що перевірено в законі · what is verified in the law", "",
        f"Дні {first} – {last}. Сторінку створює `zhyto law coverage --out`; руками її не змінюють. «Прочитано в акті» — показник і статтю "
        "прочитано в тексті акта; «перевірено» — бачили сторінку, яка це показує; «з пам'яті» — рахуємо, але позначаємо; «припущення» — закон "
        "можна прочитати інакше (`zhyto law assumptions`); «не знайдено» і «не записано» — результат невідомий. Виправлення показує "
        "`zhyto law correct`.", "",
        f"Days {first} to {last}. The page is made by `zhyto law coverage --out` and not edited by hand. *Read in the act*: the figure and its "
        "article were read in the text of the act. *Verified*: a page that shows it was seen. *Remembered*: used, and every result shows it. "
        "*Assumption*: the law can be read otherwise (`zhyto law assumptions`). *Missing*, *not written*: the result is unknown. "
        "`zhyto law correct` shows what a correction touches.", "",
        "| " + " | ".join(["Гарантія · Guarantee", *(f"{_WORDS[state]['uk']} · {_WORDS[state]['en']}" for state in STATES)]) + " |",
        "| --- |" + " ---: |" * len(STATES),
    ]  # fmt: skip
    lines += [f"| {one.label['uk']} · {one.label['en']} | " + " | ".join(str(one.count(state)) for state in STATES) + " |" for one in found]
    lines.append(f"| **{_WORDS['sum']['uk']} · {_WORDS['sum']['en']}** | " + " | ".join(map(str, totals(found).values())) + " |")
    for state in STATES[len(SURE) :]:
        rows = [(item, users) for item, users in doubtful(found) if item.state == state]
        if not rows:
            continue
        heads = "| що · what | від · from | значення · value | де · where | хто спирається · used by |"
        lines += ["", f"## {_WORDS[state]['uk'].capitalize()} · {_WORDS[state]['en']}", "", heads, "| --- | --- | --- | --- | --- |"]
        for item, users in rows:
            note = f" — {item.note['en']}" if item.note.get("en") else ""
            who = ", ".join(f"`{code}`" for code in users) if len(users) <= 5 else f"{len(users)}"
            # Without its line: the page changes where what is known changes, not where a sheet gained a comment.
            cells = (f"`{item.name}` ({_WORDS[item.kind]['en']}){note}", item.since.isoformat(), item.value, f"`{item.where.rpartition(':')[0]}`", who)
            lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join([*lines, ""])
