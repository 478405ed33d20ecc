"""Pension rise for children of war, who have no other war rise."""

from zhyto.law import Date, Money, not_implemented, rule, unknown


@rule(
    entity="person",
    cite="Закон 2195-IV",
    since="2020-01-01",
    uk="Дитина війни",
    en="Child of war",
    source="S34",
)
def child_of_war(birth_date: Date, not_a_citizen: bool, child_of_war_born_from: Date, child_of_war_born_until: Date) -> bool:
    return child_of_war_born_from <= birth_date <= child_of_war_born_until and not not_a_citizen


@rule(
    entity="person",
    cite="Закон 2195-IV",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Підвищення пенсії дитині війни",
    en="Pension rise for a child of war",
    note_uk="Сума не змінюється: сім відсотків від найменшої пенсії 949 грн. Тридцять відсотків, записані в законі, не застосовують.",
    note_en="The amount does not change: seven per cent of the minimum pension of UAH 949. The thirty per cent written in the law "
    "are not applied.",
)
def child_of_war_pension_rise(child_of_war: bool, war_status: str, receives_pension: bool, child_of_war_rise_amount: Money) -> Money:
    if not child_of_war:
        return 0
    if not receives_pension:
        return 0
    if war_status == "special_merits":
        return unknown(
            "яке підвищення має особа з особливими заслугами, не встановлено / which rise a person with special merits has is not established"
        )
    if war_status != "none":
        return 0
    return child_of_war_rise_amount


not_implemented("child_of_war_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
