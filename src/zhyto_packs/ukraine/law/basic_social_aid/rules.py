"""Basic social aid (pilot from July 2025): one payment to the family in place of five aids.

The pair with the aids it replaces: once the basic aid is granted, or recorded as paid, the others stop (their own rules read
`basic_aid_taken`), so that the two are never due together. Until then both stand beside each other for the family to choose.
"""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    at,
    date,
    month_of,
    not_implemented,
    not_in_force,
    round_half_up,
    rule,
    total,
)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Перший місяць шестимісячного призначення",
    en="First month of the six-month award",
    note_uk="Допомогу призначають на шість місяців від місяця заяви, потім подовжують без нової заяви на наступні шість.",
    note_en="It is awarded for six months from the month of the claim, then extended by six more without a new claim.",
    source="S15",
)
def basic_aid_term_first_month(month: Month, basic_aid_claim_date: Date, basic_aid_award_months: int) -> Month:
    claimed = month_of(basic_aid_claim_date)
    return claimed + (month - claimed) // basic_aid_award_months * basic_aid_award_months


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Останній місяць, дохід за який рахують для базової допомоги",
    en="Last month whose income counts for the basic aid",
    source="S101",
)
def basic_aid_last_month(basic_aid_term_first_month: Month) -> Month:
    return basic_aid_term_first_month - 2


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    mark="assumption",
    uk="Дохід за три місяці перед призначенням",
    en="Income of the three months before the award",
    note_uk="Відкрите питання 44: рахуємо три місяці перед тим, який передує місяцю заяви чи подовження. Інше прочитання: три місяці перед "
    "заявою. Відкрите питання 43: які допомоги зараховано до доходу.",
    note_en="Open reading 44: the three months before the one that precedes the claim or the extension count. The alternative: the three "
    "months before the claim. Open reading 43: which aids count as income.",
    source="S101",
)
def basic_aid_income_of_person(counted_income: Money, birth_date: Date, basic_aid_last_month: Month, basic_aid_counted_months: int) -> Money:
    first = basic_aid_last_month + 1 - basic_aid_counted_months
    return total(counted_income, max(first, month_of(birth_date)), basic_aid_last_month)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    mark="assumption",
    uk="Середній місячний дохід сім'ї за три місяці",
    en="Average monthly income of the family over three months",
    note_uk="Склад сім'ї беремо той самий, що й для допомоги малозабезпеченим. Інше прочитання: усі, хто живе разом. Не округлюємо.",
    note_en="The family is the same as for low-income aid. The alternative: all who live together. Not rounded.",
    source="S15",
)
def basic_aid_average_income(members: Members, basic_aid_counted_months: int) -> Money:
    return sum(m.basic_aid_income_of_person for m in members if m.in_low_income_family) / basic_aid_counted_months


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    mark="assumption",
    uk="Частка базової величини на цю людину",
    en="Share of the base amount for this person",
    note_uk="Повна частка — заявникові, кожній дитині до 18 років і людині з I чи II групою, решті — 0,7. Заявник — голова родини в реєстрі. "
    "Інше прочитання: заявником є інший дорослий.",
    note_en="The full share is for the applicant, each child under 18 and a member of group I or II, 0.7 for all others. The applicant is the head of "
    "the household in the register. The alternative: another adult applies.",
    source="S15, S101",
)
def basic_aid_share_of_person(
    role: str,
    age_of_person: int,
    majority_age: int,
    disability_group: str,
    basic_aid_share_first: Ratio,
    basic_aid_share_adult: Ratio,
    basic_aid_share_child: Ratio,
    basic_aid_share_disability: Ratio,
) -> Ratio:
    if role == "head":
        return basic_aid_share_first
    if age_of_person < majority_age:
        return basic_aid_share_child
    if disability_group in ("I", "II"):
        return basic_aid_share_disability
    return basic_aid_share_adult


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Потреба сім'ї",
    en="Need of the family",
    source="S15",
)
def basic_aid_need(members: Members, basic_aid_base: Money) -> Money:
    return basic_aid_base * sum(m.basic_aid_share_of_person for m in members if m.in_low_income_family)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Є підстава для відмови в базовій допомозі",
    en="There is a ground for refusing the basic aid",
    note_uk="Підставу встановлює орган: про що нема запису, через те не відмовляють.",
    note_en="A ground is for the office to establish: what is not recorded does not refuse.",
    source="S15",
)
def basic_aid_refusal(
    largest_purchase_12_months_uah: Money,
    basic_aid_purchase_limit: Money,
    bank_deposits_uah: Money,
    basic_aid_deposit_limit: Money,
    second_dwelling: bool,
    second_dwelling_in_occupied_territory: bool,
    basic_aid_idle_member: bool,
) -> bool:
    too_rich = largest_purchase_12_months_uah > basic_aid_purchase_limit or bank_deposits_uah > basic_aid_deposit_limit
    return too_rich or basic_aid_idle_member or (second_dwelling and not second_dwelling_in_occupied_territory)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    mark="assumption",
    uk="Потреба сім'ї мінус її середній дохід",
    en="Need of the family less its average income",
    note_uk="Відкрите питання 17: хто має дохід не менший за потребу, має право й отримує 0; іншої межі доходу не застосовуємо. "
    "Інше прочитання: права немає. Відкрите питання 19: округлення одне, в кінці, до копійки.",
    note_en="Open reading 17: with an income not below the need the family is entitled and receives 0; no other line of income is applied. "
    "The alternative: it is not entitled. Open reading 19: one rounding, at the end, half up to the kopeck.",
    source="S15",
)
def basic_aid_amount(basic_aid_need: Money, basic_aid_average_income: Money) -> Money:
    return round_half_up(max(0, basic_aid_need - basic_aid_average_income), "0.01")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Сім'я обрала базову соціальну допомогу",
    en="The family chose the basic social aid",
    note_uk="Відкрите питання 18: дві допомоги разом не платять, обирає сім'я. Якщо базову призначено або записано, що її платять, інші "
    "припиняються з місяця заяви. Інше прочитання: базова замінює їх за законом, без вибору.",
    note_en="Open reading 18: the two are not paid together, the family chooses. Once the basic aid is granted, or recorded as paid, the others "
    "stop from the month of its claim. The alternative: the basic aid replaces them by law, without a choice.",
    source="S15",
)
def basic_aid_taken(receives_basic_social_aid: bool) -> bool:
    return receives_basic_social_aid


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    mark="assumption",
    uk="Сім'ї призначено одну з допомог, які замінює базова",
    en="The family is granted one of the aids that the basic aid replaces",
    note_uk="Допомогу малозабезпеченим, одиноким матерям, на третю дитину або тимчасову на дітей без аліментів: за призначенням, яке діє цього "
    "місяця. Інше прочитання: за виплатою.",
    note_en="The aid for low income, for single mothers, for a third child, or for children without alimony: by an award that runs in this "
    "month. The alternative: by the payment.",
    source="S15",
)
def basic_aid_family_aid_granted(members: Members, receives_low_income_aid: bool) -> bool:
    third_child = any(m.receives_third_child_aid and m.third_child_under_limit for m in members)
    single_mother = any(m.receives_single_mother_aid and m.single_mother_child for m in members)
    alimony = any(m.receives_alimony_evasion_aid and m.alimony_evaded for m in members)
    return receives_low_income_aid or third_child or single_mother or alimony


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Комусь у сім'ї призначено допомогу того, хто не має права на пенсію, або дитини померлого годувальника",
    en="Somebody in the family is granted the aid for those with no right to a pension, or for a child of a deceased breadwinner",
    source="S15",
)
def basic_aid_no_pension_aid_granted(members: Members) -> bool:
    return any(m.receives_no_pension_right_aid or m.receives_bereaved_child_aid for m in members)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Сім'я могла перейти на базову допомогу в місяць заяви",
    en="The family could move to the basic aid in the month of its claim",
    note_uk="За заявами липня–жовтня 2025 року: кому того місяця було призначено одну з чотирьох допомог, за заявами жовтня також допомогу "
    "особам, які не мають права на пенсію. За заявами з листопада 2025 року: будь-яка сім'я. Пізніше про це вже не питають.",
    note_en="On claims of July to October 2025: those who were granted one of the four aids in that month, on claims of October the aid for "
    "persons with no right to a pension as well. On claims from November 2025: any family. It is not asked again later.",
    source="S15",
)
def basic_aid_open_to_family(
    basic_aid_claim_date: Date, basic_aid_family_aid_granted: bool, basic_aid_no_pension_aid_granted: bool
) -> bool:
    if basic_aid_claim_date >= date(2025, 11, 1):
        return True
    if basic_aid_claim_date >= date(2025, 10, 1):
        return at(basic_aid_family_aid_granted, date(2025, 10, 1)) or at(basic_aid_no_pension_aid_granted, date(2025, 10, 1))
    if basic_aid_claim_date >= date(2025, 9, 1):
        return at(basic_aid_family_aid_granted, date(2025, 9, 1))
    if basic_aid_claim_date >= date(2025, 8, 1):
        return at(basic_aid_family_aid_granted, date(2025, 8, 1))
    return at(basic_aid_family_aid_granted, date(2025, 7, 1))


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    known="2025-03-25",
    uk="Умови для базової допомоги виконано",
    en="The conditions for the basic aid are met",
    note_uk="З листопада 2025 року її може просити будь-яка сім'я з низьким доходом: чи він низький, показує сума.",
    note_en="From November 2025 any family on a low income may claim it: whether it is low shows in the amount.",
    source="S15",
)
def basic_aid_conditions_met(basic_aid_open_to_family: bool, basic_aid_refusal: bool) -> bool:
    return basic_aid_open_to_family and not basic_aid_refusal


not_in_force("basic_social_aid", since="2020-01-01", until="2025-06-30", cite="постанова Кабінету Міністрів № 371 від 25.03.2025")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2025-07-01",
    until="2026-12-31",
    known="2025-03-25",
    uk="Базова соціальна допомога",
    en="Basic social aid",
    source="S15",
)
def basic_social_aid(basic_aid_conditions_met: bool, basic_aid_amount: Money) -> Money:
    if not basic_aid_conditions_met:
        return 0
    return basic_aid_amount


not_implemented("basic_social_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
