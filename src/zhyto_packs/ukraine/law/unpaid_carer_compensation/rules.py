"""Compensation of the hromada to an unpaid carer."""

from zhyto.law import Members, Money, Month, at, count, january, not_implemented, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-01-01",
    uk="Належить до тих, за догляд за ким платять компенсацію",
    en="Is one of those for whose care compensation is paid",
    source="S39",
)
def unpaid_care_needed(
    age_of_person: int,
    majority_age: int,
    disability_group: str,
    child_with_disability: bool,
    elderly_cognitive_disorder: bool,
    incurably_ill: bool,
) -> bool:
    if age_of_person < majority_age and child_with_disability:
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
    entity="person",
    cite="постанова Кабінету Міністрів № 859 від 23.09.2020",
    since="2020-09-23",
    until="2026-12-31",
    mark="assumption",
    uk="Компенсація тому, хто доглядає",
    en="Compensation to the carer",
    note_uk="Загальний прожитковий мінімум беремо на 1 січня, середній дохід на кожного, хто живе разом. Постанова чинна від її дати. Інше "
    "прочитання: з дня опублікування; дохід лише родичів.",
    note_en="The general subsistence minimum is that of 1 January, the income is averaged over everyone who lives together. The resolution holds "
    "from its date. The alternative: from its publication; the income of relatives only.",
    source="S39",
)
def unpaid_carer_compensation(
    unpaid_carer_of_another: bool, subsistence_minimum_general: Money, month: Month, care_family_income: Money, members: Members
) -> Money:
    if not unpaid_carer_of_another:
        return 0
    minimum_on_1_january = at(subsistence_minimum_general, january(month))
    return round_half_up(max(0, minimum_on_1_january - care_family_income / count(m for m in members)), "0.01")


not_implemented("unpaid_carer_compensation", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
