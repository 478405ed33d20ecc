"""What one leaf of the public log says, and what it hides.

A posting is 106 bytes, numbers big-endian:

    1   version, 1
    8   moment of recording, POSIX seconds
    32  SHA-256 of: `zhyto leaf 1` newline, the salt, the words of the posting (see `words`)
    65  Pedersen commitment to its amount, with a blinding made from the same salt

A statement is for all to read: version 2, the moment, then its text in UTF-8. It says what concerns the log itself: a new key, the digest of a
table of totals or of a certificate.

The salt is 32 random bytes, one for each posting, kept by the log's owner. Without it the leaf tells nothing but its moment; whoever has salt, words
and amount can show that this leaf means them. Once the salt is forgotten nobody can, and every proof of the log still holds.
Equal postings have different leaves; a leaf that occurs twice is a replay.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from zhyto.ledger import pedersen

POSTING, STATEMENT = 1, 2
SALT_BYTES: Final = 32
POSTING_BYTES: Final = 1 + 8 + 32 + pedersen.POINT_BYTES
_PREFIX: Final = b"zhyto leaf 1\n"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a posting's leaf hides: its words, its amount in kopecks (signed), and the salt that hides them.

    key: stable and unique in the books. kind: of the entry. account: as in the books. reference: of the payment, or empty.
    """

    key: str
    kind: str
    account: str
    reference: str
    effective: date
    amount: int
    salt: bytes

    def words(self) -> bytes:
        """The words as canonical JSON: an array of key, kind, account, reference and effective day; UTF-8, no spaces."""
        parts = [self.key, self.kind, self.account, self.reference, self.effective.isoformat()]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting's leaf as anyone reads it. recorded: POSIX seconds."""

    recorded: int
    hidden: bytes
    point: bytes


def hidden(opening: Opening) -> bytes:
    """The digest that stands for the words."""
    return sha256(_PREFIX + opening.salt + opening.words()).digest()


def posting(opening: Opening, recorded: int) -> bytes:
    """The leaf of a posting. Raises ValueError for a salt that is not 32 bytes."""
    if len(opening.salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(opening.salt)}")
    point = pedersen.commit(opening.amount, pedersen.blinding_of(opening.salt))
    if point is None:
        raise ValueError("this salt hides nothing: draw another")
    return bytes((POSTING,)) + recorded.to_bytes(8, "big") + hidden(opening) + point


def statement(text: str, recorded: int) -> bytes:
    """The leaf of a statement."""
    return bytes((STATEMENT,)) + recorded.to_bytes(8, "big") + text.encode()


def read(entry: bytes) -> Posting | tuple[int, str] | None:
    """A leaf's posting, or (moment, text) of a statement; None where it is neither. The point is not checked to be on the curve."""
    if len(entry) == POSTING_BYTES and entry[0] == POSTING:
        return Posting(int.from_bytes(entry[1:9], "big"), entry[9:41], entry[41:])
    if len(entry) > 9 and entry[0] == STATEMENT:
        try:
            return int.from_bytes(entry[1:9], "big"), entry[9:].decode()
        except UnicodeDecodeError:
            return None
    return None


def opens(entry: bytes, opening: Opening) -> bool:
    """Whether this leaf is this posting: same words, same amount."""
    leaf = read(entry)
    return (
        isinstance(leaf, Posting)
        and len(opening.salt) == SALT_BYTES
        and leaf.hidden == hidden(opening)
        and pedersen.opens(leaf.point, opening.amount, pedersen.blinding_of(opening.salt))
    )
