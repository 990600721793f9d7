"""The catalogues hold every sentence of the pages, and Markdown comes out safe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import portal
from portal.furniture import DANGER, as_written
from portal.markup import section_html, telephone_link, with_telephone_links
from portal.wording import FOLDER, Wording, read_wordings

ROOT = Path(portal.__file__).parent
_COUNTED = re.compile(r"_\.count\('([^']+)', '([^']+)'")


def sentences() -> set[str]:
    """Every sentence that a page can say."""
    found = extract_from_dir(
        ROOT, [("**.py", "python"), ("templates/**.html", "jinja2")], keywords={"_": None, "wording": None}
    )
    said = {str(message) for _, _, message, _, _ in found}
    for path in (ROOT / "templates").glob("*.html"):
        said |= {text for pair in _COUNTED.findall(path.read_text()) for text in pair}
    return said | {why for _, why in DANGER}


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_catalogue_holds_every_sentence_and_no_other(code: str) -> None:
    with (FOLDER / code / "LC_MESSAGES" / "portal.po").open("rb") as file:
        catalog = read_po(file, locale=code, abort_invalid=True)
    there = {str(message.id): str(message.string) for message in catalog if message.id}
    assert set(there) == sentences()
    for sentence, said in there.items():
        assert said.strip(), f"{sentence!r} is not translated"
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", sentence))


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert Wording("xx", {})("Text {number}", number="06") == "Text 06"
    assert Wording("xx", {}).count("{number} part", "{number} parts", 1) == "1 part"
    assert Wording("xx", {}).count("{number} part", "{number} parts", 0) == "0 parts"
    assert set(read_wordings()) == {"nl", "en"}


def address(topic_id: str) -> str | None:
    return f"/nl/wonen/{topic_id}" if topic_id == "briefadres" else None


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Lees [dit](briefadres).", '<p>Lees <a href="/nl/wonen/briefadres" rel="noreferrer">dit</a>.</p>'),
        ("Lees [dit](bestaat-niet).", "<p>Lees dit.</p>"),
        ("[x](https://a.nl/b)", '<p><a href="https://a.nl/b" rel="noreferrer">x</a></p>'),
        ("[x](http://a.nl)", "<p>x</p>"),
        ("[x](//evil.nl)", "<p>x</p>"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
        ("<b onclick=x>hi</b>", "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>"),
        ("![x](https://a.nl/b.png)", "<p></p>"),
        ("Bel **112** of 0800-8020.", None),
        ("1. een\n2. twee", "<ol>\n<li>een</li>\n<li>twee</li>\n</ol>"),
    ],
)
def test_markdown_becomes_safe_html(markdown: str, html: str | None) -> None:
    made = section_html(markdown, address).strip()
    if html is None:
        assert '<strong><a href="tel:112" rel="noreferrer">112</a></strong>' in made
        assert '<a href="tel:08008020" rel="noreferrer">0800-8020</a>' in made
    else:
        assert made == html


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bel 112 of 113. Of 088-0767 000, 14 020 en 0900-0101!", ["112", "113", "0880767000", "14020", "09000101"]),
        ("artikel 112, article 113, € 112, €113, 1.112, 112,50 en 2026-113", []),
        ("Kijk op 113.nl", []),
        ("112", ["112"]),
        ("+31 112 345 678 of 06 12345678", ["0612345678"]),
        ("", []),
    ],
)
def test_numbers_that_can_be_called_are_links_and_others_are_not(text: str, numbers: list[str]) -> None:
    assert re.findall(r"tel:([^\"]+)", with_telephone_links(text)) == numbers


@given(st.text())
def test_linking_numbers_changes_no_letter_and_lets_no_tag_through(text: str) -> None:
    made = with_telephone_links(text)
    assert re.sub(r'<a href="tel:[+\d]*">|</a>', "", made) == str(type(made).escape(text))


def test_numbers_are_written_as_people_do() -> None:
    assert as_written("+31612345678") == "06 12345678"
    assert as_written("+3197010200300").startswith("0970")
    assert as_written("+32470123456") == "+32 470 12 34 56"
    assert as_written("") == ""
    assert telephone_link("14 078") == "tel:14078"
