"""Aid to a family that cares for a person disabled by a mental disorder. Open reading 8: unknown where its two readings differ."""

from zhyto.law import Date, Members, Money, Month, count, month_of, not_implemented, round_half_up, rule, total, unknown


@rule(
    entity="person",
    cite="Закон 1489-III, ст. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за шість місяців перед цим місяцем",
    en="Income of the six months before this month",
    note_uk="Беремо шість місяців перед місяцем, за який рахуємо; до народження доходу немає. Інше прочитання: шість місяців перед заявою.",
    note_en="The six months before the computed month are taken; before birth there is no income. The alternative: the six months before the claim.",
    source="S140 1489-14",
)
def care_income_of_person(counted_income: Money, birth_date: Date, month: Month, care_counted_months: int) -> Money:
    return total(counted_income, max(month - care_counted_months, month_of(birth_date)), month - 1)


@rule(
    entity="household",
    cite="Закон 1489-III, ст. 5; Закон 2671-VIII, ст. 13",
    since="2020-01-01",
    mark="assumption",
    uk="У сім'ї за складом, який дає закон, є дорослий, що може доглядати, або записано, хто доглядає",
    en="The family as the law makes it up has an adult who can give care, or the carer is on record",
    note_uk="Хто доглядає за людиною з психічним розладом, у реєстрі не записано.",
    note_en="Who cares for a person with a mental disorder is not in the register.",
)
def care_family_has_carer(members: Members, majority_age: int) -> bool:
    return any(
        (m.in_low_income_family or m.unpaid_carer) and m.age_of_person >= majority_age and not m.needs_care_of_family for m in members
    )


@rule(
    entity="person",
    cite="Закон 1489-III, ст. 5; Закон 2671-VIII, ст. 13, ч. 6",
    since="2020-01-01",
    uk="Потребує догляду, за який платять родині",
    en="Needs care for which the family is paid",
    mark="read",
    source="S140 1489-14, 2671-19",
)
def needs_care_of_family(psychiatric_care_needed: bool, unpaid_care_needed: bool) -> bool:
    return psychiatric_care_needed or unpaid_care_needed


@rule(
    entity="person",
    cite="Закон 1489-III, ст. 5; Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Належить до сім'ї, дохід якої рахують для догляду",
    en="Belongs to the family whose income counts for care",
    note_uk="Сім'я, як для допомоги малозабезпеченим, і ті, кого доглядають; якщо в ній немає дорослого, що може доглядати, — усі дорослі, "
    "хто живе разом. Інше прочитання: усі, хто живе разом.",
    note_en="The family as for low-income aid, and those cared for; where it has no adult who can give care, all adults who live together. "
    "The alternative: everyone who lives together.",
    source="S114",
)
def in_care_family(
    in_low_income_family: bool, needs_care_of_family: bool, unpaid_carer: bool, care_family_has_carer: bool, age_of_person: int, majority_age: int
) -> bool:
    if in_low_income_family or needs_care_of_family or unpaid_carer:
        return True
    return age_of_person >= majority_age and not care_family_has_carer


@rule(
    entity="household",
    cite="Закон 1489-III, ст. 5",
    since="2020-01-01",
    mark="read",
    uk="Середній місячний дохід сім'ї, що доглядає, за шість місяців",
    en="Average monthly income over six months of the family that gives care",
    source="S140 1489-14",
)
def care_family_income(members: Members, care_counted_months: int) -> Money:
    return sum(m.care_income_of_person for m in members if m.in_care_family) / care_counted_months


@rule(
    entity="person",
    cite="Закон 1489-III, ст. 5",
    since="2020-01-01",
    mark="read",
    uk="Має I чи II групу через психічний розлад і потребує постійного догляду",
    en="Has group I or II due to a mental disorder and needs constant care",
    source="S140 1489-14, S38",
)
def psychiatric_care_needed(disability_group: str, mental_disorder_disability: bool, needs_constant_care: bool) -> bool:
    return mental_disorder_disability and needs_constant_care and disability_group in ("I", "II")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    uk="Скільки людей сім'я доглядає",
    en="Persons the family cares for",
    source="S38",
)
def psychiatric_cared_persons(members: Members) -> int:
    return count(m for m in members if m.psychiatric_care_needed)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    mark="assumption",
    uk="Є кому доглядати: з ними живе інша доросла людина",
    en="Someone can give care: another adult lives with them",
    note_uk="Доглядати може будь-хто дорослий, хто живе разом і сам не потребує такого догляду. Інше прочитання: лише визнаний органом.",
    note_en="Any adult who lives with them and does not need such care can be the carer. The alternative: "
    "only the one the office has recognised.",
    source="S38",
)
def psychiatric_carer_lives_with_them(members: Members, majority_age: int) -> bool:
    return any(m.age_of_person >= majority_age and not m.psychiatric_care_needed for m in members)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    uk="Допомога, якщо потроюють загальний прожитковий мінімум",
    en="Aid if the general subsistence minimum is tripled",
    source="S38",
)
def psychiatric_aid_by_general_minimum(
    members: Members, subsistence_minimum_general: Money, psychiatric_minimum_multiple: int, care_family_income: Money
) -> Money:
    line = subsistence_minimum_general * psychiatric_minimum_multiple * count(m for m in members if m.in_care_family)
    return round_half_up(min(subsistence_minimum_general, max(0, line - care_family_income)), "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    uk="Допомога, якщо потроюють прожитковий мінімум кожного за його групою",
    en="Aid if each person's own subsistence minimum is tripled",
    source="S38",
)
def psychiatric_aid_by_own_minimum(
    members: Members, subsistence_minimum_general: Money, psychiatric_minimum_multiple: int, care_family_income: Money
) -> Money:
    line = psychiatric_minimum_multiple * sum(m.subsistence_minimum_of_person for m in members if m.in_care_family)
    return round_half_up(min(subsistence_minimum_general, max(0, line - care_family_income)), "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1192 від 02.08.2000",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога сім'ї, що доглядає",
    en="Aid to the family that gives care",
    note_uk="Відкрите питання 8: потроюють загальний прожитковий мінімум чи мінімум кожного за групою, не встановлено. Де обидва прочитання "
    "дають однакову суму, вона і є відповіддю; де різні — відповідь невідома.",
    note_en="Open reading 8: whether the general minimum or each person's own is tripled is not established. Where both readings "
    "give the same amount, that is the answer; where they differ, the answer is unknown.",
    source="S38",
)
def psychiatric_care_aid(
    psychiatric_cared_persons: int,
    psychiatric_carer_lives_with_them: bool,
    psychiatric_aid_by_general_minimum: Money,
    psychiatric_aid_by_own_minimum: Money,
) -> Money:
    if psychiatric_cared_persons == 0 or not psychiatric_carer_lives_with_them:
        return 0
    if psychiatric_aid_by_general_minimum != psychiatric_aid_by_own_minimum:
        return unknown(
            "який прожитковий мінімум потроюють, загальний чи за групою, не встановлено; шукати в постанові № 1192 / "
            "which subsistence minimum is tripled, the general or each person's own, is not established; look in resolution 1192"
        )
    if psychiatric_aid_by_general_minimum == 0:
        return 0
    if psychiatric_cared_persons > 1:
        return unknown(
            "чи платять за кожну з кількох людей, яких доглядають, не встановлено; шукати в постанові № 1192 / "
            "whether the aid is paid for each of several persons cared for is not established; look in resolution 1192"
        )
    return psychiatric_aid_by_general_minimum


not_implemented("psychiatric_care_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
