"""Adoption grant: as much as the birth grant, by the date of adoption. The child carries the right."""

from zhyto.law import Date, Money, Month, add_months, at, last_day, month_of, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="remembered",
    uk="Дитину усиновлено до кінця цього місяця",
    en="The child is adopted by the end of this month",
)
def adopted_by_end_of_month(month: Month, adopted: bool) -> bool:
    return adopted or at(adopted, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Строк такий, як для допомоги при народженні, але від дня усиновлення. Відкрите питання 2: заява того самого дня через рік "
    "ще вчасна. Інше прочитання: вона вже запізно.",
    note_en="The time is that of the birth grant, from the day of adoption. Open reading 2: a claim on the same day a year later "
    "is in time. The alternative: it is late.",
)
def adoption_claim_until(month: Month, adoption_date: Date, birth_grant_claim_months: int) -> Date:
    return add_months(at(adoption_date, last_day(month)), birth_grant_claim_months)


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="remembered",
    uk="Місяців після місяця усиновлення",
    en="Months after the month of adoption",
)
def months_after_adoption(month: Month, adoption_date: Date) -> int:
    return month - month_of(at(adoption_date, last_day(month)))


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    mark="remembered",
    uk="Місяць усиновлення: за нього платять один раз",
    en="Month of adoption: it is paid once",
)
def adoption_grant_month_of_adoption(adopted_by_end_of_month: bool, months_after_adoption: int) -> bool:
    return adopted_by_end_of_month and months_after_adoption == 0


@rule(
    entity="person",
    cite="Закон 2811-XII; постанова Кабінету Міністрів № 1751 від 27.12.2001",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога за законом, чинним для усиновлених до 2026 року",
    en="Grant under the law for those adopted before 2026",
    note_uk="Відкрите питання 3: щомісячну частину платять за місяці з 1-го по 36-й після місяця усиновлення. Інше прочитання: "
    "з місяця усиновлення або від заяви.",
    note_en="Open reading 3: the monthly part is paid for months 1 to 36 after the month of adoption. The alternative: "
    "from the month of adoption, or from the claim.",
)
def adoption_amount_before_2026(
    months_after_adoption: int, birth_grant_at_once: Money, birth_grant_monthly: Money, birth_grant_monthly_payments: int
) -> Money:
    if months_after_adoption == 0:
        return birth_grant_at_once
    if 1 <= months_after_adoption <= birth_grant_monthly_payments:
        return birth_grant_monthly
    return 0


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    until="2025-12-31",
    name="adoption_grant",
    mark="remembered",
    uk="Допомога при усиновленні дитини",
    en="Adoption grant",
)
def adoption_grant_until_2025(adopted_by_end_of_month: bool, adoption_amount_before_2026: Money) -> Money:
    if not adopted_by_end_of_month:
        return 0
    return adoption_amount_before_2026


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога при усиновленні дитини",
    en="Adoption grant",
    note_uk="Відкрите питання 4: суми беремо за днем усиновлення. Інше прочитання: за днем народження дитини.",
    note_en="Open reading 4: the amounts are those of the day of adoption. The alternative: of the child's day of birth.",
)
def adoption_grant(
    month: Month,
    adopted_by_end_of_month: bool,
    adoption_date: Date,
    birth_payment_from: Date,
    months_after_adoption: int,
    birth_payment_amount: Money,
    adoption_amount_before_2026: Money,
) -> Money:
    if not adopted_by_end_of_month:
        return 0
    if at(adoption_date, last_day(month)) < birth_payment_from:
        return adoption_amount_before_2026
    if months_after_adoption == 0:
        return birth_payment_amount
    return 0


not_implemented("adoption_grant", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
