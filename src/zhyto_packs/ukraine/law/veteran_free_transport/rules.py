"""Free city and suburban transport for war veterans, where the council pays for it."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Безоплатний проїзд ветерана війни",
    en="Free transport for a war veteran",
    note_uk="Проїзд оплачує громада: поки рішення ради не записане, відповідь невідома.",
    note_en="The hromada pays for the transport: until the council's decision is recorded the answer is unknown.",
)
def veteran_free_transport(has_war_status: bool, veteran_transport_council_decision: bool) -> bool:
    if not has_war_status:
        return False
    return veteran_transport_council_decision


not_implemented("veteran_free_transport", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
