"""Where a text may be cut when it does not fit in one message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import combining

LONGEST = 306
"""The most letters two SMS parts can hold, so no cut lies beyond it."""

_PARAGRAPH = re.compile(r"\s*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?؟。])\s+(?![\sa-z0-9])")
_WORD = re.compile(r"(?<!\+)\s+(?![\s+])")
_WHOLE = re.compile(r"(?:https?://|www\.)\S+|\+?\(?\d[\d ()./-]*\d")
_JOINED = frozenset("\u200d\ufe0f")


def split(text: str, fits: Callable[[str], bool]) -> tuple[str, str] | None:
    """The longest beginning of `text` that fits, and the rest; None when not even one letter fits.

    Cuts after a paragraph, else after a sentence, else after a word; a cut that would leave more than half of the
    room empty gives way to the next kind. Never cuts inside a phone number or a web address, unless that alone is
    longer than a message.
    """
    whole = [found.span() for found in _WHOLE.finditer(text)]

    def last(cuts: Iterable[int]) -> int:
        outside = (cut for cut in cuts if not any(start < cut < end for start, end in whole))
        return next((cut for cut in outside if fits(text[:cut])), 0)

    cuts = [last(_cuts(text, kind)) for kind in (_PARAGRAPH, _SENTENCE, _WORD)]
    at = next((cut for cut in cuts if cut and cut * 2 >= max(cuts)), 0)
    at = at or last(_letters(text)) or next((cut for cut in _anywhere(text) if fits(text[:cut])), 0)
    return (text[:at].rstrip(), text[at:].lstrip()) if at else None


def _cuts(text: str, kind: re.Pattern[str]) -> list[int]:
    """The cuts of this kind, last one first."""
    found = (space.span() for space in kind.finditer(text, 1, LONGEST + 2))
    return [start for start, end in found if end < len(text)][::-1]


def _letters(text: str) -> Iterator[int]:
    """Cuts between two letters that a reader sees as two."""
    return (cut for cut in _anywhere(text) if not combining(text[cut]) and _JOINED.isdisjoint(text[cut - 1 : cut + 1]))


def _anywhere(text: str) -> range:
    return range(min(len(text) - 1, LONGEST), 0, -1)
