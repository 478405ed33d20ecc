"""Special merits: offices test the income for the discount as well."""

from zhyto.law import exception


@exception(
    to="discount_not_refused_by_income",
    entity="person",
    cite="Закон 3551-XII, ст. 16",
    since="2020-01-01",
    mark="assumption",
    uk="Людям з особливими заслугами дохід перевіряють",
    en="The income of persons with special merits is tested",
)
def special_merits_are_tested(discount_of_person: int, within_privilege_income_limit: bool) -> bool:
    if discount_of_person == 2:
        return within_privilege_income_limit
    return None
