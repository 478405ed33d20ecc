"""Free meals of children of the fallen."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 15",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Безоплатне харчування дитини загиблого",
    en="Free meals of a child of the fallen",
    note_uk="Дітьми, на яких поширюється закон, вважаємо дітей зі статусом члена сім'ї загиблого, до 18 років. "
    "Інше прочитання: також дітей учасників бойових дій.",
    note_en="As children whom the law covers we take those with the status of a family member of the fallen, under 18. "
    "The alternative: children of combatants too.",
    source="S140 3551-12",
)
def fallen_children_meals(war_status: str, age_of_person: int, majority_age: int) -> bool:
    return war_status == "family_of_fallen" and age_of_person < majority_age


not_implemented("fallen_children_meals", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
