"""A log in its two folders: what is appended is there once, is served, is provable; nothing private is served; nothing is lost in a crash."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from public_logs import AT, LATER, ORIGIN, Entry, entries, folders, means, new, opened, read_all
from zhyto.faults import InputRefused
from zhyto.io.files import whole
from zhyto.io.log import publiclog
from zhyto.io.log.source import folder_reader
from zhyto.ledger import leaf, merkle, tiles
from zhyto.ledger.notes import read_checkpoint, read_note
from zhyto.ledger.policy import make_policy, open_checkpoint, rotated


def keys(start: int, end: int) -> list[str]:
    return [entry.key for entry in entries(start, end)]


def test_what_is_appended_is_served_and_opens(tmp_path: Path) -> None:
    key = new(tmp_path)
    with opened(tmp_path) as log:
        assert publiclog.append(log, entries(0, 300), LATER) == list(range(300))
        assert publiclog.append(log, entries(300, 303), LATER) == [300, 301, 302]
        note = publiclog.checkpoint(log, LATER)
        assert publiclog.checkpoint(log, LATER) == note
        assert [at for at, _ in publiclog.openings(log, 299, 301)] == [299, 300]
        assert publiclog.place_of(log, keys(7, 8)[0]) == 7
        assert publiclog.place_of(log, "unknown") is None
    means(tmp_path, key, keys(0, 303))
    moments = [found.recorded for entry in read_all(tmp_path / "public", key) if isinstance(found := leaf.read(entry), leaf.Posting)]
    assert moments == [int(AT.timestamp()) + at for at in range(303)]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 270), st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_however_it_grows_every_checkpoint_continues_the_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool, bool]]
) -> None:
    place = tmp_path_factory.mktemp("log")
    key, size, seen = new(place), 0, []
    log = opened(place)
    for count, again, signs in steps:
        publiclog.append(log, entries(size, size + count), LATER)
        size += count
        if again:
            log.close()
            log = opened(place)
        if signs:
            seen.append(read_checkpoint(read_note(publiclog.checkpoint(log, LATER)).text))
    publiclog.checkpoint(log, LATER)
    log.close()
    found = read_all(place / "public", key)
    tree = tiles.Tree(folder_reader(place / "public"), size)
    hashes = [merkle.leaf_hash(entry) for entry in found]
    for head in seen:
        assert merkle.tree_head(hashes[: head.size]) == head.root
        # The files that this older checkpoint needs are there, or fuller ones that stand for them.
        assert tiles.Tree(folder_reader(place / "public"), head.size).head() == head.root
        proof = merkle.consistency_proof(head.size, size, tree.node)
        assert merkle.consistent(head.size, size, head.root, tree.head(), proof)
    means(place, key, keys(0, size))


def test_partial_tiles_give_way_to_full_ones(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        for at in range(0, 300, 50):
            publiclog.append(log, entries(at, at + 50), LATER)
    left = {path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public").rglob("*") if path.is_file()}
    assert not {path for path in left if path.startswith(("tile/0/000.p", "tile/entries/000.p"))}
    assert {"tile/0/000", "tile/entries/000", "tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"} <= left


# Keys


def test_a_key_that_is_in_the_log_keeps_its_place(tmp_path: Path) -> None:
    key = new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 5), LATER)
        assert publiclog.append(log, entries(3, 8), LATER) == [3, 4, 5, 6, 7]
        twice = [*entries(8, 9), *entries(8, 9), *entries(0, 1)]
        assert publiclog.append(log, twice, LATER + timedelta(days=365)) == [8, 8, 0]
        assert publiclog.append(log, [], LATER) == []
        publiclog.checkpoint(log, LATER)
    means(tmp_path, key, keys(0, 9))


@pytest.mark.parametrize(
    "change",
    [{"amount": 100_004}, {"account": "Assets:Other"}, {"kind": "sent"}, {"reference": "other"}, {"effective": date(2026, 1, 21)}],
)
def test_another_entry_under_a_known_key_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 5), LATER)
        changed = replace(entries(3, 4)[0], **change)  # type: ignore[arg-type]
        with pytest.raises(InputRefused, match="again, and not the same entry; expected what stands at 3") as refused:
            publiclog.append(log, [*entries(5, 6), changed], LATER)
        assert [fault.row for fault in refused.value.faults] == [2]
        assert log.size == 5
        with pytest.raises(InputRefused, match="not the same entry"):
            publiclog.append(log, [*entries(5, 6), replace(entries(5, 6)[0], **change)], LATER)  # type: ignore[arg-type]
        assert log.size == 5


def test_every_fault_of_the_entries_is_named(tmp_path: Path) -> None:
    new(tmp_path)
    bad = [
        Entry(""),
        Entry("a", kind="\ud800"),
        Entry("b", amount=True),
        Entry("c", amount=10**17),
        Entry("d", amount=1.5),  # type: ignore[arg-type]
        Entry("e", effective=AT),
        Entry("f", recorded=datetime(2026, 2, 1)),
        Entry("g", account=None),  # type: ignore[arg-type]
        Entry("fine"),
    ]
    with opened(tmp_path) as log:
        with pytest.raises(InputRefused) as refused:
            publiclog.append(log, bad, LATER)
        columns = ["key", "kind", "amount", "amount", "amount", "effective", "recorded", "account"]
        assert [(fault.row, fault.column) for fault in refused.value.faults] == list(enumerate(columns, 1))
        assert log.size == 0


# The clock


def test_a_clock_that_jumps_back_is_refused(tmp_path: Path) -> None:
    new(tmp_path)
    late = replace(entries(0, 1)[0], recorded=AT + timedelta(seconds=1000))
    with opened(tmp_path) as log:
        publiclog.append(log, [late], LATER)
        with pytest.raises(InputRefused, match=r"301 s before the last one in the log.*clock"):
            publiclog.append(log, [Entry("next", recorded=AT + timedelta(seconds=699))], LATER)
        with pytest.raises(InputRefused, match="before the last one"):
            publiclog.state(log, "text", AT)
        with pytest.raises(InputRefused, match="before the last one"):
            publiclog.checkpoint(log, AT)
        with pytest.raises(InputRefused, match="ahead of now"):
            publiclog.append(log, [Entry("next", recorded=LATER + timedelta(seconds=301))], LATER)
        with pytest.raises(InputRefused, match="before the last one"):
            # Within one call, too.
            publiclog.append(log, [Entry("x", recorded=AT + timedelta(days=1)), Entry("y", recorded=AT + timedelta(seconds=1100))], LATER)
        assert log.size == 1
        publiclog.append(log, [Entry("next", recorded=AT + timedelta(seconds=700))], LATER)
        publiclog.checkpoint(log, LATER)
        # A little behind is the last posting's moment: time never goes back from one to the next.
        second = leaf.read(tiles.unpack(folder_reader(tmp_path / "public")("tile/entries/000.p/2"))[1])  # type: ignore[index]
        assert isinstance(second, leaf.Posting)
        assert second.recorded == int(AT.timestamp()) + 1000
    with opened(tmp_path) as log, pytest.raises(InputRefused, match="before the last one"):
        publiclog.state(log, "text", AT)


def test_entries_that_waited_while_statements_were_made_are_logged(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 1), LATER)
        publiclog.state(log, "text", LATER)
        assert publiclog.append(log, entries(1, 3), LATER) == [2, 3]


# Statements, files, keys


def test_statements_and_their_files(tmp_path: Path) -> None:
    key = new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 2), LATER)
        assert publiclog.state(log, "totals 1\nжито", LATER) == 2
        assert publiclog.state(log, "totals 1\nжито", LATER + timedelta(days=3)) == 2
        publiclog.add_file(log, "totals/0-2.json", b"{}")
        publiclog.add_file(log, "totals/0-2.json", b"{}")
        with pytest.raises(InputRefused, match="another file of this name"):
            publiclog.add_file(log, "totals/0-2.json", b"[]")
        for name in ("checkpoint", "policy", "tile/0/000", "../private/key", "/etc/x", "a//b", "", ".hidden", "a/../b"):
            with pytest.raises(InputRefused, match="choose another name"):
                publiclog.add_file(log, name, b"x")
        for text in ("", "x" * 65_527, "\ud800"):
            with pytest.raises(InputRefused, match="statement"):
                publiclog.state(log, text, LATER)
        publiclog.state(log, "x" * 65_526, LATER)
        publiclog.checkpoint(log, LATER)
    found = read_all(tmp_path / "public", key)
    assert leaf.read(found[2]) == (int(LATER.timestamp()), "totals 1\nжито")
    assert len(found) == 4
    assert (tmp_path / "public/totals/0-2.json").read_bytes() == b"{}"


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    new(tmp_path)
    log = opened(tmp_path)
    log.close()
    with opened(tmp_path) as other:
        log.close()
        with pytest.raises(InputRefused, match="another program"):
            opened(tmp_path)
        assert other.size == 0


def test_only_a_change_of_key_says_it_is_one(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        for text in ("key-rotation/v1\nexample.org/fund\n", "key-rotation/v1", "key-rotation/v12"):
            with pytest.raises(InputRefused, match="zhyto ledger rotate"):
                publiclog.state(log, text, LATER)


def test_a_new_key_is_signed_in_and_the_old_one_is_gone(tmp_path: Path) -> None:
    old = new(tmp_path)
    before = (tmp_path / "private/key").read_text(encoding="utf-8")
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 3), LATER)
        publiclog.checkpoint(log, LATER)
        key = publiclog.rotate(log, LATER)
        assert key != old
        assert publiclog.policy(log).logs == (key,)
        publiclog.append(log, entries(3, 5), LATER)
        publiclog.checkpoint(log, LATER)
    found = read_all(tmp_path / "public", key)
    _, note = leaf.read(found[3])  # type: ignore[misc]
    assert rotated(str(note)) == (old, key)
    with pytest.raises(InputRefused, match="no signature of the log"):
        open_checkpoint((tmp_path / "public/checkpoint").read_bytes(), make_policy(old))
    assert sorted(path.name for path in (tmp_path / "private").iterdir() if path.name.startswith("key")) == ["key"]
    seed = before.strip().split("+", 4)[4].encode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and seed in path.read_bytes()]
    with opened(tmp_path) as log:
        third = publiclog.rotate(log, LATER)
    read_all(tmp_path / "public", third)


# What must stay private


def test_nothing_private_is_served(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 300), LATER)
        publiclog.checkpoint(log, LATER)
        publiclog.rotate(log, LATER)
        salts = [opening.salt for _, opening in publiclog.openings(log)]
        secrets = [b"SECRETKEY", b"SECRETREF", b"Expenses", b"PRIVATE", log.key.seed, *salts]
    assert len(set(salts)) == 300
    for path in (tmp_path / "public").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [secret for secret in secrets if secret in data], path
            assert stat.S_IMODE(path.stat().st_mode) == 0o644
    private = tmp_path / "private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in private.iterdir()} == {0o600}


def test_a_private_folder_within_the_public_one_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "public")
    for public, private in (
        (tmp_path, tmp_path),
        (tmp_path, tmp_path / "private"),
        (tmp_path / "a", tmp_path),
        (tmp_path / "public", link / "x"),
    ):
        with pytest.raises(InputRefused, match="neither within the other"):
            publiclog.create(public, private, ORIGIN, AT)
        with pytest.raises(InputRefused, match="neither within the other"):
            publiclog.open_log(public, private)


def test_what_is_forgotten_is_nowhere_and_breaks_no_proof(tmp_path: Path) -> None:
    key = new(tmp_path)
    with opened(tmp_path) as log:
        given = [replace(entry, reference=f"REF{at:04}X", account=f"Expenses:Hromada:H{at:04}X") for at, entry in enumerate(entries(0, 40))]
        publiclog.append(log, given, LATER)
        publiclog.checkpoint(log, LATER)
        salt = dict(publiclog.openings(log))[17].salt
        assert any(salt in path.read_bytes() for path in (tmp_path / "private").iterdir())
        assert publiclog.forget(log, [keys(17, 18)[0], keys(17, 18)[0]]) == 1
        assert 17 not in dict(publiclog.openings(log))
        assert len(list(publiclog.openings(log))) == 39
        # Erased from every file, while the log is still open.
        for secret in (salt, b"REF0017X", b"H0017X"):
            assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]
        with pytest.raises(InputRefused, match="'nobody'"):
            publiclog.forget(log, ["nobody", keys(1, 2)[0]])
        assert len(list(publiclog.openings(log))) == 39
        # Its key is still known, so that it is not logged a second time.
        assert publiclog.append(log, given[17:18], LATER) == [17]
    assert len(read_all(tmp_path / "public", key)) == 40
    with opened(tmp_path) as log:
        publiclog.append(log, entries(40, 41), LATER)
        publiclog.checkpoint(log, LATER)
    assert len(read_all(tmp_path / "public", key)) == 41


def test_what_is_forgotten_after_a_full_disk_stays_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 5), LATER)
        with monkeypatch.context() as patch:
            patch.setattr(publiclog, "_entry", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                publiclog.append(log, entries(5, 6), LATER)
        honest = publiclog._settle
        with monkeypatch.context() as patch:
            patch.setattr(publiclog, "_settle", lambda log: (honest(log), 1 / 0))
            with pytest.raises(ZeroDivisionError):
                publiclog.append(log, entries(6, 7), LATER)
        publiclog.forget(log, keys(0, 6))
        # Killed here: nothing is settled by closing.
        shutil.copytree(tmp_path, tmp_path / "killed", ignore=shutil.ignore_patterns("killed"))
    with opened(tmp_path / "killed") as log:
        assert log.size == 6
        assert list(publiclog.openings(log)) == []
        publiclog.checkpoint(log, LATER)
    assert len(read_all(tmp_path / "killed/public", key)) == 6


# Folders that do not belong together


def test_a_log_is_not_made_where_one_is(tmp_path: Path) -> None:
    new(tmp_path)
    for public, private in (
        folders(tmp_path),
        (tmp_path / "public", tmp_path / "other"),
    ):
        with pytest.raises(InputRefused, match="use the log that is there"):
            publiclog.create(public, private, ORIGIN, AT)
    with pytest.raises(InputRefused, match="use the log that is there"):
        publiclog.create(tmp_path / "third", tmp_path / "private", "example.org/another", AT)
    for origin in ("", "a b", "a+b", "a\nb"):
        with pytest.raises(InputRefused, match="origin"):
            publiclog.create(tmp_path / "x", tmp_path / "y", origin, AT)


def test_folders_of_two_logs_are_refused(tmp_path: Path) -> None:
    new(tmp_path / "a")
    new(tmp_path / "b")
    with pytest.raises(InputRefused, match="belong together"):
        publiclog.open_log(tmp_path / "a/public", tmp_path / "b/private")
    with pytest.raises(InputRefused, match="no signing key"):
        publiclog.open_log(tmp_path / "a/public", tmp_path / "c")


def test_an_old_copy_of_the_private_folder_signs_nothing(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 3), LATER)
        publiclog.checkpoint(log, LATER)
    shutil.copytree(tmp_path / "private", tmp_path / "old")
    with opened(tmp_path) as log:
        publiclog.append(log, entries(3, 6), LATER)
        publiclog.checkpoint(log, LATER)
    with pytest.raises(InputRefused, match="an old copy"):
        publiclog.open_log(tmp_path / "public", tmp_path / "old")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path):
        with pytest.raises(InputRefused, match="another program is writing to"):
            opened(tmp_path)
        seen: list[BaseException] = []

        def other() -> None:
            try:
                opened(tmp_path)
            except InputRefused as refused:
                seen.append(refused)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert len(seen) == 1
        assert in_child(lambda: opened(tmp_path)) == 1
    assert in_child(lambda: opened(tmp_path).close()) == 0


# Crashes


def in_child(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> int:
    """Exit code of a process that does this: 0 done, 1 refused, 2 an error of the system, below 0 the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            before()
            work()
            code = 0
        except InputRefused:
            code = 1
        except OSError:
            code = 2
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


def killed_at(step: int) -> Callable[[], object]:
    """Kills the process, as kill -9 does, before the so-many-th line of what writes the log."""
    files = {publiclog.__file__, whole.__file__}
    left = step

    def line(_: FrameType, event: str, __: object) -> object:
        nonlocal left
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    return lambda: sys.settrace(lambda frame, *_: line if frame.f_code.co_filename in files else None)  # type: ignore[arg-type,return-value]


def grown(place: Path) -> None:
    with opened(place) as log:
        publiclog.append(log, entries(0, 6), LATER)
        publiclog.checkpoint(log, LATER)


def test_killed_at_any_line_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    # 253 entries before, so that the six that follow fill a tile and begin the next one.
    start = tmp_path / "start"
    key = new(start)
    with opened(start) as log:
        publiclog.append(log, [replace(entry, key=f"before-{entry.key}") for entry in entries(0, 253)], AT + timedelta(seconds=300))
        publiclog.checkpoint(log, LATER)
    before = [f"before-{name}" for name in keys(0, 253)]

    def work(place: Path) -> Callable[[], object]:
        return lambda: grown_after(place)

    done, step, outcomes = False, 0, set()
    while not done:
        step += 17
        place = tmp_path / f"{step}"
        shutil.copytree(start, place)
        code = in_child(work(place), killed_at(step))
        assert code in (0, -signal.SIGKILL)
        done = code == 0
        with opened(place) as log:
            size = log.size
            outcomes.add(size)
            assert size in (253, 259)
            # The books, which know nothing of the crash, send the same again.
            assert publiclog.append(log, later_entries(), LATER) == list(range(253, 259))
            publiclog.checkpoint(log, LATER)
        means(place, key, [*before, *(entry.key for entry in later_entries())])
        shutil.rmtree(place)
    assert outcomes == {253, 259}
    assert step > 100


def later_entries() -> list[Entry]:
    return [replace(entry, recorded=entry.recorded + timedelta(seconds=300)) for entry in entries(0, 6)]


def grown_after(place: Path) -> None:
    with opened(place) as log:
        publiclog.append(log, later_entries(), LATER)
        publiclog.checkpoint(log, LATER)


def test_killed_at_any_line_of_a_change_of_key(tmp_path: Path) -> None:
    start = tmp_path / "start"
    old = new(start)
    with opened(start) as log:
        publiclog.append(log, entries(0, 3), LATER)
        publiclog.checkpoint(log, LATER)

    def work(place: Path) -> Callable[[], object]:
        def change() -> None:
            with opened(place) as log:
                publiclog.rotate(log, LATER)

        return change

    done, step, sizes = False, 1, set()
    while not done:
        step += 23
        place = tmp_path / f"{step}"
        shutil.copytree(start, place)
        done = in_child(work(place), killed_at(step)) == 0
        with opened(place) as log:
            sizes.add(log.size)
            assert (log.key.verifier != old) == (log.size == 4)
            assert not (place / "private/key.new").exists()
            publiclog.append(log, entries(3, 4), LATER)
            publiclog.checkpoint(log, LATER)
            key = log.key.verifier
            assert publiclog.policy(log).logs == (key,)
        assert len(read_all(place / "public", key)) == log.size
        shutil.rmtree(place)
    assert sizes == {3, 4}


def test_a_creation_killed_at_any_line_can_be_tried_again(tmp_path: Path) -> None:
    done, step = False, 0
    while not done:
        step += 11
        place = tmp_path / f"{step}"
        done = in_child(lambda place=place: new(place), killed_at(step)) == 0  # type: ignore[misc]
        if not done:
            key = new(place) if not (place / "public/checkpoint").exists() else None
        with opened(place) as log:
            assert key in (None, log.key.verifier)
            publiclog.append(log, entries(0, 1), LATER)
            publiclog.checkpoint(log, LATER)
            assert len(read_all(place / "public", log.key.verifier)) == 1


def test_what_was_written_half_is_written_again(tmp_path: Path) -> None:
    """A disk that tears files: after the salts are kept, each new file of the batch is cut short or missing at the next start."""
    key = new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 3), LATER)
        publiclog.checkpoint(log, LATER)
    before = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()}
    with opened(tmp_path) as log:
        publiclog.append(log, entries(3, 5), LATER)
    root = read_checkpoint(read_note(before[tmp_path / "public/checkpoint"]).text).root
    with closing(sqlite3.connect(tmp_path / "private/salts.sqlite")) as db, db:
        db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", [("size", 3), ("root", root)])
    for at, path in enumerate(sorted((tmp_path / "public").rglob("*"))):
        if path.is_file() and path not in before:
            path.write_bytes(path.read_bytes()[:-5]) if at % 2 else path.unlink()
    with opened(tmp_path) as log:
        assert log.size == 5
        publiclog.checkpoint(log, LATER)
    means(tmp_path, key, keys(0, 5))


@pytest.mark.parametrize("name", ["write", "fsync", "replace"])
def test_a_disk_that_fills_up_at_any_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    key = new(tmp_path)
    honest = getattr(os, name)
    done = failures = 0
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 250), LATER)
        publiclog.checkpoint(log, LATER)
        fails_at = 1
        while done < 12:
            left = fails_at

            def full(*arguments: object, honest: Callable[..., object] = honest) -> object:
                nonlocal left
                left -= 1
                if left == 0:
                    raise OSError(28, "No space left on device")
                return honest(*arguments)

            monkeypatch.setattr(os, name, full)
            try:
                publiclog.append(log, entries(250, 250 + done + 1), LATER)
                publiclog.checkpoint(log, LATER)
                done, fails_at = done + 1, 1
            except OSError:
                failures += 1
                fails_at += 1
            finally:
                monkeypatch.setattr(os, name, honest)
    assert failures > 12
    means(tmp_path, key, keys(0, 262))
    assert not list((tmp_path / "public").rglob(".*"))


def test_no_space_for_the_salts(tmp_path: Path) -> None:
    import resource

    key = new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 10), LATER)
        publiclog.checkpoint(log, LATER)

    def work() -> None:
        with opened(tmp_path) as log:
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
            publiclog.append(log, entries(10, 2000), LATER)

    assert in_child(work) == 2
    with opened(tmp_path) as log:
        assert log.size == 10
        assert publiclog.append(log, entries(0, 20), LATER) == list(range(20))
        publiclog.checkpoint(log, LATER)
    means(tmp_path, key, keys(0, 20))


def test_a_read_only_folder_is_a_message(tmp_path: Path) -> None:
    if os.getuid() == 0:
        # The superuser may write anywhere: somebody else tries.
        os.chmod(tmp_path, 0o755)
        for above in tmp_path.parents[:3]:
            os.chmod(above, 0o755)
        before = lambda: os.setuid(65_534)  # noqa: E731
    else:
        before = lambda: None  # noqa: E731
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 2), LATER)
    private, public = tmp_path / "private", tmp_path / "public"
    os.chmod(private, 0o755)
    for path in private.iterdir():
        os.chmod(path, 0o444)
    assert in_child(lambda: grown(tmp_path), before) == 2
    for path in private.iterdir():
        os.chmod(path, 0o666)
    os.chmod(private, 0o777)
    for path in (public, *public.rglob("*")):
        os.chmod(path, 0o555 if path.is_dir() else 0o444)
    assert in_child(lambda: grown(tmp_path), before) == 2
    for path in (public, *public.rglob("*")):
        os.chmod(path, 0o755 if path.is_dir() else 0o644)
    with opened(tmp_path) as log:
        assert publiclog.append(log, entries(0, 6), LATER) == list(range(6))


def test_a_damaged_database_is_a_message(tmp_path: Path) -> None:
    new(tmp_path)
    (tmp_path / "private/salts.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(OSError, match="not a database"):
        opened(tmp_path)
    (tmp_path / "private/salts.sqlite").unlink()
    with pytest.raises(InputRefused, match="restore it from its copy"):
        opened(tmp_path)


def test_a_damaged_edge_is_not_signed(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 5), LATER)
        publiclog.checkpoint(log, LATER)
    for name, said in (("tile/0/000.p/5", "tile|entries"), ("tile/entries/000.p/5", "entries that are not")):
        path = tmp_path / "public" / name
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(InputRefused, match=said):
            opened(tmp_path)
        path.write_bytes(data)
    with opened(tmp_path) as log:
        assert log.size == 5


def test_moments_need_a_time_zone(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log, pytest.raises(ValueError, match="time zone"):
        publiclog.checkpoint(log, datetime(2026, 2, 1))


def test_nothing_is_named_before_it_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cut of the power asks for: salts first; each file flushed before it gets its name, its folder after; the checkpoint last."""
    new(tmp_path)
    done: list[tuple[str, str]] = []

    def noted(name: str) -> Callable[..., object]:
        honest = getattr(os, name)

        def call(what: int | str, *more: object) -> object:
            path = os.readlink(f"/proc/self/fd/{what}") if isinstance(what, int) else str(what)
            done.append((name, os.path.relpath(path, tmp_path)))
            return honest(what, *more)

        return call

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell the names of open files")
    with opened(tmp_path) as log:
        for name in ("write", "fsync", "replace", "mkdir"):
            monkeypatch.setattr(os, name, noted(name))
        inserted = publiclog._log_rows
        monkeypatch.setattr(publiclog, "_log_rows", lambda *given: (done.append(("salts", "")), inserted(*given))[1])
        publiclog.append(log, entries(0, 300), LATER)
        publiclog.checkpoint(log, LATER)
        monkeypatch.undo()
        assert log._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert done[0] == ("salts", "")
    renamed = [at for at, (name, _) in enumerate(done) if name == "replace"]
    assert len(renamed) == 6
    for at in renamed:
        folder, file = os.path.split(done[at][1])
        written = max(when for when, act in enumerate(done) if act == ("write", f"{folder}/{file}") and when < at)
        assert ("fsync", f"{folder}/{file}") in done[written:at]
        assert ("fsync", folder) in done[at:]
    made = [path for name, path in done if name == "mkdir"]
    assert {"public/tile", "public/tile/0", "public/tile/entries", "public/tile/0/001.p"} <= set(made)
    for path in made:
        assert ("fsync", os.path.dirname(path)) in done[done.index(("mkdir", path)) :]
    signed = done.index(("write", "public/.checkpoint.new"))
    assert all(done.index(act) < signed for act in done if act[0] == "fsync" and "tile" in act[1])


def test_after_a_clock_that_was_ahead_the_way_out_is_told(tmp_path: Path) -> None:
    new(tmp_path)
    ahead = LATER + timedelta(days=400)
    with opened(tmp_path) as log:
        publiclog.append(log, [Entry("a", recorded=ahead)], ahead)
        with pytest.raises(InputRefused, match=f"wait until {ahead.isoformat()[:19]}.*A clock that was ahead".replace("+", r"\+")):
            publiclog.append(log, [Entry("b", recorded=LATER)], LATER)
