"""Rights of war veterans given in kind by the state: medicines and dental prosthetics."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12–15 п. 1, 2, ст. 16 п. 4, 5",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Ліки й зубні протези для ветерана війни",
    en="Medicines and dental prosthetics for a war veteran",
    source="S140 3551-12",
)
def veteran_health_rights(has_war_status: bool) -> bool:
    return has_war_status


not_implemented("veteran_health_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
