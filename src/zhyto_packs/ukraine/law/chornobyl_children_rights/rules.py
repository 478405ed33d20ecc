"""School meals and health trips for children affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Харчування в школі та оздоровлення потерпілої дитини",
    en="School meals and health trips of an affected child",
)
def chornobyl_children_rights(age_of_person: int, majority_age: int, chornobyl_child: bool) -> bool:
    return chornobyl_child and age_of_person < majority_age


not_implemented("chornobyl_children_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
