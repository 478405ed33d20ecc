"""A link to a member, in branches that few households take: the linked person is the same one, wherever the branch is computed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from zhyto import dates
from zhyto.engine.blocks import evaluate
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import load_law
from zhyto.register.convert import register_of
from zhyto.register.record import Complete, Entity, Household, Income, Spell

MONTH = dates.month_index(date(2024, 5, 1))
PACK = """kind: country
label: {uk: К, en: C}
currency: {code: XXX, uk: г, en: u}
"""
GUARANTEE = """entity: household
label: {uk: П, en: R}
summary: {uk: П, en: R}
access: automatic
payer: state
in_force: {since: 2020-01-01}
cite: a
"""
INPUTS = """earned: {entity: person, type: amount, source: incomes, kinds: [wage], label: {uk: З, en: W}}
rare: {entity: household, type: status, source: facts, absence: no, label: {uk: Р, en: S}}
own: {entity: person, type: status, source: facts, absence: no, label: {uk: О, en: O}}
"""
RULES = '''from zhyto.law import Members, Money, Person, exists, nth, rule, sum


@rule(entity="household", cite="a", since="2020-01-01", uk="О", en="E")
def eldest(members: Members) -> Person:
    return nth((m for m in members), 1, by="birth_date")


@rule(entity="person", cite="a", since="2020-01-01", uk="В", en="O")
def of_eldest(own: bool, eldest: Person, earned: Money) -> Money:
    if own:
        return eldest.earned + earned
    return 0


@rule(entity="household", cite="a", since="2020-01-01", uk="П", en="R")
def right(members: Members, rare: bool, eldest: Person) -> Money:
    if not exists(eldest):
        return 0
    if rare:
        return eldest.earned + sum(m.of_eldest for m in members)
    return 0
'''


def test_the_linked_person_is_the_same_in_a_branch_few_take(tmp_path: Path) -> None:
    folder = tmp_path / "law" / "right"
    folder.mkdir(parents=True)
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    for name, text in (("guarantee.yaml", GUARANTEE), ("inputs.yaml", INPUTS), ("rules.py", RULES.replace(", rule, sum", ", rule"))):
        (folder / name).write_text(text, encoding="utf-8")
    law = load_law(tmp_path)
    lists = (Complete("facts", None, None, ""), Complete("incomes", None, None, ""))
    households = []
    for number in range(400):
        rare = {"rare": (Spell(1),)} if number % 37 == 5 else {}
        people = tuple(
            Entity(
                f"p{number}-{place}", {"own": (Spell(1),)} if place == 2 else {}, {}, (Income(MONTH, "wage", 100 * (10 * number + place)),),
                date(1990 - place % 3 * 5, 1, 1 + place),
            )
            for place in range(number % 4)
        )  # fmt: skip
        households.append(Household(Entity(f"h{number}", rare), people, lists, "H"))
    found = evaluate(law, register_of(households, law.inputs, law.guarantees), ["right"], MONTH)["right"]
    for number, household in enumerate(households):
        assert Fraction(int(found.value[number]), found.bottom or 1) == Reference(law, household, MONTH).value("right", HOUSEHOLD), number
