"""Free city transport for labour veterans, where the council pays for it."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="рішення ради громади (у законі 3721-XII такого права немає)",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатний проїзд ветерана праці",
    en="Free transport for a labour veteran",
    note_uk="Закон цього права не дає. Проїзд оплачує громада: поки рішення ради не записане, відповідь невідома.",
    note_en="The law gives no such right. The hromada pays for the transport: until the council's decision is recorded the answer is unknown.",
    source="S140 3721-12",
)
def labour_veteran_free_transport(labour_veteran: bool, labour_veteran_transport_council_decision: bool) -> bool:
    return labour_veteran and labour_veteran_transport_council_decision


not_implemented("labour_veteran_free_transport", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
