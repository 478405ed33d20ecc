"""What the bank does out of its order: nobody is paid twice, nobody is lost, and each question has a way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from test_payments import rows_of, statement

from payment_world import (  # noqa: F401
    AT,
    DAY,
    answer,
    approved,
    assets,
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
from zhyto.io.payments.bankcsv import read_answer_csv
from zhyto.io.payments.store import Store
from zhyto.ledger import books
from zhyto.payments import answers, cycle, reviews
from zhyto.payments.answers import reconcile


def on_its_way(where: Path | str, count: int = 3) -> tuple[Store, list[str], list[int]]:
    """A fund whose payments are sent; their references and amounts."""
    store = opened(where)
    prepared(store, count)
    approved(store)
    sent(store)
    rows = rows_of(store)
    return store, rows["reference"].to_list(), rows["amount"].to_list()


def decided(store: Store, number: int, word: str) -> reviews.Question:
    return store.write(lambda c: reviews.decide(c, number, "petro", word, DAY, AT))


def problems(store: Store) -> list[str]:
    return [one.problem for one in store.read(reviews.questions)]


def in_review(store: Store) -> int:
    return store.read(books.balances).get("Assets:Review", 0)


@pytest.mark.parametrize("together", [True, False])
def test_paid_twice_and_one_came_back_is_paid(tmp_path: Path, together: bool) -> None:
    """Else who has the money would count as returned, and could be paid again."""
    store, ref, amount = on_its_way(tmp_path)
    twice, back = [("1", "debit", amount[0], ref[0]), ("2", "debit", amount[0], ref[0])], [("3", "return", amount[0], ref[0])]
    for name, rows in (("S1", twice + back),) if together else (("S1", twice), ("S2", back)):
        answer(store, statement(rows, name))
    assert problems(store) == ["paid_twice", "one_came_back"]
    assert states(store) == {"confirmed": 1, "sent": 2}
    assert in_review(store) == 0
    with pytest.raises(InputRefused, match="which the bank made once"):
        decided(store, 2, "settle")
    report = store.write(lambda c: reconcile(c, "e1", "petro"))
    assert dict(report.rows.select("reference", "word").iter_rows())[ref[0]] == "matched"
    # And then it does come back.
    assert answer(store, statement([("4", "return", amount[0], ref[0])], "S3")).returned == 1
    assert states(store) == {"returned": 1, "sent": 2}
    sound(store)


def test_money_back_under_our_reference_is_a_return_whatever_the_bank_calls_it(place: Path | str) -> None:  # noqa: F811
    store, ref, amount = on_its_way(place)
    answer(store, statement([("1", "debit", amount[0], ref[0])]))
    back = statement([("2", "credit", amount[0], ref[0])], "S2")
    assert answer(store, back).returned == 1
    row = rows_of(store).row(0, named=True)
    assert (row["state"], row["reason"]) == ("returned", "MS03")
    again = statement([("2", "credit", amount[0], ref[0])], "S3")
    assert answer(store, again).seen == 1
    assert problems(store) == []
    sound(store)


def test_a_return_read_before_its_payment(place: Path | str) -> None:  # noqa: F811
    store, ref, amount = on_its_way(place)
    answer(store, statement([("2", "return", amount[0], ref[0])], "S2"))
    assert problems(store) == ["not_paid"]
    with pytest.raises(InputRefused, match="settle the payment itself first"):
        decided(store, 1, "settle")
    answer(store, statement([("1", "debit", amount[0], ref[0])], "S1"))
    total = assets(store)
    decided(store, 1, "settle")
    assert states(store) == {"returned": 1, "sent": 2}
    assert (assets(store), in_review(store)) == (total, 0)
    assert store.write(lambda c: cycle.pay_again(c, "e1", recipients(1), "olena", DAY, AT)).count == 1
    sound(store)


def test_paid_with_another_amount_and_all_of_it_back(tmp_path: Path) -> None:
    store, ref, amount = on_its_way(tmp_path)
    answer(store, statement([("1", "debit", amount[0] - 5, ref[0])], "S1"))
    decided(store, 1, "settle")
    answer(store, statement([("2", "return", amount[0] - 5, ref[0])], "S2"))
    decided(store, 2, "settle")
    assert states(store) == {"returned": 1, "sent": 2}
    assert in_review(store) == 0
    made = store.write(lambda c: cycle.pay_again(c, "e1", recipients(1), "olena", DAY, AT))
    assert made.amount == amount[0]
    sound(store)


def test_two_parts_make_one_payment(tmp_path: Path) -> None:
    store, ref, amount = on_its_way(tmp_path)
    answer(store, statement([("1", "debit", amount[0] - 40, ref[0])], "S1"))
    answer(store, statement([("2", "debit", 40, ref[0])], "S2"))
    answer(store, statement([("3", "debit", 1, ref[0])], "S3"))
    decided(store, 1, "settle")
    assert rows_of(store)["reason"][0] == "rjct.amount.invalid"
    decided(store, 2, "settle")
    row = rows_of(store).row(0, named=True)
    assert (row["state"], row["reason"], in_review(store)) == ("confirmed", "", -1)
    with pytest.raises(InputRefused, match="for the bank to bring back"):
        decided(store, 3, "settle")
    sound(store)


def test_rejected_and_then_paid_is_not_paid_again(place: Path | str) -> None:  # noqa: F811
    store, ref, amount = on_its_way(place)
    answer(store, statement([("1", "rejection", amount[0], ref[0])], "S1"))
    answer(store, statement([("2", "debit", amount[0], ref[0])], "S2"))
    assert problems(store) == ["not_sent"]
    with pytest.raises(InputRefused, match=f"found {ref[0]}; expected payments about which nothing is asked"):
        store.write(lambda c: cycle.pay_again(c, "e1", recipients(1), "olena", DAY, AT))
    decided(store, 1, "settle")
    assert states(store) == {"confirmed": 1, "sent": 2}
    assert in_review(store) == 0
    report = store.write(lambda c: reconcile(c, "e1", "petro"))
    assert dict(report.rows.select("reference", "word").iter_rows())[ref[0]] == "matched"
    sound(store)


def test_paid_after_it_was_prepared_anew(place: Path | str) -> None:  # noqa: F811
    """The new payment is held, and an officer takes it back."""
    store, ref, amount = on_its_way(place)
    answer(store, statement([("1", "rejection", amount[0], ref[0]), ("2", "rejection", amount[1], ref[1])], "S1"))
    store.write(lambda c: cycle.pay_again(c, "e1", recipients(2), "olena", DAY, AT))
    answer(store, statement([("3", "debit", amount[0], ref[0])], "S2"))
    approved(store)
    (file,) = sent(store)
    assert file.count(b"<EndToEndId>") == 1, "only the other one is sent"
    with pytest.raises(InputRefused, match="expected one of settle, cancel, note"):
        decided(store, 1, "different")
    decided(store, 1, "cancel")
    rows = rows_of(store).sort("attempt", "household")
    assert rows["state"].to_list() == ["superseded", "superseded", "sent", "cancelled", "sent"]
    assert rows["reason"][3] == "paid_before"
    assert in_review(store) == -amount[0], "the bank paid it, and the books say that they cannot say more"
    sound(store)


def test_money_of_a_source_that_came_before_it_was_recorded(place: Path | str) -> None:  # noqa: F811
    store, _, _ = on_its_way(place)
    answer(store, statement([("B7", "credit", 5000, "PAY77"), ("B8", "credit", 700, "")], "S1", closing=assets(store) + 5700))
    with pytest.raises(InputRefused, match=r"zhyto fund source CODE --amount 50\.00 --reference B7"):
        decided(store, 1, "settle")
    for number, amount, reference in ((1, 5000, "PAY77"), (2, 700, "B8")):
        store.write(lambda c, amount=amount, reference=reference: cycle.add_source(c, "oblast", amount, DAY, AT, reference))
        assert store.read(answers.bank_difference) == -amount, "twice in the books until it is settled"
        decided(store, number, "settle")
        assert store.read(answers.bank_difference) == 0
    assert in_review(store) == 0
    sound(store)


def test_a_receipt_explains_one_entry(place: Path | str) -> None:  # noqa: F811
    store, _, _ = on_its_way(place)
    store.write(lambda c: cycle.add_source(c, "oblast", 5000, DAY, AT, "PAY77"))
    first = answer(store, statement([("1", "credit", 5000, "PAY77"), ("2", "credit", 5000, "PAY77")], "S1"))
    assert (first.sources, first.review) == (1, 1)
    assert answer(store, statement([("3", "credit", 5000, "PAY77")], "S2")).review == 1
    assert problems(store) == ["received_twice"] * 2
    with pytest.raises(InputRefused, match=r"a receipt of 50\.00"):
        decided(store, 1, "settle")
    sound(store)


def test_what_nobody_fetched_comes_back_from_the_post(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    prepared(store, 4, people=recipients(4).with_columns(iban=pl.lit(""), address=pl.lit("вул. Зразкова, 1")))
    approved(store)
    sent(store)
    (message,) = store.read(lambda c: cycle.messages(c, "e1"))
    account = assets(store)
    lines = ["reference;amount;outcome;date;reason"]
    for n, (ref, amount) in enumerate(rows_of(store).select("reference", "amount").iter_rows()):
        lines.append(f"{ref};{amount // 100}.{amount % 100:02d};{'rejected' if n == 0 else 'paid'};{DAY};{'' if n else 'NOTCLAIMED'}")
    # The post pays before the statement with its money is read: the account is right all the same.
    answer(store, read_answer_csv("\n".join(lines).encode(), answers.POST))
    unfetched = rows_of(store)["amount"][0]
    account -= message.amount
    answer(store, statement([("1", "debit", message.amount, message.id)], "S1", closing=account))
    assert store.read(answers.bank_difference) == 0
    too_much = answer(store, statement([("2", "credit", unfetched + 1, message.id)], "S2", closing=account + unfetched + 1))
    assert too_much.review == 1
    back = answer(store, statement([("3", "credit", unfetched, message.id)], "S3", date(2026, 1, 21), account + 2 * unfetched + 1))
    assert (back.sources, back.review) == (1, 0)
    assert store.read(answers.bank_difference) == 0
    assert assets(store) == account + 2 * unfetched + 1, "nothing is with the post any more, and all is on the account"
    sound(store)


def test_who_prepared_either_does_not_decide_whether_they_are_one(place: Path | str) -> None:  # noqa: F811
    store = opened(place)
    twin = recipients(1)
    prepared(store, 1)
    store.write(lambda c: cycle.prepare(c, "e2", 2026 * 12, shares(1, first=5), twin.with_columns(household_id=pl.lit("H00005")), "marta", DAY, AT))
    for login in ("olena", "marta"):
        with pytest.raises(InputRefused, match="who prepares does not decide"):
            store.write(lambda c, login=login: reviews.decide(c, 1, login, "different", DAY, AT))
    assert store.write(lambda c: reviews.decide(c, 1, "petro", "different", DAY, AT)).officer == "petro"


def test_a_receipt_recorded_by_mistake_is_undone_by_a_new_entry(place: Path | str) -> None:  # noqa: F811
    store = opened(place)

    def undo(key: str, note: str = "a nought too many") -> bool:
        return store.write(lambda c: cycle.undo_source(c, key, "petro", DAY, AT, note))

    store.write(lambda c: cycle.add_source(c, "oblast", 5000, DAY, AT, "PAY77"))
    before = store.read(lambda c: list(books.entries(c)))
    for key, note, message in (("PAY78", "x", "a receipt: .*PAY77"), ("PAY77", " ", "say why")):
        with pytest.raises(InputRefused, match=message):
            undo(key, note)
    assert undo("PAY77")
    assert not undo("PAY77")
    after = store.read(lambda c: list(books.entries(c)))
    assert after[:-1] == before, "nothing is taken out"
    assert (after[-1].kind, after[-1].refers_to, after[-1].note) == ("reversal", "source:PAY77", "a nought too many")
    assert store.read(books.balances)["Assets:Fund:Oblast"] == 50_000_00
    with pytest.raises(InputRefused, match="PAY77, which was undone"):
        store.write(lambda c: cycle.add_source(c, "oblast", 5000, DAY, AT, "PAY77"))
    assert answer(store, statement([("1", "credit", 5000, "PAY77")])).review == 1, "it explains nothing any more"
    sound(store)


def test_money_that_the_bank_has_or_an_envelope_is_not_undone(tmp_path: Path) -> None:
    store = opened(tmp_path, {"oblast": 1000_00})
    store.write(lambda c: cycle.add_source(c, "oblast", 5000, DAY, AT, "PAY77"))
    answer(store, statement([("1", "credit", 5000, "PAY77")]))
    with pytest.raises(InputRefused, match="which the bank's statement has"):
        store.write(lambda c: cycle.undo_source(c, "PAY77", "petro", DAY, AT, "why"))
    prepared(store, 10)
    with pytest.raises(InputRefused, match="Assets:Fund:Oblast"):
        store.write(lambda c: cycle.undo_source(c, f"oblast.260120.{1000_00}", "petro", DAY, AT, "why"))
    sound(store)
