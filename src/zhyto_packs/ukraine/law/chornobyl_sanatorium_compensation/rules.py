"""Compensation for sanatorium treatment of persons affected by the Chornobyl disaster. Amounts are established for 2021 only."""

from zhyto.law import Money, Month, add_days, at, january, month_of, not_implemented, not_in_force, rule, since


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 30 ч. 3 п. 10; постанова Кабінету Міністрів № 368 від 19.04.2021",
    since="2020-01-01",
    uk="Дитина з інвалідністю, пов'язаною з катастрофою, до 18 років",
    en="Child with a disability linked to the disaster, under 18",
    source="S41",
)
def chornobyl_sanatorium_child(age_of_person: int, majority_age: int, chornobyl_child_disability: bool) -> bool:
    return age_of_person < majority_age and chornobyl_child_disability


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    mark="assumption",
    uk="Місяць, за який рахують щорічну компенсацію",
    en="Month for which the yearly compensation is counted",
    note_uk="Коли протягом року її платять, не встановлено. Рахуємо її раз на рік: за січень, а хто отримав статус пізніше, за перший повний "
    "місяць із ним. Інше прочитання: за місяць заяви або лікування.",
    note_en="When in the year it is paid is not established. It is counted once a year: for January, or, for whoever was given the status later, "
    "for the first whole month with it. The alternative: for the month of the claim or of the treatment.",
)
def chornobyl_sanatorium_month(
    chornobyl_category: str, chornobyl_sanatorium_child: bool, chornobyl_child_disability: bool, month: Month
) -> bool:
    if chornobyl_category != "1" and not chornobyl_sanatorium_child:
        return False
    if at(chornobyl_category, january(month)) == "1" or at(chornobyl_child_disability, january(month)):
        return month == january(month)
    if chornobyl_category == "1":
        return month == month_of(add_days(since(chornobyl_category), -1)) + 1
    return month == month_of(add_days(since(chornobyl_child_disability), -1)) + 1


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991, ст. 20 п. 4, ст. 30 ч. 3 п. 10; постанова Кабінету Міністрів № 368 від 19.04.2021",
    since="2020-01-01",
    until="2022-12-31",
    uk="Компенсація за санаторне лікування",
    en="Compensation for sanatorium treatment",
    note_uk="Сума на дитину охоплює й одного з батьків.",
    note_en="The child's amount covers a parent as well.",
    source="S41",
)
def chornobyl_sanatorium_compensation(
    chornobyl_sanatorium_month: bool,
    chornobyl_sanatorium_child: bool,
    chornobyl_nervous_system_disability: bool,
    chornobyl_sanatorium_amount: Money,
    chornobyl_sanatorium_amount_nervous_system: Money,
    chornobyl_sanatorium_amount_child: Money,
) -> Money:
    if not chornobyl_sanatorium_month:
        return 0
    if chornobyl_sanatorium_child:
        return chornobyl_sanatorium_amount_child
    if chornobyl_nervous_system_disability:
        return chornobyl_sanatorium_amount_nervous_system
    return chornobyl_sanatorium_amount


not_in_force(
    "chornobyl_sanatorium_compensation",
    since="2023-01-01",
    until="2026-12-31",
    cite="закони про Державний бюджет на 2023–2026 роки, прикінцеві положення, п. 3",
)

not_implemented("chornobyl_sanatorium_compensation", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
