"""The reference evaluator of the Ukrainian law against `oracle_ukraine`, which knows the facts and not the rules: random households."""

from __future__ import annotations

import calendar
import os
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle_ukraine as oracle
from oracle_ukraine import HOUSEHOLD_RIGHTS, PERSON_RIGHTS, month
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.model import Law
from zhyto.register.record import Claim, Complete, Entity, Household, Income, Spell

EXAMPLES = 2500 * max(1, int(os.environ.get("ZHYTO_DEEP", "0")) // 10)
SEXES = {None: 0, "female": 1, "male": 2}
ROLES = {None: 0, "head": 1, "spouse": 2, "child": 3, "parent": 4, "other": 5}
VETERAN = ["disability_I", "disability_II", "disability_III", "combatant", "special_merits", "family_of_fallen", "war_participant"]
# Months in which a figure or a condition changes.
CHANGES = [
    *(month(2020, n) for n in (4, 7, 9, 12)), *(month(2021, n) for n in (1, 3, 4, 7, 12)), *(month(2022, n) for n in (3, 7, 10, 12)),
    *(month(2023, n) for n in (1, 5, 8)), *(month(2024, n) for n in (1, 3, 4)), *(month(2025, n) for n in (1, 3, 7, 10, 11)),
    *(month(2026, n) for n in (1, 3, 9)),
]  # fmt: skip
THEMES = [
    "family", "family", "poor", "poor", "idp", "idp", "foster", "pensioners", "pensioners", "veterans", "veterans", "veterans",
    "disability", "disability",
]  # fmt: skip


# --- drawing one household --------------------------------------------------------------------------------------------------------


class Draw:
    """A household of a theme in a month, from one seed: boundary ages, incomes at thresholds and a kopeck beside them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.theme = self.random.choice(THEMES)
        self.month = self.draw_month()
        self.household = {"facts": {}, "claims": {}, "persons": []}
        getattr(self, self.theme)()
        self.property()
        self.claims()
        self.incomes()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def draw_month(self) -> int:
        if self.theme == "veterans" and self.chance(0.4):
            year = self.random.randint(2020, 2026)
            return month(year, 5 if year <= 2022 else 8)
        if self.chance(0.3):
            return self.random.choice(CHANGES) - self.random.randint(0, 1)
        if self.theme == "foster" and self.chance(0.7):
            return self.random.randint(month(2026, 1), month(2026, 12))
        if self.theme in ("pensioners", "poor") and self.chance(0.5):
            return self.random.randint(month(2024, 3), month(2026, 12))
        return self.random.randint(month(2020, 1), month(2026, 12))

    def birth(self, *ages: int) -> date:
        """Some age, or right at one of the boundary ages on the first of the month."""
        first = oracle.first_day(self.month)
        years = self.random.choice(ages)
        if self.chance(0.04):
            return date(first.year - years - (first.year - years) % 4, 2, 29)
        born = first.replace(year=first.year - years)
        days = calendar.monthrange(self.month // 12, self.month % 12 + 1)[1]
        inside, before = self.random.randint(1, days), -self.random.randint(1, 364)
        return born + timedelta(days=self.random.choice([0, 0, -1, 1, inside, before, before]))

    def person(self, role: str | None, *ages: int, sex: str | None = None):
        random = self.random
        found = {
            "birth": self.birth(*ages), "sex": sex or random.choice(["female", "male"]), "role": role, "died": None, "facts": {}, "since": {},
            "claims": {}, "income": {}, "gaps": set(),
        }  # fmt: skip
        if min(ages) >= 18:
            found["birth"] = min(found["birth"], oracle.first_day(self.month).replace(year=self.month // 12 - 18))
        if self.chance(0.01):
            found["role"] = None
        if self.chance(0.02):
            found["died"] = oracle.first_day(self.month) + timedelta(days=random.randint(-40, 60))
            if found["died"] < found["birth"]:
                found["died"] = None
        if oracle.age(found, self.month) >= 18 and self.chance(0.12):
            self.disable(found)
        self.household["persons"].append(found)
        return found

    def set(self, holder, name: str, share: float, value=True) -> None:
        if self.chance(share):
            holder["facts"][name] = value

    def disable(self, person) -> None:
        person["facts"]["disability_group"] = self.random.choice(["I", "II", "III"])
        self.set(person, "disabled_since_childhood", 0.6)
        self.set(person, "disability_subgroup", 0.85, self.random.choice(["A", "B"]))
        self.set(person, "mental_disorder_disability", 0.5)
        self.set(person, "needs_constant_care", 0.6)
        self.set(person, "lonely", 0.3)
        self.set(person, "employed", 0.15)
        self.set(person, "on_full_state_care", 0.05)

    def child(self, *ages: int):
        person = self.person("child", *(ages or (0, 0, 1, 2, 3, 5, 6, 6, 7, 12, 14, 17, 18, 18, 20, 23)))
        old = oracle.age(person, self.month)
        if old >= 16:
            self.set(person, "studies_full_time", 0.6)
            self.set(person, "has_own_family", 0.05)
        self.set(person, "on_full_state_care", 0.01)
        if old < 18 and self.chance(0.15):
            person["facts"]["child_with_disability"] = True
            self.set(person, "child_disability_subgroup_a", 0.4)
            self.set(person, "disabled_by_explosives", 0.1)
            self.set(person, "on_full_state_care", 0.1)
            self.set(person, "orphan", 0.1)
            self.set(person, "child_needs_care", 0.6)
            self.set(person, "parent_not_working_or_single", 0.6)
        if self.chance(0.04):
            person["facts"]["adopted"] = True
            person["facts"]["adoption_date"] = person["since"]["adopted"] = person["birth"] + timedelta(days=self.random.randint(30, 600))
        return person

    def family(self) -> None:
        self.person("head", 20, 25, 35, 40, 60)
        for _ in range(self.random.randint(0, 4)):
            self.child()
        if self.chance(0.6):
            self.person("spouse", 22, 30, 40, 59)
        else:
            for p in self.household["persons"][1:]:
                self.set(p, "child_of_single_mother", 0.6)
                self.set(p, "lives_with_both_parents", 0.05)
                if "child_of_single_mother" not in p["facts"]:
                    self.set(p, "child_of_widowed_parent", 0.5)
                    self.set(p, "receives_survivor_pension", 0.2)
        if self.chance(0.3):
            parent = self.person("parent", 58, 59, 60, 65, 80)
            self.set(parent, "dependent_on_family", 0.6)
        if self.chance(0.1):
            other = self.person("other", 20, 30, 70)
            self.set(other, "partner_with_common_children", 0.2)
            self.set(other, "cares_for_lonely_group_i", 0.1)
        self.set(self.household, "large_family_certificate", 0.7)
        children = [p for p in self.household["persons"] if p["role"] == "child" and oracle.age(p, self.month) < 2]
        if children and self.chance(0.5):
            mother = self.household["persons"][0]["facts"]
            mother["maternity_leave_certificate"] = True
            mother["maternity_leave_from"] = children[-1]["birth"] - timedelta(days=self.random.choice([70, 70, 60, 90, 100, 130]))
            self.set(self.household["persons"][0], "maternity_leave_longer", 0.2)

    def poor(self) -> None:
        self.family()

    def idp(self) -> None:
        self.family()
        for p in self.household["persons"]:
            self.set(p, "idp_status", 0.9)
            self.set(p, "gravely_ill_child", 0.9, self.chance(0.2))
            self.set(p, "orphan", 0.05)
            self.set(p, "under_guardianship", 0.03)

    def foster(self) -> None:
        self.person("head", 35, 50, 60)
        if self.chance(0.5):
            self.person("spouse", 35, 50, 60)
        taken = self.random.choice(["in_foster_care", "in_foster_care", "under_guardianship", "lost_breadwinner", None])
        for _ in range(self.random.randint(1, 4)):
            child = self.child(0, 1, 5, 6, 10, 14, 18) if self.chance(0.9) else self.child()
            if taken:
                child["facts"][taken] = True
            self.set(child, "under_guardianship", 0.05)
            if taken == "lost_breadwinner":
                self.set(child, "no_pension_right", 0.9)
                self.began(child, "lost_breadwinner", 0, 1, 100, 300, 340, 365, 366, 400)
            self.set(child, "receives_survivor_pension", 0.05)
            self.set(child, "orphan", 0.1)

    def old_person(self, role: str):
        old = self.person(role, 58, 59, 60, 63, 64, 65, 65, 69, 70, 70, 74, 75, 79, 80, 80, 85)
        if self.chance(0.15):
            old["birth"] = self.random.choice([date(1945, 9, 2), date(1945, 9, 3), date(1945, 9, 1), date(1940, 2, 29)])
        self.set(old, "insurance_record_years", 0.93, self.random.choice([15, 19, 20, 24, 25, 29, 30, 34, 35, 36, 42]))
        self.set(old, "employed", 0.25)
        self.set(old, "receives_survivor_pension", 0.04)
        self.set(old, "pension_under_other_law", 0.04)
        self.set(old, "early_old_age_pension", 0.04)
        granted = self.random.choice([date(2011, 9, 30), date(2011, 10, 1), date(2018, 1, 1), date(2018, 1, 2), date(2005, 6, 1), date(2016, 2, 3)])
        self.set(old, "pension_granted_on", 0.9, granted)
        self.set(old, "pension_recalculated_with_later_pay", 0.95, self.chance(0.3))
        self.set(old, "base_pension_uah", 0.95, Fraction(self.random.choice([150_000, 259_500, 400_000, 2_590_000, 170_055]), 100))
        self.set(old, "not_a_citizen", 0.03)
        return old

    def pensioners(self) -> None:
        self.old_person("head")
        if self.chance(0.5):
            self.old_person("spouse")
        for p in self.household["persons"]:
            if self.chance(0.15):
                self.war_status(p)
        if self.chance(0.5):
            self.household["facts"]["radiation_zone"] = self.random.choice(["mandatory", "guaranteed_voluntary", "guaranteed_voluntary", "enhanced_control"])
            for p in self.household["persons"]:
                self.set(p, "chornobyl_category", 0.8, self.random.choice(["2", "2", "3", "3", "4"]))
                self.set(p, "lived_in_resettlement_zone_since_accident", 0.95, self.chance(0.8))

    def war_status(self, person) -> None:
        person["facts"]["war_status"] = self.random.choice([*VETERAN, *VETERAN[4:], *["combatant"] * 4, *["war_participant"] * 2, *["family_of_fallen"] * 4])
        first = oracle.first_day(self.month)
        person["since"]["war_status"] = self.random.choice(
            [first + timedelta(days=d) for d in (0, 1, 14, 27, -1, -1)] + [first - timedelta(days=self.random.randint(2, 3000))] * 3
        )
        self.set(person, "war_disability_of_defender", 0.9, self.chance(0.8))
        self.set(person, "in_military_service", 0.2)
        self.set(person, "applied_for_veteran_payment", 0.85, self.chance(0.7))
        grounds = ["killed", "killed", "widow_of_war_disabled", "widow_of_common_illness", "other"]
        self.set(person, "fallen_family_ground", 0.95, self.random.choice(grounds))
        self.set(person, "rear_work_award", 0.95, self.chance(0.5))

    def veterans(self) -> None:
        if self.chance(0.5):
            self.family()
        else:
            self.pensioners()
        self.war_status(self.household["persons"][0])
        if self.chance(0.15):
            self.war_status(self.random.choice(self.household["persons"]))

    def disability(self) -> None:
        for role in ["head", "spouse", "parent", "child"][: self.random.randint(1, 4)]:
            person = self.person(role, *((18, 19, 30) if role == "child" else (18, 30, 58, 64, 65, 65, 66, 80)))
            if "disability_group" not in person["facts"] and self.chance(0.5):
                self.disable(person)
            self.set(person, "no_pension_right", 0.9, self.chance(0.8))
            if "disability_group" in person["facts"]:
                self.began(person, "disability_group", 0, 1, 20, 31, 60, 89, 92, 93, 200)
            if role == "child":
                self.set(person, "lost_breadwinner", 0.4)
                self.set(person, "studies_full_time", 0.6)
            self.set(person, "mother_heroine", 0.05)
            self.set(person, "clergy_service", 0.1)
            self.set(person, "pension_chosen_instead", 0.05)
            self.set(person, "dependent_on_family", 0.3)

    def began(self, person, name: str, *days: int) -> None:
        """A fact that has held for so many days on the first of the month, or since long ago."""
        if self.chance(0.8):
            person["since"][name] = oracle.first_day(self.month) - timedelta(days=self.random.choice(days))

    def property(self) -> None:
        facts, random = self.household["facts"], self.random
        for name in (
            "second_dwelling", "second_dwelling_in_occupied_territory", "cars_over_limit", "idle_able_bodied_member", "basic_aid_idle_member",
            "utility_debt_over_limit", "currency_purchase_over_limit", "second_dwelling_not_exempt", "car_over_subsidy_limit",
            "adult_abroad_over_60_days", "adult_without_income_or_contributions", "alimony_debt_over_3_months",
        ):  # fmt: skip
            self.set(self.household, name, 0.015)
        near = [Fraction(n) + d for n in (50_000, 100_000) for d in (Fraction(-1, 100), Fraction(0), Fraction(1, 100))]
        self.set(self.household, "bank_deposits_uah", 0.15, random.choice(near))
        self.set(self.household, "largest_purchase_12_months_uah", 0.15, random.choice(near))
        self.set(self.household, "utility_cost_within_norms_uah", 0.95, Fraction(random.randint(0, 700_000), 100))
        self.set(self.household, "utility_cost_within_privilege_norms_uah", 0.95, Fraction(random.randint(0, 500_000), 100))
        self.set(self.household, "dwelling_kind", 0.97, random.choice(["flat", "house"]))
        area = random.choice([*(3000, 5460, 9000) * 6, 11999, 12000, 12001, 13000, 13001, 20000, 23000, 23001])
        self.set(self.household, "dwelling_area_m2", 0.97, Fraction(area, 100))
        if self.month >= month(2025, 7) and self.chance(0.06):
            facts["receives_basic_social_aid"] = True
        self.set(self.household, "receives_low_income_aid", 0.03)

    def claims(self) -> None:
        """Granted claims of the months before, some of them run out."""
        first = oracle.first_day(self.month)

        def day() -> date:
            return first - timedelta(days=self.random.choice([-9, 0, 1, 31, 100, 150, 181, 182, 183, 184, 200, 400, self.random.randint(0, 300)]))

        for code in HOUSEHOLD_RIGHTS:
            if self.chance(0.25 if code == "low_income_family_aid" else 0.08):
                claimed = day()
                if code != "basic_social_aid" or claimed >= date(2025, 7, 1):
                    self.household["claims"][code] = [claimed]
        for p in self.household["persons"]:
            for code in PERSON_RIGHTS:
                if code not in oracle.AUTOMATIC and self.chance(0.08):
                    p["claims"][code] = [day()]
            for code, name in (("no_pension_right_aid", "disability_group"), ("bereaved_child_aid", "lost_breadwinner")):
                # Claimed after the month: at the end of the term, and beside it.
                if self.chance(0.3) and oracle.month_of(oracle.since(p, name)) >= self.month - 13:
                    ends = oracle.months_later(oracle.since(p, name), 3 if name == "disability_group" else 12)
                    p["claims"][code] = [max(ends + timedelta(days=self.random.choice([-1, 0, 0, 1])), oracle.last_day(self.month) - timedelta(days=1))]
                elif self.chance(0.05):
                    p["claims"][code] = [oracle.last_day(self.month) + timedelta(days=self.random.randint(0, 100))]
            if self.chance(0.3) and p["birth"] > first - timedelta(days=1200):
                p["claims"]["birth_grant"] = [max(p["birth"], p["birth"] + timedelta(days=self.random.choice([0, 20, 364, 365, 366, 367])))]

    # incomes

    def spread(self, person, kind: str, kopecks: int, first: int, months: int) -> None:
        """A sum over a window of months: as even as kopecks allow; the same in the months around."""
        share, left = divmod(kopecks, months)
        for m in range(self.month - 15, self.month + 1):
            extra = left if m == first + months - 1 else 0
            self.put(person, m, kind, share + extra)

    @staticmethod
    def put(person, m: int, kind: str, kopecks: int) -> None:
        if kopecks:
            kinds = person["income"].setdefault(m, {})
            kinds[kind] = kinds.get(kind, 0) + kopecks

    def incomes(self) -> None:
        random, household, m = self.random, self.household, self.month
        for p in household["persons"]:
            old = oracle.age(p, m)
            pensioner = old >= 60 or "war_status" in p["facts"] or ("disability_group" in p["facts"] and self.theme != "disability")
            if pensioner and self.chance(0.85 if self.theme in ("pensioners", "veterans") else 0.3):
                small = p["facts"].get("war_status") == "combatant" and self.chance(0.85)
                self.spread(p, "pension", random.randint(259_500, 619_700) if small else self.pension_near(), m, 1)
            elif self.theme == "foster" and old < 18 and self.chance(0.2):
                for kind in ("pension", "alimony", "stipend"):
                    self.spread(p, kind, random.choice([0, 1, 150_050, 400_000, 1_300_000]), m, 1)
            elif old >= 18 and self.theme in ("family", "veterans", "pensioners", "disability") and self.chance(0.4):
                for _ in range(random.randint(1, 2)):
                    self.spread(p, random.choice(oracle.ALL_INCOME), random.choice([1, 90_000, 250_033, 800_000, random.randint(1, 2_000_000)]), m, 1)
            if self.chance(0.03):
                p["gaps"] = {m - random.randint(0, 9)}
        if self.theme not in ("pensioners", "foster") and self.chance(0.6):
            target = self.target()
            if target and oracle.people(household, m):
                kopecks, first, months = target
                adults = [p for p in household["persons"] if oracle.age(p, m) >= 18 and p["role"] in ("head", "spouse") and p in oracle.people(household, m)]
                for p in household["persons"]:
                    for months_income in p["income"].values():
                        for kind in oracle.COUNTED:
                            months_income.pop(kind, None)
                if adults:
                    kind, total = random.choice(["wage", "wage", "rent", "remittance"]), kopecks + random.choice([-1, 0, 1])
                    self.spread(random.choice(adults), kind, max(0, total), first, months)
                elif self.theme == "disability":
                    self.spread(household["persons"][0], "other", max(0, kopecks), first, months)

    def pension_near(self) -> int:
        m, random = self.month, self.random
        levels = [x for x in oracle.row(oracle.FLOORS, m)[1:] if x] + [oracle.row(oracle.WAGES, m)[1] * Fraction(4, 10)]
        caps = [Fraction("10340.35"), Fraction(9205)]
        near = [*levels, *(cap - x for cap in caps for x in (0, 300, 456, 500, 570)), oracle.minimum(oracle.LOST, m) * Fraction(21, 10)]
        near += [oracle.minimum_for_pensions(m) * Fraction(share, 100) for share in (60, 80, 97, 100)]
        if self.chance(0.5):
            return int(Fraction(random.choice(near)) * 100) + random.choice([-1, 0, 1])
        return random.choice([163_800, 250_000, 300_000, random.randint(100_000, 500_000), random.randint(100_000, 1_100_000)])

    def target(self) -> tuple[int, int, int] | None:
        """A sum in kopecks, the first month of its window and how many months it has: right at a threshold, or somewhere below."""
        household, m, random = self.household, self.month, self.random
        members = oracle.people(household, m)
        try:
            family = oracle.family(household, m)
            last = oracle.last_counted_month(household, m)
            options = [(oracle.low_income_line(household, m) * 6, last - 5, 6), (oracle.minimum(oracle.LOST, m) * 6, m - 6, 6)]
            for p in members:
                options.append((oracle.childs_minimum(p, m) * 6 * len(family), last - 5, 6))
            if m >= month(2021, 1):
                options.append((oracle.guaranteed_minimum(household, m) * 6, last - 5, 6))
        except oracle.CannotTell:
            return None
        if self.theme == "idp":
            start = m
            while start % 12 not in (2, 8):
                start -= 1
            number = sum(1 for p in members if "idp_status" in p["facts"])
            options = [(oracle.minimum_of_january(oracle.LOST, m) * 12 * number, start - 3, 3)] * 3 + options
        if m >= month(2025, 7):
            start = oracle.basic_term(household, m)
            options += [(Fraction(4500 + 3150 * (len(family) - 1)) * 3, start - 3, 3), (Fraction(4500 * len(family)) * 3, start - 3, 3)]
        total, first, months = random.choice(options)
        if self.chance(0.4):
            total = total * random.randint(0, 95) / 100
        return int(total * 100), first, months


# --- as a register has it ---------------------------------------------------------------------------------------------------------


def entity(law: Law, name: str, plain, kind: str) -> Entity:
    facts = {}
    for fact, value in plain["facts"].items():
        item = law.inputs[fact]
        assert item.entity == kind, fact
        if item.type == "choice":
            stored = item.code(value)
        elif item.type == "date":
            stored = (value - date(1970, 1, 1)).days
        else:
            stored = int(Fraction(value) * item.scale)
        since = plain.get("since", {}).get(fact, date(2000, 1, 1)) if item.source == "facts" else None
        facts[fact] = (Spell(stored, since),)
    claims = {code: tuple(Claim(day, "granted", day) for day in days) for code, days in plain["claims"].items()}
    if kind == "household":
        return Entity(name, facts, claims)
    facts["sex"] = (Spell(SEXES[plain["sex"]]),)
    if plain["role"]:
        facts["role"] = (Spell(ROLES[plain["role"]]),)
    rows = []
    for m in range(2017 * 12, 2027 * 12):
        if m in plain["gaps"]:
            continue
        kinds = plain["income"].get(m, {})
        rows += [Income(m, kind, kinds[kind]) for kind in oracle.ALL_INCOME if kinds.get(kind)] or [Income(m, "none", 0)]
    return Entity(name, facts, claims, tuple(rows), plain["birth"], plain["died"])


def record(law: Law, plain) -> Household:
    persons = tuple(entity(law, f"p{i}", person, "person") for i, person in enumerate(plain["persons"]))
    return Household(entity(law, "h", plain, "household"), persons, (Complete("facts", None, None, ""), Complete("claims", None, None, "")), "H")


# --- the comparison ---------------------------------------------------------------------------------------------------------------


class Score:
    def __init__(self) -> None:
        self.asked, self.sure, self.both, self.positive, self.oracle_only, self.rules_only = (Counter() for _ in range(6))
        self.whys: Counter = Counter()
        self.differences: list[str] = []

    def compare(self, law: Law, seed: int) -> None:
        drawn = Draw(seed)
        plain, m = drawn.household, drawn.month
        reference = Reference(law, record(law, plain), m)
        members = oracle.people(plain, m)
        if not members:
            return
        assert len(reference.members) == len(members)
        for code in HOUSEHOLD_RIGHTS:
            self.one(reference, code, plain, m, None, HOUSEHOLD, seed)
        for place, person in enumerate(members):
            for code in PERSON_RIGHTS:
                self.one(reference, code, plain, m, person, place, seed)

    def one(self, reference: Reference, code: str, plain, m: int, person, place: int, seed: int) -> None:
        ours, theirs = oracle.amount(code, plain, m, person), reference.value(code, place)
        self.asked[code] += 1
        if isinstance(theirs, Unknown):
            if ours is not None:
                self.oracle_only[code] += 1
                self.whys[code, tuple(sorted(theirs.missing))[:2]] += 1
            return
        if ours is None:
            self.rules_only[code] += 1
            return
        self.both[code] += 1
        self.positive[code] += ours > 0
        where = f"{code} in {m // 12}-{m % 12 + 1:02d}, seed {seed}, place {place}"
        if ours != theirs:
            self.differences.append(f"{where}: oracle {float(ours)}, rules {float(theirs)}")
            return
        state = oracle.state(code, plain, m, person)
        right = reference.right(code, place)
        if state is not None and (right.state, right.amount) != (state, int(ours * 100) if state != "not_due" else 0):
            self.differences.append(f"{where}: oracle {state} {ours}, rules {right.state} {right.amount}")


def test_rules_and_oracle_agree() -> None:
    law, score = load_law(find_packs()["ukraine"].folder), Score()

    @settings(
        max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), print_blob=True,
    )  # fmt: skip
    @given(st.integers(0, 2**32))
    def run(seed: int) -> None:
        before = len(score.differences)
        score.compare(law, seed)
        assert score.differences[before:] == []

    run()
    for code in (*HOUSEHOLD_RIGHTS, *PERSON_RIGHTS):
        told = score.asked[code]
        # The grounds that refuse the subsidy were seen for 2026 only, and property is drawn at its limits.
        assert score.both[code] >= (0.5 if code == "housing_subsidy" else 0.8) * told, f"{code}: both sure in {score.both[code]} of {told}"
        assert score.oracle_only[code] <= 0.002 * told, f"{code}: the rules do not know in {score.oracle_only[code]} of {told} what the oracle does"
        # By chance: the rarest are met about twenty times.
        assert score.positive[code] >= 5, f"{code}: an amount in {score.positive[code]} only"
    assert sum(score.both.values()) >= 0.95 * sum(score.asked.values())
