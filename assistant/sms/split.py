"""Where a text may be cut when it does not fit in one message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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

    Cuts after a paragraph, else after a sentence, else after a word; a cut that would leave more than half of the room empty
    gives way to the next kind. Never cuts inside a phone number or a web address, unless that alone is longer than a message.
    """
    cuts = [_last(text, kind, fits) for kind in (_PARAGRAPH, _SENTENCE, _WORD)]
    best = max(cuts)
    at = next((cut for cut in cuts if cut and cut * 2 >= best), 0) or _last_letter(text, fits)
    return (text[:at].rstrip(), text[at:].lstrip()) if at else None


def _last(text: str, kind: re.Pattern[str], fits: Callable[[str], bool]) -> int:
    """The last cut of this kind whose beginning fits, or 0."""
    whole = [found.span() for found in _WHOLE.finditer(text)]
    cuts = [
        found.start()
        for found in kind.finditer(text, 1, LONGEST + 2)
        if found.end() < len(text) and not any(start < found.start() < end for start, end in whole)
    ]
    return next((cut for cut in reversed(cuts) if fits(text[:cut])), 0)


def _last_letter(text: str, fits: Callable[[str], bool]) -> int:
    return next((cut for cut in _letters(text) if fits(text[:cut])), 0)


def _letters(text: str) -> Iterator[int]:
    for cut in range(min(len(text) - 1, LONGEST), 0, -1):
        if not combining(text[cut]) and _JOINED.isdisjoint(text[cut - 1 : cut + 1]):
            yield cut
