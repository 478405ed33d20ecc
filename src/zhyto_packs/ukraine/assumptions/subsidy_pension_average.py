"""The subsidy takes the average pension of its six months, not the pension of one month."""

from zhyto.law import Date, Money, Month, month_of, rule, total


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за шість місяців, для субсидії",
    en="Income of six months, for the subsidy",
)
def subsidy_income_of_person(
    income_for_subsidy: Money, monthly_pension: Money, birth_date: Date, subsidy_last_month: Month, subsidy_counted_months: int
) -> Money:
    first = max(subsidy_last_month + 1 - subsidy_counted_months, month_of(birth_date))
    return total(income_for_subsidy, first, subsidy_last_month) + total(monthly_pension, first, subsidy_last_month)
