"""What the commands on a fund's books share: where the books are, the moment, how a result is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhyto.cli.common import now

if TYPE_CHECKING:
    from zhyto.io.store import Store


class Moment(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`2026-01-20T09:00:00`, in UTC where it names no zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """A moment with its zone."""
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment; write for example 2026-01-20T09:00:00", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


place = [
    click.option("--books", type=click.Path(path_type=Path), default=Path("out/fund"), show_default=True, help="Folder of the books."),
    click.option("--database", default="", envvar="ZHYTO_DATABASE", help="postgresql://…: books on a server; files still go to --books."),
    click.option(
        "--at", type=Moment(), default=None, help="The moment this is recorded under (default: now); never before the last entry."
    ),
]


@contextmanager
def opened(books: Path, database: str, create: bool = False) -> Iterator[Store]:
    """The database with the books and the payments."""
    import zhyto.payments.tables  # noqa: F401  (adds its tables to those of the books)
    from zhyto.io.store import open_store
    from zhyto.ledger.books import METADATA

    store = open_store(database or books, METADATA, create)
    try:
        yield store
    finally:
        store.close()


def moment(at: datetime | None, day: date | None = None) -> tuple[datetime, date]:
    """Now and the day meant, where they are not given."""
    recorded = at or now()
    return recorded, day or (recorded.astimezone() if at is None else recorded).date()


def say(page: Any, as_json: bool, lines: Callable[[], list[str]]) -> None:
    """Print a result for a program or for a person."""
    click.echo(json.dumps(page, ensure_ascii=False, indent=1) if as_json else "\n".join(lines()))
