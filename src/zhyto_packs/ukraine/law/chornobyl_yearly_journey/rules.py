"""A journey once a year of persons affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 19, ст. 21 п. 4",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Проїзд раз на рік",
    en="A journey once a year",
    note_uk="Категорія 1 — безоплатно, категорія 2 — за пів ціни; категорія 3 цього права не має.",
    note_en="Category 1 free of charge, category 2 at half the price; category 3 has no such right.",
    source="S140 796-12",
)
def chornobyl_yearly_journey(chornobyl_category: str) -> bool:
    return chornobyl_category in ("1", "2")



not_implemented("chornobyl_yearly_journey", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
