"""Where somebody is: the own municipality, the nearest shelter, which of two places, and notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.dialogue.model import Hint, Local, Notice, Text, Which
from assistant.knowledge import LocalAddition
from assistant.knowledge import Notice as Held
from assistant.sms.encoding import parts
from assistant.sms.layout import layout


def asked(reply):
    return [part for part in reply.parts if isinstance(part, Which)]


def sent(talk, reply) -> str:
    """The text message that comes first; it never costs more than two parts."""
    text = layout(reply, talk.dialogue.knowledge.languages[reply.language])[0]
    assert parts(text) <= 2
    return text


def hold(talk, *notices: Held, **more: object) -> None:
    """Put these into the file of Dordrecht."""
    knowledge = talk.dialogue.knowledge
    dordrecht = knowledge.municipalities["dordrecht"].model_copy(update={"notices": notices, **more})
    talk.use(replace(knowledge, municipalities={**knowledge.municipalities, "dordrecht": dordrecht}))


def cold(**more: object) -> Held:
    return Held.model_validate(
        {"from": date(2026, 11, 20), "until": date(2026, 11, 22), "nl": "Extra bedden, bel 14 078.", **more}
    )


def test_a_village_hears_its_municipality_and_the_nearest_shelter(talk, helpers) -> None:
    talk("geen slaapplek")
    (there,) = helpers(talk("Gieten"))

    assert there.about == (
        "Gieten hoort bij gemeente Aa en Hunze. Opvang dichtbij: gemeente Assen, bel 14 0592. "
        "Je mag je in elke gemeente melden."
    )


def test_the_nearest_shelter_stands_in_the_first_text_message(talk) -> None:
    text = sent(talk, talk("geen slaapplek in gieten"))

    assert text.startswith("Geen slaapplek")
    assert "Opvang dichtbij: gemeente Assen, bel 14 0592." in text


def test_a_centre_municipality_hears_its_own_number_and_that_every_municipality_will_do(talk, helpers) -> None:
    talk("geen slaapplek")
    (there,) = helpers(talk("Ede"))

    assert (there.about, there.brief, there.phone) == ("Je mag je in elke gemeente melden.", "", "14 0318")


def test_a_centre_whose_number_is_not_sure_says_how_to_make_one(talk, helpers) -> None:
    talk("geen slaapplek")
    talk.know(place="borne")
    talk("terug")

    assert "gemeente Almelo, bel 14 + netnummer" in helpers(talk("geen slaapplek"))[0].about


def test_shelter_is_named_only_where_a_bed_is_asked_for(talk, helpers) -> None:
    talk("hoe krijg ik een briefadres")

    assert helpers(talk("Gieten"))[0].about == "Gieten hoort bij gemeente Aa en Hunze."


def test_a_municipality_with_a_file_names_its_own_desk_and_nothing_else(talk, helpers) -> None:
    talk("geen slaapplek")
    (there,) = helpers(talk("Dordrecht"))

    assert there.about == ""
    assert there.services


def test_a_village_without_a_question_hears_its_municipality_too(talk, words) -> None:
    assert words(talk("Gieten")) == "Gieten hoort bij gemeente Aa en Hunze. Goed, Gieten. Wat is je vraag?"


def test_a_name_of_two_places_is_answered_and_asked_about(talk, words) -> None:
    reply = talk("geen slaapplek in hengelo")

    assert words(reply).startswith("Geen slaapplek")
    assert "Welk Hengelo? 1 Gelderland, 2 Overijssel" in sent(talk, reply)
    assert "Stuur je plaats, dan noem ik hulp daar." not in [p.text for p in reply.parts if isinstance(p, Hint)]


@pytest.mark.parametrize("answer", ["1", "gelderland", "die in Gelderland"])
def test_the_answer_gives_the_help_there_and_is_remembered(talk, helpers, answer) -> None:
    talk("geen slaapplek in hengelo")
    reply = talk(answer)

    assert (reply.place, reply.topics[0].id) == ("bronckhorst", "slaapplek-vannacht")
    assert "Hengelo (Gelderland) hoort bij gemeente Bronckhorst." in helpers(reply)[0].about
    assert talk("hoe krijg ik een briefadres").place == "bronckhorst"


def test_a_new_question_instead_of_the_answer_is_just_answered(talk) -> None:
    talk("geen slaapplek in hengelo")

    assert talk("hoe krijg ik een briefadres").topics[0].id == "briefadres"


def test_the_name_alone_is_asked_about_at_once(talk, words) -> None:
    reply = talk("hengelo")

    assert reply.decision == "ask"
    assert sent(talk, reply) == "Welk Hengelo? 1 Gelderland, 2 Overijssel"
    assert words(talk("2")) == "Goed, Hengelo (Overijssel). Wat is je vraag?"


def test_who_is_in_one_of_two_places_is_not_where_they_were(talk) -> None:
    talk("briefadres in dordrecht")

    assert talk("geen slaapplek in hengelo").place is None


def test_a_topic_without_local_help_asks_nothing(talk) -> None:
    knowledge = talk.dialogue.knowledge
    topic = knowledge.topic("nl", "slaapplek-vannacht").model_copy(update={"services": ()})
    talk.use(replace(knowledge, topics={**knowledge.topics, ("nl", topic.id): topic}))

    assert asked(talk("geen slaapplek in hengelo")) == []


def test_a_word_answers_the_question_where_somebody_is(talk, helpers) -> None:
    assert talk("Best").decision == "unknown"
    talk("geen slaapplek")
    reply = talk("Best")

    assert reply.place == "best"
    assert "gemeente Eindhoven, bel 14 040" in helpers(reply)[0].about


def test_the_question_where_somebody_is_stays_open_while_the_answer_is_read(talk) -> None:
    talk("geen slaapplek")
    talk.know(unread=("de rest",))
    talk("meer")

    assert talk("Best").place == "best"


def test_a_notice_stands_first_and_expires_by_itself(talk) -> None:
    hold(talk, cold())
    talk("briefadres in dordrecht")
    assert sent(talk, talk("geen slaapplek")).startswith("Let op: Extra bedden, bel 14 078.\nGeen slaapplek")

    talk.later(hours=11.9)  # 23:54 in Amsterdam on the last day
    assert isinstance(talk("geen slaapplek").parts[0], Notice)
    talk.later(hours=0.2)
    assert isinstance(talk("geen slaapplek").parts[0], Text)


def test_a_notice_stands_first_where_the_place_is_told_later(talk) -> None:
    hold(talk, cold())
    talk("geen slaapplek")

    assert sent(talk, talk("Dordrecht")).startswith("Let op: Extra bedden")


def test_a_notice_about_other_topics_is_not_shown(talk) -> None:
    hold(talk, cold(topics=("briefadres",)))
    talk.know(place="dordrecht")

    assert isinstance(talk("geen slaapplek").parts[0], Text)
    assert isinstance(talk("hoe krijg ik een briefadres").parts[0], Notice)


def test_no_notice_stands_before_a_crisis_line(talk) -> None:
    hold(talk, cold())
    talk.know(place="dordrecht")
    text = sent(talk, talk("ik wil dood en heb geen slaapplek"))

    assert "113" in text[:20]


def test_the_longest_notice_leaves_the_answer_within_two_parts(talk) -> None:
    hold(talk, cold(nl="x" * 100))
    talk.know(place="dordrecht")
    for message in ("geen slaapplek", "hoe krijg ik een briefadres"):
        text = sent(talk, talk(message))
        assert text.startswith("Let op: xxx")
        assert len(text) > 200


def test_a_term_of_the_municipality_is_said_also_without_a_line(talk) -> None:
    hold(talk, topics={"briefadres": LocalAddition(months=6)})
    talk.know(place="dordrecht")
    reply = talk("hoe krijg ik een briefadres")

    assert Local("Dordrecht: dit geldt hier 6 maanden.") in reply.parts
    hold(talk, topics={"briefadres": LocalAddition()})
    assert not [part for part in talk("hoe krijg ik een briefadres").parts if isinstance(part, Local)]
