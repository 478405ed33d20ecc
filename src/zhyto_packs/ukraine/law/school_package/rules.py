"""School package: once for each first-grader, from the school year 2025/26."""

from zhyto.law import Date, Money, Month, date, month_of, not_implemented, not_in_force, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 809 від 07.07.2025",
    since="2025-07-01",
    until="2025-12-31",
    known="2025-07-07",
    name="school_package_claim_until",
    uk="Останній день для заяви, 2025 рік",
    en="Last day to claim, 2025",
    source="S192",
)
def school_package_claim_until_2025() -> Date:
    return date(2025, 11, 15)


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-8",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Останній день для заяви",
    en="Last day to claim",
    note_uk="15 листопада, як торік: строку 2026 року ще не видно. Інше прочитання: інший день.",
    note_en="15 November, as the year before: the time of 2026 was not seen yet. The alternative: another day.",
)
def school_package_claim_until() -> Date:
    return date(2026, 11, 15)


not_implemented("school_package_claim_until", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")


not_in_force("school_package", since="2020-01-01", until="2025-06-30", cite="постанова Кабінету Міністрів № 809 від 07.07.2025")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 809 від 07.07.2025",
    since="2025-07-01",
    until="2025-11-30",
    known="2025-07-07",
    name="school_package",
    uk="Пакунок школяра, 2025 рік",
    en="School package, 2025",
    note_uk="Заяви приймали з 15 липня до 15 листопада 2025 року; виплачують один раз, у місяць заяви.",
    note_en="Claims were taken from 15 July to 15 November 2025; it is paid once, in the month of the claim.",
    source="S192",
)
def school_package_2025(
    first_grader: bool, school_package_claim_date: Date, school_package_claim_until: Date, month: Month, school_package_amount: Money
) -> Money:
    if not first_grader or month_of(school_package_claim_date) != month:
        return 0
    if date(2025, 7, 15) <= school_package_claim_date <= school_package_claim_until:
        return school_package_amount
    return 0


not_in_force("school_package", since="2025-12-01", until="2025-12-31", cite="постанова Кабінету Міністрів № 809 від 07.07.2025")


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-8, п. 1-3 прикінцевих положень",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Пакунок школяра",
    en="School package",
    note_uk="Суму й коло дітей прочитано в законі. Строки заяви 2026 року встановлює уряд, їх ще не видно: виплачуємо в місяць заяви, від липня "
    "до 15 листопада, як торік. Інше прочитання: інші строки.",
    note_en="The amount and the children are read in the law. When it is claimed in 2026 is for the government and was not seen yet: it is paid in "
    "the month of the claim, from July to 15 November, as the year before. The alternative: other days.",
    source="S140 2811-12",
)
def school_package(
    first_grader: bool, school_package_claim_date: Date, school_package_claim_until: Date, month: Month, school_package_amount: Money
) -> Money:
    if not first_grader or month_of(school_package_claim_date) != month:
        return 0
    if date(2026, 7, 1) <= school_package_claim_date <= school_package_claim_until:
        return school_package_amount
    return 0


not_implemented("school_package", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
