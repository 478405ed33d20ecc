"""Labour veterans: the status follows from the service record and a pension, or from a medal; the rights are not money."""

from zhyto.law import Date, Table, add_years, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3721-XII, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Стаж, потрібний для статусу ветерана праці",
    en="Record needed for the status of a labour veteran",
    note_uk="Пенсію людини з I чи II групою інвалідності, яка не отримує пенсії в разі втрати годувальника, вважаємо пенсією з інвалідності.",
    note_en="The pension of a person of disability group I or II who receives no survivor's pension is taken to be a disability pension.",
    source="S140 3721-12",
)
def labour_veteran_record(
    sex: str,
    preferential_pension_list: str,
    disability_group: str,
    has_survivor_pension: bool,
    labour_veteran_record_men: Table,
    labour_veteran_record_women: Table,
    labour_veteran_record_disability: int,
) -> int:
    if disability_group in ("I", "II") and not has_survivor_pension:
        return labour_veteran_record_disability
    if sex == "female":
        return labour_veteran_record_women[preferential_pension_list]
    return labour_veteran_record_men[preferential_pension_list]


@rule(
    entity="person",
    cite="Закон 3721-XII, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Ветеран праці",
    en="Labour veteran",
    note_uk="Хто молодший, ніж потрібно років стажу, такого стажу не має.",
    note_en="Whoever is younger than the years of record needed cannot have such a record.",
    source="S140 3721-12",
)
def labour_veteran(
    birth_date: Date,
    day: Date,
    labour_veteran_record: int,
    labour_veteran_medal: bool,
    receives_pension: bool,
    insurance_record_years: int,
) -> bool:
    if add_years(birth_date, labour_veteran_record) > day and not labour_veteran_medal:
        return False
    return receives_pension and (labour_veteran_medal or insurance_record_years >= labour_veteran_record)


@rule(
    entity="person",
    cite="Закон 3721-XII, ст. 7",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Права ветерана праці",
    en="Rights of a labour veteran",
    note_uk="Лікування й обстеження поза чергою, вибір часу відпустки. Безоплатні зубні протези — лише за невисокого доходу родини. Знижки на комунальні "
    "послуги, телефон і проїзд закон не дає.",
    note_en="Priority in medical care and examination, a choice of the time of leave. Free dental prosthetics only with a low income of the family. "
    "The law gives no discount on utilities, telephone or transport.",
    source="S140 3721-12",
)
def labour_veteran_rights(labour_veteran: bool) -> bool:
    return labour_veteran


not_implemented("labour_veteran_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
