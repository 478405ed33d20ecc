"""What the commands on a fund's books share: where the books are, the moment, how a result is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto.cli.common import now
from zhyto.faults import Fault, InputRefused
from zhyto.io.packs.named import country_of
from zhyto.texts import Said, as_is

if TYPE_CHECKING:
    from zhyto.io.payments.store import Store

AHEAD = timedelta(seconds=300)
"""So far may another machine's clock be ahead of this one's."""


class Moment(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01-20T09:00:00`, in UTC where it names no zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """A moment with its zone."""
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(Said("{value!r} is not a moment; write for example 2026-01-20T09:00:00", value=value), param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


FOLDER = Path("out/fund")
place = [
    click.option("--books", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Folder of the books."),
    click.option("--database", default="", envvar="ZHYTO_DATABASE", help="postgresql://…: books on a server; files still go to --books."),
    click.option(
        "--at", type=Moment(), default=None, help="The moment this is recorded under (default: now); never before the last entry."
    ),
]


@contextmanager
def opened(books: Path, database: str, create: bool = False) -> Iterator[Store]:
    """The database with the books and the payments."""
    from zhyto.io.payments.store import open_store
    from zhyto.ledger.books import METADATA
    from zhyto.payments.tables import FUND

    store = open_store(database or books, METADATA, create)
    try:
        if not create and store.read(lambda c: c.execute(FUND.select()).first()) is None:
            raise InputRefused([Fault(str(database or books), 0, "", Said("books that were never opened"), Said("the books of a fund"),
                                      Said("open them: zhyto fund open"))])
        yield store
    finally:
        store.close()


def moment(at: datetime | None, day: date | None = None) -> tuple[datetime, date]:
    """Now and the day meant, where they are not given. Raises InputRefused where the moment given has not come yet.

    An entry under a moment to come would keep out all others until then: none may be recorded before the last one.
    """
    if at is not None and at > now() + AHEAD:
        raise InputRefused([Fault("--at", 0, "", as_is(at.isoformat()), Said("a moment that has come; it is {now}", now=now().isoformat(timespec="seconds")),
                                  Said("mend it"))])
    recorded = at or now()
    return recorded, day or (recorded.astimezone() if at is None else recorded).date()


def say(page: Any, as_json: bool, lines: Callable[[], list[str]]) -> None:
    """Print a result for a program or for a person."""
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else "\n".join(lines()))


def fund_row(connection: Any) -> Any:
    """The fund's own row."""
    from sqlalchemy import select

    from zhyto.payments.tables import FUND

    return connection.execute(select(FUND)).one()


def symbol_of(store: Store, lang: str) -> str:
    """Symbol of the books' currency: the default country's where it is that one, else its code."""
    code = str(store.read(fund_row).currency)
    money = country_of("", "").sheet.get("currency") or {}
    return str(money.get(f"symbol_{lang}", code)) if money.get("code") == code else code


def officers_of(connection: Any) -> list[str]:
    """Logins of those who may act."""
    from sqlalchemy import select

    from zhyto.payments.tables import OFFICER

    return list(connection.execute(select(OFFICER.c.login).order_by(OFFICER.c.login)).scalars())
