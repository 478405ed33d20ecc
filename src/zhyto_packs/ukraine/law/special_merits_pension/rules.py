"""Supplement to the pension for special merits to Ukraine (Law 1767-III), mothers of five and more children included."""

from zhyto.law import Date, Money, Month, Ratio, add_months, at, due, last_day, not_implemented, round_half_up, rule, since, unknown


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 1 п. 6",
    since="2020-01-01",
    mark="read",
    uk="Виховала п'ятьох чи більше дітей",
    en="Raised five or more children",
    note_uk="Звання «Мати-героїня» дають за п'ятьох і більше дітей, вихованих до восьми років.",
    note_en="The title of Mother-Heroine is given for five or more children raised to eight.",
    source="S140 1767-14",
)
def raised_five_children(merits_to_ukraine: str, mother_heroine: bool) -> bool:
    return merits_to_ukraine == "five_children" or mother_heroine


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5; схема розмірів надбавок соціального міністерства",
    since="2020-01-01",
    mark="assumption",
    uk="Частка прожиткового мінімуму за вихованих дітей",
    en="Share of the subsistence minimum for the children raised",
    note_uk="35 % за п'ятьох дітей і на 1 % більше за кожну наступну, до 40 %. Інше прочитання: схема міністерства має інші кроки між 35 і 40 %.",
    note_en="35 % for five children and 1 % more for each one after, up to 40 %. The alternative: the ministry's scheme has other steps between 35 and 40 %.",
    source="S174",
)
def merits_share_of_mother(
    children_raised_to_six: int,
    merits_children_lowest: int,
    merits_share_per_child: Ratio,
    merits_share_of_mother_lowest: Ratio,
    merits_share_of_mother_highest: Ratio,
) -> Ratio:
    more = max(0, children_raised_to_six - merits_children_lowest)
    return min(merits_share_of_mother_highest, merits_share_of_mother_lowest + merits_share_per_child * more)


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Надбавка за особливі заслуги, до межі найбільшої пенсії",
    en="Supplement for special merits, before the cap of the largest pension",
    note_uk="Точну частку між межами закону визначає схема соціального міністерства: крім матерів, її не знайдено. "
    "Інше прочитання: найменша або найбільша частка.",
    note_en="The exact share within the law's bounds is set by the social ministry's scheme, which was not found but for mothers. The alternative: the lowest "
    "or the highest share.",
    source="S140 1767-14",
)
def merits_supplement_before_cap(
    merits_to_ukraine: str,
    raised_five_children: bool,
    merits_share_of_mother: Ratio,
    repressed_merits_amount: Money,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if merits_to_ukraine == "repressed" and repressed_merits_amount > 0:
        return repressed_merits_amount
    if merits_to_ukraine == "high":
        return unknown(
            "від 35 до 40 % прожиткового мінімуму за схемою соціального міністерства / 35 to 40 % of the subsistence minimum by the social ministry's scheme"
        )
    if raised_five_children:
        return round_half_up(subsistence_minimum_for_pensions * merits_share_of_mother, "0.01")
    if merits_to_ukraine == "other":
        return unknown(
            "від 23 до 35 % прожиткового мінімуму за схемою соціального міністерства / 23 to 35 % of the subsistence minimum by the social ministry's scheme"
        )
    return 0


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    mark="read",
    uk="Надбавка за особливі заслуги, щонайменше",
    en="Supplement for special merits, at the least",
    source="S140 1767-14",
)
def merits_supplement_at_least(
    merits_to_ukraine: str,
    raised_five_children: bool,
    merits_share_of_mother_lowest: Ratio,
    merits_share_other_lowest: Ratio,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if merits_to_ukraine == "high" or raised_five_children:
        return round_half_up(subsistence_minimum_for_pensions * merits_share_of_mother_lowest, "0.01")
    if merits_to_ukraine == "other":
        return round_half_up(subsistence_minimum_for_pensions * merits_share_other_lowest, "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 1, 5; Закон 1058-IV, ст. 27 ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Надбавка до пенсії за особливі заслуги перед Україною",
    en="Pension supplement for special merits to Ukraine",
    note_uk="Лише до пенсії і лише громадянинові; разом із пенсією — не більше найбільшої пенсії. Знижувальних коефіцієнтів "
    "2026 року для пенсій, більших за неї, не враховано.",
    note_en="Only with a pension and only to a citizen; together with the pension not above the largest pension. The reducing coefficients of 2026 "
    "for pensions above it are left out.",
    source="S140 1767-14, 1058-15",
)
def special_merits_pension(
    merits_to_ukraine: str,
    raised_five_children: bool,
    not_a_citizen: bool,
    receives_pension: bool,
    monthly_pension: Money,
    merits_supplement_at_least: Money,
    merits_supplement_before_cap: Money,
    maximum_pension: Money,
) -> Money:
    if merits_to_ukraine == "none" and not raised_five_children:
        return 0
    if not_a_citizen or not receives_pension:
        return 0
    room = max(0, maximum_pension - monthly_pension)
    if room <= merits_supplement_at_least:
        return room
    return min(merits_supplement_before_cap, room)


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    mark="assumption",
    uk="День, від якого є особливі заслуги",
    en="Day from which there are special merits",
    note_uk="День беремо з реєстру: від якого дня записано заслуги чи звання. Інше прочитання: з посвідчення.",
    note_en="The day is that of the register, from which the merits or the title are recorded. The alternative: from the certificate.",
    source="S140 1767-14",
)
def merits_since(merits_to_ukraine: str, mother_heroine: bool) -> Date:
    if merits_to_ukraine != "none":
        return since(merits_to_ukraine)
    return since(mother_heroine)


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    until="2020-12-31",
    name="pension_before_merits_window",
    mark="read",
    uk="Пенсію призначено раніше, ніж за дванадцять місяців",
    en="The pension was granted more than twelve months ago",
    source="S140 1767-14",
)
def pension_before_merits_window_2020(month: Month, pension_granted_on: Date, merits_claim_months: int) -> bool:
    return add_months(pension_granted_on, merits_claim_months) <= last_day(month)


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2021-01-01",
    mark="read",
    uk="Пенсію призначено або виплачено раніше, ніж за дванадцять місяців",
    en="The pension was granted, or was paid, more than twelve months ago",
    source="S140 1767-14",
)
def pension_before_merits_window(month: Month, receives_pension: bool, pension_granted_on: Date, merits_claim_months: int) -> bool:
    return at(receives_pension, month - merits_claim_months) or add_months(pension_granted_on, merits_claim_months) <= last_day(month)


@rule(
    entity="person",
    cite="Закон 1767-III, ст. 5",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день заяви, за якою надбавку платять від дня права",
    en="Last day of a claim that is paid from the day of the right",
    note_uk="Дванадцять місяців. Право виникає, коли є і пенсія, і заслуги. Інше прочитання: від дня заслуг.",
    note_en="Twelve months. The right arises when there is both the pension and the merits. The alternative: from the day of the merits.",
    source="S140 1767-14",
)
def special_merits_claim_until(
    merits_since: Date, pension_before_merits_window: bool, pension_granted_on: Date, merits_claim_months: int
) -> Date:
    if pension_before_merits_window:
        return add_months(merits_since, merits_claim_months)
    return add_months(max(merits_since, pension_granted_on), merits_claim_months)


@rule(
    entity="person",
    cite="Закон 1058-IV, ст. 27 ч. 3",
    since="2020-01-01",
    mark="read",
    uk="Надбавки за всі особливі заслуги, які належать цього місяця",
    en="Supplements for special merits of every kind that are due in the month",
    source="S140 1058-15",
)
def merits_supplements_due(
    special_merits_pension: Money, special_labour_merits_supplement: Money, special_war_merits_supplement: Money
) -> Money:
    return due(special_merits_pension) + due(special_labour_merits_supplement) + due(special_war_merits_supplement)


not_implemented("special_merits_pension", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
