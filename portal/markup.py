"""What editors write in Markdown, as HTML that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import nh3
import phonenumbers
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TopicAddress = Callable[[str], str | None]
"""The address of the page of a topic id, or None where there is no such topic."""

_PARSER = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "tel"}

_SHORT_NUMBER = re.compile(
    r"(?<![\w€.,:-])(?<!€ )(?<!\d )(?<!artikel )(?<!article )(?:112|113|144)(?![\w-]|[.,]\w| \d)"
)
_PLAIN_TARGET = re.compile(r"[a-z0-9-]+")


def section_html(markdown: str, topic_address: TopicAddress) -> Markup:
    """One section of a topic as HTML.

    `[text](topic-id)` leads to the page of that topic; a link to a topic that is not there becomes plain text.
    Telephone numbers can be tapped. Only paragraphs, lists, emphasis and links get through; links go to https or tel.
    """
    tokens = _PARSER.parse(markdown)
    for token in tokens:
        if token.children:
            token.children = list(_linked(token.children, topic_address))
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noreferrer"))


def telephone_link(number: str) -> str:
    """The address behind a number that can be tapped: `14 078` is `tel:14078`."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def with_telephone_links(text: str) -> Markup:
    """Plain text, escaped, with every telephone number in it as a link."""
    pieces = [
        Markup('<a href="{}">{}</a>').format(telephone_link(piece), piece) if is_number else Markup.escape(piece)
        for piece, is_number in _numbers(text)
    ]
    return Markup("").join(pieces)


def _linked(children: list[Token], topic_address: TopicAddress) -> Iterator[Token]:
    inside: list[bool] = []
    for child in children:
        if child.type == "link_open":
            there = _resolve(child, topic_address)
            inside.append(there)
            if there:
                yield child
        elif child.type == "link_close":
            if inside.pop():
                yield child
        elif child.type == "text" and not any(inside):
            yield from _numbers_linked(child)
        else:
            yield child


def _resolve(link: Token, topic_address: TopicAddress) -> bool:
    target = str(link.attrGet("href") or "")
    if not _PLAIN_TARGET.fullmatch(target):
        return target.startswith(("https://", "tel:"))
    address = topic_address(target)
    if address is None:
        return False
    link.attrSet("href", address)
    return True


def _numbers_linked(token: Token) -> Iterator[Token]:
    for piece, is_number in _numbers(token.content):
        text = Token("text", "", 0, content=piece)
        if is_number:
            yield Token("link_open", "a", 1, attrs={"href": telephone_link(piece)})
            yield text
            yield Token("link_close", "a", -1)
        else:
            yield text


def _numbers(text: str) -> Iterator[tuple[str, bool]]:
    found = [(match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(text, "NL")]
    short = [match.span() for match in _SHORT_NUMBER.finditer(text)]
    found += [(start, end) for start, end in short if all(end <= other[0] or start >= other[1] for other in found)]
    position = 0
    for start, end in sorted(found):
        if start > position:
            yield text[position:start], False
        yield text[start:end], True
        position = end
    if position < len(text):
        yield text[position:], False
