"""The register in memory: columns, aligned by household.

Persons stand in the order of their households; household `h` owns person rows `start[h] : start[h + 1]`, so any run of
households is a slice of every column and households are never split. A value and whether it is known are two arrays.
Choices are codes, amounts kopecks, days and months ints (see `zhyto.dates`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto import dates

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Bools = NDArray[np.bool_]

INCOME_KINDS = (
    "none",
    "wage",
    "self_employment",
    "farm",
    "pension",
    "benefit",
    "stipend",
    "alimony",
    "remittance",
    "rent",
    "other",
    "counted_benefit",
)
"""Code of an income kind = its place here. `none`: there was no income in that month."""
ROLES = ("none", "head", "spouse", "child", "parent", "other")
"""Code of a role = its place here; 0 where the register does not say (unknown)."""
SEXES = ("none", "female", "male")
DECISIONS = ("pending", "granted", "refused")


@dataclass(slots=True)
class Fact:
    """One declared fact for one entity: a value that always holds (a table's column), overridden by dated spells.

    base, base_known: one entry per entity, or None where the fact has no column. Any integer type that holds the declared
        range will do: the smaller, the less memory a run reads.
    entity, value, since, until, recorded: one entry per spell, sorted by (entity, since, recorded). Days as ints;
        `until` inclusive; FAR_PAST / FAR_FUTURE where open. Where spells overlap the later one holds.
    row: 1-based file row of the spell, for evidence (0: made in memory).
    """

    base: NDArray[Any] | None
    base_known: Bools | None
    entity: Ints32
    value: Ints
    since: Ints32
    until: Ints32
    recorded: Ints32
    row: Ints32


@dataclass(slots=True)
class Incomes:
    """Income rows, sorted by (month, person, kind), so that a month is a slice."""

    person: Ints32
    month: Ints32
    kind: NDArray[np.int8]
    amount: Ints
    recorded: Ints32

    def of_month(self, month: int) -> slice:
        """Where a month's rows stand."""
        # Of the column's own type: otherwise all of it would be converted.
        first, end = np.searchsorted(self.month, np.array([month, month + 1], dtype=np.int32))
        return slice(int(first), int(end))

    def months(self) -> list[int]:
        """Months that have rows, in order."""
        found: list[int] = []
        place = 0
        while place < len(self.month):
            found.append(int(self.month[place]))
            place = self.of_month(found[-1]).stop
        return found

    def by_month(self) -> Incomes:
        """Rows sorted by (person, kind) within each month in order of months."""
        back = self.month - self.month.min(initial=np.iinfo(np.int32).max)
        # Numbers of 16 bits are sorted in one pass over them.
        return self.taken(np.argsort(back.astype(np.int16) if back.max(initial=0) < 2**15 else back, kind="stable"))

    def taken(self, order: NDArray[np.int64]) -> Incomes:
        """The rows of an order."""
        return Incomes(self.person[order], self.month[order], self.kind[order], self.amount[order], self.recorded[order])


@dataclass(slots=True)
class Claims:
    """Claims for one guarantee, sorted by (entity, claimed_on). entity: row of the guarantee's entity. decided_on: FAR_FUTURE while pending."""

    claim_id: pl.Series
    entity: Ints32
    claimed_on: Ints32
    decided_on: Ints32
    decision: NDArray[np.int8]
    reason: pl.Series
    recorded: Ints32
    row: Ints32


@dataclass(slots=True)
class Payments:
    """Payments for one guarantee, sorted by (entity, month, paid_on)."""

    payment_id: pl.Series
    entity: Ints32
    month: Ints32
    amount: Ints
    paid_on: Ints32
    recorded: Ints32
    row: Ints32


@dataclass(frozen=True, slots=True)
class Coverage:
    """A statement that a table is complete: for days since…until, for a code (kind, guarantee, fact; "" all) and hromada ("" all)."""

    table: str
    since: int
    until: int
    code: str
    hromada: str


@dataclass(slots=True)
class Register:
    """All that is known about the residents.

    hromada: code per household as an index into `hromadas` (as of the table; `facts["hromada"]` overrides it).
    birth, sex, role, death: per person; birth FAR_FUTURE never occurs (required); role 0 unknown; death FAR_FUTURE where alive.
    facts: by declared code, other than the columns above. moves: spells of `member_of` (value = household row).
    faults is empty: a register with faults is refused (`zhyto.io.register.reader`).
    """

    household_id: pl.Series
    person_id: pl.Series
    start: Ints
    hromadas: tuple[str, ...]
    hromada: Ints32
    birth: Ints32
    sex: NDArray[np.int8]
    role: NDArray[np.int8]
    death: Ints32
    facts: dict[str, Fact]
    moves: Fact | None
    incomes: Incomes
    claims: dict[str, Claims]
    payments: dict[str, Payments]
    coverage: tuple[Coverage, ...]
    digest: str = ""
    name: str = "register"
    extra: dict[str, pl.Series] = field(default_factory=dict)

    @property
    def households(self) -> int:
        """Number of households."""
        return len(self.start) - 1

    @property
    def persons(self) -> int:
        """Number of persons."""
        return int(self.start[-1])

    def household_of(self) -> Ints32:
        """Row of each person's household."""
        return np.repeat(np.arange(self.households, dtype=np.int32), np.diff(self.start))


def covered_hromadas(register: Register, table: str, codes: Collection[str], first: int, last: int) -> Bools:
    """Whether a table is complete for every day first…last and any of the codes ("": where all of it is), per hromada of the register.

    Rows may adjoin or overlap to cover the days between them. One entry per `register.hromadas`, then one for households in none (index -1),
    which only rows without a hromada cover.
    """
    rows = [c for c in register.coverage if c.table == table and c.code in codes]
    everywhere = [(c.since, c.until) for c in rows if not c.hromada]
    result = np.full(len(register.hromadas) + 1, dates.spanned(everywhere, first, last), dtype=np.bool_)
    if not result[-1]:
        there: dict[str, list[tuple[int, int]]] = {}
        for c in rows:
            if c.hromada:
                there.setdefault(c.hromada, []).append((c.since, c.until))
        for place, hromada in enumerate(register.hromadas):
            if hromada in there:
                result[place] = dates.spanned(everywhere + there[hromada], first, last)
    return result
