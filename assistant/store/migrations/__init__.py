"""The history of the tables, run by `Database.migrate`. One set for SQLite and PostgreSQL."""

NEWEST = "0001"
"""The revision that the tables of this release have."""
