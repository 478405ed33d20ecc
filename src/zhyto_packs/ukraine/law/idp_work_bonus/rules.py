"""Bonus to a displaced person in the first six months of a new job."""

from zhyto.law import Date, Money, Month, add_days, month_of, not_implemented, not_in_force, rule, since, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2025-01-01",
    mark="assumption",
    uk="Котрий повний місяць роботи",
    en="Which whole month of the job",
    note_uk="Перший — перший повний місяць теперішньої роботи. Інше прочитання: місяць, у якому людина стала до роботи.",
    note_en="The first is the first whole month of the present job. The alternative: the month in which the job began.",
    source="S47",
)
def idp_month_of_work(month: Month, employed: bool) -> int:
    return month - month_of(add_days(since(employed), -1))


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2025-01-01",
    uk="Переселенець у перші місяці нової роботи",
    en="A displaced person in the first months of a new job",
    source="S47",
)
def idp_newly_employed(idp_status: bool, employed: bool, idp_month_of_work: int, idp_work_bonus_months: int) -> bool:
    if not idp_status or not employed:
        return False
    return 1 <= idp_month_of_work <= idp_work_bonus_months


not_in_force("idp_work_bonus", since="2020-01-01", until="2024-12-31", cite="доплату встановлено на 2025–2026 роки: постанова Кабінету Міністрів № 332")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2025-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Доплата переселенцю за працевлаштування",
    en="Bonus to a displaced person who found work",
    note_uk="Чи треба водночас отримувати допомогу на проживання, не встановлено: цієї умови не ставимо. Інше прочитання: треба.",
    note_en="Whether the living aid must be received at the same time is not established: it is not demanded here. The alternative: it must.",
    source="S47",
)
def idp_work_bonus(
    idp_newly_employed: bool,
    employed: bool,
    has_disability: bool,
    idp_work_bonus_hired_from: Date,
    idp_work_bonus_amount: Money,
    idp_work_bonus_disability: Money,
) -> Money:
    if not idp_newly_employed:
        return 0
    if since(employed) < idp_work_bonus_hired_from:
        return unknown(
            "чи доплачують прийнятим на роботу до 2025 року, не встановлено / whether those hired before 2025 have the bonus is not established"
        )
    if has_disability:
        return idp_work_bonus_disability
    return idp_work_bonus_amount


not_implemented("idp_work_bonus", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
