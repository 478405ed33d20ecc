"""Academic stipend: its smallest amount, for students whom the school awarded one."""

from zhyto.law import Money, Table, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 1556-VII, ст. 62; Закон 2745-VIII, ст. 54; постанова Кабінету Міністрів про розміри стипендій (номер не встановлено)",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Академічна стипендія, найменший розмір",
    en="Academic stipend, smallest amount",
    note_uk="Її призначає заклад освіти за рейтингом; відмінникам дають більше, цього не враховано. З двох стипендій студент обирає одну, а "
    "сирота має обидві (прочитано в законі). Інше прочитання: кожному, хто вчиться коштом держави.",
    note_en="The school awards it by rating; the best have more, which is left out. Of the two stipends a student chooses one, and an orphan has "
    "both (read in the law). The alternative: to all who study at the state's expense.",
    source="S48, S140 1556-18, 2745-19",
)
def student_academic_stipend(
    academic_stipend_awarded: bool, state_funded_study: str, social_stipend_chosen: bool, academic_stipend_minimum: Table
) -> Money:
    if not academic_stipend_awarded or state_funded_study == "none":
        return 0
    if social_stipend_chosen:
        return 0
    return academic_stipend_minimum[state_funded_study]


not_implemented("student_academic_stipend", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
