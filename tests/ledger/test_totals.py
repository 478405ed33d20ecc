"""Published sums: which cells there are, what they prove, whom they protect, and what is refused."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from small_log import ORIGIN, Books, month, published
from zhyto.faults import InputRefused
from zhyto.ledger import leaf, pedersen, totals
from zhyto.ledger.totals import NONE, PAYMENTS, PUBLIC, WITHHELD, Cell, Publication, Totals


def look(books: Books) -> tuple[np.ndarray, np.ndarray]:
    """Points and which leaves are postings, of a log of these books alone."""
    entries = [leaf.posting(one, 1) for one in books.openings]
    return np.frombuffer(b"".join(entry[41:] for entry in entries), dtype=np.uint8).reshape(-1, 65), np.ones(len(entries), dtype=bool)


@pytest.fixture(scope="module")
def books() -> Books:
    return month()


@pytest.fixture(scope="module")
def seen(books: Books) -> tuple[np.ndarray, np.ndarray]:
    return look(books)


@pytest.fixture(scope="module")
def good(books: Books) -> Publication:
    return published(books)[1]


def amounts(done: Publication, kind: str = PAYMENTS) -> dict[str, int]:
    return {cell.account: cell.amount for cell in done.totals.cells if cell.kind == kind}


def faults(seen: tuple[np.ndarray, np.ndarray], done: Publication) -> list[str]:
    return [fault.found for fault in totals.faults(totals.read_totals(done.table), done.cells, *seen)]


def test_an_honest_publication_has_no_faults(seen: tuple[np.ndarray, np.ndarray], good: Publication) -> None:
    assert faults(seen, good) == []
    assert sum(cell.amount for cell in good.totals.cells) == 0


def test_small_groups_are_merged_by_the_stated_rule(good: Publication) -> None:
    spent = {name.removeprefix("Expenses:Hromada:"): cell for cell in good.totals.cells if (name := cell.account).startswith("Expenses")}
    counted = {name: cell.recipients for name, cell in spent.items()}
    # H1: 4 Elderly are joined by the smallest other, 11 Alone. H2: 3 Children alone in their hromada are joined by the smallest of the source, H3's 12.
    assert counted == {"H1:Children:Oblast": 14, "H1:*:Oblast": 15, "*:*:Oblast": 15, "H2:Children:Donor": 13}


def test_sums_are_those_of_the_books(books: Books, good: Publication) -> None:
    for source in ("Oblast", "Donor"):
        spent = sum(one.amount for one in books.openings if one.account.startswith("Expenses") and one.account.endswith(source))
        assert spent == sum(amount for name, amount in amounts(good).items() if name.startswith("Expenses") and name.endswith(source))
    assert amounts(good, PUBLIC)["Income:Source:Oblast"] == -10_000_000_00


def test_a_payment_under_way_is_withheld_and_shown_once_it_settles(books: Books) -> None:
    later = Books(9)
    later.openings = list(books.openings)
    start = len(later.openings)
    first = totals.publish(ORIGIN, 0, start, later.numbered)
    assert [cell.leaves for cell in first.totals.cells if cell.kind == WITHHELD] == [2]
    names = [f"then-{at}" for at in range(9)]
    for name in names:
        later.send(name, 500_00)
    for name in names:
        later.confirm(name, 500_00, "H1", "Children")
    later.confirm("under-way", 777_00, "H1", "Children")
    shown = totals.shown_in(first.totals, first.cells, later.referenced)
    assert "under-way" not in shown
    end = len(later.openings)
    second = totals.publish(ORIGIN, start, end, later.numbered[start:], shown=shown)
    # Nine of another path and one of its own: neither is ten, so nothing of them is shown.
    assert [cell.kind for cell in second.totals.cells] == [WITHHELD]
    # Ten that were under way together are shown together.
    third = Books(10)
    third.act(1_000_000_00)
    for at in range(10):
        third.send(f"p{at}", 100_00 + at)
    middle = len(third.openings)
    for at in range(10):
        third.confirm(f"p{at}", 100_00 + at, "H1", "Children", day="2026-02-02")
    done = totals.publish(ORIGIN, middle, len(third.openings), third.numbered[middle:])
    assert amounts(done) == {"Expenses:Hromada:H1:Children:Oblast": 1000_45, "Assets:Transit:2026-01:Oblast": -1000_45}


def test_a_late_return_does_not_isolate_the_payment_shown_before() -> None:
    books = Books(2)
    names = books.many(12)
    first = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    start = len(books.openings)
    amount = next(one.amount for one in books.openings if one.reference == names[0] and one.account.startswith("Expenses"))
    late = [("Expenses:Hromada:H1:Children:Oblast", -amount), ("Assets:Envelope:2026-01:Oblast", amount)]
    books.entry("returned", names[0], late)
    shown = totals.shown_in(first.totals, first.cells, books.referenced)
    assert shown == dict.fromkeys(names, "totals/0-48.json Expenses:Hromada:H1:Children:Oblast")
    second = totals.publish(ORIGIN, start, len(books.openings), books.numbered[start:], shown=shown)
    assert [(cell.kind, cell.amount) for cell in second.totals.cells] == [(WITHHELD, 0)]


def test_what_one_person_was_not_paid_in_the_end_is_nobodys_to_read() -> None:
    """A payment stopped before it was sent touches only accounts of the fund; its amount is still that of one household."""
    books = Books(5)
    books.entry("source", "bank-1", [("Income:Source:Oblast", -9000_00), ("Assets:Fund:Oblast", 9000_00)])
    books.entry("envelope", "", [("Assets:Fund:Oblast", -9000_00), ("Assets:Envelope:2026-01:Oblast", 9000_00)])
    books.cancel("one", 3058_92)
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    assert amounts(done, PUBLIC) == {"Income:Source:Oblast": -9000_00, "Assets:Fund:Oblast": 0, "Assets:Envelope:2026-01:Oblast": 9000_00}
    assert [(cell.leaves, cell.amount) for cell in done.totals.cells if cell.kind == WITHHELD] == [(2, 0)]
    for number in range(9):
        books.cancel(f"more {number}", 100_00)
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    assert amounts(done) == {"Assets:Envelope:2026-01:Oblast": -3958_92, "Assets:Fund:Oblast": 3958_92}


def test_several_references_of_one_recipient_count_once() -> None:
    books = Books(3)
    names = books.many(12)
    assert PAYMENTS in {cell.kind for cell in totals.publish(ORIGIN, 0, len(books.openings), books.numbered).totals.cells}
    one_house = dict.fromkeys(names[:4], "house")
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, recipients=one_house)
    assert {cell.kind for cell in done.totals.cells} == {WITHHELD}


def combinations_isolate(books: Books, done: Publication, k: int) -> list[tuple[int, ...]]:
    """Linear combinations of published sums, with small coefficients, that contain fewer than k payments: the oracle of the rule."""
    cells = [code for code, cell in enumerate(done.totals.cells) if cell.kind != PUBLIC]
    codes = np.frombuffer(done.cells, dtype="<u2")
    parts: dict[str, list[int]] = {}
    for index, one in books.numbered:
        if codes[index] in cells:
            parts.setdefault(one.reference, [0] * len(cells))[cells.index(codes[index])] += one.amount
    table = np.array(list(parts.values()))
    found = []
    for weights in product((-1, 0, 1), repeat=len(cells)):
        held = int((table @ np.array(weights) != 0).sum())
        if 0 < held < k:
            found.append(weights)
    return found


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(2, 4))
def test_no_combination_of_sums_isolates_fewer_than_k(seed: int, k: int) -> None:
    draw, books = random.Random(seed), Books(seed)
    books.act(10**9)
    for at in range(draw.randrange(1, 14)):
        name, source, amount = f"r{at}", draw.choice(["Oblast", "Donor"]), draw.randrange(1, 10**6)
        books.send(name, amount, source)
        fate = draw.randrange(8)
        if fate == 0:
            books.give_back(name, amount, source)
            continue
        if fate == 1:
            books.give_back(name, amount, source)
            books.send(name, amount, source)
        if fate == 2:
            continue
        if fate == 3:
            books.entry("returned", name, [(f"Assets:Transit:2026-01:{source}", -amount), (f"Assets:Returns:2026-01:{source}", amount)])
            continue
        books.confirm(name, amount, draw.choice(["H1", "H2"]), draw.choice(["A", "B"]), source)
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, k)
    assert combinations_isolate(books, done, k) == []
    assert [fault.found for fault in totals.faults(done.totals, done.cells, *look(books), k)] == []


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(2, 3))
def test_no_combination_over_two_publications_isolates_fewer_than_k(seed: int, k: int) -> None:
    """Sent before the cut and confirmed after it, returned late, sent again: what one range hides the other must not give away."""
    draw, books = random.Random(seed), Books(seed)
    books.act(10**9)
    steps: list[list[Callable[[], None]]] = [[], []]
    for at in range(draw.randrange(4, 16)):
        name, amount, hromada = f"r{at}", draw.randrange(1, 10**6), draw.choice(["H1", "H2"])
        sent, confirmed = sorted(draw.choice([(0, 0), (0, 0), (0, 1), (1, 1)]))
        steps[sent].append(partial(books.send, name, amount))
        if draw.randrange(6):
            steps[confirmed].append(partial(books.confirm, name, amount, hromada, "A"))
            if confirmed == 0 and not draw.randrange(4):
                back = [(f"Expenses:Hromada:{hromada}:A:Oblast", -amount), ("Assets:Envelope:2026-01:Oblast", amount)]
                steps[1].append(partial(books.entry, "returned", name, back))
    for step in steps[0]:
        step()
    cut = len(books.openings)
    for step in steps[1]:
        step()
    end = len(books.openings)
    done = [totals.publish(ORIGIN, 0, cut, books.numbered[:cut], k)]
    if end > cut:
        shown = totals.shown_in(done[0].totals, done[0].cells, books.referenced)
        done.append(totals.publish(ORIGIN, cut, end, books.numbered[cut:], k, shown))
    columns: dict[tuple[int, int], int] = {}
    parts: dict[str, dict[int, int]] = {}
    for which, one in enumerate(done):
        codes = np.frombuffer(one.cells, dtype="<u2")
        for index, opening in books.numbered[one.totals.start : one.totals.end]:
            code = int(codes[index - one.totals.start])
            if one.totals.cells[code].kind != PUBLIC:
                column = columns.setdefault((which, code), len(columns))
                row = parts.setdefault(opening.reference, {})
                row[column] = row.get(column, 0) + opening.amount
    if not parts:
        return
    table = np.array([[row.get(column, 0) for column in range(len(columns))] for row in parts.values()])
    weights = np.random.default_rng(seed).integers(-1, 2, size=(len(columns), 3000))
    held = (table @ weights != 0).sum(axis=0)
    assert not ((held > 0) & (held < k)).any()


def test_the_oracle_sees_what_plain_cells_would_give_away() -> None:
    """One payment in twelve comes back: Returns show it alone, and without Returns so does the difference of Envelope and Expenses."""
    books = Books(4)
    books.many(11)
    books.send("one", 5_00)
    transit, returns = "Assets:Transit:2026-01:Oblast", "Assets:Returns:2026-01:Oblast"
    books.entry("returned", "one", [(transit, -5_00), (returns, 5_00)])
    names = sorted({one.account for one in books.openings})
    cells = tuple(Cell(name, "2026-01", PAYMENTS, 11, 1, 0, 0) for name in names)
    codes = np.array([names.index(one.account) for one in books.openings], dtype="<u2").tobytes()
    plain = Publication(Totals(ORIGIN, 0, len(books.openings), 10, cells), b"", codes)
    without_returns = replace(plain, totals=replace(plain.totals, cells=tuple(
        replace(cell, kind=PUBLIC) if "Returns" in cell.account else cell for cell in cells)))  # fmt: skip
    assert combinations_isolate(books, plain, 10)
    assert combinations_isolate(books, without_returns, 10)
    assert not combinations_isolate(books, totals.publish(ORIGIN, 0, len(books.openings), books.numbered), 10)


# attacks


def forge(good: Publication, change: Callable[[list[Cell], np.ndarray], None]) -> Publication:
    cells, codes = list(good.totals.cells), np.frombuffer(good.cells, dtype="<u2").copy()
    change(cells, codes)
    made = replace(good.totals, cells=tuple(cells))
    return Publication(made, made.text(), codes.tobytes())


def two(cells: list[Cell]) -> tuple[int, int]:
    """Two cells of hromadas."""
    first, second, *_ = (at for at, cell in enumerate(cells) if cell.account.startswith("Expenses"))
    return first, second


def exchange(cells: list[Cell], _: np.ndarray) -> None:
    first, second = two(cells)
    one, other = cells[first], cells[second]
    cells[first], cells[second] = replace(one, amount=other.amount), replace(other, amount=one.amount)


def exchange_wholly(cells: list[Cell], _: np.ndarray) -> None:
    first, second = two(cells)
    one, other = cells[first], cells[second]
    cells[first], cells[second] = replace(other, account=one.account), replace(one, account=other.account)


def shift_a_kopeck(cells: list[Cell], _: np.ndarray) -> None:
    first, second = two(cells)
    cells[first], cells[second] = (
        replace(cells[first], amount=cells[first].amount + 1),
        replace(cells[second], amount=cells[second].amount - 1),
    )


def shift_a_blinding(cells: list[Cell], _: np.ndarray) -> None:
    first, _ = two(cells)
    cells[first] = replace(cells[first], blinding=(cells[first].blinding + 1) % pedersen.N)


def move_a_leaf(cells: list[Cell], codes: np.ndarray) -> None:
    first, second = two(cells)
    codes[np.flatnonzero(codes == first)[0]] = second


def move_a_leaf_and_its_count(cells: list[Cell], codes: np.ndarray) -> None:
    first, second = two(cells)
    move_a_leaf(cells, codes)
    cells[first], cells[second] = (
        replace(cells[first], leaves=cells[first].leaves - 1),
        replace(cells[second], leaves=cells[second].leaves + 1),
    )


def leave_a_leaf_out(_: list[Cell], codes: np.ndarray) -> None:
    codes[0] = NONE


def name_no_cell(cells: list[Cell], codes: np.ndarray) -> None:
    codes[0] = len(cells)


def one_name_twice(cells: list[Cell], _: np.ndarray) -> None:
    first, second = two(cells)
    cells[second] = replace(cells[second], account=cells[first].account)


def claim_fewer(cells: list[Cell], _: np.ndarray) -> None:
    first, _ = two(cells)
    cells[first] = replace(cells[first], recipients=9)


def claim_more_than_leaves(cells: list[Cell], _: np.ndarray) -> None:
    first, _ = two(cells)
    cells[first] = replace(cells[first], recipients=cells[first].leaves + 1)


def call_it_public(cells: list[Cell], _: np.ndarray) -> None:
    first, _ = two(cells)
    cells[first] = replace(cells[first], kind=PUBLIC)


def withhold_money(cells: list[Cell], _: np.ndarray) -> None:
    first, _ = two(cells)
    cells[first] = replace(cells[first], kind=WITHHELD, account="", month="")


ATTACKS = [exchange, exchange_wholly, shift_a_kopeck, shift_a_blinding, move_a_leaf, move_a_leaf_and_its_count, leave_a_leaf_out, name_no_cell,
           one_name_twice, claim_fewer, claim_more_than_leaves, call_it_public, withhold_money]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_false_publication_is_seen(attack: Callable[..., None], good: Publication, seen: tuple[np.ndarray, np.ndarray]) -> None:
    assert faults(seen, forge(good, attack))


def test_an_amount_is_not_counted_modulo_the_group(good: Publication, seen: tuple[np.ndarray, np.ndarray]) -> None:
    """N more in one cell and N less in another open the same commitments."""

    def shift(cells: list[Cell], _: np.ndarray) -> None:
        first, second = two(cells)
        cells[first], cells[second] = (
            replace(cells[at], amount=cells[at].amount + more) for at, more in ((first, pedersen.N), (second, -pedersen.N))
        )

    with pytest.raises(InputRefused, match="no canonical table"):
        faults(seen, forge(good, shift))


def test_a_smaller_k_is_seen(good: Publication, seen: tuple[np.ndarray, np.ndarray]) -> None:
    made = replace(good.totals, k=3)
    assert faults(seen, Publication(made, made.text(), good.cells)) == ["k = 3"]


def test_a_leaf_can_be_in_one_cell_only(good: Publication, seen: tuple[np.ndarray, np.ndarray]) -> None:
    """The form has one place for each leaf; one place more is refused, as is one that a statement would take."""
    assert faults(seen, replace(good, cells=good.cells + b"\0\0"))
    assert faults(seen, replace(good, cells=good.cells[:-2]))
    points, posting = seen
    other = posting.copy()
    other[3] = False
    assert faults((points, other), good)


def test_changed_amount_in_a_leaf_is_seen(books: Books, good: Publication) -> None:
    forged = Books()
    forged.openings = list(books.openings)
    at = next(index for index, one in books.numbered if one.account.startswith("Expenses"))
    forged.openings[at] = replace(forged.openings[at], amount=forged.openings[at].amount + 1)
    assert len(faults(look(forged), good)) == 1


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"format":"zhyto totals 1"}', b"\xff", b"[" * 100_000])
def test_what_is_no_table_is_refused(damage: bytes) -> None:
    with pytest.raises(InputRefused):
        totals.read_totals(damage)


@settings(max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_of_the_table_changes_its_digest_or_is_refused(at: float, bit: int, good: Publication) -> None:
    data = bytearray(good.table)
    data[int(at * len(data))] ^= 1 << bit
    try:
        read = totals.read_totals(bytes(data))
    except InputRefused:
        return
    # What is still a table is another table, so that the digest in the statement does not fit it.
    assert read != good.totals
    assert read.text() == bytes(data)


def test_an_entry_cut_in_two_is_refused(books: Books) -> None:
    with pytest.raises(InputRefused, match="whole entries"):
        totals.publish(ORIGIN, 0, len(books.openings) - 1, books.numbered[:-1])


def test_a_payment_without_reference_is_refused() -> None:
    books = Books()
    books.send("", 100)
    with pytest.raises(InputRefused, match="without a reference"):
        totals.publish(ORIGIN, 0, 2, books.numbered)


def test_an_unknown_expense_is_refused() -> None:
    books = Books()
    books.entry("odd", "r", [("Expenses:Bank", 5), ("Assets:Fund:Oblast", -5)])
    with pytest.raises(InputRefused, match="Expenses:Bank"):
        totals.publish(ORIGIN, 0, 2, books.numbered)


def test_nothing_or_postings_of_another_range_are_refused(books: Books) -> None:
    for start, end, some in ((0, 4, []), (5, 5, []), (2, 6, books.numbered[:4]), (0, 4, books.numbered[:4] * 2)):
        with pytest.raises(InputRefused):
            totals.publish(ORIGIN, start, end, some)


def test_same_input_same_bytes(books: Books, good: Publication) -> None:
    again = totals.publish(ORIGIN, 0, len(books.openings), list(reversed(books.numbered)))
    assert (again.table, again.cells, again.statement) == (good.table, good.cells, good.statement)


def test_the_statement_is_read_back(good: Publication) -> None:
    found = totals.announced(good.statement)
    assert found is not None
    assert found.paths[0] == good.totals.path
    assert totals.announced(good.statement + "x") is None


# What was shared is known: what no publication shows of it


def owes(source: str, hromada: str, *lines: str, batch: str = "2026-01:1") -> totals.Owed:
    return totals.Owed(batch, "2026-01", source, hromada, lines)


def test_what_was_given_less_what_is_shown_is_nobody_or_enough() -> None:
    """A source is spent to the last kopeck, as shares say: one payment that came back would stand alone in the difference."""
    books = Books(4)
    names = [*books.many(30), *books.many(12, "H2")]
    books.send("back", 777_00)
    books.give_back("back", 777_00)
    owed = {name: owes("Oblast", name.split("-")[1]) for name in names} | {"back": owes("Oblast", "H1")}
    plain = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    spent = {cell.account: cell.recipients for cell in plain.totals.cells if cell.account.startswith("Expenses")}
    assert spent == {"Expenses:Hromada:H1:Children:Oblast": 30, "Expenses:Hromada:H2:Children:Oblast": 12}
    # With it something is withheld beside it; if that were H2, the sum of all that H1 was given would tell it as well.
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, owed=owed)
    spent = {cell.account: cell.recipients for cell in done.totals.cells if cell.account.startswith("Expenses")}
    assert spent == {"Expenses:Hromada:H2:Children:Oblast": 12}
    assert [fault.found for fault in totals.faults(done.totals, done.cells, *look(books))] == []
    # Sent again it is one of those that the first publication hid.
    start = len(books.openings)
    books.pay("again", 777_00)
    later = totals.publish(
        ORIGIN, start, len(books.openings), books.numbered[start:], shown=totals.shown_in(done.totals, done.cells, books.referenced),
        recipients={"again": "back"}, owed=owed | {"again": owes("Oblast", "H1")},
    )  # fmt: skip
    assert {cell.kind for cell in later.totals.cells} == {WITHHELD}


def test_of_several_hromadas_in_one_row_none_is_left_alone() -> None:
    """Shares tell the sum of H2 and H3 together. H3 is small; without H2, which is not, it would stand alone."""
    books = Books(6)
    names = [*books.many(30), *books.many(20, "H2"), *books.many(10, "H4", "Elderly"), *books.many(4, "H3")]
    plain = {name: owes("Oblast", name.split("-")[1]) for name in names}
    owed = {name: owes("Oblast", one.hromada, "*" if one.hromada in ("H2", "H3") else one.hromada) for name, one in plain.items()}
    # Where each hromada's sum is known, that of H4 less the sum of H3 and H4 would tell H3's.
    for known, expected in ((plain, {"H1": 30, "H2": 20}), (owed, {"H1": 30, "*": 34})):
        done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, owed=known)
        spent = {cell.account.split(":")[2]: cell.recipients for cell in done.totals.cells if cell.account.startswith("Expenses")}
        assert spent == expected


def test_what_the_bank_did_and_nobody_can_explain_is_not_told() -> None:
    """Paid twice to one person: the sum stands in Review, by itself."""
    books = Books(4)
    books.many(12)
    books.entry("unexplained", "", [("Assets:Review", -640_00), ("Equity:Unexplained", 640_00)])
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    assert not [cell for cell in done.totals.cells if abs(cell.amount) == 640_00]
    assert [fault.found for fault in totals.faults(done.totals, done.cells, *look(books))] == []


def test_an_envelope_for_few_is_not_told() -> None:
    books = Books(4)
    books.act(10**9)
    books.many(12)
    at = len(books.openings)
    books.entry("envelope", "", [("Assets:Fund:Donor", -640_00), ("Assets:Envelope:2026-01:Donor", 640_00)])
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, few={at, at + 1})
    assert not [cell for cell in done.totals.cells if abs(cell.amount) == 640_00]
    assert [fault.found for fault in totals.faults(done.totals, done.cells, *look(books))] == []


def test_few_under_way_do_not_stand_between_an_envelope_and_what_left_it() -> None:
    """Twelve came back and were given back to the source. They are in the sum of what left the envelope, though not in what was spent."""
    books = Books(4)
    books.act(10**9)
    books.many(30)
    owed = {one.reference: owes("Oblast", "H1") for one in books.openings if one.reference}
    for at in range(12):
        owed[f"back-{at}"] = owes("Oblast", "H1")
        books.send(f"back-{at}", 100_00 + at)
        transit, returns = "Assets:Transit:2026-01:Oblast", "Assets:Returns:2026-01:Oblast"
        books.entry("returned", f"back-{at}", [(transit, -100_00 - at), (returns, 100_00 + at)])
        books.entry("close", f"back-{at}", [(returns, -100_00 - at), ("Assets:Fund:Oblast", 100_00 + at)])
    for at in range(3):
        owed[f"way-{at}"] = owes("Oblast", "H1")
        books.send(f"way-{at}", 500_00 + at)
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, owed=owed)
    assert alone(books, [done], owed, {}, 10, 1) == []
    # Those that came back are withheld, or all is: what was spent is still shown.
    assert [cell.recipients for cell in done.totals.cells if cell.account.startswith("Expenses")] == [30]


def test_who_joins_a_group_of_another_hromada_does_not_stand_between_its_sums() -> None:
    """Two of H2 are joined by ten of H1. All of H1 is known from the shares, and all of it is shown: what is left is H2's two."""
    books = Books(4)
    books.act(10**9)
    names = [*books.many(20), *books.many(10, "H1", "Elderly"), *books.many(2, "H2"), *books.many(12, "H3")]
    owed = {name: owes("Oblast", hromada, "H1" if hromada == "H1" else "*") for name in names if (hromada := name.split("-")[1])}
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, owed=owed)
    assert alone(books, [done], owed, {}, 10, 1) == []


def test_what_was_paid_again_is_hidden_with_what_came_back() -> None:
    """Ten payments of one source and five of another came back and were made again: the groups of both ways hold the same people."""
    books = Books(4)
    books.act(10**9)
    owed, people = {}, {}
    for at in range(15):
        source, old, new = "Oblast" if at < 10 else "Donor", f"old-{at}", f"new-{at}"
        owed |= dict.fromkeys((old, new), owes(source, "H1"))
        people |= dict.fromkeys((old, new), f"p{at}")
        returns, envelope = f"Assets:Returns:2026-01:{source}", f"Assets:Envelope:2026-01:{source}"
        books.entry("again", old, [(returns, -100_00 - at), (envelope, 100_00 + at)])
        books.entry("sent", new, [(envelope, -100_00 - at), (f"Expenses:Hromada:H1:Children:{source}", 100_00 + at)])
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, recipients=people, owed=owed)
    assert alone(books, [done], owed, people, 10, 1) == []


def test_a_few_prepared_later_are_not_the_rest_of_the_sum() -> None:
    """Thirty shares, then three more of the same source: what the first were given is known, and the sum of all less it would be the three."""
    books = Books(4)
    books.act(10**9)
    owed = dict.fromkeys(books.many(30), owes("Oblast", "H1")) | dict.fromkeys(books.many(3), owes("Oblast", "H1", batch="2026-01:2"))
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered, owed=owed)
    assert alone(books, [done], owed, {}, 10, 1) == []


def alone(books: Books, done: Sequence[Publication], owed: dict[str, totals.Owed], people: dict[str, str], k: int, seed: int) -> list[str]:
    """Sums that are known of k or more, less any published sums, that leave fewer than k: by trying."""
    shares = sorted({(people.get(name, name), one.source) for name, one in owed.items()})
    row = {share: at for at, share in enumerate(shares)}
    columns: dict[tuple[int, int], int] = {}
    cells = [(which, code) for which, one in enumerate(done) for code, cell in enumerate(one.totals.cells) if cell.kind == PAYMENTS]
    columns = {cell: at for at, cell in enumerate(cells)}
    table = np.zeros((len(shares), len(columns)), dtype=int)
    for which, one in enumerate(done):
        codes = np.frombuffer(one.cells, dtype="<u2")
        part = Counter[tuple[str, int]]()
        for index, opening in books.numbered[one.totals.start : one.totals.end]:
            if (which, code := int(codes[index - one.totals.start])) in columns:
                part[opening.reference, code] += opening.amount
        for (name, code), amount in part.items():
            table[row[people.get(name, name), owed[name].source], columns[which, code]] += np.sign(amount)
    known: dict[tuple[str, ...], set[int]] = {}
    for name, one in owed.items():
        for of in ((one.batch, one.source), *((one.batch, line) for line in one.lines or (one.hromada,))):
            known.setdefault(of, set()).add(row[people.get(name, name), one.source])
    weights = np.concatenate([np.zeros((1, len(columns)), dtype=int), -np.eye(len(columns), dtype=int), np.eye(len(columns), dtype=int),
                              np.random.default_rng(seed).integers(-1, 2, size=(3000, len(columns)))])  # fmt: skip
    found = []
    for of, members in known.items():
        sums = np.isin(np.arange(len(shares)), list(members)).astype(int)
        if len({shares[at][0] for at in members}) < k:
            continue
        left = sums[:, None] + table @ weights.T
        for at in np.flatnonzero((left != 0).sum(axis=0) < 2 * k):
            if 0 < len({shares[one][0] for one in np.flatnonzero(left[:, at])}) < k:
                found.append(f"{of} {weights[at].tolist()}")
    return found


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 4))
@example(35830, 3)
def test_no_source_or_hromada_leaves_fewer_than_k_unshown(seed: int, k: int) -> None:
    draw, books = random.Random(seed), Books(seed)
    books.act(10**9)
    owed: dict[str, totals.Owed] = {}
    pool = draw.choice([(), ("H2", "H3"), ("H1", "H3")])
    people: dict[str, str] = {}
    waiting: list[Callable[[], None]] = []
    for at in range(draw.randrange(4, 40)):
        name, amount, source, hromada = f"r{at}", draw.randrange(1, 10**6), draw.choice(["Oblast", "Donor"]), draw.choice(["H1", "H2", "H3"])
        # A recipient gets of a source once.
        people[name] = draw.choice(sorted({f"p{one}" for one in range(60)} - {people[one] for one in owed if owed[one].source == source}))
        owed[name] = owes(source, hromada, "*" if hromada in pool else hromada)
        fate = draw.randrange(8)
        if fate == 0:
            continue  # Not sent yet: the log knows nothing of it.
        books.send(name, amount, source)
        confirm = partial(books.confirm, name, amount, hromada, draw.choice(["A", "B"]), source)
        if fate == 1:
            waiting.append(confirm)
        elif fate == 2:
            books.give_back(name, amount, source)
        else:
            confirm()
    cuts = [0, len(books.openings)]
    for confirm in waiting:
        confirm()
    cuts.append(len(books.openings))
    shown: dict[str, str] = {}
    wanted: list[Publication] = []
    for start, end in pairwise(cuts):
        if start == end:
            continue
        done = totals.publish(ORIGIN, start, end, books.numbered[start:end], k, shown, people, owed)
        assert [fault.found for fault in totals.faults(done.totals, done.cells, *(part[start:end] for part in look(books)), k)] == []
        shown |= totals.shown_in(done.totals, done.cells, books.referenced)
        wanted.append(done)
    assert alone(books, wanted, owed, people, k, seed) == []
