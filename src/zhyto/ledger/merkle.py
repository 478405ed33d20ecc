"""The Merkle tree of RFC 6962 (2.1): tree heads, inclusion and consistency proofs, made and verified.

    leaf hash  SHA-256(0x00 ‖ entry)
    node hash  SHA-256(0x01 ‖ left ‖ right)

Proofs are verified by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2, which hash the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY = sha256(b"").digest()
"""Tree head of no entries."""

Node = Callable[[int, int], bytes]
"""(level, index) → the head of entries [index · 2^level, (index + 1) · 2^level), all of which exist."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two neighbouring subtrees."""
    return sha256(b"\1" + left + right).digest()


def parents(hashes: Sequence[bytes]) -> list[bytes]:
    """The level above: each two neighbours hashed; an odd last one rises as it is, as RFC 6962's split makes it."""
    joined = b"".join(hashes)
    whole = len(joined) // 64 * 64
    above = [sha256(b"\1" + joined[at : at + 64]).digest() for at in range(0, whole, 64)]
    if whole < len(joined):
        above.append(joined[whole:])
    return above


def tree_head(hashes: Sequence[bytes]) -> bytes:
    """Merkle tree head over leaf hashes (or over the heads of equal, full subtrees)."""
    if not hashes:
        return EMPTY
    level = hashes
    while len(level) > 1:
        level = parents(level)
    return level[0]


def _split(size: int) -> int:
    """The largest power of two below size."""
    return 1 << ((size - 1).bit_length() - 1)


def head_of(start: int, end: int, node: Node) -> bytes:
    """Tree head of entries [start, end), where start is a multiple of the smallest power of two that is not below end - start."""
    size = end - start
    if size == 0:
        return EMPTY
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    half = _split(size)
    return node_hash(head_of(start, start + half, node), head_of(start + half, end, node))


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D[size]): sibling hashes from the leaf's to the root's child.

    Raises ValueError where index is not below size.
    """
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a tree of {size}")
    start, end = 0, size
    path: list[bytes] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(head_of(middle, end, node))
            end = middle
        else:
            path.append(head_of(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D[new]); empty where old is 0 or equals new.

    Raises ValueError where old is above new.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} cannot contain one of {old}")
    if old in (0, new):
        return []
    start, end = 0, new
    path: list[bytes] = []
    while True:
        if old == end:
            if start > 0:
                path.append(head_of(start, end, node))
            return path[::-1]
        middle = start + _split(end - start)
        if old <= middle:
            path.append(head_of(middle, end, node))
            end = middle
        else:
            path.append(head_of(start, middle, node))
            start = middle


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """The tree head that this proof leads to from a leaf hash; None where the proof has not the form of one."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES or any(len(step) != HASH_BYTES for step in proof):
        return None
    at, last, root = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(step, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, step)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf hash at this place of the tree with this head."""
    return root_by_inclusion(index, size, leaf, proof) == root


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the first `old` entries of the new tree are those of the old one."""
    if not 0 <= old <= new or any(len(step) != HASH_BYTES for step in proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof
    if not proof:
        return False
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
