"""A reply on a phone: at most two parts a message, words and source first, nothing cut that has to be dialled."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.model import Checked, Choice, Choices, Help, Hint, Local, Part, Reply, Text
from assistant.knowledge import Language, Service, Source
from assistant.knowledge.hourwords import HourWords
from assistant.sms.encoding import is_too_long, parts
from assistant.sms.hours import hours_in_words
from assistant.sms.layout import layout
from assistant.sms.split import split

WORDS = {
    "sms.source": "Bron: {source} ({date:%d-%m-%Y})",
    "sms.more": "MEER = verder",
    "sms.municipality": "Gemeente {place}: {phone}",
}
DUTCH = Language.model_construct(code="nl", messages=WORDS)
READ = date(2026, 11, 21)
SOURCE = Checked(Source(title="Wet BRP, art. 2.23", read=READ), READ)
SOURCE_LINE = "Bron: Wet BRP, art. 2.23 (21-11-2026)"
CHOICES = Choices((Choice(1, "Briefadres geweigerd", "a"), Choice(2, "Briefadres verlengen", "b")))
CHOICE_LINES = "1 Briefadres geweigerd\n2 Briefadres verlengen"


def service(name: str = "Stadskantoor", **known: str) -> Service:
    return Service(
        id="x", kind="aanmeldpunt", name=name, text={"nl": "Meld je hier."}, source=SOURCE.source, checked=READ, **known
    )


DESK = service(phone="14 078", address="Spuiboulevard 300", hours="Mo-Fr 09:00-17:00; PH off")
DESK_LINE = "Stadskantoor: 14 078, Spuiboulevard 300, ma-vr 09:00-17:00"


def laid_out(*parts_of_reply: Part) -> tuple[str, ...]:
    return layout(Reply("nl", "answer", parts_of_reply), DUTCH)


def words(letters: int) -> str:
    return ("briefadres " * letters)[: letters - 1].rstrip() + "."


def test_a_short_answer_is_one_message_in_the_order_of_the_reply() -> None:
    (message,) = laid_out(
        Text("De gemeente moet je inschrijven."), Help((DESK,), "Dordrecht"), CHOICES, SOURCE, Hint("MEER = verder")
    )
    assert message.split("\n") == [
        "De gemeente moet je inschrijven.",
        DESK_LINE,
        *CHOICE_LINES.split("\n"),
        SOURCE_LINE,
        "MEER = verder",
    ]


def test_the_hint_is_dropped_first() -> None:
    assert laid_out(Text(words(250)), SOURCE, Hint("Stuur je plaats, dan noem ik hulp daar.")) == (
        f"{words(250)}\n{SOURCE_LINE}",
    )


def test_further_places_wait_before_the_choices_do() -> None:
    first, second = laid_out(
        Text(words(140)), Help((DESK, service("Inloophuis", phone="078 123 45 67"))), CHOICES, SOURCE
    )
    assert first == f"{words(140)}\n{DESK_LINE}\n{CHOICE_LINES}\n{SOURCE_LINE}\nMEER = verder"
    assert second == "Inloophuis: 078 123 45 67"


def test_the_choices_wait_before_the_source_does() -> None:
    first, second = laid_out(Text(words(250)), CHOICES, SOURCE)
    assert first == f"{words(250)}\n{SOURCE_LINE}\nMEER = verder"
    assert second == CHOICE_LINES


def test_the_first_choice_is_in_sight_where_not_all_of_them_fit() -> None:
    first, second = laid_out(Text(words(230)), CHOICES, SOURCE)
    assert first == f"{words(230)}\n1 Briefadres geweigerd\n{SOURCE_LINE}\nMEER = verder"
    assert second == CHOICE_LINES


def test_what_the_municipality_adds_waits_for_the_source() -> None:
    first, second = laid_out(Text(words(250)), Local("Dordrecht: meld je eerst bij het Stadskantoor."), SOURCE)
    assert first == f"{words(250)}\n{SOURCE_LINE}\nMEER = verder"
    assert second == "Dordrecht: meld je eerst bij het Stadskantoor."


def test_a_further_place_is_not_named_before_the_first() -> None:
    far = service("Een loket met een lange naam in het stadhuis", phone="14 078")
    first, second = laid_out(Text(words(235)), Help((far, service("Inloop", phone="14 079"))), SOURCE)
    assert "Inloop" not in first
    assert second == "Een loket met een lange naam in het stadhuis: 14 078\nInloop: 14 079"


def test_a_place_that_does_not_fit_is_named_with_its_number_and_told_in_full_later() -> None:
    first, second = laid_out(Text(words(220)), Help((DESK,)), SOURCE)
    assert first == f"{words(220)}\nStadskantoor: 14 078\n{SOURCE_LINE}\nMEER = verder"
    assert second == DESK_LINE


def test_the_number_of_the_municipality_is_worth_more_than_the_word_for_more() -> None:
    first, second = laid_out(Text(words(230)), Help((), "Dordrecht", "14 078"), CHOICES, SOURCE)
    assert first == f"{words(230)}\nGemeente Dordrecht: 14 078\n{SOURCE_LINE}"
    assert second == CHOICE_LINES


def test_words_are_never_cut_to_make_room_for_anything_else() -> None:
    assert laid_out(Text("a" * 306), Help((DESK,)), SOURCE) == ("a" * 306, f"{DESK_LINE}\n{SOURCE_LINE}")


def test_long_words_are_cut_with_room_for_the_source() -> None:
    paragraphs = [words(200), words(180), words(170)]
    first, *others = laid_out(Text("\n\n".join(paragraphs)), CHOICES, SOURCE)
    assert first == f"{paragraphs[0]}\n{SOURCE_LINE}\nMEER = verder"
    assert others == [f"{paragraphs[1]}\nMEER = verder", f"{paragraphs[2]}\n{CHOICE_LINES}"]


def test_two_texts_stay_whole_each() -> None:
    crisis, answer = "Nu in gevaar? Bel 112.", words(290)
    assert laid_out(Text(crisis), Text(answer), SOURCE) == (
        f"{crisis}\n{SOURCE_LINE}\nMEER = verder",
        answer,
    )


def test_help_that_belongs_to_a_later_text_waits_for_it() -> None:
    first, second, third = laid_out(
        Text("Bel 112."), Help((), "Breda", "14 076"), Text(words(300)), Help((DESK,)), SOURCE
    )
    assert first == f"Bel 112.\nGemeente Breda: 14 076\n{SOURCE_LINE}\nMEER = verder"
    assert second == words(300)
    assert third == DESK_LINE


def test_a_first_text_that_fills_its_message_leaves_the_rest_for_later() -> None:
    assert laid_out(Text("a" * 300), Text("b" * 50), SOURCE) == ("a" * 300, f"{'b' * 50}\n{SOURCE_LINE}")


@pytest.mark.parametrize(
    ("help_", "line"),
    [
        (Help((), "Breda", "14 076"), "Gemeente Breda: 14 076"),
        (Help((), None, "14 + netnummer"), "14 + netnummer"),
        (Help((service(address="Markt 1"),), "Breda", "14 076"), "Stadskantoor: Markt 1\nGemeente Breda: 14 076"),
        (Help((service(hours="sunrise-sunset", phone="0800-2000"),)), "Stadskantoor: 0800-2000"),
    ],
)
def test_what_is_not_known_of_a_place_is_left_out_and_the_number_of_the_municipality_given(
    help_: Help, line: str
) -> None:
    assert laid_out(Text("Hier."), help_) == (f"Hier.\n{line}",)


def test_a_heading_goes_with_its_choices() -> None:
    first, second = laid_out(Text(words(250)), Text("Ook hierover:"), CHOICES, SOURCE)
    assert first == f"{words(250)}\n{SOURCE_LINE}\nMEER = verder"
    assert second == f"Ook hierover:\n{CHOICE_LINES}"
    assert laid_out(Text("Wat bedoel je?:"), CHOICES) == (f"Wat bedoel je?:\n{CHOICE_LINES}",)


def test_the_word_for_more_stands_there_once() -> None:
    assert laid_out(Text("Een.\nMEER = verder"), Hint("MEER = verder")) == ("Een.\nMEER = verder",)


def test_nothing_to_say_is_no_message() -> None:
    assert laid_out() == ()
    assert laid_out(Text(" "), Help(()), Choices(())) == ()
    assert laid_out(Hint("MEER = verder")) == ("MEER = verder",)


def test_a_list_of_choices_too_long_for_one_message_breaks_between_lines() -> None:
    many = Choices(tuple(Choice(number, f"Keuze {'x' * 20}", None) for number in range(1, 16)))
    messages = laid_out(many)
    assert len(messages) == 2
    assert [line for message in messages for line in message.split("\n") if line != "MEER = verder"] == [
        f"{item.number} {item.label}" for item in many.items
    ]


def test_dear_letters_are_made_cheap_and_arabic_is_kept() -> None:
    assert laid_out(Text("Je wordt ‘geïnformeerd’…")) == ("Je wordt 'geinformeerd'...",)
    messages = laid_out(Text("اتصل بالبلدية. " * 20), SOURCE)
    assert all(parts(message) <= 2 for message in messages)
    assert "".join(messages).count("اتصل بالبلدية.") == 20
    assert SOURCE_LINE in messages[0]


def test_a_word_for_more_without_end_does_not_stop_the_answer() -> None:
    endless = Language.model_construct(code="nl", messages={**WORDS, "sms.more": "m" * 400})
    assert layout(Reply("nl", "answer", (Text("a " * 200),)), endless) == ("a " * 152 + "a", ("a " * 47).strip())


PIECES = st.one_of(
    st.text(max_size=700).map(Text),
    st.sampled_from([words(280), words(500), "0800-2000 " * 40, "x" * 700, "é" * 300]).map(Text),
    st.just(CHOICES),
    st.just(SOURCE),
    st.text(max_size=60).map(Hint),
    st.lists(st.sampled_from([DESK, service(), service("Lang " * 80)]), max_size=4).map(
        lambda services: Help(tuple(services), "Breda", "14 076")
    ),
)


@given(st.lists(PIECES, max_size=6))
def test_every_message_of_every_reply_costs_at_most_two_parts_and_nothing_is_lost(reply: list[Part]) -> None:
    messages = laid_out(*reply)
    assert all(message and not is_too_long(message) for message in messages)
    if CHOICES in reply:
        assert sum(CHOICE_LINES in message for message in messages) >= 1
    if SOURCE in reply:
        assert sum(SOURCE_LINE in message for message in messages) == 1


@given(
    st.lists(
        st.sampled_from(["Bel 0800 - 2000.", "Of (078) 770 89 10", "14 + netnummer", "https://a.nl/x", "en dan"]),
        min_size=9,
        max_size=12,
    )
)
def test_a_number_or_an_address_is_never_cut(sentences: list[str]) -> None:
    text = " ".join(sentences * 6)
    messages = laid_out(Text(text), SOURCE)
    for whole in ("0800 - 2000", "(078) 770 89 10", "14 + netnummer", "https://a.nl/x"):
        assert sum(message.count(whole) for message in messages) == text.count(whole)


@pytest.mark.parametrize(
    ("text", "room", "head"),
    [
        ("Eerste alinea.\n\nTweede zin. Derde zin hier.", 30, "Eerste alinea."),
        ("A.\n\nTweede zin. Derde zin hier en nog meer.", 30, "A.\n\nTweede zin."),
        ("Zie art. 2.23 van de wet en bel dan meteen.", 15, "Zie art. 2.23"),
        ("eenwoordzonderspaties", 5, "eenwo"),
        ("a https://www.voorbeeld.nl/pad", 20, "a"),
        ("https://www.voorbeeld.nl/pad", 20, "https://www.voorbeel"),
        ("aé" * 4, 2, "a"),
    ],
)
def test_it_cuts_after_a_paragraph_or_a_sentence_or_a_word(text: str, room: int, head: str) -> None:
    found = split(text, lambda beginning: len(beginning.encode()) <= room)
    assert found is not None
    assert found[0] == head
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)


def test_it_says_when_not_even_a_letter_fits() -> None:
    assert split("abc", lambda beginning: False) is None


def test_it_keeps_what_a_reader_sees_as_one_letter() -> None:
    assert split("aa👩\u200d👧", lambda beginning: len(beginning) <= 3) == ("aa", "👩\u200d👧")
    assert split("a" + "\u0323" * 9, lambda beginning: len(beginning) <= 4) == ("a" + "\u0323" * 3, "\u0323" * 6)


@pytest.mark.parametrize(
    ("hours", "language", "said"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "nl", "ma-vr 09:00-17:00"),
        ("Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-12:00", "en", "Mon,Wed 09:00-12:00,13:00-17:00; Sat 10:00-12:00"),
        ("08:00-20:00", "nl", "08:00-20:00"),
        ("24/7", "nl", "24/7"),
        ("Nov-Mar Mo-Fr 09:00-17:00", "nl", None),
        ("Mo-Fr 09:00-17:00; We off", "nl", None),
        ("PH off", "nl", None),
        ("Mo-Fr 09:00-17:00", "xx", None),
    ],
)
def test_opening_hours_are_said_in_the_language_of_the_reader_or_not_at_all(
    hours: str, language: str, said: str | None
) -> None:
    assert hours_in_words(hours, language) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "ma-vr 09:00-17:00; feestdagen dicht"),
        ("Mo-Fr 09:00-17:00; We closed", "ma-vr 09:00-17:00; wo dicht"),
        ("Mo,PH 10:00-12:00", "ma,feestdagen 10:00-12:00"),
        ("24/7", "24/7"),
        ("PH,SH off", None),
        ("Nov-Mar Mo-Fr 09:00-17:00", None),
        (";", None),
    ],
)
def test_opening_hours_tell_of_holidays_where_there_is_room(hours: str, said: str | None) -> None:
    words = HourWords(holidays=("feestdagen", "feestdag"), closed=("dicht",))

    assert hours_in_words(hours, "nl", words) == said


def test_opening_hours_without_the_words_for_holidays_leave_them_out() -> None:
    assert hours_in_words("Mo 09:00-17:00; PH off", "nl", HourWords()) == "ma 09:00-17:00"
    assert hours_in_words("Mo 09:00-17:00", "xx", HourWords(holidays=("x",), closed=("y",))) is None


def test_a_name_alone_or_a_number_that_is_told_already_takes_no_room() -> None:
    (text,) = laid_out(
        Text("Bel 14 078."), Help((service(), service("Loket", phone="14 078")), "Dordrecht", None), SOURCE
    )

    assert "Stadskantoor" not in text
    assert text.count("14 078") == 1
