"""Supplement for special merits before the Motherland: 70 % of the subsistence minimum."""

from zhyto.law import Money, Ratio, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 11",
    since="2020-01-01",
    mark="read",
    uk="Має особливі заслуги перед Батьківщиною",
    en="Has special merits before the Motherland",
    source="S140 3551-12",
)
def has_special_merits(war_status: str, special_merits_award: bool) -> bool:
    return war_status == "special_merits" or special_merits_award


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 16 п. 1; Закон 1058-IV, ст. 27 ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Надбавка за особливі заслуги перед Батьківщиною",
    en="Supplement for special merits before the Motherland",
    note_uk="До пенсії або до державної допомоги, яку платять замість пенсії; разом із пенсією — не більше найбільшої пенсії.",
    note_en="With a pension, or with a state aid paid in place of a pension; together with the pension not above the largest pension.",
    source="S140 3551-12, 1058-15",
)
def special_war_merits_supplement(
    has_special_merits: bool,
    receives_pension_or_aid_instead: bool,
    receives_pension: bool,
    monthly_pension: Money,
    special_war_merits_share: Ratio,
    subsistence_minimum_for_pensions: Money,
    maximum_pension: Money,
) -> Money:
    if not has_special_merits or not receives_pension_or_aid_instead:
        return 0
    supplement = round_half_up(subsistence_minimum_for_pensions * special_war_merits_share, "0.01")
    if not receives_pension:
        return supplement
    return min(supplement, max(0, maximum_pension - monthly_pension))


not_implemented("special_war_merits_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
