"""Burial aid of the insurance: for an insured person, and for a family member who depended on one."""

from zhyto.law import Date, Members, Money, Person, add_months, at, not_implemented, nth, rule


@rule(
    entity="person",
    cite="Закон 1105-XIV, ст. 13, 20",
    since="2020-01-01",
    mark="read",
    uk="Смерть не дає допомоги за страхуванням: пенсіонер, зареєстрований безробітний або нещасний випадок на виробництві",
    en="The death gives no aid of the insurance: a pensioner, a registered unemployed person, or an accident at work",
    source="S140 1105-14",
)
def burial_not_by_insurance(receives_pension: bool, registered_unemployed: bool, died_of_work_accident: bool) -> bool:
    return receives_pension or registered_unemployed or died_of_work_accident


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 20",
    since="2020-01-01",
    mark="read",
    uk="У родині є застрахована людина, яка живе",
    en="The household has a living insured person",
    source="S140 1105-14",
)
def living_insured_member(members: Members) -> bool:
    return any((m.insured or m.is_working) and not m.died_this_month for m in members)


@rule(
    entity="person",
    cite="Закон 1105-XIV, ст. 20",
    since="2020-01-01",
    mark="assumption",
    uk="Кого із сім'ї ховають за страхуванням того, хто утримував",
    en="Family member who is buried by the insurance of the one who kept them",
    note_uk="Подружжя, діти до 18 років (на денному навчанні до 23), батьки й інші рідні, записані як утриманці, без зарплати й пенсії. "
    "Інше прочитання: ступінь спорідненості за документами.",
    note_en="A spouse, children under 18 (in day education under 23), parents and other relatives recorded as dependent, without a wage or a pension. "
    "The alternative: the degree of kinship by documents.",
    source="S140 1105-14",
)
def kept_by_insured(role: str, minor_or_student: bool, dependent_on_family: bool, living_insured_member: bool) -> bool:
    return living_insured_member and (dependent_on_family or (role == "child" and minor_or_student))


@rule(
    entity="person",
    cite="Закон 1105-XIV, ст. 13, 20",
    since="2020-01-01",
    mark="assumption",
    uk="Померла застрахована особа або її утриманець",
    en="An insured person, or one they kept, has died",
    note_uk="Хто працює, за того сплачують внески. Інше прочитання: лише той, кого так записано.",
    note_en="For who works contributions are paid. The alternative: only for whom it is recorded.",
    source="S140 1105-14",
)
def burial_as_insured(
    died_this_month: bool, insured: bool, is_working: bool, kept_by_insured: bool, burial_not_by_insurance: bool
) -> bool:
    return died_this_month and (insured or is_working or kept_by_insured) and not burial_not_by_insurance


@rule(
    entity="person",
    cite="Закон 1105-XIV, ст. 21; постанова правління Пенсійного фонду № 6-1 від 06.02.2026",
    since="2020-01-01",
    uk="Допомога за день смерті цієї людини",
    en="Aid by the day of this person's death",
    source="S110",
)
def burial_aid_for_insured(burial_as_insured: bool, death_date: Date, burial_insured_amount: Money) -> Money:
    if not burial_as_insured:
        return 0
    return at(burial_insured_amount, death_date)


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 24, ч. 5",
    since="2020-01-01",
    mark="read",
    uk="За кого допомога (перший, якщо їх кілька)",
    en="For whom the aid is (the first, where there are several)",
    source="S140 1105-14",
)
def buried_by_insurance(members: Members) -> Person:
    return nth((m for m in members if m.burial_as_insured), 1, by="birth_date")


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 24, ч. 5",
    since="2020-01-01",
    mark="read",
    uk="Останній день для заяви: шість місяців від дня смерті",
    en="Last day to claim: six months from the day of the death",
    source="S140 1105-14",
)
def burial_of_insured_claim_until(buried_by_insurance: Person, burial_insured_claim_months: int) -> Date:
    return add_months(buried_by_insurance.death_date, burial_insured_claim_months)


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 13, 20, 21",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Допомога на поховання застрахованої особи або її утриманця",
    en="Burial aid for an insured person or one they kept",
    source="S140 1105-14",
)
def burial_of_insured(members: Members) -> Money:
    return sum(m.burial_aid_for_insured for m in members)


not_implemented("burial_of_insured", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
