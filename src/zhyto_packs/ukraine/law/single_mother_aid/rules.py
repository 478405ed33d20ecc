"""Aid for the children of single mothers: what the family's income per person leaves of the child's subsistence minimum."""

from zhyto.law import Money, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-1, 18-3, 18-4",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина одинокої матері (або вдови чи вдівця без пенсії чи допомоги на неї)",
    en="Child of a single mother (or of a widow or widower without a pension or aid for the child)",
    note_uk="Умови прочитано в законі. Дитину під опікою чи в прийомній сім'ї не рахуємо: її утримує не мати, і на неї є інша допомога. "
    "Інше прочитання: обидві допомоги можливі.",
    note_en="The conditions are read in the law. A child under guardianship or in a foster family is not counted: the mother does not keep the "
    "child, and there is another aid. The alternative: both aids are possible.",
    source="S140 2811-12",
)
def single_mother_child(
    born_for_monthly_aid: bool,
    child_of_single_mother: bool,
    lives_with_both_parents: bool,
    child_of_widowed_parent: bool,
    has_survivor_pension: bool,
    receives_bereaved_child_aid: bool,
    minor_or_student: bool,
    under_guardianship: bool,
    in_foster_care: bool,
    on_full_state_care: bool,
) -> bool:
    of_single_mother = child_of_single_mother and not lives_with_both_parents
    of_widowed_parent = child_of_widowed_parent and not has_survivor_pension and not receives_bereaved_child_aid
    kept_by_others = under_guardianship or in_foster_care or on_full_state_care
    return born_for_monthly_aid and (of_single_mother or of_widowed_parent) and minor_or_student and not kept_by_others


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Прожитковий мінімум дитини (з 18 років на денному навчанні — працездатної особи)",
    en="Subsistence minimum of the child (from 18 in day education: of an able-bodied person)",
    source="S46",
)
def single_mother_child_minimum(
    age_of_person: int, majority_age: int, subsistence_minimum_of_person: Money, subsistence_minimum_able: Money
) -> Money:
    if age_of_person < majority_age:
        return subsistence_minimum_of_person
    return subsistence_minimum_able


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-3",
    since="2020-01-01",
    mark="read",
    uk="Різниця між прожитковим мінімумом дитини і доходом на члена сім'ї",
    en="Difference between the child's subsistence minimum and the income per member of the family",
    source="S140 2811-12",
)
def single_mother_difference(single_mother_child_minimum: Money, income_per_person_6_months: Money) -> Money:
    return round_half_up(max(0, single_mother_child_minimum - income_per_person_6_months), "0.01")


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2020-06-30",
    name="single_mother_aid",
    uk="Допомога на дитину одинокої матері",
    en="Aid for the child of a single mother",
    source="S46",
)
def single_mother_aid_until_june_2020(single_mother_child: bool, single_mother_difference: Money) -> Money:
    if not single_mother_child:
        return 0
    return single_mother_difference


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-2 (закон 646-IX)",
    since="2020-07-01",
    until="2025-06-30",
    name="single_mother_aid",
    mark="read",
    uk="Допомога на дитину одинокої матері",
    en="Aid for the child of a single mother",
    note_uk="З липня 2020 року діють ті самі підстави для відмови, що й для допомоги малозабезпеченим.",
    note_en="From July 2020 the grounds for refusal are those of low-income aid.",
    source="S140 2811-12, 646-20",
)
def single_mother_aid_until_june_2025(single_mother_child: bool, low_income_refusal: bool, single_mother_difference: Money) -> Money:
    if not single_mother_child:
        return 0
    if low_income_refusal:
        return 0
    return single_mother_difference


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-1–18-3; постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину одинокої матері",
    en="Aid for the child of a single mother",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S140 2811-12",
)
def single_mother_aid(
    single_mother_child: bool, basic_aid_taken: bool, low_income_refusal: bool, single_mother_difference: Money
) -> Money:
    if not single_mother_child:
        return 0
    if basic_aid_taken or low_income_refusal:
        return 0
    return single_mother_difference


not_implemented("single_mother_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
