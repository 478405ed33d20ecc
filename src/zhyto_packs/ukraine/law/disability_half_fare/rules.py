"""Half fare between towns from 1 October to 15 May for persons with a disability."""

from zhyto.law import Month, month_number, not_implemented, rule


@rule(
    entity="person",
    cite="Закон 875-XII, ст. 38-1",
    since="2020-01-01",
    until="2026-12-31",
    mark="read",
    uk="Половина ціни квитка взимку людині з інвалідністю",
    en="Half fare in the winter months for a person with a disability",
    note_uk="У травні діє до 15-го числа включно.",
    note_en="In May it holds to the 15th, that day included.",
    source="S140 875-12",
)
def disability_half_fare(month: Month, has_disability: bool, half_fare_first_month: int, half_fare_months: int) -> bool:
    months_since_its_start = (month_number(month) - half_fare_first_month + 12) % 12
    return has_disability and months_since_its_start < half_fare_months


not_implemented("disability_half_fare", since="2027-01-01", missing="закони 2027 року / the laws of 2027")
