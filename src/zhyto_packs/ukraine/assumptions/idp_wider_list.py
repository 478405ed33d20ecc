"""Group III, families with children and families of persons unable to work are extended without an income test as well."""

from zhyto.law import Members, exception, rule


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    mark="assumption",
    uk="Родина переселенців з дитиною, або всі непрацездатні",
    en="A displaced family with a child, or all unable to work",
)
def idp_vulnerable_family(members: Members) -> bool:
    with_child = any(m.minor_or_student for m in members if m.idp_status)
    return with_child or all(m.unable_to_work for m in members if m.idp_status)


@exception(
    to="idp_extended_without_test",
    entity="person",
    cite="постанова Кабінету Міністрів № 332 від 20.03.2022",
    since="2024-02-01",
    mark="assumption",
    uk="Допомогу подовжують без перевірки доходу ширшому колу",
    en="The aid is extended without an income test to more people",
)
def idp_more_are_not_tested(disability_group: str, idp_vulnerable_family: bool) -> bool:
    if disability_group == "III" or idp_vulnerable_family:
        return True
    return None
