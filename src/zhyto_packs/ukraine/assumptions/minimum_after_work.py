"""One who works is not topped up to the minimum pension until leaving work."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 28; ст. 42, ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата до мінімальної пенсії за віком",
    en="Top-up to the minimum old-age pension",
)
def minimum_old_age_pension(
    of_old_age_pension: bool,
    pension_under_other_law: bool,
    is_working: bool,
    monthly_pension: Money,
    subsistence_minimum_for_pensions: Money,
    higher_pension_floor_applies: bool,
    minimum_pension_for_record: Money,
) -> Money:
    if not of_old_age_pension or pension_under_other_law or is_working:
        return 0
    if monthly_pension == 0 or monthly_pension >= subsistence_minimum_for_pensions:
        return 0
    if higher_pension_floor_applies:
        return 0
    return max(0, minimum_pension_for_record - monthly_pension)
