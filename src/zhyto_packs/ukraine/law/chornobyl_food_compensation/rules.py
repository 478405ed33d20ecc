"""Food compensation for persons affected by the Chornobyl disaster. The sums in force from 2018 were not found."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    until="2026-12-31",
    uk="Компенсація на харчування",
    en="Food compensation",
    note_uk="Категорія 1 — повна сума, категорія 2 — половина. Суму визначають для кожної області окремо.",
    note_en="Category 1 has the whole sum, category 2 half of it. The sum is set for each oblast.",
    source="S40",
)
def chornobyl_food_compensation(chornobyl_category: str, chornobyl_food_amount: Table) -> Money:
    if chornobyl_category not in ("1", "2"):
        return 0
    return chornobyl_food_amount[chornobyl_category]


not_implemented("chornobyl_food_compensation", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
