"""The income of a carer's family counts for the three months before the month that precedes the claim."""

from zhyto.law import Date, Money, Person, exists, month_of, rule, total


@rule(
    entity="person",
    cite="Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за квартал перед місяцем, що передує заяві того, хто доглядає",
    en="Income of the quarter before the month that precedes the carer's claim",
)
def income_of_carers_quarter(counted_income: Money, birth_date: Date, carer_of_household: Person, months_of_carers_quarter: int) -> Money:
    if not exists(carer_of_household):
        return 0
    following = carer_of_household.unpaid_carer_claim_month - 1
    return total(counted_income, max(following - months_of_carers_quarter, month_of(birth_date)), following - 1)
