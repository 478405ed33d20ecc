"""Before 2025 the income of those affected by the Chornobyl disaster and of the repressed was tested."""

from zhyto.law import exception


@exception(
    to="discount_not_refused_by_income",
    entity="person",
    cite="Закон 796-XII, ст. 20, 21; Закон 962-XII, ст. 6",
    since="2020-01-01",
    until="2024-12-31",
    mark="assumption",
    uk="До 2025 року дохід перевіряли",
    en="Before 2025 the income was tested",
)
def income_tested(discount_of_person: int, within_privilege_income_limit: bool) -> bool:
    if discount_of_person == 7 or discount_of_person == 10:
        return within_privilege_income_limit
    return None
