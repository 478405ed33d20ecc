"""Aid for a child under guardianship: a multiple of the child's subsistence minimum, less what the child has of its own."""

from zhyto.law import Money, Ratio, due, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 2, 16; Сімейний кодекс, ст. 243",
    since="2020-01-01",
    mark="read",
    uk="Дитина до 18 років під опікою чи піклуванням (і не в прийомній сім'ї)",
    en="Child under 18 under guardianship (and not in a foster family)",
    note_uk="Опіка й піклування над дитиною закінчуються, коли їй виповнюється 18. Дитина в прийомній сім'ї має іншу допомогу.",
    note_en="Guardianship of a child ends when it is 18. A child in a foster family has another aid.",
    source="S140 2811-12, 2947-14",
)
def guardianship_child(
    born_for_monthly_aid: bool, under_guardianship: bool, in_foster_care: bool, age_of_person: int, majority_age: int
) -> bool:
    return born_for_monthly_aid and under_guardianship and not in_foster_care and age_of_person < majority_age


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18 (закон 646-IX)",
    since="2020-01-01",
    mark="assumption",
    uk="Щомісячна державна допомога на цю дитину, яку віднімають",
    en="Monthly state aid for this child that is taken off",
    note_uk="Відкрите питання 49: закон віднімає «державну допомогу», крім допомоги на дитину з інвалідністю; беремо догляд до року, «єЯсла», "
    "щомісячну частину допомоги при народженні й допомогу дитині померлого годувальника. Інше прочитання: не віднімають жодної з них.",
    note_en="Open reading 49: the law takes off “state aid” but for the aid for a child with a disability; taken are care under one, eYasla, the "
    "monthly part of the birth grant and the aid of a child of a deceased breadwinner. The alternative: none of these is taken off.",
    source="S140 2811-12",
)
def guardianship_state_aid(
    months_after_birth: int, birth_grant: Money, child_care_under_1: Money, eyasla: Money, bereaved_child_aid: Money
) -> Money:
    monthly_birth_grant = due(birth_grant) if months_after_birth > 0 else 0
    return monthly_birth_grant + due(child_care_under_1) + due(eyasla) + due(bereaved_child_aid)


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18 (закон 646-IX)",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину під опікою чи піклуванням",
    en="Aid for a child under guardianship",
    note_uk="Суму й відрахування прочитано в законі: пенсію, аліменти, стипендію й державну допомогу віднімають, допомогу на дитину з "
    "інвалідністю — ні. Беремо їх за той самий місяць. Інше прочитання: середні за попередні місяці.",
    note_en="The amount and what is taken off are read in the law: pension, alimony, stipend and state aid are, the aid for a child with a "
    "disability is not. They are taken of the same month. The alternative: the average of earlier months.",
    source="S140 2811-12, 646-20",
)
def guardianship_aid(
    guardianship_child: bool,
    child_with_disability: bool,
    subsistence_minimum_of_person: Money,
    guardianship_multiple: Ratio,
    guardianship_multiple_disability: Ratio,
    guardianship_child_income: Money,
    guardianship_state_aid: Money,
) -> Money:
    if not guardianship_child:
        return 0
    multiple = guardianship_multiple_disability if child_with_disability else guardianship_multiple
    full = subsistence_minimum_of_person * multiple
    return round_half_up(max(0, full - guardianship_child_income - guardianship_state_aid), "0.01")


not_implemented("guardianship_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
