"""Other utilities discounts: special merits, special labour merits, families of the fallen, veterans of military service, the repressed."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 3551-XII, ст. 15, 16; Закон 3721-XII, ст. 9; Закон 203/98-ВР, ст. 6, 7; Закон 962-XII, ст. 6",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Інші знижки на комунальні послуги",
    en="Other utilities discounts",
    note_uk="Людям з особливими заслугами закон не ставить і норм споживання: знижка тут не більша за вартість у межах норм, тож вона «не менша».",
    note_en="For persons with special merits the law sets no norms of use either: the discount here is at most the cost within the norms, so it is "
    "“not less than”.",
    source="S140 3551-12, 3721-12, 203-98, 962-12",
)
def utilities_discount_other(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_merits_share: Ratio,
    utilities_discount_fallen_family_share: Ratio,
    utilities_discount_military_veteran_share: Ratio,
    utilities_discount_repressed_share: Ratio,
) -> Money:
    merits = count(m for m in members if m.covered_by_discount and 2 <= m.discount_of_person <= 3)
    fallen = count(m for m in members if m.discount_of_person == 6 and m.covered_by_discount)
    veterans = count(m for m in members if m.discount_of_person == 9 and m.covered_by_discount)
    repressed = count(m for m in members if m.discount_of_person == 10 and m.covered_by_discount)
    if merits + fallen + veterans + repressed == 0:
        return 0
    families = merits * utilities_discount_merits_share + fallen * utilities_discount_fallen_family_share
    shares = families + veterans * utilities_discount_military_veteran_share + repressed * utilities_discount_repressed_share
    return round_half_up((utility_cost_per_covered_person + upkeep_cost_per_covered_person) * shares, "0.01")


not_implemented("utilities_discount_other", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
