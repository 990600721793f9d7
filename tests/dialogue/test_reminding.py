from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.dialogue.model import CancelReminder, Choice, OpenQuestion, PendingReminder, ReminderDraft, SetReminder
from assistant.dialogue.whereabouts import reachable_first

ASK = "herinner me 12 december half 11 afspraak gemeente"


def draft(talk):
    (effect,) = talk.effects
    assert isinstance(effect, SetReminder)
    return effect.draft


def test_the_day_is_said_back_in_full_with_its_weekday(talk, words) -> None:
    text = words(talk(ASK))

    assert "zaterdag 12 december 2026 om 10:30" in text
    assert "afspraak gemeente" in text
    assert talk.effects == ()


@pytest.mark.parametrize("yes", ["ja", "Ja hoor", "is goed", "doe maar", "oke", "JA!", "klopt", "👍", "yes please"])
def test_a_yes_in_many_words_sets_it(talk, words, yes) -> None:
    talk(ASK)
    text = words(talk(yes))

    assert draft(talk).at == datetime(2026, 12, 12, 10, 30)
    assert draft(talk).about == "afspraak gemeente"
    assert "vr 11 dec 17:00" in text
    assert "za 12 dec 08:30" in text


@pytest.mark.parametrize("no", ["nee", "Nee hoor", "klopt niet", "laat maar", "no"])
def test_a_no_sets_nothing_and_another_day_may_follow(talk, words, no) -> None:
    talk(ASK)
    talk(no)
    assert talk.effects == ()

    assert "zondag 13 december 2026 om 10:30" in words(talk("13 december"))
    talk("ja")
    assert draft(talk).at == datetime(2026, 12, 13, 10, 30)


def test_a_correction_instead_of_yes_is_taken_over(talk, words) -> None:
    talk(ASK)

    assert "12 december 2026 om 14:00" in words(talk("nee 14 uur")) or "12 december 2026 om 14:00" in words(
        talk("14:00")
    )


def test_english_works_the_same(talk, words) -> None:
    talk.know(language="en")
    assert "Monday 23 November 2026 at 09:30" in words(talk("remind me tomorrow 9:30 doctor"))

    talk("yes")
    assert draft(talk).about == "doctor"


def test_a_briefadres_end_needs_no_time(talk, words) -> None:
    assert "maandag 1 maart 2027" in words(talk("briefadres 1-3-2027"))

    text = words(talk("ja"))
    assert draft(talk).plan == "briefadres"
    for moment in ("ma 18 jan", "ma 15 feb", "za 27 feb"):
        assert moment in text


def test_a_day_that_does_not_exist_is_said_and_asked_again(talk, words) -> None:
    assert "31 februari bestaat niet" in words(talk("herinner me 31 februari 10:00 tandarts"))

    assert "zondag 28 februari 2027 om 10:00" in words(talk("28 februari 10:00"))
    talk("ja")
    assert draft(talk).about == "tandarts"


def test_a_missing_time_is_asked_for(talk, words) -> None:
    assert "Hoe laat" in words(talk("herinner me 12 december tandarts"))
    assert "12 december 2026 om 09:15" in words(talk("kwart over 9"))


def test_a_missing_day_is_asked_for(talk, words) -> None:
    assert "Voor welke dag" in words(talk("herinner me tandarts"))
    assert "12 december 2026 om 09:15" in words(talk("12 december 9:15"))
    talk("ja")
    assert draft(talk).about == "tandarts"


def test_a_past_day_is_asked_again(talk, words) -> None:
    assert "al voorbij" in words(talk("herinner me 1 maart 2026 10:00 tandarts"))


def test_something_else_instead_of_an_answer_is_just_answered(talk) -> None:
    talk(ASK)

    assert talk("geen slaapplek").topics[0].id == "slaapplek-vannacht"


def test_an_unreadable_answer_to_which_day_is_helped(talk, words) -> None:
    talk("herinner me tandarts")

    assert "geen dag die ik kan lezen" in words(talk("ergens in de lente"))
    assert "12 december 2026 om 09:15" in words(talk("12 december 9:15"))


def test_what_is_too_near_to_be_reminded_of_is_said(talk, words) -> None:
    talk("herinner me vandaag 12:05 bellen")

    assert "te dichtbij" in words(talk("ja"))
    assert talk.effects == ()


def test_the_offer_under_an_answer_leads_to_a_reminder(talk, words) -> None:
    talk("hoe krijg ik een briefadres")
    assert "Wat is de laatste dag van je briefadres?" in words(talk("3"))

    assert "maandag 1 maart 2027" in words(talk("1 maart 2027"))


def test_where_no_text_can_come_the_person_hears_how_to_get_one(talk, words) -> None:
    talk.know(sms_number="+31612345678")
    assert "+31612345678" in words(talk(ASK))

    talk.know(sms_number="")
    assert "Sms dit bericht vanaf je telefoon" in words(talk(ASK))
    talk("hoe krijg ik een briefadres")
    assert "Sms dit bericht" in words(talk("3"))


class TestThoseThatAreSet:
    PENDING = (
        PendingReminder(41, 1, "appointment", datetime(2026, 12, 12, 10, 30), "tandarts"),
        PendingReminder(57, 2, "briefadres", datetime(2027, 3, 1), ""),
    )

    @pytest.mark.parametrize("word", ["HERINNERINGEN", "mijn herinneringen", "reminders"])
    def test_they_are_listed_with_their_number(self, talk, words, word) -> None:
        talk.know(reminders=self.PENDING, language="nl")

        assert "1 za 12 dec 10:30 tandarts\n2 ma 1 mrt" in words(talk(word))

    @pytest.mark.parametrize("word", ["annuleer 2", "cancel 2", "Annuleren 2.", "wis 2", "verwijder 2"])
    def test_one_is_cancelled_by_its_number(self, talk, words, word) -> None:
        talk.know(reminders=self.PENDING)
        talk(word)

        assert talk.effects == (CancelReminder(57),)

    def test_a_number_that_is_not_there_says_so(self, talk, words) -> None:
        talk.know(reminders=self.PENDING)

        assert "Herinnering 3 is er niet" in words(talk("annuleer 3"))
        assert talk.effects == ()

    def test_an_empty_list_shows_how_to_set_one(self, talk, words) -> None:
        assert "herinner me" in words(talk("herinneringen"))

    def test_there_is_an_end_to_how_many(self, talk, words) -> None:
        talk.know(
            reminders=tuple(PendingReminder(n, n, "appointment", datetime(2027, 1, n), "x") for n in range(1, 10))
        )

        assert "Je hebt al 9 herinneringen" in words(talk(ASK))


def test_an_unclear_time_is_asked_with_both_choices_and_the_day_is_kept(talk, words) -> None:
    text = words(talk("herinner me 12 december 7 uur bus"))
    assert "07:00 / 19:00" in text

    assert "zaterdag 12 december 2026 om 19:00" in words(talk("19:00"))


def test_a_time_that_the_clock_skips_is_asked_again(talk, words) -> None:
    assert "klok gaat dan vooruit" in words(talk("herinner me 28-3-2027 02:30 bus"))
    assert "zondag 28 maart 2027 om 03:30" in words(talk("03:30"))


def test_midnight_is_asked_again(talk, words) -> None:
    assert "welke tijd je bedoelt" in words(talk("herinner me 12 december middernacht bus"))


def test_a_question_with_a_day_in_it_is_not_taken_for_the_answer(talk) -> None:
    talk("herinner me tandarts")

    assert talk("geen slaapplek").topics[0].id == "slaapplek-vannacht"
    assert "december" not in str(talk("ik moet 12 december uit mijn huis en weet niet waar ik heen kan").parts)


def test_in_an_hour_is_an_hour_from_now(talk, words) -> None:
    assert "zondag 22 november 2026 om 16:00" in words(talk("herinner me over 4 uur bellen"))


def test_a_reminder_may_be_asked_in_the_other_language(talk, words) -> None:
    talk("nederlands")

    assert "maandag 23 november 2026 om 09:30" in words(talk("remind me tomorrow 9:30 doctor"))


def test_a_question_of_another_release_without_its_reminder_is_dropped(talk) -> None:
    talk.know(question=OpenQuestion("when", talk.now))

    assert talk("geen slaapplek").topics[0].id == "slaapplek-vannacht"


def test_what_can_be_reached_now_comes_first(talk) -> None:
    services = [service for service in talk.dialogue.knowledge.nation.services if service.hours]
    always = next(service for service in services if service.hours == "24/7")
    office = next(service for service in services if service.hours.startswith("Mo-Fr"))
    unknown = next(service for service in talk.dialogue.knowledge.nation.services if not service.hours)
    sunday = datetime(2026, 11, 22, 11, tzinfo=UTC)

    assert reachable_first((office, unknown, always), sunday) == (always, unknown, office)


@pytest.fixture
def objecting(talk):
    """Somebody is asked which date is on the letter."""
    talk.know(question=OpenQuestion("when", talk.now, reminder=ReminderDraft("objection", None, "")))
    return talk


@pytest.mark.parametrize(
    ("answer", "last_day"),
    [
        ("12 november", "donderdag 24 december 2026"),
        ("de brief is van 12 november", "donderdag 24 december 2026"),
        ("20-11-2026", "vrijdag 1 januari 2027"),
        ("gisteren", "zaterdag 2 januari 2027"),
        ("vandaag", "zondag 3 januari 2027"),
        ("vrijdag", "vrijdag 1 januari 2027"),
    ],
)
def test_the_last_day_to_object_is_counted_from_the_date_on_the_letter(objecting, words, answer, last_day) -> None:
    text = words(objecting(answer))

    assert "Laatste dag voor bezwaar" in text
    assert last_day in text


def test_the_texts_come_before_the_last_day_to_object(objecting, words) -> None:
    objecting("12 november")
    text = words(objecting("ja"))

    assert draft(objecting).at == datetime(2026, 12, 24)
    for moment in ("do 3 dec", "do 17 dec", "di 22 dec"):
        assert moment in text


def test_a_letter_that_is_too_old_gets_help_and_no_reminder(objecting, words) -> None:
    text = words(objecting("1 september 2026"))

    assert "dinsdag 13 oktober 2026" in text
    assert "Stuur je bezwaar toch" in text
    assert "0800-8020" in text
    assert objecting.effects == ()


def test_the_29th_of_february_of_a_letter_is_no_trouble(objecting, words) -> None:
    assert words(objecting("29 februari"))


def test_each_plan_asks_for_its_own_day(talk, words) -> None:
    talk.know(topic="bezwaar", question=OpenQuestion("choose", talk.now, (Choice(1, "Bericht", None),)))

    assert "Welke datum staat er op de brief?" in words(talk("1"))


def test_a_person_whose_phone_is_read_by_others_gets_texts_that_say_nothing(talk, words) -> None:
    assert "DISCREET" in words(talk(ASK))
    words(talk("discreet"))

    assert draft(talk).discreet
    assert draft(talk).at == datetime(2026, 12, 12, 10, 30)


def test_discreet_is_no_answer_where_no_reminder_waits(objecting, talk) -> None:
    objecting("discreet")
    assert objecting.effects == ()
