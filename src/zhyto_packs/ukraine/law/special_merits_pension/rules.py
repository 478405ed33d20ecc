"""Supplement to the pension for special merits: two minimum pensions for Heroes, for others not established."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule, unknown


@rule(
    entity="person",
    cite="Закон про пенсії за особливі заслуги перед Україною",
    since="2020-01-01",
    uk="Надбавка Героєві",
    en="Supplement of a Hero",
    source="S35",
)
def special_merits_of_hero(subsistence_minimum_lost_ability: Money, special_merits_hero_share: Ratio) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * special_merits_hero_share, "0.01")


@rule(
    entity="person",
    cite="Закон про пенсії за особливі заслуги перед Україною",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Надбавка до пенсії за особливі заслуги",
    en="Pension supplement for special merits",
    note_uk="Мінімальною пенсією вважаємо прожитковий мінімум особи, яка втратила працездатність. Інше прочитання: "
    "мінімальну пенсію за стажем особи. Чи обмежує надбавку найбільша пенсія, не встановлено: вище за неї сума невідома.",
    note_en="The minimum pension is taken to be the subsistence minimum of a person who lost the ability to work. The alternative: "
    "the minimum for the person's record. Whether the largest pension bounds the supplement is not established: above it the amount is unknown.",
    source="S35",
)
def special_merits_pension(
    special_merits_title: str, receives_pension: bool, monthly_pension: Money, special_merits_of_hero: Money, maximum_pension: Money
) -> Money:
    if special_merits_title == "none" or not receives_pension:
        return 0
    if special_merits_title == "other":
        return unknown(
            "розмір надбавки за інші заслуги не встановлено; шукати закон про пенсії за особливі заслуги / "
            "the supplement for other merits is not established; look in the law on pensions for special merits"
        )
    if monthly_pension + special_merits_of_hero > maximum_pension:
        return unknown(
            "чи обмежує надбавку Героєві найбільша пенсія, не встановлено / "
            "whether the largest pension bounds the supplement of a Hero is not established"
        )
    return special_merits_of_hero


not_implemented("special_merits_pension", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
