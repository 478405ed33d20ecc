"""Where a fund stands, as plain values: for `zhyto fund status`, a page, or a test."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import Connection, case, func, select

from zhyto import dates
from zhyto.ledger import books
from zhyto.money import format_amount
from zhyto.payments.answers import bank_difference
from zhyto.payments.cycle import APPROVALS, frame, held
from zhyto.payments.reviews import questions
from zhyto.payments.tables import APPROVAL, BANK_ENTRY, BATCH, DISBURSEMENT, ENVELOPE, FUND, MESSAGE, OFFICER, SOURCE
from zhyto.payments.words import G2P_STATUS, STATES


def status(connection: Connection, envelope: str = "", check: bool = False) -> dict[str, Any]:
    """Months, sources, envelopes with their disbursements by state, messages, open questions. Amounts as text, no personal data but in the questions.

    check: read all the books and say what is wrong with them (`faults`).
    """
    fund = connection.execute(select(FUND)).one()
    held_of = books.balances(connection)
    sources = [
        {"source": row.code, "received_uah": format_amount(-held_of.get(f"Income:Source:{row.account}", 0)),
         "left_uah": format_amount(held_of.get(f"Assets:Fund:{row.account}", 0)),
         "paid_uah": format_amount(sum(value for name, value in held_of.items() if name.startswith("Expenses:Hromada:") and name.endswith(f":{row.account}")))}
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
        "account_uah": format_amount(sum(amount for name, amount in held_of.items() if name.startswith("Assets:"))),
        "bank_differs_uah": None if (differs := bank_difference(connection)) is None else format_amount(differs),
        "for_the_log": connection.execute(select(func.count()).select_from(books.OUTBOX).where(books.OUTBOX.c.acknowledged.is_(False))).scalar_one(),
    }  # fmt: skip
    if check:
        page["faults"] = books.check(connection)
    return page


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


def waiting(connection: Connection, envelope: str = "") -> pl.DataFrame:
    """The clock of payments, a row each: reference, envelope, state, g2p, waits_for, since (day), amount (kopecks). In order of reference.

    waits_for: `officers` (two approvals), `officer` (a decision about the recipient, or sending), `bank`, `post`, `maker` (mended details after a
    rejection or a return), or `nobody`. By which day a payment is due the fund's own rule says: lay it over `since`.
    """
    kinds: dict[str, Any] = {"reference": pl.String, "envelope": pl.String, "state": pl.String, "method": pl.String, "amount": pl.Int64, "made": pl.Int64,
                             "approved": pl.Int64, "sent": pl.Int64, "answered": pl.Int64, "held": pl.Int64}  # fmt: skip
    last = select(APPROVAL.c.envelope, APPROVAL.c.batch, func.max(APPROVAL.c.at).label("approved")).where(APPROVAL.c.seat == APPROVALS).group_by(
        APPROVAL.c.envelope, APPROVAL.c.batch).subquery()  # fmt: skip
    answers = select(BANK_ENTRY.c.reference, func.max(BANK_ENTRY.c.day).label("answered")).where(BANK_ENTRY.c.outcome != "review").group_by(
        BANK_ENTRY.c.reference).subquery()  # fmt: skip
    d = DISBURSEMENT
    wanted = (
        select(d.c.reference, d.c.envelope, d.c.state, d.c.method, d.c.amount, BATCH.c.made, last.c.approved, MESSAGE.c.made.label("sent"),
               answers.c.answered, case((d.c.state.in_(("prepared", "approved")) & held(), 1), else_=0).label("held"))
        .join(BATCH, (BATCH.c.envelope == d.c.envelope) & (BATCH.c.number == d.c.batch))
        .outerjoin(last, (last.c.envelope == d.c.envelope) & (last.c.batch == d.c.batch))
        .outerjoin(MESSAGE, MESSAGE.c.id == d.c.message).outerjoin(answers, answers.c.reference == d.c.reference)
    )  # fmt: skip
    rows = frame(connection, wanted.where(d.c.envelope == envelope) if envelope else wanted, kinds).sort("reference")
    state = pl.col("state")
    made, approved, sent = (pl.col(name) // 86_400 for name in ("made", "approved", "sent"))
    since = (
        pl.when(state == "approved").then(approved).when(state == "sent").then(sent)
        .when(state.is_in(["confirmed", "rejected", "returned"])).then(pl.coalesce("answered", made)).otherwise(made)
    )  # fmt: skip
    who = (
        pl.when(pl.col("held") == 1).then(pl.lit("officer")).when(state == "prepared").then(pl.lit("officers"))
        .when(state == "approved").then(pl.lit("officer"))
        .when(state == "sent").then("method").when(state.is_in(["rejected", "returned"])).then(pl.lit("maker")).otherwise(pl.lit("nobody"))
    )  # fmt: skip
    return rows.select(
        "reference", "envelope", "state", state.replace_strict(G2P_STATUS, return_dtype=pl.String).alias("g2p"), who.alias("waits_for"),
        since.cast(pl.Int32).cast(pl.Date).alias("since"), "amount",
    )  # fmt: skip
