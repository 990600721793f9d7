"""How fast messages are answered: through the dialogue alone, and through the webhook with its database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from rapidfuzz import fuzz, process
from werkzeug.test import Client

from assistant.dialogue import Dialogue
from assistant.dialogue.model import Conversation
from assistant.knowledge import KnowledgeBase
from assistant.settings import Settings
from assistant.sms.signature import HEADER, auth_token, sign
from assistant.sms.simulator import twilio_form
from bench.timing import Timed, timed
from portal import create_app

_NUMBERS = count()


def through_dialogue(dialogue: Dialogue, texts: Sequence[str], rounds: int) -> Timed:
    """One turn of a new conversation."""
    now = datetime.now(UTC)
    return timed(lambda text: dialogue.turn(text, Conversation(), now), texts, rounds)


def nearest_phrase(knowledge: KnowledgeBase, texts: Sequence[str], rounds: int) -> Timed:
    """The yardstick: `rapidfuzz.process.extractOne` with `token_set_ratio` over all ways of asking."""
    phrases = [question for topic in knowledge.topics.values() for question in topic.questions]
    return timed(lambda text: process.extractOne(text, phrases, scorer=fuzz.token_set_ratio), texts, rounds)


def through_webhook(texts: Sequence[str], rounds: int) -> Timed:
    """`POST /sms` as Twilio sends it, signed, on SQLite; every message from another phone."""
    with _application() as (app, settings):
        client = Client(app)

        def post(text: str) -> None:
            form = twilio_form(settings, f"+316{next(_NUMBERS):08d}", text)
            signature = sign(f"{settings.base_url}/sms", form, auth_token(settings))
            response = client.post(
                "/sms",
                base_url=settings.base_url,
                data=urlencode(form),
                content_type="application/x-www-form-urlencoded",
                headers={HEADER: signature},
            )
            if response.status_code != 200:
                raise SystemExit(f"the webhook answered {response.status}")

        return timed(post, texts, rounds)


@contextmanager
def _application() -> Iterator[tuple[Flask, Settings]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        app = create_app(settings)
        try:
            yield app, settings
        finally:
            app.extensions["thuisbericht"].service.content.stop()
