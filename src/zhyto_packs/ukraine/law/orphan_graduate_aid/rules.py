"""One-off aid of an orphan on leaving school: at least six subsistence minimums."""

from zhyto.law import Money, Month, Ratio, at, last_day, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 2342-IV, ст. 8",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Допомога сироті після закінчення навчання",
    en="Aid of an orphan on leaving school",
    note_uk="Право й розмір прочитано в законі: не менше шести прожиткових мінімумів людини цього віку. Показуємо найменшу суму в місяць випуску, "
    "без одягу і взуття. Інше прочитання: у місяць виплати.",
    note_en="The right and the amount are read in the law: at least six subsistence minimums of a person of that age. Shown is the smallest amount, "
    "in the month of leaving, without clothes and shoes. The alternative: in the month of payment.",
    source="S140 2342-15",
)
def orphan_graduate_aid(
    month: Month, orphan: bool, left_school: bool, subsistence_minimum_of_person: Money, orphan_graduate_minimums: Ratio
) -> Money:
    if not orphan or left_school or not at(left_school, last_day(month)):
        return 0
    return round_half_up(subsistence_minimum_of_person * orphan_graduate_minimums, "0.01")


not_implemented("orphan_graduate_aid", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
