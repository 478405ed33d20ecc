"""Free local transport, where the hromada pays for it."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="рішення місцевої ради",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Безкоштовний проїзд за рішенням громади",
    en="Free transport by decision of the hromada",
    note_uk="Пенсіонером вважаємо того, хто досяг пенсійного віку; кого ще возять безкоштовно, вирішує громада. "
    "Інше прочитання: кожного, хто отримує пенсію.",
    note_en="A pensioner is one who reached the pension age; whom else it carries free is for the hromada to decide. "
    "The alternative: everyone who receives a pension.",
)
def free_transport_local(reached_pension_age: bool, free_transport_other_group: bool, free_transport_decision: bool) -> bool:
    return (reached_pension_age or free_transport_other_group) and free_transport_decision


not_implemented("free_transport_local", since="2027-01-01", missing="закони й рішення 2027 року / the laws and decisions of 2027")
