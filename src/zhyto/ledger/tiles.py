"""The static files of a log: c2sp.org/tlog-tiles.

    checkpoint                      the signed tree head
    tile/<L>/<N>[.p/<W>]            256 (or W) hashes of 32 bytes; level L holds the heads of full tiles of level L - 1
    tile/entries/<N>[.p/<W>]        256 (or W) entries, each after its length as a big-endian uint16

N is written in groups of three digits, all but the last with an x before it: 1234067 is x001/x234/067.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from zhyto.ledger.merkle import HASH_BYTES, Node, head_of, tree_head
from zhyto.texts import how_many

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_ENTRY_BYTES = 0xFFFF
MAX_SIZE = 1 << 26
"""Entries that are read at once at most: how many there are is said by a checkpoint whose signature may depend on what they say."""
CHECKPOINT = "checkpoint"

Read = Callable[[str], bytes]
"""The bytes of a file of the log by its path within it. Raises OSError where there is none."""


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Path of a tile, or with level "entries" of an entry bundle."""
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < WIDTH else "")


def widths(size: int, level: int) -> tuple[int, int]:
    """How many full tiles a level has in a tree of this size, and the width of its partial tile (0: none)."""
    return divmod(size >> (HEIGHT * level), WIDTH)


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """(level, index, width) of every tile of a tree of this size."""
    level = 0
    while size >> (HEIGHT * level):
        full, partial = widths(size, level)
        yield from ((level, index, WIDTH) for index in range(full))
        if partial:
            yield level, full, partial
        level += 1


def paths_of(size: int) -> Iterator[str]:
    """Path of every tile and bundle that a tree of this size needs."""
    for level, index, width in tiles_of(size):
        yield tile_path(level, index, width)
        if level == 0:
            yield tile_path("entries", index, width)


def pack(entries: Iterable[bytes]) -> bytes:
    """An entry bundle. Raises ValueError for an entry of more than 65,535 bytes."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise ValueError(how_many("an entry of {count} byte; the longest possible is {most}", "an entry of {count} bytes; the longest possible is {most}",
                                      count=len(entry), most=MAX_ENTRY_BYTES))
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def unpack(bundle: bytes) -> list[bytes] | None:
    """The entries of a bundle; None where its lengths do not add up."""
    entries, at, end = [], 0, len(bundle)
    while at < end:
        begin = at + 2
        at = begin + int.from_bytes(bundle[at:begin], "big")
        entries.append(bundle[begin:at])
    return entries if at == end else None


def bundle(read: Read, size: int, index: int) -> list[bytes]:
    """The entries of one bundle of a tree of this size; nothing of them is verified. A full bundle may stand for a partial one.

    Raises OSError where it is missing, or does not hold as many entries as it should.
    """
    width = min(size - index * WIDTH, WIDTH)
    path = tile_path("entries", index, width)
    try:
        entries = unpack(read(path))
    except FileNotFoundError:
        if width == WIDTH:
            raise
        full = unpack(read(tile_path("entries", index))) or []
        entries = full[:width] if len(full) == WIDTH else None
    if entries is None or len(entries) != width:
        raise OSError(22, how_many("no bundle of {count} entry", "no bundle of {count} entries", count=width), path)
    return entries


def grow(size: int, hashes: Sequence[bytes], last: Callable[[int, int, int], bytes]) -> Iterator[tuple[int, int, bytes]]:
    """(level, index, bytes) of every tile that new leaf hashes make or lengthen in a tree of `size` entries.

    last: the bytes of the partial tile (level, index, width) that stands there now.
    """
    level = 0
    while hashes:
        index, width = widths(size, level)
        joined = (last(level, index, width) if width else b"") + b"".join(hashes)
        heads = []
        for at in range(0, len(joined), WIDTH * HASH_BYTES):
            tile = joined[at : at + WIDTH * HASH_BYTES]
            yield level, index, tile
            if len(tile) == WIDTH * HASH_BYTES:
                heads.append(tree_head(cut(tile)))
            index += 1
        hashes, level = heads, level + 1


def cut(tile: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


class Tree:
    """The hashes of a tree of `size` entries, read from its tiles as they are asked for.

    What is read is not trusted: check what is made of it against a signed tree head. Raises OSError where a tile is missing or
    has another length than the tree's size gives it.
    """

    def __init__(self, read: Read, size: int) -> None:
        self.read = read
        self.size = size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def tile(self, level: int, index: int) -> bytes:
        """The bytes of a tile. A full tile may stand for a partial one."""
        if (level, index) not in self._tiles:
            width = min((self.size >> (HEIGHT * level)) - index * WIDTH, WIDTH)
            path = tile_path(level, index, width)
            try:
                tile = self.read(path)
            except FileNotFoundError:
                if width == WIDTH:
                    raise
                tile = self.read(tile_path(level, index))[: width * HASH_BYTES]
            if len(tile) != width * HASH_BYTES:
                raise OSError(22, how_many("{count} byte, where {width} belong", "{count} bytes, where {width} belong", count=len(tile),
                                           width=width * HASH_BYTES), path)
            self._tiles[level, index] = tile
        return self._tiles[level, index]

    def node(self, level: int, index: int) -> bytes:
        """The head of entries [index · 2^level, (index + 1) · 2^level)."""
        storey, up = divmod(level, HEIGHT)
        first = index << up
        tile = self.tile(storey, first // WIDTH)
        at = first % WIDTH * HASH_BYTES
        return tree_head(cut(tile[at : at + (HASH_BYTES << up)]))

    def head(self, size: int | None = None) -> bytes:
        """Tree head of the first `size` entries (all)."""
        node: Node = self.node
        return head_of(0, self.size if size is None else size, node)
