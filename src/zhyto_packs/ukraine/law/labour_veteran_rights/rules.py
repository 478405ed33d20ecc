"""Labour veterans: the status follows from the service record and a pension; the rights are not money."""

from zhyto.law import Date, add_years, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3721-XII",
    since="2020-01-01",
    uk="Стаж, потрібний для статусу ветерана праці",
    en="Record needed for the status of a labour veteran",
    source="S35",
)
def labour_veteran_record(sex: str, labour_veteran_record_men: int, labour_veteran_record_women: int) -> int:
    return labour_veteran_record_women if sex == "female" else labour_veteran_record_men


@rule(
    entity="person",
    cite="Закон 3721-XII",
    since="2020-01-01",
    uk="Ветеран праці",
    en="Labour veteran",
    note_uk="Хто молодший, ніж потрібно років стажу, такого стажу не має.",
    note_en="Whoever is younger than the years of record needed cannot have such a record.",
    source="S35",
)
def labour_veteran(birth_date: Date, day: Date, labour_veteran_record: int, receives_pension: bool, insurance_record_years: int) -> bool:
    if add_years(birth_date, labour_veteran_record) > day:
        return False
    return receives_pension and insurance_record_years >= labour_veteran_record


@rule(
    entity="person",
    cite="Закон 3721-XII",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Права ветерана праці",
    en="Rights of a labour veteran",
    note_uk="Власної державної знижки на комунальні послуги ветеран праці не має.",
    note_en="A labour veteran has no state discount of their own on utilities.",
)
def labour_veteran_rights(labour_veteran: bool) -> bool:
    return labour_veteran


not_implemented("labour_veteran_rights", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
