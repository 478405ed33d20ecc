"""Living aid for internally displaced persons, from March 2022."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    at,
    count,
    january,
    month_number,
    month_of,
    not_implemented,
    not_in_force,
    round_half_up,
    rule,
    total,
    unknown,
)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-03-01",
    known="2022-03-20",
    uk="Сума для цієї особи",
    en="Amount for this person",
    source="S47",
)
def idp_amount_of_person(
    idp_status: bool,
    age_of_person: int,
    majority_age: int,
    has_disability: bool,
    idp_amount_child_or_disability: Money,
    idp_amount_other: Money,
) -> Money:
    if not idp_status:
        return 0
    if age_of_person < majority_age or has_disability:
        return idp_amount_child_or_disability
    return idp_amount_other


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-03-01",
    known="2022-03-20",
    uk="Скільки в родині переселенців",
    en="Displaced persons in the household",
    source="S47",
)
def idp_recipients(members: Members) -> int:
    return count(m for m in members if m.idp_status)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Перший місяць шестимісячного строку",
    en="First month of the six-month term",
    note_uk="Строки по шість місяців починаються з березня і з вересня.",
    note_en="Terms of six months begin in March and in September.",
    source="S47",
)
def idp_term_first_month(month: Month, idp_spring_term_first_month: int, idp_autumn_term_first_month: int) -> Month:
    if month_number(month) >= idp_autumn_term_first_month:
        return january(month) + idp_autumn_term_first_month - 1
    if month_number(month) >= idp_spring_term_first_month:
        return january(month) + idp_spring_term_first_month - 1
    return january(month) + idp_autumn_term_first_month - 13


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    mark="assumption",
    uk="Дохід за три місяці перед строком",
    en="Income of the three months before the term",
    note_uk="Три місяці перед початком шестимісячного строку; державних допомог не рахуємо. Інше прочитання: "
    "три місяці перед заявою, з іншими допомогами.",
    note_en="The three months before the six-month term begins; state aids are not counted. The alternative: "
    "the three months before the claim, other aids included.",
    source="S47",
)
def idp_income_of_person(counted_income: Money, birth_date: Date, idp_term_first_month: Month, idp_counted_months: int) -> Money:
    first = idp_term_first_month - idp_counted_months
    return total(counted_income, max(first, month_of(birth_date)), idp_term_first_month - 1)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Середній місячний дохід на одного переселенця",
    en="Average monthly income per displaced person",
    source="S47",
)
def idp_average_income(members: Members, idp_recipients: int, idp_counted_months: int) -> Money:
    if idp_recipients == 0:
        return 0
    return sum(m.idp_income_of_person for m in members if m.idp_status) / (idp_recipients * idp_counted_months)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Межа доходу на одного переселенця",
    en="Income limit per displaced person",
    note_uk="Чотири прожиткові мінімуми осіб, які втратили працездатність, на 1 січня року.",
    note_en="Four subsistence minimums of those who lost the ability to work, on 1 January of the year.",
    source="S47",
)
def idp_income_limit(month: Month, subsistence_minimum_lost_ability: Money, idp_income_limit_multiple: Ratio) -> Money:
    return round_half_up(at(subsistence_minimum_lost_ability, january(month)) * idp_income_limit_multiple, "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Середній дохід не більший за межу",
    en="Average income is not above the limit",
    source="S47",
)
def idp_income_within_limit(idp_average_income: Money, idp_income_limit: Money) -> bool:
    return idp_average_income <= idp_income_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Родина переселенців з дитиною, або всі непрацездатні",
    en="A displaced family with a child, or all unable to work",
    source="S47",
)
def idp_vulnerable_family(members: Members) -> bool:
    with_child = any(m.minor_or_student for m in members if m.idp_status)
    return with_child or all(m.lost_ability for m in members if m.idp_status)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    mark="assumption",
    uk="Належить до категорії з переліку",
    en="Belongs to a listed category",
    note_uk="Встановлені категорії: інвалідність I–III групи, родина з дитиною (до 18 або до 23 років на навчанні), "
    "усі члени родини непрацездатні. "
    "Перелік ширший: інші категорії має підтвердити орган.",
    note_en="Established categories: disability of groups I to III, a family with a child (under 18, or under 23 in study), "
    "all members unable to work. "
    "The list is longer: other categories are for the office to confirm.",
    source="S47",
)
def idp_in_listed_category(has_disability: bool, idp_vulnerable_family: bool, idp_other_listed_category: bool) -> bool:
    return has_disability or idp_vulnerable_family or idp_other_listed_category


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Вклади більші за дозволені (сироті не відмовляють)",
    en="Deposits are above the limit (an orphan is not refused)",
    source="S47",
)
def idp_deposit_over_limit(bank_deposits_uah: Money, idp_deposit_limit: Money, orphan: bool) -> bool:
    return bank_deposits_uah > idp_deposit_limit and not orphan


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    uk="Умови для подовження допомоги виконано",
    en="The conditions for an extension are met",
    source="S47",
)
def idp_extension_conditions_met(idp_income_within_limit: bool, idp_in_listed_category: bool, idp_deposit_over_limit: bool) -> bool:
    return idp_income_within_limit and idp_in_listed_category and not idp_deposit_over_limit


not_in_force(
    "idp_living_aid",
    since="2020-01-01",
    until="2022-02-28",
    cite="до березня 2022 року діяла інша допомога: постанова Кабінету Міністрів № 505 від 01.10.2014",
)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-03-01",
    until="2022-03-31",
    known="2022-03-20",
    name="idp_living_aid",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
    note_uk="Відкрите питання 14: за березень 2022 року беремо нову допомогу. Інше прочитання: попередню.",
    note_en="Open reading 14: the new aid holds for March 2022. The alternative: the earlier one.",
    source="S47",
)
def idp_living_aid_in_march_2022(idp_amount_of_person: Money) -> Money:
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-04-01",
    until="2023-07-31",
    known="2022-03-20",
    name="idp_living_aid",
    uk="Допомога на проживання",
    en="Living aid",
    source="S47",
)
def idp_living_aid_without_test(idp_amount_of_person: Money) -> Money:
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2023-08-01",
    until="2024-02-29",
    name="idp_living_aid",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
    note_uk="Відкрите питання 15: із серпня 2023 року перевірка доходу могла вже діяти; де вона відмовила б, відповідь невідома. "
    "Інше прочитання: діє з серпня 2023 року.",
    note_en="Open reading 15: from August 2023 the income test may already have held; where it would refuse, "
    "the answer is unknown. The alternative: it held from August 2023.",
    source="S47",
)
def idp_living_aid_test_uncertain(idp_amount_of_person: Money, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0:
        return 0
    if idp_extension_conditions_met:
        return idp_amount_of_person
    return unknown(
        "чи діяла перевірка доходу із серпня 2023 року, не встановлено / whether the income test held from August 2023 is not established"
    )


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-03-01",
    until="2026-08-31",
    name="idp_living_aid",
    uk="Допомога на проживання",
    en="Living aid",
    source="S47",
)
def idp_living_aid_extended(idp_amount_of_person: Money, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or not idp_extension_conditions_met:
        return 0
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2026-09-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
    note_uk="Бачено подовження до лютого 2026 року і ще на пів року, тобто до серпня. Чи подовжено далі, не встановлено; "
    "хто й раніше не мав права, не має його й тут. Інше прочитання: подовжено на тих самих умовах.",
    note_en="Extensions to February 2026 and by another half a year, that is to August, were seen. Whether it was extended further is not established; "
    "who had no right before has none here. The alternative: extended on the same terms.",
    source="S47",
)
def idp_living_aid(idp_amount_of_person: Money, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or not idp_extension_conditions_met:
        return 0
    return unknown(
        "чи подовжено допомогу після серпня 2026 року, не встановлено; шукати зміни до постанови № 332 / "
        "whether the aid was extended after August 2026 is not established; look for amendments to Resolution 332"
    )


not_implemented("idp_living_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
