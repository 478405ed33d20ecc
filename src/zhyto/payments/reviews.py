"""Questions that a named officer decides: is it the same person, what did the bank mean. The machine asks and never decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, case, func, or_, select, update

from zhyto.ledger.books import POSTING, Posting, part, post, post_all, recorded
from zhyto.money import format_amount
from zhyto.payments import words
from zhyto.payments.answers import POST
from zhyto.payments.queries import explains, moved, officer
from zhyto.payments.tables import BANK_ENTRY, BATCH, DISBURSEMENT, ENVELOPE, RECEIPT, REVIEW
from zhyto.payments.words import refuse
from zhyto.texts import Said, in_a_row

DECISIONS: Final = {"duplicate": ("different", "cancel-left", "cancel-right"), "bank": ("settle", "cancel", "note")}
"""What may be decided: two persons; one person, and which payment is not made. Book what the bank did; do not make the payment that was prepared
anew, since the recipient is paid; or only note it, the money stays in review."""


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


def decide(connection: Connection, number: int, login: str, decision: str, day: date, at: datetime, note: str = "") -> Question:
    """An officer decides a question. Deciding the same again changes nothing; something else is refused.

    decision: one of DECISIONS of its kind. Raises InputRefused: no such question, not theirs to decide, or no longer possible.
    """
    officer(connection, login)
    row = connection.execute(select(REVIEW).where(REVIEW.c.id == number)).one_or_none()
    if row is None:
        raise refuse("--question", "id", number, Said("the number of a question"), Said("look it up with `zhyto fund status`"))
    if row.decided is not None:
        if (row.officer, row.decision) == (login, decision):
            return _question(row)
        raise refuse("--question", "id", f"{number} was decided by {row.officer}: {row.decision}", Said("an open question"), Said("nothing was done"))
    if len(note) > 1000 or not note.isprintable():
        raise refuse("--note", "note", repr(note[:60]), Said("at most 1,000 characters that can be seen"), Said("mend it"))
    if decision not in DECISIONS[row.kind]:
        raise refuse("--decision", "decision", repr(decision), Said("one of {known}", known=", ".join(DECISIONS[row.kind])), Said("mend it"))
    if row.kind == "duplicate":
        sides = or_(*(and_(DISBURSEMENT.c.envelope == name, DISBURSEMENT.c.household == who)
                      for name, who in ((row.envelope, row.left), (row.other, row.right))))  # fmt: skip
        makers = select(BATCH.c.maker).join(DISBURSEMENT, (DISBURSEMENT.c.envelope == BATCH.c.envelope) & (DISBURSEMENT.c.batch == BATCH.c.number))
        if login in set(connection.execute(makers.where(sides)).scalars()):
            raise refuse("--officer", "officer", f"{login}, who prepared it", Said("somebody else: who prepares does not decide"),
                         Said("let another officer decide"))
        if decision != "different":
            envelope, household = (row.envelope, row.left) if decision == "cancel-left" else (row.other, row.right)
            _cancel(connection, number, envelope, household, "same_person", day, at)
    elif decision == "settle":
        _settle(connection, row, day, at)
    elif decision == "cancel":
        old = connection.execute(select(DISBURSEMENT).where(DISBURSEMENT.c.reference == row.right)).one_or_none()
        if old is None or old.state != "superseded":
            raise refuse("--decision", "decision", "cancel", Said("a question about a payment that was prepared anew"), Said("decide `settle` or `note`"))
        _cancel(connection, number, old.envelope, old.household, "paid_before", day, at, old.source)
    connection.execute(
        update(REVIEW).where(REVIEW.c.id == number).values(decided=recorded(connection, at), officer=login, decision=decision, note=note)
    )
    return _question(connection.execute(select(REVIEW).where(REVIEW.c.id == number)).one())


def _cancel(
    connection: Connection, number: int, envelope: str, household: str, reason: str, day: date, at: datetime, source: str = ""
) -> None:
    """Take back what is not yet sent to a household in an envelope (from one source where it is named): its money returns to the sources."""
    mine = and_(DISBURSEMENT.c.envelope == envelope, DISBURSEMENT.c.household == household)
    if source:
        mine = and_(mine, DISBURSEMENT.c.source == source)
    states = set(connection.execute(select(DISBURSEMENT.c.state).where(mine)).scalars())
    if states & {"sent", "confirmed"}:
        raise refuse("--decision", "decision", f"the payment to {household} in {envelope} is {', '.join(sorted(states))}", Said("a payment not yet sent"),
                     Said("cancel the other one, or ask the bank to recall it"))  # fmt: skip
    chosen = and_(mine, DISBURSEMENT.c.state.in_(words.before("disbursement", "decide", "cancelled")))
    if not connection.execute(select(func.count()).select_from(DISBURSEMENT).where(chosen)).scalar_one():
        return
    post_all(connection, f"cancelled:{number}", "cancelled", day, at, moved("Envelope", "Fund", chosen))
    connection.execute(update(DISBURSEMENT).where(chosen).values(state="cancelled", reason=reason))


def _settle(connection: Connection, row: Any, day: date, at: datetime) -> None:
    """Book what the bank did, where the books can say what it was: a payment, one that came back, or money from a source."""
    entry = connection.execute(select(BANK_ENTRY).where(BANK_ENTRY.c.key == row.left)).one()
    if entry.outcome != "review" or (entry.amount, entry.reference) != (row.amount, row.right):
        expected = Said("an entry as the bank gave it first, not booked yet")
        raise refuse("--decision", "decision", "settle", expected, Said("decide `note`, and ask the bank which one holds"))
    method = "post" if entry.statement.startswith(f"{POST}/") else "bank"
    paid = connection.execute(
        select(DISBURSEMENT, ENVELOPE.c.account).join(ENVELOPE, ENVELOPE.c.name == DISBURSEMENT.c.envelope).where(
            DISBURSEMENT.c.reference == row.right, DISBURSEMENT.c.method == method)
    ).one_or_none()  # fmt: skip
    if entry.kind == "credit":
        _settle_receipt(connection, row, entry, day, at)
    elif entry.kind == "debit" and paid is not None:
        _settle_payment(connection, row, entry, paid, day, at)
    elif entry.kind == "return" and paid is not None:
        _settle_return(connection, row, entry, paid, day, at)
    else:
        raise refuse("--decision", "decision", "settle", Said("an entry of the bank about a payment, or from a source"), Said("decide `note`"))
    connection.execute(update(BANK_ENTRY).where(BANK_ENTRY.c.key == row.left).values(outcome="settled"))


def _settle_payment(connection: Connection, row: Any, entry: Any, paid: Any, day: date, at: datetime) -> None:
    """A payment on its way, though the amount differs: the rest waits in Returns, what is too much is spent and shown as over.

    Or one that the bank had rejected and then made, or a further part of it: that money waits in Returns no longer.
    """
    source = part(paid.source)
    returns = f"Assets:Returns:{paid.account}:{source}"
    waits = connection.execute(select(func.sum(POSTING.c.amount)).where(POSTING.c.account == returns, POSTING.c.reference == paid.reference)).scalar() or 0
    late = paid.state in ("rejected", "confirmed") and entry.amount <= int(waits)
    if not late and paid.state != "sent":
        raise refuse(
            "--decision", "decision", "settle", Said("a payment on its way that the bank paid with another amount, or one it paid after rejecting it"),
            Said("decide `note`: what was paid too much is for the bank to bring back"),
        )  # fmt: skip
    out = [Posting("Assets:Review", entry.amount), Posting("Equity:Unexplained", -entry.amount), Posting(_spent(paid), entry.amount, paid.reference)]
    if late:
        rest = int(waits) - entry.amount
        out.append(Posting(returns, -entry.amount, paid.reference))
    else:
        rest = paid.amount - entry.amount
        out.append(Posting(f"Assets:Transit:{paid.account}:{source}", -paid.amount, paid.reference))
        out += [Posting(returns if rest > 0 else f"Assets:Fund:{source}", rest, paid.reference)] if rest else []
    post(connection, f"settled:{row.id}", "confirmed", day, at, out, note="as the bank booked it")
    reason = words.AMOUNT_INVALID if rest else ""
    connection.execute(update(DISBURSEMENT).where(DISBURSEMENT.c.reference == row.right).values(state="confirmed", reason=reason))


def _settle_return(connection: Connection, row: Any, entry: Any, paid: Any, day: date, at: datetime) -> None:
    """All that was spent on a payment came back, though it was read before the payment itself, or with another amount than was sent."""
    spent = connection.execute(select(func.sum(POSTING.c.amount)).where(
        POSTING.c.account == _spent(paid), POSTING.c.reference == paid.reference)).scalar() or 0  # fmt: skip
    others = connection.execute(select(func.sum(case((BANK_ENTRY.c.kind == "debit", 1), else_=-1))).where(
        BANK_ENTRY.c.reference == paid.reference, BANK_ENTRY.c.outcome == "review", BANK_ENTRY.c.kind.in_(("debit", "return")), BANK_ENTRY.c.key != row.left
    )).scalar() or 0  # fmt: skip
    if paid.state not in words.before("disbursement", "decide", "returned") or entry.amount != int(spent) or int(others) > 0:
        raise refuse("--decision", "decision", "settle", Said("all of a confirmed payment, which the bank made once"),
                     Said("settle the payment itself first, or decide `note`"))
    out = [Posting("Assets:Review", -entry.amount), Posting("Equity:Unexplained", entry.amount)]
    out += [Posting(_spent(paid), -entry.amount, paid.reference),
            Posting(f"Assets:Returns:{paid.account}:{part(paid.source)}", entry.amount, paid.reference)]  # fmt: skip
    post(connection, f"settled:{row.id}", "returned", day, at, out, note="as the bank booked it")
    connection.execute(update(DISBURSEMENT).where(DISBURSEMENT.c.reference == row.right).values(state="returned", reason=entry.reason))


def _settle_receipt(connection: Connection, row: Any, entry: Any, day: date, at: datetime) -> None:
    """Money from a source, recorded after the statement was read: it would stand in the books twice. A receipt explains one entry."""
    mark = row.left.rpartition("/")[2]
    receipt = connection.execute(select(RECEIPT).where(
        RECEIPT.c.key.in_([one for one in (entry.reference, mark) if one]), RECEIPT.c.amount == entry.amount
    ).order_by(RECEIPT.c.key != mark)).first()  # fmt: skip
    taken = receipt is not None and connection.execute(select(func.count()).where(explains(receipt.key))).scalar_one()
    if receipt is None or taken:
        names = [one for one in (entry.reference, mark) if one and not one.startswith("#")]
        raise refuse(
            "--decision", "decision", "settle", Said("a receipt of {amount} recorded under {names}", amount=format_amount(entry.amount),
                                                     names=in_a_row(names, Said(" or ")) or Said("the reference of the bank")),
            Said("record it first: `zhyto fund source CODE --amount {amount} --reference {reference}`; or decide `note`", amount=format_amount(entry.amount),
                 reference=names[-1] if names else "…"),
        )  # fmt: skip
    out = [Posting("Assets:Review", -entry.amount), Posting("Equity:Unexplained", entry.amount)]
    post(connection, f"settled:{row.id}", "source", day, at, out, note=f"receipt {receipt.key}")


def _spent(paid: Any) -> str:
    return f"Expenses:Hromada:{paid.hromada or 'None'}:{paid.category}:{part(paid.source)}"


def _question(row: Any) -> Question:
    left, right = (f"{row.envelope}/{row.left}", f"{row.other}/{row.right}") if row.kind == "duplicate" else (row.left, row.right)
    opened, decided = (None if value is None else datetime.fromtimestamp(value, UTC) for value in (row.opened, row.decided))
    assert opened is not None
    return Question(row.id, row.kind, row.problem, left, right, row.score, row.amount, opened, decided, row.officer, row.decision, row.note)
