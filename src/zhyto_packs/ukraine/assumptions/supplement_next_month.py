"""Open reading 1: in the month of the birthday, the new amount from the next month."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2022-10-01",
    mark="assumption",
    uk="Доплата за вік у межах, що бракують до межі",
    en="Age supplement within what the pension lacks to the cap",
)
def age_supplement_within_cap(age_supplement_at_month_start: Money, pension_room_under_cap: Money) -> Money:
    return min(age_supplement_at_month_start, pension_room_under_cap)
