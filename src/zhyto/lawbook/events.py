"""Life events: facts that change on a day, and the rights that open, change and end because of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Right
from zhyto.explain.inverse import HAS, prolonged
from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Label, Procedure
from zhyto.law.model import Law
from zhyto.law.sheets import Reader, Sheet
from zhyto.lawbook.cases import Builder
from zhyto.money import format_amount
from zhyto.register.record import Entity, Household, Income, Spell
from zhyto.texts import Said, as_is
from zhyto.texts.spoken import speak_amount

NEWBORN: Final = "newborn"
"""Id of a person who is born in an event."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One thing that changes. kind: fact (name becomes one of `values`, stored integers by their text), birth (a person with the role
    `name`), birthday (of `years`) or death. everyone: of all persons, not of one.
    """

    kind: Literal["fact", "birth", "birthday", "death"]
    name: str = ""
    values: Mapping[str, int] | None = None
    years: int = 0
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A life event. household, entity, on: a plain example, the id of whom it happens to in it, and the day (None: their birthday)."""

    code: str
    label: Label
    changes: tuple[FactChange, ...]
    household: Household
    entity: str
    on: date | None

    @property
    def choices(self) -> tuple[str, ...]:
        """Values of which one is chosen; the first unless said otherwise."""
        return next((tuple(one.values) for one in self.changes if one.values is not None and len(one.values) > 1), ())


@dataclass(frozen=True, slots=True)
class Turn:
    """What an event does to one right over some months.

    kind: opens, changes, ends, unknown (no longer known) or known. first, last: months in which it does (last None: to the end of what was
    computed). before, after: state and kopecks (None: unknown) without and with the event. claim_until: last day to claim, where it must
    be claimed and there is one; procedure: how it is claimed then, if that is on record. once: whether the money before and after is paid once, not each
    month. accrues: who claims later is paid the months since the event at once.
    """

    code: str
    guarantee: Label
    holder: str
    kind: Literal["opens", "changes", "ends", "unknown", "known"]
    first: int
    last: int | None
    before: tuple[str, int | None]
    after: tuple[str, int | None]
    in_kind: bool
    missing: tuple[str, ...]
    claim_until: date | None
    procedure: Procedure | None
    documents: tuple[Label, ...]
    once: tuple[bool, bool] = (False, False)
    accrues: bool = False


# reading ----------------------------------------------------------------------------------------------------------------------


def read_events(sheet: Any, file: str, law: Law, faults: list[Fault]) -> dict[str, Event]:
    """The events of an `events.yaml` by code; faults are added to the list."""
    if sheet is None:
        return {}
    if not isinstance(sheet, Sheet) or not isinstance(sheet.get("events"), Sheet) or not isinstance(sheet.get("examples"), Sheet):
        faults.append(Fault(file, 1, "", Said("no examples or no events"), Said("examples: {{…}} and events: {{…}}"), Said("write both")))
        return {}
    found = {}
    for code, entry in sheet["events"].items():
        if not isinstance(entry, Sheet):
            faults.append(Fault(file, sheet["events"].lines[code], code, Said("no mapping"), Said("label, example, entity, changes"), Said("write them")))
            continue
        reader = Reader(entry, faults, ("label", "example", "entity", "on", "changes"))
        example = sheet["examples"].get(reader.text("example", allowed=list(sheet["examples"])))
        rows = entry.get("changes")
        if not isinstance(example, Sheet) or not isinstance(rows, list) or not all(isinstance(row, Sheet) for row in rows):
            reader.fault("changes", Said("no list of changes, or no example"), Said("changes: [{{fact: …, to: …}}]"), Said("write them"))
            continue
        on = reader.day("on") if "on" in entry else None
        builder = Builder(law, Reader(example, faults, ("household", "persons", "facts", "claims", "coverage")), _middle(on))
        household, places = builder.household()
        changes = tuple(change for row in rows if (change := _change(row, builder, law, faults)) is not None)
        if on is None and not any(change.kind == "birthday" for change in changes):
            reader.fault("on", Said("nothing"), Said("the day of the event"), Said("add it"))
        if reader.text("entity") not in places or reader.text("entity") == "household":
            reader.fault("entity", as_is(repr(entry.get("entity"))), Said("one of {known}", known=", ".join(name for name in places if name != "household")),
                         Said("mend it"))
        found[code] = Event(code, reader.label("label"), changes, household, reader.text("entity"), on)
    return found


def _middle(on: date | None) -> int:
    """Month around which an example's "no income" is on record."""
    return dates.month_index(on) if on else 2026 * 12


def _change(row: Sheet, builder: Builder, law: Law, faults: list[Fault]) -> FactChange | None:
    reader = Reader(row, faults, ("fact", "to", "of", "birth", "birthday", "death"))
    if "birth" in row:
        return FactChange("birth", reader.text("birth", allowed=list(law.inputs["role"].values)))
    if "birthday" in row:
        return FactChange("birthday", years=reader.whole("birthday", None) or 0)
    if "death" in row:
        return FactChange("death")
    item = law.inputs.get(reader.text("fact"))
    if item is None or not item.recorded:
        reader.fault("fact", as_is(repr(row.get("fact"))), Said("a declared fact of this law, not an income or a claim"), Said("mend it"))
        return None
    raw = row.get("to")
    texts = [str(one) for one in raw] if isinstance(raw, list) else [reader.text("to")]
    values = {text: builder.stored(item, text, "to") for text in texts}
    return FactChange("fact", item.name, values, everyone=reader.text("of", "self", ("self", "all")) == "all")


# happening --------------------------------------------------------------------------------------------------------------------


def happens(law: Law, event: Event, household: Household, entity: str, on: date | None, to: str = "", ahead: int = 12) -> tuple[
    date, Household, Household
]:  # fmt: skip
    """The day of an event, and a household without and with it. ahead: months for which incomes go on as last recorded.

    A birthday happens by itself: without it, the person is taken to be born that much later. Raises InputRefused.
    """
    place = next((place for place, person in enumerate(household.persons) if person.id == entity), None)
    if place is None:
        ids = ", ".join(person.id for person in household.persons[:8])
        raise InputRefused([Fault("--entity", 0, "", as_is(repr(entity)), Said("a person of the household ({ids})", ids=ids), Said("name a person"))])
    if to and to not in event.choices:
        expected = Said("one of {known}", known=", ".join(event.choices)) if event.choices else Said("no --to: this event has one value")
        raise InputRefused([Fault("--to", 0, event.code, as_is(repr(to)), expected, Said("mend it"))])
    birthday = next((change for change in event.changes if change.kind == "birthday"), None)
    born = household.persons[place].birth
    if birthday is not None and born is not None:
        on = dates.add_months(born, 12 * birthday.years)
    if on is None:
        raise InputRefused([Fault("--on", 0, event.code, Said("nothing"), Said("the day of the event"), Said("add --on YYYY-MM-DD"))])
    month = dates.month_index(on)
    without = prolonged(household, month, ahead)
    if birthday is not None and born is not None:
        later = replace(without.persons[place], birth=dates.add_months(born, ahead + 2))
        return on, _with_person(without, place, later), without
    changed = without
    for change in event.changes:
        changed = _applied(law, change, changed, place, on, to, month + ahead)
    return on, without, changed


def _with_person(household: Household, place: int, person: Entity) -> Household:
    return replace(household, persons=(*household.persons[:place], person, *household.persons[place + 1 :]))


def _applied(law: Law, change: FactChange, household: Household, place: int, on: date, to: str, last: int) -> Household:
    if change.kind == "death":
        return _with_person(household, place, replace(household.persons[place], death=on))
    if change.kind == "birth":
        role = law.inputs["role"].code(change.name) or 0
        nothing = tuple(Income(month, "none", 0) for month in range(dates.month_index(on), last + 1))
        child = Entity(NEWBORN, {"role": (Spell(role),)}, {}, nothing, on)
        return replace(household, persons=(*household.persons, child))
    item, values = law.inputs[change.name], change.values or {}
    stored = values[to] if to in values else next(iter(values.values()))

    def known(entity: Entity) -> Entity:
        return replace(entity, facts={**entity.facts, item.name: (*entity.facts.get(item.name, ()), Spell(stored, on))})

    if item.entity == "household":
        return replace(household, entity=known(household.entity))
    chosen = range(len(household.persons)) if change.everyone else (place,)
    return replace(household, persons=tuple(known(one) if at in chosen else one for at, one in enumerate(household.persons)))


def turns(law: Law, on: date, without: Household, changed: Household, ahead: int = 12, known: date | None = None) -> list[Turn]:
    """What differs between a household without and with an event, from its month on, for `ahead` months more: by month, then by the law.

    Months for which the law of a guarantee is not written are left out of it.
    """
    first = dates.month_index(on)
    months = range(first, first + ahead + 1)
    pairs = [(Reference(law, without, month, known), Reference(law, changed, month, known)) for month in months]
    ids = list(dict.fromkeys(member.id for pair in pairs for side in pair for member in side.members))
    found = []
    for code, guarantee in law.guarantees.items():
        for holder in ids if guarantee.entity == "person" else [changed.entity.id]:
            # Months whose law is not written would only say that nothing is known of them.
            versions = [law.version(code, dates.first_day(month), known) for month in months]
            written = [place for place, rule in enumerate(versions) if rule is not None and rule.state != "not_implemented"]
            rows = {first + place: tuple(_right(side, code, holder) for side in pairs[place]) for place in written}
            once = {first + place: tuple(_once(side, right) for side, right in zip(pairs[place], rows[first + place], strict=True)) for place in written}
            found += _runs(code, holder, rows, once)
    return sorted(found, key=lambda turn: turn.first)


def _right(reference: Reference, code: str, holder: str) -> Right | None:
    """A right of a member (None where there is none of that id), or of the household."""
    if reference.law.guarantees[code].entity == "household":
        return reference.right(code, HOUSEHOLD)
    place = next((place for place, member in enumerate(reference.members) if member.id == holder), None)
    return None if place is None else reference.right(code, place)


def _once(reference: Reference, right: Right | None) -> bool:
    """Whether what a right gives in its month does not come again each month."""
    return right is not None and right.state in HAS and reference.paid_once(right.guarantee.code, right.entity) is not False


def _side(right: Right | None) -> tuple[str, int | None]:
    return ("not_due", 0) if right is None else (right.state, right.amount if right.state in HAS else None if right.state == "unknown" else 0)


def _runs(code: str, holder: str, rows: Mapping[int, tuple[Right | None, ...]], once: Mapping[int, tuple[bool, ...]]) -> list[Turn]:
    """Stretches of months in which a right differs in the same way."""
    found: list[Turn] = []
    for month, (one, two) in rows.items():
        before, after = _side(one), _side(two)
        if before == after:
            continue
        last = None if month == max(rows) else month
        earlier = found[-1] if found else None
        paid = (once[month][0], once[month][1])
        if earlier is not None and earlier.last == month - 1 and (earlier.before, earlier.after, earlier.once) == (before, after, paid):
            found[-1] = replace(earlier, last=last)
            continue
        had, has = before[0] in HAS, after[0] in HAS
        kind: Literal["opens", "changes", "ends", "unknown", "known"]
        if after[0] == "unknown":
            kind = "unknown"
        elif before[0] == "unknown":
            kind = "known"
        else:
            kind = "changes" if had and has else "opens" if has else "ends"
        right = two if two is not None else one
        assert right is not None
        guarantee, claimed = right.guarantee, after[0] == "claimable" and two is not None
        found.append(Turn(
            code, guarantee.label, holder, kind, month, last, before, after, guarantee.gives == "in_kind",
            two.missing if two is not None and kind == "unknown" else (), two.claim_until if claimed and two is not None else None,
            guarantee.procedure_on(dates.first_day(month)) if claimed else None, guarantee.documents if claimed else (), paid, claimed and guarantee.accrues,
        ))  # fmt: skip
    return found


# telling ----------------------------------------------------------------------------------------------------------------------


def as_dict(turn: Turn) -> dict[str, Any]:
    """Plain values for JSON; money as text with two decimals (None: unknown)."""
    way = turn.procedure

    def side(place: int) -> dict[str, Any]:
        state, amount = (turn.before, turn.after)[place]
        return {"state": state, "amount_uah": None if amount is None else format_amount(amount), "once": turn.once[place]}

    return {
        "guarantee": turn.code, "label": dict(turn.guarantee), "entity": turn.holder, "kind": turn.kind,
        "from": dates.format_month(turn.first), "until": None if turn.last is None else dates.format_month(turn.last),
        "before": side(0), "after": side(1), "accrues": turn.accrues, "missing": list(turn.missing),
        "claim_until": turn.claim_until.isoformat() if turn.claim_until else None,
        "claim": None if way is None else {
            "where": dict(way.place), "decides": dict(way.decides), "decision_days": way.decision_days or None, "mark": way.mark,
        },
        "documents": [dict(one) for one in turn.documents],
    }  # fmt: skip


_KINDS: Final[Mapping[str, Label]] = {
    "opens": {"uk": "відкривається", "en": "opens"},
    "changes": {"uk": "змінюється", "en": "changes"},
    "ends": {"uk": "закінчується", "en": "ends"},
    "unknown": {"uk": "стає невідомим", "en": "becomes unknown"},
    "known": {"uk": "стає відомим", "en": "becomes known"},
}


def _one(text: str, lang: str) -> str:
    """A text of the law written `uk / en`, in one language."""
    first, _, second = text.partition(" / ")
    return second if lang == "en" and second else first


def to_text(law: Law, found: Sequence[Turn], lang: str, currency: str) -> str:
    """Turns as sentences, with what to do."""
    uk = lang == "uk"
    if not found:
        return "Жодне право не змінюється." if uk else "No right changes."

    def side(turn: Turn, place: int) -> str:
        state, amount = (turn.before, turn.after)[place]
        if amount is None:
            return "невідомо" if uk else "unknown"
        if state not in HAS:
            return "немає" if uk else "none"
        said = ("є" if uk else "yes") if turn.in_kind else speak_amount(amount, lang, currency)
        if not turn.in_kind:
            said += (" один раз" if uk else " once") if turn.once[place] else (" щомісяця" if uk else " each month")
        return f"{said} {'за заявою' if uk else 'on a claim'}" if state == "claimable" else said

    lines = []
    for turn in found:
        until = "" if turn.last is None else f" – {dates.format_month(turn.last)}" if turn.last != turn.first else ""
        more = " …" if turn.last is None else ""
        lines.append(
            f"{dates.format_month(turn.first)}{until}{more}  {turn.guarantee[lang]} ({turn.holder}) {_KINDS[turn.kind][lang]}: "
            f"{side(turn, 0)} → {side(turn, 1)}"
        )
        if turn.missing:
            names = "; ".join(law.label(name, lang) if name in law.types else _one(name.removeprefix("law: "), lang) for name in turn.missing)
            lines.append(f"    {'бракує' if uk else 'missing'}: {names}")
        if turn.after[0] == "claimable":
            by = f" {'до' if uk else 'by'} {turn.claim_until}" if turn.claim_until else ""
            where = f": {turn.procedure.place[lang]}" if turn.procedure else ""
            lines.append(f"    {'подайте заяву' if uk else 'make a claim'}{by}{where}")
            if turn.accrues and turn.last != turn.first:
                lines.append(f"    {'хто заявить пізніше, отримає минулі місяці одразу' if uk else 'a later claim brings the past months at once'}")
            elif turn.accrues and turn.claim_until is not None:
                lines.append(f"    {'хто заявить пізніше, отримає стільки само' if uk else 'a later claim brings as much'}")
            if turn.documents:
                lines.append(f"    {'візьміть' if uk else 'bring'}: {'; '.join(one[lang] for one in turn.documents)}")
    return "\n".join(lines)
