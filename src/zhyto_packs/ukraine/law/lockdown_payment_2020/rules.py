"""One-off payment to those whose work the quarantine banned, December 2020 to January 2021."""

from zhyto.law import Date, Money, Month, at, last_day, month_of, not_in_force, rule

not_in_force("lockdown_payment_2020", since="2020-01-01", until="2020-11-30", cite="Закон 1071-IX від 04.12.2020")


@rule(
    entity="person",
    cite="Закон 1071-IX від 04.12.2020, ст. 2",
    since="2020-12-01",
    until="2021-01-31",
    mark="assumption",
    uk="Разова виплата тим, чию роботу заборонив карантин",
    en="One-off payment to those whose work the quarantine banned",
    note_uk="Суму, коло людей і підстави для відмови прочитано в законі. Виплачують один раз, у місяць заяви. Інше прочитання: у місяць рішення.",
    note_en="The amount, the circle and the grounds for refusal are read in the law. It is paid once, in the month of the claim. The alternative: "
    "in the month of the decision.",
    source="S140 1071-20",
)
def lockdown_payment_2020(
    work_banned_by_quarantine: bool, lockdown_2020_refusal_ground: bool, lockdown_2020_claim_date: Date, month: Month, lockdown_2020_amount: Money
) -> Money:
    if not at(work_banned_by_quarantine, last_day(month)) or lockdown_2020_refusal_ground:
        return 0
    if month_of(lockdown_2020_claim_date) != month:
        return 0
    return lockdown_2020_amount


not_in_force("lockdown_payment_2020", since="2021-02-01", cite="Закон 1071-IX від 04.12.2020")
