"""Is this message one of the fixed words? Whole messages only: a sentence that merely contains the word is a
question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.knowledge import Language

_APOSTROPHES = re.compile(r"['’`´]")
_NOT_WORD = re.compile(r"[^\w?👍👎]+")
_PICK = re.compile(r"(?:nr|nummer|number|no|optie|option|keuze|kies|choice|choose)? ?(\d{1,2})")
_WITH_NUMBER = re.compile(r"(.+?) ?(\d{1,2})")
_EMOJI_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]")


def bare(text: str) -> str:
    """Small letters, no accents, no punctuation at the ends or between words, single spaces. "Stop." -> "stop"."""
    folded = unicodedata.normalize("NFKD", _EMOJI_TONES.sub("", text).casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", letters)).strip()
    return words if set(words) <= {"?", " "} else words.replace("?", " ").strip()


def picked(text: str) -> int | None:
    """The number when the message is nothing but one: "1", "nr 2", "3.", "optie 1"."""
    found = _PICK.fullmatch(bare(text))
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Command:
    """A command word, the language it belongs to, and the number behind it ("annuleer 2")."""

    name: str
    language: str
    number: int | None = None


class FixedWords:
    """The command words and the ways of saying yes and no of all languages."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._commands = {code: _by_phrase(language.commands) for code, language in languages.items()}
        self._cancels = {code: _bare_all(language.commands["cancel"]) for code, language in languages.items()}
        self._yes = {code: _bare_all(language.yes) for code, language in languages.items()}
        self._no = {code: _bare_all(language.no) for code, language in languages.items()}
        self._discreet = {code: _bare_all(language.discreet) for code, language in languages.items()}

    def command(self, text: str, language: str) -> Command | None:
        """The command this message is, looked up in the person's language first and then in the others.

        `cancel` is only a command with a number behind it ("annuleer 2").
        """
        said = bare(text)
        numbered = _WITH_NUMBER.fullmatch(said)
        for code in self._order(language):
            if said in self._commands[code]:
                return Command(self._commands[code][said], code)
            if numbered and numbered[1] in self._cancels[code]:
                return Command("cancel", code, int(numbered[2]))
        return None

    def yes_or_no(self, text: str, language: str) -> bool | None:
        """True for a way of saying yes, False for no, None for anything else."""
        said = bare(text)
        for code in self._order(language):
            if said in self._no[code]:
                return False
            if said in self._yes[code]:
                return True
        return None

    def is_discreet(self, text: str) -> bool:
        """Whether this is the word for texts that do not say what they are about."""
        return any(bare(text) in phrases for phrases in self._discreet.values())

    def _order(self, language: str) -> list[str]:
        return sorted(self._commands, key=lambda code: code != language)


def _by_phrase(commands: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {bare(phrase): name for name, phrases in commands.items() if name != "cancel" for phrase in phrases}


def _bare_all(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(phrase) for phrase in phrases)
