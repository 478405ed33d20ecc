"""One-off payment of UAH 1,500 in April 2026, without a claim: to pensioners, and to those who receive state aids."""

from zhyto.law import Members, Money, not_in_force, rule, unknown

not_in_force("payment_1500_april_2026", since="2020-01-01", until="2026-03-31", cite="постанова Кабінету Міністрів № 341 від 18.03.2026")


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 341 від 18.03.2026",
    since="2026-04-01",
    mark="assumption",
    uk="Виплата пенсіонерові",
    en="Payment to a pensioner",
    note_uk="Пенсія до межі; ветеранам війни і учасникам ліквідації аварії — за будь-якої пенсії. Межу надруковано як 25 595 грн, а може, це "
    "десять прожиткових мінімумів, 25 950: між ними невідомо. Про ветеранів сказано «з 2014 року»; за більшої пенсії, коли здобуто статус, треба з'ясувати.",
    note_en="A pension up to the limit; for war veterans and clean-up participants whatever the pension. The limit is printed as 25,595, and may be ten "
    "subsistence minimums, 25,950: between them it is unknown. Of veterans it is said “since 2014”; with a larger pension it must be found out.",
    source="S111",
)
def payment_1500_to_pensioner(
    receives_pension: bool,
    monthly_pension: Money,
    war_status: str,
    has_war_disability: bool,
    chornobyl_ground: str,
    chornobyl_category: str,
    payment_1500_pension_limit: Money,
    maximum_pension: Money,
    payment_1500_amount: Money,
) -> Money:
    if not receives_pension:
        return 0
    if monthly_pension <= payment_1500_pension_limit:
        return payment_1500_amount
    if chornobyl_category != "none" and chornobyl_ground == "liquidator":
        return payment_1500_amount
    if monthly_pension <= maximum_pension or war_status == "combatant" or has_war_disability:
        return unknown(
            "межу пенсії (25 595 чи 25 950 грн) і коло ветеранів для виплати не встановлено; шукати постанову № 341 від 18.03.2026 / "
            "the limit of the pension (25,595 or 25,950) and the circle of veterans are not established; look in resolution 341 of 18.03.2026"
        )
    return 0


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 341 від 18.03.2026",
    since="2026-04-01",
    mark="assumption",
    uk="Родина отримує державну допомогу, за якою є виплата",
    en="The household receives a state aid that gives the payment",
    note_uk="Названо допомогу малозабезпеченим, базову, тим, хто не має права на пенсію, тим, хто доглядає, багатодітним, одиноким матерям, "
    "переселенцям та інші допомоги на дітей; тут рахуємо призначені. Інше прочитання: коло ширше або вужче.",
    note_en="Named are low-income aid, the basic aid, the aid without a pension right, aid to carers, large families, single mothers, displaced "
    "persons and other aids for children; those granted count here. The alternative: the circle is wider or narrower.",
    source="S111",
)
def receives_aid_named_in_2026(
    members: Members, receives_low_income_aid: bool, receives_basic_social_aid: bool, receives_psychiatric_care_aid: bool
) -> bool:
    if receives_low_income_aid or receives_basic_social_aid or receives_psychiatric_care_aid:
        return True
    of_oneself = any(m.receives_no_pension_right_aid or m.receives_disability_aid or m.receives_idp_living_aid for m in members)
    bereaved = any(m.receives_bereaved_child_aid for m in members)
    by_care = any(m.receives_unpaid_carer_compensation or m.receives_maternity_aid for m in members)
    by_child = any(m.receives_single_mother_aid or m.receives_third_child_aid or m.receives_alimony_evasion_aid for m in members)
    by_small_child = any(m.receives_birth_grant or m.receives_child_care_under_1 or m.receives_eyasla for m in members)
    in_care = any(m.receives_guardianship_aid or m.receives_foster_child_aid or m.receives_gravely_ill_child_aid for m in members)
    return of_oneself or bereaved or by_care or by_child or by_small_child or in_care


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 341 від 18.03.2026",
    since="2026-04-01",
    until="2026-04-30",
    known="2026-03-18",
    mark="assumption",
    uk="Разова виплата у квітні 2026 року",
    en="One-off payment of April 2026",
    note_uk="За допомогами родини певна одна виплата, тут тому, хто записаний головою; чи платили кожному в ній, не встановлено, тож для інших "
    "невідомо. Інше прочитання: одна на родину.",
    note_en="By the household's aids one payment is certain, here to the one recorded as head; whether each of its members was paid is not established, "
    "so for the others it is unknown. The alternative: one for a household.",
    source="S111",
)
def payment_1500_april_2026(
    payment_1500_to_pensioner: Money, receives_aid_named_in_2026: bool, role: str, payment_1500_amount: Money
) -> Money:
    if payment_1500_to_pensioner > 0:
        return payment_1500_to_pensioner
    if not receives_aid_named_in_2026:
        return 0
    if role == "head":
        return payment_1500_amount
    return unknown(
        "чи платили кожному в родині, яка отримує допомогу, не встановлено; шукати постанову № 341 від 18.03.2026 / "
        "whether each member of a household with an aid was paid is not established; look in resolution 341 of 18.03.2026"
    )


not_in_force("payment_1500_april_2026", since="2026-05-01", cite="постанова Кабінету Міністрів № 341 від 18.03.2026")
