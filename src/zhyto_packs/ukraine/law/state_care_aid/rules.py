"""State care aid to pensioners who need care (Law 1727-IV, articles 7 and 8): by the ground, one of them, not while care is paid otherwise."""

from zhyto.law import Date, Members, Money, Ratio, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 1, 7",
    since="2020-01-01",
    mark="read",
    uk="Одинока людина, яка за висновком лікарів потребує постійного догляду",
    en="A lonely person who by medical opinion needs constant care",
    source="S140 1727-15",
)
def lonely_in_need_of_care(lonely: bool, needs_constant_care: bool) -> bool:
    return lonely and needs_constant_care


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 6",
    since="2020-01-01",
    mark="read",
    uk="Одинокий пенсіонер від 80 років, який потребує догляду",
    en="A lonely pensioner of 80 or more who needs care",
    source="S140 1727-15",
)
def lonely_pensioner_in_care(lonely_in_need_of_care: bool, age_of_person: int, lonely_care_age: int, receives_pension: bool) -> bool:
    return lonely_in_need_of_care and age_of_person >= lonely_care_age and receives_pension


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 2; ст. 8, п. 1, 2, 4",
    since="2020-01-01",
    mark="read",
    uk="Воював (воювала) у Другій світовій війні",
    en="Fought in the Second World War",
    note_uk="Хто народився після неї, не міг воювати.",
    note_en="Whoever was born after it cannot have fought.",
    source="S140 1727-15",
)
def fought_before_1945(birth_date: Date, child_of_war_born_until: Date, fought_in_second_world_war: bool) -> bool:
    return birth_date <= child_of_war_born_until and fought_in_second_world_war


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 1, 2; ст. 8",
    since="2020-01-01",
    mark="read",
    uk="Частка за інвалідністю внаслідок війни",
    en="Share by a disability due to war",
    source="S140 1727-15",
)
def care_aid_share_by_war(
    war_status: str,
    has_war_disability: bool,
    military_disability_pension: bool,
    disability_subgroup: str,
    fought_before_1945: bool,
    lonely_in_need_of_care: bool,
    care_aid_share_military_group_I: Table,
    care_aid_share_group_I: Table,
    care_aid_share_lonely_war_group_II: Ratio,
    care_aid_share_lonely: Ratio,
) -> Ratio:
    if not has_war_disability:
        return 0
    if war_status == "disability_I":
        if military_disability_pension or fought_before_1945:
            return care_aid_share_military_group_I[disability_subgroup]
        return care_aid_share_group_I[disability_subgroup]
    if not lonely_in_need_of_care:
        return 0
    if war_status == "disability_II" and (military_disability_pension or fought_before_1945):
        return care_aid_share_lonely_war_group_II
    return care_aid_share_lonely


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 3; ст. 8, п. 1, 3, 4",
    since="2020-01-01",
    mark="read",
    uk="Частка за військовою пенсією за вислугу років",
    en="Share by a military long-service pension",
    source="S140 1727-15",
)
def care_aid_share_by_service(
    military_long_service_pension: bool,
    disability_group: str,
    disability_subgroup: str,
    lonely_in_need_of_care: bool,
    care_aid_share_military_group_I: Table,
    care_aid_share_lonely: Ratio,
) -> Ratio:
    if not military_long_service_pension:
        return 0
    if disability_group == "I":
        return care_aid_share_military_group_I[disability_subgroup]
    if lonely_in_need_of_care:
        return care_aid_share_lonely
    return 0


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 6; ст. 8, п. 6",
    since="2020-01-01",
    mark="read",
    uk="Частка за віком від 80 років",
    en="Share by the age of 80",
    note_uk="Пенсія за Законом 1058-IV або військова.",
    note_en="With a pension under Law 1058-IV, or a military one.",
    source="S140 1727-15",
)
def care_aid_share_by_age(
    lonely_pensioner_in_care: bool,
    pension_under_other_law: bool,
    military_long_service_pension: bool,
    military_disability_pension: bool,
    care_aid_share_from_80: Ratio,
) -> Ratio:
    if not lonely_pensioner_in_care:
        return 0
    if pension_under_other_law and not military_long_service_pension and not military_disability_pension:
        return 0
    return care_aid_share_from_80


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, п. 4, 5; ст. 8, п. 3, 5",
    since="2020-01-01",
    mark="assumption",
    uk="Частка за малим доходом",
    en="Share by a small income",
    note_uk="Малозабезпеченою вважаємо людину, чий середній дохід за шість місяців не більший за прожитковий мінімум особи, яка втратила "
    "працездатність, як для допомоги без права на пенсію. Інше прочитання: рахують дохід сім'ї.",
    note_en="A low-income person is taken to be one whose average income of six months is not above the subsistence minimum of those who lost the ability "
    "to work, as for the aid without a pension right. The alternative: the family's income is counted.",
    source="S140 1727-15",
)
def care_aid_share_by_income(
    disability_group: str,
    disability_subgroup: str,
    lonely_in_need_of_care: bool,
    no_pension_income_within_limit: bool,
    care_aid_share_group_I: Table,
    care_aid_share_lonely: Ratio,
) -> Ratio:
    if disability_group != "I" and not lonely_in_need_of_care:
        return 0
    if not no_pension_income_within_limit:
        return 0
    if disability_group == "I":
        return care_aid_share_group_I[disability_subgroup]
    return care_aid_share_lonely


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, ч. 2, 4",
    since="2020-01-01",
    mark="assumption",
    uk="Догляд уже оплачують інакше, або людина працює чи живе на повному державному утриманні",
    en="Care is paid otherwise already, or the person works or is kept wholly by the state",
    note_uk="Компенсацію за догляд, яку отримує хтось із родини, вважаємо сплаченою за кожного в ній, хто потребує такого догляду. "
    "Людині з I групою праця не заважає.",
    note_en="Compensation for care that somebody of the household receives is taken to be paid for everyone in it who needs such care. "
    "Work is no obstacle in group I.",
    source="S140 1727-15",
)
def state_care_aid_refused(
    members: Members,
    unpaid_care_needed: bool,
    receives_work_injury_care: bool,
    on_full_state_care: bool,
    is_working: bool,
    disability_group: str,
    war_status: str,
) -> bool:
    if on_full_state_care or receives_work_injury_care:
        return True
    if is_working and disability_group != "I" and war_status != "disability_I":
        return True
    return unpaid_care_needed and any(m.receives_unpaid_carer_compensation for m in members)


@rule(
    entity="person",
    cite="Закон 1727-IV, ст. 7, 8",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Державна допомога на догляд",
    en="State care aid",
    note_uk="За кількома підставами платять одну, тут найбільшу; частка за малим доходом не більша за інші, тож її беремо, коли інших немає.",
    note_en="Of several grounds one is paid, here the largest; the share by a small income is not above the others, so it is taken where there is no other.",
    source="S140 1727-15",
)
def state_care_aid(
    receives_pension: bool,
    has_survivor_pension: bool,
    care_aid_share_by_war: Ratio,
    care_aid_share_by_service: Ratio,
    care_aid_share_by_age: Ratio,
    care_aid_share_by_income: Ratio,
    state_care_aid_refused: bool,
    subsistence_minimum_lost_ability: Money,
) -> Money:
    if not receives_pension or has_survivor_pension:
        return 0
    untested = max(care_aid_share_by_war, care_aid_share_by_service, care_aid_share_by_age)
    share = untested if untested > 0 else care_aid_share_by_income
    if share == 0 or state_care_aid_refused:
        return 0
    return round_half_up(subsistence_minimum_lost_ability * share, "0.01")


not_implemented("state_care_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
