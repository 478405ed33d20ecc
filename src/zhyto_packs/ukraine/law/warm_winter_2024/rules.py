"""Warm winter 2024: a payment of one month. Not in force before, a rule for December 2024, not in force after."""

from zhyto.law import Money, not_in_force, rule


@rule(
    entity="person",
    cite="акт Кабінету Міністрів про виплату «Тепла зима» (номер не встановлено)",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина сім'ї, що отримує допомогу малозабезпеченим",
    en="Child of a family that receives low-income aid",
    note_uk="Отримує та сім'я, якій цього місяця діє призначення цієї допомоги і яка не перейшла на базову. Дитиною вважаємо того, кому немає 18 "
    "років. Інше прочитання: також студента денної форми до 23 років.",
    note_en="A family receives it whose award of this aid runs in the month and which did not move to the basic aid. A child is one under 18. "
    "The alternative: a day student under 23 as well.",
    source="S50",
)
def child_of_low_income_recipients(
    receives_low_income_aid: bool, basic_aid_taken: bool, role: str, age_of_person: int, majority_age: int
) -> bool:
    return receives_low_income_aid and not basic_aid_taken and role == "child" and age_of_person < majority_age


@rule(
    entity="person",
    cite="акт Кабінету Міністрів про виплату «Тепла зима» (номер не встановлено)",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина-переселенець або переселенець з I групою інвалідності",
    en="Displaced child, or displaced person with disability group I",
    note_uk="Виплачують на кожну таку особу. Інше прочитання: одну виплату на родину.",
    note_en="It is paid for each such person. The alternative: one payment for the family.",
    source="S50",
)
def displaced_child_or_group_i(idp_status: bool, age_of_person: int, majority_age: int, disability_group: str) -> bool:
    return idp_status and (age_of_person < majority_age or disability_group == "I")


not_in_force(
    "warm_winter_2024",
    since="2020-01-01",
    until="2024-11-30",
    cite="акт Кабінету Міністрів про виплату «Тепла зима» (номер не встановлено)",
)


@rule(
    entity="person",
    cite="акт Кабінету Міністрів про виплату «Тепла зима» (номер не встановлено)",
    since="2024-12-01",
    until="2024-12-31",
    uk="Виплата «Тепла зима»",
    en="Warm winter payment",
    source="S50",
)
def warm_winter_2024(child_of_low_income_recipients: bool, displaced_child_or_group_i: bool, warm_winter_amount: Money) -> Money:
    if child_of_low_income_recipients or displaced_child_or_group_i:
        return warm_winter_amount
    return 0


not_in_force("warm_winter_2024", since="2025-01-01", cite="акт Кабінету Міністрів про виплату «Тепла зима» (номер не встановлено)")
