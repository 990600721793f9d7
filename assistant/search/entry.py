"""What is searched: every topic and every service, as texts of one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.knowledge import SECTIONS, KnowledgeBase, Language, Service, Topic
from assistant.knowledge.plain import plain

SNIPPET_LENGTH = 200

_MOST_ASKED = 200
"""Ways of asking of a topic that are searched, spread over its list: more of them find no better and take memory."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_MARK = re.compile(r"^(?:-|\d+\.) ")


@dataclass(frozen=True)
class Entry:
    """A topic or a service in one language. `name` is the id of the topic or the kind of the service: Dutch, and short.

    `sentences` is what a snippet may be taken from, the usual one first.
    """

    topic: Topic | None
    service: Service | None
    municipality: str | None
    name: str
    title: str
    questions: str
    sentences: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same thing in every language."""
        if self.topic is not None:
            return "topic", "", self.topic.id
        return "service", self.municipality or "", self.service.id if self.service else ""


def entries(knowledge: KnowledgeBase, language: Language) -> Iterator[Entry]:
    """Everything that can be found in a language: its topics, the national services, those of the municipalities."""
    for topic in knowledge.topics_of(language.code):
        yield _of_topic(topic)
    for service in knowledge.nation.services:
        yield _of_service(service, None, language)
    for municipality in knowledge.municipalities.values():
        for service in municipality.services:
            yield _of_service(service, municipality.id, language)


def _of_topic(topic: Topic) -> Entry:
    step = max(1.0, len(topic.questions) / _MOST_ASKED)
    asked = (topic.questions[int(number * step)] for number in range(int(len(topic.questions) / step)))
    return Entry(
        topic=topic,
        service=None,
        municipality=None,
        name=topic.id,
        title=f"{topic.title}\n{topic.label or ''}",
        questions="\n".join((*asked, *topic.alarm)),
        sentences=tuple(_sentences("\n".join(plain(topic.sections.get(name, "")) for name in SECTIONS))),
    )


def _of_service(service: Service, municipality: str | None, language: Language) -> Entry:
    """A service without a text in this language shows the one it has: the address is true in every language."""
    said = service.text.get(language.code) or next(iter(service.text.values()), service.name)
    more = (text.get(language.code, "") for text in (service.audience, service.bring))
    return Entry(
        topic=None,
        service=service,
        municipality=municipality,
        name=service.kind,
        title=f"{service.name}\n{language.kinds.get(service.kind, '')}",
        questions="",
        sentences=tuple(_sentences("\n".join((said, *more)))),
    )


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        shown = _MARK.sub("", sentence).strip()
        if len(shown) > 1:
            yield shown


def shortened(sentence: str) -> str:
    """The sentence in at most `SNIPPET_LENGTH` characters, cut between words."""
    if len(sentence) <= SNIPPET_LENGTH:
        return sentence
    cut = sentence[: SNIPPET_LENGTH - 1].rpartition(" ")[0] or sentence[: SNIPPET_LENGTH - 1]
    return f"{cut.rstrip(',;: ')}…"
