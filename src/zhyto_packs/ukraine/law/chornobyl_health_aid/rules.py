"""Yearly health aid for persons affected by the Chornobyl disaster."""

from zhyto.law import Date, Money, Month, Table, add_days, add_months, at, first_day, january, month_of, not_implemented, rule, since


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
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="Місяць, за який рахують щорічну допомогу",
    en="Month for which the yearly aid is counted",
    note_uk="Коли протягом року її платять, не встановлено. Рахуємо її раз на рік: за січень, а хто отримав категорію пізніше, за перший повний "
    "місяць із нею. Інше прочитання: за місяць заяви.",
    note_en="When in the year it is paid is not established. It is counted once a year: for January, or, for whoever was given the category later, "
    "for the first whole month with it. The alternative: for the month of the claim.",
)
def chornobyl_health_aid_month(chornobyl_category: str, month: Month) -> bool:
    if chornobyl_category not in ("1", "2", "3"):
        return False
    if at(chornobyl_category, january(month)) in ("1", "2", "3"):
        return month == january(month)
    return month == month_of(add_days(since(chornobyl_category), -1)) + 1


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 562 від 12.07.2005",
    since="2020-01-01",
    until="2026-12-31",
    mark="remembered",
    uk="Щорічна допомога на оздоровлення",
    en="Yearly health aid",
)
def chornobyl_health_aid(
    chornobyl_health_aid_month: bool,
    chornobyl_category: str,
    disability_group: str,
    chornobyl_health_aid_category_1: Table,
    chornobyl_health_aid_category_2: Money,
    chornobyl_health_aid_category_3: Money,
) -> Money:
    if not chornobyl_health_aid_month:
        return 0
    if chornobyl_category == "1":
        return chornobyl_health_aid_category_1[disability_group]
    if chornobyl_category == "2":
        return chornobyl_health_aid_category_2
    return chornobyl_health_aid_category_3


not_implemented("chornobyl_health_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
