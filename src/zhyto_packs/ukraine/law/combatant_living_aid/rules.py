"""Targeted living aid of combatants and of persons with disability due to war: a fixed amount a month."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1603-IV, ст. 1, 2; Закон 1058-IV, ст. 27 ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Цільова допомога на прожиття учаснику бойових дій або особі з інвалідністю внаслідок війни",
    en="Targeted living aid for a combatant or a person with disability due to war",
    note_uk="Допомогу платять лише тим, хто отримує пенсію, бо закон бере гроші звідти, звідки пенсія, і рахує "
    "допомогу її частиною. Інше прочитання: статусу досить.",
    note_en="The aid is paid only to those who receive a pension, for the law takes the money from where the pension comes "
    "and counts the aid as a part of it. The alternative: the status is enough.",
    source="S140 1603-15, 1058-15",
)
def combatant_living_aid(war_status: str, receives_pension: bool, living_aid_amount: Table) -> Money:
    if living_aid_amount[war_status] == 0:
        return 0
    if not receives_pension:
        return 0
    return living_aid_amount[war_status]


not_implemented("combatant_living_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
