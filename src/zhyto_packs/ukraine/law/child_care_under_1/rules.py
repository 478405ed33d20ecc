"""Care for a child under one year, from 2026. The child carries the right; whoever cares for the child is paid."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    add_days,
    add_years,
    date,
    days_between,
    first_day,
    last_day,
    month_of,
    not_implemented,
    not_in_force,
    round_half_up,
    rule,
    unknown,
)


@rule(
    entity="household",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    uk="Перший день останньої відпустки через пологи в сім'ї (1900 рік: її не записано)",
    en="First day of the latest maternity leave in the family (1900: none on record)",
    source="S140 2811-12",
)
def family_leave_start(members: Members) -> Date:
    return max((m.maternity_leave_start for m in members if m.maternity_leave_held), default=date(1900, 1, 1))


@rule(
    entity="household",
    cite="Закон 2811-XII, ст. 8",
    since="2020-01-01",
    uk="Останній день останньої відпустки через пологи в сім'ї (1900 рік: її не записано)",
    en="Last day of the latest maternity leave in the family (1900: none on record)",
    source="S140 2811-12",
)
def family_leave_end(members: Members) -> Date:
    return max((m.maternity_leave_end for m in members if m.maternity_leave_held), default=date(1900, 1, 1))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5, п. 1-4 прикінцевих положень",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день відпустки через народження цієї дитини",
    en="Last day of the leave for the birth of this child",
    note_uk="Відкрите питання 45: якщо відпустку матері не записано, вважаємо, що вона скінчилася на 56-й день після народження. Інше "
    "прочитання: відпустки не було, і допомогу платять від народження.",
    note_en="Open reading 45: where the mother's leave is not on record, it is taken to have ended on the 56th day after the birth. The "
    "alternative: there was no leave, and the aid is paid from the birth.",
    source="S140 2811-12",
)
def maternity_leave_end_for_child(
    birth_date: Date, family_leave_start: Date, family_leave_end: Date, maternity_days_after: int
) -> Date:
    if family_leave_start <= birth_date <= family_leave_end:
        return family_leave_end
    return add_days(birth_date, maternity_days_after)


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5, п. 1-4 прикінцевих положень",
    since="2020-01-01",
    mark="read",
    uk="Перший день допомоги",
    en="First day of the aid",
    note_uk="Наступний день після відпустки у зв'язку з вагітністю та пологами, але не раніше за 1 січня 2026 року.",
    note_en="The day after the maternity leave ends, but not before 1 January 2026.",
    source="S140 2811-12",
)
def child_care_from(maternity_leave_end_for_child: Date) -> Date:
    return max(add_days(maternity_leave_end_for_child, 1), date(2026, 1, 1))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день допомоги",
    en="Last day of the aid",
    note_uk="Відкрите питання 46: день першого дня народження включно. Інше прочитання: напередодні.",
    note_en="Open reading 46: the first birthday included. The alternative: the day before it.",
    source="S140 2811-12",
)
def child_care_to(birth_date: Date, child_care_age_limit: int) -> Date:
    return add_years(birth_date, child_care_age_limit)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1805 від 31.12.2025",
    since="2020-01-01",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Заяву подають не пізніше місяця, наступного за тим, у якому дитині виповнився рік; платять від першого дня права.",
    note_en="It is claimed not later than in the month after the one in which the child is one; it is paid from the first day of the right.",
    source="S194",
)
def child_care_claim_until(birth_date: Date, child_care_age_limit: int) -> Date:
    return last_day(month_of(add_years(birth_date, child_care_age_limit)) + 1)


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    uk="Днів у цьому місяці, за які платять",
    en="Days of this month that are paid",
    source="S140 2811-12",
)
def child_care_days(month: Month, child_care_from: Date, child_care_to: Date) -> int:
    if child_care_to < first_day(month):
        return 0
    first = max(child_care_from, first_day(month))
    last = min(child_care_to, last_day(month))
    if last < first:
        return 0
    return days_between(first, add_days(last, 1))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-4",
    since="2020-01-01",
    mark="read",
    uk="Доглядають прийомні батьки, яким допомоги не платять",
    en="Foster parents who are not paid the aid care for the child",
    note_uk="Відкрите питання 47: на прийняту дитину її не платять; чи платять на власну дитину прийомних батьків, у законі не сказано.",
    note_en="Open reading 47: for a fostered child it is not paid; whether for a child of the foster parents' own, the law does not say.",
    source="S140 2811-12",
)
def child_care_by_foster_parents(foster_child: bool, foster_family: bool) -> bool:
    if foster_child:
        return True
    if foster_family:
        return unknown(
            "чи платять допомогу прийомним батькам на їхню власну дитину, у законі не сказано; шукати в постанові № 1805 від 31.12.2025 / "
            "whether foster parents are paid the aid for a child of their own, the law does not say; look in resolution 1805 of 31.12.2025"
        )
    return False


not_in_force("child_care_under_1", since="2020-01-01", until="2025-12-31", cite="Закон 4681-IX від 05.11.2025")


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-4, 12-5, п. 1-3 прикінцевих положень; закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога по догляду за дитиною до року",
    en="Aid for the care of a child under one",
    note_uk="Відкрите питання 50: неповний місяць рахуємо за днями. Інше прочитання: за весь місяць. За дитиною на повному державному "
    "утриманні родина не доглядає, тож права немає.",
    note_en="Open reading 50: a part of a month is counted by days. The alternative: the whole month. The family does not care for a child kept "
    "wholly by the state, so there is no right.",
    source="S140 2811-12",
)
def child_care_under_1(
    month: Month,
    child_care_days: int,
    child_care_by_foster_parents: bool,
    on_full_state_care: bool,
    child_with_disability: bool,
    child_care_amount: Money,
    child_care_amount_disability: Money,
) -> Money:
    if child_care_days == 0:
        return 0
    if on_full_state_care or child_care_by_foster_parents:
        return 0
    whole_month = days_between(first_day(month), first_day(month + 1))
    monthly = child_care_amount_disability if child_with_disability else child_care_amount
    return round_half_up(monthly * child_care_days / whole_month, "0.01")


not_implemented("child_care_under_1", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
