"""Open reading 4: the amounts are those in force on the day of adoption."""

from zhyto.law import Date, Month, at, last_day, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-3",
    since="2020-01-01",
    mark="assumption",
    uk="Допомогу призначено за законом, чинним до 2026 року",
    en="The grant was awarded under the law in force before 2026",
)
def adoption_awarded_before_2026(month: Month, adoption_date: Date, birth_payment_from: Date) -> bool:
    return at(adoption_date, last_day(month)) < birth_payment_from
