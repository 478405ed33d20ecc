"""Open reading 12: from January to September 2021 the cap was the average wage of 2019."""

from zhyto.law import Money, at, date, exception


@exception(
    to="pension_room_under_cap",
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2021-01-01",
    until="2021-09-30",
    mark="assumption",
    uk="Скільки доплати за вік вміщається до межі",
    en="How much of the age supplement the cap leaves room for",
)
def pension_room_under_cap_2021(
    age_supplement_at_month_end: Money, pension_with_supplements: Money, pension_with_supplements_at_most: Money, age_supplement_cap: Money
) -> Money:
    cap = at(age_supplement_cap, date(2020, 12, 1))
    if pension_with_supplements_at_most + age_supplement_at_month_end <= cap:
        return age_supplement_at_month_end
    return min(age_supplement_at_month_end, max(0, cap - pension_with_supplements))
