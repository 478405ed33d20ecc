"""Open reading 12: where the cap of 10,340.35 binds, a higher yearly average wage would decide, and it is not on record."""

from zhyto.law import Money, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2023-01-01",
    mark="assumption",
    uk="Доплата за вік у межах, що бракують до межі",
    en="Age supplement within what the pension lacks to the cap",
)
def age_supplement_within_cap(
    age_supplement_at_month_start: Money, age_supplement_at_month_end: Money, pension_room_under_cap: Money
) -> Money:
    if age_supplement_at_month_start != age_supplement_at_month_end:
        return unknown(
            "місяць дня народження: чи платять доплату за весь місяць, не встановлено / month of the birthday: "
            "whether the whole month is paid is not established"
        )
    if age_supplement_at_month_end > pension_room_under_cap:
        return unknown("середню зарплату цього року не знайдено / the average wage of the year was not found")
    return age_supplement_at_month_end
