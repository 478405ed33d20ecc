"""Public logs in folders, for tests: invented entries, a log to write to, and what a reader makes of the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from zhyto.io.log import publiclog
from zhyto.io.log.publiclog import Log
from zhyto.io.log.source import folder_reader
from zhyto.ledger import leaf, merkle, tiles
from zhyto.ledger.notes import VerifierKey
from zhyto.ledger.policy import make_policy, open_checkpoint

ORIGIN = "example.org/fund"
AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """As the books give them."""

    key: str
    kind: str = "confirmed"
    account: str = "Expenses:Hromada:H1:Families:Oblast"
    amount: int = 150_000
    reference: str = "SECRETREF"
    effective: date = date(2026, 1, 20)
    recorded: datetime = AT


def entries(start: int, end: int) -> list[Entry]:
    return [Entry(f"SECRETKEY-{at}", amount=100_000 + at, recorded=AT + timedelta(seconds=at)) for at in range(start, end)]


LATER = AT + timedelta(days=1)
"""When entries are logged: after they were recorded."""


def folders(place: Path) -> tuple[Path, Path]:
    return place / "public", place / "private"


def new(place: Path, witnesses: Sequence[VerifierKey] = (), quorum: int = 0) -> VerifierKey:
    return publiclog.create(*folders(place), ORIGIN, AT, witnesses, quorum)


def opened(place: Path) -> Log:
    return publiclog.open_log(*folders(place))


def read_all(public: Path, key: VerifierKey) -> list[bytes]:
    """Every entry of the log as a distrustful reader gets them: signature, tiles and entries agree, or an AssertionError."""
    read = folder_reader(public)
    head = open_checkpoint(read("checkpoint"), make_policy(key)).checkpoint
    found: list[bytes] = []
    for level, index, width in tiles.tiles_of(head.size):
        if level == 0:
            bundle = tiles.unpack(read(tiles.tile_path("entries", index, width)))
            assert bundle is not None
            assert len(bundle) == width
            found += bundle
    hashes = [merkle.leaf_hash(entry) for entry in found]
    assert merkle.tree_head(hashes) == head.root
    for level, index, tile in tiles.grow(0, hashes, lambda *_: b""):
        assert read(tiles.tile_path(level, index, len(tile) // 32)) == tile
    assert len(set(found)) == len(found), "a leaf that occurs twice is a replay"
    return found


def means(place: Path, key: VerifierKey, keys: Sequence[str]) -> None:
    """Check that the log's postings are those of these keys, each once, and that the openings kept open them."""
    found = read_all(place / "public", key)
    with opened(place) as log:
        kept = dict(publiclog.openings(log))
        assert log.size == len(found)
    assert [opening.key for opening in kept.values()] == list(keys)
    for at, opening in kept.items():
        assert leaf.opens(found[at], opening)
    assert len(found) == len(kept)
