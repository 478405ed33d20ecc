"""An independent witness of a log: it cosigns a tree only where that continues the one it cosigned before.

A cosignature says: of all trees of this log that I have seen, this is the largest, and it holds all the others. Two readers who both ask for
a witness's cosignature thus see one history, whatever the log's owner shows to whom. A witness reads public files only; it learns no amounts
and no names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhyto.faults import InputRefused
from zhyto.ledger import leaf, tiles
from zhyto.ledger.merkle import EMPTY, HASH_BYTES, consistency_proof, consistent, leaf_hash, tree_head
from zhyto.ledger.notes import Note, SigningKey, VerifierKey, read_checkpoint, read_note, refuse, signed_by
from zhyto.ledger.policy import rotated, rotates
from zhyto.ledger.tiles import HEIGHT, WIDTH, Read, Tree
from zhyto.texts import Said, as_is, how_many

CLOCK_SLACK = 300
"""Seconds by which a witness's clock may be behind its last cosignature: it then says that one's time."""


UNSIGNED = 1 << 20
"""So many new entries are read, to look for changes of the log's key, where the key that is known has not signed."""


class Contradiction(InputRefused):
    """A checkpoint that the log signed and that its earlier one excludes: both together prove it. Publish them."""


@dataclass(frozen=True)
class Seen:
    """What a witness remembers of one log.

    key: with which the log signs now. size, root: of the tree cosigned last. time: of that cosignature (POSIX seconds).
    note: that checkpoint as the log signed it; empty where there is none yet.
    """

    key: VerifierKey
    size: int = 0
    root: bytes = EMPTY
    time: int = 0
    note: bytes = b""


def cosign(seen: Seen, data: bytes, read: Read, key: SigningKey, time: int) -> tuple[Seen, str]:
    """(what to remember, cosignature line) of a checkpoint; the caller keeps the first on its disk before it gives away the second.

    data: the checkpoint. read: the log's files, from anywhere: nothing of them is believed that does not follow from the checkpoint.
    Raises Contradiction for a split view or a history taken back, InputRefused for what proves nothing against the log, OSError.
    """
    note = read_note(data, "checkpoint")
    head = read_checkpoint(note.text)
    if head.origin != seen.key.name:
        raise refuse("checkpoint", Said("the log {origin!r}", origin=head.origin), as_is(f"{seen.key.name!r}"), Said("name the log's folder or address"))
    if time < seen.time - CLOCK_SLACK:
        raise refuse("clock", as_is(time), Said("a time not before the last cosignature's ({time})", time=seen.time),
                    Said("set the clock right; where it was ahead at the last cosignature, wait until then, or make a new witness with a new key"))
    log_key = seen.key
    if head.size - seen.size > tiles.MAX_SIZE:
        remedy = Said("fetch it again; a log so large is witnessed from its beginning on")
        raise refuse("checkpoint", how_many("{count} entry, after {size2}", "{count} entries, after {size2}", count=head.size, size2=seen.size),
                     Said("at most {most} more", most=tiles.MAX_SIZE), remedy)
    if head.size - seen.size > UNSIGNED and seen.key not in signed_by(note, [seen.key], "checkpoint"):
        expected = Said("a signature with {name}+{id}, or at most {most} more, to look for a change of key", name=seen.key.name, id=seen.key.id.hex(),
                        most=UNSIGNED)
        raise refuse("checkpoint", how_many("{count} entry without it, after {size2}", "{count} entries without it, after {size2}", count=head.size,
                                            size2=seen.size), expected, Said("fetch it again; or ask the log's owner for its key"))
    if head.size > seen.size:
        tree = Tree(read, head.size)
        holds = consistent(seen.size, head.size, seen.root, head.root, consistency_proof(seen.size, head.size, tree.node))
        # A damaged tile, too, makes a false proof: only where every file is that of the checkpoint has the log changed its history.
        log_key = current_key(seen.key, new_entries(tree, head.root, seen.size if holds else 0))
        if not holds:
            _signed(note, log_key)
            raise _contradiction(how_many("a signed tree of {count} entry that does not hold the {size2} cosigned before",
                                          "a signed tree of {count} entries that does not hold the {size2} cosigned before", count=head.size, size2=seen.size),
                                 Said("one history"))
    _signed(note, log_key)
    if head.size < seen.size:
        raise _contradiction(how_many("a signed tree of {count} entry, after one of {size2}", "a signed tree of {count} entries, after one of {size2}",
                                      count=head.size, size2=seen.size), Said("a tree that holds the earlier one"))
    if head.size == seen.size and head.root != seen.root:
        raise _contradiction(how_many("a second signed tree of {count} entry", "a second signed tree of {count} entries", count=head.size),
                             Said("the one that was cosigned before"))
    time = max(time, seen.time)
    return Seen(log_key, head.size, head.root, time, data), key.cosign(note.text, time)


def _signed(note: Note, key: VerifierKey) -> None:
    if key not in signed_by(note, [key], "checkpoint"):
        expected = Said("a signature with {name}+{id}", name=key.name, id=key.id.hex())
        raise refuse("checkpoint", Said("no signature of the log"), expected, Said("it is forged; or ask the log's owner for its key"))


def _contradiction(found: Said, expected: Said) -> Contradiction:
    remedy = Said("do not cosign; fetch it again, and if it stays so, publish both checkpoints")
    return Contradiction(refuse("checkpoint", found, expected, remedy).faults)


def new_entries(tree: Tree, root: bytes, start: int) -> Iterator[bytes]:
    """Entries from `start` on, each proven to be in the tree with this root. Raises InputRefused where one is not; OSError."""

    def damaged(path: str) -> InputRefused:
        return refuse(path, Said("hashes or entries that are not those of the checkpoint"), Said("files that belong to it"), Said("fetch them again, compare"))

    if tree.head() != root:
        raise damaged("tile")
    # The partial tiles make the root; a full tile must be what its parent says of it, down to the entries.
    level = 0
    while tree.size >> (HEIGHT * (level + 1)):
        full = tree.size >> (HEIGHT * (level + 1))
        for index in range(start >> (HEIGHT * (level + 1)), full):
            above, at = divmod(index, WIDTH)
            claimed = tree.tile(level + 1, above)[at * HASH_BYTES : (at + 1) * HASH_BYTES]
            if tree_head(tiles.cut(tree.tile(level, index))) != claimed:
                raise damaged(tiles.tile_path(level, index))
        level += 1
    for index in range(start // WIDTH, -(-tree.size // WIDTH)):
        entries = tiles.bundle(tree.read, tree.size, index)
        if [leaf_hash(entry) for entry in entries] != tiles.cut(tree.tile(0, index)):
            raise damaged(f"tile/entries, bundle {index}")
        yield from entries[max(start - index * WIDTH, 0) :]


def current_key(key: VerifierKey, entries: Iterator[bytes]) -> VerifierKey:
    """The log's key after these entries, each key signed in by the one before; changes of other keys, as of those before this one, are passed over.

    Raises InputRefused for a change of key that both keys did not sign.
    """
    for entry in entries:
        if entry[:1] == bytes([leaf.STATEMENT]):
            read = leaf.read(entry)
            if isinstance(read, tuple) and rotates(read[1]):
                old, new = rotated(read[1])
                key = new if old == key else key
    return key
