"""Life events: rights that open, change and end, from the month in which they do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commands import EXAMPLE, answer, refusal, zhyto
from zhyto import dates
from zhyto.engine.reference import HOUSEHOLD, Reference
from zhyto.faults import InputRefused
from zhyto.io.packs.content import load_events
from zhyto.io.packs.law import Pack, find_packs, load_law
from zhyto.lawbook.events import NEWBORN, Turn, happens, turns

PACK = find_packs()["ukraine"]
LAW = load_law(PACK.folder)
EVENTS = load_events(PACK, LAW)


def told(code: str, to: str = "", ahead: int = 9) -> list[Turn]:
    event = EVENTS[code]
    on, without, changed = happens(LAW, event, event.household, event.entity, event.on, to, ahead)
    return turns(LAW, on, without, changed, ahead)


def of(found: list[Turn], code: str) -> list[tuple[str, str, str, str | None, object, object]]:
    return [
        (one.kind, one.holder, dates.format_month(one.first), None if one.last is None else dates.format_month(one.last), one.before[1], one.after[1])
        for one in found if one.code == code
    ]  # fmt: skip


def test_a_birth_opens_the_grant_in_its_month() -> None:
    """Born on 2026-03-10: 50 000 at once, claimed by the same day a year later."""
    found = told("birth")
    assert of(found, "birth_grant") == [("opens", NEWBORN, "2026-03", "2026-03", 0, 5_000_000)]
    grant = next(one for one in found if one.code == "birth_grant")
    assert (grant.after[0], grant.claim_until) == ("claimable", date(2027, 3, 10))


def test_a_third_child_opens_the_aid_of_large_families() -> None:
    """Age and certificate count on the first of the month: from April, 2100 a month, to the end of what is computed."""
    assert of(told("third_child"), "third_child_aid") == [("opens", NEWBORN, "2026-04", None, 0, 210_000)]
    assert of(told("birth"), "third_child_aid") == []


def test_a_death_ends_what_the_person_had() -> None:
    """79 in March 2026: 456 a month ends in April; in June, 80 on the 15th, 456 for 14 days and 570 for 16: (6,384 + 9,120) / 30 = 516.80."""
    found = of(told("death"), "pension_age_supplement")
    assert found[:2] == [("ends", "husband", "2026-04", "2026-05", 45_600, 0), ("ends", "husband", "2026-06", "2026-06", 51_680, 0)]


def test_a_birthday_month_is_paid_by_days() -> None:
    """70 on 15 June: 300 for 16 of 30 days, 160; then 300."""
    found = told("turning_70", ahead=6)
    assert of(found, "pension_age_supplement") == [
        ("opens", "wife", "2026-06", "2026-06", 0, 16_000), ("opens", "wife", "2026-07", None, 0, 30_000),
    ]  # fmt: skip


def test_displacement_concerns_everyone() -> None:
    """The last extension that was seen ends with August 2026; from September the law is unknown for whoever meets its conditions."""
    amounts = {"mother": 200_000, "father": 200_000, "son": 300_000, "daughter": 300_000}
    rows = of(told("displacement"), "idp_living_aid")
    assert [row for row in rows if row[0] == "opens"] == [("opens", who, "2026-04", "2026-08", 0, amount) for who, amount in amounts.items()]
    assert [row for row in rows if row[0] != "opens"] == [("unknown", who, "2026-09", None, 0, None) for who in amounts]


def test_the_value_may_be_chosen() -> None:
    event = EVENTS["disability"]
    assert event.choices == ("II", "I", "III")
    _, _, changed = happens(LAW, event, event.household, event.entity, event.on, "III")
    after = Reference(LAW, changed, dates.parse_month("2026-04") or 0)
    place = next(place for place, member in enumerate(after.members) if member.id == event.entity)
    assert after.value("disability_group", place) == "III"
    assert after.value("disability_group", place, date(2026, 3, 9)) == "none"
    with pytest.raises(InputRefused, match="one of II, I, III"):
        happens(LAW, event, event.household, event.entity, event.on, "IV")


@pytest.mark.parametrize("code", EVENTS)
def test_what_is_told_is_what_the_evaluator_says(code: str) -> None:
    event = EVENTS[code]
    on, without, changed = happens(LAW, event, event.household, event.entity, event.on, ahead=6)
    for turn in turns(LAW, on, without, changed, 6):
        for household, (state, amount) in ((without, turn.before), (changed, turn.after)):
            reference = Reference(LAW, household, turn.first)
            places = {member.id: place for place, member in enumerate(reference.members)}
            if LAW.guarantees[turn.code].entity == "household" or turn.holder in places:
                right = reference.right(turn.code, places.get(turn.holder, HOUSEHOLD))
                assert right.state == state
                assert amount == (right.amount if state in ("due", "claimable") else None if state == "unknown" else 0)
            else:
                assert (state, amount) == ("not_due", 0)
        assert turn.before != turn.after


def test_on_a_register() -> None:
    """О-05 is the third child of a household with 2100 a month; without the child, nobody else has it."""
    page = answer("law", "events", "death", EXAMPLE, "--entity", "О-05", "--on", "2026-01-20", "--months", "3")
    ended = [turn for turn in page["turns"] if turn["guarantee"] == "third_child_aid"]
    assert [(turn["kind"], turn["entity"], turn["from"], turn["before"]["amount_uah"]) for turn in ended] == [("ends", "О-05", "2026-02", "2100.00")]


def test_the_commands_say_it_in_both_languages() -> None:
    assert [row["code"] for row in answer("law", "events")] == list(EVENTS)
    assert "Народилася дитина" in zhyto("law", "events").stdout
    text = zhyto("law", "events", "birth", "--lang", "en").stdout
    assert "opens: none → 50,000.00" in text.replace("\u00a0", " ")
    assert "make a claim by 2027-03-10" in text


REFUSED = {
    "no such event": (("flood",), "one of birth"),
    "nobody": (("birth", EXAMPLE, "--on", "2026-01-20"), "--entity"),
    "no day": (("birth", EXAMPLE, "--entity", "О-05"), "--on"),
    "a stranger": (("birth", EXAMPLE, "--entity", "О-99", "--on", "2026-01-20"), "no person or household"),
    "a household": (("birth", EXAMPLE, "--entity", "Д-01", "--on", "2026-01-20"), "a person of the household"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_happen_is_refused(case: str) -> None:
    words, said = REFUSED[case]
    assert said in refusal("law", "events", *words)


def test_an_event_with_a_fact_the_law_has_not_is_refused(tmp_path: Path) -> None:
    text = (PACK.folder / "events.yaml").read_text(encoding="utf-8").replace("fact: idp_status", "fact: displaced")
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused, match="displaced"):
        load_events(Pack("t", tmp_path, {}), LAW)
