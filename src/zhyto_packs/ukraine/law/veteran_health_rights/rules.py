"""Rights of war veterans given in kind by the state: medicines, dental prosthetics, sanatorium."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Ліки, зубні протези й санаторій для ветерана війни",
    en="Medicines, dental prosthetics and sanatorium for a war veteran",
)
def veteran_health_rights(has_war_status: bool) -> bool:
    return has_war_status


not_implemented("veteran_health_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
