"""Open reading 6: six months before the month that precedes the claim."""

from zhyto.law import Month, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Останній місяць, дохід за який рахують",
    en="Last month whose income counts",
)
def low_income_last_month(low_income_claim_month: Month) -> Month:
    return low_income_claim_month - 2
