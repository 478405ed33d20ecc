"""What the discounts on utilities share: whom they cover, the income test, the norms and the cost within them.

Each resident is covered once, by the discount that gives most. The cost within the norms is one number of the office, or follows service
by service from what was used and charged.
"""

from zhyto.law import Area, Members, Money, Quantity, Table, count, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід на людину не вищий за межу для пільг",
    en="Income per person is not above the limit for discounts",
    note_uk="Перевірку доходу, бачену в переліку 2026 року, застосовано й до попередніх років. Інше прочитання: раніше перевіряли не всіх.",
    note_en="The income test seen in the list of 2026 is applied to earlier years as well. The alternative: not all were tested then.",
    source="S33, S34",
)
def within_privilege_income_limit(income_per_person_6_months: Money, tax_privilege_income_limit: Money) -> bool:
    return income_per_person_6_months <= tax_privilege_income_limit


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Член сім'ї голови домогосподарства або його подружжя, якого охоплює пільга",
    en="Family member of the head or the spouse whom the discount covers",
    note_uk="Подружжя, діти до 18 років, дорослі діти з інвалідністю, непрацездатні батьки, підопічні. Спорідненість беремо з ролі в реєстрі. "
    "Інше прочитання: за документами.",
    note_en="Spouse, children under 18, grown children with a disability, parents unable to work, wards. Kinship is read from the role in "
    "the register. The alternative: by documents.",
    source="S93",
)
def family_of_couple(
    role: str, age_of_person: int, majority_age: int, has_disability: bool, lost_ability: bool, under_guardianship: bool
) -> bool:
    if role in ("head", "spouse"):
        return True
    if role == "child":
        return age_of_person < majority_age or has_disability
    if role == "parent":
        return lost_ability
    return under_guardianship and age_of_person < majority_age


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Голова або подружжя — особа з інвалідністю внаслідок війни",
    en="The head or the spouse is a person with disability due to war",
    source="S93",
)
def war_disability_couple(members: Members) -> bool:
    return any(m.has_war_disability and m.role in ("head", "spouse") for m in members)


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Дитина голови — особа з інвалідністю внаслідок війни",
    en="A child of the head is a person with disability due to war",
    source="S93",
)
def war_disability_child(members: Members) -> bool:
    return any(m.has_war_disability and m.role == "child" for m in members)


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Один із батьків голови — особа з інвалідністю внаслідок війни",
    en="A parent of the head is a person with disability due to war",
    source="S93",
)
def war_disability_parent(members: Members) -> bool:
    return any(m.has_war_disability and m.role == "parent" for m in members)


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Охоплює пільга на особу з інвалідністю внаслідок війни",
    en="Covered by the discount of a person with disability due to war",
    note_uk="Пільга охоплює й членів сім'ї, як у учасника бойових дій. Інше прочитання: лише саму особу.",
    note_en="The discount covers family members too, as with a combatant. The alternative: the person alone.",
    source="S93",
)
def covered_by_war_disability(
    has_war_disability: bool,
    role: str,
    lost_ability: bool,
    family_of_couple: bool,
    war_disability_couple: bool,
    war_disability_child: bool,
    war_disability_parent: bool,
) -> bool:
    if has_war_disability:
        return True
    if war_disability_couple and family_of_couple:
        return True
    if war_disability_child and role in ("head", "spouse"):
        return lost_ability
    return war_disability_parent and role == "parent"


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Голова або подружжя — учасник бойових дій",
    en="The head or the spouse is a combatant",
    source="S93",
)
def combatant_couple(members: Members) -> bool:
    return any(m.war_status == "combatant" and m.role in ("head", "spouse") for m in members)


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Дитина голови — учасник бойових дій",
    en="A child of the head is a combatant",
    source="S93",
)
def combatant_child(members: Members) -> bool:
    return any(m.war_status == "combatant" and m.role == "child" for m in members)


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Один із батьків голови — учасник бойових дій",
    en="A parent of the head is a combatant",
    source="S93",
)
def combatant_parent(members: Members) -> bool:
    return any(m.war_status == "combatant" and m.role == "parent" for m in members)


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Охоплює пільга на учасника бойових дій",
    en="Covered by the discount of a combatant",
    note_uk="Якщо статус має доросла дитина, охоплює її непрацездатних батьків; якщо один з батьків, охоплює другого. Інше прочитання: "
    "за документами про родинні зв'язки.",
    note_en="Where a grown child holds the status, it covers their parents unable to work; where a parent does, it covers the other parent. "
    "The alternative: by documents of kinship.",
    source="S93",
)
def covered_by_combatant(
    war_status: str,
    role: str,
    lost_ability: bool,
    family_of_couple: bool,
    combatant_couple: bool,
    combatant_child: bool,
    combatant_parent: bool,
) -> bool:
    if war_status == "combatant":
        return True
    if combatant_couple and family_of_couple:
        return True
    if combatant_child and role in ("head", "spouse"):
        return lost_ability
    return combatant_parent and role == "parent"


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Пільга без перевірки доходу",
    en="Discount without an income test",
    note_uk="Без перевірки доходу: учасники бойових дій, особи з інвалідністю внаслідок війни, їхні сім'ї; особи з особливими заслугами "
    "віднесено сюди ж. Інше прочитання: особам з особливими заслугами дохід перевіряють.",
    note_en="Without an income test: combatants, persons with disability due to war, their families; persons with special merits are "
    "counted here too. The alternative: persons with special merits are tested.",
    source="S33, S93",
)
def discount_without_income_test(covered_by_war_disability: bool, covered_by_combatant: bool, war_status: str) -> bool:
    return covered_by_war_disability or covered_by_combatant or war_status == "special_merits"


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Входить до багатодітної сім'ї",
    en="Belongs to a large family",
    source="S43",
)
def in_large_family(large_family: bool, role: str, child_of_family: bool) -> bool:
    return large_family and (role in ("head", "spouse") or child_of_family)


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    uk="Має пільгу на 50 % (з перевіркою доходу)",
    en="Has a discount of 50 % (with an income test)",
    source="S33, S42, S43",
)
def half_discount_status(war_status: str, chornobyl_category: str, in_large_family: bool, military_service_veteran: bool) -> bool:
    return war_status == "war_participant" or chornobyl_category in ("1", "2") or in_large_family or military_service_veteran


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    uk="Має пільгу, що залежить від доходу",
    en="Has a discount that depends on income",
    source="S33, S34",
)
def tested_discount_status(half_discount_status: bool, war_status: str, repressed_status: bool, child_of_war: bool) -> bool:
    return half_discount_status or war_status == "family_of_fallen" or repressed_status or child_of_war


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    uk="Охоплює якась пільга на комунальні послуги",
    en="Covered by some discount on utilities",
    source="S33, S93",
)
def covered_by_discount(discount_without_income_test: bool, tested_discount_status: bool, within_privilege_income_limit: bool) -> bool:
    if discount_without_income_test:
        return True
    if not tested_discount_status:
        return False
    return within_privilege_income_limit


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку особи з інвалідністю внаслідок війни",
    en="The discount of a person with disability due to war counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S93",
)
def war_disability_discount_counts(covered_by_war_disability: bool) -> bool:
    return covered_by_war_disability


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку особи з особливими заслугами",
    en="The discount of a person with special merits counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33",
)
def special_merits_discount_counts(war_status: str, covered_by_war_disability: bool) -> bool:
    return war_status == "special_merits" and not covered_by_war_disability


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку учасника бойових дій",
    en="The discount of a combatant counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S93",
)
def combatant_discount_counts(war_status: str, covered_by_combatant: bool, covered_by_war_disability: bool) -> bool:
    return covered_by_combatant and not (covered_by_war_disability or war_status == "special_merits")


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку учасника війни",
    en="The discount of a war participant counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33",
)
def war_participant_discount_counts(war_status: str, discount_without_income_test: bool, within_privilege_income_limit: bool) -> bool:
    if not (war_status == "war_participant"):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку постраждалого від Чорнобильської катастрофи",
    en="The discount of a person affected by the Chornobyl disaster counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33, S42",
)
def chornobyl_discount_counts(
    war_status: str, chornobyl_category: str, discount_without_income_test: bool, within_privilege_income_limit: bool
) -> bool:
    if not (chornobyl_category in ("1", "2") and war_status != "war_participant"):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку багатодітної сім'ї",
    en="The discount of a large family counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33, S43",
)
def large_family_discount_counts(
    war_status: str, chornobyl_category: str, in_large_family: bool, discount_without_income_test: bool, within_privilege_income_limit: bool
) -> bool:
    if not (in_large_family and war_status != "war_participant" and chornobyl_category not in ("1", "2")):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку ветерана військової служби",
    en="The discount of a veteran of military service counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33",
)
def military_veteran_discount_counts(
    war_status: str,
    chornobyl_category: str,
    in_large_family: bool,
    military_service_veteran: bool,
    discount_without_income_test: bool,
    within_privilege_income_limit: bool,
) -> bool:
    if not (military_service_veteran and not (war_status == "war_participant" or chornobyl_category in ("1", "2") or in_large_family)):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку сім'ї загиблого або постраждалого від репресій",
    en="The discount of a family of the fallen or a victim of repression counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S33",
)
def unknown_share_discount_counts(
    war_status: str,
    repressed_status: bool,
    half_discount_status: bool,
    discount_without_income_test: bool,
    within_privilege_income_limit: bool,
) -> bool:
    if not ((war_status == "family_of_fallen" or repressed_status) and not half_discount_status):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; Закон 2195-IV; Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="На цю людину рахують знижку дитини війни",
    en="The discount of a child of war counts for this person",
    note_uk="Частку людини знижують один раз, найбільшою знижкою; за рівних відсотків рахуємо ту, що раніша в переліку. "
    "Інше прочитання: пільгу обирає людина.",
    note_en="A person's share is discounted once, by the largest discount; with equal percentages the one earlier "
    "in the list counts. The alternative: the person chooses.",
    source="S34",
)
def child_of_war_discount_counts(
    war_status: str,
    repressed_status: bool,
    half_discount_status: bool,
    child_of_war: bool,
    discount_without_income_test: bool,
    within_privilege_income_limit: bool,
) -> bool:
    if not (child_of_war and not (half_discount_status or war_status == "family_of_fallen" or repressed_status)):
        return False
    return within_privilege_income_limit and not discount_without_income_test


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Скількох людей охоплюють пільги",
    en="How many people discounts cover",
    source="S93",
)
def covered_persons(members: Members) -> int:
    return count(m for m in members if m.covered_by_discount)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Площа житла в межах норми для пільг",
    en="Floor area within the norm of discounts",
    note_uk="21 м² на кожного, кого охоплюють пільги, і 10,5 м² на сім'ю; подвійна норма — сім'ї ветерана, де ніхто не працює, з газовим "
    "опаленням. Надбавку на сім'ю рахуємо один раз. Інше прочитання: на кожного з двох ветеранів.",
    note_en="21 m² for each person covered and 10.5 m² per family; a double norm for the family of a veteran in which nobody works and "
    "which heats with gas. The part per family counts once. The alternative: for each of two veterans.",
    source="S17, S93",
)
def privilege_area_norm(
    members: Members,
    covered_persons: int,
    dwelling_heating: str,
    privilege_area_per_person: Area,
    privilege_area_per_family: Area,
    veteran_gas_area_per_person: Area,
    veteran_gas_area_per_family: Area,
) -> Area:
    if covered_persons == 0:
        return 0
    veteran = any(m.has_war_status and m.war_status != "family_of_fallen" for m in members)
    if veteran and all(not m.employed for m in members) and dwelling_heating == "gas":
        return veteran_gas_area_per_person * covered_persons + veteran_gas_area_per_family
    return privilege_area_per_person * covered_persons + privilege_area_per_family


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Норма електроенергії, кВт·год на місяць",
    en="Electricity norm, kWh a month",
    source="S17",
)
def electricity_norm(
    covered_persons: int,
    dwelling_equipment: str,
    electricity_norm_first_person: Table,
    electricity_norm_next_person: Quantity["kWh"],
    electricity_norm_cap: Table,
) -> Quantity["kWh"]:
    if covered_persons == 0:
        return 0
    norm = electricity_norm_first_person[dwelling_equipment] + electricity_norm_next_person * (covered_persons - 1)
    return min(norm, electricity_norm_cap[dwelling_equipment])


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Норма: газ (крім опалення), м³ на місяць",
    en="Norm: gas (heating left out), m³ a month",
    source="S17",
)
def cooking_gas_norm(covered_persons: int, dwelling_equipment: str, cooking_gas_norm_per_person: Table) -> Quantity["m3"]:
    return cooking_gas_norm_per_person[dwelling_equipment] * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="remembered",
    uk="Норма: холодна вода, м³ на місяць",
    en="Norm: cold water, m³ a month",
)
def cold_water_norm(covered_persons: int, dwelling_equipment: str, cold_water_norm_per_person: Table) -> Quantity["m3"]:
    return cold_water_norm_per_person[dwelling_equipment] * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="remembered",
    uk="Норма: гаряча вода, м³ на місяць",
    en="Norm: hot water, m³ a month",
)
def hot_water_norm(covered_persons: int, dwelling_equipment: str, hot_water_norm_per_person: Table) -> Quantity["m3"]:
    return hot_water_norm_per_person[dwelling_equipment] * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="remembered",
    uk="Норма: водовідведення, м³ на місяць",
    en="Norm: sewerage, m³ a month",
)
def sewerage_norm(covered_persons: int, sewerage_norm_per_person: Quantity["m3"]) -> Quantity["m3"]:
    return sewerage_norm_per_person * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Норма опалення на місяць (Гкал, м³ або кВт·год)",
    en="Heating norm a month (Gcal, m³ or kWh)",
    note_uk="Норми опалення після 2017 року не встановлено, тож цю частину ще не обчислюємо: запишіть витрати одним числом.",
    note_en="The heating norms after 2017 are not established, so this part is not computed yet: record the costs as one number.",
    source="S17",
)
def heating_norm(privilege_area_norm: Area, dwelling_heating: str, heating_norm_per_m2: Table) -> Quantity["heat"]:
    return privilege_area_norm * heating_norm_per_m2[dwelling_heating]


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Скільки людей живе в домогосподарстві",
    en="How many people live in the household",
)
def persons_in_dwelling(members: Members) -> int:
    return count(m for m in members)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Плата за електроенергію в межах норми",
    en="Charge for electricity within the norm",
    note_uk="Спожите ділимо порівну на всіх, хто тут живе; частку тих, кого охоплюють пільги, рахуємо не вище норми. Плату за послугу "
    "округлюємо до копійки. Інше прочитання: усе спожите порівнювати з нормою.",
    note_en="What was used is divided equally among all who live here; the part of those covered counts up to the norm. The charge of a service "
    "is rounded to the kopeck. The alternative: all that was used is compared with the norm.",
)
def electricity_cost_within_norm(
    electricity_cost_uah: Money,
    electricity_used: Quantity["kWh"],
    electricity_norm: Quantity["kWh"],
    covered_persons: int,
    persons_in_dwelling: int,
) -> Money:
    if electricity_cost_uah == 0:
        return 0
    if electricity_used * covered_persons <= electricity_norm * persons_in_dwelling:
        return round_half_up(electricity_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return round_half_up(electricity_cost_uah * electricity_norm / electricity_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Плата за газ в межах норми",
    en="Charge for gas within the norm",
    note_uk="Спожите ділимо порівну на всіх, хто тут живе; частку тих, кого охоплюють пільги, рахуємо не вище норми. Плату за послугу "
    "округлюємо до копійки. Інше прочитання: усе спожите порівнювати з нормою.",
    note_en="What was used is divided equally among all who live here; the part of those covered counts up to the norm. The charge of a service "
    "is rounded to the kopeck. The alternative: all that was used is compared with the norm.",
)
def cooking_gas_cost_within_norm(
    cooking_gas_cost_uah: Money,
    cooking_gas_used: Quantity["m3"],
    cooking_gas_norm: Quantity["m3"],
    covered_persons: int,
    persons_in_dwelling: int,
) -> Money:
    if cooking_gas_cost_uah == 0:
        return 0
    if cooking_gas_used * covered_persons <= cooking_gas_norm * persons_in_dwelling:
        return round_half_up(cooking_gas_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return round_half_up(cooking_gas_cost_uah * cooking_gas_norm / cooking_gas_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Плата за холодну воду в межах норми",
    en="Charge for cold water within the norm",
    note_uk="Спожите ділимо порівну на всіх, хто тут живе; частку тих, кого охоплюють пільги, рахуємо не вище норми. Плату за послугу "
    "округлюємо до копійки. Інше прочитання: усе спожите порівнювати з нормою.",
    note_en="What was used is divided equally among all who live here; the part of those covered counts up to the norm. The charge of a service "
    "is rounded to the kopeck. The alternative: all that was used is compared with the norm.",
)
def cold_water_cost_within_norm(
    cold_water_cost_uah: Money,
    cold_water_used: Quantity["m3"],
    cold_water_norm: Quantity["m3"],
    covered_persons: int,
    persons_in_dwelling: int,
) -> Money:
    if cold_water_cost_uah == 0:
        return 0
    if cold_water_used * covered_persons <= cold_water_norm * persons_in_dwelling:
        return round_half_up(cold_water_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return round_half_up(cold_water_cost_uah * cold_water_norm / cold_water_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Плата за гарячу воду в межах норми",
    en="Charge for hot water within the norm",
    note_uk="Спожите ділимо порівну на всіх, хто тут живе; частку тих, кого охоплюють пільги, рахуємо не вище норми. Плату за послугу "
    "округлюємо до копійки. Інше прочитання: усе спожите порівнювати з нормою.",
    note_en="What was used is divided equally among all who live here; the part of those covered counts up to the norm. The charge of a service "
    "is rounded to the kopeck. The alternative: all that was used is compared with the norm.",
)
def hot_water_cost_within_norm(
    hot_water_cost_uah: Money,
    hot_water_used: Quantity["m3"],
    hot_water_norm: Quantity["m3"],
    covered_persons: int,
    persons_in_dwelling: int,
) -> Money:
    if hot_water_cost_uah == 0:
        return 0
    if hot_water_used * covered_persons <= hot_water_norm * persons_in_dwelling:
        return round_half_up(hot_water_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return round_half_up(hot_water_cost_uah * hot_water_norm / hot_water_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Плата за водовідведення в межах норми",
    en="Charge for sewerage within the norm",
    note_uk="Спожите ділимо порівну на всіх, хто тут живе; частку тих, кого охоплюють пільги, рахуємо не вище норми. Плату за послугу "
    "округлюємо до копійки. Інше прочитання: усе спожите порівнювати з нормою.",
    note_en="What was used is divided equally among all who live here; the part of those covered counts up to the norm. The charge of a service "
    "is rounded to the kopeck. The alternative: all that was used is compared with the norm.",
)
def sewerage_cost_within_norm(
    sewerage_cost_uah: Money, sewerage_used: Quantity["m3"], sewerage_norm: Quantity["m3"], covered_persons: int, persons_in_dwelling: int
) -> Money:
    if sewerage_cost_uah == 0:
        return 0
    if sewerage_used * covered_persons <= sewerage_norm * persons_in_dwelling:
        return round_half_up(sewerage_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return round_half_up(sewerage_cost_uah * sewerage_norm / sewerage_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Плата за опалення в межах норми",
    en="Charge for heating within the norm",
    source="S17",
)
def heating_cost_within_norm(heating_cost_uah: Money, heating_used: Quantity["heat"], heating_norm: Quantity["heat"]) -> Money:
    if heating_cost_uah == 0:
        return 0
    if heating_used <= heating_norm:
        return heating_cost_uah
    return round_half_up(heating_cost_uah * heating_norm / heating_used, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Квартплата в межах норми площі",
    en="Rent or management fee within the norm of floor area",
    source="S17",
)
def upkeep_cost_within_norm(
    utility_costs_by_service: bool, dwelling_upkeep_cost_uah: Money, dwelling_area_m2: Area, privilege_area_norm: Area
) -> Money:
    if not utility_costs_by_service or dwelling_upkeep_cost_uah == 0:
        return 0
    if dwelling_area_m2 <= privilege_area_norm:
        return dwelling_upkeep_cost_uah
    return round_half_up(dwelling_upkeep_cost_uah * privilege_area_norm / dwelling_area_m2, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Вартість послуг у межах норм, яку знижують пільги",
    en="Cost of utilities within the norms that discounts lower",
    note_uk="Це плата за спожите, але не більше норм, тож знижка не перевищує рахунку. Одне число органу беремо як є: воно на всіх, кого "
    "охоплюють пільги. Для дитини війни орган не включає до нього плати за управління будинком.",
    note_en="It is the charge for what was used, within the norms, so a discount does not exceed the bill. The one number of the office is "
    "taken as it is: for all whom discounts cover. For a child of war the office leaves the management fee out.",
    source="S17, S34, S93",
)
def discountable_utility_cost(
    utility_costs_by_service: bool,
    utility_cost_within_privilege_norms_uah: Money,
    electricity_cost_within_norm: Money,
    cooking_gas_cost_within_norm: Money,
    cold_water_cost_within_norm: Money,
    hot_water_cost_within_norm: Money,
    sewerage_cost_within_norm: Money,
    heating_cost_within_norm: Money,
    other_utility_cost_uah: Money,
    covered_persons: int,
    persons_in_dwelling: int,
) -> Money:
    if not utility_costs_by_service:
        return utility_cost_within_privilege_norms_uah
    water = cold_water_cost_within_norm + hot_water_cost_within_norm + sewerage_cost_within_norm
    energy = electricity_cost_within_norm + cooking_gas_cost_within_norm + heating_cost_within_norm
    other = round_half_up(other_utility_cost_uah * covered_persons / persons_in_dwelling, "0.01")
    return energy + water + other


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Вартість послуг у межах норм на одну охоплену людину, без квартплати",
    en="Cost of utilities within the norms per person covered, without the rent or management fee",
    note_uk="Вартість ділимо порівну на тих, кого охоплюють пільги. Інше прочитання: за площею або споживанням кожного.",
    note_en="The cost is divided equally among those covered. The alternative: by the area or the use of each.",
    source="S93",
)
def utility_cost_per_covered_person(discountable_utility_cost: Money, covered_persons: int) -> Money:
    if covered_persons == 0:
        return 0
    return discountable_utility_cost / covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    mark="assumption",
    uk="Квартплата в межах норми на одну охоплену людину",
    en="Rent or management fee within the norm per person covered",
    note_uk="Плату ділимо порівну на тих, кого охоплюють пільги. Інше прочитання: за площею кожного.",
    note_en="The fee is divided equally among those covered. The alternative: by the area of each.",
    source="S93",
)
def upkeep_cost_per_covered_person(upkeep_cost_within_norm: Money, covered_persons: int) -> Money:
    if covered_persons == 0:
        return 0
    return upkeep_cost_within_norm / covered_persons
