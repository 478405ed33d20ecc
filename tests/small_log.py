"""A small public log for tests: openings of invented payments, their leaves, and the static files, straight from the modules of the ledger."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zhyto.ledger import leaf, tiles, totals
from zhyto.ledger.leaf import Opening
from zhyto.ledger.merkle import leaf_hash
from zhyto.ledger.notes import COSIGNS, SIGNS, Checkpoint, SigningKey, join_note
from zhyto.ledger.policy import Policy, make_policy

ORIGIN = "example.org/fund"
MOMENT = 1_770_000_000
KEY = SigningKey(ORIGIN, SIGNS, b"L" * 32)
WITNESSES = tuple(SigningKey(f"example.org/{name}", COSIGNS, name[:1].encode() * 32) for name in ("council", "university"))
POLICY = make_policy(KEY.verifier, [key.verifier for key in WITNESSES], 2)


class Books:
    """Openings of entries, one after another. All salts come from the seed."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        self.openings: list[Opening] = []

    def entry(self, kind: str, reference: str, postings: Iterable[tuple[str, int]], day: str = "2026-01-15") -> None:
        for account, amount in postings:
            key, salt = f"{len(self.openings)}", self.draw.randbytes(leaf.SALT_BYTES)
            self.openings.append(Opening(key, kind, account, reference, date.fromisoformat(day), amount, salt))

    def act(self, amount: int, source: str = "Oblast") -> None:
        self.entry("source", "", [(f"Income:Source:{source}", -amount), (f"Assets:Fund:{source}", amount)], "2026-01-02")
        self.entry("envelope", "", [(f"Assets:Fund:{source}", -amount), (f"Assets:Envelope:2026-01:{source}", amount)], "2026-01-03")

    def send(self, reference: str, amount: int, source: str = "Oblast") -> None:
        self.entry("sent", reference, [(f"Assets:Envelope:2026-01:{source}", -amount), (f"Assets:Transit:2026-01:{source}", amount)])

    def cancel(self, reference: str, amount: int, source: str = "Oblast") -> None:
        self.entry("cancelled", reference, [(f"Assets:Envelope:2026-01:{source}", -amount), (f"Assets:Fund:{source}", amount)])

    def confirm(self, reference: str, amount: int, hromada: str, category: str, source: str = "Oblast", day: str = "2026-01-20") -> None:
        spent = f"Expenses:Hromada:{hromada}:{category}:{source}"
        self.entry("confirmed", reference, [(f"Assets:Transit:2026-01:{source}", -amount), (spent, amount)], day)

    def give_back(self, reference: str, amount: int, source: str = "Oblast") -> None:
        transit, returns, envelope = (f"Assets:{name}:2026-01:{source}" for name in ("Transit", "Returns", "Envelope"))
        self.entry("returned", reference, [(transit, -amount), (returns, amount)])
        self.entry("returned", reference, [(returns, -amount), (envelope, amount)])

    def pay(self, reference: str, amount: int, hromada: str = "H1", category: str = "Children", source: str = "Oblast") -> None:
        self.send(reference, amount, source)
        self.confirm(reference, amount, hromada, category, source)

    def many(self, count: int, hromada: str = "H1", category: str = "Children", source: str = "Oblast") -> list[str]:
        names = [f"{source}-{hromada}-{category}-{len(self.openings)}-{i}" for i in range(count)]
        for name in names:
            self.pay(name, self.draw.randrange(100_00, 5000_00), hromada, category, source)
        return names

    @property
    def numbered(self) -> list[tuple[int, Opening]]:
        """As the first leaves of a log."""
        return list(enumerate(self.openings))

    @property
    def referenced(self) -> list[tuple[int, str]]:
        """The reference at each place."""
        return [(at, one.reference) for at, one in self.numbered]


@dataclass
class Log:
    """A log's entries and its files by path."""

    entries: list[bytes]
    key: SigningKey = KEY
    witnesses: Sequence[SigningKey] = WITNESSES
    policy: Policy = POLICY
    extra: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, books: Books, *statements: str) -> Log:
        postings = [leaf.posting(one, MOMENT + at) for at, one in enumerate(books.openings)]
        return cls(postings + [leaf.statement(text, MOMENT + len(postings)) for text in statements])

    @cached_property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(entry) for entry in self.entries]

    def tree(self, size: int | None = None) -> tiles.Tree:
        return tiles.Tree(self.files.__getitem__, len(self.entries) if size is None else size)

    def note(self, size: int | None = None, time: int = MOMENT) -> bytes:
        """The signed and cosigned checkpoint."""
        size = len(self.entries) if size is None else size
        text = Checkpoint(self.key.name, size, self.tiles_tree(size)).text()
        return join_note(text, [self.key.sign(text), *(key.cosign(text, time) for key in self.witnesses)])

    def tiles_tree(self, size: int) -> bytes:
        from zhyto.ledger.merkle import tree_head

        return tree_head(self.hashes[:size])

    @cached_property
    def files(self) -> dict[str, bytes]:
        size = len(self.entries)
        files = {"checkpoint": self.note(), "policy": self.policy.text().encode(), **self.extra}
        for level, index, tile in tiles.grow(0, self.hashes, lambda *_: b""):
            files[tiles.tile_path(level, index, len(tile) // 32)] = tile
        for at in range(0, size, tiles.WIDTH):
            some = self.entries[at : at + tiles.WIDTH]
            files[tiles.tile_path("entries", at // tiles.WIDTH, len(some))] = tiles.pack(some)
        return files


def month(seed: int = 1) -> Books:
    """A month of two sources in three hromadas: large and small groups, returned payments, and one that is still under way."""
    books = Books(seed)
    books.act(10_000_000_00)
    books.act(1_000_000_00, "Donor")
    for hromada, category, count in (
        ("H1", "Children", 14),
        ("H1", "Elderly", 4),
        ("H1", "Alone", 11),
        ("H2", "Children", 3),
        ("H3", "Children", 12),
    ):
        books.many(count, hromada, category)
    books.many(13, "H2", "Children", "Donor")
    for at in range(11):
        books.send(f"back-{at}", 1000_00 + at)
        books.give_back(f"back-{at}", 1000_00 + at)
    books.send("under-way", 777_00)
    return books


def published(books: Books) -> tuple[Log, totals.Publication]:
    """A log of these books with totals over all of them."""
    done = totals.publish(ORIGIN, 0, len(books.openings), books.numbered)
    log = Log.of(books, done.statement)
    table, cells = totals.announced(done.statement).paths  # type: ignore[union-attr]
    log.extra = {table: done.table, cells: done.cells}
    return log, done
