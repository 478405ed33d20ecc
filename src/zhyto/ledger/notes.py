r"""Signed notes (c2sp.org/signed-note), checkpoints (tlog-checkpoint) and cosignatures (tlog-cosignature), with Ed25519.

A checkpoint, signed by its log and cosigned by a witness:

    example.org/log                                                 origin
    20852163                                                        tree size
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=                    tree head
                                                                    (an empty line)
    — example.org/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+…=         key name, base64(key ID ‖ signature)
    — witness.example.org/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiI…=         base64(key ID ‖ time ‖ signature of "cosignature/v1\ntime …")

    key ID        SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]; type 0x01 signs notes, 0x04 cosigns checkpoints
    verifier key  name+<key ID in hex>+<base64(type ‖ public key)>
    signing key   PRIVATE+KEY+name+<key ID in hex>+<base64(type ‖ seed)>, as golang.org/x/mod/sumdb/note writes it
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is, how_many

SIGNS, COSIGNS = 1, 4
"""Signature types: Ed25519 over the note's text; timestamped Ed25519 of a witness."""
MAX_SIGNATURES = 100
MAX_TIME = 2**63 - 1
_NAME = re.compile(r"[^\s+]+\Z")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def refuse(place: str, found: Said, expected: Said, remedy: Said, column: str = "") -> InputRefused:
    """One fault, as the exception that carries it."""
    return InputRefused([Fault(place, 0, column, found, expected, remedy)])


def unbase64(text: str | bytes) -> bytes | None:
    """Bytes of standard base64; None where it is not, or is not written in its one canonical way."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    try:
        found = binascii.a2b_base64(raw, strict_mode=True)
    except binascii.Error:
        return None
    return found if base64.b64encode(found) == raw else None


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """The four bytes by which signatures name their key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class VerifierKey:
    """A public key under a name. kind: SIGNS or COSIGNS; public: 32 bytes."""

    name: str
    kind: int
    public: bytes
    id: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", key_id(self.name, self.kind, self.public))

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def accepts(self, signature: bytes, text: str) -> bool:
        """Whether this is its signature of a note's text."""
        message = text.encode()
        if self.kind == COSIGNS:
            if len(signature) != 72 or signature[0] > 0x7F:
                return False
            message = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + message
            signature = signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A private key under a name. It has no representation that shows it."""

    name: str
    kind: int
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """Its public half."""
        return VerifierKey(self.name, self.kind, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def secret(self) -> str:
        """The line to keep in a file that nobody else reads."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.seed).decode()}"

    def sign(self, text: str) -> str:
        """The signature line of a note. Raises ValueError for a witness's key."""
        if self.kind != SIGNS:
            raise ValueError("a witness's key cosigns; it signs no notes")
        return self._line(Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode()))

    def cosign(self, text: str, time: int) -> str:
        """The cosignature line of a checkpoint at a time (POSIX seconds). Raises ValueError for a log's key or an impossible time."""
        if self.kind != COSIGNS:
            raise ValueError("a log's key signs; it cosigns nothing")
        if not 0 < time <= MAX_TIME:
            raise ValueError(f"{time} is no time to cosign at")
        signed = Ed25519PrivateKey.from_private_bytes(self.seed).sign(b"cosignature/v1\ntime %d\n" % time + text.encode())
        return self._line(time.to_bytes(8, "big") + signed)

    def _line(self, signature: bytes) -> str:
        return f"— {self.name} {base64.b64encode(self.verifier.id + signature).decode()}\n"


def _key_parts(text: str, place: str, what: str) -> tuple[str, int, bytes, str]:
    name, _, rest = text.partition("+")
    hexed, _, encoded = rest.partition("+")
    body = unbase64(encoded)
    if not _NAME.match(name) or not re.fullmatch("[0-9a-f]{8}", hexed) or body is None or len(body) != 33:
        raise refuse(place, as_is(repr(text[:80])), Said("{what}, name+key ID+base64", what=what), Said("copy it again, whole"))
    if body[0] not in (SIGNS, COSIGNS):
        raise refuse(place, Said("signature type {body}", body=body[0]), Said("1 (Ed25519) or 4 (cosignature/v1)"), Said("ask its owner for an Ed25519 key"))
    return name, body[0], body[1:], hexed


def verifier_key(text: str, place: str = "key") -> VerifierKey:
    """A verifier key from its text. Raises InputRefused, also where the key ID does not belong to the key."""
    name, kind, public, hexed = _key_parts(text, place, "a verifier key")
    key = VerifierKey(name, kind, public)
    if key.id.hex() != hexed:
        raise refuse(place, Said("key ID {id}", id=hexed), Said("{id}, which follows from name and key", id=key.id.hex()), Said("copy the key again, whole"))
    return key


def signing_key(text: str, place: str = "key") -> SigningKey:
    """A signing key from its text. Raises InputRefused, and never repeats the key in the message."""
    head = "PRIVATE+KEY+"
    try:
        if not text.startswith(head):
            raise InputRefused([])
        name, kind, seed, hexed = _key_parts(text[len(head) :], place, "a signing key")
        key = SigningKey(name, kind, seed)
        if key.verifier.id.hex() != hexed:
            raise InputRefused([])
    except InputRefused:
        raise refuse(place, Said("no signing key"), Said("PRIVATE+KEY+name+key ID+base64"), Said("restore the file from its copy")) from None
    return key


@dataclass(frozen=True)
class Note:
    """Text that ends in a line feed, and the signatures below it: (key name, key ID, signature bytes)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


def read_note(data: bytes, place: str = "note") -> Note:
    """A note; nothing is verified. Raises InputRefused where it has not the form of one."""

    def malformed(found: Said) -> InputRefused:
        return refuse(place, found, Said("a signed note: text, an empty line, signatures that begin with —"), Said("fetch it again"))

    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed(Said("bytes that are not UTF-8")) from None
    if _CONTROL.search(whole):
        raise malformed(Said("a control character"))
    cut = whole.rfind("\n\n")
    if cut < 0 or not whole.endswith("\n") or cut + 2 == len(whole):
        raise malformed(Said("no signatures"))
    text, lines = whole[: cut + 1], whole[cut + 2 : -1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise malformed(how_many("{count} signature", "{count} signatures", count=len(lines)))
    signatures = []
    for line in lines:
        name, _, encoded = line.removeprefix("— ").partition(" ")
        body = unbase64(encoded)
        if not line.startswith("— ") or not _NAME.match(name) or body is None or len(body) < 5:
            raise malformed(Said("the line {line!r}", line=line[:60]))
        signatures.append((name, body[:4], body[4:]))
    return Note(text, tuple(signatures))


def signed_by(note: Note, keys: Iterable[VerifierKey], place: str = "note") -> dict[VerifierKey, bytes]:
    """The keys among these that signed the note, with their signatures; signatures of others are ignored.

    Raises InputRefused where a signature that names one of these keys is not its signature: such a note is forged or damaged.
    """
    known = {(key.name, key.id): key for key in keys}
    found: dict[VerifierKey, bytes] = {}
    for name, ident, signature in note.signatures:
        key = known.get((name, ident))
        if key is None:
            continue
        if not key.accepts(signature, note.text):
            raise refuse(place, Said("a false signature of {name}", name=name), Said("a signature made with its key"),
                         Said("trust nothing here; fetch it again, compare"))
        found.setdefault(key, signature)
    return found


def join_note(text: str, lines: Sequence[str]) -> bytes:
    """A note's bytes from its text and signature lines."""
    return (text + "\n" + "".join(lines)).encode()


def lines_of(note: Note) -> list[str]:
    """Its signature lines."""
    return [f"— {name} {base64.b64encode(ident + signature).decode()}\n" for name, ident, signature in note.signatures]


@dataclass(frozen=True)
class Checkpoint:
    """A tree head: origin (the log's name), size (entries), root (32 bytes), extension lines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text to sign."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, base64.b64encode(self.root).decode(), *self.extensions))


def read_checkpoint(text: str, place: str = "checkpoint") -> Checkpoint:
    """A checkpoint from a note's text. Raises InputRefused where it is none."""
    lines = text.split("\n")[:-1]
    root = unbase64(lines[2]) if len(lines) >= 3 else None
    if len(lines) < 3 or not all(lines) or not _DECIMAL.match(lines[1]) or len(lines[1]) > 19 or root is None or len(root) != 32:
        raise refuse(place, as_is(repr(text[:120])), Said("origin, tree size and root hash, each on its line"), Said("fetch it again"))
    return Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:]))
