"""Compensation of the hromada to an unpaid carer."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Person,
    at,
    count,
    exists,
    january,
    month_of,
    not_implemented,
    nth,
    quarter,
    round_half_up,
    rule,
    total,
    unknown,
)


@rule(
    entity="person",
    cite="Закон 2671-VIII, ст. 13, ч. 6",
    since="2020-01-01",
    mark="read",
    uk="Належить до тих, за догляд за ким платять компенсацію",
    en="Is one of those for whose care compensation is paid",
    source="S140 2671-19, S39",
)
def unpaid_care_needed(
    age_of_person: int,
    majority_age: int,
    disability_group: str,
    child_with_disability: bool,
    elderly_cognitive_disorder: bool,
    incurably_ill: bool,
    gravely_ill_child: bool,
) -> bool:
    if age_of_person < majority_age and (child_with_disability or gravely_ill_child):
        return True
    return disability_group == "I" or elderly_cognitive_disorder or incurably_ill


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-01-01",
    uk="Скільки в родині людей, яких треба доглядати",
    en="Persons in the household who need care",
    source="S39",
)
def unpaid_care_persons(members: Members) -> int:
    return count(m for m in members if m.unpaid_care_needed)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-01-01",
    uk="Доглядає когось із тих, з ким живе",
    en="Cares for someone they live with",
    source="S39",
)
def unpaid_carer_of_another(unpaid_carer: bool, unpaid_care_needed: bool, unpaid_care_persons: int) -> bool:
    if not unpaid_carer:
        return False
    if unpaid_care_needed:
        return unpaid_care_persons > 1
    return unpaid_care_persons > 0


@rule(
    entity="person",
    cite="порядок, що діяв до постанови Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-01-01",
    until="2020-09-22",
    name="unpaid_carer_compensation",
    mark="assumption",
    uk="Компенсація тому, хто доглядає",
    en="Compensation to the carer",
    note_uk="Які правила діяли до постанови № 859, не встановлено: хто доглядає, тому відповідь невідома. Інше прочитання: права ще не було.",
    note_en="Which rules held before resolution 859 is not established: for a carer the answer is unknown. "
    "The alternative: there was no right yet.",
)
def unpaid_carer_compensation_before_2020_resolution(unpaid_carer_of_another: bool) -> Money:
    if not unpaid_carer_of_another:
        return 0
    return unknown(
        "правил, чинних до постанови № 859 від 23.09.2020, не знайдено / the rules in force before resolution 859 of 23.09.2020 were not found"
    )


@rule(
    entity="household",
    cite="Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Той, хто доглядає в цій родині",
    en="The carer of this household",
    note_uk="Якщо доглядають двоє, дохід рахуємо за заявою старшого. Інше прочитання: за заявою кожного.",
    note_en="Where two give care, the income counts by the claim of the elder. The alternative: by the claim of each.",
    source="S140 2671-19",
)
def carer_of_household(members: Members) -> Person:
    return nth((m for m in members if m.unpaid_carer_of_another), 1, by="birth_date")


@rule(
    entity="person",
    cite="Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за квартал перед місяцем, що передує заяві того, хто доглядає",
    en="Income of the quarter before the month that precedes the carer's claim",
    note_uk="Квартал — три місяці календарного кварталу, що закінчився до місяця перед заявою. Інше прочитання: три місяці перед тим місяцем.",
    note_en="The quarter is the calendar quarter that ended before the month preceding the claim. The alternative: the three months before that month.",
    source="S140 2671-19",
)
def income_of_carers_quarter(counted_income: Money, birth_date: Date, carer_of_household: Person, months_of_carers_quarter: int) -> Money:
    if not exists(carer_of_household):
        return 0
    following = quarter(carer_of_household.unpaid_carer_claim_month - 1)
    return total(counted_income, max(following - months_of_carers_quarter, month_of(birth_date)), following - 1)


@rule(
    entity="household",
    cite="Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="read",
    uk="Середній місячний дохід на члена сім'ї того, хто доглядає, за квартал",
    en="Average monthly income per member of the carer's family over the quarter",
    source="S140 2671-19",
)
def carers_income_per_member(members: Members, months_of_carers_quarter: int) -> Money:
    earned = sum(m.income_of_carers_quarter for m in members if m.in_care_family)
    return earned / months_of_carers_quarter / count(m for m in members if m.in_care_family)


@rule(
    entity="person",
    cite="Закон 2671-VIII, ст. 13, ч. 7; постанова Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-09-23",
    until="2026-12-31",
    mark="assumption",
    uk="Компенсація тому, хто доглядає",
    en="Compensation to the carer",
    note_uk="Загальний прожитковий мінімум беремо на 1 січня; сума та сама, скількох би доглядали. Порядок закону читано в редакції лютого 2026 року; "
    "для давніших років беремо його ж, від дня постанови. Інше прочитання: раніше рахували інакше.",
    note_en="The general subsistence minimum is that of 1 January; the sum is the same whatever the number cared for. The law was read as of February 2026; "
    "for earlier years the same is taken, from the day of the resolution. The alternative: it was counted otherwise before.",
    source="S140 2671-19, S39",
)
def unpaid_carer_compensation(
    unpaid_carer_of_another: bool, subsistence_minimum_general: Money, month: Month, carers_income_per_member: Money
) -> Money:
    if not unpaid_carer_of_another:
        return 0
    minimum_on_1_january = at(subsistence_minimum_general, january(month))
    return round_half_up(max(0, minimum_on_1_january - carers_income_per_member), "0.01")


not_implemented("unpaid_carer_compensation", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
