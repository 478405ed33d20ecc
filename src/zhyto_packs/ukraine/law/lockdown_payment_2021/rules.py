"""One-off payment to workers and entrepreneurs where restrictions stopped the work, 2021."""

from zhyto.law import Date, Money, Month, add_days, at, date, last_day, month_of, not_in_force, rule

not_in_force("lockdown_payment_2021", since="2020-01-01", until="2021-03-31", cite="Закон 1358-IX від 30.03.2021")


@rule(
    entity="person",
    cite="Закон 1358-IX від 30.03.2021, ст. 3, розд. II, п. 2",
    since="2021-04-01",
    mark="assumption",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Тридцять днів від запровадження обмежень; для обмежень лютого–березня строк почався через десять днів після набрання чинності "
    "законом. День набрання чинності беремо 1 квітня 2021 року. Інше прочитання: пізніший день.",
    note_en="Thirty days from the start of the restrictions; for those of February and March the time began ten days after the law came into "
    "force, which is taken to be 1 April 2021. The alternative: a later day.",
    source="S140 1358-20",
)
def lockdown_2021_claim_until(month: Month, work_limited_from: Date, lockdown_2021_claim_days: int) -> Date:
    return add_days(max(at(work_limited_from, last_day(month)), date(2021, 4, 11)), lockdown_2021_claim_days)


@rule(
    entity="person",
    cite="Закон 1358-IX від 30.03.2021, ст. 1, 2",
    since="2021-04-01",
    until="2021-12-31",
    mark="assumption",
    uk="Разова виплата тим, чию роботу зупинили обмеження",
    en="One-off payment to those whose work the restrictions stopped",
    note_uk="Обмеження з лютого до грудня 2021 року; суму, коло людей і підстави для відмови прочитано в законі. Виплачують один раз, у місяць "
    "заяви. Інше прочитання: у місяць рішення.",
    note_en="Restrictions from February to December 2021; the amount, the circle and the grounds for refusal are read in the law. It is paid once, "
    "in the month of the claim. The alternative: in the month of the decision.",
    source="S140 1358-20",
)
def lockdown_payment_2021(
    work_limited_in_red_zone: bool,
    lockdown_2021_refusal_ground: bool,
    lockdown_2021_claim_date: Date,
    lockdown_2021_claim_until: Date,
    month: Month,
    lockdown_2021_amount: Money,
) -> Money:
    if not at(work_limited_in_red_zone, last_day(month)) or lockdown_2021_refusal_ground:
        return 0
    if month_of(lockdown_2021_claim_date) != month or lockdown_2021_claim_date > lockdown_2021_claim_until:
        return 0
    return lockdown_2021_amount


not_in_force("lockdown_payment_2021", since="2022-01-01", cite="Закон 1358-IX від 30.03.2021")
