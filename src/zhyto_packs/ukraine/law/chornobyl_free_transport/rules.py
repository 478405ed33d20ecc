"""Free city and suburban transport of persons affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 15, ст. 21 п. 9, ст. 22, ст. 30",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Безоплатний міський і приміський проїзд",
    en="Free city and suburban transport",
    note_uk="Категорія 1; учасники ліквідації аварії категорії 2; діти з інвалідністю, пов'язаною з катастрофою. Категорія 3 цього права не має.",
    note_en="Category 1; clean-up participants of category 2; children whose disability is linked to the disaster. Category 3 has no such right.",
    source="S140 796-12",
)
def chornobyl_free_transport(
    chornobyl_category: str, chornobyl_ground: str, age_of_person: int, majority_age: int, chornobyl_child_disability: bool
) -> bool:
    if chornobyl_category == "1":
        return True
    if chornobyl_category == "2":
        return chornobyl_ground == "liquidator"
    return age_of_person < majority_age and chornobyl_child_disability


not_implemented("chornobyl_free_transport", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
