"""The whole check: an honest log is proven, every attack on it is seen, and what is not proven is said."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from small_log import KEY, MOMENT, ORIGIN, POLICY, WITNESSES, Books, Log, month, published
from zhyto.cli import main
from zhyto.io.log import publicfiles, source
from zhyto.ledger import leaf, receipt, tiles, totals
from zhyto.ledger.notes import COSIGNS, SIGNS, SigningKey, join_note, lines_of, read_note
from zhyto.ledger.policy import make_policy, rotation
from zhyto.ledger.verify import Extra, Verdict, verify, verify_receipt

BOOKS = month()
LOG, DONE = published(BOOKS)


def reader(files: dict[str, bytes]) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(2, "no such file", path)
        return files[path]

    return read


def look(log: Log, **more: Any) -> Verdict:
    return verify(reader(log.files), more.pop("policy", POLICY), **more)


def failed(found: Verdict) -> set[str]:
    return {one.code for one in found.findings if one.demanded and not one.proven}


def test_an_honest_log_is_proven() -> None:
    found = look(LOG, kept=LOG.note(100))
    assert found.ok
    assert {one.code for one in found.findings if one.proven} == {
        "tree",
        "tiles",
        "signature",
        "witnesses",
        "continues",
        "entries",
        "distinct",
        "totals",
    }
    assert found.checkpoint == LOG.files["checkpoint"]


def test_what_cannot_be_proven_is_said_each_time() -> None:
    found = look(LOG, policy=make_policy(KEY.verifier), own_policy=False)
    assert found.ok
    assert {one.code for one in found.findings if not one.proven} == {"negative", "people", "continues", "newest", "policy", "split"}
    assert all(one.uk and one.en and one.uk != one.en for one in found.findings)


def test_an_old_copy_shows_its_date() -> None:
    """Its witnesses' clocks tell, or the last entry's moment; also where a witness's clock is out of all bounds."""
    for note, when in ((LOG.note(time=MOMENT), "2026-02-02 02:40 UTC"), (LOG.note(time=2**63 - 1), f"{2**63 - 1} s")):
        files = {**LOG.files, "checkpoint": note}
        found = {one.code: one.en for one in verify(reader(files), POLICY).findings}
        assert f"example.org/council ({when}), example.org/university ({when})." in found["witnesses"]
        assert when in found["newest"]
        told = verify_receipt(replace(issued(), checkpoint=note), POLICY)
        assert when in next(one.en for one in told.findings if one.code == "witnesses")
    alone = {one.code: one.en for one in look(Log(LOG.entries, witnesses=(), extra=LOG.extra), policy=make_policy(KEY.verifier)).findings}
    assert "by the word of the fund the last entry was made at 2026-02-02" in alone["newest"]


def issued() -> receipt.Receipt:
    return receipt.make(LOG.entries[11], 11, BOOKS.openings[11], LOG.tree(), LOG.note())


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 512, 700])
def test_logs_of_any_size(size: int) -> None:
    books = Books(size)
    while len(books.openings) < size:
        books.act(5)
    books.openings = books.openings[:size]
    log = Log.of(books)
    for old in {0, 1, 255, 256, size} & set(range(size + 1)):
        assert look(log, kept=log.note(old)).ok


# attacks on the log


def attack(change: Callable[[dict[str, bytes]], object]) -> set[str]:
    files = dict(LOG.files)
    change(files)
    return failed(verify(reader(files), POLICY))


def entries_path(log: Log = LOG) -> str:
    return next(path for path in log.files if path.startswith("tile/entries/"))


@settings(max_examples=60)
@given(which=st.floats(0, 1, exclude_max=True), at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_of_any_file_is_seen(which: float, at: float, bit: int) -> None:
    names = sorted(set(LOG.files) - {"policy"})
    name = names[int(which * len(names))]

    def flip(files: dict[str, bytes]) -> None:
        data = bytearray(files[name])
        data[int(at * len(data))] ^= 1 << bit
        files[name] = bytes(data)

    assert attack(flip), name


@pytest.mark.parametrize("name", sorted(set(LOG.files) - {"policy"}))
def test_missing_and_truncated_files_are_seen(name: str) -> None:
    assert attack(lambda files: files.pop(name))
    assert attack(lambda files: files.update({name: files[name][:-1]}))
    assert attack(lambda files: files.update({name: b""}))
    if name != "checkpoint":
        assert attack(lambda files: files.update({name: files[name] + b"\0" * 32}))


def test_an_extra_or_missing_leaf_is_seen() -> None:
    path = max(path for path in LOG.files if path.startswith("tile/entries/") and ".p/" in path)
    held = tiles.unpack(LOG.files[path])
    assert held is not None
    more = tiles.pack([*held, leaf.posting(BOOKS.openings[0], 1)])
    assert "readable" in attack(lambda files: files.update({path: more}))
    assert "readable" in attack(lambda files: files.update({path: tiles.pack(held[:-1])}))


def test_a_replayed_posting_is_seen() -> None:
    """The same leaf once more, or the same posting recorded at another moment."""
    for again in (LOG.entries[7], leaf.posting(BOOKS.openings[7], MOMENT + 99_999)):
        log = Log([*LOG.entries, again], extra=LOG.extra)
        assert failed(look(log)) == {"distinct"}


def test_an_entry_of_no_known_kind_is_seen() -> None:
    for odd in (
        b"",
        b"\x03more",
        leaf.statement("x", 1)[:9],
        b"\x01" + bytes(105),
        LOG.entries[0][:41] + b"\x06" + LOG.entries[0][42:],
        b"\x02" + bytes(8) + b"\xff",
    ):
        assert "entries" in failed(look(Log([*LOG.entries, odd], extra=LOG.extra)))


def test_a_point_off_the_curve_is_a_finding() -> None:
    odd = LOG.entries[0][:-1] + bytes([LOG.entries[0][-1] ^ 1])
    log = Log([odd, *LOG.entries[1:]], extra=LOG.extra)
    assert failed(look(log)) == {"totals"}


def test_a_rollback_a_rewritten_log_and_another_log_are_seen() -> None:
    shorter = Log(LOG.entries[:100])
    assert failed(look(shorter, kept=LOG.note())) == {"continues"}
    other = Log([LOG.entries[1], LOG.entries[0], *LOG.entries[2:]], extra=LOG.extra)
    assert "continues" in failed(look(other, kept=LOG.note()))
    assert "continues" in failed(look(other, kept=LOG.note(50)))
    foreign = Log(LOG.entries, key=SigningKey("example.org/other", SIGNS, b"O" * 32))
    assert "continues" in failed(look(LOG, kept=foreign.note()))
    assert "continues" in failed(look(LOG, kept=b"nothing of the kind"))


def test_no_quorum_a_stolen_key_and_another_key_are_seen() -> None:
    assert failed(look(Log(LOG.entries, witnesses=(), extra=LOG.extra))) == {"witnesses"}
    assert failed(look(Log(LOG.entries, witnesses=WITNESSES[:1], extra=LOG.extra))) == {"witnesses"}
    thief = SigningKey(WITNESSES[1].name, COSIGNS, b"T" * 32)
    assert failed(look(Log(LOG.entries, witnesses=(WITNESSES[0], thief), extra=LOG.extra))) == {"witnesses"}
    assert {"signature", "witnesses"} <= failed(look(Log(LOG.entries, key=SigningKey(ORIGIN, SIGNS, b"x" * 32), extra=LOG.extra)))


def test_cosignatures_of_another_tree_do_not_count() -> None:
    forged = Log([*LOG.entries, leaf.statement("more", 1)], witnesses=(), extra=LOG.extra)
    note = read_note(forged.note())
    stolen = lines_of(read_note(LOG.note()))[1:]
    forged.files["checkpoint"] = join_note(note.text, [*lines_of(note), *stolen])
    assert {"signature", "witnesses"} <= failed(look(forged))


def test_a_checkpoint_of_an_absurd_size_is_refused_at_once() -> None:
    from zhyto.ledger.notes import Checkpoint

    text = Checkpoint(ORIGIN, 2**62, bytes(32)).text()
    assert attack(lambda files: files.update(checkpoint=join_note(text, [KEY.sign(text)]))) == {"readable"}


def test_a_log_that_grew_meanwhile_is_still_read() -> None:
    """The partial files may be gone, and full ones in their place."""
    books = Books(8)
    while len(books.openings) < 300:
        books.act(5)
    small, large = Log.of(books), Log.of(books)
    large.entries = large.entries + [leaf.statement(str(at), 1) for at in range(300)]
    files = {path: data for path, data in large.files.items() if ".p/" not in path or path.startswith("tile/1")}
    files |= {"checkpoint": small.files["checkpoint"], **{path: data for path, data in small.files.items() if path.startswith("tile/1")}}
    assert verify(reader(files), POLICY).ok


# rotation


NEW = SigningKey(ORIGIN, SIGNS, b"N" * 32)


def test_a_rotated_key_is_followed() -> None:
    log = Log([*LOG.entries, leaf.statement(rotation(KEY, NEW), MOMENT)], key=NEW, extra=LOG.extra)
    found = look(log, kept=LOG.note())
    assert found.ok
    assert "rotations" in {one.code for one in found.findings}
    # The old key signs no more.
    assert "signature" in failed(look(Log(log.entries, extra=LOG.extra)))


def test_a_rotation_by_a_stranger_is_not_followed() -> None:
    stranger = SigningKey(ORIGIN, SIGNS, b"S" * 32)
    log = Log([*LOG.entries, leaf.statement(rotation(stranger, NEW), MOMENT)], key=NEW, extra=LOG.extra)
    assert "signature" in failed(look(log))
    # Nor does it spoil a log whose own key signs on.
    found = look(Log(log.entries, extra=LOG.extra))
    assert found.ok
    assert "other_keys" in {one.code for one in found.findings if not one.proven}
    forged = rotation(stranger, NEW).replace(str(stranger.verifier), str(KEY.verifier))
    assert "rotations" in failed(look(Log([*LOG.entries, leaf.statement(forged, MOMENT)], key=NEW, extra=LOG.extra)))


def test_who_comes_after_a_change_of_key_can_check_the_log() -> None:
    """By a policy that names the second key, or the third alone; and whoever kept a checkpoint under any of them."""
    third = SigningKey(ORIGIN, SIGNS, b"3" * 32)
    once = [*LOG.entries, leaf.statement(rotation(KEY, NEW), MOMENT)]
    twice = Log([*once, leaf.statement(rotation(NEW, third), MOMENT)], key=third, extra=LOG.extra)
    kept = [LOG.note(), Log(once, key=NEW).note(), twice.note()]
    for key in (KEY, NEW, third):
        policy = make_policy(key.verifier, [one.verifier for one in WITNESSES], 2)
        for one in kept:
            found = look(twice, policy=policy, kept=one)
            assert found.ok, [finding for finding in found.findings if finding.demanded and not finding.proven]
    assert "continues" in failed(look(twice, kept=Log(LOG.entries[:9], key=SigningKey(ORIGIN, SIGNS, b"S" * 32)).note()))


# totals in the log


def with_totals(*done: totals.Publication, change: Callable[[dict[str, bytes]], object] = lambda _: None) -> set[str]:
    log = Log.of(BOOKS, *(one.statement for one in done))
    for one in done:
        table, cells = totals.announced(one.statement).paths  # type: ignore[union-attr]
        log.extra |= {table: one.table, cells: one.cells}
    change(log.extra)
    return failed(look(log))


def test_swapped_totals_are_seen() -> None:
    first, second = (at for at, cell in enumerate(DONE.totals.cells) if cell.account.startswith("Expenses") and cell.recipients in (14, 13))
    cells = list(DONE.totals.cells)
    cells[first], cells[second] = replace(cells[first], amount=cells[second].amount), replace(cells[second], amount=cells[first].amount)
    forged = replace(DONE.totals, cells=tuple(cells))
    table = DONE.totals.path
    # The files alone, and with a statement that fits them.
    assert with_totals(DONE, change=lambda extra: extra.update({table: forged.text()})) == {"totals"}
    assert with_totals(totals.Publication(forged, forged.text(), DONE.cells)) == {"totals"}
    assert with_totals(DONE) == set()


def test_totals_of_another_log_or_range_are_seen() -> None:
    foreign = replace(DONE.totals, origin="example.org/other")
    assert with_totals(totals.Publication(foreign, foreign.text(), DONE.cells)) == {"totals"}


def test_overlapping_totals_are_seen() -> None:
    """Two tables over nearly the same leaves: their difference would show few people. Also the same range twice."""
    acts = totals.publish(ORIGIN, 0, 4, BOOKS.numbered[:4])
    assert with_totals(acts, DONE) == {"totals"}
    assert with_totals(DONE, DONE) == {"totals"}


def test_totals_of_leaves_to_come_are_seen() -> None:
    log, _ = published(BOOKS)
    log.entries = [log.entries[-1], *log.entries[:-1]]
    assert "totals" in failed(look(log))


def test_a_malformed_announcement_is_seen() -> None:
    assert failed(look(Log.of(BOOKS, "totals 1\nall of them\n"))) == {"totals"}


def test_a_demanded_k_above_the_published_is_seen() -> None:
    assert failed(look(LOG, k=11)) == {"totals"}


def test_postings_without_totals_are_said() -> None:
    found = look(Log.of(BOOKS))
    assert found.ok
    assert "uncovered" in {one.code for one in found.findings if not one.proven}


def test_further_checks_are_asked_and_believed() -> None:
    good = Extra(
        "shares", "Частки справедливі.", "The shares are fair.", lambda contents, _: [] if contents.size == len(LOG.entries) else ["?"]
    )
    bad = replace(good, check=lambda *_: ["somebody poorer could have got more"])
    assert look(LOG, extras=[good]).ok
    assert failed(look(LOG, extras=[good, bad])) == {"shares"}


# folders, the network, the command line


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("log")
    put(LOG, made)
    return made


def put(log: Log, folder: Path) -> None:
    for path, data in log.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving(partial(Quiet, directory=str(folder))) as found:
        yield found


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["verify", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_the_command_checks_a_folder_and_keeps_the_checkpoint(folder: Path, tmp_path: Path) -> None:
    policy, kept = tmp_path / "policy", tmp_path / "kept"
    policy.write_text(POLICY.text(), encoding="utf-8")
    code, said = run(folder, "--policy", policy, "--kept", kept, "--lang", "en")
    assert code == 0
    assert "Everything demanded is proven." in said
    assert kept.read_bytes() == LOG.files["checkpoint"]
    code, said = run(folder, "--policy", policy, "--kept", kept, "--json")
    told = json.loads(said[said.index("{") :])
    assert code == 0
    assert told["ok"]
    assert next(one for one in told["findings"] if one["code"] == "continues")["proven"]


def test_a_failed_check_keeps_nothing_and_says_why(tmp_path: Path) -> None:
    put(Log(LOG.entries[:100], witnesses=()), tmp_path / "log")
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    (tmp_path / "kept").write_bytes(LOG.note())
    code, said = run(tmp_path / "log", "--policy", tmp_path / "policy", "--kept", tmp_path / "kept")
    assert code == 1
    assert "Не доведено" in said
    assert "журнал відкотили назад" in said
    assert (tmp_path / "kept").read_bytes() == LOG.note()


def test_the_first_check_says_that_it_was_the_first(folder: Path, tmp_path: Path) -> None:
    policy, kept = tmp_path / "policy", tmp_path / "kept"
    policy.write_text(POLICY.text(), encoding="utf-8")
    code, said = run(folder, "--policy", policy, "--kept", kept, "--lang", "en")
    assert code == 0
    assert f"this is the first check with the file {kept}" in said
    assert f"The checkpoint is kept; give the same file next time: --kept {kept}" in said
    assert "you gave no kept checkpoint (--kept)" in run(folder, "--policy", policy, "--lang", "en")[1]


def test_what_was_found_is_told_though_the_checkpoint_cannot_be_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    for words in ([], ["--json"]):
        code, said = run(folder, "--policy", tmp_path / "policy", "--kept", tmp_path / "nowhere/kept", "--lang", "en", *words)
        assert code == 2
        assert "Everything demanded is proven." in said or '"ok": true' in said
        assert "nowhere" in said.rstrip().split("\n")[-1]


def test_what_is_not_shown_is_not_worded_as_if_it_were(tmp_path: Path) -> None:
    put(Log(LOG.entries[:100], witnesses=()), tmp_path / "log")
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    for lang, begin in (("en", "Not shown: “"), ("uk", "Не показано: «")):
        said = run(tmp_path / "log", "--policy", tmp_path / "policy", "--lang", lang)[1]
        failed = [line.strip() for line in said.split("\n") if line.strip().startswith("✗")]
        assert failed
        assert all(line.startswith(f"✗ {begin}") for line in failed)


def test_witnesses_of_another_policy_are_counted() -> None:
    strangers = [SigningKey(f"example.org/{name}", COSIGNS, name.encode() * 32) for name in "xy"]
    found = look(Log(LOG.entries, witnesses=strangers))
    (why,) = next(one.why for one in found.findings if one.code == "witnesses")
    assert why == "witnesses of your policy that cosigned: none; signatures by keys that your policy does not name: 2 (example.org/x, example.org/y)"


def test_a_stranger_cannot_make_a_reader_read_for_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkpoint that nobody of the policy signed may come after a change of key: so many entries are read as that is worth, and no more."""
    monkeypatch.setattr("zhyto.ledger.verify.UNSIGNED", 50)
    read: list[str] = []
    stranger = Log(LOG.entries, key=SigningKey(ORIGIN, SIGNS, b"x" * 32), witnesses=())

    def asked(path: str) -> bytes:
        read.append(path)
        return stranger.files[path]

    found = verify(asked, POLICY)
    assert read == ["checkpoint"]
    assert "signed by nobody of your policy" in found.findings[0].why[0]
    # Cosigned by the witnesses of the policy it is read, whatever key the log has by now.
    assert look(Log(LOG.entries, key=stranger.key)).findings[0].code == "tree"


def test_without_a_policy_the_log_vouches_for_itself_and_that_is_said(folder: Path) -> None:
    code, said = run(folder)
    assert code == 0
    assert "політику взято з нього самого" in said


def test_the_command_checks_an_address(address: str, tmp_path: Path) -> None:
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    code, said = run(address + "/", "--policy", tmp_path / "policy")
    assert code == 0, said
    code, said = run(address + "/nowhere", "--policy", tmp_path / "policy")
    assert code == 2
    assert "не знайдено" in said


def test_nobody_answers(tmp_path: Path) -> None:
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    code, said = run("http://127.0.0.1:9", "--policy", tmp_path / "policy")
    assert code == 2
    assert "перевірте, чи правильна адреса і чи є зв'язок" in said
    assert "rely" not in said
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "--policy", tmp_path / "policy")[0] == 2
    assert run("ftp://127.0.0.1", "--policy", tmp_path / "policy")[0] == 2
    assert run(tmp_path / "nowhere")[0] == 2


def test_too_long_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, address: str, folder: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    for place in (address, str(folder)):
        with pytest.raises(OSError, match="more than 100 bytes"):
            source.Files(place)(entries_path())
    (tmp_path / "long").write_bytes(bytes(101))
    with pytest.raises(OSError, match="more than 100 bytes"):
        publicfiles.read_small(tmp_path / "long", 100)


def test_an_answer_cut_short_is_a_finding(tmp_path: Path) -> None:
    class Cut(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            whole = LOG.files["checkpoint"] if self.path == "/checkpoint" else b""
            self.send_response(200)
            self.send_header("Content-Length", str(len(whole) or 1000))
            self.end_headers()
            self.wfile.write(whole or b"short")

        def log_message(self, *_: Any) -> None:
            pass

    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    with serving(Cut) as address:
        code, said = run(address, "--policy", tmp_path / "policy")
    assert code == 1
    assert "обірвана" in said


def test_the_command_checks_a_receipt(tmp_path: Path) -> None:
    at = 9
    made = receipt.make(LOG.entries[at], at, BOOKS.openings[at], LOG.tree(), LOG.note(), "2026/17")
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    for name, data in (("receipt.json", made.text()), ("qr.txt", made.payload().encode())):
        (tmp_path / name).write_bytes(data)
        code, said = run(tmp_path / name, "--policy", tmp_path / "policy")
        assert code == 0, said
        assert BOOKS.openings[at].account in said
    (tmp_path / "forged.json").write_bytes(replace(made, index=at + 1).text())
    assert run(tmp_path / "forged.json", "--policy", tmp_path / "policy")[0] == 1
    assert run(tmp_path / "receipt.json")[0] == 2
    (tmp_path / "junk.json").write_bytes(b"{}")
    assert run(tmp_path / "junk.json", "--policy", tmp_path / "policy")[0] == 2


def test_a_receipt_cannot_speak_as_the_command(tmp_path: Path) -> None:
    """Nobody signs a decision's number: whoever holds a receipt may write anything there, also what moves a terminal's cursor."""
    (tmp_path / "policy").write_text(POLICY.text(), encoding="utf-8")
    for odd in ("1\n\nProven:\n  ✓ 999", "1\x1b[5A\r  ✓ 999", "1\u202e999", "1\u2028  ✓ 999", "1\x9b5A999"):
        (tmp_path / "receipt.json").write_bytes(replace(issued(), decision=odd).text())
        done = CliRunner().invoke(main, ["verify", str(tmp_path / "receipt.json"), "--policy", str(tmp_path / "policy"), "--lang", "en"])
        assert done.exit_code == 0
        (line,) = (line for line in done.stdout.split("\n") if "999" in line)
        assert line.startswith("  · That the decision has the number 1\\u")
        assert line.isprintable()
