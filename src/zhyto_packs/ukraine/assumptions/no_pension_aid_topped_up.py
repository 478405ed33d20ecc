"""The aid of a person with a disability is raised to the subsistence minimum."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1727-IV; адресна допомога за роз'ясненням Пенсійного фонду від 13.09.2025",
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
    if disability_group != "I" and not no_pension_income_within_limit:
        return 0
    if disability_group != "none":
        return subsistence_minimum_lost_ability
    return round_half_up(subsistence_minimum_lost_ability * no_pension_share_of_adult, "0.01")
