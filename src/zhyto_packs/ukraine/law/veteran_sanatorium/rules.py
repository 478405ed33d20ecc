"""Sanatorium treatment of war veterans, suspended from 2023 to 2026."""

from zhyto.law import not_implemented, not_in_force, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12–15 п. 3, ст. 16 п. 6",
    since="2020-01-01",
    until="2022-12-31",
    mark="read",
    uk="Санаторне лікування ветерана війни",
    en="Sanatorium treatment of a war veteran",
    source="S140 3551-12, 2710-20",
)
def veteran_sanatorium(has_war_status: bool) -> bool:
    return has_war_status


not_in_force(
    "veteran_sanatorium",
    since="2023-01-01",
    until="2026-12-31",
    cite="закони про Державний бюджет на 2023–2026 роки, прикінцеві положення, п. 3",
)

not_implemented("veteran_sanatorium", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
