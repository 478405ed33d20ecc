"""Pension supplement for pensioners who do not work and live in a contaminated zone."""

from zhyto.law import Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991; рішення Конституційного Суду № 6-р/2018",
    since="2020-01-01",
    until="2024-12-31",
    name="chornobyl_zone_pensioner",
    mark="assumption",
    uk="Не працює, отримує пенсію і живе в зоні відселення",
    en="Does not work, receives a pension and lives in a resettlement zone",
    note_uk="До 2025 року закон суми не називав, доплату призначали суди: кому саме, залежить від рішення. Інше прочитання: без рішення суду права немає.",
    note_en="Until 2025 the law named no sum and courts awarded the supplement: to whom depends on the decision. The alternative: without a court's "
    "decision there is no right.",
    source="S96, S140 796-12",
)
def chornobyl_zone_pensioner_until_2024(radiation_zone: str, employed: bool, receives_pension: bool) -> bool:
    return radiation_zone in ("mandatory", "guaranteed_voluntary") and not employed and receives_pension


@rule(
    entity="person",
    cite="закон 4059-IX від 19.11.2024, ст. 45; закон 4695-IX від 03.12.2025, ст. 29",
    since="2025-01-01",
    mark="assumption",
    uk="Не працює, отримує пенсію, живе в зоні відселення від часу аварії і має за це статус",
    en="Does not work, receives a pension, has lived in a resettlement zone since the accident and has the status for it",
    note_uk="Зона безумовного або гарантованого добровільного відселення; зона посиленого контролю права не дає, як і повернення чи пізніший переїзд до зони. "
    "Праця будь-де позбавляє доплати. Інше прочитання: праця в самій зоні — ні.",
    note_en="The zone of mandatory or of guaranteed voluntary resettlement; the zone of enhanced control gives no right, nor does coming back or moving in "
    "later. Any work takes the supplement away. The alternative: work within the zone does not.",
    source="S140 4059-20, 4695-20",
)
def chornobyl_zone_pensioner(
    radiation_zone: str,
    employed: bool,
    receives_pension: bool,
    chornobyl_category: str,
    lived_in_resettlement_zone_since_accident: bool,
) -> bool:
    if radiation_zone not in ("mandatory", "guaranteed_voluntary") or employed or not receives_pension:
        return False
    return chornobyl_category in ("1", "2", "3") and lived_in_resettlement_zone_since_accident


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991; закон про Державний бюджет на відповідний рік",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Доплата до пенсії за проживання на забрудненій території",
    en="Pension supplement for living in a contaminated zone",
    source="S140 4059-20, 4695-20",
)
def chornobyl_pension_supplement(chornobyl_zone_pensioner: bool, chornobyl_pension_supplement_amount: Money) -> Money:
    if not chornobyl_zone_pensioner:
        return 0
    return chornobyl_pension_supplement_amount


not_implemented("chornobyl_pension_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
