"""What a name rests on: rules, figures and facts, and which of them are not verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from zhyto import dates
from zhyto.law.declare import SURE, Dated, Guarantee
from zhyto.law.ir import Rule
from zhyto.law.model import Law


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything a name may read on a day, in order of first use."""

    rules: tuple[Rule, ...]
    figures: tuple[tuple[str, Dated], ...]
    facts: tuple[str, ...]
    gaps: tuple[str, ...]


def basis(law: Law, name: str, day: date, known: date | None = None) -> Basis:
    """What a name rests on, on a day. A figure read on another date counts with its value on `day` (or its first)."""
    rules: dict[str, Rule] = {}
    figures: dict[str, Dated] = {}
    facts: dict[str, None] = {}
    gaps: dict[str, None] = {}
    seen: set[str] = set()
    pending = [name]
    while pending:
        current = pending.pop(0)
        if current in seen or current in ("month", "day", "members"):
            continue
        seen.add(current)
        if current in law.inputs:
            facts[current] = None
        elif current in law.parameters:
            dated = law.value(current, day, known)
            if dated is None or dated.value is None:
                gaps[current] = None
            if dated is not None:
                figures[current] = dated
        elif current in law.rules:
            rule = law.version(current, day, known)
            if rule is None or rule.body is None:
                if rule is None or rule.state == "not_implemented":
                    gaps[current] = None
                continue
            versions = [rule, *(other for other in law.exceptions.get(current, ()) if other.holds(day))]
            for version in versions:
                assert version.body is not None
                rules[version.where] = version
                pending += _names(version)
    return Basis(tuple(rules.values()), tuple(figures.items()), tuple(facts), tuple(gaps))


def _names(rule: Rule) -> list[str]:
    assert rule.body is not None
    found = [node.value for node in rule.body.walk() if node.op in ("name", "member", "link", "nth") and isinstance(node.value, str)]
    return list(dict.fromkeys(found))


def unverified(law: Law, name: str, day: date, known: date | None = None) -> tuple[str, ...]:
    """Names of figures and rules behind a name that are remembered, assumed or missing, sorted."""
    rests = basis(law, name, day, known)
    doubtful = {figure for figure, dated in rests.figures if dated.mark not in SURE} | {
        rule.name for rule in rests.rules if rule.mark not in SURE
    }
    return tuple(sorted(doubtful | set(rests.gaps)))


Standing = Literal["read", "verified", "assumed", "open"]
"""How well the law behind a right is known: all of it read in the act; all of it in the act or on a page; the same but for readings that are
assumed; something remembered or missing.
"""
STANDINGS: Final[tuple[Standing, ...]] = ("read", "verified", "assumed", "open")


def standing(law: Law, guarantee: Guarantee, day: date, known: date | None = None) -> Standing:
    """How well everything is known that a right and the last day to claim it may rest on, on a day."""
    marks = set()
    for name in filter(None, (guarantee.code, guarantee.window)):
        rests = basis(law, name, day, known)
        marks |= {dated.mark for _, dated in rests.figures} | {rule.mark for rule in rests.rules} | ({"missing"} if rests.gaps else set())
    if not marks:
        return "open"
    if marks <= set(SURE):
        return "read" if marks == {"read"} else "verified"
    return "assumed" if marks <= {*SURE, "assumption"} else "open"


@lru_cache(maxsize=4096)
def law_text(law: Law, code: str, day: date, known: date | None = None) -> str:
    """Citation of the rule in force, and `unverified: …` where something behind it is not verified."""
    rule = law.version(code, day, known)
    if rule is None:
        return f"no law on record for {dates.format_month(dates.month_index(day))}"
    cite = rule.cite or rule.missing
    doubtful = unverified(law, code, day, known)
    return cite + (f"; unverified: {', '.join(doubtful)}" if doubtful else "")
