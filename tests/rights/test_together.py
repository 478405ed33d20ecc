"""What a household can hold together: the best combination against every combination tried, on drawn households and drawn relations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_hardship import ADULT, CHILD, MONTH, register, rights

from law_text import GUARANTEE, law_of_text, provision
from zhyto.engine.reference import Reference
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.declare import APART, Relation
from zhyto.page.gather import household_page
from zhyto.page.layouts import to_text
from zhyto.page.sheet import sheet_of
from zhyto.register.record import Entity, Household
from zhyto.rights.rights import CLAIMABLE
from zhyto.rights.simulate import HouseholdEffect, household_effect, of_month
from zhyto.rights.together import best, groups, instead, together

OF = {"family": "household", "poor": "household", "cared": "household", "third": "person", "lonely": "person", "orphan": "person", "old": "person"}
PAIRS = [(one, two) for at, one in enumerate(OF) for two in list(OF)[at + 1 :]]
USUAL = (("family", "poor"), ("family", "third"), ("lonely", "orphan"), ("third", "poor"))
SOME = st.tuples(st.sampled_from(["not_due", "unknown", "claimable", "due"]), st.integers(0, 9))


def bound(code, rows, pairs, kind="choice"):
    """Rights of a guarantee that nobody has beside some others."""
    right = rights(code, OF[code], [(state, amount if state in ("claimable", "due") else 0) for state, amount in rows])
    relations = tuple(Relation(kind, other, date(2020, 1, 1), None, "Act 1") for one, other in pairs if one == code)
    return replace(right, guarantee=replace(right.guarantee, relations=relations))


def found(book, held):
    sums = together(held, book.household_of(), book.households)
    return sums.due.tolist(), sums.claimable.tolist()


def test_of_two_rights_that_nobody_has_together_the_better_one_counts():
    book = register([[ADULT, CHILD], [ADULT]])
    family, poor = bound("family", [("claimable", 9), ("claimable", 5)], USUAL), bound("poor", [("claimable", 7), ("due", 3)], USUAL)
    third = bound("third", [("not_due", 0), ("claimable", 4), ("not_due", 0)], USUAL)
    # The first household has 9 for the family, or 7, or 4 for the child; the second may change 3 for 5.
    assert found(book, [family, poor, third]) == ([0, 3], [9, 2])
    assert found(book, [family, third]) == ([0, 0], [9, 5])
    assert found(book, []) == ([0, 0], [0, 0])


def test_a_right_of_the_household_keeps_out_those_of_all_members_and_theirs_keep_it_out():
    book = register([[ADULT, ADULT, CHILD]])
    family, third = bound("family", [("claimable", 9)], USUAL), bound("third", [("claimable", 4), ("claimable", 4), ("claimable", 2)], USUAL)
    # Three members have 4 + 4 + 2 = 10, the family 9; with the first of them due, claims add 10 - 4.
    assert found(book, [family, third]) == ([0], [10])
    assert found(book, [family, bound("third", [("due", 4), ("claimable", 4), ("claimable", 2)], USUAL)]) == ([4], [6])
    # 12 for the family in place of the 4 that one member has: 8 more.
    assert found(book, [bound("family", [("claimable", 12)], USUAL), bound("third", [("due", 4), ("claimable", 4), ("unknown", 0)], USUAL)]) == ([4], [8])


def test_rights_of_two_persons_are_not_bound():
    book = register([[ADULT, CHILD]])
    lonely, orphan = bound("lonely", [("claimable", 3), ("not_due", 0)], USUAL), bound("orphan", [("not_due", 0), ("claimable", 5)], USUAL)
    assert found(book, [lonely, orphan]) == ([0], [8])


def test_a_relation_binds_from_its_day_to_its_day():
    family, poor = bound("family", [("claimable", 9)], ()), bound("poor", [("claimable", 7)], ())
    book = register([[ADULT]])
    for since, until, most in ((date(2026, 1, 1), None, 9), (date(2026, 1, 2), None, 16), (date(2020, 1, 1), date(2025, 12, 31), 16)):
        relation = Relation("excludes", "poor", since, until, "Act 1")
        assert found(book, [replace(family, guarantee=replace(family.guarantee, relations=(relation,))), poor]) == ([0], [most])


def test_two_exclusive_rights_that_are_due_count_once():
    book = register([[ADULT], [ADULT]])
    family, poor = bound("family", [("due", 9), ("due", 2)], USUAL), bound("poor", [("due", 7), ("claimable", 5)], USUAL)
    sums = together([family, poor], book.household_of(), book.households)
    assert (sums.due.tolist(), sums.claimable.tolist()) == ([9, 2], [0, 3])
    assert {code: rows.tolist() for code, rows in sums.apart.items()} == {"poor": [0]}


def test_what_stands_in_place_of_a_right():
    book = register([[ADULT, CHILD], [ADULT], [ADULT, CHILD], [ADULT]])
    family = bound("family", [("due", 9), ("not_due", 0), ("claimable", 4), ("claimable", 5)], USUAL)
    poor = bound("poor", [("claimable", 1), ("due", 3), ("not_due", 0), ("claimable", 6)], USUAL)
    third = bound("third", [("claimable", 2), ("not_due", 0), ("claimable", 4), ("due", 8), ("not_due", 0), ("not_due", 0)], USUAL)
    # The family aid of the first household stands in place of both others; in the second it is the poor one, in the third that of its member.
    # The fourth could claim 5 or 6: the 5 is not one more right that nobody claimed.
    assert {code: rows.tolist() for code, rows in instead(book, [family, poor, third]).items() if len(rows)} == {
        "family": [1, 2, 3], "poor": [0, 2], "third": [0, 1, 2],
    }  # fmt: skip


def test_a_right_that_is_due_stands_in_place_of_another_that_is():
    book = register([[ADULT]])
    assert {code: rows.tolist() for code, rows in instead(book, [bound("family", [("due", 9)], USUAL), bound("poor", [("due", 7)], USUAL)]).items()} == {
        "family": [], "poor": [0],
    }  # fmt: skip


def brute(cells, place, pairs, households):
    """The most of each household over every subset of its rights of which no two are apart. cells: (code, row) → kopecks."""
    sums = []
    for home in range(households):
        own = [key for key in cells if cells[key] and (key[1] if OF[key[0]] == "household" else place[key[1]]) == home]
        apart = {(x, y) for x in own for y in own if {(x[0], y[0]), (y[0], x[0])} & pairs and (x[1] == y[1] or OF[x[0]] != OF[y[0]])}
        most = 0
        for chosen in product((False, True), repeat=len(own)):
            taken = [key for key, yes in zip(own, chosen, strict=True) if yes]
            if not any((x, y) in apart for x in taken for y in taken):
                most = max(most, sum(cells[key] for key in taken))
        sums.append(most)
    return sums


@given(st.data())
def test_no_total_is_more_or_less_than_the_best_of_all_combinations(data):
    homes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    pairs = set(data.draw(st.lists(st.sampled_from(PAIRS), max_size=8)))
    codes = data.draw(st.lists(st.sampled_from(list(OF)), unique=True, min_size=1, max_size=5))
    book = register([[ADULT] * size for size in homes])
    count = {"household": len(homes), "person": sum(homes)}
    drawn = {code: data.draw(st.lists(SOME, min_size=count[OF[code]], max_size=count[OF[code]])) for code in codes}
    held = [bound(code, rows, pairs, data.draw(st.sampled_from(APART))) for code, rows in drawn.items()]
    place = book.household_of().tolist()

    def cells(*states):
        return {(code, row): amount for code, rows in drawn.items() for row, (state, amount) in enumerate(rows) if state in states}

    due, both = (brute(cells(*states), place, pairs, len(homes)) for states in (("due",), ("due", "claimable")))
    assert found(book, held) == (due, [more - less for more, less in zip(both, due, strict=True)])
    # Row by row, what claims would add less what they would replace is the total.
    change = together(held, book.household_of(), book.households).change
    assert sum(int((right.amounts * change[right.guarantee.code]).sum()) for right in held) == sum(both) - sum(due)
    # What is kept is a combination that is allowed, and its sum is the total.
    guarantees = [right.guarantee for right in held]
    one = best(guarantees, MONTH, {right.guarantee.code: right.of(CLAIMABLE) for right in held}, book.household_of(), book.households)
    kept = {(right.guarantee.code, int(row)): int(amount) for right in held
            for row, amount, yes in zip(*right.of(CLAIMABLE), one.kept[right.guarantee.code], strict=True) if yes}  # fmt: skip
    assert int(one.total.sum()) == sum(kept.values()) == sum(brute(kept, place, pairs, len(homes)))
    # Rights that nobody claimed are a combination that can be held, and beside it no right is due that excludes one of them.
    other = instead(book, held)
    open_now = {key: amount for key, amount in cells("claimable").items() if key[1] not in other.get(key[0], ())}
    assert sum(brute(open_now, place, pairs, len(homes))) == sum(open_now.values())
    owed = {key: amount for key, amount in cells("due").items() if key[1] not in other.get(key[0], ())}
    assert sum(brute(owed | open_now, place, pairs, len(homes))) == sum((owed | open_now).values())


@pytest.mark.parametrize(
    ("pairs", "ways"),
    [
        # The subsidy or all discounts: two ways for eight rights, not 129.
        ([("family", "poor"), ("family", "cared")], 2),
        # A person's rights that exclude one another, and one of the household that excludes two of them.
        ([("family", "third"), ("family", "lonely"), ("third", "lonely")], 2),
    ],
)
def test_only_what_can_be_best_is_tried(pairs, ways):
    (group,) = groups([bound(code, [], pairs).guarantee for code in {code for pair in pairs for code in pair}], MONTH)
    assert len(group.ways) == ways


def test_moved_persons_count_where_they_live():
    book = register([[ADULT, CHILD], [ADULT]])
    family, third = bound("family", [("claimable", 9), ("claimable", 5)], USUAL), bound("third", [("not_due", 0), ("claimable", 4), ("not_due", 0)], USUAL)
    # The child lives in the second household now: 9 there, and 5 or 4 here.
    sums = together([family, third], np.array([0, 1, 1], np.int32), 2)
    assert sums.claimable.tolist() == [9, 5]
    assert instead(book, [family, third], np.array([0, 1, 1], np.int32))["third"].tolist() == [1]


def test_a_reform_gives_a_household_what_it_gains_beyond_what_it_replaces():
    book = register([[ADULT], [ADULT], [ADULT], [ADULT]])
    before = [
        bound("family", [("due", 9), ("due", 9), ("claimable", 9), ("due", 9)], USUAL),
        bound("poor", [("not_due", 0), ("not_due", 0), ("claimable", 7), ("not_due", 0)], USUAL),
    ]
    after = [
        bound("family", [("due", 9), ("due", 9), ("not_due", 0), ("not_due", 0)], USUAL),
        bound("poor", [("claimable", 12), ("claimable", 5), ("claimable", 7), ("unknown", 0)], USUAL),
    ]
    # 12 in place of 9: 3 more; 5 beside 9: nothing; 9 or 7, and then 7: 2 less; of the unknown one nothing is said, and 9 that were due are lost.
    pairs = [(of_month(one), of_month(two)) for one, two in zip(before, after, strict=True)]
    assert household_effect(pairs, MONTH, book.household_of(), book.households) == HouseholdEffect(1, 2, 3, 11, -9)


@pytest.mark.parametrize("pack", ["ukraine", "imaginary"])
def test_money_and_discounts_are_bound_by_nothing_but_a_choice(pack):
    law = load_law(find_packs()[pack].folder)
    kinds = {}
    for code, guarantee in law.guarantees.items():
        for relation in guarantee.relations:
            if relation.kind in APART and law.guarantees[relation.other].gives != guarantee.gives:
                kinds.setdefault(frozenset((code, relation.other)), set()).add(relation.kind)
    assert all("choice" in found for found in kinds.values()), "what is no choice cannot be weighed in hryvnias"


def test_a_page_adds_nothing_that_is_due_and_not_given_together():
    """Two stipends without a claim, of which a student has one: 2,000.00 or 1,180.00 is due, not 3,180.00."""
    provisions = provision("def better(big: Money) -> Money:\n    return big") + provision("def lesser(small: Money) -> Money:\n    return small")
    figure = "{name}: {{label: {{uk: А, en: A}}, unit: money, cite: Act 1, values: [{{from: 2020-01-01, value: {value}, mark: verified, source: S1}}]}}\n"
    choice = "relations: [{kind: choice, other: better, from: 2020-01-01, cite: Act 1, mark: verified, source: S1, note: {uk: А, en: A}}]\n"
    figures = figure.format(name="big", value=2000) + figure.format(name="small", value=1180)
    law = law_of_text(provisions, parameters=figures, guarantees={"better": GUARANTEE, "lesser": GUARANTEE + choice})
    household = Household(Entity("h"), (Entity("a", birth=date(2006, 5, 14)),))
    page = household_page(Reference(law, household, MONTH), "en")
    assert [(entry.code, entry.amount, entry.counted) for entry in page.due] == [("better", 2000_00, True), ("lesser", 1180_00, False)]
    assert "you are due 2,000" in sheet_of(page).lead[0].replace("\u00a0", " ")
    assert not page.claimable
    assert "are not given together" in to_text(sheet_of(page))
