"""Worked cases of a law: a household in the domain's words, and what must come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD
from zhyto.faults import Fault
from zhyto.law.declare import Input
from zhyto.law.model import Law
from zhyto.law.sheets import Reader, Sheet, number
from zhyto.register.columns import INCOME_KINDS
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell
from zhyto.texts import Said, as_is


@dataclass(frozen=True)
class Case:
    """A household in a month, and expectations: (place of the entity, name) → value of a rule, or state, amount… of a guarantee."""

    name: str
    where: str
    arithmetic: str
    month: int
    known: date | None
    household: Household
    places: dict[str, int]
    expect: dict[tuple[int, str], Any]


def read_case(law: Law, file: str, sheet: Any) -> tuple[Case | None, list[Fault]]:
    """One entry of a `cases.yaml`."""
    faults: list[Fault] = []
    if not isinstance(sheet, Sheet):
        return None, [Fault(file, 1, "", Said("no mapping"), Said("a case"), Said("see docs/law-language.md"))]
    reader = Reader(
        sheet,
        faults,
        ("name", "arithmetic", "source", "month", "known_on", "household", "persons", "facts", "claims", "expect", "coverage", "interview"),
    )
    name = reader.text("name")
    month = dates.parse_month(reader.text("month"))
    if month is None:
        reader.fault("month", as_is(repr(sheet.get("month"))), Said("YYYY-MM"), Said("mend it"))
        return None, faults
    builder = Builder(law, reader, month)
    household, places = builder.household()
    expect: dict[tuple[int, str], Any] = {}
    for who, wanted in (sheet.get("expect") or {}).items():
        place = builder.place(who, places, "expect")
        for item, value in (wanted or {}).items():
            if item not in law.rules:
                reader.fault("expect", Said("`{key}`", key=item), Said("a rule or guarantee of this law"), Said("mend it"))
            expect[place, item] = value
    if not expect:
        reader.fault("expect", Said("nothing"), Said("what must come out"), Said("add it: a case that expects nothing proves nothing"))
    known = reader.day("known_on") if sheet.get("known_on") else None
    case = Case(name, f"{file}:{sheet.line}", reader.text("arithmetic", ""), month, known, household, places, expect)
    return (None if faults else case), faults


class Builder:
    """Reads a household written in the domain's words: persons, household, facts, claims, coverage. month: the middle of what `incomes: none` covers."""

    def __init__(self, law: Law, reader: Reader, month: int) -> None:
        self.law, self.reader, self.month = law, reader, month
        self.sheet = reader.sheet
        # A household is told with all that concerns it, unless it is an interview: there what was not asked is unknown.
        self.asked_only = reader.sheet.get("interview") == "yes"

    def place(self, who: str, places: dict[str, int], key: str) -> int:
        """The place of a person or of the household, by its name in the sheet."""
        if who not in places:
            self.reader.fault(key, Said("`{key}`", key=who), Said("household or one of {places}", places=", ".join(places)), Said("mend it"))
        return places.get(who, HOUSEHOLD)

    def stored(self, item: Input, raw: Any, key: str) -> int:
        """Stored integer of a fact as written."""
        text = str(raw)
        if item.type == "status":
            if text not in ("true", "false", "yes", "no", "", "None"):
                self.reader.fault(key, as_is(f"{item.name}: {text}"), Said("true or false"), Said("mend it"))
            return int(text not in ("false", "no"))
        if item.type == "choice":
            code = item.code(text)
            if code is None:
                self.reader.fault(key, as_is(f"{item.name}: {text}"), Said("one of {known}", known=", ".join(item.values)), Said("mend it"))
            return code or 0
        if item.type == "date":
            try:
                return dates.day_number(date.fromisoformat(text))
            except ValueError:
                self.reader.fault(key, as_is(f"{item.name}: {text}"), Said("a date"), Said("mend it"))
                return 0
        value = number(text)
        if value is None or (value * item.scale).denominator != 1:
            self.reader.fault(key, as_is(f"{item.name}: {text}"), Said("an exact number"), Said("mend it"))
            return 0
        return int(value * item.scale)

    def household(self) -> tuple[Household, dict[str, int]]:
        """The household, and the place of each name in it."""
        sheet = self.sheet
        persons = sheet.get("persons") or {}
        places = {"household": HOUSEHOLD, **{who: place for place, who in enumerate(persons)}}
        spells: dict[int, dict[str, list[Spell]]] = {place: {} for place in places.values()}
        claims: dict[int, dict[str, list[Claim]]] = {place: {} for place in places.values()}
        for row in sheet.get("facts") or []:
            reader = Reader(row, self.reader.faults, ("entity", "fact", "value", "since", "until", "recorded_at"))
            item = self.law.inputs.get(reader.text("fact"))
            if item is None:
                reader.fault("fact", Said("`{key}`", key=row.get("fact")), Said("a declared fact"), Said("mend it"))
                continue
            place = self.place(reader.text("entity"), places, "facts")
            since, until, recorded = (reader.day(key) if row.get(key) else None for key in ("since", "until", "recorded_at"))
            spells[place].setdefault(item.name, []).append(Spell(self.stored(item, row.get("value"), "facts"), since, until, recorded))
        for row in sheet.get("claims") or []:
            reader = Reader(row, self.reader.faults, ("entity", "guarantee", "claimed_on", "decided_on", "decision", "recorded_at"))
            code = reader.text("guarantee", allowed=list(self.law.guarantees))
            decision = reader.text("decision", "pending", ("granted", "refused", "pending"))
            claimed = reader.day("claimed_on")
            decided = reader.day("decided_on") if row.get("decided_on") else (claimed if decision != "pending" else None)
            recorded = reader.day("recorded_at") if row.get("recorded_at") else None
            place = self.place(reader.text("entity"), places, "claims")
            claims[place].setdefault(code, []).append(Claim(claimed, decision, decided, recorded))  # type: ignore[arg-type]
        complete = [] if self.asked_only else [Complete("facts", None, None, ""), Complete("claims", None, None, "")]
        for row in sheet.get("coverage") or []:
            reader = Reader(row, self.reader.faults, ("table", "since", "until", "code"))
            since, until = (reader.day(key) if row.get(key) else None for key in ("since", "until"))
            complete.append(Complete(reader.text("table"), since, until, reader.text("code", "")))
        people = tuple(self.person(who, fields or Sheet(), spells[places[who]], claims[places[who]]) for who, fields in persons.items())
        own = self.facts(sheet.get("household") or {}, "household", spells[HOUSEHOLD], ("hromada",))
        hromada = str((sheet.get("household") or {}).get("hromada") or "H")
        entity = Entity("household", own, _ordered(claims[HOUSEHOLD]))
        return Household(entity, people, tuple(complete), hromada), places

    def facts(self, fields: Any, entity: str, spells: dict[str, list[Spell]], besides: tuple[str, ...]) -> dict[str, tuple[Spell, ...]]:
        """Facts written plainly hold always; dated ones come after them."""
        found: dict[str, list[Spell]] = {}
        for name, raw in fields.items():
            if name in besides:
                continue
            item = self.law.inputs.get(name)
            if item is None or item.entity != entity or not item.recorded:
                self.reader.fault(entity if entity == "household" else "persons", Said("`{key}`", key=name),
                                  Said("a declared fact of a {entity}", entity=entity), Said("mend it"))
                continue
            if raw is not None:
                found[name] = [Spell(self.stored(item, raw, "persons"))]
        if not self.asked_only:
            # Who is not said to live anywhere special does not.
            for item in self.law.inputs.values():
                if item.source == "settlements" and item.entity == entity and item.absence == "no":
                    found.setdefault(item.name, [Spell(0)])
        for name, dated in spells.items():
            ordered = sorted(dated, key=lambda spell: (spell.since or date.min, spell.recorded or date.min))
            found[name] = found.get(name, []) + ordered
        return {name: tuple(items) for name, items in found.items()}

    def person(self, who: str, fields: Any, spells: dict[str, list[Spell]], claims: dict[str, list[Claim]]) -> Entity:
        """One person of the sheet."""
        birth, death = (self.day(fields, key) for key in ("birth_date", "death_date"))
        if birth is None:
            self.reader.fault("persons", Said("{who} without a birth_date", who=who), Said("a date of birth"), Said("add it"))
        facts = self.facts(fields, "person", spells, ("birth_date", "death_date", "incomes"))
        return Entity(who, facts, _ordered(claims), self.incomes(fields.get("incomes")), birth, death)

    def day(self, fields: Any, key: str) -> date | None:
        """A date of a person, None where it is not given."""
        try:
            return date.fromisoformat(str(fields[key])) if fields.get(key) else None
        except ValueError:
            self.reader.fault("persons", as_is(f"{key}: {fields[key]}"), Said("a date"), Said("mend it"))
            return None

    def incomes(self, raw: Any) -> tuple[Income, ...]:
        """`none`: no income in any month around the case's; else kind → {month or first..last: amount}."""
        if raw is None:
            return ()
        if raw == "none":
            return tuple(Income(month, "none", 0) for month in range(self.month - 36, self.month + 37))
        rows: list[Income] = []
        for kind, months in raw.items():
            if kind not in INCOME_KINDS or not isinstance(months, Sheet):
                self.reader.fault("persons", Said("incomes of kind `{kind}`", kind=kind), Said("one of {kinds} with months", kinds=", ".join(INCOME_KINDS)),
                                  Said("mend it"))
                continue
            for span, amount in months.items():
                first, _, last = span.partition("..")
                start, end = dates.parse_month(first), dates.parse_month(last or first)
                kopecks = number(amount)
                if start is None or end is None or end < start or kopecks is None or (kopecks * 100).denominator != 1:
                    self.reader.fault("persons", Said("incomes {span}: {amount}", span=span, amount=amount),
                                      Said("YYYY-MM or YYYY-MM..YYYY-MM with an amount"), Said("mend it"))
                    continue
                rows += [Income(month, kind, int(Fraction(kopecks) * 100)) for month in range(start, end + 1)]
        return tuple(sorted(rows, key=lambda row: (row.month, INCOME_KINDS.index(row.kind))))


def _ordered(claims: dict[str, list[Claim]]) -> dict[str, tuple[Claim, ...]]:
    return {code: tuple(sorted(items, key=lambda claim: claim.claimed_on)) for code, items in claims.items()}
