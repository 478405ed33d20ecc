"""Reforms: read from sheets, laid over a law in order, and compared with it."""
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law_text import GUARANTEE, law_of_text, provision
from law_world import worlds
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.faults import InputRefused
from zhyto.io.packs.law import load_law
from zhyto.io.packs.reforms import load_reform, load_reforms
from zhyto.law.ir import LawConflict
from zhyto.law.model import Law, Reform
from zhyto.law.parse import parse_rules
from zhyto.register.convert import register_of
from zhyto.register.record import Entity, Household, Spell
from zhyto.rights.accrual import find_accrued
from zhyto.rights.rights import find_rights, rights_under
from zhyto.rights.simulate import effect, simulate

COMMON = settings(suppress_health_check=list(HealthCheck), print_blob=True, max_examples=40)
ENGINE = load_law(Path(__file__).resolve().parents[1] / "laws" / "engine")
INPUTS = """
group: {entity: person, type: choice, source: facts, absence: no, values: {I: {uk: І, en: I}, II: {uk: ІІ, en: II}}, label: {uk: Г, en: G}}
rooms: {entity: person, type: count, source: persons, absence: unknown, range: [0, 9], label: {uk: К, en: R}}
"""
MINIMUM = "minimum: {{label: {{uk: М, en: M}}, unit: money, cite: Act, values: [{values}]}}\n"
OLD = "{from: 2020-01-01, value: 1000, mark: verified, source: S}, {from: 2021-01-01, value: 1100, mark: verified, source: S}"
REST = """
by_group: {label: {uk: Г, en: G}, unit: money, by: group, cite: Act, values: [{from: 2020-01-01, value: {I: 3, II: 2}, mark: verified, source: S}]}
share: {label: {uk: Ч, en: S}, unit: ratio, cite: Act, values: [{from: 2020-01-01, value: "0.5", mark: verified, source: S}]}
"""
RULES = (
    provision("def aid(group: str, rooms: int, minimum: Money, by_group: Table, share: Ratio) -> Money:\n    if rooms > 4:\n        return 0\n"
              "    return round_up(minimum * share, '1') + by_group[group]")
    + '@exception(to="aid", entity="person", cite="Act", since="2020-01-01", uk="А", en="A")\n'
    "def without_a_group(group: str) -> Money:\n    if group == 'none':\n        return 0\n    return None\n"
)  # fmt: skip
LAW = law_of_text(RULES, INPUTS, MINIMUM.format(values=OLD) + REST, {"aid": GUARANTEE})


def write(folder: Path, text: str, rules: str = "", name: str = "reform.yaml") -> Path:
    if rules:
        (folder / "rules.py").write_text(rules, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


HIGHER = """
name: higher_minimum
label: {uk: Вищий мінімум, en: A higher minimum}
since: 2021-07-01
cite: Bill 1
parameters:
  minimum: {value: 1500.00}
"""


def household(group: int, rooms: int | None, number: int = 0) -> Household:
    facts = {"group": (Spell(group, date(2000, 1, 1)),), **({} if rooms is None else {"rooms": (Spell(rooms),)})}
    return Household(Entity(f"h{number}"), (Entity(f"p{number}", facts, birth=date(1980, 1, 1)),))


def amount(law: Law, home: Household, month: str) -> object:
    value = Reference(law, home, dates.parse_month(month) or 0).value("aid", 0)
    return value if isinstance(value, Unknown) else int(value * 100)


HOMES = [household(1, 2), household(2, 3, 1), household(0, 3, 2), household(1, 7, 3), household(2, None, 4)]


def test_a_sheet_raises_a_figure_from_its_date(tmp_path: Path) -> None:
    reform = load_reform(LAW, write(tmp_path, HIGHER))
    assert (reform.name, reform.since, reform.label["en"]) == ("higher_minimum", date(2021, 7, 1), "A higher minimum")
    reformed = LAW.reform(reform)
    assert amount(LAW, HOMES[0], "2021-08") == 55300
    assert amount(reformed, HOMES[0], "2021-06") == 55300
    assert amount(reformed, HOMES[0], "2021-07") == 75300
    assert amount(reformed, HOMES[0], "2030-01") == 75300


def test_the_baseline_is_untouched_and_shared(tmp_path: Path) -> None:
    before = {name: [value.value for value in item.values] for name, item in LAW.parameters.items()}
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, HIGHER)))
    assert before == {name: [value.value for value in item.values] for name, item in LAW.parameters.items()}
    assert reformed.parameters["share"] is LAW.parameters["share"]
    assert reformed.rules["aid"] is LAW.rules["aid"]
    assert reformed.inputs is LAW.inputs


def test_reforms_compose_in_order(tmp_path: Path) -> None:
    one = write(tmp_path, HIGHER, name="one.yaml")
    two = write(tmp_path, HIGHER.replace("2021-07-01", "2022-01-01").replace("1500.00", "1600").replace("higher", "highest"), name="two.yaml")
    first, second = load_reforms(LAW, [one, two])[0], load_reforms(LAW, [two, one])[0]
    assert [amount(first, HOMES[0], month) for month in ("2021-06", "2021-07", "2022-01")] == [55300, 75300, 80300]
    # The one laid on last holds for good from its date.
    assert [amount(second, HOMES[0], month) for month in ("2021-06", "2021-07", "2022-01")] == [55300, 75300, 75300]
    assert first.name == "text + higher_minimum + highest_minimum"
    step = LAW.reform(load_reform(LAW, one))
    assert amount(step.reform(load_reform(step, two)), HOMES[0], "2022-01") == 80300


def test_a_rule_replaced_from_a_date_leaves_earlier_months(tmp_path: Path) -> None:
    rules = provision("def aid(minimum: Money) -> Money:\n    return minimum", since="2021-07-01")
    text = "name: flat\nlabel: {uk: Рівна, en: Flat}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    for home in HOMES:
        for month in ("2020-01", "2021-06"):
            assert amount(reformed, home, month) == amount(LAW, home, month)
    assert [amount(reformed, home, "2021-07") for home in HOMES] == [110000, 110000, 0, 110000, 110000]
    assert [rule.until for rule in reformed.rules["aid"]] == [date(2021, 6, 30), None]


def test_a_new_rule_may_begin_later_than_the_reform(tmp_path: Path) -> None:
    rules = provision("def aid(minimum: Money) -> Money:\n    return minimum", since="2022-03-01")
    text = "name: flat\nlabel: {uk: Рівна, en: Flat}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    assert amount(reformed, HOMES[0], "2022-02") == 55300
    assert amount(reformed, HOMES[0], "2022-03") == 110000


def test_several_versions_a_helper_and_an_end(tmp_path: Path) -> None:
    rules = (
        provision("def half(minimum: Money) -> Money:\n    return round_up(minimum / 2, '1')")
        + provision("def aid_one(half: Money) -> Money:\n    return half", 'name="aid", until="2021-12-31"')
        + 'not_in_force("aid", since="2022-01-01", cite="Bill")\n'
    )
    text = "name: end\nlabel: {uk: Кінець, en: End}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    assert [amount(reformed, HOMES[0], month) for month in ("2021-06", "2021-07", "2021-12", "2022-01")] == [55300, 55000, 55000, 0]


def test_after_a_rule_that_ends_the_law_goes_on(tmp_path: Path) -> None:
    rules = provision("def aid(minimum: Money) -> Money:\n    return minimum", 'until="2021-09-30"', since="2021-07-01")
    text = "name: summer\nlabel: {uk: Літо, en: Summer}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    assert [amount(reformed, HOMES[0], month) for month in ("2021-06", "2021-07", "2021-09", "2021-10")] == [55300, 110000, 110000, 55300]
    assert [(rule.since, rule.until) for rule in reformed.rules["aid"]] == [
        (date(2020, 1, 1), date(2021, 6, 30)), (date(2021, 7, 1), date(2021, 9, 30)), (date(2021, 10, 1), None),
    ]  # fmt: skip


def test_an_exception_is_replaced_by_its_name_and_ended(tmp_path: Path) -> None:
    rules = (
        '@exception(to="aid", entity="person", cite="Bill", since="2021-07-01", uk="А", en="A")\n'
        "def without_a_group(group: str, minimum: Money) -> Money:\n    if group == 'none':\n        return minimum\n    return None\n"
    )
    text = "name: kind\nlabel: {uk: Добра, en: Kind}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    assert [amount(reformed, HOMES[2], month) for month in ("2021-06", "2021-07")] == [0, 110000]
    ended = LAW.reform(load_reform(LAW, write(tmp_path, text, 'not_in_force("without_a_group", since="2021-07-01", cite="Bill")\n')))
    assert [amount(ended, HOMES[2], month) for month in ("2021-06", "2021-07")] == [0, 55000]


REFUSED = {
    "unknown parameter": (HIGHER.replace("minimum: {", "minimun: {"), "", "reform.yaml:7", "the parameter `minimun`", "did you mean minimum?"),
    "wrong unit": (HIGHER.replace("value: 1500.00", "value: 1500, unit: ratio"), "", "reform.yaml:7:unit", "found ratio", "give the value in that unit"),
    "three decimals": (HIGHER.replace("1500.00", "1500.001"), "", "reform.yaml:7:value", "at most two decimals", "mend it"),
    "words": (HIGHER.replace("1500.00", "more"), "", "reform.yaml:7:value", "found 'more'", "mend it"),
    "a table for a number": (HIGHER.replace("1500.00", "{I: 5}"), "", "reform.yaml:7:value", "found rows", "mend it"),
    "brackets for a number": (
        HIGHER.replace("value: 1500.00", "brackets: [{from: 0, value: 1}]"), "", "reform.yaml:7", "a scale for `minimum`; expected a number", "write it as at",
    ),
    "a row too few": (HIGHER.replace("minimum: {value: 1500.00}", "by_group: {value: {I: 5}}"), "", "reform.yaml:7", "rows I", "add or remove rows"),
    "no value": (HIGHER.replace("value: 1500.00", "note: a"), "", "reform.yaml:7:value", "found nothing", "add it"),
    "no citation": (HIGHER.replace("cite: Bill 1\n", ""), "", "reform.yaml:6:cite", "no citation", "add it"),
    "before the parameter": (HIGHER.replace("2021-07-01", "2019-12-31"), "", "reform.yaml:7", "before its first (2020-01-01, parameters.yaml:1)", "begin the reform later"),
    "bad date": (HIGHER.replace("2021-07-01", "July"), "", "reform.yaml:4:since", "found 'July'", "mend it"),
    "unknown key": (HIGHER + "until: 2022-01-01\n", "", "reform.yaml:8:until", "the unknown key `until`", "remove it"),
    "nothing": (HIGHER.split("parameters")[0], "", "reform.yaml:2", "changes nothing", "say what changes"),
    "no such file": (HIGHER + "rules: rules.py\n", "", "reform.yaml:8:rules", "no file 'rules.py'", "mend its name"),
    "a file elsewhere": (HIGHER + "rules: ../rules.py\n", "", "reform.yaml:8:rules", "no file '../rules.py'", "mend its name"),
    "bad rule": (HIGHER + "rules: rules.py\n", provision("def aid(minimum: Money) -> Money:\n    return minimum * 0.5"), "rules.py:3", "0.5", "parameters.yaml"),
    "unknown name": (HIGHER + "rules: rules.py\n", provision("def aid(wealth: Money) -> Money:\n    return wealth"), "rules.py:2", "the name `wealth`", "declare it"),
    "another type": (HIGHER + "rules: rules.py\n", provision("def aid(group: str) -> bool:\n    return group == 'I'"), "rules.py:2", "gives bool", "mend one"),
    "another entity": (
        HIGHER + "rules: rules.py\n", provision("def aid(minimum: Money) -> Money:\n    return minimum", entity="household"),
        "rules.py:2", "`aid` for a household, while the law has it for a person (rules.py:2)", "mend the entity",
    ),
    "a name of the law": (HIGHER + "rules: rules.py\n", provision("def share() -> int:\n    return 1"), "rules.py:2", "the rule `share`", "rename the rule"),
    "an end with nothing after": (
        HIGHER + "rules: rules.py\n", provision("def other(minimum: Money) -> Money:\n    return minimum", 'until="2021-12-31"'),
        "rules.py:2", "until 2021-12-31, and nothing after", "leave `until` out",
    ),
    "two versions": (
        HIGHER + "rules: rules.py\n", 2 * provision("def aid(minimum: Money) -> Money:\n    return minimum"), "rules.py:6", "holds until further notice", "end the earlier",
    ),
    "exception to nothing": (
        HIGHER + "rules: rules.py\n", '@exception(to="ait", entity="person", cite="B", since="2020-01-01", uk="А", en="A")\ndef e(minimum: Money) -> Money:\n    return minimum\n',
        "rules.py:2", "an exception to `ait`", "did you mean aid?",
    ),
    "not YAML": ("name: [", "", "reform.yaml:", "expected YAML", "mend the line"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
def test_reforms_refused(tmp_path: Path, case: str) -> None:
    text, rules, place, found, remedy = REFUSED[case]
    with pytest.raises(InputRefused) as refused:
        LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    assert any(str(fault).startswith(place) for fault in refused.value.faults), refused.value.faults
    assert found in str(refused.value)
    assert remedy in str(refused.value)


def test_no_such_sheet(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"gone\.yaml"):
        load_reform(LAW, tmp_path / "gone.yaml")


def test_a_supposed_figure_counts_whatever_is_known(tmp_path: Path) -> None:
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, HIGHER)))
    assert Reference(reformed, HOMES[0], 2021 * 12 + 7, date(2021, 1, 1)).value("aid", 0) == 753
    published = LAW.reform(load_reform(LAW, write(tmp_path, HIGHER.replace("1500.00", "1500.00, known: 2021-09-01"))))
    assert Reference(published, HOMES[0], 2021 * 12 + 7, date(2021, 8, 31)).value("aid", 0) == 553
    assert Reference(published, HOMES[0], 2021 * 12 + 7, date(2021, 9, 1)).value("aid", 0) == 753


# As if the sheets had been edited ----------------------------------------------------------------------------------------


@COMMON
@given(data=st.data())
def test_a_changed_figure_equals_an_edited_law(data: st.DataObject) -> None:
    """A reform of `minimum` from a date, against the law whose values were edited by hand."""
    households, month, known = data.draw(worlds(ENGINE, (2019 * 12 + 3, 2023 * 12)))
    since = data.draw(st.sampled_from([date(2019, 1, 1), date(2020, 7, 1), date(2021, 3, 1), date(2022, 1, 1)]))
    hryvnias = data.draw(st.integers(0, 500_000))
    old = ENGINE.parameters["minimum"]
    new = replace(old.values[0], since=since, value=old.values[0].value + hryvnias, known=date(1, 1, 1))
    reformed = ENGINE.reform(Reform("r", since, {"minimum": new}))
    edited = replace(ENGINE, parameters={**ENGINE.parameters, "minimum": replace(old, values=(*(v for v in old.values if v.since < since), new))})
    for home in households:
        one, two = Reference(reformed, home, month, known), Reference(edited, home, month, known)
        for name in ENGINE.rules:
            for place in [HOUSEHOLD] if ENGINE.entities[name] == "household" else range(len(one.members)):
                try:
                    wanted = two.value(name, place)
                except LawConflict:
                    with pytest.raises(LawConflict):
                        one.value(name, place)
                    continue
                assert one.value(name, place) == wanted, name


@COMMON
@given(data=st.data())
def test_one_pass_over_two_laws_equals_two_runs(data: st.DataObject) -> None:
    households, month, known = data.draw(worlds(ENGINE, (2019 * 12 + 3, 2023 * 12)))
    register = register_of(households, ENGINE.inputs, ENGINE.guarantees)
    old = ENGINE.parameters["minimum"].values[-1]
    plain = parse_rules(provision("def plain_right(age_now: int, minimum: Money) -> Money:\n    return minimum if age_now < 30 else 0"), "r.py")[0]
    reformed = ENGINE.reform(
        Reform("one", date(2020, 1, 1), {"minimum": replace(old, value=old.value * 2, known=date(1, 1, 1))}), Reform("two", date(2021, 1, 1), rules=tuple(plain))
    )
    try:
        apart = [find_rights(law, register, month, known) for law in (ENGINE, reformed)]
    except LawConflict:
        with pytest.raises(LawConflict):
            rights_under([ENGINE, reformed], register, month, known)
        return
    together = rights_under([ENGINE, reformed], register, month, known)
    for one, two in zip([right for law in apart for right in law], [right for law in together for right in law], strict=True):
        assert np.array_equal(one.state, two.state)
        assert np.array_equal(one.amount, two.amount)
        assert np.array_equal(one.claim_until, two.claim_until)
        for row in range(len(one.state)):
            names = [{name for i, name in enumerate(right.missing_names) if int(right.missing[row]) >> i & 1} for right in (one, two)]
            assert names[0] == names[1]
        assert one.law == two.law
    accrued = [find_accrued(law, register, rights, known) for law, rights in zip((ENGINE, reformed), apart, strict=True)]
    assert simulate(ENGINE, reformed, register, month, known) == [effect(a, b, sums) for a, b, *sums in zip(*apart, *accrued, strict=True)]


def test_gainers_losers_and_those_nobody_can_tell(tmp_path: Path) -> None:
    rules = provision("def aid(group: str, rooms: int, minimum: Money) -> Money:\n    if rooms > 4:\n        return minimum\n    return 0 if group == 'I' else minimum")
    text = "name: turned\nlabel: {uk: Навпаки, en: Turned}\nsince: 2021-07-01\nrules: rules.py\n"
    reformed = LAW.reform(load_reform(LAW, write(tmp_path, text, rules)))
    register = register_of(HOMES, LAW.inputs, LAW.guarantees)
    (found,) = simulate(LAW, reformed, register, 2021 * 12 + 6)
    # 553 → 0; 552 → 1100; without a group 0 both; 0 → 1100; rooms not known, which settles nothing before and changes nothing after.
    assert (found.code, found.gainers, found.losers, found.unsettled) == ("aid", 2, 1, 1)
    assert (found.gained, found.lost) == (110000 - 55200 + 110000, 55300)
    assert (found.before.due, found.before.kopecks_due, found.before.unknown) == (2, 110500, 1)
    assert (found.after.due, found.after.kopecks_due, found.after.unknown) == (3, 330000, 0)
    (same,) = simulate(LAW, reformed, register, 2021 * 12 + 5)
    assert same.before == same.after
    assert (same.gainers, same.losers) == (0, 0)
