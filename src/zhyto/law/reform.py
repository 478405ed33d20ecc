"""A reform sheet → a Reform: values of figures from a date, and rules that replace those of the same name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from zhyto.faults import Fault
from zhyto.law.declare import Dated
from zhyto.law.model import Law, Reform
from zhyto.law.parse import parse_rules
from zhyto.law.sheets import Reader, Sheet, read_dated
from zhyto.texts import Said, as_is

ALWAYS = date(1, 1, 1)
"""Publication date of what a reform supposes: it counts whatever the known date, unless the sheet gives a date."""


def read_reform(sheet: Any, file: str, law: Law, rules: str | None = None, rules_file: str = "") -> tuple[Reform | None, list[Fault]]:
    """The reform in a parsed sheet (`zhyto.law.sheets.read_sheet`), and every fault in it. rules: text of the file its `rules` names.

    Whether it fits the law beyond its figures' units is for `Law.reform` to say.
    """
    faults: list[Fault] = []
    if not isinstance(sheet, Sheet):
        return None, [Fault(file, 1, "", Said("no mapping"), Said("the fields of a reform"), Said("write name, label, since, parameters or rules"))]
    reader = Reader(sheet, faults, ("name", "label", "since", "cite", "parameters", "rules", "note"))
    name, label, since, cite = reader.text("name"), reader.label("label"), reader.day("since"), reader.text("cite", "")
    entries = sheet.get("parameters")
    if entries is not None and not isinstance(entries, Sheet):
        reader.fault("parameters", Said("no mapping"), Said("parameters: {{name: {{value: …, cite: …}}}}"), Said("write one entry per figure"))
    changed = entries if isinstance(entries, Sheet) else Sheet()
    if not changed and rules is None:
        reader.fault("parameters", Said("a reform that changes nothing"), Said("parameters or rules"), Said("say what changes"))
    parameters = {code: value for code in changed if (value := _figure(changed, code, law, since, cite, faults)) is not None}
    parsed, problems = parse_rules(rules, rules_file) if rules is not None else ([], [])
    faults += problems
    # A rule without `known` in its sheet carries its own first day.
    supposed = tuple(replace(rule, known=ALWAYS) if rule.known == rule.since else rule for rule in parsed)
    return Reform(name, since, parameters, supposed, label, f"{file}:{sheet.line}"), faults


def _figure(entries: Sheet, code: str, law: Law, since: date, cite: str, faults: list[Fault]) -> Dated | None:
    """One changed figure; None where it cannot be read."""
    entry, item = entries[code], law.parameters.get(code)
    line = entries.lines[code]
    if not isinstance(entry, Sheet):
        faults.append(Fault(entries.file, line, code, as_is(repr(entry)), Said("{code}: {{value: …, cite: …}}", code=code),
                            Said("write a value and what it rests on")))
        return None
    if item is None:
        return Dated(since, None, "assumption", ALWAYS, "", cite, where=f"{entries.file}:{line}")
    reader = Reader(entry, faults, ("value", "brackets", "unit", "cite", "known", "mark", "source", "note"))
    unit = reader.text("unit", item.unit)
    if unit != item.unit:
        reader.fault("unit", as_is(unit), Said("{unit}, as at {where}", unit=item.unit, where=item.where),
                     Said("give the value in that unit, and leave `unit` out or write it so"))
        return None
    if "value" not in entry and "brackets" not in entry:
        reader.fault("value", Said("nothing"), Said("a value, or `value: null` where the figure ends"), Said("add it"))
        return None
    row = Sheet((key, value) for key, value in entry.items() if key != "unit")
    row.file, row.line, row.lines = entry.file, entry.line, {**entry.lines, "from": entry.line}
    row["from"] = since.isoformat()
    row.setdefault("mark", "assumption")
    row.setdefault("known", ALWAYS.isoformat())
    return read_dated(row, faults, item.unit, bool(item.by), cite)
