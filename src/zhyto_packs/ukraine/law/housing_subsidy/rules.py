"""Housing and utility subsidy. A ground for refusal is for the office to establish, so a fact that is not recorded does not refuse."""

from zhyto.law import (
    Area,
    Date,
    Members,
    Money,
    Month,
    Ratio,
    at,
    count,
    january,
    last_day,
    month_number,
    month_of,
    not_implemented,
    quarter,
    round_half_up,
    rule,
    total,
    unknown,
)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    uk="Перший місяць сезону",
    en="First month of the season",
    note_uk="Неопалювальний сезон: травень–вересень; опалювальний: жовтень–квітень. За які дні в ньому рахують опалення, враховує вартість "
    "у межах норм, яку дає установа.",
    note_en="The season without heating is May to September; with heating, October to April. On which of its days heating is counted is for the "
    "cost within the norms that the office gives.",
    source="S103",
)
def season_first_month(month: Month, heating_season_first_month: int, warm_season_first_month: int) -> Month:
    if month_number(month) >= heating_season_first_month:
        return january(month) + heating_season_first_month - 1
    if month_number(month) >= warm_season_first_month:
        return january(month) + warm_season_first_month - 1
    return january(month) + heating_season_first_month - 13


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    mark="assumption",
    uk="Останній місяць, дохід за який рахують для субсидії",
    en="Last month whose income counts for the subsidy",
    note_uk="Опалювальний сезон: I–II квартали того року; неопалювальний: III–IV квартали попереднього. Інше прочитання: "
    "шість місяців перед заявою.",
    note_en="Heating season: quarters I and II of that year; otherwise quarters III and IV of the year before. The alternative: "
    "six months before the claim.",
)
def subsidy_last_month(season_first_month: Month) -> Month:
    return quarter(season_first_month - 2) - 1


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    mark="assumption",
    uk="Місяць, за який беруть пенсію",
    en="Month whose pension is taken",
    note_uk="Для опалювального сезону: пенсія, нарахована за серпень. Для неопалювального так само беремо другий місяць перед сезоном, березень. "
    "Інше прочитання: середня пенсія за шість місяців.",
    note_en="For the heating season the pension accrued for August. For the season without heating likewise the second month before it, March. "
    "The alternative: the average pension of the six months.",
    source="S103",
)
def subsidy_pension_month(season_first_month: Month) -> Month:
    return season_first_month - 2


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995; постанова № 632 від 22.07.2020",
    since="2020-01-01",
    uk="Дохід за шість місяців, для субсидії",
    en="Income of six months, for the subsidy",
    note_uk="Пенсію одного місяця рахуємо за кожен із шести. Не рахують разових допомог, допомоги переселенцям на проживання і самої субсидії.",
    note_en="The pension of one month counts for each of the six. One-off aids, the living aid of the displaced and the subsidy itself do not count.",
    source="S102, S103",
)
def subsidy_income_of_person(
    income_for_subsidy: Money,
    monthly_pension: Money,
    birth_date: Date,
    subsidy_last_month: Month,
    subsidy_counted_months: int,
    subsidy_pension_month: Month,
) -> Money:
    first = subsidy_last_month + 1 - subsidy_counted_months
    pension = total(monthly_pension, max(subsidy_pension_month, month_of(birth_date)), subsidy_pension_month)
    return total(income_for_subsidy, max(first, month_of(birth_date)), subsidy_last_month) + pension * subsidy_counted_months


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    uk="Середній місячний дохід родини",
    en="Average monthly income of the household",
    source="S16",
)
def household_average_income(members: Members, subsidy_counted_months: int) -> Money:
    return sum(m.subsidy_income_of_person for m in members) / subsidy_counted_months


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1156 від 27.07.1998",
    since="2020-01-01",
    uk="Середній місячний дохід на одну людину",
    en="Average monthly income per person",
    source="S16",
)
def household_income_per_person(members: Members, household_average_income: Money) -> Money:
    return household_average_income / count(m for m in members)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1156 від 27.07.1998",
    since="2020-01-01",
    mark="assumption",
    uk="Частка доходу, яку родина платить сама",
    en="Share of income the household pays itself",
    note_uk="Відкрите питання 16: частку не округлюємо, прожитковий мінімум беремо на 1 січня року цього місяця. Інше прочитання: "
    "округлення до 0,01 %.",
    note_en="Open reading 16: the share is not rounded, the subsistence minimum is that of 1 January of the month's year. "
    "The alternative: rounded to 0.01 %.",
    source="S16",
)
def household_payment_share(
    month: Month,
    household_income_per_person: Money,
    subsistence_minimum_general: Money,
    subsidy_base_income_ratio: Ratio,
    subsidy_base_payment_share: Ratio,
) -> Ratio:
    income_ratio = household_income_per_person / at(subsistence_minimum_general, january(month))
    return income_ratio / subsidy_base_income_ratio * subsidy_base_payment_share


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 1156 від 27.07.1998",
    since="2020-01-01",
    uk="Платіж, який родина платить сама",
    en="Payment the household makes itself",
    source="S16",
)
def household_own_payment(household_payment_share: Ratio, household_average_income: Money) -> Money:
    return household_payment_share * household_average_income


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    mark="assumption",
    uk="Площа житла завелика для субсидії",
    en="The dwelling is too large for the subsidy",
    note_uk="Межа для квартири 120 або 130 м², для будинку 200 або 230 м²: між цими числами відповідь невідома. Переліки відмов 2025–2026 років, "
    "які ми бачили, про площу мовчать. Інше прочитання: через площу не відмовляють.",
    note_en="The limit for a flat is 120 or 130 m², for a house 200 or 230 m²: between these numbers the answer is unknown. The lists of refusals of "
    "2025–2026 that were seen say nothing of area. The alternative: area does not refuse.",
)
def dwelling_too_large(
    dwelling_kind: str,
    dwelling_area_m2: Area,
    flat_area_sure: Area,
    flat_area_refused: Area,
    house_area_sure: Area,
    house_area_refused: Area,
) -> bool:
    if dwelling_area_m2 <= flat_area_sure:
        return False
    if dwelling_area_m2 > house_area_refused:
        return True
    if dwelling_kind == "house" and dwelling_area_m2 <= house_area_sure:
        return False
    if dwelling_kind == "flat" and dwelling_area_m2 > flat_area_refused:
        return True
    return unknown("котра з двох меж площі діє, не встановлено / which of the two limits of area holds is not established")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    uk="Купівлі або вклади більші за дозволені",
    en="Purchases or deposits are above the limits",
    source="S18",
)
def subsidy_wealth_over_limit(
    largest_purchase_12_months_uah: Money,
    subsidy_purchase_limit: Money,
    bank_deposits_uah: Money,
    subsidy_deposit_limit: Money,
    currency_purchase_over_limit: bool,
) -> bool:
    too_large_purchase = largest_purchase_12_months_uah > subsidy_purchase_limit or currency_purchase_over_limit
    return too_large_purchase or bank_deposits_uah > subsidy_deposit_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    until="2025-12-31",
    name="subsidy_refusal",
    mark="assumption",
    uk="Є підстава для відмови в субсидії",
    en="There is a ground for refusing the subsidy",
    note_uk="Перелік підстав бачено для 2026 року. Де він відмовив би раніше, відповідь невідома. Інше прочитання: перелік був той самий.",
    note_en="The grounds were seen for 2026. Where they would refuse earlier, the answer is unknown. The alternative: the list was the same.",
    source="S18",
)
def subsidy_refusal_until_2025(
    subsidy_wealth_over_limit: bool,
    utility_debt_over_limit: bool,
    second_dwelling_not_exempt: bool,
    car_over_subsidy_limit: bool,
    adult_abroad_over_60_days: bool,
    adult_without_income_or_contributions: bool,
    alimony_debt_over_3_months: bool,
    dwelling_too_large: bool,
) -> bool:
    property_refuses = subsidy_wealth_over_limit or second_dwelling_not_exempt or car_over_subsidy_limit or dwelling_too_large
    person_refuses = adult_abroad_over_60_days or adult_without_income_or_contributions or alimony_debt_over_3_months
    if property_refuses or person_refuses or utility_debt_over_limit:
        return unknown(
            "чи була це підстава для відмови до 2026 року, не встановлено / whether this was a ground for refusal before 2026 is not established"
        )
    return False


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2026-01-01",
    uk="Є підстава для відмови в субсидії",
    en="There is a ground for refusing the subsidy",
    source="S18",
)
def subsidy_refusal(
    subsidy_wealth_over_limit: bool,
    utility_debt_over_limit: bool,
    second_dwelling_not_exempt: bool,
    car_over_subsidy_limit: bool,
    adult_abroad_over_60_days: bool,
    adult_without_income_or_contributions: bool,
    alimony_debt_over_3_months: bool,
    dwelling_too_large: bool,
) -> bool:
    property_refuses = subsidy_wealth_over_limit or second_dwelling_not_exempt or car_over_subsidy_limit or dwelling_too_large
    person_refuses = adult_abroad_over_60_days or adult_without_income_or_contributions or alimony_debt_over_3_months
    return property_refuses or person_refuses or utility_debt_over_limit


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Житлова субсидія",
    en="Housing and utility subsidy",
    note_uk="Відкрите питання 19: округлення одне, в кінці, до копійки. Інше прочитання: вниз або до гривні. "
    "Тверде паливо й скраплений газ сюди не входять. Якщо родина вже має пільгу, вартість у реєстрі записано за вирахуванням знижки.",
    note_en="Open reading 19: one rounding, at the end, half up to the kopeck. The alternative: down, or to hryvnias. "
    "Solid fuel and bottled gas are not part of this. Where the household already has a discount, the cost in the register is net of it.",
    source="S16",
)
def housing_subsidy(subsidy_refusal: bool, utility_cost_within_norms_uah: Money, household_own_payment: Money) -> Money:
    if subsidy_refusal:
        return 0
    return max(0, round_half_up(utility_cost_within_norms_uah - household_own_payment, "0.01"))


not_implemented("housing_subsidy", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 848 від 21.10.1995",
    since="2020-01-01",
    uk="Останній день заяви на субсидію за цей місяць",
    en="Last day to claim the subsidy for this month",
    note_uk="Заява, подана за перші два місяці сезону, діє від його початку (до 30 листопада — з жовтня). Пізніша діє зі свого місяця.",
    note_en="A claim made in the first two months of a season runs from its beginning (until 30 November, from October). A later one runs from its month.",
    source="S103",
)
def subsidy_claim_until(month: Month, season_first_month: Month) -> Date:
    if month - season_first_month < 2:
        return last_day(season_first_month + 1)
    return last_day(month)
