"""pymerkle on the same leaves as bench/publiclog.py. It is GPL: it runs in an environment of its own (build/pymerkle), and only here.

build/pymerkle/bin/python bench/pymerkle_peer.py memory|sqlite LEAVES FOLDER
build/pymerkle/bin/python bench/pymerkle_peer.py appends LEAVES FOLDER BATCH
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pymerkle import InmemoryTree, SqliteTree

LEAF = 106


def main() -> None:
    how, leaves, folder, *rest = sys.argv[1:]
    data = Path(leaves).read_bytes()
    entries = [data[at : at + LEAF] for at in range(0, len(data), LEAF)]
    file = Path(folder) / "pymerkle.sqlite"
    file.unlink(missing_ok=True)
    begin = time.perf_counter()
    if how == "memory":
        tree = InmemoryTree()
        for entry in entries:
            tree.append_entry(entry)
    elif how == "sqlite":
        tree = SqliteTree(str(file))
        tree.append_entries(entries)
    else:
        tree = SqliteTree(str(file))
        for at in range(0, len(entries), int(rest[0])):
            tree.append_entries(entries[at : at + int(rest[0])])
    stored = time.perf_counter() - begin
    root = tree.get_state()
    print(
        json.dumps(
            {"stored_s": stored, "with_root_s": time.perf_counter() - begin, "root": root.hex() if isinstance(root, bytes) else root}
        )
    )
    file.unlink(missing_ok=True)


main()
