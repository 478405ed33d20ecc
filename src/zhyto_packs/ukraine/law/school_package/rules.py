"""School package: once for each first-grader, from 2026."""

from zhyto.law import Money, Month, not_implemented, not_in_force, rule

not_in_force("school_package", since="2020-01-01", until="2025-12-31", cite="Закон 4681-IX від 05.11.2025")


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 18-8, п. 1-3 прикінцевих положень",
    since="2026-01-01",
    until="2026-12-31",
    known="2025-11-05",
    mark="assumption",
    uk="Пакунок школяра",
    en="School package",
    note_uk="Суму й коло дітей прочитано в законі. Порядок заяви встановлює уряд: беремо місяць заяви. Інше прочитання: усім разом перед вереснем.",
    note_en="The amount and the children are read in the law. How it is claimed is for the government: the month of the claim is taken. "
    "The alternative: to all at once, before September.",
    source="S140 2811-12",
)
def school_package(first_grader: bool, school_package_claim_month: Month, month: Month, school_package_amount: Money) -> Money:
    if not first_grader or school_package_claim_month != month:
        return 0
    return school_package_amount


not_implemented("school_package", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
