"""Maternity aid of a woman who is not insured: for the days of the leave before and after birth."""

from zhyto.law import (
    Date,
    Money,
    Month,
    Ratio,
    add_days,
    at,
    days_between,
    first_day,
    last_day,
    not_implemented,
    round_half_up,
    rule,
    unknown,
)


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Цього місяця має документ про відпустку у зв'язку з вагітністю та пологами",
    en="Holds the document of a maternity leave in this month",
    source="S19, S51",
)
def maternity_leave_held(month: Month, maternity_leave_certificate: bool) -> bool:
    return maternity_leave_certificate or at(maternity_leave_certificate, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Має відпустку у зв'язку з вагітністю та пологами і не застрахована",
    en="Has a maternity leave and is not insured",
    source="S19, S51",
)
def maternity_without_insurance(maternity_leave_held: bool, insured: bool) -> bool:
    return maternity_leave_held and not insured


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Останній день відпустки",
    en="Last day of the leave",
    source="S19, S51",
)
def maternity_leave_end(
    month: Month,
    maternity_leave_from: Date,
    maternity_leave_longer: bool,
    maternity_days_before: int,
    maternity_days_after: int,
    maternity_days_after_longer: int,
) -> Date:
    longer = maternity_leave_longer or at(maternity_leave_longer, last_day(month))
    after = maternity_days_after_longer if longer else maternity_days_after
    return add_days(at(maternity_leave_from, last_day(month)), maternity_days_before + after - 1)


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Днів відпустки в цьому місяці",
    en="Days of the leave in this month",
    source="S19, S51",
)
def maternity_days_in_month(month: Month, maternity_leave_from: Date, maternity_leave_end: Date) -> int:
    first = max(at(maternity_leave_from, last_day(month)), first_day(month))
    last = min(maternity_leave_end, last_day(month))
    if last < first:
        return 0
    return days_between(first, add_days(last, 1))


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2025-12-31",
    name="maternity_aid_uninsured",
    mark="assumption",
    uk="Допомога у зв'язку з вагітністю та пологами незастрахованій жінці",
    en="Maternity aid of a woman who is not insured",
    note_uk="Неповний місяць рахуємо за днями відпустки, кожен місяць зі своїм прожитковим мінімумом. Інше прочитання: "
    "весь час з мінімумом, що був на початку відпустки. Строк для заяви не встановлено, тому його не обмежено.",
    note_en="A part of a month is counted by the days of the leave, each month with its own subsistence minimum. The alternative: "
    "the minimum at the start of the leave holds throughout. The time to claim is not established, so it is not limited.",
    source="S51",
)
def maternity_aid_uninsured_until_2025(
    month: Month,
    maternity_without_insurance: bool,
    maternity_days_in_month: int,
    maternity_has_own_income: bool,
    maternity_minimum_share: Ratio,
    subsistence_minimum_able: Money,
) -> Money:
    if not maternity_without_insurance:
        return 0
    if maternity_days_in_month == 0:
        return 0
    if maternity_has_own_income:
        return unknown(
            "хто мав стипендію, допомогу по безробіттю чи інший дохід, отримує не менше за 25 % прожиткового мінімуму, а скільки саме, "
            "не встановлено; шукати в законі 2811-XII / who had a stipend, an unemployment benefit or another income receives at least "
            "25 % of the subsistence minimum, and how much exactly is not established; look in Law 2811-XII"
        )
    whole_month = days_between(first_day(month), first_day(month + 1))
    return round_half_up(subsistence_minimum_able * maternity_minimum_share * maternity_days_in_month / whole_month, "0.01")


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025; закон 2811-XII",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога у зв'язку з вагітністю та пологами незастрахованій жінці",
    en="Maternity aid of a woman who is not insured",
    note_uk="Джерела розходяться: за більшістю сторінок ця сума діє з 2026 року (так і пораховано), за однією — з 2027. "
    "Нову суму беремо за всі дні 2026 року, також коли відпустка почалася раніше (інше прочитання: за початком відпустки); "
    "неповний місяць рахуємо за днями.",
    note_en="The sources disagree: by most pages this amount holds from 2026 (counted so), by one from 2027. "
    "The new amount is taken for all days of 2026, also when the leave began earlier (the alternative: by the start of the leave); "
    "a part of a month is counted by days.",
    source="S19, S20",
)
def maternity_aid_uninsured(
    month: Month, maternity_without_insurance: bool, maternity_days_in_month: int, maternity_amount: Money
) -> Money:
    if not maternity_without_insurance:
        return 0
    whole_month = days_between(first_day(month), first_day(month + 1))
    return round_half_up(maternity_amount * maternity_days_in_month / whole_month, "0.01")


not_implemented("maternity_aid_uninsured", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
