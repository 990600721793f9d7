"""The service put together from its settings: what `portal`, the worker and the command line all start from."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from assistant.knowledge.watch import Watched
from assistant.reception import Edition, Reception, edition
from assistant.settings import Settings
from assistant.sms.carrier import Carrier, SimulatorCarrier
from assistant.sms.outbox import Outbox, PerThread
from assistant.store import Database, Vault, open_database
from assistant.worker import Worker


@dataclass(frozen=True)
class Service:
    """Everything of one process. `Service.open` makes it; a forked process needs one of its own."""

    settings: Settings
    database: Database
    vault: Vault
    content: Watched[Edition]
    reception: Reception
    outbox: Outbox

    @classmethod
    def open(cls, settings: Settings) -> Service:
        """Load the content, open and migrate the database, and put the rooms together.

        Raises `ContentError`, `DatabaseUrlError` or `WrongKey` with a message for whoever starts the service.
        """
        content = Watched(settings.content, partial(edition, kept=settings.cache), _settle)
        database, vault = open_database(settings)
        return cls(
            settings=settings,
            database=database,
            vault=vault,
            content=content,
            reception=Reception(database, vault, content, settings.twilio_from),
            outbox=Outbox(database, vault, _carrier(settings), lambda: datetime.now(UTC)),
        )

    def worker(self) -> Worker:
        """The clock that sends what is due; not started yet."""
        return Worker(self.outbox, self.database, self.settings)


def _settle(new: Edition) -> None:
    """Build what may come a moment later than the first answer; then keep the collector of garbage off the content.

    It is a million objects that live as long as the process: looking through them would hold up a message by 0.1 s.
    """
    _ = new.index
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _carrier(settings: Settings) -> Carrier:
    if settings.simulated:
        return SimulatorCarrier()
    # Twilio's library takes 10 MB that nobody needs who tries the service out.
    from assistant.sms.twilio_carrier import TwilioCarrier

    return PerThread(lambda: TwilioCarrier(settings))
