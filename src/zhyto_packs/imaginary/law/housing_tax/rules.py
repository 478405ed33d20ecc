"""Housing tax: yearly, by the size of the home on 1 January."""

from zhyto.law import Area, Money, Quantity, round_half_up, rule


@rule(
    entity="household",
    period="year",
    cite="Housing Tax Act, art. 2",
    since="2010-01-01",
    uk="Податок на житло за рік",
    en="Housing tax of the year",
)
def housing_tax(
    housing_occupancy_status: str,
    accommodation_size: Area,
    housing_tax_rate: Quantity["money/m2"],
    housing_tax_minimum: Money,
) -> Money:
    if housing_occupancy_status in ("owner", "tenant"):
        return max(round_half_up(accommodation_size * housing_tax_rate, "0.01"), housing_tax_minimum)
    return 0


@rule(entity="household", cite="Housing Tax Act, art. 5", since="2010-01-01", uk="Податок на житло за місяць", en="Housing tax of a month")
def housing_tax_of_month(housing_tax: Money) -> Money:
    return round_half_up(housing_tax / 12, "0.01")
