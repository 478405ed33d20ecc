"""Targeted living aid of combatants: a fixed amount a month."""

from zhyto.law import Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1603-IV",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Цільова допомога на прожиття учаснику бойових дій",
    en="Targeted living aid for a combatant",
    note_uk="Умова одна: статус учасника бойових дій. Інше прочитання: лише тим, хто отримує пенсію.",
    note_en="There is one condition: the status of a combatant. The alternative: only those who receive a pension.",
    source="S32",
)
def combatant_living_aid(war_status: str, combatant_living_aid_amount: Money) -> Money:
    if war_status != "combatant":
        return 0
    return combatant_living_aid_amount


not_implemented("combatant_living_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
