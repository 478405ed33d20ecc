"""eYasla: for a child from one to three whose parent is back at full-time employment. The child carries the right."""

from zhyto.law import Money, not_implemented, not_in_force, rule


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025",
    since="2020-01-01",
    uk="Дитині від одного до трьох років, а батько чи мати працює повний день",
    en="The child is one or two years old and a parent works full time",
    source="S20",
)
def eyasla_conditions(eyasla_parent_full_time: bool, age_of_person: int, eyasla_age_from: int, eyasla_age_limit: int) -> bool:
    return eyasla_parent_full_time and eyasla_age_from <= age_of_person < eyasla_age_limit


not_in_force("eyasla", since="2020-01-01", until="2025-12-31", cite="Закон 4681-IX від 05.11.2025")


@rule(
    entity="person",
    cite="Закон 4681-IX від 05.11.2025",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Допомога «єЯсла»",
    en="The eYasla aid",
    note_uk="Джерела розходяться: за більшістю сторінок допомога діє з 2026 року (так і пораховано), за однією — з 2027.",
    note_en="The sources disagree: by most pages the aid holds from 2026 (counted so), by one from 2027.",
    source="S19, S20",
)
def eyasla(eyasla_conditions: bool, child_with_disability: bool, eyasla_amount: Money, eyasla_amount_disability: Money) -> Money:
    if not eyasla_conditions:
        return 0
    if child_with_disability:
        return eyasla_amount_disability
    return eyasla_amount


not_implemented("eyasla", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
