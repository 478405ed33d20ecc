"""Burial payment for one who received the aid for a disability since childhood: two months of it."""

from zhyto.law import Members, Money, not_implemented, rule


@rule(
    entity="household",
    cite="Закон 2109-III, ст. 15",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Виплата на поховання того, хто отримував допомогу за інвалідністю з дитинства",
    en="Burial payment for one who received the aid for a disability since childhood",
    note_uk="Дві місячні суми самої допомоги, без надбавки на догляд, без строку для заяви; родина може обрати іншу допомогу на поховання. "
    "Інше прочитання: з надбавкою.",
    note_en="Two months of the aid itself, without the care supplement, with no time limit to claim; the family may choose another burial aid. "
    "The alternative: with the supplement.",
    source="S140 2109-14",
)
def burial_of_disability_aid_recipient(members: Members, burial_months_of_disability_aid: int) -> Money:
    monthly = sum(m.disability_base_aid + m.child_disability_rise for m in members if m.died_this_month and m.receives_disability_aid)
    return monthly * burial_months_of_disability_aid


not_implemented("burial_of_disability_aid_recipient", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
