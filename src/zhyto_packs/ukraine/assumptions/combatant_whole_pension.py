"""The rise, the supplement for long service and the living aid are added to the pension compared with a combatant's lowest pension."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; постанова Кабінету Міністрів № 265 від 26.03.2008",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до найменшої пенсії учасника бойових дій",
    en="Top-up to the minimum pension of a combatant",
)
def combatant_minimum_pension_top_up(
    war_status: str,
    receives_pension: bool,
    monthly_pension: Money,
    combatant_pension_rise: Money,
    combatant_living_aid: Money,
    long_service_supplement: Money,
    minimum_old_age_pension: Money,
    pension_floor_at_65: Money,
    chornobyl_disability_pension_floor: Money,
    fallen_defender_family_floor: Money,
    combatant_minimum_pension: Money,
) -> Money:
    if war_status != "combatant" or not receives_pension:
        return 0
    if monthly_pension >= combatant_minimum_pension:
        return 0
    supplements = combatant_pension_rise + combatant_living_aid + long_service_supplement
    top_ups = minimum_old_age_pension + pension_floor_at_65 + chornobyl_disability_pension_floor + fallen_defender_family_floor
    return max(0, combatant_minimum_pension - monthly_pension - supplements - top_ups)
