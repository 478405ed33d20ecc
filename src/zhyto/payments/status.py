"""Where a fund stands, as plain values: for `zhyto fund status`, a page, or a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

from zhyto import dates
from zhyto.faults import Fault, InputRefused
from zhyto.ledger import books
from zhyto.money import format_amount
from zhyto.payments.answers import bank_difference
from zhyto.payments.cycle import APPROVALS
from zhyto.payments.queries import envelope_state, frame, held
from zhyto.payments.reviews import questions
from zhyto.payments.tables import APPROVAL, BATCH, DISBURSEMENT, ENVELOPE, FUND, MESSAGE, OFFICER, RECIPIENT, SOURCE
from zhyto.payments.words import G2P_STATUS, STATES
from zhyto.texts import Said, as_is


def status(connection: Connection, envelope: str = "", check: bool = False) -> dict[str, Any]:
    """Months, sources, envelopes with their disbursements by state, messages, open questions. Amounts as text, no personal data but in the questions.

    check: read all the books and say what is wrong with them (`faults`).
    """
    if envelope:
        envelope_state(connection, envelope)
    fund = connection.execute(select(FUND)).one()
    held_of = books.balances(connection)

    def on(kind: str, account: str) -> str:
        """What accounts of a kind hold of a source's money."""
        return format_amount(sum(value for name, value in held_of.items() if name.startswith(kind) and name.endswith(f":{account}")))

    sources = [
        {"source": row.code, "received_uah": format_amount(-held_of.get(f"Income:Source:{row.account}", 0)),
         "left_uah": on("Assets:Fund:", row.account), "in_envelopes_uah": on("Assets:Envelope:", row.account),
         "on_the_way_uah": on("Assets:Transit:", row.account), "came_back_uah": on("Assets:Returns:", row.account),
         "paid_uah": on("Expenses:Hromada:", row.account)}
        for row in connection.execute(select(SOURCE).order_by(SOURCE.c.code)).all()
    ]  # fmt: skip
    chosen = select(ENVELOPE).order_by(ENVELOPE.c.made, ENVELOPE.c.name)
    rows = connection.execute(chosen.where(ENVELOPE.c.name == envelope) if envelope else chosen).all()
    page: dict[str, Any] = {
        "payer": fund.payer, "iban": fund.payer_iban, "currency": fund.currency,
        "months": {dates.format_month(month): "open" if is_open else "closed" for month, is_open in books.periods(connection).items()},
        "officers": list(connection.execute(select(OFFICER.c.login).order_by(OFFICER.c.login)).scalars()),
        "sources": sources,
        "envelopes": [_envelope(connection, row) for row in rows],
        "questions": [
            {"id": one.id, "kind": one.kind, "problem": one.problem, "left": one.left, "right": one.right, "score": one.score or None,
             "amount_uah": format_amount(one.amount) if one.kind == "bank" else None, "since": one.opened.isoformat()}
            for one in questions(connection, envelope)
        ],
        "in_review_uah": format_amount(sum(amount for name, amount in held_of.items() if name.startswith("Assets:Review"))),
        "account_uah": format_amount(sum(amount for name, amount in held_of.items() if name.startswith("Assets:"))),
        "bank_differs_uah": None if (differs := bank_difference(connection)) is None else format_amount(differs),
        "for_the_log": connection.execute(select(func.count()).select_from(books.OUTBOX).where(books.OUTBOX.c.acknowledged.is_(False))).scalar_one(),
    }  # fmt: skip
    if check:
        page["faults"] = books.check(connection)
    return page


def payments(connection: Connection, envelope: str, states: Sequence[str] = ()) -> pl.DataFrame:
    """The payments of an envelope with their recipients, for an officer's eyes: personal data.

    Columns: household, name, source, month, amount (kopecks), method (bank, post, none), iban, address, state, reason (a code of `words.REASONS` or the
    bank's), reference, message; in order of household, source and attempt. states: only these. Raises InputRefused.
    """
    envelope_state(connection, envelope)
    if unknown := sorted(set(states) - set(STATES)):
        expected = Said("one of {known}", known=", ".join(STATES))
        raise InputRefused([Fault("--state", 0, "state", as_is(one), expected, Said("mend the word")) for one in unknown])
    d, r = DISBURSEMENT.c, RECIPIENT.c
    wanted = (
        select(d.household, r.name, d.source, d.month, d.amount, d.method, r.iban, r.address, d.state, d.reason, d.reference, d.message)
        .select_from(DISBURSEMENT.outerjoin(RECIPIENT, (r.envelope == d.envelope) & (r.batch == d.batch) & (r.household == d.household)))
        .where(d.envelope == envelope).order_by(d.household, d.source, d.attempt)
    )  # fmt: skip
    kinds = {name: pl.Int64 if name in ("month", "amount") else pl.String for name in (
        "household", "name", "source", "month", "amount", "method", "iban", "address", "state", "reason", "reference", "message")}  # fmt: skip
    return frame(connection, wanted.where(d.state.in_(list(states))) if states else wanted, kinds)


def approvals_of(connection: Connection, envelope: str, login: str) -> set[int]:
    """Batches of an envelope that an officer has approved."""
    return set(connection.execute(select(APPROVAL.c.batch).where(APPROVAL.c.envelope == envelope, APPROVAL.c.officer == login)).scalars())


def on_the_way(connection: Connection) -> tuple[int, int]:
    """Payments, and kopecks, that the bank or the post has not answered."""
    count, amount = connection.execute(select(func.count(), func.sum(DISBURSEMENT.c.amount)).where(DISBURSEMENT.c.state == "sent")).one()
    return int(count), int(amount or 0)


def _envelope(connection: Connection, row: Any) -> dict[str, Any]:
    mine = DISBURSEMENT.c.envelope == row.name
    counts = {
        state: (count, int(amount)) for state, count, amount in connection.execute(
            select(DISBURSEMENT.c.state, func.count(), func.sum(DISBURSEMENT.c.amount)).where(mine).group_by(DISBURSEMENT.c.state))
    }  # fmt: skip
    approvals: dict[int, list[str]] = {}
    for one in connection.execute(select(APPROVAL).where(APPROVAL.c.envelope == row.name).order_by(APPROVAL.c.batch, APPROVAL.c.seat)):
        approvals.setdefault(one.batch, []).append(one.officer)
    batches = connection.execute(select(BATCH).where(BATCH.c.envelope == row.name).order_by(BATCH.c.number)).all()
    waiting = select(func.count()).select_from(DISBURSEMENT).where(mine, DISBURSEMENT.c.state.in_(("prepared", "approved")), held())
    return {
        "envelope": row.name, "month": dates.format_month(row.month), "state": row.state,
        "disbursements": {
            state: {"count": counts[state][0], "uah": format_amount(counts[state][1]), "g2p": G2P_STATUS[state]} for state in STATES if state in counts
        },
        "held": connection.execute(waiting).scalar_one(),
        "batches": [
            {"batch": one.number, "maker": one.maker, "count": one._mapping["count"], "uah": format_amount(one.amount), "digest": one.digest,
             "approved_by": approvals.get(one.number, []), "approvals_needed": APPROVALS} for one in batches
        ],
        "messages": [
            {"id": one.id, "kind": one.kind, "count": one._mapping["count"], "uah": format_amount(one.amount), "written": one.digest is not None}
            for one in connection.execute(select(MESSAGE).where(MESSAGE.c.envelope == row.name).order_by(MESSAGE.c.number))
        ],
    }  # fmt: skip
