"""A message as it comes off a phone, made into plain words."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

MAX_CHARACTERS = 2_000
"""Twilio delivers at most 1,600 characters; what is longer is cut off, so that no text can take up the matcher."""

MAX_WORDS = 250
MAX_LETTERS = 40

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u0060\uff07", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_RUN = re.compile(r"(.)\1{2,}")


def normalise(text: str) -> str:
    """Small letters without accents, zero-width characters or runs of more than two of the same letter.

    Lone surrogates and control characters become spaces; letters of other scripts stay.
    """
    plain = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].translate(_APOSTROPHES)).casefold()
    kept = "".join(_kept(character) for character in plain)
    return _RUN.sub(r"\1\1", kept)


def _kept(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return ""
    return " " if category.startswith(("C", "Z")) else character


def words_of(text: str) -> list[str]:
    """The words of a message in their order; an apostrophe inside a word stays ("zo'n"). No word is longer than 40 letters."""
    found = _WORD.finditer(normalise(text))
    return [match.group()[:MAX_LETTERS] for match in islice(found, MAX_WORDS)]
