"""What is logged, and how: one line of key=value an event, never a phone number, never the text of a message."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog


def configure_logs(level: int = logging.INFO) -> None:
    """Send every event to standard error. Libraries speak only when something is wrong: at INFO Twilio logs numbers."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def trace(error: BaseException) -> str:
    """Types and places of an error and its causes. Not their messages: that of a database can hold what somebody
    wrote.
    """
    trail: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in trail:
        trail.append(cause)
        cause = cause.__cause__ or cause.__context__
    return " < ".join(f"{type(one).__name__} {_places(one)}" for one in trail)


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
