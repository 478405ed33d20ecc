"""One household as it stands in the register, for the reference evaluator. No arrays, no NumPy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Spell:
    """A fact that held from `since` to `until` (inclusive; None: open), learned on `recorded` (None: always known). value: stored integer."""

    value: int
    since: date | None = None
    until: date | None = None
    recorded: date | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """Kopecks of one kind in one month."""

    month: int
    kind: str
    amount: int
    recorded: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim by an entity for a guarantee. index: its place in the register's claims for that guarantee."""

    claimed_on: date
    decision: Literal["pending", "granted", "refused"]
    decided_on: date | None = None
    recorded: date | None = None
    index: int = -1
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class Complete:
    """`table` is complete for days since…until for a code ("" all) in the household's hromada."""

    table: str
    since: date | None
    until: date | None
    code: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or household: facts (stored integers) and claims. row: its row in the register (-1: none).

    facts: code → spells; a table's column is a spell without bounds, first.
    """

    id: str
    facts: dict[str, tuple[Spell, ...]] = field(default_factory=dict)
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    incomes: tuple[Income, ...] = ()
    birth: date | None = None
    death: date | None = None
    row: int = -1


@dataclass(frozen=True, slots=True)
class Household:
    """A household with all persons who belong to it, in order of the register."""

    entity: Entity
    persons: tuple[Entity, ...]
    complete: tuple[Complete, ...] = ()
    hromada: str = ""
