from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching.private import has_private_number, without_private_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mijn bsn is 111222333 kunnen jullie kijken", "mijn bsn is ********* kunnen jullie kijken"),
        ("bsn 111.222.333", "bsn ***.***.***"),
        ("111-222-333?", "***-***-***?"),
        ("NL91ABNA0417164300 is mn rekening", "****************** is mn rekening"),
        ("nl91 abna 0417 1643 00 graag geld", "**** **** **** **** ** graag geld"),
        ("card 4111 1111 1111 1111 blocked", "card **** **** **** **** blocked"),
    ],
)
def test_a_private_number_is_found_and_hidden(text: str, kept: str) -> None:
    assert has_private_number(text)
    assert without_private_numbers(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "bel me op 0612345678",
        "bel 06 12 34 56 78 of +31612345678",
        "juridisch loket 0800-8020",
        "afspraak 12-12-2026 10:30",
        "de brief is van 20-11-2026",
        "ik heb 20000 euro schuld",
        "111222334 is geen bsn",
        "NL00ABNA0417164300",
        "ik woon op 3011 AB",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert not has_private_number(text)
    assert without_private_numbers(text) == text


@given(st.text(max_size=300))
def test_no_text_makes_it_stumble_and_nothing_gets_longer(text: str) -> None:
    assert len(without_private_numbers(text)) == len(text)
