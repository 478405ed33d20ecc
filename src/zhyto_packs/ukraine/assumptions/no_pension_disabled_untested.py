"""Open reading 7: the income of nobody with a disability is tested."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога повнолітній особі",
    en="Aid of an adult",
)
def no_pension_aid_of_adult(
    no_pension_share_of_adult: Ratio,
    disability_group: str,
    without_pension_right: bool,
    no_pension_income_within_limit: bool,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if no_pension_share_of_adult == 0 or not without_pension_right:
        return 0
    if disability_group == "none" and not no_pension_income_within_limit:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * no_pension_share_of_adult, "0.01")
