"""A child kept wholly by the state is paid half of the aid with its care supplement, an orphan all of it."""

from zhyto.law import Money, Ratio, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 3, 13",
    since="2020-01-01",
    mark="assumption",
    uk="Частина допомоги, яку платять людині на повному державному утриманні",
    en="Part of the aid that is paid to a person kept wholly by the state",
)
def disability_aid_in_state_care(
    entitled_child_with_disability: bool,
    orphan: bool,
    disability_aid_granted: Money,
    state_care_share_adult: Ratio,
    state_care_share_child: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return round_half_up(disability_aid_granted * state_care_share_adult, "0.01")
    if orphan:
        return disability_aid_granted
    return round_half_up(disability_aid_granted * state_care_share_child, "0.01")
