"""Whom a reader trusts: c2sp.org/tlog-policy, and how a log passes from one key to the next.

    log example.org/fund+…                  any of the logs named may sign
    witness council example.org/w1+…
    witness university example.org/w2+…
    group witnesses 1 council university    so many of these (or: any, all)
    quorum witnesses                        or: quorum none

Words are divided by spaces and tabs alone, as everywhere, so that a policy means the same to every reader. Stricter than C2SP: a log's own key
is no witness. What it cosigned would prove nothing to those who do not trust it.

A new key is signed in by the old one. The log holds a statement that is this note, signed by both keys:

    key-rotation/v1
    example.org/fund                        origin
    example.org/fund+1a2b3c4d+…             the old key
    example.org/fund+5e6f7a8b+…             the new key

Who trusts the old key and reads that note trusts the new key from then on, for trees that hold the leaf, and the old one no longer for
such trees. To a reader who trusts neither, or the new key already, the note changes nothing. The text cannot be taken for a checkpoint: its
second line is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from zhyto.faults import Fault, InputRefused
from zhyto.ledger.notes import (
    COSIGNS,
    SIGNS,
    Checkpoint,
    Note,
    SigningKey,
    VerifierKey,
    join_note,
    read_checkpoint,
    read_note,
    refuse,
    signed_by,
    verifier_key,
)
from zhyto.texts import Said, as_is, how_many

ROTATION = "key-rotation/v1"
MAX_BYTES = 1 << 16
"""Of a policy: some hundred keys. It may come from a stranger's server."""
_ALLOWED = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f]*\Z")


@dataclass(frozen=True)
class Policy:
    """Keys of logs, keys of witnesses by name, groups (how many, of whom), and which of these is the quorum ("none": no witness)."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, tuple[int, tuple[str, ...]]]
    quorum: str = "none"

    def satisfied(self, seen: Iterable[str]) -> bool:
        """Whether the witnesses of these names are enough."""
        names = set(seen)

        def witnessed(name: str) -> bool:
            if name in self.groups:
                least, members = self.groups[name]
                return sum(map(witnessed, members)) >= least
            return name in names

        return self.quorum == "none" or witnessed(self.quorum)

    def needs(self, lang: str = "en") -> str:
        """The quorum in words: `2 of council, university, press`."""
        if self.quorum in self.groups:
            least, members = self.groups[self.quorum]
            return f"{least} {'з таких:' if lang == 'uk' else 'of'} {', '.join(members)}"
        return "жодного" if lang == "uk" and self.quorum == "none" else self.quorum

    def text(self) -> str:
        """The policy file."""
        lines = [f"log {key}" for key in self.logs] + [f"witness {name} {key}" for name, key in self.witnesses.items()]
        lines += [f"group {name} {least} {' '.join(members)}" for name, (least, members) in self.groups.items()]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])


def make_policy(log: VerifierKey, witnesses: Sequence[VerifierKey] = (), quorum: int = 0) -> Policy:
    """One log and a quorum of so many of these witnesses; a witness's name in the policy is that of its key.

    Raises InputRefused where the quorum is more than the witnesses, or a key is of the wrong kind or named twice.
    """
    names = {key.name: key for key in witnesses}
    if len(names) < len(witnesses):
        raise refuse("policy", Said("{count} witnesses of {count2} names", count=len(witnesses), count2=len(names)), Said("a name of its own for each"),
                     Said("name each witness once"))
    groups = {"witnesses": (quorum, tuple(names))} if quorum else {}
    return read_policy(Policy((log,), names, groups, "witnesses" if quorum else "none").text().encode(), "policy")


def read_policy(data: bytes, place: str = "policy") -> Policy:
    """A policy file. Raises InputRefused with every fault in it."""
    faults: list[Fault] = []
    logs: list[VerifierKey] = []
    witnesses: dict[str, VerifierKey] = {}
    groups: dict[str, tuple[int, tuple[str, ...]]] = {}
    member: set[str] = set()
    quorum = ""
    if len(data) > MAX_BYTES:
        raise refuse(place, how_many("{count} byte", "{count} bytes", count=len(data)), Said("at most {most}", most=MAX_BYTES),
                     Said("choose the file of the policy"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise refuse(place, Said("bytes that are not UTF-8"), Said("a policy as c2sp.org/tlog-policy describes it"), Said("fetch it again")) from None
    for row, line in enumerate(text.split("\n"), 1):

        def wrong(found: Said, expected: Said, row: int = row, faults: list[Fault] = faults) -> None:
            faults.append(Fault(place, row, "", found, expected, Said("mend the line, or fetch the policy again")))

        words = re.split("[ \t]+", line.strip(" \t"))
        if not words[0] or words[0].startswith("#"):
            continue
        if not _ALLOWED.match(line):
            wrong(Said("a control character"), Said("text"))
        try:
            match words:
                case ["log", vkey, *rest] if len(rest) <= 1:
                    key = verifier_key(vkey, place)
                    if key.kind != SIGNS or key.public in {other.public for other in logs}:
                        wrong(as_is(repr(vkey)), Said("an Ed25519 key (type 1) that no other line names"))
                    logs.append(key)
                case ["witness", name, vkey, *rest] if len(rest) <= 1:
                    key = verifier_key(vkey, place)
                    if key.kind != COSIGNS or key.public in {other.public for other in witnesses.values()}:
                        wrong(as_is(repr(vkey)), Said("a cosigner's key (type 4) that no other line names"))
                    if name in witnesses or name in groups or name == "none":
                        wrong(as_is(repr(name)), Said("a name that is not taken"))
                    witnesses[name] = key
                case ["group", name, count, *members] if members:
                    least = {"all": len(members), "any": 1}.get(count) or (int(count) if re.fullmatch("[1-9][0-9]{0,3}", count) else 0)
                    if not 1 <= least <= len(members):
                        wrong(as_is(repr(count)), Said("any, all, or a number from 1 to {count}", count=len(members)))
                    if name in witnesses or name in groups or name == "none":
                        wrong(as_is(repr(name)), Said("a name that is not taken"))
                    for one in members:
                        if (one not in witnesses and one not in groups) or one in member:
                            wrong(as_is(repr(one)), Said("a witness or group of a line above that is in no other group"))
                        member.add(one)
                    groups[name] = (least, tuple(members))
                case ["quorum", name]:
                    if quorum or (name != "none" and name not in witnesses and name not in groups):
                        wrong(as_is(repr(line)), Said("one quorum, of a witness or group of a line above, or none"))
                    quorum = name
                case _:
                    wrong(as_is(repr(line[:80])), Said("log, witness, group or quorum"))
        except InputRefused as refused:
            faults += [replace(fault, row=row) for fault in refused.faults]
    publics = {key.public for key in logs}
    for name, key in witnesses.items():
        if key.public in publics:
            faults.append(Fault(place, 0, "", Said("the witness {name!r} with a key of the log", name=name), Said("a key of somebody else"),
                                Said("ask the witness for its key")))
    if not quorum:
        faults.append(Fault(place, 0, "", Said("no quorum"), Said("a line `quorum NAME` or `quorum none`"), Said("fetch the policy again")))
    if faults:
        raise InputRefused(faults)
    return Policy(tuple(logs), witnesses, groups, quorum)


@dataclass(frozen=True)
class Opened:
    """A checkpoint whose signatures were verified.

    signers: keys of the log that signed it. witnessed: time of each witness's cosignature (POSIX seconds), by its name in the policy.
    ignored: names of signatures by keys that the policy does not know.
    """

    checkpoint: Checkpoint
    note: Note
    signers: tuple[VerifierKey, ...]
    witnessed: Mapping[str, int]
    ignored: tuple[str, ...]

    @property
    def cosignatures(self) -> Said:
        """Whose they are."""
        return Said("cosignatures of {witnessed}", witnessed=", ".join(self.witnessed)) if self.witnessed else Said("cosignatures of no witness")


def open_checkpoint(data: bytes, policy: Policy, trusted: Sequence[VerifierKey] | None = None, place: str = "checkpoint") -> Opened:
    """A checkpoint signed by a trusted key of the log that bears the origin's name. The quorum is for the caller to judge.

    trusted: the log's keys where a rotation changed them (default: those of the policy). Raises InputRefused.
    """
    note = read_note(data, place)
    checkpoint = read_checkpoint(note.text, place)
    keys = [key for key in (policy.logs if trusted is None else trusted) if key.name == checkpoint.origin]
    if not keys:
        known = ", ".join(sorted({key.name for key in policy.logs})) or Said("no log")
        raise refuse(place, Said("the log {origin!r}", origin=checkpoint.origin), Said("one that the policy trusts ({known})", known=known),
                     Said("take the policy of that log from its owner"))
    found = signed_by(note, [*keys, *policy.witnesses.values()], place)
    signers = tuple(key for key in keys if key in found)
    if not signers:
        expected = Said("a signature with a key that you trust ({name})", name=", ".join(f"{key.name}+{key.id.hex()}" for key in keys))
        raise refuse(place, Said("no signature of the log"), expected, Said("it is forged, or the log has a new key: ask for its rotation note"))
    witnessed = {name: int.from_bytes(found[key][:8], "big") for name, key in policy.witnesses.items() if key in found}
    known_ids = {(key.name, key.id) for key in [*keys, *policy.witnesses.values()]}
    ignored = tuple(name for name, ident, _ in note.signatures if (name, ident) not in known_ids)
    return Opened(checkpoint, note, signers, witnessed, ignored)


def rotation(old: SigningKey, new: SigningKey) -> str:
    """The note by which the old key signs in the new one. Raises ValueError where the names differ."""
    if old.name != new.name:
        raise ValueError("a log keeps its name when it changes its key")
    text = "".join(f"{line}\n" for line in (ROTATION, old.name, old.verifier, new.verifier))
    return join_note(text, [old.sign(text), new.sign(text)]).decode()


def rotates(statement: str) -> bool:
    """Whether a statement of a log is a change of key."""
    return statement.startswith(ROTATION + "\n")


def rotated(note: str, place: str = "key rotation") -> tuple[VerifierKey, VerifierKey]:
    """(old, new) of a change of key, signed by both; whether the old one is trusted is for the caller to say. Raises InputRefused."""
    read = read_note(note.encode(), place)
    lines = read.text.split("\n")
    if len(lines) != 5 or lines[0] != ROTATION:
        raise refuse(place, as_is(repr(read.text[:80])), Said("{rotation}, origin, old key, new key", rotation=ROTATION),
                     Said("ask the log's owner for the note"))
    old, new = verifier_key(lines[2], place), verifier_key(lines[3], place)
    if (old.name, new.name, old.kind, new.kind) != (lines[1], lines[1], SIGNS, SIGNS):
        raise refuse(place, Said("the keys {lines} and {lines2}", lines=lines[2], lines2=lines[3]), Said("keys of the log {lines!r}", lines=lines[1]),
                     Said("compare with the policy of the log's owner"))
    if set(signed_by(read, [old, new], place)) != {old, new}:
        raise refuse(place, Said("one signature"), Said("signatures of the old key and of the new one"), Said("ask the log's owner for the note"))
    return old, new
