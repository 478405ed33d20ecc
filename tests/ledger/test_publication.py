"""From the books to the public log: everything once, sums that verify, a receipt for each who was paid, and nobody's data."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from payment_world import AT, DAY, answer, approved, bank, opened, prepared, recipients, sent, shares
from zhyto.cli import main
from zhyto.faults import InputRefused
from zhyto.io.log import publication, publicfiles, publiclog, witness
from zhyto.io.log.publication import publish, receipts, write_receipt
from zhyto.io.log.publiclog import Log
from zhyto.io.log.source import folder_reader
from zhyto.io.payments.store import Store
from zhyto.ledger import books, leaf, receipt, tiles, totals
from zhyto.payments import cycle
from zhyto.payments.answers import reconcile
from zhyto.payments.words import reason_text

LATER = AT + timedelta(days=2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A month in which 60 were paid, one was refused and two came back."""
    store = opened(tmp_path / "books")
    prepared(store, 60)
    approved(store)
    teller = bank(store, rejected=300, returned=400)
    for message in sent(store):
        teller.take(message, DAY)
    answer(store, teller.statement(DAY))
    assert teller.give_back(DAY)
    answer(store, teller.statement(DAY))
    return store


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    publiclog.create(tmp_path / "log", tmp_path / "private", "example.org/fund", AT)
    with publiclog.open_log(tmp_path / "log", tmp_path / "private") as log:
        yield log


def leaves(log: Log) -> list[bytes]:
    found = []
    for bundle in range(-(-log.size // tiles.WIDTH)):
        width = min(log.size - bundle * tiles.WIDTH, tiles.WIDTH)
        found += tiles.unpack((log.public / tiles.tile_path("entries", bundle, width)).read_bytes()) or []
    return found


def faults(log: Log, first: int, last: int) -> list[str]:
    """What the verifier of totals finds in a publication, from the public files alone."""
    read = [leaf.read(entry) for entry in leaves(log)[first:last]]
    posting = np.array([isinstance(one, leaf.Posting) for one in read])
    points = np.zeros((len(read), 65), dtype=np.uint8)
    for at, one in enumerate(read):
        if isinstance(one, leaf.Posting):
            points[at] = np.frombuffer(one.point, dtype=np.uint8)
    table = totals.read_totals((log.public / f"totals/{first}-{last}.json").read_bytes())
    return [fault.found for fault in totals.faults(table, (log.public / f"totals/{first}-{last}.cells").read_bytes(), points, posting)]


def test_every_posting_is_logged_once_and_the_sums_verify(store: Store, log: Log) -> None:
    postings = sum(len(entry.postings) for entry in store.read(lambda c: list(books.entries(c))))
    done = publish(store, log, LATER)
    assert done.logged == postings
    assert done.totals == (0, postings)
    assert done.size == postings + 1
    assert faults(log, 0, postings) == []
    again = publish(store, log, LATER)
    assert (again.logged, again.totals, again.size, again.root) == (0, None, done.size, done.root)
    table = totals.read_totals((log.public / f"totals/0-{postings}.json").read_bytes())
    # What cells say of money received is what the books say.
    received = sum(cell.amount for cell in table.cells if cell.account.startswith("Income:"))
    assert received == sum(store.read(lambda c: books.balances(c, under="Income")).values())
    # Of what was spent the cells say no more than the books, and all but what small groups withhold.
    spent = sum(cell.amount for cell in table.cells if cell.account.startswith("Expenses:"))
    assert 0 < spent <= sum(store.read(lambda c: books.balances(c, under="Expenses")).values())
    assert all(cell.recipients >= totals.K for cell in table.cells if cell.kind == totals.PAYMENTS)


@pytest.mark.parametrize(
    ("module", "name"), [(publication.books, "acknowledge"), (publiclog, "add_file"), (publiclog, "state"), (publiclog, "checkpoint")]
)
def test_cut_off_between_two_steps_nothing_is_lost_or_doubled(
    store: Store, log: Log, module: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "cut off")

    with monkeypatch.context() as patched:
        patched.setattr(module, name, broken)
        with pytest.raises(OSError, match="cut off"):
            publish(store, log, LATER)
    done = publish(store, log, LATER)
    postings = sum(len(entry.postings) for entry in store.read(lambda c: list(books.entries(c))))
    assert done.size == postings + 1
    assert faults(log, 0, postings) == []
    assert len(set(leaves(log))) == done.size


def test_who_was_paid_has_a_receipt_and_nobody_else(store: Store, log: Log, tmp_path: Path) -> None:
    publish(store, log, LATER)
    policy = publiclog.policy(log)
    given = dict(receipts(log))
    from sqlalchemy import select

    from zhyto.payments.tables import DISBURSEMENT

    paid = dict(store.read(lambda c: [
        (row.reference, row.amount) for row in c.execute(select(DISBURSEMENT.c.reference, DISBURSEMENT.c.amount).where(DISBURSEMENT.c.state == "confirmed"))
    ]))  # fmt: skip
    assert {reference: one.opening.amount for reference, one in given.items()} == paid
    assert 50 < len(paid) < 60
    for one in given.values():
        receipt.check(one, policy)
    reference = min(given)
    file = write_receipt(tmp_path / "receipts", reference, given[reference])
    receipt.check(receipt.parse(file.read_bytes()), policy)
    assert (tmp_path / "receipts" / f"{reference}.svg").read_text(encoding="utf-8").startswith("<svg")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "receipts").iterdir()} == {0o600}
    assert dict(receipts(log, [reference])) == {reference: given[reference]}
    for outside in ("../P-1", str(tmp_path / "P-1"), "a/P-1", "..", "", ".P", "a\\P", "P\n1"):
        with pytest.raises(InputRefused, match="a file's name"):
            write_receipt(tmp_path / "receipts", outside, given[reference])


def test_no_receipt_is_given_out_before_the_witnesses_saw_the_tree(store: Store, log: Log, tmp_path: Path) -> None:
    """Whoever checks it by the log's own policy would be told that it is false."""
    council = witness.create(tmp_path / "council", "example.org/council")
    witness.trust(tmp_path / "council", log.key.verifier)
    publiclog.set_policy(log, [council], 1)
    publish(store, log, LATER)
    with pytest.raises(InputRefused, match="collect them first"):
        list(receipts(log))
    publiclog.add_cosignature(log, witness.cosign(tmp_path / "council", folder_reader(log.public), LATER)[0])
    for _, one in receipts(log):
        receipt.check(one, publiclog.policy(log))


def test_what_comes_later_is_published_by_itself(store: Store, log: Log) -> None:
    first = publish(store, log, LATER)
    prepared(store, 30, "e2", rows=shares(30, 70_00, "hromadas", first=100), people=recipients(30, first=100))
    approved(store, "e2")
    teller = bank(store)
    teller.statements, teller.number = 2, 1000
    for message in sent(store, "e2"):
        teller.take(message, DAY)
    answer(store, teller.statement(DAY))
    second = publish(store, log, LATER + timedelta(days=1))
    assert second.totals is not None
    assert second.totals[0] == first.totals[1]  # type: ignore[index]
    assert faults(log, *second.totals) == []
    # A receipt of the first month stands under the new head, too.
    for _, one in receipts(log):
        receipt.check(one, publiclog.policy(log))


def test_what_was_shown_is_known_after_it_was_forgotten(store: Store, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a payment that comes back later could be shown a second time, and those forgotten would count as hidden."""
    told: list[dict[str, str]] = []
    honest = totals.publish

    def publishes(*given: object) -> totals.Publication:
        told.append(given[5])  # type: ignore[arg-type]
        return honest(*given)  # type: ignore[arg-type]

    def one_more(household: int) -> None:
        prepared(store, 20, f"e{household}", rows=shares(20, 70_00, "hromadas", first=household), people=recipients(20, first=household))
        approved(store, f"e{household}")
        for message in sent(store, f"e{household}"):
            bank(store).take(message, DAY)

    publish(store, log, LATER)
    monkeypatch.setattr(totals, "publish", publishes)
    one_more(100)
    publish(store, log, LATER)
    publiclog.forget(log, publiclog.keys_of(log, list(told[0])[:15]))
    one_more(200)
    publish(store, log, LATER)
    assert len(told[0]) > 30
    assert told[1].items() >= told[0].items()


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(file.read_bytes()[:-1])], ids=["lost", "changed"])
@pytest.mark.parametrize("name", ["json", "cells"])
def test_totals_are_not_published_twice_over_where_the_earlier_ones_were_lost(
    store: Store, log: Log, damage: Callable[[Path], object], name: str
) -> None:
    """The log itself knows what was published; by the files alone it would begin anew, and overlap."""
    done = publish(store, log, LATER)
    damage(log.public / f"totals/0-{done.size - 1}.{name}")
    with pytest.raises(InputRefused, match="restore it from a copy"):
        publish(store, log, LATER)
    assert log.size == done.size


def test_nobody_stands_in_what_is_public(store: Store, log: Log, tmp_path: Path) -> None:
    publish(store, log, LATER)
    people = recipients(60)
    words = [text for column in ("household_id", "name", "iban") for text in people[column] if text]
    words += store.read(lambda c: [one.reference for entry in books.entries(c) for one in entry.postings if one.reference])
    public = b"\n".join(file.read_bytes() for file in sorted((tmp_path / "log").rglob("*")) if file.is_file())
    assert not [word for word in words if word.encode() in public]
    # The search would find them: the private folder holds the references.
    private = (tmp_path / "private" / "salts.sqlite").read_bytes() + (tmp_path / "private" / "salts.sqlite-wal").read_bytes()
    assert words[-1].encode() in private


def test_the_commands(store: Store, tmp_path: Path) -> None:
    store.close()
    publiclog.create(tmp_path / "log", tmp_path / "private", "example.org/fund", AT)
    folders = [str(tmp_path / "log"), str(tmp_path / "private")]
    done = CliRunner().invoke(main, ["fund", "publish", *folders, "--books", str(tmp_path / "books"), "--at", LATER.isoformat(), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["totals"]
    done = CliRunner().invoke(main, ["fund", "receipts", *folders, str(tmp_path / "receipts"), "--json"])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "receipts").glob("*.json"))) == json.loads(done.output)["receipts"]
    done = CliRunner().invoke(main, ["fund", "receipts", *folders, str(tmp_path / "other"), "--reference", "NOBODY", "--lang", "en"])
    assert done.exit_code != 0
    assert "reached its recipient" in done.stderr


def test_a_clock_before_the_books_is_refused(store: Store, log: Log) -> None:
    with pytest.raises(InputRefused):
        publish(store, log, AT - timedelta(days=3))
    assert publish(store, log, LATER).logged


def test_no_public_act_tells_what_few_were_given(tmp_path: Path, log: Log) -> None:
    """An envelope for three, one of them by a source of her own: the act would be her payment."""
    store = opened(tmp_path / "books")
    prepared(store, rows=pl.concat([shares(2), shares(1, 640_00, "donor-children", first=5)]), people=recipients(10))
    prepared(store, 20, "e2", rows=shares(20, 300_00, first=20), people=recipients(20, first=20))
    publish(store, log, LATER)
    (file,) = (log.public / "totals").glob("*.json")
    given = {cell.account: cell.amount for cell in totals.read_totals(file.read_bytes()).cells if "Envelope" in cell.account}
    assert given == {"Assets:Envelope:E2:Oblast": sum(shares(20, 300_00)["kopecks"])}


def test_shares_of_which_the_books_know_nothing_are_hidden_too(store: Store, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """One household of a hromada was left out of the envelope. What its hromada was given is published, and all the others' payments were made."""
    known = publication._Shares("2026-01", {"*": 10**7}, {"oblast": 10**7})
    monkeypatch.setattr(publication, "_shares", lambda _: [known])
    told: list[dict[str, totals.Owed]] = []
    honest = totals.publish
    monkeypatch.setattr(totals, "publish", lambda *given: told.append(given[7]) or honest(*given))
    publish(store, log, LATER)
    assert {(one.source, one.lines) for name, one in told[0].items() if name.startswith("?")} == {("Oblast", ()), ("", ("0 *",))}


def test_the_practice_month_is_sound(tmp_path: Path) -> None:
    from zhyto.io.synthetic.practice import practise_month

    rows = pl.concat([shares(400), shares(100, 50_00, "donor-children")])
    found = practise_month(
        tmp_path / "fund", rows, {"oblast": 45_000_00, "donor-children": 6_000_00}, 2026 * 12, "UAH", "UA", "ua.rntrc", 1
    )
    assert found.faults == ()
    assert found.bank_differs == 0
    assert found.rejected
    assert found.returned
    assert found.again
    assert sum(found.received.values()) == found.confirmed[1] + found.on_account


def test_what_is_served_verifies_as_anyone_verifies_it(store: Store, log: Log, tmp_path: Path) -> None:
    publish(store, log, LATER)
    for reference, one in receipts(log):
        write_receipt(tmp_path / "receipts", reference, one, with_code=False)
    done = CliRunner().invoke(main, ["verify", str(log.public), "--json"])
    assert done.exit_code == 0, done.output
    proven = {one["code"] for one in json.loads(done.output[done.output.index("{") :])["findings"] if one["proven"]}
    assert {"tree", "signature", "distinct", "totals"} <= proven
    first = min((tmp_path / "receipts").glob("*.json"))
    done = CliRunner().invoke(main, ["verify", str(first), "--policy", str(log.public / "policy")])
    assert done.exit_code == 0, done.output
    assert (log.public / "verify.html").read_bytes() == publicfiles.page()


def test_letters_carry_the_receipt_and_the_level(store: Store, log: Log, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from zhyto.io.payments.letters import Say, fund_letters

    publish(store, log, LATER)
    given = dict(receipts(log))
    reference = min(given)
    say = Say("uk", "Допомога з фонду", "Порядок фонду, п. 4", "Фонд", "Скарга до ради", None, "грн")
    (file,) = fund_letters(store, tmp_path / "letters", "e1", LATER.date(), say, receipts=given.items(), references=[reference])
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    for told in (reference, "Допомогу виплачено", "Порядок фонду, п. 4", "Скарга до ради", "Квадратний код — ваша квитанція"):
        assert told in text
    back = store.read(lambda c: [row.reference for row in c.execute(returned())])
    (other,) = fund_letters(store, tmp_path / "letters", "e1", LATER.date(), say, references=back[:1])
    said = " ".join(PdfReader(other).pages[0].extract_text().split())
    assert "Виплата не дійшла" in said
    assert "Гроші для вас збережено." in said
    reasons = [row.reason for row in store.read(lambda c: c.execute(returned()).all()) if row.reference == back[0]]
    assert f"Чому не дійшла: {reason_text(reasons[0], 'uk')}." in said
    store.write(lambda c: reconcile(c, "e1", "petro"))
    store.write(lambda c: cycle.close_envelope(c, "e1", "petro", DAY, LATER))
    (closed,) = fund_letters(store, tmp_path / "letters", "e1", LATER.date(), say, references=back[:1])
    assert "Гроші вже повернуто до фонду." in " ".join(PdfReader(closed).pages[0].extract_text().split())
    with pytest.raises(InputRefused, match="a day that has not passed"):
        fund_letters(store, tmp_path / "none", "e1", LATER.date(), replace(say, until=date(2020, 1, 1)))
    with pytest.raises(InputRefused, match="one of e1"):
        fund_letters(store, tmp_path / "none", "nosuch", LATER.date(), say)
    (tmp_path / "shares.csv").write_text("household_id,share_uah\nH1,1\n", encoding="utf-8")
    with pytest.raises(InputRefused, match="a column level_uah"):
        fund_letters(store, tmp_path / "none", "e1", LATER.date(), say, tmp_path / "shares.csv")
    with pytest.raises(InputRefused, match="that arrived or came back"):
        fund_letters(store, tmp_path / "none", "e1", LATER.date(), say, references=["NOBODY"])


def test_a_letter_explains_the_share_and_its_code_is_read_off_paper(store: Store, log: Log, tmp_path: Path) -> None:
    """What the household had, its line and what it reaches, over all its shares; the square code large enough for a telephone, its name short."""
    pytest.importorskip("typst")
    from pypdf import PdfReader

    from zhyto.io.payments.letters import Say, fund_letters
    from zhyto.payments.status import payments

    publish(store, log, LATER)
    given = dict(receipts(log))
    reference = min(given)
    (household,) = store.read(lambda c: payments(c, "e1")).filter(pl.col("reference") == reference)["household"].to_list()
    (tmp_path / "shares.csv").write_text(
        "household_id,hromada,source,share_uah,level_uah,line_uah\n"
        f"{household},UA1,oblast,100.00,4200.00,4800.00\n{household},UA1,donor,50.50,4200.00,4800.00\n",
        encoding="utf-8",
    )
    say = Say("uk", "Допомога з фонду", "Порядок фонду, п. 4", "Фонд", "Скарга до ради", None, "грн", "https://fund.example.org/log")
    (file,) = fund_letters(store, tmp_path / "letters", "e1", LATER.date(), say, tmp_path / "shares.csv", given.items(), [reference])
    assert file.stat().st_mode & 0o777 == 0o600, "it names a person and carries the receipt"
    text = "".join(PdfReader(file).pages[0].extract_text().split())
    for told in ("мало б на місяць 4 049,50 грн", "з усіма частками фонду — 4 200 грн", "4 800 грн на місяць; ви матимете щонайменше 87 % межі",
                 "Перевірити можна тут: https://fund.example.org/log"):  # fmt: skip
        assert told.replace(" ", "") in text
    assert given[reference].payload().encode() not in file.read_bytes(), "a screen reader would read out all the letters of the code"
    (tmp_path / "bad.csv").write_text("household_id,share_uah,level_uah\nH1,1.00,x\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=r"bad.csv:2"):
        fund_letters(store, tmp_path / "none", "e1", LATER.date(), say, tmp_path / "bad.csv")


def test_a_letter_says_what_was_paid(tmp_path: Path) -> None:
    """An officer settled a payment that the bank made a kopeck short."""
    pytest.importorskip("typst")
    from pypdf import PdfReader
    from test_payment_reviews import decided, on_its_way
    from test_payments import statement

    from zhyto.io.payments.letters import Say, fund_letters

    store, ref, amount = on_its_way(tmp_path / "short", 1)
    answer(store, statement([("1", "debit", amount[0] - 1, ref[0])]))
    decided(store, 1, "settle")
    (file,) = fund_letters(store, tmp_path / "letters", "e1", LATER.date(), Say("uk", "Допомога", "Порядок, п. 4", "Фонд", "Скарга", None, "грн"))
    assert "99,99" in PdfReader(file).pages[0].extract_text()


def returned() -> object:
    from sqlalchemy import select

    from zhyto.payments.tables import DISBURSEMENT

    return select(DISBURSEMENT.c.reference, DISBURSEMENT.c.reason).where(DISBURSEMENT.c.state == "returned")
