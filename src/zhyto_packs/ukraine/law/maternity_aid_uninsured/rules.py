"""Maternity aid of a woman who is not insured: for the days of the leave before and after birth."""

from zhyto.law import (
    Date,
    Money,
    Month,
    Ratio,
    add_days,
    add_months,
    at,
    date,
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
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    uk="Цього місяця має документ про відпустку у зв'язку з вагітністю та пологами",
    en="Holds the document of a maternity leave in this month",
    source="S19, S51",
)
def maternity_leave_held(month: Month, sex: str, maternity_leave_certificate: bool) -> bool:
    if sex == "male":
        return False
    return maternity_leave_certificate or at(maternity_leave_certificate, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 7",
    since="2020-01-01",
    mark="read",
    uk="Має відпустку у зв'язку з вагітністю та пологами і не застрахована",
    en="Has a maternity leave and is not insured",
    source="S140 2811-12",
)
def maternity_without_insurance(maternity_leave_held: bool, insured: bool) -> bool:
    return maternity_leave_held and not insured


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    uk="Перший день відпустки",
    en="First day of the leave",
    source="S140 2811-12",
)
def maternity_leave_start(month: Month, maternity_leave_from: Date) -> Date:
    return at(maternity_leave_from, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    mark="read",
    uk="Скільки днів відпустки після пологів",
    en="How many days of the leave after birth",
    note_uk="56, після ускладнених пологів або народження двох і більше дітей 70, жінкам 1–3 категорій постраждалих від Чорнобиля 90.",
    note_en="56; 70 after a complicated birth or with twins; 90 for women of Chornobyl categories 1 to 3.",
    source="S140 2811-12",
)
def maternity_days_after_birth(
    month: Month,
    maternity_leave_longer: bool,
    chornobyl_category: str,
    maternity_days_after: int,
    maternity_days_after_longer: int,
    maternity_days_chornobyl: int,
) -> int:
    if chornobyl_category in ("1", "2", "3"):
        return maternity_days_chornobyl
    return maternity_days_after_longer if maternity_leave_longer or at(maternity_leave_longer, last_day(month)) else maternity_days_after


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    mark="read",
    uk="Останній день відпустки",
    en="Last day of the leave",
    note_uk="Дні до і після пологів рахують разом, тож усього 126, 140 або 180.",
    note_en="The days before and after birth are counted together, so 126, 140 or 180 in all.",
    source="S140 2811-12",
)
def maternity_leave_end(
    maternity_leave_start: Date,
    chornobyl_category: str,
    maternity_days_before: int,
    maternity_days_chornobyl: int,
    maternity_days_after_birth: int,
) -> Date:
    before = maternity_days_chornobyl if chornobyl_category in ("1", "2", "3") else maternity_days_before
    return add_days(maternity_leave_start, before + maternity_days_after_birth - 1)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1751 від 27.12.2001",
    since="2020-01-01",
    mark="remembered",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Шість місяців від останнього дня відпустки; закон лишає порядок уряду, а постанову не прочитано.",
    note_en="Six months from the last day of the leave; the law leaves the order to the government, and the resolution was not read.",
)
def maternity_claim_until(maternity_leave_end: Date, maternity_claim_months: int) -> Date:
    return add_months(maternity_leave_end, maternity_claim_months)


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Днів відпустки в цьому місяці",
    en="Days of the leave in this month",
    source="S19, S51",
)
def maternity_days_in_month(month: Month, maternity_leave_start: Date, maternity_leave_end: Date) -> int:
    first = max(maternity_leave_start, first_day(month))
    last = min(maternity_leave_end, last_day(month))
    if last < first:
        return 0
    return days_between(first, add_days(last, 1))


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога за місяць за законом, чинним до 2026 року",
    en="Aid of the month under the law in force before 2026",
    note_uk="Неповний місяць рахуємо за днями відпустки, кожен місяць зі своїм прожитковим мінімумом. Інше прочитання: "
    "весь час з мінімумом, що був на початку відпустки.",
    note_en="A part of a month is counted by the days of the leave, each month with its own subsistence minimum. The alternative: "
    "the minimum at the start of the leave holds throughout.",
    source="S51",
)
def maternity_aid_before_2026(
    month: Month,
    maternity_days_in_month: int,
    maternity_has_own_income: bool,
    maternity_minimum_share: Ratio,
    subsistence_minimum_for_maternity: Money,
) -> Money:
    if maternity_days_in_month == 0:
        return 0
    if maternity_has_own_income:
        return unknown(
            "хто мав стипендію, допомогу по безробіттю чи інший дохід, отримує не менше за 25 % прожиткового мінімуму, а скільки саме, "
            "не встановлено; шукати в законі 2811-XII / who had a stipend, an unemployment benefit or another income receives at least "
            "25 % of the subsistence minimum, and how much exactly is not established; look in Law 2811-XII"
        )
    whole_month = days_between(first_day(month), first_day(month + 1))
    return round_half_up(subsistence_minimum_for_maternity * maternity_minimum_share * maternity_days_in_month / whole_month, "0.01")


@rule(
    entity="household",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2025-12-31",
    name="subsistence_minimum_for_maternity",
    uk="Прожитковий мінімум для допомоги, призначеної до 2026 року",
    en="Subsistence minimum for an aid granted before 2026",
    source="S51",
)
def subsistence_minimum_for_maternity_until_2025(subsistence_minimum_able: Money) -> Money:
    return subsistence_minimum_able


@rule(
    entity="household",
    cite="Закон 2811-XII, п. 1-4 прикінцевих положень",
    since="2026-01-01",
    mark="read",
    uk="Прожитковий мінімум для допомоги, призначеної до 2026 року",
    en="Subsistence minimum for an aid granted before 2026",
    note_uk="Призначену до 2026 року допомогу виплачують до кінця в розмірі, встановленому на дату призначення.",
    note_en="An aid granted before 2026 is paid to its end in the amount set on the day it was granted.",
    source="S140 2811-12",
)
def subsistence_minimum_for_maternity(subsistence_minimum_able: Money) -> Money:
    return at(subsistence_minimum_able, date(2025, 12, 31))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    until="2025-12-31",
    name="maternity_aid_uninsured",
    uk="Допомога у зв'язку з вагітністю та пологами незастрахованій жінці",
    en="Maternity aid of a woman who is not insured",
    source="S51",
)
def maternity_aid_uninsured_until_2025(maternity_without_insurance: bool, maternity_aid_before_2026: Money) -> Money:
    if not maternity_without_insurance:
        return 0
    return maternity_aid_before_2026


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 8, п. 1-3, 1-4 прикінцевих положень",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога у зв'язку з вагітністю та пологами незастрахованій жінці",
    en="Maternity aid of a woman who is not insured",
    note_uk="Призначена до 2026 року йде до кінця в попередній сумі, призначена 2026 року — 7 000 грн на місяць (прочитано в законі). За день "
    "призначення беремо день заяви; неповний місяць рахуємо за днями. Інше прочитання: день рішення; повні місяці.",
    note_en="One granted before 2026 runs to its end at the earlier amount, one granted in 2026 is UAH 7,000 a month (read in the law). The day "
    "of the claim is taken for that of the award; a part of a month is counted by days. The alternative: the day of the decision; whole months.",
    source="S140 2811-12",
)
def maternity_aid_uninsured(
    month: Month,
    maternity_without_insurance: bool,
    maternity_claim_date: Date,
    maternity_days_in_month: int,
    maternity_amount: Money,
    maternity_aid_before_2026: Money,
) -> Money:
    if not maternity_without_insurance:
        return 0
    if maternity_claim_date < date(2026, 1, 1):
        return maternity_aid_before_2026
    whole_month = days_between(first_day(month), first_day(month + 1))
    return round_half_up(maternity_amount * maternity_days_in_month / whole_month, "0.01")


not_implemented("maternity_aid_uninsured", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
