"""Payment for the care of a person injured at work."""

from zhyto.law import Money, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="законодавство про страхування від нещасного випадку на виробництві",
    since="2020-01-01",
    until="2026-12-31",
    mark="assumption",
    uk="Оплата догляду за потерпілим на виробництві",
    en="Payment for the care of a person injured at work",
    note_uk="Мінімальну зарплату беремо ту, що діє цього місяця. Інше прочитання: на 1 січня. Якщо потрібно кілька видів догляду, враховано "
    "записаний; чи їх додають, не встановлено.",
    note_en="The minimum wage in force in the month is taken. The alternative: that of 1 January. Where several kinds of care are needed, the "
    "recorded one counts; whether they are added is not established.",
    source="S39",
)
def work_injury_care(work_injury_care_kind: str, work_injury_care_share: Table, minimum_wage: Money) -> Money:
    if work_injury_care_kind == "none":
        return 0
    return round_half_up(minimum_wage * work_injury_care_share[work_injury_care_kind], "0.01")


not_implemented("work_injury_care", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
