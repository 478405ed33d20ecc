"""Open reading 19: rounded down to the kopeck."""

from zhyto.law import Money, Ratio, round_down, rule


@rule(
    entity="household",
    cite="Закон 1768-III; постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Різниця до гарантованого мінімуму, але не більше 75 % прожиткового мінімуму сім'ї",
    en="Difference to the guaranteed minimum, at most 75 % of the family's subsistence minimum",
)
def low_income_aid_amount(
    guaranteed_minimum_of_family: Money, average_family_income: Money, low_income_line: Money, low_income_cap_share: Ratio
) -> Money:
    difference = max(0, guaranteed_minimum_of_family - average_family_income)
    return round_down(min(difference, low_income_line * low_income_cap_share), "0.01")
