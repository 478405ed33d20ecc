"""Parenting allowance: for families with a low income and a small child."""

from zhyto.law import Members, Money, count, not_in_force, rule

not_in_force("parenting_allowance", since="1945-01-01", until="2015-11-30", cite="Parenting Allowance Act, art. 9")


@rule(
    entity="household",
    cite="Parenting Allowance Act, art. 2",
    since="2015-12-01",
    uk="Допомога на виховання дітей",
    en="Parenting allowance",
)
def parenting_allowance(
    members: Members,
    household_income: Money,
    parenting_income_limit: Money,
    parenting_child_age: int,
    parenting_child_age_single: int,
    parenting_amount: Money,
) -> Money:
    if household_income > parenting_income_limit:
        return 0
    single = count(member for member in members if member.role != "child") == 1
    if single and any(member.age < parenting_child_age_single for member in members):
        return parenting_amount
    if any(member.age < parenting_child_age for member in members):
        return parenting_amount
    return 0
