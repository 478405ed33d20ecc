"""Low-income family aid. A ground for refusal is for the office to establish, so a fact that is not recorded does not refuse."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    count,
    exception,
    month_of,
    not_implemented,
    quarter,
    round_half_up,
    rule,
    total,
    unknown,
)


@rule(
    entity="person",
    cite="Закон 1768-III, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Повнолітня дитина з інвалідністю, яка входить до складу сім'ї",
    en="Grown child with a disability who belongs to the family",
    note_uk="Неодружена, з I групою або з II групою з дитинства, живе з батьками.",
    note_en="Unmarried, with group I, or with group II since childhood, living with the parents.",
    source="S140 1768-14",
)
def grown_child_in_family(role: str, disability_group: str, disabled_since_childhood: bool, has_own_family: bool) -> bool:
    if role != "child" or has_own_family:
        return False
    return disability_group == "I" or (disability_group == "II" and disabled_since_childhood)


@rule(
    entity="person",
    cite="Закон 1768-III, ст. 1",
    since="2020-01-01",
    mark="assumption",
    uk="Входить до складу сім'ї",
    en="Belongs to the family",
    note_uk="Коло людей узято із закону, а родинний зв'язок беремо з ролі в реєстрі: заявник, подружжя, діти, непрацездатні батьки на "
    "утриманні. Інше прочитання: за документами про родинні зв'язки.",
    note_en="The circle is that of the law; kinship is read from the role in the register: claimant, spouse, children, dependent parents "
    "unable to work. The alternative: by documents of kinship.",
    source="S140 1768-14",
)
def in_low_income_family(
    role: str,
    child_of_family: bool,
    grown_child_in_family: bool,
    lost_ability: bool,
    dependent_on_family: bool,
    partner_with_common_children: bool,
    cares_for_lonely_group_i: bool,
    on_full_state_care: bool,
) -> bool:
    if on_full_state_care:
        return False
    if role in ("head", "spouse"):
        return True
    if role == "child":
        return child_of_family or grown_child_in_family
    if role == "parent" and lost_ability and dependent_on_family:
        return True
    return role == "other" and (partner_with_common_children or cares_for_lonely_group_i)


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Межа доходу сім'ї (сума прожиткових мінімумів)",
    en="Income line of the family (sum of subsistence minimums)",
    source="S140 1768-14",
)
def low_income_line(members: Members) -> Money:
    return sum(m.subsistence_minimum_of_person for m in members if m.in_low_income_family)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Останній місяць, дохід за який рахують",
    en="Last month whose income counts",
    note_uk="Відкрите питання 6: два повні квартали, що закінчилися до місяця, який передує місяцю заяви. Інше прочитання: "
    "шість місяців перед ним.",
    note_en="Open reading 6: the two whole quarters that ended before the month preceding the claim. The alternative: "
    "the six months before it.",
    source="S13b",
)
def low_income_last_month(low_income_claim_month: Month) -> Month:
    return quarter(low_income_claim_month - 1) - 1


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Дохід за шість місяців",
    en="Income of six months",
    note_uk="Відкрите питання 43: за порядком № 632 до доходу зараховують зарплату без податку, пенсії, стипендії (крім соціальної стипендії "
    "сироти), щомісячні допомоги (860 грн при народженні, догляд до року, на третю дитину, за інвалідністю); не зараховують разові виплати, "
    "допомогу переселенцям, житлову субсидію, допомогу на дітей під опікою й у прийомній сім'ї, платню тих, хто воює. Що з цього записано як "
    "дохід, каже реєстр; зарплату беремо такою, як записано. Інше прочитання: зараховано всі допомоги. До народження дитини доходу немає. "
    "Дохід, який приписують за місяці з низьким доходом (зміни № 1324 від 23.12.2020), не додано: його розміру не знайдено.",
    note_en="Open reading 43: by order 632 pay after tax, pensions, stipends (but an orphan's social one) and monthly aids (860 after a birth, care "
    "under one, third child, disability) count as income; one-off payments, the aid to displaced persons, the housing subsidy, the aid for "
    "children under guardianship or in foster care and the pay of those who fight do not. Which of these is income, the register says; wages are "
    "taken as recorded. The alternative: all aids count. Before birth there is no income. The income imputed for months with a low one "
    "(amendment 1324 of 23.12.2020) is not added: its amount was not found.",
    source="S102, S140 1768-14, S92b",
)
def income_of_six_months(counted_income: Money, birth_date: Date, low_income_last_month: Month, low_income_counted_months: int) -> Money:
    first = low_income_last_month + 1 - low_income_counted_months
    return total(counted_income, max(first, month_of(birth_date)), low_income_last_month)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    uk="Дохід сім'ї за шість місяців",
    en="Family income of six months",
    source="S13b",
)
def family_income_of_six_months(members: Members) -> Money:
    return sum(m.income_of_six_months for m in members if m.in_low_income_family)


@rule(
    entity="household",
    cite="Закон 1768-III",
    since="2020-01-01",
    uk="Середній місячний дохід сім'ї",
    en="Average monthly income of the family",
    note_uk="Не округлюємо: порівнюємо й віднімаємо точне значення.",
    note_en="Not rounded: the exact value is compared and subtracted.",
    source="S10, S13",
)
def average_family_income(family_income_of_six_months: Money, low_income_counted_months: int) -> Money:
    return family_income_of_six_months / low_income_counted_months


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Середній дохід сім'ї менший за межу",
    en="Average family income is below the line",
    source="S140 1768-14",
)
def family_income_below_line(average_family_income: Money, low_income_line: Money) -> bool:
    return average_family_income < low_income_line


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    uk="За 12 місяців сім'я зробила надто велику купівлю",
    en="Within 12 months the family made too large a purchase",
    source="S14",
)
def low_income_purchase_over_limit(largest_purchase_12_months_uah: Money, low_income_purchase_limit: Money) -> bool:
    return largest_purchase_12_months_uah > low_income_purchase_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    uk="Вклади сім'ї більші за дозволені",
    en="The family's deposits are above the limit",
    source="S14",
)
def low_income_deposit_over_limit(bank_deposits_uah: Money, low_income_deposit_limit: Money) -> bool:
    return bank_deposits_uah > low_income_deposit_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    uk="Є підстава для відмови (майно або робота)",
    en="There is a ground for refusal (property or work)",
    source="S14",
)
def low_income_refusal(
    low_income_purchase_over_limit: bool,
    low_income_deposit_over_limit: bool,
    second_dwelling: bool,
    cars_over_limit: bool,
    idle_able_bodied_member: bool,
) -> bool:
    return low_income_purchase_over_limit or low_income_deposit_over_limit or second_dwelling or cars_over_limit or idle_able_bodied_member


@exception(
    to="low_income_refusal",
    entity="household",
    cite="постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Багатодітній сім'ї через майно чи роботу не відмовляють",
    en="A large family is not refused because of property or work",
    note_uk="Відкрите питання 21: багатодітну сім'ю звільнено від усіх перелічених підстав. Інше прочитання: лише від майнових.",
    note_en="Open reading 21: a large family is freed from every listed ground. The alternative: from those about property only.",
    source="S14",
)
def large_family_is_not_refused(large_family: bool) -> bool:
    if large_family:
        return False
    return None


@rule(
    entity="household",
    cite="Закон 1768-III; постанова Кабінету Міністрів № 371 від 25.03.2025",
    since="2020-01-01",
    mark="assumption",
    uk="Умови для допомоги виконано",
    en="The conditions for the aid are met",
    note_uk="Відкрите питання 18: цю допомогу й базову соціальну допомогу одночасно не виплачують; обирає сім'я. Інше прочитання: "
    "одна замінює іншу за законом.",
    note_en="Open reading 18: this aid and the basic social aid are not paid together; the family chooses. The alternative: "
    "one replaces the other by law.",
    source="S10, S14, S15",
)
def low_income_conditions_met(family_income_below_line: bool, low_income_refusal: bool, basic_aid_taken: bool) -> bool:
    return family_income_below_line and not low_income_refusal and not basic_aid_taken


@rule(
    entity="person",
    cite="Закон про Державний бюджет на відповідний рік; Закон 1768-III",
    since="2020-01-01",
    uk="Гарантований мінімум цієї особи",
    en="Guaranteed minimum of this person",
    note_uk="Дитина 18–22 років на денному навчанні: прожитковий мінімум працездатної особи з часткою дитини.",
    note_en="A child of 18 to 22 in day education: the able-bodied minimum with the child's share.",
    source="S07, S08, S09, S10, S11, S12",
)
def guaranteed_minimum_of_person(
    age_of_person: int,
    majority_age: int,
    child_of_family: bool,
    lost_ability: bool,
    subsistence_minimum_of_person: Money,
    guaranteed_share_able: Ratio,
    guaranteed_share_lost_ability: Ratio,
    guaranteed_share_child: Ratio,
) -> Money:
    if age_of_person < majority_age:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_child, "0.01")
    if child_of_family and lost_ability:
        return unknown(
            "студент з інвалідністю: не встановлено, чию частку беруть / a student with a disability: "
            "whose share applies is not established"
        )
    if child_of_family:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_child, "0.01")
    if lost_ability:
        return round_half_up(subsistence_minimum_of_person * guaranteed_share_lost_ability, "0.01")
    return round_half_up(subsistence_minimum_of_person * guaranteed_share_able, "0.01")


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 5",
    since="2020-01-01",
    mark="read",
    uk="Гарантований мінімум сім'ї",
    en="Guaranteed minimum of the family",
    source="S140 1768-14",
)
def guaranteed_minimum_of_family(members: Members) -> Money:
    return sum(m.guaranteed_minimum_of_person for m in members if m.in_low_income_family)


@rule(
    entity="household",
    cite="Закон 1768-III; постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    mark="assumption",
    uk="Різниця до гарантованого мінімуму, але не більше 75 % прожиткового мінімуму сім'ї",
    en="Difference to the guaranteed minimum, at most 75 % of the family's subsistence minimum",
    note_uk="Відкрите питання 42: за сторінками допомога не більша за 75 % прожиткового мінімуму сім'ї, за законом (ст. 5) — за весь мінімум; "
    "беремо 75 %. "
    "Відкрите питання 5: кожен місяць рахуємо зі своїм прожитковим мінімумом (інше прочитання: з тим, що був на час заяви). "
    "Відкрите питання 19: округлення одне, в кінці, до копійки (інше прочитання: вниз або до гривні).",
    note_en="Open reading 42: by the pages the aid is at most 75% of the family's subsistence minimum, by the law (art. 5) at most all of it; "
    "75% is taken. "
    "Open reading 5: each month has its own subsistence minimum (the alternative: the one at the claim). "
    "Open reading 19: one rounding, at the end, half up to the kopeck (the alternative: down, or to hryvnias).",
    source="S10, S13",
)
def low_income_aid_amount(
    guaranteed_minimum_of_family: Money,
    average_family_income: Money,
    low_income_line: Money,
    low_income_cap_share: Ratio,
) -> Money:
    difference = max(0, guaranteed_minimum_of_family - average_family_income)
    return round_half_up(min(difference, low_income_line * low_income_cap_share), "0.01")


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 15, п. 1-1",
    since="2020-01-01",
    until="2020-06-30",
    name="low_income_flat_extras",
    mark="read",
    uk="Надбавка на дітей від 3 до 18 років, понад межу допомоги",
    en="Extra for children of 3 to 17, above the limit of the aid",
    source="S140 1768-14",
)
def low_income_flat_extras_until_june_2020(
    members: Members,
    flat_extra_from_age: int,
    flat_extra_higher_from_age: int,
    majority_age: int,
    flat_extra_younger: Money,
    flat_extra_older: Money,
) -> Money:
    younger = count(m for m in members if m.in_low_income_family and flat_extra_from_age <= m.age_of_person < flat_extra_higher_from_age)
    older = count(m for m in members if m.in_low_income_family and flat_extra_higher_from_age <= m.age_of_person < majority_age)
    return flat_extra_younger * younger + flat_extra_older * older


@rule(
    entity="household",
    cite="Закон 1768-III, ст. 15, п. 1-1; Закон 646-IX",
    since="2020-07-01",
    mark="assumption",
    uk="Надбавка на дітей від 3 до 18 років, понад межу допомоги",
    en="Extra for children of 3 to 17, above the limit of the aid",
    note_uk="Відкрите питання 23: з липня 2020 року надбавок не рахуємо, бо частку дитини тоді підняли до 1,30. "
    "Інше прочитання: закон їх не скасовував, тож платять і далі.",
    note_en="Open reading 23: from July 2020 the extras are not counted, because the child's share was raised to 1.30 then. "
    "The alternative: the law never repealed them, so they are still paid.",
    source="S92",
)
def low_income_flat_extras() -> Money:
    return 0


@rule(
    entity="household",
    cite="Закон 1768-III; постанова Кабінету Міністрів № 250 від 24.02.2003",
    since="2020-01-01",
    until="2026-12-31",
    uk="Допомога малозабезпеченій сім'ї",
    en="Low-income family aid",
    source="S10, S13",
)
def low_income_family_aid(low_income_conditions_met: bool, low_income_aid_amount: Money, low_income_flat_extras: Money) -> Money:
    if not low_income_conditions_met:
        return 0
    return low_income_aid_amount + low_income_flat_extras


not_implemented("low_income_family_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
