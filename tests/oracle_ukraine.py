"""A second, deliberately plain reading of twenty Ukrainian guarantees, written from the facts and not from the rules.

One household at a time, loops and fractions; no engine, no packs, nothing of `zhyto` is imported. The figures are typed anew from the
collection of facts, with the source ids it gives (S01, …; M: from memory there; R1 … R24: the open reading taken). Where the facts leave
more than a reading settles, a function raises `CannotTell`, and nothing is compared.

A household: {"facts": {...}, "claims": {code: [day, …]}, "persons": [person, …]}; a person: {"birth", "sex", "role", "died", "facts",
"since": {fact: day}, "claims", "income": {month: {kind: kopecks}}, "gaps": months of which nothing is known}. A fact that is not
there is "no", or not known where it stands in NOT_KNOWN_IF_ABSENT. A month is year * 12 + month - 1. Amounts are hryvnias.
"""

# ruff: noqa: ARG001, SIM102, SIM114
# Every right is asked in the same way, and conditions stand one by one, as the facts give them.

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction as F


class CannotTell(Exception):
    """The facts do not settle it."""


# --- figures ----------------------------------------------------------------------------------------------------------------------

# from, general, child under 6, child 6-17, able-bodied, lost ability to work. S01 … S06.
MINIMUMS = [
    ("2020-01", 2027, 1779, 2218, 2102, 1638),
    ("2020-07", 2118, 1859, 2318, 2197, 1712),
    ("2020-12", 2189, 1921, 2395, 2270, 1769),
    ("2021-07", 2294, 2013, 2510, 2379, 1854),
    ("2021-12", 2393, 2100, 2618, 2481, 1934),
    ("2022-07", 2508, 2201, 2744, 2600, 2027),
    ("2022-12", 2589, 2272, 2833, 2684, 2093),
    ("2024-01", 2920, 2563, 3196, 3028, 2361),
    ("2026-01", 3209, 2817, 3512, 3328, 2595),
]
GENERAL, UNDER_6, FROM_6, ABLE, LOST = 1, 2, 3, 4, 5

# S91, S02b, S03, S04, S06; 2020-09, 2021-01, 2024-01 M.
WAGES = [
    ("2020-01", 4723), ("2020-09", 5000), ("2021-01", 6000), ("2021-12", 6500), ("2022-10", 6700), ("2024-01", 7100), ("2024-04", 8000),
    ("2026-01", 8647),
]  # fmt: skip

# Share of the own minimum: able-bodied, lost ability, children. Art. 9 of each budget law (S140).
GUARANTEED = [
    ("2020-01", F("0.25"), F(1), F("0.85")),
    ("2020-07", F("0.25"), F(1), F("1.30")),
    ("2021-01", F("0.35"), F(1), F("1.30")),
    ("2022-01", F("0.45"), F(1), F("1.30")),
    ("2024-01", F("0.55"), F(1), F("1.40")),
    ("2025-01", F("0.60"), F(1), F("1.45")),
]

# any record, full record under 70 or disability I, full 70+, full 65+ under Law 1058, 80+ with 25/20 years. S25, M, S23, S22, S21.
FLOORS = [
    ("2020-01", 0, 0, 0, 0, 0),
    ("2020-04", None, 2100, None, None, 2600),
    ("2021-03", None, 2200, None, 2400, None),
    ("2022-03", None, None, None, None, None),
    ("2022-10", None, None, None, 2680, None),  # S107: 40 % of 6,700
    ("2023-02", 2100, None, None, 2680, None),  # S107: any record until March 2023, from when is not shown
    ("2023-03", 2520, 2760, 3000, 3120, None),  # S107; the level for 80 was not printed
    ("2024-03", 2725, 2980, 3240, 3370, 3370),
    ("2025-03", 3038, 3323, 3613, 3758, 3758),
    ("2026-03", 3406, 3725, 4050, 4213, 4213),
]

# 70-74, 75-79, 80 and more. S25, S106, M, S24.
AGE_SUPPLEMENT = [
    ("2020-01", 0, 0, 0),
    ("2020-04", 0, 0, 500),
    ("2021-10", 0, 400, 500),
    ("2022-03", 0, 456, 570),
    ("2022-10", 300, 456, 570),
]

# S28 … S30; blanks of the table are not known, 2026 was not seen.
VETERANS = {
    2020: {"disability_I": 4120, "disability_II": 3640, "disability_III": 3160, "combatant": 1390, "special_merits": 4120},
    2021: {"disability_I": 4421, "disability_II": 3906, "disability_III": 3391, "combatant": 1491, "special_merits": 4421},
    2022: {"disability_I": 4421, "disability_II": 3906, "disability_III": 3391, "combatant": 1491, "special_merits": 4421},
    2023: {
        "disability_I": 3100, "disability_II": 2900, "disability_III": 2700, "combatant": 1000, "special_merits": 3100,
        "family_of_fallen": 650, "war_participant": 450,
    },
    2026: {},
}  # fmt: skip
VETERANS[2024] = VETERANS[2025] = VETERANS[2023]

NOT_KNOWN_IF_ABSENT = {
    "insurance_record_years", "disability_subgroup", "applied_for_veteran_payment", "war_disability_of_defender",
    "no_pension_right", "utility_cost_within_norms_uah", "utility_cost_within_privilege_norms_uah", "dwelling_kind", "dwelling_area_m2",
    "pension_granted_on", "pension_recalculated_with_later_pay", "base_pension_uah", "adoption_date", "maternity_leave_from", "adopted_spouses_child",
    "fallen_family_ground", "rear_work_award", "lived_in_resettlement_zone_since_accident",
}  # fmt: skip
AMOUNTS = {"bank_deposits_uah", "largest_purchase_12_months_uah"}
ALL_INCOME = ("wage", "self_employment", "farm", "pension", "benefit", "stipend", "alimony", "remittance", "rent", "other", "counted_benefit")
COUNTED = tuple(kind for kind in ALL_INCOME if kind != "benefit")


# --- calendar ---------------------------------------------------------------------------------------------------------------------


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


def year_of(m: int) -> int:
    return m // 12


def number_of(m: int) -> int:
    return m % 12 + 1


def month_of(day: date) -> int:
    return month(day.year, day.month)


def first_day(m: int) -> date:
    return date(year_of(m), number_of(m), 1)


def last_day(m: int) -> date:
    return first_day(m + 1) - timedelta(days=1)


def row(table, m: int):
    """The row of a dated table in force in a month."""
    text = f"{year_of(m):04d}-{number_of(m):02d}"
    found = None
    for line in table:
        if line[0] <= text:
            found = line
    return found


def minimum(group: int, m: int) -> F:
    return F(row(MINIMUMS, m)[group])


def minimum_of_january(group: int, m: int) -> F:
    return minimum(group, month(year_of(m), 1))


def years(birth: date, on: date) -> int:
    """Completed years; a child not born yet has none."""
    if birth >= on:
        return 0
    reached = on.year - birth.year
    return reached - (year_later(birth, reached) > on)  # born on 29 February: on the 28th of a year without one


def age(person, m: int) -> int:
    """R1: on the first of the month."""
    return years(person["birth"], first_day(m))


def kopecks(value: F) -> F:
    """R19: once, at the end, half up."""
    return F((value * 100 + F(1, 2)).__floor__(), 100)


# --- facts ------------------------------------------------------------------------------------------------------------------------


def fact(holder, name: str):
    if name in holder["facts"]:
        return holder["facts"][name]
    if name in NOT_KNOWN_IF_ABSENT:
        raise CannotTell(name)
    return F(0) if name in AMOUNTS else False


def war_status(person, on: date):
    """The status held on a day (it may have begun on a day)."""
    status = person["facts"].get("war_status")
    since = person["since"].get("war_status")
    return status if status and (since is None or since <= on) else None


def role(person) -> str:
    if person["role"] is None:
        raise CannotTell("role")
    return person["role"]


def people(household, m: int) -> list:
    """Who belongs to the household in a month: born by its end, not dead before it."""
    return [p for p in household["persons"] if p["birth"] <= last_day(m) and (p["died"] is None or p["died"] >= first_day(m))]


def income(person, m: int, kinds=COUNTED) -> F:
    if m in person["gaps"]:
        raise CannotTell("income")
    return F(sum(amount for kind, amount in person["income"].get(m, {}).items() if kind in kinds), 100)


def income_between(persons, first: int, last: int, kinds=COUNTED) -> F:
    """Benefits that do not count are left out unless asked for; before the birth there is no income."""
    total = F(0)
    for p in persons:
        for m in range(first, last + 1):
            if last_day(m) >= p["birth"]:
                total += income(p, m, kinds)
    return total


def claim_day(holder, code: str, m: int, months: int | None = None):
    """Day of the latest claim that runs in a month (made by its end); `months`: how long an award lasts."""
    found = None
    for day in holder["claims"].get(code, []):
        start = month_of(day)
        if start <= m and (months is None or m < start + months):
            found = day
    return found


def award(holder, code: str, fact_name: str, m: int, months: int | None = None) -> bool:
    """An award runs in a month: by a granted claim (every claim here is), or because it is on record."""
    return claim_day(holder, code, m, months) is not None or bool(fact(holder, fact_name))


def basic_aid_taken(household, m: int) -> bool:
    return award(household, "basic_social_aid", "receives_basic_social_aid", m)


def low_income_award(household, m: int) -> bool:
    return award(household, "low_income_family_aid", "receives_low_income_aid", m, 6)


def child_or_student(person, m: int) -> bool:
    return age(person, m) < 18 or (age(person, m) < 23 and fact(person, "studies_full_time"))


def pension_age(person, m: int) -> bool:
    """1058-IV art. 26: 60; women born to 30.09.1960 before 2020, to 31.03.1961 at 59 and a half."""
    if age(person, m) >= 60:
        return True
    if m >= month(2021, 4) or person["birth"] > date(1961, 3, 31) or age(person, m) < 59:
        return False
    if person["sex"] is None:
        raise CannotTell("sex")
    if person["sex"] == "male":
        return False
    return person["birth"] <= date(1960, 9, 30) or months_later(person["birth"], 59 * 12 + 6) <= first_day(m)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    at = month_of(day) + months
    return min(last_day(at), first_day(at) + timedelta(days=day.day - 1))


def works(person, m: int) -> bool:
    """It is recorded, or a wage or an income from self-employment of the month is."""
    earned = person["income"].get(m, {}) if m not in person["gaps"] else {}
    return bool(fact(person, "employed")) or any(earned.get(kind, 0) > 0 for kind in ("wage", "self_employment"))


def disabled(person) -> bool:
    return bool(fact(person, "disability_group") or fact(person, "child_with_disability"))


def unable_to_work(person, m: int) -> bool:
    """966-XIV art. 1: of pension age, with a pension on easier terms, or with a disability and not working."""
    return bool((disabled(person) and not works(person, m)) or fact(person, "early_old_age_pension")) or pension_age(person, m)


def minimum_of(person, m: int) -> F:
    """The minimum of the person's own group. R20: a child's group is by birth date, disability or not."""
    if age(person, m) < 6:
        return minimum(UNDER_6, m)
    if age(person, m) < 18:
        return minimum(FROM_6, m)
    return minimum(LOST if unable_to_work(person, m) else ABLE, m)


def childs_minimum(person, m: int) -> F:
    """2.7: from 18, in day study, the able-bodied minimum stands for the child's."""
    if age(person, m) < 6:
        return minimum(UNDER_6, m)
    return minimum(FROM_6 if age(person, m) < 18 else ABLE, m)


# --- 2.8 low-income aid -----------------------------------------------------------------------------------------------------------


def family_child(person, m: int) -> bool:
    """S140, 1768-III art. 1: under 18, or a day student under 23 without a family of their own."""
    return role(person) == "child" and (age(person, m) < 18 or (child_or_student(person, m) and not fact(person, "has_own_family")))


def family(household, m: int) -> list:
    """S140, 1768-III art. 1: spouses, their children, grown children of group I or II since childhood, dependent parents unable to work."""
    found = []
    for p in people(household, m):
        if fact(p, "on_full_state_care"):
            continue
        group = fact(p, "disability_group")
        if role(p) in ("head", "spouse"):
            found.append(p)
        elif role(p) == "child" and family_child(p, m):
            found.append(p)
        elif role(p) == "child" and not fact(p, "has_own_family") and (group == "I" or (group == "II" and fact(p, "disabled_since_childhood"))):
            found.append(p)
        elif role(p) == "parent" and fact(p, "dependent_on_family") and unable_to_work(p, m):
            found.append(p)
        elif role(p) == "other" and (fact(p, "partner_with_common_children") or fact(p, "cares_for_lonely_group_i")):
            found.append(p)
    return found


def is_large(household, m: int) -> bool:
    return sum(1 for p in people(household, m) if family_child(p, m)) >= 3


def last_counted_month(household, m: int) -> int:
    """R6: the two whole quarters that ended before the month preceding the claim."""
    day = claim_day(household, "low_income_family_aid", m, 6)
    claimed = month_of(day) if day else m
    before = claimed - 1
    return before - before % 3 - 1


def family_income(household, m: int) -> F:
    """Average month of the whole family."""
    last = last_counted_month(household, m)
    return income_between(family(household, m), last - 5, last) / 6


def low_income_line(household, m: int) -> F:
    return sum((minimum_of(p, m) for p in family(household, m)), F(0))


def guaranteed_minimum(household, m: int) -> F:
    _, able, lost, child = row(GUARANTEED, m)
    total = F(0)
    for p in family(household, m):
        if age(p, m) < 18:
            total += minimum_of(p, m) * child
        elif family_child(p, m):
            if unable_to_work(p, m):
                raise CannotTell("a student with a disability: whose share?")
            total += minimum(ABLE, m) * child
        else:
            total += minimum_of(p, m) * (lost if unable_to_work(p, m) else able)
    return total


def low_income_refused(household, m: int) -> bool:
    refused = (
        fact(household, "largest_purchase_12_months_uah") > 50000 or fact(household, "bank_deposits_uah") > 100000
        or fact(household, "second_dwelling") or fact(household, "cars_over_limit") or fact(household, "idle_able_bodied_member")
    )  # fmt: skip
    return bool(refused and not is_large(household, m))  # R21


def low_income_family_aid(household, m: int) -> F:
    if basic_aid_taken(household, m) or low_income_refused(household, m):
        return F(0)
    income, line = family_income(household, m), low_income_line(household, m)
    if income >= line:
        return F(0)
    aid = kopecks(min(max(F(0), guaranteed_minimum(household, m) - income), line * F(3, 4)))  # R42
    if m < month(2020, 7):  # art. 15 p. 1-1: after the limit
        for p in family(household, m):
            aid += 250 if 3 <= age(p, m) < 13 else 500 if 13 <= age(p, m) < 18 else 0
    return aid


# --- 2.9 basic social aid ---------------------------------------------------------------------------------------------------------


def basic_term(household, m: int) -> int:
    """First month of the six-month award that runs in a month (S15: extended without a claim)."""
    day = claim_day(household, "basic_social_aid", m)
    start = month_of(day) if day else m
    while start + 6 <= m:
        start += 6
    return start


def basic_social_aid(household, m: int) -> F:
    if m < month(2025, 7):
        return F(0)
    if (
        fact(household, "largest_purchase_12_months_uah") > 100000 or fact(household, "bank_deposits_uah") > 100000
        or fact(household, "basic_aid_idle_member")
        or (fact(household, "second_dwelling") and not fact(household, "second_dwelling_in_occupied_territory"))
    ):  # fmt: skip
        return F(0)
    day = claim_day(household, "basic_social_aid", m)
    claimed = month_of(day) if day else m
    if claimed < month(2025, 11) and not opens_basic_aid(household, m, claimed):
        return F(0)
    need = F(0)
    for p in family(household, m):
        group = fact(p, "disability_group")
        if role(p) == "head" or age(p, m) < 18 or group in ("I", "II"):
            need += 4500
        else:
            need += 4500 * F(7, 10)
    start = basic_term(household, m)
    earned = income_between(family(household, m), start - 4, start - 2) / 3  # R44
    return kopecks(max(F(0), need - earned))  # R17


def opens_basic_aid(household, m: int, claimed: int) -> bool:
    """S15: was the family granted one of the aids in the month of its claim? Those asked are the members of the computed month."""
    if low_income_award(household, claimed):
        return True
    for p in people(household, m):
        if award(p, "third_child_aid", "receives_third_child_aid", claimed) and third_child(household, m, claimed, p):
            return True
        if award(p, "single_mother_aid", "receives_single_mother_aid", claimed) and single_mothers_child(p, claimed):
            return True
        if claimed == month(2025, 10) and aid_of_law_1727(p, claimed):
            return True
    return False


# --- 2.10 housing subsidy ---------------------------------------------------------------------------------------------------------


def subsidy_season(m: int) -> int:
    """First month of the season: May to September without heating, October to April with it (S103)."""
    year, number = year_of(m), number_of(m)
    return month(year, 5) if 5 <= number <= 9 else month(year if number >= 10 else year - 1, 10)


def subsidy_last_month(m: int) -> int:
    """Heating season: quarters I and II of its first year (S103). Without heating, likewise: quarters III and IV of the year before."""
    start = subsidy_season(m)
    return month(year_of(start), 6) if number_of(start) == 10 else month(year_of(start) - 1, 12)


def housing_subsidy(household, m: int) -> F:
    refused = fact(household, "largest_purchase_12_months_uah") > 50000 or fact(household, "bank_deposits_uah") > 100000
    for name in (
        "utility_debt_over_limit", "currency_purchase_over_limit", "second_dwelling_not_exempt", "car_over_subsidy_limit",
        "adult_abroad_over_60_days", "adult_without_income_or_contributions", "alimony_debt_over_3_months",
    ):  # fmt: skip
        refused = refused or bool(fact(household, name))
    if not refused:
        area = fact(household, "dwelling_area_m2")
        lower, upper = (120, 130) if 120 < area <= 230 and fact(household, "dwelling_kind") == "flat" else (200, 230)
        if lower < area <= upper:
            raise CannotTell("120 or 130, 200 or 230 m2")
        refused = area > upper
    if refused:
        if m < month(2026, 1):
            raise CannotTell("the grounds of refusal were seen for 2026")
        return F(0)
    cost = fact(household, "utility_cost_within_norms_uah")
    if cost == 0:
        return F(0)
    members = people(household, m)
    last, of_pension = subsidy_last_month(m), subsidy_season(m) - 2
    # S103: the pension of August stands for each of the six months. S102: aids left out (the register's "benefit").
    total = income_between(members, last - 5, last, tuple(kind for kind in COUNTED if kind != "pension")) / 6
    total += income_between(members, of_pension, of_pension, ("pension",))
    kd = total / len(members) / minimum_of_january(GENERAL, m)
    po = kd / 2 * F(15, 100)  # R16: not rounded
    return kopecks(max(F(0), cost - po * total))


# --- 2.5 disability ---------------------------------------------------------------------------------------------------------------


def disability_aid(household, m: int, person) -> F:
    """2109-III art. 1-4, 13, 14, 18; shares of 2020 S165, of 2021 851-IX."""
    lost = minimum(LOST, m)
    year = min(year_of(m), 2022)
    of_a = {2020: F(1), 2021: F(3, 2), 2022: F(2)}[year]
    child = kopecks(lost * F(7, 10))
    if age(person, m) < 18 or (person["birth"].day == 1 and month_of(person["birth"]) + 18 * 12 == m):
        # To the month of the 18th birthday, that month included.
        if not fact(person, "child_with_disability"):
            return adult_part(m, person, lost, child, of_a, year)
        own = minimum(UNDER_6 if age(person, m) < 6 else FROM_6, m)
        aid = child
        if fact(person, "disabled_by_explosives") and m >= month(2021, 7):
            aid += kopecks(child / 2)
        if fact(person, "on_full_state_care"):
            return aid if fact(person, "orphan") else kopecks(aid / 2)
        if fact(person, "child_disability_subgroup_a"):
            care = own * of_a
        else:
            care = own / 2 if fact(person, "child_needs_care") and fact(person, "parent_not_working_or_single") else F(0)
        if care and m >= month(2026, 1):
            for p in people(household, m):
                if claim_day(p, "child_care_under_1", m) and child_care_under_1(household, m, p) > 0:
                    care = F(0)
        return aid + kopecks(care)
    return adult_part(m, person, lost, child, of_a, year)


def adult_part(m: int, person, *rest) -> F:
    granted = adult_disability_aid(m, person, *rest)
    return kopecks(granted / 4) if granted and fact(person, "on_full_state_care") else granted


def adult_disability_aid(m: int, person, lost: F, child: F, of_a: F, year: int) -> F:
    group = fact(person, "disability_group")
    if age(person, m) < 18 or not group or not fact(person, "disabled_since_childhood") or fact(person, "pension_chosen_instead"):
        return F(0)
    aid = kopecks(lost * {"I": F(1), "II": F(8, 10), "III": F(6, 10)}[group])
    if group == "I":
        subgroup = fact(person, "disability_subgroup")
        aid += kopecks(lost * {2020: {"A": F(3, 4), "B": F(1, 2)}, 2021: {"A": F(3, 2), "B": F(1)}, 2022: {"A": F(2), "B": F(1)}}[year][subgroup])
        return max(aid, child + kopecks(minimum(FROM_6, m) * of_a)) if subgroup == "A" else aid
    if fact(person, "lonely") and fact(person, "needs_constant_care"):
        aid += kopecks(lost * (F(15, 100) if year == 2020 else F(3, 4)))
    return aid


def aid_of_law_1727(person, m: int) -> bool:
    """An award of either aid of 1727-IV that is paid in place of a pension: the adults' and the children's."""
    adults = award(person, "no_pension_right_aid", "receives_no_pension_right_aid", m)
    return adults or award(person, "bereaved_child_aid", "receives_bereaved_child_aid", m)


def of_age_for_no_pension_aid(person, m: int) -> bool:
    """1727-IV art. 1."""
    if age(person, m) >= 65:
        return True
    if person["birth"] > date(1960, 12, 31) or age(person, m) < 62:
        return False
    if person["sex"] is None:
        raise CannotTell("sex")
    if person["sex"] == "male":
        return False
    halves = (month_of(person["birth"]) - month(1957, 10)) // 6
    return halves < 0 or months_later(person["birth"], 62 * 12 + 6 + 6 * halves) <= first_day(m)


def no_pension_right_aid(household, m: int, person) -> F:
    if m >= month(2025, 10) and basic_aid_taken(household, m):
        return F(0)
    return no_pension_aid_of_adult(m, person)


def bereaved_child_aid(household, m: int, person) -> F:
    if m >= month(2025, 10) and basic_aid_taken(household, m):
        return F(0)
    return share_of_bereaved_child(household, m, person)


def no_pension_aid_of_adult(m: int, person) -> F:
    lost = minimum(LOST, m)
    group = fact(person, "disability_group")
    if age(person, m) < 18 or (not group and not of_age_for_no_pension_aid(person, m)):
        return F(0)
    if not entitled_to_no_pension(person, m):
        return F(0)
    shares = [{"I": F(1), "II": F(8, 10), "III": F(6, 10)}[group]] if group else []
    if of_age_for_no_pension_aid(person, m):
        shares.append(F(3, 10))
        shares.append(F(1) if fact(person, "mother_heroine") else F(0))
        shares.append(F(5, 10) if fact(person, "clergy_service") else F(0))
    elif group != "I" and fact(person, "mother_heroine"):
        raise CannotTell("is the title a ground before the age?")
    if group != "I":  # R7: the person's own income, also for groups II and III
        # Which six months: those before the month, as the note of the rule says.
        average = income_between([person], m - 6, m - 1) / 6
        if average > lost:
            return F(0)
    return kopecks(lost * max(shares))  # the larger of several shares: a note of the rule


def entitled_to_no_pension(person, m: int) -> bool:
    if fact(person, "receives_survivor_pension"):
        return False
    if person["facts"].get("no_pension_right") is False:
        return False
    if income(person, m, ("pension",)) > 0:
        return False
    return bool(fact(person, "no_pension_right"))


def child_of_deceased(person, m: int) -> bool:
    """1727-IV art. 5: under 18, in day study under 23, an orphan under 23 anyhow."""
    if not fact(person, "lost_breadwinner"):
        return False
    return child_or_student(person, m) or bool(age(person, m) < 23 and fact(person, "orphan"))


def share_of_bereaved_child(household, m: int, person) -> F:
    if not child_of_deceased(person, m) or not entitled_to_no_pension(person, m):
        return F(0)
    children = [p for p in people(household, m) if child_of_deceased(p, m) and entitled_to_no_pension(p, m)]
    percent = {1: 100, 2: 120}.get(len(children), 150)
    # For all of them together. Divided equally; the kopecks that are left go to the eldest (a note of the rule).
    together = int(kopecks(minimum(LOST, m) * F(percent, 100)) * 100)
    share, left = divmod(together, len(children))
    eldest = children[0]
    for p in children:
        if p["birth"] < eldest["birth"]:
            eldest = p
    return F(share + (left if person is eldest else 0), 100)


def paid_from_first_day(code: str, person, m: int, claimed: date) -> bool:
    """1727-IV art. 5: does a claim made after the month bring it? Three months from the age or the disability, twelve from the death."""
    if code == "bereaved_child_aid":
        terms = [months_later(since(person, "lost_breadwinner"), 12)]
    else:
        terms = [months_later(since(person, "disability_group"), 3)] if fact(person, "disability_group") else []
        if age(person, m) <= 65 and of_age_for_no_pension_aid(person, m):
            terms.append(months_later(day_of_age_for_no_pension_aid(person), 3))
    if m < month(2023, 8):  # art. 18 p. 3-1: terms open in the quarantine end a month after it
        terms = [max(term, date(2023, 7, 31)) if term >= date(2020, 3, 12) else term for term in terms]
    return any(claimed <= term for term in terms)


def since(person, name: str) -> date:
    return person["since"].get(name, date(2000, 1, 1))


def day_of_age_for_no_pension_aid(person) -> date:
    born = person["birth"]
    if person["sex"] is None and born <= date(1960, 12, 31):
        raise CannotTell("sex")
    months = 65 * 12
    if person["sex"] == "female" and born <= date(1960, 12, 31):  # 1727-IV art. 1: half a year more for each half-year of birth from 1953-10
        half_years = 0 if born < date(1953, 10, 1) else (month_of(born) - month(1953, 10)) // 6 + 1
        months = min(months, 58 * 12 + 6 * half_years)
    return months_later(born, months)


def psychiatric_care_aid(household, m: int) -> F:
    """1489-III art. 5."""
    cared, carers = [], 0
    for p in people(household, m):
        needs = fact(p, "mental_disorder_disability") and fact(p, "needs_constant_care") and fact(p, "disability_group") in ("I", "II")
        if needs:
            cared.append(p)
        elif age(p, m) >= 18:
            carers += 1
    if not cared or not carers:
        return F(0)
    if len(cared) > 1:
        raise CannotTell("one aid, or one for each")

    def in_need(p) -> bool:
        ill = fact(p, "elderly_cognitive_disorder") or fact(p, "incurably_ill") or (age(p, m) < 18 and fact(p, "gravely_ill_child"))
        return bool(p in cared or fact(p, "disability_group") == "I" or (age(p, m) < 18 and fact(p, "child_with_disability")) or ill)

    # The family (a note of the rule): that of low-income aid and those in need; all adults where it has nobody who can care.
    close = family(household, m)
    has_carer = any(age(p, m) >= 18 and not in_need(p) for p in close)
    members = [p for p in people(household, m) if p in close or in_need(p) or (age(p, m) >= 18 and not has_carer)]
    earned = income_between(members, m - 6, m - 1) / 6  # which months: a note of the rule
    cap = minimum(GENERAL, m)
    by_general = min(cap, max(F(0), 3 * cap * len(members) - earned))
    own = F(0)
    for p in members:
        own += minimum_of(p, m)
    by_own = min(cap, max(F(0), 3 * own - earned))
    if by_general != by_own:
        raise CannotTell("R8")
    return kopecks(by_own)


# --- 2.7 families -----------------------------------------------------------------------------------------------------------------


def birth_grant(household, m: int, person) -> F:
    if fact(person, "on_full_state_care"):
        return F(0)
    after = m - month_of(person["birth"])
    if after < 0:
        return F(0)
    if person["birth"] >= date(2026, 1, 1):
        return F(50000) if after == 0 else F(0)
    if after == 0:
        return F(10320)
    return F(860) if after <= 36 else F(0)  # R3


def third_child(household, m: int, at: int, person) -> bool:
    """The third or a next child, under six, among the members of month m with their ages in month `at`."""
    if not family_child(person, at) or age(person, at) >= 6 or person["birth"] > last_day(at) or fact(person, "on_full_state_care"):
        return False
    older = 0
    for p in people(household, m):
        if p is not person and family_child(p, at):
            if p["birth"] < person["birth"] or (p["birth"] == person["birth"] and before_in(household, p, person)):
                older += 1
    return older >= 2


def third_child_aid(household, m: int, person) -> F:
    if m >= month(2025, 7) and basic_aid_taken(household, m):
        return F(0)
    if not fact(household, "large_family_certificate") or not third_child(household, m, m, person):
        return F(0)
    return F(1700) if m < month(2021, 1) else F(2100)


def before_in(household, one, other) -> bool:
    for p in household["persons"]:
        if p is one:
            return True
        if p is other:
            return False
    raise AssertionError


def year_later(day: date, years: int = 1) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def leave_end(household, m: int, child) -> date:
    """Last day of the maternity leave for this child; where none is on record, the 56th day after the birth (R45)."""
    holders = [p for p in people(household, m) if p["sex"] != "male" and fact(p, "maternity_leave_certificate")]
    if holders:
        if any(p["sex"] is None for p in holders):
            raise CannotTell("sex")
        holder = min(holders, key=lambda p: (p["birth"], household["persons"].index(p)))
        begins = fact(holder, "maternity_leave_from")
        if not isinstance(begins, date):
            raise CannotTell("maternity_leave_from")
        days = 180 if fact(holder, "chornobyl_category") in ("1", "2", "3") else 140 if fact(holder, "maternity_leave_longer") else 126
        ends = begins + timedelta(days=days - 1)
        if begins <= child["birth"] <= ends:
            return ends
    return child["birth"] + timedelta(days=56)


def child_care_under_1(household, m: int, person) -> F:
    if m < month(2026, 1):
        return F(0)
    last = min(year_later(person["birth"]), last_day(m))  # R46
    first = max(leave_end(household, m, person) + timedelta(days=1), first_day(m))
    days = (last - first).days + 1
    if days <= 0 or fact(person, "on_full_state_care") or (fact(person, "in_foster_care") and person in foster_children(household, m)):
        return F(0)
    if is_foster_family(household, m):
        raise CannotTell("R47")
    monthly = F(10500) if fact(person, "child_with_disability") else F(7000)
    return kopecks(monthly * days / ((last_day(m) - first_day(m)).days + 1))  # R50


def single_mothers_child(person, m: int) -> bool:
    if fact(person, "under_guardianship") or fact(person, "in_foster_care") or fact(person, "on_full_state_care"):  # a note of the rule
        return False
    if person["birth"] > last_day(m) or not child_or_student(person, m):
        return False
    if fact(person, "child_of_single_mother") and not fact(person, "lives_with_both_parents"):
        return True
    if not fact(person, "child_of_widowed_parent") or fact(person, "receives_survivor_pension"):
        return False
    return not award(person, "bereaved_child_aid", "receives_bereaved_child_aid", m)


def single_mother_aid(household, m: int, person) -> F:
    if m >= month(2025, 7) and basic_aid_taken(household, m):
        return F(0)
    if not single_mothers_child(person, m):
        return F(0)
    if m >= month(2020, 7) and low_income_refused(household, m):
        return F(0)
    members = family(household, m)
    if not members:
        raise CannotTell("nobody to count the income of")
    return kopecks(max(F(0), childs_minimum(person, m) - family_income(household, m) / len(members)))


def guardianship_aid(household, m: int, person) -> F:
    if not fact(person, "under_guardianship") or fact(person, "in_foster_care") or age(person, m) >= 18:
        return F(0)
    times = F(7, 2) if fact(person, "child_with_disability") else F(5, 2)
    own = income(person, m, ("pension", "alimony", "stipend"))
    # R49: the child's other monthly state aids are taken off, the one for disability is not.
    if person["claims"].get("child_care_under_1") or fact(person, "receives_child_care_under_1"):
        own += child_care_under_1(household, m, person)
    if award(person, "bereaved_child_aid", "receives_bereaved_child_aid", m):
        own += bereaved_child_aid(household, m, person)
    if m > month_of(person["birth"]) and person["claims"].get("birth_grant"):
        own += birth_grant(household, m, person)
    return kopecks(max(F(0), times * childs_minimum(person, m) - own))


def foster_children(household, m: int) -> list:
    return [p for p in people(household, m) if fact(p, "in_foster_care") and child_or_student(p, m)]


def is_foster_family(household, m: int) -> bool:
    return bool(foster_children(household, m))


def foster_parent_pay(household, m: int) -> F:
    children = foster_children(household, m)
    if not children:
        return F(0)
    if any(age(p, m) >= 18 for p in children):
        raise CannotTell("R24")
    if m < month(2026, 1):
        return sum((childs_minimum(p, m) for p in children), F(0))  # S117
    k = ki = kia = 0
    for p in children:
        k += 1
        if fact(p, "child_with_disability"):
            if fact(p, "child_disability_subgroup_a"):
                kia += 1
            else:
                ki += 1
    if k == ki + kia:
        raise CannotTell("R22")
    able = minimum(ABLE, m)
    return kopecks(F(5, 2) * able + F(3, 2) * able * (k - ki - kia - 1) + 2 * able * ki + F(7, 2) * able * kia)


# --- 2.11 displaced ---------------------------------------------------------------------------------------------------------------


def idp_living_aid(household, m: int, person) -> F:
    if m < month(2022, 3) or not fact(person, "idp_status"):  # R14
        return F(0)
    amount = F(3000) if age(person, m) < 18 or disabled(person) else F(2000)
    if fact(household, "bank_deposits_uah") > 100000 and not fact(person, "orphan"):
        if m < month(2023, 8):
            raise CannotTell("from which day deposits refuse")
        return F(0)
    if m < month(2024, 3):  # S104: tested at the extension, R15
        return amount
    # Either way is enough, and what is not known of the other does not matter then.
    for way in (idp_income_fits, idp_not_tested):
        try:
            if way(household, m, person):
                break
        except CannotTell as not_known:
            doubt = not_known
    else:
        if "doubt" in locals():
            raise doubt
        return F(0)
    if m >= month(2026, 9):
        raise CannotTell("extended to August 2026; what follows was not seen")
    return amount


def idp_limit(m: int) -> F:
    return 4 * minimum_of_january(LOST, m)


def idp_income_fits(household, m: int, person) -> bool:
    displaced = [p for p in people(household, m) if fact(p, "idp_status")]
    start = m  # terms of six months from March and September
    while number_of(start) not in (3, 9):
        start -= 1
    return income_between(displaced, start - 3, start - 1) / 3 / len(displaced) <= idp_limit(m)


def idp_not_tested(household, m: int, person) -> bool:
    """S104: disability I and II, children with a disability or gravely ill, orphans to 23, who brings up children in care, small pensions."""
    if fact(person, "disability_group") in ("I", "II") or fact(person, "child_with_disability"):
        return True
    if fact(person, "orphan") and age(person, m) < 23:
        return True
    if any(fact(p, "idp_status") and (fact(p, "in_foster_care") or fact(p, "under_guardianship")) for p in people(household, m)):
        if role(person) in ("head", "spouse"):
            return True
    if age(person, m) < 18:
        return bool(fact(person, "gravely_ill_child"))
    return 0 < pension(person, month(year_of(m), 1)) <= idp_limit(m)


# --- 2.2, 2.3 veterans ------------------------------------------------------------------------------------------------------------


def pension(person, m: int) -> F:
    return income(person, m, ("pension",))


def pension_or_aid(person, m: int) -> bool:
    """Arts. 12-16 of law 3551-XII: a pension, or a state aid paid in its place."""
    if aid_of_law_1727(person, m) or (age(person, m) >= 18 and claim_day(person, "disability_aid", m)):
        return True
    return pension(person, m) > 0


def war_veteran_annual_payment(household, m: int, person) -> F:
    year, number = year_of(m), number_of(m)
    if number != (5 if year <= 2022 else 8):
        return F(0)
    status = war_status(person, first_day(m))
    if status is None:
        return F(0)
    if status == "family_of_fallen" and person["facts"].get("fallen_family_ground") == "other":
        return F(0)
    if year >= 2023 and not fact(person, "in_military_service") and person["facts"].get("applied_for_veteran_payment") is not True:
        # S30: paid without a claim to pensioners and those in service only.
        if pension(person, m) == 0 and not fact(person, "applied_for_veteran_payment"):
            return F(0)
    if status == "family_of_fallen":
        fact(person, "fallen_family_ground")
    if status not in VETERANS[year]:
        raise CannotTell("a blank of the table")
    return F(VETERANS[year][status])


def war_rise(person, m: int, status: str, percent: int) -> F:
    if war_status(person, first_day(m)) != status or percent == 0 or not pension_or_aid(person, m):
        return F(0)
    return kopecks(minimum_for_pensions(m) * percent / 100)


def combatant_pension_rise(household, m: int, person) -> F:
    return war_rise(person, m, "combatant", 25)


def war_disability_pension_rise(household, m: int, person) -> F:
    return sum((war_rise(person, m, status, percent) for status, percent in (("disability_I", 50), ("disability_II", 40), ("disability_III", 30))), F(0))


def war_participant_pension_rise(household, m: int, person) -> F:
    if war_status(person, first_day(m)) != "war_participant" or not pension_or_aid(person, m):
        return F(0)
    young = person["birth"] > date(1945, 9, 2)
    return war_rise(person, m, "war_participant", 10 if young or not fact(person, "rear_work_award") else 15)


def fallen_family_pension_rise(household, m: int, person) -> F:
    if war_status(person, first_day(m)) != "family_of_fallen" or not pension_or_aid(person, m):
        return F(0)
    percents = {"killed": 25, "widow_of_war_disabled": 25, "widow_of_common_illness": 10, "other": 0}
    return war_rise(person, m, "family_of_fallen", percents[fact(person, "fallen_family_ground")])


def special_war_merits_supplement(household, m: int, person) -> F:
    amount = war_rise(person, m, "special_merits", 70)
    if amount and pension(person, m) > 0:  # art. 27 p. 3: all together not above ten minimums
        return min(amount, max(F(0), 10 * minimum_for_pensions(m) - pension(person, m)))
    return amount


def combatant_living_aid(household, m: int, person) -> F:
    """Law 1603-IV, art. 1, 2: with a pension (a note of the rule)."""
    amount = {"disability_I": 70, "disability_II": 50, "disability_III": 50, "combatant": 40}.get(war_status(person, first_day(m)) or "", 0)
    return F(amount) if amount and pension(person, m) > 0 else F(0)


def combatant_minimum_pension_top_up(household, m: int, person) -> F:
    """The pension with its other top-ups is raised to the combatant's minimum, and not above it."""
    if war_status(person, first_day(m)) != "combatant" or pension(person, m) == 0:
        return F(0)
    level = kopecks(minimum_for_pensions(m) * F(21, 10))
    if m >= month(2025, 3):
        level = max(level, F(5528 if m < month(2026, 3) else 6197))
    received = pension(person, m)
    if received >= level:
        return F(0)
    if fact(person, "chornobyl_category") == "1":
        raise CannotTell("is there a Chornobyl top-up besides?")
    return max(F(0), level - received - minimum_old_age_pension(household, m, person) - pension_floor_at_65(household, m, person))


def chornobyl_pension_supplement(household, m: int, person) -> F:
    zone = household["facts"].get("radiation_zone")  # of the settlement: not known where nothing is written
    if zone == "enhanced_control" or fact(person, "employed") or pension(person, m) == 0:
        return F(0)
    if m < month(2025, 1):
        raise CannotTell("by decisions of courts only")
    if fact(person, "chornobyl_category") not in ("1", "2", "3"):
        return F(0)
    if person["facts"].get("lived_in_resettlement_zone_since_accident") is False:
        return F(0)
    if zone is None:
        raise CannotTell("radiation_zone")
    fact(person, "lived_in_resettlement_zone_since_accident")
    return F(2361 if m < month(2026, 1) else 2595)


def war_disability_one_off(household, m: int, person) -> F:
    status = war_status(person, last_day(m))
    if status is None or not status.startswith("disability"):
        return F(0)
    since = person["since"].get("war_status")
    if since is None:
        raise CannotTell("the day of the group")
    if month_of(since) != m or not fact(person, "war_disability_of_defender"):
        return F(0)
    times = {"disability_I": 400, "disability_II": 300, "disability_III": 250}[status]
    return times * minimum_of_january(ABLE, m)


def utilities_discount_combatant(household, m: int) -> F:
    members = people(household, m)
    if not any(war_status(p, first_day(m)) == "combatant" for p in members):
        return F(0)
    # Who else has a discount shares the cost: only households of combatants alone are judged here.
    for p in members:
        if age(p, m) >= 85:  # art. 12: perhaps the discount of a person with disability due to war
            raise CannotTell("another discount")
        role(p)  # whose family somebody is, decides what covers them
        if war_status(p, first_day(m)) not in (None, "combatant") or born_as_child_of_war(p):
            raise CannotTell("another discount")
        for name in ("chornobyl_category", "chornobyl_child_disability", "chornobyl_bereaved", "repressed_status", "military_service_veteran",
                     "special_labour_merits", "military_veteran_bereaved", "cares_for_war_disabled", "in_foster_care", "under_guardianship"):  # fmt: skip
            if fact(p, name):
                raise CannotTell("another discount")
    if is_large(household, m):
        raise CannotTell("another discount")
    return kopecks(fact(household, "utility_cost_within_privilege_norms_uah") * F(3, 4))


def born_as_child_of_war(person) -> bool:
    return date(1927, 9, 3) <= person["birth"] <= date(1945, 9, 2)


def child_of_war_pension_rise(household, m: int, person) -> F:
    if not born_as_child_of_war(person) or fact(person, "not_a_citizen") or war_status(person, first_day(m)):
        return F(0)
    return F("66.43") if pension_or_aid(person, m) else F(0)


# --- 1.4 pensions -----------------------------------------------------------------------------------------------------------------


def minimum_for_pensions(m: int) -> F:
    """3460-IX: the recalculation of 2024 was put off to March."""
    return minimum(LOST, m if m not in (month(2024, 1), month(2024, 2)) else month(2023, 12))


def old_age_pensioner(person, m: int) -> bool:
    """A pension of somebody of pension age is an old-age one (a note of the rule)."""
    return not fact(person, "receives_survivor_pension") and bool(fact(person, "early_old_age_pension") or pension_age(person, m))


def by_sex(person, man, woman):
    if person["sex"] is None:
        raise CannotTell("sex")
    return man if person["sex"] == "male" else woman


def before_october_2011(person) -> bool:
    """1058-IV XV p. 4-1. Who was too young on 30.09.2011 for an ordinary pension was granted it later."""
    if not fact(person, "early_old_age_pension") and years(person["birth"], date(2011, 9, 30)) < by_sex(person, 60, 55):
        return False
    return fact(person, "pension_granted_on") < date(2011, 10, 1) and not fact(person, "pension_recalculated_with_later_pay")


def higher_level(person, m: int) -> bool:
    """Somebody for whom there is a lowest payment above the minimum pension. R11: until March 2023 none is sure for a short record."""
    if works(person, m) or fact(person, "receives_survivor_pension"):
        return False
    if not fact(person, "disability_group") and not old_age_pensioner(person, m):
        return False
    if m >= month(2023, 3):
        return True
    if m < month(2020, 4) and (age(person, m) < 65 or fact(person, "pension_under_other_law")):
        return False
    if m >= month(2020, 4) and fact(person, "disability_group") == "I":
        return True
    record = fact(person, "insurance_record_years")
    return record >= by_sex(person, 35, 30) or (m >= month(2020, 4) and age(person, m) >= 80 and record >= by_sex(person, 25, 20))


def minimum_old_age_pension(household, m: int, person) -> F:
    """1058-IV art. 28."""
    received, lowest = pension(person, m), minimum_for_pensions(m)
    if received == 0 or received >= lowest or not old_age_pensioner(person, m) or fact(person, "pension_under_other_law"):
        return F(0)
    if higher_level(person, m):
        return F(0)
    record, full = fact(person, "insurance_record_years"), by_sex(person, 35, 30)
    if record >= full:
        return lowest - received
    if before_october_2011(person):
        return max(F(0), kopecks(min(lowest, lowest * record / by_sex(person, 25, 20))) - received)
    if age(person, m) < 65:
        young = not fact(person, "early_old_age_pension") and years(person["birth"], date(2018, 1, 1)) < by_sex(person, 60, 55)
        if young or fact(person, "pension_granted_on") > date(2018, 1, 1):
            return F(0)
    return max(F(0), kopecks(lowest * record / full) - received)


def long_service_supplement(household, m: int, person) -> F:
    """1058-IV art. 28 p. 1, 27 p. 3."""
    if not old_age_pensioner(person, m) or fact(person, "pension_under_other_law") or pension(person, m) == 0:
        return F(0)
    record = fact(person, "insurance_record_years")
    extra = record - by_sex(person, 25, 20)
    if extra > 0 and not before_october_2011(person):
        extra = record - by_sex(person, 35, 30)
    if extra <= 0:
        return F(0)
    base, lowest = fact(person, "base_pension_uah"), minimum_for_pensions(m)
    return min(kopecks(min(base, lowest) * extra / 100), max(F(0), 10 * lowest - base))


def pension_age_supplement(household, m: int, person) -> F:
    """S106: by days from the birthday; a whole month only if born on the first."""
    first, last = (level_by_age(m, person, on) for on in (first_day(m), last_day(m)))
    if last == 0 or pension(person, m) == 0:
        return F(0)
    room = room_under_cap(household, m, person, last)
    if min(first, room) == min(last, room):
        return min(last, room)
    reached = years(person["birth"], last_day(m))
    birthday = months_later(person["birth"], reached * 12)
    days, after = (last_day(m) - first_day(m)).days + 1, (last_day(m) - birthday).days + 1
    return kopecks((min(last, room) * after + min(first, room) * (days - after)) / days)


def level_by_age(m: int, person, on: date) -> F:
    reached = years(person["birth"], on)
    levels = row(AGE_SUPPLEMENT, m)
    return F(0 if reached < 70 else levels[1] if reached < 75 else levels[2] if reached < 80 else levels[3])


def room_under_cap(household, m: int, person, level: F) -> F:
    """The pension with its supplements is compared; where they are not known but cannot matter, they need not be."""
    caps = [F("9205.19")] if m < month(2021, 1) else [F("10340.35")] if m >= month(2021, 10) else [F("9205.19"), F("10340.35")]  # S106, R12
    received, lowest = pension(person, m), minimum_for_pensions(m)
    merits = F(0)
    if war_status(person, first_day(m)) == "special_merits":
        merits = min(kopecks(lowest * F(7, 10)), max(F(0), 10 * lowest - received))
    level_of_status = F(0)
    if war_status(person, first_day(m)) == "combatant":
        level_of_status = F(6197)  # the highest there was
    if max(received, F(4213), level_of_status) + merits + lowest / 2 + level <= caps[0]:
        return level
    whole = received + merits
    for part in (minimum_old_age_pension, pension_floor_at_65, long_service_supplement, combatant_minimum_pension_top_up):
        whole += part(household, m, person)
    rooms = {max(F(0), min(level, cap - whole)) for cap in caps}
    if len(rooms) > 1:
        raise CannotTell("R12")
    return rooms.pop()


def pension_floor_at_65(household, m: int, person) -> F:
    received = pension(person, m)
    if received == 0 or works(person, m) or fact(person, "receives_survivor_pension"):
        return F(0)
    # Whether the levels concern a pension under another law, or one before the pension age, is not in the facts.
    other_law = bool(fact(person, "pension_under_other_law"))
    old = age(person, m)
    disability_I = fact(person, "disability_group") == "I"
    _, any_record, full, full_70, full_65, at_80 = row(FLOORS, m)
    wage_floor = kopecks(max(F(row(WAGES, m)[1]) * F(4, 10), minimum_for_pensions(m)))  # 1058-IV art. 42: of the month
    # Levels were never lowered, so none of the unknown ones is above those of March 2024 (a note of the rule).
    if received >= max(at_80 if m >= month(2024, 3) else 3370, wage_floor):
        return F(0)
    if m < month(2020, 4) and old < 65:
        return F(0)
    if other_law or (not pension_age(person, m) and not disability_I):
        raise CannotTell("which levels concern this pension")
    record = fact(person, "insurance_record_years")
    is_full = record >= by_sex(person, 35, 30)
    levels = []
    if m >= month(2020, 4):
        levels.append(any_record if not (is_full or disability_I) else full)
        if is_full and old >= 70:
            levels.append(full_70)
        if is_full and old >= 65:
            levels.append(full_65)
        if old >= 80 and record >= by_sex(person, 25, 20):
            levels.append(at_80)
    if is_full and old >= 65:
        levels.append(wage_floor)
    if any(level is None for level in levels):
        raise CannotTell("R11")
    return max([F(0)] + [F(level) - received for level in levels])


HOUSEHOLD_RIGHTS = {
    "low_income_family_aid": low_income_family_aid,
    "basic_social_aid": basic_social_aid,
    "housing_subsidy": housing_subsidy,
    "psychiatric_care_aid": psychiatric_care_aid,
    "foster_parent_pay": foster_parent_pay,
    "utilities_discount_combatant": utilities_discount_combatant,
}
PERSON_RIGHTS = {
    "disability_aid": disability_aid,
    "no_pension_right_aid": no_pension_right_aid,
    "bereaved_child_aid": bereaved_child_aid,
    "birth_grant": birth_grant,
    "third_child_aid": third_child_aid,
    "child_care_under_1": child_care_under_1,
    "single_mother_aid": single_mother_aid,
    "guardianship_aid": guardianship_aid,
    "idp_living_aid": idp_living_aid,
    "war_veteran_annual_payment": war_veteran_annual_payment,
    "combatant_pension_rise": combatant_pension_rise,
    "war_disability_pension_rise": war_disability_pension_rise,
    "war_participant_pension_rise": war_participant_pension_rise,
    "fallen_family_pension_rise": fallen_family_pension_rise,
    "special_war_merits_supplement": special_war_merits_supplement,
    "combatant_living_aid": combatant_living_aid,
    "combatant_minimum_pension_top_up": combatant_minimum_pension_top_up,
    "chornobyl_pension_supplement": chornobyl_pension_supplement,
    "war_disability_one_off": war_disability_one_off,
    "child_of_war_pension_rise": child_of_war_pension_rise,
    "pension_age_supplement": pension_age_supplement,
    "pension_floor_at_65": pension_floor_at_65,
    "minimum_old_age_pension": minimum_old_age_pension,
    "long_service_supplement": long_service_supplement,
}
AUTOMATIC = {
    "war_veteran_annual_payment", "combatant_pension_rise", "child_of_war_pension_rise", "pension_age_supplement", "pension_floor_at_65",
    "war_disability_pension_rise", "war_participant_pension_rise", "fallen_family_pension_rise", "special_war_merits_supplement",
    "combatant_living_aid", "combatant_minimum_pension_top_up", "chornobyl_pension_supplement",
    "minimum_old_age_pension", "long_service_supplement",
}  # fmt: skip


def amount(code: str, household, m: int, person=None) -> F | None:
    """Hryvnias of a guarantee in a month; None: this oracle cannot tell."""
    try:
        return HOUSEHOLD_RIGHTS[code](household, m) if person is None else PERSON_RIGHTS[code](household, m, person)
    except CannotTell:
        return None


def state(code: str, household, m: int, person=None) -> str | None:
    """How the right stands at the end of the month; who does not live to see it, is not told to claim."""
    found = standing(code, household, m, person)
    alive = [p for p in ([person] if person else people(household, m)) if p["died"] is None or p["died"] > last_day(m)]
    return "not_due" if found == "claimable" and not alive else found


def standing(code: str, household, m: int, person=None) -> str | None:
    """How the right stands at the end of the month: every claim here was granted on its day."""
    due = amount(code, household, m, person)
    if due is None:
        return None
    if due == 0:
        return "not_due"
    if code in AUTOMATIC:
        return "due"
    holder = person or household
    if code == "birth_grant":
        until = person["birth"]
        try:
            until = until.replace(year=until.year + 1)  # R2: the same day a year later is in time
        except ValueError:
            return None  # 29 February
        if any(day <= until for day in holder["claims"].get(code, [])):
            return "due"
        return "claimable" if last_day(m) <= until else "not_due"
    if code == "child_care_under_1":  # S194: to the end of the month after the first birthday
        until = last_day(month_of(year_later(person["birth"])) + 1)
        if any(day <= until for day in holder["claims"].get(code, [])):
            return "due"
        return "claimable" if last_day(m) <= until else "not_due"
    if code == "housing_subsidy":
        # S103: a claim of a season's first two months runs from its beginning.
        start = subsidy_season(m)
        until = last_day(start + 1) if m - start < 2 else last_day(m)
        return "due" if any(day <= until for day in holder["claims"].get(code, [])) else "claimable"
    if code == "war_disability_one_off":  # of an event, whenever it is claimed
        return "due" if holder["claims"].get(code) else "claimable"
    if code in ("no_pension_right_aid", "bereaved_child_aid") and not claim_day(holder, code, m):
        try:
            return "due" if any(paid_from_first_day(code, person, m, day) for day in holder["claims"].get(code, [])) else "claimable"
        except CannotTell:
            return None
    return "due" if claim_day(holder, code, m, 6 if code == "low_income_family_aid" else None) else "claimable"
