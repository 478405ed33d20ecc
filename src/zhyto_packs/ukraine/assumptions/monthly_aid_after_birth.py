"""Open reading 41: a monthly aid for a child runs from the month after the birth."""

from zhyto.law import Date, rule


@rule(
    entity="person",
    cite="Закон 2811-XII",
    since="2020-01-01",
    mark="assumption",
    uk="Щомісячну допомогу на дитину вже платять",
    en="A monthly aid for the child runs already",
)
def born_for_monthly_aid(birth_date: Date, day: Date) -> bool:
    return birth_date <= day
