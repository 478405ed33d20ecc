"""Other utilities discounts: veterans of military service; families of the fallen, the repressed and special merits without a known share."""

from zhyto.law import Members, Money, Ratio, count, not_implemented, round_half_up, rule, unknown


@rule(
    entity="household",
    cite="Закони про пільги; постанова Кабінету Міністрів № 409 від 06.08.2014",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Інші знижки на комунальні послуги",
    en="Other utilities discounts",
    note_uk="Знижка охоплює саму людину. Інше прочитання: і членів її сім'ї, які живуть разом. Ветерана військової служби теж перевіряємо "
    "за доходом.",
    note_en="The discount covers the person alone. The alternative: family members living together as well. The income test is applied to "
    "veterans of military service too.",
    source="S33",
)
def utilities_discount_other(
    members: Members,
    utility_cost_per_covered_person: Money,
    upkeep_cost_per_covered_person: Money,
    utilities_discount_military_veteran_share: Ratio,
) -> Money:
    if any(m.special_merits_discount_counts or m.unknown_share_discount_counts for m in members):
        return unknown(
            "відсоток знижки цієї категорії не встановлено (у переліку 2026 року: від 25 до 50 %, для особливих заслуг не названо) / "
            "the percentage of this category is not established (the list of 2026 says 25 to 50 %, for special merits nothing)"
        )
    persons = count(m for m in members if m.military_veteran_discount_counts)
    if persons == 0:
        return 0
    cost = persons * (utility_cost_per_covered_person + upkeep_cost_per_covered_person)
    return round_half_up(cost * utilities_discount_military_veteran_share, "0.01")


not_implemented("utilities_discount_other", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
