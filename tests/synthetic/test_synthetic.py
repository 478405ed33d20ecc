"""The synthetic region: exact totals, plausible households, the same bytes for the same seed, and a truth that matches what was planted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhyto.dates import FAR_FUTURE, FAR_PAST, add_months, age, day_number, day_of, first_day, last_day, parse_month
from zhyto.faults import InputRefused
from zhyto.io.packs.law import load_law
from zhyto.io.packs.region import load_region
from zhyto.law.declare import Guarantee, Input
from zhyto.register.columns import INCOME_KINDS, ROLES, Register
from zhyto.rights.rights import CLAIMABLE, DUE, NOT_DUE, Rights
from zhyto.synthetic.make import coverage_of, make_region
from zhyto.synthetic.people import make_people
from zhyto.synthetic.plant import merge_truth, plant_claims, plant_payments
from zhyto.synthetic.region import AREAS, OLDEST, Region, by_age, largest_remainder, place_totals, reconciled_margins

FOLDER = Path(__file__).resolve().parents[2] / "src" / "zhyto_packs" / "zhytomyr"
MONTH = parse_month("2026-01") or 0
LABEL = {"uk": "а", "en": "a"}
RARE = {"adopted", "adoption_date", "chornobyl_child_disability", "maternity_has_own_income", "special_labour_merits", "unpaid_carer"}
"""Facts that a small part of the region may not have at all."""


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FOLDER)


def declared(region: Region) -> dict[str, Input]:
    """The facts of the law that the pack's rates are for, and those of its settlements."""
    inputs = load_law(FOLDER.parent / region.law).inputs
    rated = {code: inputs[code] for code, spec in region.rates["facts"].items() if "helper" not in spec}
    return rated | {code: item for code, item in inputs.items() if item.source == "settlements"}


@pytest.fixture(scope="module")
def small(region: Region) -> Register:
    return make_region(region, 1, MONTH, declared(region), 0.02)


def digest(register: Register) -> str:
    """Digest of every column of a register."""
    seen = hashlib.sha256()

    def add(value: object) -> None:
        if isinstance(value, np.ndarray):
            seen.update(value.dtype.str.encode() + value.tobytes())
        elif isinstance(value, pl.Series):
            seen.update("\x1f".join(map(str, value.to_list())).encode())
        elif isinstance(value, dict):
            for key in value:
                seen.update(str(key).encode())
                add(value[key])
        elif hasattr(value, "__slots__"):
            for name in value.__slots__:
                add(getattr(value, name))
        else:
            seen.update(repr(value).encode())

    add(register)
    return seen.hexdigest()


def ages(register: Register, month: int) -> np.ndarray:
    end = last_day(month)
    known = {day: age(day_of(day), end) for day in np.unique(register.birth).tolist()}
    return np.array([known[day] for day in register.birth.tolist()])


# Totals


def test_the_whole_region_has_the_official_totals_and_the_reconciled_margins(region: Region) -> None:
    people = make_people(region, 7, 1.0, MONTH)
    home = people.home()
    assert len(people.age) == 1_179_032
    assert np.bincount(people.hromada[home], minlength=66).tolist() == region.hromadas["population_2022"].to_list()
    urban = people.urban[home]
    assert np.bincount(people.hromada[home][urban], minlength=66).tolist() == region.hromadas["urban_2022"].to_list()
    cells = np.zeros((2, 2, OLDEST + 1), dtype=np.int64)
    np.add.at(cells, (urban.astype(int), people.sex, people.age), 1)
    assert (cells == reconciled_margins(region)).all()
    assert 2.4 < len(people.age) / people.households < 2.6
    kind = region.settlements["urban_2022"].is_not_null().to_numpy()
    placed = people.settlement >= 0
    assert placed.mean() > 0.999
    assert (kind[people.settlement[placed]] == people.urban[placed]).all()


def test_reconciled_margins_move_no_cell_by_more_than_rounding(region: Region) -> None:
    fitted = reconciled_margins(region)
    assert fitted.sum(axis=(1, 2)).tolist() == [1_179_032 - 703_260, 703_260]
    official = {"rural": 478_681, "urban": 701_120}
    for area, sex, first, persons in region.population.iter_rows():
        a, s = AREAS.index(area), ("female", "male").index(sex)
        mine = fitted[a, s, first] if first < 80 else fitted[a, s, 80:].sum()
        assert abs(mine - persons * fitted[a].sum() / official[area]) < 1


@pytest.mark.parametrize("share", [0.001, 0.02, 0.25])
def test_a_share_takes_its_part_of_every_hromada(region: Region, share: float) -> None:
    people = make_people(region, 3, share, MONTH)
    counts = np.bincount(people.hromada[people.home()], minlength=66)
    assert counts.tolist() == place_totals(region, share).sum(axis=1).tolist()
    assert counts.sum() == round(1_179_032 * share)
    assert np.abs(counts - region.hromadas["population_2022"].to_numpy() * share).max() < 1


def test_a_share_outside_its_bounds_is_refused(region: Region) -> None:
    for share in (0.0, -1.0, 1.5):
        with pytest.raises(ValueError, match="share"):
            place_totals(region, share)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any), st.integers(0, 10**6))
def test_largest_remainder_keeps_the_total_and_moves_nothing_by_one(weights: list[int], total: int) -> None:
    shares = largest_remainder(np.array(weights), total)
    exact = np.array(weights, dtype=float) * total / sum(weights)
    assert shares.sum() == total
    assert (np.abs(shares - exact) < 1 + 1e-6).all()
    assert (largest_remainder(np.array(weights), sum(weights)) == weights).all()


def test_bands_of_age() -> None:
    rates = by_age({"0-1": 0.1, "5": 0.2, "60+": 0.3})
    assert [rates[0], rates[1], rates[2], rates[5], rates[60], rates[OLDEST]] == [0.1, 0.1, 0, 0.2, 0.3, 0.3]


# Households


def test_ages_hold_on_the_last_day_of_the_month(region: Region) -> None:
    for text in ("2026-01", "2024-02", "2026-02"):
        month = parse_month(text) or 0
        people = make_people(region, 5, 0.003, month)
        end = last_day(month)
        assert [age(day_of(day), end) for day in people.birth.tolist()] == people.age.tolist()


def test_households_are_plausible(small: Register) -> None:
    old = ages(small, MONTH)
    home = small.household_of()
    heads = small.role == ROLES.index("head")
    assert (np.bincount(home[heads], minlength=small.households) == 1).all()
    spouses = np.bincount(home[small.role == ROLES.index("spouse")], minlength=small.households)
    assert spouses.max() == 1
    adults = np.bincount(home[old >= 18], minlength=small.households)
    assert adults.min() >= 1
    sizes = np.diff(small.start)
    assert sizes.max() <= 12
    lone_elders = (sizes == 1) & (old[small.start[:-1]] >= 60)
    assert 0.08 < lone_elders.mean() < 0.25
    parents = np.bincount(home[small.role == ROLES.index("parent")], minlength=small.households) > 0
    minors = np.bincount(home[old < 18], minlength=small.households)
    assert (parents & (minors > 0)).mean() > 0.02
    assert 0.1 < ((minors > 0) & (spouses == 0)).sum() / (minors > 0).sum() < 0.45


def test_children_are_born_to_parents_of_plausible_ages(small: Register) -> None:
    old, home = ages(small, MONTH), small.household_of()
    women = np.full(small.households, -1)
    mothers = np.isin(small.role, [ROLES.index("head"), ROLES.index("spouse")]) & (small.sex == 1)
    women[home[mothers]] = old[mothers]
    children = (small.role == ROLES.index("child")) & (women[home] >= 0)
    gap = women[home[children]] - old[children]
    assert gap.min() >= 16
    assert np.percentile(gap, [5, 95]).tolist() == pytest.approx([19, 36], abs=3)


def test_some_are_born_in_the_month_and_some_died(small: Register) -> None:
    first, last = day_number(first_day(MONTH)), day_number(last_day(MONTH))
    assert ((small.birth >= first) & (small.birth <= last)).sum() >= 3
    dead = small.death < FAR_FUTURE
    assert 0.001 < dead.mean() < 0.01
    assert (small.death[dead] >= small.birth[dead]).all()
    assert (small.death[dead] <= last).all()


# Facts and incomes


def test_every_fact_keeps_to_its_declaration(region: Region, small: Register) -> None:
    inputs = declared(region)
    assert set(small.facts) == set(inputs)
    last = day_number(last_day(MONTH))
    for code, fact in small.facts.items():
        item = inputs[code]
        n = small.persons if item.entity == "person" else small.households
        if fact.base is not None:
            assert fact.base_known is not None
            assert len(fact.base) == len(fact.base_known) == n
            assert 0.9 < fact.base_known.mean() < 1, f"{code}: some, but few, are unknown"
            continue
        none = not any(part.get("share", 1) for part in region.rates["facts"][code]["parts"])
        assert (not len(fact.entity)) == none or code in RARE, code
        if not len(fact.entity):
            continue
        assert (np.diff(fact.entity) > 0).all()
        assert fact.entity.max() < n
        assert (fact.since <= fact.until).all()
        assert (fact.since <= last).all()
        if item.entity == "person":
            assert (fact.since >= small.birth[fact.entity]).all()
        if item.type == "choice":
            assert 1 <= fact.value.min() <= fact.value.max() <= len(item.values)


def test_a_subgroup_is_unknown_for_some_of_group_one(small: Register) -> None:
    group, subgroup = small.facts["disability_group"], small.facts["disability_subgroup"]
    first = group.entity[group.value == 1]
    assert set(subgroup.entity) < set(first)
    assert 0.85 < len(subgroup.entity) / len(first) < 1


def test_where_absence_means_unknown_the_register_says_no_in_so_many_words(small: Register) -> None:
    veterans, applied = small.facts["war_status"], small.facts["applied_for_veteran_payment"]
    assert set(applied.entity) < set(veterans.entity)
    assert len(applied.entity) > 0.9 * len(veterans.entity)
    assert set(applied.value.tolist()) == {0, 1}


def test_displaced_persons_come_as_households_and_near_the_counts(region: Region) -> None:
    only = {"idp_status": Input("idp_status", "person", "status", "facts", "no", LABEL)}
    rates = {**region.rates, "facts": {"idp_status": region.rates["facts"]["idp_status"]}, "incomes": {"months": 1, "kinds": {}}}
    register = make_region(_with(region, rates), 1, MONTH, only, 0.1)
    home = register.household_of()
    held = np.zeros(register.persons, dtype=bool)
    held[register.facts["idp_status"].entity] = True
    inside = np.bincount(home[held], minlength=register.households)
    assert set(np.unique(inside[inside > 0] - np.diff(register.start)[inside > 0])) == {0}
    for place, (code, displaced) in enumerate(region.hromadas.select("code", "displaced_2023").iter_rows()):
        if displaced is not None:
            got = held[register.hromada[home] == place].sum()
            assert displaced * 0.1 - 9 <= got <= displaced * 0.1 + 1, code


def test_a_rate_for_a_fact_the_law_does_not_declare_is_refused(region: Region) -> None:
    inputs = declared(region)
    del inputs["second_dwelling"]
    with pytest.raises(ValueError, match="second_dwelling"):
        make_region(region, 1, MONTH, inputs, 0.002)


def test_a_factor_by_hromada_gathers_a_fact_in_the_north(region: Region, small: Register) -> None:
    north = region.hromadas["contaminated_area"].to_numpy() == 1
    hromada = small.hromada[small.household_of()]
    held = np.zeros(small.persons, dtype=bool)
    held[small.facts["chornobyl_category"].entity] = True
    assert held[north[hromada]].mean() > 8 * held[~north[hromada]].mean()


def test_the_zone_of_a_household_is_that_of_its_settlement(region: Region, small: Register) -> None:
    zones = dict(region.settlements.select("code", "radiation_zone").iter_rows())
    item = declared(region)["radiation_zone"]
    fact = small.facts["radiation_zone"]
    assert fact.base is not None
    assert fact.base_known is not None
    living = [None if place is None else zones[place] for place in small.extra["settlement"]]
    assert [item.choice(int(value)) if known else None for value, known in zip(fact.base, fact.base_known, strict=True)] == living
    assert {"enhanced_control", "guaranteed_voluntary", "none"} <= set(living)


def test_a_decision_of_a_council_is_one_for_its_hromada(small: Register) -> None:
    decided = small.facts["free_transport_decision"]
    place = small.hromada[decided.entity]
    assert len(np.unique(place)) < len(np.unique(small.hromada)), "of some hromadas nothing is known"
    for one in np.unique(place):
        assert len(np.unique(decided.value[place == one])) == 1
        assert (place == one).sum() == (small.hromada == one).sum()
    assert set(decided.value) == {0, 1}


def test_incomes_are_sorted_positive_and_end_with_life(small: Register) -> None:
    rows = small.incomes
    key = (rows.month.astype(np.int64) * small.persons + rows.person) * len(INCOME_KINDS) + rows.kind
    assert (np.diff(key) > 0).all(), "sorted, and one row per month, person and kind"
    assert rows.amount.min() > 0
    assert rows.kind.min() > 0
    assert (np.unique(rows.month) == np.arange(MONTH - 12, MONTH + 1)).all()
    dead = small.death < FAR_FUTURE
    died = np.array([day_of(day).year * 12 + day_of(day).month - 1 for day in small.death[dead].tolist()])
    limit = np.full(small.persons, MONTH + 1)
    limit[dead] = died
    assert (rows.month <= limit[rows.person]).all()


def test_pensions_were_lower_before_they_were_raised(small: Register) -> None:
    rows = small.incomes
    pension = rows.kind == INCOME_KINDS.index("pension")
    before, after = (rows.amount[pension & (rows.month == MONTH - back)].mean() for back in (11, 10))
    assert after / before == pytest.approx(1.115, rel=0.005)


def test_coverage_leaves_the_gaps_open(region: Region, small: Register) -> None:
    gaps = {gap["hromada"]: gap["months_before"] for gap in region.rates["coverage"][0]["gaps"]}
    for place in small.hromadas:
        spells = sorted((row.since, row.until) for row in small.coverage if row.table == "incomes" and row.hromada == place)
        covered = {
            month
            for month in range(MONTH - 12, MONTH + 1)
            if any(a <= day_number(first_day(month)) and day_number(last_day(month)) <= b for a, b in spells)
        }
        near, far = gaps.get(place, (99, 99))
        assert covered == {month for month in range(MONTH - 12, MONTH + 1) if not near <= MONTH - month <= far}
    with pytest.raises(ValueError, match="UA00"):
        coverage_of(
            [{"table": "incomes", "months": 3, "gaps": [{"hromada": "UA00", "months_before": [0, 1]}]}], small.hromadas, MONTH, ("incomes",)
        )


def test_same_seed_same_bytes_and_another_seed_other_people(region: Region, small: Register) -> None:
    inputs = declared(region)
    assert digest(make_region(region, 1, MONTH, inputs, 0.02)) == digest(small)
    assert digest(make_region(region, 2, MONTH, inputs, 0.02)) != digest(small)


# Claims and payments


CLAIM = Guarantee(
    "aid", "household", LABEL, LABEL, "claim", "claim", "state", "Act", first_day(MONTH - 60), award_months=6, decision_days=10
)
PENSION = Guarantee("supplement", "person", LABEL, LABEL, "automatic", "claim", "state", "Act", first_day(MONTH - 60))
SPEC = {
    "default": {
        "claimed": 0.8, "months_before": {0: 0.4, 1: 0.3, 2: 0.3}, "refused_wrongly": 0.05, "decided_late": 0.05, "pending": 0.05,
        "refused_rightly": 0.05, "reasons": ["закінчився строк"],
    },
}  # fmt: skip
PAY = {
    "default": {
        "not_paid": 0.05, "stopped_too_early": 0.05, "underpaid": 0.05, "overpaid": 0.05, "paid_twice": 0.05,
        "paid_after_death": 0.8, "late": 0.1, "split": 0.1,
    },
    "coverage": [{"table": "payments", "months": 3}],
}  # fmt: skip


def right(
    guarantee: Guarantee,
    month: int,
    state: np.ndarray,
    amount: int,
    claim: np.ndarray | None = None,
    flags: dict[str, np.ndarray] | None = None,
) -> Rights:
    n, flags = len(state), flags or {}
    return Rights.of_columns(
        guarantee=guarantee,
        month=month,
        state=state.astype(np.int8),
        amount=np.where(np.isin(state, [CLAIMABLE, DUE]), amount, 0).astype(np.int64),
        claim_until=np.full(n, FAR_PAST, dtype=np.int32),
        missing=np.zeros(n, dtype=np.uint64),
        missing_names=(),
        claim=np.full(n, -1, dtype=np.int32) if claim is None else claim,
        undecided=flags.get("undecided", np.zeros(n, dtype=bool)),
        refused=flags.get("refused", np.zeros(n, dtype=bool)),
        law="Act",
    )


def open_rights(register: Register) -> tuple[np.ndarray, list[Rights]]:
    eligible = np.arange(register.households) % 3 == 0
    return eligible, [right(CLAIM, MONTH - back, np.where(eligible, CLAIMABLE, NOT_DUE), 1234_56) for back in (2, 1, 0)]


def test_claims_are_made_by_those_who_could_and_never_before_they_could(small: Register) -> None:
    eligible, rights = open_rights(small)
    before = digest(small)
    register, truth = plant_claims(small, rights, SPEC, 1)
    assert digest(small) == before, "the given register is not changed"
    claims = register.claims["aid"]
    pairs = claims.entity.astype(np.int64) * 10**6 + claims.claimed_on
    assert (np.diff(pairs) > 0).all()
    assert claims.claim_id.n_unique() == len(claims.entity)
    rightly = ~eligible[claims.entity]
    assert (claims.decision[rightly] == 2).all()
    assert eligible[claims.entity].sum() / eligible.sum() == pytest.approx(0.8, abs=0.02)
    decided = claims.decided_on < FAR_FUTURE
    assert (claims.decided_on[decided] >= claims.claimed_on[decided]).all()
    assert (claims.decided_on[decided] <= day_number(last_day(MONTH))).all()
    assert (decided == (claims.decision != 0)).all()
    youngest = np.maximum.reduceat(small.birth, small.start[:-1])
    assert (claims.claimed_on >= np.minimum(youngest[claims.entity], day_number(last_day(MONTH)))).all()

    told = {kind: set(part["entity_id"]) for (kind,), part in truth.group_by("kind")}
    ids = register.household_id
    refused = {ids[int(row)] for row in claims.entity[(claims.decision == 2) & ~rightly]}
    assert told["refused_wrongly"] == refused
    late = {
        ids[int(row)]: int(day)
        for row, day in zip(claims.entity[claims.decision == 0], claims.claimed_on[claims.decision == 0], strict=True)
    }
    overdue = {name for name, day in late.items() if day + CLAIM.days_to_decide(last_day(MONTH)) < day_number(last_day(MONTH))}
    assert told["decided_late"] == overdue
    assert len(overdue) < len(late), "some wait within the time for a decision, and that is no fault"


def due_rights(register: Register) -> list[Rights]:
    """Rights as a law would give them: a supplement for everyone alive from 70."""
    old = ages(register, MONTH)
    out = []
    for back in (2, 1, 0):
        alive = register.death >= day_number(first_day(MONTH - back))
        out.append(right(PENSION, MONTH - back, np.where((old >= 71) & alive, DUE, NOT_DUE), 456_00))
    return out


def test_payments_follow_the_rights_except_where_the_truth_says_so(small: Register) -> None:
    rights = due_rights(small)
    register, truth = plant_payments(small, rights, PAY, 1)
    paid = register.payments["supplement"]
    assert (paid.paid_on <= day_number(last_day(MONTH))).all()
    assert (paid.amount > 0).all()
    assert paid.payment_id.n_unique() == len(paid.entity)
    order = np.lexsort((paid.paid_on, paid.month, paid.entity))
    assert (order == np.arange(len(order))).all()
    got = np.zeros((3, small.persons), dtype=np.int64)
    np.add.at(got, (paid.month - (MONTH - 2), paid.entity), paid.amount)
    person = {name: place for place, name in enumerate(register.person_id)}
    expected = np.stack([one.amount for one in rights])
    change = {"not_paid": -1, "stopped_too_early": -1, "underpaid": -1, "overpaid": 1, "paid_twice": 1, "paid_after_death": 1}
    assert set(truth["kind"]) == set(change), "every kind was planted"
    for kind, entity, _, month, amount, _ in truth.iter_rows():
        hryvnias, kopecks = amount.split(".")
        assert len(kopecks) == 2
        expected[(parse_month(month) or 0) - (MONTH - 2), person[entity]] += change[kind] * (int(hryvnias) * 100 + int(kopecks))
    assert (got == expected).all()
    stopped = truth.filter(pl.col("kind") == "stopped_too_early")
    assert all(got[0, person[name]] > 0 for name in stopped["entity_id"])
    late = paid.paid_on > np.array([day_number(last_day(int(month))) for month in paid.month])
    assert late.any(), "late payments are made too, and are no fault"
    counts = np.zeros(got.shape, dtype=np.int64)
    np.add.at(counts, (paid.month - (MONTH - 2), paid.entity), 1)
    assert ((counts == 2) & (got == 456_00)).any(), "so are payments in two parts"


def test_after_death_only_the_dead_are_paid(small: Register) -> None:
    register, truth = plant_payments(small, due_rights(small), PAY, 1)
    person = {name: place for place, name in enumerate(register.person_id)}
    for entity, month in truth.filter(pl.col("kind") == "paid_after_death").select("entity_id", "month").iter_rows():
        assert register.death[person[entity]] < day_number(first_day(parse_month(month) or 0))


def test_nobody_is_paid_on_a_claim_that_waits_or_was_refused(small: Register) -> None:
    _, rights = open_rights(small)
    claimed, _ = plant_claims(small, rights, SPEC, 1)
    claims = claimed.claims["aid"]
    claim = np.full(small.households, -1, dtype=np.int32)
    claim[claims.entity] = np.arange(len(claims.entity))
    decision = np.where(claim >= 0, claims.decision[claim], -1)
    state = np.where(decision == 1, DUE, np.where(decision == -1, rights[-1].state, NOT_DUE))
    refused = (decision == 2) & (rights[-1].state == CLAIMABLE)
    undecided = decision == 0
    state = np.where(refused | undecided, DUE, state)
    now = right(CLAIM, MONTH, state, 1234_56, claim, {"refused": refused, "undecided": undecided})
    register, truth = plant_payments(claimed, [now], PAY, 1)
    paid = set(register.payments["aid"].entity.tolist())
    assert paid
    assert paid <= set(np.flatnonzero(decision == 1).tolist())
    first_decided = claims.decided_on[claim[register.payments["aid"].entity]]
    assert (register.payments["aid"].paid_on >= np.minimum(first_decided, day_number(last_day(MONTH)))).all()
    told = dict(truth.group_by("kind").len().iter_rows())
    assert told["refused_wrongly"] == refused.sum()
    assert told["decided_late"] == undecided.sum()


def test_earlier_claims_follow_births(small: Register) -> None:
    grant = Guarantee("grant", "person", LABEL, LABEL, "claim", "event", "state", "Act", first_day(MONTH - 60), claim_until="until")
    rights = [right(grant, MONTH - back, np.full(small.persons, NOT_DUE), 100) for back in (2, 1, 0)]
    spec = {"default": {**SPEC["default"], "refused_rightly": 0, "earlier": {"age": "0-2", "share": 1.0, "days_after_birth": [5, 60]}}}
    claims = plant_claims(small, rights, spec, 1)[0].claims["grant"]
    assert len(claims.entity)
    wait = claims.claimed_on - small.birth[claims.entity]
    assert 5 <= wait.min() <= wait.max() <= 60
    assert (claims.claimed_on < day_number(first_day(MONTH - 2))).all()
    assert (small.birth[claims.entity] > day_number(add_months(first_day(MONTH - 2), -37))).all()


def test_planting_is_the_same_for_the_same_seed(small: Register) -> None:
    _, rights = open_rights(small)
    one, truth = plant_claims(small, rights, SPEC, 5)
    two, again = plant_claims(small, rights, SPEC, 5)
    assert digest(one) == digest(two)
    assert truth.equals(again)
    other, _ = plant_claims(small, rights, SPEC, 6)
    assert digest(other) != digest(one)
    pay, _ = plant_payments(small, due_rights(small), PAY, 5)
    assert digest(pay) == digest(plant_payments(small, due_rights(small), PAY, 5)[0])


def test_truths_merge_without_telling_a_fault_twice(small: Register) -> None:
    _, rights = open_rights(small)
    _, truth = plant_claims(small, rights, SPEC, 5)
    assert merge_truth(truth, truth).equals(truth)
    assert merge_truth().columns == ["kind", "entity_id", "guarantee", "month", "amount_uah", "note"]


def test_rights_given_twice_for_a_month_are_refused(small: Register) -> None:
    _, rights = open_rights(small)
    with pytest.raises(ValueError, match="twice"):
        plant_claims(small, [*rights, rights[0]], SPEC, 1)


# Reading a pack


def test_a_pack_with_faults_is_refused_with_every_fault(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    table = (tmp_path / "population.csv").read_text(encoding="utf-8").replace("rural,female,0,1793", "rural,female,0,many")
    (tmp_path / "population.csv").write_text(table, encoding="utf-8")
    towns = (tmp_path / "hromadas.csv").read_text(encoding="utf-8").replace("area_km2", "area", 1)
    (tmp_path / "hromadas.csv").write_text(towns, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load_region(tmp_path)
    said = sorted(str(fault) for fault in refused.value.faults)
    assert len(said) == 2
    assert said[0].startswith("hromadas.csv:1:area_km2")
    assert said[1].startswith("population.csv:2:persons")
    with pytest.raises(InputRefused, match="pack"):
        load_region(tmp_path / "absent")


def _with(region: Region, rates: dict[str, Any]) -> Region:
    return Region(
        region.name, region.label, region.law, region.default, region.hromadas, region.settlements, region.population, rates, region.sources
    )
