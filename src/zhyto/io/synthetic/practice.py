"""A month of payments as it might go, to learn on and to show: made-up recipients, officers, bank and post; the real books and payments.

Everything but the people and the bank is what a real month runs through: the same books, the same states, the same files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from sqlalchemy import func, select

from zhyto import dates
from zhyto.fairshare.fund import Offer, share_sources
from zhyto.faults import Fault, InputRefused
from zhyto.io.fairshare import fairlog
from zhyto.io.fairshare.shares import write_sharing
from zhyto.io.files.whole import whole_file
from zhyto.io.log import publiclog, witness
from zhyto.io.log.publication import publish, publish_shares, receipts, write_receipt
from zhyto.io.log.source import Files, folder_reader
from zhyto.io.payments.bankcsv import read_answer_csv, read_shares
from zhyto.io.payments.iso20022 import read_camt
from zhyto.io.payments.messages import write_message
from zhyto.io.payments.store import Store, open_store
from zhyto.io.synthetic.bank import SimulatedBank
from zhyto.law.declare import Label
from zhyto.ledger import books
from zhyto.ledger.policy import read_policy
from zhyto.ledger.receipt import parse
from zhyto.ledger.verify import verify, verify_receipt
from zhyto.money import format_amount
from zhyto.payments import answers, cycle, reviews
from zhyto.payments.tables import DISBURSEMENT
from zhyto.report.data import FundFlow, FundLog
from zhyto.run import Progress, Run, Shared
from zhyto.synthetic.payees import make_recipients
from zhyto.texts import Said, as_is

OFFICERS: Final = ("olena", "petro", "marta")
PAYER: Final = "Фонд адресної допомоги (навчальний)"
_RECEIPTS: Final = 5
"""So many receipts are written out; `zhyto fund receipts` writes all."""
_UNCLAIMED: Final = 200
"""Of 10,000 payments by post, how many nobody fetches."""


@dataclass(frozen=True, slots=True)
class PracticeMonth:
    """What became of the money: payments and kopecks.

    received: kopecks by source. confirmed: paid to people in the end, net of what came back. rejected, returned: payments the bank or post refused, and that
    came back later. again: of these, paid again with mended details. same_person: stopped before sending, since two recipients were one. questions: decided by
    officers. given_back: kopecks returned to the sources at closing. faults: of the books (empty: sound).
    """

    received: Mapping[str, int]
    prepared: tuple[int, int]
    confirmed: tuple[int, int]
    rejected: tuple[int, int]
    returned: tuple[int, int]
    again: tuple[int, int]
    same_person: tuple[int, int]
    questions: int
    given_back: int
    on_account: int
    bank_differs: int | None
    faults: tuple[str, ...]


def practise_month(
    folder: Path, shares: pl.DataFrame, sources: Mapping[str, int], month: int, currency: str, country: str, number_kind: str, seed: int,
    log: Callable[[Store, datetime], object] | None = None,
) -> PracticeMonth:  # fmt: skip
    """Run a month of payments into a folder: `books.sqlite`, the files sent, the answers.

    shares: household_id, hromada, category, source, kopecks (`read_shares`). sources: kopecks received, by code. country: two letters of the accounts.
    log: told twice, in the middle and at the end, that there is something to publish. The fund's secret comes of the seed, so that the
    same arguments make the same month: it is for practice only.
    """
    first = dates.first_day(month)

    def day(number: int) -> date:
        return first + timedelta(days=number - 1)

    def at(number: int) -> datetime:
        return datetime.combine(day(number), time(9), UTC)

    households = shares["household_id"].unique(maintain_order=True).to_list()
    people, planted = make_recipients(households, seed, country)
    payer = str(make_recipients(["fund"], seed + 1, country)[0]["iban"][0])
    store = open_store(folder, books.METADATA, create=True)
    try:
        secret = blake2b(f"practice {seed}".encode(), digest_size=32).digest()
        store.write(lambda c: cycle.open_fund(c, cycle.Payer(PAYER, payer, ""), OFFICERS, month, at(5), secret, currency, number_kind))
        teller = SimulatedBank(payer, currency, seed)
        for code, amount in sources.items():
            store.write(lambda c, code=code, amount=amount: cycle.add_source(c, code, amount, day(5), at(5), f"{code}-{first:%Y-%m}"))  # type: ignore[misc]
            teller.receive(amount, f"{code}-{first:%Y-%m}", day(5))
        _answer(store, folder, teller.statement(day(5)), currency, at(5))
        name = f"aid-{first:%Y-%m}"
        maker, one, other = OFFICERS
        made = store.write(lambda c: cycle.prepare(c, name, month, shares, people, maker, day(6), at(6)))
        questions = _decide(store, {frozenset(pair) for pair in planted.same}, one, day(6), at(6))
        _approve(store, name, at(7))
        _send(store, folder, teller, name, other, currency, day(7), at(7))
        if teller.give_back(day(9)):
            _answer(store, folder, teller.statement(day(9)), currency, at(9))
        if log:
            log(store, at(10))
        refused, back = _count(store, "rejected"), _count(store, "returned")
        # Who could not be paid gives an address; the post pays.
        mended = people.filter(pl.col("household_id").is_in(_waiting(store))).with_columns(iban=pl.lit(""))
        again = (0, 0)
        if len(mended):
            redone = store.write(lambda c: cycle.pay_again(c, name, mended, maker, day(12), at(12)))
            again = redone.count, redone.amount
            questions += _decide(store, {frozenset(pair) for pair in planted.same}, one, day(12), at(12))
            _approve(store, name, at(12))
            _send(store, folder, teller, name, other, currency, day(13), at(13))
        found = store.write(lambda c: answers.reconcile(c, name, one))
        given_back = store.write(lambda c: cycle.close_envelope(c, name, one, day(28), at(28))) if found.state == "reconciled" else 0
        store.write(lambda c: books.close_period(c, month, at(28)))
        if log:
            log(store, at(28))
        return PracticeMonth(
            dict(sources), (made.count, made.amount), _count(store, "confirmed"), refused, back, again, _count(store, "cancelled"), questions, given_back,
            sum(store.read(lambda c: books.balances(c, under="Assets")).values()), found.difference, tuple(store.read(books.check)),
        )  # fmt: skip
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class Practice:
    """A month practised: where its files are, names of its sources, and what the report says of it."""

    folder: Path
    names: dict[str, Label]
    flow: FundFlow
    log: FundLog | None


def practice_offers(sheet: Mapping[str, Any], fund: int) -> list[tuple[Offer, Label]]:
    """The sources that a region pack names for practice, with parts of a fund of so many kopecks; none: an empty list.

    Each has `source`, `label`, `part` (of a hundred), and `condition` and `hromadas` (codes) where it has them. Raises InputRefused where the
    parts are not a hundred.
    """
    rows = sheet.get("practice_fund") or []
    texts = [str(row.get("part", "")) if isinstance(row, Mapping) else "" for row in rows]
    parts = [int(text) if text.isdecimal() else 0 for text in texts]
    if rows and (not all(parts) or sum(parts) != 100):
        raise InputRefused([Fault("pack.yaml", 0, "practice_fund", as_is(", ".join(texts)), Said("whole parts that make a hundred"), Said("mend them"))])
    amounts = [fund * part // 100 for part in parts]
    if amounts:
        amounts[0] += fund - sum(amounts)
    return [
        (Offer(place, str(row["source"]), amount, str(row.get("condition", "")), tuple(row.get("hromadas", ()))), dict(row["label"]))
        for place, (row, amount) in enumerate(zip(rows, amounts, strict=True), 1)
    ]


def practise(run: Run, offers: Sequence[tuple[Offer, Label]], folder: Path, seed: int, tell: Progress) -> Practice:
    """Share the sources among those the law misses (the run then holds the sharing), pay them in a month of practice, write all of it to a folder."""
    sheet = run.law.pack
    folder.mkdir(parents=True)
    with run.stages.stage("share"):
        tell("share", 0, 1)
        fund = share_sources(run.law, run.register, run.hardship, run.month, run.known, [offer for offer, _ in offers], table="pack.yaml")
        run.shared = Shared(fund.rows.astype(np.int32), fund.case, fund.sharing, fund.failures, fund.category)
        write_sharing(folder / "shares", fund)
        tell("share", 1, 1)
    with run.stages.stage("pay"):
        tell("pay", 0, 1)
        shares = read_shares(folder / "shares" / "shares.csv")
        book = _Logged(folder, run.month, seed)
        month = practise_month(
            folder, shares, {offer.source: offer.amount for offer, _ in offers if offer.amount}, run.month, str(sheet["currency"]["code"]), str(sheet["iban"]),
            str(sheet.get("person_number", "")), seed, book.publish,
        )  # fmt: skip
        told = book.finish()
        tell("pay", 1, 1)
    flow = FundFlow(
        sum(month.received.values()), month.prepared, month.same_person, month.rejected[0], month.returned[0], month.again[0], month.confirmed,
        month.given_back, not month.faults and month.bank_differs == 0, practice=True,
    )  # fmt: skip
    return Practice(folder, {offer.source: label for offer, label in offers}, flow, told)


class _Logged:
    """The month's public log, two witnesses of it, and a few receipts."""

    WITNESSES: Final[Mapping[str, Label]] = {
        "council": {"uk": "громадська рада", "en": "a citizens' council"}, "university": {"uk": "університет", "en": "a university"},
    }  # fmt: skip

    def __init__(self, folder: Path, month: int, seed: int) -> None:
        self.folder, self.public, self.private = folder, folder / "log", folder / "log-private"
        first = datetime.combine(dates.first_day(month), time(9), UTC)
        self.seed, self.drawn = seed, 0
        keys = [witness.create(folder / f"witness-{name}", f"practice.example/{name}", self.draw) for name in self.WITNESSES]
        key = publiclog.create(self.public, self.private, "practice.example/fund", first, keys, len(keys), self.draw)
        for name in self.WITNESSES:
            witness.trust(folder / f"witness-{name}", key)

    def draw(self, size: int) -> bytes:
        """Bytes of the seed: the same month again has the same log. It hides nothing from who reads this."""
        self.drawn += 1
        return blake2b(f"practice {self.seed} {self.drawn}".encode(), digest_size=size).digest()

    def publish(self, store: Store, at: datetime) -> None:
        """Log what is new, publish its totals, sign the head, let both witnesses cosign it."""
        with publiclog.open_log(self.public, self.private, self.draw) as log:
            publish_shares(log, self.folder / "shares" / "public", at)
            self.done = publish(store, log, at)
            for name in self.WITNESSES:
                line, _ = witness.cosign(self.folder / f"witness-{name}", folder_reader(self.public), at)
                publiclog.add_cosignature(log, line)

    def finish(self) -> FundLog:
        """Write some receipts, and say what the report says of the log."""
        with publiclog.open_log(self.public, self.private) as log:
            for reference, one in islice(receipts(log), _RECEIPTS):
                write_receipt(self.folder / "receipts", reference, one, with_code=False)
        # As anyone would: by the public files alone.
        files = Files(str(self.public))
        policy = read_policy(files("policy"))
        good = verify(files, policy, several=files.several, extras=(fairlog.EXTRA,)).ok
        for file in (self.folder / "receipts").glob("*.json"):
            good &= verify_receipt(parse(file.read_bytes()), policy).ok
        return FundLog(self.done.size, self.done.root.hex(), tuple(self.WITNESSES.values()), "fund/log", "zhyto verify fund/log --policy fund/log/policy", good)


def _count(store: Store, state: str) -> tuple[int, int]:
    """Payments in a state, and their kopecks."""
    amount = func.coalesce(func.sum(DISBURSEMENT.c.amount), 0)
    count, kopecks = store.read(lambda c: c.execute(select(func.count(), amount).where(DISBURSEMENT.c.state == state)).one())
    return int(count), int(kopecks)


def _waiting(store: Store) -> list[str]:
    states = ("rejected", "returned")
    return list(store.read(lambda c: c.execute(select(DISBURSEMENT.c.household).where(DISBURSEMENT.c.state.in_(states)).distinct()).scalars().all()))


def _decide(store: Store, same: set[frozenset[str]], login: str, day: date, at: datetime) -> int:
    """Officers look at each question; they know who was made up as one person."""
    open_ones = [one for one in store.read(reviews.questions) if one.kind == "duplicate"]
    for one in open_ones:
        pair = frozenset(side.rpartition("/")[2] for side in (one.left, one.right))
        decision = "cancel-right" if pair in same else "different"
        store.write(lambda c, number=one.id, word=decision: reviews.decide(c, number, login, word, day, at, "practice"))  # type: ignore[misc]
    return len(open_ones)


def _approve(store: Store, envelope: str, at: datetime) -> None:
    for login in OFFICERS[1:]:
        store.write(lambda c, login=login: cycle.approve(c, envelope, login, at))  # type: ignore[misc]


def _send(store: Store, folder: Path, teller: SimulatedBank, envelope: str, login: str, currency: str, day: date, at: datetime) -> None:
    """Write what is approved, let the bank and the post carry it out, read their answers."""
    after = day + timedelta(days=1)
    for message in store.write(lambda c: cycle.send(c, envelope, login, day, at, "Адресна допомога")):
        file = write_message(store, message, folder / "sent")
        if message.kind != "post":
            teller.take(file.read_bytes(), after)
            continue
        teller.hand_over(message.amount, message.id, after)
        lines = ["reference;amount;outcome;date;reason"]
        rows: list[Any] = store.read(lambda c, one=message.id: c.execute(  # type: ignore[misc]
            select(DISBURSEMENT.c.reference, DISBURSEMENT.c.amount).where(DISBURSEMENT.c.message == one).order_by(DISBURSEMENT.c.reference)).all())
        for reference, amount in rows:
            fetched = int.from_bytes(blake2b(reference.encode(), digest_size=4).digest(), "big") % 10_000 >= _UNCLAIMED
            lines.append(f"{reference};{format_amount(amount)};{'paid' if fetched else 'rejected'};{after};{'' if fetched else 'NOTCLAIMED'}")
        content = "\n".join([*lines, ""]).encode()
        _keep(folder / "answers" / f"post-{message.id}.csv", content)
        answer = read_answer_csv(content, answers.POST)
        store.write(lambda c, one=answer: answers.read_answer(c, one, at + timedelta(days=1)))  # type: ignore[misc]
    _answer(store, folder, teller.statement(after), currency, at + timedelta(days=1))


def _answer(store: Store, folder: Path, statement: bytes, currency: str, at: datetime) -> None:
    number = len(list((folder / "answers").glob("statement-*.xml"))) + 1
    _keep(folder / "answers" / f"statement-{number}.xml", statement)
    for one in read_camt(statement, currency):
        store.write(lambda c, one=one: answers.read_answer(c, one, at))  # type: ignore[misc]


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as name:
        Path(name).write_bytes(content)
