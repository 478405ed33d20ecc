"""The clock of payments: for whom each waits, since when, due by which day, under which rule; and nothing made up."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from test_fund_command import fund, paid
from test_payment_reviews import on_its_way
from test_payments import rows_of, statement

from commands import answer as told
from commands import refusal, zhyto
from payment_world import (  # noqa: F401
    AT,
    DAY,
    TEXT,
    answer,
    opened,
    place,
    postgres,
    prepared,
    recipients,
    sound,
)
from zhyto.faults import InputRefused
from zhyto.io.packs.law import find_packs
from zhyto.io.payments.store import Store
from zhyto.payments import cycle, reviews
from zhyto.payments.answers import reconcile
from zhyto.payments.clock import WAITS, Term, clock, own_terms, read_terms, set_term

LAW = {"post": Term(0, 1, "Rules of the post", "remembered"), "bank": Term(3, 0, "Act on payments, 5", "verified")}


def rows(store: Store, on: date = DAY, law: dict[str, Term] | None = None) -> list[dict[str, Any]]:
    found = store.read(lambda c: clock(c, law or {}, on))
    return found.join(rows_of(store).select("reference", "household", "attempt"), on="reference").sort("household", "attempt").to_dicts()


def who(store: Store) -> list[tuple[str, str]]:
    return [(row["waits_for"], f"{row['since']:%d}") for row in rows(store)]


def test_for_whom_a_payment_waits_and_since_when(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    table = recipients(6)
    twin = table.row(1, named=True)
    people = table.with_columns(
        pl.when(pl.col("household_id") == "H00004").then(pl.lit(twin[name])).otherwise(name).alias(name) for name in ("name", "birth_date")
    )
    prepared(store, 6, people=people.with_columns(iban=pl.when(pl.col("household_id") == "H00005").then(pl.lit("x")).otherwise("iban")))
    held = ("officer", "20")
    assert who(store) == [("officers", "20"), held, ("officers", "20"), ("officers", "20"), held, ("maker", "20")]
    days = [AT + timedelta(days=n) for n in range(5)]
    for officer in ("petro", "marta"):
        store.write(lambda c, officer=officer: cycle.approve(c, "e1", officer, days[1]))
    assert who(store) == [("sender", "21"), held, ("sender", "21"), ("sender", "21"), held, ("maker", "20")]
    store.write(lambda c: cycle.send(c, "e1", "petro", DAY, days[2], TEXT))
    assert who(store) == [("bank", "22"), held, ("bank", "22"), ("bank", "22"), held, ("maker", "20")]
    table = rows_of(store)
    amount, ref = table["amount"], table["reference"]
    answer(store, statement([("1", "debit", amount[0], ref[0]), ("2", "rejection", amount[2], ref[2]), ("3", "debit", amount[3] + 1, ref[3])],
                            day=date(2026, 1, 23)), days[4])  # fmt: skip
    # What the bank did and nobody has decided about waits for an officer, not for the bank.
    assert who(store) == [("nobody", "23"), held, ("maker", "23"), ("officer", "24"), held, ("maker", "20")]


def test_who_is_paid_again_waits_for_the_question_about_the_first_time(tmp_path: Path) -> None:
    store, ref, amount = on_its_way(tmp_path, 1)
    answer(store, statement([("1", "rejection", amount[0], ref[0])], "S1"))
    store.write(lambda c: cycle.pay_again(c, "e1", recipients(1), "olena", DAY, AT))
    answer(store, statement([("2", "debit", amount[0], ref[0])], "S2"), AT + timedelta(days=1))
    assert who(store) == [("nobody", "20"), ("officer", "21")]
    decided_at = AT + timedelta(days=1)

    store.write(lambda c: reviews.decide(c, 1, "petro", "cancel", DAY, decided_at))
    assert who(store) == [("nobody", "20"), ("nobody", "20")]


def test_nothing_waits_for_details_when_the_money_went_back(tmp_path: Path) -> None:
    store, ref, amount = on_its_way(tmp_path, 1)
    answer(store, statement([("1", "rejection", amount[0], ref[0])], "S1"))
    assert who(store) == [("maker", "20")]
    store.write(lambda c: reconcile(c, "e1", "petro"))
    store.write(lambda c: cycle.close_envelope(c, "e1", "petro", DAY, AT))
    assert who(store) == [("nobody", "20")]
    sound(store)


def test_due_by_the_earlier_of_the_laws_day_and_the_funds_own(place: Path | str) -> None:  # noqa: F811
    store, _, _ = on_its_way(place, 2)
    assert [(row["due_by"], row["days_left"], row["warn"], row["article"], row["mark"]) for row in rows(store)] == [(None, None, False, "", "")] * 2
    (row, _) = rows(store, date(2026, 1, 21), LAW)
    assert (row["due_by"], row["days_left"], row["warn"], row["article"], row["mark"]) == (date(2026, 1, 23), 2, True, "Act on payments, 5", "verified")
    assert rows(store, date(2026, 1, 19), LAW)[0]["warn"] is False
    late = rows(store, date(2026, 1, 25), LAW)[0]
    assert (late["days_left"], late["warn"]) == (-2, True)

    def setting(days: int, rule: str = "Regulation, 12") -> bool:
        return store.write(lambda c: set_term(c, "bank", days, rule, "petro", AT))

    assert setting(5)
    assert rows(store, law=LAW)[0]["article"] == "Act on payments, 5", "a fund's rule does not prolong the law's"
    assert setting(1)
    assert not setting(1)
    assert rows(store, law=LAW)[0]["due_by"] == date(2026, 1, 21)
    assert rows(store, law=LAW)[0]["mark"] == "own"
    assert store.read(own_terms) == {"bank": Term(1, 0, "Regulation, 12", "own")}


def test_a_month_later_is_the_same_day_or_the_last(tmp_path: Path) -> None:
    store, _, _ = on_its_way(tmp_path, 1)
    late = {"bank": Term(11, 1, "x", "remembered")}
    assert rows(store, law=late)[0]["due_by"] == date(2026, 3, 3)


@pytest.mark.parametrize(("name", "days", "rule", "login", "message"), [
    ("nobody", 1, "r", "petro", "one of officers, sender"), ("bank", -1, "r", "petro", "0 to 366"), ("bank", 1, " ", "petro", "the article"),
    ("bank", 1, "r", "who", "one of ivan"),
])  # fmt: skip
def test_terms_that_are_refused(tmp_path: Path, name: str, days: int, rule: str, login: str, message: str) -> None:
    store = opened(tmp_path)
    with pytest.raises(InputRefused, match=message):
        store.write(lambda c: set_term(c, name, days, rule, login, AT))


def test_terms_of_a_country_are_cited_and_marked() -> None:
    for pack in find_packs().values():
        for term in read_terms(pack.sheet.get("payment_terms")).values():
            assert term.cite
            assert term.mark in ("verified", "remembered")
    assert read_terms(None) == {}
    assert read_terms({"bank": {"days": "3", "cite": "x", "mark": "remembered"}}) == {"bank": Term(3, 0, "x", "remembered")}
    with pytest.raises(InputRefused) as error:
        read_terms({"bank": {"days": "3.5", "mark": "sure"}, "king": {"months": 1, "cite": "x", "mark": "verified"}, "post": 5})
    columns = [fault.column.removeprefix("payment_terms, ") for fault in error.value.faults]
    assert columns == ["bank: days", "bank: cite", "bank: mark", "king: king", "king: source", "post: post", "post: days", "post: cite", "post: mark"]


def test_every_payment_has_its_clock_by_command(tmp_path: Path) -> None:
    paid(tmp_path)
    out = tmp_path / "waiting.csv"
    page = told("fund", "waiting", "--on", "2026-01-21", "--out", out, *fund(tmp_path))
    assert page["payments"] == 6
    assert page["waiting"] == [
        {"waits_for": "officers", "payments": 6, "since": "2026-01-20", "due_by": None, "article": None, "mark": None, "warnings": 0}
    ]
    table = pl.read_csv(out)
    assert table.columns[:8] == ["reference", "envelope", "state", "g2p", "waits_for", "since", "due_by", "days_left"]
    assert (len(table), set(table["g2p"])) == (6, {"rcvd"})
    assert "no deadline known" in zhyto("fund", "waiting", "--lang", "en", *fund(tmp_path)).output
    rule = ("--for", "officers", "--days", "2", "--rule", "Положення про фонд, п. 12", "--officer", "petro")
    assert told("fund", "term", *rule, *fund(tmp_path))["recorded"]
    assert not told("fund", "term", *rule, *fund(tmp_path))["recorded"]
    page = told("fund", "waiting", "--on", "2026-01-25", *fund(tmp_path))
    assert [(one["due_by"], one["days_left"]) for one in page["warnings"]] == [("2026-01-22", -3)] * 6
    said = zhyto("fund", "waiting", "--on", "2026-01-25", *fund(tmp_path)).output
    assert "Чекають двох затверджень: 6, з 2026-01-20; до 2026-01-22; Положення про фонд, п. 12 (правило фонду)" in said
    assert "прострочено днів: 3" in said
    assert ".csv or .parquet" in refusal("fund", "waiting", "--out", tmp_path / "x.txt", *fund(tmp_path))
    assert json.dumps(page).count("Зразк") == 0


def test_each_wait_has_words() -> None:
    assert all(uk and en and uk != en for uk, en in WAITS.values())
