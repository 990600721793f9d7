"""Plain questions, two or so for each topic, written for this test: each has to be answered at once, and rightly."""

from __future__ import annotations

import pytest

from assistant.matching import Matcher

PLAIN = """
briefadres              | hoe krijg ik een briefadres
briefadres              | how do i get a postal address
briefadres              | how do I get a briefadres
briefadres              | ik wil een briefadres aanvragen
briefadres-geweigerd    | mijn briefadres is geweigerd
briefadres-geweigerd    | they refused my briefadres
briefadres-verlengen    | ik wil mijn briefadres verlengen
briefadres-verlengen    | my briefadres expires soon
slaapplek-vannacht      | ik heb geen slaapplek voor vannacht
slaapplek-vannacht      | i have no place to sleep tonight
opvang-aanvragen        | hoe meld ik me aan voor de opvang
opvang-aanvragen        | how do i apply for shelter
opvang-geweigerd        | de gemeente weigert mij opvang
opvang-geweigerd        | shelter refused me
uitgeschreven           | ik ben uitgeschreven uit de brp
uitgeschreven           | the gemeente deregistered me
id-bewijs               | mijn paspoort is gestolen
id-bewijs               | i lost my id card
digid                   | hoe vraag ik digid aan
digid                   | how do i get digid
huurachterstand         | ik heb een huurachterstand
huurachterstand         | i am behind on my rent
huisuitzetting          | mijn verhuurder wil mij uit huis zetten
huisuitzetting          | my landlord wants to evict me
ontruiming-datum        | de deurwaarder komt vrijdag ontruimen
ontruiming-datum        | the bailiff comes on friday for the eviction
woning-zoeken           | hoe vind ik een huurwoning
woning-zoeken           | how do i find a house to rent
inwonen                 | mag ik bij een vriend inwonen
inwonen                 | can i live with a friend
bijstand-zonder-adres   | kan ik bijstand krijgen zonder adres
bijstand-zonder-adres   | can i get bijstand without an address
bijstand-voorschot      | ik wil een voorschot op mijn bijstand
bijstand-voorschot      | can i get an advance on my bijstand
schulden-hulp           | ik heb veel schulden
schulden-hulp           | i need help with my debts
bankrekening            | hoe open ik een bankrekening zonder adres
bankrekening            | i want to open a bank account
gratis-eten             | waar kan ik gratis eten
gratis-eten             | where is the food bank
noodgeld                | kan ik noodgeld krijgen
noodgeld                | i need emergency money
dokter-zonder-verzekering | ik moet naar de dokter maar ben niet verzekerd
dokter-zonder-verzekering | can i see a doctor without insurance
zorgverzekering         | hoe krijg ik een zorgverzekering
zorgverzekering         | how do i get health insurance
werken-zonder-adres     | kan ik werken zonder adres
werken-zonder-adres     | can i work without an address
school                  | kan ik naar school als ik dakloos ben
school                  | can i go back to school
mens-spreken            | ik wil een mens spreken
mens-spreken            | can i talk to a real person
bezwaar                 | hoe maak ik bezwaar
bezwaar                 | how do i object to a decision
eu-burger               | ik kom uit polen en ben dakloos
eu-burger               | i am from romania and homeless
zelfmoord               | ik denk aan zelfmoord
zelfmoord               | i am thinking about suicide
huiselijk-geweld        | mijn man slaat mij
huiselijk-geweld        | my husband hits me
minderjarig             | ik ben 16 en dakloos
minderjarig             | i am 15 and ran away from home
"""


def questions() -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in PLAIN.strip().splitlines()]
    return [(text.strip(), topic.strip()) for topic, text in lines]


@pytest.mark.parametrize(("text", "topic"), questions())
def test_a_plain_question_is_answered_at_once(real: Matcher, text: str, topic: str) -> None:
    match = real.understand(text)
    if match.crisis:
        assert match.crisis == topic
    else:
        assert (match.outcome, match.topics[0].id) == ("answer", topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe krijg ik een breifadres", "briefadres"),
        ("ik heb een huurachterstant", "huurachterstand"),
        ("mijn pasport is gestolen", "id-bewijs"),
        ("hoe krijg ik een zorgverzekring", "zorgverzekering"),
        ("i need help with my depts", "schulden-hulp"),
        ("my landlord wants to evickt me", "huisuitzetting"),
        ("HOE KRIJG IK EEN BRIEFADRES???", "briefadres"),
        ("hallo, hoe krijg ik een briefadres alsjeblieft", "briefadres"),
        ("hoe krijg ik een briefadres in Dordrecht", "briefadres"),
    ],
)
def test_it_is_answered_with_a_slip_a_greeting_or_a_place_too(real: Matcher, text: str, topic: str) -> None:
    match = real.understand(text)
    assert (match.outcome, match.topics[0].id) == ("answer", topic)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dordrecht", "Dordrecht"),
        ("ik ben nu in den haag", "Den Haag"),
        ("i am in hoofddorp", "Hoofddorp"),
        ("in amsterdm", "Amsterdam"),
    ],
)
def test_a_message_that_is_only_a_place_asks_for_nothing(real: Matcher, text: str, name: str) -> None:
    match = real.understand(text)
    assert (match.outcome, match.topics, match.place_name) == ("unknown", (), name)


@pytest.mark.parametrize(
    "text",
    [
        "welke kaas past bij rode wijn",
        "hoe lang duurt de vlucht naar new york",
        "wie wint er vanavond bij het schaken",
        "mijn buurman heeft een nieuwe auto gekocht",
        "hoe maak ik tomatensoep",
        "kan jij rappen",
        "which cheese goes with red wine",
        "how long is the flight to new york",
        "who wins the chess match",
        "teach me to juggle",
        "what is the best guitar for beginners",
        "my neighbour bought a new car",
    ],
)
def test_what_is_about_something_else_gets_no_answer_and_no_crisis_line(real: Matcher, text: str) -> None:
    match = real.understand(text)
    assert match.crisis is None
    assert match.outcome != "answer"
