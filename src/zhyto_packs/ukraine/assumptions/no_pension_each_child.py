"""Open reading 7: the share by the number of children is for each of them."""

from zhyto.law import Money, Scale, bracket, round_half_up, rule


@rule(
    entity="household",
    cite="Закон 1727-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога всім дітям разом",
    en="Aid of all the children together",
)
def no_pension_aid_of_children(
    no_pension_children: int, no_pension_share_of_children: Scale, subsistence_minimum_lost_ability: Money
) -> Money:
    return (
        round_half_up(subsistence_minimum_lost_ability * bracket(no_pension_share_of_children, no_pension_children), "0.01")
        * no_pension_children
    )
