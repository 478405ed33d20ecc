"""Open reading 2: the claim must be made before the same day a year later."""

from zhyto.law import Date, add_days, add_months, rule


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день для заяви",
    en="Last day to claim",
)
def birth_grant_claim_until(birth_date: Date, birth_grant_claim_months: int) -> Date:
    return add_days(add_months(birth_date, birth_grant_claim_months), -1)
