"""Open reading 1: in the month of the birthday, the new amount for the days from the birthday on."""

from zhyto.law import Date, Money, Month, add_years, age, days_between, first_day, last_day, round_half_up, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2022-10-01",
    mark="assumption",
    uk="Доплата за вік у межах, що бракують до межі",
    en="Age supplement within what the pension lacks to the cap",
)
def age_supplement_within_cap(
    birth_date: Date,
    month: Month,
    age_supplement_at_month_start: Money,
    age_supplement_at_month_end: Money,
    pension_room_under_cap: Money,
) -> Money:
    earlier = min(age_supplement_at_month_start, pension_room_under_cap)
    later = min(age_supplement_at_month_end, pension_room_under_cap)
    if earlier == later:
        return later
    birthday = add_years(birth_date, age(birth_date, last_day(month)))
    days_later = days_between(birthday, last_day(month)) + 1
    days = days_between(first_day(month), last_day(month)) + 1
    return round_half_up((later * days_later + earlier * (days - days_later)) / days, "0.01")
