"""August 2021: a payment before school for the children of large families on low-income aid."""

from zhyto.law import Money, not_in_force, rule

not_in_force(
    "large_family_payment_2021", since="2020-01-01", until="2021-07-31", cite="постанова Кабінету Міністрів № 803 від 04.08.2021"
)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 803 від 04.08.2021",
    since="2021-08-01",
    until="2021-08-31",
    uk="Разова допомога перед школою",
    en="One-off aid before school",
    note_uk="Станом на 1 серпня 2021 року: дитині від 6 до 18 років включно, сім'я багатодітна, призначення допомоги малозабезпеченим діє.",
    note_en="As of 1 August 2021: the child is 6 to 18 inclusive, the family is large, its award of low-income aid runs.",
    source="S129, S193",
)
def large_family_payment_2021(
    large_family: bool,
    receives_low_income_aid: bool,
    role: str,
    age_of_person: int,
    large_family_payment_youngest: int,
    large_family_payment_oldest: int,
    large_family_payment_amount: Money,
) -> Money:
    if role != "child" or not large_family_payment_youngest <= age_of_person <= large_family_payment_oldest:
        return 0
    if not large_family or not receives_low_income_aid:
        return 0
    return large_family_payment_amount


not_in_force("large_family_payment_2021", since="2021-09-01", cite="постанова Кабінету Міністрів № 803 від 04.08.2021")
