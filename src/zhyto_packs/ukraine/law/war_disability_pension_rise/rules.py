"""Pension rise for disability due to war: a share of the subsistence minimum by group."""

from zhyto.law import Money, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 7",
    since="2020-01-01",
    mark="read",
    uk="Має інвалідність внаслідок війни",
    en="Has a disability due to war",
    source="S140 3551-12",
)
def has_war_disability(war_status: str) -> bool:
    return war_status in ("disability_I", "disability_II", "disability_III")


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 13",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Підвищення пенсії особі з інвалідністю внаслідок війни",
    en="Pension rise for a person with disability due to war",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати. Підвищують і державну допомогу, яку платять замість пенсії.",
    note_en="The subsistence minimum in force in the month of payment is taken. A state aid paid in place of a pension is raised as well.",
    source="S140 3551-12",
)
def war_disability_pension_rise(
    war_status: str,
    has_war_disability: bool,
    receives_pension_or_aid_instead: bool,
    war_disability_rise_share: Table,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if not has_war_disability:
        return 0
    if not receives_pension_or_aid_instead:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * war_disability_rise_share[war_status], "0.01")


not_implemented("war_disability_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
