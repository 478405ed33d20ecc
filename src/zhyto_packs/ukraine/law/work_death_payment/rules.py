"""One-off payments where somebody died of an accident at work: to the family, and to each whom they kept."""

from zhyto.law import Members, Money, count, not_implemented, rule, unknown


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 36, ч. 5",
    since="2020-01-01",
    mark="read",
    uk="Скільки в родині загинуло на виробництві цього місяця",
    en="How many of the household died of an accident at work in the month",
    source="S140 1105-14",
)
def work_deaths(members: Members) -> int:
    return count(m for m in members if m.died_this_month and m.died_of_work_accident)


@rule(
    entity="household",
    cite="Закон 1105-XIV у редакції до 2023 року",
    since="2020-01-01",
    until="2022-12-31",
    name="work_death_payment",
    mark="assumption",
    uk="Разові виплати родині загиблого на виробництві",
    en="One-off payments to the family of one who died of an accident at work",
    note_uk="Статтю прочитано в редакції лютого 2026 року, суми до 2023 року не встановлено. Інше прочитання: ті самі.",
    note_en="The article was read as of February 2026; the sums before 2023 are not established. The alternative: the same.",
    source="S140 1105-14",
)
def work_death_payment_before_2023(work_deaths: int) -> Money:
    if work_deaths == 0:
        return 0
    return unknown(
        "суми до 2023 року не встановлено; шукати Закон 1105-XIV у тодішній редакції / "
        "the sums before 2023 are not established; look in Law 1105-XIV as it was then"
    )


@rule(
    entity="household",
    cite="Закон 1105-XIV, ст. 36, ч. 5",
    since="2023-01-01",
    until="2026-12-31",
    mark="read",
    uk="Разові виплати родині загиблого на виробництві",
    en="One-off payments to the family of one who died of an accident at work",
    note_uk="Мінімальна зарплата — та, що діє в місяць смерті. Кожного, кого загиблий утримував, має бути записано; дитина, яка народиться за десять "
    "місяців, має виплату теж.",
    note_en="The minimum wage is that of the month of the death. Everyone whom the deceased kept has to be recorded; a child born within ten months has "
    "the payment too.",
    source="S140 1105-14",
)
def work_death_payment(
    work_deaths: int, members: Members, minimum_wage: Money, work_death_family_wages: int, work_death_dependant_wages: int
) -> Money:
    if work_deaths == 0:
        return 0
    kept = count(m for m in members if m.kept_by_work_victim and not m.died_this_month)
    return minimum_wage * (work_death_family_wages * work_deaths + work_death_dependant_wages * kept)


not_implemented("work_death_payment", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
