"""For explosives the whole sum, the care supplement included, is raised by half."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 2; Закон 796-XII, ст. 30, ч. 3, п. 6",
    since="2021-07-01",
    mark="assumption",
    uk="Підвищення допомоги на дитину: інвалідність через вибухонебезпечні предмети або Чорнобильську катастрофу",
    en="Rise of a child's aid: disability by explosives or by the Chornobyl disaster",
)
def child_disability_rise(
    entitled_child_with_disability: bool,
    disabled_by_explosives: bool,
    chornobyl_child_disability: bool,
    disability_aid_of_a_child: Money,
    child_care_supplement: Money,
    disability_rise_by_explosives: Ratio,
    disability_rise_by_chornobyl: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return 0
    by_explosives = disability_rise_by_explosives if disabled_by_explosives else 0
    by_chornobyl = disability_rise_by_chornobyl if chornobyl_child_disability else 0
    whole = disability_aid_of_a_child + child_care_supplement
    return round_half_up(whole * by_explosives + disability_aid_of_a_child * by_chornobyl, "0.01")
