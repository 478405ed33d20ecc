"""What a pension lacks to the minimum old-age pension, and what the pension rights share: full record, who holds an old-age pension."""

from zhyto.law import Date, Money, Table, add_days, age, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 1",
    since="2020-01-01",
    mark="read",
    uk="Повний стаж для цієї особи, років",
    en="Full record for this person, years",
    source="S140 1058-15",
)
def full_record_years_of_person(sex: str, full_record_years: Table) -> int:
    return full_record_years[sex]


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 2",
    since="2020-01-01",
    mark="read",
    uk="Страховий стаж повний",
    en="Has a full insurance record",
    note_uk="Для найменшої пенсії від 65 років потрібні 35 (жінкам 30) років, коли б пенсію не призначили.",
    note_en="For the lowest pension from 65 it takes 35 years (women 30), whenever the pension was granted.",
    source="S140 1058-15",
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
def of_old_age_pension(reached_pension_age: bool, early_old_age_pension: bool, has_survivor_pension: bool) -> bool:
    return not has_survivor_pension and (early_old_age_pension or reached_pension_age)


@rule(
    entity="person",
    cite="Закон 1058-IV, розділ XV, п. 4-1",
    since="2020-01-01",
    mark="read",
    uk="Пенсію призначено до 1 жовтня 2011 року і з пізнішої зарплати не перераховано",
    en="The pension was granted before 1 October 2011 and not recalculated with later pay",
    note_uk="Хто тоді ще не досяг пенсійного віку й не мав пенсії на пільгових умовах, тому призначали пізніше.",
    note_en="Whoever was below the pension age then, and had no pension on preferential terms, was granted it later.",
    source="S140 1058-15",
)
def pension_by_shorter_record(
    birth_date: Date,
    sex: str,
    early_old_age_pension: bool,
    pension_age_before_2011: Table,
    longer_record_from: Date,
    pension_granted_on: Date,
    pension_recalculated_with_later_pay: bool,
) -> bool:
    if not early_old_age_pension and age(birth_date, add_days(longer_record_from, -1)) < pension_age_before_2011[sex]:
        return False
    return pension_granted_on < longer_record_from and not pension_recalculated_with_later_pay


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 3",
    since="2020-01-01",
    mark="read",
    uk="Пенсію призначено після 1 січня 2018 року",
    en="The pension was granted after 1 January 2018",
    note_uk="Хто того дня ще не досяг пенсійного віку, який був до 2011 року, і не мав пенсії на пільгових умовах, тому призначали пізніше.",
    note_en="Whoever was below the pension age of before 2011 on that day, and had no pension on preferential terms, was granted it later.",
    source="S140 1058-15",
)
def pension_granted_after_2017(
    birth_date: Date,
    sex: str,
    early_old_age_pension: bool,
    pension_age_before_2011: Table,
    short_record_waits_until_65_after: Date,
    pension_granted_on: Date,
) -> bool:
    if not early_old_age_pension and age(birth_date, short_record_waits_until_65_after) < pension_age_before_2011[sex]:
        return True
    return pension_granted_on > short_record_waits_until_65_after


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 1, 3–5; розділ XV, п. 4-1",
    since="2020-01-01",
    mark="read",
    uk="Мінімальна пенсія за віком для стажу цієї особи",
    en="Minimum old-age pension for the record of this person",
    note_uk="Повний стаж — 35 років (жінкам 30), а для пенсій, призначених до 1 жовтня 2011 року, — 25 (жінкам 20). За меншого стажу мінімум "
    "менший у стільки ж разів; якщо таку пенсію призначено після 1 січня 2018 року, він є лише від 65 років. Стаж, за який внесок сплачено "
    "одноразово, не рахують: у стажі на записі його не має бути.",
    note_en="A full record is 35 years (women 30); for pensions granted before 1 October 2011 it is 25 (women 20). With a shorter record the "
    "minimum is smaller in proportion; where such a pension was granted after 1 January 2018, there is one from 65 only. Years bought by a "
    "one-off contribution do not count: they must not be in the record.",
    source="S140 1058-15",
)
def minimum_pension_for_record(
    insurance_record_years: int,
    sex: str,
    full_record_years_of_person: int,
    full_record_years_before_october_2011: Table,
    pension_by_shorter_record: bool,
    pension_granted_after_2017: bool,
    age_of_person: int,
    pension_floor_age: int,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if insurance_record_years >= full_record_years_of_person:
        return subsistence_minimum_for_pensions
    if pension_by_shorter_record:
        in_proportion = subsistence_minimum_for_pensions * insurance_record_years / full_record_years_before_october_2011[sex]
        return round_half_up(min(subsistence_minimum_for_pensions, in_proportion), "0.01")
    if age_of_person < pension_floor_age and pension_granted_after_2017:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * insurance_record_years / full_record_years_of_person, "0.01")


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; ст. 42, ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до мінімальної пенсії за віком",
    en="Top-up to the minimum old-age pension",
    note_uk="Пенсією вважаємо те, що за місяць нараховано: доплата — скільки бракує. Кому належить вища найменша виплата, тому "
    "до мінімальної пенсії окремо не доплачують, навіть якщо розмір вищої нам не відомий. Тому, хто працює, мінімум "
    "після зростання прожиткового мінімуму перераховують лише зі звільненням; беремо мінімум цього місяця. Інше прочитання: "
    "поки працює, не доплачують.",
    note_en="The pension is what was charged for the month: the top-up is what it lacks. Who is due the higher lowest payment is not "
    "topped up to the minimum pension besides, even where that payment is not known to us. For one who works the minimum is "
    "recalculated after a rise of the subsistence minimum only on leaving work; that of the month is taken. The alternative: no top-up "
    "while working.",
    source="S140 1058-15",
)
def minimum_old_age_pension(
    of_old_age_pension: bool,
    pension_under_other_law: bool,
    monthly_pension: Money,
    subsistence_minimum_for_pensions: Money,
    higher_pension_floor_applies: bool,
    minimum_pension_for_record: Money,
) -> Money:
    if not of_old_age_pension or pension_under_other_law:
        return 0
    if monthly_pension == 0 or monthly_pension >= subsistence_minimum_for_pensions:
        return 0
    if higher_pension_floor_applies:
        return 0
    return max(0, minimum_pension_for_record - monthly_pension)


not_implemented("minimum_old_age_pension", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
