"""Aid for displaced persons under the resolution of 2014, until March 2022."""

from zhyto.law import Members, Money, count, not_in_force, rule, unknown


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 505 від 01.10.2014",
    since="2020-01-01",
    until="2022-02-28",
    mark="assumption",
    uk="Сума на цю людину, без межі на родину",
    en="Amount for this person, before the limit per family",
    note_uk="Дитиною вважаємо особу до 18 років, пенсіонером — того, хто отримує пенсію. Для людей з інвалідністю, студентів від 18 років "
    "і людей пенсійного віку без пенсії суму не встановлено. Інше прочитання: усі непрацездатні мають суму пенсіонера.",
    note_en="A child is a person under 18, a pensioner is one who receives a pension. For persons with a disability, students from 18 "
    "and those of pension age without a pension the amount is not established. The alternative: all unable to work have a pensioner's amount.",
)
def idp_2014_amount_of_person(
    idp_status: bool,
    age_of_person: int,
    majority_age: int,
    has_disability: bool,
    receives_pension: bool,
    reached_pension_age: bool,
    minor_or_student: bool,
    idp_2014_pensioner_or_child: Money,
    idp_2014_able: Money,
) -> Money:
    if not idp_status:
        return 0
    if has_disability:
        return unknown(
            "суму для людини з інвалідністю не встановлено; шукати в постанові № 505 / "
            "the amount for a person with a disability is not established; look in Resolution 505"
        )
    if age_of_person < majority_age or receives_pension:
        return idp_2014_pensioner_or_child
    if reached_pension_age or minor_or_student:
        return unknown(
            "суму для студента від 18 років і для людини пенсійного віку без пенсії не встановлено; шукати в постанові № 505 / "
            "the amount for a student from 18 and for one of pension age without a pension is not established; look in Resolution 505"
        )
    return idp_2014_able


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 505 від 01.10.2014",
    since="2020-01-01",
    until="2022-02-28",
    mark="remembered",
    uk="Сума на всю родину, без межі",
    en="Amount for the whole family, before the limit",
)
def idp_2014_amount_of_family(members: Members) -> Money:
    return sum(m.idp_2014_amount_of_person for m in members)


@rule(
    entity="household",
    cite="постанова Кабінету Міністрів № 505 від 01.10.2014",
    since="2020-01-01",
    until="2022-02-28",
    mark="assumption",
    uk="Сума родини не перевищує межі",
    en="The amount of the family is within the limit",
    note_uk="Межа на родину не менша за суму однієї людини, тому для одного переселенця вона не важить.",
    note_en="The limit per family is not below the amount of one person, so for one displaced person it does not matter.",
)
def idp_2014_within_family_limit(members: Members, idp_2014_amount_of_family: Money, idp_2014_family_limit: Money) -> bool:
    if count(m for m in members if m.idp_status) <= 1:
        return True
    return idp_2014_amount_of_family <= idp_2014_family_limit


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 505 від 01.10.2014",
    since="2020-01-01",
    until="2022-02-28",
    mark="remembered",
    uk="Допомога переселенцям до березня 2022 року",
    en="Aid for displaced persons until March 2022",
    note_uk="Відкрите питання 14: за березень 2022 року платять уже нову допомогу. Інше прочитання: ще цю.",
    note_en="Open reading 14: for March 2022 the new aid is paid already. The alternative: still this one.",
)
def idp_aid_2014(idp_status: bool, idp_2014_amount_of_person: Money, idp_2014_within_family_limit: bool) -> Money:
    if not idp_status:
        return 0
    if idp_2014_within_family_limit:
        return idp_2014_amount_of_person
    return unknown("як ділили між людьми суму в межах родини, не встановлено / how a limited sum was divided in the family is not established")


not_in_force("idp_2014_amount_of_person", since="2022-03-01", cite="постанова Кабінету Міністрів № 332 від 20.03.2022: діє допомога на проживання")
not_in_force("idp_2014_amount_of_family", since="2022-03-01", cite="постанова Кабінету Міністрів № 332 від 20.03.2022: діє допомога на проживання")
not_in_force("idp_2014_within_family_limit", since="2022-03-01", cite="постанова Кабінету Міністрів № 332 від 20.03.2022: діє допомога на проживання")
not_in_force("idp_aid_2014", since="2022-03-01", cite="постанова Кабінету Міністрів № 332 від 20.03.2022: діє допомога на проживання")
