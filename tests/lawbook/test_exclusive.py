"""Rights that exclude each other: proved from the rules, refuted by a household, or honestly not decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from law_text import GUARANTEE, law_of_text, provision
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.io.packs.cases import read_cases
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.declare import Relation
from zhyto.law.model import Law
from zhyto.lawbook.check import check_law
from zhyto.lawbook.exclusive import Exclusion, exclusions

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
FACTS = """
helped: {entity: household, type: status, source: facts, absence: no, label: {uk: Має підтримку, en: Is helped}}
group: {entity: person, type: choice, source: facts, absence: no, values: {I: {uk: І, en: I}, II: {uk: ІІ, en: II}}, label: {uk: Г, en: Group}}
wealth: {entity: person, type: amount, source: facts, absence: unknown, range: [0, 100000], label: {uk: Статки, en: Wealth}}
wage: {entity: person, type: amount, source: incomes, kinds: [wage], range: [0, 100000], label: {uk: Зарплата, en: Wage}}
"""
FIGURES = """
line: {label: {uk: М, en: L}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 1000, mark: verified, source: S}]}
grown: {label: {uk: П, en: G}, unit: years, cite: Act, values: [{from: 2020-01-01, value: 18, mark: verified, source: S}]}
"""
AGE = provision("def years_old(birth_date: Date, day: Date) -> int:\n    return age(birth_date, day)")


def pair(one: str, other: str, relation: str = "kind: excludes, other: other, cite: Act") -> Law:
    """Two guarantees that exclude each other, each by arguments and a condition (`a: int | a > 0`); rows give the line."""
    texts = []
    for name, text in (("one", one), ("other", other)):
        arguments, _, condition = text.partition(" | ")
        texts.append(provision(f"def {name}({arguments}, line: Money) -> Money:\n    if {condition}:\n        return line\n    return 0"))
    related = GUARANTEE + f"relations: [{{{relation}, mark: remembered}}]\n"
    return law_of_text(AGE + "".join(texts), FACTS, FIGURES, {"one": related, "other": GUARANTEE})


def verdict(law: Law) -> Exclusion:
    (found,) = exclusions(law, FIRST, LAST)
    return found


APART = {
    "a status and not it": ("helped: bool | helped", "helped: bool | not helped"),
    "within other conditions": ("helped: bool, group: str | group == 'I' and helped", "helped: bool, wealth: Money | not (wealth > 5 * line or helped)"),
    "two choices": ("group: str | group == 'I'", "group: str | group in ('II',)"),
    "a choice and all others": ("group: str | group != 'I'", "group: str | not group in ('II', 'none')"),
    "an age and below it": ("years_old: int, grown: int | years_old >= grown", "years_old: int, grown: int | years_old < grown"),
    "a figure from both sides": ("wealth: Money | wealth <= line", "wealth: Money | wealth > line"),
    "both comparisons turned round": ("wealth: Money | line < wealth", "wealth: Money | not line < wealth"),
    "two facts compared": ("wealth: Money, wage: Money | wealth > wage", "wealth: Money, wage: Money | wage >= wealth"),
    "nobody of the family, and the holder": (
        "members: Members | not any(m.wage > 0 for m in members if m.group == 'I')", "wage: Money, group: str | wage > 0 and group == 'I'"),
    "nobody of the family, and somebody": (
        "members: Members | not any(m.wage > 0 for m in members if m.group == 'I')",
        "members: Members | count(m for m in members if m.wage > 0 and m.group == 'I') != 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_conditions_that_contradict_are_a_proof(case: str) -> None:
    found = verdict(pair(*APART[case]))
    assert (found.verdict, found.proved, found.months, found.tried) == ("proved", 24, 24, 0)


TOGETHER = {
    "nothing in common": ("helped: bool | helped", "group: str | group == 'II'"),
    "a figure that both include": ("wealth: Money | wealth <= line", "wealth: Money | wealth >= line"),
    "one kopeck apart": ("wealth: Money | line < wealth", "wealth: Money | wealth - line < 3 * (wealth - line) and not wealth > 2 * line"),
    "an income": ("wage: Money | wage > line", "wage: Money, group: str | wage > 2 * line and group != 'none'"),
    "either of two": ("helped: bool, group: str | helped or group == 'I'", "helped: bool | not helped"),
    "an age": ("years_old: int, grown: int | years_old >= grown", "years_old: int, grown: int | years_old <= grown"),
    "nobody of the family, and the holder half of it": (
        "members: Members | not any(m.wage > 0 for m in members if m.group == 'I')", "group: str | group == 'I'"),
    "somebody of the family, and not the holder": ("members: Members | any(m.years_old < 5 for m in members if m.wage == 0)", "years_old: int | years_old > 4"),
}  # fmt: skip


@pytest.mark.parametrize("case", TOGETHER)
def test_a_household_that_holds_both_is_shown(case: str) -> None:
    law = pair(*TOGETHER[case])
    found = verdict(law)
    assert found.verdict == "witness"
    assert found.witness
    reference = Reference(law, found.witness.household, found.witness.month)
    for code, holder in zip(("one", "other"), found.witness.holders, strict=True):
        value = reference.value(code, holder)
        assert not isinstance(value, Unknown)
        assert value > 0
    finding = next(item for item in check_law(law, FIRST, LAST) if item.kind == "not_exclusive")
    assert finding.severity == "error"
    assert finding.where.startswith("guarantee.yaml:")
    assert found.witness.facts["en"][-1] in finding.text


def test_what_is_neither_proved_nor_found_is_said() -> None:
    """No wealth satisfies both, and it takes algebra to see it."""
    found = verdict(pair("wealth: Money, wage: Money | wealth - wage > line", "wealth: Money, wage: Money | wage - wealth > line"))
    assert (found.verdict, found.proved) == ("undecided", 0)
    assert found.tried > 10


def test_a_figure_that_changes_moves_the_proof() -> None:
    """The two ages meet only from 2021 on: proved before, refuted after."""
    law = pair("years_old: int, grown: int | years_old >= grown", "years_old: int | years_old < 16")
    changed = replace(law.parameters["grown"].values[0], since=date(2021, 1, 1), value=law.parameters["grown"].values[0].value - 4)
    grown = replace(law.parameters["grown"], values=(law.parameters["grown"].values[0], changed))
    found = verdict(replace(law, parameters={**law.parameters, "grown": grown}))
    assert (found.verdict, found.proved, found.months) == ("witness", 12, 24)
    assert found.witness
    assert found.witness.month >= dates.month_index(date(2021, 1, 1))


def test_the_days_of_the_relation_count() -> None:
    law = pair(*TOGETHER["nothing in common"], relation="kind: excludes, other: other, from: 2021-07-01, cite: Act")
    assert verdict(law).months == 6
    later = pair(*TOGETHER["nothing in common"], relation="kind: excludes, other: other, from: 2030-01-01, cite: Act")
    assert verdict(later).verdict == "never"
    choice = pair(*TOGETHER["nothing in common"], relation="kind: choice, other: other, cite: Act")
    assert list(exclusions(choice, FIRST, LAST)) == []


GRANTED = "other_granted: {entity: person, type: status, source: claims, guarantee: other, label: {uk: Призначено, en: Granted}}\n"
CLAIMED = "other_claimed: {entity: person, type: date, source: claims, guarantee: other, label: {uk: Подано, en: Claimed}}\n"


def chosen(condition: str, facts: str = "", since: str = "") -> Law:
    """Two aids of which a person chooses one: `one` under a condition, `other` for everybody."""
    arguments, _, text = condition.partition(" | ")
    one = provision(f"def one({arguments}{', ' if arguments else ''}line: Money) -> Money:\n    if {text}:\n        return line\n    return 0")
    other = provision("def other(line: Money) -> Money:\n    return line")
    claim = GUARANTEE.replace("access: automatic", "access: claim")
    assert claim != GUARANTEE
    related = claim + f"relations: [{{kind: excludes, other: other, cite: Act}}, {{kind: choice, other: other, {since}cite: Act}}]\n"
    return law_of_text(one + other, FACTS + facts, FIGURES, {"one": related, "other": claim})


def test_where_one_is_chosen_the_claims_decide() -> None:
    """Both may be claimable; that both are due when both are granted is contradicted by the rule that reads the other's claim."""
    law = chosen("other_granted: bool | not other_granted", GRANTED)
    found = verdict(law)
    assert (found.verdict, found.proved, found.months, found.choice) == ("proved", 24, 24, True)
    finding = next(item for item in check_law(law, FIRST, LAST) if item.kind == "exclusive")
    assert finding.severity == "info"
    assert "claims decide" in finding.text
    before = verdict(chosen("other_granted: bool | not other_granted", GRANTED, "from: 2021-01-01, "))
    assert (before.verdict, before.proved) == ("witness", 12), "no choice yet in 2020: there the amounts themselves must keep apart"
    assert before.witness
    assert not before.witness.claimed


@pytest.mark.parametrize(
    ("condition", "facts"),
    [("helped: bool | not helped", ""), ("other_claimed: Date, month: Month | not other_claimed < last_day(month)", CLAIMED)],
    ids=["no rule reads the claim", "a claim of the last day is not seen"],
)
def test_both_due_with_both_granted_is_shown(condition: str, facts: str) -> None:
    law = chosen(condition, facts)
    found = verdict(law)
    assert (found.verdict, found.choice) == ("witness", True)
    assert found.witness
    assert found.witness.claimed
    reference = Reference(law, found.witness.household, found.witness.month)
    assert [reference.right(code, 0).state for code in ("one", "other")] == ["due", "due"]
    finding = next(item for item in check_law(law, FIRST, LAST) if item.kind == "not_exclusive")
    assert finding.severity == "error"
    assert "with claims granted for both" in finding.text
    assert any("claim granted" in text for text in found.witness.facts["en"])


def test_every_pair_of_a_real_law() -> None:
    """As if all guarantees excluded each other: every witness holds both, and no worked case contradicts a proof."""
    pack = find_packs()["ukraine"]
    law = load_law(pack.folder)
    # Eight that touch few others by their rules, of persons and of households, paid monthly, yearly and once; 77 would be 2926 pairs.
    codes = ["birth_grant", "disability_aid", "housing_subsidy", "idp_living_aid", "low_income_family_aid", "pension_age_supplement",
             "third_child_aid", "war_veteran_annual_payment"]  # fmt: skip
    claimed = {code: replace(guarantee, relations=()) for code, guarantee in law.guarantees.items()}
    for place, code in enumerate(codes):
        others = tuple(Relation("excludes", other, date(1, 1, 1), None, "x") for other in codes[place + 1 :])
        claimed[code] = replace(law.guarantees[code], relations=others)
    found = list(exclusions(replace(law, guarantees=claimed), date(2025, 1, 1), date(2026, 12, 31)))
    assert len(found) == len(codes) * (len(codes) - 1) // 2
    for one in found:
        if one.witness is not None:
            reference = Reference(law, one.witness.household, one.witness.month)
            assert all(reference.value(code, place) > 0 for code, place in zip((one.code, one.other), one.witness.holders, strict=True))
    assert sum(one.verdict == "witness" for one in found) >= 5
    proved = [(one.code, one.other) for one in found if one.verdict == "proved"]
    for case in read_cases(pack, law)[0]:
        reference = Reference(law, case.household, case.month, case.known)
        for pair_of in proved:
            for place in range(len(reference.members)):
                values = [reference.value(code, place if law.guarantees[code].entity == "person" else HOUSEHOLD) for code in pair_of]
                assert any(isinstance(value, Unknown) or value == 0 for value in values), (case.where, pair_of)
