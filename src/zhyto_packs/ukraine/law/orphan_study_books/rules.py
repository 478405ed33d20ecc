"""Yearly aid of an orphan for study books: at least three social stipends, in September."""

from zhyto.law import Money, Month, Ratio, month_number, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2342-IV, ст. 8",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога сироті на навчальну літературу",
    en="Aid of an orphan for study books",
    note_uk="Право й розмір прочитано в законі: не менше трьох стипендій, протягом 30 днів від початку навчального року. Показуємо найменшу суму у "
    "вересні. Інше прочитання: у жовтні.",
    note_en="The right and the amount are read in the law: at least three stipends, within 30 days from the start of the school year. Shown is the "
    "smallest amount, in September. The alternative: in October.",
    source="S140 2342-15",
)
def orphan_study_books(
    month: Month,
    orphan: bool,
    social_stipend_student: bool,
    social_stipend_orphan: Money,
    orphan_books_stipends: Ratio,
    school_year_first_month: int,
) -> Money:
    if month_number(month) != school_year_first_month:
        return 0
    if not orphan or not social_stipend_student:
        return 0
    return round_half_up(social_stipend_orphan * orphan_books_stipends, "0.01")


not_implemented("orphan_study_books", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
