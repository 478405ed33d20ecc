"""Burial payment for one who received an aid of those without a right to a pension: two months of it."""

from zhyto.law import Date, Members, Money, Person, add_months, not_implemented, nth, rule


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 12",
    since="2020-01-01",
    mark="read",
    uk="Місячна сума допомоги, яку отримував той, хто помер цього місяця",
    en="Monthly amount of the aid that was paid to one who died in this month",
    source="S140 1727-15",
)
def aid_of_no_pension_recipient(
    died_this_month: bool,
    receives_no_pension_right_aid: bool,
    receives_bereaved_child_aid: bool,
    no_pension_right_aid: Money,
    bereaved_child_aid: Money,
) -> Money:
    if not died_this_month:
        return 0
    own = no_pension_right_aid if receives_no_pension_right_aid else 0
    of_child = bereaved_child_aid if receives_bereaved_child_aid else 0
    return max(own, of_child)


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 12",
    since="2020-01-01",
    mark="read",
    uk="За кого виплата (перший, якщо їх кілька)",
    en="For whom the payment is (the first, where there are several)",
    source="S140 1727-15",
)
def buried_no_pension_recipient(members: Members) -> Person:
    return nth(
        (m for m in members if m.died_this_month and (m.receives_no_pension_right_aid or m.receives_bereaved_child_aid)), 1, by="birth_date"
    )


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 12",
    since="2020-01-01",
    mark="read",
    uk="Останній день для заяви: дванадцять місяців від дня смерті",
    en="Last day to claim: twelve months from the day of the death",
    source="S140 1727-15",
)
def burial_of_no_pension_recipient_claim_until(buried_no_pension_recipient: Person, burial_no_pension_claim_months: int) -> Date:
    return add_months(buried_no_pension_recipient.death_date, burial_no_pension_claim_months)


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 12",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Виплата на поховання того, хто отримував допомогу тим, хто не має права на пенсію",
    en="Burial payment for one who received the aid of those without a right to a pension",
    note_uk="Дві місячні суми допомоги на день смерті.",
    note_en="Two months of the aid as on the day of the death.",
    source="S140 1727-15",
)
def burial_of_no_pension_recipient(members: Members, burial_months_of_no_pension_right_aid: int) -> Money:
    return sum(m.aid_of_no_pension_recipient for m in members) * burial_months_of_no_pension_right_aid


not_implemented("burial_of_no_pension_recipient", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
