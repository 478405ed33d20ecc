"""Pension supplement for pensioners who do not work and live in a contaminated zone."""

from zhyto.law import Money, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991",
    since="2020-01-01",
    uk="Не працює, отримує пенсію і живе в зоні відселення",
    en="Does not work, receives a pension and lives in a resettlement zone",
    note_uk="Зона обов'язкового або гарантованого добровільного відселення; зона посиленого контролю права не дає.",
    note_en="The zone of mandatory or of guaranteed voluntary resettlement; the zone of enhanced control gives no right.",
    source="S42",
)
def chornobyl_zone_pensioner(radiation_zone: str, employed: bool, receives_pension: bool) -> bool:
    return radiation_zone in ("mandatory", "guaranteed_voluntary") and not employed and receives_pension


@rule(
    entity="person",
    cite="Закон 796-XII від 28.02.1991; закон про Державний бюджет на відповідний рік",
    since="2020-01-01",
    until="2026-12-31",
    uk="Доплата до пенсії за проживання на забрудненій території",
    en="Pension supplement for living in a contaminated zone",
    source="S42",
)
def chornobyl_pension_supplement(chornobyl_zone_pensioner: bool, chornobyl_pension_supplement_amount: Money) -> Money:
    if not chornobyl_zone_pensioner:
        return 0
    return chornobyl_pension_supplement_amount


not_implemented("chornobyl_pension_supplement", since="2027-01-01", missing="закони й суми 2027 року / the laws and amounts of 2027")
