"""Open reading 1: age on the last day of the month."""

from zhyto.law import Date, Month, age, last_day, rule


@rule(
    entity="person",
    cite="Закон 966-XIV від 15.07.1999",
    since="2020-01-01",
    mark="assumption",
    uk="Повних років на останнє число місяця",
    en="Completed years on the last of the month",
)
def age_of_person(birth_date: Date, month: Month) -> int:
    return age(birth_date, last_day(month))
