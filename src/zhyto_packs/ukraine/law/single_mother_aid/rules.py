"""Aid for the children of single mothers: what the family's income per person leaves of the child's subsistence minimum."""

from zhyto.law import Money, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина одинокої матері (або вдови чи вдівця без пенсії в разі втрати годувальника)",
    en="Child of a single mother (or of a widow or widower without a survivor's pension)",
    note_uk="Дитину під опікою чи в прийомній сім'ї не рахуємо: її утримує не мати, і на неї є інша допомога. "
    "Інше прочитання: обидві допомоги можливі.",
    note_en="A child under guardianship or in a foster family is not counted: the mother does not keep the child, and there is another aid. "
    "The alternative: both aids are possible.",
    source="S46",
)
def single_mother_child(
    child_of_single_mother: bool,
    child_of_widowed_parent: bool,
    receives_survivor_pension: bool,
    minor_or_student: bool,
    under_guardianship: bool,
    in_foster_care: bool,
) -> bool:
    status = child_of_single_mother or (child_of_widowed_parent and not receives_survivor_pension)
    return status and minor_or_student and not under_guardianship and not in_foster_care


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
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Різниця між прожитковим мінімумом дитини і доходом на члена сім'ї",
    en="Difference between the child's subsistence minimum and the income per member of the family",
    source="S46",
)
def single_mother_difference(single_mother_child_minimum: Money, income_per_person_6_months: Money) -> Money:
    return round_half_up(max(0, single_mother_child_minimum - income_per_person_6_months), "0.01")


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2025-06-30",
    name="single_mother_aid",
    uk="Допомога на дитину одинокої матері",
    en="Aid for the child of a single mother",
    source="S46",
)
def single_mother_aid_until_june_2025(single_mother_child: bool, single_mother_difference: Money) -> Money:
    if not single_mother_child:
        return 0
    return single_mother_difference


@rule(
    entity="person",
    cite="Закон 2811-XII; постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на дитину одинокої матері",
    en="Aid for the child of a single mother",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S46",
)
def single_mother_aid(single_mother_child: bool, basic_aid_taken: bool, single_mother_difference: Money) -> Money:
    if not single_mother_child:
        return 0
    if basic_aid_taken:
        return 0
    return single_mother_difference


not_implemented("single_mother_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
