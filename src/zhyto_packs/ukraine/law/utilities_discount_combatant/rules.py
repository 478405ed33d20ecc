"""Utilities discount for a combatant."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII, ст. 12",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Знижка на комунальні послуги учаснику бойових дій",
    en="Utilities discount for a combatant",
    note_uk="Двоє учасників бойових дій в одній сім'ї мають разом ті самі 75 %.",
    note_en="Two combatants in one family have the same 75 % together.",
    source="S140 3551-12",
)
def utilities_discount_combatant(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_combatant_share: Ratio,
) -> Money:
    if not any(m.war_status == "combatant" for m in members):
        return 0
    persons = count(m for m in members if m.discount_of_person == 4)
    if persons == 0:
        return 0
    return round_half_up(
        persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person) * utilities_discount_combatant_share, "0.01"
    )


not_implemented("utilities_discount_combatant", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
