"""Free school meals of children affected by the Chornobyl disaster."""

from zhyto.law import not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 27, ст. 30 ч. 1 п. 11",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Харчування учня, потерпілого від катастрофи",
    en="School meals of an affected pupil",
    note_uk="Потерпіла дитина від шести років, яка навчається на забрудненій території, або дитина, чия інвалідність пов'язана з катастрофою. "
    "Самої категорії батьків для харчування не досить.",
    note_en="An affected child of six or more who studies in a contaminated territory, or a child whose disability is linked to the disaster. "
    "The category of a parent alone does not give the meals.",
    source="S140 796-12",
)
def chornobyl_children_rights(
    age_of_person: int,
    preschool_age: int,
    majority_age: int,
    chornobyl_child: bool,
    chornobyl_child_disability: bool,
    studies_in_contaminated_zone: bool,
) -> bool:
    if age_of_person >= majority_age or not chornobyl_child:
        return False
    if chornobyl_child_disability:
        return True
    return age_of_person >= preschool_age and studies_in_contaminated_zone


not_implemented("chornobyl_children_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
