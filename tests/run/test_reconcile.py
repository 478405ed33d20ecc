"""Due against paid: cases written out, and random registers against an oracle in plain Python."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, parse_month
from zhyto.law.declare import Guarantee
from zhyto.reconcile import KINDS, Findings, Outside, covered_hromadas, evidence_text, payments_outside, reconcile
from zhyto.register.columns import DECISIONS, Claims, Coverage, Incomes, Payments, Register
from zhyto.rights.rights import STATES, Rights

MONTH = parse_month("2026-01") or 0
END = day_number(date(2026, 1, 31))
AS_OF = day_number(date(2026, 3, 31))
EVERYTHING = Coverage("payments", FAR_PAST, FAR_FUTURE, "", "")


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def guarantee(entity="person", access="claim", award=None):
    label = {"uk": "Допомога", "en": "Aid"}
    return Guarantee("aid", entity, label, label, access, "claim", "state", "Act 1", date(2020, 1, 1), award_months=award)


def payments(rows):
    """rows: (entity, month, kopecks, paid_on, recorded, file row)."""
    rows = sorted(rows, key=lambda row: (row[0], row[1], row[3]))
    columns = list(zip(*rows, strict=True)) or [()] * 6
    entity, month, amount, paid_on, recorded, row = columns
    return Payments(
        pl.Series([f"P{number}" for number in row], dtype=pl.String),
        np.array(entity, np.int32),
        np.array(month, np.int32),
        np.array(amount, np.int64),
        np.array(paid_on, np.int32),
        np.array(recorded, np.int32),
        np.array(row, np.int32),
    )


def claims(rows):
    """rows: (entity, claimed_on, decision, reason, file row)."""
    n = len(rows)
    return Claims(
        pl.Series([f"C{row[4]}" for row in rows], dtype=pl.String),
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.full(n, FAR_FUTURE, np.int32),
        np.array([DECISIONS.index(row[2]) for row in rows], np.int8),
        pl.Series([row[3] for row in rows], dtype=pl.String),
        np.array([row[1] for row in rows], np.int32),
        np.array([row[4] for row in rows], np.int32),
    )


def register(sizes, hromada=None, paid=(), claimed=(), coverage=(EVERYTHING,), death=None, hromadas=("UA1", "UA2")):
    persons = sum(sizes)
    none32 = np.zeros(0, np.int32)
    return Register(
        household_id=pl.Series([f"H{i}" for i in range(len(sizes))], dtype=pl.String),
        person_id=pl.Series([f"R{i}" for i in range(persons)], dtype=pl.String),
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        hromadas=hromadas,
        hromada=np.array(hromada if hromada is not None else [0] * len(sizes), np.int32),
        birth=np.full(persons, day("1980-01-01"), np.int32),
        sex=np.ones(persons, np.int8),
        role=np.zeros(persons, np.int8),
        death=np.array(death if death is not None else [FAR_FUTURE] * persons, np.int32),
        facts={},
        moves=None,
        incomes=Incomes(none32, none32, none32.astype(np.int8), none32.astype(np.int64), none32),
        claims={"aid": claims(claimed)} if claimed else {},
        payments={"aid": payments(paid)} if paid else {},
        coverage=tuple(coverage),
    )


def rights(rows, entity="person", access="claim", award=None):
    """rows: (state, kopecks, claim index, undecided, refused)."""
    rows = [(*row, -1, False, False)[:5] if len(row) < 5 else row for row in rows]
    n = len(rows)
    return Rights.of_columns(
        guarantee(entity, access, award),
        MONTH,
        np.array([STATES.index(row[0]) for row in rows], np.int8),
        np.array([row[1] for row in rows], np.int64),
        np.full(n, FAR_PAST, np.int32),
        np.zeros(n, np.uint64),
        (),
        np.array([row[2] for row in rows], np.int32),
        np.array([row[3] for row in rows], np.bool_),
        np.array([row[4] for row in rows], np.bool_),
        "Act 1",
    )


def one(right, paid=(), as_of=AS_OF, tolerance=0, **other):
    """Findings for a single person; paid: (kopecks, paid_on) each, recorded the same day, file rows from 10."""
    rows = [(0, MONTH, amount, day(on), day(on), 10 + i) for i, (amount, on) in enumerate(paid)]
    access = other.pop("access", "claim")
    award = other.pop("award", None)
    return reconcile(register([1], paid=rows, **other), rights([right], access=access, award=award), as_of, tolerance)


def kinds(findings: Findings) -> list[str]:
    return [KINDS[code] for code in findings.kind]


def test_nothing_paid_is_missing():
    found = one(("due", 100_00))
    assert kinds(found) == ["missing"]
    assert (found.due[0], found.paid[0], found.difference[0]) == (100_00, 0, -100_00)
    assert found.evidence.to_list() == ["nothing_paid"]


def test_split_early_and_late_payments_are_matched_first():
    assert kinds(one(("due", 100_00), [(40_00, "2025-12-20"), (35_00, "2026-01-20"), (25_00, "2026-03-05")])) == []


def test_a_payment_not_yet_made_or_recorded_is_not_known():
    late = [(60_00, "2026-01-20"), (40_00, "2026-03-05")]
    found = one(("due", 100_00), late, as_of=day("2026-02-28"))
    assert kinds(found) == ["short"]
    assert (found.paid[0], found.later, found.evidence[0]) == (60_00, 1, "paid_less;payments:10")
    unrecorded = register([1], paid=[(0, MONTH, 100_00, day("2026-01-20"), day("2026-04-10"), 10)])
    assert kinds(reconcile(unrecorded, rights([("due", 100_00)]), AS_OF)) == ["missing"]


def test_tolerance_holds_on_both_sides_and_only_to_its_edge():
    for amount, expected in ((99_95, []), (99_94, ["short"]), (100_05, []), (100_06, ["over"])):
        assert kinds(one(("due", 100_00), [(amount, "2026-01-20")], tolerance=5)) == expected
    assert kinds(one(("due", 5), tolerance=5)) == []


def test_paid_twice_names_both_rows():
    found = one(("due", 100_00), [(100_00, "2026-01-10"), (100_00, "2026-01-20")])
    assert kinds(found) == ["over"]
    assert found.evidence[0] == "paid_twice;payments:10;payments:11"
    assert evidence_text(found.evidence[0], "en") == "The full amount was paid more than once; payments: 10, 11."
    assert one(("due", 100_00), [(100_00, "2026-01-10"), (1, "2026-01-20")]).evidence[0].startswith("paid_more;")


def test_paid_after_death_is_undue_and_dated():
    found = one(("not_due", 0), [(50_00, "2026-01-10")], death=[day("2025-11-03")])
    assert kinds(found) == ["undue"]
    assert found.evidence[0] == "died:2025-11-03;no_claim;payments:10"
    within = one(("not_due", 0), [(50_00, "2026-01-10")], death=[day("2026-01-01")])
    assert within.evidence[0] == "conditions_not_met;no_claim;payments:10"
    alive = one(("not_due", 0), [(50_00, "2026-01-10")], access="automatic")
    assert alive.evidence[0] == "conditions_not_met;payments:10"


def test_a_household_counts_as_dead_only_with_its_last_member():
    paid = [(0, MONTH, 5, END, END, 3), (1, MONTH, 5, END, END, 4)]
    dead = [day("2025-01-01"), day("2025-12-30"), day("2025-01-01"), FAR_FUTURE]
    found = reconcile(register([2, 2, 0], paid=paid, death=dead), rights([("not_due", 0)] * 3, "household", "automatic"), AS_OF)
    assert found.evidence.to_list() == ["all_died:2025-12-30;payments:3", "conditions_not_met;payments:4"]


def test_unclaimed_is_never_missing_and_says_what_it_would_be():
    found = one(("claimable", 70_00))
    assert kinds(found) == ["unclaimed"]
    assert (found.due[0], found.evidence[0]) == (70_00, "no_claim;claims_incomplete")
    complete = (EVERYTHING, Coverage("claims", day("2020-01-01"), FAR_FUTURE, "aid", ""))
    assert one(("claimable", 70_00), coverage=complete).evidence[0] == "no_claim"
    half_a_year = (EVERYTHING, Coverage("claims", day("2025-08-01"), FAR_FUTURE, "", ""))
    assert one(("claimable", 70_00), coverage=half_a_year, award=6).evidence[0] == "no_claim"
    assert one(("claimable", 70_00), coverage=half_a_year, award=7).evidence[0] == "no_claim;claims_incomplete"


def test_a_claim_waiting_within_its_time_is_nobodys_fault():
    waiting = one(("claimable", 70_00, 0, False, False), claimed=[(0, END, "pending", None, 7)])
    assert (kinds(waiting), waiting.waiting) == ([], 1)
    paid = one(("claimable", 70_00, 0, False, False), [(70_00, "2026-01-20")], claimed=[(0, END, "pending", None, 7)])
    assert (kinds(paid), paid.evidence[0]) == (["unexplained"], "paid_before_decision;payments:10;claims:7")


def test_paid_without_a_claim_is_unexplained():
    found = one(("claimable", 70_00), [(70_00, "2026-01-20")])
    assert kinds(found) == ["unexplained"]
    assert found.evidence[0] == "no_claim;claims_incomplete;payments:10"


def test_undecided_is_one_finding_with_both_amounts():
    claimed = [(0, day("2025-11-01"), "pending", None, 7)]
    found = one(("due", 100_00, 0, True, False), claimed=claimed)
    assert (kinds(found), found.difference[0], found.claim[0]) == (["undecided_late"], -100_00, 0)
    assert found.evidence[0] == "decision_overdue;claims:7"
    assert kinds(one(("due", 100_00, 0, True, False), [(100_00, "2026-01-20")], claimed=claimed)) == ["undecided_late"]
    unseen = one(("due", 100_00, 0, True, False), claimed=claimed, coverage=())
    assert (unseen.covered[0], unseen.evidence[0]) == (False, "decision_overdue;payments_incomplete;claims:7")


def test_refused_though_conditions_are_met_gives_the_stated_reason():
    claimed = [(0, day("2025-12-01"), "refused", "income; too\nhigh ", 7)]
    found = one(("claimable", 70_00, 0, False, True), claimed=claimed)
    assert kinds(found) == ["unexplained"]
    assert found.evidence[0] == "refused;claims:7;stated:income too high"
    assert evidence_text(found.evidence[0], "uk") == (
        "У призначенні відмовлено, хоча умови виконано; зазначена причина: «income too high»; заяви: 7."
    )
    silent = one(("claimable", 70_00, 0, False, True), claimed=[(0, day("2025-12-01"), "refused", None, 7)])
    assert silent.evidence[0] == "refused;claims:7"


def test_unknown_is_counted_and_never_found():
    found = one(("unknown", 0), [(50_00, "2026-01-10")])
    assert (len(found), found.not_judged, found.not_judged_paid) == (0, 1, 50_00)


def test_more_taken_back_than_paid_is_unexplained():
    for state, amount in (("due", 100_00), ("claimable", 100_00), ("not_due", 0)):
        found = one((state, amount), [(50_00, "2026-01-10"), (-60_00, "2026-02-10")])
        assert kinds(found) == ["unexplained"]
        assert found.evidence[0].startswith("taken_back")


def test_nothing_is_called_missing_without_coverage():
    january = (day("2026-01-01"), day("2026-01-31"))
    first_half = Coverage("payments", january[0], day("2026-01-15"), "", "")
    for coverage, expected in (
        ((), []),
        ([Coverage("payments", *january, "aid", "UA1")], ["missing"]),
        ([first_half, Coverage("payments", day("2026-01-16"), january[1], "", "")], ["missing"]),
        ([first_half, Coverage("payments", day("2026-01-17"), january[1], "", "")], []),
        ([Coverage("payments", january[0], january[1] - 1, "", ""), Coverage("payments", january[1], january[1], "", "")], ["missing"]),
        ([Coverage("payments", january[0] + 1, FAR_FUTURE, "", "")], []),
        ([Coverage("payments", *january, "other", "")], []),
        ([Coverage("payments", *january, "", "UA2")], []),
        ([Coverage("claims", *january, "", "")], []),
    ):
        found = one(("due", 100_00), coverage=coverage)
        assert kinds(found) == expected
        assert found.not_covered == 1 - len(expected)
    assert kinds(one(("due", 100_00), as_of=END - 1)) == []
    assert kinds(one(("due", 100_00), as_of=END)) == ["missing"]
    assert kinds(one(("due", 1), [(2, "2026-01-10")], coverage=())) == ["over"]


def test_a_household_in_no_hromada_is_covered_only_by_rows_for_all():
    only = (Coverage("payments", FAR_PAST, FAR_FUTURE, "", "UA1"), Coverage("payments", FAR_PAST, FAR_FUTURE, "", "UA2"))
    assert covered_hromadas(register([1], coverage=only), "payments", "aid", 0, 9).tolist() == [True, True, False]
    assert kinds(reconcile(register([1], [-1], coverage=only), rights([("due", 1)]), AS_OF)) == []
    assert kinds(reconcile(register([1], [-1]), rights([("due", 1)]), AS_OF)) == ["missing"]


def test_payments_for_months_and_guarantees_without_rights_are_not_lost():
    book = register([1], paid=[(0, MONTH, 5, END, END, 1), (0, MONTH - 1, 7, END, END, 2), (0, MONTH - 1, 8, END, AS_OF + 1, 3)])
    book.payments["repealed"] = payments([(0, MONTH, 11, END, END, 4)])
    assert payments_outside(book, {("aid", MONTH)}, AS_OF) == (Outside("aid", MONTH - 1, 1, 7), Outside("repealed", MONTH, 1, 11))
    assert payments_outside(book, {("aid", MONTH), ("aid", MONTH - 1), ("repealed", MONTH)}, AS_OF) == ()


def test_rows_made_in_memory_are_named_by_id():
    book = register([1], paid=[(0, MONTH, 5, END, END, 0)])
    found = reconcile(book, rights([("not_due", 0)], access="automatic"), AS_OF)
    assert found.evidence[0] == "conditions_not_met;payments:id=P0"
    assert evidence_text(found.evidence[0], "en") == "By what is known the conditions are not met; payments: P0."


def test_an_empty_register_gives_no_findings():
    found = reconcile(register([]), rights([]), AS_OF)
    assert len(found) == 0
    assert found.evidence.to_list() == []


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="2 rights for 1 rows"):
        reconcile(register([1]), rights([("due", 1)] * 2), AS_OF)
    with pytest.raises(ValueError, match="tolerance"):
        reconcile(register([1]), rights([("due", 1)]), AS_OF, -1)
    with pytest.raises(ValueError, match="hromada"):
        reconcile(register([1]), rights([("due", 1)], entity="hromada"), AS_OF)
    with pytest.raises(ValueError, match="too large"):
        reconcile(register([1], paid=[(0, MONTH, 2**62, END, END, 1)] * 2), rights([("due", 1)]), AS_OF)
    with pytest.raises(ValueError, match="unknown evidence"):
        evidence_text("guilty", "en")


def oracle(book, right, as_of, tolerance):
    """The meaning of findings, one entity at a time: {entity: (kind, due, paid)} and the counts."""
    found, not_judged, not_covered, waiting = {}, 0, 0, 0
    person = right.guarantee.entity == "person"
    household = [h for h in range(book.households) for _ in range(int(book.start[h + 1] - book.start[h]))]
    table = book.payments.get("aid")
    first, last = day("2026-01-01"), END
    for e in range(len(right.state)):
        place = int(book.hromada[household[e] if person else e])
        name = book.hromadas[place]
        spells = [c for c in book.coverage if c.table == "payments" and c.code in ("", "aid") and c.hromada in ("", name)]
        covered = as_of >= last and all(any(c.since <= d <= c.until for c in spells) for d in range(first, last + 1))
        amounts = []
        if table is not None:
            amounts = [
                int(table.amount[i])
                for i in range(len(table.entity))
                if table.entity[i] == e and table.month[i] == MONTH and max(table.paid_on[i], table.recorded[i]) <= as_of
            ]
        paid, due, state = sum(amounts), int(right.amount[e]), STATES[right.state[e]]
        kind = None
        if state == "unknown":
            not_judged += 1
        elif right.refused[e]:
            kind = "unexplained"
        elif right.undecided[e]:
            kind = "undecided_late"
        elif paid < 0:
            kind = "unexplained"
        elif state == "due":
            if paid > due + tolerance:
                kind = "over"
            elif paid < due - tolerance:
                kind = "missing" if paid == 0 else "short"
        elif state == "not_due":
            kind = "undue" if paid else None
        elif paid:
            kind = "unexplained"
        elif due and right.claim[e] >= 0:
            waiting += 1
        elif due:
            kind = "unclaimed"
        if kind in ("missing", "short", "unclaimed") and not covered:
            kind, not_covered = None, not_covered + 1
        if kind:
            found[e] = (kind, due, paid, paid - due, covered, int(right.claim[e]))
    return found, not_judged, not_covered, waiting


@st.composite
def books(draw):
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=5))
    entity = draw(st.sampled_from(["person", "household"]))
    n = sum(sizes) if entity == "person" else len(sizes)
    days = st.integers(END - 40, AS_OF + 20)
    paid = st.tuples(st.integers(0, max(n - 1, 0)), st.sampled_from([MONTH, MONTH, MONTH - 1]), st.integers(-20, 20), days, days)
    rows = draw(st.lists(paid, max_size=12)) if n else []
    edges = st.sampled_from([FAR_PAST, END - 31, END - 30, END - 10, END - 9, END, AS_OF, FAR_FUTURE])
    coverage = st.builds(
        Coverage, st.sampled_from(["payments", "claims"]), edges, edges, st.sampled_from(["", "aid", "x"]), st.sampled_from(["", "UA1"])
    )
    hromada = draw(st.lists(st.integers(0, 1), min_size=len(sizes), max_size=len(sizes)))
    claimed = [(e, END - 50, "pending", draw(st.sampled_from([None, "", "a;b"])), e + 2) for e in range(n)]
    kind = st.sampled_from([("due", 9), ("due", 0), ("claimable", 9), ("claimable", 0), ("not_due", 0), ("unknown", 0)])
    states = []
    for e in range(n):
        state, amount = draw(kind)
        late, refused = (draw(st.integers(0, 5)) == 0 for _ in range(2))
        states.append((state, amount, draw(st.sampled_from([-1, e])), late and state == "due", refused))
    book = register(sizes, hromada, [(*row, i + 2) for i, row in enumerate(rows)], claimed, draw(st.lists(coverage, max_size=5)))
    return book, rights(states, entity), draw(st.sampled_from([AS_OF, END, END - 1])), draw(st.integers(0, 2))


@given(books())
def test_findings_are_those_of_the_oracle(example):
    book, right, as_of, tolerance = example
    found = reconcile(book, right, as_of, tolerance)
    columns = zip(kinds(found), found.due, found.paid, found.difference, found.covered, found.claim, strict=True)
    result = dict(zip(found.entity.tolist(), columns, strict=True))
    assert (result, found.not_judged, found.not_covered, found.waiting) == oracle(book, right, as_of, tolerance)


@given(books())
def test_evidence_names_exactly_the_payments_counted_and_can_be_said(example):
    book, right, as_of, tolerance = example
    found = reconcile(book, right, as_of, tolerance)
    table = book.payments.get("aid")
    for entity, paid, evidence in zip(found.entity, found.paid, found.evidence, strict=True):
        named = {int(part.removeprefix("payments:")) for part in evidence.split(";") if part.startswith("payments:")}
        rows = [] if table is None else [i for i in range(len(table.row)) if table.row[i] in named]
        assert sum(int(table.amount[i]) for i in rows) == paid
        assert all(table.entity[i] == entity for i in rows)
        assert not evidence.startswith(("payments", "claims")), "a reason stands first"
        assert evidence_text(evidence, "uk") != evidence_text(evidence, "en")
