"""The clock of claims and rights: received when, who must act, since when, by which day, under which article; and a warning before a right stops.

A deadline is told, never enforced: what is late stays due (`zhyto.rights.rights`). Days are numbers as in `zhyto.dates`; all is computed for columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto import dates
from zhyto.dates import FAR_FUTURE
from zhyto.law.declare import Guarantee
from zhyto.register.columns import DECISIONS, Bools, Claims, Ints32
from zhyto.register.snapshot import days_to_decide
from zhyto.rights.accrual import Parts
from zhyto.rights.rights import CLAIMABLE

WAITING: Final = 0
OVERDUE: Final = 1
GRANTED: Final = 2
REFUSED: Final = 3
STAGES: Final = ("waiting", "overdue", "granted", "refused")
"""Code of a stage = its place here."""
ACTORS: Final = ("office", "resident", "nobody")
"""Who must act next: the office decides; the resident appeals or claims again; nobody, all is done."""
OFFICE: Final = 0
RESIDENT: Final = 1
NOBODY: Final = 2
WARN_DAYS: Final = 14
_WORDS: Final = {
    "waiting": ("чекає рішення", "waits for a decision"), "overdue": ("строк рішення минув", "the time for a decision is over"),
    "granted": ("призначено", "granted"), "refused": ("відмовлено", "refused"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clocks:
    """One row per claim known on a day, in the order of `Register.claims`; arrays aligned.

    claim: row in `register.claims[code]`. entity: row of the guarantee's entity. received: day of the claim. stage: place in STAGES.
    waits_for: place in ACTORS. since: day since when. due_by: last day to act (decide, appeal, claim again), FAR_FUTURE where none is established.
    left: days until then (below zero: over); 0 where there is no such day. warn: a right stops soon unless somebody acts.
    way: place in `ways`, -1 where how it is claimed is not on record.
    ways: (who decides uk, en, how to appeal uk, en, article) of each procedure that was in force on a claim's day. cite: of the guarantee.
    """

    guarantee: str
    cite: str
    claim: Ints32
    entity: Ints32
    received: Ints32
    stage: NDArray[np.int8]
    waits_for: NDArray[np.int8]
    since: Ints32
    due_by: Ints32
    left: Ints32
    warn: Bools
    way: NDArray[np.int16]
    ways: tuple[tuple[str, str, str, str, str], ...]

    def __len__(self) -> int:
        return len(self.claim)

    def article(self, row: int) -> str:
        """Under which act and article the day of a row stands."""
        return self.ways[self.way[row]][4] if self.way[row] >= 0 and self.ways[self.way[row]][4] else self.cite

    def table(self) -> pl.DataFrame:
        """The same as a table: dates as dates, words for codes; rows of the register as numbers."""
        def day(column: Ints32) -> pl.Series:
            return pl.Series(np.where(column == FAR_FUTURE, 0, column).astype(np.int32)).cast(pl.Date).set(pl.Series(column == FAR_FUTURE), None)

        cites = pl.Series([one[4] or self.cite for one in self.ways] + [self.cite], dtype=pl.String)
        return pl.DataFrame({
            "guarantee": pl.repeat(self.guarantee, len(self), dtype=pl.String, eager=True), "claim": self.claim, "entity": self.entity,
            "received": day(self.received), "stage": pl.Series(STAGES).gather(self.stage), "waits_for": pl.Series(ACTORS).gather(self.waits_for),
            "since": day(self.since), "due_by": day(self.due_by), "days_left": self.left, "warn": self.warn,
            "article": cites.gather(np.where(self.way < 0, len(self.ways), self.way)),
        })  # fmt: skip


def claim_clocks(claims: Claims, guarantee: Guarantee, as_of: int, warn_days: int = WARN_DAYS) -> Clocks:
    """Where each claim for a guarantee stands on a day, by what was recorded then.

    A pending claim waits for the office until the days for a decision after it was made, just as `zhyto.rights.rights` counts it. A refused one can be
    appealed by the resident for the procedure's `appeal_months`. A granted one with `award_months` ends with its last month, and can be claimed again;
    where that was done, nobody is waited for and nothing is warned of.
    """
    rows = np.flatnonzero((claims.recorded <= as_of) & (claims.claimed_on <= as_of)).astype(np.int32)
    received = claims.claimed_on[rows].astype(np.int32)
    decided = claims.decided_on[rows].astype(np.int32)
    made = (decided <= as_of) & (decided != FAR_FUTURE)
    decision = np.where(made, claims.decision[rows], np.int8(DECISIONS.index("pending")))
    pending, refused = decision == DECISIONS.index("pending"), decision == DECISIONS.index("refused")
    granted = ~pending & ~refused

    starts = np.array([dates.day_number(step.since) for step in guarantee.procedure], dtype=np.int64)
    way = (np.searchsorted(starts, received, side="right") - 1).astype(np.int16)
    appeal_months = np.array([step.appeal_months for step in guarantee.procedure] + [0], dtype=np.int64)
    # A refusal is appealed under the procedure of the day it was made.
    at_decision = np.searchsorted(starts, np.where(made, decided, received), side="right") - 1
    months = np.where(refused, appeal_months[at_decision], 0)

    due = np.full(len(rows), FAR_FUTURE, dtype=np.int64)
    due = np.where(pending, received.astype(np.int64) + days_to_decide(guarantee, received), due)
    due = np.where(refused & (months > 0), _months_later(decided, months), due)
    award = guarantee.award_months if guarantee.right == "claim" else None
    if award is not None:
        due = np.where(granted, _award_ends(received, award), due)
    # Who has claimed anew loses nothing when the old award ends.
    renewed = granted & _claimed_later(claims.entity[rows], received, ~refused)
    overdue = pending & (as_of > due)
    left = np.where(due == FAR_FUTURE, 0, due - as_of).astype(np.int32)

    stage = np.select([overdue, pending, refused], [OVERDUE, WAITING, REFUSED], GRANTED).astype(np.int8)
    can_appeal, can_renew = refused & (due != FAR_FUTURE) & (left >= 0), granted & (due != FAR_FUTURE) & ~renewed
    waits = np.select([pending, can_appeal | (can_renew & (left <= warn_days))], [OFFICE, RESIDENT], NOBODY).astype(np.int8)
    since = np.where(pending, received, np.where(made, decided, received)).astype(np.int32)
    ways = tuple((step.decides["uk"], step.decides["en"], step.appeal["uk"], step.appeal["en"], step.cite) for step in guarantee.procedure)
    warn = (can_appeal | can_renew) & (left >= 0) & (left <= warn_days)
    return Clocks(
        guarantee.code, guarantee.cite, rows, claims.entity[rows].astype(np.int32), received, stage, waits, since, due.astype(np.int32), left, warn, way, ways
    )


def _claimed_later(entity: Ints32, day: Ints32, alive: Bools) -> Bools:
    """Which claims have a later one of the same person or household, of those that are alive (not refused)."""
    last = np.full(int(entity.max(initial=-1)) + 1, -1, dtype=np.int64)
    np.maximum.at(last, entity[alive], day[alive])
    return np.asarray(last[entity] > day)


def windows_closing(part: Parts, as_of: int, warn_days: int = WARN_DAYS) -> tuple[Ints32, Ints32]:
    """Rights that nobody has claimed and that can be claimed only a few days more: rows of the entity, and the last day of each."""
    until = part.until.astype(np.int64)
    soon = (part.states == CLAIMABLE) & ~part.waiting & (until != FAR_FUTURE) & (until >= as_of) & (until - as_of <= warn_days)
    return part.rows[soon].astype(np.int32), part.until[soon].astype(np.int32)


def stage_text(stage: str, lang: str) -> str:
    """A stage in words."""
    return _WORDS[stage][0 if lang == "uk" else 1]


def _months_later(days: Ints32, months: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same day so many months later; the last day of that month where it has no such day. As `dates.add_months`."""
    day = np.where(days == FAR_FUTURE, 0, days).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    within = (day - month.astype("datetime64[D]")).astype(np.int64)
    target = month + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    found: NDArray[np.int64] = target.astype("datetime64[D]").astype(np.int64) + np.minimum(within, length - 1)
    return found


def _award_ends(received: Ints32, months: int) -> NDArray[np.int64]:
    """Last day of the last month of an award that begins with the month of the claim."""
    after = received.astype("datetime64[D]").astype("datetime64[M]") + months
    found: NDArray[np.int64] = after.astype("datetime64[D]").astype(np.int64) - 1
    return found
