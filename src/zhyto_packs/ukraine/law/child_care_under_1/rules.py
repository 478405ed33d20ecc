"""Care for a child under one year, from 2026. The child carries the right; whoever cares for the child is paid."""

from zhyto.law import Date, Members, Money, not_implemented, not_in_force, rule, unknown


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Дитина вже народилася і на перше число місяця ще не має року",
    en="The child is born and not yet one on the first of the month",
    note_uk="Відкрите питання 1: вік беремо на перше число місяця, тож платять за дванадцять місяців, з першого повного. "
    "Інше прочитання: від дня народження, по днях.",
    note_en="Open reading 1: age is taken on the first of the month, so twelve months are paid, from the first whole one. "
    "The alternative: from the day of birth, by days.",
    source="S19, S20",
)
def child_care_age(birth_date: Date, day: Date, age_of_person: int, child_care_age_limit: int) -> bool:
    return age_of_person < child_care_age_limit and birth_date <= day


@rule(
    entity="household",
    cite="Закон 2811-XII",
    since="2020-01-01",
    uk="Хтось у сім'ї цього місяця має відпустку у зв'язку з вагітністю та пологами",
    en="Somebody in the family has a maternity leave in this month",
    source="S19",
)
def maternity_leave_in_family(members: Members) -> bool:
    return any(m.maternity_days_in_month > 0 for m in members if m.maternity_leave_held)


not_in_force("child_care_under_1", since="2020-01-01", until="2025-12-31", cite="Закон 4681-IX від 05.11.2025")


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025; закон 2811-XII",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога по догляду за дитиною до року",
    en="Aid for the care of a child under one",
    note_uk="Джерела розходяться: за більшістю сторінок допомога діє з 2026 року (так і пораховано), за однією — з 2027. "
    "Прийомним батькам її не платять; вважаємо так щодо кожної дитини їхньої сім'ї (інше прочитання: лише щодо прийнятої дитини).",
    note_en="The sources disagree: by most pages the aid holds from 2026 (counted so), by one from 2027. "
    "Foster parents are not paid it; that is read for every child of their family (the alternative: for the fostered child only).",
    source="S19, S20",
)
def child_care_under_1(
    child_care_age: bool,
    foster_family: bool,
    maternity_leave_in_family: bool,
    child_with_disability: bool,
    child_care_amount: Money,
    child_care_amount_disability: Money,
) -> Money:
    if not child_care_age:
        return 0
    if foster_family:
        return 0
    if maternity_leave_in_family:
        return unknown(
            "чи платять допомогу по догляду за ті самі дні, що й допомогу у зв'язку з вагітністю та пологами, не встановлено; шукати в "
            "законі 4681-IX / whether the care aid is paid for the same days as the maternity aid is not established; look in Law 4681-IX"
        )
    if child_with_disability:
        return child_care_amount_disability
    return child_care_amount


not_implemented("child_care_under_1", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
