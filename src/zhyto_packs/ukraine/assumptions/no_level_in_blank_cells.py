"""Open reading 11: a blank cell of the table of lowest payments means that there was no such level, until February 2022."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020; постанови про щорічне підвищення пенсій",
    since="2020-04-01",
    until="2021-02-28",
    name="pension_floor_of_person",
    mark="assumption",
    uk="Найменша пенсійна виплата для цієї особи",
    en="Lowest pension payment for this person",
)
def pension_floor_of_person_2020(
    age_of_person: int,
    of_pension_floor_at_80: bool,
    has_full_record: bool,
    pension_under_other_law: bool,
    disability_group: str,
    pension_floor_age: int,
    lowest_pension_at_65: Money,
    pension_floor_80: Money,
    pension_floor_full_record: Money,
) -> Money:
    if of_pension_floor_at_80:
        return pension_floor_80
    if has_full_record and age_of_person >= pension_floor_age:
        return max(pension_floor_full_record, lowest_pension_at_65) if pension_under_other_law else lowest_pension_at_65
    return pension_floor_full_record if has_full_record or disability_group == "I" else 0


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020; постанови про щорічне підвищення пенсій",
    since="2021-03-01",
    until="2022-02-28",
    name="pension_floor_of_person",
    mark="assumption",
    uk="Найменша пенсійна виплата для цієї особи",
    en="Lowest pension payment for this person",
)
def pension_floor_of_person_2021(
    age_of_person: int,
    has_full_record: bool,
    pension_under_other_law: bool,
    disability_group: str,
    pension_floor_age: int,
    lowest_pension_at_65: Money,
    pension_floor_full_record_65: Money,
    pension_floor_full_record: Money,
) -> Money:
    if has_full_record and age_of_person >= pension_floor_age:
        return max(pension_floor_full_record if pension_under_other_law else pension_floor_full_record_65, lowest_pension_at_65)
    return pension_floor_full_record if has_full_record or disability_group == "I" else 0


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2021-03-01",
    until="2022-02-28",
    name="higher_pension_floor_applies",
    mark="assumption",
    uk="Належить вища найменша виплата, ніж мінімальна пенсія",
    en="Is due a lowest payment above the minimum pension",
)
def higher_pension_floor_applies_2021(of_pension_floor: bool, disability_group: str, has_full_record: bool) -> bool:
    return of_pension_floor and (disability_group == "I" or has_full_record)
