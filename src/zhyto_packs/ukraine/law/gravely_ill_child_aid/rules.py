"""Aid for a gravely ill child without a disability: two subsistence minimums of the child, whatever the family's income."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-5, 18-6",
    since="2020-01-01",
    mark="read",
    uk="Дитина, на яку є ця допомога",
    en="Child for whom there is this aid",
    note_uk="До 18 років, поки інвалідності не встановлено і дитина не на повному державному утриманні.",
    note_en="Under 18, as long as no disability is established and the child is not kept wholly by the state.",
    source="S140 2811-12",
)
def entitled_gravely_ill_child(
    age_of_person: int, majority_age: int, gravely_ill_child: bool, child_with_disability: bool, on_full_state_care: bool
) -> bool:
    return age_of_person < majority_age and gravely_ill_child and not child_with_disability and not on_full_state_care


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-7 у редакції до 2022 року",
    since="2020-01-01",
    until="2021-12-31",
    name="gravely_ill_child_aid",
    mark="read",
    uk="Допомога на тяжко хвору дитину",
    en="Aid for a gravely ill child",
    source="S140 1176-20",
)
def gravely_ill_child_aid_before_2022(
    entitled_gravely_ill_child: bool, subsistence_minimum_lost_ability: Money, gravely_ill_child_multiple: Ratio
) -> Money:
    if not entitled_gravely_ill_child:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * gravely_ill_child_multiple, "0.01")


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-7",
    since="2022-01-01",
    until="2026-12-31",
    mark="read",
    uk="Допомога на тяжко хвору дитину",
    en="Aid for a gravely ill child",
    source="S140 2811-12, 1176-20",
)
def gravely_ill_child_aid(
    entitled_gravely_ill_child: bool, subsistence_minimum_of_person: Money, gravely_ill_child_multiple: Ratio
) -> Money:
    if not entitled_gravely_ill_child:
        return 0
    return round_half_up(subsistence_minimum_of_person * gravely_ill_child_multiple, "0.01")


not_implemented("gravely_ill_child_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
