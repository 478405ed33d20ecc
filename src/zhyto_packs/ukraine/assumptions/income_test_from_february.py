"""Open reading 15: the extension of February 2024 was tested already, by the income of the three months before it."""

from zhyto.law import Money, Month, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    until="2024-02-29",
    mark="assumption",
    uk="Перший місяць шестимісячного строку",
    en="First month of the six-month term",
)
def idp_term_first_month(month: Month) -> Month:
    return month


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    until="2024-02-29",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
)
def idp_living_aid(idp_amount_of_person: Money, idp_deposit_over_limit: bool, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit or not idp_extension_conditions_met:
        return 0
    return idp_amount_of_person
