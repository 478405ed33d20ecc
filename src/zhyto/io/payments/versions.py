"""Versions of the books' tables. A database says its own in `books_version`; only the current one is worked with, an older one is brought up to it.

New books get the tables as `METADATA` has them; books that are there get the steps of `migrations`, in one transaction. Both come out the same:
tests/payments/test_versions.py holds it for every version that was released, on both databases.
"""

from __future__ import annotations

import threading
from typing import Any, Final

from sqlalchemy import Connection, MetaData, inspect, text

from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said

TABLE: Final = "books_version"
VERSIONS: Final = ("0001", "0002")
"""Every version, the oldest first."""
CURRENT: Final = VERSIONS[-1]
_FIRST: Final = frozenset((
    "approval", "assertion", "bank_entry", "batch", "disbursement", "entry", "envelope", "fund", "message", "officer", "outbox", "period", "posting",
    "receipt", "recipient", "review", "source", "statement", "term",
))  # fmt: skip
"""Tables of version 0001, which did not say that it is one."""
_UNKNOWN: Final = "?"
_ONE: Final = threading.Lock()


def version_of(connection: Connection) -> str:
    """The version of the books in a database; empty where there are none, `?` where there are tables of theirs that make up no version."""
    there = set(inspect(connection).get_table_names())
    if TABLE in there:
        said = list(connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalars())
        return str(said[0]) if len(said) == 1 else _UNKNOWN
    return VERSIONS[0] if there >= _FIRST else _UNKNOWN if there & _FIRST else ""


def known(connection: Connection, place: str) -> str:
    """The version of books that this Zhyto knows; empty where no books are. Raises InputRefused for any other."""
    found = version_of(connection)
    if found and found not in VERSIONS:
        raise InputRefused([Fault(
            place, 0, "",
            Said("books of a version that is not known") if found == _UNKNOWN else Said("books of version {version}", version=found),
            Said("a version of the books from {first} to {last}", first=VERSIONS[0], last=VERSIONS[-1]),
            Said("nothing was changed: open them with the Zhyto that wrote them or a later one, or restore the database from a copy"),
        )])  # fmt: skip
    return found


def check(found: str, place: str, option: str) -> None:
    """Raise InputRefused where books are older than the current version. option: how a command names such a place."""
    if found != CURRENT:
        raise InputRefused([Fault(place, 0, "", Said("books of version {version}", version=found),
                                  Said("version {version}, with which this Zhyto works", version=CURRENT),
                                  Said("bring them up to it, nothing in them is lost: zhyto fund upgrade {option} {place}",
                                       option=option, place=place))])  # fmt: skip


def make(connection: Connection, metadata: MetaData) -> None:
    """The tables of new books, of the current version; nothing where books are already."""
    if not version_of(connection):
        metadata.create_all(connection)
        _alembic(connection, stamp=CURRENT)


def upgrade(connection: Connection, place: str) -> list[str]:
    """Bring books up to the current version: the versions they went through, in order; empty where they had it.

    All of it in the transaction of the connection. Raises InputRefused where no books are, or of a version not known.
    """
    found = known(connection, place)
    if not found:
        raise absent(place)
    _alembic(connection, stamp=found, upgrade=CURRENT)
    return list(VERSIONS[VERSIONS.index(found) + 1 :])


def absent(name: str) -> InputRefused:
    """That no books are at a place, to be raised."""
    return InputRefused([Fault(name, 0, "", Said("no books here"), Said("books made by `zhyto fund open`"), Said("name another place, or open books there"))])


def _alembic(connection: Connection, **acts: str) -> None:
    # Loaded only where it has something to do: every other command goes without.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "zhyto.io.payments:migrations")
    # Alembic keeps what it is doing in one place for all threads.
    with _ONE:
        for act, version in acts.items():
            does: Any = getattr(command, act)
            does(config, version)
