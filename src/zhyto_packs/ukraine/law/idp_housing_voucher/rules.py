"""Housing voucher for displaced combatants and those disabled due to war whose dwelling is in occupied territory."""

from zhyto.law import Money, not_implemented, not_in_force, rule, unknown

not_in_force("idp_housing_voucher", since="2020-01-01", until="2024-12-31", cite="житлові ваучери переселенцям запроваджено 2025 року")


@rule(
    entity="person",
    cite="порядок надання житлових ваучерів переселенцям (номер акта не встановлено)",
    since="2025-01-01",
    uk="Умови для житлового ваучера виконано",
    en="The conditions for the housing voucher are met",
    source="S89",
)
def idp_housing_voucher_conditions_met(
    idp_status: bool, war_status: str, has_war_disability: bool, idp_housing_voucher_used: bool, housing_in_occupied_territory: bool
) -> bool:
    if not idp_status or idp_housing_voucher_used:
        return False
    if war_status != "combatant" and not has_war_disability:
        return False
    return housing_in_occupied_territory


@rule(
    entity="person",
    cite="порядок надання житлових ваучерів переселенцям (номер акта не встановлено)",
    since="2025-01-01",
    until="2025-12-31",
    name="idp_housing_voucher",
    mark="assumption",
    uk="Житловий ваучер переселенцю",
    en="Housing voucher for a displaced person",
    note_uk="Бачено, що ваучери є з 2025 року; з якого місяця, не встановлено. Інше прочитання: з січня.",
    note_en="The vouchers were seen to exist from 2025; from which month is not established. The alternative: from January.",
    source="S89",
)
def idp_housing_voucher_2025(idp_housing_voucher_conditions_met: bool) -> bool:
    if not idp_housing_voucher_conditions_met:
        return False
    return unknown("з якого місяця 2025 року дають ваучери, не встановлено / from which month of 2025 vouchers are given is not established")


@rule(
    entity="person",
    cite="порядок надання житлових ваучерів переселенцям (номер акта не встановлено)",
    since="2026-01-01",
    until="2026-12-31",
    uk="Житловий ваучер переселенцю",
    en="Housing voucher for a displaced person",
    note_uk="Ваучер дають до суми, яку показує найбільший розмір; скільки саме, вирішує комісія.",
    note_en="The voucher is given up to the largest amount; how much exactly is for the commission to decide.",
    source="S89",
)
def idp_housing_voucher(idp_housing_voucher_conditions_met: bool) -> bool:
    return idp_housing_voucher_conditions_met


not_implemented("idp_housing_voucher", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")


@rule(
    entity="person",
    cite="порядок надання житлових ваучерів переселенцям (номер акта не встановлено)",
    since="2025-01-01",
    uk="Найбільший розмір житлового ваучера",
    en="Largest amount of the housing voucher",
    source="S89",
)
def idp_housing_voucher_largest(idp_housing_voucher_conditions_met: bool, idp_housing_voucher_ceiling: Money) -> Money:
    if idp_housing_voucher_conditions_met:
        return idp_housing_voucher_ceiling
    return 0
