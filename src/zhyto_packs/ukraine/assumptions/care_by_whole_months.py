"""Open reading 50: a month with any day of the aid is paid whole."""

from zhyto.law import Date, Month, days_between, first_day, last_day, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    mark="assumption",
    uk="Днів у цьому місяці, за які платять",
    en="Days of this month that are paid",
)
def child_care_days(month: Month, child_care_from: Date, child_care_to: Date) -> int:
    if child_care_from > last_day(month) or child_care_to < first_day(month):
        return 0
    return days_between(first_day(month), first_day(month + 1))
