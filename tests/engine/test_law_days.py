"""Every day has exactly one answer to the question which law holds: a version, an end of the right, or a gap that is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.graph import named_in
from zhyto.law.ir import Rule

LAW = load_law(find_packs()["ukraine"].folder)
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)


def days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1)


def holding(name: str, day: date) -> list[Rule]:
    return [rule for rule in LAW.rules[name] if rule.holds(day)]


@pytest.mark.parametrize("code", LAW.guarantees)
def test_a_guarantee_has_one_version_on_every_day(code: str) -> None:
    wrong = [(day, len(found)) for day in days() if len(found := holding(code, day)) != 1]
    assert not wrong, wrong[:3]
    assert all(rule.state in ("law", "not_in_force", "not_implemented") for rule in LAW.rules[code])
    assert all(rule.cite for rule in LAW.rules[code] if rule.state != "not_implemented")
    assert all(rule.missing for rule in LAW.rules[code] if rule.state == "not_implemented")


def test_a_rule_has_one_version_on_every_day_from_its_first() -> None:
    for name, rules in LAW.rules.items():
        wrong = [(name, day) for day in days() if day >= rules[0].since and len(holding(name, day)) != 1]
        assert not wrong, wrong[:3]


def test_what_a_rule_in_force_reads_exists_on_that_day() -> None:
    """A rule that begins later than 2020 may not be read before: the reader would be unknown for everyone, and nobody said so."""
    starts = {name: rules[0].since for name, rules in LAW.rules.items()}
    for reader in (rule for rules in (*LAW.rules.values(), *LAW.exceptions.values()) for rule in rules if rule.state == "law"):
        for name in set(named_in(reader, LAW)) & set(starts):
            begins = max(reader.since, FIRST)
            assert starts[name] <= begins, f"{reader.where}: reads `{name}` from {begins}, which begins on {starts[name]}"
