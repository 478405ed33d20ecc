"""Adoption grant: as much as the birth grant on the day of its award. The child carries the right."""

from zhyto.law import Date, Members, Money, Month, add_months, at, last_day, month_of, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-2",
    since="2020-01-01",
    mark="read",
    uk="Рішення про усиновлення набрало чинності до кінця цього місяця",
    en="The decision on adoption came into force by the end of this month",
    source="S140 2811-12",
)
def adopted_by_end_of_month(month: Month, adopted: bool) -> bool:
    return adopted or at(adopted, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-2",
    since="2020-01-01",
    mark="read",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Дванадцять місяців від дня, коли рішення про усиновлення набрало законної сили; того самого дня через рік заява ще вчасна.",
    note_en="Twelve months from the day the decision on adoption took legal force; on the same day a year later the claim is in time.",
    source="S140 2811-12",
)
def adoption_claim_until(month: Month, adoption_date: Date, birth_grant_claim_months: int) -> Date:
    return add_months(at(adoption_date, last_day(month)), birth_grant_claim_months)


@rule(
    entity="household",
    cite="Закон 2811-XII, ст. 12-1",
    since="2020-01-01",
    mark="read",
    uk="Усиновлювач — громадянин України",
    en="The adopter is a citizen of Ukraine",
    source="S140 2811-12",
)
def citizen_adopter(members: Members) -> bool:
    return any(not m.not_a_citizen for m in members if m.role in ("head", "spouse"))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-1",
    since="2020-01-01",
    mark="read",
    uk="Усиновлення, за яке дають допомогу",
    en="An adoption for which the grant is given",
    note_uk="Усиновлює громадянин України, і це не дитина його чоловіка чи дружини.",
    note_en="The adopter is a citizen of Ukraine, and it is not a spouse's child.",
    source="S140 2811-12",
)
def adoption_with_grant(month: Month, adopted_by_end_of_month: bool, adopted_spouses_child: bool, citizen_adopter: bool) -> bool:
    if not adopted_by_end_of_month:
        return False
    return citizen_adopter and not at(adopted_spouses_child, last_day(month))


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-3, п. 1-4 прикінцевих положень",
    since="2020-01-01",
    mark="assumption",
    uk="Допомогу призначено за законом, чинним до 2026 року",
    en="The grant was awarded under the law in force before 2026",
    note_uk="Відкрите питання 4: сума — чинна в день призначення; за нього беремо день заяви. Інше прочитання: у день усиновлення.",
    note_en="Open reading 4: the amount is the one in force on the day of the award, for which the day of the claim is taken. "
    "The alternative: on the day of adoption.",
    source="S140 2811-12",
)
def adoption_awarded_before_2026(adoption_claim_date: Date, birth_payment_from: Date) -> bool:
    return adoption_claim_date < birth_payment_from


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-3",
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
    uk="Допомога, призначена до 2026 року",
    en="Grant that was awarded before 2026",
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
    cite="Закон 2811-XII, ст. 12-1, 12-3",
    since="2020-01-01",
    until="2025-12-31",
    name="adoption_grant",
    uk="Допомога при усиновленні дитини",
    en="Adoption grant",
    source="S140 2811-12",
)
def adoption_grant_until_2025(
    adoption_with_grant: bool, adoption_awarded_before_2026: bool, adoption_amount_before_2026: Money
) -> Money:
    if not adoption_with_grant or not adoption_awarded_before_2026:
        return 0
    return adoption_amount_before_2026


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-1, 12-3; закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    uk="Допомога при усиновленні дитини",
    en="Adoption grant",
    note_uk="Нову суму показуємо в місяці усиновлення, а коли дитину усиновлено раніше — в січні 2026 року.",
    note_en="The new amount is shown in the month of adoption or, where the child was adopted earlier, in January 2026.",
    source="S140 2811-12",
)
def adoption_grant(
    month: Month,
    adoption_with_grant: bool,
    adoption_awarded_before_2026: bool,
    adoption_date: Date,
    birth_payment_from: Date,
    birth_payment_amount: Money,
    adoption_amount_before_2026: Money,
) -> Money:
    if not adoption_with_grant:
        return 0
    if adoption_awarded_before_2026:
        return adoption_amount_before_2026
    if month == month_of(max(at(adoption_date, last_day(month)), birth_payment_from)):
        return birth_payment_amount
    return 0


not_implemented("adoption_grant", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
