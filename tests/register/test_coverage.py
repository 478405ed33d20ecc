"""What is verified: every value in doubt is named, and the page says what the law says today."""

from __future__ import annotations

from datetime import date

import pytest

from commands import answer, zhyto
from law_text import GUARANTEE, law_of_text, provision
from zhyto.engine.trace import standing
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.declare import SURE
from zhyto.lawbook.coverage import STATES, coverage, doubtful, to_page, totals

PACK = find_packs()["ukraine"]
LAW = load_law(PACK.folder)
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
FOUND = coverage(LAW, FIRST, LAST)


def test_the_page_counts_every_state() -> None:
    page = to_page(FOUND, PACK.sheet["label"], FIRST, LAST)
    [sums] = [line for line in page.splitlines() if line.startswith("| **")]
    assert [int(cell) for cell in sums.strip("| ").split(" | ")[1:]] == list(totals(FOUND).values())
    assert all(one.label["uk"] in page for one in FOUND)


def test_every_value_in_doubt_is_named_once() -> None:
    named = [(item.name, item.since) for item, _ in doubtful(FOUND) if item.kind == "figure"]
    assert len(named) == len(set(named))
    rested = {item.name for one in FOUND for item in one.items if item.kind == "figure"}
    wanted = {
        (name, value.since) for name in rested for value in LAW.parameters[name].values
        if value.mark not in SURE and value.since <= LAST and (value.value is not None or value.mark == "missing")
    }  # fmt: skip
    assert set(named) == wanted


def test_states_are_counted_from_the_items() -> None:
    page = answer("law", "coverage")
    assert [row["code"] for row in page["guarantees"]] == list(LAW.guarantees)
    for row, one in zip(page["guarantees"], FOUND, strict=True):
        assert sum(row[state] for state in STATES) == len(one.items)
        assert row["read"] + row["verified"] > 0 or LAW.guarantees[one.code].mark not in SURE, "nothing of it was seen, and its sheet says so"
    assert sum(row["read"] + row["verified"] > 0 for row in page["guarantees"]) > len(FOUND) * 9 // 10
    assert all(item["where"].count(":") == 1 for item in page["unverified"])


def test_a_gap_of_the_law_counts_as_not_written() -> None:
    later = {one.code: one for one in coverage(LAW, date(2027, 1, 1), date(2027, 12, 31))}
    ended = {code for code, rules in LAW.rules.items() if rules[-1].state == "not_in_force" and rules[-1].until is None}
    later_on = {code for code in LAW.rules if (rule := LAW.version(code, date(2027, 12, 31))) and rule.state == "not_in_force"}
    for code, one in later.items():
        assert bool(one.count("not_implemented")) or code in ended | later_on, "unknown, unless the law ended the right before or begins it later"
    assert "warm_winter_2024" in ended
    assert not any(item.kind == "rule" and item.until and item.until < date(2027, 1, 1) for one in later.values() for item in one.items)


def test_both_languages_as_text() -> None:
    assert "перевірено" in zhyto("law", "coverage").stdout
    assert "low_income_deposit_limit, from 2020-01-01 = 100000" in zhyto("law", "coverage", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("figure", "rule", "until", "known"),
    [
        ("read", "read", "read", "read"),
        ("read", "verified", "read", "verified"),
        ("remembered", "read", "read", "open"),
        ("read", "assumption", "read", "assumed"),
        ("remembered", "assumption", "read", "open"),
        # Whether a claim is in time is part of what is due.
        ("read", "read", "assumption", "assumed"),
        ("missing", "read", "read", "open"),
    ],
)
def test_a_right_is_known_as_well_as_the_least_known_of_what_it_rests_on(figure: str, rule: str, until: str, known: str) -> None:
    value = "null, note: not found" if figure == "missing" else "5"
    law = law_of_text(
        provision("def aid(f: Money) -> Money:\n    return f", f'mark="{rule}"')
        + provision("def last(day: Date) -> Date:\n    return day", f'mark="{until}"'),
        parameters=f"f: {{label: {{uk: А, en: A}}, unit: money, cite: Act, values: [{{from: 2020-01-01, value: {value}, mark: {figure}, source: S}}]}}\n",
        guarantees={"aid": GUARANTEE.replace("access: automatic", "access: claim\nright: event\nclaim_until: last")},
    )
    assert standing(law, law.guarantees["aid"], date(2026, 1, 1)) == known
