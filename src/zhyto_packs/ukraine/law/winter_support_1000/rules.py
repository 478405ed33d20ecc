"""Winter support of UAH 1,000 for every citizen in Ukraine: two winters, each with its own months of claims."""

from zhyto.law import Date, Money, Month, date, month_of, not_in_force, rule


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
    since="2020-01-01",
    mark="assumption",
    uk="Зимова підтримка, у місяць заяви",
    en="Winter support, in the month of the claim",
    note_uk="Кого записано в реєстрі без позначки про інше громадянство чи перебування за кордоном, той громадянин в Україні. Виплачують раз на "
    "зиму, у місяць заяви. Інше прочитання: громадянство і перебування треба підтвердити.",
    note_en="Who is in the register with no mark of another citizenship or of a stay abroad is a citizen in Ukraine. It is paid once a "
    "winter, in the month of the claim. The alternative: citizenship and residence are to be proved.",
    source="S50",
)
def winter_support_when_claimed(
    not_a_citizen: bool, stays_abroad: bool, winter_support_claim_date: Date, month: Month, winter_support_amount: Money
) -> Money:
    if not_a_citizen or stays_abroad:
        return 0
    if month_of(winter_support_claim_date) != month:
        return 0
    return winter_support_amount


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
    since="2024-12-01",
    until="2025-02-28",
    name="winter_support_claim_until",
    mark="remembered",
    uk="Останній день для заяви, перша зима",
    en="Last day to claim, the first winter",
)
def winter_support_claim_until_2025_february() -> Date:
    return date(2025, 2, 28)


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
    since="2025-03-01",
    uk="Останній день для заяви, друга зима",
    en="Last day to claim, the second winter",
    source="S191",
)
def winter_support_claim_until() -> Date:
    return date(2025, 12, 24)


not_in_force(
    "winter_support_1000",
    since="2020-01-01",
    until="2024-11-30",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
)


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
    since="2024-12-01",
    until="2025-02-28",
    name="winter_support_1000",
    mark="remembered",
    uk="Зимова підтримка, перша зима",
    en="Winter support, the first winter",
)
def winter_support_1000_first(winter_support_when_claimed: Money) -> Money:
    return winter_support_when_claimed


not_in_force(
    "winter_support_1000",
    since="2025-03-01",
    until="2025-10-31",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
)


@rule(
    entity="person",
    cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)",
    since="2025-11-01",
    until="2025-12-31",
    uk="Зимова підтримка, друга зима",
    en="Winter support, the second winter",
    note_uk="Заяви приймали з 15 листопада до 24 грудня 2025 року. Хто отримує пенсію чи допомогу через Укрпошту, заяви не подавав.",
    note_en="Claims were taken from 15 November to 24 December 2025. Who receives a pension or an aid through the post made no claim.",
    source="S50, S191",
)
def winter_support_1000(
    winter_support_claim_date: Date, winter_support_claim_until: Date, winter_support_when_claimed: Money
) -> Money:
    if date(2025, 11, 15) <= winter_support_claim_date <= winter_support_claim_until:
        return winter_support_when_claimed
    return 0


not_in_force("winter_support_1000", since="2026-01-01", cite="акти Кабінету Міністрів про «Зимову підтримку» (номери не встановлено)")
