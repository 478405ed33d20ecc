"""Open reading 45: where no leave is on record there was none, and the aid is paid from the birth."""

from zhyto.law import Date, Person, add_days, exists, rule


@rule(
    entity="person",
    cite="Закон 2811-XII, ст. 12-5",
    since="2020-01-01",
    mark="assumption",
    uk="Останній день відпустки через народження цієї дитини",
    en="Last day of the leave for the birth of this child",
)
def maternity_leave_end_for_child(birth_date: Date, maternity_leave_holder: Person) -> Date:
    before = add_days(birth_date, -1)
    if not exists(maternity_leave_holder):
        return before
    if maternity_leave_holder.maternity_leave_start > birth_date or maternity_leave_holder.maternity_leave_end < birth_date:
        return before
    return maternity_leave_holder.maternity_leave_end
