"""Supplement to the pension for special labour merits: two minimum old-age pensions."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3721-XII, ст. 8, 9 п. 1; Закон 1058-IV, ст. 27 ч. 3, ст. 28 ч. 1",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Надбавка до пенсії за особливі трудові заслуги",
    en="Pension supplement for special labour merits",
    note_uk="Мінімальна пенсія за віком — прожитковий мінімум людини, яка втратила працездатність. Разом із пенсією надбавка не перевищує найбільшої пенсії.",
    note_en="The minimum old-age pension is the subsistence minimum of a person who lost the ability to work. Together with the pension "
    "the supplement is not above the largest pension.",
    source="S140 3721-12, 1058-15",
)
def special_labour_merits_supplement(
    special_labour_merits: bool,
    receives_pension: bool,
    monthly_pension: Money,
    special_labour_merits_share: Ratio,
    subsistence_minimum_for_pensions: Money,
    maximum_pension: Money,
) -> Money:
    if not special_labour_merits or not receives_pension:
        return 0
    supplement = round_half_up(subsistence_minimum_for_pensions * special_labour_merits_share, "0.01")
    return min(supplement, max(0, maximum_pension - monthly_pension))


not_implemented("special_labour_merits_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
