"""Payment for the care of a person injured at work."""

from zhyto.law import Money, Table, not_implemented, round_half_up, rule


@rule(
    entity="person",
    cite="Закон 1105-XIV, ст. 36, ч. 3",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Оплата догляду за потерпілим на виробництві, щонайменше",
    en="Payment for the care of a person injured at work, at least",
    note_uk="Закон дає найменшу суму: мінімальна зарплата на день виплати, половина чи чверть її. Якщо потрібно кілька видів догляду, враховано "
    "записаний; чи їх додають, у законі не сказано.",
    note_en="The law gives the least sum: the minimum wage of the day of payment, half or a quarter of it. Where several kinds of care are needed, the "
    "recorded one counts; the law does not say whether they are added.",
    source="S140 1105-14",
)
def work_injury_care(work_injury_care_kind: str, work_injury_care_share: Table, minimum_wage: Money) -> Money:
    if work_injury_care_kind == "none":
        return 0
    return round_half_up(minimum_wage * work_injury_care_share[work_injury_care_kind], "0.01")


not_implemented("work_injury_care", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
