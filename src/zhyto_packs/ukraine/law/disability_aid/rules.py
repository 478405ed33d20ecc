"""Aid for persons disabled since childhood and children with a disability, with the care supplements."""

from zhyto.law import (
    Date,
    Members,
    Money,
    Month,
    Ratio,
    Table,
    add_years,
    at,
    due,
    exception,
    last_day,
    month_of,
    not_implemented,
    round_half_up,
    rule,
)


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 1, 4",
    since="2020-01-01",
    mark="read",
    uk="Дитина з інвалідністю, включно з місяцем, у якому їй виповнюється 18",
    en="Child with a disability, the month of the 18th birthday included",
    source="S140 2109-14",
)
def entitled_child_with_disability(birth_date: Date, month: Month, majority_age: int, child_with_disability: bool) -> bool:
    return month <= month_of(add_years(birth_date, majority_age)) and child_with_disability


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 1",
    since="2020-01-01",
    mark="read",
    uk="Повнолітня особа з інвалідністю з дитинства",
    en="Adult disabled since childhood",
    note_uk="Хто має право і на пенсію, і на цю допомогу, обирає одне з них; пенсію в разі втрати годувальника платять разом із допомогою.",
    note_en="Who has a right both to a pension and to this aid chooses one of them; a survivor's pension is paid together with the aid.",
    source="S140 2109-14",
)
def entitled_adult_disabled_since_childhood(
    age_of_person: int, majority_age: int, disabled_since_childhood: bool, pension_chosen_instead: bool
) -> bool:
    return age_of_person >= majority_age and disabled_since_childhood and not pension_chosen_instead


@rule(
    entity="household",
    cite="Закон 2109-III, ст. 2",
    since="2020-01-01",
    mark="read",
    uk="Допомога на дитину без надбавок",
    en="Aid of a child without supplements",
    source="S140 2109-14",
)
def disability_aid_of_a_child(subsistence_minimum_lost_ability: Money, disability_share_child: Ratio) -> Money:
    return round_half_up(subsistence_minimum_lost_ability * disability_share_child, "0.01")


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 2; Закон 796-XII, ст. 30, ч. 3, п. 6",
    since="2020-01-01",
    mark="assumption",
    uk="Підвищення допомоги на дитину: інвалідність через вибухонебезпечні предмети або Чорнобильську катастрофу",
    en="Rise of a child's aid: disability by explosives or by the Chornobyl disaster",
    note_uk="Кожне підвищення — 50 % допомоги без надбавок. Для вибухонебезпечних предметів текст можна прочитати й так, "
    "що половиною збільшують усю суму з надбавкою на догляд.",
    note_en="Each rise is 50 % of the aid without supplements. For explosives the text can also be read so that the whole sum, "
    "the care supplement included, is raised by half.",
    source="S140 2109-14, 1477-20, 796-12",
)
def child_disability_rise(
    entitled_child_with_disability: bool,
    disabled_by_explosives: bool,
    chornobyl_child_disability: bool,
    disability_aid_of_a_child: Money,
    disability_rise_by_explosives: Ratio,
    disability_rise_by_chornobyl: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return 0
    by_explosives = disability_rise_by_explosives if disabled_by_explosives else 0
    by_chornobyl = disability_rise_by_chornobyl if chornobyl_child_disability else 0
    return round_half_up(disability_aid_of_a_child * (by_explosives + by_chornobyl), "0.01")


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 2",
    since="2020-01-01",
    mark="assumption",
    uk="Допомога без надбавки на догляд",
    en="Aid without the care supplement",
    note_uk="Беремо частки закону. Установи в 2022 і 2024 роках друкували для II і III групи та дитини без надбавки цілий прожитковий мінімум; "
    "акта про таку доплату не знайдено. Інше прочитання: до прожиткового мінімуму доплачують.",
    note_en="The shares of the law are taken. In 2022 and 2024 offices printed the whole subsistence minimum for groups II and III and a child without "
    "a supplement; no act on such a top-up was found. The alternative: the aid is topped up to the subsistence minimum.",
    source="S140 2109-14, S161, S162",
)
def disability_base_aid(
    entitled_child_with_disability: bool,
    entitled_adult_disabled_since_childhood: bool,
    disability_group: str,
    disability_share_by_group: Table,
    disability_aid_of_a_child: Money,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if entitled_child_with_disability:
        return disability_aid_of_a_child
    if entitled_adult_disabled_since_childhood:
        return round_half_up(subsistence_minimum_lost_ability * disability_share_by_group[disability_group], "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 3",
    since="2020-01-01",
    mark="read",
    uk="Прожитковий мінімум дитини, від якого рахують надбавку на догляд",
    en="Subsistence minimum of a child that the care supplement is counted from",
    note_uk="У місяць 18-річчя надбавку платять так само, як раніше: мінімум дитини від 6 до 18 років.",
    note_en="In the month of the 18th birthday the supplement is paid as before: of the minimum of a child of 6 to 17.",
    source="S140 2109-14",
)
def minimum_for_child_care_supplement(
    age_of_person: int, preschool_age: int, subsistence_minimum_under_6: Money, subsistence_minimum_6_to_17: Money
) -> Money:
    if age_of_person < preschool_age:
        return subsistence_minimum_under_6
    return subsistence_minimum_6_to_17


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 3",
    since="2020-01-01",
    mark="read",
    uk="Надбавка на догляд за дитиною з інвалідністю",
    en="Care supplement for a child with a disability",
    note_uk="За дитиною підгрупи А надбавку платять, хоч би той, хто доглядає, і працював; за іншою дитиною — якщо він не працює, не навчається "
    "(крім заочно), перебуває у відпустці для догляду або виховує дитину сам.",
    note_en="For a child of subgroup A the supplement is paid even where the carer works; for another child where the carer does not work or study "
    "(except by correspondence), is on leave to care, or is a single parent.",
    source="S140 2109-14",
)
def child_care_supplement(
    entitled_child_with_disability: bool,
    child_disability_subgroup_a: bool,
    child_needs_care: bool,
    parent_not_working_or_single: bool,
    minimum_for_child_care_supplement: Money,
    care_share_child_subgroup_a: Ratio,
    care_share_child_other: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return 0
    if child_disability_subgroup_a:
        return round_half_up(minimum_for_child_care_supplement * care_share_child_subgroup_a, "0.01")
    if child_needs_care and parent_not_working_or_single:
        return round_half_up(minimum_for_child_care_supplement * care_share_child_other, "0.01")
    return 0


@rule(
    entity="household",
    cite="Закон 2109-III, ст. 3, ч. 8",
    since="2026-01-01",
    mark="assumption",
    uk="У родині платять допомогу по догляду до року або «єЯсла»",
    en="The household is paid for care under one, or eYasla",
    note_uk="Беремо допомогу на будь-яку дитину цієї родини: отримувач один. Інше прочитання: лише на цю саму дитину.",
    note_en="The aid for any child of the household is taken: the recipient is one. The alternative: for this very child only.",
    source="S140 2109-14, 4681-20",
)
def care_to_one_or_eyasla_paid(members: Members) -> bool:
    return any(due(m.child_care_under_1) > 0 or due(m.eyasla) > 0 for m in members)


@exception(
    to="child_care_supplement",
    entity="person",
    cite="Закон 2109-III, ст. 3, ч. 8; Закон 4681-IX",
    since="2026-01-01",
    mark="read",
    uk="Надбавку на дитину призупинено, поки платять за догляд до року або «єЯсла»",
    en="The child's supplement is paused while care under one or eYasla is paid",
    source="S140 2109-14, 4681-20",
)
def child_care_supplement_paused(entitled_child_with_disability: bool, care_to_one_or_eyasla_paid: bool) -> Money:
    if entitled_child_with_disability and care_to_one_or_eyasla_paid:
        return 0
    return None


@rule(
    entity="household",
    cite="Закон 2109-III, ст. 2, 3",
    since="2020-01-01",
    mark="read",
    uk="Допомога з надбавкою на дитину підгрупи А від 6 до 18 років",
    en="Aid with the supplement of a child of subgroup A of 6 to 17",
    source="S140 2109-14",
)
def aid_of_older_child_subgroup_a(
    disability_aid_of_a_child: Money, subsistence_minimum_6_to_17: Money, care_share_child_subgroup_a: Ratio
) -> Money:
    return disability_aid_of_a_child + round_half_up(subsistence_minimum_6_to_17 * care_share_child_subgroup_a, "0.01")


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 3; ст. 18, п. 2",
    since="2020-01-01",
    mark="read",
    uk="Надбавка на догляд за повнолітньою особою",
    en="Care supplement for an adult",
    note_uk="Особі підгрупи А I групи доплачують стільки, щоб допомога з надбавкою була не менша, ніж за дитину підгрупи А від 6 до 18 років. "
    "У II і III групі надбавка — одиноким, які за висновком лікарів потребують постійного догляду.",
    note_en="A person of subgroup A of group I is topped up so that the aid with the supplement is not below that of a child of subgroup A of 6 to 17. "
    "In groups II and III the supplement is for lonely persons who by medical opinion need constant care.",
    source="S140 2109-14",
)
def adult_care_supplement(
    entitled_adult_disabled_since_childhood: bool,
    disability_group: str,
    disability_subgroup: str,
    lonely: bool,
    needs_constant_care: bool,
    care_share_by_subgroup: Table,
    care_share_lonely: Ratio,
    disability_share_by_group: Table,
    aid_of_older_child_subgroup_a: Money,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if not entitled_adult_disabled_since_childhood or disability_group == "none":
        return 0
    if disability_group == "I":
        own = round_half_up(subsistence_minimum_lost_ability * care_share_by_subgroup[disability_subgroup], "0.01")
        if disability_subgroup == "A":
            return max(own, aid_of_older_child_subgroup_a - subsistence_minimum_lost_ability * disability_share_by_group[disability_group])
        return own
    if lonely and needs_constant_care:
        return round_half_up(subsistence_minimum_lost_ability * care_share_lonely, "0.01")
    return 0


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 1–3, 18; Закон 796-XII, ст. 30",
    since="2020-01-01",
    mark="read",
    uk="Призначена допомога",
    en="The aid that is granted",
    source="S140 2109-14",
)
def disability_aid_granted(
    entitled_child_with_disability: bool,
    disability_base_aid: Money,
    child_disability_rise: Money,
    child_care_supplement: Money,
    adult_care_supplement: Money,
) -> Money:
    if entitled_child_with_disability:
        return disability_base_aid + child_disability_rise + child_care_supplement
    return disability_base_aid + adult_care_supplement


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 14",
    since="2020-01-01",
    mark="read",
    uk="На повному державному утриманні, і не з цього місяця",
    en="Kept wholly by the state, and not since this month",
    note_uk="У місяці, коли людина потрапила до закладу, і з місяця після того, як його залишила, допомогу платять повністю.",
    note_en="In the month the person came to the institution, and from the month after leaving it, the aid is paid in full.",
    source="S140 2109-14",
)
def state_care_counts(on_full_state_care: bool, month: Month) -> bool:
    return on_full_state_care and at(on_full_state_care, last_day(month - 1))


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 3, 13",
    since="2020-01-01",
    mark="assumption",
    uk="Частина допомоги, яку платять людині на повному державному утриманні",
    en="Part of the aid that is paid to a person kept wholly by the state",
    note_uk="Дорослому — чверть призначеної допомоги з надбавкою, дитині — половину, сироті — всю; решту отримує заклад на поліпшення життя в ньому. "
    "За дитиною в закладі батьки не доглядають, тож надбавки на догляд немає; сиротою вважаємо й дитину, позбавлену батьківського піклування. "
    "Інше прочитання: дитині платять половину і надбавки.",
    note_en="An adult is paid a quarter of the aid granted with its supplement, a child a half, an orphan all of it; the rest goes to the institution "
    "for better living there. Parents do not care for a child in an institution, so there is no care supplement; a child deprived of parental care "
    "counts as an orphan. The alternative: a child is paid half of the supplement too.",
    source="S140 2109-14",
)
def disability_aid_in_state_care(
    entitled_child_with_disability: bool,
    orphan: bool,
    disability_base_aid: Money,
    child_disability_rise: Money,
    adult_care_supplement: Money,
    state_care_share_adult: Ratio,
    state_care_share_child: Ratio,
) -> Money:
    if not entitled_child_with_disability:
        return round_half_up((disability_base_aid + adult_care_supplement) * state_care_share_adult, "0.01")
    if orphan:
        return disability_base_aid + child_disability_rise
    return round_half_up((disability_base_aid + child_disability_rise) * state_care_share_child, "0.01")


@rule(
    entity="person",
    cite="Закон 2109-III, ст. 1–3, 13, 18; Закон 796-XII, ст. 30",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Допомога особі з інвалідністю з дитинства або дитині з інвалідністю",
    en="Aid for a person disabled since childhood or a child with a disability",
    source="S140 2109-14",
)
def disability_aid(
    entitled_child_with_disability: bool,
    entitled_adult_disabled_since_childhood: bool,
    state_care_counts: bool,
    disability_aid_granted: Money,
    disability_aid_in_state_care: Money,
) -> Money:
    if not entitled_child_with_disability and not entitled_adult_disabled_since_childhood:
        return 0
    if state_care_counts:
        return disability_aid_in_state_care
    return disability_aid_granted


not_implemented("disability_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
