"""Social aid for those without a right to a pension: persons with a disability, the aged, children of a deceased breadwinner."""

from zhyto.law import (
    Members,
    Money,
    Month,
    Ratio,
    Scale,
    Table,
    bracket,
    count,
    not_implemented,
    order,
    round_down,
    round_half_up,
    rule,
    total,
    unknown,
)


@rule(
    entity="person",
    cite="Закон 1727-IV",
    since="2020-01-01",
    uk="Права на пенсію немає",
    en="Has no right to a pension",
    note_uk="Хто отримує пенсію, очевидно, має на неї право; про решту каже довідка Пенсійного фонду.",
    note_en="Who receives a pension evidently has a right to it; for others the Pension Fund's statement decides.",
    source="S37",
)
def without_pension_right(no_pension_right: bool, receives_survivor_pension: bool, receives_pension: bool) -> bool:
    return no_pension_right and not receives_survivor_pension and not receives_pension


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    mark="assumption",
    uk="Власний середній дохід не більший за прожитковий мінімум",
    en="Own average income is not above the subsistence minimum",
    note_uk="Відкрите питання 7: дохід власний, а не сім'ї. Беремо шість місяців перед місяцем, за який рахуємо, і мінімум цього місяця, "
    "без округлення. Інше прочитання: шість місяців перед заявою, без перегляду.",
    note_en="Open reading 7: the income is the person's own, not the family's. The six months before the computed month and the minimum of that "
    "month are taken, unrounded. The alternative: the six months before the claim, not tested again.",
    source="S37",
)
def no_pension_income_within_limit(
    counted_income: Money, month: Month, no_pension_counted_months: int, subsistence_minimum_lost_ability: Money
) -> bool:
    own = total(counted_income, month - no_pension_counted_months, month - 1)
    return own <= subsistence_minimum_lost_ability * no_pension_counted_months


@rule(
    entity="person",
    cite="Закон 1727-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Частка прожиткового мінімуму повнолітньої особи",
    en="Share of the subsistence minimum of an adult",
    note_uk="Кому підходить кілька часток, беремо більшу. Інше прочитання: частка за обраною підставою.",
    note_en="Whoever fits several shares has the largest. The alternative: the share of the ground that was chosen.",
    source="S37",
)
def no_pension_share_of_adult(
    age_of_person: int,
    majority_age: int,
    no_pension_age: int,
    disability_group: str,
    mother_heroine: bool,
    clergy_service: bool,
    no_pension_share_by_group: Table,
    no_pension_share_mother_heroine: Ratio,
    no_pension_share_clergy: Ratio,
    no_pension_share_aged: Ratio,
) -> Ratio:
    if age_of_person < majority_age:
        return 0
    if age_of_person < no_pension_age:
        return no_pension_share_by_group[disability_group]
    if mother_heroine:
        return max(no_pension_share_by_group[disability_group], no_pension_share_mother_heroine)
    if clergy_service:
        return max(no_pension_share_by_group[disability_group], no_pension_share_clergy)
    return max(no_pension_share_by_group[disability_group], no_pension_share_aged)


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога повнолітній особі",
    en="Aid of an adult",
    note_uk="Відкрите питання 7: дохід перевіряють і за II та III групи, за I групи — ні. Інше прочитання: за інвалідності не перевіряють.",
    note_en="Open reading 7: income is tested for groups II and III too, for group I it is not. The alternative: "
    "no test for any disability.",
    source="S37",
)
def no_pension_aid_of_adult(
    no_pension_share_of_adult: Ratio,
    disability_group: str,
    without_pension_right: bool,
    no_pension_income_within_limit: bool,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if no_pension_share_of_adult == 0 or not without_pension_right:
        return 0
    if disability_group != "I" and not no_pension_income_within_limit:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * no_pension_share_of_adult, "0.01")


@rule(
    entity="person",
    cite="Закон 1727-IV",
    since="2020-01-01",
    uk="Дитина померлого годувальника без права на пенсію",
    en="Child of a deceased breadwinner without a right to a pension",
    source="S37",
)
def no_pension_child(age_of_person: int, majority_age: int, lost_breadwinner: bool, without_pension_right: bool) -> bool:
    return age_of_person < majority_age and lost_breadwinner and without_pension_right


@rule(
    entity="person",
    cite="Закон 1727-IV",
    since="2020-01-01",
    uk="Студент, який утратив годувальника і не має права на пенсію",
    en="Student who lost the breadwinner and has no right to a pension",
    source="S37",
)
def no_pension_student(
    age_of_person: int, majority_age: int, minor_or_student: bool, lost_breadwinner: bool, without_pension_right: bool
) -> bool:
    return lost_breadwinner and age_of_person >= majority_age and minor_or_student and without_pension_right


@rule(
    entity="household",
    cite="Закон 1727-IV",
    since="2020-01-01",
    uk="Скільки дітей померлого годувальника ділять допомогу",
    en="Children of a deceased breadwinner who share the aid",
    source="S37",
)
def no_pension_children(members: Members) -> int:
    return count(m for m in members if m.no_pension_child)


@rule(
    entity="household",
    cite="Закон 1727-IV",
    since="2020-01-01",
    uk="Серед них є студент від 18 років",
    en="Among them is a student aged 18 or more",
    source="S37",
)
def no_pension_students(members: Members) -> bool:
    return any(m.no_pension_student for m in members)


@rule(
    entity="household",
    cite="Закон 1727-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога всім дітям разом",
    en="Aid of all the children together",
    note_uk="Відкрите питання 7: 120 % і 150 % — на всіх дітей разом. Інше прочитання: на кожну дитину.",
    note_en="Open reading 7: the 120 % and 150 % are for all the children together. The alternative: for each child.",
    source="S37",
)
def no_pension_aid_of_children(
    no_pension_children: int, no_pension_share_of_children: Scale, subsistence_minimum_lost_ability: Money
) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * bracket(no_pension_share_of_children, no_pension_children), "0.01")


@rule(
    entity="person",
    cite="Закон 1727-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога цій дитині",
    en="Aid of this child",
    note_uk="Спільну суму ділимо порівну до копійки; копійки, що лишилися, — найстаршій дитині. Інше прочитання: усе одній дитині.",
    note_en="The common sum is divided evenly to the kopeck; kopecks left over go to the eldest. The alternative: all to one child.",
    source="S37",
)
def no_pension_aid_of_child(
    members: Members,
    no_pension_child: bool,
    no_pension_student: bool,
    no_pension_students: bool,
    no_pension_children: int,
    no_pension_aid_of_children: Money,
) -> Money:
    place = order(m.birth_date for m in members if m.no_pension_child)
    if not (no_pension_child or no_pension_student):
        return 0
    if no_pension_students:
        return unknown(
            "чи має право студент від 18 років і як тоді ділять суму, не встановлено; шукати в законі 1727-IV / "
            "whether a student of 18 or more has the right, and how the sum is then divided, is not established; look in Law 1727-IV"
        )
    share = round_down(no_pension_aid_of_children / no_pension_children, "0.01")
    if place == 1:
        return no_pension_aid_of_children - share * (no_pension_children - 1)
    return share


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005",
    since="2020-01-01",
    until="2025-09-30",
    name="no_pension_right_aid",
    uk="Допомога тому, хто не має права на пенсію",
    en="Aid of someone without a right to a pension",
    source="S37",
)
def no_pension_right_aid_until_september_2025(no_pension_aid_of_adult: Money, no_pension_aid_of_child: Money) -> Money:
    return no_pension_aid_of_adult + no_pension_aid_of_child


@rule(
    entity="person",
    cite="Закон 1727-IV; постанова Кабінету Міністрів № 261 від 02.04.2005; постанова № 371 від 25.03.2025",
    since="2025-10-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога тому, хто не має права на пенсію",
    en="Aid of someone without a right to a pension",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S37",
)
def no_pension_right_aid(no_pension_aid_of_adult: Money, no_pension_aid_of_child: Money, basic_aid_taken: bool) -> Money:
    if basic_aid_taken:
        return 0
    return no_pension_aid_of_adult + no_pension_aid_of_child


not_implemented("no_pension_right_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
