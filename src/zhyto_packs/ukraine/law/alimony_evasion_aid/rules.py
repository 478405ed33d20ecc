"""Temporary aid for a child whose parent evades alimony."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Сімейний кодекс, ст. 6, 181, ч. 8",
    since="2020-01-01",
    mark="read",
    uk="Дитина до 18 років, аліментів на яку не платять",
    en="Child under 18 for whom no alimony is paid",
    source="S140 2947-14",
)
def child_without_alimony(born_for_monthly_aid: bool, age_of_person: int, majority_age: int, alimony_evaded: bool) -> bool:
    return born_for_monthly_aid and age_of_person < majority_age and alimony_evaded


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 189 від 22.02.2006",
    since="2020-01-01",
    uk="Різниця між часткою прожиткового мінімуму дитини і доходом на члена сім'ї, але не менша за найменшу допомогу",
    en="Difference between a share of the child's subsistence minimum and the income per member of the family, at least the smallest aid",
    note_uk="До квітня 2022 року половина мінімуму мінус дохід на людину; з травня 2022 року весь мінімум мінус дохід, але не менше половини.",
    note_en="Until April 2022 half the minimum less the income per person; from May 2022 the whole minimum less the income, but at least a half.",
    source="S113",
)
def alimony_evasion_difference(
    single_mother_child_minimum: Money, income_per_person_6_months: Money, alimony_evasion_share: Ratio, alimony_evasion_least_share: Ratio
) -> Money:
    difference = single_mother_child_minimum * alimony_evasion_share - income_per_person_6_months
    return round_half_up(max(difference, single_mother_child_minimum * alimony_evasion_least_share), "0.01")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 189 від 22.02.2006",
    since="2020-01-01",
    until="2025-06-30",
    name="alimony_evasion_aid",
    source="S113",
    uk="Тимчасова допомога на дитину, батьки якої ухиляються від аліментів",
    en="Temporary aid for a child whose parent evades alimony",
)
def alimony_evasion_aid_until_june_2025(child_without_alimony: bool, alimony_evasion_difference: Money) -> Money:
    if not child_without_alimony:
        return 0
    return alimony_evasion_difference


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 189 від 22.02.2006; постанова № 371 від 25.03.2025",
    since="2025-07-01",
    until="2026-12-31",
    mark="assumption",
    uk="Тимчасова допомога на дитину, батьки якої ухиляються від аліментів",
    en="Temporary aid for a child whose parent evades alimony",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S113",
)
def alimony_evasion_aid(child_without_alimony: bool, basic_aid_taken: bool, alimony_evasion_difference: Money) -> Money:
    if not child_without_alimony:
        return 0
    if basic_aid_taken:
        return 0
    return alimony_evasion_difference


not_implemented("alimony_evasion_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
