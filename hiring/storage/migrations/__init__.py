"""The steps by which the tables came to be, as Alembic takes them."""
