"""What time alone will change: rights that begin, end, or change their amount in the months ahead. No NumPy.

Most guarantees of a law are not a household's business, whatever the month: they ask for a status that nobody there has. So each
right that is not there is first asked once with everything that time can move taken as unknown; if it is still not there, no month
ahead needs computing. The rest is computed month by month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Right, Step, Unknown
from zhyto.explain.inverse import HAS, prolonged
from zhyto.law.declare import Input
from zhyto.law.ir import LawConflict, Rule
from zhyto.law.model import Law
from zhyto.register.record import Household

Kind = Literal["begins", "once", "changes", "ends", "renew"]
Reason = Literal["age", "law", ""]
_NO_REASON: Final[tuple[Reason, str, int]] = ("", "", 0)
_TIME: Final = Unknown(frozenset(["time"]))


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of one right. holder: id of the person or household; entity: its place in `month` (HOUSEHOLD for the household).

    kind: begins; once (it is there in that month only); changes (the amount); ends; renew (the award ends and can be claimed
    again). month: the first in which it is so. state, amount: from then (kopecks; None where there is no right, or `unknown`: a figure of the
    law is not on record); before: the amount until then.
    reason: age (of `who`, who becomes `age` years old), law (a figure of the law changes), or "" where it is neither.
    """

    code: str
    entity: int
    holder: str
    kind: Kind
    month: int
    state: str
    amount: int | None
    before: int | None
    reason: Reason
    who: str = ""
    age: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Turns in order of time. until: the last month whose law is on record (every right computed was unknown for want of law from then on)."""

    turns: tuple[Turn, ...]
    until: int


def outlook(law: Law, household: Household, month: int, ahead: int = 12, known: date | None = None) -> Outlook:
    """What changes within `ahead` months with nothing changing but time, each person's incomes staying as in the last month on record.

    A right that is unknown in between is not told; neither are amounts of rights that nobody has claimed yet.
    """
    longer = prolonged(household, month, ahead)
    now = Reference(law, longer, month, known)
    waiting = candidates(law, longer, now, ahead)
    later: list[Reference] = [Reference(law, longer, at, known) for at in range(month + 1, month + ahead + 1)]
    found: list[Turn] = []
    last = month
    for code, who in waiting:
        before = _right(now, code, who)
        path = []
        for reference in later:
            right = _right(reference, code, who)
            path.append(right)
            if right is not None and not _unwritten(right):
                last = max(last, reference.month)
        found += _turns(now, later, code, who, before, path)
    until = last if waiting else month + ahead
    return Outlook(tuple(sorted(found, key=lambda turn: (turn.month, -(turn.amount or 0), turn.code))), until)


def candidates(law: Law, household: Household, now: Reference, ahead: int) -> list[tuple[str, str]]:
    """(guarantee, id of the person or "") of every right that is there, unknown, or could come within `ahead` months by time alone."""
    first, last = dates.first_day(now.month + 1), dates.last_day(now.month + ahead)
    ids = [member.id for member in now.members]
    coming = [person.id for person in household.persons if person.birth is not None and first <= person.birth <= last]
    stable = not coming and all(
        person.death is None or not first <= dates.add_months(person.death, 1) <= last for person in household.persons
    )
    loose = Reference(law, household, now.month, now.known, _moved(law, now, first, last))
    found = []
    for code, guarantee in law.guarantees.items():
        rules = law.rules[code]
        timely = any(_asks_time(rule) or _begins(rule, first, last) for rule in rules)
        for place in [HOUSEHOLD] if guarantee.entity == "household" else range(len(ids)):
            who = "" if place == HOUSEHOLD else ids[place]
            right = now.right(code, place)
            if _unwritten(right):
                continue
            if right.state != "not_due" or right.step.value != 0 or timely or not stable or loose.right(code, place).step.value != 0:
                found.append((code, who))
        found += [(code, who) for who in coming if guarantee.entity == "person"]
    return found


def _moved(law: Law, now: Reference, first: date, last: date) -> dict[tuple[str, int], Any]:
    """Everything that time can move, as unknown: ages, incomes, claims, dated facts, what a rule says of a month, figures to come."""
    names = {name for name, rules in law.rules.items() if any(_asks_time(rule) or _begins(rule, first, last) for rule in rules)}
    names |= {name for name, rules in law.exceptions.items() if any(_asks_time(rule) or _begins(rule, first, last) for rule in rules)}
    names |= {name for name, item in law.parameters.items() if any(first <= value.since <= last for value in item.values)}
    names |= {name for name, item in law.inputs.items() if item.source in ("incomes", "claims") or name in ("birth_date", "death_date")}
    places = [HOUSEHOLD, *range(len(now.members))]
    moved = {(name, place): _TIME for name in names for place in places}
    for name, item in law.inputs.items():
        if name not in names:
            moved.update({(name, place): _TIME for place in places if _turns_over(item, now, place, first, last)})
    return moved


def _turns_over(item: Input, now: Reference, place: int, first: date, last: date) -> bool:
    """Whether a spell of a fact begins or ends in the months ahead."""
    spells = now.entity(place).facts.get(item.name, ())
    return any((spell.since is not None and first <= spell.since) or (spell.until is not None and spell.until <= last) for spell in spells)


def _begins(rule: Rule, first: date, last: date) -> bool:
    """Whether a version comes into force, or an exception ends; a version that is not written yet opens nothing."""
    ends = bool(rule.exception_to) and rule.until is not None and first <= rule.until <= last
    return (first <= rule.since <= last and rule.state != "not_implemented") or ends


def _asks_time(rule: Rule) -> bool:
    """Whether a rule itself asks for the month or the day, or since when a fact holds."""
    if rule.body is None:
        return False
    return any(node.op == "since" or (node.op == "name" and node.value in ("month", "day")) for node in rule.body.walk())


def _right(reference: Reference, code: str, who: str) -> Right | None:
    """The right of a person (or of the household) in another month; None where the person is not there or the law contradicts itself."""
    place = HOUSEHOLD if not who else next((place for place, member in enumerate(reference.members) if member.id == who), None)
    if place is None:
        return None
    try:
        return reference.right(code, place)
    except LawConflict:
        return None


def _unwritten(right: Right) -> bool:
    """Whether the law of that month is not on record."""
    return right.step.kind == "gap" and isinstance(right.step.value, Unknown)


def _unpriced(right: Right) -> bool:
    """Whether the conditions hold and only a figure of the law is not on record."""
    return not _unwritten(right) and all(name.startswith("law: ") for name in right.missing)


def _turns(
    now: Reference, later: Sequence[Reference], code: str, who: str, before: Right | None, path: Sequence[Right | None]
) -> Iterator[Turn]:
    """The changes along the months. An amount is followed only while the right is due."""
    state = before.state if before is not None else "not_due"
    amount = before.amount if before is not None else 0
    earlier = now
    changed = False
    for place, (reference, right) in enumerate(zip(later, path, strict=True)):
        settled = any(other is not None and other.state in HAS for other in path[place + 1 :])
        if right is not None and right.state == "unknown" and state == "not_due" and _unpriced(right) and not settled:
            beyond = next((other for other in path[place + 1 :] if other is not None and other.state != "unknown"), None)
            lasts: Kind = "once" if beyond is not None and beyond.state == "not_due" else "begins"
            yield Turn(
                code, right.entity, who or reference.household.entity.id, lasts, reference.month, "unknown", None, amount, *_NO_REASON
            )
            return
        if right is None or right.state == "unknown" or right.amount is None:
            continue
        kind: Kind | None = None
        following = next((other for other in path[place + 1 :] if other is not None), None)
        if right.state in HAS and state not in HAS and state != "unknown":
            kind = "once" if following is not None and following.state == "not_due" else "begins"
        elif right.state in HAS and state == "unknown":
            # What was unknown and is settled by time (the month of a birthday) is no news unless it is paid by itself.
            kind = "begins" if right.state == "due" and right.guarantee.access == "automatic" else None
        elif state == "due" and right.state == "claimable":
            kind = "renew"
        elif state == "due" and right.state == "not_due":
            kind = "ends"
        elif state == right.state == "due" and right.amount != amount and not changed:
            if following is not None and following.state == "due" and following.amount not in (None, right.amount):
                # A month in part (the days from a birthday): what it settles at is told.
                continue
            # The first change is told: what follows it can wait for the page of that month.
            kind, changed = "changes", True
        if kind is not None and not (kind == "ends" and _only_then(now, path, place, code, who)):
            reason, of, years = _reason(earlier, reference, code, who, right, state, amount) if kind != "renew" else _NO_REASON
            holder = who or reference.household.entity.id
            amount_then = right.amount if right.state in HAS else None
            yield Turn(code, right.entity, holder, kind, reference.month, right.state, amount_then, amount, reason, of, years)
        state, amount, earlier = right.state, right.amount, reference


def _only_then(now: Reference, path: Sequence[Right | None], place: int, code: str, who: str) -> bool:
    """Whether what ends had lasted for one month only: a payment made once does not end."""
    if place > 0:
        earlier = path[place - 2] if place > 1 else _right(now, code, who)
    else:
        earlier = _right(Reference(now.law, now.household, now.month - 1, now.known), code, who)
    return earlier is None or earlier.state == "not_due"


def _reason(
    earlier: Reference, reference: Reference, code: str, who: str, right: Right, state: str, amount: int | None
) -> tuple[Reason, str, int]:
    """Whose age, or which figure of the law, made the difference."""
    gap = reference.month - earlier.month
    first, last = dates.first_day(earlier.month), dates.last_day(reference.month)
    for place, member in enumerate(reference.members):
        if member.birth is None:
            continue
        years = next((n for n in range(131) if first <= dates.add_months(member.birth, 12 * n) <= last), None)
        if not years:
            continue
        # Were this person as old as before, would the right be as before?
        override = {("birth_date", place): dates.add_months(member.birth, gap)}
        younger = Reference(reference.law, reference.household, reference.month, reference.known, override)
        same = _right(younger, code, who)
        if (
            same is not None
            and (same.state in HAS) == (state in HAS)
            and (right.state not in HAS or state not in HAS or same.amount == amount)
        ):
            return "age", member.id, years
    figures = {step.name for step in _steps(right.step) if step.kind == "parameter"}
    days = dates.first_day(earlier.month), dates.first_day(reference.month)
    if any(reference.law.value(name, days[0], reference.known) != reference.law.value(name, days[1], reference.known) for name in figures):
        return "law", "", 0
    return _NO_REASON


def _steps(root: Step) -> Iterator[Step]:
    seen: set[int] = set()
    pending = [root]
    while pending:
        step = pending.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            pending += step.steps
