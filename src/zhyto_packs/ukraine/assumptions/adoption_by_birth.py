"""Open reading 4: the amounts are those in force on the day the child was born."""

from zhyto.law import Date, Money, rule


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога при усиновленні дитини",
    en="Adoption grant",
)
def adoption_grant(
    adopted_by_end_of_month: bool,
    birth_date: Date,
    birth_payment_from: Date,
    months_after_adoption: int,
    birth_payment_amount: Money,
    adoption_amount_before_2026: Money,
) -> Money:
    if not adopted_by_end_of_month:
        return 0
    if birth_date < birth_payment_from:
        return adoption_amount_before_2026
    if months_after_adoption == 0:
        return birth_payment_amount
    return 0
