"""Open reading 45: where no leave is on record there was none, and the aid is paid from the birth."""

from zhyto.law import Date, add_days, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день відпустки через народження цієї дитини",
    en="Last day of the leave for the birth of this child",
)
def maternity_leave_end_for_child(birth_date: Date, family_leave_start: Date, family_leave_end: Date) -> Date:
    if family_leave_start <= birth_date <= family_leave_end:
        return family_leave_end
    return add_days(birth_date, -1)
