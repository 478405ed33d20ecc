"""YAML sheets of a law pack → declarations, with a fault for each thing out of place.

Every scalar is read as text, so that `0.1` is one tenth and `no` is a word; each mapping remembers its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import yaml

from zhyto.faults import Fault
from zhyto.law.declare import RELATIONS, SURE, Bracket, Dated, Guarantee, Input, Label, Mark, Parameter, Procedure, Relation
from zhyto.texts import Said, as_is

MARKS = ("read", "verified", "remembered", "assumption", "missing")
RESERVED = ("month", "day", "members")
ENTITIES = ("person", "household")
INCOMES = ("wage", "self_employment", "farm", "pension", "benefit", "stipend", "alimony", "remittance", "rent", "other", "counted_benefit")
"""Kinds that an income input may count (`zhyto.register.columns.INCOME_KINDS` without `none`)."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Sheet(dict[str, Any]):
    """A mapping that knows its file and the line of each key."""

    file: str
    line: int
    lines: dict[str, int]

    def where(self, key: str = "") -> str:
        """`file:line` of a key, or of the mapping."""
        return f"{self.file}:{self.lines.get(key, self.line)}"


def read_sheet(text: str, file: str, faults: list[Fault]) -> Any:
    """Parsed YAML: Sheets, lists and text; None for empty and `null`. Faults are added to the list."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "unreadable text"
        faults.append(Fault(file, mark.line + 1 if mark else 0, str(mark.column + 1) if mark else "", as_is(problem), Said("YAML"), Said("mend the line")))
        return None
    try:
        return _plain(node, file, faults)
    except RecursionError:
        faults.append(Fault(file, 0, "", Said("a value inside itself (an alias), or too many levels"), Said("plain YAML"), Said("write the value out")))
        return None


def _plain(node: Any, file: str, faults: list[Fault]) -> Any:
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        plain = node.style in (None, "")
        return None if plain and node.value in ("", "null", "~") else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, faults) for item in node.value]
    sheet = Sheet()
    sheet.file, sheet.line, sheet.lines = file, node.start_mark.line + 1, {}
    for key, value in node.value:
        name = str(key.value)
        if name in sheet:
            faults.append(Fault(file, key.start_mark.line + 1, name, Said("the same key twice"), Said("each key once"), Said("keep one of them")))
        sheet.lines[name] = key.start_mark.line + 1
        sheet[name] = _plain(value, file, faults)
    return sheet


def _in_both(value: Any) -> bool:
    """Whether it is a text in both languages and nothing else: what follows a comma without quotes would be a key of its own, and be lost."""
    return isinstance(value, Sheet) and set(value) == {"uk", "en"} and all(isinstance(text, str) for text in value.values())


class Reader:
    """Takes fields out of a Sheet, noting what is missing, unknown or ill-formed."""

    def __init__(self, sheet: Sheet, faults: list[Fault], known: Iterable[str]) -> None:
        self.sheet, self.faults = sheet, faults
        for key in sheet:
            if key not in set(known):
                self.fault(key, Said("the unknown key `{key}`", key=key), Said("one of {known}", known=", ".join(known)),
                           Said("remove it or mend its spelling"))

    def fault(self, key: str, found: Said, expected: Said, remedy: Said) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.sheet.file, self.sheet.lines.get(key, self.sheet.line), key, found, expected, remedy))

    def text(self, key: str, default: str | None = None, allowed: Iterable[str] | None = None) -> str:
        """A text field; required where there is no default."""
        value = self.sheet.get(key)
        if value is None:
            if default is None:
                self.fault(key, Said("nothing"), Said("`{key}`", key=key), Said("add it"))
            return default or ""
        if not isinstance(value, str):
            self.fault(key, Said("a list or mapping"), Said("text"), Said("write one value"))
            return default or ""
        if allowed is not None and value not in allowed:
            self.fault(key, as_is(repr(value)), Said("one of {known}", known=", ".join(allowed)), Said("mend it"))
        return value

    def label(self, key: str, required: bool = True) -> Label:
        """A text in both languages."""
        value = self.sheet.get(key)
        if value is None and not required:
            return {"uk": "", "en": ""}
        if not _in_both(value):
            self.fault(key, Said("no text in both languages"), Said("{key}: {{uk: …, en: …}}", key=key), Said("write both, one with a comma in quotes"))
            return {"uk": key, "en": key}
        return dict(value)  # type: ignore[arg-type]

    def day(self, key: str, default: date | None = None) -> date:
        """A date field; required where there is no default."""
        value = self.sheet.get(key)
        if value is None and default is not None:
            return default
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, as_is(repr(value)), Said("a date YYYY-MM-DD"), Said("mend it"))
            return default or date(1, 1, 1)

    def whole(self, key: str, default: int | None) -> int | None:
        """A whole number."""
        value = self.sheet.get(key)
        if value is None:
            return default
        if not str(value).isdecimal():
            self.fault(key, as_is(repr(value)), Said("a whole number"), Said("mend it"))
            return default
        return int(value)


def number(text: Any) -> Fraction | None:
    """Exact value of a decimal written as text (`2102`, `0.75`, `1/3`); None if it is not one."""
    try:
        return Fraction(str(text).replace("_", "")) if "e" not in str(text).lower() else None
    except (ValueError, ZeroDivisionError):
        return None


def read_inputs(sheet: Any, file: str, faults: list[Fault]) -> list[Input]:
    """Declarations of `inputs.yaml`."""
    inputs = []
    for name, entry in _entries(sheet, file, faults):
        keys = ("entity", "type", "values", "source", "absence", "label", "unit", "decimals", "range", "kinds", "guarantee", "note", "from_age")
        reader = Reader(entry, faults, keys)
        entity = reader.text("entity", allowed=ENTITIES)
        kind = reader.text("type", allowed=("status", "count", "choice", "date", "month", "amount", "ratio"))
        source = reader.text("source", allowed=("facts", "persons", "households", "settlements", "incomes", "claims"))
        absence = reader.text("absence", "no" if kind == "status" and source == "facts" else "unknown", ("no", "unknown"))
        if source == "facts" and "absence" not in entry:
            reader.fault("absence", Said("nothing"), Said("absence: no | unknown"), Said("say what no row means"))
        from_age = reader.whole("from_age", 0) or 0
        if from_age and (entity != "person" or source != "facts" or kind == "date"):
            reader.fault("from_age", as_is(from_age), Said("a fact of a person (source: facts) that is no date"), Said("remove it"))
        values = entry.get("values") or {}
        if (kind == "choice") != bool(values) or (values and not isinstance(values, Sheet)):
            reader.fault("values", Said("no values") if kind == "choice" else Said("values"), Said("values with labels for a choice, none otherwise"),
                         Said("mend it"))
            values = {}
        unnamed = [code for code, text in values.items() if not _in_both(text)]
        if unnamed:
            reader.fault("values", Said("the value `{unnamed}` without a label", unnamed=unnamed[0]), Said("{key}: {{uk: …, en: …}}", key=unnamed[0]),
                         Said("write both"))
        labels = {code: dict(text) if isinstance(text, Sheet) else {"uk": code, "en": code} for code, text in values.items()}
        if "none" in labels:
            reader.fault("values", Said("the value `none`"), Said("values other than `none`"), Said("remove it: `none` is always there"))
        decimals = reader.whole("decimals", 6 if kind == "ratio" else 0) or 0
        scale = 100 if kind == "amount" else 10**decimals
        low: int | Fraction
        high: int | Fraction
        low, high = {"status": (0, 1), "choice": (0, len(labels)), "count": (0, 1_000_000), "amount": (0, 10**7), "ratio": (0, 10**6)}.get(
            kind, (0, 0)
        )
        bounds = entry.get("range")
        if bounds is not None:
            parsed = [number(bound) for bound in bounds] if isinstance(bounds, list) and len(bounds) == 2 else [None, None]
            if parsed[0] is None or parsed[1] is None or parsed[0] > parsed[1]:
                reader.fault("range", as_is(repr(bounds)), Said("range: [low, high]"), Said("write two numbers, the smaller first"))
            elif kind in ("amount", "ratio"):
                low, high = parsed[0], parsed[1]
            else:
                low, high = int(parsed[0]), int(parsed[1])
        kinds = entry.get("kinds") or []
        if (source == "incomes") != bool(kinds) or not isinstance(kinds, list):
            reader.fault("kinds", as_is(repr(kinds)), Said("kinds of income, for source: incomes only"), Said("mend it"))
            kinds = []
        strange = [other for other in kinds if other not in INCOMES]
        if strange:
            reader.fault("kinds", as_is(repr(strange[0])), Said("one of {known}", known=", ".join(INCOMES)), Said("mend its spelling"))
        if source == "incomes" and (kind != "amount" or entity != "person"):
            reader.fault("type", Said("{kind} of a {entity}", kind=kind, entity=entity), Said("type: amount, entity: person for source: incomes"),
                         Said("mend it"))
        if source == "settlements" and (entity != "household" or kind not in ("status", "choice")):
            reader.fault("type", Said("{kind} of a {entity}", kind=kind, entity=entity), Said("a status or choice of a household, for source: settlements"),
                         Said("mend it"))
        guarantee = reader.text("guarantee", "")
        if (source == "claims") != bool(guarantee) or (source == "claims" and kind not in ("month", "date", "status")):
            reader.fault("guarantee", as_is(repr(guarantee)), Said("a guarantee and type month, date or status, for source: claims only"), Said("mend it"))
        if kind == "month" and source != "claims":
            reader.fault("type", Said("month"), Said("another type"), Said("a month is for claims only"))
        factor = scale if kind in ("amount", "ratio") else 1
        inputs.append(Input(
            name=name, entity=entity, type=kind, source=source, absence=absence, label=reader.label("label"),  # type: ignore[arg-type]
            unit=reader.text("unit", {"amount": "money"}.get(kind, "")), values=labels, kinds=tuple(kinds), guarantee=guarantee,
            scale=scale if kind in ("amount", "ratio") else 1, low=floor(low * factor), high=ceil(high * factor), where=f"{file}:{entry.line}",
            from_age=from_age,
        ))  # fmt: skip
    return inputs


def _entries(sheet: Any, file: str, faults: list[Fault]) -> list[tuple[str, Sheet]]:
    if sheet is None:
        return []
    if not isinstance(sheet, Sheet):
        faults.append(Fault(file, 1, "", Said("no mapping"), Said("name: {{…}} entries"), Said("write one entry per name")))
        return []
    entries = []
    for name, entry in sheet.items():
        if not isinstance(entry, Sheet) or not name.isidentifier() or name in RESERVED:
            faults.append(Fault(file, sheet.lines[name], name, Said("no declaration"), Said("a name (letters, digits, _) with its fields"), Said("mend it")))
        else:
            entries.append((name, entry))
    return entries


def read_parameters(sheet: Any, file: str, faults: list[Fault]) -> list[Parameter]:
    """Declarations of `parameters.yaml`."""
    parameters = []
    for name, entry in _entries(sheet, file, faults):
        reader = Reader(entry, faults, ("label", "unit", "cite", "values", "by", "of", "note"))
        unit, cite = reader.text("unit"), reader.text("cite", "")
        rows = entry.get("values")
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Sheet) for row in rows):
            reader.fault("values", Said("no values"), Said("values: a list of {{from, value, mark, source}}"), Said("add at least one"))
            rows = []
        values = [read_dated(row, faults, unit, bool(entry.get("by")), cite) for row in rows]
        days = [(value.since, value.known) for value in values]
        if len(set(days)) != len(days) or days != sorted(days):
            reader.fault("values", Said("values out of order, or two from one day"), Said("ascending `from`"),
                         Said("order them; a correction of one day has a later `known`"))
        parameters.append(Parameter(
            name=name, label=reader.label("label"), unit=unit, values=tuple(sorted(values, key=lambda v: (v.since, v.known))),
            by=reader.text("by", ""), of=reader.text("of", ""), where=f"{file}:{entry.line}",
        ))  # fmt: skip
    return parameters


def read_dated(row: Sheet, faults: list[Fault], unit: str, table: bool, cite: str) -> Dated:
    """One dated value of a parameter; table: it has rows. cite: of the whole parameter."""
    reader = Reader(row, faults, ("from", "value", "brackets", "mark", "known", "source", "cite", "note"))
    since = reader.day("from")
    mark = reader.text("mark", allowed=MARKS)
    cite = reader.text("cite", cite)
    source = reader.text("source", "")
    if not cite:
        reader.fault("cite", Said("no citation"), Said("cite: the act and article"), Said("add it here or for the whole parameter"))
    if not source and mark in SURE and row.get("value") is not None:
        reader.fault("source", Said("no source"), Said("source: where a verified figure was seen"), Said("add it, or mark the figure remembered"))
    value: Any = None
    raw = row.get("value")
    if "brackets" in row:
        value = tuple(_bracket(item, reader) for item in row["brackets"] or [])
        if raw is not None:
            reader.fault("value", Said("a value beside brackets"), Said("one of them"), Said("remove the other"))
        if [b.threshold for b in value] != sorted({b.threshold for b in value}) or not value:
            reader.fault("brackets", Said("thresholds out of order or none"), Said("ascending thresholds"), Said("order them"))
    elif raw is None:
        value = None
    elif table or isinstance(raw, Sheet):
        if not isinstance(raw, Sheet) or not table:
            reader.fault("value", Said("no rows") if table else Said("rows"), Said("a row per value of the choice in `by`"), Said("mend it"))
        else:
            value = {key: None if item is None else _money_exact(reader, key, item, unit) for key, item in raw.items()}
    elif unit == "date":
        value = reader.day("value")
    else:
        value = _money_exact(reader, "value", raw, unit)
    if (value is None) and mark == "missing" and not row.get("note"):
        reader.fault("note", Said("nothing"), Said("note: what is missing and where to look"), Said("add it"))
    if value is not None and mark == "missing":
        reader.fault("mark", Said("missing, with a value"), Said("value: null with mark missing"), Said("mend it"))
    return Dated(since, value, mark, reader.day("known", since), source, cite, reader.text("note", ""), row.where())  # type: ignore[arg-type]


def _money_exact(reader: Reader, key: str, raw: Any, unit: str) -> Fraction:
    value = number(raw)
    if value is None or (unit == "money" and (value * 100).denominator != 1):
        expected = Said("an exact number with at most two decimals") if unit == "money" else Said("an exact number")
        reader.fault(key, as_is(repr(raw)), expected, Said("mend it"))
        return Fraction(0)
    return value


def _bracket(item: Any, reader: Reader) -> Bracket:
    threshold = number(item.get("from", item.get("above"))) if isinstance(item, Sheet) else None
    value = number(item.get("value")) if isinstance(item, Sheet) else None
    if threshold is None or value is None or set(item) not in ({"from", "value"}, {"above", "value"}):
        reader.fault("brackets", as_is(repr(item)), Said("{{from: x, value: y}} or {{above: x, value: y}}"), Said("mend it"))
        return Bracket(Fraction(0), False, Fraction(0))
    return Bracket(threshold, "above" in item, value)


PAYERS = ("state", "pension_fund", "local", "insurance")


def read_procedures(sheet: Any, file: str, faults: list[Fault]) -> dict[str, tuple[Procedure, ...]]:
    """Ways to claim, by name, out of `procedures.yaml`: each a list by date."""
    found = {}
    for name, rows in sheet.items() if isinstance(sheet, Sheet) else ():
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Sheet) for row in rows):
            faults.append(Fault(file, sheet.lines[name], name, Said("no list"), Said("{name}: [{{from: …, decides: …}}, …]", name=name),
                                Said("write one entry per date")))
            continue
        found[name] = read_procedure(rows, faults)
    return found


def read_procedure(rows: list[Any], faults: list[Fault]) -> tuple[Procedure, ...]:
    """Dated steps of one way to claim."""
    steps = []
    for row in rows:
        reader = Reader(row, faults, ("from", "decides", "where", "appeal", "decision_days", "note", "appeal_months", "cite", "mark", "source"))
        mark: Mark = reader.text("mark", "verified", MARKS)  # type: ignore[assignment]
        if mark in SURE and not row.get("source"):
            reader.fault("source", Said("no source"), Said("source: where a verified procedure was seen"), Said("add it, or mark it remembered"))
        steps.append(Procedure(
            since=reader.day("from"), decides=reader.label("decides"), place=reader.label("where"), appeal=reader.label("appeal"),
            cite=reader.text("cite"), mark=mark, source=reader.text("source", ""), decision_days=reader.whole("decision_days", 0) or 0,
            note=reader.label("note", required=False), appeal_months=reader.whole("appeal_months", 0) or 0,
        ))  # fmt: skip
    if [step.since for step in steps] != sorted({step.since for step in steps}):
        faults.append(Fault(rows[0].file, rows[0].line, "from", Said("dates out of order, or one twice"), Said("ascending `from`"), Said("order them")))
    return tuple(steps)


def _labels(reader: Reader, key: str) -> tuple[Label, ...]:
    rows = reader.sheet.get(key) or []
    if not isinstance(rows, list) or not all(_in_both(row) for row in rows):
        reader.fault(key, Said("no list of texts in both languages"), Said("{key}: [{{uk: …, en: …}}]", key=key),
                     Said("write both of each, one with a comma in quotes"))
        return ()
    return tuple(dict(row) for row in rows)


def _relations(reader: Reader, faults: list[Fault]) -> tuple[Relation, ...]:
    rows = reader.sheet.get("relations") or []
    if not isinstance(rows, list) or not all(isinstance(row, Sheet) for row in rows):
        reader.fault("relations", Said("no list"), Said("relations: [{{kind: …, other: …, cite: …}}]"), Said("write one entry per relation"))
        return ()
    found = []
    for row in rows:
        one = Reader(row, faults, ("kind", "other", "from", "until", "cite", "mark", "source", "note"))
        found.append(Relation(
            kind=one.text("kind", allowed=RELATIONS), other=one.text("other"), since=one.day("from", date(1, 1, 1)),
            until=one.day("until") if "until" in row else None, cite=one.text("cite"), mark=one.text("mark", "verified", MARKS),  # type: ignore[arg-type]
            source=one.text("source", ""), note=one.label("note", required=False), where=row.where(),
        ))  # fmt: skip
    return tuple(found)


def read_guarantee(
    sheet: Any, code: str, file: str, faults: list[Fault], procedures: Mapping[str, tuple[Procedure, ...]] | None = None
) -> Guarantee | None:
    """The declaration in `guarantee.yaml`; code: name of its folder; procedures: those it may name."""
    if not isinstance(sheet, Sheet):
        faults.append(Fault(file, 1, "", Said("no mapping"), Said("the fields of a guarantee"), Said("see docs/law-language.md")))
        return None
    keys = ("entity", "label", "summary", "access", "right", "claim_until", "reaches_back_until", "award_months",
            "decision_days", "payer", "in_force", "cite", "mark",
            "source", "gives", "group", "procedure", "documents", "relations", "paid", "once_in", "back_pay_months",
            "of_the_dead")  # fmt: skip
    reader = Reader(sheet, faults, keys)
    force: Mapping[str, Any] = sheet.get("in_force") or {}
    if not isinstance(force, Sheet):
        reader.fault("in_force", Said("nothing"), Said("in_force: {{since: date}}"), Said("add it"))
        since = date(1, 1, 1)
    else:
        since = Reader(force, faults, ("since",)).day("since")
    access = reader.text("access", allowed=("automatic", "claim"))
    mark: Mark = reader.text("mark", "verified", MARKS)  # type: ignore[assignment]
    way = sheet.get("procedure")
    steps: tuple[Procedure, ...] = ()
    if isinstance(way, list) and way and all(isinstance(row, Sheet) for row in way):
        steps = read_procedure(way, faults)
    elif isinstance(way, str) and way in (procedures or {}):
        steps = (procedures or {})[way]
    elif way is not None:
        named = ", ".join(procedures or {}) or Said("none there")
        reader.fault("procedure", as_is(repr(way)), Said("a name in procedures.yaml ({named}) or a list of dated steps", named=named),
                     Said("mend its spelling"))
    gives = reader.text("gives", "money", ("money", "discount", "in_kind"))
    if steps and "decision_days" in sheet:
        reader.fault("decision_days", Said("beside a procedure"), Said("decision_days in each step of the procedure"),
                     Said("move it there: a step has its date"))
    if access == "automatic" and gives != "in_kind" and "documents" in sheet:
        reader.fault("documents", Said("of a right that is paid without a claim"), Said("none"), Said("remove them: nobody is asked for them"))
    right = reader.text("right", "claim", ("claim", "event"))
    paid, once_in = reader.text("paid", "monthly", ("monthly", "once", "yearly")), reader.text("once_in", "")
    if once_in and paid != "monthly":
        reader.fault("once_in", Said("beside paid: {paid}", paid=paid), Said("paid: monthly, as only some months are paid once"), Said("remove one of the two"))
    if "back_pay_months" in sheet and (right != "event" or access != "claim"):
        reader.fault("back_pay_months", Said("a right that does not reach back"), Said("access: claim and right: event"),
                     Said("remove it: the months before are not paid"))
    if "reaches_back_until" in sheet and (right != "claim" or access != "claim" or "claim_until" in sheet or "award_months" in sheet):
        reader.fault("reaches_back_until", Said("beside what it does not go with"), Said("right: claim, without claim_until and award_months"),
                     Said("remove one of the two"))
    return Guarantee(
        code=code, entity=reader.text("entity", allowed=ENTITIES), label=reader.label("label"), summary=reader.label("summary"),
        access=access, right=right,  # type: ignore[arg-type]
        payer=reader.text("payer", allowed=PAYERS), cite=reader.text("cite"), since=since, mark=mark,
        source=reader.text("source", ""), claim_until=reader.text("claim_until", ""), reaches_back_until=reader.text("reaches_back_until", ""),
        award_months=reader.whole("award_months", None),
        decision_days=reader.whole("decision_days", 30) or 0, gives=gives,  # type: ignore[arg-type]
        paid=paid, once_in=once_in, back_pay_months=reader.whole("back_pay_months", None),  # type: ignore[arg-type]
        of_the_dead=reader.text("of_the_dead", "no", ("yes", "no")) == "yes", group=reader.text("group", ""),
        documents=_labels(reader, "documents"), procedure=steps, relations=_relations(reader, faults),
        where=f"{file}:{sheet.line}",
    )  # fmt: skip
