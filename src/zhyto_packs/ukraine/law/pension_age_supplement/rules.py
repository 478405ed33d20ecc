"""Age supplement to the pension, within a cap. In the month of the 70th, 75th or 80th birthday it is paid by days."""

from zhyto.law import (
    Date,
    Money,
    Month,
    Ratio,
    Scale,
    Table,
    add_years,
    age,
    at,
    bracket,
    date,
    days_between,
    exception,
    first_day,
    last_day,
    not_implemented,
    not_in_force,
    round_half_up,
    rule,
    unknown,
)


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
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020; постанова № 168 від 24.02.2023",
    since="2020-01-01",
    mark="assumption",
    uk="Пенсія з надбавками й доплатами, яку порівнюють із межею",
    en="Pension with its supplements and top-ups, which is compared with the cap",
    note_uk="Пенсія місяця і надбавки та доплати до неї, які тут рахують окремо: за понаднормовий стаж, за особливі заслуги, до мінімальної "
    "пенсії і до всіх найменших пенсій. Інше прочитання: лише пенсія.",
    note_en="The pension of the month, and what is counted apart here: for long service, for special merits, the top-ups to the minimum pension "
    "and to all lowest pensions. The alternative: the pension alone.",
)
def pension_with_supplements(
    monthly_pension: Money,
    minimum_old_age_pension: Money,
    pension_floor_at_65: Money,
    chornobyl_disability_pension_floor: Money,
    fallen_defender_family_floor: Money,
    combatant_minimum_pension_top_up: Money,
    long_service_supplement: Money,
    merits_supplements_due: Money,
) -> Money:
    general = minimum_old_age_pension + pension_floor_at_65
    special = chornobyl_disability_pension_floor + fallen_defender_family_floor + combatant_minimum_pension_top_up
    return monthly_pension + general + special + long_service_supplement + merits_supplements_due


@rule(
    entity="person",
    cite="Закон 796-XII, ст. 54; Закон 3551-XII; постанова Кабінету Міністрів № 674 від 03.08.2020",
    since="2020-01-01",
    mark="assumption",
    uk="До якої найменшої пенсії доплачують за особливою підставою (немає — 0)",
    en="Lowest pension on a special ground to which it is topped up (none: 0)",
)
def special_lowest_pension(
    chornobyl_category: str,
    chornobyl_disability_pension: bool,
    chornobyl_lowest_pension: Money,
    fallen_defender_pension: str,
    fallen_defender_lowest_pension: Table,
    war_status: str,
    combatant_minimum_pension: Money,
) -> Money:
    by_chornobyl = chornobyl_lowest_pension if chornobyl_category == "1" and chornobyl_disability_pension else 0
    by_bereavement = fallen_defender_lowest_pension[fallen_defender_pension] if fallen_defender_pension != "none" else 0
    by_status = combatant_minimum_pension if war_status == "combatant" else 0
    return max(by_status, max(by_chornobyl, by_bereavement))


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    mark="assumption",
    uk="Більшою пенсія з надбавками й доплатами бути не може",
    en="The pension with its supplements and top-ups cannot be larger",
    note_uk="Доплати доводять пенсію щонайбільше до найвищої межі, а стаж не довший за найдовший можливий: "
    "тому для малої пенсії не треба знати ні стажу, ні складових.",
    note_en="Top-ups raise the pension at most to the highest level, and the record is no longer than the longest possible: "
    "so neither the record nor the parts of a small pension need be known.",
)
def pension_with_supplements_at_most(
    monthly_pension: Money,
    highest_pension_floor: Money,
    special_lowest_pension: Money,
    merits_supplements_due: Money,
    sex: str,
    longest_insurance_record: int,
    full_record_years_before_october_2011: Table,
    long_service_share_per_year: Ratio,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    years = longest_insurance_record - full_record_years_before_october_2011[sex]
    long_service = subsistence_minimum_for_pensions * long_service_share_per_year * years
    return max(max(monthly_pension, highest_pension_floor), special_lowest_pension) + merits_supplements_due + long_service


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020; постанова № 168 від 24.02.2023",
    since="2020-04-01",
    uk="Скільки доплати за вік вміщається до межі",
    en="How much of the age supplement the cap leaves room for",
    source="S24, S106",
)
def pension_room_under_cap(
    age_supplement_at_month_end: Money, pension_with_supplements: Money, pension_with_supplements_at_most: Money, age_supplement_cap: Money
) -> Money:
    if pension_with_supplements_at_most + age_supplement_at_month_end <= age_supplement_cap:
        return age_supplement_at_month_end
    return min(age_supplement_at_month_end, max(0, age_supplement_cap - pension_with_supplements))


@exception(
    to="pension_room_under_cap",
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2021-01-01",
    until="2021-09-30",
    mark="assumption",
    uk="Скільки доплати за вік вміщається до межі, якої не знайдено",
    en="How much of the age supplement a cap that was not found leaves room for",
    note_uk="Відкрите питання 12: чи межею цих місяців була середня зарплата 2019 року (9 205,19 грн), чи вже 2020-го (10 340,35 грн), не "
    "встановлено: де обидві дають те саме, це й відповідь, інакше сума невідома.",
    note_en="Open reading 12: whether the cap of these months was the average wage of 2019 (9,205.19) or that of 2020 (10,340.35) already is "
    "not established: where both give the same, that is the answer, otherwise the amount is unknown.",
    source="S106",
)
def pension_room_under_cap_2021(
    age_supplement_at_month_end: Money, pension_with_supplements: Money, pension_with_supplements_at_most: Money, age_supplement_cap: Money
) -> Money:
    if pension_with_supplements_at_most + age_supplement_at_month_end <= at(age_supplement_cap, date(2020, 12, 1)):
        return age_supplement_at_month_end
    if pension_with_supplements + age_supplement_at_month_end <= at(age_supplement_cap, date(2020, 12, 1)):
        return age_supplement_at_month_end
    if pension_with_supplements >= at(age_supplement_cap, date(2021, 10, 1)):
        return 0
    return unknown("межу доплати з січня до вересня 2021 року не встановлено / the cap of January to September 2021 is not established")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    uk="Доплата за вік у межах, що бракують до межі",
    en="Age supplement within what the pension lacks to the cap",
    note_uk="Від дня народження доплачують за днями; повну суму за місяць має той, хто народився першого числа.",
    note_en="From the birthday on it is paid by days; whoever was born on the first has the full sum of the month.",
    source="S106",
)
def age_supplement_within_cap(
    birth_date: Date, month: Month, age_supplement_at_month_start: Money, age_supplement_at_month_end: Money, pension_room_under_cap: Money
) -> Money:
    earlier = min(age_supplement_at_month_start, pension_room_under_cap)
    later = min(age_supplement_at_month_end, pension_room_under_cap)
    if earlier == later:
        return later
    birthday = add_years(birth_date, age(birth_date, last_day(month)))
    days_later = days_between(birthday, last_day(month)) + 1
    days = days_between(first_day(month), last_day(month)) + 1
    return round_half_up((later * days_later + earlier * (days - days_later)) / days, "0.01")


not_in_force("pension_age_supplement", since="2020-01-01", until="2020-03-31", cite="постанова Кабінету Міністрів № 251 від 01.04.2020")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020; постанова № 168 від 24.02.2023",
    since="2020-04-01",
    until="2026-12-31",
    uk="Доплата до пенсії за вік",
    en="Age supplement to the pension",
    source="S24, S25, S106",
)
def pension_age_supplement(age_supplement_at_month_end: Money, receives_pension: bool, age_supplement_within_cap: Money) -> Money:
    if age_supplement_at_month_end == 0 or not receives_pension:
        return 0
    return age_supplement_within_cap


not_implemented("pension_age_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
