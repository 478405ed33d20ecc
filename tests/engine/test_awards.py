"""What a rule may ask of another right: does an award of it run in the month, and what is due of it? And when does no row mean *no*?"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from zhyto import dates
from zhyto.engine.blocks import evaluate
from zhyto.engine.reference import HOUSEHOLD, Reference, Unknown
from zhyto.faults import InputRefused
from zhyto.io.packs.law import load_law
from zhyto.register.columns import Coverage
from zhyto.register.convert import register_of
from zhyto.register.record import Claim, Complete, Entity, Household, Spell
from zhyto.rights.rights import STATES, find_rights

PACK = Path(__file__).resolve().parents[1] / "laws" / "engine"
LAW = load_law(PACK)
MAY = dates.month_index(date(2024, 5, 1))
NOW = dates.first_day(MAY)
CLAIMS = Complete("claims", None, None, "")
FACTS = Complete("facts", None, None, "")


def family(*claims: Claim, facts: dict[str, tuple[Spell, ...]] | None = None, complete: tuple[Complete, ...] = (), of: str = "household") -> Household:
    """A grown person and a child of one; claims and facts of the household (for the right that runs six months) or of the child."""
    own = {"claims": {"all_words" if of == "household" else "event_right": claims}, "facts": facts or {}}
    child = Entity("c", birth=date(2023, 5, 10), **(own if of == "child" else {}))
    return Household(Entity("h", **(own if of == "household" else {})), (Entity("a", birth=date(1990, 1, 1)), child), complete, "H")


def both(household: Household, name: str, place: int, month: int = MAY, known: date | None = None) -> Any:
    """The value of a name by the reference evaluator, which the blocks must give too."""
    value = Reference(LAW, household, month, known).value(name, place)
    found = evaluate(LAW, register_of([household], LAW.inputs, LAW.guarantees), [name], month, known)[name]
    row = max(place, 0)
    if isinstance(value, Unknown):
        assert found.lacking(row) == tuple(sorted(value.missing))
        return sorted(value.missing)
    assert found.lacking(row) == ()
    assert Fraction(int(found.value[row]), found.bottom or 1) == value
    return value


def granted(day: date, decided: date | None = None) -> Claim:
    return Claim(day, "granted", decided or day)


@pytest.mark.parametrize(
    ("claims", "complete", "wanted"),
    [
        ((granted(date(2023, 12, 20)),), (), True),  # the sixth month of six
        ((granted(date(2023, 11, 20)),), (), ["own_award"]),  # over, and nothing says whether another was made
        ((granted(date(2023, 11, 20)),), (CLAIMS,), False),
        ((granted(date(2024, 5, 31)),), (), True),
        ((granted(date(2024, 6, 1)),), (CLAIMS,), False),
        ((Claim(date(2024, 5, 2), "refused", date(2024, 5, 5)),), (CLAIMS,), False),
        ((Claim(date(2024, 5, 2), "refused", date(2024, 5, 5)),), (), ["own_award"]),
        ((granted(date(2024, 1, 3)), Claim(date(2024, 5, 2), "refused", date(2024, 5, 5))), (), True),
        ((Claim(date(2024, 5, 25), "pending"),), (CLAIMS,), False),  # within the ten days of a decision
        ((Claim(date(2024, 5, 2), "pending"),), (CLAIMS,), True),  # overdue
        ((), (), ["own_award"]),
        ((), (CLAIMS,), False),
        ((), (FACTS,), ["own_award"]),  # what is complete are the facts, not the claims
        ((), (Complete("facts", NOW, None, "own_award"),), False),
        ((), (Complete("claims", date(2024, 1, 1), None, ""),), ["own_award"]),  # a claim of December would still run
        ((), (Complete("claims", date(2023, 12, 1), date(2024, 5, 31), "all_words"),), False),
        ((), (Complete("claims", date(2023, 1, 1), date(2024, 2, 29), ""), Complete("claims", date(2024, 3, 1), None, "all_words")), False),
        ((), (Complete("claims", date(2023, 1, 1), date(2024, 2, 28), ""), Complete("claims", date(2024, 3, 1), None, "")), ["own_award"]),
        ((), (Complete("claims", None, None, "event_right"),), ["own_award"]),
    ],
)
def test_an_award_runs_by_its_claim(claims: tuple[Claim, ...], complete: tuple[Complete, ...], wanted: Any) -> None:
    assert both(family(*claims, complete=complete), "own_award", HOUSEHOLD) == wanted


def test_a_fact_is_the_second_way_to_know_of_an_award() -> None:
    paid = {"own_award": (Spell(1, date(2024, 3, 1), date(2024, 5, 31)),)}
    assert both(family(facts=paid), "own_award", HOUSEHOLD) is True
    assert both(family(facts=paid, complete=(CLAIMS,)), "own_award", HOUSEHOLD) is True
    assert both(family(facts=paid), "own_award", HOUSEHOLD, MAY + 1) == ["own_award"]
    assert both(family(facts={"own_award": (Spell(0),)}), "own_award", HOUSEHOLD) is False
    assert both(family(granted(date(2024, 4, 1)), facts={"own_award": (Spell(0),)}), "own_award", HOUSEHOLD) is True
    late = {"own_award": (Spell(1, date(2024, 3, 1), None, date(2024, 6, 2)),)}
    assert both(family(facts=late), "own_award", HOUSEHOLD, known=date(2024, 6, 1)) == ["own_award"]
    assert both(family(facts=late), "own_award", HOUSEHOLD, known=date(2024, 6, 2)) is True


def test_what_is_due_is_the_amount_where_the_award_runs() -> None:
    minimum = Reference(LAW, family(), MAY).value("minimum", HOUSEHOLD)
    awarded = family(granted(date(2023, 6, 1)), of="child", complete=(CLAIMS,))
    assert Reference(LAW, awarded, MAY).value("event_right", 1) == minimum
    assert both(awarded, "own_awards", 1) == minimum + minimum, "in the month, and seven months before"
    assert both(family(of="child", complete=(CLAIMS,)), "own_awards", 1) == 0
    assert both(family(of="child"), "own_awards", 1) == ["other_award"]
    assert both(family(of="child"), "own_awards", 0) == 0, "nothing would be due of it: whether it was awarded does not matter"


def test_in_another_month_the_award_of_that_month_is_meant() -> None:
    minimum = Reference(LAW, family(), MAY).value("minimum", HOUSEHOLD)
    ended = family(granted(date(2023, 10, 5)), complete=(CLAIMS,))
    assert both(ended, "awards", HOUSEHOLD) == minimum, "it ran in January and runs no more"
    assert both(family(complete=(CLAIMS,)), "awards", HOUSEHOLD) == 0
    assert both(family(granted(date(2024, 2, 1)), complete=(CLAIMS,)), "awards", HOUSEHOLD) == 0, "it began after January"


@pytest.mark.parametrize(
    ("fact", "complete", "wanted"),
    [
        ("disabled", (), ["disabled"]),  # a list is "no" only where it is known to be complete
        ("disabled", (FACTS,), False),
        ("disabled", (Complete("facts", None, None, "disabled"),), False),
        ("disabled", (Complete("facts", None, None, "student"),), ["disabled"]),
        ("disabled", (Complete("facts", date(2024, 5, 2), None, ""),), ["disabled"]),  # not on the first of the month
        ("student", (FACTS,), ["student"]),  # nobody keeps a list of it: "all facts" says nothing
        ("student", (Complete("facts", None, None, "student"),), False),
    ],
)
def test_no_row_means_no_only_where_the_list_is_complete(fact: str, complete: tuple[Complete, ...], wanted: Any) -> None:
    assert both(family(complete=complete), fact, 0) == wanted


def test_coverage_of_a_hromada_says_nothing_of_another() -> None:
    here, there = family(), replace(family(), hromada="T")
    register = register_of([here, there], LAW.inputs, LAW.guarantees)
    register.coverage = (Coverage("facts", dates.FAR_PAST, dates.FAR_FUTURE, "", "T"),)
    found = evaluate(LAW, register, ["disabled"], MAY)["disabled"]
    assert [found.lacking(row) for row in range(4)] == [("disabled",), ("disabled",), (), ()]


def broken(tmp_path: Path, edit: Any) -> str:
    folder = tmp_path / "engine"
    shutil.copytree(PACK, folder)
    edit(folder / "law" / "all_words")
    with pytest.raises(InputRefused) as refused:
        load_law(folder)
    return "\n".join(map(str, refused.value.faults))


def test_due_of_what_is_no_guarantee(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        rules = folder / "rules.py"
        rules.write_text(rules.read_text("utf-8").replace("return due(event_right) + before", "return due(other_award) + before"), "utf-8")

    assert "due(other_award); expected a guarantee of this law" in broken(tmp_path, edit)


def test_due_without_a_fact_that_tells_of_awards(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        inputs = folder / "inputs.yaml"
        inputs.write_text(inputs.read_text("utf-8").replace("type: status, source: claims, guarantee: event_right", "type: status, source: facts"), "utf-8")

    assert "declare it in inputs.yaml: type: status, source: claims, guarantee: event_right" in broken(tmp_path, edit)


def test_one_fact_tells_of_the_awards_of_a_guarantee(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        with (folder / "inputs.yaml").open("a", encoding="utf-8") as file:
            file.write("again: {entity: person, type: status, source: claims, guarantee: event_right, absence: unknown, label: {uk: Л, en: O}}\n")

    assert "a second fact that tells of awards of `event_right`" in broken(tmp_path, edit)


def test_a_later_claim_does_not_hide_one_that_was_in_time() -> None:
    """A right from an event, claimed within its year and once more after it: what the first claim brought stays due."""
    in_time, late = granted(date(2023, 8, 1)), granted(date(2024, 8, 1))
    refused = Claim(date(2024, 8, 1), "refused", date(2024, 8, 9))
    for claims, wanted in (((in_time, late), "due"), ((late,), "not_due"), ((in_time, refused), "due"), ((refused,), "not_due")):
        household = family(*claims, of="child", complete=(CLAIMS, FACTS))
        known = date(2024, 12, 31)
        assert Reference(LAW, household, MAY, known).right("event_right", 1).state == wanted
        [right] = find_rights(LAW, register_of([household], LAW.inputs, LAW.guarantees), MAY, known, codes=["event_right"])
        assert STATES[int(right.state[1])] == wanted
        if wanted == "due":
            assert int(right.claim[1]) == 0
