"""One-off aid for disability due to war, in the month in which the disability is set."""

from zhyto.law import Money, Month, Table, at, january, last_day, not_implemented, round_half_up, rule, unknown


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
    cite="Закон 3551-XII від 22.10.1993, ст. 7 п. 11–16",
    since="2020-01-01",
    until="2026-12-31",
    uk="Одноразова допомога в разі інвалідності внаслідок війни",
    en="One-off aid for disability due to war",
    note_uk="Беремо прожитковий мінімум на 1 січня року, в якому встановлено групу. Коли групу змінено, сума невідома: як рахують "
    "різницю, не встановлено.",
    note_en="The subsistence minimum of 1 January of the year in which the group was set is taken. Where the group was changed, "
    "the amount is unknown: how the difference is counted is not established.",
    source="S31",
)
def war_disability_one_off(
    month: Month,
    war_status: str,
    war_disability_set_this_month: bool,
    war_disability_of_defender: bool,
    war_disability_one_off_multiple: Table,
    subsistence_minimum_able: Money,
) -> Money:
    if not war_disability_set_this_month:
        return 0
    if not at(war_disability_of_defender, last_day(month)):
        return 0
    if at(war_status, last_day(month - 1)) in ("disability_I", "disability_II", "disability_III"):
        return unknown(
            "групу інвалідності змінено: скільки доплачують, не встановлено / the group was changed: what is added is not established"
        )
    minimum_on_1_january = at(subsistence_minimum_able, january(month))
    return round_half_up(minimum_on_1_january * war_disability_one_off_multiple[at(war_status, last_day(month))], "0.01")


not_implemented("war_disability_one_off", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
