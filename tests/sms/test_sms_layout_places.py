"""What a reply says of the place: a notice, which of two places is meant, and the nearest shelter."""

from __future__ import annotations

from datetime import date

from assistant.dialogue.model import Checked, Choice, Choices, Help, Notice, Part, Reply, Text, Which
from assistant.knowledge import Language, Service, Source
from assistant.sms.encoding import parts
from assistant.sms.layout import layout

WORDS = {
    "sms.source": "Bron: {source} ({date:%d-%m-%Y})",
    "sms.more": "MEER = verder",
    "sms.municipality": "Gemeente {place}: {phone}",
}
DUTCH = Language.model_construct(code="nl", messages=WORDS)
READ = date(2026, 11, 21)
SOURCE = Checked(Source(title="Wmo 2015, art. 1.2.1", read=READ), READ)
WHICH = Which("Welk Hengelo?", (Choice(1, "Gelderland", place="bronckhorst"), Choice(2, "Overijssel", place="hengelo")))
WHICH_LINE = "Welk Hengelo? 1 Gelderland, 2 Overijssel"
ABOUT = "Gieten hoort bij gemeente Aa en Hunze. Opvang dichtbij: gemeente Assen, bel 14 0592."
BRIEF = "Opvang dichtbij: gemeente Assen, bel 14 0592."
NUMBER = "Gemeente Aa en Hunze: 14 + netnummer"
NEAR = Help((), "Aa en Hunze", "14 + netnummer", ABOUT, BRIEF)


def laid_out(*parts_of_reply: Part) -> tuple[str, ...]:
    messages = layout(Reply("nl", "answer", parts_of_reply), DUTCH)
    assert all(parts(message) <= 2 for message in messages)
    return messages


def words(letters: int) -> str:
    return ("opvang " * letters)[: letters - 1].rstrip() + "."


def test_a_notice_stands_before_the_answer_in_the_same_message() -> None:
    assert laid_out(Notice("Let op: kou."), Text("Bel nu."), SOURCE)[0].startswith("Let op: kou.\nBel nu.\n")


def test_a_long_answer_behind_a_notice_goes_on_in_the_next_message() -> None:
    first, *later = laid_out(Notice(f"Let op: {words(92)}"), Text(words(280)), SOURCE)

    assert first.startswith("Let op: ")
    assert first.endswith("MEER = verder")
    assert words(280)[-20:] in "".join(later)


def test_of_two_notices_the_second_one_waits_for_room() -> None:
    (short,) = laid_out(Notice("Let op: kou."), Notice("Let op: loket dicht."), Text("Bel nu."))
    assert set(short.split("\n")) == {"Let op: kou.", "Let op: loket dicht.", "Bel nu."}

    first, second = laid_out(Notice("Let op: kou."), Notice(f"Let op: {words(90)}"), Text(words(240)))
    assert first.startswith("Let op: kou.\nopvang")
    assert words(90) in second


def test_a_notice_without_an_answer_is_shown_as_it_is() -> None:
    assert laid_out(Notice("Let op: kou.")) == ("Let op: kou.",)


def test_which_place_is_meant_goes_before_the_source() -> None:
    first, second = laid_out(Text(words(250)), WHICH, SOURCE)

    assert WHICH_LINE in first.split("\n")
    assert "Bron: " in second


def test_everything_about_the_place_is_said_where_there_is_room() -> None:
    (message,) = laid_out(Text("Bel nu."), NEAR)

    assert message.split("\n") == ["Bel nu.", ABOUT, NUMBER]


def test_the_nearest_shelter_is_the_last_to_wait_and_then_all_is_said() -> None:
    first, second = laid_out(Text(words(200)), NEAR, Choices((Choice(1, "Opvang aanvragen", "a"),)), SOURCE)

    assert BRIEF in first.split("\n")
    assert NUMBER not in first
    assert second.startswith(f"{ABOUT}\n{NUMBER}")


def test_what_is_known_of_a_village_stands_before_the_desk_of_its_municipality() -> None:
    desk = Service(
        id="x", kind="aanmeldpunt", name="Stadskantoor", phone="14 078", text={"nl": "Hier."}, source=SOURCE.source,
        checked=READ,
    )  # fmt: skip
    village = "Dubbeldam hoort bij gemeente Dordrecht."
    (message,) = laid_out(Text("Bel nu."), Help((desk,), "Dordrecht", "14 078", village))
    first, second = laid_out(Text(words(270)), Help((desk,), "Dordrecht", "14 078", village))

    assert message.split("\n") == ["Bel nu.", village, "Stadskantoor: 14 078"]
    assert "Stadskantoor: 14 078" in first.split("\n")
    assert village in second


def test_nothing_known_of_a_place_is_no_line() -> None:
    assert laid_out(Text("Bel nu."), Help((), "Dordrecht")) == ("Bel nu.",)
