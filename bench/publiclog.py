"""The public log on this disk: durable appends, a region's year of leaves integrated, and pymerkle on the same leaves.

    python bench/publiclog.py [--appends 20000] [--leaves 1200000] [--rounds 3] [--peer build/pymerkle/bin/python]

*Appends*: entries to salts, digests, Pedersen commitments, leaves, tiles and bundles, each batch flushed to the disk (files and folders)
before the next; pymerkle on SQLite commits given leaves in the same batches, and makes no commitments. *Integrated*: given leaves of 106 bytes
to bundles, tiles and root, flushed; pymerkle in memory and on SQLite from the same leaves to the root. The roots are compared.
Times are the median of rounds that alternate (best and worst beside it); the seconds of the processor tell how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from zhyto.io.log import publiclog

sys.path.insert(0, str(Path(__file__).resolve().parent))
from common import BUILD, ROOT, machine, peak_mib, say

AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
PEER = ROOT / "build" / "pymerkle" / "bin" / "python"
HERE = Path(__file__).resolve().parent
LEAF = 106


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    amount: int
    reference: str
    kind: str = "confirmed"
    account: str = "Expenses:Hromada:H1:Families:Oblast"
    effective: date = date(2026, 1, 20)
    recorded: datetime = AT


def fresh() -> tuple[Path, Path]:
    """Folders of a new log."""
    place = BUILD / "publiclog"
    shutil.rmtree(place, ignore_errors=True)
    folders = place / "public", place / "private"
    publiclog.create(*folders, "example.org/fund", AT)
    return folders


def appends(count: int, batch: int) -> tuple[float, float]:
    """(seconds, seconds of the processor) of durable appends."""
    entries = [Entry(f"2026-01/{at}:1", 100_000 + at, f"P{at}") for at in range(count)]
    with publiclog.open_log(*fresh()) as log:
        begin, busy = time.perf_counter(), time.process_time()
        for at in range(0, count, batch):
            publiclog.append(log, entries[at : at + batch], AT)
        return time.perf_counter() - begin, time.process_time() - busy


def integrated(leaves: list[bytes]) -> tuple[float, float, str]:
    """(seconds, seconds of the processor, root) of given leaves made into bundles and tiles on the disk."""
    with publiclog.open_log(*fresh()) as log:
        begin, busy = time.perf_counter(), time.process_time()
        for at in range(0, len(leaves), 65_536):
            publiclog.grow(log, leaves[at : at + 65_536])
        return time.perf_counter() - begin, time.process_time() - busy, log.root.hex()


def peer(python: Path, *words: object) -> dict[str, Any]:
    done = subprocess.run([str(python), str(HERE / "pymerkle_peer.py"), *map(str, words)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def spread(values: list[float]) -> dict[str, float]:
    return {"median_s": round(median(values), 3), "best_s": round(min(values), 3), "worst_s": round(max(values), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--appends", type=int, default=20_000)
    parser.add_argument("--leaves", type=int, default=1_200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path, default=PEER)
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    folder, file, few = BUILD, BUILD / "leaves", BUILD / "few-leaves"
    data = os.urandom(options.leaves * LEAF)
    file.write_bytes(data)
    few.write_bytes(data[: options.appends * LEAF])
    leaves = [data[at : at + LEAF] for at in range(0, len(data), LEAF)]
    there = options.peer.exists()
    batches = (256, 5000)
    ours: dict[int, list[tuple[float, float]]] = {batch: [] for batch in batches}
    theirs: dict[int, list[float]] = {batch: [] for batch in batches}
    trees: list[tuple[float, float, str]] = []
    memory: list[dict[str, Any]] = []
    sqlite: list[dict[str, Any]] = []
    for number in range(options.rounds):
        for batch in batches:
            ours[batch].append(appends(options.appends, batch))
            if there:
                theirs[batch].append(peer(options.peer, "appends", few, folder, batch)["stored_s"])
        trees.append(integrated(leaves))
        if there:
            sqlite.append(peer(options.peer, "sqlite", file, folder))
            if number == 0:
                memory.append(peer(options.peer, "memory", file, folder))
    figures: dict[str, Any] = {
        "appends": options.appends,
        "leaves": options.leaves,
        "rounds": options.rounds,
        "load": round(os.getloadavg()[0], 2),
    }
    figures["batches"] = []
    for batch in batches:
        seconds = [wall for wall, _ in ours[batch]]
        row: dict[str, Any] = {"batch": batch, **spread(seconds), "processor_s": round(median(busy for _, busy in ours[batch]), 3)}
        row["per_s"] = round(options.appends / median(seconds))
        if there:
            row["pymerkle_sqlite_per_s"] = round(options.appends / median(theirs[batch]))
            row["ratio"] = round(median(theirs[batch]) / median(seconds), 2)
        figures["batches"].append(row)
    seconds = [wall for wall, _, _ in trees]
    figures["integrated"] = {**spread(seconds), "processor_s": round(median(busy for _, busy, _ in trees), 3)}
    if there:
        figures["integrated"] |= {
            "pymerkle_memory_s": round(memory[0]["with_root_s"], 2),
            "pymerkle_sqlite_s": round(median(one["with_root_s"] for one in sqlite), 2),
            "ratio_memory": round(memory[0]["with_root_s"] / median(seconds), 2),
            "ratio_sqlite": round(median(one["with_root_s"] for one in sqlite) / median(seconds), 2),
            "same_root": {one["root"] for one in [*memory, *sqlite]} == {root for _, _, root in trees},
        }
    figures["peak_mib"] = round(peak_mib())
    for part in (file, few):
        part.unlink()
    shutil.rmtree(BUILD / "publiclog", ignore_errors=True)
    print(json.dumps(figures, indent=1), file=sys.stderr)
    say({**figures, "machine": machine()})


if __name__ == "__main__":
    main()
