"""Two officers at once, on a real PostgreSQL server and on SQLite: serialisable, no lost update."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from payment_world import (  # noqa: F401
    AT,
    DAY,
    MONTH,
    OFFICERS,
    TEXT,
    answer,
    bank,
    new_database,
    opened,
    place,
    postgres,
    prepared,
    recipients,
    sent,
    shares,
    sound,
    states,
)
from zhyto.faults import InputRefused
from zhyto.io.payments.store import open_store
from zhyto.ledger import books
from zhyto.ledger.books import Posting
from zhyto.payments import cycle
from zhyto.payments.tables import APPROVAL

WHO = Path | str


def at_once(acts: list[object]) -> list[object]:
    """Results or refusals of acts that begin together, each with a connection of its own."""
    gate = threading.Barrier(len(acts))

    def one(act: object) -> object:
        gate.wait()
        try:
            return act()  # type: ignore[operator]
        except InputRefused as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.parametrize("round_", range(3))
def test_two_officers_approve_at_once(place: WHO, round_: int) -> None:  # noqa: F811, ARG001
    store = opened(place)
    prepared(store)
    others = [open_store(place, books.METADATA) for _ in range(3)]
    results = at_once([lambda s=s, who=who: s.write(lambda c: cycle.approve(c, "e1", who, AT))  # type: ignore[misc]
                       for s, who in zip(others, ("petro", "marta", "ivan"), strict=True)])  # fmt: skip
    given = [one for one in results if isinstance(one, dict)]
    late = [one for one in results if isinstance(one, InputRefused)]
    assert sorted(one[1] for one in given) == [1, 2]
    assert len(late) == 1
    assert "has its approvals" in str(late[0])
    seats = store.read(lambda c: [tuple(row) for row in c.execute(select(APPROVAL.c.seat, APPROVAL.c.officer).order_by(APPROVAL.c.seat))])
    assert [seat for seat, _ in seats] == [1, 2]
    assert len({who for _, who in seats}) == 2
    assert states(store) == {"approved": 10}
    for one in others:
        one.close()
    sound(store)


def test_one_officer_at_two_desks_is_one(place: WHO) -> None:  # noqa: F811
    store = opened(place)
    prepared(store)
    others = [open_store(place, books.METADATA) for _ in range(4)]
    at_once([lambda s=s: s.write(lambda c: cycle.approve(c, "e1", "petro", AT)) for s in others])  # type: ignore[misc]
    assert store.read(lambda c: c.execute(select(func.count()).select_from(APPROVAL)).scalar_one()) == 1
    assert states(store) == {"prepared": 10}


def test_money_is_given_once_though_asked_for_at_once(place: WHO) -> None:  # noqa: F811
    """Eight at once take what is enough for five: write skew would give to all."""
    store = opened(place, {"oblast": 500})
    others = [open_store(place, books.METADATA) for _ in range(8)]
    lines = [Posting("Assets:Fund:Oblast", -100), Posting("Assets:Envelope:E:Oblast", 100)]
    results = at_once([lambda s=s, n=n: s.write(lambda c: books.post(c, f"k{n}", "test", DAY, AT, lines))  # type: ignore[misc]
                       for n, s in enumerate(others)])  # fmt: skip
    assert sum(one is True for one in results) == 5
    assert store.read(books.balances)["Assets:Fund:Oblast"] == 0
    numbers = [entry.number for entry in store.read(lambda c: list(books.entries(c)))]
    assert numbers == [1, 2, 3, 4, 5, 6]
    sound(store)


def test_the_same_answer_read_by_two_at_once(place: WHO) -> None:  # noqa: F811
    store = opened(place)
    prepared(store)
    for who in ("petro", "marta"):
        store.write(lambda c, who=who: cycle.approve(c, "e1", who, AT))  # type: ignore[misc]
    teller = bank(store)
    teller.take(sent(store)[0], DAY)
    statement = teller.statement(DAY)
    results = at_once([lambda: answer(store, statement) for _ in range(4)])
    assert sorted(one.repeated for one in results) == [False, True, True, True]  # type: ignore[attr-defined]
    assert states(store) == {"confirmed": 10}
    sound(store)


def test_the_same_envelope_prepared_by_two_at_once(place: WHO) -> None:  # noqa: F811
    store = opened(place)
    results = at_once([lambda who=who: store.write(lambda c: cycle.prepare(c, "e1", MONTH, shares(5), recipients(5), who, DAY, AT)) for who in OFFICERS])
    assert sorted(one.repeated for one in results) == [False, True, True, True]  # type: ignore[attr-defined]
    assert states(store) == {"prepared": 5}
    sound(store)


def test_two_at_once_send(place: WHO) -> None:  # noqa: F811
    store = opened(place)
    prepared(store)
    for who in ("petro", "marta"):
        store.write(lambda c, who=who: cycle.approve(c, "e1", who, AT))  # type: ignore[misc]
    results = at_once([lambda: store.write(lambda c: cycle.send(c, "e1", "ivan", DAY, AT, TEXT)) for _ in range(4)])
    assert all(one == results[0] for one in results)
    assert states(store) == {"sent": 10}
    sound(store)


def raised(condition: str, times: int) -> Callable[[Connection], int]:
    """An act in which the server itself fails so many times, and then gives the number of its calls."""
    calls = [0]

    def act(connection: Connection) -> int:
        calls[0] += 1
        if calls[0] <= times:
            connection.exec_driver_sql(f"DO $$ BEGIN RAISE {condition}; END $$")
        return calls[0]

    return act


def test_a_question_that_another_came_between_is_put_again(postgres: str) -> None:  # noqa: F811
    store = opened(new_database(postgres))
    assert store.read(raised("serialization_failure", 2)) == 3
    assert store.write(raised("deadlock_detected", 2)) == 3


def test_a_server_without_room_or_only_for_reading(postgres: str) -> None:  # noqa: F811
    address = new_database(postgres)
    store = opened(address)
    with pytest.raises(OSError, match=r"no room is left on the server's disk \(disk_full\); nothing was written"):
        store.write(raised("disk_full", 99))
    store.write(lambda c: c.exec_driver_sql(f"ALTER DATABASE {address.partition('?')[0].rpartition('/')[2]} SET default_transaction_read_only = on"))
    store.close()
    store = open_store(address, books.METADATA)
    with pytest.raises(OSError, match="can be read but not written"):
        prepared(store)
    assert store.read(books.check) == []


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(InputRefused, match="a PostgreSQL server that answers"):
        open_store("postgresql://nobody@/none?host=/nowhere", books.METADATA)
    with pytest.raises(InputRefused, match="mysql is not a database used here"):
        open_store("mysql://nobody@/none", books.METADATA)
