"""Prices that follow the household's income."""

from zhyto.law import Money, Scale, bracket, rule


@rule(entity="household", cite="School Meals Act, art. 2", since="2017-01-01", uk="Ціна обіду", en="Price of a meal")
def meal_price(household_income: Money, meal_scale: Scale) -> Money:
    return bracket(meal_scale, household_income)


@rule(
    entity="household",
    cite="Swimming Pool Act, art. 2",
    since="2017-01-01",
    uk="Ціна відвідання басейну",
    en="Price of swimming pool access",
)
def swimming_pool_access(household_income: Money, swimming_pool_scale: Scale) -> Money:
    return bracket(swimming_pool_scale, household_income)
