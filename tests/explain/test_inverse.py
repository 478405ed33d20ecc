"""Each change found makes the right; a step less does not. With the worked cases of the real law, and random households."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from test_explain import UKRAINE, UKRAINE_CASES, case_named, reference

from law_world import worlds
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, LawConflict, Reference
from zhyto.explain.inverse import HAS, Change, single_changes, to_text
from zhyto.explain.outlook import outlook
from zhyto.io.packs.law import load_law
from zhyto.law.model import Law
from zhyto.lawbook.cases import Case
from zhyto.register.record import Claim, Complete, Household, Income, Spell

ENGINE = load_law(Path(__file__).resolve().parents[1] / "laws" / "engine")


def changes(start: str, code: str, who: str = "household") -> list[Change]:
    case = case_named(start, code)
    return single_changes(UKRAINE, case.household, case.month, code, case.places[who], case.known)


def check(law: Law, household: Household, month: int, known: date | None, found: list[Change]) -> int:
    """The property of every change that an override can show; how many of them have a threshold."""
    thresholds = 0
    for change in found:
        if change.override is None:
            continue
        key, value = change.override
        right = Reference(law, household, month, known, {key: value}).right(change.code, change.entity)
        assert (right.state, right.amount) == (change.state, change.amount)
        assert right.state in HAS
        assert value != change.present
        if change.bound == "exactly":
            continue
        if isinstance(value, date):
            less = value + timedelta(days=1 if change.bound == "at_most" else -1)
        else:
            step = Fraction(1, law.inputs[change.name].scale)
            less = value + (step if change.bound == "at_most" else -step)
            item = law.inputs[change.name]
            months = change.months[1] - change.months[0] + 1 if change.months else 1
            if change.present is None and not item.low * months <= less * item.scale <= item.high * months:
                continue
        try:
            almost = Reference(law, household, month, known, {key: less}).right(change.code, change.entity)
        except LawConflict:
            continue
        assert almost.state not in HAS, (change.name, change.present, value)
        thresholds += 1
    return thresholds


def entities(there: Reference, code: str) -> list[int]:
    return [HOUSEHOLD] if there.law.guarantees[code].entity == "household" else list(range(len(there.members)))


def test_each_change_is_enough_and_a_step_less_is_not() -> None:
    thresholds = 0
    for case in UKRAINE_CASES[::2]:
        there = reference(UKRAINE, case)
        for code in {name for _, name in case.expect if name in UKRAINE.guarantees}:
            for entity in entities(there, code):
                found = single_changes(UKRAINE, case.household, case.month, code, entity, case.known)
                thresholds += check(UKRAINE, case.household, case.month, case.known, found)
                if there.right(code, entity).state == "due":
                    assert found == []
                assert json.loads(json.dumps([change.as_dict() for change in found])) == [change.as_dict() for change in found]
                for lang in ("uk", "en"):
                    assert to_text(found, lang, "X")
    assert thresholds > 10


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(worlds(ENGINE, (dates.parse_month("2019-06"), dates.parse_month("2022-12"))))
def test_the_same_over_random_households(world: tuple[list[Household], int, date | None]) -> None:
    households, month, known = world
    for household in households[:2]:
        try:
            there = Reference(ENGINE, household, month, known)
            for code in ENGINE.guarantees:
                for entity in entities(there, code):
                    check(ENGINE, household, month, known, single_changes(ENGINE, household, month, code, entity, known))
        except LawConflict:
            continue


def test_the_distance_to_the_line_to_the_kopeck() -> None:
    found = {change.who: change for change in changes("the cliff of 2026, exactly", "low_income_family_aid") if change.kind == "window"}
    father = found["father"]
    assert (father.present, father.needed, father.distance) == (Fraction(4791000, 100), Fraction(4790999, 100), Fraction(-1, 100))
    assert (father.state, father.amount, father.bound) == ("claimable", 18565, "at_most")
    assert [dates.format_month(month) for month in father.months or ()] == ["2025-04", "2025-09"]
    text = to_text([father], "uk", "грн").replace("\u00a0", " ")
    assert "на 0,01 грн менше" in text
    assert "не більша, ніж 47 909,99 грн (тепер 47 910,00 грн" in text
    assert "можна було б отримати 185,65 грн за заявою" in text
    assert "0.01 UAH less" in to_text([father], "en", "UAH").replace("\u00a0", " ")


def with_income(case: Case, who: str, month: int, kind: str, more: int) -> Household:
    """The household of a case with another amount in one month, as a register would have it."""
    people = list(case.household.persons)
    place = case.places[who]
    rows = tuple(replace(row, amount=row.amount + more) if (row.month, row.kind) == (month, kind) else row for row in people[place].incomes)
    people[place] = replace(people[place], incomes=rows)
    return replace(case.household, persons=tuple(people))


def test_the_change_holds_in_the_register_too() -> None:
    """Not only as an override: a kopeck less wage in one month of the window."""
    case = case_named("the cliff of 2026, exactly")
    less = with_income(case, "father", dates.parse_month("2025-04"), "wage", -1)
    right = Reference(UKRAINE, less, case.month).right("low_income_family_aid", HOUSEHOLD)
    assert (right.state, right.amount) == ("claimable", 18565)


def test_a_status_that_refuses() -> None:
    case = case_named("more cars than allowed")
    found = changes("more cars than allowed", "low_income_family_aid")
    change = next(change for change in found if change.name == "cars_over_limit")
    assert (change.present, change.needed, change.kind, change.possible) == (True, False, "status", True)
    without = replace(case.household, entity=replace(case.household.entity, facts={"cars_over_limit": (Spell(0),)}))
    right = Reference(UKRAINE, without, case.month).right("low_income_family_aid", HOUSEHOLD)
    assert (right.state, right.amount) == (change.state, change.amount)


def test_deposits_a_kopeck_above() -> None:
    found = changes("deposits a kopeck above the limit", "low_income_family_aid")
    change = next(change for change in found if change.name == "bank_deposits_uah")
    assert (change.needed, change.distance, change.bound) == (Fraction(100_000), Fraction(-1, 100), "at_most")


def test_an_unknown_income_up_to_how_much() -> None:
    found = changes("the income of the father is not known", "low_income_family_aid")
    change = next(change for change in found if change.kind == "window")
    assert (change.present, change.bound, change.distance) == (None, "at_most", None)
    assert "тепер невідомо" in change.text["uk"]


def test_a_claim_is_the_change_where_only_it_is_missing() -> None:
    found = changes("the cliff of 2026, a kopeck below", "low_income_family_aid")
    assert [(change.kind, change.needed, change.amount, change.possible) for change in found] == [("claim", date(2026, 1, 31), 18566, True)]
    assert "Подати заяву до 31.01.2026 включно" in to_text(found, "uk", "грн")
    case = case_named("the cliff of 2026, a kopeck below")
    claims = {"low_income_family_aid": (Claim(date(2026, 1, 31), "granted", date(2026, 1, 31)),)}
    claimed = replace(case.household, entity=replace(case.household.entity, claims=claims))
    assert Reference(UKRAINE, claimed, case.month).right("low_income_family_aid", HOUSEHOLD).state == "due"


def test_a_claim_that_was_missed_is_told_as_past() -> None:
    found = changes("a month that nobody claimed has passed", "low_income_family_aid")
    assert [(change.kind, change.possible, change.amount) for change in found] == [("claim", False, 199680)]
    assert "цей день минув" in found[0].text["uk"]


def test_age_is_told_as_the_day_on_which_it_comes() -> None:
    found = changes("the cliff of 2026, exactly", "low_income_family_aid")
    younger = next(change for change in found if change.name == "birth_date" and change.who == "younger")
    assert (younger.needed, younger.since, younger.possible) == (date(2020, 1, 1), date(2027, 6, 1), False)
    assert not any(change.name == "birth_date" and change.bound == "at_least" for change in found)
    assert [change.possible for change in found] == sorted((change.possible for change in found), reverse=True)


def pensioner(born: date, pension: int, month: int) -> Household:
    from zhyto.register.record import Entity

    rows = tuple(Income(m, "pension", pension) for m in range(month - 12, month + 1))
    person = Entity("widow", {"sex": (Spell(1),), "role": (Spell(1),)}, {}, rows, born)
    return Household(Entity("home"), (person,), (Complete("facts", None, None, ""), Complete("claims", None, None, "")))


def test_what_begins_by_itself() -> None:
    """70 on 15 April 2026: from that day the supplement is due, in April for 16 days of 30."""
    month = dates.parse_month("2026-01")
    household = pensioner(date(1956, 4, 15), 500_000, month)
    turns = [turn for turn in outlook(UKRAINE, household, month, 11).turns if turn.code == "pension_age_supplement"]
    told = [(turn.kind, dates.format_month(turn.month), turn.state, turn.amount, turn.holder) for turn in turns]
    assert told == [("begins", "2026-04", "due", 160_00, "widow"), ("changes", "2026-05", "due", 300_00, "widow")]
    assert not any(turn.code == "pension_age_supplement" for turn in outlook(UKRAINE, household, month, 2).turns)


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_nothing_to_change_is_said(lang: str) -> None:
    assert to_text([], lang, "X").strip()
