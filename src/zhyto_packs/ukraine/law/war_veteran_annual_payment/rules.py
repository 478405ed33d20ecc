"""Yearly one-off payment to war veterans: in May until 2022, in August from 2023."""

from zhyto.law import Money, Month, Table, month_number, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Має статус ветерана війни або члена сім'ї загиблого",
    en="Has the status of a war veteran or of a family member of the fallen",
    source="S30",
)
def has_war_status(war_status: str) -> bool:
    return war_status != "none"


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993, ст. 12–16",
    since="2020-01-01",
    mark="read",
    uk="Належить до тих, кому платять щороку",
    en="Is among those who are paid each year",
    note_uk="З родин загиблих — лише ті, кого названо в статті 10 (п. 1) і статті 10-1, та вдови й удівці, яких назвала стаття 15.",
    note_en="Of the families of the fallen only those named in article 10 (p. 1) and article 10-1, and the widows and widowers named in article 15.",
    source="S140 3551-12",
)
def of_veteran_payment(has_war_status: bool, war_status: str, fallen_family_ground: str) -> bool:
    if war_status == "family_of_fallen":
        return fallen_family_ground != "other"
    return has_war_status


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Цього місяця виплачують разову допомогу",
    en="The one-off payment is made in this month",
    source="S30",
)
def month_of_veteran_payment(month: Month, war_veteran_payment_month: int) -> bool:
    return month_number(month) == war_veteran_payment_month


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    uk="Виплачують без заяви (пенсіонер або військовослужбовець)",
    en="Paid without a claim (pensioner or in military service)",
    source="S30",
)
def veteran_paid_without_claim(receives_pension: bool, in_military_service: bool) -> bool:
    return in_military_service or receives_pension


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    until="2023-04-14",
    name="war_veteran_annual_payment",
    mark="remembered",
    uk="Разова допомога ветерану війни",
    en="One-off payment to a war veteran",
    note_uk="До 2022 року виплату робили до 5 травня за списками органу; що заяви не треба було, взято з пам'яті.",
    note_en="Until 2022 it was paid by 5 May from the office's lists; that no claim was needed is remembered.",
    source="S30",
)
def war_veteran_annual_payment_in_may(
    of_veteran_payment: bool, month_of_veteran_payment: bool, war_status: str, war_veteran_payment_amount: Table
) -> Money:
    if of_veteran_payment and month_of_veteran_payment:
        return war_veteran_payment_amount[war_status]
    return 0


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993 зі змінами, чинними з 15.04.2023",
    since="2023-04-15",
    until="2026-12-31",
    uk="Разова допомога ветерану війни",
    en="One-off payment to a war veteran",
    note_uk="Хто не отримує пенсії і не служить, подає заяву до Пенсійного фонду: без відомостей про заяву відповідь невідома.",
    note_en="Who receives no pension and is not in service applies to the Pension Fund: "
    "without a record of the application the answer is unknown.",
    source="S30",
)
def war_veteran_annual_payment(
    of_veteran_payment: bool,
    month_of_veteran_payment: bool,
    veteran_paid_without_claim: bool,
    applied_for_veteran_payment: bool,
    war_status: str,
    war_veteran_payment_amount: Table,
) -> Money:
    if not (of_veteran_payment and month_of_veteran_payment):
        return 0
    if veteran_paid_without_claim or applied_for_veteran_payment:
        return war_veteran_payment_amount[war_status]
    return 0


not_implemented("war_veteran_annual_payment", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
