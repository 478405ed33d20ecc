"""Burial aid for a pensioner, and what all burial rights share: who of the household died in the month.

A living person has no day of death, which by itself would leave everybody unknown: whether anyone has died comes first.
"""

from zhyto.law import Date, Members, Money, Month, first_day, last_day, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="remembered",
    uk="Помер (померла) цього місяця",
    en="Died in this month",
)
def died_this_month(died: bool, death_date: Date, month: Month) -> bool:
    return died and first_day(month) <= death_date <= last_day(month)


@rule(
    entity="person",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Помер пенсіонер",
    en="A pensioner has died",
    note_uk="Пенсіонера, який працював, ховають як пенсіонера. Інше прочитання: як застраховану особу.",
    note_en="A pensioner who worked is buried as a pensioner. The alternative: as an insured person.",
)
def burial_as_pensioner(died_this_month: bool, receives_pension: bool) -> bool:
    return died_this_month and receives_pension


@rule(
    entity="household",
    cite="Закон 1058-IV",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога на поховання пенсіонера",
    en="Burial aid for a pensioner",
    note_uk="Беремо пенсію, нараховану за місяць смерті, без доплати за вік; право має родина, з якою він жив. Інше прочитання: "
    "пенсія з усіма доплатами; право має кожен, хто поховав.",
    note_en="The pension charged for the month of death is taken, without the age supplement; the right is that of the household the "
    "deceased lived in. The alternative: the pension with all supplements; the right is that of anyone who arranged the burial.",
)
def burial_of_pensioner(members: Members, burial_monthly_pensions: int) -> Money:
    return round_half_up(sum(m.monthly_pension for m in members if m.burial_as_pensioner) * burial_monthly_pensions, "0.01")


not_implemented("burial_of_pensioner", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
