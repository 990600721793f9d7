"""A small knowledge base in two languages, made by hand: the rules must not hang on today's content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeBase, Language, Municipality, Place, Source, Topic
from assistant.knowledge.dates import DateWords
from assistant.knowledge.load import load
from assistant.knowledge.model import Smalltalk
from assistant.knowledge.regions import PostcodeRange
from assistant.knowledge.words import MatchWords
from assistant.matching import Matcher

CHECKED = date(2026, 11, 21)
DATA = Path(__file__).resolve().parent.parent / "data"
KEPT = Path(__file__).parents[2] / "var" / "cache"
CONTENT = Path(__file__).resolve().parent.parent.parent / "content"

NL = MatchWords.model_validate(
    {
        "function_words": [
            "ik",
            "je",
            "een",
            "de",
            "het",
            "is",
            "in",
            "uit",
            "naar",
            "mijn",
            "me",
            "van",
            "voor",
            "niet",
            "wil",
            "heb",
            "kan",
            "waar",
            "hoe",
            "moet",
            "en",
            "met",
        ],
        "spelling": {"vnv": "vanavond", "kheb": "ik heb", "mn": "mijn", "lol": ""},
        "sounds": {"ch": "g", "ij": "ei", "ck": "k", "dt": "t", "c": "k"},
        "before_place": ["in", "te", "uit"],
        "whereabouts": ["woon"],
        "postcode_words": ["postcode"],
        "before_postcode": ["in"],
        "after_numbers": ["km"],
        "away_from": ["uit", "van"],
        "meanings": {"slapen": ["slapen", "slaapplek", "bed"], "huur": ["huur", "huurbaas"], "nergens": ["geen plek"]},
        "without": ["geen", "zonder"],
        "counted": ["dagen", "keer"],
        "elsewhere": ["hoofdstad van een land", "een recept voor soep"],
    }
)
EN = MatchWords.model_validate(
    {
        "function_words": [
            "i",
            "you",
            "a",
            "the",
            "is",
            "in",
            "from",
            "to",
            "my",
            "me",
            "of",
            "for",
            "not",
            "want",
            "have",
            "can",
            "where",
            "how",
            "must",
            "and",
            "with",
        ],
        "spelling": {"2nite": "tonight", "cant": "can not"},
        "sounds": {"ph": "f"},
        "before_place": ["in", "near"],
        "away_from": ["from"],
        "meanings": {"slapen": ["sleep", "bed", "crash"], "huur": ["rent"], "nergens": ["no place"]},
    }
)
NL_TALK = {
    "hello": ["hallo", "hoi", "goedemorgen"],
    "thanks": ["dank je", "bedankt"],
    "bye": ["doei"],
    "ok": ["oke", "??"],
}
EN_TALK = {"hello": ["hello"], "thanks": ["thank you"], "bye": ["goodbye"], "ok": ["fine"]}

NL_TOPICS = {
    "slaapplek-vannacht": ["ik heb geen slaapplek vanavond", "waar kan ik vannacht slapen", "ik sta buiten in de kou"],
    "huurachterstand": ["ik kan mijn huur niet betalen", "huur te laat betaald", "de verhuurder stuurt aanmaningen"],
    "briefadres": ["hoe krijg ik een briefadres", "ik krijg nergens meer post", "adres voor mijn brieven"],
    "zelfmoord": ["ik wil niet meer leven", "ik denk aan de dood"],
    "minderjarig": ["ik ben zestien en weggelopen", "mijn ouders willen me niet meer"],
}
EN_TOPICS = {
    "slaapplek-vannacht": [
        "i have no place to sleep tonight",
        "where can i sleep tonight",
        "sleeping outside in the cold",
    ],
    "huurachterstand": ["i cannot pay my rent", "behind on the rent", "landlord sends reminders"],
    "briefadres": ["how do i get a postal address", "i need an address for my letters"],
    "zelfmoord": ["i want to die", "i do not want to live"],
    "minderjarig": ["i am sixteen and ran away", "my parents do not want me"],
}
ALARMS = {
    ("nl", "zelfmoord"): (
        ["wil* dood", "niet meer leven", "zelfmoord*"],
        ["telefoon is dood", "wil niet dood", "leven van mijn"],
    ),
    ("en", "zelfmoord"): (["want to die", "suicid*", "end my life"], ["dying to know", "do not want to die"]),
    ("nl", "minderjarig"): (["ben zestien", "ben 16", "weggelopen"], ["hond is weggelopen"]),
    ("en", "minderjarig"): (["am sixteen"], []),
}


def topic_of(code: str, topic_id: str, questions: list[str]) -> Topic:
    alarm, calm = ALARMS.get((code, topic_id), ([], []))
    return Topic(
        id=topic_id, area="wonen",
        path=f"{code}/wonen/{topic_id}.md",
        lines={}, language=code, sections={"summary": ""}, revision="1", title=questions[0], sms=questions[0],
        questions=tuple(questions), alarm=tuple(alarm), calm=tuple(calm), sources=(Source(title="Wet", read=CHECKED),),
        checked=CHECKED, check_before=date(2027, 7, 1),
    )  # fmt: skip


def language_of(code: str, words: MatchWords, talk: dict[str, list[str]]) -> Language:
    return Language(
        code=code, name=code, headings={}, areas={}, kinds={}, commands={}, yes=("ja",), no=("nee",), dates=DateWords(),
        smalltalk={key: Smalltalk(says=tuple(says), answer="x") for key, says in talk.items()},
        words=words, messages={}, discreet=(), units={},
    )  # fmt: skip


PLACES = (
    Place(name="Dordrecht", municipality="dordrecht", other_names=("Dordt",)),
    Place(name="Den Haag", municipality="den-haag", other_names=("The Hague", "'s-Gravenhage")),
    Place(name="'s-Hertogenbosch", municipality="s-hertogenbosch", other_names=("Den Bosch",)),
    Place(name="Amsterdam", municipality="amsterdam", other_names=("A'dam",)),
    Place(name="Best", municipality="best", is_word=True),
    Place(name="Bergen", municipality="bergen-nh", where="Noord-Holland", is_word=True, other_names=("Bergen NH",)),
    Place(name="Bergen", municipality="bergen-l", where="Limburg", is_word=True),
    Place(name="Zevenhuizen", municipality="zuidplas", where="Zuid-Holland"),
    Place(name="Zevenhuizen", municipality="westerkwartier", where="Groningen"),
    Place(name="Raalte", municipality="raalte"),
    Place(name="Alphen aan den Rijn", municipality="alphen-aan-den-rijn", other_names=("Alphen",)),
)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    topics = [topic_of("nl", *each) for each in NL_TOPICS.items()]
    topics += [topic_of("en", *each) for each in EN_TOPICS.items()]
    return KnowledgeBase(
        languages={"nl": language_of("nl", NL, NL_TALK), "en": language_of("en", EN, EN_TALK)},
        topics={(topic.language, topic.id): topic for topic in topics},
        municipalities={},
        places=PLACES,
        plans={},
        revision="test",
        postcodes=(
            PostcodeRange(first=1000, last=1109, municipality="amsterdam"),
            PostcodeRange(first=1860, last=1862, municipality="bergen-nh"),
            PostcodeRange(first=3300, last=3329, municipality="dordrecht"),
        ),
        nation=Municipality(id="nederland", name="Nederland", path="local/nederland.yaml"),
    )


@pytest.fixture(scope="session")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    """The matcher on five topics of three ways of asking.

    Its thresholds are its own, so that a new fit to the real content changes no test; five topics are too few to tell
    danger by likeness, so that is off.
    """
    small = Matcher(knowledge)
    fitted = {"right": (-4.6, 0.7, 1.5, 2.9, 3.4), "subject": (-6.6, 0.5, -4.2, 3.6, 3.6), "answer": 0.7, "ask": 0.2}
    small.limits = small.limits.model_copy(
        update={**fitted, "danger": (-5.0, 10.0, 0.0, 0.0, 0.0, 0.0), "alarm": 0.5, "offer": 0.1}
    )
    return small


@pytest.fixture(scope="session")
def real() -> Matcher:
    """The matcher on the content of the checkout."""
    return Matcher(load(CONTENT)[0], KEPT)


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA
