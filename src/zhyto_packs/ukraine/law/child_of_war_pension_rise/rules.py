"""Pension rise for children of war, who have no status under Law 3551-XII."""

from zhyto.law import Date, Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2195-IV, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Дитина війни",
    en="Child of war",
    source="S140 2195-15",
)
def child_of_war(birth_date: Date, not_a_citizen: bool, child_of_war_born_from: Date, child_of_war_born_until: Date) -> bool:
    return child_of_war_born_from <= birth_date <= child_of_war_born_until and not not_a_citizen


@rule(
    entity="person",
    cite="Закон 2195-IV, ст. 6",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Підвищення пенсії дитині війни",
    en="Pension rise for a child of war",
    note_uk="Кому належить щось за законом про ветеранів війни, цього підвищення не має: ветеран обирає, і воєнне підвищення завжди більше. "
    "Суму визначає уряд: сім відсотків від колишньої пенсії 949 грн, вона не змінюється.",
    note_en="Whoever falls under the law on war veterans has no such rise: a veteran chooses, and the war rise is always the larger. "
    "The Cabinet sets the amount: seven per cent of a former pension of UAH 949, unchanged.",
    source="S140 2195-15",
)
def child_of_war_pension_rise(
    child_of_war: bool,
    war_status: str,
    has_special_merits: bool,
    receives_pension_or_aid_instead: bool,
    child_of_war_rise_amount: Money,
) -> Money:
    if not child_of_war or war_status != "none" or has_special_merits:
        return 0
    if not receives_pension_or_aid_instead:
        return 0
    return child_of_war_rise_amount


not_implemented("child_of_war_pension_rise", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
