"""Is the service well? For whoever watches it; nothing here tells about a person."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from flask import Blueprint, Response, jsonify

from assistant.store import outbox
from portal.here import site

blueprint = Blueprint("health", __name__)

_log = structlog.get_logger()


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """What is up, as JSON: 200, or 503 while the database cannot be reached.

    `status` is `ok`, `content` (a content file is wrong and the last good content is used), or `database`.
    `content` has the revision in use and each mistake as `path:line: text`; `outbox` the number of texts by status
    and the seconds that the oldest one that is due has waited.
    """
    service = site().service
    problems = [str(problem) for problem in service.content.problems]
    content = {"revision": service.content.current.knowledge.revision, "problems": problems}
    try:
        with service.database.reading() as session:
            counts = outbox.counts(session)
            oldest = outbox.oldest_due(session)
    except Exception:
        _log.exception("database cannot be reached")
        return _answer({"status": "database", "content": content, "database": "unreachable", "outbox": None}, 503)
    waiting = max(0, round((datetime.now(UTC) - oldest).total_seconds())) if oldest else 0
    status = "content" if problems else "ok"
    queue = {"texts": counts, "oldest_due_seconds": waiting}
    return _answer({"status": status, "content": content, "database": "ok", "outbox": queue}, 200)


def _answer(body: dict[str, object], code: int) -> tuple[Response, int]:
    response = jsonify(body)
    response.headers["Cache-Control"] = "no-store"
    return response, code
