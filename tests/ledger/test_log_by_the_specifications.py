"""A second reader, written from the specifications alone: RFC 6962, C2SP tlog-tiles, signed-note, tlog-cosignature, and docs/verify.md for a leaf.

It shares nothing with the modules of the ledger, so that an error made twice over there is seen here.
"""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from public_logs import LATER, entries, new, opened
from zhyto.io.log import publiclog, witness
from zhyto.io.log.source import folder_reader

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798, 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)
Point = tuple[int, int] | None


def tree_hash(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if len(entries) < 2:
        return sha256(b"\0" + entries[0] if entries else b"").digest()
    half = 1
    while 2 * half < len(entries):
        half *= 2
    return sha256(b"\1" + tree_hash(entries[:half]) + tree_hash(entries[half:])).digest()


def path_of(kind: str, index: int, width: int) -> str:
    parts, rest = [f"{index % 1000:03d}"], index // 1000
    while rest:
        parts.insert(0, f"x{rest % 1000:03d}")
        rest //= 1000
    return f"tile/{kind}/{'/'.join(parts)}" + ("" if width == 256 else f".p/{width}")


def read_entries(public: Path, size: int) -> list[bytes]:
    found: list[bytes] = []
    for begin in range(0, size, 256):
        bundle = (public / path_of("entries", begin // 256, min(256, size - begin))).read_bytes()
        while bundle:
            end = 2 + int.from_bytes(bundle[:2], "big")
            found.append(bundle[2:end])
            bundle = bundle[end:]
        assert len(found) == min(begin + 256, size)
    return found


def verified_head(public: Path, keys: list[str]) -> tuple[int, bytes]:
    """Size and root of the checkpoint, which each of these verifier keys signed or cosigned."""
    text, _, lines = (public / "checkpoint").read_bytes().rpartition(b"\n\n")
    text += b"\n"
    signed = set()
    for line in lines.decode().splitlines():
        dash, name, encoded = line.split(" ")
        assert dash == "—"
        given = base64.b64decode(encoded, validate=True)
        for key in keys:
            holder, ident, public_key = key.split("+", 2)
            body = base64.b64decode(public_key)
            assert sha256(holder.encode() + b"\n" + body).digest()[:4].hex() == ident
            if (holder, ident) == (name, given[:4].hex()):
                message, signature = text, given[4:]
                if body[0] == 4:
                    message, signature = b"cosignature/v1\ntime %d\n" % int.from_bytes(given[4:12], "big") + text, given[12:]
                Ed25519PublicKey.from_public_bytes(body[1:]).verify(signature, message)
                signed.add(key)
    assert signed == set(keys)
    _, size, root = text.decode().splitlines()
    return int(size), base64.b64decode(root)


@pytest.mark.parametrize("sizes", [(1, 2, 3), (255, 256, 257), (511, 513), (300,)])
def test_a_second_reader_finds_the_same_log(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    keys = [new(tmp_path), witness.create(tmp_path / "w", "example.org/w")]
    witness.trust(tmp_path / "w", keys[0])
    with opened(tmp_path) as log:
        publiclog.set_policy(log, keys[1:], 1)
    public = tmp_path / "public"
    for size in sizes:
        with opened(tmp_path) as log:
            publiclog.append(log, entries(0, size), LATER)
            publiclog.checkpoint(log, LATER)
            publiclog.add_cosignature(log, witness.cosign(tmp_path / "w", folder_reader(public), LATER)[0])
        found = read_entries(public, size)
        assert verified_head(public, [str(key) for key in keys]) == (size, tree_hash(found))
        for level in (0, 1):
            step = 256**level
            heads = [tree_hash(found[at : at + step]) for at in range(0, size - size % step, step)]
            for at in range(0, len(heads), 256):
                some = heads[at : at + 256]
                assert (public / path_of(str(level), at // 256, len(some))).read_bytes() == b"".join(some)


def plus(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    slope = 3 * one[0] ** 2 * pow(2 * one[1], -1, P) if one == other else (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope**2 - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(scalar: int, point: Point) -> Point:
    total: Point = None
    for bit in f"{scalar:b}":
        total = plus(total, total)
        total = plus(total, point) if bit == "1" else total
    return total


def written(point: Point) -> bytes:
    assert point
    return b"\4" + b"".join(part.to_bytes(32, "big") for part in point)


def test_a_second_writer_makes_the_same_leaves(tmp_path: Path) -> None:
    new(tmp_path)
    with opened(tmp_path) as log:
        publiclog.append(log, entries(0, 6), LATER)
        kept = list(publiclog.openings(log))
    x = int.from_bytes(sha256(written(G)).digest(), "big")
    y = pow(x**3 + 7, (P + 1) // 4, P)
    second = (x, y if y % 2 == 0 else P - y)
    assert (second[1] ** 2 - x**3 - 7) % P == 0
    for leaf, (_, one) in zip(read_entries(tmp_path / "public", 6), kept, strict=True):
        drawn, wide = hmac.digest(b"zhyto leaf 1", one.salt, "sha256"), b""
        for count in (1, 2):
            wide += hmac.digest(drawn, wide[-32:] + b"blinding" + bytes([count]), "sha256")
        blinding = int.from_bytes(wide[:48], "big") % (N - 1) + 1
        words = json.dumps([one.key, one.kind, one.account, one.reference, str(one.effective)], ensure_ascii=False, separators=(",", ":"))
        digest = sha256(b"zhyto leaf 1\n" + one.salt + words.encode()).digest()
        assert leaf == b"\1" + leaf[1:9] + digest + written(plus(times(one.amount % N, second), times(blinding, G)))
