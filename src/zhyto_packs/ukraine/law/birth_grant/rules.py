"""Birth grant. The child carries the right; the date of birth decides which law applies."""

from zhyto.law import Date, Money, Month, add_months, month_of, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 10",
    since="2020-01-01",
    mark="read",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="Не пізніше ніж через дванадцять місяців: того самого дня через рік заява ще вчасна.",
    note_en="Not later than twelve months after the birth: on the same day a year later the claim is in time.",
    source="S140 2811-12",
)
def birth_grant_claim_until(birth_date: Date, birth_grant_claim_months: int) -> Date:
    return add_months(birth_date, birth_grant_claim_months)


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Місяців після місяця народження",
    en="Months after the month of birth",
    source="S19",
)
def months_after_birth(birth_date: Date, month: Month) -> int:
    return month - month_of(birth_date)


@rule(
    entity="person",
    cite="Закон 2811-XII; закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    uk="Місяць народження: за нього платять один раз",
    en="Month of birth: it is paid once",
    source="S19",
)
def birth_grant_month_of_birth(months_after_birth: int) -> bool:
    return months_after_birth == 0


@rule(
    entity="person",
    cite="Закон 2811-XII; постанова Кабінету Міністрів № 1751 від 27.12.2001",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога за законом, чинним для народжених до 2026 року",
    en="Grant under the law for those born before 2026",
    note_uk="Відкрите питання 3: щомісячну частину платять за місяці з 1-го по 36-й після місяця народження. Інше прочитання: "
    "з місяця народження або від заяви.",
    note_en="Open reading 3: the monthly part is paid for months 1 to 36 after the month of birth. The alternative: "
    "from the month of birth, or from the claim.",
    source="S19, S51, S140 646-20",
)
def birth_grant_before_2026(
    months_after_birth: int, birth_grant_at_once: Money, birth_grant_monthly: Money, birth_grant_monthly_payments: int
) -> Money:
    if months_after_birth == 0:
        return birth_grant_at_once
    if 1 <= months_after_birth <= birth_grant_monthly_payments:
        return birth_grant_monthly
    return 0


@rule(
    entity="person",
    cite="Закон 2811-XII, п. 1-4 прикінцевих положень",
    since="2020-01-01",
    mark="assumption",
    uk="Сума — за законом, чинним до 2026 року",
    en="The amount is that of the law in force before 2026",
    note_uk="Відкрите питання 48: так для всіх, хто народився до 2026 року, навіть якщо заяву подано 2026 року. Інше прочитання: закон дивиться "
    "на день призначення, тож із заявою 2026 року вони мають 50 000 грн.",
    note_en="Open reading 48: so for all born before 2026, even where it is claimed in 2026. The alternative: the law looks at the day of the "
    "award, so with a claim of 2026 they have UAH 50,000.",
    source="S19, S140 2811-12",
)
def birth_grant_by_earlier_law(birth_grant_claim_date: Date, birth_date: Date, birth_payment_from: Date) -> bool:
    return birth_grant_claim_date < birth_payment_from or birth_date < birth_payment_from


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 10",
    since="2020-01-01",
    until="2025-12-31",
    name="birth_grant",
    uk="Допомога при народженні дитини",
    en="Birth grant",
    note_uk="Коли дитину взято на повне державне утримання, виплати немає. Усиновлення її не зупиняє.",
    note_en="While the child is kept wholly by the state nothing is paid. An adoption does not stop it.",
    source="S19, S51, S140 2811-12",
)
def birth_grant_until_2025(on_full_state_care: bool, birth_grant_by_earlier_law: bool, birth_grant_before_2026: Money) -> Money:
    if on_full_state_care or not birth_grant_by_earlier_law:
        return 0
    return birth_grant_before_2026


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025; закон 2811-XII, ст. 10, 11, п. 1-4 прикінцевих положень",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="read",
    uk="Допомога при народженні дитини",
    en="Birth grant",
    note_uk="Діти, народжені до 2026 року, отримують щомісячну частину за попереднім законом.",
    note_en="Children born before 2026 keep the monthly part under the earlier law.",
    source="S140 2811-12",
)
def birth_grant(
    month: Month,
    on_full_state_care: bool,
    birth_grant_by_earlier_law: bool,
    birth_date: Date,
    birth_payment_from: Date,
    birth_payment_amount: Money,
    birth_grant_before_2026: Money,
) -> Money:
    if on_full_state_care:
        return 0
    if birth_grant_by_earlier_law:
        return birth_grant_before_2026
    if month == month_of(max(birth_date, birth_payment_from)):
        return birth_payment_amount
    return 0


not_implemented("birth_grant", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
