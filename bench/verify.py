"""How long it takes to check the whole ledger: totals published, a log of so many entries verified, one receipt checked.

    python bench/verify.py [--entries 1200000] [--commitments 16384] [--no-peer]

The log is made quickly: its postings share some thousand distinct commitments (their digests are all distinct, as the check demands), since making a million
takes longer than checking them; adding points costs the same whichever they are. The peer is the plainest program there is for the same files: entry by entry,
hash by hash, point by point, and it checks no signature, no tile, no replay. CPU time stands beside wall-clock time: where others use the machine it says more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from common import machine, peak_mib
from zhyto.io.log.source import Files
from zhyto.ledger import leaf, pedersen, receipt, tiles, totals
from zhyto.ledger.leaf import Opening
from zhyto.ledger.notes import COSIGNS, SIGNS, Checkpoint, SigningKey, join_note, read_checkpoint, read_note
from zhyto.ledger.policy import Policy, make_policy
from zhyto.ledger.verify import verify

ORIGIN = "example.org/fund"
KEY = SigningKey(ORIGIN, SIGNS, b"L" * 32)
WITNESSES = [SigningKey(f"example.org/w{at}", COSIGNS, bytes([at]) * 32) for at in (1, 2)]
POLICY = make_policy(KEY.verifier, [key.verifier for key in WITNESSES], 2)
CATEGORIES = ("Children", "Elderly", "Disability", "Displaced", "Alone")


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    wall, used = time.perf_counter(), time.process_time()
    made = work()
    return made, {"wall_s": round(time.perf_counter() - wall, 3), "cpu_s": round(time.process_time() - used, 3)}


def postings(entries: int, commitments: int) -> tuple[list[Opening], bytes]:
    """Openings of payments, four postings each, and their leaves one after another. Salt number i % commitments hides posting i."""
    salts = [hashlib.sha256(b"%d" % at).digest() for at in range(commitments)]
    payments = max(1, commitments // 4)
    openings, days = [], (date(2026, 1, 15), date(2026, 1, 20))
    for at in range(entries // 4):
        kind = at % payments
        amount = 100_00 + kind
        spent = f"Expenses:Hromada:UA{kind % 66:02d}:{CATEGORIES[kind % 5]}:Oblast"
        accounts = (
            ("Assets:Envelope:2026-01:Oblast", -1),
            ("Assets:Transit:2026-01:Oblast", 1),
            ("Assets:Transit:2026-01:Oblast", -1),
            (spent, 1),
        )
        openings += [
            Opening(f"{at}.{part}", "paid", account, f"R{at}", days[part > 1], sign * amount, salts[(4 * kind + part) % commitments])
            for part, (account, sign) in enumerate(accounts)
        ]
    points = [pedersen.commit(one.amount, pedersen.blinding_of(one.salt)) for one in openings[: 4 * payments]]
    rows = np.empty((len(openings), leaf.POSTING_BYTES), dtype=np.uint8)
    rows[:, 0], rows[:, 1:9] = leaf.POSTING, np.frombuffer((1_770_000_000).to_bytes(8, "big"), dtype=np.uint8)
    digests = b"".join(leaf.hidden(one) for one in openings)
    rows[:, 9:41] = np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32)
    table = np.frombuffer(b"".join(point for point in points if point), dtype=np.uint8).reshape(-1, 65)
    rows[:, 41:] = table[np.arange(len(openings)) % len(table)]
    return openings, rows.tobytes()


def write_log(folder: Path, entries: list[bytes], done: totals.Publication) -> None:
    """The log's files."""
    files: dict[str, bytes] = {}
    hashes = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
    for level, index, tile in tiles.grow(0, hashes, lambda *_: b""):
        files[tiles.tile_path(level, index, len(tile) // 32)] = tile
    for at in range(0, len(entries), 256):
        some = entries[at : at + 256]
        files[tiles.tile_path("entries", at // 256, len(some))] = tiles.pack(some)
    tree = tiles.Tree(files.__getitem__, len(entries))
    text = Checkpoint(ORIGIN, len(entries), tree.head()).text()
    files["checkpoint"] = join_note(text, [KEY.sign(text), *(key.cosign(text, 1_770_000_000) for key in WITNESSES)])
    said = totals.announced(done.statement)
    assert said is not None
    files |= {said.paths[0]: done.table, said.paths[1]: done.cells}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def plain(folder: Path, size: int, done: totals.Publication) -> bool:
    """The peer: a loop."""
    level: list[bytes] = []
    sums: dict[int, list[bytes]] = {}
    for at in range(0, size, 256):
        bundle = (folder / tiles.tile_path("entries", at // 256, min(256, size - at))).read_bytes()
        place = 0
        while place < len(bundle):
            length = int.from_bytes(bundle[place : place + 2], "big")
            entry = bundle[place + 2 : place + 2 + length]
            place += 2 + length
            if entry[0] == leaf.POSTING:
                code = int.from_bytes(done.cells[2 * len(level) : 2 * len(level) + 2], "little")
                sums.setdefault(code, []).append(entry[41:])
            level.append(hashlib.sha256(b"\0" + entry).digest())
    while len(level) > 1:
        level = [
            hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest() if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)
        ]
    for code, points in sums.items():
        total: bytes | None = None
        for point in points:
            total = pedersen.add([total, point])
        cell = done.totals.cells[code]
        if not pedersen.opens(total, cell.amount, cell.blinding):
            return False
    return level[0] == read_checkpoint(read_note((folder / tiles.CHECKPOINT).read_bytes()).text).root


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--entries", type=int, default=1_200_000)
    asked.add_argument("--commitments", type=int, default=16384)
    asked.add_argument("--no-peer", action="store_true")
    given = asked.parse_args()
    told: dict[str, Any] = {"machine": machine(), "load": round(os.getloadavg()[0], 1), "distinct_commitments": given.commitments}
    openings, leaves = postings(given.entries, given.commitments)
    told["entries"] = len(openings) + 1
    done, told["publish_totals"] = timed(lambda: totals.publish(ORIGIN, 0, len(openings), enumerate(openings)))
    told["cells"] = len(done.totals.cells)
    size = leaf.POSTING_BYTES
    entries = [leaves[at : at + size] for at in range(0, len(leaves), size)] + [leaf.statement(done.statement, 1_770_000_001)]
    folder = Path(tempfile.mkdtemp(prefix="zhyto-verify-"))
    try:
        write_log(folder, entries, done)
        read = Files(str(folder))
        found, told["verify_log"] = timed(lambda: verify(read, POLICY, several=read.several))
        told["proven"] = found.ok
        note = read("checkpoint")
        made, told["make_receipt"] = timed(
            lambda: receipt.make(entries[-7], len(entries) - 7, openings[-6], tiles.Tree(read, len(entries)), note, "2026/17")
        )
        text, payload = made.text(), made.payload()
        told |= {"receipt_bytes": len(text), "qr_characters": len(payload)}
        times = 300
        _, spent = timed(lambda: [receipt.check(receipt.parse(text), POLICY) for _ in range(times)])
        told["check_receipt_ms"] = round(spent["wall_s"] / times * 1000, 3)
        cold, spent = timed(lambda: receipt.check(receipt.parse(payload.encode()), one_policy()))
        told["check_receipt_from_qr_with_its_policy_ms"] = round(spent["wall_s"] * 1000, 3)
        told["peak_mib"] = round(peak_mib())
        assert cold.checkpoint.size == len(entries)
        if not given.no_peer:
            right, told["peer_plain_loop"] = timed(lambda: plain(folder, len(entries), done))
            assert right
    finally:
        shutil.rmtree(folder)
    json.dump(told, sys.stdout, indent=1)
    print()
    assert found.ok, [one for one in found.findings if one.demanded and not one.proven]


def one_policy() -> Policy:
    """The policy as it is read from its file."""
    from zhyto.ledger.policy import read_policy

    return read_policy(POLICY.text().encode())


if __name__ == "__main__":
    main()
