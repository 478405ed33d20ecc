"""The area of the dwelling does not refuse the subsidy."""

from zhyto.law import exception


@exception(
    to="dwelling_too_large",
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    mark="assumption",
    uk="Через площу не відмовляють",
    en="Area does not refuse",
)
def area_does_not_refuse(subsidy_counted_months: int) -> bool:
    if subsidy_counted_months > 0:
        return False
    return None
