"""Baby package: a box for each newborn, or its value in money. The child carries the right."""

from zhyto.law import Date, Money, Ratio, add_months, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 5, 12; Закон 930-IX",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="На народжених із 2026 року: три місяці від дня народження (прочитано в законі). На народжених раніше: рік, як було для пологів "
    "поза лікарнею. Інше прочитання: для пологів у лікарні строк був коротший.",
    note_en="For those born from 2026: three months from the birth (read in the law). For those born earlier: a year, as it was for births outside "
    "a hospital. The alternative: for births in a hospital the time was shorter.",
    source="S140 2811-12, 930-20",
)
def baby_package_claim_until(
    birth_date: Date, birth_payment_from: Date, baby_package_claim_months: int, baby_package_claim_months_before_2026: int
) -> Date:
    if birth_date < birth_payment_from:
        return add_months(birth_date, baby_package_claim_months_before_2026)
    return add_months(birth_date, baby_package_claim_months)


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Пакунок малюка (його вартість грошима)",
    en="Baby package (its value in money)",
    note_uk="Показуємо гроші, які можна взяти замість речей, за прожитковим мінімумом дня народження. Інше прочитання: дня видачі. "
    "Від якого дня 2020 року дозволено брати гроші, не встановлено.",
    note_en="Shown is the money that may be taken in place of the things, by the subsistence minimum of the day of birth. The alternative: "
    "of the day it is handed out. From which day of 2020 money may be taken is not established.",
    source="S51, S121",
)
def baby_package(months_after_birth: int, subsistence_minimum_under_6: Money, baby_package_multiple: Ratio) -> Money:
    if months_after_birth != 0:
        return 0
    return round_half_up(subsistence_minimum_under_6 * baby_package_multiple, "0.01")


not_implemented("baby_package", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
