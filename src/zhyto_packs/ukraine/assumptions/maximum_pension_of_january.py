"""Open reading 10: ten subsistence minimums of 1 January."""

from zhyto.law import Money, Month, Ratio, at, first_day, january, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Найбільша пенсія",
    en="Largest pension",
)
def maximum_pension(month: Month, subsistence_minimum_lost_ability: Money, maximum_pension_multiple: Ratio) -> Money:
    return round_half_up(at(subsistence_minimum_lost_ability, first_day(january(month))) * maximum_pension_multiple, "0.01")
