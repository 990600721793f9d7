from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.store import Vault, WrongKey

NEW, OLD = "n" * 40, "o" * 40


@given(st.text())
def test_it_reads_back_what_it_sealed(text: str) -> None:
    vault = Vault(NEW)
    assert vault.decrypt(vault.encrypt(text)) == text


@given(st.lists(st.text()))
def test_it_reads_back_a_list(texts: list[str]) -> None:
    vault = Vault(NEW)
    assert vault.decrypt_all(vault.encrypt_all(texts)) == texts


def test_it_seals_the_same_text_differently_every_time() -> None:
    vault = Vault(NEW)
    assert vault.encrypt("+31612345678") != vault.encrypt("+31612345678")


def test_it_tells_what_to_do_when_the_key_is_wrong() -> None:
    sealed = Vault(NEW).encrypt("hallo")
    with pytest.raises(WrongKey, match="THUISBERICHT_SECRET_KEY") as caught:
        Vault(OLD).decrypt(sealed)
    assert caught.value.__cause__ is None


def test_it_reads_old_texts_after_a_rotation_and_seals_with_the_new_key() -> None:
    before, after = Vault(OLD), Vault(NEW, OLD)
    assert after.decrypt(before.encrypt("hallo")) == "hallo"
    assert Vault(NEW).decrypt(after.encrypt("hallo")) == "hallo"


def test_a_rotation_keeps_the_fingerprints_so_that_stop_stays_stop() -> None:
    assert Vault(NEW, OLD).fingerprint("sms", "+31612345678") == Vault(OLD).fingerprint("sms", "+31612345678")


def test_a_fingerprint_cannot_be_made_without_the_key() -> None:
    found = Vault(NEW).fingerprint("sms", "+31612345678")
    assert len(bytes.fromhex(found)) == 32
    guesses = {hashlib.sha256(text).hexdigest() for text in (b"+31612345678", b"sms\0+31612345678")}
    # The master key itself is not the key of the hash: each purpose has one of its own.
    guesses.add(hmac.new(NEW.encode(), b"sms\0+31612345678", hashlib.sha256).hexdigest())
    guesses.add(Vault(OLD).fingerprint("sms", "+31612345678"))
    assert found not in guesses


def test_channel_and_sender_cannot_run_into_each_other() -> None:
    vault = Vault(NEW)
    assert vault.fingerprint("sms", "1") != vault.fingerprint("sms1", "")


@pytest.mark.parametrize("keys", [(), ("",), (NEW, "")])
def test_it_refuses_to_work_without_a_key(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at least one key"):
        Vault(*keys)
