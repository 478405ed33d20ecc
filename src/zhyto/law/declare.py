"""What a law declares beside its rules: facts, figures, guarantees. Plain frozen values, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from zhyto import dates

Label = Mapping[str, str]
"""A text in each language: `{"uk": …, "en": …}`."""

FactType = Literal["status", "count", "choice", "date", "month", "amount", "ratio"]
Mark = Literal["read", "verified", "remembered", "assumption", "missing"]
"""How well something of the law is known: read in the act itself, verified on a page that shows it, remembered, an assumption, or missing."""
SURE: Final = ("read", "verified")
"""Marks of what is known: nothing that rests on these alone is shown as unverified."""


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that rules may name.

    type: status (held or not), count, choice, date, month (claims only), amount (money), ratio (any decimal number).
    source: table it comes from. `facts`: dated rows with this code; `persons`/`households`: a column of that table
        (dated `facts` rows with the same code override it from their `since`); `settlements`: of a household, by the settlement it lives in,
        from the region's table of places (`facts` rows override it likewise); `incomes`: sum of `kinds`; `claims`: of the claim under
        which `guarantee` runs in the month. There a status says whether an award runs: by a claim that is granted (or overdue for
        decision), or by a `facts` row with the input's own code; a month or date is that of the claim (of the month, where there is none).
    absence: what no row means where the list is known to be complete: `no`, so that coverage of all facts is enough, or `unknown`, so
        that coverage must name this very fact. Where nothing says that the list is complete, no row is unknown in any case.
    from_age: years from which a person can have it: of a younger one no row is `no`, whatever lists are complete.
    values: codes and labels of a choice, in order. Stored as 1, 2, …; 0 is the value "none".
    scale: stored integer = value × scale (amount 100; ratio 10**decimals; else 1).
    low, high: bounds of the stored integer.
    """

    name: str
    entity: str
    type: FactType
    source: Literal["facts", "persons", "households", "settlements", "incomes", "claims"]
    absence: Literal["no", "unknown"]
    label: Label
    unit: str = ""
    values: Mapping[str, Label] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    guarantee: str = ""
    scale: int = 1
    low: int = 0
    high: int = 0
    where: str = ""
    from_age: int = 0

    @property
    def recorded(self) -> bool:
        """Whether rows of the facts table, or a column of persons or households, may tell of it."""
        return self.source in ("facts", "persons", "households", "settlements") or (self.source == "claims" and self.type == "status")

    def born_until(self, day: date) -> date:
        """Who is born later is too young on a day to have it."""
        return dates.add_months(day, -12 * self.from_age)

    def code(self, value: str) -> int | None:
        """Stored code of a choice's value; None if it has no such value."""
        if value == "none":
            return 0
        return next((number for number, name in enumerate(self.values, 1) if name == value), None)

    def choice(self, code: int) -> str:
        """Value of a choice from its stored code."""
        return "none" if code == 0 else tuple(self.values)[code - 1]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A slice of a scale: begins at `threshold`, which it includes unless `above`."""

    threshold: Fraction
    above: bool
    value: Fraction


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter, from a date until the next value's.

    value: a number (in units, not kopecks), a date, rows of a table, brackets of a scale; None: no value
        (mark `missing`: not known to us; otherwise: no longer in force).
    known: when it was published.
    """

    since: date
    value: Fraction | date | Mapping[str, Fraction | None] | tuple[Bracket, ...] | None
    mark: Mark
    known: date
    source: str
    cite: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the law over time. `by`: choice input whose values name a table's rows; `of`: unit of a scale's thresholds."""

    name: str
    label: Label
    unit: str
    values: tuple[Dated, ...]
    by: str = ""
    of: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a right is claimed from a date on: who decides, where to go, how long a decision takes, how to appeal.

    decides, place, appeal: texts for a resident. decision_days: 0 where it is not established. note: what else to know of the decision. appeal_months:
    how long after a decision it can be appealed in court, 0 where it is not established. mark: how well all of it is known.
    """

    since: date
    decides: Label
    place: Label
    appeal: Label
    cite: str
    mark: Mark = "verified"
    source: str = ""
    decision_days: int = 0
    note: Label = field(default_factory=dict)
    appeal_months: int = 0


RELATIONS = ("excludes", "choice", "replaces", "income_for", "one_of", "cost_for")
"""How guarantees touch each other: `excludes` (nobody holds both in one month), `choice` (the resident picks one of both), `replaces` (ends the
other), `income_for` (counts as income for the other), `one_of` (the larger of a group is paid), `cost_for` (lowers a cost the other reads)."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a guarantee does to another from a date to a date. kind: one of RELATIONS."""

    kind: str
    other: str
    since: date
    until: date | None
    cite: str
    mark: Mark = "verified"
    source: str = ""
    note: Label = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What the law promises: who holds the right and how it is claimed. The rule `code` gives the monthly amount.

    gives: `money`; `discount` (what a bill is lowered by, in money, which is nobody's income); `in_kind` (the rule says yes or no).
    paid: how often: `monthly`, `once` (for the month in which the rule gives it) or `yearly`. once_in: a rule that says in which months a monthly right is
    paid once instead. back_pay_months: for how many months before the claim a right from an event is paid at most; None: for all since the event.
    of_the_dead: the right arises from the holder's death, so that the family claims it; any other is claimed by the living alone.
    group: section of the law book, a code. procedure, relations: by date. decision_days: where no step of the procedure says it.
    documents: what to bring to a claim; of a right in kind that needs none, what to show.
    """

    code: str
    entity: str
    label: Label
    summary: Label
    access: Literal["automatic", "claim"]
    right: Literal["claim", "event"]
    payer: str
    cite: str
    since: date
    mark: Mark = "verified"
    source: str = ""
    claim_until: str = ""
    reaches_back_until: str = ""
    award_months: int | None = None
    decision_days: int = 30
    paid: Literal["monthly", "once", "yearly"] = "monthly"
    once_in: str = ""
    back_pay_months: int | None = None
    gives: Literal["money", "discount", "in_kind"] = "money"
    of_the_dead: bool = False
    group: str = ""
    documents: tuple[Label, ...] = ()
    procedure: tuple[Procedure, ...] = ()
    relations: tuple[Relation, ...] = ()
    where: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules it needs itself."""
        return tuple(filter(None, (self.code, self.window, self.once_in)))

    @property
    def window(self) -> str:
        """The rule that says how late a claim may come."""
        return self.reaches_back_until or self.claim_until

    @property
    def windowed(self) -> bool:
        """Whether a rule says how late a claim may come."""
        return self.access == "claim" and bool(self.window)

    @property
    def reaches_back(self) -> bool:
        """Whether a right from the claim also runs in months before it, where the claim came by a last day."""
        return self.access == "claim" and bool(self.reaches_back_until)

    @property
    def late_claims(self) -> bool:
        """Whether a claim made after a month can bring it, by a last day."""
        return self.reaches_back or (self.right == "event" and self.windowed)

    @property
    def accrues(self) -> bool:
        """Whether a claim made later brings the months before it as well, in money."""
        return self.access == "claim" and (self.right == "event" or self.reaches_back) and self.gives == "money"

    def earliest_claim(self, month: int) -> date:
        """First day of a claim under which the right could still run in a month: an award's length back, or since the guarantee exists."""
        first = dates.first_day(month)
        if self.right == "claim" and self.award_months is not None:
            return min(max(self.since, dates.first_day(month - self.award_months + 1)), first)
        return min(self.since, first)

    def days_to_decide(self, claimed: date) -> int:
        """How many days a decision on a claim of that day may take."""
        step = self.procedure_on(claimed) or next(iter(self.procedure), None)
        return (step.decision_days if step else 0) or self.decision_days

    def procedure_on(self, day: date) -> Procedure | None:
        """How it is claimed on a day; None: not on record."""
        return next((step for step in reversed(self.procedure) if step.since <= day), None)


APART: Final = ("excludes", "choice", "one_of", "replaces")
"""Relations of two rights of which nobody has both in one month."""


def either_or(guarantees: Iterable[Guarantee], month: int) -> dict[str, set[str]]:
    """By code, the guarantees that nobody has beside it in a month, whichever of the two says so."""
    day = dates.first_day(month)
    pairs: dict[str, set[str]] = {}
    for guarantee in guarantees:
        for relation in guarantee.relations:
            if relation.kind in APART and relation.since <= day and (relation.until is None or day <= relation.until):
                pairs.setdefault(guarantee.code, set()).add(relation.other)
                pairs.setdefault(relation.other, set()).add(guarantee.code)
    return pairs
