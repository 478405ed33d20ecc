"""Past months with what was learned or published later: arrears, overpayments, and what stays open."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reforms import ENGINE

from law_text import GUARANTEE, law_of_text, provision
from law_world import worlds
from zhyto.law.ir import LawConflict
from zhyto.law.model import Reform
from zhyto.register.convert import register_of
from zhyto.register.record import Claim, Complete, Entity, Household, Spell
from zhyto.rights.arrears import Arrears, arrears
from zhyto.rights.rights import CLAIMABLE, DUE, NOT_DUE, UNKNOWN, find_rights

INPUTS = """
disabled: {entity: person, type: status, source: facts, absence: no, label: {uk: І, en: D}}
works: {entity: person, type: status, source: facts, absence: unknown, label: {uk: П, en: W}}
"""
PARAMETERS = """
minimum:
  label: {uk: М, en: M}
  unit: money
  cite: Act
  values:
    - {from: 2020-01-01, value: 1000, mark: verified, source: S}
    - {from: 2021-03-01, value: 1100, mark: verified, source: S, known: 2021-06-15}
"""
RULES = provision("def aid(disabled: bool, minimum: Money) -> Money:\n    return minimum if disabled else 0") + provision(
    "def asked(disabled: bool, works: bool, minimum: Money) -> Money:\n    return minimum if disabled and not works else 0"
)
CLAIMED = GUARANTEE.replace("access: automatic", "access: claim\nright: claim\naward_months: 6\ndecision_days: 30")
LAW = law_of_text(RULES, INPUTS, PARAMETERS, {"aid": GUARANTEE, "asked": CLAIMED})
JANUARY = 2021 * 12
MONTHS = range(JANUARY, JANUARY + 6)


LISTS = (Complete("facts", None, None, ""), Complete("claims", None, None, ""))


def person(number: int, facts: dict[str, tuple[Spell, ...]], claims: tuple[Claim, ...] = ()) -> Household:
    return Household(Entity(f"h{number}"), (Entity(f"p{number}", facts, {"asked": claims} if claims else {}, birth=date(1980, 1, 1)),), LISTS)


def rows(found: Arrears) -> list[tuple[int, int, int, int, int]]:
    return [
        (int(entity), int(month) - JANUARY + 1, int(before), int(after), int(difference))
        for entity, month, before, after, difference in zip(found.entity, found.month, found.before, found.after, found.difference, strict=True)
    ]


ALWAYS = (Spell(1, date(2010, 1, 1)),)


def test_a_late_document_gives_arrears_and_a_late_end_an_overpayment() -> None:
    homes = [
        person(0, {"disabled": (Spell(1, date(2021, 2, 1), None, date(2021, 5, 10)),)}),
        person(1, {"disabled": (Spell(1, date(2010, 1, 1)), Spell(0, date(2021, 4, 1), None, date(2021, 5, 20)))}),
        person(2, {"disabled": ALWAYS}),
    ]
    register = register_of(homes, LAW.inputs, LAW.guarantees)
    (aid,) = arrears(LAW, register, range(JANUARY, JANUARY + 5), date(2021, 4, 30), date(2021, 5, 31), ["aid"])
    assert rows(aid) == [(0, month, 0, 100000, 100000) for month in (2, 3, 4, 5)] + [(1, month, 100000, 0, -100000) for month in (4, 5)]
    assert aid.settled.all()


def test_a_figure_published_after_its_date_is_owed_back_to_it() -> None:
    register = register_of([person(0, {"disabled": ALWAYS})], LAW.inputs, LAW.guarantees)
    (aid,) = arrears(LAW, register, MONTHS, date(2021, 6, 14), date(2021, 6, 15), ["aid"])
    assert rows(aid) == [(0, month, 100000, 110000, 10000) for month in (3, 4, 5, 6)]
    (none,) = arrears(LAW, register, MONTHS, date(2021, 6, 15), date(2022, 6, 15), ["aid"])
    assert rows(none) == []


def test_a_law_with_retroactive_force() -> None:
    register = register_of([person(0, {"disabled": ALWAYS})], LAW.inputs, LAW.guarantees)
    value = LAW.parameters["minimum"].values[0]
    later = LAW.reform(Reform("back", date(2021, 2, 1), {"minimum": value}))
    (aid,) = arrears(LAW, register, MONTHS, date(2021, 6, 30), date(2021, 6, 30), ["aid"], law_after=later)
    assert rows(aid) == [(0, month, 110000, 100000, -10000) for month in (3, 4, 5, 6)]


def test_a_claim_granted_late_and_one_recorded_late() -> None:
    known = {"disabled": ALWAYS, "works": (Spell(0, date(2010, 1, 1)),)}
    homes = [
        # Claimed in January, refused in February, granted on appeal: recorded in May.
        person(0, known, (Claim(date(2021, 1, 10), "refused", date(2021, 2, 1)), Claim(date(2021, 1, 10), "granted", date(2021, 5, 5), date(2021, 5, 5)))),
        # Pending at first, granted within its time.
        person(1, known, (Claim(date(2021, 4, 10), "granted", date(2021, 5, 2)),)),
        # Never claimed: nothing was due.
        person(2, known),
        # The award ends after six months.
        person(3, known, (Claim(date(2020, 10, 10), "granted", date(2020, 10, 12), date(2021, 5, 6)),)),
    ]
    register = register_of(homes, LAW.inputs, LAW.guarantees)
    (asked,) = arrears(LAW, register, range(JANUARY, JANUARY + 5), date(2021, 4, 30), date(2021, 5, 31), ["asked"])
    assert rows(asked) == [
        *((0, month, 0, 100000, 100000) for month in (1, 2, 3, 4, 5)), *((1, month, 0, 100000, 100000) for month in (4, 5)),
        *((3, month, 0, 100000, 100000) for month in (1, 2, 3)),
    ]  # fmt: skip


def test_what_was_unknown_is_settled_and_has_no_difference() -> None:
    claim = (Claim(date(2021, 1, 10), "granted", date(2021, 1, 12)),)
    homes = [person(0, {"disabled": ALWAYS, "works": (Spell(0, date(2010, 1, 1), None, date(2021, 5, 1)),)}, claim)]
    register = register_of(homes, LAW.inputs, LAW.guarantees)
    (asked,) = arrears(LAW, register, [JANUARY], date(2021, 2, 1), date(2021, 6, 1), ["asked"])
    assert (asked.state_before[0], asked.state_after[0]) == (UNKNOWN, DUE)
    assert (asked.before[0], asked.after[0], asked.difference[0]) == (0, 100000, 0)
    assert not asked.settled[0]


def test_days_in_their_order() -> None:
    register = register_of([person(0, {})], LAW.inputs, LAW.guarantees)
    with pytest.raises(ValueError, match="known_after"):
        arrears(LAW, register, [JANUARY], date(2021, 2, 1), date(2021, 1, 1))
    assert [len(found.entity) for found in arrears(LAW, register, [], date(2021, 1, 1), date(2021, 2, 1))] == [0, 0]


@settings(suppress_health_check=list(HealthCheck), max_examples=40, print_blob=True)
@given(data=st.data())
def test_sums_are_the_difference_of_two_full_runs(data: st.DataObject) -> None:
    households, month, _ = data.draw(worlds(ENGINE, (2020 * 12, 2023 * 12)))
    register = register_of(households, ENGINE.inputs, ENGINE.guarantees)
    days = date(month // 12, month % 12 + 1, 15), date(month // 12 + 1, month % 12 + 1, 1)
    months = [month - 2, month - 1, month]
    try:
        found = arrears(ENGINE, register, months, *days)
        full = [[find_rights(ENGINE, register, each, day) for each in months] for day in days]
    except LawConflict:
        return
    for place, part in enumerate(found):
        sums, settled = [], 0
        for runs in full:
            sums.append(sum(int(run[place].amount[run[place].state == DUE].sum()) for run in runs))
        for one, two in zip(*full, strict=True):
            sure = (one[place].state != UNKNOWN) & (two[place].state != UNKNOWN)
            due = [np.where(right[place].state == DUE, right[place].amount, 0) for right in (one, two)]
            settled += int((due[1] - due[0])[sure].sum())
        assert int(part.after.sum() - part.before.sum()) == sums[1] - sums[0]
        assert int(part.difference.sum()) == settled
        assert set(np.unique(part.state_before)) <= {NOT_DUE, UNKNOWN, CLAIMABLE, DUE}


@settings(suppress_health_check=list(HealthCheck), max_examples=40, print_blob=True)
@given(data=st.data())
def test_households_of_which_nothing_was_recorded_need_not_be_computed(data: st.DataObject) -> None:
    """The same rows as from the whole register on both days, which another law on the later day demands."""
    households, month, _ = data.draw(worlds(ENGINE, (2020 * 12, 2023 * 12)))
    register = register_of(households, ENGINE.inputs, ENGINE.guarantees)
    days = date(month // 12, month % 12 + 1, 15), date(month // 12 + 1, month % 12 + 1, 1)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("zhyto.rights.arrears.MOST", 2.0)
            found = arrears(ENGINE, register, [month], *days)
        whole = arrears(ENGINE, register, [month], *days, law_after=ENGINE)
    except LawConflict:
        return
    for part, full in zip(found, whole, strict=True):
        for name in ("entity", "month", "before", "after", "state_before", "state_after"):
            assert getattr(part, name).tolist() == getattr(full, name).tolist(), name
