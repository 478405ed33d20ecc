"""What the discounts on utilities share: whom they cover, the income test, the norms and the cost within them.

Each resident is covered once, by the discount that gives most. The cost within the norms is one number of the office, or follows service
by service from what was used and charged.
"""

from zhyto.law import Area, Date, Members, Money, Quantity, Table, add_years, count, round_half_up, rule, since, unknown


@rule(
    entity="household",
    cite="Закони про пільги: 203/98-ВР, ст. 7; 2402-III, ст. 13; 2195-IV, ст. 5; закони про Державний бюджет на 2025 і 2026 роки",
    since="2020-01-01",
    mark="read",
    uk="Дохід на людину не вищий за межу для пільг",
    en="Income per person is not above the limit for discounts",
    source="S140 203-98, 2402-14, 2195-15, 4059-20, 4695-20",
)
def within_privilege_income_limit(income_per_person_6_months: Money, tax_privilege_income_limit: Money) -> bool:
    return income_per_person_6_months <= tax_privilege_income_limit


@rule(
    entity="person",
    cite="Бюджетний кодекс, ст. 51, ч. 5; Закон 3551-XII, ст. 12",
    since="2020-01-01",
    mark="assumption",
    uk="Непрацездатна людина: за віком або через інвалідність",
    en="Unable to work: by age or because of a disability",
    note_uk="Це ті, хто має пенсійний вік або інвалідність, і діти до 18 років. Про дітей закон мовчить. Інше прочитання: дитина не робить "
    "сім'ю такою, що складається лише з непрацездатних.",
    note_en="Those of pension age or with a disability, and children under 18. Of children the law says nothing. The alternative: with a "
    "child a family does not consist only of persons unable to work.",
    source="S140 2456-17, 3551-12",
)
def unable_to_work(age_of_person: int, majority_age: int, reached_pension_age: bool, has_disability: bool) -> bool:
    return age_of_person < majority_age or reached_pension_age or has_disability


@rule(
    entity="person",
    cite="Бюджетний кодекс, ст. 51, ч. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Член сім'ї голови домогосподарства або його подружжя, якого охоплює пільга",
    en="Family member of the head or the spouse whom the discount covers",
    note_uk="Подружжя, діти до 18 років, неодружені дорослі діти з інвалідністю з дитинства I–II групи або з I групою, непрацездатні батьки, підопічні. "
    "Спорідненість беремо з ролі в реєстрі. Інше прочитання: за документами.",
    note_en="Spouse, children under 18, unmarried grown children disabled since childhood of group I or II or of group I, parents unable to work, wards. "
    "Kinship is read from the role in the register. The alternative: by documents.",
    source="S140 2456-17",
)
def family_of_couple(
    role: str,
    age_of_person: int,
    majority_age: int,
    disability_group: str,
    disabled_since_childhood: bool,
    has_own_family: bool,
    unable_to_work: bool,
    under_guardianship: bool,
) -> bool:
    if role in ("head", "spouse"):
        return True
    if role == "child" and age_of_person >= majority_age:
        return (disability_group == "I" or (disability_group == "II" and disabled_since_childhood)) and not has_own_family
    if role == "child":
        return True
    if role == "parent":
        return unable_to_work
    return under_guardianship and age_of_person < majority_age


@rule(
    entity="person",
    cite="Закон 2402-III, ст. 1, 13",
    since="2020-01-01",
    mark="read",
    uk="Дитина на вихованні в цій сім'ї не менше року",
    en="Child in care who has lived in this family for at least a year",
    source="S140 2402-14",
)
def child_in_care_for_a_year(day: Date, age_of_person: int, majority_age: int, in_foster_care: bool, under_guardianship: bool) -> bool:
    if age_of_person >= majority_age:
        return False
    if in_foster_care:
        return add_years(since(in_foster_care), 1) <= day
    if under_guardianship:
        return add_years(since(under_guardianship), 1) <= day
    return False


@rule(
    entity="person",
    cite="Закон 2402-III, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Дитина цих батьків (не прийомна й не підопічна)",
    en="A child of these parents (neither fostered nor a ward)",
    source="S140 2402-14",
)
def own_child_of_family(child_of_family: bool, in_foster_care: bool, under_guardianship: bool) -> bool:
    return child_of_family and not (in_foster_care or under_guardianship)


@rule(
    entity="household",
    cite="Закон 2402-III, ст. 1, 13",
    since="2020-01-01",
    mark="assumption",
    uk="Троє дітей: свої, або разом із тими, хто на вихованні не менше року",
    en="Three children: own ones, or together with those in care for at least a year",
    note_uk="Подружжя в реєстрі вважаємо зареєстрованим шлюбом. Інше прочитання: за свідоцтвом про шлюб.",
    note_en="A couple in the register is taken to be married. The alternative: by the marriage certificate.",
    source="S140 2402-14",
)
def large_family_for_discounts(members: Members, large_family_children: int) -> bool:
    own = count(m for m in members if m.own_child_of_family)
    taken_in = count(m for m in members if m.in_foster_care or m.under_guardianship)
    if own + taken_in < large_family_children:
        return False
    return own + count(m for m in members if m.child_in_care_for_a_year) >= large_family_children


@rule(
    entity="person",
    cite="Закон 2402-III, ст. 1, 13",
    since="2020-01-01",
    mark="read",
    uk="Входить до багатодітної сім'ї",
    en="Belongs to a large family",
    source="S140 2402-14",
)
def in_large_family(large_family_for_discounts: bool, role: str, own_child_of_family: bool, child_in_care_for_a_year: bool) -> bool:
    return large_family_for_discounts and (role in ("head", "spouse") or own_child_of_family or child_in_care_for_a_year)


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20, п. 11; ст. 21, п. 1; ст. 30",
    since="2020-01-01",
    mark="read",
    uk="Має знижку постраждалих від Чорнобильської катастрофи",
    en="Has the discount of persons affected by the Chornobyl disaster",
    note_uk="Категорії 1 і 2, дитина з інвалідністю через катастрофу (на її сім'ю), дружина чи чоловік померлого постраждалого й опікун його дітей.",
    note_en="Categories 1 and 2, a child whose disability is due to the disaster (for its family), the widowed spouse of a victim and the "
    "guardian of the victim's children.",
    source="S140 796-12",
)
def chornobyl_discount_holder(chornobyl_category: str, chornobyl_child_disability: bool, chornobyl_bereaved: bool) -> bool:
    return chornobyl_category in ("1", "2") or chornobyl_child_disability or chornobyl_bereaved


@rule(
    entity="person",
    cite="Закон 3721-XII, ст. 9, п. 7",
    since="2020-01-01",
    mark="read",
    uk="Має знижку за особливі трудові заслуги (дохід у межах)",
    en="Has the discount of special labour merits (income within the limit)",
    source="S140 3721-12",
)
def labour_merits_discount(special_labour_merits: bool, within_privilege_income_limit: bool) -> bool:
    return special_labour_merits and within_privilege_income_limit


@rule(
    entity="person",
    cite="Закон 962-XII, ст. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Репресований пенсіонер або людина з інвалідністю",
    en="A victim of repression who is a pensioner or has a disability",
    note_uk="Людину пенсійного віку вважаємо пенсіонером. Інше прочитання: лише того, хто отримує пенсію.",
    note_en="One of pension age is taken to be a pensioner. The alternative: only one who receives a pension.",
    source="S140 962-12",
)
def repressed_discount_holder(repressed_status: bool, has_disability: bool, reached_pension_age: bool, receives_pension: bool) -> bool:
    return repressed_status and (has_disability or reached_pension_age or receives_pension)


@rule(
    entity="person",
    cite="Закон 3551-XII, ст. 12, 13",
    since="2020-01-01",
    mark="read",
    uk="Має знижку особи з інвалідністю внаслідок війни",
    en="Has the discount of a person with disability due to war",
    note_uk="Її має й учасник бойових дій Другої світової війни, якому 85 років.",
    note_en="A combatant of the Second World War who is 85 has it too.",
    source="S140 3551-12",
)
def war_disability_discount(has_war_disability: bool, privileges_of_war_disability_I: bool) -> bool:
    return has_war_disability or privileges_of_war_disability_I


@rule(
    entity="household",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII",
    since="2020-01-01",
    mark="read",
    uk="Найбільша знижка голови або подружжя (номер за переліком)",
    en="Largest discount of the head or the spouse (number of the list)",
    source="S140 3551-12, 796-12, 203-98, 3721-12",
)
def discount_of_couple(members: Members) -> int:
    if any(m.role in ("head", "spouse") and m.war_disability_discount for m in members):
        return 1
    if any(m.role in ("head", "spouse") and m.has_special_merits for m in members):
        return 2
    if any(m.role in ("head", "spouse") and m.labour_merits_discount for m in members):
        return 3
    if any(m.role in ("head", "spouse") and m.war_status == "combatant" for m in members):
        return 4
    if any(m.role in ("head", "spouse") and m.war_status == "war_participant" for m in members):
        return 5
    if any(m.role in ("head", "spouse") and m.war_status == "family_of_fallen" for m in members):
        return 6
    if any(m.role in ("head", "spouse") and m.chornobyl_discount_holder for m in members):
        return 7
    if any(m.role == "child" and m.chornobyl_child_disability for m in members):
        return 7
    if any(m.role in ("head", "spouse") and (m.military_service_veteran or m.military_veteran_bereaved) for m in members):
        return 9
    return 12


@rule(
    entity="household",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII",
    since="2020-01-01",
    mark="read",
    uk="Найбільша знижка дитини голови (номер за переліком)",
    en="Largest discount of a child of the head (number of the list)",
    source="S140 3551-12, 796-12, 203-98, 3721-12",
)
def discount_of_children(members: Members) -> int:
    if any(m.role == "child" and m.war_disability_discount for m in members):
        return 1
    if any(m.role == "child" and m.has_special_merits for m in members):
        return 2
    if any(m.role == "child" and m.labour_merits_discount for m in members):
        return 3
    if any(m.role == "child" and m.war_status == "combatant" for m in members):
        return 4
    if any(m.role == "child" and m.war_status == "war_participant" for m in members):
        return 5
    if any(m.role == "child" and m.war_status == "family_of_fallen" for m in members):
        return 6
    if any(m.role == "child" and m.chornobyl_discount_holder for m in members):
        return 7
    if any(m.role == "child" and (m.military_service_veteran or m.military_veteran_bereaved) for m in members):
        return 9
    return 12


@rule(
    entity="household",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII",
    since="2020-01-01",
    mark="read",
    uk="Найбільша знижка одного з батьків голови (номер за переліком)",
    en="Largest discount of a parent of the head (number of the list)",
    source="S140 3551-12, 796-12, 203-98, 3721-12",
)
def discount_of_parents(members: Members) -> int:
    if any(m.role == "parent" and m.war_disability_discount for m in members):
        return 1
    if any(m.role == "parent" and m.has_special_merits for m in members):
        return 2
    if any(m.role == "parent" and m.labour_merits_discount for m in members):
        return 3
    if any(m.role == "parent" and m.war_status == "combatant" for m in members):
        return 4
    if any(m.role == "parent" and m.war_status == "war_participant" for m in members):
        return 5
    if any(m.role == "parent" and m.war_status == "family_of_fallen" for m in members):
        return 6
    if any(m.role == "parent" and m.chornobyl_discount_holder for m in members):
        return 7
    if any(m.role == "parent" and (m.military_service_veteran or m.military_veteran_bereaved) for m in members):
        return 9
    return 12


@rule(
    entity="person",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII",
    since="2020-01-01",
    mark="read",
    uk="Власна знижка людини (номер за переліком)",
    en="The person's own discount (number of the list)",
    note_uk="1 — інвалідність внаслідок війни, 2 — особливі заслуги, 3 — особливі трудові заслуги, 4 — учасник бойових дій, 5 — учасник війни, "
    "6 — сім'я загиблого, 7 — Чорнобиль, 8 — багатодітна сім'я, 9 — ветеран військової служби, 10 — репресований, 11 — дитина війни, 12 — нема.",
    note_en="1 disability due to war, 2 special merits, 3 special labour merits, 4 combatant, 5 war participant, 6 family of the fallen, "
    "7 Chornobyl, 8 large family, 9 veteran of military service, 10 victim of repression, 11 child of war, 12 none.",
    source="S140 3551-12, 796-12, 203-98, 2402-14, 962-12, 2195-15, 3721-12",
)
def own_discount(
    war_disability_discount: bool,
    cares_for_war_disabled: bool,
    war_status: str,
    has_special_merits: bool,
    labour_merits_discount: bool,
    chornobyl_discount_holder: bool,
    in_large_family: bool,
    military_service_veteran: bool,
    military_veteran_bereaved: bool,
    repressed_discount_holder: bool,
    child_of_war: bool,
) -> int:
    if war_disability_discount or cares_for_war_disabled:
        return 1
    if has_special_merits:
        return 2
    if labour_merits_discount:
        return 3
    if war_status == "combatant":
        return 4
    if war_status == "war_participant":
        return 5
    if war_status == "family_of_fallen":
        return 6
    if chornobyl_discount_holder:
        return 7
    if in_large_family:
        return 8
    if military_service_veteran or military_veteran_bereaved:
        return 9
    if repressed_discount_holder:
        return 10
    if child_of_war:
        return 11
    return 12


@rule(
    entity="person",
    cite="Бюджетний кодекс, ст. 51, ч. 5; Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Знижка, яка охоплює людину: власна або найближчих рідних (номер за переліком)",
    en="The discount that covers the person: their own or that of close family (number of the list)",
    note_uk="Знижки мають і члени сім'ї, які живуть разом; репресованого й дитини війни — лише сама людина. Знижку дорослої дитини мають її "
    "непрацездатні батьки, знижку одного з батьків — другий. Людину рахують один раз, за найбільшою знижкою; з рівних беремо ту, що раніша в "
    "переліку. Інше прочитання: пільгу обирає людина.",
    note_en="Family members living together have the discounts too; of a victim of repression and a child of war only the person. A grown "
    "child's discount is had by the parents unable to work, a parent's by the other parent. A person counts once, by the largest discount; of "
    "equal ones the one earlier in the list is taken. The alternative: the person chooses.",
    source="S140 2456-17, 3551-12, 796-12, 203-98, 3721-12",
)
def discount_of_person(
    role: str,
    unable_to_work: bool,
    family_of_couple: bool,
    own_discount: int,
    discount_of_couple: int,
    discount_of_children: int,
    discount_of_parents: int,
) -> int:
    if own_discount == 1:
        return 1
    if role in ("head", "spouse"):
        if unable_to_work:
            return min(own_discount, discount_of_couple, discount_of_children)
        return min(own_discount, discount_of_couple)
    if family_of_couple and role == "parent":
        return min(own_discount, discount_of_couple, discount_of_parents)
    if family_of_couple:
        return min(own_discount, discount_of_couple)
    if role == "parent":
        return min(own_discount, discount_of_parents)
    return own_discount


@rule(
    entity="person",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII; закони про Державний бюджет на 2020–2024 роки",
    since="2020-01-01",
    until="2024-12-31",
    name="discount_not_refused_by_income",
    mark="assumption",
    uk="Знижки не позбавляє дохід",
    en="The discount is not lost by income",
    note_uk="Дохід не перевіряють учасникам бойових дій, людям з інвалідністю внаслідок війни, з особливими заслугами і їхнім сім'ям. Учасникам "
    "війни й сім'ям загиблих закон перевірки не знає, але установи перевіряють: рахуємо з нею. Постраждалим від Чорнобильської катастрофи й "
    "репресованим до 2025 року закон її не знав: де вона відмовила б, відповідь невідома. Інше прочитання: без перевірки.",
    note_en="Income is not tested for combatants, persons with disability due to war, with special merits and their families. For war "
    "participants and families of the fallen the law knows no test, but offices test: it is counted with the test. For those affected by the "
    "Chornobyl disaster and the repressed the law knew none until 2025: where it would refuse, the answer is unknown. The alternative: no test.",
    source="S140 3551-12, 796-12, 962-12; S163, S164",
)
def discount_not_refused_by_income_until_2024(discount_of_person: int, within_privilege_income_limit: bool) -> bool:
    if discount_of_person <= 4:
        return True
    if within_privilege_income_limit:
        return True
    if discount_of_person == 7 or discount_of_person == 10:
        return unknown(
            "чи перевіряли до 2025 року дохід постраждалим від Чорнобильської катастрофи й репресованим, не встановлено / "
            "whether the income of those affected by the Chornobyl disaster and of the repressed was tested before 2025 is not established"
        )
    return False


@rule(
    entity="person",
    cite="Закони про пільги: 3551-XII, 796-XII, 203/98-ВР, 2402-III, 962-XII, 2195-IV, 3721-XII; закони про Державний бюджет на 2025 і 2026 роки",
    since="2025-01-01",
    mark="assumption",
    uk="Знижки не позбавляє дохід",
    en="The discount is not lost by income",
    note_uk="Дохід не перевіряють учасникам бойових дій, людям з інвалідністю внаслідок війни, з особливими заслугами і їхнім сім'ям. Учасникам "
    "війни й сім'ям загиблих закон перевірки не знає, але установи перевіряють: рахуємо з нею. Інше прочитання: без перевірки.",
    note_en="Income is not tested for combatants, persons with disability due to war, with special merits and their families. For war "
    "participants and families of the fallen the law knows no test, but offices test: it is counted with the test. The alternative: no test.",
    source="S140 3551-12, 4059-20, 4695-20; S163, S164",
)
def discount_not_refused_by_income(discount_of_person: int, within_privilege_income_limit: bool) -> bool:
    return discount_of_person <= 4 or within_privilege_income_limit


@rule(
    entity="person",
    cite="Бюджетний кодекс, ст. 51, ч. 5",
    since="2020-01-01",
    mark="read",
    uk="Людину охоплює якась знижка",
    en="Some discount covers the person",
    source="S140 2456-17",
)
def covered_by_discount(discount_of_person: int, discount_not_refused_by_income: bool) -> bool:
    return discount_of_person < 12 and discount_not_refused_by_income


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
    cite="Закон 3551-XII, ст. 12–15, п. 4; Закон 2402-III, ст. 13",
    since="2020-01-01",
    mark="read",
    uk="Площа житла в межах норми для пільг",
    en="Floor area within the norm of discounts",
    source="S140 3551-12, 2402-14",
)
def privilege_area_norm(covered_persons: int, privilege_area_per_person: Area, privilege_area_per_family: Area) -> Area:
    if covered_persons == 0:
        return 0
    return privilege_area_per_person * covered_persons + privilege_area_per_family


@rule(
    entity="household",
    cite="Закон 3551-XII, ст. 12–15, п. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Площа для плати за опалення в межах норми",
    en="Floor area for the charge for heating within the norm",
    note_uk="Подвійна норма — для сім'ї ветерана війни або загиблого, яка складається лише з непрацездатних, і лише для газу на опалення. "
    "Надбавку на сім'ю рахуємо один раз. Інше прочитання: на кожного з двох ветеранів.",
    note_en="The double norm is for the family of a war veteran or of the fallen that consists only of persons unable to work, and only for gas "
    "for heating. The part per family counts once. The alternative: for each of two veterans.",
    source="S140 3551-12",
)
def heating_area_norm(
    members: Members,
    covered_persons: int,
    privilege_area_norm: Area,
    dwelling_heating: str,
    veteran_gas_area_per_person: Area,
    veteran_gas_area_per_family: Area,
) -> Area:
    veteran = any(m.covered_by_discount and (m.discount_of_person == 1 or 4 <= m.discount_of_person <= 6) for m in members)
    if veteran and dwelling_heating == "gas" and all(m.unable_to_work for m in members):
        return veteran_gas_area_per_person * covered_persons + veteran_gas_area_per_family
    return privilege_area_norm


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
    uk="Норма: холодна вода, м³ на місяць",
    en="Norm: cold water, m³ a month",
    source="S98",
)
def cold_water_norm(covered_persons: int, dwelling_equipment: str, cold_water_norm_per_person: Table) -> Quantity["m3"]:
    return cold_water_norm_per_person[dwelling_equipment] * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Норма: гаряча вода, м³ на місяць",
    en="Norm: hot water, m³ a month",
    source="S98",
)
def hot_water_norm(covered_persons: int, dwelling_equipment: str, hot_water_norm_per_person: Table) -> Quantity["m3"]:
    return hot_water_norm_per_person[dwelling_equipment] * covered_persons


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    uk="Норма: водовідведення, м³ на місяць",
    en="Norm: sewerage, m³ a month",
    source="S98",
)
def sewerage_norm(
    covered_persons: int,
    sewerage_to_cesspit: bool,
    sewerage_norm_per_person: Quantity["m3"],
    cesspit_norm_per_person: Quantity["m3"],
) -> Quantity["m3"]:
    if sewerage_to_cesspit:
        return cesspit_norm_per_person * covered_persons
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
def heating_norm(heating_area_norm: Area, dwelling_heating: str, heating_norm_per_m2: Table) -> Quantity["heat"]:
    return heating_area_norm * heating_norm_per_m2[dwelling_heating]


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
