from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings

TABLE = Path(__file__).parents[1] / "docs/settings.md"
TWILIO = {"twilio_account_sid": "AC1", "twilio_auth_token": "a-twilio-token", "twilio_from": "+31612345678"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"THUISBERICHT_{name.upper()}", raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_every_setting_stands_in_the_documentation_with_its_default_and_nothing_else_does() -> None:
    rows = dict(re.findall(r"^\| `(THUISBERICHT_\w+)` \| (.*?) \|", TABLE.read_text(), re.MULTILINE))

    assert set(rows) == {f"THUISBERICHT_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, str | int | float) and default != "" and not isinstance(default, bool):
            assert rows[f"THUISBERICHT_{name.upper()}"] == f"`{default:g}`" if isinstance(default, float) else True
            assert str(default).removesuffix(".0") in rows[f"THUISBERICHT_{name.upper()}"]


def test_without_any_setting_there_is_a_simulator_on_sqlite() -> None:
    settings = Settings()

    assert settings.simulated
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url == "sqlite:///var/thuisbericht.sqlite"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUISBERICHT_RETENTION_DAYS", "3")
    monkeypatch.setenv("PORT", "8123")

    assert (Settings().retention_days, Settings().port) == (3, 8123)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'a.sqlite'}"
    key = Settings(database_url=url).key

    assert len(key) >= 32
    assert Settings(database_url=url).key == key
    assert stat.S_IMODE((tmp_path / "new/a.key").stat().st_mode) == 0o600


def test_a_given_key_is_used() -> None:
    assert Settings(secret_key="k" * 32).key == "k" * 32


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"twilio_account_sid": "AC1"}, "set THUISBERICHT_TWILIO_AUTH_TOKEN and THUISBERICHT_TWILIO_FROM too"),
        ({**TWILIO, "twilio_from": "Gemeente"}, "a letter sender cannot receive answers"),
        ({"secret_key": "short"}, "use 32 characters or more"),
        ({"database_url": "postgresql+psycopg://localhost/x"}, "every process must have the same key"),
        ({"public_url": "sms.example.nl"}, "write the whole address"),
        ({"port": 0}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_says_what_to_write(given: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(says)):
        Settings(**given)  # type: ignore[arg-type]


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(**TWILIO, secret_key="canary-" * 5))  # type: ignore[arg-type]

    assert TWILIO["twilio_auth_token"] not in shown
    assert "canary" not in shown


def test_the_public_address_is_taken_without_its_last_slash() -> None:
    assert Settings(public_url="https://sms.example.nl/").base_url == "https://sms.example.nl"
