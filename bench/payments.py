"""A month of payments, from shares to closed books: how long each step takes, beside beancount, which checks the same books.

    python bench/payments.py [HOUSEHOLDS] [ADDRESS]

ADDRESS: of a PostgreSQL database, `postgresql://…`, empty; default: SQLite in a temporary folder. Prints seconds per step.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

import zhyto.payments.tables  # noqa: F401
from zhyto.io.payments.books import export_books
from zhyto.io.payments.iso20022 import read_camt
from zhyto.io.payments.messages import write_message
from zhyto.io.payments.store import open_store
from zhyto.io.synthetic.bank import simulate_bank
from zhyto.ledger import books
from zhyto.payments import answers, cycle, reviews
from zhyto.synthetic.payees import make_recipients

AT, DAY, MONTH = datetime(2026, 1, 20, 9, tzinfo=UTC), date(2026, 1, 20), 2026 * 12
PAYER = cycle.Payer("Bench", "UA353052990000000000000000001")


def timed(name: str, act: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    result = act()
    print(f"{name:28} {time.perf_counter() - start:8.2f} s", flush=True)
    return result


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(tempfile.mkdtemp(prefix="zhyto-bench-"))
    place: Path | str = sys.argv[2] if len(sys.argv) > 2 else folder / "books"
    homes = [f"H{n:07d}" for n in range(count)]
    shares = pl.DataFrame({"household_id": homes, "hromada": [f"UA1804000000001{n % 66:04d}" for n in range(count)], "source": ["oblast"] * count,
                           "kopecks": [100_00 + n % 997 for n in range(count)]})  # fmt: skip
    people, planted = make_recipients(homes, 1, "UA")
    try:
        store = open_store(place, books.METADATA, create=True)
        store.write(lambda c: cycle.open_fund(c, PAYER, ("a", "b", "c"), MONTH, AT, b"s" * 32, "UAH", "ua.rntrc"))
        store.write(lambda c: cycle.add_source(c, "oblast", int(shares["kopecks"].to_numpy().sum()), DAY, AT))
        print(f"{count} payments, {store.engine.name}, {len(planted.same)} planted duplicates")
        made = timed("prepare, find duplicates", lambda: store.write(lambda c: cycle.prepare(c, "e1", MONTH, shares, people, "a", DAY, AT)))
        asked = store.read(reviews.questions)
        print(f"  {len(asked)} questions, {made.held} held, {made.refused} refused")
        timed("decide all", lambda: store.write(lambda c: [reviews.decide(c, one.id, "b", "different", DAY, AT) for one in asked]))
        timed("approve twice", lambda: [store.write(lambda c, who=who: cycle.approve(c, "e1", who, AT)) for who in ("b", "c")])  # type: ignore[misc]
        messages = timed("send", lambda: store.write(lambda c: cycle.send(c, "e1", "b", DAY, AT, "Aid")))
        timed("write pain.001", lambda: [write_message(store, one, folder / "sent") for one in messages])
        files = timed("the made-up bank", lambda: simulate_bank(store, folder / "sent", folder / "bank", DAY, 1, 150, 100))
        read = timed("read camt.053", lambda: [one for file in files for one in read_camt(file, "UAH")])
        timed("book the answers", lambda: [store.write(lambda c, one=one: answers.read_answer(c, one, AT)) for one in read])  # type: ignore[misc]
        found = timed("reconcile", lambda: store.write(lambda c: answers.reconcile(c, "e1", "b")))
        print(f"  {found.counts}, bank less books {found.difference}")
        timed("check the books", lambda: store.read(books.check))
        timed("close the month", lambda: store.write(lambda c: books.close_period(c, MONTH, AT)))
        timed("outbox, 100,000 at a time", lambda: drain(store))
        timed("export for beancount", lambda: export_books(store, folder / "books.beancount"))
        if count <= 100_000:
            from beancount import loader

            entries, errors, _ = timed("beancount checks the same", lambda: loader.load_file(str(folder / "books.beancount")))
            print(f"  {len(entries)} directives, {len(errors)} errors")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drain(store: Any) -> None:
    while some := store.read(lambda c: books.pending(c, 100_000)):
        store.write(lambda c, keys=[one.key for one in some]: books.acknowledge(c, keys))  # type: ignore[misc]


if __name__ == "__main__":
    main()
