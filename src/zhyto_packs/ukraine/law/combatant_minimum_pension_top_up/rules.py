"""Top-up to the minimum total pension of a combatant."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
    note_uk="Відкрите питання 13: рівно 2,1 прожиткового мінімуму (4 958,10 грн у 2024–2025 роках). Інше прочитання: надрукована "
    "сума без копійок, 4 958 грн.",
    note_en="Open reading 13: exactly 2.1 subsistence minimums (UAH 4,958.10 in 2024–2025). The alternative: the printed amount "
    "without kopecks, UAH 4,958.",
    source="S32",
)
def combatant_minimum_pension(subsistence_minimum_lost_ability: Money, combatant_minimum_pension_multiple: Ratio) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * combatant_minimum_pension_multiple, "0.01")


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до найменшої пенсії учасника бойових дій",
    en="Top-up to the minimum pension of a combatant",
    note_uk="Уся пенсія — та, що в реєстрі за цей місяць: підвищення в ній уже є, доплати за вік і допомоги на прожиття немає. "
    "Інше прочитання: додати підвищення учаснику бойових дій.",
    note_en="The whole pension is that of the register for the month: the rise is in it, the age supplement and the living aid "
    "are not. The alternative: add the combatant's rise to it.",
    source="S32",
)
def combatant_minimum_pension_top_up(
    war_status: str, receives_pension: bool, monthly_pension: Money, combatant_minimum_pension: Money
) -> Money:
    if war_status != "combatant":
        return 0
    if not receives_pension:
        return 0
    return max(0, combatant_minimum_pension - monthly_pension)


not_implemented("combatant_minimum_pension_top_up", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
