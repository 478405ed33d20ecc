"""Tables of payments, beside those of the books in one database.

Personal data stand in `recipient` and, as a name of the two households, in `review`; everything else knows a payment by its reference.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint

from zhyto.ledger.books import METADATA

FUND: Final = Table(
    "fund", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("currency", String(3), nullable=False),
    Column("secret", String(64), nullable=False),
    Column("payer", String(140), nullable=False),
    Column("payer_iban", String(34), nullable=False),
    Column("payer_code", String(35), nullable=False),
    Column("number_kind", String(40), nullable=False),
)  # fmt: skip
OFFICER: Final = Table(
    "officer", METADATA,
    Column("login", String(60), primary_key=True),
    Column("added", BigInteger, nullable=False),
    Column("added_by", String(60), ForeignKey("officer.login")),
)  # fmt: skip
TERM: Final = Table(
    "term", METADATA,
    Column("waits_for", String(12), primary_key=True),
    Column("days", Integer, nullable=False),
    Column("rule", String(200), nullable=False),
    Column("officer", String(60), ForeignKey("officer.login"), nullable=False),
    Column("at", BigInteger, nullable=False),
)  # fmt: skip
SOURCE: Final = Table(
    "source", METADATA,
    Column("code", String(40), primary_key=True),
    Column("account", String(60), nullable=False, unique=True),
)  # fmt: skip
RECEIPT: Final = Table(
    "receipt", METADATA,
    Column("key", String(35), primary_key=True),
    Column("source", String(40), ForeignKey("source.code"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
)  # fmt: skip
ENVELOPE: Final = Table(
    "envelope", METADATA,
    Column("name", String(40), primary_key=True),
    Column("account", String(60), nullable=False, unique=True),
    Column("month", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("made", BigInteger, nullable=False),
)  # fmt: skip
BATCH: Final = Table(
    "batch", METADATA,
    Column("envelope", String(40), ForeignKey("envelope.name"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("maker", String(60), ForeignKey("officer.login"), nullable=False),
    Column("input", String(64), nullable=False, unique=True),
    Column("count", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made", BigInteger, nullable=False),
)  # fmt: skip
APPROVAL: Final = Table(
    "approval", METADATA,
    Column("envelope", String(40), primary_key=True),
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("officer", String(60), ForeignKey("officer.login"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("envelope", "batch", "officer"),
    ForeignKeyConstraint(["envelope", "batch"], ["batch.envelope", "batch.number"]),
)  # fmt: skip
RECIPIENT: Final = Table(
    "recipient", METADATA,
    Column("envelope", String(40), primary_key=True),
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("household", String(60), primary_key=True),
    Column("hromada", String(40), nullable=False),
    Column("name", String(140), nullable=False),
    Column("birth", Integer),
    Column("iban", String(34), nullable=False),
    Column("number", String(35), nullable=False),
    Column("number_hash", String(64), nullable=False),
    Column("address", String(140), nullable=False),
    ForeignKeyConstraint(["envelope", "batch"], ["batch.envelope", "batch.number"]),
)  # fmt: skip
MESSAGE: Final = Table(
    "message", METADATA,
    Column("id", String(35), primary_key=True),
    Column("envelope", String(40), ForeignKey("envelope.name"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("count", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("text", String(140), nullable=False),
    Column("digest", String(64)),
    Column("handed_over", Boolean, nullable=False),
)  # fmt: skip
DISBURSEMENT: Final = Table(
    "disbursement", METADATA,
    Column("reference", String(35), primary_key=True),
    Column("envelope", String(40), nullable=False),
    Column("batch", Integer, nullable=False),
    Column("household", String(60), nullable=False),
    Column("source", String(40), ForeignKey("source.code"), nullable=False),
    Column("hromada", String(40), nullable=False),
    Column("category", String(40), nullable=False),
    Column("month", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("method", String(4), nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(35), nullable=False),
    Column("message", String(35), ForeignKey("message.id")),
    UniqueConstraint("envelope", "household", "source", "month", "attempt"),
    ForeignKeyConstraint(["envelope", "batch"], ["batch.envelope", "batch.number"]),
    Index("disbursement_state", "envelope", "state"),
    Index("disbursement_month", "month", "state"),
)  # fmt: skip
STATEMENT: Final = Table(
    "statement", METADATA,
    Column("id", String(80), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("day", Integer, nullable=False),
    Column("closing", BigInteger),
    Column("entries", Integer, nullable=False),
    Column("read", BigInteger, nullable=False),
)  # fmt: skip
BANK_ENTRY: Final = Table(
    "bank_entry", METADATA,
    Column("key", String(120), primary_key=True),
    Column("statement", String(80), ForeignKey("statement.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("reference", String(35), nullable=False),
    Column("reason", String(35), nullable=False),
    Column("day", Integer, nullable=False),
    Column("outcome", String(12), nullable=False),
    Index("bank_entry_reference", "reference"),
    # With the reference last, so that one payment is found by it and not among all of a statement.
    Index("bank_entry_statement", "statement", "outcome", "reference"),
)  # fmt: skip
REVIEW: Final = Table(
    "review", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),
    Column("problem", String(40), nullable=False),
    Column("envelope", String(40), nullable=False),
    Column("left", String(120), nullable=False),
    Column("other", String(40), nullable=False),
    Column("right", String(120), nullable=False),
    Column("score", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("decided", BigInteger),
    Column("officer", String(60), ForeignKey("officer.login")),
    Column("decision", String(12)),
    Column("note", Text, nullable=False),
    Index("review_left", "envelope", "left"),
    Index("review_right", "other", "right"),
)  # fmt: skip
