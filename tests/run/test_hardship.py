"""Who is below the line, and why; lines on three scales against exact arithmetic."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import isqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, parse_month
from zhyto.hardship import (
    REASONS,
    EquivalenceScale,
    _root,
    find_hardship,
    household_paid,
    household_total,
    line_of,
    members,
    reason_text,
)  # fmt: skip
from zhyto.law.declare import Guarantee
from zhyto.register.columns import Incomes, Payments, Register
from zhyto.rights.rights import CLAIMABLE, DUE, STATES, Rights

MONTH = parse_month("2026-01") or 0
ADULT, CHILD = day_number(date(1990, 5, 5)), day_number(date(2020, 5, 5))


def register(births, death=None):
    """births: one list of birth days per household."""
    sizes = [len(home) for home in births]
    n = sum(sizes)
    none = np.zeros(0, np.int32)
    return Register(
        pl.Series([f"H{i}" for i in range(len(sizes))]),
        pl.Series([f"P{i}" for i in range(n)]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        ("UA1",),
        np.zeros(len(sizes), np.int32),
        np.array([birth for home in births for birth in home], np.int32),
        np.ones(n, np.int8),
        np.zeros(n, np.int8),
        np.array(death if death is not None else [FAR_FUTURE] * n, np.int32),
        {},
        None,
        Incomes(none, none, none.astype(np.int8), none.astype(np.int64), none),
        {},
        {},
        (),
    )


def rights(code, entity, rows):
    label = {"uk": code, "en": code}
    n = len(rows)
    return Rights.of_columns(
        Guarantee(code, entity, label, label, "claim", "claim", "state", "Act 1", date(2020, 1, 1)),
        MONTH,
        np.array([STATES.index(state) for state, _ in rows], np.int8),
        np.array([amount for _, amount in rows], np.int64),
        np.full(n, FAR_PAST, np.int32),
        np.zeros(n, np.uint64),
        (),
        np.full(n, -1, np.int32),
        np.zeros(n, np.bool_),
        np.zeros(n, np.bool_),
        "Act 1",
    )


def find(before, due=0, paid=0, claimable=0, line=1000, known=True, persons=1, **masks):
    """The one household's (reason, resources, shortfall), or None; and the whole result."""
    before, due, paid, claimable, line = (np.array([value], np.int64) for value in (before, due, paid, claimable, line))
    masks = {name: np.array([value]) for name, value in masks.items()}
    found = find_hardship(before, np.array([known]), due, paid, claimable, line, np.array([persons], np.int32), **masks)
    row = (REASONS[found.reason[0]], int(found.resources[0]), int(found.shortfall[0])) if len(found) else None
    return row, found


def test_due_not_paid_is_not_a_fault_of_the_law():
    assert find(600, due=400, paid=100)[0] == ("due_not_paid", 700, 300)
    assert find(600, due=400, paid=400)[0] is None


def test_unclaimed_rights_that_would_lift_are_told_apart():
    assert find(600, due=100, paid=100, claimable=300)[0] == ("unclaimed", 700, 300)
    assert find(600, due=100, paid=0, claimable=299)[0] == ("missed_by_law", 999, 1)


def test_missed_by_law_lacks_what_no_right_gives():
    assert find(600)[0] == ("missed_by_law", 600, 400)
    assert find(1000)[0] is None
    assert find(999)[0] == ("missed_by_law", 999, 1)


def test_paid_beyond_the_law_does_not_hide_what_the_law_misses():
    row, found = find(600, due=0, paid=500)
    assert row == ("missed_by_law", 600, 400)
    assert (found.after_paid[0], found.below_paid, found.below_due) == (1100, 0, 1)


def test_unknown_income_is_not_judged():
    row, found = find(0, known=False)
    assert row is None
    assert (found.judged, found.no_resources) == (0, 1)


def test_an_unknown_right_matters_only_below_the_line():
    row, found = find(600, open_rights=True)
    assert row is None
    assert (found.judged, found.open_rights, found.below_due) == (0, 1, 0)
    assert find(600, due=400, paid=0, open_rights=True)[0] == ("due_not_paid", 600, 400)


def test_unknown_payments_are_not_judged_but_what_the_law_misses_is():
    row, found = find(600, due=400, paid_known=False)
    assert row is None
    assert (found.judged, found.no_payments) == (0, 1)
    assert find(1000, due=400, paid_known=False)[1].judged == 1
    assert find(600, due=100, paid_known=False)[0] == ("missed_by_law", 700, 300)


def test_a_household_without_members_is_passed_over():
    row, found = find(0, persons=0)
    assert row is None
    assert found.judged == found.no_resources == 0


def test_columns_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one entry per household"):
        find_hardship(*[np.zeros(2, np.int64)] * 6, np.zeros(1, np.int32))
    with pytest.raises(ValueError, match="negative"):
        find(0, due=-1)


kopecks = st.integers(0, 30)


homes = st.tuples(kopecks, st.booleans(), kopecks, kopecks, kopecks, kopecks, st.integers(0, 2), st.booleans(), st.booleans())


@given(st.lists(homes, max_size=8))
def test_every_household_is_judged_once_or_counted(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 9
    before, known, due, paid, claimable, line, persons, open_rights, paid_known = (
        np.array(column, np.bool_ if place in (1, 7, 8) else np.int64) for place, column in enumerate(columns)
    )
    masks = {"open_rights": open_rights, "paid_known": paid_known}
    found = find_hardship(before, known, due, paid, claimable, line, persons.astype(np.int32), **masks)
    expected, counts = {}, {"judged": 0, "no_resources": 0, "open_rights": 0, "no_payments": 0}
    for h, (b, is_known, d, p, c, z, size, is_open, seen) in enumerate(rows):
        if not size:
            continue
        if not is_known:
            counts["no_resources"] += 1
        elif b + d < z and is_open:
            counts["open_rights"] += 1
        elif b + d >= z > b and not seen:
            counts["no_payments"] += 1
        else:
            counts["judged"] += 1
            if b + d + c < z:
                expected[h] = ("missed_by_law", b + d + c)
            elif b + d < z:
                expected[h] = ("unclaimed", b + d)
            elif b + p < z and (seen or b < z):
                expected[h] = ("due_not_paid", b + p)
    result = {int(h): (REASONS[r], int(x)) for h, r, x in zip(found.household, found.reason, found.resources, strict=True)}
    assert result == expected
    assert {name: getattr(found, name) for name in counts} == counts
    assert ((found.shortfall > 0) & (found.shortfall + found.resources == found.line)).all()


def test_members_are_born_and_not_dead_before_the_month():
    first, last = day_number(date(2026, 1, 1)), day_number(date(2026, 1, 31))
    book = register([[ADULT, last, last + 1, ADULT, ADULT]], death=[FAR_FUTURE, FAR_FUTURE, FAR_FUTURE, first, first - 1])
    assert members(book, MONTH).tolist() == [True, True, False, True, False]


def test_the_default_line_is_the_sum_of_minimums():
    book = register([[ADULT, CHILD], [], [ADULT]])
    line, persons = line_of(book, MONTH, np.array([332800, 281700, 259500]))
    assert line.tolist() == [614500, 0, 259500]
    assert persons.tolist() == [2, 0, 1]


def test_modified_oecd_scale():
    book = register([[ADULT, ADULT, CHILD], [CHILD, CHILD], [ADULT]])
    line, _ = line_of(book, MONTH, np.array([300, 300, 300, 300, 300, 333]), EquivalenceScale.OECD_MODIFIED)
    assert line.tolist() == [540, 390, 333]
    odd, _ = line_of(register([[ADULT, ADULT]]), MONTH, np.array([1, 1]), EquivalenceScale.OECD_MODIFIED)
    assert odd.tolist() == [2], "1.5 is rounded up"


def test_a_child_counts_as_an_adult_from_the_month_after_the_fourteenth_birthday():
    first = day_number(date(2012, 1, 1))
    for birth, expected in ((first, 1500), (first + 1, 1300)):
        line, _ = line_of(register([[ADULT, birth]]), MONTH, np.array([1000, 1000]), EquivalenceScale.OECD_MODIFIED)
        assert line.tolist() == [expected]


def test_a_person_counted_in_another_household_moves_the_line():
    book = register([[ADULT, CHILD], [ADULT]])
    line, persons = line_of(book, MONTH, np.array([300, 200, 100]), household=np.array([0, 1, 1], np.int32))
    assert (line.tolist(), persons.tolist()) == ([300, 300], [1, 2])


people = st.lists(st.tuples(st.booleans(), st.integers(0, 10**7)), max_size=7)


@given(st.lists(people, min_size=1, max_size=4), st.sampled_from(EquivalenceScale))
def test_lines_are_exact(homes, scale):
    book = register([[ADULT if adult else CHILD for adult, _ in home] for home in homes])
    line, persons = line_of(book, MONTH, np.array([amount for home in homes for _, amount in home], np.int64), scale)
    for home, got, size_of in zip(homes, line.tolist(), persons.tolist(), strict=True):
        total, n, adults = sum(amount for _, amount in home), len(home), sum(adult for adult, _ in home)
        assert size_of == n
        if n == 0:
            assert got == 0
        elif scale is EquivalenceScale.PER_HEAD:
            assert got == total
        elif scale is EquivalenceScale.SQUARE_ROOT:
            assert got == isqrt(total * total // n)
            assert got * got * n <= total * total < (got + 1) ** 2 * n
        else:
            first = Fraction(1) if adults else Fraction(7, 10)
            size = first + Fraction(max(adults - 1, 0), 2) + Fraction(3, 10) * (n - adults) if adults else Fraction(3, 10) * n + first
            assert got == (Fraction(total, n) * size + Fraction(1, 2)).__floor__()


def test_the_integer_root_is_exact_where_floating_point_is_not():
    roots = np.array([1, 2, 3, 2**26 + 1, 94906267, 2**30 - 1, 2**31 - 1], np.int64)
    for offset, expected in ((-1, roots - 1), (0, roots), (1, roots)):
        assert _root(roots * roots + offset).tolist()[1:] == expected.tolist()[1:]


def test_a_line_that_cannot_be_exact_is_refused():
    book = register([[ADULT]])
    assert line_of(book, MONTH, np.array([2**31 - 1]), EquivalenceScale.SQUARE_ROOT)[0].tolist() == [2**31 - 1]
    with pytest.raises(ValueError, match="too large"):
        line_of(register([[ADULT, ADULT]]), MONTH, np.array([2**31 - 1, 1]), EquivalenceScale.SQUARE_ROOT)
    for minimum in ([-1], [2**31], [1, 2], []):
        with pytest.raises(ValueError, match="one minimum per person"):
            line_of(book, MONTH, np.array(minimum, np.int64))


def test_rights_of_members_and_household_add_up():
    book = register([[ADULT, CHILD], [ADULT], []])
    own = rights("own", "household", [("due", 5), ("claimable", 7), ("not_due", 0)])
    each = rights("each", "person", [("due", 10), ("due", 20), ("unknown", 0)])
    total, unknown = household_total(book, [own, each], DUE)
    assert (total.tolist(), unknown.tolist()) == ([35, 0, 0], [False, True, False])
    assert household_total(book, [own, each], CLAIMABLE)[0].tolist() == [0, 7, 0]
    with pytest.raises(ValueError, match="belong to no household"):
        household_total(book, [rights("x", "hromada", [])], DUE)


def test_payments_to_members_and_household_add_up():
    book = register([[ADULT, CHILD], [ADULT]])

    def paid(rows):
        entity, month, amount, known = (np.array(column) for column in zip(*rows, strict=True))
        ids = pl.Series([str(i) for i in range(len(rows))])
        known = known.astype(np.int32)
        return Payments(ids, entity.astype(np.int32), month.astype(np.int32), amount.astype(np.int64), known, known, known)

    book.payments = {
        "own": paid([(1, MONTH, 1, 50)]),
        "each": paid([(0, MONTH, 10, 50), (1, MONTH - 1, 99, 50), (1, MONTH, 20, 50), (1, MONTH, 99, 51), (2, MONTH, 30, 50)]),
        "other": paid([(0, MONTH, 99, 50)]),
    }
    assert household_paid(book, MONTH, 50, {"own": "household", "each": "person", "never": "person"}).tolist() == [30, 31]


def test_every_reason_can_be_said():
    assert len({reason_text(reason, lang) for reason in REASONS for lang in ("uk", "en")}) == 2 * len(REASONS)
