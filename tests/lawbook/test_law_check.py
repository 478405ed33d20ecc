"""Static checks: each finding on a small law made to earn it, none on the same law mended, and the installed laws."""
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from law_text import GUARANTEE, law_of_text, provision
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.graph import closure
from zhyto.law.model import Law
from zhyto.lawbook.changes import States
from zhyto.lawbook.check import Finding, check_law, summed

FIRST, LAST = date(2020, 1, 1), date(2022, 12, 31)
INPUTS = """
group: {entity: person, type: choice, source: facts, absence: no, values: {I: {uk: І, en: I}, II: {uk: ІІ, en: II}}, label: {uk: Г, en: G}}
rooms: {entity: person, type: count, source: persons, absence: unknown, range: [0, 9], label: {uk: К, en: R}}
change: {entity: person, type: amount, source: facts, absence: no, range: [-50, 50], label: {uk: З, en: C}}
"""
PARAMETERS = """
minimum: {label: {uk: М, en: M}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 1000, mark: verified, source: S}]}
"""
SOUND = provision("def aid(group: str, rooms: int, change: Money, minimum: Money) -> Money:\n    if group == 'I' and rooms > 2 and change > 0:\n        return minimum\n    return 0")  # fmt: skip


def findings(rules: str, inputs: str = "", parameters: str = "", guarantee: str = GUARANTEE) -> list[Finding]:
    uses = provision("def use(group: str, rooms: int, change: Money, minimum: Money) -> Money:\n    return minimum if group == 'I' and rooms > 2 else max(0, change)")  # fmt: skip
    law = law_of_text(rules + uses, INPUTS + inputs, PARAMETERS + parameters, {"aid": guarantee})
    return [found for found in check_law(law, FIRST, LAST) if not (found.kind == "unused" and found.name == "use")]


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def test_a_sound_law_has_no_findings() -> None:
    assert findings(SOUND) == []


def version(since: str, until: str = "", name: str = "aid", body: str = "return minimum if group == 'I' else 0") -> str:
    words = f'name="{name}"' + (f', until="{until}"' if until else "")
    return provision(f"def v{since[:4]}(group: str, minimum: Money) -> Money:\n    {body}", words, since=since)


def test_a_gap_between_versions() -> None:
    found = only(findings(version("2020-01-01", "2020-12-31") + version("2021-02-01")))
    assert (found.severity, found.kind, found.where, found.name) == ("error", "gap", "rules.py:6", "aid")
    assert "no version from 2021-01-01 to 2021-01-31" in found.text
    assert "not_in_force" in found.text


@pytest.mark.parametrize("way", ['not_in_force("aid", since="2021-01-01", until="2021-01-31", cite="Act")\n', None])
def test_a_gap_that_is_said_is_none(way: str | None) -> None:
    said = way or 'not_implemented("aid", since="2021-01-01", until="2021-01-31", missing="amounts")\n'
    found = findings(version("2020-01-01", "2020-12-31") + said + version("2021-02-01"))
    assert [f.kind for f in found] == ([] if way else ["not_implemented"])
    assert all(f.severity == "info" for f in found)


def test_a_guarantee_without_a_rule_at_its_beginning_and_end() -> None:
    found = findings(version("2020-03-01", "2021-12-31"))
    assert [(f.severity, f.kind) for f in found] == [("error", "gap"), ("error", "gap")]
    assert "no rule after 2021-12-31" in found[0].text
    assert "from 2020-01-01 to 2020-02-29" in found[1].text


def test_a_rule_before_its_guarantee() -> None:
    found = only(findings(version("2019-01-01"), parameters="", guarantee=GUARANTEE))
    assert (found.severity, found.kind) == ("warning", "before_guarantee")


def test_a_gap_in_a_rule_that_is_needed() -> None:
    base = provision("def aid(base: Money) -> Money:\n    return base")
    found = only(findings(base + version("2021-01-01", name="base")))
    assert (found.severity, found.kind, found.name, found.where) == ("error", "gap", "base", "rules.py:6")
    assert "`aid` may be unknown in 2020-01 to 2020-12" in found.text


def test_a_figure_before_its_first_value_and_after_its_last() -> None:
    figure = """
f: {label: {uk: А, en: A}, unit: money, cite: Act, values: [{from: 2020-06-01, value: 5, mark: verified, source: S}, {from: 2021-06-01, value: null, mark: verified}]}
"""
    rules = provision("def aid(f: Money, group: str) -> Money:\n    return f if group == 'I' else 0")
    found = only(findings(rules, parameters=figure))
    assert (found.severity, found.kind, found.where, found.name) == ("error", "outside_dates", "parameters.yaml:4", "f")
    assert "2020-01 to 2020-05, 2021-06 to 2022-12" in found.text
    assert "rules.py:2" in found.text
    ended = provision("def aid(f: Money, group: str) -> Money:\n    return f if group == 'I' else 0", 'until="2021-05-31"', since="2020-06-01")
    ended = 'not_in_force("aid", since="2020-01-01", until="2020-05-31", cite="A")\n' + ended + 'not_in_force("aid", since="2021-06-01", cite="A")\n'
    assert findings(ended, parameters=figure) == []


def test_a_figure_on_another_date_counts_there() -> None:
    figure = "f: {label: {uk: А, en: A}, unit: money, cite: Act, values: [{from: 2020-03-01, value: 5, mark: verified, source: S}]}\n"
    rules = provision("def aid(f: Money, group: str, month: Month) -> Money:\n    return at(f, january(month)) if group == 'I' else 0")
    assert "in 2020-01 to 2020-12:" in only(findings(rules, parameters=figure)).text


def test_a_missing_figure_is_information() -> None:
    figure = "f: {label: {uk: А, en: A}, unit: money, cite: Act, values: [{from: 2020-01-01, value: null, mark: missing, note: not found}]}\n"
    found = findings(provision("def aid(f: Money, group: str) -> Money:\n    return f if group == 'I' else 0"), parameters=figure)
    assert {(f.severity, f.kind, f.name) for f in found} == {("info", "figure_missing", "f"), ("info", "unverified", "f")}


def test_what_nothing_uses() -> None:
    found = findings(
        SOUND, "i: {entity: person, type: status, source: facts, absence: no, label: {uk: А, en: A}}\n",
        "f: {label: {uk: А, en: A}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 5, mark: verified, source: S}]}\n",
    )  # fmt: skip
    assert [(f.severity, f.kind, f.name, f.where) for f in found] == [
        ("warning", "unused", "i", "inputs.yaml:5"), ("warning", "unused", "f", "parameters.yaml:3"),
    ]  # fmt: skip


def test_a_figure_and_a_rule_that_are_remembered() -> None:
    figure = "f: {label: {uk: А, en: A}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 5, mark: remembered}]}\n"
    rules = provision("def aid(f: Money, group: str) -> Money:\n    return f if group == 'I' else 0", 'mark="assumption"')
    assert [(f.severity, f.kind, f.name) for f in findings(rules, parameters=figure)] == [("info", "unverified", "f"), ("info", "unverified", "aid")]


NOBODY = {
    "meets a range": ("rooms: int, minimum: Money", "return minimum if rooms > 9 else 0", "nobody_meets"),
    "meets an age": ("birth_date: Date, day: Date, minimum: Money", "return minimum if age(birth_date, day) < 0 else 0", "nobody_meets"),
    "meets two bounds": ("rooms: int, minimum: Money", "return minimum if min(rooms, 4) >= 5 else 0", "nobody_meets"),
    "fails a range": ("rooms: int, minimum: Money", "return minimum if rooms >= 0 else 0", "nobody_fails"),
    "fails": ("minimum: Money", "return minimum", "nobody_fails"),
}


@pytest.mark.parametrize("case", NOBODY, ids=list(NOBODY))
def test_conditions_nobody_meets_or_fails(case: str) -> None:
    arguments, body, kind = NOBODY[case]
    found = findings(provision(f"def aid({arguments}) -> Money:\n    {body}"))
    assert ("warning", kind, "rules.py:2") in [(f.severity, f.kind, f.where) for f in found]


def test_a_condition_inside_a_rule() -> None:
    rules = provision("def aid(group: str, rooms: int, minimum: Money) -> Money:\n    if group == 'I' and rooms < 30:\n        return minimum\n    return 0")  # fmt: skip
    found = only(findings(rules))
    assert (found.severity, found.kind, found.where) == ("warning", "condition_always", "rules.py:3")


def test_a_condition_on_the_calendar_is_none() -> None:
    rules = provision("def aid(group: str, month: Month, minimum: Money) -> Money:\n    return minimum if group == 'I' and month_number(month) == 5 else 0")
    assert findings(rules) == []


def test_a_divisor_that_may_be_negative() -> None:
    rules = provision("def aid(group: str, minimum: Money, change: Money) -> Money:\n    if group == 'I':\n        return 0\n    return round_up(minimum / change * minimum, '1')")  # fmt: skip
    found = only(findings(rules))
    assert (found.severity, found.kind, found.where) == ("error", "cannot_compute", "rules.py:5")
    assert "divisor may be negative" in found.text


def test_an_amount_that_is_not_rounded() -> None:
    found = only(findings(provision("def aid(rooms: int, minimum: Money) -> Money:\n    return minimum * rooms / 7")))
    assert (found.severity, found.kind, found.where) == ("error", "cannot_compute", "rules.py:2")
    assert "round it" in found.text


def test_numbers_that_may_leave_64_bits() -> None:
    wide = "i: {entity: person, type: amount, source: facts, absence: no, range: [0, 90000000000000000], label: {uk: А, en: A}}\n"
    found = findings(provision("def aid(i: Money, rooms: int) -> Money:\n    return i * rooms"), wide)
    assert {(f.severity, f.kind, f.where) for f in found} == {("warning", "range", "rules.py:2"), ("info", "range", "rules.py:3")}


def exceptions(first: str, second: str) -> str:
    text = provision("def aid(group: str, minimum: Money) -> Money:\n    return minimum if group == 'I' else 0")
    for place, condition in enumerate((first, second)):
        arguments = ", ".join(part for part in ("group: str", "rooms: int", "birth_date: Date, day: Date") if part.split(":")[0] in condition)
        text += f'@exception(to="aid", entity="person", cite="Act", since="2020-01-01", uk="А", en="A")\ndef e{place}({arguments}) -> Money:\n    if {condition}:\n        return 0\n    return None\n\n\n'  # fmt: skip
    return text


@pytest.mark.parametrize(("first", "second"), [
    ("group == 'I'", "group == 'II'"), ("rooms > 4", "rooms <= 4 and group == 'I'"), ("rooms >= 7", "rooms < 7"), ("not rooms > 3", "rooms > 3"),
    ("age(birth_date, day) >= 30", "group == 'I' and age(birth_date, day) < 30"),
])  # fmt: skip
def test_exceptions_that_exclude_each_other(first: str, second: str) -> None:
    assert findings(exceptions(first, second)) == []


def test_exceptions_that_may_meet() -> None:
    found = only(findings(exceptions("group == 'I'", "rooms > 4")))
    assert (found.severity, found.kind, found.where) == ("info", "exceptions", "rules.py:13")
    assert "rules.py:6" in found.text


def test_the_span_may_not_be_turned_round() -> None:
    law = law_of_text(SOUND, INPUTS, PARAMETERS, {"aid": GUARANTEE})
    with pytest.raises(ValueError, match="before the first"):
        check_law(law, LAST, FIRST)


COUNTRIES: dict[str, Law] = {pack.code: load_law(pack.folder) for pack in find_packs().values() if pack.sheet["kind"] == "country"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_installed_laws_have_no_error(code: str) -> None:
    law = COUNTRIES[code]
    first = min(guarantee.since for guarantee in law.guarantees.values())
    errors = [str(found) for found in check_law(law, first, date(2026, 12, 31)) if found.severity == "error"]
    assert not errors, "\n".join(errors)


# what is planned once ---------------------------------------------------------------------------------------------------

CALENDAR = """
started: {entity: person, type: date, source: facts, absence: unknown, label: {uk: П, en: S}}
pay: {entity: person, type: amount, source: incomes, kinds: [wage], absence: unknown, label: {uk: З, en: W}}
"""
DATED = """
rise_from: {label: {uk: В, en: R}, unit: date, cite: Act, values: [{from: 2020-01-01, value: 2021-05-17, mark: verified, source: S}]}
spring: {label: {uk: В, en: R}, unit: count, cite: Act, values: [{from: 2020-01-01, value: 3, mark: verified, source: S}, {from: 2022-03-01, value: 4, mark: verified, source: S}]}
late: {label: {uk: П, en: L}, unit: money, cite: Act, values: [{from: 2020-08-15, value: 5, mark: verified, source: S}, {from: 2022-02-10, value: null, mark: verified}]}
"""
SHIFTING = {
    "a figure that ends": "late: Money|late",
    "a figure in mid-month, read on the last day": "late: Money, month: Month|at(late, last_day(month))",
    "a figure of months ago": "late: Money, month: Month|at(late, month - 7)",
    "a figure of January": "late: Money, month: Month|at(late, january(month))",
    "a figure of every quarter": "late: Money, month: Month|at(late, quarter(month))",
    "a season": "month: Month, spring: int, minimum: Money|minimum if month_number(month) >= spring else 0",
    "a day of the law": "day: Date, rise_from: Date, minimum: Money|minimum if day >= rise_from else 0",
    "months since a day of the law": "day: Date, rise_from: Date, minimum: Money|minimum if months_between(rise_from, day) > 9 else 0",
    "the later of two days": "day: Date, started: Date, rise_from: Date, minimum: Money|minimum if max(started, rise_from) <= day else 0",
    "one of two days": "day: Date, group: str, minimum: Money|minimum if (date(2020, 6, 1) if group == 'I' else date(2021, 6, 1)) <= day else 0",
    "a rule that gives a month": "turn: Month, month: Month, minimum: Money|minimum if turn <= month - 3 else 0",
    "a rule of months ago": "old: Money, month: Month|at(old, month - 14)",
    "a rule over months": "old: Money, month: Month|total(old, month - 5, month)",
    "incomes since January": "pay: Money, month: Month|total(pay, january(month), month)",
    "a year's rule": "yearly: Money|yearly",
    "months since a fact": "month: Month, started: Date, minimum: Money|minimum if 0 <= month - month_of(started) < 3 else 0",
}  # fmt: skip
HELP = (
    provision("def turn(minimum: Money) -> Month:\n    return month_of(date(2021, 2, 1)) if minimum > 0 else month_of(date(2020, 2, 1))")
    + provision("def old(minimum: Money) -> Money:\n    return minimum", 'until="2020-12-31"') + 'not_in_force("old", since="2021-01-01", until="2021-06-30", cite="A")\n'
    + 'not_implemented("old", since="2021-07-01", missing="x")\n'
    + provision("def yearly(late: Money, month: Month) -> Money:\n    return at(late, month) if month_number(month) == 1 else 0", 'period="year"')
)  # fmt: skip


def planned_every_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each month is a state of its own."""
    monkeypatch.setattr(States, "of", lambda _self, _name, day, numbers=count(): next(numbers) if day else 0)


@pytest.mark.parametrize("case", SHIFTING)
def test_nothing_is_missed_where_months_are_alike(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, _, body = SHIFTING[case].partition("|")
    rules = provision(f"def aid({arguments}) -> Money:\n    return {body}") + HELP
    law = law_of_text(rules, INPUTS + CALENDAR, PARAMETERS + DATED, {"aid": GUARANTEE})
    found = check_law(law, FIRST, LAST)
    planned_every_month(monkeypatch)
    assert check_law(law, FIRST, LAST) == found


@pytest.mark.parametrize("code", ["ukraine", "imaginary", "engine"])
def test_findings_are_those_of_planning_every_month(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law = load_law(Path(__file__).resolve().parents[1] / "laws" / "engine" if code == "engine" else find_packs()[code].folder)
    span = {"ukraine": (date(2020, 1, 1), date(2026, 12, 31)), "imaginary": (date(2013, 1, 1), date(2018, 12, 31))}.get(code, (date(2019, 1, 1), date(2022, 12, 31)))
    found, states = check_law(law, *span), States(law)
    days = [date(year, month, 1) for year in range(span[0].year, span[1].year + 1) for month in range(1, 13)]
    pairs = {(name, states.of(name, day)) for name in law.rules for day in days}
    # Most names are planned in a few months only; that is what this is for.
    assert len(pairs) < len(law.rules) * len(days) / 4
    planned_every_month(monkeypatch)
    every = check_law(law, *span)
    # How many sets of facts were tried before a search gave up is told, and is the search's own matter.
    plain = [[replace(one, text="") if one.kind == "exclusive_undecided" else one for one in some] for some in (found, every)]
    assert plain[0] == plain[1]


def test_notes_are_summed_up_by_kind_and_mark() -> None:
    law = load_law(find_packs()["ukraine"].folder)
    found = [one for one in check_law(law, date(2026, 1, 1), date(2026, 1, 31)) if one.severity == "info"]
    notes = summed(law, found)
    assert sum(one.count for one in notes) == len(found)
    assert [one.count for one in notes] == sorted((one.count for one in notes), reverse=True)
    remembered = next(one for one in notes if (one.kind, one.mark) == ("unverified", "remembered"))
    own = [one for one in found if one.mark == "remembered" and (one.name == "disability_aid" or one.name in closure(law, "disability_aid"))]
    assert remembered.guarantees["disability_aid"] == len(own) > 0
