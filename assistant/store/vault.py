"""What keeps numbers and texts unreadable to whoever has the database and not the key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import NewType

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Sealed = NewType("Sealed", bytes)
"""An encrypted text: a Fernet token. Only `Vault` makes one."""


class WrongKey(Exception):
    """The secret key is not the one with which this data was made."""

    def __init__(self) -> None:
        super().__init__(
            "The secret key does not fit this database. Set THUISBERICHT_SECRET_KEY to the key that was in use, or put "
            "the file that ends in .key back beside the SQLite database: without it numbers cannot be read, and people "
            "who said STOP would get texts again."
        )


class Vault:
    """Encrypts, decrypts and fingerprints with keys that are derived from the master keys (HKDF-SHA256).

    The newest master key comes first: it encrypts; all decrypt. The oldest comes last: it makes the fingerprints,
    so it stays in the list when keys are rotated, because the fingerprint of a deleted person cannot be made anew.
    """

    def __init__(self, *keys: str) -> None:
        if not keys or not all(keys):
            raise ValueError("a vault needs at least one key, and no key may be empty")
        self._cipher = MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, b"encryption"))) for key in keys])
        self._hash_key = _derived(keys[-1], b"fingerprint")

    def encrypt(self, text: str) -> Sealed:
        """Seal a text. A lone surrogate raises UnicodeEncodeError."""
        return Sealed(self._cipher.encrypt(text.encode()))

    def decrypt(self, sealed: Sealed) -> str:
        """Read a sealed text. Raises `WrongKey` when no key opens it."""
        try:
            return self._cipher.decrypt(sealed).decode()
        except InvalidToken:
            raise WrongKey from None

    def encrypt_all(self, texts: Sequence[str]) -> Sealed:
        """Seal a list of texts as one."""
        return self.encrypt(json.dumps(list(texts), ensure_ascii=False))

    def decrypt_all(self, sealed: Sealed) -> list[str]:
        """Read what `encrypt_all` sealed."""
        return [str(text) for text in json.loads(self.decrypt(sealed))]

    def fingerprint(self, channel: str, sender: str) -> str:
        """Give the keyed hash of a sender, 64 hexadecimal digits.

        It is keyed because numbers are so few: the plain SHA-256 of a Dutch mobile number is reversed in a minute.
        """
        return hmac.new(self._hash_key, f"{channel}\0{sender}".encode(), hashlib.sha256).hexdigest()


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"thuisbericht " + purpose).derive(key.encode())
