"""Extra paid leave of persons affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 22, ст. 21 п. 1",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Додаткова оплачувана відпустка",
    en="Extra paid leave",
    note_uk="14 робочих днів на рік. Категорія 3 має лише неоплачувану, якщо виховує дитину на забрудненій території.",
    note_en="14 working days a year. Category 3 has an unpaid one only, where it raises a child in a contaminated territory.",
    source="S140 796-12",
)
def chornobyl_extra_leave(chornobyl_category: str, employed: bool) -> bool:
    return chornobyl_category in ("1", "2") and employed



not_implemented("chornobyl_extra_leave", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
