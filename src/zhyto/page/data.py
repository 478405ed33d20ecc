"""A household's page as values: what holds, in one language. The sentences are made in `sheet`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhyto.texts.spoken import Lang


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has of a right. who: how the page calls the person ("" for the whole household); amount: kopecks of the month.

    at_once: kopecks that come at once, for so many past months (`count`); at_once_exact: False where a month among them is unknown, and
    the known ones give so much. monthly: kopecks that come each month, None where that is unknown. counted: it is in the combination that
    gives the household most of what can be held together: of what is due; of what can be claimed, together with what is due.
    """

    id: str
    who: str
    amount: int
    at_once: int = 0
    at_once_exact: bool = True
    monthly: int | None = 0
    count: int = 0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A right that is due or can be claimed. amount: kopecks of all shares in the month; gives: money, discount or in_kind (no amount).

    about: what it is, one sentence. until: last day to claim (None: no limit, or nothing to claim). by_month: a later claim is in time as well, and
    counts from its own month. yearly: paid once a year. accrues: a claim brings the months that have passed as well;
    reaches_back: by `until` it does, and later it counts from its own month.
    waiting: the claim of that day is being decided;
    late: it should have been decided; refused: it was refused though the known facts meet the conditions. unverified: a figure
    or a provision behind the amount was not compared with the official text. counted: some share of it is.
    show: papers to show where it is given in kind without a claim.
    """

    code: str
    label: str
    about: str
    gives: Literal["money", "discount", "in_kind"]
    state: Literal["due", "claimable"]
    amount: int
    shares: tuple[Share, ...]
    until: date | None
    by_month: bool
    automatic: bool
    waiting: date | None
    late: date | None
    refused: date | None
    unverified: bool
    yearly: bool = False
    accrues: bool = False
    reaches_back: bool = False
    counted: bool = True
    show: tuple[str, ...] = ()

    @property
    def at_once(self) -> int:
        """Kopecks of all shares that come at once: never to be added to what comes each month."""
        return sum(share.at_once for share in self.shares)

    @property
    def at_once_exact(self) -> bool:
        """Whether no month among those at once is unknown."""
        return all(share.at_once_exact for share in self.shares)

    @property
    def monthly(self) -> int | None:
        """Kopecks of all shares that come each month; None where that of one is unknown."""
        known = [share.monthly for share in self.shares if share.monthly is not None]
        return sum(known) if len(known) == len(self.shares) else None


@dataclass(frozen=True, slots=True)
class Question:
    """What would settle rights that are unknown. paper: what to bring, or what is to be found out where no paper is known (`known` False);
    of: whose; rights: names of what it would settle.
    """

    fact: str
    paper: str
    known: bool
    of: tuple[str, ...]
    months: tuple[int, int] | None
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A right that concerns the household and whose amount or condition the law pack does not have. reason: why, in words."""

    label: str
    of: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A right that is not there by little.

    kind: too_much or too_little (of an amount or a number), paper (something to get), obstacle (a record stands in the way), late (the claim),
    age. fact: what it is about; present, needed, distance: spoken; amount: what the right would give, kopecks.
    """

    code: str
    label: str
    of: tuple[str, ...]
    kind: Literal["too_much", "too_little", "paper", "obstacle", "late", "age"]
    fact: str
    present: str
    needed: str
    distance: str
    day: date | None
    amount: int
    gives: Literal["money", "discount", "in_kind"]


@dataclass(frozen=True, slots=True)
class Change:
    """What time will change. See `zhyto.explain.outlook.Turn`; persons of one change together, amounts added."""

    label: str
    of: tuple[str, ...]
    kind: Literal["begins", "once", "changes", "ends", "renew"]
    month: int
    state: str
    gives: Literal["money", "discount", "in_kind"]
    amount: int
    before: int
    reason: Literal["age", "law", ""]
    who: str
    age: int


@dataclass(frozen=True, slots=True)
class Office:
    """Where rights are claimed. rights: places of entries that are claimed there; days: for a decision (0: not established), notes: what else to
    know of it.
    """

    place: str
    decides: str
    rights: tuple[str, ...]
    documents: tuple[str, ...]
    days: int
    notes: tuple[str, ...]
    appeal: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One household, one month, one language.

    known: the day the answers are as of (None: nothing is hidden). people: who lives together. either: pairs of labels of which only one can be had.
    dead: how many of the people died by the day of the page.
    swap: to have most, something would be given up that is due or claimed already, or that one of several persons has.
    elsewhere: how many rights of the law are not this household's business; uncounted: how many are not written here yet.
    law_until: the last month ahead whose law is on record, where the outlook ends early (None otherwise).
    """

    lang: Lang
    household: str
    currency: str
    month: int
    known: date | None
    people: tuple[str, ...]
    due: tuple[Entry, ...]
    claimable: tuple[Entry, ...]
    either: tuple[tuple[str, str], ...]
    offices: tuple[Office, ...]
    ask: str
    questions: tuple[Question, ...]
    unwritten: tuple[Unwritten, ...]
    changes: tuple[Change, ...]
    misses: tuple[Miss, ...]
    elsewhere: int
    uncounted: int
    law_until: int | None
    swap: bool = False
    dead: int = 0
