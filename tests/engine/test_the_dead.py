"""Nobody is told to claim who is not alive on the day on which it is judged what can be claimed; what arises from a death is the family's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.io.packs.law import load_law
from zhyto.law.model import Law
from zhyto.register.convert import register_of
from zhyto.register.record import Claim, Complete, Entity, Household
from zhyto.rights.rights import STATES, find_rights

ENGINE = load_law(Path(__file__).resolve().parents[1] / "laws" / "engine")
MAY = dates.month_index(date(2024, 5, 1))
LISTS = (Complete("facts", None, None, ""), Complete("claims", None, None, ""))


def state(law: Law, household: Household, code: str, place: int, known: date | None = None) -> str:
    """The state by the reference evaluator, which the batch must give too."""
    reference = Reference(law, household, MAY, known)
    member = place if place == HOUSEHOLD else next((i for i, one in enumerate(reference.members) if one is household.persons[place]), None)
    told = "not_due" if member is None else reference.right(code, member).state
    [right] = find_rights(law, register_of([household], law.inputs, law.guarantees), MAY, known, codes=[code])
    assert STATES[int(right.state[max(place, 0)])] == told
    return told


def child(death: date | None, *claims: Claim, parent_death: date | None = None) -> Household:
    """A parent, and a child born a year ago: there is a right from the birth until the first birthday."""
    people = (Entity("a", birth=date(1990, 1, 1), death=parent_death), Entity("c", {}, {"event_right": claims}, (), date(2023, 7, 10), death))
    return Household(Entity("h"), people, LISTS, "H")


@pytest.mark.parametrize(
    ("death", "known", "wanted"),
    [
        (None, None, "claimable"),
        (date(2024, 5, 20), None, "not_due"),  # by the last day of the month it was too late
        (date(2024, 5, 31), None, "not_due"),
        (date(2024, 6, 1), None, "claimable"),
        (date(2024, 5, 20), date(2024, 5, 19), "claimable"),  # on that day still alive
        (date(2024, 5, 20), date(2024, 5, 20), "not_due"),
    ],
)
def test_only_the_living_are_told_to_claim(death: date | None, known: date | None, wanted: str) -> None:
    assert state(ENGINE, child(death), "event_right", 1, known) == wanted


def test_what_was_granted_or_waits_stays_so() -> None:
    died = date(2024, 5, 20)
    assert state(ENGINE, child(died, Claim(date(2023, 8, 1), "granted", date(2023, 8, 5))), "event_right", 1) == "due"
    assert state(ENGINE, child(died, Claim(date(2024, 5, 15), "pending")), "event_right", 1) == "claimable"
    assert state(ENGINE, child(died, Claim(date(2024, 5, 15), "refused", date(2024, 5, 18))), "event_right", 1) == "not_due"


def test_a_right_from_a_death_is_claimed_by_the_family() -> None:
    burial = replace(ENGINE, guarantees={**ENGINE.guarantees, "event_right": replace(ENGINE.guarantees["event_right"], of_the_dead=True)})
    assert state(burial, child(date(2024, 5, 20)), "event_right", 1) == "claimable"


def test_a_household_claims_as_long_as_somebody_is_alive() -> None:
    for deaths, wanted in (((None, None), True), ((date(2024, 5, 20), None), True), ((date(2024, 5, 20), date(2024, 5, 2)), False)):
        household = child(deaths[1], parent_death=deaths[0])
        assert Reference(ENGINE, household, MAY)._alive(HOUSEHOLD) is wanted


def test_a_page_speaks_to_those_who_are_left() -> None:
    from zhyto.page.gather import household_page
    from zhyto.page.layouts import to_text
    from zhyto.page.sheet import sheet_of

    alone = Household(Entity("h"), (Entity("a", birth=date(1940, 1, 1), death=date(2024, 5, 20)),), LISTS, "H")
    told = to_text(sheet_of(household_page(Reference(ENGINE, alone, MAY), "uk")))
    assert "Що належало тому, хто помер" in told
    assert "подайте заяву" not in told
    widow = replace(alone, persons=(*alone.persons, Entity("b", birth=date(1945, 1, 1))))
    told = to_text(sheet_of(household_page(Reference(ENGINE, widow, MAY), "uk")))
    assert "Що належить вашій родині" in told
    assert "смерть 20 травня 2024" in " ".join(told.split())


def test_nobody_who_died_is_told_of_free_rides() -> None:
    """A combatant who died in the month: what his family can claim stands on the page, his free transport and medicines do not."""
    from zhyto.io.packs.law import find_packs
    from zhyto.page.gather import household_page
    from zhyto.register.record import Spell

    law = load_law(find_packs()["ukraine"].folder)
    status = {"war_status": (Spell(law.inputs["war_status"].code("combatant") or 0),)}
    for death, wanted in ((None, True), (date(2026, 1, 20), False)):
        man = Entity("man", status, {}, (), date(1980, 5, 14), death)
        family = Household(Entity("h"), (man, Entity("wife", {}, {}, (), date(1984, 5, 14))), LISTS, "H")
        made = household_page(Reference(law, family, dates.month_index(date(2026, 1, 1))), "uk")
        assert ("veteran_free_transport" in {entry.code for entry in made.due}) is wanted
        assert ("burial_of_veteran" in {entry.code for entry in made.claimable}) is not wanted
