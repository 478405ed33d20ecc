"""Every declared relation of a law: honoured by its rules or its totals, refuted by a household, or honestly not decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from law_text import GUARANTEE, law_of_text, provision
from zhyto.engine.reference import Reference
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.model import Law
from zhyto.lawbook import relations
from zhyto.lawbook.check import check_law
from zhyto.lawbook.exclusive import kept_apart
from zhyto.lawbook.relations import Counted, counted, notes
from zhyto.register.record import Income

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
FACTS = """
helped: {entity: person, type: status, source: facts, absence: no, label: {uk: Має підтримку, en: Is helped}}
wage: {entity: person, type: amount, source: incomes, kinds: [wage], range: [0, 100000], label: {uk: Зарплата, en: Wage}}
income: {entity: person, type: amount, source: incomes, kinds: [wage, benefit], range: [0, 100000], label: {uk: Дохід, en: Income}}
rent: {entity: household, type: amount, source: facts, absence: unknown, range: [0, 100000], label: {uk: Плата за житло, en: Rent}}
"""
GRANTED = "one_granted: {entity: person, type: status, source: claims, guarantee: one, label: {uk: Призначено, en: Granted}}\n"
FIGURES = """
line: {label: {uk: М, en: L}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 1000, mark: verified, source: S}]}
gift: {label: {uk: Д, en: G}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 100, mark: verified, source: S}]}
"""
ONE = provision("def one(helped: bool, gift: Money) -> Money:\n    if not helped:\n        return 0\n    return gift")
TOP_UP = "def other(line: Money, wage: Money, one: Money) -> Money:\n    "


def pair(kind: str, rules: str, one: str = GUARANTEE, other: str = GUARANTEE, words: str = "") -> Law:
    """Two guarantees, `one` related to `other`."""
    related = one + f"relations: [{{kind: {kind}, other: other, {words}cite: Act 7}}]\n"
    return law_of_text(rules, FACTS, FIGURES, {"one": related, "other": other})


def judged(law: Law) -> Counted:
    return counted(law, "one", law.guarantees["one"].relations[0], FIRST, LAST)


def told(law: Law) -> tuple[str, str, str]:
    """Severity, kind and text of the one relation, as `law check` tells it."""
    found = list(notes(law, FIRST, LAST))
    assert len(found) == 1
    severity, kind, where, name, text = found[0]
    assert (where.rpartition(":")[0], name) == ("guarantee.yaml", "one")
    assert [(item.severity, item.kind, item.text) for item in check_law(law, FIRST, LAST) if item.text == text] == [(severity, kind, text)]
    return severity, kind, text


# income ----------------------------------------------------------------------------------------------------------------------

SUM = provision("def whole_income(wage: Money, one: Money) -> Money:\n    return wage + one")
PROVED = {
    "subtracted beside the income": ONE + provision(TOP_UP + "return max(0, line - wage - one)"),
    "in a sum of its own": ONE + SUM + provision("def other(line: Money, whole_income: Money) -> Money:\n    return max(0, line - whole_income)"),
    "and whether there is any income is asked alone": ONE + provision(TOP_UP + "if wage == 0:\n        return 0\n    return max(0, line - (wage + one))"),
    "and what is 0 anyway is said early": ONE + provision(TOP_UP + "if wage >= line or wage == 0:\n        return 0\n    return max(0, line - wage - one)"),
    "over months": ONE + provision(
        "def other(line: Money, wage: Money, one: Money, month: Month) -> Money:\n"
        "    return max(0, 3 * line - (total(wage, month - 3, month - 1) + total(one, month - 3, month - 1)))"),
    "over members": ONE + provision(
        "def other(line: Money, members: Members) -> Money:\n"
        "    return max(0, line - (sum(m.wage for m in members) + sum(m.one for m in members)))", entity="household"),
    "the rule its amount rests on": provision("def due_gift(wage: Money, gift: Money) -> Money:\n    return min(wage, gift)")
    + provision("def one(helped: bool, due_gift: Money) -> Money:\n    if not helped:\n        return 0\n    return due_gift")
    + provision("def other(line: Money, wage: Money, due_gift: Money) -> Money:\n    return max(0, line - wage - due_gift)"),
    "by its kind, as the register has it": ONE + provision("def other(line: Money, income: Money) -> Money:\n    return max(0, line - income)"),
    "never both": ONE + provision(
        "def other(line: Money, wage: Money, helped: bool) -> Money:\n    if helped:\n        return 0\n    return max(0, line - wage)"),
}  # fmt: skip


@pytest.mark.parametrize("case", PROVED)
def test_income_that_reaches_the_other_in_one_sum_is_a_proof(case: str) -> None:
    household = "entity: household" if case == "over members" else "entity: person"
    law = pair("income_for", PROVED[case], other=GUARANTEE.replace("entity: person", household))
    found = judged(law)
    assert (found.verdict, found.proved, len(found.months), found.tried) == ("proved", 24, 24, 0)
    severity, kind, text = told(law)
    assert (severity, kind) == ("info", "honoured")
    assert "in all 24 months" in text


BROKEN = {
    "unread": ("unread", provision("def other(line: Money, wage: Money) -> Money:\n    return max(0, line - wage)")),
    "a figure both use": ("unread", provision("def other(line: Money, gift: Money, wage: Money) -> Money:\n    return max(0, line + gift - wage)")),
    "for those who are not helped only": (
        "witness", provision("def other(line: Money, wage: Money, one: Money, helped: bool) -> Money:\n"
                             "    if helped:\n        return max(0, line - wage)\n    return max(0, line - wage - one)")),
    "with the wrong sign": ("witness", provision(TOP_UP + "return max(0, line - wage + one)")),
    "times nothing": ("witness", provision(TOP_UP + "return max(0, line - wage - 0 * one)")),
    "below another line only": ("witness", provision(TOP_UP + "if wage > line / 2:\n        return 0\n    return max(0, min(line / 4, line - wage - one))")),
    "in another comparison": ("witness", provision(TOP_UP + "if one > line:\n        return 0\n    return max(0, line - wage)")),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_income_that_does_not_count_is_shown_by_a_household(case: str) -> None:
    """The household is real: the reference evaluator gives both amounts to it, and another second one where the first is earned in its place."""
    verdict, other = BROKEN[case]
    law = pair("income_for", ONE + other)
    found = judged(law)
    assert found.verdict == verdict
    assert found.unread == (found.months if verdict == "unread" else ())
    witness = found.witness
    assert witness
    own, amount, would = witness.amounts
    reference = Reference(law, witness.household, witness.month)
    assert [reference.value(code, 0) for code in ("one", "other")] == [own, amount]
    assert min(own, amount) > 0
    person = witness.household.persons[0]
    incomes = [row for row in person.incomes if row.kind != "none"]
    earning = replace(person, incomes=(*incomes, Income(witness.month, "wage", int(own * 100))))
    instead = Reference(law, replace(witness.household, persons=(earning,)), witness.month, overrides={("one", 0): Fraction(0)})
    assert instead.value("other", 0) == would
    assert would < amount
    severity, kind, text = told(law)
    assert (severity, kind) == ("error", "not_honoured")
    for part in ("`one`", "`other`", "Act 7", witness.facts["en"][-1], f"{float(amount):,.2f}", f"{float(would):,.2f}"):
        assert part in text


def test_worked_in_figures() -> None:
    """Line 1,000.00, gift 100.00, no wage: the other is 1,000 − 0 = 1,000.00, and 1,000 − 0 − 100 = 900.00 if the gift counted."""
    law = pair("income_for", ONE + BROKEN["unread"][1])
    found = judged(law)
    assert found.witness
    assert found.witness.amounts == (100, 1000, 900)
    text = told(law)[2]
    assert "nothing that `other` rests on reads it in 2020-01 to 2021-12" in text
    assert "`one` is 100.00, `other` is 1,000.00, and would be 900.00 if it counted" in text


def test_a_claim_is_granted_where_the_income_must_be_claimed() -> None:
    law = pair("income_for", ONE + BROKEN["unread"][1], one=GUARANTEE.replace("access: automatic", "access: claim"))
    found = judged(law)
    assert found.witness
    assert list(found.witness.claimed) == ["one"]
    assert Reference(law, found.witness.household, found.witness.month).right("one", 0).state == "due"


def test_what_is_claimed_counts_where_it_is_paid() -> None:
    """Read as what is due, it is proved; read as what could be claimed, it lowers the other for those who are paid nothing."""
    claim = GUARANTEE.replace("access: automatic", "access: claim")
    related = claim + "relations: [{kind: income_for, other: other, cite: Act 7}]\n"

    def law(one: str) -> Law:
        other = provision(TOP_UP + f"return max(0, line - wage - {one})")
        return law_of_text(ONE + other, FACTS + GRANTED, FIGURES, {"one": related, "other": GUARANTEE})

    assert judged(law("due(one)")).verdict == "proved"
    early = law("one")
    found = judged(early)
    assert found.verdict == "unpaid"
    assert found.witness
    own, amount, would = found.witness.amounts
    reference = Reference(early, found.witness.household, found.witness.month)
    assert (reference.right("one", 0).state, reference.value("one", 0), reference.value("other", 0)) == ("claimable", own, amount)
    assert (own, amount, would) == (100, 900, 1000)
    severity, _, text = told(early)
    assert severity == "error"
    assert "Write due(one)" in text


def test_what_counts_in_part_is_not_refuted_and_what_never_matters_is_not_decided() -> None:
    half = pair("income_for", ONE + provision(TOP_UP + 'return round_half_up(max(0, line - wage - one / 2), "0.01")'))
    found = judged(half)
    assert (found.verdict, found.proved) == ("read", 0)
    assert told(half)[:2] == ("info", "not_decided")
    flat = pair(
        "income_for", ONE + provision("def other(line: Money, one: Money) -> Money:\n    if one > line:\n        return 0\n    return line")
    )
    assert judged(flat).verdict == "undecided"
    assert "nobody was found to whom it makes a difference" in told(flat)[2]


def test_nobody_to_whom_it_would_matter_is_a_fault_all_the_same() -> None:
    """Nothing reads it, and the other right asks for no income: the relation says what no rule does."""
    law = pair("income_for", ONE + provision("def other(line: Money) -> Money:\n    return line"))
    assert (judged(law).verdict, judged(law).witness) == ("unread", None)
    assert told(law)[:2] == ("error", "not_honoured")
    discount = pair("income_for", PROVED["by its kind, as the register has it"], one=GUARANTEE + "gives: discount\n")
    assert judged(discount).verdict == "unread", "a discount is nobody's income: no register has it as a benefit"


def test_the_months_of_the_relation_and_of_each_version_count() -> None:
    old = provision(
        "def other_before(line: Money, wage: Money) -> Money:\n    return max(0, line - wage)", 'name="other", until="2020-12-31"'
    )
    new = provision(TOP_UP + "return max(0, line - wage - one)", since="2021-01-01")
    found = judged(pair("income_for", ONE + old + new))
    assert (found.verdict, found.proved, len(found.unread), len(found.months)) == ("unread", 12, 12, 24)
    assert found.witness
    assert found.witness.month == found.unread[-1]
    later = judged(pair("income_for", ONE + old + new, words="from: 2021-01-15, "))
    assert (later.verdict, len(later.months)) == ("proved", 11), "from the first month on whose first day it holds"
    assert judged(pair("income_for", ONE + old + new, words="from: 2030-01-01, ")).verdict == "never"


# cost ------------------------------------------------------------------------------------------------------------------------

HOME = GUARANTEE.replace("entity: person", "entity: household")
DISCOUNT = provision(
    "def one(members: Members, gift: Money) -> Money:\n    if any(m.helped for m in members):\n        return gift\n    return 0",
    entity="household",
)
COSTS = {
    "proved": "def other(rent: Money, one: Money, line: Money) -> Money:\n    return max(0, rent - one - line)",
    "unread": "def other(rent: Money, line: Money) -> Money:\n    return max(0, rent - line)",
    "witness": "def other(rent: Money, one: Money, line: Money) -> Money:\n    if rent > 2 * line:\n        return rent\n    return max(0, rent - one)",
}


@pytest.mark.parametrize("verdict", COSTS)
def test_a_cost_that_is_lowered(verdict: str) -> None:
    law = pair("cost_for", DISCOUNT + provision(COSTS[verdict], entity="household"), one=HOME + "gives: discount\n", other=HOME)
    found = judged(law)
    assert found.verdict == verdict
    assert told(law)[0] == ("info" if verdict == "proved" else "error")
    if found.witness is None:
        assert verdict == "proved"
        return
    own, amount, would = found.witness.amounts
    values = [Reference(law, found.witness.household, found.witness.month).value(code, -1) for code in ("one", "other")]
    assert values == [own, amount]
    rent = found.witness.household.entity.facts["rent"][0].value
    lower = replace(
        found.witness.household.entity,
        facts={"rent": (replace(found.witness.household.entity.facts["rent"][0], value=rent - int(own * 100)),)},
    )
    paid = Reference(law, replace(found.witness.household, entity=lower), found.witness.month, overrides={("one", -1): Fraction(0)})
    assert paid.value("other", -1) == would < amount


# one of a group, replaced, chosen ---------------------------------------------------------------------------------------------

ALWAYS = provision("def other(line: Money) -> Money:\n    return line")
NOT_HELPED = provision("def other(line: Money, helped: bool) -> Money:\n    if helped:\n        return 0\n    return line")


def test_of_a_group_one_is_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the rules alone: the totals, which take the larger, are left out."""
    monkeypatch.setattr(relations, "either_or", lambda *_: {})
    assert told(pair("one_of", ONE + NOT_HELPED))[:2] == ("info", "exclusive")
    law = pair("one_of", ONE + ALWAYS)
    severity, kind, text = told(law)
    assert (severity, kind) == ("error", "not_exclusive")
    assert "only one is paid" in text
    found = kept_apart(law, "one", law.guarantees["one"].relations[0], FIRST, LAST)
    assert found.witness
    reference = Reference(law, found.witness.household, found.witness.month)
    assert tuple(reference.value(code, 0) for code in ("one", "other")) == found.witness.amounts == (100, 1000)


def test_what_the_totals_never_add_need_not_be_kept_apart_by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    law = pair("one_of", ONE + ALWAYS)
    monkeypatch.setattr(relations, "either_or", lambda *_: {"one": {"other"}})
    severity, _, text = told(law)
    assert severity == "info"
    assert "the totals know it in all 24 months" in text


def test_where_one_replaces_another_the_other_is_not_there() -> None:
    claim = GUARANTEE.replace("access: automatic", "access: claim")

    def law(condition: str, one: str) -> Law:
        other = provision(f"def other(line: Money, {condition}: bool) -> Money:\n    if {condition}:\n        return 0\n    return line")
        related = one + "relations: [{kind: replaces, other: other, cite: Act 7}]\n"
        return law_of_text(ONE + other, FACTS + GRANTED, FIGURES, {"one": related, "other": claim})

    assert told(law("helped", GUARANTEE))[:2] == ("info", "exclusive")
    assert told(law("one_granted", claim))[:2] == ("info", "exclusive"), "until it is claimed the other may stay"
    broken = pair("replaces", ONE + ALWAYS, one=claim, other=claim)
    assert told(broken)[:2] == ("error", "not_exclusive")
    found = kept_apart(broken, "one", broken.guarantees["one"].relations[0], FIRST, LAST)
    assert found.witness
    assert list(found.witness.claimed) == ["one"]
    reference = Reference(broken, found.witness.household, found.witness.month)
    assert reference.right("one", 0).state == "due"
    assert reference.value("other", 0) == 1000
    assert told(law("one_granted", GUARANTEE))[:2] == ("error", "not_exclusive"), "what is paid without a claim has none to be read"


def test_a_choice_must_be_known_to_the_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    law = pair("choice", ONE + ALWAYS)
    assert told(law)[:2] == ("info", "honoured")
    monkeypatch.setattr(relations, "either_or", lambda *_: {})
    severity, kind, text = told(law)
    assert (severity, kind) == ("error", "not_honoured")
    assert "the totals add both" in text


# real laws -------------------------------------------------------------------------------------------------------------------


def test_relations_of_a_real_law() -> None:
    """Every relation is told once, every household shown is real, and the search stays short."""
    law = load_law(find_packs()["ukraine"].folder)
    tried = 0
    for code, guarantee in law.guarantees.items():
        for relation in guarantee.relations:
            if relation.kind not in ("income_for", "cost_for"):
                continue
            found = counted(law, code, relation, date(2020, 1, 1), date(2026, 12, 31))
            tried += found.tried
            if found.witness is not None:
                reference = Reference(law, found.witness.household, found.witness.month)
                values = tuple(
                    reference.value(name, place) for name, place in zip((code, relation.other), found.witness.holders, strict=True)
                )
                assert values == found.witness.amounts[:2]
    assert tried <= relations.PATIENCE
    pairs = [frozenset((code, one.other, one.kind)) for code, guarantee in law.guarantees.items() for one in guarantee.relations]
    exclusive = {frozenset((code, one.other)) for code, item in law.guarantees.items() for one in item.relations if one.kind == "excludes"}
    told_once = {found for found in pairs if "choice" not in found or found - {"choice"} not in exclusive}
    assert len(list(notes(law, date(2020, 1, 1), date(2026, 12, 31)))) == len(told_once)
