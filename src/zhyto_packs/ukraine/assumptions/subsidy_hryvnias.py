"""Open reading 19: rounded to the hryvnia."""

from zhyto.law import Money, round_half_up, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Житлова субсидія",
    en="Housing and utility subsidy",
)
def housing_subsidy(subsidy_refusal: bool, utility_cost_within_norms_uah: Money, household_own_payment: Money) -> Money:
    if subsidy_refusal:
        return 0
    return max(0, round_half_up(utility_cost_within_norms_uah - household_own_payment, "1"))
