"""Temporary aid for a child whose parent evades alimony. The share of the child's minimum is not known yet."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 189 від 22.02.2006",
    since="2020-01-01",
    mark="assumption",
    uk="Різниця між часткою прожиткового мінімуму дитини і доходом на члена сім'ї",
    en="Difference between a share of the child's subsistence minimum and the income per member of the family",
    note_uk="Частки не встановлено. Вважаємо, що вона не більша за цілий мінімум: з доходом, не меншим за нього, допомоги немає. "
    "Інше прочитання: частка більша за одиницю.",
    note_en="The share is not established. It is taken to be no more than the whole minimum: with an income of at least that there is no aid. "
    "The alternative: the share is above one.",
)
def alimony_evasion_difference(
    single_mother_child_minimum: Money, income_per_person_6_months: Money, alimony_evasion_share: Ratio
) -> Money:
    if income_per_person_6_months >= single_mother_child_minimum:
        return 0
    return round_half_up(max(0, single_mother_child_minimum * alimony_evasion_share - income_per_person_6_months), "0.01")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 189 від 22.02.2006",
    since="2020-01-01",
    until="2025-06-30",
    name="alimony_evasion_aid",
    mark="remembered",
    uk="Тимчасова допомога на дитину, батьки якої ухиляються від аліментів",
    en="Temporary aid for a child whose parent evades alimony",
)
def alimony_evasion_aid_until_june_2025(alimony_evaded: bool, alimony_evasion_difference: Money) -> Money:
    if not alimony_evaded:
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
    source="S15",
)
def alimony_evasion_aid(alimony_evaded: bool, basic_aid_taken: bool, alimony_evasion_difference: Money) -> Money:
    if not alimony_evaded:
        return 0
    if basic_aid_taken:
        return 0
    return alimony_evasion_difference


not_implemented("alimony_evasion_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
