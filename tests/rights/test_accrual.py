"""Money that accrues: a right from an event that is claimed later brings the months since the event at once, then each month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law_text import GUARANTEE, law_of_text, provision, read_text
from law_world import worlds
from zhyto import dates
from zhyto import page as pages
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.explain import explain
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.packs.region import load_region
from zhyto.law.model import Law
from zhyto.page.decision import decision_letter
from zhyto.page.layouts import to_text
from zhyto.page.letter import letter_sheet
from zhyto.register.convert import household_record, register_of
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell
from zhyto.rights.accrual import Accrued, find_accrued, parts
from zhyto.rights.rights import STATES, find_rights
from zhyto.summary import split
from zhyto.synthetic.whole import make_register

PACKS = find_packs()
UKRAINE = load_law(PACKS["ukraine"].folder)
JANUARY = 2026 * 12

HEAD = "from zhyto.law import Date, Money, Month, add_months, month_of, not_in_force, not_implemented, rule\n\n\n"
EVENT = GUARANTEE.replace("access: automatic", "access: claim\nright: event\ndecision_days: 10")
MONTHS = "grant_months: {label: {uk: В, en: C}, unit: months, cite: Act 1, values: [{from: 2020-01-01, value: 36, mark: verified, source: S1}]}\n"
FIGURES = MONTHS + """at_once: {label: {uk: А, en: A}, unit: money, cite: Act 1, values: [{from: 2020-01-01, value: 10320, mark: verified, source: S1}]}
each_month:
  label: {uk: Б, en: B}
  unit: money
  cite: Act 1
  values: [{from: 2020-01-01, value: 860, mark: verified, source: S1}]
"""
GRANT = (
    HEAD
    + provision("def since_birth(birth_date: Date, month: Month) -> int:\n    return month - month_of(birth_date)")
    + provision("def grant_until(birth_date: Date) -> Date:\n    return add_months(birth_date, 12)")
    + provision("def grant_first(since_birth: int) -> bool:\n    return since_birth == 0")
    + provision(
        "def grant(since_birth: int, at_once: Money, each_month: Money, grant_months: int) -> Money:\n    if since_birth == 0:\n        return at_once\n"
        "    if 1 <= since_birth <= grant_months:\n        return each_month\n    return 0"
    )
)
WINDOW = {"grant": EVENT + "claim_until: grant_until\nonce_in: grant_first\n"}
LAW = law_of_text(GRANT, parameters=FIGURES, guarantees=WINDOW)
BEGINS = 'since="2020-01-01", uk="А", en="A")\ndef grant('
LISTS = (Complete("facts", None, None, ""), Complete("claims", None, None, ""))
NOT_BEFORE_DECEMBER = law_of_text(
    GRANT.replace(BEGINS, BEGINS.replace("2020-01-01", "2025-12-01"))
    + 'not_implemented("grant", since="2020-01-01", until="2025-11-30", missing="not found")\n',
    parameters=FIGURES, guarantees=WINDOW,
)  # fmt: skip


def child(born: str, *claims: Claim, code: str = "grant", **facts: int) -> Entity:
    told = {name: (Spell(value),) for name, value in facts.items()}
    return Entity("child", told, {code: claims} if claims else {}, (), date.fromisoformat(born))


def home(*people: Entity) -> Household:
    return Household(Entity("home", {}, {}), people, (Complete("facts", None, None, ""),), "H")


def both(law: Law, household: Household, month: int, known: date | None = None, code: str = "grant", place: int = 0):
    """What a claim would bring, by the reference evaluator and by the register; they must agree. None: nothing."""
    reference = Reference(law, household, month, known)
    single = reference.accrued(code, place)
    register = register_of([household], law.inputs, law.guarantees)
    rights = find_rights(law, register, month, known, codes=[code])
    found = find_accrued(law, register, rights, known)[0]
    same(single, found, max(place, 0))
    return single


def same(single, found: Accrued, row: int) -> None:
    """That both evaluators say the same of one row."""
    place = np.flatnonzero(found.rows == row)
    if single is None:
        assert not len(place)
        return
    assert len(place) == 1
    at = place[0]
    assert int(found.at_once[at]) == single.at_least
    assert bool(found.known[at]) == (single.at_once is not None)
    assert int(found.months[at]) == single.months
    assert (int(found.monthly[at]) if found.monthly_known[at] else None) == single.monthly
    assert int(found.until[at]) == (dates.FAR_FUTURE if single.claim_until is None else dates.day_number(single.claim_until))
    assert bool(found.waiting[at]) == single.waiting


def test_a_child_two_months_old() -> None:
    """Born in November: 10,320.00 + 2 × 860.00 = 12,040.00 at once, then 860.00 a month."""
    found = both(LAW, home(child("2025-11-20")), JANUARY)
    assert (found.at_once, found.months, found.first, found.monthly) == (12_040_00, 3, JANUARY - 2, 860_00)
    assert found.claim_until == date(2026, 11, 20)


def test_in_the_month_of_birth_what_is_paid_once_is_not_each_month() -> None:
    """10,320.00 at once; from the next month 860.00 a month, not 10,320.00."""
    household = home(child("2026-01-20"))
    found = both(LAW, household, JANUARY)
    assert (found.at_once, found.months, found.monthly) == (10_320_00, 1, 860_00)
    assert Reference(LAW, household, JANUARY).paid_once("grant", 0) is True
    assert Reference(LAW, household, JANUARY + 1).paid_once("grant", 0) is False


def test_claimed_in_the_twelfth_month() -> None:
    """Born 2025-01-20, on 2026-01-20 still in time: 10,320.00 + 12 × 860.00 = 20,640.00; a day later nothing."""
    household = home(child("2025-01-20"))
    found = both(LAW, household, JANUARY, date(2026, 1, 20))
    assert (found.at_once, found.months) == (20_640_00, 13)
    assert both(LAW, household, JANUARY, date(2026, 1, 21)) is None


def test_claimed_after_the_window() -> None:
    late = Claim(date(2026, 1, 25), "pending", None, None)
    assert both(LAW, home(child("2025-01-20", late)), JANUARY) is None


def test_a_claim_that_is_being_decided_brings_what_its_own_day_brings() -> None:
    """Claimed on the last day, 2026-01-20; on 2026-01-25 the office still has time: 20,640.00 comes when it is granted."""
    waiting = Claim(date(2026, 1, 20), "pending", None, None)
    found = both(LAW, home(child("2025-01-20", waiting)), JANUARY, date(2026, 1, 25))
    assert (found.at_once, found.waiting) == (20_640_00, True)


def test_what_is_granted_has_nothing_to_claim() -> None:
    granted = Claim(date(2025, 12, 5), "granted", date(2025, 12, 10), None)
    assert both(LAW, home(child("2025-11-20", granted)), JANUARY) is None


def test_a_refused_claim_can_be_made_again_for_all_months() -> None:
    refused = Claim(date(2025, 12, 5), "refused", date(2025, 12, 10), None)
    assert both(LAW, home(child("2025-11-20", refused)), JANUARY).at_once == 12_040_00


def test_twins_each_accrue() -> None:
    """Two children: 2 × 12,040.00, and 2 × 860.00 a month."""
    one, two = child("2025-11-20"), replace(child("2025-11-20"), id="second")
    found = [both(LAW, home(one, two), JANUARY, place=place) for place in (0, 1)]
    assert [item.at_once for item in found] == [12_040_00, 12_040_00]
    assert sum(item.monthly for item in found) == 1_720_00


def test_a_month_that_is_unknown_leaves_the_sum_unknown() -> None:
    """November's law is not written: at least 860.00 + 860.00 of December and January, never 0 for November."""
    found = both(NOT_BEFORE_DECEMBER, home(child("2025-11-20")), JANUARY)
    assert (found.at_once, found.at_least, found.months, found.missing) == (None, 1_720_00, 2, ("law: grant",))


def test_a_list_that_is_complete_to_the_end_of_this_month_says_what_comes_next() -> None:
    """The register is complete to 31 January: that the child is not adopted in February is taken to stay so, else nobody could be told 860.00."""
    household = replace(home(child("2025-11-20", code="birth_grant")), complete=(Complete("facts", date(2025, 1, 1), date(2026, 1, 31), ""),))
    found = both(UKRAINE, household, JANUARY, code="birth_grant")
    assert (found.at_once, found.monthly) == (12_040_00, 860_00)


def test_a_list_that_is_not_complete_in_a_past_month_leaves_the_sum_unknown() -> None:
    """Whether the child was in full state care in November is not known: at least 860.00 + 860.00 of December and January."""
    household = replace(home(child("2025-11-20", code="birth_grant")), complete=(Complete("facts", date(2025, 12, 1), date(2026, 1, 31), ""),))
    found = both(UKRAINE, household, JANUARY, code="birth_grant")
    assert (found.at_once, found.at_least, found.missing) == (None, 1_720_00, ("on_full_state_care",))


def test_the_next_months_law_is_not_on_record() -> None:
    """What comes each month is unknown then, not 0 and not what comes now."""
    rules = GRANT.replace(BEGINS, BEGINS.replace('"2020-01-01"', '"2020-01-01", until="2026-01-31"'))
    law = law_of_text(rules + 'not_implemented("grant", since="2026-02-01", missing="not found")\n', parameters=FIGURES, guarantees=WINDOW)
    found = both(law, home(child("2025-11-20")), JANUARY)
    assert (found.at_once, found.monthly) == (12_040_00, None)


def test_as_many_months_back_as_the_act_allows() -> None:
    """No last day to claim, 2 months before the claim at most: January, December, November, 3 × 860.00; the month of birth is not reached."""
    law = law_of_text(GRANT.replace("grant_until", "unused"), parameters=FIGURES, guarantees={"grant": EVENT + "back_pay_months: 2\n"})
    found = both(law, home(child("2024-01-20")), JANUARY)
    assert (found.at_once, found.months, found.first) == (2_580_00, 3, JANUARY - 2)


def test_paid_once_and_not_this_month_can_still_be_claimed() -> None:
    """10,320.00 for the month of birth alone: in the second month there is no right for the month, and the money can be had all the same."""
    rules = GRANT.replace("    if 1 <= since_birth <= grant_months:\n        return each_month\n", "")
    law = law_of_text(rules.replace(", each_month: Money, grant_months: int", ""), parameters=FIGURES.split("each_month")[0].replace(MONTHS, ""),
                      guarantees={"grant": EVENT + "claim_until: grant_until\npaid: once\n"})  # fmt: skip
    household = home(child("2025-12-20"))
    assert Reference(law, household, JANUARY).right("grant", 0).state == "not_due"
    found = both(law, household, JANUARY)
    assert (found.at_once, found.months, found.monthly) == (10_320_00, 1, 0)


def test_a_right_from_the_claim_does_not_accrue() -> None:
    """A person with a disability since 2024 who has not claimed: the aid runs from the month of the claim, nothing is paid for the months before."""
    person = Entity("p", {"sex": (Spell(1),), "disability_from_childhood": (Spell(1),), "disability_group": (Spell(1),)}, {}, (), date(1990, 5, 5))
    household = home(person)
    assert UKRAINE.guarantees["disability_aid"].right == "claim"
    assert both(UKRAINE, household, JANUARY, code="disability_aid") is None


# the law of a country ---------------------------------------------------------------------------------------------------------


def test_a_child_born_before_2026_by_the_law() -> None:
    """Born in November 2025: what the rules give for November, December and January, 10,320.00 + 860.00 + 860.00; then 860.00."""
    household = home(child("2025-11-20", code="birth_grant"))
    months = [Reference(UKRAINE, household, month).value("birth_grant", 0) for month in (JANUARY - 2, JANUARY - 1, JANUARY)]
    found = both(UKRAINE, household, JANUARY, code="birth_grant")
    assert found.at_once == sum(months) * 100 == 12_040_00
    assert found.monthly == 860_00


def test_a_child_born_in_2026_by_the_law() -> None:
    """Born in January 2026 and not claimed by March: the whole grant at once, nothing each month."""
    found = both(UKRAINE, home(child("2026-01-10", code="birth_grant")), JANUARY + 2, code="birth_grant")
    assert (found.at_once, found.months, found.monthly) == (50_000_00, 1, 0)


def test_a_child_adopted_before_2026_is_claimed_once() -> None:
    """Adopted 2025-11-20: a claim of December brings 10,320.00 + 860.00 and 860.00 a month; one of March 2026 is awarded by the new law and brings
    50,000.00 alone, not what a claim of November would have brought besides."""
    day, adopted = dates.day_number(date(2025, 11, 20)), date(2025, 11, 20)
    facts = {"adopted": (Spell(1, adopted),), "adoption_date": (Spell(day, adopted),), "adopted_spouses_child": (Spell(0, adopted),)}
    family = home(Entity("child", facts, {}, (), date(2020, 5, 14)), Entity("mother", {}, {}, (), date(1985, 5, 14)))
    family = replace(family, persons=(family.persons[0], replace(family.persons[1], facts={"role": (Spell(UKRAINE.inputs["role"].code("head") or 0),)})))
    december = both(UKRAINE, family, JANUARY - 1, code="adoption_grant")
    assert (december.at_once, december.months, december.monthly) == (11_180_00, 2, 860_00)
    for month, known in ((JANUARY, None), (JANUARY + 2, None), (JANUARY - 1, date(2026, 1, 5))):
        found = both(UKRAINE, family, month, known, code="adoption_grant")
        assert (None if found is None else found.at_once) == (50_000_00 if month >= JANUARY else None)


def mourning(*deaths: str | None, claims: tuple[Claim, ...] = (), code: str = "burial_of_pensioner") -> Household:
    """A widow of pension age, and pensioners of UAH 4,000 a month who died."""
    months = range(JANUARY - 12, JANUARY + 12)

    def pensioner(name: str, death: str | None) -> Entity:
        pension = tuple(Income(month, "pension", 4_000_00) for month in months)
        return Entity(name, {}, {}, pension, date(1945, 5, 5), date.fromisoformat(death) if death else None)

    dead = (pensioner(f"d{place}", death) for place, death in enumerate(deaths))
    return Household(Entity("home", {}, {code: claims} if claims else {}), (pensioner("widow", None), *dead), LISTS, "H")


def buried(household: Household, month: int, known: date | None = None) -> tuple[int, int, int] | None:
    """Kopecks at once, months, kopecks each month."""
    found = both(UKRAINE, household, month, known, code="burial_of_pensioner", place=HOUSEHOLD)
    return None if found is None else (found.at_once, found.months, found.monthly)


def test_a_burial_can_be_claimed_after_the_month_of_the_death() -> None:
    """Two pensions of UAH 4,000; the law sets no last day. Nothing before the death, and nothing for one who is alive."""
    household = mourning("2026-01-10", None)
    assert buried(household, JANUARY - 1) is None
    assert [buried(household, JANUARY + later) for later in (0, 1, 5)] == [(8_000_00, 1, 0)] * 3


def test_each_death_has_its_own_claim() -> None:
    """Granted for the first death, not claimed for the second; a claim that waits brings what it will; a refused one can be made again."""
    granted = Claim(date(2026, 1, 15), "granted", date(2026, 1, 20))
    two = mourning("2026-01-10", "2026-03-05", claims=(granted,))
    assert buried(two, JANUARY + 1) is None
    assert [buried(two, JANUARY + later) for later in (2, 3)] == [(8_000_00, 1, 0)] * 2
    assert buried(mourning("2026-01-10", "2026-03-05"), JANUARY + 3) == (16_000_00, 2, 0)
    assert buried(mourning("2026-01-10", claims=(Claim(date(2026, 2, 26), "pending"),)), JANUARY + 1) == (8_000_00, 1, 0)
    assert buried(mourning("2026-01-10", claims=(Claim(date(2026, 2, 26), "pending"),)), JANUARY + 2) is None  # overdue: due, not to be claimed
    assert buried(mourning("2026-01-10", claims=(Claim(date(2026, 1, 12), "refused", date(2026, 1, 13)),)), JANUARY + 2) == (8_000_00, 1, 0)


@pytest.mark.parametrize(("day", "wanted"), [("2026-07-10", 4_100_00), ("2026-07-11", None)])
def test_a_burial_by_the_insurance_can_be_claimed_for_six_months(day: str, wanted: int | None) -> None:
    """A worker died on 2026-01-10: UAH 4,100 of that day, until 2026-07-10, whatever is paid for deaths of July."""
    worker = Entity("worker", {"insured": (Spell(1),)}, {}, (), date(1980, 5, 5), date(2026, 1, 10))
    nobody = tuple(Income(month, "none", 0) for month in range(JANUARY - 12, JANUARY + 12))
    family = Household(Entity("home"), (replace(worker, incomes=nobody), Entity("wife", {}, {}, nobody, date(1982, 1, 1))), LISTS, "H")
    found = both(UKRAINE, family, JANUARY + 6, date.fromisoformat(day), code="burial_of_insured", place=HOUSEHOLD)
    assert (None if found is None else found.at_once) == wanted


def test_a_leave_that_is_over_can_still_be_claimed() -> None:
    """126 days from 2026-01-10 end on 2026-05-15; claimed by 2026-11-15 all of them are paid: 7,000 × (22/31 + 3 + 15/31) = 29,354.84, a month each."""
    day = dates.day_number(date(2026, 1, 10))
    facts = {"sex": Spell(UKRAINE.inputs["sex"].code("female") or 0), "maternity_leave_certificate": Spell(1), "maternity_leave_from": Spell(day)}
    woman = Entity("woman", {name: (spell,) for name, spell in facts.items()}, {}, (), date(1995, 5, 14))
    family = Household(Entity("home"), (woman,), LISTS, "H")
    found = both(UKRAINE, family, JANUARY + 7, code="maternity_aid_uninsured")
    assert (found.at_once, found.months, found.monthly, found.claim_until) == (29_354_84, 5, 0, date(2026, 11, 15))
    assert both(UKRAINE, family, JANUARY + 10, date(2026, 11, 16), code="maternity_aid_uninsured") is None


def test_nobody_is_left_to_claim() -> None:
    alone = mourning("2026-01-10")
    assert buried(replace(alone, persons=alone.persons[1:]), JANUARY + 1) is None


def test_money_of_last_year_that_can_no_longer_be_claimed_is_left_out() -> None:
    """The yearly health aid of January 2025 was to be claimed in 2025: in March 2026 only that of January 2026 can be."""
    choice = UKRAINE.inputs["chornobyl_category"].code("1") or 0
    facts = {"chornobyl_category": (Spell(choice, date(2000, 1, 1)),), "disability_group": (Spell(1, date(2000, 1, 1)),)}
    person = Entity("p", facts, {}, (), date(1970, 5, 5))
    found = both(UKRAINE, home(person), JANUARY + 2, code="chornobyl_health_aid")
    assert (found.months, found.first, found.monthly) == (1, JANUARY, 0)


# told to people ---------------------------------------------------------------------------------------------------------------


def page_of(household: Household, month: int, lang: str, law: Law = UKRAINE) -> str:
    """A household's page as text, its lines joined, amounts without kopecks (a law of a test has no currency)."""
    made = pages.household_page(Reference(law, household, month), lang)
    text = pages.to_text(pages.sheet_of(made)).replace("\u00a0", " ").replace(",00" if lang == "uk" else ".00", "")
    return " ".join(text.split())


def test_the_page_tells_at_once_and_each_month_apart() -> None:
    uk, en = (page_of(home(child("2025-11-20")), JANUARY, lang, LAW) for lang in ("uk", "en"))
    for said in ("Але можна отримати 12 040 одразу і 860 щомісяця.",
                 "12 040 Це одразу, за 3 місяці. Потім щомісяця 860.", "Останній день для заяви: 20 листопада 2026."):  # fmt: skip
        assert said in uk, uk
    for said in ("But you can get 12,040 at once and 860 each month.", "12,040 This comes at once, for 3 months. After that 860 each month."):
        assert said in en, en


def test_the_page_of_twins() -> None:
    """2 × 12,040.00 = 24,080.00 at once, 2 × 860.00 = 1,720.00 each month; what each child has is told too."""
    said = page_of(home(child("2025-11-20"), replace(child("2025-11-20"), id="second")), JANUARY, "en", LAW)
    assert "24,080 at once and 1,720 each month" in said
    assert said.count(": 12,040") == 2


def test_the_page_of_a_child_born_in_2026() -> None:
    """In March nothing is due for the month itself, and 50,000.00 can be had all the same."""
    household = home(child("2026-01-10", code="birth_grant"))
    assert "50 000 грн Це платять один раз." in page_of(household, JANUARY + 2, "uk")
    assert "50,000 UAH It is paid once." in page_of(household, JANUARY + 2, "en")


def test_the_page_says_where_a_month_is_unknown() -> None:
    law = NOT_BEFORE_DECEMBER
    said = page_of(home(child("2025-11-20")), JANUARY, "uk", law)
    assert "можна отримати щонайменше 1 720 одразу і 860 щомісяця" in said
    assert "Щонайменше стільки: за інші місяці ще бракує даних." in said
    assert "at least 1,720 at once and 860 each month" in page_of(home(child("2025-11-20")), JANUARY, "en", law)


ONE_OFF = law_of_text(
    HEAD.replace("Date, Money, Month, add_months, month_of", "Money")
    + provision("def winter(winter_amount: Money) -> Money:\n    return winter_amount")
    + provision("def aid(aid_amount: Money) -> Money:\n    return aid_amount"),
    parameters="".join(
        f"{name}: {{label: {{uk: А, en: A}}, unit: money, cite: Act 1, values: [{{from: 2020-01-01, value: {value}, mark: verified, source: S1}}]}}\n"
        for name, value in (("winter_amount", 6500), ("aid_amount", 2000))
    ),
    guarantees={"winter": GUARANTEE + "paid: once\n", "aid": GUARANTEE},
)


def test_a_one_off_is_never_added_to_what_comes_each_month() -> None:
    """6,500.00 once and 2,000.00 each month: nowhere 8,500.00."""
    household = home(child("1990-05-05"))
    uk, en = (page_of(household, JANUARY, lang, ONE_OFF) for lang in ("uk", "en"))
    assert "вам належить 2 000 щомісячних виплат. Ще 6 500 платять один раз." in uk
    assert "you are due 2,000 of monthly payments. 6,500 more is paid once." in en
    assert "8 500" not in uk
    assert "8,500" not in en
    register = register_of([household], ONE_OFF.inputs, ONE_OFF.guarantees)
    rights = find_rights(ONE_OFF, register, JANUARY)
    told = {right.guarantee.code: split(parts(right, found)) for right, found in zip(rights, find_accrued(ONE_OFF, register, rights), strict=True)}
    assert (told["winter"]["due_monthly_uah"], told["winter"]["due_once_uah"]) == ("0.00", "6500.00")
    assert (told["aid"]["due_monthly_uah"], told["aid"]["due_once_uah"]) == ("2000.00", "0.00")


def test_sums_of_a_register_keep_what_accrued_apart() -> None:
    """A child two months old and one born this month, nobody claimed: 12,040.00 + 10,320.00 = 22,360.00 at once, 2 × 860.00 each month."""
    register = register_of([home(child("2025-11-20")), home(child("2026-01-20"))], LAW.inputs, LAW.guarantees)
    (right,) = find_rights(LAW, register, JANUARY)
    told = split(parts(right, find_accrued(LAW, register, [right])[0]))
    assert (told["claimable_at_once_uah"], told["claimable_monthly_uah"]) == ("22360.00", "1720.00")


@pytest.mark.parametrize(("lang", "said"), [
    ("uk", "Одразу: 12 040 грн. Це за місяці від події, останній — січень 2026. Місяців: 3. Потім щомісяця: 860 грн."),
    ("en", "At once: 12,040 UAH. It is for the months since the event, the last being January 2026. Months: 3. After that each month: 860 UAH."),
])  # fmt: skip
def test_the_letter_that_grants_it_tells_both(lang: str, said: str) -> None:
    granted = Claim(date(2026, 1, 12), "granted", date(2026, 1, 16), None, claim_id="З-01")
    reference = Reference(UKRAINE, home(child("2025-11-20", granted, code="birth_grant")), JANUARY)
    told = explain(reference, "birth_grant", 0, lang)
    made = decision_letter(told, UKRAINE.guarantees["birth_grant"], granted, JANUARY, "Зразкова Надія", "", date(2026, 1, 20), "грн" if lang == "uk" else "UAH")
    assert said in " ".join(to_text(letter_sheet(made)).replace("\u00a0", " ").split())


def test_the_letter_about_a_grant_of_the_month_of_birth_claimed_later() -> None:
    """Born in January 2026, granted in March: there is no right for March, and the letter says 50,000.00."""
    granted = Claim(date(2026, 3, 12), "granted", date(2026, 3, 16), None, claim_id="З-01")
    told = explain(Reference(UKRAINE, home(child("2026-01-10", granted, code="birth_grant")), JANUARY + 2), "birth_grant", 0, "uk")
    made = decision_letter(told, UKRAINE.guarantees["birth_grant"], granted, JANUARY + 2, "Зразкова Надія", "", date(2026, 3, 20), "грн")
    assert (made.amount, made.monthly) == (50_000_00, 0)


@pytest.mark.parametrize(
    ("lang", "said", "never"),
    [
        ("uk", "За поданою заявою за минулі місяці належить 50\u00a0000,00\u00a0грн за 1\u00a0місяць.", "подати"),
        ("en", "By the claim that was made, what is due for past months is 50,000.00\u00a0UAH for 1\u00a0month.", "claimed now"),
    ],
)
def test_who_was_granted_it_already_is_not_told_to_claim(lang: str, said: str, never: str) -> None:
    """Born in January 2026, granted in January: in March nothing is due for the month, and nothing can be claimed again."""
    granted = Claim(date(2026, 1, 15), "granted", date(2026, 1, 20), None)
    told = explain(Reference(UKRAINE, home(child("2026-01-10", granted, code="birth_grant")), JANUARY + 2), "birth_grant", 0, lang)
    assert told.state == "not_due"
    assert said in told.notes
    assert not any(never in note for note in told.notes)


def test_an_explanation_tells_both() -> None:
    household = home(child("2025-11-20", code="birth_grant"))
    uk, en = (" ".join(explain(Reference(UKRAINE, household, JANUARY), "birth_grant", 0, lang).notes).replace("\u00a0", " ") for lang in ("uk", "en"))
    assert "одразу виплатять 12 040,00 грн за 3 місяці. Потім щомісяця 860,00 грн." in uk
    assert "at once is 12,040.00 UAH for 3 months. After that 860.00 UAH each month." in en


# declared by the law ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("paid: weekly", "'weekly'"),
        ("paid: once\nonce_in: grant_first", "beside paid: once"),
        ("once_in: no_such_rule", "no rule `no_such_rule`"),
        ("once_in: grant_until", "gives"),
        ("back_pay_months: twelve", "'twelve'"),
    ],
)
def test_what_a_guarantee_cannot_say(words: str, told: str) -> None:
    _, faults = read_text(GRANT, parameters=FIGURES, guarantees={"grant": EVENT + words + "\n"})
    assert any(told in str(fault) for fault in faults), faults


def test_nothing_is_paid_back_for_a_right_from_the_claim() -> None:
    claim = EVENT.replace("right: event", "right: claim") + "back_pay_months: 12\n"
    _, faults = read_text(GRANT, parameters=FIGURES, guarantees={"grant": claim})
    assert any("does not reach back" in str(fault) for fault in faults)


# both evaluators --------------------------------------------------------------------------------------------------------------


def compare(law: Law, households: list[Household], month: int, known: date | None, codes: list[str]) -> None:
    register = register_of(households, law.inputs, law.guarantees)
    rights = find_rights(law, register, month, known, codes=codes)
    found = find_accrued(law, register, rights, known)
    first = 0
    for h, household in enumerate(households):
        reference = Reference(law, household, month, known)
        for right, sums in zip(rights, found, strict=True):
            code = right.guarantee.code
            if right.guarantee.entity == "household":
                same(reference.accrued(code, HOUSEHOLD) if reference.members else None, sums, h)
                continue
            for number, person in enumerate(household.persons):
                place = next((place for place, member in enumerate(reference.members) if member is person), None)
                same(None if place is None else reference.accrued(code, place), sums, first + number)
        first += len(household.persons)


COMMON = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)


@COMMON
@given(data=st.data())
def test_evaluators_agree_on_a_small_law(data: st.DataObject) -> None:
    compare(LAW, *data.draw(worlds(LAW, (2020 * 12, 2026 * 12))), codes=["grant"])


@settings(COMMON, max_examples=15)
@given(data=st.data())
def test_evaluators_agree_on_the_law_of_a_country(data: st.DataObject) -> None:
    codes = [code for code, guarantee in UKRAINE.guarantees.items() if guarantee.accrues]
    assert len(codes) >= 5
    compare(UKRAINE, *data.draw(worlds(UKRAINE, (2021 * 12, 2026 * 12 + 10))), codes=codes)


def test_every_household_of_a_sample_of_the_region() -> None:
    region = load_region(PACKS["zhytomyr"].folder)
    month = JANUARY + 2
    register, _ = make_register(
        region, 7, month, UKRAINE.inputs, list(UKRAINE.guarantees),
        lambda rows, at, known, codes: find_rights(UKRAINE, rows, at, known, codes=codes), share=0.002,
    )  # fmt: skip
    codes = [code for code, guarantee in UKRAINE.guarantees.items() if guarantee.accrues]
    rights = find_rights(UKRAINE, register, month, codes=codes)
    found = find_accrued(UKRAINE, register, rights)
    seen = 0
    for row in range(register.households):
        reference = Reference(UKRAINE, household_record(register, UKRAINE.inputs, UKRAINE.guarantees, row), month)
        places = {member.row: place for place, member in enumerate(reference.members)}
        for right, sums in zip(rights, found, strict=True):
            rows = [row] if right.guarantee.entity == "household" else range(int(register.start[row]), int(register.start[row + 1]))
            for number in rows:
                place = HOUSEHOLD if right.guarantee.entity == "household" else places.get(number)
                single = None if place is None else reference.accrued(right.guarantee.code, place)
                same(single, sums, number)
                seen += single is not None
    assert seen


# a right from the claim that reaches back ---------------------------------------------------------------------------------------

AID = law_of_text(
    HEAD.replace("rule\n", "rule, since\n")
    + provision("def aid_until(disabled: bool) -> Date:\n    return add_months(since(disabled), 3)")
    + provision("def aid(disabled: bool, each_month: Money) -> Money:\n    if not disabled:\n        return 0\n    return each_month"),
    inputs="disabled: {entity: person, type: status, source: facts, absence: no, label: {uk: А, en: A}}\n"
    "receives_aid: {entity: person, type: status, source: claims, guarantee: aid, label: {uk: А, en: A}}\n",
    parameters=FIGURES, guarantees={"aid": EVENT.replace("right: event", "right: claim") + "reaches_back_until: aid_until\n"},
)  # fmt: skip


JUNE = date(2026, 6, 30)


def disabled(since: str | None, *claims: Claim, until: str | None = None) -> Household:
    spell = Spell(1, None if since is None else date.fromisoformat(since), None if until is None else date.fromisoformat(until))
    return home(Entity("man", {"disabled": (spell,)}, {"aid": claims} if claims else {}, (), date(1990, 5, 14)))


def granted(day: str) -> Claim:
    made = date.fromisoformat(day)
    return Claim(made, "granted", made, made)


def states(household: Household, months: range, known: date | None = None) -> list[str]:
    """The state of the aid in each month, by both evaluators."""
    register = register_of([household], AID.inputs, AID.guarantees)
    found = []
    for month in months:
        single = Reference(AID, household, month, known).right("aid", 0)
        right = find_rights(AID, register, month, known)[0]
        assert (right.state[0], right.amount[0], right.refused[0]) == (STATES.index(single.state), single.amount or 0, single.refused)
        found.append(single.state)
    return found


def test_a_claim_in_the_window_pays_from_the_day_of_the_right() -> None:
    """Disabled from 2025-10-20, claimed by 2026-01-20: November, December, January at once: 3 × 860.00 = 2,580.00, then 860.00 a month."""
    found = both(AID, disabled("2025-10-20"), JANUARY, date(2026, 1, 20), code="aid")
    assert (found.at_once, found.months, found.first, found.monthly) == (2_580_00, 3, JANUARY - 2, 860_00)
    assert found.claim_until == date(2026, 1, 20)


def test_a_claim_after_the_window_pays_from_its_own_month() -> None:
    """A day later nothing is paid for the months before: only January, as ever."""
    assert both(AID, disabled("2025-10-20"), JANUARY, date(2026, 1, 21), code="aid") is None
    assert states(disabled("2025-10-20", granted("2026-01-21")), range(JANUARY - 3, JANUARY + 3), JUNE) == ["not_due"] * 3 + ["due"] * 3


def test_an_award_in_the_window_runs_in_all_months_since() -> None:
    household = disabled("2025-10-20", granted("2026-01-20"))
    assert states(household, range(JANUARY - 3, JANUARY + 14)) == ["not_due"] + ["due"] * 16
    assert states(household, range(JANUARY - 3, JANUARY), date(2026, 1, 19)) == ["not_due"] + ["claimable"] * 2


def test_the_award_is_one_from_the_month_of_the_claim_on() -> None:
    """What rules ask of an award is told by its claim: it does not run in the months before, though they are paid."""
    household = replace(disabled("2025-10-20", granted("2026-01-20")), complete=(Complete("claims", None, None, ""), Complete("facts", None, None, "")))
    assert [Reference(AID, household, month).value("receives_aid", 0) for month in (JANUARY - 1, JANUARY, JANUARY + 1)] == [False, True, True]


def test_a_day_that_is_not_known_matters_to_months_before_the_claim_only() -> None:
    assert states(disabled(None), range(JANUARY, JANUARY + 1)) == ["claimable"]
    assert states(disabled(None, granted("2026-01-20")), range(JANUARY - 2, JANUARY + 3), JUNE) == ["unknown"] * 2 + ["due"] * 3
    refused = Claim(date(2026, 1, 20), "refused", date(2026, 1, 25), date(2026, 1, 20))
    assert states(disabled(None, refused), range(JANUARY, JANUARY + 1)) == ["claimable"]
    found = both(AID, disabled(None), JANUARY, code="aid")
    assert (found.at_once, found.at_least, found.monthly) == (None, 860_00, 860_00)


def without_pension(since: str | None) -> Household:
    """Group II, no right to a pension, no income of the last year."""
    group = UKRAINE.inputs["disability_group"].code("II") or 0
    facts = {"disability_group": (Spell(group, None if since is None else date.fromisoformat(since)),), "no_pension_right": (Spell(1),)}
    lists = tuple(Complete(table, None, None, "") for table in ("facts", "claims", "incomes"))
    return Household(Entity("home", {}, {}), (Entity("man", facts, {}, (), date(1990, 5, 14)),), lists, "H")


def test_the_law_of_ukraine_tells_both() -> None:
    """Set on 2025-11-10: December 2,361 × 0.80 = 1,888.80 and January 2,595 × 0.80 = 2,076.00: 3,964.80 at once until 2026-02-10."""
    household, code = without_pension("2025-11-10"), "no_pension_right_aid"
    found = both(UKRAINE, household, JANUARY, code=code)
    assert (found.at_once, found.months, found.monthly, found.claim_until) == (3_964_80, 2, 2_076_00, date(2026, 2, 10))
    uk, en = (" ".join(explain(Reference(UKRAINE, household, JANUARY), code, 0, lang).notes).replace("\u00a0", " ") for lang in ("uk", "en"))
    assert "одразу виплатять 3 964,80 грн за 2 місяці. Гроші за минулі місяці — лише за заявою до 10.02.2026 включно." in uk
    assert "After that 2,076.00 UAH each month." in en
    page = page_of(household, JANUARY, "uk")
    assert "Заявіть до 10 лютого 2026, тоді заплатять від дня права. Пізніше платять від місяця заяви." in page
    assert "3 964,80 грн" in page
    # In May the term is over: the aid is one from the claim, as any other.
    assert both(UKRAINE, household, JANUARY + 4, code=code) is None
    assert "тоді заплатять від дня права" not in page_of(household, JANUARY + 4, "uk")


def test_the_page_does_not_promise_by_a_day_that_is_not_known() -> None:
    page = page_of(without_pension(None), JANUARY, "uk")
    assert "Щонайменше стільки: за інші місяці ще бракує даних." in page
    assert "тоді заплатять від дня права" not in page


def test_a_second_claim_takes_nothing_from_the_first() -> None:
    later = Claim(date(2026, 2, 10), "pending", None, date(2026, 2, 10))
    assert states(disabled("2025-12-15", granted("2026-01-05"), later), range(JANUARY, JANUARY + 1)) == ["due"]
    refused = Claim(date(2026, 1, 5), "refused", date(2026, 1, 9), date(2026, 1, 5))
    assert states(disabled("2025-12-15", refused, granted("2026-02-10")), range(JANUARY, JANUARY + 2), JUNE) == ["due"] * 2
    assert states(disabled("2025-12-15", refused, granted("2026-03-16")), range(JANUARY, JANUARY + 3), JUNE) == ["not_due"] * 2 + ["due"]


def test_a_right_that_ended_is_claimed_for_its_past_months() -> None:
    """Disabled from 2025-10-20 to 2025-12-31: in January, in time, November and December: 1,720.00, and nothing after."""
    found = both(AID, disabled("2025-10-20", until="2025-12-31"), JANUARY, date(2026, 1, 10), code="aid")
    assert (found.at_once, found.months, found.monthly) == (1_720_00, 2, 0)
    assert both(AID, disabled("2025-10-20", until="2025-12-31"), JANUARY, date(2026, 1, 21), code="aid") is None


def test_an_award_of_some_months_does_not_reach_back() -> None:
    text = EVENT.replace("right: event", "right: claim") + "reaches_back_until: grant_until\naward_months: 6\n"
    _, faults = read_text(GRANT, parameters=FIGURES, guarantees={"grant": text})
    assert any("beside what it does not go with" in str(fault) for fault in faults)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_both_evaluators_agree_where_rights_reach_back(data) -> None:
    """Drawn spells, known from when or not, claims of every kind, and every day of knowing."""
    day = st.dates(date(2025, 6, 1), date(2026, 6, 30))
    lists = (Complete("facts", None, None, ""),) if data.draw(st.booleans()) else ()
    households = []
    for number in range(data.draw(st.integers(1, 6))):
        claims = sorted(data.draw(st.lists(day, max_size=3)))
        kinds = [data.draw(st.sampled_from(["granted", "refused", "pending"])) for _ in claims]
        made = tuple(Claim(one, kind, None if kind == "pending" else one, one) for one, kind in zip(claims, kinds, strict=True))
        start = data.draw(st.none() | day)
        ends = data.draw(st.none() | st.dates(start or date(2025, 6, 1), date(2026, 6, 30)))
        spells = (Spell(1, start, ends),) if data.draw(st.booleans()) else ()
        person = Entity(f"p{number}", {"disabled": spells} if spells else {}, {"aid": made} if made else {}, (), date(1990, 5, 14))
        households.append(Household(Entity(f"h{number}", {}, {}), (person,), lists, "H"))
    known = data.draw(st.none() | day)
    month = JANUARY + data.draw(st.integers(-3, 3))
    if known is not None and dates.month_index(known) < month:
        known = dates.last_day(month)
    register = register_of(households, AID.inputs, AID.guarantees)
    right = find_rights(AID, register, month, known)[0]
    for row, household in enumerate(households):
        single = Reference(AID, household, month, known).right("aid", 0)
        until = dates.FAR_FUTURE if single.claim_until is None else dates.day_number(single.claim_until)
        assert STATES[right.state[row]] == single.state
        assert single.state != "claimable" or int(right.claim_until[row]) == until
        assert {right.missing_names[bit] for bit in range(64) if int(right.missing[row]) >> bit & 1} == set(single.missing)
    compare(AID, households, month, known, ["aid"])
