"""What is left after taxes and benefits: quantities of statistics, as their makers define them."""

from zhyto.law import Members, Money, rule


@rule(entity="household", cite="Statistical Yearbook, table 1", since="2010-01-01", uk="Разом допомог", en="Total benefits")
def total_benefits(members: Members, housing_allowance: Money) -> Money:
    return sum(member.basic_income for member in members) + housing_allowance


@rule(entity="household", cite="Statistical Yearbook, table 2", since="2013-01-01", uk="Разом податків", en="Total taxes")
def total_taxes(members: Members, housing_tax_of_month: Money) -> Money:
    return sum(member.income_tax + member.social_security_contribution for member in members) + housing_tax_of_month


@rule(entity="household", cite="Statistical Yearbook, table 3", since="2013-01-01", uk="Наявний дохід", en="Disposable income")
def disposable_income(members: Members, housing_allowance: Money, parenting_allowance: Money, total_taxes: Money) -> Money:
    received = sum(member.salary + member.capital_returns + member.pension + member.basic_income for member in members)
    return received + housing_allowance + parenting_allowance - total_taxes
