"""The tables of Zhyto 0.1.0. Books begin with the tables of their day, so that no step makes these."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing is before this."""
