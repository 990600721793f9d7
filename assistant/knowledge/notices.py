"""Notices of a municipality: what holds for some days and stands first in its answers. They expire by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from assistant.knowledge.problem import Problem
from assistant.knowledge.shape import Line, Shape

LONGEST_NOTICE = 100
"""Letters; a notice shares two SMS parts (306 letters) with an answer of about 200."""

FIRST_LANGUAGE = "nl"

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Notice(Shape):
    """Shown from the day `from` up to and including the day `until`, by the calendar of Europe/Amsterdam.

    It stands in answers to its `topics` and to topics with services of its `kinds`; without both in all answers. The
    text stands under the code of its language; Dutch is required and shown where a language has none.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[Line, Field(max_length=LONGEST_NOTICE)]]
    starts: Annotated[date, Field(alias="from")]
    until: date
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Notice:
        texts = self.model_extra or {}
        unknown = [key for key in texts if not _LANGUAGE.fullmatch(key)]
        if unknown:
            raise ValueError(f"{unknown[0]!r} ken ik niet; kies uit from, until, topics, kinds en talen zoals nl")
        if FIRST_LANGUAGE not in texts:
            raise ValueError(f"de tekst onder {FIRST_LANGUAGE}: ontbreekt; vul hem in")
        if self.until < self.starts:
            raise ValueError("until ligt voor from; de laatste dag komt na de eerste")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages it is written in."""
        return tuple(self.model_extra or {})

    def text(self, language: str) -> str:
        """The text in this language, or else in Dutch: a warning in Dutch helps more than none."""
        texts = self.model_extra or {}
        return str(texts.get(language) or texts[FIRST_LANGUAGE])

    def holds_on(self, day: date) -> bool:
        """Whether it is shown on this day in Amsterdam."""
        return self.starts <= day <= self.until

    def is_about(self, topic_id: str, kinds: Collection[str]) -> bool:
        """Whether it belongs to answers to this topic, whose services are of these kinds."""
        if not self.topics and not self.kinds:
            return True
        return topic_id in self.topics or any(kind in self.kinds for kind in kinds)


def unknown_names(
    notices: Sequence[Notice], path: str, lines: Mapping[str, int], known: Mapping[str, Set[str]]
) -> Iterator[Problem]:
    """The topics, kinds and languages of notices that do not exist; `known` has those that do under these names.

    `path` and `lines` are of the municipality's file.
    """
    for number, notice in enumerate(notices):
        named = {"topics": notice.topics, "kinds": notice.kinds, "languages": notice.codes}
        for field, names in named.items():
            for name in names:
                if name not in known[field]:
                    where = f"notices.{number}.{name if field == 'languages' else field}"
                    said = f"notices: {name!r} bestaat niet; verbeter de naam of haal hem weg"
                    yield Problem(path, lines.get(where, 1), said)
