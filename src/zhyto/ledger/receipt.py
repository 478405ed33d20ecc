r"""One payment's receipt: whoever holds it can show that the public log has this posting, and everybody can check it without us.

    {"format": "zhyto receipt 2",
     "made_by": "zhyto 0.1.0",                  who wrote the file; not in a receipt 1
     "origin": "example.org/fund",              the log's name
     "leaf": "AQAAAABp…",                       the posting's leaf, base64
     "index": 17,                               its place in the log
     "opening": {"key", "kind", "account", "reference", "effective": "2026-01-20", "amount": 150000, "salt": base64},
     "proof": ["kQz…", …],                      inclusion proof, from the leaf's sibling upwards
     "checkpoint": "example.org/fund\n…",       the signed and cosigned tree head the proof leads to
     "decision": "2026/17"}                     the decision letter's number: a note for its reader, not proven; may be absent

The same fits a QR: `ZHYTO1:` and the base45 (RFC 9285) of

    8 recorded   8 index   8 amount (two's complement)   32 salt   1 steps of the proof   32 each step
    2 length, words (see leaf)   2 length, checkpoint   1 length, decision          numbers big-endian, texts UTF-8

The salt is a secret of the fund and the recipient: who sees the receipt learns the payment.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhyto.faults import Fault, InputRefused
from zhyto.formats import MADE_BY, RECEIPT, SQUARE, is_made_by
from zhyto.ledger import leaf
from zhyto.ledger.leaf import Opening
from zhyto.ledger.merkle import HASH_BYTES, inclusion_proof, leaf_hash, root_by_inclusion
from zhyto.ledger.notes import VerifierKey, read_checkpoint, read_note, refuse, unbase64
from zhyto.ledger.policy import Opened, Policy, open_checkpoint
from zhyto.ledger.tiles import Tree
from zhyto.texts import Said, as_is, how_many

QR = f"{SQUARE.said}:"
MAX_BYTES = 1 << 16
MAX_STEPS = 63
_SAFE = 2**53
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_FIELDS = {"format", "origin", "leaf", "index", "opening", "proof", "checkpoint"}
_WORDS = ("key", "kind", "account", "reference", "effective")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as read; nothing of it is verified until `check`."""

    origin: str
    entry: bytes
    index: int
    opening: Opening
    proof: tuple[bytes, ...]
    checkpoint: bytes
    decision: str = ""

    def text(self) -> bytes:
        """The file: JSON, UTF-8."""
        opening = self.opening
        words = {
            "key": opening.key,
            "kind": opening.kind,
            "account": opening.account,
            "reference": opening.reference,
            "effective": opening.effective.isoformat(),
            "amount": opening.amount,
            "salt": _base64(opening.salt),
        }
        fields: dict[str, Any] = {
            **RECEIPT.stamp,
            "origin": self.origin,
            "leaf": _base64(self.entry),
            "index": self.index,
            "opening": words,
            "proof": [_base64(step) for step in self.proof],
            "checkpoint": self.checkpoint.decode(),
        }
        if self.decision:
            fields["decision"] = self.decision
        return json.dumps(fields, ensure_ascii=False, indent=1).encode() + b"\n"

    def payload(self) -> str:
        """The same for a QR in alphanumeric mode: about 1.5 characters a byte, 5.5 bits each."""
        words, decision = self.opening.words(), self.decision.encode()
        parts = [
            self.entry[1:9],
            self.index.to_bytes(8, "big"),
            self.opening.amount.to_bytes(8, "big", signed=True),
            self.opening.salt,
            bytes([len(self.proof)]),
            *self.proof,
            len(words).to_bytes(2, "big"),
            words,
            len(self.checkpoint).to_bytes(2, "big"),
            self.checkpoint,
            bytes([len(decision)]),
            decision,
        ]
        return QR + base45(b"".join(parts))


def make(entry: bytes, index: int, opening: Opening, tree: Tree, checkpoint: bytes, decision: str = "") -> Receipt:
    """The receipt of a posting in the tree of a checkpoint.

    Raises ValueError where the leaf is not this posting, or the tree does not lead from it to the checkpoint's root: no false receipt is given out.
    """
    head = read_checkpoint(read_note(checkpoint).text)
    proof = inclusion_proof(index, head.size, tree.node)
    if not leaf.opens(entry, opening) or root_by_inclusion(index, head.size, leaf_hash(entry), proof) != head.root:
        raise ValueError(f"leaf {index} is not this posting, or not in the tree of the checkpoint")
    if len(decision.encode()) > 255:
        raise ValueError("a decision's number has at most 255 bytes")
    return Receipt(head.origin, entry, index, opening, tuple(proof), checkpoint, decision)


def parse(data: bytes, place: str = "receipt") -> Receipt:
    """A receipt from its file or from what a QR says. Raises InputRefused where it is none; nothing is verified yet."""
    if len(data) > MAX_BYTES:
        raise refuse(place, how_many("{count} byte", "{count} bytes", count=len(data)), Said("at most {most}", most=MAX_BYTES),
                     Said("choose the file of the receipt"))
    try:
        text = data.decode("utf-8-sig").strip(" \t\r\n")
        if later := SQUARE.later(text.partition(":")[0], place):
            raise InputRefused([later])
        if text.startswith(QR):
            return _unpack(text)
        fields = json.loads(text, object_pairs_hook=_once)
        if later := RECEIPT.later(fields["format"], place):
            raise InputRefused([later])
        return _read(fields)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, AttributeError):
        raise refuse(
            place, Said("no receipt"), Said("JSON of the format {format!r}, or the text of a receipt's QR", format=RECEIPT.said),
            Said("ask for the receipt again"),
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object that says each thing once: two amounts would show its reader one and the check another."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def _read(fields: dict[str, Any]) -> Receipt:
    words = fields["opening"]
    number = RECEIPT.number(fields["format"])
    wanted = _FIELDS | ({"made_by"} if number > 1 else set())
    named = wanted <= set(fields) <= wanted | {"decision"} and set(words) == {*_WORDS, "amount", "salt"}
    if not number or not named or not is_made_by(fields.get("made_by", MADE_BY)):
        raise ValueError("not the fields of a receipt")
    texts = [*(words[name] for name in _WORDS), fields["origin"], fields["checkpoint"], fields.get("decision", "")]
    if not all(isinstance(text, str) for text in texts) or type(fields["index"]) is not int or type(words["amount"]) is not int:
        raise TypeError("a text or a number of another type")
    "".join(texts).encode()  # Half a pair of surrogates, which JSON can say and UTF-8 cannot, raises ValueError.
    opening = Opening(
        words["key"], words["kind"], words["account"], words["reference"], _day(words["effective"]), words["amount"], _bytes(words["salt"])
    )
    steps = tuple(map(_bytes, fields["proof"]))
    return _plausible(
        Receipt(fields["origin"], _bytes(fields["leaf"]), fields["index"], opening, steps, fields["checkpoint"].encode(), texts[-1])
    )


def _unpack(text: str) -> Receipt:
    # A line break is no letter of base45, a space is one: only breaks may be left out.
    data = unbase45(re.sub("[\r\n]", "", text.removeprefix(QR)))
    at = 0

    def take(count: int) -> bytes:
        nonlocal at
        at += count
        if at > len(data):
            raise ValueError("cut short")
        return data[at - count : at]

    recorded, index = take(8), int.from_bytes(take(8), "big")
    amount, salt = int.from_bytes(take(8), "big", signed=True), take(leaf.SALT_BYTES)
    proof = tuple(take(HASH_BYTES) for _ in range(take(1)[0]))
    words = take(int.from_bytes(take(2), "big"))
    checkpoint = take(int.from_bytes(take(2), "big"))
    decision = take(take(1)[0]).decode()
    key, kind, account, reference, effective = json.loads(words)
    opening = Opening(key, kind, account, reference, _day(effective), amount, salt)
    if at != len(data) or opening.words() != words or not all(isinstance(text, str) for text in (key, kind, account, reference)):
        raise ValueError("more than a receipt, or not its words")
    entry = leaf.posting(opening, int.from_bytes(recorded, "big"))
    return _plausible(Receipt(read_checkpoint(read_note(checkpoint).text).origin, entry, index, opening, proof, checkpoint, decision))


def _plausible(found: Receipt) -> Receipt:
    sizes = (
        len(found.opening.salt) == leaf.SALT_BYTES
        and len(found.proof) <= MAX_STEPS
        and all(len(step) == HASH_BYTES for step in found.proof)
    )
    if not sizes or not 0 <= found.index < _SAFE or abs(found.opening.amount) >= _SAFE:
        raise ValueError("sizes that no receipt has")
    return found


def _day(text: str) -> date:
    """A day written in its one way."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError("a day is written 2026-01-31")
    return day


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    found = unbase64(text)
    if found is None:
        raise ValueError("no base64")
    return found


def check(receipt: Receipt, policy: Policy, trusted: Sequence[VerifierKey] | None = None, place: str = "receipt") -> Opened:
    """The verified checkpoint under which the receipt stands.

    Proven by then: the log that the policy trusts has, at this place, the leaf of exactly these words and this amount, and the witnesses of the quorum saw
    that tree. Not proven: that this tree is the log's latest, and the decision's number. trusted: the log's keys after a rotation (default: the policy's).
    Raises InputRefused with every fault.
    """
    faults: list[Fault] = []

    def wrong(column: str, found: Said, expected: Said) -> None:
        faults.append(Fault(place, 0, column, found, expected, Said("do not rely on this receipt; ask the fund, and show it to a witness of the log")))

    try:
        opened = open_checkpoint(receipt.checkpoint, policy, trusted, place)
    except InputRefused as refused:
        faults += refused.faults
    else:
        head = opened.checkpoint
        if head.origin != receipt.origin:
            wrong("origin", as_is(repr(receipt.origin)), as_is(repr(head.origin)))
        if not policy.satisfied(opened.witnessed):
            wrong("checkpoint", opened.cosignatures, as_is(policy.needs()))
        if root_by_inclusion(receipt.index, head.size, leaf_hash(receipt.entry), receipt.proof) != head.root:
            wrong("proof", Said("a way that does not lead from leaf {index} to the signed root", index=receipt.index),
                  Said("one that does: the log has no such leaf there"))
    # An amount and the same less N open one commitment; only one of them is an amount of money.
    if abs(receipt.opening.amount) >= _SAFE or not leaf.opens(receipt.entry, receipt.opening):
        wrong("opening", Said("words, amount or salt that are not those of the leaf"), Said("those the log holds"))
    if faults:
        raise InputRefused(faults)
    return opened


def base45(data: bytes) -> str:
    """RFC 9285."""
    parts = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            parts.append(_ALPHABET[digit])
    return "".join(parts)


def unbase45(text: str) -> bytes:
    """RFC 9285. Raises ValueError."""
    parts = []
    for at in range(0, len(text), 3):
        three = text[at : at + 3]
        if len(three) < 2:
            raise ValueError("no base45")
        value = sum(_ALPHABET.index(letter) * 45**place for place, letter in enumerate(three))
        if value >= 1 << 8 * (len(three) - 1):
            raise ValueError("no base45")
        parts.append(value.to_bytes(len(three) - 1, "big"))
    return b"".join(parts)
