"""`thuisbericht serve`: everything in one process."""

from __future__ import annotations

import logging
from importlib import import_module

import click
import waitress

from assistant.knowledge.load import ContentError
from assistant.settings import Settings
from assistant.store import DatabaseUrlError, WrongKey

_THREADS = 8
_LARGEST_BODY = 1 << 20  # bytes; the webhook and the pages set narrower limits of their own


def serve_forever(settings: Settings) -> None:
    """Serve until the process is told to stop. The web application is named, as for every WSGI server, not imported."""
    try:
        app = import_module("wsgi").app
    except (ContentError, DatabaseUrlError, WrongKey) as error:
        raise click.ClickException(str(error)) from None
    worker = app.extensions["thuisbericht"].service.worker()
    worker.start()
    shown = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host
    click.echo(
        f"{settings.name} at http://{shown}:{settings.port}" + (" - phone: /phone" if settings.simulated else "")
    )
    logging.getLogger("waitress").setLevel(logging.WARNING)
    try:
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=_LARGEST_BODY,
            clear_untrusted_proxy_headers=True,
        )
    finally:
        worker.stop()
