"""Pension rise for family members of the fallen."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Підвищення пенсії члену сім'ї загиблого",
    en="Pension rise for a family member of the fallen",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати.",
    note_en="The subsistence minimum in force in the month of payment is taken.",
)
def fallen_family_pension_rise(
    war_status: str, receives_pension: bool, fallen_family_rise_share: Ratio, subsistence_minimum_lost_ability: Money
) -> Money:
    if war_status != "family_of_fallen":
        return 0
    if not receives_pension:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * fallen_family_rise_share, "0.01")


not_implemented("fallen_family_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
