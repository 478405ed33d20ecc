"""Where books and payments are kept: one SQL database. SQLite in one file by default, PostgreSQL by its address; the code above is the same.

Whatever is done together is one serialisable transaction. Two that get in each other's way do not mix: one of them is done again from its start.
"""

from __future__ import annotations

import errno
import random
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from zhyto.faults import Fault, InputRefused
from zhyto.io.payments import versions
from zhyto.texts import Said, as_is, said_by

Result = TypeVar("Result")

FILE: Final = "books.sqlite"
TRIES: Final = 30
"""How often a transaction is begun anew before it is given up."""
_AGAIN: Final = {"40001", "40P01", "23505", "42P07"}
"""PostgreSQL: serialisation failure, deadlock, and a key or a table that another transaction has just made."""
_DISK_FULL: Final = {"53100"}
_NOT_TO_WRITE: Final = {"25006", "42501"}
"""PostgreSQL: a transaction or server that only reads, and a role that may not."""
_READ_ONLY: Final = ("readonly", "read-only")


class Store:
    """A database. `name`: how messages call it. `file`: its file, None where a server keeps it."""

    def __init__(self, engine: Engine, name: str, file: Path | None) -> None:
        self.engine, self.name, self.file = engine, name, file

    def write(self, act: Callable[[Connection], Result]) -> Result:
        """Do something as one transaction, all of it or nothing; from its start again where another came in between.

        `act` may be called more than once and must change nothing but the database. Raises OSError where the disk is full, read-only or failing.
        """
        return self._transaction(act, writes=True)

    def read(self, ask: Callable[[Connection], Result]) -> Result:
        """Ask something of one state of the database. Where others write, a server may want a question put again: `ask` may be called more than once."""
        return self._transaction(ask, writes=False)

    def _transaction(self, act: Callable[[Connection], Result], writes: bool) -> Result:
        for attempt in range(TRIES):
            try:
                with self.engine.connect().execution_options(zhyto_writes=writes) as connection, connection.begin():
                    return act(connection)
            except DBAPIError as error:
                if attempt + 1 == TRIES or not _again(error):
                    raise self._known(error) from error
                # Two that failed together must not meet again at once.
                threading.Event().wait(random.uniform(0, 0.01 * 2 ** min(attempt, 6)))
        raise AssertionError

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _known(self, error: DBAPIError) -> BaseException:
        """What a database says of its disk or its server, as the error it is to a person."""
        said = str(error.orig).splitlines()[0] if error.orig is not None and str(error.orig) else str(error).splitlines()[0]
        where = str(self.file or self.name)
        if isinstance(error.orig, sqlite3.Error):
            low = said.lower()
            if "full" in low:
                return OSError(errno.ENOSPC, Said("no room is left on the disk; nothing was written"), where)
            if any(word in low for word in _READ_ONLY):
                return OSError(errno.EROFS, Said("the books can be read but not written; nothing was written"), where)
            if "unable to open" in low or "i/o error" in low:
                return OSError(errno.EIO, Said("{said}; nothing was written", said=said), where)
            if "not a database" in low or "malformed" in low:
                return InputRefused([Fault(where, 0, "", as_is(said), Said("books made by `zhyto fund open`"), Said("restore the file from a copy"))])
            if "locked" in low or "busy" in low:
                return OSError(errno.EBUSY, Said("another program has been writing to the books for too long"), where)
        elif (state := getattr(error.orig, "sqlstate", None)) in _DISK_FULL:
            return OSError(errno.ENOSPC, Said("no room is left on the server's disk ({said}); nothing was written", said=said), where)
        elif state in _NOT_TO_WRITE:
            return OSError(errno.EROFS, Said("the books can be read but not written ({said}); nothing was written", said=said), where)
        elif error.connection_invalidated or type(error.orig).__name__ == "OperationalError":
            return InputRefused([Fault(where, 0, "", as_is(said), Said("a PostgreSQL server that answers"), Said("start it, or mend --database"))])
        return error


def open_store(place: Path | str, metadata: MetaData, create: bool = False, older: bool = False) -> Store:
    """The database of a folder (SQLite), or at an address `postgresql://…`.

    create: make its tables where there are none. older: books of an earlier version too, to bring them up to this one (`versions.upgrade`).

    Raises:
        InputRefused: no books are there, they are of another version, or the address is not one.
        OSError: the folder cannot be read or written.
    """
    store = _server(str(place)) if "://" in str(place) else _file(Path(place), create)
    try:
        found = store.read(lambda connection: versions.known(connection, store.name))
        if not found and create:
            store.write(lambda connection: versions.make(connection, metadata))
            found = store.read(lambda connection: versions.known(connection, store.name))
        if not found:
            raise versions.absent(store.name)
        if not older:
            versions.check(found, store.name, "--books" if store.file else "--database")
    except BaseException:
        store.close()
        raise
    return store


def _file(folder: Path, create: bool) -> Store:
    file = folder / FILE
    if not file.is_file():
        if not create:
            raise versions.absent(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(file)))

    @event.listens_for(engine, "connect")
    def connect(driver: Any, _: Any) -> None:
        # The driver's own way of beginning transactions is switched off: it begins them too late for a write.
        driver.isolation_level = None
        for line in ("busy_timeout = 20000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            driver.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("zhyto_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Store(engine, str(folder), file)


def _server(address: str) -> Store:
    try:
        url = make_url(address)
        if url.get_backend_name() != "postgresql":
            raise ArgumentError(f"{url.get_backend_name()} is not a database used here")
        engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="SERIALIZABLE", pool_pre_ping=True)
    except ModuleNotFoundError as error:
        fault = Fault("--database", 0, "", Said("{name} is not installed", name=error.name), Said("the extra part `postgres`"),
                      Said("pip install 'zhyto[postgres]'"))
        raise InputRefused([fault]) from None
    except (ArgumentError, NoSuchModuleError) as error:
        fault = Fault("--database", 0, "", said_by(error), Said("postgresql://user@host/database"), Said("mend the address"))
        raise InputRefused([fault]) from None
    return Store(engine, url.render_as_string(hide_password=True), None)


def _again(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _AGAIN
