"""The grounds of refusal seen for 2026 held before as well."""

from zhyto.law import rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    until="2025-12-31",
    mark="assumption",
    uk="Є підстава для відмови в субсидії",
    en="There is a ground for refusing the subsidy",
)
def subsidy_refusal(
    subsidy_wealth_over_limit: bool,
    utility_debt_over_limit: bool,
    second_dwelling_not_exempt: bool,
    car_over_subsidy_limit: bool,
    adult_abroad_over_60_days: bool,
    adult_without_income_or_contributions: bool,
    alimony_debt_over_3_months: bool,
    dwelling_too_large: bool,
) -> bool:
    property_refuses = subsidy_wealth_over_limit or second_dwelling_not_exempt or car_over_subsidy_limit or dwelling_too_large
    person_refuses = adult_abroad_over_60_days or adult_without_income_or_contributions or alimony_debt_over_3_months
    return property_refuses or person_refuses or utility_debt_over_limit
