"""The web chat: the same answers as by text message. Works without JavaScript; with it the page does not reload.

A visitor is a random value in a signed cookie that ends with the browser, because computers at walk-in points are
shared.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import nh3
from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from assistant.dialogue.model import Checked, Choices, Help, Hint, Local, Notice, Part, Reply, Text, Which
from assistant.knowledge import Language
from assistant.reception import Inbound
from assistant.sms.encoding import clean_inbound
from assistant.store.phone import Message
from portal import cards
from portal.here import Here, here, here_in, site, take_language
from portal.markup import with_telephone_links
from portal.pages import topic_address

CHANNEL: Literal["web"] = "web"
MOST_SHOWN = 40
"""Messages of a conversation that the page shows."""

MOST_SERVICES = 3
"""Places that an answer names; the page of the topic has them all."""

LONGEST_MESSAGE = 1600
"""Letters of a message that are taken, as by text message; the dialogue asks for a shorter one long before."""

_VISITOR = "visitor"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "div", "span", "dl", "dt", "dd"}
_ATTRIBUTES = {"*": {"class", "lang", "dir"}, "a": {"href"}}
_BUTTON = {"type", "form", "name", "value", "class"}

blueprint = Blueprint("chat", __name__, url_prefix="/<lang>/chat")
blueprint.url_value_preprocessor(take_language)


@dataclass(frozen=True)
class Said:
    """One message on the page. `text` is safe HTML; where a message of the visitor `is_new` the script fills it in."""

    is_mine: bool
    text: Markup
    at: str
    is_new: bool = False


@blueprint.after_request
def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("")
def talk() -> Response:
    """The conversation so far and a place to type."""
    visitor = session.get(_VISITOR)
    said = transcript(site().service.reception.history(CHANNEL, visitor, MOST_SHOWN)) if visitor else []
    language = here().language
    return make_response(
        render_template(
            "chat.html",
            said=said,
            page_id=_new_page_id(),
            delete=language.commands["delete"][0],
            notice=language.messages["deleted"] if "deleted" in request.args and not said else None,
        )
    )


@blueprint.post("")
def say() -> BaseResponse:
    """Take one message. A form gets the page again; a script (`Accept: application/json`) gets what is new.

    That is `html` with the id of the page for the next message as `page`, or the `address` of an empty page once
    everything is deleted.
    """
    visitor = session.setdefault(_VISITOR, secrets.token_urlsafe(24))
    text = clean_inbound(request.form.get("choice") or request.form.get("message", ""))[:LONGEST_MESSAGE]
    now = datetime.now(UTC)
    sid = _message_id(visitor, request.form.get("page", ""), text)
    answer = site().service.reception.answer(
        Inbound(CHANNEL, visitor, text, sid, now, language=here().language.code), layout
    )
    wants_json = request.accept_mimetypes.best == "application/json"
    if not site().service.reception.history(CHANNEL, visitor, 1):
        # Everything about this visitor is deleted: the next person at this computer starts anew.
        session.pop(_VISITOR)
        address = url_for("chat.talk", lang=here().language.code, deleted=1)
        return jsonify(address=address) if wants_json else redirect(address, 303)
    if not wants_json:
        return redirect(url_for("chat.talk", lang=here().language.code, _anchor="laatste"), 303)
    at = here().clock(now)
    said = [Said(True, Markup(""), at, is_new=True)]
    said += [Said(False, Markup(_safe(part, with_buttons=True)), at) for part in answer.texts[:1]]
    return jsonify(html=render_template("messages.html", said=said), page=_new_page_id())


def layout(reply: Reply, language: Language) -> tuple[str, ...]:
    """The reply as one piece of safe HTML, in the language of the reply; this is also how it is kept."""
    page = here_in(language.code)
    now = datetime.now(UTC)
    html = render_template(
        "reply.html",
        language=language,
        _=page.wording,
        parts=[shown for part in reply.parts if (shown := _shown_part(part, page, now))],
        links=_pages_of(reply, page) if reply.decision in {"answer", "crisis"} else [],
    )
    return (_safe(re.sub(r">\s+<", "><", html).strip(), with_buttons=True),)


def transcript(messages: Sequence[Message]) -> list[Said]:
    """The messages as they stand on the page. Only the last one has buttons: a digit belongs to the last question."""
    last = len(messages) - 1
    return [
        Said(
            is_mine=message.direction == "in",
            text=with_telephone_links(message.text)
            if message.direction == "in"
            else Markup(_safe(message.text, with_buttons=position == last)),
            at=here().clock(message.at),
        )
        for position, message in enumerate(messages)
    ]


def _shown_part(part: Part, page: Here, now: datetime) -> dict[str, object] | None:
    match part:
        case Text():
            return {"kind": "text", "text": with_telephone_links(part.text)}
        case Notice():
            return {"kind": "notice", "text": with_telephone_links(part.text)}
        case Which():
            return {"kind": "choices", "asked": part.question, "offered": part.items}
        case Local():
            return {"kind": "local", "text": with_telephone_links(part.text)}
        case Help():
            offered = [cards.card(service, page, now) for service in part.services[:MOST_SERVICES]]
            about, phone = with_telephone_links(part.about), with_telephone_links(part.phone or "")
            return {"kind": "help", "cards": offered, "phone": phone, "place": part.place, "about": about}
        case Choices():
            return {"kind": "choices", "offered": part.items} if part.items else None
        case Checked():
            return {"kind": "checked", "source": part.source, "on": page.day(part.on)}
        case Hint():
            # The whole text is one tap away on its page, so nobody has to ask for the rest of it.
            is_more = part.text == page.language.messages["sms.more"]
            return None if is_more else {"kind": "hint", "text": with_telephone_links(part.text)}


def _pages_of(reply: Reply, page: Here) -> list[tuple[str, str]]:
    # An answer names runners-up too; a crisis answer is about all its topics.
    answered = reply.topics if reply.decision == "crisis" else reply.topics[:1]
    found = (page.knowledge.topic(reply.language, scored.id) for scored in answered)
    return [(topic_address(topic), topic.title) for topic in found if topic]


def _safe(html: str, with_buttons: bool) -> str:
    tags = _TAGS | {"button"} if with_buttons else _TAGS
    attributes = {**_ATTRIBUTES, "button": _BUTTON} if with_buttons else _ATTRIBUTES
    return nh3.clean(html, tags=tags, attributes=attributes, url_schemes={"https", "tel"}, link_rel="noreferrer")


def _message_id(visitor: str, page_id: str, text: str) -> str:
    """The same for a form that is sent twice; another one for another text, so going back swallows no question."""
    if not _PAGE_ID.fullmatch(page_id):
        abort(400)
    return "WEB" + hashlib.sha256("\0".join((visitor, page_id, text)).encode()).hexdigest()[:32]


def _new_page_id() -> str:
    return secrets.token_urlsafe(16)
