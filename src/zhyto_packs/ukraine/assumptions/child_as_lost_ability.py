"""Open reading 20: a child with a disability has the minimum of those who lost the ability to work, with the share 1.00."""

from zhyto.law import Money, Ratio, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="Закон про Державний бюджет на відповідний рік, ст. 7; Закон 966-XIV від 15.07.1999",
    since="2020-01-01",
    mark="assumption",
    uk="Прожитковий мінімум цієї особи",
    en="Subsistence minimum of this person",
)
def subsistence_minimum_of_person(
    age_of_person: int,
    lost_ability: bool,
    preschool_age: int,
    majority_age: int,
    has_disability: bool,
    subsistence_minimum_under_6: Money,
    subsistence_minimum_6_to_17: Money,
    subsistence_minimum_lost_ability: Money,
    subsistence_minimum_able: Money,
) -> Money:
    if age_of_person < majority_age and has_disability:
        return subsistence_minimum_lost_ability
    if age_of_person < preschool_age:
        return subsistence_minimum_under_6
    if age_of_person < majority_age:
        return subsistence_minimum_6_to_17
    if lost_ability:
        return subsistence_minimum_lost_ability
    return subsistence_minimum_able


@rule(
    entity="person",
    cite="Закон про Державний бюджет на відповідний рік; Закон 1768-III",
    since="2020-01-01",
    mark="assumption",
    uk="Гарантований мінімум цієї особи",
    en="Guaranteed minimum of this person",
)
def guaranteed_minimum_of_person(
    age_of_person: int,
    majority_age: int,
    child_of_family: bool,
    lost_ability: bool,
    has_disability: bool,
    subsistence_minimum_of_person: Money,
    guaranteed_share_able: Ratio,
    guaranteed_share_lost_ability: Ratio,
    guaranteed_share_child: Ratio,
) -> Money:
    if age_of_person < majority_age and has_disability:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_lost_ability, "0.01")
    if age_of_person < majority_age:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_child, "0.01")
    if child_of_family and lost_ability:
        return unknown(
            "студент з інвалідністю: не встановлено, чию частку беруть / a student with a disability: "
            "whose share applies is not established"
        )
    if child_of_family:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_child, "0.01")
    if lost_ability:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_lost_ability, "0.01")
    return round_half_up(subsistence_minimum_of_person * guaranteed_share_able, "0.01")
