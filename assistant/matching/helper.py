"""Whether a message of danger is about somebody else than the person who writes it: a helper needs another answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.knowledge import Language, Topic
from assistant.matching.crisis import Heard, PhraseTable
from assistant.matching.lexicon import Lexicon

_OWN = ""
"""Stands for a topic: what the writer says of themselves."""


class HelperFinder:
    """Reads who is in danger: the phrases of `helper` name somebody else, and no word is about the writer.

    "Ik hoor haar gillen" is about somebody else, because "ik hoor" only reports; "hij slaat me" is not. In doubt the
    message is taken to be about the writer.
    """

    def __init__(
        self, topics: Iterable[Topic], languages: Mapping[str, Language], lexicons: Mapping[str, Lexicon]
    ) -> None:
        helped = [topic for topic in topics if topic.helper]
        self._lexicons = lexicons
        self._tables = {}
        for code, language in languages.items():
            said = [Heard(one.id, code, line, True) for one in helped if one.language == code for line in one.helper]
            said += [Heard(_OWN, code, line, True) for line in language.words.own]
            reports = [Heard(_OWN, code, line, False) for line in language.words.report]
            self._tables[code] = PhraseTable(said, reports, code, lexicons)

    def is_about_another(self, words: Sequence[str], topic: str, language: str | None) -> bool:
        """Are these words, which hold danger of the kind of this topic, about somebody else?

        Where their language is not known they have to be in none of the languages about the writer.
        """
        codes = [language] if language in self._tables else list(self._tables)
        heard = {one.topic for code in codes for one in self._tables[code].heard(self._lexicons[code].spelled(words))}
        return topic in heard and _OWN not in heard
