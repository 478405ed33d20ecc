"""Versions of the books' tables, on SQLite and on PostgreSQL: books of every version that was released come out as new ones, with all that is in them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from books_released import FOLDER, ddl, restored, rows_in, rows_of, small
from commands import answer, refusal, zhyto
from payment_world import AT, TEXT, new_database, opened, place, postgres, sound  # noqa: F401
from zhyto.cli.upgrade import WHAT
from zhyto.faults import InputRefused
from zhyto.io.payments import versions
from zhyto.io.payments.store import Store, open_store
from zhyto.ledger import books
from zhyto.payments import cycle

RELEASED = sorted({file.name.partition(".")[0] for file in FOLDER.iterdir()})
FEBRUARY = date(2026, 2, 3)


def older(where: Path | str) -> Store:
    return open_store(where, books.METADATA, older=True)


def upgraded(where: Path | str) -> Store:
    store = older(where)
    store.write(lambda c: versions.upgrade(c, store.name))
    return store


def shape(connection: Connection) -> dict[str, Any]:
    """All that a database says of the books' tables, in its own words."""
    look = inspect(connection)
    found: dict[str, Any] = {
        table: {
            "columns": [{key: str(value) for key, value in column.items()} for column in look.get_columns(table)],
            "key": look.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(str((key["constrained_columns"], key["referred_table"], key["referred_columns"])) for key in look.get_foreign_keys(table)),
            "unique": sorted(str(key["column_names"]) for key in look.get_unique_constraints(table)),
            "indexes": sorted(str((index["name"], index["column_names"], index["unique"])) for index in look.get_indexes(table)),
        } for table in look.get_table_names()
    }  # fmt: skip
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        asked = ("SELECT t.tgname, pg_get_triggerdef(t.oid), pg_get_functiondef(t.tgfoid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = 'public' ORDER BY t.tgname")  # fmt: skip
    return found | {"triggers": [tuple(row) for row in connection.execute(text(asked))]}


def test_the_versions_are_those_that_alembic_has_steps_for() -> None:
    config = Config()
    config.set_main_option("script_location", "zhyto.io.payments:migrations")
    script = ScriptDirectory.from_config(config)
    assert [step.revision for step in script.walk_revisions()][::-1] == list(versions.VERSIONS) == list(WHAT)
    assert script.get_current_head() == versions.CURRENT
    assert set(RELEASED) >= set(versions.VERSIONS[:-1]), "a version was released without its sample: see tests/books_released.py"


@pytest.mark.parametrize("version", RELEASED)
def test_books_of_a_released_version_come_out_as_new_ones(place: Path | str, version: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:  # noqa: F811
    store = upgraded(restored(version, place))
    new = opened(tmp_path / "new" if store.file else new_database(request.getfixturevalue("postgres")))
    assert store.read(shape) == new.read(shape)
    for one in (store, new):
        assert one.read(lambda c: compare_metadata(MigrationContext.configure(c, opts={"version_table": versions.TABLE}), books.METADATA)) == []
        assert one.read(versions.version_of) == versions.CURRENT
    before = rows_of(version)
    assert {table: rows for table, rows in rows_in(store).items() if table in before} == before
    sound(store)
    # The month goes on where it stood: what waited is approved, one of three is sent, questions hold the others; and what is written stays.
    for officer in ("petro", "marta"):
        store.write(lambda c, officer=officer: cycle.approve(c, "e1", officer, AT))  # type: ignore[misc]
    assert [one.count for one in store.write(lambda c: cycle.send(c, "e1", "petro", FEBRUARY, AT, TEXT))] == [1]
    with pytest.raises(DBAPIError, match="nothing written in the books"):
        store.write(lambda c: c.execute(text("DELETE FROM posting")))
    sound(store)
    assert upgraded(place).read(versions.version_of) == versions.CURRENT, "a second time it does nothing"


def test_older_books_are_refused_with_what_to_do(place: Path | str) -> None:  # noqa: F811
    restored("0001", place)
    option = "--books" if isinstance(place, Path) else "--database"
    for create in (False, True):
        with pytest.raises(InputRefused, match=f"books of version 0001; .*zhyto fund upgrade {option} "):
            open_store(place, books.METADATA, create=create)
    store = older(place)
    assert store.read(versions.version_of) == "0001", "a refusal changes nothing"
    assert "books_version" not in store.read(lambda c: inspect(c).get_table_names())


@pytest.mark.parametrize(("line", "found"), [
    (f"UPDATE {versions.TABLE} SET version_num = '9999'", "books of version 9999"),
    (f"DELETE FROM {versions.TABLE}", "books of a version that is not known"),
    (f"INSERT INTO {versions.TABLE} VALUES ('0001')", "books of a version that is not known"),
])  # fmt: skip
def test_books_of_an_unknown_version_are_left_alone(place: Path | str, line: str, found: str) -> None:  # noqa: F811
    store = opened(place)
    store.write(lambda c: c.execute(text(line)))
    for more in ({}, {"create": True}, {"older": True}):
        with pytest.raises(InputRefused, match=f"{found}; expected a version of the books from 0001 to {versions.CURRENT}; nothing was changed"):
            open_store(place, books.METADATA, **more)


def test_tables_that_make_up_no_version_are_left_alone(place: Path | str) -> None:  # noqa: F811
    """Books from before the first version, or tables of another program that are called alike."""
    store = older(restored("0001", place))
    store.write(lambda c: c.execute(text("DROP TABLE term")))
    with pytest.raises(InputRefused, match="a version that is not known"):
        open_store(place, books.METADATA, create=True)
    assert "term" not in store.read(lambda c: inspect(c).get_table_names())


def test_nothing_to_upgrade_where_no_books_are(place: Path | str) -> None:  # noqa: F811
    with pytest.raises(InputRefused, match="no books here"):
        older(place)


def test_an_upgrade_that_fails_half_way_has_done_nothing(place: Path | str) -> None:  # noqa: F811
    """At each thing that is said to the database: the books are whole, of the version they had, and the next try succeeds."""
    store = older(restored("0001", place))
    before = (store.read(shape), rows_in(store))
    said = 0
    limit: int | None = None

    def speak(*_: Any) -> None:
        nonlocal said
        said += 1
        if said == limit:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", speak)
    try:
        points = 0
        while limit is None or said == limit:
            points += 1
            said, limit = 0, points
            try:
                store.write(lambda c: versions.upgrade(c, store.name))
            except KeyboardInterrupt:
                event.remove(Engine, "before_cursor_execute", speak)
                assert (store.read(shape), rows_in(store)) == before
                event.listen(Engine, "before_cursor_execute", speak)
    finally:
        event.remove(Engine, "before_cursor_execute", speak)
    assert points > 5
    assert store.read(versions.version_of) == versions.CURRENT


def test_two_who_upgrade_at_once_do_it_once(place: Path | str) -> None:  # noqa: F811
    restored("0001", place)
    with ThreadPoolExecutor() as two:
        found = list(two.map(lambda store: store.write(lambda c: versions.upgrade(c, store.name)), [older(place) for _ in range(3)]))
    assert sorted(found) == [[], [], list(versions.VERSIONS[1:])]


def test_killed_at_the_commit_an_upgrade_has_done_nothing(tmp_path: Path) -> None:
    """The process is killed with all steps done and none of them kept."""
    where = restored("0001", tmp_path / "books")
    program = ("import os, signal, sys\nfrom pathlib import Path\nfrom zhyto.io.payments import versions\nfrom zhyto.io.payments.store import open_store\n"
               "from zhyto.ledger.books import METADATA\nstore = open_store(Path(sys.argv[1]), METADATA, older=True)\n"
               "store.write(lambda c: (versions.upgrade(c, ''), os.kill(os.getpid(), signal.SIGKILL)))\n")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program, str(where)], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False, timeout=120)
    assert done.returncode == -9
    store = older(where)
    assert store.read(versions.version_of) == "0001"
    assert rows_in(store) == rows_in(older(restored("0001", tmp_path / "other")))


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    where = restored("0001", tmp_path / "books")
    assert f"books of version 0001; expected version {versions.CURRENT}" in refusal("fund", "status", "--books", where)
    assert f"zhyto fund upgrade --books {where}" in zhyto("fund", "status", "--books", where, code=2, lang="uk").stderr
    assert answer("fund", "upgrade", "--books", where) == {"version": versions.CURRENT, "steps": list(versions.VERSIONS[1:])}
    assert zhyto("fund", "upgrade", "--books", where).stdout == f"Книги вже мають версію {versions.CURRENT}\n"
    zhyto("fund", "status", "--books", where)
    said = zhyto("fund", "upgrade", "--books", restored("0001", tmp_path / "others"), "--lang", "en").stdout
    assert said.splitlines() == [
        f"The books now have the version {versions.CURRENT}; no entry was changed", *(f"  {one}: {en}" for one, (_, en) in list(WHAT.items())[1:]),
    ]  # fmt: skip
    assert "no books here" in refusal("fund", "upgrade", "--books", tmp_path / "nowhere")


def test_the_sample_of_a_version_is_what_its_code_wrote(tmp_path: Path) -> None:
    """The books of books_released.py are those of the code while its version is the current one; later they stay as they were."""
    if versions.CURRENT in RELEASED:
        for dialect, name in (("sqlite", "sqlite"), ("postgresql+psycopg", "postgresql")):
            assert "\n--\n".join(ddl(dialect)) + "\n" == (FOLDER / f"{versions.CURRENT}.{name}.sql").read_text(encoding="utf-8")
    store = small(tmp_path / "books")
    sound(store)
    assert {name for name, rows in rows_in(store).items() if rows} >= set(rows_of("0001"))
