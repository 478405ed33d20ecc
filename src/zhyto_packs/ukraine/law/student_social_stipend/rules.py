"""Social stipend of students in a listed category who study at the state's expense."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1045 від 28.12.2016",
    since="2020-01-01",
    mark="assumption",
    uk="Студент денної форми коштом держави, до 23 років",
    en="A day student at the state's expense, under 23",
    note_uk="«До 23 років» читаємо як «поки не виповнилося 23»; дуальну форму записуємо як денну. Інше прочитання: разом із 23 роками.",
    note_en="«To 23» is read as until the 23rd birthday; dual education is recorded as day education. The alternative: 23 included.",
    source="S48",
)
def social_stipend_student(state_funded_study: str, studies_full_time: bool, age_of_person: int, student_age_limit: int) -> bool:
    return state_funded_study != "none" and studies_full_time and age_of_person < student_age_limit


@rule(
    entity="person",
    cite="постанова Кабінету Міністрів № 1045 від 28.12.2016",
    since="2020-01-01",
    until="2026-12-31",
    uk="Соціальна стипендія",
    en="Social stipend",
    note_uk="Сирота є в переліку; про інші категорії треба знати з документів.",
    note_en="An orphan is in the list; other categories must be known from papers.",
    source="S48",
)
def student_social_stipend(
    social_stipend_student: bool,
    orphan: bool,
    social_stipend_listed_category: bool,
    state_funded_study: str,
    social_stipend_amount: Table,
    social_stipend_orphan: Money,
) -> Money:
    if not social_stipend_student:
        return 0
    if orphan:
        return social_stipend_orphan
    if social_stipend_listed_category:
        return social_stipend_amount[state_funded_study]
    return 0


not_implemented("student_social_stipend", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
