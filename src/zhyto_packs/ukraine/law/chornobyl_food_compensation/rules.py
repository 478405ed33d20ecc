"""Food compensation for persons affected by the Chornobyl disaster. The sums in force from 2018 were not found."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 14, ст. 21 п. 6",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Компенсація на харчування",
    en="Food compensation",
    note_uk="Категорії 1 відшкодовують половину вартості продуктів за медичними нормами, категорії 2 — чверть за фізіологічними. Суми визначають для кожної "
    "області окремо.",
    note_en="Category 1 is compensated for half the cost of food by medical norms, category 2 for a quarter by physiological norms. The sums are set for each "
    "oblast.",
    source="S140 796-12; S40",
)
def chornobyl_food_compensation(chornobyl_category: str, chornobyl_food_amount: Table) -> Money:
    if chornobyl_category not in ("1", "2"):
        return 0
    return chornobyl_food_amount[chornobyl_category]


not_implemented("chornobyl_food_compensation", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
