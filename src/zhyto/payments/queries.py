"""What the tables say that several steps of a payment ask: conditions, postings that move money, names that must exist."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, and_, case, exists, literal, or_, select, union_all

from zhyto.ledger.books import balances
from zhyto.payments.tables import BANK_ENTRY, DISBURSEMENT, ENVELOPE, OFFICER, REVIEW, SOURCE
from zhyto.payments.words import refuse
from zhyto.texts import Said


def explains(receipt: str) -> Any:
    """Condition: an entry of the bank that a receipt of this key explains."""
    return and_(
        BANK_ENTRY.c.kind == "credit", BANK_ENTRY.c.outcome.in_(("source", "settled")),
        or_(BANK_ENTRY.c.reference == receipt, BANK_ENTRY.c.key.endswith(f"/{receipt}", autoescape=True)),
    )  # fmt: skip


def held() -> Any:
    """Condition: an open question holds the disbursement, about its recipient, or about what the bank did with an earlier payment to the same household."""
    earlier = DISBURSEMENT.alias()
    of_the_bank = exists().where(
        DISBURSEMENT.c.attempt > 1, earlier.c.envelope == DISBURSEMENT.c.envelope, earlier.c.household == DISBURSEMENT.c.household,
        REVIEW.c.other == "", REVIEW.c.right == earlier.c.reference, REVIEW.c.kind == "bank", REVIEW.c.decided.is_(None),
    ).correlate(DISBURSEMENT)  # fmt: skip
    return or_(of_the_bank, exists().where(
        REVIEW.c.kind == "duplicate", REVIEW.c.decided.is_(None),
        or_(
            and_(REVIEW.c.envelope == DISBURSEMENT.c.envelope, REVIEW.c.left == DISBURSEMENT.c.household),
            and_(REVIEW.c.other == DISBURSEMENT.c.envelope, REVIEW.c.right == DISBURSEMENT.c.household),
        ),
    ).correlate(DISBURSEMENT))  # fmt: skip


def moved(before: str, after: str, chosen: Any) -> Select[Any]:
    """Postings (account, amount, reference) that move the money of chosen disbursements from one kind of account to another.

    before, after: `Envelope`, `Transit`, `Returns`, `Hromada`, `Fund`. Each posting carries the payment's reference, so that in the public log all
    that happened to a payment can be told from the acts of the fund.
    """
    legs = []
    for name, sign in ((before, -1), (after, 1)):
        place = {
            "Hromada": literal("Expenses:Hromada:")
            + case((DISBURSEMENT.c.hromada == "", "None"), else_=DISBURSEMENT.c.hromada)
            + ":"
            + DISBURSEMENT.c.category
            + ":"
            + SOURCE.c.account,
            "Fund": literal("Assets:Fund:") + SOURCE.c.account,
        }.get(name, literal(f"Assets:{name}:") + ENVELOPE.c.account + ":" + SOURCE.c.account)
        joined = DISBURSEMENT.join(SOURCE, SOURCE.c.code == DISBURSEMENT.c.source).join(
            ENVELOPE, ENVELOPE.c.name == DISBURSEMENT.c.envelope
        )
        amount = DISBURSEMENT.c.amount * sign
        leg = select(place.label("account"), amount.label("amount"), DISBURSEMENT.c.reference.label("reference"))
        legs.append(leg.select_from(joined).where(chosen))
    return select(union_all(*legs).subquery())


def officer(connection: Connection, login: str) -> None:
    """Raise InputRefused where nobody of that name may act."""
    if connection.execute(select(OFFICER.c.login).where(OFFICER.c.login == login)).scalar() is None:
        known = ", ".join(connection.execute(select(OFFICER.c.login).order_by(OFFICER.c.login)).scalars())
        raise refuse("--officer", "officer", repr(login), Said("one of {known}", known=known),
                     Said("mend it, or add the officer with `zhyto fund open --officer`"))


def given(connection: Connection, month: int) -> pl.DataFrame:
    """What households are given for a month: household_id, source, kopecks, envelope, one row per payment that is not undone.

    Undone is what was cancelled, what another payment stands in for, and what did not reach its recipient and went back to its source as the envelope
    was closed; until then it is paid again from the same money.
    """
    d = DISBURSEMENT.c
    alive = or_(d.state.in_(("prepared", "approved", "sent", "confirmed")), and_(d.state.in_(("rejected", "returned")), ENVELOPE.c.state != "closed"))
    rows = (
        select(d.household.label("household_id"), d.source, d.amount.label("kopecks"), d.envelope)
        .join(ENVELOPE, ENVELOPE.c.name == d.envelope).where(d.month == month, alive)
    )  # fmt: skip
    return frame(connection, rows, {"household_id": pl.String, "source": pl.String, "kopecks": pl.Int64, "envelope": pl.String})


def holds(connection: Connection) -> dict[str, int]:
    """Kopecks that each source holds: received, and not given to an envelope."""
    kept = balances(connection, under="Assets:Fund")
    return {row.code: kept.get(f"Assets:Fund:{row.account}", 0) for row in connection.execute(select(SOURCE))}


def envelope_state(connection: Connection, envelope: str) -> str:
    """The state of an envelope. Raises InputRefused where there is none of that name."""
    state = connection.execute(select(ENVELOPE.c.state).where(ENVELOPE.c.name == envelope)).scalar()
    if state is None:
        known = ", ".join(connection.execute(select(ENVELOPE.c.name).order_by(ENVELOPE.c.made, ENVELOPE.c.name)).scalars())
        raise refuse("--envelope", "envelope", repr(envelope), Said("one of {known}", known=known) if known else Said("an envelope, and there is none yet"),
                     Said("mend the name"))
    return str(state)


def frame(connection: Connection, wanted: Select[Any], schema: dict[str, Any]) -> pl.DataFrame:
    """Rows of a query as a table. schema: the kind of each column, by its name."""
    rows = connection.execute(wanted)
    return pl.DataFrame(list(map(tuple, rows)), schema={name: schema[name] for name in rows.keys()}, orient="row")  # noqa: SIM118
