"""Supplement for years above the full record, and the largest pension."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Найбільша пенсія",
    en="Largest pension",
    note_uk="Відкрите питання 10: десять прожиткових мінімумів цього місяця (інше прочитання: на 1 січня). "
    "Знижувальних коефіцієнтів для дуже великих пенсій 2025–2026 років не враховано.",
    note_en="Open reading 10: ten subsistence minimums of the month (the alternative: of 1 January). "
    "The reducing coefficients for very large pensions of 2025–2026 are left out.",
    source="S06",
)
def maximum_pension(subsistence_minimum_lost_ability: Money, maximum_pension_multiple: Ratio) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * maximum_pension_multiple, "0.01")


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    uk="Повних років понад повний стаж",
    en="Full years above the full record",
    source="S26",
)
def years_above_full_record(insurance_record_years: int, full_record_years_of_person: int) -> int:
    return max(0, insurance_record_years - full_record_years_of_person)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    uk="Надбавка за один рік, до округлення",
    en="Supplement for one year, before rounding",
    source="S26",
)
def long_service_for_one_year(
    base_pension_uah: Money, subsistence_minimum_lost_ability: Money, long_service_share_per_year: Ratio
) -> Money:
    return min(base_pension_uah, subsistence_minimum_lost_ability) * long_service_share_per_year


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Надбавка за понаднормовий стаж",
    en="Supplement for long service",
    note_uk="1 % рахуємо від пенсії без надбавок; разом із надбавкою вона не більша за найбільшу пенсію. Інше прочитання: від усієї пенсії. "
    "Прожитковий мінімум беремо цього місяця.",
    note_en="The 1 % is of the pension without supplements; with the supplement it is not above the largest pension. The alternative: of the "
    "whole pension. The subsistence minimum is that of the month.",
    source="S26",
)
def long_service_supplement(
    of_old_age_pension: bool,
    receives_pension: bool,
    years_above_full_record: int,
    long_service_for_one_year: Money,
    maximum_pension: Money,
    base_pension_uah: Money,
) -> Money:
    if not of_old_age_pension or not receives_pension:
        return 0
    if years_above_full_record == 0:
        return 0
    supplement = round_half_up(long_service_for_one_year * years_above_full_record, "0.01")
    return min(supplement, max(0, maximum_pension - base_pension_uah))


not_implemented("long_service_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
