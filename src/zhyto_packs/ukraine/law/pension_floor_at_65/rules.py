"""What a pension lacks to the lowest payment of its group: 40 % of the minimum wage from 65, and the levels the government sets each year.

A level that was not found is unknown, never zero. A pension that reaches the highest level of all lacks nothing, whatever the group.
"""

from zhyto.law import Money, Table, at, date, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-01-01",
    mark="assumption",
    uk="Пенсіонер, для якого є найменша пенсійна виплата (не працює)",
    en="A pensioner for whom there is a lowest payment (does not work)",
    note_uk="Межі стосуються пенсій за віком і з інвалідності. Інше прочитання: також пенсії в разі втрати годувальника.",
    note_en="The levels concern old-age and disability pensions. The alternative: survivors' pensions too.",
    source="S27",
)
def of_pension_floor(is_working: bool, of_old_age_pension: bool, disability_group: str, has_survivor_pension: bool) -> bool:
    if is_working or has_survivor_pension:
        return False
    return disability_group != "none" or of_old_age_pension


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    uk="Від 80 років зі стажем 25 років (чоловіки) або 20 років (жінки)",
    en="80 or more with a record of 25 years (men) or 20 years (women)",
    source="S25",
)
def of_pension_floor_at_80(
    age_of_person: int, pension_floor_age_80: int, insurance_record_years: int, sex: str, record_years_at_80: Table
) -> bool:
    return age_of_person >= pension_floor_age_80 and insurance_record_years >= record_years_at_80[sex]


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    until="2020-03-31",
    name="higher_pension_floor_applies",
    uk="Належить вища найменша виплата, ніж мінімальна пенсія",
    en="Is due a lowest payment above the minimum pension",
    source="S27",
)
def higher_pension_floor_applies_early_2020(
    of_pension_floor: bool, pension_under_other_law: bool, age_of_person: int, pension_floor_age: int, has_full_record: bool
) -> bool:
    return of_pension_floor and not pension_under_other_law and age_of_person >= pension_floor_age and has_full_record


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    until="2023-02-28",
    name="higher_pension_floor_applies",
    mark="assumption",
    uk="Належить вища найменша виплата, ніж мінімальна пенсія",
    en="Is due a lowest payment above the minimum pension",
    note_uk="Відкрите питання 11: межі за будь-якого стажу тоді, можливо, не було; до встановлення вона не скасовує мінімальної пенсії.",
    note_en="Open reading 11: a level for any record may not have existed then; until that is established it does not displace "
    "the minimum pension.",
    source="S25, S27",
)
def higher_pension_floor_applies_2020(
    of_pension_floor: bool, disability_group: str, has_full_record: bool, of_pension_floor_at_80: bool
) -> bool:
    return of_pension_floor and (disability_group == "I" or has_full_record or of_pension_floor_at_80)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанови Кабінету Міністрів про щорічне підвищення пенсій",
    since="2023-03-01",
    uk="Належить вища найменша виплата, ніж мінімальна пенсія",
    en="Is due a lowest payment above the minimum pension",
    source="S21, S22, S23, S107",
)
def higher_pension_floor_applies(of_pension_floor: bool) -> bool:
    return of_pension_floor


@rule(
    entity="household",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    until="2020-03-31",
    name="highest_pension_floor",
    uk="Найвища з меж: більшій пенсії нічого не бракує",
    en="The highest level: a larger pension lacks nothing",
    source="S27",
)
def highest_pension_floor_early_2020(lowest_pension_at_65: Money) -> Money:
    return lowest_pension_at_65


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    until="2021-02-28",
    name="highest_pension_floor",
    mark="assumption",
    uk="Найвища з меж: більшій пенсії нічого не бракує",
    en="The highest level: a larger pension lacks nothing",
    note_uk="Невідомі межі того року не вищі за межу від 80 років: так є в усіх відомих рядках.",
    note_en="The levels of that year that are not known are not above the one for 80: so it is in every row that is known.",
    source="S25",
)
def highest_pension_floor_2020(pension_floor_80: Money, lowest_pension_at_65: Money) -> Money:
    return max(pension_floor_80, lowest_pension_at_65)


@rule(
    entity="household",
    cite="постанови Кабінету Міністрів про щорічне підвищення пенсій",
    since="2021-03-01",
    until="2023-02-28",
    name="highest_pension_floor",
    mark="assumption",
    uk="Найвища з меж: більшій пенсії нічого не бракує",
    en="The highest level: a larger pension lacks nothing",
    note_uk="Межі не знижували, тож невідомі рівні цих років не вищі за рівень, що діяв із березня 2024 до лютого 2025 року.",
    note_en="Levels were not lowered, so those of these years that are not known are not above the one of March 2024 to February 2025.",
    source="S23",
)
def highest_pension_floor_2021(pension_floor_80: Money) -> Money:
    return at(pension_floor_80, date(2025, 2, 1))


@rule(
    entity="household",
    cite="постанови Кабінету Міністрів про щорічне підвищення пенсій",
    since="2023-03-01",
    uk="Найвища з меж: більшій пенсії нічого не бракує",
    en="The highest level: a larger pension lacks nothing",
    source="S21, S22, S23, S107",
)
def highest_pension_floor(pension_floor_80: Money, pension_floor_full_record_65: Money, lowest_pension_at_65: Money) -> Money:
    return max(pension_floor_80, pension_floor_full_record_65, lowest_pension_at_65)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    until="2020-03-31",
    name="pension_floor_of_person",
    uk="Найменша пенсійна виплата для цієї особи",
    en="Lowest pension payment for this person",
    source="S27",
)
def pension_floor_of_person_early_2020(
    age_of_person: int, pension_floor_age: int, has_full_record: bool, pension_under_other_law: bool, lowest_pension_at_65: Money
) -> Money:
    if not pension_under_other_law and age_of_person >= pension_floor_age and has_full_record:
        return lowest_pension_at_65
    return 0


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020; постанови про щорічне підвищення пенсій",
    since="2020-04-01",
    mark="assumption",
    uk="Найменша пенсійна виплата для цієї особи",
    en="Lowest pension payment for this person",
    note_uk="40 % мінімальної зарплати стосуються лише пенсій за Законом 1058-IV; де вони більші за межу, платять їх. "
    "Відкрите питання 11: порожня клітинка таблиці меж — невідомо (інше прочитання: такої межі не було). "
    "Для I групи інвалідності межа діє за будь-якого стажу (інше прочитання: лише за повного).",
    note_en="The 40 % of the minimum wage concern pensions under Law 1058-IV only; where they exceed the level, they are paid. "
    "Open reading 11: a blank cell of the table of levels is unknown (the alternative: there was no such level). "
    "For disability group I the level holds with any record (the alternative: with a full one only).",
    source="S140 1058-15, S21, S22, S23, S25, S107",
)
def pension_floor_of_person(
    age_of_person: int,
    of_pension_floor_at_80: bool,
    has_full_record: bool,
    pension_under_other_law: bool,
    disability_group: str,
    pension_floor_age: int,
    pension_floor_age_70: int,
    lowest_pension_at_65: Money,
    pension_floor_80: Money,
    pension_floor_full_record_65: Money,
    pension_floor_full_record_70: Money,
    pension_floor_full_record: Money,
    pension_floor_any_record: Money,
) -> Money:
    if of_pension_floor_at_80:
        return pension_floor_80
    if has_full_record and age_of_person >= pension_floor_age:
        if not pension_under_other_law:
            return max(pension_floor_full_record_65, lowest_pension_at_65)
        if age_of_person >= pension_floor_age_70:
            return pension_floor_full_record_70
        return pension_floor_full_record
    if has_full_record or disability_group == "I":
        return pension_floor_full_record
    return pension_floor_any_record


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020; постанови про щорічне підвищення пенсій",
    since="2020-01-01",
    until="2026-12-31",
    uk="Доплата до найменшої пенсійної виплати",
    en="Top-up to the lowest pension payment",
    note_uk="Працюючому пенсіонерові перераховують після звільнення.",
    note_en="The pension of one who works is recalculated on leaving work.",
    source="S140 1058-15, S27",
)
def pension_floor_at_65(
    of_pension_floor: bool, monthly_pension: Money, highest_pension_floor: Money, pension_floor_of_person: Money
) -> Money:
    if not of_pension_floor:
        return 0
    if monthly_pension == 0 or monthly_pension >= highest_pension_floor:
        return 0
    return max(0, pension_floor_of_person - monthly_pension)


not_implemented("pension_floor_at_65", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
