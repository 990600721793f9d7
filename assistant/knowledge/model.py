"""The shapes of the content files after validation. All of them are immutable; texts are as the editor wrote them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assistant.knowledge.dates import DateWords
from assistant.knowledge.facts import Fact, UnitWords
from assistant.knowledge.hourwords import HourWords
from assistant.knowledge.notices import Notice
from assistant.knowledge.plainwords import PlainWords
from assistant.knowledge.regions import Centre, Place, PostcodeRange, distance_km
from assistant.knowledge.shape import HttpsUrl, Line, PerLanguage, Shape, Source
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


class TopicFields(Shape):
    """The front matter of a topic file; see `docs/content.md`."""

    title: Annotated[Line, Field(max_length=60)]
    label: Annotated[Line, Field(max_length=28)] | None = None
    sms: Line
    sms_helper: Line | None = None
    questions: tuple[Line, ...]
    alarm: tuple[Line, ...] = ()
    hint: tuple[Line, ...] = ()
    helper: tuple[Line, ...] = ()
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
    def texts(self) -> Mapping[str, str]:
        """The text messages of the topic by their field: for who asks, and for who asks for somebody else."""
        return {"sms": self.sms} | ({"sms_helper": self.sms_helper} if self.sms_helper else {})

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
    notices: tuple[Notice, ...] = ()
    lines: Mapping[str, int] = Field(default_factory=dict, repr=False)
    """The line of each field, as `services.0.name`."""


class PlannedText(Shape):
    """One text of a reminder plan: `days` before or `after` the day at `at` (wall time), or `hours` before the moment.

    `discreet` is the form for a phone that others read too: it does not say what it is about.
    """

    aim: Line
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    after: Annotated[int, Field(ge=1, le=60)] | None = None
    hours: Annotated[int, Field(ge=1, le=72)] | None = None
    at: time | None = None
    text: PerLanguage
    discreet: PerLanguage


class PlanFields(Shape):
    """One plan of `plans.yaml`: which texts are sent around a day. `all_day`: it has a date and no time of day.

    With a `term` (names of facts in days or weeks, added up) the person gives the day on which the term begins, and the
    texts count from its last day. Who asks for a reminder with one of its `words` gets this plan. `ask` is the question
    for the day, `offer` stands behind a digit under an answer, and `over` is said when the last day has passed.
    """

    all_day: bool = False
    term: tuple[str, ...] = ()
    name: PerLanguage
    offer: Mapping[str, Annotated[Line, Field(max_length=28)]]
    ask: PerLanguage = Field(default_factory=dict)
    over: PerLanguage = Field(default_factory=dict)
    words: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    texts: Annotated[tuple[PlannedText, ...], Field(min_length=1)]


class Plan(PlanFields):
    """A plan with its key and the length of its term in days; 0 for a plan without one."""

    id: str
    term_days: int = 0
    lines: Mapping[str, int] = Field(default_factory=dict, repr=False)
    """The line of each field, as `texts.0.text.nl`."""


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
    discreet: tuple[Line, ...] = ()
    smalltalk: Mapping[str, Smalltalk]
    dates: DateWords
    words: MatchWords
    messages: Mapping[str, str]
    units: UnitWords = Field(default_factory=dict)
    hours: HourWords = HourWords()
    plain: PlainWords = PlainWords()
    lines: Mapping[str, int] = Field(default_factory=dict, repr=False)
    """The line of each field, as `messages.help`."""


class OtherLanguage(Shape):
    """A language that is recognised and not spoken: `line` tells in it how to go on, `says` are messages in it."""

    name: Line
    line: Line
    says: tuple[Line, ...]


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
    other_languages: Mapping[str, OtherLanguage] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fact_uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per fact the files whose texts name it."""
    centres: tuple[Centre, ...] = ()
    postcodes: tuple[PostcodeRange, ...] = ()
    """In ascending order; a postcode that is in none of them is not known."""

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
        if local and local.phone:
            return local.phone
        return next((centre.phone for centre in self.centres if centre.municipality == municipality_id), None)

    def place_name(self, municipality_id: str) -> str:
        """The name of a municipality as people write it; the id itself where no file and no place list knows it."""
        local = self.municipalities.get(municipality_id)
        if local:
            return local.name
        seat = self.seat(municipality_id)
        return seat.label if seat else municipality_id

    def seat(self, municipality_id: str) -> Place | None:
        """The place that stands for a municipality: its first one in `regions.yaml`, which has its own name."""
        return next((place for place in self.places if place.municipality == municipality_id), None)

    def municipality_at(self, postcode: int) -> str | None:
        """The municipality of the four digits of a postcode, or None where it is not known."""
        position = bisect_right(self.postcodes, postcode, key=lambda one: one.first) - 1
        found = self.postcodes[position] if position >= 0 else None
        return found.municipality if found and postcode <= found.last else None

    def nearest_centre(self, municipality_id: str) -> Centre | None:
        """The centre municipality for shelter that lies nearest as the crow flies, or serves this one all the same.

        Itself where it is one; None where it is not known where the municipality lies.
        """
        for centre in self.centres:
            if municipality_id == centre.municipality or municipality_id in centre.serves:
                return centre
        points = {place.municipality: place.point for place in reversed(self.places) if place.point}
        here = points.get(municipality_id)
        reached = [(points.get(centre.municipality), centre) for centre in self.centres]
        near = [(distance_km(here, there), centre) for there, centre in reached if here and there]
        return min(near, key=lambda one: one[0])[1] if near else None

    def notices_for(self, municipality_id: str | None, day: date, topic: Topic | None = None) -> tuple[Notice, ...]:
        """What is to be said first on this day (in Amsterdam) there: the municipality's notices, then national ones.

        With a topic only those that belong to it.
        """
        local = self.municipalities.get(municipality_id) if municipality_id else None
        notices = (*(local.notices if local else ()), *self.nation.notices)
        return tuple(
            notice
            for notice in notices
            if notice.holds_on(day) and (topic is None or notice.is_about(topic.id, topic.services))
        )
