"""Utilities discount for a large family."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Знижка на комунальні послуги багатодітній сім'ї",
    en="Utilities discount for a large family",
    note_uk="Відсоток бачено; перевірку доходу взято з пам'яті.",
    note_en="The percentage was seen; the income test is remembered.",
    source="S43",
)
def utilities_discount_large_family(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_large_family_share: Ratio,
) -> Money:
    persons = count(m for m in members if m.large_family_discount_counts)
    if persons == 0:
        return 0
    return round_half_up(
        persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person) * utilities_discount_large_family_share, "0.01"
    )


not_implemented("utilities_discount_large_family", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
