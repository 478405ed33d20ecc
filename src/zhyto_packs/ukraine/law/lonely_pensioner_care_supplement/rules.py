"""Care supplement for a lonely pensioner of 80 or more: the conditions are known, the amount is not."""

from zhyto.law import Money, not_implemented, rule, unknown


@rule(
    entity="person",
    cite="пенсійне законодавство (акт про надбавку на догляд не встановлено)",
    since="2020-01-01",
    mark="assumption",
    uk="Одинокий пенсіонер від 80 років, який потребує догляду",
    en="A lonely pensioner of 80 or more who needs care",
    note_uk="З якого дня діє надбавка, не встановлено; умови беремо ті самі для всіх років. Інше прочитання: раніше умови були інші.",
    note_en="From what day the supplement is in force is not established; the conditions are taken to be the same in all years. "
    "The alternative: the conditions were others before.",
    source="S50",
)
def lonely_pensioner_in_care(
    lonely: bool, needs_constant_care: bool, age_of_person: int, lonely_care_age: int, receives_pension: bool
) -> bool:
    return lonely and needs_constant_care and age_of_person >= lonely_care_age and receives_pension


@rule(
    entity="person",
    cite="пенсійне законодавство (акт про надбавку на догляд не встановлено)",
    since="2020-01-01",
    until="2026-12-31",
    uk="Надбавка на догляд одинокому пенсіонерові",
    en="Care supplement for a lonely pensioner",
    source="S50",
)
def lonely_pensioner_care_supplement(lonely_pensioner_in_care: bool) -> Money:
    if not lonely_pensioner_in_care:
        return 0
    return unknown(
        "розмір надбавки не встановлено; шукати постанову Кабінету Міністрів про надбавку на догляд до пенсії / "
        "the amount of the supplement is not established; look for the Cabinet resolution on the care supplement to the pension"
    )


not_implemented("lonely_pensioner_care_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
