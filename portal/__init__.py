"""The website: public pages, search, web chat and phone simulator. `create_app` puts it together."""

from __future__ import annotations

from flask import Flask

from assistant.service import Service
from assistant.settings import Settings
from assistant.sms.webhook import blueprint as webhook
from portal import chat, health, near, pages, phone, search_page
from portal.errors import speak_of_errors
from portal.furniture import furniture
from portal.here import Site, put_site
from portal.security import protect
from portal.wording import read_wordings

__all__ = ["build", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application: pages and webhooks. Settings come from the environment unless they are given.

    Raises what `Service.open` raises, with a message for whoever starts the service.
    """
    return build(Service.open(settings or Settings.model_validate({})))


def build(service: Service) -> Flask:
    """The WSGI application around a service that is already open; `thuisbericht serve` shares it with the worker."""
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    put_site(app.extensions, Site(service, read_wordings()))
    forms = protect(app, service.settings)
    twilio = webhook(service.reception, service.outbox, service.settings)
    forms.exempt(twilio)
    for routes in (pages.front, health.blueprint, phone.blueprint, chat.blueprint, near.blueprint):
        app.register_blueprint(routes)
    for routes in (search_page.blueprint, pages.blueprint, twilio):
        app.register_blueprint(routes)
    furniture(app)
    speak_of_errors(app)
    return app
