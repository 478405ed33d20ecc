"""The clock of claims: who must act, by which day, under which article; the same as judged one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import EXAMPLE
from zhyto import dates
from zhyto.dates import FAR_FUTURE, day_number
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.register.reader import read_register
from zhyto.law.declare import Guarantee
from zhyto.register.columns import DECISIONS, Claims
from zhyto.register.convert import register_of
from zhyto.register.record import Claim, Complete, Entity, Household
from zhyto.register.snapshot import days_to_decide
from zhyto.rights.accrual import find_accrued, parts
from zhyto.rights.deadlines import ACTORS, STAGES, claim_clocks, stage_text, windows_closing
from zhyto.rights.rights import find_rights

LAW = load_law(find_packs()["ukraine"].folder)
AID = LAW.guarantees["low_income_family_aid"]


def claims(*rows: tuple[str, str, str, str]) -> Claims:
    """Rows of (claimed on, decided on or nothing, decision, recorded on)."""

    def days(place: int) -> np.ndarray:
        return np.array([day_number(date.fromisoformat(row[place])) if row[place] else FAR_FUTURE for row in rows], dtype=np.int32)

    n = len(rows)
    return Claims(
        pl.Series([f"C{i}" for i in range(n)]), np.arange(n, dtype=np.int32), days(0), days(1),
        np.array([DECISIONS.index(row[2]) for row in rows], dtype=np.int8), pl.Series([""] * n), days(3), np.arange(n, dtype=np.int32),
    )  # fmt: skip


def on(text: str) -> int:
    return day_number(date.fromisoformat(text))


def test_each_stage_of_a_claim() -> None:
    found = claim_clocks(claims(
        ("2026-01-10", "", "pending", "2026-01-10"), ("2026-01-05", "", "pending", "2026-01-06"),
        ("2025-08-05", "2025-08-14", "granted", "2025-08-14"),
        ("2025-12-01", "2025-12-31", "refused", "2025-12-31"), ("2026-01-19", "", "pending", "2026-01-21"),
        ("2025-01-05", "2025-01-10", "refused", "2025-01-10"),
        ("2026-01-12", "2026-01-25", "granted", "2026-01-12"),
    ), AID, on("2026-01-20")).table()  # fmt: skip
    assert found["claim"].to_list() == [0, 1, 2, 3, 5, 6], "what was recorded later is not known"
    assert found["stage"].to_list() == ["waiting", "overdue", "granted", "refused", "refused", "waiting"]
    assert found["waits_for"].to_list() == ["office", "office", "resident", "resident", "nobody", "office"]
    assert [str(day) for day in found["due_by"]] == ["2026-01-20", "2026-01-15", "2026-01-31", "2026-06-30", "2025-07-10", "2026-01-22"]
    assert found["days_left"].to_list() == [0, -5, 11, 161, -194, 2]
    assert found["warn"].to_list() == [False, False, True, False, False, False]
    assert [str(day) for day in found["since"]] == ["2026-01-10", "2026-01-05", "2025-08-14", "2025-12-31", "2025-01-10", "2026-01-12"]
    assert all("1768-III" in article for article in found["article"])


@pytest.mark.parametrize(("later", "warned"), [
    (("2026-01-12", "", "pending", "2026-01-12"), False), (("2026-01-12", "2026-01-18", "granted", "2026-01-18"), False),
    (("2026-01-12", "2026-01-18", "refused", "2026-01-18"), True), (("2026-01-12", "2026-01-25", "refused", "2026-01-12"), False),
    (("2026-01-12", "", "pending", "2026-01-22"), True),
])  # fmt: skip
def test_who_has_claimed_anew_is_not_warned(later: tuple[str, str, str, str], warned: bool) -> None:
    """The old award ends and the right goes on; unless the new claim was refused, or nobody knew of it."""
    table = claims(("2025-08-05", "2025-08-14", "granted", "2025-08-14"), later, ("2026-01-13", "", "pending", "2026-01-13"))
    table.entity[1] = table.entity[0]
    found = claim_clocks(table, AID, on("2026-01-20")).table()
    assert (found["warn"][0], found["waits_for"][0]) == (warned, "resident" if warned else "nobody")


def test_the_procedure_is_the_one_of_the_claims_day() -> None:
    found = claim_clocks(
        claims(("2025-06-30", "", "pending", "2025-06-30"), ("2025-07-01", "", "pending", "2025-07-01")), AID, on("2025-07-02")
    )
    assert [found.ways[place][1] for place in found.way] == ["The local social protection office", "The oblast office of the Pension Fund"]


DAYS = st.integers(on("2024-01-01"), on("2026-06-30"))


@settings(max_examples=150)
@given(st.lists(st.tuples(DAYS, st.integers(0, 60), st.sampled_from(DECISIONS)), max_size=6), DAYS, st.sampled_from(sorted(LAW.guarantees)))
def test_columns_say_what_one_claim_at_a_time_says(rows: list[tuple[int, int, str]], as_of: int, code: str) -> None:
    guarantee = LAW.guarantees[code]
    table = Claims(
        pl.Series([str(n) for n in range(len(rows))], dtype=pl.String), np.arange(len(rows), dtype=np.int32),
        np.array([row[0] for row in rows], dtype=np.int32),
        np.array([FAR_FUTURE if row[2] == "pending" else row[0] + row[1] for row in rows], dtype=np.int32),
        np.array([DECISIONS.index(row[2]) for row in rows], dtype=np.int8), pl.Series([""] * len(rows), dtype=pl.String),
        np.array([row[0] for row in rows], dtype=np.int32), np.arange(len(rows), dtype=np.int32),
    )  # fmt: skip
    found = claim_clocks(table, guarantee, as_of)
    known = [n for n, row in enumerate(rows) if row[0] <= as_of]
    assert found.claim.tolist() == known
    for place, n in enumerate(known):
        assert (STAGES[found.stage[place]], ACTORS[found.waits_for[place]], int(found.due_by[place]), bool(found.warn[place])) == alone(
            rows[n], guarantee, as_of
        )


def alone(row: tuple[int, int, str], guarantee: Guarantee, as_of: int) -> tuple[str, str, int, bool]:
    claimed, decided = dates.day_of(row[0]), dates.day_of(row[0] + row[1])
    if row[2] == "pending" or row[0] + row[1] > as_of:
        due = row[0] + guarantee.days_to_decide(claimed)
        return ("overdue" if as_of > due else "waiting"), "office", due, False
    if row[2] == "refused":
        way = guarantee.procedure_on(decided)
        if way is None or not way.appeal_months:
            return "refused", "nobody", FAR_FUTURE, False
        due = day_number(dates.add_months(decided, way.appeal_months))
        return "refused", "resident" if as_of <= due else "nobody", due, 0 <= due - as_of <= 14
    if guarantee.right != "claim" or guarantee.award_months is None:
        return "granted", "nobody", FAR_FUTURE, False
    due = day_number(dates.last_day(dates.month_index(claimed) + guarantee.award_months - 1))
    return "granted", "resident" if due - as_of <= 14 else "nobody", due, 0 <= due - as_of <= 14


def test_the_days_for_a_decision_are_those_of_the_day_of_the_claim() -> None:
    """Twenty days until 2025, ten from 2026, not said from July 2026: the general thirty; before the first step its own."""
    steps = [replace(AID.procedure[0], since=date(*day), decision_days=days) for day, days in (((2020, 1, 1), 20), ((2026, 1, 1), 10), ((2026, 7, 1), 0))]
    guarantee = replace(AID, procedure=tuple(steps))
    wanted = {"2019-05-05": 20, "2025-12-31": 20, "2026-01-01": 10, "2026-06-30": 10, "2026-07-01": 30}
    assert [guarantee.days_to_decide(date.fromisoformat(day)) for day in wanted] == list(wanted.values())
    assert days_to_decide(guarantee, np.array([on(day) for day in wanted])).tolist() == list(wanted.values())
    bare = replace(AID, procedure=(), decision_days=7)
    assert (bare.days_to_decide(date(2026, 1, 1)), days_to_decide(bare, np.array([0, 1])).tolist()) == (7, [7, 7])


def test_overdue_is_what_the_rights_call_late() -> None:
    """On the example register: a right that is due because its decision is late has an overdue claim, and the other way round."""
    register = read_register(EXAMPLE, LAW.inputs, None, LAW.guarantees)
    as_of = on("2026-01-31")
    seen = 0
    for right in find_rights(LAW, register, dates.parse_month("2026-01") or 0):
        table = register.claims.get(right.guarantee.code)
        if table is None:
            continue
        clocks = claim_clocks(table, right.guarantee, as_of)
        stage = dict(zip(clocks.claim.tolist(), clocks.stage.tolist(), strict=True))
        late = right.rows[right.late]
        seen += len(late)
        assert all(STAGES[stage[int(right.claim[row])]] == "overdue" for row in late)
    assert seen > 0


def test_windows_that_close() -> None:
    register = read_register(EXAMPLE, LAW.inputs, None, LAW.guarantees)
    rights = find_rights(LAW, register, dates.parse_month("2026-01") or 0)
    closing = 0
    for right, found in zip(rights, find_accrued(LAW, register, rights), strict=True):
        rows, until = windows_closing(parts(right, found), on("2026-01-25"))
        every = dict(zip(right.rows.tolist(), right.until.tolist(), strict=True))
        assert [every[row] for row in rows.tolist()] == until.tolist()
        assert all(0 <= day - on("2026-01-25") <= 14 for day in until)
        closing += len(rows)
    assert closing > 0


def test_a_grant_of_the_month_of_birth_is_warned_of_until_its_last_day() -> None:
    """Born on 2026-01-10 and not claimed: in January 2027 there is no right for the month, and the time to claim 50,000.00 ends on the 10th."""
    child = Entity("child", {}, {}, (), date(2026, 1, 10))
    register = register_of([Household(Entity("home", {}, {}), (child,), (Complete("facts", None, None, ""),), "H")], LAW.inputs, LAW.guarantees)
    known = date(2026, 12, 28)
    rights = find_rights(LAW, register, 2026 * 12 + 11, known, codes=["birth_grant"])
    (one,) = (parts(right, found) for right, found in zip(rights, find_accrued(LAW, register, rights, known), strict=True))
    rows, until = windows_closing(one, day_number(known))
    assert (rows.tolist(), until.tolist()) == ([0], [on("2027-01-10")])


@pytest.mark.parametrize(("decision", "closing"), [("pending", 0), ("refused", 1)])
def test_who_has_claimed_in_time_is_not_warned(decision: str, closing: int) -> None:
    """A birth grant claimed on 2026-12-20, a few days before its last day: while the office decides, nothing is lost; once refused, it is."""
    claim = Claim(date(2026, 12, 20), decision, date(2026, 12, 22) if decision == "refused" else None, None)
    child = Entity("child", {}, {"birth_grant": (claim,)}, (), date(2026, 1, 10))
    whole = Household(Entity("home", {}, {}), (child,), (Complete("facts", None, None, ""),), "H")
    for month in (2026 * 12, 2026 * 12 + 11):
        register = register_of([whole], LAW.inputs, LAW.guarantees)
        rights = find_rights(LAW, register, month, date(2026, 12, 28), codes=["birth_grant"])
        (one,) = (parts(right, found) for right, found in zip(rights, find_accrued(LAW, register, rights, date(2026, 12, 28)), strict=True))
        assert len(windows_closing(one, on("2026-12-28"))[0]) == closing


@pytest.mark.parametrize("stage", STAGES)
def test_stages_have_words(stage: str) -> None:
    assert stage_text(stage, "uk") != stage_text(stage, "en")
