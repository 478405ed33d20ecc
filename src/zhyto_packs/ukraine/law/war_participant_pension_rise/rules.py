"""Pension rise for war participants: a tenth of the subsistence minimum, 15 % for those decorated for work in the rear."""

from zhyto.law import Date, Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 14",
    since="2020-01-01",
    mark="read",
    uk="Частка прожиткового мінімуму для учасника війни",
    en="Share of the subsistence minimum for a war participant",
    note_uk="Нагород за працю чи службу в тилу 1939–1945 років не може мати той, хто народився пізніше.",
    note_en="Whoever was born later cannot have been decorated for work or service in the rear in 1939–1945.",
    source="S140 3551-12",
)
def war_participant_rise_share_of_person(
    birth_date: Date,
    second_world_war_end: Date,
    rear_work_award: bool,
    war_participant_rise_share: Ratio,
    rear_work_rise_share: Ratio,
) -> Ratio:
    if birth_date > second_world_war_end:
        return war_participant_rise_share
    return rear_work_rise_share if rear_work_award else war_participant_rise_share


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 14",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Підвищення пенсії учаснику війни",
    en="Pension rise for a war participant",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати. Підвищують і державну допомогу, яку платять замість пенсії.",
    note_en="The subsistence minimum in force in the month of payment is taken. A state aid paid in place of a pension is raised as well.",
    source="S140 3551-12",
)
def war_participant_pension_rise(
    war_status: str,
    receives_pension_or_aid_instead: bool,
    war_participant_rise_share_of_person: Ratio,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if war_status != "war_participant":
        return 0
    if not receives_pension_or_aid_instead:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * war_participant_rise_share_of_person, "0.01")


not_implemented("war_participant_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
