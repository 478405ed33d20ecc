"""Open reading 21: a large family is freed from the grounds about property only."""

from zhyto.law import exception


@exception(
    to="low_income_refusal",
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Багатодітній сім'ї через майно не відмовляють",
    en="A large family is not refused because of property",
)
def large_family_is_not_refused(large_family: bool, idle_able_bodied_member: bool) -> bool:
    if large_family:
        return idle_able_bodied_member
    return None
