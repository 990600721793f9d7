from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.dialogue.model import Reply
from assistant.knowledge import Language
from assistant.knowledge.load import load
from assistant.reception import Answer, Edition, Inbound, Reception, edition
from assistant.sms.layout import layout
from assistant.store import Database, Vault, suppressions

ALICE, BOB = "+31612345678", "+31612345679"
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)


@cache
def content() -> Edition:
    return edition(load(Path(__file__).parents[1] / "content")[0])


class Fixed:
    """Content that never changes."""

    current = property(lambda self: content())


class Phone:
    """Somebody with a phone: every call is a new message."""

    def __init__(self, reception: Reception, number: str = ALICE) -> None:
        self.reception = reception
        self.number = number
        self.now = NOW

    def __call__(self, text: str, sid: str | None = None, **changes: object) -> Answer:
        inbound = Inbound("sms", self.number, text, sid or uuid4().hex, self.now, **changes)  # type: ignore[arg-type]
        return self.reception.answer(inbound, layout)


@pytest.fixture
def reception(database: Database, vault: Vault) -> Reception:
    return Reception(database, vault, Fixed())  # type: ignore[arg-type]


@pytest.fixture
def alice(reception: Reception) -> Phone:
    return Phone(reception)


@pytest.fixture
def bob(reception: Reception) -> Phone:
    return Phone(reception, BOB)


def test_a_question_is_answered_with_its_source(alice: Phone) -> None:
    answer = alice("ik heb geen adres meer en krijg geen post")

    assert answer.texts[0].startswith("Geen woonadres?")
    assert "Bron: Wet BRP" in answer.texts[0]


def test_what_did_not_fit_comes_with_more(alice: Phone) -> None:
    answer = alice("hoe krijg ik een briefadres")
    assert len(answer.texts) > 1

    assert alice("meer").texts[0].splitlines()[0] == answer.texts[1].splitlines()[0]


def test_a_copy_of_a_message_gets_the_same_answer_and_changes_nothing(alice: Phone) -> None:
    first = alice("hoe krijg ik een briefadres", sid="SM1")
    alice("stop")
    alice("start")
    again = alice("hoe krijg ik een briefadres", sid="SM1")

    assert again.repeated
    assert again.texts == first.texts[:1]


def test_twenty_copies_at_once_are_one_message(alice: Phone, database: Database) -> None:
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: answers.append(alice("hoe krijg ik een briefadres", sid="SM1")))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(not answer.repeated for answer in answers) == 1
    assert len({answer.texts[0] for answer in answers}) == 1
    assert len(alice.reception.history("sms", ALICE)) == 2


def test_every_person_has_a_conversation_of_their_own(alice: Phone, bob: Phone) -> None:
    alice("hoe krijg ik een briefadres in dordrecht")

    assert "Stel je vraag opnieuw" in bob("1").texts[0]
    assert alice("1").reply is not None


def set_reminder(phone: Phone) -> None:
    phone("herinner me 12 december half 11 tandarts")
    phone("ja")


def test_a_reminder_is_planned_after_a_yes(alice: Phone, cast) -> None:
    alice("herinner me 12 december half 11 tandarts")
    assert cast.rows() == []

    alice("ja")
    assert [row.due_at for row in cast.rows()] == [
        datetime(2026, 12, 11, 16, tzinfo=UTC),
        datetime(2026, 12, 12, 7, 30, tzinfo=UTC),
    ]
    assert "tandarts" in alice("herinneringen").texts[0]


def test_a_reminder_is_cancelled_by_its_number(alice: Phone, cast) -> None:
    set_reminder(alice)
    alice("annuleer 1")

    assert {row.status for row in cast.rows()} == {"suppressed"}
    assert "geen herinneringen" in alice("herinneringen").texts[0]


def test_stop_ends_reminders_and_texts(alice: Phone, bob: Phone, cast, database: Database, vault: Vault) -> None:
    set_reminder(alice)
    set_reminder(bob)
    alice("stop")

    assert sorted(row.status for row in cast.rows()) == ["due", "due", "suppressed", "suppressed"]
    with database.reading() as session:
        assert suppressions.contains(session, vault.fingerprint("sms", ALICE))
    assert "START" in alice("hoe krijg ik een briefadres").texts[0]

    alice("start")
    assert alice("hoe krijg ik een briefadres").texts[0].startswith("Geen woonadres?")


def test_what_the_carrier_took_for_stop_is_stop(alice: Phone, database: Database, vault: Vault) -> None:
    alice("arrest", opt_out="stop")

    with database.reading() as session:
        assert suppressions.contains(session, vault.fingerprint("sms", ALICE))


def test_no_reminders_ends_reminders_and_nothing_else(alice: Phone, cast) -> None:
    set_reminder(alice)
    alice("geen herinneringen")

    assert {row.status for row in cast.rows()} == {"suppressed"}
    assert alice("hoe krijg ik een briefadres").texts[0].startswith("Geen woonadres?")
    set_reminder(alice)
    assert sum(row.status == "due" for row in cast.rows()) == 2


def test_delete_leaves_nothing_of_a_person(alice: Phone, cast) -> None:
    set_reminder(alice)
    answer = alice("WIS", sid="SM9")

    assert "gewist" in answer.texts[0]
    assert cast.rows() == []
    assert alice.reception.history("sms", ALICE) == []
    assert alice("WIS", sid="SM9").repeated


def test_on_the_web_a_reminder_is_sent_to_a_phone_instead(database: Database, vault: Vault, cast) -> None:
    reception = Reception(database, vault, Fixed(), "+31612345670")  # type: ignore[arg-type]
    inbound = Inbound("web", "visitor-1", "herinner me 12 december half 11 tandarts", "w1", NOW)

    assert "+31612345670" in reception.answer(inbound, layout).texts[0]
    assert cast.rows() == []


def test_a_choice_is_valid_for_a_day(alice: Phone) -> None:
    alice("hoe krijg ik een briefadres")
    alice.now += timedelta(hours=25)

    assert "Stel je vraag opnieuw" in alice("1").texts[0]


def breaks(reply: Reply, language: Language) -> tuple[str, ...]:
    raise RuntimeError("canary-9431 of +31612345678")


def test_a_failure_inside_gives_an_honest_answer_and_is_logged_without_a_word_of_it(
    alice: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    inbound = Inbound("sms", ALICE, "canary-9431", "SM1", NOW)
    answer = alice.reception.answer(inbound, breaks)

    assert "112" in answer.texts[0]
    assert alice.reception.answer(inbound, layout).texts == answer.texts
    logged = capsys.readouterr()
    assert "RuntimeError" in logged.out + logged.err
    assert "9431" not in logged.out + logged.err
    assert ALICE not in logged.out + logged.err


def test_a_database_that_is_gone_gives_an_honest_answer(alice: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: Database) -> None:
        raise OSError("no connection")

    monkeypatch.setattr(Database, "transaction", gone)

    assert "112" in alice("hoe krijg ik een briefadres").texts[0]


def test_a_copy_of_a_message_whose_text_is_forgotten_gets_silence(
    alice: Phone, database: Database, cast: object
) -> None:
    from assistant.store import retention

    alice("hoe krijg ik een briefadres", sid="SM1")
    with database.transaction() as session:
        retention.forget_texts(session, datetime(2030, 1, 1, tzinfo=UTC))

    answer = alice("hoe krijg ik een briefadres", sid="SM1")
    assert (answer.repeated, answer.texts) == (True, ())


def test_a_conversation_of_another_release_starts_anew(
    alice: Phone, database: Database, vault: Vault, words_of: Callable[[Answer], str]
) -> None:
    from assistant.store import people

    alice("hoe krijg ik een briefadres in dordrecht")
    with database.transaction() as session:
        person = people.find_or_create(session, "sms", vault.fingerprint("sms", ALICE), None, NOW)
        people.save_conversation(session, person.id, vault.encrypt(json.dumps({"section": "many"})))

    assert words_of(alice("hoe krijg ik een briefadres")).startswith("Geen woonadres?")


@pytest.fixture
def words_of() -> Callable[[Answer], str]:
    return lambda answer: answer.texts[0]
