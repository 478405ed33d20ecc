"""Pension rise for combatants, and who holds what the rises of Law 3551-XII are added to."""

from zhyto.law import Date, Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12–16; Закон 2195-IV, ст. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Отримує пенсію або державну соціальну допомогу замість пенсії",
    en="Receives a pension, or a state social aid in place of a pension",
    note_uk="Допомогою замість пенсії вважаємо допомогу тим, хто не має права на пенсію (також дитині померлого годувальника), і допомогу повнолітній "
    "особі з інвалідністю з дитинства. Інше прочитання: лише першу з них.",
    note_en="As an aid in place of a pension we take the aid of those without a right to a pension (of a child of a deceased breadwinner too), and "
    "that of an adult disabled since childhood. The alternative: only the first of them.",
    source="S140 3551-12, 2195-15",
)
def receives_pension_or_aid_instead(
    receives_pension: bool,
    receives_no_pension_right_aid: bool,
    receives_bereaved_child_aid: bool,
    receives_disability_aid: bool,
    age_of_person: int,
    majority_age: int,
) -> bool:
    if receives_pension or receives_no_pension_right_aid or receives_bereaved_child_aid:
        return True
    return receives_disability_aid and age_of_person >= majority_age


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12, 13",
    since="2020-01-01",
    mark="assumption",
    uk="Має пільги особи з інвалідністю внаслідок війни I групи (бойові дії Другої світової війни, від 85 років)",
    en="Has the privileges of a person with disability due to war of group I (fought in the Second World War, 85 or more)",
    note_uk="Пільгами вважаємо знижки, ліки й проїзд зі статті 13; підвищення пенсії лишається за власним статусом. "
    "Інше прочитання: і воно стає як за I групою.",
    note_en="As privileges we take the discounts, medicines and transport of article 13; the rise of the pension stays that of the person's own status. "
    "The alternative: it becomes that of group I too.",
    source="S140 3551-12",
)
def privileges_of_war_disability_I(
    war_status: str,
    birth_date: Date,
    age_of_person: int,
    second_world_war_end: Date,
    old_combatant_age: int,
    fought_in_second_world_war: bool,
) -> bool:
    if war_status == "disability_I":
        return True
    if war_status not in ("combatant", "disability_II", "disability_III"):
        return False
    if birth_date > second_world_war_end or age_of_person < old_combatant_age:
        return False
    return fought_in_second_world_war


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Підвищення пенсії учаснику бойових дій",
    en="Pension rise for a combatant",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати. Його додають і до державної допомоги, яку платять замість пенсії.",
    note_en="The subsistence minimum in force in the month of payment is taken. It is added to a state aid paid in place of a pension as well.",
    source="S140 3551-12",
)
def combatant_pension_rise(
    war_status: str,
    receives_pension_or_aid_instead: bool,
    combatant_rise_share: Ratio,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if war_status != "combatant":
        return 0
    if not receives_pension_or_aid_instead:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * combatant_rise_share, "0.01")


not_implemented("combatant_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
