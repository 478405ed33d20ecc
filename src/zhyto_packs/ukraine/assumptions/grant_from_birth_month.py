"""Open reading 3: the monthly part is paid from the month of birth."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 2811-XII; постанова Кабінету Міністрів № 1751 від 27.12.2001",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога за законом, чинним для народжених до 2026 року",
    en="Grant under the law for those born before 2026",
)
def birth_grant_before_2026(
    months_after_birth: int, birth_grant_at_once: Money, birth_grant_monthly: Money, birth_grant_monthly_payments: int
) -> Money:
    if months_after_birth == 0:
        return birth_grant_at_once + birth_grant_monthly
    if 1 <= months_after_birth < birth_grant_monthly_payments:
        return birth_grant_monthly
    return 0
