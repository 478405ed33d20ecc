"""Open reading 9: the minimum wage of 1 January."""

from zhyto.law import Money, Month, Ratio, at, january, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    mark="assumption",
    uk="Найменша пенсія від 65 років за повного стажу (без пізніших підвищень урядом)",
    en="Lowest pension from 65 with a full record (without later rises by the government)",
)
def lowest_pension_at_65(
    month: Month, minimum_wage: Money, minimum_pension_wage_share: Ratio, subsistence_minimum_lost_ability: Money
) -> Money:
    wage = at(minimum_wage, january(month))
    return max(round_half_up(wage * minimum_pension_wage_share, "0.01"), subsistence_minimum_lost_ability)
