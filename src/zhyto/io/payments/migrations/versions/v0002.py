"""Payments of a month are found by the month."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One more index."""
    op.create_index("disbursement_month", "disbursement", ["month", "state"])
