from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.model import Checked, Choices, DeletePerson, Resume, StopAll, StopReminders


def test_a_question_gets_the_text_of_its_topic_with_source_and_ways_on(talk, words, labels) -> None:
    reply = talk("Hoe krijg ik een briefadres")

    assert reply.decision == "answer"
    assert reply.topics[0].id == "briefadres"
    assert words(reply).startswith("Geen woonadres?")
    assert [part.source.title for part in reply.parts if isinstance(part, Checked)] == ["Wet BRP, art. 2.23"]
    assert labels(reply)[-1] == "3 Bericht voor het afloopt"


def test_the_answer_comes_in_the_language_of_the_question(talk, words) -> None:
    assert talk("how do I get a briefadres").language == "en"
    assert talk("hoe krijg ik een briefadres").language == "nl"


def test_a_digit_picks_from_the_last_answer(talk) -> None:
    first = talk("hoe krijg ik een briefadres")
    offered = [item for part in first.parts if hasattr(part, "items") for item in part.items]

    assert talk("1").topics[0].id == offered[0].topic


@pytest.mark.parametrize("digit", ["1.", " 1 ", "nr 1", "Optie 1", "1️⃣", "no. 1"])
def test_a_digit_may_be_written_in_many_ways(talk, digit) -> None:
    talk("iets met de gemeente")

    assert talk(digit).topics[0].id == "briefadres"


def test_a_digit_that_is_not_offered_shows_the_choices_again(talk, labels) -> None:
    talk("iets met de gemeente")
    reply = talk("7")

    assert len(labels(reply)) == 3
    assert talk("2").topics[0].id == "uitgeschreven"


def test_a_digit_works_for_24_hours_and_no_longer(talk, words) -> None:
    talk("iets met de gemeente")
    talk.later(hours=23.9)
    assert talk("1").decision == "answer"

    talk("iets met de gemeente")
    talk.later(hours=24.1)
    assert "Stel je vraag opnieuw" in words(talk("1"))


def test_a_digit_without_a_question_says_so(talk, words) -> None:
    assert "Stel je vraag opnieuw" in words(talk("2"))


def test_a_changed_subject_leaves_an_open_question_without_fuss(talk) -> None:
    talk("iets met de gemeente")

    assert talk("geen slaapplek").topics[0].id == "slaapplek-vannacht"


def test_asking_back_offers_at_most_three(talk, labels) -> None:
    reply = talk("iets met de gemeente")

    assert reply.decision == "ask"
    assert [topic.id for topic in reply.topics] == ["briefadres", "uitgeschreven", "digid"]
    assert [label[0] for label in labels(reply)] == ["1", "2", "3"]


def test_an_unknown_question_gives_a_number_of_people_and_the_third_time_first(talk, words) -> None:
    assert "14 + netnummer" in words(talk("gordijn ananas"))
    talk("nog iets geks")
    assert words(talk("en nog iets")).startswith("Ik kom er niet uit")


def test_a_good_answer_starts_the_counting_anew(talk, words) -> None:
    talk("gordijn ananas")
    talk("gordijn ananas")
    talk("geen slaapplek")

    assert words(talk("gordijn ananas")).startswith("Dat weet ik niet")


def test_the_number_is_that_of_the_own_municipality_where_it_is_known(talk, words) -> None:
    talk("briefadres in dordrecht")

    assert "14 078" in words(talk("gordijn ananas"))


def test_a_place_once_told_is_remembered(talk, helpers) -> None:
    talk("briefadres in dordrecht")
    reply = talk("geen slaapplek")

    assert reply.place == "dordrecht"
    assert helpers(reply)[0].place == "Dordrecht"
    assert helpers(reply)[0].services


def test_a_place_alone_gives_the_last_answer_for_that_place(talk, helpers) -> None:
    talk("geen slaapplek")
    reply = talk("Dordrecht")

    assert reply.topics[0].id == "slaapplek-vannacht"
    assert helpers(reply)[0].phone == "14 078"


def test_a_place_alone_without_a_question_asks_for_one(talk, words) -> None:
    assert words(talk("Dordrecht")) == "Goed, Dordrecht. Wat is je vraag?"


def test_a_place_without_a_file_gives_the_way_to_its_number(talk, helpers) -> None:
    talk("geen slaapplek")

    assert helpers(talk("Gieten"))[0].phone == "14 + netnummer"


def test_a_question_that_merely_names_a_place_is_not_a_place(talk) -> None:
    talk("geen slaapplek")

    assert talk("zwembad in dordrecht").decision == "unknown"


def test_crisis_comes_first_also_when_another_question_is_open(talk, words) -> None:
    talk("iets met de gemeente")
    reply = talk("ik wil dood")

    assert reply.decision == "crisis"
    assert "113" in words(reply)[:20]


def test_who_writes_about_somebody_else_hears_what_a_helper_can_do(talk, words) -> None:
    own, helper = words(talk("ik wil dood")), words(talk("mijn broer wil dood"))

    assert "Goed dat je het zegt" in own
    assert "Blijf bij die persoon" in helper
    assert all("113" in said and "112" in said for said in (own, helper))


def test_a_crisis_topic_without_a_text_for_helpers_answers_them_with_its_own(talk, words) -> None:
    assert "leg op de zij en blijf erbij" in words(talk("mijn maat ademt niet"))


def test_the_practical_question_of_a_crisis_message_is_answered_too(talk, words) -> None:
    reply = talk("ik wil dood en heb geen slaapplek")

    assert [topic.id for topic in reply.topics] == ["zelfmoord", "slaapplek-vannacht"]
    assert "113" in words(reply)[:20]
    assert "spoedopvang" in words(reply)


def test_small_talk_gets_a_short_answer(talk, words) -> None:
    reply = talk("hallo")

    assert reply.decision == "smalltalk"
    assert words(reply).startswith("Hallo.")


def test_an_empty_message_says_what_can_be_read(talk, words) -> None:
    assert "alleen tekst" in words(talk("  "))


def test_a_message_that_is_too_long_says_so(talk, words) -> None:
    assert "te lang" in words(talk("a " * 900))


@pytest.mark.parametrize(
    "word", ["STOP", "Stop.", " stop ", "stoppen", "stop ermee", "STOPALL", "unsubscribe", "cancel"]
)
def test_stop_words_end_everything(talk, words, word) -> None:
    reply = talk(word)

    assert talk.effects == (StopAll(),)
    assert "START" in words(reply)


@pytest.mark.parametrize(
    "sentence", ["ik wil stoppen met drinken", "waar stopt de bus", "hoe stop ik de huur", "can i stop the eviction"]
)
def test_a_sentence_that_merely_contains_the_word_is_a_question(talk, sentence) -> None:
    talk(sentence)

    assert talk.effects == ()


def test_stop_twice_is_answered_once(talk) -> None:
    talk("stop")

    assert talk("stop").parts == ()


def test_who_stopped_hears_how_to_start_and_crisis_is_still_answered(talk, words) -> None:
    talk("stop")

    assert "START" in words(talk("hoe krijg ik een briefadres"))
    assert talk("ik wil dood").decision == "crisis"


def test_start_begins_again(talk) -> None:
    talk("stop")
    talk("Start")

    assert talk.effects == (Resume(),)
    assert talk("hoe krijg ik een briefadres").decision == "answer"


@pytest.mark.parametrize("word", ["geen herinnering", "Geen herinneringen!", "no reminders", "stop reminders"])
def test_no_reminders_ends_only_reminders(talk, word) -> None:
    talk(word)

    assert talk.effects == (StopReminders(),)
    assert talk("hoe krijg ik een briefadres").decision == "answer"


@pytest.mark.parametrize("word", ["WIS", "wis alles", "delete", "forget me"])
def test_delete_forgets_the_person(talk, words, word) -> None:
    talk("briefadres in dordrecht")
    talk(word)

    assert talk.effects == (DeletePerson(),)
    assert talk.conversation.place is None
    assert talk.conversation.topic is None


def test_more_gives_what_did_not_fit_and_then_the_sections_of_the_topic(talk, words) -> None:
    talk("hoe krijg ik een briefadres")
    talk.know(unread=("de rest",))

    assert words(talk("meer")) == "de rest"
    assert words(talk("MEER")).startswith("Dit doe je nu:\n1. ")
    assert words(talk("verder")).startswith("Je rechten:\n- ")
    assert words(talk("more")).startswith("Je plichten:")
    assert words(talk("meer")).startswith("Lukt het niet?")
    assert words(talk("meer")).startswith("Dit was alles")


def test_more_without_anything_to_read_says_so(talk, words) -> None:
    assert "niets om verder te lezen" in words(talk("meer"))


def test_back_gives_the_answer_before(talk, words) -> None:
    talk("hoe krijg ik een briefadres")
    talk("geen slaapplek")

    assert talk("terug").topics[0].id == "briefadres"
    assert "geen eerder antwoord" in words(talk("terug"))


def test_the_language_can_be_chosen_for_good(talk) -> None:
    assert talk("TAAL").language == "en"
    assert talk("hoe krijg ik een briefadres").language == "en"
    assert talk("nederlands").language == "nl"
    assert talk("how do i get a briefadres").language == "nl"
    assert talk("nederlands").language == "nl"
    assert talk("LANGUAGE").language == "en"


@pytest.mark.parametrize("word", ["mens", "HUMAN", "ik wil een mens spreken"])
def test_a_person_can_always_be_had(talk, words, word) -> None:
    assert "0800-8020" in words(talk(word))


def test_help_names_the_words(talk, words) -> None:
    assert "HERINNERINGEN" in words(talk("help"))


def test_yes_without_a_question_asks_what_it_is_about(talk, words) -> None:
    assert words(talk("ja")).startswith("Waar zeg je ja")


def test_the_same_turn_gives_the_same_outcome(talk) -> None:
    turns = [talk.dialogue.turn("hoe krijg ik een briefadres", talk.conversation, talk.now) for _ in range(2)]

    assert turns[0] == turns[1]


def test_where_the_place_is_known_the_number_stands_in_the_text_itself(talk, words) -> None:
    assert "14 + netnummer" in words(talk("hoe krijg ik een briefadres"))
    assert "Bel 14 078 " in words(talk("briefadres in dordrecht"))


def test_the_number_of_another_town_is_never_left_as_example(talk, words) -> None:
    talk("briefadres in dordrecht")
    for _ in range(5):
        text = words(talk("meer"))
        assert "14 020" not in text
        assert "netnummer" not in text


def test_a_topic_that_leads_nowhere_has_no_choices(talk, labels) -> None:
    topic = talk.dialogue.knowledge.topic("nl", "briefadres").model_copy(update={"next": (), "remind": None})
    topics = {**talk.dialogue.knowledge.topics, ("nl", "briefadres"): topic}
    talk.use(replace(talk.dialogue.knowledge, topics=topics))

    assert labels(talk("hoe krijg ik een briefadres")) == []
    assert "Stel je vraag opnieuw" in str(talk("1").parts)


def test_a_private_number_is_warned_about_and_the_question_answered(talk, words) -> None:
    text = words(talk("hoe krijg ik een briefadres"))
    with_number = words(talk("mijn bsn is 111222333"))

    assert with_number.startswith("Stuur nooit je BSN")
    assert "Stuur nooit je BSN" not in text


def test_who_reads_this_is_answered_while_a_question_is_open(talk, words) -> None:
    talk("iets met de gemeente")

    assert "politie" in words(talk("wie leest dit"))


def test_a_message_in_another_language_gets_its_line(talk, words) -> None:
    text = words(talk("nie mam gdzie spac"))

    assert "GEEN SLAAPPLEK" in text
    assert "112" in text
    assert talk.conversation.language in {None, "nl"}


def test_anger_gets_the_number_of_a_person(talk, words) -> None:
    text = words(talk("rot op"))

    assert "0800-8020" in text
    assert "{" not in text


def test_a_second_need_stands_first_among_the_choices(talk) -> None:
    (choices,) = (part for part in talk("geen slaapplek en honger").parts if isinstance(part, Choices))

    assert choices.items[0].label == "Eten en voedselbank"
    assert len(choices.items) <= 3
