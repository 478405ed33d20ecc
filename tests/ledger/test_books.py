"""The books: they balance whatever is done, nothing in them is changed, and others can read them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from payment_world import AT, DAY, MONTH, approved, bank, opened, place, postgres, prepared, recipients, sent, shares, sound  # noqa: F401
from payment_world import answer as answered
from zhyto.faults import InputRefused
from zhyto.io.payments.store import Store, open_store
from zhyto.ledger import books
from zhyto.ledger.books import Posting
from zhyto.ledger.booktexts import to_beancount, to_csv
from zhyto.money import parse_amount
from zhyto.payments import cycle


def said(error: pytest.ExceptionInfo[InputRefused]) -> str:
    return str(error.value)


def move(key: str, amount: int, source: str = "Oblast") -> tuple[str, str, date, datetime, list[Posting]]:
    return key, "test", DAY, AT, [Posting(f"Assets:Fund:{source}", -amount), Posting("Assets:Envelope:E:Oblast", amount)]


def test_an_entry_balances_or_is_not_written(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    for lines in ([Posting("Assets:Fund:Oblast", 5)], [Posting("Assets:Fund:Oblast", 5), Posting("Assets:X", -4)], []):
        with pytest.raises(ValueError, match=r"zero|without postings"):
            store.write(lambda c, lines=lines: books.post(c, "k", "test", DAY, AT, lines))
    with pytest.raises(ValueError, match="not the name"):
        store.write(lambda c: books.post(c, "k", "test", DAY, AT, [Posting("assets:x", 5), Posting("Assets:Fund:Oblast", -5)]))
    with pytest.raises(ValueError, match="nothing"):
        store.write(lambda c: books.post(c, "k", "test", DAY, AT, [Posting("Assets:X", 0), Posting("Assets:Y", 0)]))
    assert len(list(store.read(lambda c: list(books.entries(c))))) == 3
    sound(store)


def test_an_entry_is_written_once(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    assert store.write(lambda c: books.post(c, *move("k", 100)))
    assert not store.write(lambda c: books.post(c, *move("k", 100)))
    with pytest.raises(InputRefused, match="k with other amounts"):
        store.write(lambda c: books.post(c, *move("k", 101)))
    assert store.read(books.balances)["Assets:Envelope:E:Oblast"] == 100
    sound(store)


def test_the_database_itself_refuses_changes(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    for line in ("UPDATE posting SET amount = amount + 1", "DELETE FROM posting", "UPDATE entry SET kind = 'x'", "DELETE FROM entry"):
        with pytest.raises(DBAPIError, match="nothing written in the books"):
            store.write(lambda c, line=line: c.execute(text(line)))
    sound(store)


def test_no_account_of_the_fund_falls_below_zero(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    with pytest.raises(InputRefused) as error:
        store.write(lambda c: books.post(c, *move("k", 50_000_01)))
    assert "Assets:Fund:Oblast: found 0.01 more than it holds" in said(error)
    sound(store)


def test_reversals_are_new_entries(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    store.write(lambda c: books.post(c, *move("k", 100)))
    before = store.read(lambda c: list(books.entries(c)))
    assert store.write(lambda c: books.reverse(c, "undo", "k", DAY, AT))
    assert not store.write(lambda c: books.reverse(c, "undo", "k", DAY, AT))
    with pytest.raises(InputRefused, match="undo has undone it"):
        store.write(lambda c: books.reverse(c, "undo-again", "k", DAY, AT))
    with pytest.raises(InputRefused, match="the key of an entry"):
        store.write(lambda c: books.reverse(c, "undo-none", "none", DAY, AT))
    after = store.read(lambda c: list(books.entries(c)))
    assert after[:-1] == before
    assert (after[-1].refers_to, after[-1].kind) == ("k", "reversal")
    assert store.read(books.balances)["Assets:Envelope:E:Oblast"] == 0
    sound(store)


def test_a_month_in_which_nothing_happened_can_be_closed(place: Path | str) -> None:  # noqa: F811
    store = opened(place, {})
    assert store.write(lambda c: books.close_period(c, MONTH, AT))
    assert store.read(books.periods) == {MONTH: False}


def test_nothing_is_posted_into_a_closed_month(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    with pytest.raises(InputRefused, match="2026-02 was never opened"):
        store.write(lambda c: books.post(c, "k", "test", date(2026, 2, 1), AT, move("k", 1)[4]))
    store.write(lambda c: books.open_period(c, MONTH + 1, AT))
    with pytest.raises(InputRefused, match="2026-01 is still open"):
        store.write(lambda c: books.close_period(c, MONTH + 1, AT))
    assert store.write(lambda c: books.close_period(c, MONTH, AT))
    assert not store.write(lambda c: books.close_period(c, MONTH, AT))
    with pytest.raises(InputRefused, match="2026-01 is closed"):
        store.write(lambda c: books.post(c, *move("k", 1)))
    with pytest.raises(InputRefused, match="2026-01 is closed"):
        store.write(lambda c: books.open_period(c, MONTH, AT))
    # The correction is an entry of a month that is open.
    assert store.write(lambda c: books.post(c, "k", "test", date(2026, 2, 3), AT, move("k", 1)[4]))
    assert store.read(lambda c: books.balances(c, date(2026, 1, 31)))["Assets:Fund:Oblast"] == 50_000_00
    sound(store)


def test_balance_assertions_hold_or_are_refused(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    store.write(lambda c: books.assert_balance(c, "Assets:Fund", DAY, 100_000_00, AT))
    with pytest.raises(InputRefused) as error:
        store.write(lambda c: books.assert_balance(c, "Assets:Fund:Oblast", DAY, 50_000_01, AT))
    assert "found 50000.00; expected 50000.01" in said(error)
    # What was asserted and is no longer so is found, for example where somebody posts into the past.
    store.write(lambda c: books.post(c, *move("k", 1)))
    assert store.read(books.check) == ["Assets:Fund held 99999.99 on 2026-01-20, asserted were 100000.00"]


def test_a_clock_that_jumps_back(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    assert store.write(lambda c: books.post(c, "a", "test", DAY, AT - timedelta(seconds=books.CLOCK_SLACK), move("a", 1)[4]))
    last = store.read(lambda c: list(books.entries(c)))[-1]
    assert last.recorded == AT
    with pytest.raises(InputRefused) as error:
        store.write(lambda c: books.post(c, "b", "test", DAY, AT - timedelta(days=1), move("b", 1)[4]))
    assert "2026-01-19T09:00:00+00:00" in said(error)
    assert "the clock of this machine has jumped back" in said(error)
    with pytest.raises(ValueError, match="time zone"):
        store.write(lambda c: books.post(c, "b", "test", DAY, datetime(2026, 1, 20), move("b", 1)[4]))
    sound(store)


def test_the_outbox_gives_each_posting_until_it_is_acknowledged(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    prepared(store)
    every = store.read(lambda c: books.pending(c, 1000))
    assert [one.key for one in store.read(lambda c: books.pending(c, 3))] == [one.key for one in every[:3]]
    entries = store.read(lambda c: list(books.entries(c)))
    assert [(one.account, one.amount) for one in every] == [(line.account, line.amount) for entry in entries for line in entry.postings]
    assert len({one.key for one in every}) == len(every)
    done = [one.key for one in every[:5]]
    assert store.write(lambda c: books.acknowledge(c, done)) == 5
    assert store.write(lambda c: books.acknowledge(c, done)) == 0
    assert store.read(lambda c: books.pending(c, 1000)) == every[5:]
    with pytest.raises(ValueError, match="no key of the outbox"):
        store.write(lambda c: books.acknowledge(c, ["x"]))
    sound(store)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["Oblast", "Hromadas"]), st.integers(-4_000_00, 4_000_00), st.booleans()), max_size=12))
def test_books_balance_whatever_is_tried(tmp_path: Path, tries: list[tuple[str, str, int, bool]]) -> None:
    """A model in a dict against the books; what is refused leaves no trace."""
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    store = opened(folder, {"oblast": 5_000_00, "hromadas": 1_000_00})
    model, keys = Counter({"Oblast": 5_000_00, "Hromadas": 1_000_00}), {}
    for key, source, amount, back in tries:
        lines = [Posting(f"Assets:Fund:{source}", -amount), Posting(f"Assets:Envelope:E:{source}", amount)]
        try:
            done = store.write(lambda c: books.post(c, key, "test", DAY, AT, lines))
        except (InputRefused, ValueError):
            done = False
        if done:
            assert key not in keys
            keys[key] = (source, amount)
            model[source] -= amount
        assert model[source] >= 0
        if back and key in keys:
            try:
                if store.write(lambda c: books.reverse(c, f"undo-{key}", key, DAY, AT)):
                    model[keys[key][0]] += keys[key][1]
            except InputRefused:
                pass
    found = store.read(books.balances)
    assert {source: found[f"Assets:Fund:{source}"] for source in model} == dict(model)
    sound(store)
    store.close()


def exported(store: Store) -> str:
    from sqlalchemy import select

    from zhyto import dates

    rows = store.read(lambda c: [(row.account, dates.day_of(row.day), row.amount) for row in c.execute(select(books.ASSERTION))])
    return to_beancount(store.read(lambda c: list(books.entries(c))), rows, "UAH")


def whole_month(folder: Path | str) -> Store:
    """A month with everything in it, closed."""
    store = opened(folder)
    prepared(store, 12)
    approved(store)
    teller = bank(store, 2000, 2000)
    for file in sent(store):
        teller.take(file, DAY)
    answered(store, teller.statement(DAY))
    assert teller.give_back(DAY)
    teller.receive(77, "SOMETHING-ELSE", DAY)
    answered(store, teller.statement(DAY))
    store.write(lambda c: books.close_period(c, MONTH, AT))
    return store


def test_beancount_finds_the_export_right_and_agrees_on_every_balance(tmp_path: Path) -> None:
    loader = pytest.importorskip("beancount.loader", reason="beancount (GPL, for tests only) is not installed")
    from beancount.core import data, realization

    store = whole_month(tmp_path)
    text_of = exported(store)
    entries, errors, _ = loader.load_string(text_of)
    assert errors == []
    assert sum(isinstance(one, data.Balance) for one in entries) > 8
    tree = realization.realize(entries)
    for account, amount in store.read(books.balances).items():
        node = realization.get(tree, account)
        found = node.balance.get_currency_units("UAH").number
        assert found * 100 == amount, account
    # The check is one: a kopeck more and beancount objects.
    spoiled = text_of.replace(" balance Assets:Review  0.77", " balance Assets:Review  0.78")
    assert spoiled != text_of
    assert len(loader.load_string(spoiled)[1]) == 1


def test_the_table_of_postings_holds_everything(tmp_path: Path) -> None:
    store = whole_month(tmp_path)
    rows = list(csv.DictReader(io.StringIO(to_csv(store.read(lambda c: list(books.entries(c)))))))
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["account"]] += parse_amount(row["amount_uah"]) or 0
    assert sums == Counter(store.read(books.balances))
    assert {row["reference"] for row in rows if row["kind"] == "confirmed"} != {""}


def test_no_person_stands_in_the_books(tmp_path: Path) -> None:
    text_of = exported(whole_month(tmp_path))
    assert "H0000" not in text_of
    people = recipients(12)
    assert not [one for one in (*people["name"], *people["iban"]) if one in text_of]


def test_a_source_of_nothing_or_less_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for amount in (0, -1, 10**17):
        with pytest.raises(InputRefused, match="amount"):
            store.write(lambda c, amount=amount: cycle.add_source(c, "oblast", amount, DAY, AT))
    with pytest.raises(InputRefused, match="a code of Latin letters"):
        store.write(lambda c: cycle.add_source(c, "обласний", 1, DAY, AT))
    with pytest.raises(InputRefused, match="a code unlike donor-children"):
        store.write(lambda c: cycle.add_source(c, "donor_children", 1, DAY, AT))
    sound(store)


def test_a_receipt_is_recorded_once(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert not store.write(lambda c: cycle.add_source(c, "oblast", 50_000_00, DAY, AT))
    assert store.write(lambda c: cycle.add_source(c, "oblast", 50_000_00, DAY, AT, "PAYMENT 2"))
    assert not store.write(lambda c: cycle.add_source(c, "oblast", 50_000_00, DAY, AT, "PAYMENT 2"))
    with pytest.raises(InputRefused, match="PAYMENT 2"):
        store.write(lambda c: cycle.add_source(c, "oblast", 50_000_01, DAY, AT, "PAYMENT 2"))
    assert store.read(books.balances)["Assets:Fund:Oblast"] == 100_000_00
    sound(store)


def test_books_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no books here"):
        open_store(tmp_path / "none", books.METADATA)
    assert not (tmp_path / "none").exists()
    (tmp_path / "books.sqlite").write_bytes(b"this is a letter, and no database of any kind" * 40)
    with pytest.raises(InputRefused, match="not a database"):
        open_store(tmp_path, books.METADATA)


def test_books_that_can_be_read_only(tmp_path: Path) -> None:
    """As on a folder mounted read-only: SQLite says so for any write."""
    from sqlalchemy import event

    store = opened(tmp_path)
    store.close()
    event.listen(store.engine, "connect", lambda driver, _: driver.execute("PRAGMA query_only = ON"))
    with pytest.raises(OSError, match="can be read but not written") as error:
        store.write(lambda c: cycle.add_source(c, "oblast", 1, DAY, AT))
    assert str(tmp_path) in str(error.value)
    sound(store)


def test_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own limit of pages gives what a full disk gives."""
    store = opened(tmp_path)
    pages = store.read(lambda c: c.execute(text("PRAGMA page_count")).scalar_one())
    store.close()
    from sqlalchemy import event

    event.listen(store.engine, "connect", lambda driver, _: driver.execute(f"PRAGMA max_page_count = {pages}"))
    before = store.read(books.balances)
    with pytest.raises(OSError, match="no room is left on the disk") as error:
        prepared(store, 3000, rows=shares(3000, 1))
    assert error.value.errno == 28
    store.close()
    assert store.read(books.balances) == before
    sound(store)
