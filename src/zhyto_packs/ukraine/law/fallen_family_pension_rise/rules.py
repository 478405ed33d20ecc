"""Pension rise for family members of the fallen, and for widows and widowers of war veterans."""

from zhyto.law import Money, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 15",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Підвищення пенсії члену сім'ї загиблого",
    en="Pension rise for a family member of the fallen",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати. Підвищують і державну допомогу, яку платять замість пенсії. "
    "Родинам, які названо лише в пунктах 3 і 4 статті 10, підвищення немає.",
    note_en="The subsistence minimum in force in the month of payment is taken. A state aid paid in place of a pension is raised as well. "
    "Families named only in points 3 and 4 of article 10 have no rise.",
    source="S140 3551-12",
)
def fallen_family_pension_rise(
    war_status: str,
    receives_pension_or_aid_instead: bool,
    fallen_family_ground: str,
    fallen_family_rise_share: Table,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if war_status != "family_of_fallen":
        return 0
    if not receives_pension_or_aid_instead:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * fallen_family_rise_share[fallen_family_ground], "0.01")


not_implemented("fallen_family_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
