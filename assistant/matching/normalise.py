"""A message as it comes off a phone, made into plain words."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 2_000
"""Twilio delivers at most 1,600 characters; what is longer is cut off, so that no text can take up the matcher."""

MAX_WORDS = 250
MAX_LETTERS = 40

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\uff07", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_RUN = re.compile(r"(.)\1{2,}")


def normalise(text: str, limit: int | None = MAX_CHARACTERS) -> str:
    """Small letters without accents, zero-width characters or runs of more than two of the same letter.

    Lone surrogates and control characters become spaces; letters of other scripts stay.
    """
    plain = text[:limit]
    if not plain.isascii():
        plain = _FOREIGN.sub(_kept, unicodedata.normalize("NFKD", plain.translate(_APOSTROPHES)))
    return _RUN.sub(r"\1\1", plain.casefold().replace("`", "'"))


def _kept(match: re.Match[str]) -> str:
    category = unicodedata.category(match.group())
    if category in {"Mn", "Cf"}:
        return ""
    return " " if category.startswith(("C", "Z")) else match.group()


def words_of(text: str) -> list[str]:
    """The words of a message in their order, at most 40 letters each; an apostrophe inside a word stays ("zo'n")."""
    return _words(normalise(text))[:MAX_WORDS]


def words_of_text(text: str) -> list[str]:
    """All words of a text of our own, however long it is."""
    return _words(normalise(text, limit=None))


def _words(text: str) -> list[str]:
    return [word if len(word) <= MAX_LETTERS else word[:MAX_LETTERS] for word in _WORD.findall(text)]
