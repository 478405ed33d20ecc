"""War participants and families of the fallen: the law knows no income test of their discounts."""

from zhyto.law import exception


@exception(
    to="discount_not_refused_by_income",
    entity="person",
    cite="Закон 3551-XII, ст. 14, 15",
    since="2020-01-01",
    mark="assumption",
    uk="Учасникам війни й сім'ям загиблих дохід не перевіряють",
    en="The income of war participants and families of the fallen is not tested",
)
def participants_are_not_tested(discount_of_person: int) -> bool:
    if discount_of_person == 5 or discount_of_person == 6:
        return True
    return None
