"""Winter support of vulnerable people, December 2025: one payment to each, whichever of the listed groups they belong to."""

from zhyto.law import Date, Money, at, date, not_in_force, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1433 від 05.11.2025",
    since="2020-01-01",
    uk="Дитина під опікою або дитина з інвалідністю в прийомній сім'ї",
    en="Child under guardianship, or child with a disability in foster care",
    source="S50",
)
def ward_of_winter_support(
    under_guardianship: bool, child_with_disability: bool, in_foster_care: bool, age_of_person: int, majority_age: int
) -> bool:
    return (under_guardianship or (child_with_disability and in_foster_care)) and age_of_person < majority_age


not_in_force("winter_support_2025", since="2020-01-01", until="2025-11-30", cite="постанова Кабінету Міністрів № 1433 від 05.11.2025")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1433 від 05.11.2025",
    since="2025-12-01",
    until="2025-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Зимова підтримка вразливих людей",
    en="Winter support of vulnerable people",
    note_uk="Виплачують один раз, у грудні 2025 року, тим, хто належав до групи 1 листопада 2025 року. Одинокий пенсіонер має надбавку на догляд, "
    "якщо виконано її умови. Інше прочитання: надбавку йому призначено.",
    note_en="It is paid once, in December 2025, to those who belonged to a group on 1 November 2025. A lonely pensioner has the care supplement where "
    "its conditions are met. The alternative: it was granted.",
    source="S50, S195",
)
def winter_support_2025(
    birth_date: Date,
    ward_of_winter_support: bool,
    child_of_low_income_recipients: bool,
    displaced_child_or_group_i: bool,
    lonely_pensioner_in_care: bool,
    receives_basic_social_aid: bool,
    role: str,
    age_of_person: int,
    majority_age: int,
    winter_2025_amount: Money,
) -> Money:
    if birth_date > date(2025, 11, 1):
        return 0
    if at(ward_of_winter_support, date(2025, 11, 1)) or at(child_of_low_income_recipients, date(2025, 11, 1)):
        return winter_2025_amount
    if at(displaced_child_or_group_i, date(2025, 11, 1)) or at(lonely_pensioner_in_care, date(2025, 11, 1)):
        return winter_2025_amount
    if at(receives_basic_social_aid, date(2025, 11, 1)) and role == "child" and at(age_of_person, date(2025, 11, 1)) < majority_age:
        return unknown(
            "чи належить виплата дитині сім'ї з базовою соціальною допомогою, не встановлено; шукати в постанові № 1433 / "
            "whether a child of a family on the basic social aid is due it is not established; look in resolution 1433"
        )
    return 0


not_in_force("winter_support_2025", since="2026-01-01", cite="постанова Кабінету Міністрів № 1433 від 05.11.2025")
