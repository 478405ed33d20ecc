"""A witness's folder, which nobody else reads: its key, and what it saw of each log.

key                the signing key
<hash>.json        of one log: its key, and the checkpoint cosigned last
<hash>-<root>.note a signed checkpoint that contradicts it: the proof to publish
lock               held by the one program that cosigns
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from zhyto.faults import InputRefused
from zhyto.io.files.whole import write_durably
from zhyto.io.log.publiclog import Draw, hold_lock, make_private, moment, read_key
from zhyto.ledger import witness
from zhyto.ledger.notes import (
    COSIGNS,
    SIGNS,
    Checkpoint,
    SigningKey,
    VerifierKey,
    read_checkpoint,
    read_note,
    refuse,
    signing_key,
    verifier_key,
)
from zhyto.ledger.tiles import CHECKPOINT, Read
from zhyto.ledger.witness import Contradiction, Seen
from zhyto.texts import Said, as_is


def create(folder: Path, name: str, draw: Draw = os.urandom) -> VerifierKey:
    """A new witness; its key is for the policies of logs and readers. Raises InputRefused where there is one already, OSError."""
    if (folder / "key").exists():
        raise refuse(str(folder), Said("a witness"), Said("a new or empty folder"), Said("use the witness that is there, or name another folder"))
    try:
        key = signing_key(SigningKey(name, COSIGNS, draw(32)).secret())
    except InputRefused:
        raise refuse("name", as_is(repr(name)), Said("a name without spaces and plus signs, as example.org/council"), Said("mend it")) from None
    make_private(folder, {"lock"})
    write_durably([(folder / "key", (key.secret() + "\n").encode())], 0o600)
    return key.verifier


def trust(folder: Path, key: VerifierKey) -> None:
    """Begin to witness the log with this key. What was seen of a log of this name stays. Raises InputRefused, OSError."""
    if key.kind != SIGNS:
        raise refuse("key", as_is(key), Said("the verifier key of a log (type 1)"), Said("ask the log's owner for it"))
    with _witness(folder):
        known = _file(folder, key.name)
        if known.exists():
            if _read(known).key != key:
                raise refuse("key", as_is(key), Said("the key known of this log, {key}", key=_read(known).key),
                             Said("the log's change of key must stand in the log"))
            return
        _write(known, Seen(key))


def cosign(folder: Path, read: Read, at: datetime) -> tuple[str, Checkpoint]:
    """The cosignature line of a log's checkpoint as it is served now. What was seen is on the disk before this returns.

    Raises Contradiction (the checkpoint is kept as proof), InputRefused where nothing can be cosigned, OSError.
    """
    with _witness(folder) as key:
        data = read(CHECKPOINT)
        head = read_checkpoint(read_note(data, CHECKPOINT).text, CHECKPOINT)
        known = _file(folder, head.origin)
        if not known.exists():
            raise refuse(CHECKPOINT, Said("the log {origin!r}", origin=head.origin), Said("a log that this witness knows"),
                         Said("name its key once: --trust KEY"))
        try:
            seen, line = witness.cosign(_read(known), data, read, key, moment(at))
        except Contradiction:
            write_durably([(known.with_name(f"{known.stem}-{head.root.hex()[:16]}.note"), data)], 0o600)
            raise
        _write(known, seen)
    return line, head


def public_key(folder: Path) -> VerifierKey:
    """The witness's key as others need it. Raises InputRefused, OSError."""
    with _witness(folder) as key:
        return key.verifier


@contextmanager
def _witness(folder: Path) -> Iterator[SigningKey]:
    if not (folder / "key").exists():
        raise refuse(str(folder), Said("no witness"), Said("a witness's folder"), Said("make one first: --name NAME"))
    lock = hold_lock(folder)
    try:
        yield read_key(folder / "key")
    finally:
        os.close(lock)


def _file(folder: Path, origin: str) -> Path:
    return folder / f"{sha256(origin.encode()).hexdigest()[:32]}.json"


def _write(file: Path, seen: Seen) -> None:
    page = {"key": str(seen.key), "size": seen.size, "root": seen.root.hex(), "time": seen.time, "checkpoint": seen.note.decode()}
    write_durably([(file, json.dumps(page, ensure_ascii=False, indent=1).encode())], 0o600)


def _read(file: Path) -> Seen:
    try:
        page = json.loads(file.read_bytes())
        return Seen(
            verifier_key(page["key"]), int(page["size"]), bytes.fromhex(page["root"]), int(page["time"]), str(page["checkpoint"]).encode()
        )
    except (ValueError, KeyError, TypeError):
        raise refuse(str(file), Said("not what this witness wrote"), Said("its memory of a log"),
                     Said("restore the newest copy; never cosign without it")) from None
