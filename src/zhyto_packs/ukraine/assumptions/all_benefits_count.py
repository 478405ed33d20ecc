"""Open reading 43: all benefits count as income."""

from zhyto.law import Date, Money, Month, month_of, rule, total


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за шість місяців",
    en="Income of six months",
)
def income_of_six_months(income_for_subsidy: Money, birth_date: Date, low_income_last_month: Month, low_income_counted_months: int) -> Money:
    first = low_income_last_month + 1 - low_income_counted_months
    return total(income_for_subsidy, max(first, month_of(birth_date)), low_income_last_month)


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    mark="assumption",
    uk="Дохід за три місяці перед призначенням",
    en="Income of the three months before the award",
)
def basic_aid_income_of_person(
    income_for_subsidy: Money, birth_date: Date, basic_aid_last_month: Month, basic_aid_counted_months: int
) -> Money:
    first = basic_aid_last_month + 1 - basic_aid_counted_months
    return total(income_for_subsidy, max(first, month_of(birth_date)), basic_aid_last_month)
