"""The Merkle tree of RFC 6962 and the tiles of c2sp.org/tlog-tiles: published vectors, and a plain recursive definition as the oracle."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhyto.ledger import merkle, tiles

SIZES = 70
"""Small trees: every size up to here."""

# The eight entries with which Certificate Transparency's own tests are made, and what they publish of them.
ENTRIES = [
    bytes.fromhex(entry) for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    bytes.fromhex(root)
    for root in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
CONSISTENCY = {
    (1, 8): INCLUSION[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def nodes(hashes: list[bytes]) -> merkle.Node:
    """Subtree heads of a tree in memory, by the definition."""
    return lambda level, index: plain(hashes[index << level : (index + 1) << level])


def plain(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word, over leaf hashes."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else sha256(b"").digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return sha256(b"\1" + plain(hashes[:half]) + plain(hashes[half:])).digest()


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(b"%d" % at) for at in range(count)]


EIGHT = [merkle.leaf_hash(entry) for entry in ENTRIES]
MANY = leaves(SIZES)
HEADS = [plain(MANY[:size]) for size in range(SIZES + 1)]


@pytest.mark.parametrize("size", range(9))
def test_published_tree_heads(size: int) -> None:
    assert merkle.tree_head(EIGHT[:size]) == ROOTS[size]
    assert merkle.head_of(0, size, nodes(EIGHT)) == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(index, size, nodes(EIGHT))
    assert tuple(step.hex() for step in proof) == INCLUSION[index, size]
    assert merkle.included(index, size, EIGHT[index], proof, ROOTS[size])


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_published_consistency_proofs(old: int, new: int) -> None:
    proof = merkle.consistency_proof(old, new, nodes(EIGHT))
    assert tuple(step.hex() for step in proof) == CONSISTENCY[old, new]
    assert merkle.consistent(old, new, ROOTS[old], ROOTS[new], proof)


def test_every_small_tree_has_the_head_of_the_definition() -> None:
    for size in range(SIZES + 1):
        assert merkle.tree_head(MANY[:size]) == merkle.head_of(0, size, nodes(MANY)) == HEADS[size]


def test_every_inclusion_in_every_small_tree() -> None:
    for size in range(1, 40):
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, nodes(MANY))
            assert merkle.included(index, size, MANY[index], proof, HEADS[size])
            assert not merkle.included(index, size, MANY[index + 1], proof, HEADS[size])
            assert not merkle.included(index, size, MANY[index], proof, HEADS[size + 1])
            assert not merkle.included(index, size, MANY[index], [*proof, MANY[0]], HEADS[size])
            if proof:
                assert not merkle.included(index, size, MANY[index], proof[:-1], HEADS[size])
                assert not any(merkle.included(other, size, MANY[index], proof, HEADS[size]) for other in range(size) if other != index)


def test_every_growth_of_every_small_tree() -> None:
    for new in range(40):
        for old in range(new + 1):
            proof = merkle.consistency_proof(old, new, nodes(MANY))
            assert merkle.consistent(old, new, HEADS[old], HEADS[new], proof)
            assert not merkle.consistent(old, new, HEADS[old], HEADS[new], [*proof, MANY[0]])
            if old:
                assert not merkle.consistent(old, new, HEADS[old + 1], HEADS[new], proof)
                assert not merkle.consistent(old, new, HEADS[old], HEADS[new + 1], proof)
            if 0 < old < new:
                assert not merkle.consistent(old, new, HEADS[old], HEADS[new], proof[:-1])
                assert not merkle.consistent(old, new, HEADS[old], HEADS[new], [])


@given(st.integers(2, SIZES), st.data())
def test_a_proof_with_one_changed_bit_proves_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    for proof, holds in (
        (merkle.inclusion_proof(index, size, nodes(MANY)), lambda steps: merkle.included(index, size, MANY[index], steps, HEADS[size])),
        (merkle.consistency_proof(old, size, nodes(MANY)), lambda steps: merkle.consistent(old, size, HEADS[old], HEADS[size], steps)),
    ):
        assert holds(proof)
        step, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
        changed = (int.from_bytes(proof[step], "big") ^ 1 << bit).to_bytes(32, "big")
        assert not holds([*proof[:step], changed, *proof[step + 1 :]])


def test_what_cannot_be_proven_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry 3 in a tree of 3"):
        merkle.inclusion_proof(3, 3, nodes(MANY))
    with pytest.raises(ValueError, match="a tree of 3 cannot contain one of 4"):
        merkle.consistency_proof(4, 3, nodes(MANY))
    assert not merkle.consistent(4, 3, HEADS[4], HEADS[3], [])
    assert not merkle.included(0, 1, b"short", [], HEADS[1])
    assert not merkle.included(-1, 1, MANY[0], [], HEADS[1])


# Tiles


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (0, 273, 112, "tile/0/273.p/112"),
        (0, 1000, 256, "tile/0/x001/000"),
        ("entries", 1234067, 7, "tile/entries/x001/x234/067.p/7"),
    ],
)
def test_published_paths(level: int | str, index: int, width: int, path: str) -> None:
    assert tiles.tile_path(level, index, width) == path


def test_the_specifications_two_examples() -> None:
    # "A tree of size 70,000 …" and "a tree of size 256 …", c2sp.org/tlog-tiles, Partial Tiles.
    found = list(tiles.tiles_of(70_000))
    assert sum(level == 0 and width == 256 for level, _, width in found) == 273
    assert [tile for tile in found if tile[2] < 256 or tile[0] > 0] == [(0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)]
    assert list(tiles.tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles.paths_of(256)) == ["tile/0/000", "tile/entries/000", "tile/1/000.p/1"]
    assert list(tiles.tiles_of(0)) == []


def test_a_bundle_holds_each_entry_after_its_length() -> None:
    assert tiles.pack([b"", b"ab", b"c" * 258]) == b"\0\0" + b"\0\2ab" + b"\1\2" + b"c" * 258
    with pytest.raises(ValueError, match="65535"):
        tiles.pack([b"x" * 65_536])


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_its_entries_back(entries: list[bytes]) -> None:
    bundle = tiles.pack(entries)
    assert tiles.unpack(bundle) == entries
    if entries and entries[-1]:
        assert tiles.unpack(bundle[:-1]) is None
    assert tiles.unpack(bundle + b"\0") is None


def stored(parts: list[list[bytes]]) -> dict[str, bytes]:
    """All tiles of a tree that grew by these parts."""
    files: dict[str, bytes] = {}
    size = 0
    for part in parts:
        for level, index, tile in tiles.grow(size, part, lambda *tile: files[tiles.tile_path(*tile)]):
            files[tiles.tile_path(level, index, len(tile) // 32)] = tile
        size += len(part)
    return files


def test_a_bundle_of_a_tree_has_as_many_entries_as_it_should() -> None:
    def read_from(files: dict[str, bytes], index: int = 0, size: int = 3) -> list[bytes]:
        def read(path: str) -> bytes:
            if path not in files:
                raise FileNotFoundError(path)
            return files[path]

        return tiles.bundle(read, size, index)

    three, full = [b"a", b"b", b"c"], [b"%d" % at for at in range(256)]
    assert read_from({"tile/entries/000.p/3": tiles.pack(three)}) == three
    assert read_from({"tile/entries/000": tiles.pack(full)}) == full[:3]
    assert read_from({"tile/entries/000": tiles.pack(full), "tile/entries/001.p/3": tiles.pack(three)}, 1, 259) == three
    for files in (
        {"tile/entries/000.p/3": tiles.pack([*three, b"d"])},
        {"tile/entries/000.p/3": tiles.pack(three[:2])},
        {"tile/entries/000.p/3": tiles.pack(three)[:-1]},
        {"tile/entries/000": tiles.pack(three)},
        {"tile/entries/000": tiles.pack([*full, b"x"])},
        {},
    ):
        with pytest.raises(OSError, match=r"bundle of 3|tile/entries/000"):
            read_from(files)


LONG = leaves(700)


@given(st.lists(st.integers(0, 300), max_size=5))
def test_however_a_tree_grows_its_tiles_are_the_same(cuts: list[int]) -> None:
    parts, at = [], 0
    for count in cuts:
        parts.append(LONG[at : at + count])
        at = min(at + count, len(LONG))
    files = stored(parts)
    whole = stored([LONG[:at]])
    assert {path: files[path] for path in whole} == whole
    assert {path for path in tiles.paths_of(at) if "entries" not in path} == set(whole)
    tree = tiles.Tree(files.__getitem__, at)
    assert tree.head() == merkle.tree_head(LONG[:at])
    for part in (1, 100, 255, 256, 257, at):
        if part <= at:
            assert tree.head(part) == plain(LONG[:part])


def test_a_full_tile_stands_for_a_partial_one_and_no_shorter_does() -> None:
    files = stored([LONG[:300]])

    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    earlier = tiles.Tree(read, 100)
    assert earlier.head() == plain(LONG[:100])
    files["tile/0/000"] = files["tile/0/000"][:-32]
    with pytest.raises(OSError, match="where 8192 belong"):
        tiles.Tree(read, 300).node(0, 5)
    del files["tile/0/000"]
    with pytest.raises(FileNotFoundError):
        tiles.Tree(read, 300).node(0, 5)
