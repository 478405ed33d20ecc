"""Free medicines on prescription of persons affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 1, ст. 21 п. 1, ст. 22 п. 1, ст. 30",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатні ліки за рецептом",
    en="Free medicines on prescription",
    note_uk="Категорії 1, 2 і 3 та потерпілі діти до 18 років; зубні протези — так само.",
    note_en="Categories 1, 2 and 3, and affected children under 18; dental prosthetics likewise.",
    source="S140 796-12",
)
def chornobyl_medicines(chornobyl_category: str, age_of_person: int, majority_age: int, chornobyl_child: bool) -> bool:
    if chornobyl_category in ("1", "2", "3"):
        return True
    return age_of_person < majority_age and chornobyl_child



not_implemented("chornobyl_medicines", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
