"""Utilities discount for persons affected by the Chornobyl disaster."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 796-XII, ст. 20, п. 11; ст. 21, п. 1; ст. 30",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Знижка на комунальні послуги постраждалим від Чорнобильської катастрофи",
    en="Utilities discount for persons affected by the Chornobyl disaster",
    note_uk="Знижку мають і члени сім'ї, які живуть разом; сім'я дитини з інвалідністю через катастрофу; вдова чи вдівець.",
    note_en="Family members living together have the discount too; the family of a child whose disability is due to "
    "the disaster; a widowed spouse.",
    source="S140 796-12",
)
def utilities_discount_chornobyl(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_chornobyl_share: Ratio,
) -> Money:
    if not any(m.chornobyl_discount_holder for m in members):
        return 0
    persons = count(m for m in members if m.discount_of_person == 7 and m.covered_by_discount)
    if persons == 0:
        return 0
    return round_half_up(
        persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person) * utilities_discount_chornobyl_share, "0.01"
    )


not_implemented("utilities_discount_chornobyl", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
