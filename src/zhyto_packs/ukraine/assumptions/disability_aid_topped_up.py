"""Where no supplement is paid, the aid is raised to the subsistence minimum, as offices printed it."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 2109-III; суми, надруковані установами у 2022 і 2024 роках",
    since="2020-01-01",
    mark="assumption",
    uk="Призначена допомога",
    en="The aid that is granted",
)
def disability_aid_granted(
    entitled_child_with_disability: bool,
    disability_base_aid: Money,
    child_disability_rise: Money,
    child_care_supplement: Money,
    adult_care_supplement: Money,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    added = child_disability_rise + child_care_supplement if entitled_child_with_disability else adult_care_supplement
    if disability_base_aid > 0 and added == 0:
        return max(disability_base_aid, subsistence_minimum_lost_ability)
    return disability_base_aid + added
