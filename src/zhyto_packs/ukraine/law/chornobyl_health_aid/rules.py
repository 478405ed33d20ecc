"""Yearly health aid for persons affected by the Chornobyl disaster."""

from zhyto.law import Date, Money, Month, Table, add_days, add_months, at, first_day, january, not_implemented, rule, unknown


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день року, щоб заявити про щорічну виплату",
    en="Last day of the year to claim a yearly payment",
    note_uk="До якого дня приймають заяву, не встановлено; беремо 31 грудня того самого року. Інше прочитання: будь-коли.",
    note_en="Until which day a claim is accepted is not established; 31 December of the same year is taken. The alternative: at any time.",
)
def chornobyl_yearly_claim_until(month: Month) -> Date:
    return add_days(add_months(first_day(january(month)), 12), -1)


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 48",
    since="2019-01-01",
    mark="read",
    uk="Дитина, якій належить щорічна допомога",
    en="Child who has the yearly aid",
    note_uk="Дитина, чия інвалідність пов'язана з катастрофою, або яка втратила через неї одного з батьків.",
    note_en="A child whose disability is linked to the disaster, or who lost a parent to it.",
    source="S140 796-12",
)
def chornobyl_health_aid_child(
    age_of_person: int, majority_age: int, chornobyl_child_disability: bool, lost_parent_to_chornobyl: bool
) -> bool:
    return age_of_person < majority_age and (chornobyl_child_disability or lost_parent_to_chornobyl)


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 48",
    since="2019-01-01",
    mark="read",
    uk="Належить до тих, кому платять щорічну допомогу на оздоровлення",
    en="Is among those who are paid the yearly health aid",
    note_uk="Категорія 1; учасники ліквідації аварії категорії 2 або 3; евакуйовані 1986 року; названі діти. Жителям забруднених територій і переселеним "
    "із них із категорією 2 чи 3 допомоги немає.",
    note_en="Category 1; clean-up participants of category 2 or 3; those evacuated in 1986; the children named. Residents of contaminated territories "
    "and those resettled from them, of category 2 or 3, have no such aid.",
    source="S140 796-12",
)
def of_chornobyl_health_aid(chornobyl_category: str, chornobyl_ground: str, chornobyl_health_aid_child: bool) -> bool:
    if chornobyl_category == "1" or chornobyl_health_aid_child:
        return True
    if chornobyl_category == "2":
        return chornobyl_ground in ("liquidator", "evacuated")
    return chornobyl_category == "3" and chornobyl_ground == "liquidator"


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 48",
    since="2020-01-01",
    mark="assumption",
    uk="Місяць, за який рахують щорічну допомогу",
    en="Month for which the yearly aid is counted",
    note_uk="Коли протягом року її платять, не встановлено. Рахуємо її раз на рік: за січень, а хто отримав право пізніше, за перший повний "
    "місяць із ним. Інше прочитання: за місяць заяви.",
    note_en="When in the year it is paid is not established. It is counted once a year: for January, or, for whoever was given the right later, "
    "for the first whole month with it. The alternative: for the month of the claim.",
)
def chornobyl_health_aid_month(of_chornobyl_health_aid: bool, month: Month) -> bool:
    if not of_chornobyl_health_aid:
        return False
    if month == january(month):
        return True
    return not at(of_chornobyl_health_aid, january(month)) and not at(of_chornobyl_health_aid, month - 1)


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 48; постанова Кабінету Міністрів № 562 від 12.07.2005",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Щорічна допомога на оздоровлення",
    en="Yearly health aid",
)
def chornobyl_health_aid(
    chornobyl_health_aid_month: bool,
    chornobyl_category: str,
    chornobyl_ground: str,
    chornobyl_health_aid_child: bool,
    disability_group: str,
    chornobyl_health_aid_category_1: Table,
    chornobyl_health_aid_category_2: Money,
    chornobyl_health_aid_category_3: Money,
) -> Money:
    if not chornobyl_health_aid_month:
        return 0
    if chornobyl_category == "1":
        return chornobyl_health_aid_category_1[disability_group]
    if chornobyl_category == "2" and chornobyl_ground == "liquidator":
        return chornobyl_health_aid_category_2
    if chornobyl_category == "3" and not chornobyl_health_aid_child:
        return chornobyl_health_aid_category_3
    return unknown(
        "право є, а суму для евакуйованих і дітей не знайдено; шукати в постанові № 562 від 12.07.2005 / "
        "there is a right, but the sum for those evacuated and for children was not found; look in resolution 562 of 2005-07-12"
    )


not_implemented("chornobyl_health_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
