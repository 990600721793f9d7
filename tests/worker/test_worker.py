from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from assistant.settings import Settings
from assistant.sms.carrier import NotProcessed, Sent
from assistant.sms.outbox import LEASE, Outbox
from assistant.store import Database, Vault, inbound, people
from assistant.worker import BATCH, Worker

CANARY_NUMBER, CANARY_TEXT = "+31612345678", "Morgen 10:00 tandarts."

WORK = """
import sys
from datetime import UTC, datetime
from assistant.logs import configure_logs
from assistant.settings import Settings
from assistant.sms.carrier import Sent
from assistant.sms.outbox import Outbox
from assistant.store import Database, Vault
from assistant.worker import Worker

class SlowCarrier:
    def send(self, to, text, public_id, valid_for):
        print("in hand", flush=True)
        sys.stdin.readline()
        return Sent("SM" + public_id, "queued")

configure_logs()
database = Database(sys.argv[1])
outbox = Outbox(database, Vault(sys.argv[2]), SlowCarrier(), lambda: datetime(2026, 11, 24, 11, tzinfo=UTC))
Worker(outbox, database, Settings(worker_interval=0.05)).run_forever()
print("ended cleanly", flush=True)
"""


@pytest.fixture
def settings() -> Settings:
    return Settings(worker_interval=0.05)


@pytest.fixture
def worker(queue: Outbox, database: Database, settings: Settings) -> Worker:
    return Worker(queue, database, settings)


def test_a_tick_sends_looks_up_ends_and_forgets(worker: Worker, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    sent, expired = cast.text(amina), cast.text(amina, expires_at=clock())
    fake_carrier.lost_answers = True
    worker.tick(clock())
    assert (cast.row(sent).status, cast.row(expired).status) == ("sending", "expired")
    worker.tick(clock() + LEASE)
    assert cast.row(sent).status == "sent"
    worker.tick(clock() + timedelta(days=7))
    assert cast.row(sent).text_encrypted is not None
    worker.tick(clock() + timedelta(days=7, minutes=2))
    assert cast.row(sent).text_encrypted is None


def test_after_an_hour_down_there_is_no_burst_and_nothing_late(worker: Worker, cast, fake_carrier, clock) -> None:
    amina = cast.person()
    back = clock() + timedelta(hours=1)
    late = [cast.message(due_at=clock(), expires_at=back) for _ in range(30)]
    useful = [cast.message(due_at=clock(), expires_at=back + timedelta(hours=1)) for _ in range(30)]
    cast.reminder(amina, *late, *useful)
    worker.tick(back)
    assert len(fake_carrier.accepted) == BATCH
    worker.tick(back)
    assert Counter(row.status for row in cast.rows()) == {"sent": 30, "expired": 30}


def test_it_works_by_itself_from_start_to_stop(worker: Worker, cast, fake_carrier, monkeypatch) -> None:
    done, send = threading.Event(), fake_carrier.send
    monkeypatch.setattr(fake_carrier, "send", lambda *text: (send(*text), done.set())[0])
    public_id = cast.text(cast.person())
    worker.start()
    assert done.wait(10)
    worker.stop(wait=True)
    assert cast.row(public_id).status == "sent"
    cast.text(cast.person())
    assert Counter(row.status for row in cast.rows()) == {"sent": 1, "due": 1}


def test_stopping_what_was_never_started_does_no_harm(worker: Worker) -> None:
    worker.stop()


def test_a_job_that_fails_is_told_without_its_message_and_tried_again(
    worker: Worker, cast, fake_carrier, monkeypatch
) -> None:
    send, failed, done = fake_carrier.send, threading.Event(), threading.Event()

    def fail_once(*text) -> Sent:
        if not failed.is_set():
            failed.set()
            raise RuntimeError(f"refused: {text}")
        done.set()
        return send(*text)

    monkeypatch.setattr(fake_carrier, "send", fail_once)
    amina = cast.person()
    cast.text(amina)
    cast.text(amina)
    with capture_logs() as logs:
        worker.start()
        assert done.wait(10)
        worker.stop()
    (alert,) = [line for line in logs if line["event"] == "alert_job_failed"]
    assert (alert["error"], alert["log_level"]) == ("RuntimeError", "error")
    assert "outbox.py" in alert["trace"]
    assert CANARY_NUMBER not in str(logs)
    assert Counter(row.status for row in cast.rows()) == {"sending": 1, "sent": 1}


def test_a_signal_ends_it_and_another_one_does_not(worker: Worker, cast, fake_carrier, monkeypatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(fake_carrier, "send", _sending_signals(fake_carrier.send))
    before = signal.getsignal(signal.SIGTERM), signal.signal(signal.SIGUSR1, lambda number, _: heard.append(number))
    public_id = cast.text(cast.person())
    try:
        worker.run_forever()
    finally:
        signal.signal(signal.SIGUSR1, before[1])
    assert heard == [signal.SIGUSR1]
    assert cast.row(public_id).status == "sent"
    assert signal.getsignal(signal.SIGTERM) is before[0]


def _sending_signals(send):
    def send_and_signal(*text) -> Sent:
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGTERM)
        return send(*text)

    return send_and_signal


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_middle_of_a_batch_lets_the_text_in_hand_end(
    database: Database, database_url_of, cast, vault: Vault, ending: signal.Signals
) -> None:
    amina = cast.person()
    for _ in range(3):
        cast.text(amina)
    command = [sys.executable, "-c", WORK, database_url_of(database), "a key for tests only, of 32 characters or more"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "bufsize": 0}
    with subprocess.Popen(command, **pipes) as process:
        try:
            assert process.stdout.readline() == b"in hand\n"
            process.send_signal(ending)
            # The signal is there before the carrier answers: while this text is still in hand.
            output, errors = process.communicate(b"\n" * 3, timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0
    assert output.endswith(b"ended cleanly\n")
    assert b"alert" not in errors
    ends = Counter(row.status for row in cast.rows())
    assert set(ends) <= {"sent", "due"}
    assert ends["sent"] >= 1


def test_apscheduler_stays_silent(worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    worker.start()
    worker.stop()
    assert [record for record in caplog.records if record.name.startswith("apscheduler")] == []


def test_nobody_stands_in_the_logs_or_in_the_file(
    sqlite_cast, vault: Vault, fake_carrier, clock, settings: Settings, tmp_path: Path, caplog, capfd
) -> None:
    sqlite_database = sqlite_cast.database
    caplog.set_level(logging.DEBUG)
    queue = Outbox(sqlite_database, vault, fake_carrier, clock)
    amina = sqlite_cast.person(CANARY_NUMBER)
    with sqlite_database.transaction() as session:
        inbound.claim(session, "SM1", amina.id, vault.encrypt(CANARY_TEXT), clock())
        inbound.answer(session, "SM1", vault.encrypt_all([CANARY_TEXT]), "answer", clock())
        people.save_conversation(session, amina.id, vault.encrypt(CANARY_TEXT))
    fake_carrier.faults = [NotProcessed("429"), None]
    for _ in range(2):
        sqlite_cast.text(amina)
        Worker(queue, sqlite_database, settings).tick(clock.forward(minutes=10))
    assert len(fake_carrier.accepted) >= 1
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    said = caplog.text.encode() + "".join(capfd.readouterr()).encode()
    assert amina.fingerprint.encode() in content, "the file was really read"
    assert b"text_sent" in said, "the logs were really read"
    for secret in (CANARY_NUMBER[1:].encode(), CANARY_TEXT.encode(), b"tandarts", CANARY_NUMBER[3:].encode()):
        assert secret not in content
        assert secret not in said
