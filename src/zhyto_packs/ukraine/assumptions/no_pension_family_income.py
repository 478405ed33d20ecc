"""Open reading 7: the family's average income is tested, over the six months before the computed month."""

from zhyto.law import Members, Money, Month, count, rule, total


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 4",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за шість місяців, який рахують сім'ї",
    en="Income of six months that counts for the family",
)
def no_pension_tested_income(counted_income: Money, month: Month, no_pension_counted_months: int) -> Money:
    return total(counted_income, month - no_pension_counted_months, month - 1)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 4",
    since="2020-01-01",
    mark="assumption",
    uk="Середній дохід у сім'ї не більший за прожитковий мінімум",
    en="The family's average income is not above the subsistence minimum",
)
def no_pension_income_within_limit(
    members: Members,
    in_low_income_family: bool,
    no_pension_tested_income: Money,
    no_pension_counted_months: int,
    subsistence_minimum_lost_ability: Money,
) -> bool:
    if not in_low_income_family:
        return no_pension_tested_income <= subsistence_minimum_lost_ability * no_pension_counted_months
    family = sum(m.no_pension_tested_income for m in members if m.in_low_income_family)
    heads = count(m for m in members if m.in_low_income_family)
    return family <= subsistence_minimum_lost_ability * no_pension_counted_months * heads
