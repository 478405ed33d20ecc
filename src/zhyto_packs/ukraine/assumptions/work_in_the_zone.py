"""Work within the zone does not take the supplement away; nobody records where the work is, so all who work are taken to work there."""

from zhyto.law import rule


@rule(
    entity="person",
    cite="закон 4695-IX від 03.12.2025, ст. 29",
    since="2026-01-01",
    mark="assumption",
    uk="Отримує пенсію, живе в зоні відселення від часу аварії і має за це статус",
    en="Receives a pension, has lived in a resettlement zone since the accident and has the status for it",
)
def chornobyl_zone_pensioner(
    radiation_zone: str, receives_pension: bool, chornobyl_category: str, lived_in_resettlement_zone_since_accident: bool
) -> bool:
    if radiation_zone not in ("mandatory", "guaranteed_voluntary") or not receives_pension:
        return False
    return chornobyl_category in ("1", "2", "3") and lived_in_resettlement_zone_since_accident
