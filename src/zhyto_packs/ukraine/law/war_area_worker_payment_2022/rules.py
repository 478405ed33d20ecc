"""Payment to workers and entrepreneurs who lost their earnings in a listed oblast, March 2022."""

from zhyto.law import Money, Month, at, last_day, not_in_force, rule

not_in_force(
    "war_area_worker_payment_2022",
    since="2020-01-01",
    until="2022-02-28",
    cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)",
)


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)",
    since="2022-03-01",
    until="2022-03-31",
    mark="remembered",
    uk="Виплата тим, хто втратив заробіток в області бойових дій",
    en="Payment to those who lost their earnings in an oblast of hostilities",
)
def war_area_worker_payment_2022(earnings_lost_in_war_area: bool, month: Month, war_area_worker_amount: Money) -> Money:
    if not at(earnings_lost_in_war_area, last_day(month)):
        return 0
    return war_area_worker_amount


not_in_force("war_area_worker_payment_2022", since="2022-04-01", cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)")
