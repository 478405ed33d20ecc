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


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1433 від 05.11.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Одинокий пенсіонер, якому призначено допомогу на догляд",
    en="A lonely pensioner who is granted the care aid",
    note_uk="Надбавкою на догляд вважаємо державну допомогу на догляд за Законом 1727-IV, яку призначено. Інше прочитання: лише ту, що від 80 років.",
    note_en="As the care supplement we take the state care aid of Law 1727-IV where it is granted. The alternative: only that from the age of 80.",
    source="S50, S195",
)
def lonely_pensioner_with_care_aid(lonely: bool, receives_pension: bool, receives_state_care_aid: bool) -> bool:
    return lonely and receives_pension and receives_state_care_aid


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
    note_uk="Виплачують один раз, у грудні 2025 року, тим, хто належав до групи 1 листопада 2025 року. Інше прочитання: хто належить до неї в місяці виплати.",
    note_en="It is paid once, in December 2025, to those who belonged to a group on 1 November 2025. The alternative: to those who do in the month "
    "of the payment.",
    source="S50, S195",
)
def winter_support_2025(
    birth_date: Date,
    ward_of_winter_support: bool,
    child_of_low_income_recipients: bool,
    displaced_child_or_group_i: bool,
    lonely_pensioner_with_care_aid: bool,
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
    if at(displaced_child_or_group_i, date(2025, 11, 1)) or at(lonely_pensioner_with_care_aid, date(2025, 11, 1)):
        return winter_2025_amount
    if at(receives_basic_social_aid, date(2025, 11, 1)) and role == "child" and at(age_of_person, date(2025, 11, 1)) < majority_age:
        return unknown(
            "чи належить виплата дитині сім'ї з базовою соціальною допомогою, не встановлено; шукати в постанові № 1433 / "
            "whether a child of a family on the basic social aid is due it is not established; look in resolution 1433"
        )
    return 0


not_in_force("winter_support_2025", since="2026-01-01", cite="постанова Кабінету Міністрів № 1433 від 05.11.2025")
