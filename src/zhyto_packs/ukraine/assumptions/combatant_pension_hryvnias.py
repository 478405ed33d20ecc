"""Open reading 13: the amounts that were printed, without kopecks."""

from zhyto.law import Money, Ratio, round_down, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
)
def combatant_minimum_pension(subsistence_minimum_lost_ability: Money, combatant_minimum_pension_multiple: Ratio) -> Money:
    return round_down(subsistence_minimum_lost_ability * combatant_minimum_pension_multiple, "1")
