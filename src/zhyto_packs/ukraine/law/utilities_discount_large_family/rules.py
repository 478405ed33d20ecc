"""Utilities discount for a large family."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 2402-III, ст. 13",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Знижка на комунальні послуги багатодітній сім'ї",
    en="Utilities discount for a large family",
    note_uk="Дохід перевіряють за законом. Ті самі знижки має сім'я, де троє дітей разом із прийомними чи підопічними "
    "живуть не менше року.",
    note_en="The law tests the income. The same discounts are had by a family where three children, fostered ones and "
    "wards counted, have lived for at least a year.",
    source="S140 2402-14",
)
def utilities_discount_large_family(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_large_family_share: Ratio,
) -> Money:
    persons = count(m for m in members if m.discount_of_person == 8 and m.covered_by_discount)
    if persons == 0:
        return 0
    return round_half_up(
        persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person) * utilities_discount_large_family_share, "0.01"
    )


not_implemented("utilities_discount_large_family", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
