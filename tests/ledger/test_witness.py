"""A witness cosigns what continues, and nothing else; it remembers before it signs."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from test_publiclog import in_child, killed_at

from public_logs import LATER, entries, folders, new, opened
from zhyto.faults import InputRefused
from zhyto.io.files import whole
from zhyto.io.log import publiclog, witness
from zhyto.io.log.source import Files, folder_reader
from zhyto.ledger import merkle
from zhyto.ledger.notes import COSIGNS, SIGNS, Checkpoint, SigningKey, VerifierKey, read_note
from zhyto.ledger.policy import make_policy, open_checkpoint
from zhyto.ledger.witness import Contradiction


def grow(place: Path, start: int, end: int) -> None:
    with opened(place) as log:
        publiclog.append(log, entries(start, end), LATER)
        publiclog.checkpoint(log, LATER)


def asked(place: Path, folder: Path, hours: int = 0) -> str:
    return witness.cosign(folder, folder_reader(place / "public"), LATER + timedelta(hours=hours))[0]


@pytest.fixture
def log(tmp_path: Path) -> VerifierKey:
    """A log of three entries in this folder, and the witness `council`, which knows its key."""
    key = new(tmp_path)
    witness.create(tmp_path / "council", "example.org/council")
    witness.trust(tmp_path / "council", key)
    grow(tmp_path, 0, 3)
    return key


def test_a_growing_log_is_cosigned_each_time(tmp_path: Path, log: VerifierKey) -> None:
    council = witness.public_key(tmp_path / "council")
    trust = make_policy(log, [council], 1)
    with opened(tmp_path) as held:
        publiclog.set_policy(held, [council], 1)
    for end in (3, 4, 255, 256, 257, 600):
        grow(tmp_path, 0, end)
        line = asked(tmp_path, tmp_path / "council")
        with opened(tmp_path) as held:
            before = open_checkpoint((tmp_path / "public/checkpoint").read_bytes(), trust)
            note = publiclog.add_cosignature(held, line)
            assert not trust.satisfied(before.witnessed)
            # Signed again, nothing new: the cosignature stays.
            assert publiclog.checkpoint(held, LATER) == note
        after = open_checkpoint(note, trust)
        assert after.witnessed == {"example.org/council": int(LATER.timestamp())}
        assert after.checkpoint.size == end
        assert trust.satisfied(after.witnessed)
    # A later cosignature of the same checkpoint takes the place of the earlier one.
    with opened(tmp_path) as held:
        again = publiclog.add_cosignature(held, asked(tmp_path, tmp_path / "council", 2))
    assert len(read_note(again).signatures) == 2
    assert open_checkpoint(again, trust).witnessed == {"example.org/council": int((LATER + timedelta(hours=2)).timestamp())}


def test_an_empty_log_is_cosigned(tmp_path: Path) -> None:
    key = new(tmp_path)
    witness.create(tmp_path / "council", "example.org/council")
    witness.trust(tmp_path / "council", key)
    asked(tmp_path, tmp_path / "council")
    grow(tmp_path, 0, 2)
    asked(tmp_path, tmp_path / "council")


def test_a_change_of_key_is_followed_and_the_old_key_is_no_longer_taken(tmp_path: Path, log: VerifierKey) -> None:
    asked(tmp_path, tmp_path / "council")
    old = (tmp_path / "private/key").read_bytes()
    with opened(tmp_path) as held:
        publiclog.append(held, entries(3, 300), LATER)
        publiclog.rotate(held, LATER)
        newer = publiclog.rotate(held, LATER)
    shutil.copytree(tmp_path, tmp_path / "thief", ignore=shutil.ignore_patterns("thief"))
    asked(tmp_path, tmp_path / "council")
    assert newer != log
    # Who found the old key signs the true tree with it, and is refused by a witness that has not seen the new one yet, and by one that has.
    thief = tmp_path / "thief"
    (thief / "private/key").write_bytes(old)
    stolen = publiclog.read_key(thief / "private/key")
    text = read_note((thief / "public/checkpoint").read_bytes()).text
    (thief / "public/checkpoint").write_bytes(f"{text}\n{stolen.sign(text)}".encode())
    for folder in (tmp_path / "council", thief / "council"):
        with pytest.raises(InputRefused, match="no signature of the log"):
            asked(thief, folder)


def test_after_a_change_of_key_others_begin_and_deceit_is_still_kept(tmp_path: Path, log: VerifierKey) -> None:
    asked(tmp_path, tmp_path / "council")
    with opened(tmp_path) as held:
        newer = publiclog.rotate(held, LATER)
    asked(tmp_path, tmp_path / "council")
    assert newer != log
    # A witness that begins now is told the key of now.
    witness.create(tmp_path / "press", "example.org/press")
    witness.trust(tmp_path / "press", newer)
    asked(tmp_path, tmp_path / "press")
    fork(tmp_path, tmp_path / "other")
    grow(tmp_path, 3, 6)
    asked(tmp_path, tmp_path / "council")
    grow(tmp_path / "other", 13, 19)
    with opened(tmp_path / "other") as held:
        publiclog.rotate(held, LATER)
    # Two histories since the change, one of them with another change: both say so, and the proof is kept.
    with pytest.raises(Contradiction, match="does not hold the 7 cosigned before"):
        asked(tmp_path / "other", tmp_path / "council")
    assert len(list((tmp_path / "council").glob("*.note"))) == 1


def test_what_a_witness_does_not_know_it_does_not_cosign(tmp_path: Path, log: VerifierKey) -> None:
    new(tmp_path / "other")
    with pytest.raises(InputRefused, match="no signature of the log"):
        asked(tmp_path / "other", tmp_path / "council")
    witness.create(tmp_path / "press", "example.org/press")
    with pytest.raises(InputRefused, match="--trust"):
        asked(tmp_path, tmp_path / "press")
    with pytest.raises(InputRefused, match="--name"):
        asked(tmp_path, tmp_path / "nowhere")
    with pytest.raises(InputRefused, match="a witness"):
        witness.create(tmp_path / "council", "example.org/council")
    with pytest.raises(InputRefused, match="a name without"):
        witness.create(tmp_path / "x", "a b")
    witness.trust(tmp_path / "council", log)
    with pytest.raises(InputRefused, match="must stand in the log"):
        witness.trust(tmp_path / "council", new(tmp_path / "third"))
    with pytest.raises(InputRefused, match="type 1"):
        witness.trust(tmp_path / "council", witness.public_key(tmp_path / "press"))


@pytest.mark.usefixtures("log")
def test_a_witness_with_a_clock_set_back_says_nothing(tmp_path: Path) -> None:
    asked(tmp_path, tmp_path / "council", 1)
    with pytest.raises(InputRefused, match="set the clock right; where it was ahead at the last cosignature, wait until then, or make a new witness"):
        asked(tmp_path, tmp_path / "council", 0)
    line, _ = witness.cosign(tmp_path / "council", folder_reader(tmp_path / "public"), LATER + timedelta(minutes=56))
    body = read_note(f"x\n\n{line}".encode()).signatures[0][2]
    assert int.from_bytes(body[:8], "big") == int((LATER + timedelta(hours=1)).timestamp())


@pytest.mark.usefixtures("log")
def test_the_memory_is_on_the_disk_before_the_cosignature_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(tmp_path, tmp_path / "council")
    grow(tmp_path, 3, 5)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(whole.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            asked(tmp_path, tmp_path / "council")
    done, step = False, 0
    while not done:
        step += 4
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        shutil.copytree(tmp_path / "council", tmp_path / "copy")
        out = tmp_path / "line"
        out.unlink(missing_ok=True)
        done = in_child(lambda: out.write_text(asked(tmp_path, tmp_path / "copy"), encoding="utf-8"), killed_at(step)) == 0
        (file,) = (tmp_path / "copy").glob("*.json")
        remembered = json.loads(file.read_text(encoding="utf-8"))["size"]
        assert remembered == 5 or not out.exists()
        assert remembered in (3, 5)
    assert out.exists()


@pytest.mark.usefixtures("log")
def test_a_damaged_memory_cosigns_nothing(tmp_path: Path) -> None:
    asked(tmp_path, tmp_path / "council")
    (file,) = (tmp_path / "council").glob("*.json")
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(InputRefused, match="never cosign without it"):
        asked(tmp_path, tmp_path / "council")


@pytest.mark.usefixtures("log")
def test_only_a_witness_of_the_policy_is_added(tmp_path: Path) -> None:
    line = asked(tmp_path, tmp_path / "council")
    council = witness.public_key(tmp_path / "council")
    stranger = SigningKey("example.org/council", COSIGNS, b"x" * 32)
    with opened(tmp_path) as held:
        with pytest.raises(InputRefused, match="none is named"):
            publiclog.add_cosignature(held, line)
        publiclog.set_policy(held, [council], 1)
        text = read_note((tmp_path / "public/checkpoint").read_bytes()).text
        with pytest.raises(InputRefused, match="a witness of the policy"):
            publiclog.add_cosignature(held, stranger.cosign(text, 7))
        for bad in ("", "hello", line * 2 + "x", text):
            with pytest.raises(InputRefused):
                publiclog.add_cosignature(held, bad)
        press = SigningKey("example.org/press", COSIGNS, b"p" * 32)
        publiclog.set_policy(held, [council, press.verifier], 2)
        note = publiclog.add_cosignature(held, press.cosign(text, 8) + line)
        assert set(open_checkpoint(note, publiclog.policy(held)).witnessed) == {"example.org/council", "example.org/press"}
        with pytest.raises(InputRefused, match="a witness of the policy"):
            publiclog.add_cosignature(held, line + stranger.cosign(text, 7))
        assert (tmp_path / "public/checkpoint").read_bytes() == note
        publiclog.append(held, entries(3, 4), LATER)
        publiclog.checkpoint(held, LATER)
        with pytest.raises(InputRefused, match="a false signature"):
            # Of the checkpoint before.
            publiclog.add_cosignature(held, line)


@pytest.mark.usefixtures("log")
def test_a_log_is_read_from_an_address(tmp_path: Path) -> None:
    import functools
    import http.server
    import threading

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            if self.path == "/away":
                self.send_response(302)
                self.send_header("Location", (tmp_path / "private/key").as_uri())
                self.end_headers()
            else:
                super().do_GET()

    handler = functools.partial(Quiet, directory=str(tmp_path / "public"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        line, head = witness.cosign(tmp_path / "council", Files(address + "/"), LATER)
        assert head.size == 3
        assert line.startswith("— example.org/council ")
        with pytest.raises(FileNotFoundError):
            Files(address)("tile/0/001")
        with pytest.raises(OSError, match=r"away|302|file"):
            Files(address)("away")
        server.shutdown()
    with pytest.raises(OSError, match="refused"):
        Files(address)("checkpoint")
    with pytest.raises(InputRefused, match="no folder"):
        Files(str(tmp_path / "nowhere"))
    assert Files(str(tmp_path / "public"))("checkpoint")


@pytest.mark.usefixtures("log")
def test_an_absurd_size_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """A server can make up tiles without end, all alike; whether the log signed that size is known only after the last of them."""
    text = Checkpoint("example.org/fund", 2**62, bytes(32)).text()
    stranger = SigningKey("example.org/fund", SIGNS, b"s" * 32)
    asked_for = []

    def read(path: str) -> bytes:
        asked_for.append(path)
        return f"{text}\n{stranger.sign(text)}".encode()

    with pytest.raises(InputRefused, match="at most 67108864 more"):
        witness.cosign(tmp_path / "council", read, LATER)
    assert asked_for == ["checkpoint"]


@pytest.mark.usefixtures("log")
def test_what_nobody_known_signed_is_not_read_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhyto.ledger.witness.UNSIGNED", 50)
    text = Checkpoint("example.org/fund", 1000, bytes(32)).text()
    stranger = SigningKey("example.org/fund", SIGNS, b"s" * 32)
    asked_for = []

    def read(path: str) -> bytes:
        asked_for.append(path)
        return f"{text}\n{stranger.sign(text)}".encode()

    with pytest.raises(InputRefused, match="at most 50 more, to look for a change of key"):
        witness.cosign(tmp_path / "council", read, LATER)
    assert asked_for == ["checkpoint"]


# Contradictions


def fork(place: Path, other: Path) -> None:
    """A second history of the same log, signed by the same key."""
    for one, two in zip(folders(place), folders(other), strict=True):
        shutil.copytree(one, two)


def test_two_histories_are_refused_and_kept_as_proof(tmp_path: Path, log: VerifierKey) -> None:
    other = tmp_path / "other"
    fork(tmp_path, other)
    grow(tmp_path, 3, 300)
    grow(other, 1000, 1297)
    grow(other, 1300, 1400)
    asked(tmp_path, tmp_path / "council")
    # The longer one does not hold what was cosigned.
    with pytest.raises(Contradiction, match="does not hold the 300 cosigned before"):
        asked(other, tmp_path / "council")
    (proof,) = (tmp_path / "council").glob("*.note")
    kept, (memory,) = proof.read_bytes(), (tmp_path / "council").glob("*.json")
    first = json.loads(memory.read_text(encoding="utf-8"))["checkpoint"].encode()
    one, two = (open_checkpoint(note, make_policy(log)).checkpoint for note in (first, kept))
    assert (one.size, two.size) == (300, 400)
    tree = publiclog.tiles.Tree(folder_reader(other / "public"), 400)
    assert not merkle.consistent(300, 400, one.root, two.root, merkle.consistency_proof(300, 400, tree.node))
    # And the memory is what it was.
    assert asked(tmp_path, tmp_path / "council")


@pytest.mark.usefixtures("log")
def test_a_second_tree_of_one_size_and_a_shorter_one_are_refused(tmp_path: Path) -> None:
    shorter, other = tmp_path / "shorter", tmp_path / "other"
    fork(tmp_path, shorter)
    fork(tmp_path, other)
    grow(tmp_path, 3, 5)
    grow(other, 13, 15)
    asked(tmp_path, tmp_path / "council")
    with pytest.raises(Contradiction, match="a second signed tree of 5 entries"):
        asked(other, tmp_path / "council")
    with pytest.raises(Contradiction, match="a signed tree of 3 entries, after one of 5"):
        asked(shorter, tmp_path / "council")


@pytest.mark.usefixtures("log")
def test_a_damaged_copy_proves_nothing_against_the_log(tmp_path: Path) -> None:
    grow(tmp_path, 3, 700)
    asked(tmp_path, tmp_path / "council")
    grow(tmp_path, 700, 1400)
    public = tmp_path / "public"
    shutil.copytree(tmp_path / "council", tmp_path / "before")
    unnoticed = set()
    for path in [path for path in (public / "tile").rglob("*") if path.is_file()]:
        shutil.rmtree(tmp_path / "council")
        shutil.copytree(tmp_path / "before", tmp_path / "council")
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 128]))
        try:
            asked(tmp_path, tmp_path / "council")
            unnoticed.add(path.relative_to(public).as_posix())
        except Contradiction:
            pytest.fail(f"{path}: a damaged file is no proof")
        except (InputRefused, OSError):
            assert not list((tmp_path / "council").glob("*.note"))
        path.write_bytes(data)
    # These belong wholly to what was cosigned before, and are not read again; one is a partial tile of an earlier tree.
    assert unnoticed == {"tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001", "tile/1/000.p/2"}
