"""Hidden amounts that add up: Pedersen commitments over secp256k1 (libsecp256k1 through coincurve).

    commitment = amount · H + blinding · G

G is the curve's own generator. H is the point whose x is SHA-256 of the uncompressed G and whose y is even: the same second
generator as BIP-341 and Elements publish. Nobody chose it, so nobody knows its logarithm to base G.

*Hiding* is perfect: for any amount some blinding gives this very commitment. *Binding* rests on the discrete logarithm: whoever
opens one commitment in two ways has found log_G(H). The sum of commitments commits to the sum of amounts under the sum of
blindings, modulo the group's order N (about 2^256). Nothing proves that an amount is not negative: see docs/ledger.md.

Points are uncompressed (65 bytes), which spares the reader a square root for each: a sum of a million takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from coincurve import PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""Order of the group."""
POINT_BYTES = 65
Point = bytes | None
"""An uncompressed point; None: the neutral element, which has no such form."""

G = PublicKey.from_valid_secret((1).to_bytes(32, "big"))
H = PublicKey(b"\x02" + sha256(G.format(compressed=False)).digest())


def blinding_of(salt: bytes) -> int:
    """The blinding that belongs to a salt, from 1 to N - 1, by HKDF: who has the salt can make it, nobody else can guess it."""
    wide = HKDF(SHA256(), 48, b"zhyto leaf 1", b"blinding").derive(salt)
    # 48 bytes, so that the remainder favours no value by more than 2^-128.
    return int.from_bytes(wide, "big") % (N - 1) + 1


def commit(kopecks: int, blinding: int) -> Point:
    """The commitment to an amount in kopecks, modulo N."""
    amount, hidden = kopecks % N, blinding % N
    if not hidden:
        return H.multiply(amount.to_bytes(32, "big")).format(compressed=False) if amount else None
    if not amount:
        return PublicKey.from_valid_secret(hidden.to_bytes(32, "big")).format(compressed=False)
    try:
        return H.multiply(amount.to_bytes(32, "big")).add(hidden.to_bytes(32, "big")).format(compressed=False)
    except ValueError:
        return None


def add(points: Iterable[Point]) -> Point:
    """The sum of points. Raises ValueError where one is not on the curve."""
    parts = [PublicKey(point) for point in points if point is not None]
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0].format(compressed=False)
    try:
        return PublicKey.combine_keys(parts).format(compressed=False)
    except ValueError:
        return None


def opens(point: Point, kopecks: int, blinding: int) -> bool:
    """Whether the commitment is to this amount under this blinding."""
    return point == commit(kopecks, blinding)
