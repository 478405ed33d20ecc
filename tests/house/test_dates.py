"""The calendar, three times: by plain definition, by `zhyto.dates`, and by the block evaluator's columns."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from law_text import law_of_text, provision
from zhyto import dates
from zhyto.engine.blocks import evaluate
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.register.convert import register_of
from zhyto.register.record import Entity, Household, Spell

DAYS = st.one_of(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.builds(lambda year, month: dates.last_day(year * 12 + month), st.integers(1900, 2099), st.integers(0, 11)),
    st.builds(lambda year, month: dates.first_day(year * 12 + month), st.integers(1900, 2099), st.integers(0, 11)),
    st.sampled_from([date(1996, 2, 29), date(2000, 2, 29), date(2004, 2, 29), date(2024, 2, 29), date(1900, 2, 28), date(2023, 2, 28)]),
)
INPUTS = """
a: {entity: household, type: date, source: households, absence: unknown, label: {uk: А, en: A}}
b: {entity: household, type: date, source: households, absence: unknown, label: {uk: Б, en: B}}
n: {entity: household, type: count, source: households, absence: unknown, range: [0, 1200], label: {uk: Н, en: N}}
"""
FUNCTIONS = {
    "completed_years": ("a: Date, b: Date", "int", "age(a, b)"),
    "completed_months": ("a: Date, b: Date", "int", "months_between(a, b)"),
    "day_span": ("a: Date, b: Date", "int", "days_between(a, b)"),
    "later": ("a: Date, n: int", "Date", "add_months(a, n)"),
    "earlier": ("a: Date, n: int", "Date", "add_months(a, 0 - n)"),
    "years_later": ("a: Date, n: int", "Date", "add_years(a, n // 12)"),
    "days_later": ("a: Date, n: int", "Date", "add_days(a, n)"),
    "start": ("a: Date", "Date", "first_day(month_of(a))"),
    "end": ("a: Date", "Date", "last_day(month_of(a))"),
    "new_year": ("a: Date", "Date", "first_day(january(month_of(a)))"),
    "quarter_start": ("a: Date", "Date", "first_day(quarter(month_of(a)))"),
    "which_year": ("a: Date", "int", "year(a)"),
    "which_month": ("a: Date", "int", "month_number(a)"),
    "month_span": ("a: Date, b: Date", "int", "month_of(b) - month_of(a)"),
    "grown": ("a: Date, b: Date", "bool", "age(a, b) >= 18"),
    "grown_today": ("a: Date, day: Date", "bool", "age(a, day) >= 18"),
    "half_a_year_today": ("a: Date, day: Date", "bool", "months_between(a, day) >= 6"),
    "under_three_today": ("a: Date, day: Date", "bool", "age(a, day) < 3"),
}
BODIES = [f"def {name}({args}) -> {kind}:\n    return {body}" for name, (args, kind, body) in FUNCTIONS.items()]
LAW = law_of_text("".join(provision(body, entity="household") for body in BODIES), INPUTS)


def plain_age(birth: date, on: date) -> int:
    """Birthdays lived through; that of 29 February is 28 February where the year has no 29th."""
    years = 0
    while birth.year + years < 9999:
        year = birth.year + years + 1
        length = calendar.monthrange(year, birth.month)[1]
        if date(year, birth.month, min(birth.day, length)) > on:
            return years
        years += 1
    return years


@given(DAYS, DAYS)
@example(date(2004, 2, 29), date(2022, 2, 28))
@example(date(2004, 2, 29), date(2022, 2, 27))
def test_age_counts_birthdays(birth: date, on: date) -> None:
    assert dates.age(birth, on) == (plain_age(birth, on) if on >= birth else 0)


@given(DAYS, st.integers(-1200, 1200))
def test_added_months_land_on_the_day_or_the_end(day: date, count: int) -> None:
    later = dates.add_months(day, count)
    assert dates.month_index(later) == dates.month_index(day) + count
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(DAYS, DAYS)
def test_months_between_is_the_most_months_that_fit(start: date, end: date) -> None:
    months = dates.months_between(start, end)
    if end < start:
        assert months == 0
    else:
        assert dates.add_months(start, months) <= end < dates.add_months(start, months + 1)


@given(DAYS)
def test_days_and_months_are_numbered_without_loss(day: date) -> None:
    assert dates.day_of(dates.day_number(day)) == day
    month = dates.month_index(day)
    assert dates.first_day(month) <= day <= dates.last_day(month)
    assert dates.last_day(month) + timedelta(days=1) == dates.first_day(month + 1)
    assert dates.parse_month(dates.format_month(month)) == month


@given(st.lists(st.tuples(DAYS, DAYS, st.integers(0, 240)), min_size=1, max_size=40), st.integers(2020 * 12, 2030 * 12))
@example([(date(2004, 2, 29), date(2022, 2, 28), 12)], 2022 * 12 + 1)
@example([(date(2002, 3, 1), date(2020, 2, 29), 12), (date(2002, 2, 28), date(2020, 2, 29), 1)], 2020 * 12 + 2)
def test_both_evaluators_count_alike(rows: list[tuple[date, date, int]], month: int) -> None:
    def fact(a: date, b: date, n: int) -> dict[str, tuple[Spell, ...]]:
        return {"a": (Spell(dates.day_number(a)),), "b": (Spell(dates.day_number(b)),), "n": (Spell(n),)}

    households = [Household(Entity(f"h{i}", fact(*row)), (Entity(f"p{i}", birth=date(1980, 1, 1)),)) for i, row in enumerate(rows)]
    found = evaluate(LAW, register_of(households, LAW.inputs, LAW.guarantees), list(FUNCTIONS), month)
    for i, household in enumerate(households):
        reference = Reference(LAW, household, month)
        for name, result in found.items():
            wanted = reference.value(name, HOUSEHOLD)
            stored = dates.day_number(wanted) if isinstance(wanted, date) else int(wanted)
            assert result.lacking(i) == (), name
            assert int(result.value[i]) == stored, (name, rows[i])
        a, b, n = rows[i]
        assert int(found["completed_years"].value[i]) == dates.age(a, b)
        assert int(found["completed_months"].value[i]) == dates.months_between(a, b)
        assert dates.day_of(int(found["later"].value[i])) == dates.add_months(a, n)
        assert bool(found["grown_today"].value[i]) == (dates.age(a, dates.first_day(month)) >= 18)
