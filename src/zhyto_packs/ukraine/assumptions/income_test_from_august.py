"""Open reading 15: the income test held from August 2023."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    until="2024-02-29",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
)
def idp_living_aid(idp_amount_of_person: Money, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or not idp_extension_conditions_met:
        return 0
    return idp_amount_of_person
