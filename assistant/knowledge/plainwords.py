"""The shape of `content/<language>/plain.yaml`: what makes a text of this language hard to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from assistant.knowledge.shape import Line, Shape


class Passive(Shape):
    """A passive is one of `verbs` with a word that `participle`, a regular expression for a whole word, describes."""

    verbs: tuple[Line, ...] = ()
    participle: Line = "(?!)"

    @field_validator("participle")
    @classmethod
    def _is_expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is geen reguliere expressie ({error})") from None
        return value


class ReadingEase(Shape):
    """A formula of Flesch: base - per_word x words per sentence - per_syllable x syllables per word.

    Texts of fewer than `least` points are too hard.
    """

    name: Line
    base: float
    per_word: Annotated[float, Field(ge=0)]
    per_syllable: Annotated[float, Field(ge=0)]
    least: float


class PlainWords(Shape):
    """What the check of readability knows of a language. Everything in small letters.

    `words` maps officialese to the plain word; `names` are official names and fixed terms in which such a word may
    stand. `vague_links` are texts of a link that say nothing of where it leads. `abbreviations` end with a dot that
    ends no sentence. `vowels` are the letters that together make one syllable, the longest first; of a word that ends
    as `silent`, and not as `sounded`, the last of them is not heard.
    """

    words: Mapping[Line, Line] = Field(default_factory=dict)
    names: tuple[Line, ...] = ()
    vague_links: tuple[Line, ...] = ()
    abbreviations: tuple[Line, ...] = ()
    vowels: tuple[Line, ...] = ()
    silent: tuple[Line, ...] = ()
    sounded: tuple[Line, ...] = ()
    passive: Passive = Passive()
    reading_ease: ReadingEase | None = None
