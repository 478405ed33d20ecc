"""The living aid is paid by the status alone, to those without a pension too."""

from zhyto.law import Money, Table, rule


@rule(
    entity="person",
    cite="Закон 1603-IV, ст. 1, 2",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Цільова допомога на прожиття",
    en="Targeted living aid",
)
def combatant_living_aid(war_status: str, living_aid_amount: Table) -> Money:
    return living_aid_amount[war_status]
