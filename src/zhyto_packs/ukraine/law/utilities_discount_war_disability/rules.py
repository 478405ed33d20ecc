"""Utilities discount for a person with disability due to war."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII, ст. 13",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Знижка на комунальні послуги особі з інвалідністю внаслідок війни",
    en="Utilities discount for a person with disability due to war",
    source="S140 3551-12",
)
def utilities_discount_war_disability(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_war_disability_share: Ratio,
) -> Money:
    if not any(m.war_disability_discount or m.cares_for_war_disabled for m in members):
        return 0
    persons = count(m for m in members if m.discount_of_person == 1)
    if persons == 0:
        return 0
    return round_half_up(
        persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person) * utilities_discount_war_disability_share, "0.01"
    )


not_implemented("utilities_discount_war_disability", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
