"""One-off payment to workers and entrepreneurs of the red zones, spring 2021."""

from zhyto.law import Money, Month, at, last_day, not_in_force, rule

not_in_force("lockdown_payment_2021", since="2020-01-01", until="2021-03-31", cite="Закон 1358-IX від 30.03.2021")


@rule(
    entity="person",
    cite="Закон 1358-IX від 30.03.2021",
    since="2021-04-01",
    until="2021-05-31",
    mark="assumption",
    uk="Разова виплата працівникам і підприємцям «червоних» зон",
    en="One-off payment to workers and entrepreneurs of the red zones",
    note_uk="Весною вважаємо квітень і травень після закону від 30 березня; виплачують один раз, у місяць заяви. Інше прочитання: інші місяці.",
    note_en="Spring is taken to be April and May, after the law of 30 March; it is paid once, in the month of the claim. The alternative: other months.",
    source="S49",
)
def lockdown_payment_2021(
    work_limited_in_red_zone: bool, lockdown_2021_claim_month: Month, month: Month, lockdown_2021_amount: Money
) -> Money:
    if not at(work_limited_in_red_zone, last_day(month)):
        return 0
    if lockdown_2021_claim_month != month:
        return 0
    return lockdown_2021_amount


not_in_force("lockdown_payment_2021", since="2021-06-01", cite="Закон 1358-IX від 30.03.2021")
