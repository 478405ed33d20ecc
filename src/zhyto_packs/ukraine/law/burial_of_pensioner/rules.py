"""Burial aid for a pensioner, and what all burial rights share: who of the household died in the month.

A living person has no day of death, which by itself would leave everybody unknown: whether anyone has died comes first.
"""

from zhyto.law import Date, Members, Money, Month, first_day, last_day, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 53",
    since="2020-01-01",
    mark="read",
    uk="Помер (померла) цього місяця",
    en="Died in this month",
    source="S140 1058-15",
)
def died_this_month(died: bool, death_date: Date, month: Month) -> bool:
    return died and first_day(month) <= death_date <= last_day(month)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 53; Закон 1105-XIV, ст. 13",
    since="2020-01-01",
    mark="read",
    uk="Помер пенсіонер",
    en="A pensioner has died",
    note_uk="Пенсіонера, який працював, ховають як пенсіонера: допомогу за страхуванням за пенсіонерів не дають.",
    note_en="A pensioner who worked is buried as a pensioner: the insurance gives no burial aid for pensioners.",
    source="S140 1058-15, 1105-14",
)
def burial_as_pensioner(died_this_month: bool, receives_pension: bool) -> bool:
    return died_this_month and receives_pension


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 53; Закон 2262-XII, ст. 61",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога на поховання цього пенсіонера",
    en="Burial aid for this pensioner",
    note_uk="Дві місячні пенсії; за військового пенсіонера три, але не менше п'яти прожиткових мінімумів працездатної особи, і нічого, якщо його "
    "поховала держава. Беремо пенсію, нараховану за місяць смерті, без надбавок і доплат, які рахують окремо. Інше прочитання: пенсія з усіма доплатами.",
    note_en="Two monthly pensions; for a military pensioner three, but not less than five subsistence minimums of an able-bodied person, and nothing "
    "where the state buried them. The pension charged for the month of death is taken, without supplements and top-ups counted apart. The "
    "alternative: the pension with all supplements.",
    source="S140 1058-15, 2262-12",
)
def burial_aid_for_pensioner(
    burial_as_pensioner: bool,
    military_long_service_pension: bool,
    military_disability_pension: bool,
    buried_by_state: bool,
    monthly_pension: Money,
    burial_monthly_pensions: int,
    burial_monthly_pensions_military: int,
    burial_military_minimums: int,
    subsistence_minimum_able: Money,
) -> Money:
    if not burial_as_pensioner:
        return 0
    if military_long_service_pension or military_disability_pension:
        if buried_by_state:
            return 0
        return max(round_half_up(monthly_pension * burial_monthly_pensions_military, "0.01"), subsistence_minimum_able * burial_military_minimums)
    return round_half_up(monthly_pension * burial_monthly_pensions, "0.01")


@rule(
    entity="household",
    cite="Закон 1058-IV, ст. 53; Закон 2262-XII, ст. 61",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на поховання пенсіонера",
    en="Burial aid for a pensioner",
    note_uk="Право має той, хто поховав; тут — родина, з якою людина жила. Інше прочитання: хто саме поховав, записано окремо.",
    note_en="The right is that of whoever arranged the burial; here, of the household the person lived in. The alternative: who it was is recorded apart.",
    source="S140 1058-15",
)
def burial_of_pensioner(members: Members) -> Money:
    return sum(m.burial_aid_for_pensioner for m in members)


not_implemented("burial_of_pensioner", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
