"""The clock of the service: sends what is due, looks up what is unknown, ends what is late, forgets what is old.

APScheduler only ticks. What is due stands in the database, so any number of workers may run, and one that is killed
loses nothing.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from assistant.logs import trace
from assistant.settings import Settings
from assistant.sms.outbox import Outbox
from assistant.store import Database, retention

SENDERS = 4
BATCH = 20
"""Each look of each sender sends at most a batch: with a look every 2 s that is 40 texts a second, and no burst."""

_RECONCILE_EVERY = timedelta(seconds=15)
_EXPIRE_EVERY = timedelta(seconds=10)
_FORGET_EVERY = timedelta(hours=1)

_log = structlog.get_logger(__name__)


class Worker:
    """Runs the jobs of the outbox in threads of its own, from `start` to `stop`; it is not started a second time."""

    def __init__(self, outbox: Outbox, database: Database, settings: Settings) -> None:
        self._outbox = outbox
        self._database = database
        self._interval = timedelta(seconds=settings.worker_interval)
        self._retention = timedelta(days=settings.retention_days)
        self._scheduler: BackgroundScheduler | None = None

    def tick(self, now: datetime) -> None:
        """Do all jobs once, as of this moment."""
        self._outbox.expire(now)
        self._outbox.reconcile(now)
        self._outbox.send_due(BATCH, now)
        self._forget(now)

    def start(self) -> None:
        """Begin to tick; returns at once."""
        _quieten_apscheduler()
        # A thread for each job: a slow carrier holds up no other job.
        scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(SENDERS + 3)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        clock = self._outbox.clock
        jobs: list[tuple[str, timedelta, Callable[[], object]]] = [
            *((f"send-{number}", self._interval, lambda: self._outbox.send_due(BATCH)) for number in range(SENDERS)),
            ("reconcile", _RECONCILE_EVERY, lambda: self._outbox.reconcile(clock())),
            ("expire", _EXPIRE_EVERY, lambda: self._outbox.expire(clock())),
            ("forget", _FORGET_EVERY, lambda: self._forget(clock())),
        ]
        for name, every, job in jobs:
            first = datetime.now(UTC)
            seconds = every.total_seconds()
            scheduler.add_job(_guarded, "interval", (name, job), id=name, seconds=seconds, next_run_time=first)
        scheduler.start()
        self._scheduler = scheduler
        _log.info("worker_started", senders=SENDERS)

    def stop(self, wait: bool = True) -> None:
        """Stop ticking. What is in hand is finished; with `wait` this returns after that."""
        self._outbox.stop()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=wait)
            self._scheduler = None
            _log.info("worker_stopped")

    def run_forever(self) -> None:
        """Work until SIGTERM or SIGINT, then finish what is in hand. For the main thread."""
        with _ending() as wait_for_the_end:
            self.start()
            wait_for_the_end()
        self.stop()

    def _forget(self, now: datetime) -> None:
        with self._database.transaction() as session:
            forgotten = retention.forget_texts(session, now - self._retention)
        if forgotten:
            _log.info("texts_forgotten", rows=forgotten)


@contextmanager
def _ending() -> Iterator[Callable[[], None]]:
    """Give a function that waits for SIGTERM or SIGINT."""
    signals = (signal.SIGTERM, signal.SIGINT)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def wait() -> None:
        while os.read(reader, 1)[0] not in signals:
            pass

    # The signal's number arrives in the pipe, whichever thread it hit. A handler that sets an Event can come while the
    # main thread holds the lock of that same Event, and then the process never ends.
    wakeup = signal.set_wakeup_fd(writer)
    before = {number: signal.signal(number, lambda *_: None) for number in signals}
    try:
        yield wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        os.close(reader)
        os.close(writer)


def _guarded(name: str, job: Callable[[], object]) -> None:
    try:
        job()
    except Exception as error:
        # The next tick tries again. The message of the error is left out: a carrier's or a driver's may hold a number.
        _log.error("alert_job_failed", job=name, error=type(error).__name__, trace=trace(error))


def _quieten_apscheduler() -> None:
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    # It warns at every tick that comes while the job before is still busy, which is how a long batch looks.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
