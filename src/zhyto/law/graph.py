"""What depends on what in a law: the names a name rests on, and how guarantees touch each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zhyto.law.declare import Label
from zhyto.law.ir import Rule
from zhyto.law.model import Law

USES: Final = "uses"
"""Kind of a link that is found in the rules, beside the declared kinds (`zhyto.law.declare.RELATIONS`)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One guarantee touches another. kind: one of RELATIONS, or USES: the rules of `source` read the rule of `target`, or its claim.

    since, until: days on which a declared relation holds (None: no bound). note: why, by language; cite: by which act; mark: how well known.
    """

    kind: str
    source: str
    target: str
    since: date | None = None
    until: date | None = None
    note: Label = field(default_factory=dict)
    cite: str = ""
    mark: str = ""


def named_in(rule: Rule, law: Law) -> Iterator[str]:
    """Names of the law that a version of a rule reads, in order, possibly twice."""
    for node in rule.body.walk() if rule.body is not None else ():
        if node.op != "const" and isinstance(node.value, str) and node.value in law.types:
            yield node.value


def reads(law: Law, name: str) -> list[str]:
    """Names that any version of a name or of its exceptions reads directly, and the choice that names the rows of a table."""
    found: dict[str, None] = {}
    for rule in (*law.rules.get(name, ()), *law.exceptions.get(name, ())):
        found.update(dict.fromkeys(named_in(rule, law)))
    if name in law.parameters and law.parameters[name].by:
        found[law.parameters[name].by] = None
    if name in law.guarantees:
        found.update(dict.fromkeys(law.guarantees[name].rules[1:]))
    return list(found)


def closure(law: Law, name: str, stop: Collection[str] = ()) -> list[str]:
    """Every name that a name rests on, in order of first use, itself left out. What stands in `stop` is named and not looked into."""
    seen: dict[str, None] = {}
    pending = [name]
    while pending:
        current = pending.pop(0)
        if current in seen:
            continue
        seen[current] = None
        if current == name or current not in stop:
            pending += reads(law, current)
    del seen[name]
    return list(seen)


def guarantees_on(law: Law, names: Collection[str]) -> list[str]:
    """Guarantees that rest on any of some names, or are among them, in order of the law."""
    wanted = set(names)
    return [code for code in law.guarantees if code in wanted or not wanted.isdisjoint(closure(law, code))]


def links(law: Law) -> list[Link]:
    """Every way in which two guarantees touch: declared relations first, in order of the law, then what the rules read."""
    found = [
        Link(item.kind, code, item.other, None if item.since == date(1, 1, 1) else item.since, item.until, item.note, item.cite, item.mark)
        for code, guarantee in law.guarantees.items() for item in guarantee.relations
    ]  # fmt: skip
    for code in law.guarantees:
        touched = {name: None for name in closure(law, code, law.guarantees) if name in law.guarantees}
        for name in closure(law, code, law.guarantees):
            # A right whose rules read another right's claim rests on that right too.
            claimed = law.inputs[name].guarantee if name in law.inputs else ""
            if claimed and claimed != code:
                touched[claimed] = None
        found += [Link(USES, code, other) for other in touched]
    return found


def shared(law: Law, groups: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """For each guarantee, the groups of figures (code → names) that it rests on, in order of the groups."""
    found = {}
    for code in law.guarantees:
        rests = set(closure(law, code))
        found[code] = [group for group, names in groups.items() if not rests.isdisjoint(names)]
    return found
