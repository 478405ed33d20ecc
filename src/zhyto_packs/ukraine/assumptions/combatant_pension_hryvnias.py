"""Open reading 13: the amounts that were printed, without kopecks."""

from zhyto.law import Money, Ratio, round_down, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2025-02-28",
    name="combatant_minimum_pension",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
)
def combatant_minimum_pension_until_february_2025(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio
) -> Money:
    return round_down(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "1")


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2025-03-01",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
)
def combatant_minimum_pension(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio, combatant_minimum_pension_indexed: Money
) -> Money:
    by_share = round_down(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "1")
    return max(by_share, combatant_minimum_pension_indexed)
