"""The shapes of the content files after validation. All of them are immutable; texts are as the editor wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assistant.knowledge.dates import DateWords
from assistant.knowledge.shape import HttpsUrl, Line, PerLanguage, Shape
from assistant.knowledge.words import MatchWords

SECTIONS = ("summary", "rights", "duties", "steps", "refused")
"""The five sections of every topic, in the order of the page."""

KINDS = (
    "aanmeldpunt",
    "nachtopvang",
    "winteropvang",
    "dagopvang",
    "briefadresloket",
    "uitkering",
    "eten",
    "voedselbank",
    "kleding",
    "douche",
    "dokter",
    "tandarts",
    "juridisch",
    "klacht",
    "schuldhulp",
    "noodfonds",
    "wijkteam",
    "jongeren",
    "vrouwenopvang",
    "verslavingszorg",
    "ggz",
    "zorgverzekering",
    "onderwijs",
    "werk",
    "eu-burgers",
    "geen-papieren",
    "dieren",
    "bibliotheek",
    "taal",
    "praten",
    "crisis",
)
"""Kinds of service that a municipality file may use; `language.yaml` gives each its name in every language."""

Kind = Literal[KINDS]  # type: ignore[valid-type]


class Source(Shape):
    """Where a text comes from. `read` is the day on which somebody read it there."""

    title: Line
    url: HttpsUrl | None = None
    read: date


class TopicFields(Shape):
    """The front matter of a topic file; see `docs/content.md`."""

    title: Annotated[Line, Field(max_length=60)]
    label: Annotated[Line, Field(max_length=28)] | None = None
    sms: Line
    questions: tuple[Line, ...]
    alarm: tuple[Line, ...] = ()
    calm: tuple[Line, ...] = ()
    services: tuple[Kind, ...] = ()
    next: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    remind: str | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    checked: date
    check_before: date
    revision_of: str | None = None


class Topic(TopicFields):
    """One topic in one language. `sections` maps each name of `SECTIONS` to Markdown; `revision` identifies the text.

    `path` is the file, below the content folder; `lines` says on which line of it each field and section begins.
    """

    id: str
    area: str
    language: str
    sections: Mapping[str, str]
    revision: str
    path: str
    lines: Mapping[str, int]

    @property
    def menu_label(self) -> str:
        """What stands behind a digit in a text message."""
        return self.label or self.title


class Service(Shape):
    """A place or line that helps. `hours` are OpenStreetMap opening hours in Dutch wall time, validated on loading."""

    id: str
    kind: Kind
    name: Line
    audience: Annotated[PerLanguage, Field(alias="for")] = Field(default_factory=dict)
    address: Line | None = None
    phone: Line | None = None
    website: HttpsUrl | None = None
    hours: Line | None = None
    cost: PerLanguage = Field(default_factory=dict)
    languages: tuple[str, ...] = ()
    bring: PerLanguage = Field(default_factory=dict)
    text: PerLanguage
    source: Source
    checked: date


class LocalAddition(Shape):
    """What a municipality adds to a national topic: a line per language and, where it has one, a term in months."""

    model_config = ConfigDict(frozen=True, extra="allow")
    months: Annotated[int, Field(ge=1, le=36)] | None = None

    def text(self, language: str) -> str | None:
        """The line in this language, or None."""
        line = (self.model_extra or {}).get(language)
        return str(line) if line else None


class Municipality(Shape):
    """One file of `content/local`. `phone` is the municipality's own short number (14 + area code)."""

    id: str
    path: str
    name: Line
    phone: Line | None = None
    services: tuple[Service, ...] = ()
    topics: Mapping[str, LocalAddition] = Field(default_factory=dict)


class Place(Shape):
    """A place name that people type. `municipality` is the id of its municipality; a file for it may not exist."""

    name: Line
    municipality: str
    other_names: tuple[Line, ...] = ()
    is_word: bool = False


class PlannedText(Shape):
    """One text of a reminder plan: `days` before at `at` (wall time), or `hours` before the moment itself."""

    aim: Line
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    at: time | None = None
    hours: Annotated[int, Field(ge=1, le=72)] | None = None
    text: PerLanguage


class Plan(Shape):
    """Which texts are sent before something happens. `all_day`: it has a date and no time of day."""

    id: str
    all_day: bool = False
    name: PerLanguage
    texts: Annotated[tuple[PlannedText, ...], Field(min_length=1)]


class Smalltalk(Shape):
    """What people say that is no question, and the short answer to it."""

    says: tuple[Line, ...]
    answer: Line


class Language(Shape):
    """`language.yaml`: everything of a language that is not a topic."""

    code: str
    name: Line
    direction: Literal["ltr", "rtl"] = "ltr"
    headings: Mapping[str, Line]
    areas: Mapping[str, Line]
    kinds: Mapping[str, Line]
    commands: Mapping[str, tuple[Line, ...]]
    yes: tuple[Line, ...]
    no: tuple[Line, ...]
    smalltalk: Mapping[str, Smalltalk]
    dates: DateWords
    words: MatchWords
    messages: Mapping[str, str]


@dataclass(frozen=True)
class KnowledgeBase:
    """All content of one moment. `topics` is keyed by (language, topic id); `revision` changes when any file does."""

    languages: Mapping[str, Language]
    topics: Mapping[tuple[str, str], Topic]
    municipalities: Mapping[str, Municipality]
    places: tuple[Place, ...]
    plans: Mapping[str, Plan]
    revision: str
    nation: Municipality = field(repr=False)

    def topic(self, language: str, topic_id: str) -> Topic | None:
        """The topic in this language, or None."""
        return self.topics.get((language, topic_id))

    def topics_of(self, language: str) -> tuple[Topic, ...]:
        """All topics of a language, in the order of the files."""
        return tuple(topic for (code, _), topic in self.topics.items() if code == language)

    def services_for(self, topic: Topic, municipality_id: str | None) -> tuple[Service, ...]:
        """Services that fit the topic, in the order of its kinds: those of the municipality, then the national ones."""
        local = self.municipalities.get(municipality_id) if municipality_id else None
        offered = [*(local.services if local else ()), *self.nation.services]
        return tuple(service for kind in topic.services for service in offered if service.kind == kind)

    def phone_of(self, municipality_id: str | None) -> str | None:
        """The short number of the municipality (14 + area code), or None where it is not known."""
        local = self.municipalities.get(municipality_id) if municipality_id else None
        return local.phone if local else None

    def place_name(self, municipality_id: str) -> str:
        """The name of a municipality as people write it; the id itself where no file and no place list knows it."""
        local = self.municipalities.get(municipality_id)
        if local:
            return local.name
        return next((place.name for place in self.places if place.municipality == municipality_id), municipality_id)
