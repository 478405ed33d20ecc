"""Open reading 47: foster parents are paid it for a child of their own."""

from zhyto.law import rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-4",
    since="2020-01-01",
    mark="assumption",
    uk="Доглядають прийомні батьки, яким допомоги не платять",
    en="Foster parents who are not paid the aid care for the child",
)
def child_care_by_foster_parents(foster_child: bool) -> bool:
    return foster_child
