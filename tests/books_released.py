"""Books as each version of their tables made them, so that every later Zhyto can be tried on them: tests/data/books.

    python tests/books_released.py VERSION

writes the files of the version that the code makes now: once, when it is released. They are never changed afterwards.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, create_mock_engine, insert, select

import payment_world as world
from zhyto.io.payments.store import FILE, Store
from zhyto.ledger import books
from zhyto.payments import cycle

FOLDER = Path(__file__).resolve().parent / "data" / "books"
CUT = "\n--\n"


def restored(version: str, place: Path | str) -> Path | str:
    """Books of a version, as they were then, at a place where nothing is: a folder, or the address of a database."""
    if isinstance(place, Path):
        place.mkdir()
    engine = create_engine(place.replace("postgresql:", "postgresql+psycopg:") if isinstance(place, str) else f"sqlite:///{place / FILE}")
    with engine.begin() as connection:
        for line in (FOLDER / f"{version}.{engine.dialect.name}.sql").read_text(encoding="utf-8").split(CUT):
            connection.exec_driver_sql(line)
        tables = MetaData()
        tables.reflect(connection)
        for name, rows in rows_of(version).items():
            connection.execute(insert(tables.tables[name]), rows)
    engine.dispose()
    return place


def rows_of(version: str) -> dict[str, list[dict[str, Any]]]:
    """What the books of a version hold: rows by table, in an order in which they can be written."""
    found: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return found


def rows_in(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The same of books that are there."""
    return {
        table.name: [dict(row._mapping) for row in store.read(lambda c, t=table: c.execute(select(t).order_by(*t.primary_key)).all())]  # type: ignore[misc]
        for table in books.METADATA.sorted_tables
    }


def small(place: Path | str) -> Store:
    """A little of everything: paid, rejected and paid again, returned, withdrawn, undone, asserted, asked about, a month closed and one open."""
    store = world.opened(place)
    world.prepared(store, 4)
    world.approved(store)
    teller = world.bank(store, 3000, 3000)
    teller.take(world.sent(store)[0], world.DAY)
    world.answer(store, teller.statement(world.DAY))
    teller.give_back(world.DAY)
    world.answer(store, teller.statement(world.DAY))
    store.write(lambda c: cycle.pay_again(c, "e1", world.recipients(4), "olena", world.DAY, world.AT))
    # The same persons under another id: a question for an officer.
    twins = world.recipients(2, 10).with_columns(world.recipients(2).select("name", "birth_date"))
    world.prepared(store, name="e2", rows=world.shares(2, 20_00, "hromadas", 10), people=twins)
    world.prepared(store, name="e3", rows=world.shares(2, 1_00, "donor-children"))
    store.write(lambda c: cycle.withdraw(c, "e3", "petro", "a mistake", world.DAY, world.AT))
    store.write(lambda c: cycle.add_source(c, "oblast", 5_00, world.DAY, world.AT, "R5"))
    store.write(lambda c: cycle.undo_source(c, "R5", "petro", world.DAY, world.AT, "a mistake"))
    store.write(lambda c: books.close_period(c, world.MONTH, world.AT))
    store.write(lambda c: books.open_period(c, world.MONTH + 1, world.AT))
    return store


def ddl(dialect: str) -> list[str]:
    """What the code says to a database to make the tables."""
    said: list[str] = []
    engine = create_mock_engine(f"{dialect}://", lambda line, *_, **__: said.append(str(line.compile(dialect=engine.dialect)).strip()))
    books.METADATA.create_all(engine, checkfirst=False)
    return said


def main() -> None:
    """Write the version named; the tables and the rows are those of the code as it stands."""
    version = sys.argv[1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for dialect in ("sqlite", "postgresql+psycopg"):
        (FOLDER / f"{version}.{dialect.partition('+')[0]}.sql").write_text(CUT.join(ddl(dialect)) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        store = small(Path(folder))
        tables = [f' "{name}": [\n' + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n ]"
                  for name, rows in rows_in(store).items() if rows]  # fmt: skip
        store.close()
    (FOLDER / f"{version}.json").write_text("{\n" + ",\n".join(tables) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
