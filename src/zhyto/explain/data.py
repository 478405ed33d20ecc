"""What an explanation says, as values: what was read, used, decided and missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhyto.texts.spoken import Lang


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law that was used. value: as spoken; since: from when it holds (None: no value on record)."""

    name: str
    label: str
    value: str
    since: date | None
    mark: str
    cite: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that was read. who: id of the person, "" for the household; value: as spoken."""

    name: str
    label: str
    who: str
    value: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that decided, told the way it turned out. answer: yes, no or unknown to the condition as the law has it."""

    text: str
    answer: Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Node:
    """How one name got its value.

    kind: rule or gap. repeated: the node is told in full elsewhere in the tree, and has no children here.
    cite, since, until, mark, source, note: of the provision. conditions: what decided, in order. formula: words with numbers.
    """

    name: str
    label: str
    who: str
    value: str
    kind: str
    cite: str
    since: date | None
    until: date | None
    mark: str
    source: str
    note: str
    conditions: tuple[Condition, ...]
    formula: str
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    children: tuple[Node, ...]
    repeated: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What would settle an unknown. who: id of the person or ""; text: a sentence; fact: False where the law itself is not known."""

    name: str
    who: str
    text: str
    fact: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure or provision on the way that is not verified. kind: figure, rule or procedure."""

    kind: str
    name: str
    label: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a guarantee has its state, in one language.

    entity: place of the member, or HOUSEHOLD. amount: kopecks, None where unknown. headline: what holds, one sentence.
    at_once, monthly: kopecks that come at once (of a right from an event, for so many `months`) and that come each month from then on; None where unknown,
    or not applicable. notes: what else a resident should know (the claim, its time limit, what comes at once). reasons: why not. missing: what would settle it.
    doubts: exactly the unverified figures and provisions on the way taken. trees: the steps (the amount, then the time limit).
    """

    lang: Lang
    code: str
    label: str
    summary: str
    entity: int
    who: str
    month: str
    state: str
    state_text: str
    amount: int | None
    value: str
    claim_until: date | None
    headline: str
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]
    trees: tuple[Node, ...]
    doubts: tuple[Doubt, ...]
    at_once: int | None = None
    monthly: int | None = None
    months: int = 0
