"""Top-up to the minimum total pension of a combatant."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993; постанова Кабінету Міністрів № 265 від 26.03.2008",
    since="2020-01-01",
    until="2025-02-28",
    name="combatant_minimum_pension",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
    note_uk="Відкрите питання 13: рівно 2,1 прожиткового мінімуму (4 958,10 грн з березня 2024 до лютого 2025 року). Інше прочитання: надрукована "
    "сума без копійок, 4 958 грн.",
    note_en="Open reading 13: exactly 2.1 subsistence minimums (UAH 4,958.10 from March 2024 to February 2025). The alternative: the printed amount "
    "without kopecks, UAH 4,958.",
    source="S32, S119",
)
def combatant_minimum_pension_until_february_2025(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio
) -> Money:
    return round_half_up(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "0.01")


@rule(
    entity="household",
    cite="Закон 3551-XII від 22.10.1993; постанова Кабінету Міністрів № 265 від 26.03.2008; щорічна індексація пенсій",
    since="2025-03-01",
    mark="assumption",
    uk="Найменша пенсія учасника бойових дій",
    en="Minimum pension of a combatant",
    note_uk="З березня 2025 року її підвищують разом з індексацією пенсій, але вона не менша за 2,1 прожиткового мінімуму. Відкрите питання 13: "
    "беремо надруковані суми без копійок, 5 528 і 6 197 грн. Інше прочитання: обчислені з копійками, 5 528,28 і 6 197,20 грн.",
    note_en="From March 2025 it rises with the indexation of pensions, but is not below 2.1 subsistence minimums. Open reading 13: the printed "
    "amounts without kopecks are taken, UAH 5,528 and 6,197. The alternative: computed with kopecks, UAH 5,528.28 and 6,197.20.",
    source="S119, S171",
)
def combatant_minimum_pension(
    subsistence_minimum_for_pensions: Money, combatant_minimum_pension_multiple: Ratio, combatant_minimum_pension_indexed: Money
) -> Money:
    by_share = round_half_up(subsistence_minimum_for_pensions * combatant_minimum_pension_multiple, "0.01")
    return max(by_share, combatant_minimum_pension_indexed)


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993; постанова Кабінету Міністрів № 265 від 26.03.2008",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до найменшої пенсії учасника бойових дій",
    en="Top-up to the minimum pension of a combatant",
    note_uk="Уся пенсія — та, що в реєстрі за цей місяць, разом із доплатами до інших найменших пенсій: підвищення в ній уже є, доплати за вік "
    "і допомоги на прожиття немає. Інше прочитання: додати підвищення, надбавку за стаж і допомогу на прожиття.",
    note_en="The whole pension is that of the register for the month, together with the top-ups to other lowest pensions: the rise is in it, the "
    "age supplement and the living aid are not. The alternative: add the rise, the supplement for long service and the living aid.",
    source="S32, S119",
)
def combatant_minimum_pension_top_up(
    war_status: str,
    receives_pension: bool,
    monthly_pension: Money,
    minimum_old_age_pension: Money,
    pension_floor_at_65: Money,
    chornobyl_disability_pension_floor: Money,
    fallen_defender_family_floor: Money,
    combatant_minimum_pension: Money,
) -> Money:
    if war_status != "combatant":
        return 0
    if not receives_pension:
        return 0
    if monthly_pension >= combatant_minimum_pension:
        return 0
    general = minimum_old_age_pension + pension_floor_at_65
    special = chornobyl_disability_pension_floor + fallen_defender_family_floor
    return max(0, combatant_minimum_pension - monthly_pension - general - special)


not_implemented("combatant_minimum_pension_top_up", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
