"""A register's files."""
