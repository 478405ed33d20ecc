"""Yearly one-off payment to war veterans: in May until 2022, in August from 2023."""

from zhyto.law import Money, Month, Table, month_number, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 3551-XII від 22.10.1993",
    since="2020-01-01",
    mark="read",
    uk="Має статус ветерана війни, члена сім'ї загиблого або особливі заслуги",
    en="Has the status of a war veteran or of a family member of the fallen, or special merits",
    source="S140 3551-12",
)
def has_war_status(war_status: str, has_special_merits: bool) -> bool:
    return war_status != "none" or has_special_merits


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
def of_veteran_payment(has_war_status: bool, has_special_merits: bool, war_status: str, fallen_family_ground: str) -> bool:
    if war_status == "family_of_fallen" and not has_special_merits:
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
    cite="Закон 3551-XII від 22.10.1993, ст. 12–16",
    since="2020-01-01",
    mark="remembered",
    uk="Сума для цієї людини",
    en="The amount for this person",
    note_uk="Хто має і статус, і особливі заслуги, отримує одну виплату, більшу: за особливі заслуги вона найбільша.",
    note_en="Who has both a status and special merits is paid once, the larger amount: that for special merits is the largest.",
)
def veteran_payment_of_person(
    war_status: str, has_special_merits: bool, war_veteran_payment_amount: Table, war_veteran_payment_for_special_merits: Money
) -> Money:
    if has_special_merits:
        return war_veteran_payment_for_special_merits
    return war_veteran_payment_amount[war_status]


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
    of_veteran_payment: bool, month_of_veteran_payment: bool, veteran_payment_of_person: Money
) -> Money:
    if of_veteran_payment and month_of_veteran_payment:
        return veteran_payment_of_person
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
    veteran_payment_of_person: Money,
) -> Money:
    if not (of_veteran_payment and month_of_veteran_payment):
        return 0
    if veteran_paid_without_claim or applied_for_veteran_payment:
        return veteran_payment_of_person
    return 0


not_implemented("war_veteran_annual_payment", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
