"""Whom does the law leave below the line? A household's resources after everything due, and after everything really paid.

Resources are the counted income of its members with the household's own and its members' rights. The line is the sum of the
members' subsistence minimums, or that sum on another equivalence scale. What is not known is not judged, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from zhyto.dates import day_number, first_day, last_day
from zhyto.register.columns import Bools, Ints, Ints32, Register
from zhyto.rights.rights import UNKNOWN, Rights

DUE_NOT_PAID: Final = 0
UNCLAIMED: Final = 1
MISSED_BY_LAW: Final = 2
REASONS: Final = ("due_not_paid", "unclaimed", "missed_by_law")
"""Code of a reason = its place here."""

CHILD_UNDER: Final = 14
"""Age in years from which the modified OECD scale counts a person as an adult."""
_TOTAL_LIMIT: Final = 2**31

_TEXTS: Final = {
    "due_not_paid": (
        "Якби виплатили все належне, домогосподарство було б не нижче межі.",
        "If everything due were paid, the household would not be below the line.",
    ),
    "unclaimed": (
        "Із належними виплатами домогосподарство нижче межі; якби воно подало заяви, на які має право, було б не нижче.",
        "With everything due the household is below the line; with the rights it has not claimed it would not be.",
    ),
    "missed_by_law": (
        "Навіть з усім, що належить і що можна отримати за заявою, домогосподарство нижче межі: закон більше нічого йому не дає.",
        "Even with everything due and everything it could claim, the household is below the line: the law gives it nothing more.",
    ),
}


class EquivalenceScale(StrEnum):
    """How many single persons' standards a household needs. The line is that number × the mean of its members' minimums.

    per_head: one per member, so the line is the sum of the minimums.
    oecd_modified: 1 for the first adult, 0.5 for each further one, 0.3 for each child under 14 (the first member counts 1 in any case).
    square_root: the square root of the number of members.
    """

    PER_HEAD = "per_head"
    OECD_MODIFIED = "oecd_modified"
    SQUARE_ROOT = "square_root"


@dataclass(frozen=True, slots=True)
class Hardship:
    """Households below the line, one row each, in order of household; shortfall = line - resources.

    household: row in the register. reason: place in REASONS. persons: members counted. Amounts in kopecks.
    resources: what the reason leaves: after everything paid (due_not_paid), after everything due (unclaimed), after everything
        due and claimable (missed_by_law).
    after_paid, after_due: both measures for the same households; after_paid is meaningless where payments are not known.
    Of the households judged, `judged` in all, `below_paid` are below the line after what was paid, `below_due` after what is due.
    no_resources, open_rights, no_payments: households not judged, since their income is not known; since they are below the line by
        what is known, but a right that is unknown might lift them; since only payments that are not known could tell.
    """

    household: Ints32
    reason: NDArray[np.int8]
    persons: Ints32
    resources: Ints
    line: Ints
    shortfall: Ints
    after_paid: Ints
    after_due: Ints
    judged: int
    below_paid: int
    below_due: int
    no_resources: int
    open_rights: int
    no_payments: int

    def __len__(self) -> int:
        return len(self.household)


def members(register: Register, month: int) -> Bools:
    """Persons who live on some day of the month: born by its end, and not dead before it."""
    born = register.birth <= day_number(last_day(month))
    alive: Bools = born & (register.death >= day_number(first_day(month)))
    return alive


def line_of(
    register: Register,
    month: int,
    minimum: Ints,
    scale: EquivalenceScale = EquivalenceScale.PER_HEAD,
    household: Ints32 | None = None,
) -> tuple[Ints, Ints32]:
    """The line of each household in kopecks, and how many members it counts.

    minimum: subsistence minimum per person in kopecks, not negative. household: row of each person's household in that month
    (default: as the register's tables say). Exact: half a kopeck is rounded up on the modified OECD scale, and the square root down
    to the kopeck. Raises ValueError where that cannot be done exactly.
    """
    if len(minimum) != register.persons or (len(minimum) and not 0 <= int(minimum.min()) <= int(minimum.max()) < _TOTAL_LIMIT):
        raise ValueError(f"there must be one minimum per person, from 0 to {_TOTAL_LIMIT - 1} kopecks")
    counted = members(register, month)
    place = (register.household_of() if household is None else household)[counted]
    amount = minimum[counted]
    total = _sum(register.households, place, amount)
    persons = np.bincount(place, minlength=register.households).astype(np.int64)
    if len(total) and int(total.max()) >= _TOTAL_LIMIT:
        raise ValueError(f"household row {int(total.argmax())}: the sum of minimums is too large for an exact line")
    line = total
    if scale is EquivalenceScale.OECD_MODIFIED:
        # Ages on the first of the month: that day exists in every year.
        turning = first_day(month - 12 * CHILD_UNDER)
        child = register.birth[counted] > day_number(turning)
        children = np.bincount(place[child], minlength=register.households).astype(np.int64)
        adults = persons - children
        tenths = np.where(adults > 0, 10 + 5 * (adults - 1) + 3 * children, 10 + 3 * (children - 1))
        heads = 10 * np.maximum(persons, 1)
        line = (2 * total * tenths + heads) // (2 * heads)
    elif scale is EquivalenceScale.SQUARE_ROOT:
        # total / n × √n = √(total² / n)
        line = _root(total * total // np.maximum(persons, 1))
    return line, persons.astype(np.int32)


def household_total(
    register: Register, rights: Iterable[Rights], state: int, household: Ints32 | None = None
) -> tuple[Ints, Bools]:
    """Kopecks per household of its own and its members' rights in one state, and where any of these rights is unknown.

    rights: of one month, one per guarantee. household: row of each person's household (default: as the register's tables say).
    """
    total = np.zeros(register.households, dtype=np.int64)
    unknown = np.zeros(register.households, dtype=np.bool_)
    place = register.household_of() if household is None else household
    for right in rights:
        (rows, held), (open_rows, _) = right.of(state), right.of(UNKNOWN)
        if right.guarantee.entity == "household":
            total[rows] += held
            unknown[open_rows] = True
        elif right.guarantee.entity == "person":
            np.add.at(total, place[rows], held)
            unknown[place[open_rows]] = True
        else:
            raise ValueError(f"{right.guarantee.code}: rights of a {right.guarantee.entity} belong to no household")
    return total, unknown


def household_paid(register: Register, month: int, as_of: int, of: dict[str, str], household: Ints32 | None = None) -> Ints:
    """Kopecks paid per household for a month to itself and its members, as known on a day.

    of: entity (person or household) of each guarantee that counts; others are left out.
    """
    total = np.zeros(register.households, dtype=np.int64)
    place = register.household_of() if household is None else household
    for code, entity in of.items():
        payments = register.payments.get(code)
        if payments is not None:
            taken = (payments.month == month) & (payments.recorded <= as_of) & (payments.paid_on <= as_of)
            row = payments.entity[taken]
            np.add.at(total, row if entity == "household" else place[row], payments.amount[taken])
    return total


def find_hardship(
    before: Ints,
    known: Bools,
    due: Ints,
    paid: Ints,
    claimable: Ints,
    line: Ints,
    persons: Ints32,
    *,
    open_rights: Bools | None = None,
    paid_known: Bools | None = None,
) -> Hardship:
    """Households below the line and why. One entry per household in every array; amounts in kopecks.

    before: counted income of the members in the month, without the guarantees in `due` and `paid`, so that nothing counts twice.
    known: that income is known. due, claimable: rights in these states, own and members'. paid: what was paid on the same guarantees.
    open_rights: some right is unknown (default: none). paid_known: the payments are complete (default: all).
    Households without members are passed over. Raises ValueError if the arrays differ in length or a due is negative.
    """
    n = len(before)
    open_rights = np.zeros(n, dtype=np.bool_) if open_rights is None else open_rights
    paid_known = np.ones(n, dtype=np.bool_) if paid_known is None else paid_known
    if any(len(column) != n for column in (known, due, paid, claimable, line, persons, open_rights, paid_known)):
        raise ValueError("there must be one entry per household in every column")
    if n and min(int(due.min()), int(claimable.min())) < 0:
        raise ValueError("what is due or claimable is negative")

    lived = persons > 0
    after_due, after_paid = before + due, before + paid
    below_due = lived & known & (after_due < line)
    # An unknown right can only add; it matters for those who are below the line without it.
    unsettled = below_due & open_rights
    below_due &= ~open_rights
    lifted = after_due + claimable >= line
    by_law = lived & known & (after_due >= line)
    unseen = by_law & ~paid_known & (before < line)
    below_paid = lived & known & (after_paid < line) & ~unsettled & ~unseen

    reason = np.full(n, -1, dtype=np.int8)
    reason[by_law & below_paid] = DUE_NOT_PAID
    reason[below_due & lifted] = UNCLAIMED
    reason[below_due & ~lifted] = MISSED_BY_LAW
    resources = after_due + np.where(reason == MISSED_BY_LAW, claimable, 0)
    resources = np.where(reason == DUE_NOT_PAID, after_paid, resources)
    rows = np.flatnonzero(reason >= 0)
    return Hardship(
        household=rows.astype(np.int32),
        reason=reason[rows],
        persons=persons[rows],
        resources=resources[rows],
        line=line[rows],
        shortfall=(line - resources)[rows],
        after_paid=after_paid[rows],
        after_due=after_due[rows],
        judged=int(np.count_nonzero(lived & known & ~unsettled & ~unseen)),
        below_paid=int(np.count_nonzero(below_paid & paid_known)),
        below_due=int(np.count_nonzero(below_due)),
        no_resources=int(np.count_nonzero(lived & ~known)),
        open_rights=int(np.count_nonzero(unsettled)),
        no_payments=int(np.count_nonzero(unseen)),
    )


def reason_text(reason: str, lang: Literal["uk", "en"]) -> str:
    """A reason as a sentence for people."""
    return _TEXTS[reason][0 if lang == "uk" else 1]


def _sum(households: int, place: Ints32, amount: Ints) -> Ints:
    """Exact sums per household."""
    total = np.zeros(households, dtype=np.int64)
    np.add.at(total, place, amount)
    return total


def _root(value: Ints) -> Ints:
    """Integer square root, rounded down, of values below 2**62."""
    root = np.sqrt(value.astype(np.float64)).astype(np.int64)
    # A double carries 53 bits, so the estimate may be off by one.
    root -= root * root > value
    root += (root + 1) * (root + 1) <= value
    return root
