"""Supplement for years above the full record, and the largest pension."""

from zhyto.law import Money, Ratio, Table, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 1058-IV, ст. 27, ч. 3",
    since="2020-01-01",
    mark="read",
    uk="Найбільша пенсія",
    en="Largest pension",
    note_uk="З надбавками, підвищеннями й доплатами. Знижувальних коефіцієнтів 2026 року для спеціальних пенсій (постанова № 1778) не враховано.",
    note_en="With supplements, rises and top-ups. The falling coefficients of 2026 for special pensions (resolution 1778) are left out.",
    source="S140 1058-15",
)
def maximum_pension(subsistence_minimum_for_pensions: Money, maximum_pension_multiple: Ratio) -> Money:
    return round_half_up(subsistence_minimum_for_pensions * maximum_pension_multiple, "0.01")


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 1; розділ XV, п. 4-1",
    since="2020-01-01",
    mark="read",
    uk="Повних років понад повний стаж",
    en="Full years above the full record",
    note_uk="Для пенсій, призначених до 1 жовтня 2011 року, рахують роки понад 25 (жінкам 20), для інших — понад 35 (жінкам 30).",
    note_en="For pensions granted before 1 October 2011 years above 25 (women 20) count, for others those above 35 (women 30).",
    source="S140 1058-15, S105",
)
def years_above_full_record(
    insurance_record_years: int,
    sex: str,
    full_record_years_before_october_2011: Table,
    full_record_years_of_person: int,
    pension_by_shorter_record: bool,
) -> int:
    if insurance_record_years <= full_record_years_before_october_2011[sex]:
        return 0
    if pension_by_shorter_record:
        return insurance_record_years - full_record_years_before_october_2011[sex]
    return max(0, insurance_record_years - full_record_years_of_person)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 1",
    since="2020-01-01",
    mark="read",
    uk="Надбавка за один рік, до округлення",
    en="Supplement for one year, before rounding",
    note_uk="1 % пенсії без надбавок, але не більше 1 % мінімальної пенсії.",
    note_en="1 % of the pension without supplements, but no more than 1 % of the minimum pension.",
    source="S140 1058-15",
)
def long_service_for_one_year(
    base_pension_uah: Money, subsistence_minimum_for_pensions: Money, long_service_share_per_year: Ratio
) -> Money:
    return min(base_pension_uah, subsistence_minimum_for_pensions) * long_service_share_per_year


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28, ч. 1, 4",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Надбавка за понаднормовий стаж",
    en="Supplement for long service",
    note_uk="Разом із надбавкою пенсія не більша за найбільшу.",
    note_en="With the supplement the pension is not above the largest one.",
    source="S140 1058-15",
)
def long_service_supplement(
    of_old_age_pension: bool,
    pension_under_other_law: bool,
    receives_pension: bool,
    years_above_full_record: int,
    long_service_for_one_year: Money,
    maximum_pension: Money,
    base_pension_uah: Money,
) -> Money:
    if not of_old_age_pension or pension_under_other_law or not receives_pension:
        return 0
    if years_above_full_record == 0:
        return 0
    supplement = round_half_up(long_service_for_one_year * years_above_full_record, "0.01")
    return min(supplement, max(0, maximum_pension - base_pension_uah))


not_implemented("long_service_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
