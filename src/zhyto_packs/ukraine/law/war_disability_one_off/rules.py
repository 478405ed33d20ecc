"""One-off aid for disability due to war, in the month in which the disability is set or its group becomes higher."""

from zhyto.law import Date, Money, Month, Table, add_years, at, january, last_day, month_of, not_implemented, round_half_up, rule, since


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 7",
    since="2019-01-01",
    period="day",
    mark="assumption",
    uk="День, від якого діє воєнний статус",
    en="Day from which the war status holds",
    note_uk="День беремо з реєстру: від якого дня записано групу. Інше прочитання: день рішення чи посвідчення.",
    note_en="The day is that of the register, from which the group is recorded. The alternative: the day of the decision or of the certificate.",
)
def war_status_since(war_status: str) -> Date:
    return since(war_status)


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Цього місяця встановлено групу інвалідності внаслідок війни",
    en="A group of disability due to war was set in this month",
    note_uk="Місяць встановлення беремо з дати, від якої в реєстрі діє група. Інше прочитання: з дати рішення чи посвідчення.",
    note_en="The month is that of the day from which the group holds in the register. The alternative: the day of the decision "
    "or of the certificate.",
    source="S31",
)
def war_disability_set_this_month(month: Month, war_status: str) -> bool:
    group = at(war_status, last_day(month))
    return group in ("disability_I", "disability_II", "disability_III") and group != at(war_status, last_day(month - 1))


@rule(
    entity="person",
    cite="Закон 2011-XII від 20.12.1991, ст. 16-3 п. 9",
    since="2020-01-01",
    mark="read",
    uk="Останній день для заяви: три роки від встановлення групи",
    en="Last day to claim: three years after the group was set",
    source="S140 2011-12",
)
def war_disability_claim_until(month: Month, war_status_since: Date, war_disability_claim_years: int) -> Date:
    return add_years(at(war_status_since, last_day(month)), war_disability_claim_years)


@rule(
    entity="person",
    cite="Закон 2011-XII від 20.12.1991, ст. 16-3 п. 4",
    since="2020-01-01",
    mark="assumption",
    uk="Скільки вже виплачено за попередню, нижчу групу",
    en="What was paid already for the earlier, lower group",
    note_uk="Вважаємо, що за попередню групу виплачено повну суму того року, коли її встановили. Інше прочитання: виплачене за записами виплат.",
    note_en="We take it that the full amount of the year in which it was set was paid for the earlier group. The alternative: what records of payments show.",
    source="S140 2011-12",
)
def war_disability_one_off_paid_before(
    month: Month,
    war_status: str,
    war_status_since: Date,
    war_disability_one_off_multiple: Table,
    subsistence_minimum_able: Money,
) -> Money:
    earlier = at(war_status, last_day(month - 1))
    if earlier not in ("disability_I", "disability_II", "disability_III"):
        return 0
    set_in = month_of(at(war_status_since, last_day(month - 1)))
    return round_half_up(at(subsistence_minimum_able, january(set_in)) * war_disability_one_off_multiple[earlier], "0.01")


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 13; Закон 2011-XII від 20.12.1991, ст. 16-2 п. 1, ст. 16-3 п. 4",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Одноразова допомога в разі інвалідності внаслідок війни",
    en="One-off aid for disability due to war",
    note_uk="Беремо прожитковий мінімум на 1 січня року, в якому встановлено групу. Якщо група стала вищою, платять різницю з тим, що вже виплачено.",
    note_en="The subsistence minimum of 1 January of the year in which the group was set is taken. Where the group became higher, "
    "the difference to what was paid already is paid.",
    source="S140 3551-12, 2011-12",
)
def war_disability_one_off(
    month: Month,
    war_status: str,
    war_disability_set_this_month: bool,
    war_disability_of_defender: bool,
    war_disability_one_off_paid_before: Money,
    war_disability_one_off_multiple: Table,
    subsistence_minimum_able: Money,
) -> Money:
    if not war_disability_set_this_month:
        return 0
    if not at(war_disability_of_defender, last_day(month)):
        return 0
    minimum_on_1_january = at(subsistence_minimum_able, january(month))
    whole = round_half_up(minimum_on_1_january * war_disability_one_off_multiple[at(war_status, last_day(month))], "0.01")
    return max(0, whole - war_disability_one_off_paid_before)


not_implemented("war_disability_one_off", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
