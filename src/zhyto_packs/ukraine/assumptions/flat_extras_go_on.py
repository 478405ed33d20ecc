"""Open reading 23: the extras of 250 and 500 are paid after June 2020 too."""

from zhyto.law import Members, Money, count, rule


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 15, п. 1-1",
    since="2020-07-01",
    mark="assumption",
    uk="Надбавка на дітей від 3 до 18 років, понад межу допомоги",
    en="Extra for children of 3 to 17, above the limit of the aid",
)
def low_income_flat_extras(
    members: Members,
    flat_extra_from_age: int,
    flat_extra_higher_from_age: int,
    majority_age: int,
    flat_extra_younger: Money,
    flat_extra_older: Money,
) -> Money:
    younger = count(m for m in members if m.in_low_income_family and flat_extra_from_age <= m.age_of_person < flat_extra_higher_from_age)
    older = count(m for m in members if m.in_low_income_family and flat_extra_higher_from_age <= m.age_of_person < majority_age)
    return flat_extra_younger * younger + flat_extra_older * older
