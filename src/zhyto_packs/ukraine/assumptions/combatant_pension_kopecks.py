"""Open reading 13: from March 2025 the minimum of 2024 multiplied by the coefficients of indexation, with kopecks."""

from zhyto.law import Money, Ratio, at, date, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2025-03-01",
    until="2026-02-28",
    name="combatant_minimum_pension",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
)
def combatant_minimum_pension_2025(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio, pension_indexation_rate: Ratio
) -> Money:
    of_2024 = at(subsistence_minimum_for_pensions, date(2025, 2, 1)) * combatant_minimum_pension_multiple
    raised = round_half_up(of_2024 * at(pension_indexation_rate, date(2025, 3, 1)), "0.01")
    return max(raised, round_half_up(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "0.01"))


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2026-03-01",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
)
def combatant_minimum_pension(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio, pension_indexation_rate: Ratio
) -> Money:
    of_2024 = at(subsistence_minimum_for_pensions, date(2025, 2, 1)) * combatant_minimum_pension_multiple
    both = at(pension_indexation_rate, date(2025, 3, 1)) * at(pension_indexation_rate, date(2026, 3, 1))
    return max(round_half_up(of_2024 * both, "0.01"), round_half_up(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "0.01"))
