"""eYasla: for a child from one to three whose parent is back at full-time employment. The child carries the right."""

from zhyto.law import Date, Money, Month, add_years, month_of, not_implemented, not_in_force, rule, unknown


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-6; закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    mark="read",
    uk="Дитині від одного до трьох років, а батько чи мати працює повний день",
    en="The child is between one and three and a parent works full time",
    note_uk="Від місяця, наступного за першим днем народження, по місяць третього дня народження. Дитину доглядають не прийомні батьки.",
    note_en="From the month after the first birthday to the month of the third. The child is not cared for by foster parents.",
    source="S140 2811-12; S123",
)
def eyasla_conditions(
    eyasla_parent_full_time: bool, foster_child: bool, birth_date: Date, month: Month, eyasla_age_from: int, eyasla_age_limit: int
) -> bool:
    if not eyasla_parent_full_time or foster_child:
        return False
    return month_of(add_years(birth_date, eyasla_age_from)) < month <= month_of(add_years(birth_date, eyasla_age_limit))


not_in_force("eyasla", since="2020-01-01", until="2025-12-31", cite="Закон 4681-IX від 05.11.2025")


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="read",
    uk="Допомога «єЯсла»",
    en="The eYasla aid",
    note_uk="Суму 2026 року встановив сам закон, з 2027 року її встановлює закон про бюджет.",
    note_en="The law itself set the amount of 2026; from 2027 the budget law sets it.",
    source="S140 2811-12",
)
def eyasla(
    eyasla_conditions: bool, on_full_state_care: bool, child_with_disability: bool, eyasla_amount: Money, eyasla_amount_disability: Money
) -> Money:
    if not eyasla_conditions:
        return 0
    if on_full_state_care:
        return unknown(
            "чи платять допомогу на дитину на повному державному утриманні, у законі не сказано; шукати в постанові № 1805 від 31.12.2025 / "
            "whether it is paid for a child kept wholly by the state, the law does not say; look in resolution 1805 of 31.12.2025"
        )
    if child_with_disability:
        return eyasla_amount_disability
    return eyasla_amount


not_implemented("eyasla", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
