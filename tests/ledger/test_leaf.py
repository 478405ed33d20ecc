"""Leaves and the commitments in them: the published second generator, the group's laws, and that a leaf opens in one way only."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhyto.ledger import leaf, pedersen
from zhyto.ledger.leaf import Opening

AMOUNTS = st.integers(-(2**63), 2**63)
BLINDINGS = st.integers(1, pedersen.N - 1)
P = 2**256 - 2**32 - 977
"""Order of the field."""


def negative(point: bytes) -> bytes:
    return point[:33] + (P - int.from_bytes(point[33:], "big")).to_bytes(32, "big")


def test_the_second_generator_is_the_published_one() -> None:
    # BIP-341, "Constructing and spending Taproot outputs": lift_x of this.
    assert pedersen.H.format()[1:].hex() == "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0"
    assert pedersen.H.format()[0] == 2


def test_the_curve_is_secp256k1() -> None:
    # SEC 2, 2.4.1: G, n, p; and n·G is neutral, so (n - 1)·G is its negative.
    point = pedersen.commit(0, 1)
    assert point is not None
    assert point[1:33].hex() == "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    assert (int.from_bytes(point[33:], "big") ** 2 - int.from_bytes(point[1:33], "big") ** 3 - 7) % P == 0
    assert pedersen.commit(0, pedersen.N - 1) == negative(point)


@settings(max_examples=50)
@given(AMOUNTS, AMOUNTS, BLINDINGS, BLINDINGS)
def test_commitments_add_up(a: int, b: int, r: int, s: int) -> None:
    assert pedersen.add([pedersen.commit(a, r), pedersen.commit(b, s)]) == pedersen.commit(a + b, r + s)


@settings(max_examples=30)
@given(st.lists(st.tuples(AMOUNTS, BLINDINGS), max_size=6))
def test_a_sum_is_opened_by_the_sums(parts: list[tuple[int, int]]) -> None:
    total = pedersen.add(pedersen.commit(a, r) for a, r in parts)
    amount, blinding = sum(a for a, _ in parts), sum(r for _, r in parts)
    assert pedersen.opens(total, amount, blinding)
    assert not pedersen.opens(total, amount + 1, blinding)
    assert not pedersen.opens(total, amount, blinding + 1)
    assert pedersen.add(pedersen.commit(a, r) for a, r in reversed(parts)) == total


@settings(max_examples=30)
@given(AMOUNTS, BLINDINGS)
def test_the_neutral_element_and_the_opposite(amount: int, blinding: int) -> None:
    point = pedersen.commit(amount, blinding)
    assert point is not None
    assert pedersen.add([point, None]) == pedersen.add([None, point]) == point
    assert negative(point) == pedersen.commit(-amount, -blinding)
    assert pedersen.add([point, negative(point)]) is None


def test_nothing_is_committed_to_by_nothing() -> None:
    assert pedersen.commit(0, 0) is None
    assert pedersen.add([]) is None
    assert pedersen.add([None, None]) is None
    assert pedersen.commit(5, 0) == pedersen.H.multiply((5).to_bytes(32, "big")).format(compressed=False)
    assert pedersen.commit(pedersen.N, pedersen.N) is None


@settings(max_examples=50)
@given(AMOUNTS, BLINDINGS, st.integers(8, 519))
def test_what_is_not_on_the_curve_is_noticed(amount: int, blinding: int, bit: int) -> None:
    point = pedersen.commit(amount, blinding)
    assert point is not None
    # The first byte is the form; no other point differs in one bit of one coordinate only, except by chance of 2^-256.
    changed = (int.from_bytes(point, "big") ^ 1 << (519 - bit)).to_bytes(65, "big")
    with pytest.raises(ValueError, match="public key"):
        pedersen.add([changed, point])


@pytest.mark.parametrize("data", [b"", b"\4" * 65, b"\2" + bytes(32), bytes(65)])
def test_other_bytes_are_no_point(data: bytes) -> None:
    with pytest.raises(ValueError, match="public key"):
        pedersen.add([data])


# Leaves

TEXTS = st.text(max_size=20)
OPENINGS = st.builds(Opening, TEXTS, TEXTS, TEXTS, TEXTS, st.dates(), st.integers(-(10**17), 10**17), st.binary(min_size=32, max_size=32))
ONE = Opening("2026-01/17:1", "confirmed", "Expenses:Hromada:H1:Families:Oblast", "P-17", date(2026, 1, 20), 150_000, b"s" * 32)


def test_the_format_of_a_posting_is_fixed() -> None:
    # Whoever changes this changes what is published: proofs kept by readers would no longer be understood.
    assert ONE.words() == b'["2026-01/17:1","confirmed","Expenses:Hromada:H1:Families:Oblast","P-17","2026-01-20"]'
    entry = leaf.posting(ONE, 1_770_000_000)
    assert len(entry) == leaf.POSTING_BYTES == 106
    assert entry[:9].hex() == "010000000069800e80"
    assert leaf.hidden(ONE) == sha256(b"zhyto leaf 1\n" + b"s" * 32 + ONE.words()).digest()
    assert leaf.hidden(ONE).hex() == "82d57d83a17311d611e9c38ea234d05e01639398516f8e70f0f968c6577a9008"
    assert entry[41:].hex() == (
        "04d5b00941575b72d2e3bb405b0c864f0fb04dadc868a9ddcf212392aa89ecd76efed6ca4f28c7c19c132d137dd0bd79ebd69c1c600f73b48c6d025fb5a5734ca3"
    )


@settings(max_examples=50)
@given(OPENINGS, st.integers(0, 2**62))
def test_a_leaf_is_opened_by_its_opening_alone(opening: Opening, recorded: int) -> None:
    entry = leaf.posting(opening, recorded)
    read = leaf.read(entry)
    assert isinstance(read, leaf.Posting)
    assert read.recorded == recorded
    assert leaf.opens(entry, opening)
    fields = {name: getattr(opening, name) for name in ("key", "kind", "account", "reference", "effective", "amount", "salt")}
    others = {
        "key": opening.key + "x",
        "kind": opening.kind + "x",
        "account": opening.account + "x",
        "reference": opening.reference + "x",
        "effective": date(1999, 1, 1) if opening.effective != date(1999, 1, 1) else date(1999, 1, 2),
        "amount": opening.amount + 1,
        "salt": bytes([opening.salt[0] ^ 1]) + opening.salt[1:],
    }
    for name, other in others.items():
        assert not leaf.opens(entry, Opening(**{**fields, name: other})), name


@settings(max_examples=30)
@given(OPENINGS, OPENINGS)
def test_words_say_where_one_ends_and_the_next_begins(one: Opening, other: Opening) -> None:
    same = all(getattr(one, name) == getattr(other, name) for name in ("key", "kind", "account", "reference", "effective"))
    assert (one.words() == other.words()) == same


def test_equal_postings_have_different_leaves() -> None:
    other = Opening(ONE.key, ONE.kind, ONE.account, ONE.reference, ONE.effective, ONE.amount, b"t" * 32)
    first, second = leaf.posting(ONE, 1), leaf.posting(other, 1)
    assert first[9:41] != second[9:41]
    assert first[41:] != second[41:]


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=200), st.integers(0, 2**62))
def test_a_statement_is_read_as_it_was_written(text: str, recorded: int) -> None:
    assert leaf.read(leaf.statement(text, recorded)) == (recorded, text)
    assert not leaf.opens(leaf.statement(text, recorded), ONE)


@pytest.mark.parametrize("entry", [b"", b"\1", b"\1" * 105, b"\1" * 107, b"\3" * 106, b"\2" + bytes(8), b"\2" + bytes(8) + b"\xff"])
def test_other_bytes_are_no_leaf(entry: bytes) -> None:
    assert leaf.read(entry) is None


def test_a_short_salt_is_refused() -> None:
    short = Opening("k", "k", "a", "", date(2026, 1, 1), 1, b"short")
    with pytest.raises(ValueError, match="32 bytes, not 5"):
        leaf.posting(short, 1)
    assert not leaf.opens(leaf.posting(ONE, 1), short)
