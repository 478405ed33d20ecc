"""The family whose income counts for care is everyone who lives together."""

from zhyto.law import rule


@rule(
    entity="person",
    cite="Закон 1489-III, ст. 5; Закон 2671-VIII, ст. 13, ч. 7",
    since="2020-01-01",
    mark="assumption",
    uk="Належить до сім'ї, дохід якої рахують для догляду",
    en="Belongs to the family whose income counts for care",
)
def in_care_family(age_of_person: int) -> bool:
    return age_of_person >= 0
