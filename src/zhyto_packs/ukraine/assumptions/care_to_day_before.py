"""Open reading 46: the last day is the one before the first birthday."""

from zhyto.law import Date, add_days, add_years, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день допомоги",
    en="Last day of the aid",
)
def child_care_to(birth_date: Date, child_care_age_limit: int) -> Date:
    return add_days(add_years(birth_date, child_care_age_limit), -1)
