"""Kills a month of payments with signal 9 at each write in turn, lets it begin again, and compares with a month that nobody disturbed.

    python kill_points.py FOLDER [FIRST:LAST:STEP] [ADDRESS]

A program of its own: it forks a child for each run, which is safe only while nothing in the parent has used a thread. Prints JSON: how many
points there were and what went wrong. ADDRESS: of a PostgreSQL server, `{}` for the database; default: SQLite.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import event
from sqlalchemy.engine import Engine

from payment_world import AT, DAY, PAYER, approved, new_database, opened, recipients, shares, states
from zhyto.faults import InputRefused
from zhyto.io.payments.iso20022 import read_camt
from zhyto.io.payments.messages import write_message
from zhyto.io.payments.store import Store, open_store
from zhyto.io.synthetic.bank import SimulatedBank
from zhyto.ledger import books
from zhyto.ledger.booktexts import to_csv
from zhyto.payments import answers, cycle, reviews

# Loaded before the first fork, so that not every child does it.
for module in ("stdnum.iban", "stdnum.ua.rntrc", "stdnum.ua", "sqlalchemy.dialects.sqlite.pysqlite", "rapidfuzz.process", "rapidfuzz.fuzz"):
    importlib.import_module(module)

WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE TABLE")
SOURCES = {"oblast": 5_000_00, "hromadas": 1_000_00}


class Axe:
    """Counts what writes, and kills this process at the one asked for: before it, or after it and before anything else."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0
        event.listen(Engine, "before_cursor_execute", lambda *a: self.tick() if a[2].lstrip().upper().startswith(WRITES) else None)
        event.listen(Engine, "commit", lambda c: self.tick() if c.get_execution_options().get("zhyto_writes") else None)
        for name in ("replace", "fsync", "chmod"):
            self.wrap(name)

    def wrap(self, name: str) -> None:
        true = getattr(os, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            self.tick()
            result = true(*args, **more)
            self.tick()
            return result

        setattr(os, name, wrapped)

    def tick(self) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def month(place: Path | str, folder: Path) -> Store:
    """The whole of it, as commands would do it one after another; what is done already does nothing."""
    try:
        store = opened(place, SOURCES)
    except InputRefused as refused:
        # The month is closed: this run was killed when all was done.
        if "2026-01 is closed" not in str(refused):
            raise
        store = open_store(place, books.METADATA)
    rows = shares(3).vstack(shares(2, 20_00, "hromadas"))
    store.write(lambda c: cycle.prepare(c, "e1", 2026 * 12, rows, recipients(3), "olena", DAY, AT))
    done_before(lambda: approved(store), "has its approvals")
    for message in store.write(lambda c: cycle.send(c, "e1", "petro", DAY, AT, "Aid", per_message=3)):
        write_message(store, message, folder / "sent")
    teller = SimulatedBank(PAYER.iban, "UAH", 4, sum(SOURCES.values()), 3000, 3000)
    answered(store, folder, teller, ("1", "2"))
    # What was rejected or came back is paid again; one of those the bank then pays a kopeck short, and an officer settles it.
    again = lambda c: cycle.pay_again(c, "e1", recipients(3), "olena", DAY, AT)  # noqa: E731
    done_before(lambda: store.write(again), "no household whose payment was rejected", "is closed")
    done_before(lambda: approved(store), "has its approvals")
    for message in store.write(lambda c: cycle.send(c, "e1", "petro", DAY, AT, "Aid")):
        write_message(store, message, folder / "sent")
    teller.rejected = teller.returned = 0
    answered(store, folder, teller, ("3",), short=1)
    for question in store.read(lambda c: reviews.questions(c)):
        store.write(lambda c, n=question.id: reviews.decide(c, n, "marta", "settle", DAY, AT))  # type: ignore[misc]
    store.write(lambda c: answers.reconcile(c, "e1", "petro"))
    store.write(lambda c: cycle.close_envelope(c, "e1", "petro", DAY, AT))
    store.write(lambda c: books.close_period(c, 2026 * 12, AT))
    assert sum(store.read(lambda c: books.balances(c, under="Assets")).values()) == teller.balance
    return store


def answered(store: Store, folder: Path, teller: SimulatedBank, numbers: tuple[str, ...], short: int = 0) -> None:
    """The bank takes the files of these numbers and answers twice: what it did, and what came back. short: kopecks the first payment lacks."""
    for file in sorted((folder / "sent").glob("*.xml")):
        if file.stem.split("-")[1] in numbers:
            teller.take(file.read_bytes(), DAY)
    for _ in range(2):
        (statement,) = read_camt(teller.statement(DAY), "UAH")
        less = short * (pl.int_range(pl.len()) == 0).cast(pl.Int64)
        one = replace(statement, rows=statement.rows.with_columns(pl.col("amount") - less))
        teller.balance, teller.opening = teller.balance + short, teller.opening + short
        short = 0
        store.write(lambda c, one=one: answers.read_answer(c, one, AT))  # type: ignore[misc]
        teller.give_back(DAY)


def done_before(act: Any, *refusals: str) -> None:
    """Do something that is refused where a run before did it."""
    try:
        act()
    except InputRefused as refused:
        if not any(one in str(refused) for one in refusals):
            raise


def told(store: Store, folder: Path) -> dict[str, Any]:
    """Everything that must come out the same."""
    faults = store.read(books.check)
    assert faults == [], faults
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "sent").glob("*.xml"))}
    references = [part.partition("<")[0] for text in files.values() for part in text.split("<EndToEndId>")[1:]]
    assert len(set(references)) == len(references), "somebody stands in two files"
    assert all(path.suffix == ".xml" or path.name.startswith(".") for path in (folder / "sent").iterdir())
    return {
        "books": to_csv(store.read(lambda c: list(books.entries(c)))), "files": files, "states": states(store),
        "outbox": [one.key for one in store.read(lambda c: books.pending(c, 10_000))],
    }  # fmt: skip


def child(run: Any) -> int:
    """Exit status of a run in a child of its own; -9 where it was killed."""
    number = os.fork()
    if number == 0:
        try:
            run()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def main() -> None:
    work = Path(sys.argv[1])
    first, last, step = map(int, sys.argv[2].split(":")) if len(sys.argv) > 2 else (1, 10**6, 1)
    address = sys.argv[3] if len(sys.argv) > 3 else ""

    def whole(name: str, at: int, out: str) -> None:
        folder = work / name
        folder.mkdir(parents=True, exist_ok=True)
        place: Path | str = folder / "books"
        if address:
            known = folder / "address"
            if not known.exists():
                known.write_text(new_database(address, f"k{name}"))
            place = known.read_text()
        axe = Axe(at)
        store = month(place, folder)
        (folder / out).write_text(json.dumps({"count": axe.count, **told(store, folder)}))
        store.close()

    failures = []
    if child(lambda: whole("calm", 0, "told.json")):
        print(json.dumps({"points": 0, "failures": ["the undisturbed month failed"]}))
        return
    calm = json.loads((work / "calm" / "told.json").read_text())
    points = range(first, min(last, calm["count"]) + 1, step)
    for at in points:
        name = f"k{at}"
        if (code := child(lambda: whole(name, at, "never.json"))) != -signal.SIGKILL:
            failures.append(f"{at}: ended with {code} and was not killed")
            continue
        early = {path.name: path.read_text(encoding="utf-8") for path in (work / name / "sent").glob("*.xml")}
        if child(lambda: whole(name, 0, "told.json")):
            failures.append(f"{at}: could not go on")
            continue
        after = json.loads((work / name / "told.json").read_text())
        failures += [f"{at}: {what} came out otherwise" for what in ("books", "files", "states", "outbox") if after[what] != calm[what]]
        failures += [
            f"{at}: a file the bank may have taken changed: {file}" for file, text in early.items() if calm["files"].get(file) != text
        ]
        shutil.rmtree(work / name)
    print(json.dumps({"points": len(points), "failures": failures, "states": calm["states"], "files": len(calm["files"])}))


if __name__ == "__main__":
    main()
