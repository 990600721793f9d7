"""How many SMS parts a text costs, and how to make it cost fewer.

GSM 03.38 (3GPP TS 23.038, section 6.2.1) packs 160 seven-bit letters in one message. One letter outside that alphabet
turns the whole message into UCS-2, with room for 70. A longer text is cut into parts of 153 septets or 67 units,
because every part carries a header; a letter of two septets or units is never cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import Literal
from unicodedata import normalize

MOST_PARTS = 2
"""The parts that one message of the service may cost."""

Encoding = Literal["gsm7", "ucs2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_GSM7 = _BASIC | _ESCAPED
_ROOM: dict[Encoding, tuple[int, int]] = {"gsm7": (160, 153), "ucs2": (70, 67)}

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        **dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
        "…": "...",
        "×": "x",
        "⁄": "/",
        "→": "->",
    }
)
_LETTERS = str.maketrans(
    dict(zip("ıŁłĐđÐðĦħŦŧſ", "iLlDdDdHhTts", strict=True))
    | {"Ĳ": "IJ", "ĳ": "ij", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "ẞ": "SS", "ﬁ": "fi", "ﬂ": "fl", "ŋ": "ng"}
)
_ACCENT = re.compile("[\u0300-\u036f]")

_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; newline and tab have had their turn
    "\ud800-\udfff"  # halves of a pair: no text can hold them
    "\u00ad\u200b\u2060\ufeff"  # invisible
    "\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # turn the order of what an editor sees around
)
_STRAY_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")


def encoding(text: str) -> Encoding:
    """The encoding a phone network needs for this text."""
    return "gsm7" if _GSM7.issuperset(text) else "ucs2"


def parts(text: str) -> int:
    """How many SMS parts this text costs; 0 for an empty text, which is never sent."""
    kind = encoding(text)
    alone, together = _ROOM[kind]
    sizes = list(_sizes(text, kind))
    if sum(sizes) <= alone:
        return 1 if text else 0
    count, used = 1, 0
    for size in sizes:
        if used + size > together:
            count, used = count + 1, 0
        used += size
    return count


def is_too_long(text: str, most: int = MOST_PARTS) -> bool:
    """Whether this text costs more than `most` parts."""
    return parts(text) > most


def downgrade(text: str) -> str:
    """The text in letters that cost least, where that helps.

    Typographic characters and letters with an accent that GSM 03.38 lacks become plain ones. A text that needs UCS-2
    after all (Arabic, Cyrillic, an emoji) keeps every letter: nothing ever becomes a question mark. Never costs more
    parts.
    """
    composed = _compose(text)
    plain = reduce(lambda so_far, step: step(so_far), _CHEAPER, composed)
    return plain if encoding(plain) == "gsm7" and parts(plain) <= parts(composed) else composed


def costly(text: str) -> list[tuple[str, str]]:
    """Every letter that makes this text cost 70 letters a message instead of 160, in order, each once.

    With each comes its cheaper spelling, which is empty where there is none: leave it out or choose another word.
    """
    letters = dict.fromkeys(letter for letter in _compose(text) if letter not in _GSM7)
    return [(letter, cheaper if encoding(cheaper := downgrade(letter)) == "gsm7" else "") for letter in letters]


def clean_inbound(text: str) -> str:
    """What somebody sent, as one kind of text: composed, lines ended by a newline, nothing that cannot be seen.

    Joiners stay where they are spelling: in Persian and inside an emoji.
    """
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    return _compose(_STRAY_JOINER.sub("", _UNWANTED.sub("", lines))).strip()


def _sizes(text: str, kind: Encoding) -> Iterator[int]:
    if kind == "gsm7":
        return (2 if letter in _ESCAPED else 1 for letter in text)
    return (2 if letter > "\uffff" else 1 for letter in text)


def _compose(text: str) -> str:
    return normalize("NFC", text)


def _drop_invisible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _plain_typography(text: str) -> str:
    return text.translate(_TYPOGRAPHY)


def _plain_letters(text: str) -> str:
    return "".join(letter if letter in _GSM7 else _without_accent(letter) for letter in text.translate(_LETTERS))


def _without_accent(letter: str) -> str:
    return _ACCENT.sub("", normalize("NFD", letter))


_CHEAPER = (_drop_invisible, _plain_typography, _plain_letters)
