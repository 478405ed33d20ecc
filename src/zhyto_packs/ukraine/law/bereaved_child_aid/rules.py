"""Social aid for a child of a deceased breadwinner without a right to a pension. It is paid beside the aid for a disability since childhood."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Scale,
    add_months,
    bracket,
    count,
    not_implemented,
    order,
    round_down,
    round_half_up,
    rule,
    since,
)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 5",
    since="2020-01-01",
    mark="read",
    uk="Дитина померлого годувальника без права на пенсію",
    en="Child of a deceased breadwinner without a right to a pension",
    note_uk="До 18 років; до 23 років, якщо навчається на денній формі; сирота до 23 років, навчається чи ні.",
    note_en="Under 18; under 23 in day education; an orphan under 23 whether studying or not.",
    source="S140 1727-15",
)
def bereaved_child(
    age_of_person: int, student_age_limit: int, minor_or_student: bool, orphan: bool, lost_breadwinner: bool, without_pension_right: bool
) -> bool:
    return lost_breadwinner and (minor_or_student or (orphan and age_of_person < student_age_limit)) and without_pension_right


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Скільки дітей померлого годувальника ділять допомогу",
    en="Children of a deceased breadwinner who share the aid",
    source="S140 1727-15",
)
def bereaved_children(members: Members) -> int:
    return count(m for m in members if m.bereaved_child)


@rule(
    entity="household",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="read",
    uk="Допомога всім дітям разом",
    en="Aid of all the children together",
    source="S140 1727-15",
)
def bereaved_children_aid(
    bereaved_children: int, bereaved_children_shares: Scale, subsistence_minimum_lost_ability: Money
) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * bracket(bereaved_children_shares, bereaved_children), "0.01")


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Частка цієї дитини в допомозі",
    en="Share of this child in the aid",
    note_uk="Спільну суму ділимо порівну до копійки; копійки, що лишилися, — найстаршій дитині. Інше прочитання: усе одній дитині.",
    note_en="The common sum is divided evenly to the kopeck; kopecks left over go to the eldest. The alternative: all to one child.",
    source="S37",
)
def bereaved_child_share(
    members: Members, bereaved_child: bool, bereaved_children: int, bereaved_children_aid: Money
) -> Money:
    place = order(m.birth_date for m in members if m.bereaved_child)
    if not bereaved_child:
        return 0
    share = round_down(bereaved_children_aid / bereaved_children, "0.01")
    if place == 1:
        return bereaved_children_aid - share * (bereaved_children - 1)
    return share


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2020-01-01",
    mark="assumption",
    uk="День смерті годувальника",
    en="Day of the breadwinner's death",
    note_uk="День беремо з реєстру: від якого дня записано, що годувальник помер. Інше прочитання: зі свідоцтва про смерть.",
    note_en="The day is that of the register, from which the death of the breadwinner is recorded. The alternative: from the death certificate.",
    source="S140 1727-15",
)
def breadwinner_lost_on(lost_breadwinner: bool) -> Date:
    return since(lost_breadwinner)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1, ст. 18 п. 3-1",
    since="2020-01-01",
    until="2023-07-31",
    name="bereaved_child_claim_until",
    mark="assumption",
    uk="Останній день заяви, за якою платять від смерті годувальника",
    en="Last day of a claim that is paid from the breadwinner's death",
    note_uk="Дванадцять місяців від дня смерті. Строк, який не скінчився до карантину, подовжено до кінця місяця після нього. Інше прочитання: "
    "після карантину строк іде далі, скільки його лишалося.",
    note_en="Twelve months from the day of the death. A term that had not ended before the quarantine is kept open to the end of the month after it. "
    "The alternative: after the quarantine the term runs on for what was left of it.",
    source="S140 1727-15",
)
def bereaved_child_claim_until_july_2023(
    breadwinner_lost_on: Date, bereaved_claim_months: int, quarantine_from: Date, quarantine_claims_until: Date
) -> Date:
    ends = add_months(breadwinner_lost_on, bereaved_claim_months)
    if ends < quarantine_from:
        return ends
    return max(ends, quarantine_claims_until)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 5 ч. 1",
    since="2023-08-01",
    mark="read",
    uk="Останній день заяви, за якою платять від смерті годувальника",
    en="Last day of a claim that is paid from the breadwinner's death",
    note_uk="Дванадцять місяців від дня смерті; того самого дня через рік заява ще вчасна.",
    note_en="Twelve months from the day of the death; on the same day a year later the claim is in time.",
    source="S140 1727-15",
)
def bereaved_child_claim_until(breadwinner_lost_on: Date, bereaved_claim_months: int) -> Date:
    return add_months(breadwinner_lost_on, bereaved_claim_months)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 4–6",
    since="2020-01-01",
    until="2025-09-30",
    name="bereaved_child_aid",
    mark="read",
    uk="Допомога дитині померлого годувальника",
    en="Aid for a child of a deceased breadwinner",
    source="S140 1727-15",
)
def bereaved_child_aid_until_september_2025(bereaved_child_share: Money) -> Money:
    return bereaved_child_share


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 4–6; постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-10-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога дитині померлого годувальника",
    en="Aid for a child of a deceased breadwinner",
    note_uk="Відкрите питання 18: базова соціальна допомога замінює цю; обирає сім'я. Інше прочитання: заміна за законом, без вибору.",
    note_en="Open reading 18: the basic social aid takes the place of this one; the family chooses. The alternative: "
    "it replaces it by law, without a choice.",
    source="S15, S140 1727-15",
)
def bereaved_child_aid(bereaved_child_share: Money, basic_aid_taken: bool) -> Money:
    if basic_aid_taken:
        return 0
    return bereaved_child_share


not_implemented("bereaved_child_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
