"""The database: every table and every query. The only room that imports SQLAlchemy.

Queries stand in modules by noun and take the session first; what goes in and comes out are plain values. Texts and
numbers are `Sealed`: only a `Vault` makes and reads them, so plain text cannot end up in a table by mistake.
"""

from sqlalchemy.orm import Session

from assistant.store.database import Database, DatabaseUrlError, open_database
from assistant.store.vault import Sealed, Vault, WrongKey

__all__ = ["Database", "DatabaseUrlError", "Sealed", "Session", "Vault", "WrongKey", "open_database"]
