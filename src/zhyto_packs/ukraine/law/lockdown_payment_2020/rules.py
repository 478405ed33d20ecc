"""One-off payment to those whose work the quarantine banned, December 2020 to January 2021."""

from zhyto.law import Money, Month, at, last_day, not_in_force, rule

not_in_force("lockdown_payment_2020", since="2020-01-01", until="2020-11-30", cite="закон № 1071-IX від 04.12.2020")


@rule(
    entity="person",
    cite="закон № 1071-IX від 04.12.2020",
    since="2020-12-01",
    until="2021-01-31",
    mark="assumption",
    uk="Разова виплата тим, чию роботу заборонив карантин",
    en="One-off payment to those whose work the quarantine banned",
    note_uk="Виплачують один раз, у місяць заяви. Інше прочитання: у місяць рішення.",
    note_en="It is paid once, in the month of the claim. The alternative: in the month of the decision.",
    source="S49",
)
def lockdown_payment_2020(
    work_banned_by_quarantine: bool, lockdown_2020_claim_month: Month, month: Month, lockdown_2020_amount: Money
) -> Money:
    if not at(work_banned_by_quarantine, last_day(month)):
        return 0
    if lockdown_2020_claim_month != month:
        return 0
    return lockdown_2020_amount


not_in_force("lockdown_payment_2020", since="2021-02-01", cite="закон № 1071-IX від 04.12.2020")
