"""Worked cases computed by both evaluators, and what does not come out as expected. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zhyto import dates
from zhyto.engine.blocks import Result, evaluate
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.law.ir import LawConflict
from zhyto.law.model import Law
from zhyto.lawbook.cases import Case
from zhyto.money import format_amount, parse_amount
from zhyto.register.convert import register_of
from zhyto.rights.rights import STATES, Rights, find_rights


@dataclass(frozen=True, slots=True)
class Mistake:
    """An expectation of a worked case that does not come out.

    who: the person, or `household`. name: the rule or guarantee. expected, found: results as text; found is the reference
    evaluator's. blocks: the block evaluator's, "" where both give the same.
    """

    case: str
    where: str
    who: str
    name: str
    expected: str
    found: str
    blocks: str
    arithmetic: str

    @property
    def told(self) -> str:
        """In one line."""
        blocks = f", by the block evaluator {self.blocks}" if self.blocks else ""
        return f"the case “{self.case}” ({self.who}, {self.name}) expects {self.expected} and gives {self.found}{blocks}; its arithmetic: {self.arithmetic}"


def mistakes(law: Law, cases: Iterable[Case]) -> list[Mistake]:
    """Every expectation that one evaluator or the other does not give, in order of the cases.

    Cases of one month, known day and coverage are computed by the block evaluator together: households do not touch each other.
    """
    ordered = list(cases)
    groups: dict[Any, list[int]] = {}
    for place, case in enumerate(ordered):
        groups.setdefault((case.month, case.known, case.household.complete), []).append(place)
    found: dict[int, list[Mistake]] = {}
    for places in groups.values():
        for place, some in zip(places, _together(law, [ordered[place] for place in places]), strict=True):
            found[place] = some
    return [one for place in range(len(ordered)) for one in found[place]]


def _together(law: Law, cases: Sequence[Case]) -> list[list[Mistake]]:
    """Mistakes of each of some cases of one month, known day and coverage."""
    month, known = cases[0].month, cases[0].known
    wanted_of = [(name, isinstance(wanted, dict) and name in law.guarantees) for case in cases for (_, name), wanted in case.expect.items()]
    codes, names = (list(dict.fromkeys(name for name, right in wanted_of if right is side)) for side in (True, False))
    try:
        register = register_of([case.household for case in cases], law.inputs, law.guarantees)
        rights = {right.guarantee.code: right for right in find_rights(law, register, month, known, codes=codes, engine="numpy")}
        values = evaluate(law, register, names, month, known) if names else {}
    except LawConflict as conflict:
        if len(cases) > 1:
            return [some for case in cases for some in _together(law, [case])]
        return [[_mistake(cases[0], place, name, cases[0].expect[place, name], str(conflict), "") for place, name in cases[0].expect]]
    found = []
    for row, case in enumerate(cases):
        reference, own = Reference(law, case.household, month, known), []
        for (place, name), wanted in case.expect.items():
            at = row if law.entities[name] != "person" else int(register.start[row]) + max(place, 0)
            right = isinstance(wanted, dict) and name in rights
            single = _single(reference, case, place, name, right)
            block = _of_right(rights[name], at) if right else _of_rule(law, name, values[name], at)
            if single != block or not _fits(single, wanted):
                own.append(_mistake(case, place, name, wanted, _said(single), "" if single == block else _said(block)))
        found.append(own)
    return found


def _single(reference: Reference, case: Case, place: int, name: str, state: bool) -> Any:
    """What the reference evaluator gives of a guarantee's state, or of a rule's value."""
    at: int | None = HOUSEHOLD
    if place != HOUSEHOLD:
        at = next((i for i, member in enumerate(reference.members) if member is case.household.persons[place]), None)
    if at is None:
        return {"state": "not_due"} if state else "not a member of the household in the month"
    if not state:
        value = reference.value(name, at)
        return _state("unknown", None, None, value.missing) if isinstance(value, Unknown) else value
    right = reference.right(name, at)
    return _state(right.state, right.amount, right.claim_until, right.missing)


def _state(state: str, amount: int | None, until: date | None, missing: Iterable[str]) -> dict[str, Any]:
    """A state with what belongs to it."""
    found: dict[str, Any] = {"state": state}
    if state == "unknown":
        found["missing"] = sorted(missing)
    if state in ("due", "claimable"):
        found["amount"] = amount
    if state == "claimable" and until is not None:
        found["claim_until"] = str(until)
    return found


def _of_right(right: Rights, row: int) -> dict[str, Any]:
    """What the block evaluator gives of a guarantee's state."""
    bits, day = int(right.missing[row]), int(right.claim_until[row])
    until = None if day in (dates.FAR_PAST, dates.FAR_FUTURE) else dates.day_of(day)
    missing = [name for place, name in enumerate(right.missing_names) if bits >> place & 1]
    return _state(STATES[right.state[row]], int(right.amount[row]), until, missing)


def _of_rule(law: Law, name: str, result: Result, row: int) -> Any:
    """What the block evaluator gives of a rule."""
    if lacking := result.lacking(row):
        return _state("unknown", None, None, lacking)
    stored, kind = result.value[row], law.types[name].kind
    if kind == "bool":
        return bool(stored)
    if kind == "month":
        return int(stored)
    if kind == "date":
        return dates.day_of(int(stored))
    return law.types[name].choices[int(stored)] if kind == "choice" else Fraction(int(stored), result.bottom or 1)


def _fits(found: Any, wanted: Any) -> bool:
    """Whether a result is what a case expects; of a guarantee only what the case names is compared."""
    if isinstance(found, dict):
        if not isinstance(wanted, dict):
            return bool(wanted == "unknown" == found["state"])
        given = dict(wanted)
        if "amount" in given:
            given["amount"] = parse_amount(str(given["amount"]))
        if "missing" in given:
            given["missing"] = sorted(given["missing"] or [])
        return all(found.get(key) == value for key, value in given.items())
    if isinstance(wanted, dict):
        return False
    if isinstance(found, bool):
        return str(wanted) in (str(found).lower(), "yes" if found else "no")
    if isinstance(found, Fraction):
        try:
            return found == Fraction(str(wanted))
        except ValueError:
            return False
    return _said(found) == str(wanted)


def _said(value: Any) -> str:
    """A result in plain text."""
    if isinstance(value, dict):
        amount = value.get("amount")
        parts = [str(value.get("state", "")), "" if amount is None else format_amount(amount) if isinstance(amount, int) else str(amount)]
        until, missing = value.get("claim_until"), value.get("missing")
        parts += [f"claim_until {until}" if until else "", f"({', '.join(missing)})" if missing else ""]
        return " ".join(part for part in parts if part)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return str(value) if 100 % value.denominator else format_amount(int(value * 100))
    return dates.format_month(value) if isinstance(value, int) else str(value)


def _mistake(case: Case, place: int, name: str, wanted: Any, found: str, blocks: str) -> Mistake:
    who = next(who for who, at in case.places.items() if at == place)
    return Mistake(case.name, case.where, who, name, _said(wanted), found, blocks, case.arithmetic)
