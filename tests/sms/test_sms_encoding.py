"""What a text costs, and how it is made cheaper (GSM 03.38; vectors of Twilio's "SMS character limit")."""

from __future__ import annotations

from unicodedata import category, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.sms.encoding import clean_inbound, costly, downgrade, encoding, is_too_long, parts

EMOJI = "\N{GRINNING FACE}"
GSM7 = "Bel nu 14 078. €[]{}~^|\\ éèàùìòäöüñ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ë" * 70, 1),
        ("ë" * 71, 2),
        ("ë" * 134, 2),
        ("ë" * 135, 3),
        (EMOJI * 35, 1),
        (EMOJI * 36, 2),
        ("a" * 66 + EMOJI + "a" * 66, 3),
        ("a" * 65 + EMOJI + "a" * 67, 2),
        ("a\nb\rc\f", 1),
    ],
)
def test_it_counts_parts_as_a_phone_network_does(text: str, expected: int) -> None:
    assert parts(text) == expected


def test_it_knows_what_makes_a_message_expensive() -> None:
    assert encoding(GSM7) == "gsm7"
    assert [encoding(letter) for letter in "ëïêóáçúí’"] == ["ucs2"] * 9


def test_a_message_of_the_service_has_at_most_two_parts() -> None:
    assert not is_too_long("a" * 306)
    assert is_too_long("a" * 307)
    assert is_too_long("a" * 161, most=1)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("geïnformeerd, financiën, één, enquête, façade", "geinformeerd, financien, één, enquete, facade"),
        ("‘ja’ “nee” – wacht… • 3\u00a0uur\tnu", "'ja' \"nee\" - wacht... - 3 uur nu"),
        ("ĳsbeer œuvre Łódź şey", "ijsbeer oeuvre Lodz sey"),
        ("te\u00adgoed\u200b\ufeff", "tegoed"),
        ("cafe\u0301", "café"),
        ("€ 20 [a] {b} ~", "€ 20 [a] {b} ~"),
    ],
)
def test_it_writes_dear_letters_in_a_cheap_way(written: str, sent: str) -> None:
    assert downgrade(written) == sent
    assert encoding(sent) == "gsm7"


@pytest.mark.parametrize(
    "text", ["أين أنام الليلة؟", "Где ночевать?", "Πού θα κοιμηθώ;", f"één {EMOJI} geïnformeerd", "5½ uur", "10²"]
)
def test_it_leaves_a_text_alone_that_needs_its_letters(text: str) -> None:
    assert downgrade(text) == normalize("NFC", text)


def test_it_does_not_spell_a_letter_out_when_that_costs_a_part() -> None:
    assert downgrade("…" * 70) == "…" * 70
    assert downgrade("…" * 20) == "..." * 20


@given(st.text(max_size=400))
@example("\N{COMBINING ACUTE ACCENT}")
def test_a_downgraded_text_is_stable_and_never_costs_more(text: str) -> None:
    cheaper = downgrade(text)
    assert parts(cheaper) <= parts(normalize("NFC", text))
    assert downgrade(cheaper) == cheaper
    assert cheaper.count("?") == normalize("NFC", text).count("?")


@given(st.text(alphabet=st.sampled_from(GSM7), max_size=700))
def test_parts_are_never_fewer_than_the_letters_need(text: str) -> None:
    septets = len(text) + sum(letter in "€[]{}~^|\\" for letter in text)
    assert -(-septets // 160) <= parts(text) <= -(-septets // 152)


def test_the_content_check_learns_what_to_write_instead() -> None:
    assert costly("geïnformeerd over ‘coëfficiënt’ ½ 😀 naïef") == [
        ("ï", "i"),
        ("‘", "'"),
        ("ë", "e"),
        ("’", "'"),
        ("½", ""),
        ("😀", ""),
    ]
    assert costly(GSM7) == []


@pytest.mark.parametrize(
    ("received", "read"),
    [
        ("  Ja graag \n", "Ja graag"),
        ("a\r\nb\rc\x0bd\x0ce\u2028f\x85g", "a\nb\nc\nd\ne\nf\ng"),
        ("st\x00op\x07\x1b\x7f\x9f", "stop"),
        ("ja\tgraag", "ja graag"),
        ("a\ud83d", "a"),
        ("\udc00b\udcff", "b"),
        ("br\u200bief\ufeffa\u00addres", "briefadres"),
        ("s\u200dt\u200cop", "stop"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\u202estop\u2069", "stop"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_it_reads_what_somebody_meant_to_send(received: str, read: str) -> None:
    assert clean_inbound(received) == read


@given(st.text(st.characters(codec=None), max_size=300))
def test_a_clean_text_can_be_stored_and_logged(text: str) -> None:
    clean = clean_inbound(text)
    clean.encode()
    assert not [letter for letter in clean if category(letter) in {"Cc", "Cs"} and letter != "\n"]
    assert clean_inbound(clean) == clean
