"""Open reading 48: the amount is the one in force on the day of the award."""

from zhyto.law import Date, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, п. 1-4 прикінцевих положень",
    since="2020-01-01",
    mark="assumption",
    uk="Сума — за законом, чинним до 2026 року",
    en="The amount is that of the law in force before 2026",
)
def birth_grant_by_earlier_law(birth_grant_claim_date: Date, birth_payment_from: Date) -> bool:
    return birth_grant_claim_date < birth_payment_from
