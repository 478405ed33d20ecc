"""A little of everything that leaves Zhyto and is opened again, as each format was written: tests/data/formats.

    python tests/formats_released.py FOLDER

writes it as the code writes it now: into a new folder, when a format gets a new number. What was written before is never changed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from commands import EXAMPLE, zhyto
from small_log import Books, Log, published
from zhyto.fairshare import Source, leximin, make_instance
from zhyto.fairshare.fund import FundShare, Offer
from zhyto.io.fairshare import fairlog
from zhyto.io.fairshare.shares import write_sharing
from zhyto.ledger import receipt

FOLDER = Path(__file__).resolve().parent / "data" / "formats"
SHARES = ("proof/certificate.json", "proof/households.csv", "proof/instance.json", "public/public.json", "public/levels.csv", "public/hromadas.csv")


def shared() -> FundShare:
    """Forty households with a line of 100.00, told apart by hromada and by whom a donor may serve."""
    place = np.arange(40)
    offers = (Offer(2, "oblast", 50_000), Offer(3, "donor", 20_000))
    sources = [Source("oblast", 50_000, paid=np.where(place < 20, 100, 0)), Source("donor", 20_000, place % 2 == 0, most=2_000)]
    case = make_instance(place * 200, [10_000] * 40, [10_000] * 40, sources, left_out={"declined": place == 3}, hromada=place % 2)
    sharing = leximin(case)
    ids = pl.Series([f"H{n:02}" for n in place])
    return FundShare(24312, place, ids, np.ones(40, np.int64), pl.Series(["UA18A", "UA18B"]).gather(place % 2), None, offers, case, sharing, [], {}, {}, 2_000)


def write(folder: Path) -> None:
    """A run's summary, a sharing with its proof, a log with totals and that sharing, a receipt as a file and as a square code."""

    def put(name: str, content: bytes) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary)
        zhyto("run", EXAMPLE, "--month", "2026-01", "--out", made / "run")
        # Of the many guarantees and hromadas two are enough.
        summary = json.loads((made / "run" / "summary.json").read_bytes())
        short = {name: dict(list(summary[name].items())[:2]) for name in ("guarantees", "hromadas")}
        put("run/summary.json", json.dumps(summary | short, ensure_ascii=False, indent=1).encode())
        write_sharing(made / "shares", shared())
        for name in SHARES:
            put(f"shares/{name}", (made / "shares" / name).read_bytes())
    books = Books()
    books.act(1_000_000_00)
    books.many(12)
    with_totals, done = published(books)
    public = {name.partition("/")[2]: (folder / "shares" / name).read_bytes() for name in SHARES if name.startswith("public")}
    sharing = fairlog.name("2026-01", public)
    log = Log.of(books, done.statement, sharing.statement)
    log.extra = with_totals.extra | dict(zip(sharing.paths, public.values(), strict=True))
    for name, content in log.files.items():
        put(f"log/{name}", content)
    one = receipt.make(log.entries[-3], len(books.openings) - 1, books.openings[-1], log.tree(), log.note(), "2026/17")
    put("receipt.json", one.text())
    put("receipt.txt", one.payload().encode())


if __name__ == "__main__":
    write(FOLDER / sys.argv[1])
