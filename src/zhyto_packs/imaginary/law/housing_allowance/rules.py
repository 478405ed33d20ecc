"""Housing allowance: a share of the rent, until its abolition."""

from zhyto.law import Money, Ratio, not_in_force, round_half_up, rule


@rule(
    entity="household",
    cite="Housing Allowance Act, art. 2",
    since="2010-01-01",
    until="2016-11-30",
    uk="Житлова допомога",
    en="Housing allowance",
)
def housing_allowance(rent: Money, housing_allowance_share: Ratio) -> Money:
    return round_half_up(rent * housing_allowance_share, "0.01")


not_in_force("housing_allowance", since="2016-12-01", cite="Housing Allowance Act, art. 9")
