"""Every word of the law language, for the comparison of the two evaluators."""

from zhyto.law import (
    Area,
    Date,
    Members,
    Money,
    Month,
    Person,
    Ratio,
    Scale,
    Table,
    add_days,
    add_months,
    add_years,
    age,
    at,
    average,
    bracket,
    count,
    date,
    days_between,
    due,
    exception,
    exists,
    first_day,
    january,
    last_day,
    marginal,
    month_number,
    month_of,
    months_between,
    not_implemented,
    not_in_force,
    nth,
    order,
    quarter,
    round_down,
    round_half_up,
    round_up,
    rule,
    since,
    total,
    unknown,
    year,
)  # fmt: skip


@rule(entity="person", cite="a", since="2019-01-01", uk="1", en="1")
def age_now(birth_date: Date, day: Date) -> int:
    return age(birth_date, day)


@rule(entity="person", cite="a", since="2019-01-01", uk="2", en="2")
def is_child(age_now: int, adult: int, role: str) -> bool:
    return age_now < adult and role == "child"


@rule(entity="household", cite="a", since="2019-01-01", uk="3", en="3")
def children(members: Members) -> int:
    return count(m for m in members if m.is_child)


@rule(entity="household", cite="a", since="2019-01-01", uk="4", en="4")
def income(members: Members) -> Money:
    return sum(m.all_income for m in members if not m.is_child)


@rule(entity="person", cite="a", since="2019-01-01", uk="5", en="5")
def place_by_age(members: Members) -> int:
    return order(m.birth_date for m in members if m.is_child)


@rule(entity="household", cite="a", since="2019-01-01", uk="6", en="6")
def head(members: Members) -> Person:
    return nth((m for m in members if m.age_now >= 18), 1, by="birth_date")


@rule(entity="household", cite="a", since="2019-01-01", uk="7", en="7")
def head_income(head: Person) -> Money:
    if not exists(head):
        return 0
    return head.earned


@rule(entity="household", cite="a", since="2019-01-01", uk="8", en="8")
def eldest(members: Members, started: Date) -> Date:
    return min((m.birth_date for m in members if m.student), default=started)


@rule(entity="household", cite="a", since="2019-01-01", uk="9", en="9")
def richest(members: Members, minimum: Money) -> Money:
    return max((m.earned for m in members if m.age_now >= 18), default=minimum)


@rule(entity="household", cite="a", since="2019-01-01", uk="10", en="10")
def someone_studies(members: Members) -> bool:
    return any(m.student for m in members)


@rule(entity="household", cite="a", since="2019-01-01", uk="11", en="11")
def all_grown_study(members: Members) -> bool:
    return all(m.student for m in members if m.age_now >= 18)


@rule(entity="person", cite="a", since="2019-01-01", uk="12", en="12")
def claim_window(all_income: Money, claim_month: Month) -> Money:
    last = quarter(claim_month - 1) - 1
    return round_half_up(average(all_income, last - 5, last), "0.01")


@rule(entity="person", cite="a", since="2019-01-01", uk="13", en="13")
def fixed_window(earned: Money, month: Month) -> Money:
    return total(earned, month - 3, month - 1)


@rule(entity="person", cite="a", since="2019-01-01", uk="11а", en="11a")
def on_record(earned_on_record: Money, month: Month) -> Money:
    return earned_on_record + total(earned_on_record, month - 2, month - 1)


@rule(entity="household", cite="a", since="2019-01-01", uk="14", en="14")
def income_at_new_year(income: Money, month: Month) -> Money:
    return at(income, january(month))


@rule(entity="household", cite="a", since="2019-01-01", uk="15", en="15")
def income_of_two_months(income: Money, month: Month) -> Money:
    return total(income, month - 1, month)


@rule(entity="person", cite="a", since="2019-01-01", uk="16", en="16")
def by_spell(disabled: bool, minimum: Money, day: Date) -> Money:
    if not disabled:
        return 0
    if months_between(since(disabled), day) >= 6:
        return minimum
    return at(minimum, since(disabled))


@rule(entity="person", cite="a", since="2019-01-01", uk="17", en="17")
def base_supplement(group: str, by_group: Table) -> Money:
    return by_group[group]


@exception(to="base_supplement", entity="person", cite="b", since="2019-01-01", uk="18", en="18")
def supplement_for_old(age_now: int, minimum: Money, number_80: int) -> Money:
    if age_now >= number_80:
        return minimum
    return None


@exception(to="base_supplement", entity="person", cite="c", since="2019-01-01", uk="19", en="19")
def supplement_for_students(student: bool, age_now: int, number_80: int) -> Money:
    if student:
        if age_now < number_80:
            return 0
    return None


@rule(entity="household", cite="a", since="2019-01-01", uk="20", en="20")
def quotient(income: Money, rooms: int, minimum: Money, share: Ratio, children: int) -> Money:
    part = income / rooms / minimum * share
    own = part * income
    if part > share * 3 or children > 2:
        own = own / 2
    return round_up(max(own, 0), "1")


@rule(entity="household", cite="a", since="2019-01-01", uk="21", en="21")
def scales(income: Money, steps: Scale, rates: Scale) -> Money:
    return bracket(steps, income) + round_down(marginal(rates, income), "0.1")


@rule(entity="household", cite="a", since="2019-01-01", uk="22", en="22")
def calendar(month: Month, started: Date, eldest: Date, rooms: int, number_301: int, number_2001: int, number_40: int) -> int:
    shifted = add_days(add_months(add_years(eldest, 1), rooms), 3)
    span = abs(month_number(month) - 6) * 2 + rooms // 3
    if first_day(month_of(shifted)) <= last_day(quarter(month)) and shifted != date(2000, 2, 29):
        return span
    if months_between(started, shifted) > number_40 or year(shifted) == number_2001:
        return span + 2 * rooms
    if days_between(started, shifted) % 7 == 3:
        return 0 - rooms
    return number_301


@rule(entity="household", cite="a", since="2019-01-01", uk="23", en="23", period="year")
def yearly(area: Area, debt: Money, big: Area) -> Money:
    if area > big:
        return debt
    return round_half_up(debt / 3, "10")


@rule(entity="household", cite="a", since="2019-01-01", uk="24", en="24")
def gap(gone: Money, rooms: int) -> Money:
    if rooms > 10:
        return unknown("more than ten rooms")
    if rooms == 0:
        return 0
    return gone


@rule(entity="person", cite="a", since="2019-01-01", until="2020-12-31", name="changed", uk="25", en="25")
def changed_first(grade: str) -> Money:
    if grade in ("low", "high"):
        return 0
    return unknown("no grade")


not_in_force("changed", since="2021-01-01", until="2021-06-30", cite="d")
not_implemented("changed", since="2021-07-01", until="2021-12-31", missing="not found")


@rule(entity="person", cite="a", since="2022-01-01", name="changed", uk="26", en="26", known="2022-03-01")
def changed_later(grade: str, sex: str, income: Money) -> Money:
    local = income
    if grade == "high":
        local = income + 1 * income
    elif sex == "female" and grade != "none":
        local = min(income, local)
    return local if grade == "low" or local > income else income - round_down(local / 7, "0.01")


@rule(entity="household", cite="a", since="2019-01-01", uk="27", en="27")
def all_words(
    income: Money, quotient: Money, scales: Money, yearly: Money, gap: Money, head_income: Money, someone_studies: bool, all_grown_study: bool,
    income_of_two_months: Money, calendar: int, children: int, awards: Money, members: Members, number_300: int,
) -> Money:  # fmt: skip
    supplements = sum(m.base_supplement + m.by_spell for m in members)
    windows = sum(m.claim_window for m in members if m.age_now >= 18)
    if someone_studies and not all_grown_study:
        return max(0, quotient + scales - yearly)
    if children == 0 and calendar > number_300:
        return gap
    return max(0, income_of_two_months - income - head_income + supplements + windows + awards)


@rule(entity="person", cite="a", since="2019-01-01", uk="28", en="28")
def event_right(birth_date: Date, month: Month, minimum: Money, number_36: int) -> Money:
    months = month - month_of(birth_date)
    if 0 <= months <= number_36:
        return minimum
    return 0


@rule(entity="person", cite="a", since="2019-01-01", uk="29", en="29")
def event_claim_until(birth_date: Date, granted_on: Date, disabled: bool) -> Date:
    if disabled:
        return add_years(granted_on, 2)
    return add_years(birth_date, 1)


@rule(entity="person", cite="a", since="2019-01-01", uk="30", en="30")
def plain_right(age_now: int, minimum: Money, event_claim_day: Date, day: Date, number_60: int) -> Money:
    if age_now < number_60 or event_claim_day < day:
        return 0
    return minimum


@rule(entity="person", cite="a", since="2019-01-01", uk="30a", en="30a")
def reaching_right(student: bool, disabled: bool, minimum: Money) -> Money:
    if student or disabled:
        return minimum
    return 0


@rule(entity="person", cite="a", since="2019-01-01", uk="30b", en="30b")
def reaching_until(student: bool, birth_date: Date) -> Date:
    if student:
        return add_months(since(student), 3)
    return add_years(birth_date, 2)


@rule(entity="person", cite="a", since="2019-01-01", uk="31", en="31")
def own_awards(event_right: Money, other_award: bool, month: Month) -> Money:
    before = event_right if at(other_award, month - 7) else 0
    return due(event_right) + before


@rule(entity="household", cite="a", since="2019-01-01", uk="32", en="32")
def awards(members: Members, own_award: bool, month: Month, minimum: Money) -> Money:
    earlier = minimum if at(own_award, january(month)) and not own_award else 0
    return earlier + sum(due(m.event_right) + m.own_awards for m in members) + sum(due(m.plain_right) for m in members)
