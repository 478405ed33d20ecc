"""Age supplement to the pension, within a cap. Open reading 1: the month of the 70th, 75th or 80th birthday is unknown."""

from zhyto.law import Date, Money, Month, Scale, age, at, bracket, date, last_day, not_implemented, not_in_force, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    uk="Доплата за віком на перше число місяця",
    en="Supplement by the age on the first of the month",
    source="S24, S25",
)
def age_supplement_at_month_start(age_of_person: int, age_supplement_level: Scale) -> Money:
    return bracket(age_supplement_level, age_of_person)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    uk="Доплата за віком на останнє число місяця",
    en="Supplement by the age on the last of the month",
    source="S24, S25",
)
def age_supplement_at_month_end(birth_date: Date, month: Month, age_supplement_level: Scale) -> Money:
    return bracket(age_supplement_level, age(birth_date, last_day(month)))


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    uk="Скільки бракує пенсії до межі",
    en="What the pension lacks to the cap",
    source="S24, S25",
)
def pension_room_under_cap(monthly_pension: Money, age_supplement_cap: Money) -> Money:
    return max(0, age_supplement_cap - monthly_pension)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    mark="assumption",
    uk="Доплата за вік у межах, що бракують до межі",
    en="Age supplement within what the pension lacks to the cap",
    note_uk="Відкрите питання 1: у місяць, коли виповнюється 70, 75 або 80 років, сума невідома, якщо вона змінюється. "
    "Інше прочитання: за днями або з наступного місяця.",
    note_en="Open reading 1: in the month of the 70th, 75th or 80th birthday the amount is unknown where it changes. "
    "The alternative: by days, or from the next month.",
    source="S24, S25",
)
def age_supplement_within_cap(
    age_supplement_at_month_start: Money, age_supplement_at_month_end: Money, pension_room_under_cap: Money
) -> Money:
    by_first_day = min(age_supplement_at_month_start, pension_room_under_cap)
    by_last_day = min(age_supplement_at_month_end, pension_room_under_cap)
    if age_supplement_at_month_start == age_supplement_at_month_end:
        return by_last_day
    if by_first_day == by_last_day:
        return by_last_day
    return unknown(
        "місяць дня народження: чи платять доплату за весь місяць, не встановлено / month of the birthday: "
        "whether the whole month is paid is not established"
    )


not_in_force("pension_age_supplement", since="2020-01-01", until="2020-03-31", cite="постанова Кабінету Міністрів № 251 від 01.04.2020")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    until="2020-12-31",
    name="pension_age_supplement",
    uk="Доплата до пенсії за вік",
    en="Age supplement to the pension",
    source="S25",
)
def pension_age_supplement_2020(age_supplement_at_month_end: Money, receives_pension: bool, age_supplement_within_cap: Money) -> Money:
    if age_supplement_at_month_end == 0 or not receives_pension:
        return 0
    return age_supplement_within_cap


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2021-01-01",
    until="2022-09-30",
    name="pension_age_supplement",
    mark="assumption",
    uk="Доплата до пенсії за вік",
    en="Age supplement to the pension",
    note_uk="Відкрите питання 12: межу цих місяців не знайдено; де вистачає й межі 2020 року (9 205 грн), доплата повна, "
    "інакше невідома. Інше прочитання: щорічна середня зарплата.",
    note_en="Open reading 12: the cap of these months was not found; where the cap of 2020 (9,205) suffices, "
    "the supplement is full, otherwise unknown. The alternative: the yearly average wage.",
    source="S25",
)
def pension_age_supplement_2021(
    age_supplement_at_month_start: Money,
    age_supplement_at_month_end: Money,
    receives_pension: bool,
    monthly_pension: Money,
    age_supplement_cap: Money,
) -> Money:
    if age_supplement_at_month_end == 0 or not receives_pension:
        return 0
    if monthly_pension + age_supplement_at_month_end > at(age_supplement_cap, date(2020, 12, 1)):
        return unknown(
            "межу пенсії для доплати з січня 2021 до вересня 2022 року не знайдено / "
            "the cap of January 2021 to September 2022 was not found"
        )
    if age_supplement_at_month_start == age_supplement_at_month_end:
        return age_supplement_at_month_end
    return unknown(
        "місяць дня народження: чи платять доплату за весь місяць, не встановлено / month of the birthday: "
        "whether the whole month is paid is not established"
    )


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 168 від 24.02.2023",
    since="2022-10-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до пенсії за вік",
    en="Age supplement to the pension",
    note_uk="Відкрите питання 12: межа 10 340,35 грн діє з жовтня 2022 року без змін. Інше прочитання: щорічна середня зарплата.",
    note_en="Open reading 12: the cap of 10,340.35 holds from October 2022 unchanged. The alternative: the yearly average wage.",
    source="S24",
)
def pension_age_supplement(age_supplement_at_month_end: Money, receives_pension: bool, age_supplement_within_cap: Money) -> Money:
    if age_supplement_at_month_end == 0 or not receives_pension:
        return 0
    return age_supplement_within_cap


not_implemented("pension_age_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
