"""What the report page is made from: plain frozen values. Money is whole kopecks, dates are ISO text, texts come in every language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from zhyto.engine.trace import Standing
from zhyto.law.declare import Label, Mark

FindingKind = Literal["missing", "short", "undecided_late", "unclaimed", "over", "undue", "unexplained"]
UNPAID: tuple[FindingKind, ...] = ("missing", "short", "undecided_late")
"""Kinds where an office did not pay what is due. A right that nobody claimed is never among them."""
OTHERWISE: tuple[FindingKind, ...] = ("over", "undue", "unexplained")
"""Kinds that say neither that an office owes nor that nobody claimed: more paid than due, paid without a right, records that contradict."""

HardshipReason = Literal["due_not_paid", "unclaimed", "missed_by_law"]
HARDSHIP_REASONS: tuple[HardshipReason, ...] = ("due_not_paid", "unclaimed", "missed_by_law")


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    """One guarantee in the month.

    entity: who holds the right, `person` or `household`; every count here counts these.
    due, due_amount: those it is due to, and how much for the month. due_once: the part of due_amount that is paid once, of so many
    (once_count): it does not come each month. paid_amount: the part of due_amount that was paid (never more than it).
    claimable, claimable_amount: those who would have it if they claimed now, and how much each month. at_once: what they, and those who can claim
    for earlier months only, would be paid at once, of so many (at_once_count); never to be added to what comes each month.
    unknown: those for whom a fact is missing.
    method: how the amount is computed, in two or three plain sentences. standing: how well the law behind it is known (`zhyto.engine.trace.Standing`).
    """

    code: str
    label: Label
    entity: Literal["person", "household"]
    payer: Label
    due: int
    due_amount: int
    paid_amount: int
    claimable: int
    claimable_amount: int
    unknown: int
    cite: str
    summary: Label
    method: Label
    standing: Standing = "verified"
    due_once: int = 0
    once_count: int = 0
    at_once: int = 0
    at_once_count: int = 0

    @property
    def unverified(self) -> bool:
        """Whether a figure or rule of the law behind it is not verified."""
        return self.standing in ("assumed", "open")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Findings of one kind for one guarantee: how many recipients, and the sum of the differences (kopecks, not negative).

    Of what nobody claimed, amount is what would come each month, and at_once what would be paid at once, to so many (at_once_count).
    """

    kind: FindingKind
    guarantee: str
    count: int
    amount: int
    at_once: int = 0
    at_once_count: int = 0


@dataclass(frozen=True, slots=True)
class HromadaRow:
    """One hromada: a circle on the map and a row of the tables.

    lat, lon: its centre in degrees (WGS 84); None: not drawn. population: residents; None: not known.
    unpaid, unclaimed: recipients, amounts in kopecks for the month (unclaimed: each month). paid_amount: the part of due_amount that was paid.
    hardship: households under the line; hardship_…: the same by reason, adding up to it (`hardship.REASONS`).
    shortfall: what they lack to reach the line.
    fund_share: what the fund gives to its households; None where no fund is shared.
    """

    code: str
    label: Label
    raion: Label
    lat: float | None
    lon: float | None
    population: int | None
    due_amount: int
    paid_amount: int
    unpaid: int
    unpaid_amount: int
    unclaimed: int
    unclaimed_amount: int
    hardship: int
    hardship_due_not_paid: int
    hardship_unclaimed: int
    hardship_missed_by_law: int
    shortfall: int
    fund_share: int | None = None


@dataclass(frozen=True, slots=True)
class HardshipReasonRow:
    """Households under the line for one reason, their members, and what they lack (kopecks for the month)."""

    reason: HardshipReason
    households: int
    persons: int
    shortfall: int


@dataclass(frozen=True, slots=True)
class Hardship:
    """Households whose resources after everything really paid are under the line.

    line: what the line is, in a sentence. judged: households that could be compared with it; unknown: those that could not.
    """

    line: Label
    judged: int
    unknown: int
    reasons: tuple[HardshipReasonRow, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class FundExtra:
    """What would follow if the fund had `extra` kopecks more, or (0) a condition were lifted: level as in `Fund`, households lifted to the
    line, shortfall left, and what is given in all over households lifted (None: nobody is).

    label: what the change is, in a few words (`half of what is lacking`).
    """

    label: Label
    extra: int
    level: int
    lifted: int
    shortfall_left: int
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class FundGroup:
    """Households that the same sources may pay: how many there are, get a share, reach the line; the lowest level among them after sharing.

    ran_out: the sets of sources that were used up when these households could get no more; none: nobody of them was left below the line.
    """

    sources: tuple[Label, ...]
    households: int
    helped: int
    lifted: int
    level: int
    ran_out: tuple[tuple[Label, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FundRule:
    """What another rule would do with the same money: the lowest level, households helped and lifted, shortfall left, Gini coefficient in basis points."""

    label: Label
    level: int
    helped: int
    lifted: int
    shortfall_left: int
    gini_bp: int


@dataclass(frozen=True, slots=True)
class FundSource:
    """One source of a fund: kopecks it holds and gives, households it helps."""

    name: Label
    amount: int
    given: int
    helped: int


@dataclass(frozen=True, slots=True)
class FundFlow:
    """What became of a fund's money in the month. A pair is payments and kopecks.

    received: kopecks. sent: prepared; stopped: before sending, since two recipients were one; refused: by the bank or the post; returned: came back
    later; again: of these, paid again (payments); paid: in the end, net of what came back. given_back: kopecks refused or returned, and back with
    their sources. sound: the books balance and agree with the bank. practice: recipients, officers and bank are made up.
    """

    received: int
    sent: tuple[int, int]
    stopped: tuple[int, int]
    refused: int
    returned: int
    again: int
    paid: tuple[int, int]
    given_back: int
    sound: bool
    practice: bool = False

    @property
    def left(self) -> int:
        """Kopecks that reached nobody: not shared, stopped, or given back."""
        return self.received - self.paid[1]


@dataclass(frozen=True, slots=True)
class FundLog:
    """The public log of a fund: entries, its head (hexadecimal), who witnessed it, where its files are, and the command that checks all of it.

    verified: whether that check, run beside the report, proved everything it demands.
    """

    entries: int
    head: str
    witnesses: tuple[Label, ...]
    folder: str
    command: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund shared so that the poorest come first, among the households that the law leaves below the line.

    name: where the money comes from. amount: kopecks in the fund; given: kopecks shared out, less than the amount where less is needed.
    level: the least resources of any of these households after sharing; level_before: before. measure says in what: `line` in basis
    points of its line (10,000: the line itself), `person` in kopecks a person a month. helped: households that get a share; lifted: of
    these, those that reach the line. shortfall: what these households lack before sharing. certificate: the proof that no fairer sharing
    exists was verified by a separate check; None: not checked. curve: (kopecks in the fund, level) from little money to enough, rising.
    rules: this sharing first, then others.
    """

    name: Label
    amount: int
    given: int
    level: int
    level_before: int
    helped: int
    lifted: int
    shortfall: int
    certificate: bool | None
    measure: Literal["line", "person"] = "line"
    extras: tuple[FundExtra, ...] = ()
    curve: tuple[tuple[int, int], ...] = ()
    sources: tuple[FundSource, ...] = ()
    groups: tuple[FundGroup, ...] = ()
    rules: tuple[FundRule, ...] = ()
    flow: FundFlow | None = None
    log: FundLog | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an explanation: what it is, its value as shown to people (empty: the text says it), where it comes from, and the steps it
    follows from.
    """

    text: Label
    value: Label
    cite: str = ""
    unverified: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One case without a name, computed step by step."""

    guarantee: str
    title: Label
    tree: Step


@dataclass(frozen=True, slots=True)
class LawFact:
    """A figure or rule of the law that is not verified. value: as shown to people. used_by: codes of guarantees."""

    name: Label
    value: Label
    since: str
    mark: Mark
    source: Label
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A place where the law can be read in two ways: the reading taken here, and the other one.

    name: the rule it is about. number: of the question in the list of open questions kept with the law; empty: not in that list.
    """

    name: Label
    number: str
    taken: Label
    other: Label
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotComputed:
    """A provision that is not computed here (its results are unknown, never zero). until: empty if still so."""

    name: Label
    since: str
    until: str
    missing: Label
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact without which rights stay unknown. paper: what would settle it. count: persons or households that wait for it."""

    fact: Label
    paper: Label
    guarantees: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Rights that are due but could not be compared with payments, and why."""

    guarantee: str
    count: int
    amount: int
    why: Label


@dataclass(frozen=True, slots=True)
class Checks:
    """What lets anyone repeat the page. law, register: digests (an empty one is not shown); command: to repeat it; known_on: the
    day up to which facts and payments were known, empty: all on record; seed: of
    synthetic data, else None.
    """

    law: str
    register: str
    version: str
    command: str
    known_on: str
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that the page says. Sums of money are never given twice: totals are added up from the rows, less what cannot be held together.

    due_apart, claimable_apart, at_once_apart: kopecks (for the month; each month; at once) that the rows of the guarantees hold beyond the best
    combination of each household; apart_households: for how many the claimable ones do.

    month: `2026-01`. residents: persons in the register on that month; households: theirs.
    recipients: distinct persons and households with something due; unpaid_recipients, unclaimed_recipients: distinct ones behind
    the findings.
    currency: `грн`, `UAH`. synthetic: the persons are invented. hide_below: counts from 1 up to below it are not published exactly.
    gaps: what the data do not cover, a sentence each.
    """

    month: str
    region: Label
    currency: Label
    synthetic: bool
    residents: int
    households: int
    recipients: int
    unpaid_recipients: int
    unclaimed_recipients: int
    guarantees: tuple[GuaranteeRow, ...]
    findings: tuple[FindingRow, ...]
    hromadas: tuple[HromadaRow, ...]
    hardship: Hardship
    checks: Checks
    fund: Fund | None = None
    examples: tuple[Example, ...] = ()
    law_facts: tuple[LawFact, ...] = ()
    readings: tuple[Reading, ...] = ()
    not_implemented: tuple[NotComputed, ...] = ()
    missing_facts: tuple[MissingFact, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    gaps: tuple[Label, ...] = field(default=())
    hide_below: int = 3
    due_apart: int = 0
    claimable_apart: int = 0
    at_once_apart: int = 0
    apart_households: int = 0


def contradictions(data: ReportData) -> list[str]:
    """Where the data contradict themselves, a sentence each; a page is not made from such data."""
    codes = [row.code for row in data.guarantees]
    found = [f"guarantee {code} is given twice" for code in sorted({code for code in codes if codes.count(code) > 1})]
    named = [(row.guarantee, "findings") for row in data.findings] + [(row.guarantee, "not_judged") for row in data.not_judged]
    named += [(example.guarantee, "examples") for example in data.examples]
    for group, where in ((data.law_facts, "law_facts"), (data.readings, "readings"), (data.not_implemented, "not_implemented")):
        named += [(code, where) for item in group for code in item.used_by]
    named += [(code, "missing_facts") for item in data.missing_facts for code in item.guarantees]
    found += [f"{where} name the guarantee {code}, which has no row" for code, where in sorted(set(named)) if code not in codes]
    for row in data.guarantees:
        unpaid = sum(item.amount for item in data.findings if item.guarantee == row.code and item.kind in UNPAID)
        if row.due_once > row.due_amount:
            found.append(f"{row.code}: paid once {row.due_once}, more than the {row.due_amount} due (kopecks)")
        if row.paid_amount + unpaid > row.due_amount:
            found.append(f"{row.code}: paid {row.paid_amount} and not paid {unpaid} are more than the {row.due_amount} due (kopecks)")
    for place in data.hromadas:
        if place.hardship_due_not_paid + place.hardship_unclaimed + place.hardship_missed_by_law != place.hardship:
            found.append(f"{place.code}: households in hardship by reason do not add up to {place.hardship}")
        if place.paid_amount + place.unpaid_amount > place.due_amount:
            found.append(f"{place.code}: paid and not paid are more than due")
    if data.fund and not 0 <= data.fund.given <= data.fund.amount:
        found.append(f"the fund of {data.fund.amount} gives {data.fund.given} (kopecks)")
    flow = data.fund.flow if data.fund else None
    if flow and flow.sent[1] != flow.paid[1] + flow.stopped[1] + flow.given_back:
        found.append(f"of {flow.sent[1]} prepared {flow.paid[1]} were paid, {flow.stopped[1]} stopped and {flow.given_back} given back (kopecks)")
    unpaid = sum(row.amount for row in data.findings if row.kind in UNPAID)
    unclaimed = sum(row.amount for row in data.findings if row.kind == "unclaimed")
    below = {row.reason: row.households for row in data.hardship.reasons}
    sums = (
        ("amounts due", sum(p.due_amount for p in data.hromadas), sum(row.due_amount for row in data.guarantees) - data.due_apart),
        ("amounts paid", sum(p.paid_amount for p in data.hromadas), sum(row.paid_amount for row in data.guarantees)),
        ("amounts not paid", sum(p.unpaid_amount for p in data.hromadas), unpaid),
        ("amounts not claimed", sum(p.unclaimed_amount for p in data.hromadas), unclaimed),
        ("recipients not paid", sum(p.unpaid for p in data.hromadas), data.unpaid_recipients),
        ("recipients that did not claim", sum(p.unclaimed for p in data.hromadas), data.unclaimed_recipients),
        ("households not paid", sum(p.hardship_due_not_paid for p in data.hromadas), below.get("due_not_paid", 0)),
        ("households that did not claim", sum(p.hardship_unclaimed for p in data.hromadas), below.get("unclaimed", 0)),
        ("households missed", sum(p.hardship_missed_by_law for p in data.hromadas), below.get("missed_by_law", 0)),
        ("shortfalls", sum(p.shortfall for p in data.hromadas), sum(row.shortfall for row in data.hardship.reasons)),
    )
    found += [f"{what} of the hromadas add up to {part}, more than {whole} in all" for what, part, whole in sums if part > whole]
    counts = [data.residents, data.households, data.recipients, data.unpaid_recipients, data.unclaimed_recipients]
    counts += [data.due_apart, data.claimable_apart, data.apart_households]
    counts += [number for row in data.findings for number in (row.count, row.amount)]
    for row in data.guarantees:
        counts += [row.due, row.due_amount, row.paid_amount, row.claimable, row.claimable_amount, row.unknown, row.due_once, row.at_once]
    counts += [n for row in data.hardship.reasons for n in (row.households, row.persons, row.shortfall)]
    if min(counts) < 0:
        found.append("a count or an amount is negative")
    return found
