"""Open reading 5: the subsistence minimum of the month of the claim holds for the whole award."""

from zhyto.law import Members, Money, Month, Ratio, at, first_day, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="Закон 1768-III",
    since="2020-01-01",
    mark="assumption",
    uk="Прожитковий мінімум цієї особи в місяці заяви",
    en="Subsistence minimum of this person in the month of the claim",
)
def subsistence_minimum_at_claim(
    age_of_person: int,
    lost_ability: bool,
    preschool_age: int,
    majority_age: int,
    low_income_claim_month: Month,
    subsistence_minimum_under_6: Money,
    subsistence_minimum_6_to_17: Money,
    subsistence_minimum_lost_ability: Money,
    subsistence_minimum_able: Money,
) -> Money:
    claimed = first_day(low_income_claim_month)
    if age_of_person < preschool_age:
        return at(subsistence_minimum_under_6, claimed)
    if age_of_person < majority_age:
        return at(subsistence_minimum_6_to_17, claimed)
    if lost_ability:
        return at(subsistence_minimum_lost_ability, claimed)
    return at(subsistence_minimum_able, claimed)


@rule(
    entity="household",
    cite="Закон 1768-III",
    since="2020-01-01",
    mark="assumption",
    uk="Межа доходу сім'ї (сума прожиткових мінімумів)",
    en="Income line of the family (sum of subsistence minimums)",
)
def low_income_line(members: Members) -> Money:
    return sum(m.subsistence_minimum_at_claim for m in members if m.in_low_income_family)


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
    subsistence_minimum_at_claim: Money,
    guaranteed_share_able: Ratio,
    guaranteed_share_lost_ability: Ratio,
    guaranteed_share_child: Ratio,
) -> Money:
    if age_of_person < majority_age:
        return round_half_up(subsistence_minimum_at_claim * guaranteed_share_child, "0.01")
    if child_of_family and lost_ability:
        return unknown(
            "студент з інвалідністю: не встановлено, чию частку беруть / a student with a disability: "
            "whose share applies is not established"
        )
    if child_of_family:
        return round_half_up(subsistence_minimum_at_claim * guaranteed_share_child, "0.01")
    if lost_ability:
        return round_half_up(subsistence_minimum_at_claim * guaranteed_share_lost_ability, "0.01")
    return round_half_up(subsistence_minimum_at_claim * guaranteed_share_able, "0.01")
