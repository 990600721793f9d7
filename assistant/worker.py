"""The clock of the service: sends what is due, looks up what is unknown, ends what is late, forgets what is old.

APScheduler only ticks. What is due stands in the database, so any number of workers may run, and one that is killed
loses nothing.
"""

from __future__ import annotations

import logging
import signal
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

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
    """Runs the jobs of the outbox in threads of its own, from `start` to `stop`."""

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
        # Waiting for the signal instead of handling it: a handler could come while the main thread holds the same lock.
        ending = {signal.SIGTERM, signal.SIGINT}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
        try:
            self.start()
            signal.sigwait(ending)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            self.stop()

    def _forget(self, now: datetime) -> None:
        with self._database.transaction() as session:
            forgotten = retention.forget_texts(session, now - self._retention)
        if forgotten:
            _log.info("texts_forgotten", rows=forgotten)


def _guarded(name: str, job: Callable[[], object]) -> None:
    try:
        job()
    except Exception as error:
        # The next tick tries again. The message of the error is left out: a carrier's or a driver's may hold a number.
        where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        _log.error("alert_job_failed", job=name, error=type(error).__name__, where=where[-6:])


def _quieten_apscheduler() -> None:
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    # It warns at every tick that comes while the job before is still busy, which is how a long batch looks.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
