"""Only Twilio gets in, and Twilio always does: encoded addresses, ports, proxies, double and blank fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

from assistant.settings import Settings
from assistant.sms.signature import account_sid, auth_token, is_signed, public_address, sign

BASE = "https://sms.example.nl"
TOKEN = "12345"
FORM = MultiDict([("To", "+18005551212"), ("Body", ""), ("From", "+14158675310"), ("Digits", "1234")])


def test_it_agrees_with_the_example_in_the_documentation_of_twilio() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    assert sign("https://mycompany.com/myapp.php?foo=1&bar=2", form, TOKEN) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_it_agrees_with_the_library_of_twilio() -> None:
    doubled = MultiDict([*FORM.items(multi=True), ("MediaUrl", "b"), ("MediaUrl", "a"), ("MediaUrl", "a")])
    for form in (FORM, doubled):
        assert sign(f"{BASE}/sms", form, TOKEN) == RequestValidator(TOKEN).compute_signature(f"{BASE}/sms", form)


@pytest.mark.parametrize("signed_as", [f"{BASE}/sms", f"{BASE}:443/sms"])
@pytest.mark.parametrize("configured", [BASE, f"{BASE}:443"])
def test_the_default_port_makes_no_difference(signed_as: str, configured: str) -> None:
    assert is_signed(f"{configured}/sms", FORM, sign(signed_as, FORM, TOKEN), TOKEN)


@pytest.mark.parametrize("signature", ["", "x", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "é" * 28])
def test_a_wrong_signature_is_refused(signature: str) -> None:
    assert not is_signed(f"{BASE}/sms", FORM, signature, TOKEN)


def test_a_changed_form_or_address_or_token_is_refused() -> None:
    good = sign(f"{BASE}/sms", FORM, TOKEN)
    assert is_signed(f"{BASE}/sms", FORM, good, TOKEN)
    assert not is_signed(f"{BASE}/sms", MultiDict({**FORM.to_dict(), "Body": "stop"}), good, TOKEN)
    assert not is_signed(f"{BASE}/sms/status", FORM, good, TOKEN)
    assert not is_signed("http://sms.example.nl/sms", FORM, good, TOKEN)
    assert not is_signed(f"{BASE}/sms", FORM, good, "54321")


@pytest.mark.parametrize("signed", ["hoi \udced\udca0\udc80", "hoi \ufffd\ufffd\ufffd"])
def test_bytes_that_are_no_text_are_taken_as_they_came_or_as_they_are_shown(signed: str) -> None:
    received = MultiDict({"Body": "hoi \udced\udca0\udc80"})
    assert is_signed(f"{BASE}/sms", received, sign(f"{BASE}/sms", {"Body": signed}, TOKEN), TOKEN)


@pytest.mark.parametrize("variable", ["RAW_URI", "REQUEST_URI"])
@pytest.mark.parametrize("raw", ["/sms?caf%C3%A9=a%2Fb&leeg=", "http://intern:8000/sms?caf%C3%A9=a%2Fb&leeg=#rc=3"])
def test_the_address_is_the_public_one_with_path_and_query_as_they_came(variable: str, raw: str) -> None:
    environ = {variable: raw, "PATH_INFO": "/sms", "HTTP_HOST": "spoofed.example", "wsgi.url_scheme": "http"}
    assert public_address(BASE, environ) == f"{BASE}/sms?caf%C3%A9=a%2Fb&leeg="


@pytest.mark.parametrize(
    ("path", "address"), [("/sms", "/sms"), ("/sms?a=caf%C3%A9", "/sms?a=caf%C3%A9"), ("/sms/é", "/sms/%C3%A9")]
)
def test_a_server_without_a_raw_address_has_it_quoted_again(path: str, address: str) -> None:
    environ = EnvironBuilder(path).get_environ()
    del environ["RAW_URI"], environ["REQUEST_URI"]
    assert public_address(BASE, environ) == BASE + address


def test_the_simulator_has_a_token_that_nobody_can_guess(tmp_path: Path) -> None:
    def simulated(key: str) -> Settings:
        return Settings(secret_key=key, database_url=f"sqlite:///{tmp_path}/a.sqlite", twilio_account_sid="")

    first, second = simulated("a" * 32), simulated("b" * 32)
    assert auth_token(first) == auth_token(first) != auth_token(second)
    assert len(auth_token(first)) == 64
    assert "a" * 32 not in auth_token(first)
    assert account_sid(first) == "AC" + "0" * 32


def test_with_an_account_its_own_token_counts() -> None:
    settings = Settings(twilio_account_sid="AC1", twilio_auth_token=TOKEN, twilio_from="+31612345678")
    assert (account_sid(settings), auth_token(settings)) == ("AC1", TOKEN)
