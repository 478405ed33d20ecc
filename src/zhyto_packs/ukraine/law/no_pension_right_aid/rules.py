"""Social aid for those without a right to a pension: persons with a disability, the aged, children of a deceased breadwinner."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    Scale,
    Table,
    add_months,
    bracket,
    count,
    months_between,
    not_implemented,
    order,
    round_down,
    round_half_up,
    rule,
    total,
)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 4",
    since="2020-01-01",
    mark="read",
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
    note_uk="Відкрите питання 7: закон каже «малозабезпечена особа», тож дохід власний, а не сім'ї. Беремо шість місяців перед місяцем, за який "
    "рахуємо, і мінімум цього місяця, без округлення. Інше прочитання: середній дохід сім'ї; шість місяців перед заявою, без перегляду.",
    note_en="Open reading 7: the law says “low-income person”, so the income is the person's own, not the family's. The six months before the "
    "computed month and the minimum of that month are taken, unrounded. The alternative: the family's average income; the six months before the "
    "claim, not tested again.",
    source="S37",
)
def no_pension_income_within_limit(
    counted_income: Money, month: Month, no_pension_counted_months: int, subsistence_minimum_lost_ability: Money
) -> bool:
    own = total(counted_income, month - no_pension_counted_months, month - 1)
    return own <= subsistence_minimum_lost_ability * no_pension_counted_months


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Досягнуто віку, з якого допомогу дають і без інвалідності",
    en="Has reached the age from which the aid is given without a disability",
    note_uk="65 років; жінки, які народилися до 1961 року, досягали його раніше: від 62 з половиною років, на пів року більше за кожне "
    "півріччя народження з жовтня 1957 року.",
    note_en="65; women born before 1961 reached it earlier: from 62 and a half, half a year more for each half-year of birth since October 1957.",
    source="S140 1727-15",
)
def reached_no_pension_age(
    age_of_person: int,
    no_pension_age: int,
    sex: str,
    birth_date: Date,
    day: Date,
    no_pension_age_of_women_rises_from: Date,
    no_pension_age_of_women_rises_until: Date,
    no_pension_first_age_of_women: int,
    no_pension_step_of_women: int,
) -> bool:
    if age_of_person >= no_pension_age or birth_date > no_pension_age_of_women_rises_until:
        return age_of_person >= no_pension_age
    if sex != "female":
        return False
    if birth_date < no_pension_age_of_women_rises_from:
        return True
    half_years = months_between(no_pension_age_of_women_rises_from, birth_date) // no_pension_step_of_women
    return add_months(birth_date, no_pension_first_age_of_women + no_pension_step_of_women * half_years) <= day


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 6",
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
    reached_no_pension_age: bool,
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
    if not reached_no_pension_age:
        return no_pension_share_by_group[disability_group]
    if mother_heroine:
        return max(no_pension_share_by_group[disability_group], no_pension_share_mother_heroine)
    if clergy_service:
        return max(no_pension_share_by_group[disability_group], no_pension_share_clergy)
    return max(no_pension_share_by_group[disability_group], no_pension_share_aged)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 4, 6",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога повнолітній особі",
    en="Aid of an adult",
    note_uk="Дохід перевіряють і за II та III групи, за I групи — ні. Беремо частки закону. Пенсійний фонд у 2025 році писав, що допомогу, меншу за "
    "прожитковий мінімум, доводять до нього; акта не знайдено. Інше прочитання: людям з інвалідністю доплачують до мінімуму.",
    note_en="Income is tested for groups II and III too, for group I it is not. The shares of the law are taken. In 2025 the Pension Fund wrote that an aid "
    "below the subsistence minimum is raised to it; no act was found. The alternative: persons with a disability are topped up to the minimum.",
    source="S140 1727-15, S115",
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
    cite="Закон 1727-IV, ст. 1, 5",
    since="2020-01-01",
    mark="read",
    uk="Дитина померлого годувальника без права на пенсію",
    en="Child of a deceased breadwinner without a right to a pension",
    note_uk="До 18 років; до 23 років, якщо навчається на денній формі; сирота до 23 років, навчається чи ні.",
    note_en="Under 18; under 23 in day education; an orphan under 23 whether studying or not.",
    source="S140 1727-15",
)
def no_pension_child(
    age_of_person: int, student_age_limit: int, minor_or_student: bool, orphan: bool, lost_breadwinner: bool, without_pension_right: bool
) -> bool:
    return lost_breadwinner and (minor_or_student or (orphan and age_of_person < student_age_limit)) and without_pension_right


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Скільки дітей померлого годувальника ділять допомогу",
    en="Children of a deceased breadwinner who share the aid",
    source="S140 1727-15",
)
def no_pension_children(members: Members) -> int:
    return count(m for m in members if m.no_pension_child)


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Допомога всім дітям разом",
    en="Aid of all the children together",
    source="S140 1727-15",
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
    members: Members, no_pension_child: bool, no_pension_children: int, no_pension_aid_of_children: Money
) -> Money:
    place = order(m.birth_date for m in members if m.no_pension_child)
    if not no_pension_child:
        return 0
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
