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
    since="2024-02-01",
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
    since="2024-02-01",
    mark="assumption",
    uk="Дохід за три місяці перед строком",
    en="Income of the three months before the term",
    note_uk="Три місяці перед початком шестимісячного строку; рахуємо й допомоги, які зараховують до доходу, але не саму цю. Інше "
    "прочитання: три місяці перед заявою.",
    note_en="The three months before the six-month term begins; aids that count as income are counted, but not this one. The "
    "alternative: the three months before the claim.",
    source="S47, S102",
)
def idp_income_of_person(counted_income: Money, birth_date: Date, idp_term_first_month: Month, idp_counted_months: int) -> Money:
    first = idp_term_first_month - idp_counted_months
    return total(counted_income, max(first, month_of(birth_date)), idp_term_first_month - 1)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
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
    since="2024-02-01",
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
    since="2024-02-01",
    uk="Середній дохід не більший за межу",
    en="Average income is not above the limit",
    source="S47",
)
def idp_income_within_limit(idp_average_income: Money, idp_income_limit: Money) -> bool:
    return idp_average_income <= idp_income_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    uk="У родині переселенців є дитина на вихованні (прийомна або підопічна)",
    en="The displaced family has a child in care (fostered or a ward)",
    source="S104",
)
def idp_child_in_care(members: Members) -> bool:
    return any(m.idp_status and (m.in_foster_care or m.under_guardianship) for m in members)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    uk="Пенсіонер, чия пенсія на 1 січня не більша за межу",
    en="A pensioner whose pension on 1 January is not above the limit",
    source="S104",
)
def idp_pensioner_within_limit(month: Month, monthly_pension: Money, idp_income_limit: Money) -> bool:
    pension = at(monthly_pension, january(month))
    return 0 < pension <= idp_income_limit


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    mark="assumption",
    uk="Допомогу подовжують без перевірки доходу",
    en="The aid is extended without an income test",
    note_uk="Без перевірки: інвалідність I–II групи, дитина з інвалідністю або тяжкохвора, сирота до 23 років, прийомні батьки й опікуни, "
    "пенсіонер, чия пенсія на 1 січня не більша за межу. Рахуємо кожного окремо. Інше прочитання: також III група, родини з дітьми "
    "і родини самих непрацездатних.",
    note_en="Without a test: disability of groups I and II, a child with a disability or gravely ill, an orphan under 23, foster parents and "
    "guardians, a pensioner whose pension on 1 January is not above the limit. Each person counts alone. The alternative: group III, families "
    "with children and families of persons unable to work as well.",
    source="S104",
)
def idp_extended_without_test(
    role: str,
    age_of_person: int,
    majority_age: int,
    student_age_limit: int,
    disability_group: str,
    child_with_disability: bool,
    gravely_ill_child: bool,
    orphan: bool,
    idp_child_in_care: bool,
    idp_pensioner_within_limit: bool,
) -> bool:
    if disability_group in ("I", "II") or child_with_disability:
        return True
    if orphan and age_of_person < student_age_limit:
        return True
    if idp_child_in_care and role in ("head", "spouse"):
        return True
    if age_of_person < majority_age:
        return gravely_ill_child
    return idp_pensioner_within_limit


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-03-01",
    until="2023-07-31",
    known="2022-03-20",
    name="idp_deposit_over_limit",
    mark="assumption",
    uk="Вклади більші за дозволені (сироті не відмовляють)",
    en="Deposits are above the limit (an orphan is not refused)",
    note_uk="Чи відмовляли через вклади до серпня 2023 року, не встановлено. Інше прочитання: не питали.",
    note_en="Whether deposits refused the aid before August 2023 is not established. The alternative: nobody asked.",
    source="S47",
)
def idp_deposit_over_limit_until_july_2023(bank_deposits_uah: Money, idp_deposit_limit: Money, orphan: bool) -> bool:
    if orphan or bank_deposits_uah <= idp_deposit_limit:
        return False
    return unknown(
        "чи відмовляли через вклади до серпня 2023 року, не встановлено / whether deposits refused the aid before August 2023 is not established"
    )


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
    since="2024-02-01",
    uk="Умови для подовження допомоги виконано",
    en="The conditions for an extension are met",
    note_uk="Досить одного: бути в переліку тих, кому подовжують без перевірки, або мати середній дохід родини не більший за межу.",
    note_en="One is enough: to be among those for whom it is extended without a test, or to have a family income not above the limit.",
    source="S104",
)
def idp_extension_conditions_met(idp_extended_without_test: bool, idp_income_within_limit: bool) -> bool:
    return idp_extended_without_test or idp_income_within_limit


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
def idp_living_aid_in_march_2022(idp_amount_of_person: Money, idp_deposit_over_limit: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit:
        return 0
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2022-04-01",
    until="2024-01-31",
    known="2022-03-20",
    name="idp_living_aid",
    uk="Допомога на проживання",
    en="Living aid",
    note_uk="Доходу не перевіряли й у перші шість місяців нового порядку, із серпня 2023 року.",
    note_en="Income was not tested in the first six months of the new order either, from August 2023.",
    source="S47, S104",
)
def idp_living_aid_without_test(idp_amount_of_person: Money, idp_deposit_over_limit: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit:
        return 0
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    until="2024-02-29",
    name="idp_living_aid",
    mark="assumption",
    uk="Допомога на проживання",
    en="Living aid",
    note_uk="Відкрите питання 15: подовження з перевіркою доходу рахуємо з березня 2024 року. Інше прочитання: вже з лютого.",
    note_en="Open reading 15: the extension with an income test is counted from March 2024. The alternative: already from February.",
    source="S104",
)
def idp_living_aid_in_february_2024(idp_amount_of_person: Money, idp_deposit_over_limit: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit:
        return 0
    return idp_amount_of_person


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-03-01",
    until="2026-08-31",
    name="idp_living_aid",
    uk="Допомога на проживання",
    en="Living aid",
    source="S47, S104",
)
def idp_living_aid_extended(idp_amount_of_person: Money, idp_deposit_over_limit: bool, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit or not idp_extension_conditions_met:
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
def idp_living_aid(idp_amount_of_person: Money, idp_deposit_over_limit: bool, idp_extension_conditions_met: bool) -> Money:
    if idp_amount_of_person == 0 or idp_deposit_over_limit or not idp_extension_conditions_met:
        return 0
    return unknown(
        "чи подовжено допомогу після серпня 2026 року, не встановлено; шукати зміни до постанови № 332 / "
        "whether the aid was extended after August 2026 is not established; look for amendments to Resolution 332"
    )


not_implemented("idp_living_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
