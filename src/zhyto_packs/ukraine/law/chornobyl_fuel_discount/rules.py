"""Half the cost of fuel for persons of category 3 who live in a contaminated zone in a house without central heating."""

from zhyto.law import Members, Money, Ratio, not_implemented, round_half_up, rule, unknown


@rule(
    entity="household",
    cite="Закон 796-XII, ст. 22, п. 14",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Умови відшкодування палива виконано, без перевірки доходу",
    en="The conditions for a refund of fuel are met, the income test left out",
    note_uk="Територіями до відселення вважаємо зони обов'язкового й гарантованого добровільного відселення. Інше прочитання: також зона посиленого контролю.",
    note_en="Zones of mandatory and of guaranteed voluntary resettlement are taken to be meant. The alternative: the zone of enhanced control as well.",
    source="S140 796-12",
)
def chornobyl_fuel_conditions_met(members: Members, radiation_zone: str, dwelling_heating: str) -> bool:
    if not any(m.chornobyl_category == "3" for m in members):
        return False
    return radiation_zone in ("mandatory", "guaranteed_voluntary") and dwelling_heating == "other"


@rule(
    entity="household",
    cite="Закон 796-XII, ст. 22, п. 14",
    since="2020-01-01",
    until="2024-12-31",
    name="chornobyl_fuel_discount",
    mark="assumption",
    uk="Половина ціни палива людині категорії 3",
    en="Half the price of fuel for a person of category 3",
    note_uk="До 2025 року закон дохід не перевіряв, установи перевіряли: де перевірка відмовила б, відповідь невідома. Інше прочитання: без перевірки.",
    note_en="Until 2025 the law did not test the income, offices did: where the test would refuse, the answer is unknown. The alternative: no test.",
    source="S140 796-12",
)
def chornobyl_fuel_discount_until_2024(
    chornobyl_fuel_conditions_met: bool, within_privilege_income_limit: bool, solid_fuel_cost_uah: Money, chornobyl_fuel_share: Ratio
) -> Money:
    if not chornobyl_fuel_conditions_met or solid_fuel_cost_uah == 0:
        return 0
    if within_privilege_income_limit:
        return round_half_up(solid_fuel_cost_uah * chornobyl_fuel_share, "0.01")
    return unknown("чи перевіряли до 2025 року дохід, не встановлено / whether the income was tested before 2025 is not established")


@rule(
    entity="household",
    cite="Закон 796-XII, ст. 22, п. 14; закони про Державний бюджет на 2025 і 2026 роки, прикінцеві положення",
    since="2025-01-01",
    until="2026-12-31",
    mark="read",
    uk="Половина ціни палива людині категорії 3",
    en="Half the price of fuel for a person of category 3",
    source="S140 796-12, 4059-20, 4695-20",
)
def chornobyl_fuel_discount(
    chornobyl_fuel_conditions_met: bool, within_privilege_income_limit: bool, solid_fuel_cost_uah: Money, chornobyl_fuel_share: Ratio
) -> Money:
    if not chornobyl_fuel_conditions_met or not within_privilege_income_limit:
        return 0
    return round_half_up(solid_fuel_cost_uah * chornobyl_fuel_share, "0.01")


not_implemented("chornobyl_fuel_conditions_met", since="2027-01-01", missing="закони 2027 року / the laws of 2027")
not_implemented("chornobyl_fuel_discount", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
