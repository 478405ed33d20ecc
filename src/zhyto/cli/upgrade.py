"""`zhyto fund upgrade`: books of an earlier Zhyto, brought up to this one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from zhyto.cli.books import place, say
from zhyto.cli.common import common, options, refusals

WHAT = {
    "0001": ("перші таблиці книг", "the first tables of the books"),
    "0002": ("виплати місяця знаходяться за місяцем, без перегляду всіх інших", "payments of a month are found by the month, without going through all others"),
}
"""What each version of the books' tables brought."""


@click.command()
@options(place, common)
def upgrade(books: Path, database: str, at: datetime | None, as_json: bool, lang: str) -> None:
    """Bring books that an earlier Zhyto made up to this one: all of it or nothing, and nothing that is in them changes."""
    del at
    with refusals(as_json):
        from zhyto.io.payments import versions
        from zhyto.io.payments.store import open_store
        from zhyto.ledger.books import METADATA

        store = open_store(database or books, METADATA, older=True)
        try:
            done = store.write(lambda c: versions.upgrade(c, store.name))
        finally:
            store.close()
    uk = lang == "uk"

    def lines() -> list[str]:
        if not done:
            return [f"{'Книги вже мають версію' if uk else 'The books have the version already:'} {versions.CURRENT}"]
        told = f"{'Книги тепер мають версію' if uk else 'The books now have the version'} {versions.CURRENT}; "
        return [told + ("записів не змінено" if uk else "no entry was changed"), *(f"  {one}: {WHAT[one][not uk]}" for one in done)]

    say({"version": versions.CURRENT, "steps": done}, as_json, lines)
