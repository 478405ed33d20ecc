"""A public log in two folders: one to serve, one that nobody else reads.

    PUBLIC/checkpoint               the signed tree head, with cosignatures
    PUBLIC/policy                   the log's key and its witnesses, for readers to compare with what they trust
    PUBLIC/tile/…                   tiles and entry bundles (`zhyto.ledger.tiles`)
    PUBLIC/…                        files whose digests statements of the log name (`add_file`)
    PRIVATE/key                     the signing key
    PRIVATE/key.new                 the next one, while it is being signed in
    PRIVATE/salts.sqlite            what each leaf hides: words, amount, salt
    PRIVATE/lock                    held by the one program that writes

Order of writes in `append`: first the salts with their places in the log (one transaction), then entry bundles and tiles, last, and only by
`checkpoint`, the signed head. A program killed in between leaves entries that have their places and are not all in the tiles: the next
`open_log` writes them again from the same salts, to the same bytes. So no entry is lost, and none has two places.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhyto.faults import Fault, InputRefused
from zhyto.io.files.whole import sync_folder, write_durably
from zhyto.io.log.source import folder_reader
from zhyto.ledger import leaf, tiles
from zhyto.ledger.leaf import Opening
from zhyto.ledger.merkle import EMPTY, HASH_BYTES, leaf_hash
from zhyto.ledger.notes import (
    SIGNS,
    Checkpoint,
    Note,
    SigningKey,
    VerifierKey,
    join_note,
    lines_of,
    read_checkpoint,
    read_note,
    refuse,
    signed_by,
    signing_key,
    verifier_key,
)
from zhyto.ledger.policy import ROTATION, Policy, make_policy, read_policy, rotation
from zhyto.texts import Said, as_is, how_many

if TYPE_CHECKING:
    from zhyto.ledger.books import PublicEntry

CLOCK_SLACK = 300
"""Seconds by which a moment may lie before the last one. More means a clock that was set back."""
BATCH = 8192
"""Entries that become durable together."""
MAX_STATEMENT_BYTES = tiles.MAX_ENTRY_BYTES - 9
LIMIT = 10**17
"""Amounts are below this, in kopecks."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS leaf (
    place INTEGER PRIMARY KEY, version INTEGER NOT NULL, key TEXT NOT NULL, recorded INTEGER NOT NULL,
    kind TEXT, account TEXT, reference TEXT, effective TEXT, amount INTEGER, salt BLOB, UNIQUE (version, key));
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_POSTING = "kind, account, reference, effective, amount"
_RESERVED = {"tile", "checkpoint", "policy"}
Draw = Callable[[int], bytes]
"""So many random bytes. Another source than the system's is for practice only: who knows it opens every leaf."""


@dataclass
class Log:
    """An open log; it holds the lock until closed. size, root: of the tree in the tiles. last: latest moment of a leaf; posted: of a posting; POSIX seconds."""

    public: Path
    private: Path
    origin: str
    key: SigningKey
    size: int
    root: bytes
    last: int
    posted: int
    _db: sqlite3.Connection
    _lock: int
    _edge: dict[tuple[int | str, int], bytes] = field(default_factory=dict)
    draw: Draw = os.urandom

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remember how far the tiles have come, and let others in."""
        if self._lock < 0:
            return
        try:
            with _disk(self.private), self._db:
                _settle(self)
        except OSError:
            pass  # Only the next opening's time is lost: it writes the last batch again.
        finally:
            self._db.close()
            os.close(self._lock)
            self._lock = -1


def create(
    public: Path, private: Path, origin: str, at: datetime, witnesses: Sequence[VerifierKey] = (), quorum: int = 0, draw: Draw = os.urandom,
) -> VerifierKey:  # fmt: skip
    """A new log with its signing key and a checkpoint of no entries; its verifier key is to be published elsewhere, too.

    Raises InputRefused where there is a log already, or one folder lies in the other; OSError.
    """
    _apart(public, private)
    there = refuse(str(public), Said("a log"), Said("two folders without a log"), Said("name others, or use the log that is there"))
    if (public / "checkpoint").exists():
        raise there
    try:
        key = signing_key(SigningKey(origin, SIGNS, draw(32)).secret())
    except InputRefused:
        raise refuse("origin", as_is(repr(origin)), Said("a name without spaces and plus signs, as example.org/fund"), Said("mend it")) from None
    make_private(private, {"key", "key.new", "lock", "salts.sqlite", "salts.sqlite-wal", "salts.sqlite-shm"})
    sync_folder(private.parent)
    lock = hold_lock(private)
    try:
        with _disk(private), closing(_connect(private)) as db, db:
            db.executescript(_SCHEMA)
            if db.execute("SELECT count(*) FROM leaf").fetchone()[0]:
                raise there
            db.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)", [("last", moment(at)), ("posted", 0), ("size", 0), ("root", EMPTY)]
            )
        # An interrupted creation goes on with the key it made: somebody may know it already.
        if (private / "key").exists():
            key = read_key(private / "key")
            if key.name != origin:
                raise there
        policy = make_policy(key.verifier, witnesses, quorum)
        text = Checkpoint(origin, 0, EMPTY).text()
        write_durably([(private / "key", (key.secret() + "\n").encode())], 0o600)
        write_durably([(public / "policy", policy.text().encode())])
        write_durably([(public / "checkpoint", join_note(text, [key.sign(text)]))])
    finally:
        os.close(lock)
    return key.verifier


def open_log(public: Path, private: Path, draw: Draw = os.urandom) -> Log:
    """The log in these folders, for writing; what an interrupted program left is finished first. Use it as a context manager.

    Raises InputRefused where another program has it open, or the folders do not belong together or are damaged; OSError.
    """
    _apart(public, private)
    if not (private / "key").exists():
        raise refuse(str(private / "key"), Said("no signing key"), Said("the private folder of a log"), Said("name another, or make one: zhyto ledger init"))
    lock = hold_lock(private)
    db = None
    try:
        if not (private / "salts.sqlite").exists():
            raise refuse(str(private / "salts.sqlite"), Said("no file"), Said("the salts that belong to the key"), Said("restore it from its copy"))
        with _disk(private):
            db = _connect(private)
            found = dict(db.execute("SELECT name, value FROM state"))
            key = read_key(private / "key")
            log = Log(public, private, key.name, key, found["size"], found["root"], found["last"], found["posted"], db, lock, draw=draw)
            _load_edge(log)
            _ready(log)
            _check_published(log)
        return log
    except BaseException:
        if db is not None:
            db.close()
        os.close(lock)
        raise


def append(log: Log, entries: Iterable[PublicEntry], at: datetime) -> list[int]:
    """Log these postings; their places. Durable when it returns.

    An entry whose key is in the log already is not logged again: its place is given. Raises InputRefused with every fault, before anything
    is written: among them another entry under a key of the log, and a moment more than 300 s before the last posting's or after `at` (a little before
    the last posting's: it gets that one's). Raises OSError; what was logged by then stays, and the same call again goes on.
    """
    given = list(entries)
    if faults := _faults(given):
        raise InputRefused(faults)
    with _disk(log.private):
        _ready(log)
        known = _known(log, [entry.key for entry in given])
        new: list[tuple[Any, ...]] = []
        last, now = log.posted, moment(at)
        for row, entry in enumerate(given, 1):
            words = (entry.kind, entry.account, entry.reference, entry.effective.isoformat(), entry.amount)
            if entry.key not in known:
                recorded = moment(entry.recorded)
                faults += _clock_faults("entries", row, recorded, last, now)
                last = max(last, recorded)
                place = log.size + len(new)
                known[entry.key] = place, words
                new.append((place, leaf.POSTING, entry.key, last, *words, log.draw(leaf.SALT_BYTES)))
                continue
            place, other = known[entry.key]
            if other[0] is not None and other != words:
                found = Said("{key!r} again, and not the same entry", key=entry.key)
                faults.append(Fault("entries", row, "key", found, Said("what stands at {place} in the log", place=place),
                                    Said("log a correction under a key of its own")))
        if faults:
            raise InputRefused(faults)
        for begin in range(0, len(new), BATCH):
            _log_rows(log, new[begin : begin + BATCH])
    return [known[entry.key][0] for entry in given]


def state(log: Log, text: str, at: datetime) -> int:
    """Log a statement; its place. The same text again is not logged again. Raises InputRefused, OSError as `append` does."""
    if not text or len(text.encode("utf-8", "replace")) > MAX_STATEMENT_BYTES or not _encodes(text):
        raise refuse("statement", as_is(repr(text[:60])), Said("a text of 1 to {most} bytes of UTF-8", most=MAX_STATEMENT_BYTES),
                     Said("shorten it; name a file by its digest"))
    if text.startswith(ROTATION):
        raise refuse("statement", Said("a change of key"), Said("any other text"), Said("change the key with `zhyto ledger rotate`"))
    with _disk(log.private):
        _ready(log)
        place = _place(log, leaf.STATEMENT, text)
        return _state(log, text, at) if place is None else place


def checkpoint(log: Log, at: datetime) -> bytes:
    """Sign the tree as it is, and serve that; the note. Where nothing came since the last one, that stays, with its cosignatures.

    Raises InputRefused where the tree does not continue the one signed last: nothing is signed then.
    """
    with _disk(log.private):
        _ready(log)
        if faults := _clock_faults("checkpoint", 0, moment(at), log.last, moment(at)):
            raise InputRefused(faults)
        note = _check_published(log)
        text = Checkpoint(log.origin, log.size, log.root).text()
        if note.text == text and log.key.verifier in signed_by(note, [log.key.verifier], "checkpoint"):
            return join_note(note.text, lines_of(note))
        made = join_note(text, [log.key.sign(text)])
        write_durably([(log.public / "checkpoint", made)])
    return made


def add_cosignature(log: Log, lines: str) -> bytes:
    """Serve the checkpoint with what witnesses gave: a cosignature line, or several; the note.

    Raises InputRefused where one is no cosignature of this checkpoint by a witness of the served policy.
    """
    served = read_note((log.public / "checkpoint").read_bytes(), "checkpoint")
    given = read_note(join_note(served.text, [lines if lines.endswith("\n") else lines + "\n"]), "cosignature")
    keys = {(key.name, key.id): key for key in policy(log).witnesses.values()}
    for name, ident, _ in given.signatures:
        if (name, ident) not in keys:
            known = ", ".join(name for name, _ in keys) or Said("none is named")
            raise refuse("cosignature", as_is(f"{name}+{ident.hex()}"), Said("a witness of the policy ({known})", known=known),
                         Said("name the witness in the policy first"))
    new = signed_by(given, keys.values(), "cosignature")
    kept = [line for line, (name, ident, _) in zip(lines_of(served), served.signatures, strict=True) if keys.get((name, ident)) not in new]
    fresh = [f"— {key.name} {base64.b64encode(key.id + signature).decode()}\n" for key, signature in new.items()]
    note = join_note(served.text, [*kept, *fresh])
    write_durably([(log.public / "checkpoint", note)])
    return note


def policy(log: Log) -> Policy:
    """The policy as served."""
    return read_policy((log.public / "policy").read_bytes())


def set_policy(log: Log, witnesses: Sequence[VerifierKey], quorum: int) -> Policy:
    """Name the witnesses and how many of them are enough. Raises InputRefused."""
    made = make_policy(log.key.verifier, witnesses, quorum)
    write_durably([(log.public / "policy", made.text().encode())])
    return made


def rotate(log: Log, at: datetime) -> VerifierKey:
    """Change the signing key; the new verifier key. A statement signed by both keys is the log's next leaf, and the new key signs from then on.

    The old key is erased. Raises as `state`; an interrupted change is finished, or leaves no trace, when the log is opened next.
    """
    with _disk(log.private):
        _ready(log)
        new = SigningKey(log.origin, SIGNS, log.draw(32))
        write_durably([(log.private / "key.new", (new.secret() + "\n").encode())], 0o600)
        _state(log, rotation(log.key, new), at)
    checkpoint(log, at)
    return log.key.verifier


def openings(log: Log, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Opening]]:
    """(place, opening) of each posting of [start, end) whose salt is kept. Private: who has one can show what its leaf hides."""
    rows = log._db.execute(
        f"SELECT place, key, {_POSTING}, salt FROM leaf WHERE place >= ? AND place < ? AND salt IS NOT NULL ORDER BY place",
        (start, log.size if end is None else end),
    )
    for place, key, kind, account, reference, effective, amount, salt in rows:
        yield place, Opening(key, kind, account, reference, date.fromisoformat(effective), amount, salt)


def forgotten(log: Log) -> dict[int, str]:
    """Place and key of each posting whose salt is forgotten."""
    return dict(log._db.execute("SELECT place, key FROM leaf WHERE version = ? AND salt IS NULL ORDER BY place", (leaf.POSTING,)))


def place_of(log: Log, key: str) -> int | None:
    """The place of the posting with this key."""
    return _place(log, leaf.POSTING, key)


def statements(log: Log, kind: str) -> list[str]:
    """The statements of a kind, their first line, in the order of the log."""
    found = log._db.execute("SELECT key FROM leaf WHERE version = ? ORDER BY place", (leaf.STATEMENT,))
    return [text for (text,) in found if text.startswith(kind + "\n")]


def keys_of(log: Log, references: Iterable[str]) -> list[str]:
    """Keys of all postings of these payments, as far as they are not forgotten. Raises InputRefused for a payment of which there is none."""
    found: list[str] = []
    faults = []
    for one in dict.fromkeys(references):
        rows = log._db.execute("SELECT key FROM leaf WHERE version = ? AND reference = ? ORDER BY place", (leaf.POSTING, one)) if one else ()
        keys = [key for (key,) in rows]
        if not keys:
            faults.append(Fault("references", 0, "reference", as_is(repr(one)), Said("a payment of the log that is not forgotten"), Said("mend it")))
        found += keys
    if faults:
        raise InputRefused(faults)
    return found


def forget(log: Log, keys: Iterable[str]) -> int:
    """Erase salt, words and amount of these postings; how many there were. Their leaves stay, and nobody can say any more what they hide.

    The keys stay, so that a forgotten entry is not logged again. Copies of the private folder must be erased by whoever made them.
    Raises InputRefused for keys that are not in the log; nothing is erased then.
    """
    wanted = list(dict.fromkeys(keys))
    with _disk(log.private):
        _ready(log)
        unknown = [key for key in wanted if place_of(log, key) is None]
        if unknown:
            raise InputRefused([Fault("keys", 0, "key", as_is(repr(key)), Said("the key of a posting of the log"), Said("mend it")) for key in unknown])
        with log._db:
            _settle(log)
            log._db.executemany(
                f"UPDATE leaf SET {', '.join(name + ' = NULL' for name in _POSTING.split(', '))}, salt = NULL WHERE version = ? AND key = ?",
                [(leaf.POSTING, key) for key in wanted],
            )
        # What is deleted is overwritten (secure_delete); the journal, where it still stands, is cut off.
        log._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(wanted)


def add_file(log: Log, name: str, data: bytes) -> None:
    """Serve a file whose digest a statement names. It is never replaced by another. Raises InputRefused."""
    parts = name.split("/")
    if parts[0] in _RESERVED or any(part in ("", ".", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise refuse("file", as_is(repr(name)), Said("a path below the public folder that is none of the log's own"), Said("choose another name"))
    place = log.public / name
    if place.exists() and place.read_bytes() != data:
        raise refuse(str(place), Said("another file of this name"), Said("a name that is not taken"), Said("choose another name: what was published stays"))
    write_durably([(place, data)])


# What is below writes rows and tiles.


def _log_rows(log: Log, rows: Sequence[tuple[Any, ...]]) -> None:
    """Give rows their places, which follow on the tree's size, and integrate them."""
    last = max(log.last, *(row[3] for row in rows))
    posted = max(log.posted, *(row[3] for row in rows if row[1] == leaf.POSTING), 0)
    with log._db:
        _settle(log)
        log._db.executemany("INSERT INTO leaf VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        log._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", [("last", last), ("posted", posted)])
    log.last, log.posted = last, posted
    grow(log, [_entry(*row) for row in rows])


def _state(log: Log, text: str, at: datetime) -> int:
    place, now = log.size, moment(at)
    if faults := _clock_faults("statement", 0, now, log.last, now):
        raise InputRefused(faults)
    _log_rows(log, [(place, leaf.STATEMENT, text, now, *[None] * 6)])
    return place


def _settle(log: Log) -> None:
    """Remember, within a transaction, how far the tiles have come."""
    log._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", [("size", log.size), ("root", log.root)])


def _ready(log: Log) -> None:
    """Finish what was interrupted: put into the tiles what has a place and is not in them; finish a change of key."""
    while rows := log._db.execute("SELECT * FROM leaf WHERE place >= ? ORDER BY place LIMIT ?", (log.size, BATCH)).fetchall():
        if [row[0] for row in rows] != list(range(log.size, log.size + len(rows))):
            raise refuse(str(log.private / "salts.sqlite"), Said("a gap"), Said("each place from {size} on", size=log.size),
                         Said("restore the private folder from its copy"))
        grow(log, [_entry(*row) for row in rows])
    coming = log.private / "key.new"
    if not coming.exists():
        return
    new = read_key(coming)
    if _place(log, leaf.STATEMENT, rotation(log.key, new)) is None:
        coming.unlink()
    else:
        served = policy(log)
        write_durably([(log.public / "policy", replace(served, logs=(new.verifier,)).text().encode())])
        os.replace(coming, log.private / "key")
        log.key = new
    sync_folder(log.private)


def grow(log: Log, entries: Sequence[bytes]) -> None:
    """Write the bundles and tiles of new leaves; `append` and `state` do so with theirs, once these have their places. Raises OSError."""
    edge: dict[tuple[int | str, int], bytes] = {}
    files: list[tuple[Path, bytes]] = []

    def put(level: int | str, index: int, width: int, data: bytes) -> None:
        edge[level, index] = data
        files.append((log.public / tiles.tile_path(level, index, width), data))

    for level, index, tile in tiles.grow(
        log.size, [leaf_hash(entry) for entry in entries], lambda level, index, _: log._edge[level, index]
    ):
        put(level, index, len(tile) // HASH_BYTES, tile)
    at = 0
    while at < len(entries):
        index, width = divmod(log.size + at, tiles.WIDTH)
        some = entries[at : at + tiles.WIDTH - width]
        put("entries", index, width + len(some), (log._edge["entries", index] if width else b"") + tiles.pack(some))
        at += len(some)
    write_durably(files)
    log.size += len(entries)
    log._edge = {place: data for place, data in {**log._edge, **edge}.items() if place in _partial(log.size)}
    log.root = _edge_root(log)
    # A full tile serves in place of its partial ones.
    for path, _ in files:
        if not path.parent.name.endswith(".p"):
            shutil.rmtree(path.with_name(path.name + ".p"), ignore_errors=True)


def _partial(size: int) -> dict[tuple[int | str, int], int]:
    """(level, index) of the partial tiles and the partial bundle of a tree, with their widths."""
    found: dict[tuple[int | str, int], int] = {}
    level = 0
    while size >> (tiles.HEIGHT * level):
        index, width = tiles.widths(size, level)
        if width:
            found[level, index] = width
            if level == 0:
                found["entries", index] = width
        level += 1
    return found


def _edge_root(log: Log) -> bytes:
    """Head of the tree: its partial tiles are enough for it."""
    kept = {tiles.tile_path(*place, width): log._edge[place] for place, width in _partial(log.size).items()}
    return tiles.Tree(kept.__getitem__, log.size).head()


def _load_edge(log: Log) -> None:
    """Read the partial tiles and check them against the root that was remembered. Raises InputRefused."""
    read = folder_reader(log.public)
    tree = tiles.Tree(read, log.size)
    for (level, index), width in _partial(log.size).items():
        if isinstance(level, int):
            log._edge[level, index] = tree.tile(level, index)
        else:
            entries = tiles.bundle(read, log.size, index)
            if [leaf_hash(entry) for entry in entries] != tiles.cut(log._edge[0, index]):
                raise refuse(str(log.public / tiles.tile_path(level, index, width)), Said("entries that are not those of its tile"),
                             Said("the bundle as it was written"), Said("restore the public folder from its copy; sign nothing before"))
            log._edge[level, index] = tiles.pack(entries)
    if _edge_root(log) != log.root:
        raise refuse(str(log.public / "tile"), Said("tiles of another tree"),
                     how_many("the tree of {count} entry that was written last", "the tree of {count} entries that was written last",
                              count=log.size), Said("restore the public folder from its copy; sign nothing before"))


def _check_published(log: Log) -> Note:
    """The served checkpoint, which must be ours and of a tree that ours continues. Raises InputRefused."""
    place = str(log.public / "checkpoint")
    note = read_note((log.public / "checkpoint").read_bytes(), place)
    head = read_checkpoint(note.text, place)
    keys = {log.key.verifier, *(verifier_key(text.split("\n")[2]) for text in statements(log, ROTATION))}
    if head.origin != log.origin or not signed_by(note, keys, place):
        raise refuse(place, Said("a checkpoint of {origin!r}, not signed by this log", origin=head.origin), Said("its own"),
                     Said("name the folders that belong together"))
    if head.size > log.size:
        raise refuse(place, how_many("a published tree of {count} entry", "a published tree of {count} entries", count=head.size),
                     Said("at most the {size} of the private folder",
                          size=log.size), Said("the private folder is an old copy: restore the newest; signing now would show two histories"))
    if tiles.Tree(folder_reader(log.public), log.size).head(head.size) != head.root:
        raise refuse(
            place, how_many("a published tree of {count} entry that the tiles do not continue",
                            "a published tree of {count} entries that the tiles do not continue", count=head.size), Said("one history"),
            Said("restore the public folder from its copy; sign nothing before"),
        )  # fmt: skip
    return note


def _entry(
    place: int, version: int, key: str, recorded: int, kind: str, account: str, reference: str, effective: str, amount: int, salt: bytes
) -> bytes:
    """The leaf of a row."""
    del place
    if version == leaf.STATEMENT:
        return leaf.statement(key, recorded)
    return leaf.posting(Opening(key, kind, account, reference, date.fromisoformat(effective), amount, salt), recorded)


def _place(log: Log, version: int, key: str) -> int | None:
    found = log._db.execute("SELECT place FROM leaf WHERE version = ? AND key = ?", (version, key)).fetchone()
    return int(found[0]) if found else None


def _known(log: Log, keys: Sequence[str]) -> dict[str, tuple[int, tuple[Any, ...]]]:
    """Place and words of those of these keys that are in the log."""
    found = {}
    for begin in range(0, len(keys), 500):
        some = keys[begin : begin + 500]
        marks = ",".join("?" * len(some))
        for place, key, *words in log._db.execute(
            f"SELECT place, key, {_POSTING} FROM leaf WHERE version = {leaf.POSTING} AND key IN ({marks})", some
        ):
            found[key] = place, tuple(words)
    return found


def _faults(entries: Sequence[PublicEntry]) -> list[Fault]:
    """What in these entries cannot be logged, whatever stands in the log."""
    faults: list[Fault] = []
    for row, entry in enumerate(entries, 1):
        for name in ("key", "kind", "account", "reference"):
            value = getattr(entry, name)
            if not isinstance(value, str) or not _encodes(value) or (name != "reference" and not value):
                faults.append(Fault("entries", row, name, as_is(repr(value)[:60]), Said("a text"), Said("mend it in the books")))
        if type(entry.amount) is not int or abs(entry.amount) >= LIMIT:
            faults.append(Fault("entries", row, "amount", as_is(repr(entry.amount)[:60]), Said("whole kopecks, below {limit}", limit=LIMIT),
                                Said("mend it in the books")))
        if type(entry.effective) is not date:
            faults.append(Fault("entries", row, "effective", as_is(repr(entry.effective)[:60]), Said("a day"), Said("mend it in the books")))
        if not isinstance(entry.recorded, datetime) or entry.recorded.tzinfo is None:
            faults.append(Fault("entries", row, "recorded", as_is(repr(entry.recorded)[:60]), Said("a moment with its time zone"),
                                Said("mend it in the books")))
    return faults


def _clock_faults(place: str, row: int, given: int, last: int, now: int) -> list[Fault]:
    remedy = Said("see whether the clock was set back or ahead; set it right, then try again")
    if last > now + CLOCK_SLACK:
        # An earlier entry was made by a clock ahead: setting it right does not help.
        remedy = Said("the clock was ahead when the last entry was logged: set it right and wait until {told}, or see docs/ledger.md, A clock that was ahead",
                      told=_told(last))
    if given < last - CLOCK_SLACK:
        return [Fault(place, row, "recorded", Said("{told}, {last} s before the last one in the log", told=_told(given), last=last - given),
                      Said("at most {slack} s before it", slack=CLOCK_SLACK), remedy)]
    if given > now + CLOCK_SLACK:
        return [Fault(place, row, "recorded", Said("{told}, {given} s ahead of now", told=_told(given), given=given - now),
                      Said("a moment up to now ({told})", told=_told(now)), remedy)]
    return []


def _told(given: int) -> str:
    return datetime.fromtimestamp(given, UTC).isoformat()


def moment(at: datetime) -> int:
    """POSIX seconds of an aware moment. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return int(at.timestamp())


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_key(file: Path) -> SigningKey:
    """The signing key in a file. Raises InputRefused, OSError."""
    return signing_key(file.read_text(encoding="utf-8", errors="replace").strip(), str(file))


def _apart(public: Path, private: Path) -> None:
    """Refuse folders of which one holds the other: what is private would be served."""
    one, other = public.resolve(), private.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise refuse(str(private), Said("a private folder beside or within {public}", public=public), Said("two folders, neither within the other"),
                     Said("name another folder"))


def make_private(folder: Path, ours: Collection[str]) -> None:
    """Make a folder that nobody else reads, or take one that is empty but for files of these names. Raises InputRefused for any other, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = sorted(one.name for one in folder.iterdir() if one.name not in ours and not one.name.endswith(".new"))
    if others:
        raise refuse(str(folder), Said("a folder with other files ({others})", others=", ".join(others[:3])), Said("a new or empty folder"),
                     Said("name another"))
    if folder.stat().st_mode & 0o077:
        os.chmod(folder, 0o700)


def hold_lock(private: Path) -> int:
    """The lock of a folder, held until it is closed. Raises InputRefused where another program holds it."""
    handle = os.open(private / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise refuse(str(private), Said("a folder that another program is writing to"), Said("one writer at a time"),
                     Said("wait until it has ended, then try again")) from None
    return handle


def _connect(private: Path) -> sqlite3.Connection:
    file = private / "salts.sqlite"
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(file)
    # A committed transaction is on the disk (FULL); what is deleted is overwritten.
    for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        db.execute(f"PRAGMA {setting}")
    return db


@contextmanager
def _disk(private: Path) -> Iterator[None]:
    """What the database says of a full or closed disk, as the OSError it is."""
    try:
        yield
    except sqlite3.Error as error:
        number = _ERRNO.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, errno.EIO)
        raise OSError(number, str(error), str(private / "salts.sqlite")) from error


_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
