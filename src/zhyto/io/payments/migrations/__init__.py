"""How the tables of the books came to be as they are: one step per version, done by Alembic (`zhyto.io.payments.versions`)."""
