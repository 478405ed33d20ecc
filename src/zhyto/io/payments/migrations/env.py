"""What Alembic runs: the steps that are missing, in the transaction that `versions` has begun."""

from alembic import context

from zhyto.io.payments.versions import TABLE

context.configure(connection=context.config.attributes["connection"], version_table=TABLE)
context.run_migrations()
