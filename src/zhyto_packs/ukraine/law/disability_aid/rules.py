"""Aid for persons disabled since childhood and children with a disability, with the care supplements."""

from zhyto.law import Money, Ratio, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    uk="Дитина з інвалідністю, до 18 років",
    en="Child with a disability, under 18",
    source="S36",
)
def entitled_child_with_disability(age_of_person: int, majority_age: int, child_with_disability: bool) -> bool:
    return age_of_person < majority_age and child_with_disability


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    mark="remembered",
    uk="Повнолітня особа з інвалідністю з дитинства",
    en="Adult disabled since childhood",
    note_uk="Хто має право і на пенсію, і на цю допомогу, обирає одне з них.",
    note_en="Who has a right both to a pension and to this aid chooses one of them.",
    source="S36",
)
def entitled_adult_disabled_since_childhood(
    age_of_person: int, majority_age: int, disabled_since_childhood: bool, pension_chosen_instead: bool
) -> bool:
    return age_of_person >= majority_age and disabled_since_childhood and not pension_chosen_instead


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    uk="Допомога без надбавки на догляд",
    en="Aid without the care supplement",
    source="S36",
)
def disability_base_aid(
    entitled_child_with_disability: bool,
    entitled_adult_disabled_since_childhood: bool,
    disability_group: str,
    disability_share_by_group: Table,
    disability_share_child: Ratio,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if entitled_child_with_disability:
        return round_half_up(subsistence_minimum_lost_ability * disability_share_child, "0.01")
    if entitled_adult_disabled_since_childhood:
        return round_half_up(subsistence_minimum_lost_ability * disability_share_by_group[disability_group], "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    mark="remembered",
    uk="Надбавка на догляд за дитиною з інвалідністю",
    en="Care supplement for a child with a disability",
    note_uk="Умову про того з батьків, хто не працює або виховує дитину сам, взято з пам'яті.",
    note_en="The condition that the parent does not work or is single is remembered.",
    source="S36",
)
def child_care_supplement(
    entitled_child_with_disability: bool,
    child_disability_subgroup_a: bool,
    child_needs_care: bool,
    parent_not_working_or_single: bool,
    subsistence_minimum_of_person: Money,
    care_share_child_subgroup_a: Ratio,
    care_share_child_other: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return 0
    if child_disability_subgroup_a:
        return round_half_up(subsistence_minimum_of_person * care_share_child_subgroup_a, "0.01")
    if child_needs_care and parent_not_working_or_single:
        return round_half_up(subsistence_minimum_of_person * care_share_child_other, "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    uk="Надбавка на догляд за особою з інвалідністю I групи",
    en="Care supplement for a person of disability group I",
    source="S36",
)
def adult_care_supplement(
    entitled_adult_disabled_since_childhood: bool,
    disability_group: str,
    disability_subgroup: str,
    care_share_by_subgroup: Table,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if entitled_adult_disabled_since_childhood and disability_group == "I":
        return round_half_up(subsistence_minimum_lost_ability * care_share_by_subgroup[disability_subgroup], "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 2109-III",
    since="2020-01-01",
    until="2026-12-31",
    uk="Допомога особі з інвалідністю з дитинства або дитині з інвалідністю",
    en="Aid for a person disabled since childhood or a child with a disability",
    source="S36",
)
def disability_aid(disability_base_aid: Money, child_care_supplement: Money, adult_care_supplement: Money) -> Money:
    return disability_base_aid + child_care_supplement + adult_care_supplement


not_implemented("disability_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
