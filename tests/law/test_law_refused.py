"""What the law language refuses: each with its exact place, what was found, and the way out."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from law_text import GUARANTEE, provision, read_text
from zhyto.fairshare.conditions import Condition, judge
from zhyto.faults import InputRefused
from zhyto.io.files.texts import ukrainian
from zhyto.law.model import build_law
from zhyto.law.parse import parse_rules
from zhyto.law.sheets import INCOMES, read_inputs, read_parameters, read_sheet
from zhyto.register.columns import INCOME_KINDS
from zhyto.register.convert import register_of

INPUTS = """
salary: {entity: person, type: amount, source: incomes, kinds: [wage], absence: unknown, label: {uk: З, en: S}}
disabled: {entity: person, type: status, source: facts, absence: no, label: {uk: І, en: D}}
group: {entity: person, type: choice, source: facts, absence: no, values: {I: {uk: І, en: I}, II: {uk: ІІ, en: II}}, label: {uk: Г, en: G}}
rooms: {entity: household, type: count, source: households, absence: unknown, label: {uk: К, en: R}}
area: {entity: household, type: ratio, unit: m2, source: households, absence: unknown, label: {uk: П, en: A}}
rent: {entity: household, type: amount, source: households, absence: unknown, label: {uk: О, en: R}}
"""
PARAMETERS = """
minimum: {label: {uk: М, en: M}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 1000, mark: verified, source: S}]}
years_needed: {label: {uk: Р, en: Y}, unit: years, cite: Act, values: [{from: 2020-01-01, value: 18, mark: verified, source: S}]}
by_group: {label: {uk: Г, en: G}, unit: money, by: group, cite: Act, values: [{from: 2020-01-01, value: {I: 3, II: 2}, mark: verified, source: S}]}
steps: {label: {uk: С, en: S}, unit: money, of: money, cite: Act, values: [{from: 2020-01-01, brackets: [{from: 0, value: 5}], mark: verified, source: S}]}
"""


def faults_of(rules: str = "", inputs: str = "", parameters: str = "", guarantees: dict[str, str] | None = None) -> list[str]:
    return [str(fault) for fault in read_text(rules, INPUTS + inputs, PARAMETERS + parameters, guarantees)[1]]


def test_the_law_around_the_bad_examples_is_accepted() -> None:
    assert faults_of(provision("def x(minimum: Money) -> Money:\n    return minimum")) == []
    assert ("none", *INCOMES) == INCOME_KINDS


BODIES = {
    # Statements and names. The function's first line is line 2; its body begins on line 3.
    "loop": ("def x(rooms: int) -> int:\n    for r in rooms:\n        pass\n    return 1", 3, "`for r in rooms:", "sum(… for m in members)"),
    "while": ("def x(rooms: int) -> int:\n    while rooms:\n        pass\n    return 1", 3, "`while rooms:", "sum(… for m in members)"),
    "try": ("def x(rooms: int) -> int:\n    try:\n        return rooms\n    finally:\n        pass", 3, "`try:", "assignments, if and return"),
    "augmented": ("def x(rooms: int) -> int:\n    rooms += 1\n    return rooms", 3, "`rooms += 1`", "assignments, if and return"),
    "decimal": ("def x(minimum: Money) -> Money:\n    return minimum * 0.5", 3, "the number 0.5 in a rule", "put it into parameters.yaml"),
    "unknown name": ("def x(minimum: Money) -> Money:\n    return minimum + maximum", 3, "the name `maximum`", "to the arguments of the rule"),
    "no annotation": ("def x(minimum) -> Money:\n    return minimum", 2, "`minimum` without a type", "write minimum: Money"),
    "no result type": ("def x(minimum: Money):\n    return minimum", 2, "`x` without a result type", "write -> Money"),
    "no return": ("def x(minimum: Money) -> Money:\n    if minimum > 0:\n        return minimum", 2, "can end without a return", "end every way"),
    "bare return": ("def x(minimum: Money) -> Money:\n    if minimum > 0:\n        return\n    return minimum", 4, "returns nothing", "return a value"),
    "dead statement": ("def x(minimum: Money) -> Money:\n    return minimum\n    return 0", 4, "a statement after return", "remove it"),
    "unused argument": ("def x(minimum: Money, rooms: int) -> Money:\n    return minimum", 2, "`rooms` is never used", "remove it, or use it"),
    "argument twice": ("def x(minimum: Money, minimum: Money) -> Money:\n    return minimum", 2, "the argument `minimum` twice", "name it once"),
    "default": ("def x(minimum: Money = 0) -> Money:\n    return minimum", 2, "arguments with defaults or stars", "give plain arguments"),
    "argument set": ("def x(minimum: Money) -> Money:\n    minimum = 0\n    return minimum", 3, "a new value for the argument `minimum`", "another name"),
    "argument set in a branch": (
        "def x(minimum: Money, disabled: bool) -> Money:\n    if disabled:\n        minimum = 0\n    return minimum",
        4, "a new value for the argument `minimum`", "another name",
    ),
    "set on one way": (
        "def x(minimum: Money, disabled: bool) -> Money:\n    if disabled:\n        y = minimum\n    return y", 5, "`y`, which one branch", "set it on every way",
    ),
    "two targets": ("def x(minimum: Money) -> Money:\n    a, b = minimum, 0\n    return a + b", 3, "`a, b = (minimum, 0)`", "assign to one plain name"),
    "f-string": ("def x(minimum: Money) -> Money:\n    y = f'{minimum}'\n    return minimum", 3, "`f'{minimum}'`", "write it with arithmetic"),
    "lambda": ("def x(minimum: Money) -> Money:\n    return (lambda: minimum)()", 3, "the call", "give the step a rule of its own"),
    "power": ("def x(minimum: Money) -> Money:\n    return minimum ** 2", 3, "`minimum ** 2`", "write it with arithmetic"),
    "call": ("def x(minimum: Money) -> Money:\n    return int(minimum)", 3, "the call `int(minimum)`", "the functions of the law language"),
    "identity": ("def x(group: str) -> bool:\n    return group is group", 3, "`group is group`", "compare with =="),
    "open list": ("def x(group: str) -> bool:\n    return group in group", 3, "`in group`", "list the values"),
    "other loop": ("def x(rooms: int) -> int:\n    return sum(r for r in rooms)", 3, "`for r in rooms`", "loop over `members` only"),
    "member alone": ("def x(members: Members) -> int:\n    return sum(m for m in members)", 3, "`m` alone", "m.something"),
    "nested loop": (
        "def x(members: Members) -> int:\n    return count(m for m in members if any(n.disabled for n in members))", 3, "inside another", "a rule of its own",
    ),
    "members undeclared": ("def x() -> int:\n    return count(m for m in members)", 3, "`members` without the argument", "add members: Members"),
    "min without default": (
        "def x(members: Members) -> Money:\n    return min(m.salary for m in members)", 3, "`min` over members without a default", "what holds if there is nobody",
    ),
    "wrong number of arguments": ("def x(birth_date: Date) -> int:\n    return age(birth_date)", 3, "age with 1 argument", "give it 2"),
    "no such date": ("def x(birth_date: Date) -> bool:\n    return birth_date < date(2025, 2, 30)", 3, "`date(2025, 2, 30)`", "write a real date"),
    "rounding unit": ("def x(minimum: Money) -> Money:\n    return round_up(minimum, '5')", 3, "rounding to '5'", "round to"),
    "window of a sum": (
        "def x(salary: Money, month: Month) -> Money:\n    return total(salary + salary, month - 1, month)", 3, "`total(salary + salary, …)`", "takes the name",
    ),
    "reason missing": ("def x(minimum: Money) -> Money:\n    return unknown('')", 3, "`''` as the reason", "non-empty text"),
    # Types, units, entities.
    "money literal": ("def x(minimum: Money) -> Money:\n    return minimum + 5", 3, "the number 5 in a rule", "put it into parameters.yaml"),
    "money compared with a count": ("def x(minimum: Money) -> bool:\n    return minimum > 100", 3, "the number 100 in a rule", "parameters.yaml"),
    "money and area": ("def x(rent: Money, area: Area) -> Money:\n    return rent + area", 3, "a sum of money with m2", "the same type and unit"),
    "annotation": ("def x(rent: int) -> int:\n    return rent", 2, "`rent: int`, which is money", "mend the annotation"),
    "strange annotation": ("def x(rent: float) -> Money:\n    return rent", 2, "`rent: float`", "Money, Ratio"),
    "result type": ("def x(rent: Money) -> int:\n    return rent", 2, "-> int, while the body gives money", "mend the body or the annotation"),
    "undeclared": ("def x(wages: Money) -> Money:\n    return wages", 2, "the name `wages`", "declare it or mend its spelling"),
    "near miss": ("def x(minimun: Money) -> Money:\n    return minimun", 2, "the name `minimun`", "did you mean minimum?"),
    "branches": ("def x(rent: Money, rooms: int, disabled: bool) -> Money:\n    return rent if disabled else rooms", 3, "branches of one if", "mend it"),
    "order of choices": ("def x(group: str) -> bool:\n    return group > 'I'", 3, "an order between choice", "== or !="),
    "value of a choice": ("def x(group: str) -> bool:\n    return group == 'III'", 3, "the value 'III'", "mend its spelling"),
    "value of a choice in a list": ("def x(group: str) -> bool:\n    return group in ('I', 'IV')", 3, "the value 'IV'", "mend its spelling"),
    "text alone": ("def x(disabled: bool) -> str:\n    return 'I' if disabled else 'II'", 3, "the text 'I' outside a comparison", "compare a choice with it"),
    "two texts": ("def x(minimum: Money) -> Money:\n    return minimum if 'I' == 'I' else 0", 3, "a comparison of two texts", "name the choice"),
    "sum of statuses": ("def x(members: Members) -> int:\n    return sum(m.disabled for m in members)", 3, "true or false", "count(m for m in members if …)"),
    "number as condition": ("def x(rent: Money) -> Money:\n    return rent if rent else 0", 3, "expected true or false", "compare it: x > 0"),
    "window of a status": ("def x(disabled: bool, month: Month) -> int:\n    return total(disabled, month - 1, month)", 3, "total of bool", "can be added up"),
    "dates subtracted": ("def x(birth_date: Date, day: Date) -> int:\n    return day - birth_date", 3, "difference of dates", "say what is counted"),
    "number added to a date": ("def x(birth_date: Date) -> Date:\n    return birth_date + 3", 3, "a number added to a date", "say which"),
    "years as months": (
        "def x(birth_date: Date, years_needed: int) -> Date:\n    return add_months(birth_date, years_needed)", 3, "years as a number of months", "convert it",
    ),
    "money as months": ("def x(month: Month, rent: Money) -> Month:\n    return month + rent", 3, "money as a number of months", "convert it"),
    "rounding of a count": ("def x(rooms: int, area: Area) -> Money:\n    return round_up(area, '1')", 2, "`rooms` is never used", "remove it"),
    "rounding of an area": ("def x(area: Area) -> Money:\n    return round_up(area, '1')", 3, "rounding of m2", "money"),
    "row of a number": ("def x(minimum: Money, group: str) -> Money:\n    return minimum[group]", 3, "a row of money", "a parameter table"),
    "row by another choice": ("def x(by_group: Table, sex: str) -> Money:\n    return by_group[sex]", 3, "a row by choice", "declared `by`"),
    "bracket of a number": ("def x(minimum: Money, rent: Money) -> Money:\n    return bracket(minimum, rent)", 3, "bracket of money", "brackets"),
    "bracket of an area": ("def x(steps: Scale, area: Area) -> Money:\n    return bracket(steps, area)", 3, "bracket() of money with m2", "unit"),
    "since of a column": ("def x(rooms: int) -> Date:\n    return since(rooms)", 3, "since(rooms)", "a fact of the facts table"),
    "link to a household value": (
        "def x(members: Members) -> int:\n    return nth((m for m in members), 1, by='birth_date').rooms", 3, "`.rooms`, which belongs to household", "name it directly",
    ),
    "member's household value": ("def x(members: Members) -> int:\n    return sum(m.rooms for m in members)", 3, "`m.rooms`", "write `rooms`"),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES, ids=list(BODIES))
def test_bodies(case: str) -> None:
    body, line, found, remedy = BODIES[case]
    faults = faults_of(provision(body))
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"rules.py:{line}:" if line else "rules.py: "), faults[0]
    assert f"found {found}" in faults[0] or found in faults[0]
    assert remedy in faults[0]


HOUSEHOLD_BODIES = {
    "person value": ("def x(salary: Money) -> Money:\n    return salary", 3, "`salary`, which belongs to a person, in a household rule", "write m.salary"),
    "person value in a loop": (
        "def x(members: Members, salary: Money) -> Money:\n    return sum(salary for m in members)", 3, "inside `for m in members`", "write m.salary",
    ),
    "order": ("def x(members: Members) -> int:\n    return order(m.birth_date for m in members)", 3, "order(…) in a household rule", "the place of a person"),
    "nth by a status": (
        "def x(members: Members) -> Person:\n    return nth((m for m in members), 1, by='disabled')", 3, "by='disabled'", "a date or number of a person",
    ),
    "nth of facts": (
        "def x(members: Members) -> Person:\n    return nth((m.salary for m in members), 1, by='birth_date')", 3, "nth((m.salary", "write nth((m for m",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOUSEHOLD_BODIES, ids=list(HOUSEHOLD_BODIES))
def test_household_bodies(case: str) -> None:
    body, line, found, remedy = HOUSEHOLD_BODIES[case]
    faults = faults_of(provision(body, entity="household"))
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"rules.py:{line}:" if line else "rules.py: "), faults[0]
    assert found in faults[0]
    assert remedy in faults[0]


GOOD = "def x(minimum: Money) -> Money:\n    return minimum"
FILES = {
    "syntax": ("def x(:\n", 1, "a syntax error", "mend the line"),
    "null byte": ("a = 1\0", 0, "", "mend the"),
    "no decorator": (GOOD, 1, "the function `x` without @rule(…)", "decorate it"),
    "other decorator": ("@cached()\n" + GOOD, 1, "`@cached()`", "decorate with @rule"),
    "statement": ("limit = 5\n", 1, "`limit = 5` outside a rule", "make it a parameter"),
    "import": ("import os\n", 1, "`import os`", "from zhyto.law import …"),
    "import from elsewhere": ("from os import system\n", 1, "`from os import system`", "from zhyto.law import …"),
    "call outside": ("print('a')\n", 1, "`print('a')` outside a rule", "only not_in_force(…) and not_implemented(…)"),
    "no cite": ('@rule(entity="person", since="2020-01-01", uk="А", en="A")\n' + GOOD, 1, "no `cite`", 'add cite="…"'),
    "no label": ('@rule(entity="person", since="2020-01-01", cite="Act", en="A")\n' + GOOD, 1, "no `uk`", 'add uk="…"'),
    "no since": ('@rule(entity="person", cite="Act", uk="А", en="A")\n' + GOOD, 1, "no `since`", 'add since="…"'),
    "empty cite": ('@rule(entity="person", cite=" ", since="2020-01-01", uk="А", en="A")\n' + GOOD, 1, "as cite", "non-empty text"),
    "unknown word": (provision(GOOD, 'form="4"'), 1, "the word `form`", "use one of"),
    "bad date": ('@rule(entity="person", cite="Act", since="01.01.2020", uk="А", en="A")\n' + GOOD, 1, "`'01.01.2020'` as since", "YYYY-MM-DD"),
    "until before since": (provision(GOOD, 'until="2019-12-31"'), 1, "until 2019-12-31 before since 2020-01-01", "mend the dates"),
    "bad period": (provision(GOOD, 'period="week"'), 1, "period 'week'", "use month, year, day or once"),
    "bad mark": (provision(GOOD, 'mark="sure"'), 1, "mark 'sure'", "use read, verified, remembered or assumption"),
    "bad entity": (provision(GOOD, entity="village"), 2, "entity 'village'", "mend it"),
    "reserved name": (provision(GOOD, 'name="month"'), 2, "a rule named `month`", "choose a name"),
    "name with a blank": (provision(GOOD, 'name="a b"'), 2, "a rule named `a b`", "choose a name"),
    "gap without a reason": (provision(GOOD, 'until="2020-12-31"') + 'not_in_force("x", since="2021-01-01")\n', 5, "no `cite`", "add cite"),
    "gap ends before it begins": (
        provision(GOOD, 'until="2020-12-31"') + 'not_implemented("x", since="2022-01-01", until="2021-01-01", missing="a")\n',
        5, "until 2021-01-01 before since 2022-01-01", "mend the dates",
    ),
    "two versions of one day": (
        provision(GOOD) + provision(GOOD, since="2021-01-01"), 6, "the version at rules.py:2 holds until further notice", "end the earlier one on 2020-12-31",
    ),
    "two entities": (
        provision(GOOD, 'until="2020-12-31"') + provision(GOOD, entity="household", since="2021-01-01"), 6, "for household and person", "mend one of them",
    ),
    "two types": (
        provision(GOOD, 'until="2020-12-31"') + provision("def x(group: str) -> bool:\n    return group == 'I'", since="2021-01-01"),
        6, "a version of `x` that gives bool", "mend one of them",
    ),
    "only a gap": ('not_in_force("x", since="2020-01-01", cite="Act")\n', 1, "`x` has no rule at all", "write it"),
    "name of a fact": (provision("def salary(minimum: Money) -> Money:\n    return minimum"), 2, "declared at inputs.yaml:2", "rename one of them"),
    "name of a figure": (provision("def minimum(rent: Money) -> Money:\n    return rent"), 2, "declared at parameters.yaml:2", "rename one of them"),
    "circle": (
        provision("def x(y: Money) -> Money:\n    return y") + provision("def y(x: Money) -> Money:\n    return x"), 6, "a circle of rules: x → y → x", "break",
    ),
    "circle of one": (provision("def x(x: Money) -> Money:\n    return x"), 2, "a circle of rules: x → x", "break the circle"),
    "exception to nothing": (
        '@exception(to="y", entity="person", cite="Act", since="2020-01-01", uk="А", en="A")\n' + GOOD, 2, "an exception to `y`, which does not exist", "mend `to`",
    ),
    "exception without to": ('@exception(entity="person", cite="Act", since="2020-01-01", uk="А", en="A")\n' + GOOD, 1, "no `to`", "add to"),
    "exception for another entity": (
        provision(GOOD) + '@exception(to="x", entity="household", cite="Act", since="2020-01-01", uk="А", en="A")\n' + GOOD.replace("x(", "y("),
        6, "an exception for a household", "mend the entity",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES, ids=list(FILES))
def test_files_of_rules(case: str) -> None:
    text, line, found, remedy = FILES[case]
    faults = faults_of(text)
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"rules.py:{line}:" if line else "rules.py: "), faults[0]
    assert found in faults[0]
    assert remedy in faults[0]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    faults = faults_of("limit = 5\n" + provision("def x(minimum) -> Money:\n    return minimum") + provision("def y() -> int:\n    return 0.5"))
    assert [fault.split(": ")[0] for fault in faults] == ["rules.py:1:1", "rules.py:3:7", "rules.py:8:12"]


def figure(value: str = "value: 5", unit: str = "money", rest: str = "mark: verified, source: S", more: str = "") -> str:
    return f"f: {{label: {{uk: А, en: A}}, unit: {unit}, cite: Act{more}, values: [{{from: 2020-01-01, {value}, {rest}}}]}}"


PARAMETER_FAULTS = {
    "three decimals": (figure("value: 5.123"), "found '5.123'; expected an exact number with at most two decimals"),
    "not a number": (figure("value: five"), "found 'five'; expected an exact number"),
    "exponent": (figure("value: 1e3", "ratio"), "found '1e3'"),
    "unknown key": (figure(rest="mark: verified, source: S, form: 1"), "the unknown key `form`"),
    "bad mark": (figure(rest="mark: sure, source: S"), "found 'sure'; expected one of read, verified, remembered, assumption, missing"),
    "no mark": (figure(rest="source: S"), "expected `mark`"),
    "no source": (figure(rest="mark: verified"), "no source"),
    "missing with a value": (figure(rest="mark: missing, note: n"), "missing, with a value"),
    "missing without a note": (figure("value: null", rest="mark: missing"), "note: what is missing and where to look"),
    "no cite": ("f: {label: {uk: А, en: A}, unit: money, values: [{from: 2020-01-01, value: 5, mark: verified, source: S}]}", "no citation"),
    "no label": ("f: {label: {uk: А}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 5, mark: verified, source: S}]}", "both languages"),
    "no unit": ("f: {label: {uk: А, en: A}, cite: Act, values: [{from: 2020-01-01, value: 5, mark: verified, source: S}]}", "expected `unit`"),
    "no values": ("f: {label: {uk: А, en: A}, unit: money, cite: Act, values: []}", "no values"),
    "bad date": (figure().replace("2020-01-01", "2020-13-01"), "found '2020-13-01'; expected a date YYYY-MM-DD"),
    "no such day": (figure("value: 2021-02-29", "date"), "found '2021-02-29'; expected a date"),
    "out of order": (figure().replace("values: [", "values: [{from: 2021-01-01, value: 1, mark: verified, source: S}, "), "values out of order"),
    "twice one day": (figure().replace("values: [", "values: [{from: 2020-01-01, value: 1, mark: verified, source: S}, "), "two from one day"),
    "row missing": (figure("value: {I: 5}", more=", by: group"), "found rows I; expected a row for each of I, II"),
    "row too many": (figure("value: {I: 5, II: 4, III: 3}", more=", by: group"), "found rows I, II, III"),
    "rows without by": (figure("value: {I: 5, II: 4}"), "found rows; expected a row per value"),
    "table without rows": (figure("value: 5", more=", by: group"), "found no rows"),
    "by no choice": (figure("value: {I: 5}", more=", by: salary"), "`by: salary`"),
    "brackets out of order": (figure("brackets: [{from: 5, value: 1}, {from: 0, value: 2}]", more=", of: money"), "thresholds out of order"),
    "bracket with two bounds": (figure("brackets: [{from: 5, above: 5, value: 1}]", more=", of: money"), "{from: x, value: y} or {above: x, value: y}"),
    "brackets beside a value": (figure("value: 3, brackets: [{from: 5, value: 1}]", more=", of: money"), "a value beside brackets"),
    "name twice": (figure() + "\n" + figure(), "the same key twice"),
    "name of an input": (figure().replace("f:", "salary:"), "declared at inputs.yaml:2"),
    "reserved": (figure().replace("f:", "month:"), "no declaration"),
    "not YAML": ("f: {label: [}", "expected YAML"),
    "a value inside itself": ("f: &f {label: *f}", "a value inside itself"),
}


@pytest.mark.parametrize("case", PARAMETER_FAULTS, ids=list(PARAMETER_FAULTS))
def test_parameters(case: str) -> None:
    text, found = PARAMETER_FAULTS[case]
    lines = PARAMETERS.count("\n") + 1
    faults = [fault for fault in faults_of(parameters=text) if fault.startswith("parameters.yaml:")]
    assert len(faults) >= 1
    whole = ("parameters.yaml: ",) if case == "a value inside itself" else ()
    assert faults[0].startswith((f"parameters.yaml:{lines}:", f"parameters.yaml:{lines + 1}:", *whole)), faults
    assert found in faults[0]
    assert len(faults[0].rsplit("; ", 1)[-1]) > 3


def item(more: str, kind: str = "count", source: str = "facts", entity: str = "person") -> str:
    return f"i: {{entity: {entity}, type: {kind}, source: {source}, label: {{uk: А, en: A}}, {more}}}"


INPUT_FAULTS = {
    "absence not said": (item("note: n"), "say what no row means"),
    "entity": (item("absence: no", entity="village"), "found 'village'; expected one of person, household"),
    "type": (item("absence: no", kind="number"), "found 'number'"),
    "source": (item("absence: no", source="memory"), "found 'memory'"),
    "unknown key": (item("absence: no, form: 4"), "the unknown key `form`"),
    "choice without values": (item("absence: no", kind="choice"), "no values"),
    "values without a choice": (item("absence: no, values: {a: {uk: А, en: A}}"), "values with labels for a choice"),
    "value without a label": (item("absence: no, values: {a: x}", kind="choice"), "the value `a` without a label"),
    "the value none": (item("absence: no, values: {none: {uk: А, en: A}}", kind="choice"), "`none` is always there"),
    "range of one": (item("absence: no, range: [5]"), "range: [low, high]"),
    "range turned round": (item("absence: no, range: [5, 1]"), "the smaller first"),
    "an age of a household": (item("absence: no, from_age: 18", entity="household"), "a fact of a person (source: facts) that is no date"),
    "decimals": (item("absence: no, decimals: two", kind="ratio"), "found 'two'; expected a whole number"),
    "strange decimals": (item("absence: no, decimals: ²", kind="ratio"), "found '²'; expected a whole number"),
    "no kinds": (item("absence: unknown", kind="amount", source="incomes"), "kinds of income"),
    "unknown kind": (item("absence: unknown, kinds: [wages]", kind="amount", source="incomes"), "found 'wages'; expected one of wage"),
    "income of a household": (item("absence: unknown, kinds: [wage]", kind="amount", source="incomes", entity="household"), "amount of a household"),
    "kinds elsewhere": (item("absence: no, kinds: [wage]"), "for source: incomes only"),
    "claims without a guarantee": (item("absence: unknown", kind="month", source="claims"), "a guarantee and type month, date or status"),
    "month elsewhere": (item("absence: unknown", kind="month"), "a month is for claims only"),
    "claims for no guarantee": (item("absence: unknown, guarantee: aid", kind="month", source="claims"), "the guarantee `aid`"),
    "name twice": (item("absence: no") + "\n" + item("absence: no"), "the same key twice"),
    "fixed name": (item("absence: no").replace("i:", "sex:"), "declared at the kernel too"),
    "list": ("i: [1, 2]", "no declaration"),
}


@pytest.mark.parametrize("case", INPUT_FAULTS, ids=list(INPUT_FAULTS))
def test_inputs(case: str) -> None:
    text, found = INPUT_FAULTS[case]
    lines = INPUTS.count("\n") + 1
    faults = [fault for fault in faults_of(inputs=text) if fault.startswith("inputs.yaml:")]
    assert len(faults) >= 1
    assert faults[0].startswith((f"inputs.yaml:{lines}:", f"inputs.yaml:{lines + 1}:")), faults
    assert found in faults[0]


AID = provision("def aid(minimum: Money) -> Money:\n    return minimum")
WAY = """procedure:
  - {from: 2020-01-01, decides: {uk: В, en: O}, where: {uk: В, en: O}, appeal: {uk: С, en: C}, cite: Act 1, mark: remembered}
"""
GUARANTEE_FAULTS = {
    "no rule": ("", GUARANTEE, 2, "no rule `aid`"),
    "entity": ("", GUARANTEE.replace("entity: person", "entity: village"), 2, "found 'village'"),
    "another entity": (AID, GUARANTEE.replace("entity: person", "entity: household"), 0, "`aid` for a person; expected household"),
    "access": (AID, GUARANTEE.replace("automatic", "asked"), 5, "found 'asked'"),
    "payer": (AID, GUARANTEE.replace("payer: state", "payer: king"), 6, "found 'king'"),
    "no cite": (AID, GUARANTEE.replace("cite: Act 1", ""), 2, "expected `cite`"),
    "no force": (AID, GUARANTEE.replace("in_force: {since: 2020-01-01}", ""), 2, "expected in_force"),
    "an end that is not read": (AID, GUARANTEE.replace("since: 2020-01-01", "since: 2020-01-01, until: 2021-01-01"), 7, "the unknown key `until`"),
    "months": (AID, GUARANTEE + "award_months: six\n", 9, "found 'six'; expected a whole number"),
    "decision_days beside a procedure": (AID, GUARANTEE + WAY + "decision_days: 10\n", 11, "decision_days: found beside a procedure"),
    "the payer in a procedure": (AID, GUARANTEE + WAY.replace("cite", "payer: state, cite"), 10, "the unknown key `payer`"),
    "documents without a claim": (AID, GUARANTEE + "documents: [{uk: П, en: P}]\n", 9, "documents: found of a right that is paid without a claim"),
    "claim_until": (AID, GUARANTEE + "claim_until: never\n", 2, "no rule `never`"),
    "claim_until gives money": (AID, GUARANTEE + "claim_until: aid\n", 2, "`aid` gives money; expected a date"),
    "a comma without quotes": (AID, GUARANTEE.replace("summary: {uk: Допомога", "summary: {uk: Тому, хто поховав"), 4, "no text in both languages"),
    "not money": (provision("def aid(disabled: bool) -> bool:\n    return disabled"), GUARANTEE, 2, "`aid` gives bool; expected money a month"),
}


@pytest.mark.parametrize("case", GUARANTEE_FAULTS, ids=list(GUARANTEE_FAULTS))
def test_guarantees(case: str) -> None:
    rules, text, line, found = GUARANTEE_FAULTS[case]
    faults = faults_of(rules, guarantees={"aid": text})
    assert len(faults) == (1 if rules else len(faults)), faults
    assert faults[0].startswith(f"guarantee.yaml:{line}:" if line else "rules.py:2:"), faults
    assert found in faults[0]


def test_a_claim_of_another_entity() -> None:
    claimed = "c: {entity: household, type: month, source: claims, guarantee: aid, absence: unknown, label: {uk: А, en: A}}"
    faults = faults_of(AID, inputs=claimed, guarantees={"aid": GUARANTEE})
    assert len(faults) == 1
    assert faults[0].startswith("inputs.yaml:8:")
    assert "`c` of a household; expected person, who claims `aid`" in faults[0]


NUMBERS = {
    # What stands in the rule, the numbers refused with column and unit, and the argument each becomes.
    "returned": ("def x(disabled: bool) -> Money:\n    if disabled:\n        return 1200\n    return 0", [(4, 16, "1200", "money", "x_amount: Money")]),
    "returned alone": ("def x(disabled: bool) -> Money:\n    return 1200 if disabled else 7", [(3, 12, "1200", "money", "x_amount: Money"), (3, 34, "7", "money", "x_amount_2: Money")]),
    "beside a figure": ("def x(disabled: bool, minimum: Money) -> Money:\n    return minimum if disabled else 1200", [(3, 37, "1200", "money", "x_amount: Money")]),
    "added": ("def x(minimum: Money) -> Money:\n    return minimum + 1200", [(3, 22, "1200", "money", "x_amount: Money")]),
    "kopecks added": ("def x(minimum: Money) -> Money:\n    return minimum - 12.50", [(3, 22, "12.5", "money", "x_amount: Money")]),
    "compared": ("def x(minimum: Money) -> bool:\n    return minimum > 1200", [(3, 22, "1200", "money", "x_amount: Money")]),
    "compared from the left": ("def x(minimum: Money) -> bool:\n    return 5 <= minimum < 1200", [(3, 12, "5", "money", "x_amount: Money"), (3, 27, "1200", "money", "x_amount_2: Money")]),
    "the larger": ("def x(disabled: bool, minimum: Money) -> Money:\n    return max(0, 1200) if disabled else minimum", [(3, 19, "1200", "money", "x_amount: Money")]),
    "the larger of both": ("def x(minimum: Money) -> Money:\n    return max(minimum, 1200)", [(3, 25, "1200", "money", "x_amount: Money")]),
    "a share": ("def x(minimum: Money) -> Money:\n    return round_half_up(minimum * 0.75, '0.01')", [(3, 36, "0.75", "ratio", "x_share: Ratio")]),
    "an area": ("def x(area: Area) -> bool:\n    return area > 21", [(3, 19, "21", "m2", "x_number: Quantity['m2']")]),
    "a large count": ("def x(rooms: int) -> bool:\n    return rooms > 1200", [(3, 20, "1200", "count", "x_count: int")]),
    "years": ("def x(birth_date: Date, day: Date) -> bool:\n    return age(birth_date, day) >= 65", [(3, 36, "65", "years", "x_years: int")]),
    "months added": ("def x(birth_date: Date) -> Date:\n    return add_months(birth_date, 216)", [(3, 35, "216", "months", "x_months: int")]),
    "in a local name": ("def x(minimum: Money) -> Money:\n    line = 1200\n    return line if minimum > line else minimum", [(3, 12, "1200", "money", "x_amount: Money")]),
    "over members": ("def x(members: Members) -> Money:\n    return sum(500 if m.disabled else m.salary for m in members)", [(3, 16, "500", "money", "x_amount: Money")]),
}  # fmt: skip
SMALL = {
    "nought": "def x(minimum: Money) -> Money:\n    return max(0, minimum)",
    "twelve months": "def x(minimum: Money, month: Month) -> Money:\n    return minimum * 12 if month_number(month) == 12 else 0",
    "days of a month": "def x(rooms: int) -> bool:\n    return rooms > 31",
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_figure_in_a_rule_becomes_an_entry_of_parameters(case: str) -> None:
    """The entry that the message gives is put into parameters.yaml and named as an argument, as it says: then nothing is wrong."""
    body, wanted = NUMBERS[case]
    entity = "household" if "rooms" in body or "area" in body or "members" in body else "person"
    faults = read_text(provision(body, entity=entity), INPUTS, PARAMETERS)[1]
    lines = body.split("\n")
    entries = ""
    for fault, (line, column, value, unit, argument) in zip(faults, wanted, strict=True):
        assert fault.place == f"rules.py:{line}:{column}"
        assert fault.found == f"the number {value} in a rule"
        before, _, entry = fault.remedy.partition("`: ")
        assert before == f"put it into parameters.yaml and name it as an argument, `{argument}"
        assert f'unit: "{unit}", cite: "Act 1", values: [{{from: "2020-01-01", value: "{value}", mark: "remembered"}}]' in entry
        entries += entry + "\n"
    for _, column, value, _, argument in reversed(wanted):
        line = next(place for place, text in enumerate(lines) if text[column - 1 :].startswith(value))
        end = column - 1 + len(value) + (value == "12.5")  # written 12.50
        lines[line] = lines[line][: column - 1] + argument.partition(":")[0] + lines[line][end:]
        lines[0] = lines[0].replace(")", f", {argument})", 1)
    assert faults_of(provision("\n".join(lines), entity=entity), parameters=entries) == []


@pytest.mark.parametrize("case", SMALL)
def test_small_numbers_count(case: str) -> None:
    assert faults_of(provision(SMALL[case], entity="household" if "rooms" in SMALL[case] else "person")) == []


def test_figures_of_a_file_are_refused_in_one_pass_with_the_folder() -> None:
    """Two rules and five numbers; the file of the folder is named, in both languages."""
    text = provision("def x(minimum: Money) -> Money:\n    return minimum + 1200 if minimum > 1100 else 0.5 * minimum") + provision("def y(minimum: Money) -> Money:\n    return 7 if minimum > 1 else 0")  # fmt: skip
    rules, none = parse_rules(text, "land/law/aid/rules.py")
    inputs = read_inputs(read_sheet(INPUTS, "i", none), "i", none)
    faults = build_law("text", {}, inputs, read_parameters(read_sheet(PARAMETERS, "p", none), "p", none), rules, [], "")[1]
    assert none == []
    assert [(fault.row, fault.found.split()[2]) for fault in faults] == [(3, "1200"), (3, "1100"), (3, "0.5"), (7, "7"), (7, "1")]
    assert all("put it into land/law/aid/parameters.yaml and name it as an argument, `" in fault.remedy for fault in faults)
    assert len({fault.remedy for fault in faults}) == 5
    told = ukrainian().say(faults[0].said)
    assert told.startswith("land/law/aid/rules.py:3:22: знайдено: число 1200 у нормі; очікується: число закону за його назвою; внесіть його в land/law/aid/parameters.yaml і назвіть серед аргументів, `x_amount: Money`: x_amount: {label: ")  # fmt: skip


def test_a_number_in_the_condition_of_a_source_is_a_matter_for_the_law() -> None:
    """Nobody who writes a table of sources is sent to parameters.yaml; an age or a count there is the giver's own."""
    law, none = read_text("", INPUTS, PARAMETERS)
    assert none == []
    people = register_of([], law.inputs, law.guarantees)
    with pytest.raises(InputRefused) as refused:
        judge(law, people, 24312, None, [Condition("rent > 1200", "sources.csv", 2), Condition("rooms > 90", "sources.csv", 3)])
    (fault,) = refused.value.faults
    assert (fault.place, fault.found) == ("sources.csv:2:condition", "the number 1200 in a rule")
    assert fault.remedy == "write a rule into the law and name it here"
