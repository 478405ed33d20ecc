"""Does reality match? What was due for a month against what was paid for it, one guarantee at a time.

A finding is a question to check, not an accusation. Each entity, guarantee and month gives at most one:

    missing         due, and nothing is paid                          an office owes it
    short           due, and less is paid
    over            due, and more is paid
    undue           not due, yet paid
    unclaimed       would be due if claimed, nothing is paid, and     a letter to the resident: no office is at fault
                    no right that it excludes stands in its place
    undecided_late  due, and the claim still waits after the time for a decision
    unexplained     the record contradicts itself: refused although the conditions are met, paid without a claim or a decision
                    on record, or more taken back than was paid

The first of these holds, in order: a right that cannot be judged gives no finding; refused; undecided; then the amounts.
A claim that still waits within the time for a decision gives no finding while nothing is paid: it is claimed, and nobody is late.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.dates import day_number, first_day, last_day
from zhyto.register.columns import Bools, Ints, Ints32, Payments, Register, covered_hromadas
from zhyto.rights.rights import CLAIMABLE, DUE, NOT_DUE, UNKNOWN, Rights

MISSING: Final = 0
SHORT: Final = 1
OVER: Final = 2
UNDUE: Final = 3
UNCLAIMED: Final = 4
UNDECIDED_LATE: Final = 5
UNEXPLAINED: Final = 6
KINDS: Final = ("missing", "short", "over", "undue", "unclaimed", "undecided_late", "unexplained")
"""Code of a kind = its place here."""

_REASONS: Final = {
    "nothing_paid": ("за цей місяць нічого не виплачено", "nothing was paid for this month"),
    "paid_less": ("виплачено менше, ніж належить", "less was paid than is due"),
    "paid_more": ("виплачено більше, ніж належить", "more was paid than is due"),
    "paid_twice": ("повну суму виплачено більше одного разу", "the full amount was paid more than once"),
    "conditions_not_met": ("за відомими даними умови не виконано", "by what is known the conditions are not met"),
    "died": ("особа померла до початку місяця", "the person died before the month began"),
    "all_died": ("усі члени домогосподарства померли до початку місяця", "all members of the household died before the month began"),
    "no_claim": ("заяви в реєстрі немає", "there is no claim on record"),
    "earlier_months": ("гроші — за попередні місяці", "the money is for earlier months"),
    "claims_incomplete": ("перелік заяв за цей час може бути неповним", "the list of claims may be incomplete for that time"),
    "paid_before_decision": ("виплачено, а рішення за заявою в реєстрі немає", "paid, while no decision on the claim is on record"),
    "payments_incomplete": ("перелік виплат за цей місяць може бути неповним", "the list of payments may be incomplete for that month"),
    "decision_overdue": ("строк рішення за заявою минув", "the time for deciding the claim is over"),
    "refused": ("у призначенні відмовлено, хоча умови виконано", "the claim was refused although the conditions are met"),
    "taken_back": ("повернуто більше, ніж виплачено", "more was taken back than was paid"),
}


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings for one guarantee and month, one row each, in order of entity.

    guarantee: its code. of: what entity rows are (person or household). month: as in `zhyto.dates`.
    kind: place in KINDS. entity: row in the register. covered: the payments table is complete here; where it is not, `paid` is only
        what is on record, and unknown rather than zero where nothing is.
    due: kopecks due; for `unclaimed`, and for a refused claim, what would be due. Never add these to what an office owes: sum by kind.
    paid: kopecks paid for the month, by what was known. difference: paid - due.
    claim: index into `register.claims[guarantee]`, -1 where none.
    evidence: reason codes and the rows behind the finding, `;`-separated: `paid_twice;payments:12;payments:15;claims:7`
        (file rows; `payments:id=P7` where a row came from no file). `evidence_text` says it in words.
    not_judged: rights that are unknown; not_judged_paid: kopecks paid on them. not_covered: rights due or claimable with too little
        on record, of which nothing is said because the payments table does not cover the month there.
    waiting: rights whose claim waits within its time, with nothing paid.
    later: payments for the month that were not known on the day asked about.
    """

    guarantee: str
    of: str
    month: int
    kind: NDArray[np.int8]
    entity: Ints32
    due: Ints
    paid: Ints
    difference: Ints
    covered: Bools
    claim: Ints32
    evidence: pl.Series
    not_judged: int
    not_judged_paid: int
    not_covered: int
    waiting: int
    later: int

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Outside:
    """Payments for a guarantee and month that no right was computed for: how many and how many kopecks."""

    guarantee: str
    month: int
    payments: int
    paid: int


def reconcile(
    register: Register, rights: Rights, as_of: int, tolerance: int = 0, held: Ints | None = None, earlier: Ints | None = None
) -> Findings:
    """Compare one guarantee's rights in one month with the payments made for that month.

    held: rows where another right stands in place of this one (`zhyto.rights.together.instead`): it is called neither unclaimed nor missing there.
    earlier: rows that could claim the money of earlier months and have not: unclaimed as well, with nothing due of the month itself.
    as_of: day number. A payment counts if it was made and recorded by then, early, late and in parts alike.
    tolerance: kopecks by which paid may differ from due without a finding.

    Nothing is called missing, short or unclaimed unless the payments table covers every day of the month for the guarantee and the
    hromada of the household, and the month is over on `as_of`. What is over, undue or contradictory is so on any record.
    `unclaimed` does not need the claims table to be complete, since it leads to no more than a letter; its evidence says if it is not.
    Raises ValueError if the rights are not of this register.
    """
    guarantee, month = rights.guarantee, rights.month
    if guarantee.entity not in ("person", "household"):
        raise ValueError(f"{guarantee.code}: rights of a {guarantee.entity} cannot be compared with payments")
    person = guarantee.entity == "person"
    n = register.persons if person else register.households
    if rights.size != n:
        raise ValueError(f"{guarantee.code}: {rights.size} rights for {n} rows of {guarantee.entity}")
    if tolerance < 0:
        raise ValueError("the tolerance is negative")

    payments = register.payments.get(guarantee.code)
    taken, later = _of_month(payments, month, as_of)
    # Only open cases and those paid can be found wanting: all columns below stand beside these rows.
    rows = rights.rows.astype(np.int64)
    if payments is not None:
        rows = np.union1d(rows, payments.entity[taken])
    if earlier is not None:
        rows = np.union1d(rows, earlier)
    hromada = register.hromada[register.household_of()[rows] if person else rows]
    first, last = day_number(first_day(month)), day_number(last_day(month))
    covered = covered_hromadas(register, "payments", ("", guarantee.code), first, last)[hromada] & (as_of >= last)
    due, state, claim = rights.on(rights.amounts, rows), rights.on(rights.states, rows), rights.claim[rows]

    paid = np.zeros(len(rows), dtype=np.int64)
    full = np.zeros(len(rows), dtype=np.int64)
    if payments is not None:
        place, amount = np.searchsorted(rows, payments.entity[taken]), payments.amount[taken]
        _check_sum(amount)
        np.add.at(paid, place, amount)
        np.add.at(full, place, (amount > 0) & (amount >= due[place] - tolerance))

    judged = state != UNKNOWN
    refused = judged & rights.on(rights.rejected, rows)
    undecided = judged & rights.on(rights.late, rows) & ~refused
    plain = judged & ~refused & ~undecided
    is_due, claimable, not_due = (plain & (state == one) for one in (DUE, CLAIMABLE, NOT_DUE))
    lacking = is_due & (paid >= 0) & (paid < due - tolerance)
    unpaid_claimable = claimable & (paid == 0) & (due > 0)
    waiting = unpaid_claimable & (claim >= 0)
    open_claim = unpaid_claimable & (claim < 0)
    if held is not None:
        apart = np.isin(rows, held)
        lacking, open_claim = lacking & ~apart, open_claim & ~apart

    kind = np.full(len(rows), -1, dtype=np.int8)
    kind[lacking & (paid == 0) & covered] = MISSING
    kind[lacking & (paid > 0) & covered] = SHORT
    kind[is_due & (paid > due + tolerance)] = OVER
    kind[not_due & (paid > 0)] = UNDUE
    kind[open_claim & covered] = UNCLAIMED
    if earlier is not None:
        kind[np.isin(rows, earlier) & (kind < 0) & (paid == 0) & covered] = UNCLAIMED
    kind[undecided] = UNDECIDED_LATE
    kind[refused | (claimable & (paid > 0)) | (plain & (paid < 0))] = UNEXPLAINED
    found = np.flatnonzero(kind >= 0)
    cases = _Found(
        rows[found], kind[found], paid[found], full[found], covered[found], refused[found], claim[found], due[found] == 0
    )

    return Findings(
        guarantee=guarantee.code,
        of=guarantee.entity,
        month=month,
        kind=kind[found],
        entity=rows[found].astype(np.int32),
        due=due[found],
        paid=paid[found],
        difference=paid[found] - due[found],
        covered=covered[found],
        claim=claim[found],
        evidence=_evidence(register, rights, cases, payments, taken),
        not_judged=int(np.count_nonzero(~judged)),
        not_judged_paid=int(paid[~judged].sum()),
        not_covered=int(np.count_nonzero((lacking | open_claim) & ~covered)),
        waiting=int(np.count_nonzero(waiting)),
        later=later,
    )


def payments_outside(register: Register, judged: Collection[tuple[str, int]], as_of: int) -> tuple[Outside, ...]:
    """Payments known on a day that belong to no (guarantee, month) in `judged`, summed by guarantee and month: nothing is lost silently."""
    result = []
    for code, payments in sorted(register.payments.items()):
        known = (payments.recorded <= as_of) & (payments.paid_on <= as_of)
        for month in np.unique(payments.month[known]).tolist():
            if (code, month) not in judged:
                amount = payments.amount[known & (payments.month == month)]
                _check_sum(amount)
                result.append(Outside(code, month, len(amount), int(amount.sum())))
    return tuple(result)


def evidence_text(evidence: str, lang: Literal["uk", "en"]) -> str:
    """One finding's evidence as sentences for people."""
    uk = lang == "uk"
    said: list[str] = []
    rows: dict[str, list[str]] = {"payments": [], "claims": []}
    for part in evidence.split(";"):
        code, _, detail = part.partition(":")
        if code in rows:
            rows[code].append(detail.removeprefix("id="))
        elif code == "stated":
            said.append(f"зазначена причина: «{detail}»" if uk else f"the stated reason: “{detail}”")
        elif code in _REASONS:
            said.append(_REASONS[code][0 if uk else 1] + (f" ({detail})" if detail else ""))
        else:
            raise ValueError(f"unknown evidence {part!r}")
    names = {"payments": ("виплати", "payments"), "claims": ("заяви", "claims")}
    said += [f"{names[table][0 if uk else 1]}: {', '.join(numbers)}" for table, numbers in rows.items() if numbers]
    text = "; ".join(said)
    return text[:1].upper() + text[1:] + "."


def _of_month(payments: Payments | None, month: int, as_of: int) -> tuple[NDArray[np.intp], int]:
    """Indices of the payments for a month known on a day, and how many more became known later."""
    if payments is None:
        return np.zeros(0, dtype=np.intp), 0
    meant = payments.month == month
    known = (payments.recorded <= as_of) & (payments.paid_on <= as_of)
    return np.flatnonzero(meant & known), int(np.count_nonzero(meant & ~known))


def _check_sum(amount: Ints) -> None:
    """Refuse amounts whose sum could leave int64."""
    if len(amount) and max(abs(int(amount.min())), abs(int(amount.max()))) * len(amount) >= 2**63:
        raise ValueError("payments are too large to be summed exactly")


@dataclass(slots=True)
class _Found:
    """Rows with a finding, and what is known of each."""

    rows: Ints
    kind: NDArray[np.int8]
    paid: Ints
    full: Ints
    covered: Bools
    refused: Bools
    claim: Ints32
    past: Bools


def _evidence(register: Register, rights: Rights, found: _Found, payments: Payments | None, taken: NDArray[np.intp]) -> pl.Series:
    """Evidence of the rows found: reason codes, then payments, then the claim."""
    code, month = rights.guarantee.code, rights.month
    person = rights.guarantee.entity == "person"
    on_claim = rights.guarantee.access == "claim"
    rows, k, sum_paid, claim = found.rows, found.kind, found.paid, found.claim
    death = (_last_death(register) if not person else register.death)[rows]
    no_claim = on_claim & (claim < 0)
    claims_since = day_number(rights.guarantee.earliest_claim(month))
    by_hromada = covered_hromadas(register, "claims", ("", code), claims_since, day_number(last_day(month)))
    hromada = register.hromada[register.household_of()[rows]] if person else register.hromada[rows]
    dead = (k == UNDUE) & (death < day_number(first_day(month)))
    unexpected = (k == UNEXPLAINED) & ~found.refused & (sum_paid > 0)
    without_claim, without_decision = unexpected & (claim < 0), unexpected & (claim >= 0)
    back = sum_paid < 0

    def say(text: str, where: Bools) -> pl.Series:
        return pl.select(pl.when(pl.Series(where)).then(pl.lit(text))).to_series()

    parts = [
        say("nothing_paid", k == MISSING),
        say("paid_less", k == SHORT),
        say("paid_twice", (k == OVER) & (found.full > 1)),
        say("paid_more", (k == OVER) & (found.full <= 1)),
        _dated("died" if person else "all_died", death, dead),
        say("conditions_not_met", (k == UNDUE) & ~dead),
        say("decision_overdue", k == UNDECIDED_LATE),
        say("refused", found.refused),
        say("taken_back", back),
        say("paid_before_decision", without_decision),
        say("no_claim", no_claim & ((k == UNDUE) | (k == UNCLAIMED) | without_claim)),
        say("earlier_months", (k == UNCLAIMED) & found.past),
        say("claims_incomplete", no_claim & ((k == UNCLAIMED) | without_claim) & ~by_hromada[hromada]),
        say("payments_incomplete", ~found.covered & (k >= UNDECIDED_LATE)),
    ]
    frame = pl.DataFrame({"entity": rows})
    if payments is not None and len(rows):
        mine = taken[np.isin(payments.entity[taken], rows)]
        named = _names("payments", payments.row[mine], payments.payment_id, mine)
        listed = pl.DataFrame({"entity": payments.entity[mine].astype(np.int64), "text": named})
        listed = listed.group_by("entity", maintain_order=True).agg(pl.col("text").str.join(";"))
        parts.append(frame.join(listed, on="entity", how="left", maintain_order="left")["text"])
    claims = register.claims.get(code)
    if claims is not None and len(claims.row):
        held = np.maximum(claim, 0)
        named = _names("claims", claims.row[held], claims.claim_id, held)
        reason = claims.reason.gather(held).cast(pl.String).str.replace_all(r"[;\s]+", " ").str.strip_chars()
        stated = pl.Series(found.refused) & reason.is_not_null() & (reason != "")
        parts += [
            pl.select(pl.when(pl.Series(claim >= 0)).then(named)).to_series(),
            pl.select(pl.when(stated).then("stated:" + reason)).to_series(),
        ]
    columns = pl.DataFrame([part.alias(str(place)) for place, part in enumerate(parts)])
    return columns.select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True).alias("evidence")).to_series()


def _names(table: str, row: Ints32, ids: pl.Series, index: NDArray[np.intp] | Ints32) -> pl.Series:
    """`table:row` for each record, or `table:id=…` where it came from no file."""
    rows = pl.Series("row", row)
    text = pl.when(rows > 0).then(rows.cast(pl.String)).otherwise("id=" + ids.gather(index).cast(pl.String).str.replace_all(";", ","))
    return pl.select((pl.lit(f"{table}:") + text).alias("text")).to_series()


def _dated(code: str, day: Ints32, where: Bools) -> pl.Series:
    """`code:YYYY-MM-DD` where it applies."""
    days = pl.Series(np.where(where, day, 0).astype(np.int32)).cast(pl.Date).dt.to_string("%Y-%m-%d")
    return pl.select(pl.when(pl.Series(where)).then(code + ":" + days)).to_series()


def _last_death(register: Register) -> Ints32:
    """Day on which the last member of each household died: FAR_FUTURE while one is alive, or where there is no member."""
    alive = np.full(register.households, np.iinfo(np.int32).min, dtype=np.int32)
    np.maximum.at(alive, register.household_of(), register.death)
    alive[np.diff(register.start) == 0] = np.iinfo(np.int32).max
    return alive


