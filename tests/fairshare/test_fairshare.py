"""One fund shared by leximin: against brute force and linear programming, its properties, and a verifier that is not to be fooled."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from zhyto.fairshare import WEIGHT_LIMIT, Certificate, Sharing, Source, leximin, make_instance, share, tie_order, verify
from zhyto.fairshare.fill import Filled
from zhyto.fairshare.sharing import _certificate, needs
from zhyto.faults import InputRefused

Household = tuple[int, int, int]


def columns(homes: list[Household]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(homes, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def check(homes: list[Household], fund: int, shares: object, certificate: Certificate, unit: int = 1, tie: list[int] | None = None) -> list[str]:
    """What the verifier finds."""
    return verify(make_instance(*columns(homes), (Source("fund", fund),), unit=unit, tie=tie), shares, certificate)


def proven(homes: list[Household], fund: int, unit: int = 1, tie: list[int] | None = None) -> Sharing:
    """A sharing that the verifier accepts."""
    result = share(*columns(homes), fund, unit, tie=tie)
    assert check(homes, fund, result.share, result.certificate, unit, tie) == []
    return result


household = st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(0, 12))
homes_of = st.lists(household, max_size=8)
large = st.tuples(st.integers(0, 10**9), st.integers(1, WEIGHT_LIMIT - 1), st.integers(0, 10**9))


def test_the_worst_off_are_raised_first():
    homes = [(0, 1, 100), (30, 1, 100), (60, 1, 100), (100, 1, 100), (500, 1, 100)]
    assert proven(homes, 20).share.tolist() == [20, 0, 0, 0, 0]
    assert proven(homes, 50).share.tolist() == [40, 10, 0, 0, 0]
    assert proven(homes, 1000).share.tolist() == [100, 70, 40, 0, 0]
    assert proven(homes, 1000).certificate["left"] == 790


def test_a_weight_lifts_a_larger_household_in_proportion():
    result = proven([(0, 1, 90), (0, 2, 180)], 90)
    assert result.share.tolist() == [30, 60]
    assert result.level == Fraction(59, 2), "the level before the last kopeck"


def test_the_last_kopecks_go_by_level_then_weight_then_tie():
    assert proven([(0, 1, 9)] * 3, 4).share.tolist() == [2, 1, 1]
    assert proven([(0, 1, 9)] * 3, 4, tie=[7, 3, 5]).share.tolist() == [1, 2, 1]
    assert proven([(0, 2, 9), (0, 1, 9)], 1).share.tolist() == [0, 1]


def test_whole_units_never_lift_above_the_line():
    result = proven([(50, 1, 349), (0, 1, 1000)], 5000, unit=100)
    assert result.share.tolist() == [200, 1000]
    assert (result.certificate["given"], result.certificate["left"], result.certificate["lifted"]) == (1200, 3800, 2)


def test_nothing_to_give_or_nobody_in_need():
    for homes, fund in (([], 100), ([(5, 1, 5)], 100), ([(0, 1, 5)], 0)):
        result = proven(homes, fund)
        assert result.share.sum() == 0
        assert result.level is None
        assert result.certificate["left"] == fund
    assert proven([(0, 1, 500)], 99, unit=100).share.tolist() == [0]


def test_extreme_numbers_stay_exact():
    top = WEIGHT_LIMIT - 1
    homes = [(0, top, 2**55), (0, top - 1, 2**55), (2**55 - 3, 1, 2**55), (2**63 - 1, top, 0), (1, 1, 2)]
    for fund in (1, 2, 3, top, 2 * top, 2**54 + 12345, 2**57):
        proven(homes, fund)


def leximin_by_trying(homes, fund, unit=1):
    """Sorted levels of the best of all allocations in whole units."""
    choices = [range(0, max(z - r, 0) + 1, unit) for r, _, z in homes]
    allowed = (s for s in product(*choices) if sum(s) <= fund)
    return max(sorted(Fraction(r + x, w) for (r, w, _), x in zip(homes, s, strict=True)) for s in allowed)


tiny = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3), st.integers(0, 5)), max_size=4)


@given(tiny, st.integers(0, 14), st.integers(1, 2))
@settings(max_examples=200)
def test_no_allocation_is_fairer_by_brute_force(homes, fund, unit):
    result = proven(homes, fund, unit)
    assert sorted(Fraction(r + int(s), w) for (r, w, _), s in zip(homes, result.share, strict=True)) == leximin_by_trying(homes, fund, unit)


def leximin_by_linear_programs(r, w, z, fund):
    """Levels of the leximin sharing of divisible money: raise all that are still free together; fix those that can go no higher."""
    n = len(r)
    room = np.maximum(z - r, 0.0)
    free, level = room > 0, r / w

    def best(goal, floor):
        """The largest t with shares that keep fixed levels, and everybody free at `floor` or t (None: t)."""
        rows, bounds_of = [], []
        for i in np.flatnonzero(free):
            row = np.zeros(n + 1)
            row[i] = -1 / w[i]
            if floor is None or i == goal:
                row[n] = 1
                rows.append(row)
                bounds_of.append(r[i] / w[i])
            else:
                rows.append(row)
                bounds_of.append(r[i] / w[i] - floor)
        rows.append(np.append(np.ones(n), 0))
        bounds_of.append(fund)
        limits = [(0, room[i]) if free[i] else ((level[i] - r[i] / w[i]) * w[i],) * 2 for i in range(n)]
        answer = linprog(np.append(np.zeros(n), -1), A_ub=np.array(rows), b_ub=bounds_of, bounds=[*limits, (None, None)])
        assert answer.status == 0, answer.message
        return -answer.fun

    while free.any():
        floor = best(None, None)
        reach = {i: best(i, floor - 1e-9) for i in np.flatnonzero(free)}
        stuck = [i for i, top in reach.items() if top <= floor + 1e-6] or [min(reach, key=reach.get)]
        for i in stuck:
            free[i], level[i] = False, floor
    return level


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4), st.integers(1, 30)), min_size=1, max_size=5), st.integers(1, 60))
@settings(max_examples=40)
def test_in_the_limit_of_fine_money_it_is_the_linear_program(homes, fund):
    fine = 10**7
    result = share(*columns([(r * fine, w, z * fine) for r, w, z in homes]), fund * fine)
    r, w, z = (column.astype(np.float64) for column in columns(homes))
    got = (r + result.share / fine) / w
    assert np.allclose(got, leximin_by_linear_programs(r, w, z, fund), atol=1e-4)


@given(st.lists(large, max_size=40), st.integers(0, 10**11), st.sampled_from([1, 7, 100, 10**4]))
def test_never_over_budget_nor_above_the_line_nor_wasteful(homes, fund, unit):
    r, _, z = columns(homes)
    given_out = proven(homes, fund, unit).share
    room = np.maximum(z - r, 0)
    assert ((given_out >= 0) & (given_out <= room) & (given_out % unit == 0)).all()
    left = fund - int(given_out.sum())
    assert left >= 0
    assert left < unit or (room - given_out < unit).all()


@given(homes_of, st.integers(0, 60), st.integers(0, 20), st.integers(1, 3))
def test_more_money_takes_from_nobody(homes, fund, more, unit):
    assert (proven(homes, fund, unit).share <= proven(homes, fund + more, unit).share).all()


@given(st.data(), homes_of, st.integers(0, 60))
def test_the_order_of_the_input_does_not_matter(data, homes, fund):
    tie = data.draw(st.permutations(range(len(homes))))
    order = data.draw(st.permutations(range(len(homes))))
    here = proven(homes, fund, tie=tie)
    there = proven([homes[i] for i in order], fund, tie=[tie[i] for i in order])
    assert there.share.tolist() == here.share[list(order)].tolist()
    assert there.certificate == here.certificate


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 50), st.integers(0, 1000)), max_size=6), st.integers(1, 4), st.data())
def test_splitting_into_equal_parts_gains_no_more_than_rounding(others, parts, data):
    part = data.draw(st.tuples(st.integers(0, 500), st.integers(1, 50), st.integers(0, 1000)))
    fund = data.draw(st.integers(0, 3000))
    whole = tuple(parts * value for value in part)
    together = proven([whole, *others], fund).share[0]
    apart = proven([part] * parts + others, fund).share[:parts].sum()
    # Up to any level each part is served at most one kopeck past its exact share, and once more at the level itself.
    assert abs(int(together) - int(apart)) <= 2 * parts


def test_splitting_off_the_poor_on_paper_does_gain():
    """Stated, not hidden: who forms a household is for the law to say, no sharing rule can."""
    together = proven([(100, 2, 100), (0, 1, 50)], 50).share[0]
    apart = proven([(100, 1, 50), (0, 1, 50), (0, 1, 50)], 50).share[:2].sum()
    assert (together, apart) == (0, 25)


@given(st.lists(large, min_size=1, max_size=12), st.integers(1, 10**10), st.data())
def test_any_kopeck_moved_is_noticed(homes, fund, data):
    result = proven(homes, fund)
    changed = result.share.copy()
    i = data.draw(st.integers(0, len(homes) - 1))
    changed[i] += data.draw(st.sampled_from([-1, 1]))
    if len(homes) > 1 and data.draw(st.booleans()):
        j = data.draw(st.integers(0, len(homes) - 1).filter(lambda other: other != i))
        changed[j] -= changed[i] - result.share[i]
    assert check(homes, fund, changed, result.certificate)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3), st.integers(0, 5)), max_size=3), st.integers(0, 12))
@settings(max_examples=60)
def test_the_verifier_accepts_no_sharing_but_the_solvers(homes, fund):
    """Every claim up to a kopeck above the line, with each certificate one could write for it."""
    r, w, z = columns(homes)
    case = make_instance(r, w, z, (Source("fund", fund),))
    true = leximin(case)
    chosen = needs(case)
    for claim in product(*(range(max(zi - ri, 0) + 2) for ri, _, zi in homes)):
        claimed = np.array(claim, np.int64)
        units = claimed[chosen.at].reshape(-1, 1)
        for chain in ([], [0], [1], [0, 1]):
            forged = _certificate(case, chosen, Filled(units.sum(axis=1), chain), units)
            if verify(case, claimed, forged) == []:
                assert claimed.tolist() == true.share.tolist()


def test_a_certificate_of_another_fund_or_register_proves_nothing():
    homes = [(0, 1, 100), (30, 2, 100)]
    result = proven(homes, 50)
    assert check(homes, 51, result.share, result.certificate)
    assert check([(1, 1, 100), (30, 2, 100)], 50, result.share, result.certificate)
    assert check(homes[:1], 50, result.share, result.certificate)
    assert check(homes[:1], 50, result.share[:1], result.certificate)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (0, -1, r"households:2:resources: found -1, 1 household in all"),
        (1, 0, "households:2:weight: found 0"),
        (1, WEIGHT_LIMIT, "households:2:weight"),
        (2, -5, "households:2:line: found -5"),
        (2, 2**62, "overflow"),
    ],
)
def test_households_that_cannot_be_shared_with_are_refused(column, value, message):
    table = [list(part) for part in columns([(0, 1, 5), (0, 1, 5)])]
    table[column][1] = value
    with pytest.raises(InputRefused, match=message):
        share(*table, 10)


@pytest.mark.parametrize(("fund", "unit"), [(-1, 1), (1.5, 1), (True, 1), (10, 0), (10, -1), (10, 0.5), (10, 2**62), (None, 1)])
def test_a_fund_that_is_no_amount_is_refused(fund, unit):
    with pytest.raises(InputRefused, match="whole kopecks"):
        share([0], [1], [5], fund, unit)


@pytest.mark.parametrize("resources", [[0.0, 1.0], [np.nan, 1], [True, False], ["1", "2"], [0], [[0], [0]], [2**70, 0], [None, 0]])
def test_resources_that_are_no_kopecks_are_refused(resources):
    with pytest.raises(InputRefused, match=r"resources|weight"):
        share(resources, [1, 1], [5, 5], 10)


def test_who_is_not_known_gets_nothing_and_is_counted():
    result = share([0, 0], [1, 1], [5, 5], 10, known=[True, False])
    assert result.share.tolist() == [5, 0]
    assert result.certificate["left_out"] == {"unknown": 1}


def test_tie_numbers_must_be_distinct():
    with pytest.raises(InputRefused, match="distinct"):
        share([0, 0], [1, 1], [5, 5], 1, tie=[3, 3])
    case = make_instance([0, 0], [1, 1], [5, 5], (Source("fund", 1),), tie=[3, 4])
    result = leximin(case)
    assert verify(case, result.split, result.certificate) == []
    assert verify(replace(case, tie=np.array([3, 3])), result.split, result.certificate)


def test_tie_order_is_that_of_the_ids():
    assert tie_order(pl.Series(["b", "A", "я", "a", "B"])).tolist() == [3, 0, 4, 2, 1]
    with pytest.raises(ValueError, match="distinct"):
        tie_order(pl.Series(["a", "a"]))
    with pytest.raises(ValueError, match="present"):
        tie_order(pl.Series(["a", None]))


MALFORMED = (None, (0, 1, 1), ("0", 1, 1, 0), (0, 0, 1, 0), (2**70, 1, 1, 0), (-1, 1, 1, 0), (0, 1, 2**40, 0), (0, 1, 1, 2**70), [0] * 4)


@pytest.mark.parametrize("last", MALFORMED)
def test_a_malformed_certificate_is_a_failure_not_a_crash(last):
    result = share([0], [1], [5], 1)
    assert check([(0, 1, 5)], 1, result.share, {**result.certificate, "last": last})


@pytest.mark.parametrize("unit", [0, -1, 2**62, 2**70, 1.0, None])
def test_a_malformed_unit_is_a_failure_not_a_crash(unit):
    result = share([0], [1], [5], 1)
    assert check([(0, 1, 5)], 1, result.share, {**result.certificate, "unit": unit})
