"""The war rises are added to a pension and to the aid without a pension right only."""

from zhyto.law import rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12–16; Закон 2195-IV, ст. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Отримує пенсію або допомогу тим, хто не має права на пенсію",
    en="Receives a pension, or the aid of those with no right to a pension",
)
def receives_pension_or_aid_instead(receives_pension: bool, receives_no_pension_right_aid: bool, receives_bereaved_child_aid: bool) -> bool:
    return receives_pension or receives_no_pension_right_aid or receives_bereaved_child_aid
