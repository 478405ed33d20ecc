"""Social stipend of students in a listed category: at a university at the state's expense, at a college whoever pays."""

from zhyto.law import Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 2745-VIII, ст. 54",
    since="2020-01-01",
    mark="read",
    uk="Навчається у фаховому коледжі, хто б за це не платив",
    en="Studies at a college, whoever pays for it",
    source="S140 2745-19",
)
def social_stipend_at_college(state_funded_study: str, college_study_for_fee: bool) -> bool:
    return state_funded_study == "college" or college_study_for_fee


@rule(
    entity="person",
    cite="Закон 2745-VIII, ст. 54; Закон 1556-VII, ст. 62; постанова Кабінету Міністрів № 1045 від 28.12.2016",
    since="2020-01-01",
    mark="assumption",
    uk="Студент денної форми, до 23 років",
    en="A day student, under 23",
    note_uk="У коледжі — хто б не платив за навчання, в університеті — коштом держави чи громади. "
    "«До 23 років» читаємо як «поки не виповнилося 23»; дуальну форму записуємо як денну. Інше прочитання: разом із 23 роками.",
    note_en="At a college whoever pays for the study, at a university at the expense of the state or a hromada. "
    "«To 23» is read as until the 23rd birthday; dual education is recorded as day education. The alternative: 23 included.",
    source="S48, S140 2745-19",
)
def social_stipend_student(
    state_funded_study: str, social_stipend_at_college: bool, studies_full_time: bool, age_of_person: int, student_age_limit: int
) -> bool:
    return (state_funded_study == "university" or social_stipend_at_college) and studies_full_time and age_of_person < student_age_limit


@rule(
    entity="person",
    cite="Закон 1556-VII, ст. 62; Закон 2745-VIII, ст. 54",
    since="2020-01-01",
    mark="read",
    uk="З двох стипендій обрано соціальну",
    en="Of the two stipends the social one was chosen",
    note_uk="Соціальну стипендію призначено, і студент не сирота, тож академічної він не має.",
    note_en="The social stipend was granted, and the student is not an orphan, so there is no academic one.",
    source="S140 1556-18, 2745-19",
)
def social_stipend_chosen(receives_social_stipend: bool, orphan: bool) -> bool:
    return receives_social_stipend and not orphan


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
    social_stipend_at_college: bool,
    social_stipend_college: Money,
    social_stipend_university: Money,
    social_stipend_orphan: Money,
) -> Money:
    if not social_stipend_student:
        return 0
    if orphan:
        return social_stipend_orphan
    if not social_stipend_listed_category:
        return 0
    return social_stipend_college if social_stipend_at_college else social_stipend_university


not_implemented("student_social_stipend", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
