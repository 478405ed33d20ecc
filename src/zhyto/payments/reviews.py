"""Questions that a named officer decides: is it the same person, what did the bank mean. The machine asks and never decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, and_, func, insert, select, update

from zhyto.ledger.books import Posting, part, post, post_all, recorded
from zhyto.payments import words
from zhyto.payments.cycle import frame, held, moved, officer
from zhyto.payments.duplicates import suggestions
from zhyto.payments.tables import BANK_ENTRY, BATCH, DISBURSEMENT, ENVELOPE, RECIPIENT, REVIEW
from zhyto.payments.words import refuse

DECISIONS: Final = {"duplicate": ("different", "cancel-left", "cancel-right"), "bank": ("settle", "note")}
"""What may be decided: two persons; one person, and which payment is not made. Book what the bank did; or only note it, the money stays in review."""
_LIVE: Final = ("prepared", "approved", "sent", "confirmed")


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the review queue. kind: `duplicate` or `bank`. problem: code. left, right: `envelope/household` each, or the bank's key and the
    payment's reference. score: of 100, for duplicates. amount: kopecks, for the bank. decided: None while it is open.
    """

    id: int
    kind: str
    problem: str
    left: str
    right: str
    score: int
    amount: int
    opened: datetime
    decided: datetime | None
    officer: str | None
    decision: str | None
    note: str


def questions(connection: Connection, envelope: str = "", every: bool = False) -> list[Question]:
    """Open questions, or all that ever were; of an envelope, with those that belong to none."""
    wanted = select(REVIEW).order_by(REVIEW.c.id)
    if not every:
        wanted = wanted.where(REVIEW.c.decided.is_(None))
    if envelope:
        wanted = wanted.where(REVIEW.c.envelope.in_((envelope, "")) | (REVIEW.c.other == envelope))
    return [_question(row) for row in connection.execute(wanted)]


def ask_about_duplicates(connection: Connection, envelope: str, batch: int, at: datetime) -> int:
    """Compare the recipients of a new batch with each other and with all others of the same month; each likeness becomes a question once.

    How many disbursements of the batch are held by open questions.
    """
    month = connection.execute(select(ENVELOPE.c.month).where(ENVELOPE.c.name == envelope)).scalar_one()
    keys_of = {"envelope": pl.String, "batch": pl.Int64, "household": pl.String}
    live = frame(connection, select(*(DISBURSEMENT.c[column] for column in keys_of)).where(
        DISBURSEMENT.c.envelope.in_(select(ENVELOPE.c.name).where(ENVELOPE.c.month == month)), DISBURSEMENT.c.state.in_(_LIVE)
    ), keys_of)  # fmt: skip
    columns = ("envelope", "batch", "household", "name", "birth", "iban", "number_hash")
    kinds: list[Any] = [pl.String, pl.Int64, pl.String, pl.String, pl.Int64, pl.String, pl.String]
    people = frame(
        connection,
        select(*(RECIPIENT.c[column] for column in columns)).join(ENVELOPE, ENVELOPE.c.name == RECIPIENT.c.envelope).where(ENVELOPE.c.month == month),
        dict(zip(columns, kinds, strict=True)),
    ).join(live, on=list(keys_of), how="semi").sort("envelope", "household", "batch")  # fmt: skip
    found = suggestions(people)
    here = people.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        "envelope",
        "household",
        new=(pl.col("envelope") == envelope) & (pl.col("batch") == batch),
    )
    sides = found.join(here, left_on="left", right_on="row").join(here, left_on="right", right_on="row", suffix="_right")
    sides = sides.filter(pl.col("new") | pl.col("new_right"))
    # The new recipient stands on the left.
    turn = ~pl.col("new")
    rows = sides.select(
        "problem", "score",
        envelope=pl.when(turn).then("envelope_right").otherwise("envelope"), left=pl.when(turn).then("household_right").otherwise("household"),
        other=pl.when(turn).then("envelope").otherwise("envelope_right"), right=pl.when(turn).then("household").otherwise("household_right"),
    ).sort("left", "right")  # fmt: skip
    keys = [
        "duplicate:" + sha256("\0".join(map(str, row)).encode()).hexdigest()
        for row in rows.select("envelope", "left", "other", "right", "problem").iter_rows()
    ]
    asked: set[str] = set()
    for start in range(0, len(keys), 10_000):
        asked |= set(connection.execute(select(REVIEW.c.key).where(REVIEW.c.key.in_(keys[start : start + 10_000]))).scalars())
    first = (connection.execute(select(func.max(REVIEW.c.id))).scalar() or 0) + 1
    now = recorded(connection, at)
    new = [(key, row) for key, row in zip(keys, rows.iter_rows(named=True), strict=True) if key not in asked]
    if new:
        connection.execute(insert(REVIEW), [
            {"id": first + place, "key": key, "kind": "duplicate", "amount": 0, "opened": now, "note": "", **row} for place, (key, row) in enumerate(new)
        ])  # fmt: skip
    mine = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.batch == batch, DISBURSEMENT.c.state == "prepared")
    return int(connection.execute(select(func.count()).select_from(DISBURSEMENT).where(mine, held())).scalar_one())


def decide(connection: Connection, number: int, login: str, decision: str, day: date, at: datetime, note: str = "") -> Question:
    """An officer decides a question. Deciding the same again changes nothing; something else is refused.

    decision: one of DECISIONS of its kind. Raises InputRefused: no such question, not theirs to decide, or no longer possible.
    """
    officer(connection, login)
    row = connection.execute(select(REVIEW).where(REVIEW.c.id == number)).one_or_none()
    if row is None:
        raise refuse("--question", "id", number, "the number of a question", "look it up with `zhyto fund status`")
    if row.decided is not None:
        if (row.officer, row.decision) == (login, decision):
            return _question(row)
        raise refuse("--question", "id", f"{number} was decided by {row.officer}: {row.decision}", "an open question", "nothing was done")
    if decision not in DECISIONS[row.kind]:
        raise refuse("--decision", "decision", repr(decision), f"one of {', '.join(DECISIONS[row.kind])}", "mend it")
    if row.kind == "duplicate":
        maker = connection.execute(select(BATCH.c.maker).where(
            BATCH.c.envelope == row.envelope).order_by(BATCH.c.number.desc()).limit(1)).scalar_one()  # fmt: skip
        if login == maker:
            raise refuse(
                "--officer",
                "officer",
                f"{login}, who prepared it",
                "somebody else: who prepares does not decide",
                "let another officer decide",
            )
        if decision != "different":
            _cancel(connection, number, *((row.envelope, row.left) if decision == "cancel-left" else (row.other, row.right)), day, at)
    elif decision == "settle":
        _settle(connection, row, day, at)
    connection.execute(
        update(REVIEW).where(REVIEW.c.id == number).values(decided=recorded(connection, at), officer=login, decision=decision, note=note)
    )
    return _question(connection.execute(select(REVIEW).where(REVIEW.c.id == number)).one())


def _cancel(connection: Connection, number: int, envelope: str, household: str, day: date, at: datetime) -> None:
    """Take back what is not yet sent to a household in an envelope: its money returns to the sources."""
    mine = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.household == household)
    states = set(connection.execute(select(DISBURSEMENT.c.state).where(mine)).scalars())
    if states & {"sent", "confirmed"}:
        raise refuse("--decision", "decision", f"the payment to {household} in {envelope} is {', '.join(sorted(states))}", "a payment not yet sent",
                     "cancel the other one, or ask the bank to recall it")  # fmt: skip
    chosen = and_(mine, DISBURSEMENT.c.state.in_(words.before("disbursement", "decide", "cancelled")))
    if not connection.execute(select(func.count()).select_from(DISBURSEMENT).where(chosen)).scalar_one():
        return
    post_all(connection, f"cancelled:{number}", "cancelled", day, at, moved("Envelope", "Fund", chosen))
    connection.execute(update(DISBURSEMENT).where(chosen).values(state="cancelled", reason="same_person"))


def _settle(connection: Connection, row: Any, day: date, at: datetime) -> None:
    """Book a payment as the bank made it, though the amount differs: the rest waits in Returns, what is too much is spent and shown as over."""
    paid = connection.execute(select(BANK_ENTRY).where(BANK_ENTRY.c.key == row.left)).one()
    found = connection.execute(
        select(DISBURSEMENT, ENVELOPE.c.account)
        .join(ENVELOPE, ENVELOPE.c.name == DISBURSEMENT.c.envelope)
        .where(DISBURSEMENT.c.reference == row.right)
    ).one_or_none()
    if (
        row.problem != "amount_differs"
        or paid.kind != "debit"
        or found is None
        or found.state not in words.before("disbursement", "decide", "confirmed")
    ):
        raise refuse(
            "--decision",
            "decision",
            "settle",
            "a payment on its way that the bank paid with another amount",
            "decide `note`, and mend it by a new entry",
        )
    source, place = part(found.source), f"Expenses:Hromada:{found.hromada or 'None'}:{found.category}:{part(found.source)}"
    out = [Posting("Assets:Review", paid.amount), Posting("Equity:Unexplained", -paid.amount)]
    out += [
        Posting(f"Assets:Transit:{found.account}:{source}", -found.amount, found.reference),
        Posting(place, paid.amount, found.reference),
    ]
    rest = found.amount - paid.amount
    account = f"Assets:Returns:{found.account}:{source}" if rest > 0 else f"Assets:Fund:{source}"
    out.append(Posting(account, rest, found.reference))
    post(connection, f"settled:{row.id}", "confirmed", day, at, out, note="as the bank booked it")
    connection.execute(
        update(DISBURSEMENT).where(DISBURSEMENT.c.reference == row.right).values(state="confirmed", reason=words.AMOUNT_INVALID)
    )
    connection.execute(update(BANK_ENTRY).where(BANK_ENTRY.c.key == row.left).values(outcome="settled"))


def _question(row: Any) -> Question:
    left, right = (f"{row.envelope}/{row.left}", f"{row.other}/{row.right}") if row.kind == "duplicate" else (row.left, row.right)
    opened, decided = (None if value is None else datetime.fromtimestamp(value, UTC) for value in (row.opened, row.decided))
    assert opened is not None
    return Question(row.id, row.kind, row.problem, left, right, row.score, row.amount, opened, decided, row.officer, row.decision, row.note)
