"""Social security contribution: a progressive share of the salary."""

from zhyto.law import Money, Scale, marginal, round_half_up, rule


@rule(
    entity="person",
    cite="Social Security Act, art. 2",
    since="2013-01-01",
    uk="Внесок на соціальне забезпечення",
    en="Social security contribution",
)
def social_security_contribution(salary: Money, contribution_scale: Scale) -> Money:
    return round_half_up(marginal(contribution_scale, salary), "0.01")
