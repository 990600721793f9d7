"""The history of the tables, run by `Database.migrate`. One set for SQLite and PostgreSQL."""
