"""Supplement to a military long-service pension for dependants unable to work."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2262-XII від 09.04.1992, ст. 16",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Надбавка до військової пенсії за утриманців",
    en="Supplement to a military pension for dependants",
    note_uk="Беремо прожитковий мінімум, чинний у місяці виплати.",
    note_en="The subsistence minimum in force in the month of payment is taken.",
    source="S140 2262-12",
)
def military_dependants_supplement(
    military_long_service_pension: bool,
    receives_pension: bool,
    employed: bool,
    military_pension_dependants: int,
    military_dependant_share: Ratio,
    subsistence_minimum_for_pensions: Money,
) -> Money:
    if not military_long_service_pension or employed or not receives_pension:
        return 0
    return round_half_up(subsistence_minimum_for_pensions * military_dependant_share * military_pension_dependants, "0.01")


not_implemented("military_dependants_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
