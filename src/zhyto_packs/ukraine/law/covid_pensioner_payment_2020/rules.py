"""One-off payment to pensioners in April 2020. A temporary law: in force in its month, and not before or after."""

from zhyto.law import Money, not_in_force, rule

not_in_force(
    "covid_pensioner_payment_2020", since="2020-01-01", until="2020-03-31", cite="постанова Кабінету Міністрів № 251 від 01.04.2020"
)


@rule(
    entity="person",
    cite="Закон 1058-IV",
    since="2020-01-01",
    mark="assumption",
    uk="Може мати пенсію (за віком, з інвалідності або в разі втрати годувальника)",
    en="May hold a pension (old-age, disability or survivor's)",
    note_uk="Пенсію шукаємо лише в тих, хто досяг пенсійного віку, має інвалідність, отримує пенсію в разі втрати годувальника або "
    "пільгову. Інше прочитання: у кожного.",
    note_en="A pension is looked for only with those of pension age, with a disability, with a survivor's pension or a preferential one. "
    "The alternative: with everybody.",
)
def covid_may_hold_pension(
    early_old_age_pension: bool, has_survivor_pension: bool, has_disability: bool, reached_pension_age: bool
) -> bool:
    return early_old_age_pension or has_survivor_pension or has_disability or reached_pension_age


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-01-01",
    mark="assumption",
    uk="Отримує соціальну допомогу замість пенсії",
    en="Receives social aid in place of a pension",
    note_uk="Так записано, або призначено допомогу тим, хто не має права на пенсію (також дитині померлого годувальника), або повнолітній "
    "людині з інвалідністю з дитинства. Інше прочитання: також допомогу на дитину з інвалідністю.",
    note_en="It is recorded so, or the aid of those without a right to a pension (of a child of a deceased breadwinner too) was granted, or "
    "that of an adult disabled since childhood. The alternative: that of a child with a disability too.",
    source="S25",
)
def has_aid_in_place_of_pension(
    social_aid_in_place_of_pension: bool,
    receives_no_pension_right_aid: bool,
    receives_bereaved_child_aid: bool,
    receives_disability_aid: bool,
    age_of_person: int,
    majority_age: int,
) -> bool:
    if social_aid_in_place_of_pension or receives_no_pension_right_aid or receives_bereaved_child_aid:
        return True
    return age_of_person >= majority_age and receives_disability_aid


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 251 від 01.04.2020",
    since="2020-04-01",
    until="2020-04-30",
    uk="Разова виплата пенсіонерам у квітні 2020 року",
    en="One-off payment to pensioners in April 2020",
    source="S25",
)
def covid_pensioner_payment_2020(
    has_aid_in_place_of_pension: bool,
    covid_may_hold_pension: bool,
    receives_pension: bool,
    monthly_pension: Money,
    covid_pensioner_limit: Money,
    covid_pensioner_amount: Money,
) -> Money:
    if has_aid_in_place_of_pension:
        return covid_pensioner_amount
    if not covid_may_hold_pension or not receives_pension:
        return 0
    if monthly_pension > covid_pensioner_limit:
        return 0
    return covid_pensioner_amount


not_in_force("covid_pensioner_payment_2020", since="2020-05-01", cite="постанова Кабінету Міністрів № 251 від 01.04.2020")
