"""What the bank or the post says became of payments, and whether it agrees with what was sent.

Whatever fits a payment that is on its way, to the kopeck, is booked as said. Everything else goes to the review queue, and where money moved
on the account, to `Assets:Review` against `Equity:Unexplained`: the books balance, and all Assets together stay what the account holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, case, func, insert, literal, select, union_all, update

from zhyto import dates
from zhyto.ledger import books
from zhyto.ledger.books import post_all, recorded
from zhyto.payments import words
from zhyto.payments.queries import envelope_state, frame, moved, officer
from zhyto.payments.tables import BANK_ENTRY, DISBURSEMENT, ENVELOPE, FUND, MESSAGE, RECEIPT, REVIEW, STATEMENT
from zhyto.payments.words import refuse
from zhyto.texts import Said

POST: Final = "post"
"""The account of an answer that comes from the post office, not from the bank."""
KINDS: Final = ("debit", "rejection", "return", "credit")
"""What a row of an answer says: paid out; refused, nothing moved; came back; came in."""
_OUTCOME: Final = {"debit": "confirmed", "rejection": "rejected", "return": "returned", "credit": "source"}
_ROUTE: Final = {"debit": ("Transit", "Hromada"), "rejection": ("Transit", "Returns"), "return": ("Hromada", "Returns")}
_MOVES: Final = ("debit", "return", "credit")
NO_REASON: Final = "MS03"
PROBLEMS: Final = {
    "unknown_reference": ("посилання невідоме", "the reference is not known"),
    "amount_differs": ("сума інша, ніж надіслано", "the amount is not what was sent"),
    "paid_twice": ("банк назвав це виплаченим удруге", "the bank says it was paid once more"),
    "not_sent": ("цю виплату не надсилали", "this payment was not sent"),
    "not_paid": ("повернуто те, чого не виплачено", "returned, and it was not paid"),
    "one_came_back": ("одну з двох виплат банку повернуто", "one of two payments that the bank made came back"),
    "received_twice": ("це надходження вже зараховано", "this receipt was matched with another entry before"),
    "seen_differently": ("той самий запис банку був іншим", "the bank gave the same entry with other figures before"),
}
ROW_SCHEMA: Final = {"key": pl.String, "kind": pl.String, "amount": pl.Int64, "reference": pl.String, "reason": pl.String, "day": pl.Int64}
FOUND: Final = ("matched", "short", "over", "missing", "unexplained")


@dataclass(frozen=True, slots=True)
class Statement:
    """An answer as read from its file, consistent in itself.

    id: the sender's. account: IBAN, or `POST`. day: of its closing. opening, closing: kopecks on the account, None where it does not say.
    rows: see ROW_SCHEMA; key is the bank's own for the row, unique; amount above zero; day as a number. digest: of the file.
    """

    id: str
    account: str
    day: date
    opening: int | None
    closing: int | None
    rows: pl.DataFrame
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of a statement: rows by outcome. repeated: it, or these rows of it, had been read before."""

    id: str
    confirmed: int
    rejected: int
    returned: int
    sources: int
    review: int
    seen: int
    repeated: bool


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was sent against what the bank says. count, amount (kopecks sent) by word of FOUND; rows: reference, word, due, paid, difference.

    open_reviews: questions that must be decided first. difference: what the bank says is on the account less what the books say, None where
    no statement gives a balance. state: of the envelope afterwards.
    """

    envelope: str
    state: str
    counts: dict[str, int]
    amounts: dict[str, int]
    rows: pl.DataFrame
    open_reviews: int
    difference: int | None


def read_answer(connection: Connection, statement: Statement, at: datetime) -> Answer:
    """Book an answer. Read twice, it is booked once; rows that another statement gave are skipped.

    Raises InputRefused: it is of another account, was read before with other content, or its days and today lie in months that are not open.
    """
    fund = connection.execute(select(FUND)).one()
    name = f"{statement.account}/{statement.id}"
    known = connection.execute(select(STATEMENT).where(STATEMENT.c.id == name)).one_or_none()
    if known is not None:
        if known.digest != statement.digest:
            raise refuse(statement.id, words.REFERENCE_DUPLICATE, "a statement of this id with other content was read before", Said("each statement once"),
                         Said("ask the bank which one holds"))  # fmt: skip
        return _answer(connection, name, 0, True)
    if statement.account not in (fund.payer_iban, POST):
        raise refuse(statement.id, words.PAYER_INVALID, f"a statement of {statement.account}", Said("one of {known}", known=fund.payer_iban),
                     Said("take the statement of the fund's account"))
    connection.execute(insert(STATEMENT).values(
        id=name, digest=statement.digest, day=dates.day_number(statement.day), closing=statement.closing, entries=len(statement.rows),
        read=recorded(connection, at),
    ))  # fmt: skip
    rows = statement.rows.with_row_index("place").with_columns(pl.col("place").cast(pl.Int64))
    rows, seen = _not_seen(connection, _came_back(connection, rows), statement, at)
    rows = rows.with_columns(outcome=pl.col("kind").replace_strict(_OUTCOME, return_dtype=pl.String), statement=pl.lit(name))
    if len(rows):
        columns = [column.name for column in BANK_ENTRY.columns]
        connection.execute(insert(BANK_ENTRY), rows.select(columns).to_dicts())
    method = "post" if statement.account == POST else "bank"
    for kind in KINDS:
        problems = _problems(connection, name, kind, method)
        _to_review(connection, problems, at)
        if kind in _ROUTE:
            _book(connection, name, kind, at)
    _suspend(connection, name, at)
    return _answer(connection, name, seen, False)


def _not_seen(connection: Connection, rows: pl.DataFrame, statement: Statement, at: datetime) -> tuple[pl.DataFrame, int]:
    """Rows that no statement gave before; those given with other figures go to review."""
    schema = {"key": pl.String, "kind": pl.String, "amount": pl.Int64, "reference": pl.String}
    keys = rows["key"].to_list()
    found = [
        frame(
            connection,
            select(*(BANK_ENTRY.c[column] for column in schema)).where(BANK_ENTRY.c.key.in_(keys[start : start + 10_000])),
            schema,
        )
        for start in range(0, len(keys), 10_000)
    ]
    before = pl.concat(found) if found else pl.DataFrame(schema=schema)
    both = rows.join(before, on="key", how="inner", suffix="_before")
    other = both.filter(
        (pl.col("kind") != pl.col("kind_before"))
        | (pl.col("amount") != pl.col("amount_before"))
        | (pl.col("reference") != pl.col("reference_before"))
    )
    _to_review(
        connection,
        other.select("key", "amount", "reference", problem=pl.lit("seen_differently"), envelope=pl.lit("")),
        at,
        f":{statement.id}",
    )
    return rows.join(before, on="key", how="anti"), len(both) - len(other)


def _came_back(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Money that came in under the reference of a payment of ours came back, whether or not the bank calls it so."""
    asked = rows.filter((pl.col("kind") == "credit") & (pl.col("reference") != ""))["reference"].unique().to_list()
    ours: list[str] = []
    for start in range(0, len(asked), 10_000):
        chosen = DISBURSEMENT.c.reference.in_(asked[start : start + 10_000])
        ours += connection.execute(select(DISBURSEMENT.c.reference).where(chosen)).scalars()
    back = (pl.col("kind") == "credit") & pl.col("reference").is_in(ours)
    return rows.with_columns(
        kind=pl.when(back).then(pl.lit("return")).otherwise("kind"),
        reason=pl.when(back & (pl.col("reason") == "")).then(pl.lit(NO_REASON)).otherwise("reason"),
    )


def _problems(connection: Connection, statement: str, kind: str, method: str) -> pl.DataFrame:
    """Rows of a kind that cannot be booked: key, amount, reference, problem, envelope."""
    mine = (BANK_ENTRY.c.statement == statement) & (BANK_ENTRY.c.kind == kind)
    schema = {
        "key": pl.String,
        "amount": pl.Int64,
        "reference": pl.String,
        "place": pl.Int64,
        "state": pl.String,
        "due": pl.Int64,
        "envelope": pl.String,
    }
    wanted = (
        select(BANK_ENTRY.c.key, BANK_ENTRY.c.amount, BANK_ENTRY.c.reference, BANK_ENTRY.c.place, DISBURSEMENT.c.state, DISBURSEMENT.c.amount.label("due"),
               DISBURSEMENT.c.envelope)
        .select_from(BANK_ENTRY.outerjoin(DISBURSEMENT, (DISBURSEMENT.c.reference == BANK_ENTRY.c.reference) & (DISBURSEMENT.c.method == method)))
        .where(mine)
    )  # fmt: skip
    rows = frame(connection, wanted, schema).sort("place")
    if kind == "credit":
        return _unknown_credits(connection, rows)
    if kind == "debit" and method == "bank":
        handed = frame(
            connection, select(MESSAGE.c.id.label("reference"), MESSAGE.c.amount).where(MESSAGE.c.kind == POST, MESSAGE.c.handed_over.is_(False)),
            {"reference": pl.String, "amount": pl.Int64},
        )  # fmt: skip
        over = rows.join(handed, on=["reference", "amount"], how="semi").unique("reference", keep="first", maintain_order=True)
        for key, reference in over.select("key", "reference").iter_rows():
            connection.execute(update(BANK_ENTRY).where(BANK_ENTRY.c.key == key).values(outcome="handed_over"))
            connection.execute(update(MESSAGE).where(MESSAGE.c.id == reference).values(handed_over=True))
        rows = rows.join(over, on="key", how="anti")
    if kind == "return":
        rows = rows.join(_twice(connection, mine), on="reference", how="left").with_columns(pl.col("twice").fill_null(0))
    else:
        rows = rows.with_columns(twice=pl.lit(0, pl.Int64))
    after = _OUTCOME[kind]
    fits = pl.col("state").is_in(words.before("disbursement", "answer", after))
    nth = pl.int_range(pl.len()).over("reference")
    again = (nth > 0) | pl.col("state").is_in(["confirmed", "returned"])
    problem = (
        pl.when(pl.col("state").is_null()).then(pl.lit("unknown_reference"))
        .when(pl.lit(kind == "debit") & again).then(pl.lit("paid_twice"))
        .when(nth < pl.col("twice")).then(pl.lit("one_came_back"))
        .when(~fits).then(pl.lit("not_paid" if kind == "return" else "not_sent"))
        .when(nth > pl.col("twice")).then(pl.lit("seen_differently"))
        .when(pl.col("amount") != pl.col("due")).then(pl.lit("amount_differs"))
    )  # fmt: skip
    return rows.with_columns(problem=problem).filter(pl.col("problem").is_not_null()).select(
        "key", "amount", "reference", "problem", pl.col("envelope").fill_null("")
    )  # fmt: skip


def _twice(connection: Connection, statement: Any) -> pl.DataFrame:
    """How often the bank paid a reference and nobody knows why, less what came back of that: `reference`, `twice`.

    What comes back of these is first the payment too many: else somebody who has the money would count as unpaid, and be paid again.
    """
    here = select(BANK_ENTRY.c.reference).where(statement)
    side = case((BANK_ENTRY.c.kind == "debit", 1), else_=-1)
    total = func.sum(side)
    wanted = select(BANK_ENTRY.c.reference, total.label("twice")).where(
        BANK_ENTRY.c.outcome == "review", BANK_ENTRY.c.kind.in_(("debit", "return")), BANK_ENTRY.c.reference.in_(here)
    ).group_by(BANK_ENTRY.c.reference).having(total > 0)  # fmt: skip
    return frame(connection, wanted, {"reference": pl.String, "twice": pl.Int64})


def _unknown_credits(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """Money that came in and that no receipt explains: each receipt of a source explains one entry, and the post gives back what nobody fetched."""
    schema = {"reference": pl.String, "amount": pl.Int64}
    for key, reference, amount in rows.join(frame(connection, select(MESSAGE.c.id.label("reference")).where(
            MESSAGE.c.kind == POST, MESSAGE.c.handed_over.is_(True)), {"reference": pl.String}), on="reference", how="semi").select(
            "key", "reference", "amount").iter_rows():  # fmt: skip
        if amount <= with_the_post(connection, reference):
            connection.execute(update(BANK_ENTRY).where(BANK_ENTRY.c.key == key).values(outcome="handed_back"))
            rows = rows.filter(pl.col("key") != key)
    receipts = frame(connection, select(RECEIPT.c.key.label("reference"), RECEIPT.c.amount), schema)
    known = rows.join(receipts, on=list(schema), how="semi")
    once = known.filter(~pl.col("reference").is_in(_matched(connection, known["reference"].to_list(), known["key"].to_list()))).unique(
        "reference", keep="first", maintain_order=True
    )
    return rows.join(once, on="key", how="anti").select(
        "key", "amount", "reference",
        problem=pl.when(pl.col("reference").is_in(known["reference"].to_list())).then(pl.lit("received_twice")).otherwise(pl.lit("unknown_reference")),
        envelope=pl.lit(""),
    )  # fmt: skip


def _matched(connection: Connection, receipts: list[str], but: list[str]) -> list[str]:
    """Which of these receipts explain an entry of the bank already, other than those of the keys `but`."""
    found: set[str] = set()
    new = set(but)
    for start in range(0, len(receipts), 10_000):
        some = BANK_ENTRY.c.reference.in_(receipts[start : start + 10_000])
        wanted = select(BANK_ENTRY.c.key, BANK_ENTRY.c.reference).where(BANK_ENTRY.c.kind == "credit", BANK_ENTRY.c.outcome.in_(("source", "settled")), some)
        found |= {row.reference for row in connection.execute(wanted) if row.key not in new}
    return sorted(found)


def with_the_post(connection: Connection, message: str = "") -> int:
    """Kopecks that the post has and has not paid out, of a register or of all: handed over, less what it paid, less what it gave back."""
    register = (MESSAGE.c.kind == POST) & (MESSAGE.c.id == message if message else literal(True))
    handed = connection.execute(select(func.sum(MESSAGE.c.amount)).where(register, MESSAGE.c.handed_over.is_(True))).scalar() or 0
    moved_there = case((BANK_ENTRY.c.kind == "debit", BANK_ENTRY.c.amount), (BANK_ENTRY.c.kind.in_(("return", "credit")), -BANK_ENTRY.c.amount), else_=0)
    told = select(func.sum(moved_there)).where(BANK_ENTRY.c.statement.startswith(f"{POST}/", autoescape=True))
    if message:
        told = told.join(DISBURSEMENT, DISBURSEMENT.c.reference == BANK_ENTRY.c.reference).where(DISBURSEMENT.c.message == message)
    back = select(func.sum(BANK_ENTRY.c.amount)).where(BANK_ENTRY.c.outcome == "handed_back", BANK_ENTRY.c.reference == message if message else literal(True))
    return int(handed) - int(connection.execute(told).scalar() or 0) - int(connection.execute(back).scalar() or 0)


def _to_review(connection: Connection, problems: pl.DataFrame, at: datetime, more: str = "") -> None:
    if not len(problems):
        return
    first = (connection.execute(select(func.max(REVIEW.c.id))).scalar() or 0) + 1
    now = recorded(connection, at)
    connection.execute(insert(REVIEW), [
        {"id": first + place, "key": f"bank:{key}{more}"[:200], "kind": "bank", "problem": problem, "envelope": envelope, "left": key, "other": "",
         "right": reference, "score": 0, "amount": amount, "opened": now, "note": ""}
        for place, (key, amount, reference, problem, envelope) in enumerate(
            problems.select("key", "amount", "reference", "problem", "envelope").iter_rows())
    ])  # fmt: skip
    keys = problems["key"].to_list()
    if not more:
        for start in range(0, len(keys), 10_000):
            connection.execute(update(BANK_ENTRY).where(BANK_ENTRY.c.key.in_(keys[start : start + 10_000])).values(outcome="review"))


def _book(connection: Connection, statement: str, kind: str, at: datetime) -> None:
    """Post what can be booked of one kind, an entry per day, and bring the disbursements to their state."""
    outcome = _OUTCOME[kind]
    mine = (BANK_ENTRY.c.statement == statement) & (BANK_ENTRY.c.outcome == outcome)
    for number in connection.execute(select(BANK_ENTRY.c.day).where(mine).distinct().order_by(BANK_ENTRY.c.day)).scalars().all():
        chosen = DISBURSEMENT.c.reference.in_(select(BANK_ENTRY.c.reference).where(mine, BANK_ENTRY.c.day == number))
        day, note = effective(connection, number, at)
        post_all(connection, f"{outcome}:{statement}:{number}", outcome, day, at, moved(*_ROUTE[kind], chosen), note=note)
    reason = select(func.max(BANK_ENTRY.c.reason)).where(mine, BANK_ENTRY.c.reference == DISBURSEMENT.c.reference).scalar_subquery()
    chosen = DISBURSEMENT.c.reference.in_(select(BANK_ENTRY.c.reference).where(mine))
    connection.execute(update(DISBURSEMENT).where(chosen).values(state=outcome, reason=reason))


def _suspend(connection: Connection, statement: str, at: datetime) -> None:
    """Money that moved and nobody can explain: into Review, out of nowhere."""
    mine = (BANK_ENTRY.c.statement == statement) & (BANK_ENTRY.c.outcome == "review") & BANK_ENTRY.c.kind.in_(_MOVES)
    for number in connection.execute(select(BANK_ENTRY.c.day).where(mine).distinct().order_by(BANK_ENTRY.c.day)).scalars().all():
        day, note = effective(connection, number, at)
        amount = case((BANK_ENTRY.c.kind == "debit", -BANK_ENTRY.c.amount), else_=BANK_ENTRY.c.amount)
        legs = [
            select(literal(account).label("account"), (sign * amount).label("amount"), literal("").label("reference")).where(
                mine, BANK_ENTRY.c.day == number
            )
            for account, sign in (("Assets:Review", 1), ("Equity:Unexplained", -1))
        ]
        post_all(connection, f"review:{statement}:{number}", "review", day, at, select(union_all(*legs).subquery()), note=note)


def effective(connection: Connection, number: int, at: datetime) -> tuple[date, str]:
    """The day on which something of a bank's day is booked: that day where its month is open, else today, with a note that names it."""
    day = dates.day_of(number)
    if books.periods(connection).get(dates.month_index(day)):
        return day, ""
    return at.date(), f"bank's day {day}"


def _answer(connection: Connection, statement: str, seen: int, repeated: bool) -> Answer:
    counts: dict[str, int] = {
        outcome: int(count) for outcome, count in connection.execute(
            select(BANK_ENTRY.c.outcome, func.count()).where(BANK_ENTRY.c.statement == statement).group_by(BANK_ENTRY.c.outcome))
    }  # fmt: skip
    sources = sum(counts.get(outcome, 0) for outcome in ("source", "handed_over", "handed_back"))
    return Answer(statement.partition("/")[2], counts.get("confirmed", 0), counts.get("rejected", 0), counts.get("returned", 0), sources,
                  counts.get("review", 0) + counts.get("settled", 0), seen, repeated)  # fmt: skip


def reconcile(connection: Connection, envelope: str, login: str) -> Reconciled:
    """Compare what was sent with what the bank and the post say, payment by payment; the envelope is reconciled where nothing is left open.

    matched: the bank says of it just what was sent (paid, rejected, or paid and returned). short, over: paid less or more. missing: no answer.
    unexplained: entries of the bank in the review queue that name no payment. Nothing is changed but the envelope's state.
    """
    officer(connection, login)
    state = envelope_state(connection, envelope)
    sent = frame(
        connection,
        select(DISBURSEMENT.c.reference, DISBURSEMENT.c.amount.label("due"), DISBURSEMENT.c.state).where(
            DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.message.is_not(None)),
        {"reference": pl.String, "due": pl.Int64, "state": pl.String},
    )  # fmt: skip
    said = frame(
        connection,
        select(BANK_ENTRY.c.reference, BANK_ENTRY.c.kind, BANK_ENTRY.c.amount).join(DISBURSEMENT, DISBURSEMENT.c.reference == BANK_ENTRY.c.reference)
        .where(DISBURSEMENT.c.envelope == envelope),
        {"reference": pl.String, "kind": pl.String, "amount": pl.Int64},
    ).group_by("reference").agg(
        *(pl.col("amount").filter(pl.col("kind") == kind).sum().alias(kind) for kind in KINDS)
    )  # fmt: skip
    rows = sent.join(said, on="reference", how="left").with_columns(pl.col(KINDS).fill_null(0)).sort("reference")
    expected_back = pl.when(pl.col("debit") > 0).then(pl.col("return")).otherwise(0)
    paid = pl.col("debit") - expected_back
    nothing = pl.when(pl.col("debit") > 0).then(pl.col("return") >= pl.col("debit")).otherwise(pl.col("rejection") + pl.col("return") > 0)
    due = pl.when(nothing).then(0).otherwise(pl.col("due"))
    word = (
        pl.when((pl.col("debit") == 0) & (pl.col("rejection") == 0)).then(pl.lit("missing"))
        .when((pl.col("rejection") > 0) & (pl.col("rejection") != pl.col("due"))).then(pl.lit("unexplained"))
        .when(paid < due).then(pl.lit("short")).when(paid > due).then(pl.lit("over")).otherwise(pl.lit("matched"))
    )  # fmt: skip
    rows = rows.with_columns(word=word, paid=paid, difference=paid - due)
    open_bank = connection.execute(
        select(func.count(), func.sum(REVIEW.c.amount)).where(REVIEW.c.kind == "bank", REVIEW.c.decided.is_(None), REVIEW.c.envelope == "")
    ).one()
    questions = connection.execute(
        select(func.count()).select_from(REVIEW).where(REVIEW.c.decided.is_(None), REVIEW.c.envelope.in_((envelope, "")))
    ).scalar_one()
    counts = {name: int((rows["word"] == name).sum()) for name in FOUND}
    amounts = {name: int(rows.filter(pl.col("word") == name)["due"].sum()) for name in FOUND}
    counts["unexplained"] += int(open_bank[0])
    amounts["unexplained"] += int(open_bank[1] or 0)
    if not questions and not int((rows["state"] == "sent").sum()) and "reconciled" in words.leads("envelope", state, "reconcile"):
        connection.execute(update(ENVELOPE).where(ENVELOPE.c.name == envelope).values(state="reconciled"))
        state = "reconciled"
    return Reconciled(
        envelope,
        state,
        counts,
        amounts,
        rows.select("reference", "word", "due", "paid", "difference"),
        questions,
        bank_difference(connection),
    )


def bank_difference(connection: Connection) -> int | None:
    """What the latest statement says is on the account less what the books say is there, in kopecks; None where no statement gives a balance.

    Money handed to the post in one sum leaves the account before the post pays it out, and is counted so.
    """
    closing = connection.execute(
        select(STATEMENT.c.closing)
        .where(STATEMENT.c.closing.is_not(None))
        .order_by(STATEMENT.c.day.desc(), STATEMENT.c.read.desc(), STATEMENT.c.id.desc())
        .limit(1)
    ).scalar()
    if closing is None:
        return None
    return int(closing) - (sum(books.balances(connection, under="Assets").values()) - with_the_post(connection))


def told(problem: str, lang: str) -> str:
    """A problem of the review queue in words."""
    from zhyto.payments import duplicates

    pair = PROBLEMS.get(problem) or duplicates.PROBLEMS[problem]
    return pair[0 if lang == "uk" else 1]
