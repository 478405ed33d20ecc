"""One person in two hromadas: found before sending, asked about, never merged."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payment_world import (  # noqa: F401
    AT,
    DAY,
    MONTH,
    TEXT,
    answer,
    approved,
    bank,
    iban,
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
from zhyto.payments import cycle, queries, reviews
from zhyto.payments.duplicates import NEAR, plain_names, suggestions
from zhyto.payments.recipients import checked
from zhyto.payments.reference import salted
from zhyto.synthetic.payees import make_recipients

SECRET = b"s" * 32


def people(*rows: tuple[str, str, int | None, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        list(rows),
        schema={"household": pl.String, "name": pl.String, "birth": pl.Int64, "iban": pl.String, "number_hash": pl.String},
        orient="row",
    )


def day(text: str) -> int:
    from datetime import date

    from zhyto.dates import day_number

    return day_number(date.fromisoformat(text))


def found(*rows: tuple[str, str, int | None, str, str]) -> list[tuple[int, int, str, int]]:
    return list(suggestions(people(*rows)).iter_rows())  # type: ignore[arg-type]


def test_what_is_asked_about() -> None:
    born = day("1980-02-03")
    assert found(("A", "Коваль Іван", None, "", "n"), ("B", "Зовсім Інша", 5, "", "n")) == [(0, 1, "same_number", 100)]
    assert found(("A", "Коваль Іван", None, "U1", "n"), ("B", "Зовсім Інша", 5, "U1", "m")) == [(0, 1, "same_account", 95)]
    assert found(("A", "Коваленко Іван Петрович", born, "", ""), ("B", "КОВАЛЕНКО  Iван Петрович", born, "", "m")) == [
        (0, 1, "same_name", 100)
    ]
    assert found(("A", "Коваленко Іван Петрович", born, "", ""), ("B", "Іван Петрович Коваленко", born, "", "")) == [
        (0, 1, "same_name", 100)
    ]
    assert found(("A", "Мар'яненко Ганна", born, "", ""), ("B", "Марʼяненко Ганна", born, "", "")) == [(0, 1, "same_name", 100)]
    ((_, _, problem, score),) = found(("A", "Коваленко Іван Петрович", born, "", ""), ("B", "Коваленко Іван Петровіч", born, "", ""))
    assert (problem, NEAR <= score < 100) == ("same_name", True)
    assert found(("A", "Коваленко Іван", born, "", ""), ("B", "Коваленко Іван", day("1980-03-02"), "", "")) == [(0, 1, "swapped_date", 85)]


def test_what_is_not_asked_about() -> None:
    born = day("1980-02-03")
    assert found(("A", "Коваленко Іван", born, "U1", "n"), ("A", "Коваленко Іван", born, "U1", "n")) == [], "one household"
    assert found(("A", "Коваленко Іван", born, "", "n"), ("B", "Коваленко Іван", born, "", "m")) == [], "two numbers are two persons"
    assert found(("A", "Коваленко Іван", born, "", ""), ("B", "Коваленко Іван", born + 1, "", "")) == []
    assert found(("A", "Коваленко Іван", None, "", ""), ("B", "Коваленко Іван", None, "", "")) == [], "a name alone says little"
    assert found(("A", "Коваленко Іван", born, "", ""), ("B", "Шевчук Олена", born, "", "")) == []
    assert found() == []


NAMES = st.sampled_from(["Коваленко Іван", "Коваленко Iван", "Коваленко Івана", "Шевчук Олена", "Шевчук О.", ""])
ROWS = st.lists(st.tuples(st.sampled_from("ABCDEF"), NAMES, st.sampled_from([None, 100, 101, 3686, 3716]), st.sampled_from(["", "U1", "U2"]),
                          st.sampled_from(["", "n", "m"])), max_size=9)  # fmt: skip


@settings(max_examples=60)
@given(ROWS)
def test_pairs_against_a_plain_reading_of_the_rule(rows: list[tuple[str, str, int | None, str, str]]) -> None:
    """Each pair judged alone, in words of the rule."""
    from rapidfuzz import fuzz

    from zhyto.dates import day_of

    names = plain_names(pl.Series([row[1] for row in rows], dtype=pl.String)).to_list()
    expected = []
    for left in range(len(rows)):
        for right in range(left + 1, len(rows)):
            (home, _, birth, account, number), (home2, _, birth2, account2, number2) = rows[left], rows[right]
            alike = False
            if not (number and number2 and number != number2) and None not in (birth, birth2) and names[left] and names[right]:
                one, two = day_of(birth or 0), day_of(birth2 or 0)
                swapped = one != two and one.year == two.year and (one.day, one.month) == (two.month, two.day)
                alike = (one == two and fuzz.ratio(names[left], names[right]) >= NEAR) or (swapped and names[left] == names[right])
            if home != home2 and ((number and number == number2) or (account and account == account2) or alike):
                expected.append((left, right))
    assert [row[:2] for row in found(*rows)] == expected


def twins(store: object, name: str = "e1") -> cycle.Prepared:
    """H00001 and H00004 are one by name and birth date."""
    table = recipients(6)
    first = table.row(1, named=True)
    table = table.with_columns(
        pl.when(pl.col("household_id") == "H00004").then(pl.lit(first[column])).otherwise(column).alias(column)
        for column in ("name", "birth_date")
    )
    return prepared(store, 6, name, people=table)  # type: ignore[arg-type]


def test_a_payment_is_held_until_an_officer_decides(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    assert twins(store).held == 2
    approved(store)
    assert len(sent(store)) == 1
    assert states(store) == {"sent": 4, "approved": 2}
    assert store.read(lambda c: queries.envelope_state(c, "e1")) == "approved"
    (question,) = store.read(reviews.questions)
    assert (question.left, question.right, question.problem, question.score) == ("e1/H00001", "e1/H00004", "same_name", 100)
    with pytest.raises(InputRefused, match="who prepares does not decide"):
        store.write(lambda c: reviews.decide(c, question.id, "olena", "different", DAY, AT))
    with pytest.raises(InputRefused, match="one of different, cancel-left, cancel-right"):
        store.write(lambda c: reviews.decide(c, question.id, "petro", "settle", DAY, AT))
    store.write(lambda c: reviews.decide(c, question.id, "ivan", "different", DAY, AT, "two sisters"))
    (second,) = sent(store)
    assert second.count(b"<EndToEndId>") == 2
    assert states(store) == {"sent": 6}
    sound(store)


def test_one_of_the_two_is_not_made(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    twins(store)
    approved(store)
    store.write(lambda c: reviews.decide(c, 1, "ivan", "cancel-right", DAY, AT))
    (file,) = sent(store)
    assert file.count(b"<EndToEndId>") == 5
    assert states(store) == {"sent": 5, "cancelled": 1}
    from zhyto.ledger import books

    assert store.read(books.balances)["Assets:Fund:Oblast"] == 50_000_00 - 600_15 + 100_04
    sound(store)


def test_two_envelopes_of_one_month_are_compared(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    first = recipients(3)
    prepared(store, 3, people=first)
    approved(store)
    sent(store)
    again = recipients(3, first=10).with_columns(
        iban=pl.when(pl.col("household_id") == "H00011").then(pl.lit(iban(1001))).otherwise("iban")
    )
    made = prepared(store, name="e2", rows=shares(3, first=10), people=again)
    assert made.held == 1
    (question,) = store.read(reviews.questions)
    assert (question.left, question.right, question.problem) == ("e2/H00011", "e1/H00001", "same_account")
    with pytest.raises(InputRefused, match="the payment to H00001 in e1 is sent"):
        store.write(lambda c: reviews.decide(c, question.id, "ivan", "cancel-right", DAY, AT))
    store.write(lambda c: reviews.decide(c, question.id, "ivan", "cancel-left", DAY, AT))
    assert states(store) == {"sent": 3, "prepared": 2, "cancelled": 1}
    # Another month is another question.
    store.write(lambda c: cycle.prepare(c, "e3", MONTH - 1, shares(3, first=20), again.with_columns(
        household_id=pl.lit("H0002") + pl.col("household_id").str.tail(1)), "olena", DAY, AT))  # fmt: skip
    assert store.read(reviews.questions) == []
    sound(store)


def test_what_was_decided_is_not_asked_again(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    twins(store)
    store.write(lambda c: reviews.decide(c, 1, "ivan", "different", DAY, AT))
    approved(store)
    teller = bank(store, 10_000, 0)
    teller.take(sent(store)[0], DAY)
    answer(store, teller.statement(DAY))
    assert states(store) == {"rejected": 6}
    table = recipients(6)
    first = table.row(1, named=True)
    mended = table.with_columns(
        pl.when(pl.col("household_id") == "H00004").then(pl.lit(first[column])).otherwise(column).alias(column)
        for column in ("name", "birth_date")
    )
    made = store.write(lambda c: cycle.pay_again(c, "e1", mended, "olena", DAY, AT))
    assert (made.count, made.held) == (6, 0)


def test_numbers_are_checked_and_kept_as_salted_hashes() -> None:
    table = pl.DataFrame({"household_id": ["a", "b", "c", "d"], "name": ["Ім'я"] * 4, "birth_date": [""] * 4,
                          "iban": [" ua 35 3052990000000000000000001", "", "x", ""],
                          "rnokpp": ["1759013776", " 1759013776", "1759013777", ""], "address": ["", "вул.", "", ""]})  # fmt: skip
    done = checked(table, SECRET, "UA", "ua.rntrc")
    assert done["method"].to_list() == ["bank", "post", "none", "none"]
    assert done["number_hash"].to_list() == [salted(SECRET, "1759013776")] * 2 + ["", ""]
    assert done["rnokpp"].to_list() == ["1759013776", "1759013776", "", ""]
    assert salted(b"t" * 32, "1759013776") != salted(SECRET, "1759013776")
    with pytest.raises(ValueError, match="python-stdnum knows no"):
        checked(table, SECRET, "UA", "ua.nothing")


def test_made_up_recipients_have_what_was_planted() -> None:
    households = [f"H{n}" for n in range(2000)]
    table, planted = make_recipients(households, 5, "UA")
    assert table.equals(make_recipients(households, 5, "UA")[0])
    done = checked(table, SECRET, "UA", "ua.rntrc")
    assert set(done.filter(pl.col("method") == "none")["household_id"]) == set(planted.wrong_account)
    assert set(done.filter(pl.col("method") == "post")["household_id"]) == set(planted.no_account)
    rows = done.select(pl.col("household_id").alias("household"), "name", "iban", "number_hash",
                       birth=(pl.col("birth_date").str.to_date("%Y-%m-%d") - pl.date(1970, 1, 1)).dt.total_days())  # fmt: skip
    pairs = {tuple(sorted((households[left], households[right]))) for left, right, *_ in suggestions(rows).iter_rows()}
    assert {tuple(sorted(pair)) for pair in planted.same} <= pairs
    assert len(planted.same) == 4
    assert len(pairs) <= 12


def test_the_text_that_a_recipient_reads_is_bounded(tmp_path: Path) -> None:
    store = opened(tmp_path)
    prepared(store, 1)
    approved(store)
    for text in ("", "x" * 141, "a\nb"):
        with pytest.raises(InputRefused, match="1 to 140 characters"):
            store.write(lambda c, text=text: cycle.send(c, "e1", "petro", DAY, AT, text))
    assert len(store.write(lambda c: cycle.send(c, "e1", "petro", DAY, AT, TEXT))) == 1
