"""A correction of one figure: the law with it, and which worked cases and guarantees it touches. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Dated, Parameter
from zhyto.law.graph import closure
from zhyto.law.ir import LawConflict
from zhyto.law.model import Law
from zhyto.law.sheets import Sheet, read_dated
from zhyto.lawbook.cases import Case
from zhyto.money import decimal, format_amount
from zhyto.texts import Said, as_is


@dataclass(frozen=True, slots=True)
class Touched:
    """An expectation of a worked case whose result a correction changes. who: the person, or `household`; old, new: results as text."""

    case: str
    where: str
    who: str
    name: str
    old: str
    new: str


def corrected(law: Law, figure: str, since: date, value: str, source: str, cite: str = "", known: date | None = None) -> tuple[Law, Dated]:
    """A law in which a figure has another value from a day (until its next value), and that value, marked verified.

    value: a number, a date, or `row=number, …` for rows of a table (the others stay). Replaces the value of that day where there is one.
    Raises InputRefused where there is no such figure, or the value does not fit it.
    """
    item = law.parameters.get(figure)
    if item is None:
        raise InputRefused([Fault("law", 0, "figure", as_is(repr(figure)), Said("the code of a figure of this law"), Said("see `zhyto law coverage`"))])
    if item.of:
        raise InputRefused([Fault(item.where, 0, figure, Said("a scale of brackets"), Said("a figure or a table"), Said("mend its parameters.yaml by hand"))])
    there = [one for one in item.values if one.since == since]
    before = law.value(figure, since)
    row = Sheet({"from": since.isoformat(), "mark": "verified", "source": source})
    row.file, row.line, row.lines = figure, 0, {}
    if cite:
        row["cite"] = cite
    if known or (there and there[-1].known != since):
        row["known"] = (known or there[-1].known).isoformat()
    row["value"] = _table(item, before, value) if item.by else value
    faults: list[Fault] = []
    own = there[-1].cite if there else item.values[-1].cite
    dated = read_dated(row, faults, item.unit, bool(item.by), own)
    if faults:
        raise InputRefused(faults)
    dated = replace(dated, where=there[-1].where if there else item.where)
    values = sorted([*(one for one in item.values if one not in there), dated], key=lambda one: (one.since, one.known))
    return replace(law, parameters={**law.parameters, figure: replace(item, values=tuple(values))}), dated


def _table(item: Parameter, before: Dated | None, text: str) -> Sheet:
    """Rows of a table with some of them changed."""
    rows = Sheet()
    rows.file, rows.line, rows.lines = item.name, 0, {}
    if before is not None and isinstance(before.value, dict):
        rows.update({key: None if one is None else str(one) for key, one in before.value.items()})
    for part in text.split(","):
        key, sign, number = part.partition("=")
        if not sign or (rows and key.strip() not in rows):
            expected = Said("row=number, rows: {rows}", rows=", ".join(rows))
            raise InputRefused([Fault(item.where, 0, item.name, as_is(repr(part)), expected, Said("write --value row=number,row=number"))])
        rows[key.strip()] = number.strip()
    return rows


def yaml_line(law: Law, figure: str, dated: Dated) -> str:
    """The entry of `parameters.yaml` that says a value: `{from: …, value: …, mark: …, source: …}`."""
    item = law.parameters[figure]
    if isinstance(dated.value, dict):
        value = "{" + ", ".join(f"{key}: {'null' if row is None else _plain(row)}" for key, row in dated.value.items()) + "}"
    else:
        value = _plain(dated.value)
        # Ratios are quoted, so that no reader takes them for inexact numbers.
        value = f'"{value}"' if item.unit == "ratio" else value
    parts = [f"from: {dated.since}", f"value: {value}", f"mark: {dated.mark}", f"source: {_quoted(dated.source)}"]
    shared = next((one.cite for one in item.values if one is not dated), "")
    parts += [f"known: {dated.known}"] if dated.known != dated.since else []
    parts += [f"cite: {_quoted(dated.cite)}"] if dated.cite != shared else []
    return "{" + ", ".join(parts) + "}"


def _plain(value: Any) -> str:
    return decimal(value) if isinstance(value, Fraction) else str(value)


def _quoted(text: str) -> str:
    plain = text and all(letter.isalnum() or letter in " -_/().№" for letter in text) and text[0].isalpha() and text == text.strip()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def touched_cases(old: Law, new: Law, figure: str, cases: Iterable[Case]) -> list[Touched]:
    """Expectations of worked cases that rest on a figure and come out otherwise under another law, in order of the cases."""
    resting = {name for name in old.rules if figure in closure(old, name)}
    found = []
    for case in cases:
        names = [key for key in case.expect if key[1] in resting]
        if not names:
            continue
        one, two = (Reference(law, case.household, case.month, case.known) for law in (old, new))
        who = {place: name for name, place in case.places.items()}
        for place, name in names:
            person = None if place == HOUSEHOLD else case.household.persons[place]
            at = HOUSEHOLD if person is None else next((i for i, member in enumerate(one.members) if member is person), None)
            if at is None:
                continue
            before, after = _result(one, name, at), _result(two, name, at)
            if before != after:
                found.append(Touched(case.name, case.where, who[place], name, before, after))
    return found


def _result(reference: Reference, name: str, place: int) -> str:
    try:
        if name in reference.law.guarantees:
            right = reference.right(name, place)
            missing = f" ({', '.join(right.missing)})" if right.missing else ""
            return f"{right.state}{missing}" if right.amount is None or not right.amount else f"{right.state} {format_amount(right.amount)}"
        value = reference.value(name, place)
    except LawConflict as conflict:
        return str(conflict)
    if isinstance(value, Unknown):
        return f"unknown ({', '.join(sorted(value.missing))})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return dates.format_month(value) if isinstance(value, int) else _plain(value)
