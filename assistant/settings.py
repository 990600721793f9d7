"""Settings, from environment variables with the prefix `THUISBERICHT_` and nowhere else. Listed in
`docs/settings.md`.
"""

from __future__ import annotations

import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_CHECKOUT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of the service. Raises pydantic's `ValidationError` that names each wrong variable."""

    model_config = SettingsConfigDict(env_prefix="THUISBERICHT_", env_ignore_empty=True, frozen=True, extra="ignore")

    name: str = Field(default="Thuisbericht", description="Name of the service on pages and in messages")
    content: Path = Field(default=_CHECKOUT / "content", description="Folder with the content files")
    cache: Path = Field(
        default=Path("var/cache"),
        description="Folder in which the matcher keeps what it learned, for a quick start; it may be emptied",
    )
    database_url: str = Field(
        default="sqlite:///var/thuisbericht.sqlite",
        description="Database: `sqlite:///FILE` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="Key for encryption and for the keyed hash of numbers, 32 characters or more. "
        "Needed with PostgreSQL; with SQLite the service makes one beside the database, mode 600",
    )
    public_url: str = Field(default="", description="Address at which Twilio and people reach the service; no path")
    host: str = Field(default="127.0.0.1", description="Address on which `thuisbericht serve` listens")
    port: int = Field(
        default=8000,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("THUISBERICHT_PORT", "PORT"),
        description="Port on which `thuisbericht serve` listens; `PORT` is read too",
    )
    twilio_account_sid: str = Field(
        default="", description="Twilio account; without it the phone simulator takes its place"
    )
    twilio_auth_token: SecretStr = Field(
        default=SecretStr(""), description="Twilio auth token, for signatures and sending"
    )
    twilio_from: str = Field(default="", description="Dutch two-way mobile number of the service, as +31...")
    twilio_api: str = Field(
        default="https://api.twilio.com", description="Base address of Twilio's API; another one only in tests"
    )
    twilio_timeout: float = Field(default=10, gt=0, le=60, description="Seconds to wait for Twilio's API")
    worker_interval: float = Field(default=2, gt=0, le=60, description="Seconds between two looks at what is due")
    retention_days: int = Field(
        default=7, ge=1, le=31, description="Days after which the texts of messages are deleted"
    )

    @field_validator("twilio_from")
    @classmethod
    def _is_number(cls, value: str) -> str:
        if value and not (value.startswith("+") and value[1:].isdigit()):
            raise ValueError("write the number as +31612345678: a letter sender cannot receive answers")
        return value

    @field_validator("public_url", "twilio_api")
    @classmethod
    def _is_base(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("write the whole address, as https://sms.example.nl")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.twilio_account_sid and not (self.twilio_auth_token.get_secret_value() and self.twilio_from):
            raise ValueError(
                "THUISBERICHT_TWILIO_ACCOUNT_SID is set: "
                "set THUISBERICHT_TWILIO_AUTH_TOKEN and THUISBERICHT_TWILIO_FROM too"
            )
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("THUISBERICHT_SECRET_KEY is too short: use 32 characters or more")
        if self.secret_key is None and not self.database_url.startswith("sqlite"):
            raise ValueError("THUISBERICHT_SECRET_KEY is needed: with PostgreSQL every process must have the same key")
        return self

    @property
    def simulated(self) -> bool:
        """True while no Twilio account is configured: the phone simulator is the carrier."""
        return not self.twilio_account_sid

    @property
    def base_url(self) -> str:
        """`public_url`, or where `serve` listens."""
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @cached_property
    def key(self) -> str:
        """The secret key; made and stored beside the SQLite database at the first need."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        return _kept_key(Path(self.database_url.partition(":///")[2] or "var/memory").with_suffix(".key"))


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
