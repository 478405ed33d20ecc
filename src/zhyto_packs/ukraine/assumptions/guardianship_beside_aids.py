"""Open reading 49: no other state aid is taken off."""

from zhyto.law import Money, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18",
    since="2020-01-01",
    mark="assumption",
    uk="Щомісячна державна допомога на цю дитину, яку віднімають",
    en="Monthly state aid for this child that is taken off",
)
def guardianship_state_aid() -> Money:
    return 0
