"""Attacks on a public log, each by what its attacker can do. Full disks, folders that may not be written and clocks: tests/ledger/test_publiclog.py."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from public_logs import LATER, ORIGIN, Entry, entries, folders, new, opened
from zhyto.faults import InputRefused
from zhyto.io.log import publiclog, witness
from zhyto.io.log.source import folder_reader
from zhyto.ledger import leaf, tiles
from zhyto.ledger.merkle import consistency_proof, consistent, leaf_hash, tree_head
from zhyto.ledger.notes import COSIGNS, Checkpoint, SigningKey, join_note, lines_of, read_note
from zhyto.ledger.policy import Policy, make_policy, open_checkpoint
from zhyto.ledger.tiles import Read, Tree
from zhyto.ledger.witness import Contradiction, new_entries

NAMES = ("council", "university", "press")


def believed(read: Read, trust: Policy) -> list[bytes]:
    """The entries that a reader accepts: signed by the log, cosigned by a quorum, each in the tree. Raises InputRefused, OSError."""
    opened = open_checkpoint(read("checkpoint"), trust)
    if not trust.satisfied(opened.witnessed):
        raise InputRefused([])
    return list(new_entries(Tree(read, opened.checkpoint.size), opened.checkpoint.root, 0))


def build(place: Path, count: int) -> Policy:
    """A log of so many entries, cosigned by three witnesses; a reader's policy that asks for two."""
    keys = [witness.create(place / name, f"example.org/{name}") for name in NAMES]
    key = new(place, keys, 2)
    for name in NAMES:
        witness.trust(place / name, key)
    grow(place, 0, count)
    for name in NAMES:
        cosigned(place, name)
    return make_policy(key, keys, 2)


def grow(place: Path, start: int, end: int) -> None:
    with opened(place) as log:
        publiclog.append(log, entries(start, end), LATER)
        publiclog.checkpoint(log, LATER)


def cosigned(place: Path, name: str, of: Path | None = None) -> None:
    """A witness's cosignature, asked for and served. of: where the witness's own folder lies, if elsewhere."""
    line, _ = witness.cosign((of or place) / name, folder_reader(place / "public"), LATER)
    with opened(place) as log:
        publiclog.add_cosignature(log, line)


def copied(place: Path, to: Path) -> Path:
    """A second copy of the log and its keys: what a thief, or a dishonest owner, has."""
    for one, other in zip(folders(place), folders(to), strict=True):
        shutil.copytree(one, other)
    return to


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Policy]:
    """The files of a log of 300 entries that a reader needs."""
    place = tmp_path_factory.mktemp("small")
    trust = build(place, 300)
    paths = ["checkpoint", *tiles.paths_of(300)]
    assert paths == [
        "checkpoint", "tile/0/000", "tile/entries/000", "tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1",
    ]  # fmt: skip
    return {path: (place / "public" / path).read_bytes() for path in paths}, trust


@settings(max_examples=250)
@given(st.data())
def test_any_flipped_bit_is_noticed(small: tuple[dict[str, bytes], Policy], data: st.DataObject) -> None:
    files, trust = small
    # Two of the three witnesses would do; this reader's policy asks for all, so that no cosignature is spare.
    strict = make_policy(trust.logs[0], list(trust.witnesses.values()), 3)
    path = data.draw(st.sampled_from(sorted(files)))
    at, bit = data.draw(st.integers(0, len(files[path]) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(files[path])
    changed[at] ^= 1 << bit
    assert len(believed(files.__getitem__, strict)) == 300
    with pytest.raises((InputRefused, OSError)):
        believed({**files, path: bytes(changed)}.__getitem__, strict)


def test_every_bit_of_checkpoint_and_cosignatures_is_noticed(small: tuple[dict[str, bytes], Policy]) -> None:
    files, trust = small
    strict = make_policy(trust.logs[0], list(trust.witnesses.values()), 3)
    note = files["checkpoint"]
    for at in range(len(note)):
        changed = note[:at] + bytes([note[at] ^ 1 << (at % 8)]) + note[at + 1 :]
        with pytest.raises(InputRefused):
            believed({**files, "checkpoint": changed}.__getitem__, strict)


@settings(max_examples=60)
@given(st.data())
def test_a_file_cut_short_lengthened_or_swapped_is_noticed(small: tuple[dict[str, bytes], Policy], data: st.DataObject) -> None:
    files, trust = small
    path = data.draw(st.sampled_from(sorted(files)))
    other = data.draw(st.sampled_from(sorted(set(files) - {path})))
    cut = data.draw(st.integers(0, len(files[path]) - 1))
    for changed in (files[path][:cut], files[path] + b"\0", files[other]):
        with pytest.raises((InputRefused, OSError)):
            believed({**files, path: changed}.__getitem__, trust)


def test_entries_in_another_order_or_left_out_are_noticed(small: tuple[dict[str, bytes], Policy]) -> None:
    files, trust = small
    bundle = tiles.unpack(files["tile/entries/000"])
    assert bundle
    for other in (bundle[::-1], bundle[:-1], [*bundle, bundle[0]], [bundle[1], bundle[0], *bundle[2:]]):
        hashes = b"".join(leaf_hash(entry) for entry in other)
        for changed in ({"tile/entries/000": tiles.pack(other)}, {"tile/entries/000": tiles.pack(other), "tile/0/000": hashes}):
            with pytest.raises((InputRefused, OSError)):
                believed({**files, **changed}.__getitem__, trust)


# The owner of the log, or a thief of its key


def test_two_views_for_two_witnesses_satisfy_no_reader_who_asks_both(tmp_path: Path) -> None:
    trust = build(tmp_path, 3)
    both = make_policy(trust.logs[0], list(trust.witnesses.values())[:2], 2)
    other = copied(tmp_path, tmp_path / "other")
    grow(tmp_path, 3, 6)
    grow(other, 103, 107)
    cosigned(tmp_path, "council")
    cosigned(other, "university", tmp_path)
    for place in (tmp_path, other):
        with pytest.raises(InputRefused):
            believed(folder_reader(place / "public"), both)
    # Each witness refuses the other's view from then on, and keeps it as proof.
    with pytest.raises(Contradiction, match="does not hold"):
        cosigned(other, "council", tmp_path)
    with pytest.raises(Contradiction, match="after one of 7"):
        cosigned(tmp_path, "university")
    proofs = [path.read_bytes() for name in NAMES[:2] for path in (tmp_path / name).glob("*.note")]
    one, two = sorted((open_checkpoint(note, both).checkpoint for note in proofs), key=lambda head: head.size)
    proof = consistency_proof(one.size, two.size, Tree(folder_reader(other / "public"), two.size).node)
    assert not consistent(one.size, two.size, one.root, two.root, proof)


def test_a_history_taken_back_gets_no_quorum(tmp_path: Path) -> None:
    trust = build(tmp_path, 5)
    earlier = copied(tmp_path, tmp_path / "earlier")
    grow(tmp_path, 5, 9)
    for name in NAMES:
        cosigned(tmp_path, name)
    assert len(believed(folder_reader(tmp_path / "public"), trust)) == 9
    # The owner goes back to the copy, and on from there without what he wants undone.
    grow(earlier, 205, 220)
    for name in NAMES:
        with pytest.raises(Contradiction):
            cosigned(earlier, name, tmp_path)
    with pytest.raises(InputRefused):
        believed(folder_reader(earlier / "public"), trust)


def forged(key: SigningKey, count: int, cosigners: list[SigningKey]) -> Read:
    """A log of other payments, signed and cosigned by what keys the thief has."""
    fresh = [
        leaf.posting(leaf.Opening(f"f{at}", "confirmed", "Expenses:Mine", "", entries(0, 1)[0].effective, 1, os.urandom(32)), 1)
        for at in range(count)
    ]
    hashes = [leaf_hash(entry) for entry in fresh]
    files = {tiles.tile_path(level, index, len(tile) // 32): tile for level, index, tile in tiles.grow(0, hashes, lambda *_: b"")}
    files[tiles.tile_path("entries", 0, count)] = tiles.pack(fresh)
    text = Checkpoint(ORIGIN, count, tree_head(hashes)).text()
    files["checkpoint"] = join_note(text, [key.sign(text), *(one.cosign(text, 1) for one in cosigners)])
    return files.__getitem__


def test_who_stole_fewer_keys_than_a_quorum_deceives_nobody(tmp_path: Path) -> None:
    trust = build(tmp_path, 4)
    log, *cosigners = (publiclog.read_key(tmp_path / name / "key") for name in ("private", *NAMES))
    stranger = SigningKey("example.org/council", COSIGNS, b"x" * 32)
    for stolen in ([], cosigners[:1], [cosigners[1], cosigners[1]], [cosigners[2], stranger]):
        with pytest.raises(InputRefused):
            believed(forged(log, 6, stolen), trust)
    # Witnesses without the log's key are worth nothing.
    mine = SigningKey(ORIGIN, log.kind, b"m" * 32)
    with pytest.raises(InputRefused):
        believed(forged(mine, 6, cosigners), trust)
    # A quorum and the log's key are what the policy says is enough: docs/ledger.md tells readers so.
    assert len(believed(forged(log, 6, cosigners[:2]), trust)) == 6
    # And a policy that asks for no witness believes the log's key alone.
    assert len(believed(forged(log, 6, []), make_policy(trust.logs[0]))) == 6


def test_a_cosignature_serves_no_other_checkpoint(tmp_path: Path) -> None:
    trust = build(tmp_path, 4)
    note = read_note((tmp_path / "public/checkpoint").read_bytes())
    log = publiclog.read_key(tmp_path / "private/key")
    read = forged(log, 4, [])
    other = read_note(read("checkpoint"))
    moved = join_note(other.text, [lines_of(other)[0], *lines_of(note)[1:]])
    with pytest.raises(InputRefused, match="a false signature"):
        believed(lambda path: moved if path == "checkpoint" else read(path), trust)


# Payments


def test_a_payment_sent_again_is_in_the_log_once(tmp_path: Path) -> None:
    build(tmp_path, 4)
    with opened(tmp_path) as log:
        assert publiclog.append(log, entries(0, 4) * 3, LATER) == [0, 1, 2, 3] * 3
        with pytest.raises(InputRefused, match="not the same entry"):
            publiclog.append(log, [replace(entries(2, 3)[0], amount=1)], LATER)
        assert log.size == 4


def test_two_equal_payments_are_two_leaves_and_a_copied_leaf_is_seen(tmp_path: Path) -> None:
    trust = build(tmp_path, 0)
    with opened(tmp_path) as log:
        publiclog.append(log, [Entry("first"), Entry("second")], LATER)
        publiclog.checkpoint(log, LATER)
    for name in NAMES:
        cosigned(tmp_path, name)
    found = believed(folder_reader(tmp_path / "public"), trust)
    first, second = (leaf.read(entry) for entry in found)
    assert isinstance(first, leaf.Posting)
    assert isinstance(second, leaf.Posting)
    assert first.hidden != second.hidden
    assert first.point != second.point
    # A dishonest owner puts the same leaf in once more: nothing hides that, since no honest leaf occurs twice.
    with opened(tmp_path) as log:
        publiclog.grow(log, [found[0]])
        publiclog.checkpoint(log, LATER)
    again = list(new_entries(Tree(folder_reader(tmp_path / "public"), 3), log.root, 0))
    assert len(again) == 3
    assert len(set(again)) == 2


def test_two_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    trust = build(tmp_path, 0)

    def write(who: int) -> Callable[[], None]:
        def work() -> None:
            for part in range(4):
                # Half of each part is also another writer's.
                some = [replace(entry, recorded=LATER) for entry in entries(who * 30 + part * 10, who * 30 + part * 10 + 20)]
                for _ in range(2000):
                    try:
                        with opened(tmp_path) as log:
                            publiclog.append(log, some, LATER)
                            publiclog.checkpoint(log, LATER)
                        break
                    except InputRefused as refused:
                        if "another program" not in str(refused):
                            raise
                        time.sleep(0.002)

        return work

    children = []
    for who in range(3):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                write(who)()
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    for name in NAMES:
        cosigned(tmp_path, name)
    found = believed(folder_reader(tmp_path / "public"), trust)
    with opened(tmp_path) as log:
        kept = dict(publiclog.openings(log))
    assert sorted(opening.key for opening in kept.values()) == sorted(entry.key for entry in entries(0, 110))
    assert all(leaf.opens(found[at], opening) for at, opening in kept.items())


def test_a_checkpoint_says_nothing_new_when_asked_twice(tmp_path: Path) -> None:
    build(tmp_path, 3)
    before = (tmp_path / "public/checkpoint").read_bytes()
    with opened(tmp_path) as log:
        assert publiclog.checkpoint(log, LATER + timedelta(days=1)) == before
