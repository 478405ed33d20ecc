"""Utilities discount for a child of war."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 2195-IV, ст. 1, 5",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Знижка на комунальні послуги дитині війни",
    en="Utilities discount for a child of war",
    note_uk="Знижка охоплює саму людину; плати за управління будинком не знижує.",
    note_en="The discount covers the person alone; it does not lower the management fee.",
    source="S140 2195-15",
)
def utilities_discount_child_of_war(
    members: Members, utility_cost_per_covered_person: Money, utilities_discount_child_of_war_share: Ratio
) -> Money:
    if not any(m.child_of_war for m in members):
        return 0
    persons = count(m for m in members if m.discount_of_person == 11 and m.covered_by_discount)
    if persons == 0:
        return 0
    return round_half_up(persons * utility_cost_per_covered_person * utilities_discount_child_of_war_share, "0.01")


not_implemented("utilities_discount_child_of_war", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
