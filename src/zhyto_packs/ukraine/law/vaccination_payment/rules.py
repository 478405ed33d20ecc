"""Payment for full vaccination, December 2021 to the end of 2022."""

from zhyto.law import Money, Month, at, last_day, not_in_force, rule

not_in_force(
    "vaccination_payment", since="2020-01-01", until="2021-11-30", cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)"
)


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)",
    since="2021-12-01",
    until="2022-12-31",
    mark="assumption",
    uk="Виплата за повну вакцинацію",
    en="Payment for full vaccination",
    note_uk="Вік не перевіряємо; виплачують один раз, у місяць заяви. Інше прочитання: тільки дорослим.",
    note_en="Age is not tested; it is paid once, in the month of the claim. The alternative: to adults only.",
)
def vaccination_payment(fully_vaccinated: bool, vaccination_claim_month: Month, month: Month, vaccination_amount: Money) -> Money:
    if not at(fully_vaccinated, last_day(month)):
        return 0
    if vaccination_claim_month != month:
        return 0
    return vaccination_amount


not_in_force("vaccination_payment", since="2023-01-01", cite="акти Кабінету Міністрів про «єПідтримку» (номери не встановлено)")
