"""One-off aid to the spouse and children of one who had special merits or special labour merits, in the month of the death."""

from zhyto.law import Date, Money, Month, Ratio, age, at, last_day, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 16 п. 25; Закон 3721-XII, ст. 9 п. 25",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Одноразова допомога родині померлого",
    en="One-off aid to the family of the deceased",
    note_uk="Беремо загальний прожитковий мінімум, чинний у місяці смерті. Дитина — до 18 років на кінець того місяця. Інше прочитання: на день смерті.",
    note_en="The general subsistence minimum in force in the month of the death is taken. A child is one under 18 at the end of that month. The alternative: "
    "on the day of death.",
    source="S140 3551-12, 3721-12",
)
def bereaved_merits_one_off(
    month: Month,
    role: str,
    birth_date: Date,
    majority_age: int,
    bereaved_of_merits_holder: bool,
    bereaved_merits_multiple: Ratio,
    subsistence_minimum_general: Money,
) -> Money:
    if not at(bereaved_of_merits_holder, last_day(month)) or at(bereaved_of_merits_holder, last_day(month - 1)):
        return 0
    if role == "child" and age(birth_date, last_day(month)) >= majority_age:
        return 0
    return round_half_up(subsistence_minimum_general * bereaved_merits_multiple, "0.01")


not_implemented("bereaved_merits_one_off", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
