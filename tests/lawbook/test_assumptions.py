"""Open readings: each alternative is a law of its own, and what hangs on it is counted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from commands import EXAMPLE, answer, refusal, zhyto
from law_text import GUARANTEE, law_of_text, provision
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.faults import InputRefused
from zhyto.io.packs.assumptions import load_assumptions
from zhyto.io.packs.cases import read_cases
from zhyto.io.packs.law import Pack, find_packs, load_law
from zhyto.lawbook.assumptions import suppose, touched, touched_guarantees
from zhyto.lawbook.readings import hanging
from zhyto.register.columns import Fact
from zhyto.register.convert import register_of
from zhyto.register.record import Complete, Entity, Household, Income, Spell

PACK = find_packs()["ukraine"]
LAW = load_law(PACK.folder)
CASES = read_cases(PACK, LAW)[0]
LISTED = load_assumptions(PACK, LAW)
CHOICES = [f"{item.code}={name}" for item in LISTED for name in item.alternatives]


@pytest.mark.parametrize("choice", CHOICES)
def test_each_alternative_is_a_law_that_can_be_computed(choice: str) -> None:
    supposed = suppose(LAW, LISTED, [choice])
    code, _, name = choice.partition("=")
    reform = next(item for item in LISTED if item.code == code).alternatives[name]
    assert set(touched(reform)) <= set(supposed.rules) | set(supposed.parameters)
    assert touched_guarantees(supposed, reform)
    # From the day of the change on, every version of what it touches is found again in the law, or is the alternative's own.
    for rule in (rule for named in touched(reform) for rule in supposed.rules.get(named, ())):
        assert rule.cite or rule.state == "not_implemented"


def test_all_alternatives_together_are_a_law() -> None:
    firsts = [f"{item.code}={next(iter(item.alternatives))}" for item in LISTED if item.alternatives]
    assert suppose(LAW, LISTED, firsts).name.count(" + ") == len(firsts)


def test_readings_that_rules_name_are_on_the_list() -> None:
    """A number without an entry would be a reading nobody can switch; an entry without a note, one that no rule takes."""
    numbers = {item.number for item in LISTED}
    noted = {
        number
        for rules in (*LAW.rules.values(), *LAW.exceptions.values())
        for rule in rules
        for number in re.findall(r"Open reading (\d+)", rule.note.get("en", ""))
    }
    assert noted == numbers - {""}


def amount(law: object, home: Household, month: str, code: str, place: int = 0) -> object:
    value = Reference(law, home, dates.parse_month(month) or 0).value(code, place)  # type: ignore[arg-type]
    return value if isinstance(value, Unknown) else float(value)


def test_march_2022_alone_changes() -> None:
    """One person, so that the limit per family of the earlier aid, which is missing, does not matter: 442 in place of 2000."""
    facts = {"idp_status": (Spell(1),), "role": (Spell(1),), "sex": (Spell(1),)}
    rows = tuple(Income(month, "none", 0) for month in range(2020 * 12, 2025 * 12))
    home = Household(Entity("h"), (Entity("p", facts, {}, rows, dates.day_of(0)),), (Complete("facts", None, None, ""),))
    earlier = suppose(LAW, LISTED, ["displaced_in_march_2022"])
    assert amount(LAW, home, "2022-03", "idp_living_aid") == 2000
    assert amount(earlier, home, "2022-03", "idp_living_aid") == 0
    assert [amount(law, home, "2022-03", "idp_aid_2014") for law in (LAW, earlier)] == [0, 442]
    assert amount(earlier, home, "2022-04", "idp_aid_2014") == 0
    for month in ("2022-02", "2022-04", "2024-06"):
        assert amount(earlier, home, month, "idp_living_aid") == amount(LAW, home, month, "idp_living_aid")


OTHERWISE = {
    "adoption_amount=adoption_day": ("adoption_grant", "adopted in 2025, claimed in 2026"),
    "no_pension_income_test=family": ("no_pension_right_aid", "the wife earns"),
    "no_pension_aid_topped_up=topped_up": ("no_pension_right_aid", "group II"),
    "disability_aid_topped_up=topped_up": ("disability_aid", "group II"),
    "rise_by_explosives=whole_sum": ("disability_aid", "a child of subgroup A"),
    "who_works=recorded": ("pension_floor_at_65", "a wage, and no record of work"),
    "minimum_of_workers=after_leaving_work": ("minimum_old_age_pension", "the pensioner works"),
    "care_family=household": ("psychiatric_care_aid", "a grown sister who earns"),
    "months_of_carers_income=three_months": ("unpaid_carer_compensation", "the pension rose in the last quarter"),
    "supplement_cap=of_2019": ("pension_age_supplement", "a kopeck above the lower cap"),
    "supplement_cap=of_2020": ("pension_age_supplement", "a kopeck above the lower cap"),
    "psychiatric_care_minimum=general": ("psychiatric_care_aid", "the readings differ"),
    "psychiatric_care_minimum=own": ("psychiatric_care_aid", "the readings differ"),
    "blank_pension_levels=no_level": ("pension_floor_at_65", "a blank cell"),
    "combatant_minimum_pension=hryvnias": ("combatant_minimum_pension_top_up", "ten kopecks less"),
    "combatant_minimum_pension=kopecks": ("combatant_minimum_pension_top_up", "twenty-eight kopecks more from March 2025"),
    "work_in_the_zone=work_there_is_allowed": ("chornobyl_pension_supplement", "the pensioner works"),
    "merits_shares=lowest": ("special_merits_pension", "seven children"),
    "merits_shares=highest": ("special_merits_pension", "other merits"),
    "aid_in_place_of_a_pension=without_pension_right": ("combatant_pension_rise", "disabled since childhood"),
    "whole_pension_of_combatant=apart": ("combatant_minimum_pension_top_up", "the rise is added"),
    "living_aid_without_pension=status_is_enough": ("combatant_living_aid", "a combatant without a pension"),
    "classic_or_pilot=by_law": ("low_income_family_aid", "both may be claimed"),
    "foster_pay_all_disabled=none": ("foster_parent_pay", "all have a disability"),
    "foster_pay_all_disabled=minus_one": ("foster_parent_pay", "all have a disability"),
    "displaced_income_test=from_february_2024": ("idp_living_aid", "February 2024, above the limit"),
    "displaced_without_test=wider_list": ("idp_living_aid", "group III above the limit"),
    "privilege_income_test=not_tested": ("utilities_discount_war_participant", "a participant above the limit"),
    "special_merits_income_test=tested": ("utilities_discount_other", "special merits above the limit"),
    "chornobyl_income_test_before_2025=not_tested": ("utilities_discount_chornobyl", "December 2024, above the limit"),
    "chornobyl_income_test_before_2025=tested": ("utilities_discount_chornobyl", "December 2024, above the limit"),
    "students_in_care=until_23": ("foster_child_aid", "a student of 18 to 22"),
    "flat_extras_2020=go_on": ("low_income_family_aid", "a child of 3 to 17 after June 2020"),
    "month_of_birth=next_month": ("single_mother_aid", "born within the month"),
    "low_income_cap=law": ("low_income_family_aid", "no income: the cap binds"),
    "counted_benefits=all": ("basic_social_aid", "a benefit that is not counted"),
    "counted_months_basic=before_claim": ("basic_social_aid", "an income of some months only"),
    "care_without_leave=from_birth": ("child_care_under_1", "no leave on record"),
    "care_last_day=day_before": ("child_care_under_1", "the month of the first birthday"),
    "own_child_of_foster_parents=paid": ("child_care_under_1", "the own baby of foster parents"),
    "own_child_of_foster_parents=not_paid": ("child_care_under_1", "the own baby of foster parents"),
    "birth_grant_law=by_award": ("birth_grant", "born in 2025, claimed in 2026"),
    "guardianship_deductions=none": ("guardianship_aid", "the guardian is paid for care under one"),
    "care_part_of_month=whole_month": ("child_care_under_1", "a part of a month"),
}


@pytest.mark.parametrize("choice", OTHERWISE)
def test_a_worked_case_shows_the_other_reading(choice: str) -> None:
    """In one of the worked cases of its guarantee, at least, the alternative says something else."""
    code, why = OTHERWISE[choice]
    supposed = suppose(LAW, LISTED, [choice])
    changed = 0
    for case in CASES:
        if f"/{code}/" not in case.where:
            continue
        for place in [HOUSEHOLD] if LAW.guarantees[code].entity == "household" else range(len(case.household.persons)):
            if place >= len(Reference(LAW, case.household, case.month).members):
                continue
            one, two = (Reference(law, case.household, case.month, case.known).value(code, place) for law in (LAW, supposed))
            changed += isinstance(one, Unknown) != isinstance(two, Unknown) or (not isinstance(one, Unknown) and one != two)
    assert changed, why


def test_rounding_down_takes_one_kopeck_at_most() -> None:
    down = suppose(LAW, LISTED, ["rounding_low_income=down"])
    seen = 0
    for case in CASES:
        one, two = (Reference(law, case.household, case.month, case.known).value("low_income_family_aid", HOUSEHOLD) for law in (LAW, down))
        if not isinstance(one, Unknown):
            assert 0 <= one - two <= 1
            seen += one > 0
    assert seen > 3


REFUSED = {"no_such": "the code of an assumption", "age_in_month=x": "one of last_day", "rounding_subsidy": "one of down, hryvnias",
           "subsidy_share": "no alternative yet"}  # fmt: skip


@pytest.mark.parametrize("choice", REFUSED)
def test_a_choice_that_is_none_is_refused(choice: str) -> None:
    assert REFUSED[choice] in refusal("run", EXAMPLE, "--month", "2026-01", "--assume", choice)


def test_two_answers_to_one_question_are_refused() -> None:
    words = ("--assume", "rounding_subsidy=down", "--assume", "rounding_subsidy=hryvnias")
    assert "two alternatives" in refusal("explain", EXAMPLE, "--month", "2026-01", "--entity", "Д-01", *words)


def test_what_hangs_is_counted_in_residents_and_money(tmp_path: Path) -> None:
    (tmp_path / "assumptions").mkdir()
    (tmp_path / "assumptions" / "assumptions.yaml").write_text(
        "- code: size\n  question: {uk: П, en: Q}\n  reading: {uk: Ч, en: R}\n  alternatives:\n"
        "    - {name: more, label: {uk: Б, en: M}, since: 2020-01-01, cite: A, parameters: {minimum: {value: 1500}}}\n"
        "    - {name: gone, label: {uk: Н, en: G}, since: 2020-01-01, cite: A, parameters: {minimum: {value: null, mark: missing, note: n}}}\n",
        encoding="utf-8",
    )
    figures = "minimum: {label: {uk: М, en: M}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 1000, mark: verified, source: S}]}\n"
    facts = "poor: {entity: household, type: status, source: facts, absence: no, label: {uk: Б, en: P}}\n"
    rules = provision("def aid(poor: bool, minimum: Money) -> Money:\n    return minimum if poor else 0", entity="household")
    law = law_of_text(rules, facts, figures, {"aid": GUARANTEE.replace("person", "household")})
    listed = load_assumptions(Pack("t", tmp_path, {}), law)
    homes = [
        Household(Entity(f"h{n}", {"poor": (Spell(int(n < 2)),)}), tuple(Entity(f"p{n}{i}", {}, {}, (), dates.day_of(0)) for i in range(n + 1)))
        for n in range(3)
    ]
    more, gone = hanging(law, listed, register_of(homes, law.inputs, law.guarantees), 2021 * 12)
    assert (more.alternative, gone.alternative) == ("more", "gone")
    # Households of one and of two are poor: three residents, 500 more for each household.
    assert (more.change.residents, more.change.up, more.change.down, more.change.kopecks_up) == (3, 3, 0, 100_000)
    assert (gone.change.residents, gone.change.lost, gone.change.found, gone.change.kopecks) == (3, 3, 0, 0)
    # One of the two moves to the third household, which is not poor.
    day, end, row = (np.array([number], dtype=np.int32) for number in (dates.FAR_PAST, dates.FAR_FUTURE, 2))
    moved = replace(register_of(homes, law.inputs, law.guarantees), moves=Fact(None, None, row, np.array([2]), day, end, day, day))
    assert [one.change.residents for one in hanging(law, listed, moved, 2021 * 12)] == [2, 2]
    (tmp_path / "assumptions" / "assumptions.yaml").write_text("code: x", encoding="utf-8")
    with pytest.raises(InputRefused, match="no list"):
        load_assumptions(Pack("t", tmp_path, {}), law)


def test_the_command_lists_and_measures() -> None:
    rows = answer("law", "assumptions")
    assert [row["code"] for row in rows] == [item.code for item in LISTED]
    for lang, word in (("uk", "На який день місяця рахують вік?"), ("en", "On which day of the month is age taken?")):
        assert word in zhyto("law", "assumptions", "--lang", lang).stdout
    page = answer("law", "assumptions", EXAMPLE, "--month", "2026-01")
    assert len(page["hanging"]) == len(CHOICES)
    money = [abs(float(row["up_uah"])) + abs(float(row["down_uah"])) for row in page["hanging"]]
    assert money == sorted(money, reverse=True)
    assert money[0] > 0
    assert "residents" in zhyto("law", "assumptions", EXAMPLE, "--month", "2026-01", "--lang", "en").stdout
    assert "--month" in refusal("law", "assumptions", EXAMPLE)


def test_a_run_under_another_reading_says_so(tmp_path: Path) -> None:
    zhyto("run", EXAMPLE, "--month", "2026-01", "--out", tmp_path / "out", "--assume", "rounding_subsidy=hryvnias")
    assert "--assume rounding_subsidy=hryvnias" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    found = answer("explain", EXAMPLE, "--month", "2026-01", "--entity", "Д-01", "--guarantee", "housing_subsidy", "--assume", "rounding_subsidy=hryvnias")
    assert "7100" in json.dumps(found)
