"""A small knowledge base that a test can read at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from assistant.knowledge import (
    KINDS,
    SECTIONS,
    DateWords,
    KnowledgeBase,
    Language,
    Municipality,
    Place,
    Service,
    Source,
    Topic,
)
from assistant.knowledge.words import MatchWords
from assistant.search import SearchIndex

DAY = date(2026, 11, 21)
SOURCE = Source(title="Wet", read=DAY)

NL = {
    "briefadres": (
        "Een briefadres aanvragen",
        ["hoe kom ik aan een briefadres", "ik krijg nergens post meer", "breif adres regelen"],
        "Een briefadres is een adres voor je post. Bel de gemeente en vraag een briefadres.\n\n1. Neem je ID mee.",
    ),
    "briefadres-verlengen": (
        "Een briefadres verlengen",
        ["mijn briefadres loopt af"],
        "Een briefadres geldt een paar maanden. Vraag op tijd verlenging.",
    ),
    "slaapplek": (
        "Vannacht een slaapplek",
        ["waar kan ik vannacht slapen", "is er nachtopvang"],
        "Ga naar de nachtopvang. Bel eerst de gemeente.",
    ),
    "huisuitzetting": (
        "Je huis uit",
        ["de verhuurder zet me op straat", "ik heb een huurachterstand"],
        "Dreigt huisuitzetting door huurachterstand? Alleen een deurwaarder mag je geïnformeerd uit huis zetten.",
    ),
    "zelfmoord": ("Denk je aan zelfmoord", ["ik wil niet meer"], "Bel 113."),
}
EN = {
    "briefadres": (
        "Ask for a postal address",
        ["how do i get an address for my mail"],
        "A briefadres is an address for your mail.",
    ),
    "slaapplek": ("A place to sleep tonight", ["where can i sleep tonight"], "Go to the night shelter. Call first."),
    "english-only": ("Finding a job", ["i want to find work"], "A job agency helps you."),
}
STOP = {
    "nl": ("de", "een", "hoe", "ik", "kan", "waar", "wil", "is", "er", "aan", "kom", "in", "mijn", "voor", "je", "het"),
    "en": ("the", "a", "how", "do", "i", "can", "where", "want", "to", "is", "an", "get", "in", "my", "for"),
}


def _language(code: str) -> Language:
    texts = (
        {"nachtopvang": "Slapen in de nachtopvang", "eten": "Eten"}
        if code == "nl"
        else {"nachtopvang": "Night shelter"}
    )
    return Language(
        code=code,
        name=code,
        headings={name: name for name in SECTIONS},
        areas={"wonen": "Wonen"},
        kinds={kind: texts.get(kind, kind) for kind in KINDS},
        commands={},
        yes=(),
        no=(),
        smalltalk={},
        dates=DateWords(),
        words=MatchWords(
            function_words=STOP.get(code, ()),
            spelling={"k": "ik", "vnv": "vannacht", "aub": ""} if code == "nl" else {},
            sounds={"ei": "ij", "dt": "t", "ch": "g"} if code == "nl" else {},
            before_place=("in",),
            away_from=(),
            meanings={"slapen": ("slapen", "pitten", "slaapplek")} if code == "nl" else {"slapen": ("sleep",)},
        ),
        messages={},
        discreet=(),
        units={},
    )


def _topic(code: str, topic_id: str, title: str, questions: list[str], text: str) -> Topic:
    return Topic(
        id=topic_id,
        area="wonen",
        language=code,
        title=title,
        sms="x",
        questions=tuple(questions),
        alarm=("dood*", "zelfmoord") if topic_id == "zelfmoord" else (),
        sources=(SOURCE,),
        checked=DAY,
        check_before=DAY,
        sections={"summary": text},
        revision="1",
        path=f"{code}/wonen/{topic_id}.md",
        lines={},
    )


def service(service_id: str, kind: str, name: str, text: Mapping[str, str]) -> Service:
    return Service(id=service_id, kind=kind, name=name, text=dict(text), source=SOURCE, checked=DAY)


def municipality(name: str, *services: Service) -> Municipality:
    return Municipality(id=name.lower(), path=f"local/{name.lower()}.yaml", name=name, services=services)


def make_knowledge(*codes: str) -> KnowledgeBase:
    texts = {"nl": NL, "en": EN}
    topics = [_topic(code, topic_id, *text) for code in codes for topic_id, text in texts.get(code, {}).items()]
    night = {"nl": "Bedden voor de nacht.", "en": "Beds for the night."}
    return KnowledgeBase(
        languages={code: _language(code) for code in codes},
        topics={(topic.language, topic.id): topic for topic in topics},
        municipalities={
            "dordrecht": municipality(
                "Dordrecht",
                service("bed", "nachtopvang", "Leger des Heils", night),
                service("soep", "eten", "Soepbus", {"nl": "Warme maaltijd."}),
            ),
            "utrecht": municipality("Utrecht", service("sleep-inn", "nachtopvang", "Sleep Inn", night)),
        },
        places=(
            Place(name="Dordrecht", municipality="dordrecht", other_names=("Dordt",)),
            Place(name="Utrecht", municipality="utrecht"),
            Place(name="Den Haag", municipality="den-haag", other_names=("'s-Gravenhage",)),
            Place(name="Haag", municipality="elsewhere"),
            Place(name="Best", municipality="best", is_word=True),
        ),
        plans={},
        revision="1",
        nation=Municipality(
            id="nederland",
            path="local/nederland.yaml",
            name="Nederland",
            services=(service("113", "crisis", "113 Zelfmoordpreventie", {"nl": "Bel 113.", "en": "Call 113."}),),
        ),
    )


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return make_knowledge("nl", "en")


@pytest.fixture(scope="session")
def index(knowledge: KnowledgeBase) -> SearchIndex:
    return SearchIndex(knowledge)


@pytest.fixture
def make() -> Callable[..., SearchIndex]:
    """An index of the small knowledge base in these languages."""
    return lambda *codes: SearchIndex(make_knowledge(*codes))
