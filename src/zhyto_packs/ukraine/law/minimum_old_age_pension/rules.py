"""What a pension lacks to the minimum old-age pension, and what the pension rights share: full record, who holds an old-age pension."""

from zhyto.law import Money, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    uk="Повний стаж для цієї особи, років",
    en="Full record for this person, years",
    source="S26",
)
def full_record_years_of_person(sex: str, full_record_years: Table) -> int:
    return full_record_years[sex]


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    uk="Страховий стаж повний",
    en="Has a full insurance record",
    source="S26",
)
def has_full_record(insurance_record_years: int, full_record_years_of_person: int) -> bool:
    return insurance_record_years >= full_record_years_of_person


@rule(
    entity="person",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="assumption",
    uk="За віком може отримувати пенсію за віком",
    en="Is of an age to receive an old-age pension",
    note_uk="Пенсію людини пенсійного віку, яка не отримує пенсії в разі втрати годувальника, вважаємо пенсією за віком. "
    "Інше прочитання: вид пенсії за пенсійною справою (з інвалідності, за вислугу років).",
    note_en="The pension of a person of pension age who receives no survivor's pension is taken to be an old-age pension. "
    "The alternative: the kind of pension in the pension file (disability, long service).",
)
def of_old_age_pension(reached_pension_age: bool, early_old_age_pension: bool, receives_survivor_pension: bool) -> bool:
    return not receives_survivor_pension and (early_old_age_pension or reached_pension_age)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    mark="remembered",
    uk="Мінімальна пенсія за віком для стажу цієї особи",
    en="Minimum old-age pension for the record of this person",
    note_uk="Повний стаж — 35 років для чоловіків і 30 для жінок, також для давніше призначених пенсій. Інше прочитання: для пенсій, "
    "призначених за давнішим законом, вистачає меншого стажу.",
    note_en="A full record is 35 years for men and 30 for women, for pensions granted long ago too. The alternative: for pensions "
    "granted under the earlier law a shorter record suffices.",
    source="S26",
)
def minimum_pension_for_record(
    insurance_record_years: int, full_record_years_of_person: int, subsistence_minimum_lost_ability: Money
) -> Money:
    in_proportion = subsistence_minimum_lost_ability * insurance_record_years / full_record_years_of_person
    return round_half_up(min(subsistence_minimum_lost_ability, in_proportion), "0.01")


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до мінімальної пенсії за віком",
    en="Top-up to the minimum old-age pension",
    note_uk="Пенсією вважаємо те, що за місяць нараховано: доплата — скільки бракує. Кому належить вища найменша виплата, тому "
    "до мінімальної пенсії окремо не доплачують, навіть якщо розмір вищої нам не відомий. Інше прочитання: спершу доплатити до мінімальної.",
    note_en="The pension is what was charged for the month: the top-up is what it lacks. Who is due the higher lowest payment is not "
    "topped up to the minimum pension besides, even where that payment is not known to us. The alternative: the minimum is topped up first.",
    source="S26",
)
def minimum_old_age_pension(
    of_old_age_pension: bool,
    monthly_pension: Money,
    subsistence_minimum_lost_ability: Money,
    higher_pension_floor_applies: bool,
    minimum_pension_for_record: Money,
) -> Money:
    if not of_old_age_pension:
        return 0
    if monthly_pension == 0 or monthly_pension >= subsistence_minimum_lost_ability:
        return 0
    if higher_pension_floor_applies:
        return 0
    return max(0, minimum_pension_for_record - monthly_pension)


not_implemented("minimum_old_age_pension", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
