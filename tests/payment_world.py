"""A fund with made-up recipients to try payments on. No person in it exists."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

import postgres_server
from zhyto import dates
from zhyto.io.payments.messages import message_bytes
from zhyto.io.payments.store import Store, open_store
from zhyto.io.synthetic.bank import SimulatedBank
from zhyto.ledger import books
from zhyto.payments import answers, cycle, tables
from zhyto.payments.answers import read_answer

SECRET = b"a secret for tests only, 32 bytes"[:32]
MONTH = dates.parse_month("2026-01") or 0
DAY = date(2026, 1, 20)
AT = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
OFFICERS = ("olena", "petro", "marta", "ivan")
SOURCES = {"oblast": 50_000_00, "hromadas": 30_000_00, "donor-children": 20_000_00}
TEXT = "Адресна допомога, 2026-01"
assert tables.METADATA is books.METADATA


def iban(number: int, country: str = "UA") -> str:
    """A valid IBAN of no real account: 29 characters."""
    body = f"305299{number:019d}"
    value = int("".join(str(int(sign, 36)) for sign in body + country + "00"))
    return f"{country}{98 - value % 97:02d}{body}"


PAYER = cycle.Payer("Фонд адресної допомоги", iban(1), "12345678")


def opened(place: Path | str, sources: dict[str, int] | None = None, create: bool = True) -> Store:
    store = open_store(place, books.METADATA, create=create)
    store.write(lambda c: cycle.open_fund(c, PAYER, OFFICERS, MONTH, AT, SECRET, "UAH", "ua.rntrc"))
    for code, amount in (SOURCES if sources is None else sources).items():
        store.write(lambda c, code=code, amount=amount: cycle.add_source(c, code, amount, DAY, AT))  # type: ignore[misc]
    return store


def shares(count: int, amount: int = 100_00, source: str = "oblast", first: int = 0) -> pl.DataFrame:
    return pl.DataFrame({
        "household_id": [f"H{first + n:05d}" for n in range(count)], "category": [("Families", "Elderly")[n % 2] for n in range(count)],
        "hromada": [f"UA1804000000001{n % 3:04d}" for n in range(count)],
        "source": [source] * count, "kopecks": [amount + n for n in range(count)],
    })  # fmt: skip


LETTERS = "бвгджзклмнпрст"


def word(number: int) -> str:
    """A made-up surname unlike the others: numbers in letters, each twice, so that two differ in much."""
    text = ""
    for _ in range(5):
        number, digit = divmod(number, len(LETTERS))
        text += LETTERS[digit] + "аоуие"[digit % 5] + LETTERS[-digit]
    return text.capitalize()


def recipients(count: int, first: int = 0) -> pl.DataFrame:
    numbers = range(first, first + count)
    return pl.DataFrame({
        "household_id": [f"H{n:05d}" for n in numbers], "name": [f"{word(n * 7919 + 3)} {word(n * 104729)}" for n in numbers],
        "birth_date": [str(dates.day_of(-9000 + 13 * n)) for n in numbers], "iban": [iban(1000 + n) for n in numbers], "rnokpp": [""] * count,
        "address": [""] * count,
    })  # fmt: skip


def prepared(
    store: Store, count: int = 10, name: str = "e1", rows: pl.DataFrame | None = None, people: pl.DataFrame | None = None
) -> cycle.Prepared:
    return store.write(
        lambda c: cycle.prepare(
            c, name, MONTH, shares(count) if rows is None else rows, recipients(count) if people is None else people, "olena", DAY, AT
        )
    )


def approved(store: Store, name: str = "e1") -> None:
    for officer in ("petro", "marta"):
        store.write(lambda c, officer=officer: cycle.approve(c, name, officer, AT))  # type: ignore[misc]


def sent(store: Store, name: str = "e1", kind: str = "pain.001", per_message: int = 50_000) -> list[bytes]:
    """Messages of an envelope, marked as written."""
    made = store.write(lambda c: cycle.send(c, name, "petro", DAY, AT, TEXT, kind, per_message))
    content = [store.read(lambda c, one=one: message_bytes(c, one)) for one in made]  # type: ignore[misc]
    for one in made:
        store.write(lambda c, one=one: cycle.written(c, one.id, "d"))  # type: ignore[misc]
    return content


def bank(store: Store, rejected: int = 0, returned: int = 0) -> SimulatedBank:
    """A bank whose account holds what the books say was received and not paid out."""
    return SimulatedBank(PAYER.iban, "UAH", 1, assets(store), rejected, returned)


def answer(store: Store, statement: bytes | answers.Statement, at: datetime = AT) -> answers.Answer:
    from zhyto.io.payments.iso20022 import read_camt

    (one,) = read_camt(statement, "UAH") if isinstance(statement, bytes) else [statement]
    return store.write(lambda c: read_answer(c, one, at))


def assets(store: Store) -> int:
    return sum(store.read(lambda c: books.balances(c, under="Assets")).values())


def states(store: Store) -> dict[str, int]:
    from sqlalchemy import func, select

    d = tables.DISBURSEMENT
    return dict(store.read(lambda c: [tuple(row) for row in c.execute(select(d.c.state, func.count()).group_by(d.c.state))]))


def sound(store: Store) -> None:
    """The books balance, and nothing of them is missing in the outbox."""
    assert store.read(books.check) == []
    assert sum(store.read(books.balances).values()) == 0


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, `{}` for the database."""
    reason = postgres_server.missing()
    if reason:
        pytest.skip(reason)
    with postgres_server.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a store can be made: a folder, then a database of the server."""
    return tmp_path / "books" if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))


def new_database(address: str, name: str = "") -> str:
    import psycopg

    name = name or f"z{next(_NUMBERS)}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return address.format(name)


_NUMBERS = itertools.count(1)
