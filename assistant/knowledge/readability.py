"""How easy a text is to read: long sentences, rows of passives, officialese, and a formula of Flesch. Warnings only.

The Dutch formula is that of Douma (1960): 207 - 0.93 x words per sentence - 77 x syllables per word. Its scale is that
of Flesch (1948) for English: 60 and more is about B1. The limits of our languages are stricter, 70 and 65: the first
115 topics score 75 to 96 in Dutch and 66 to 85 in English, so a topic below them has drifted away from all others. What
a language counts by stands in its `plain.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.knowledge.localcheck import local_texts
from assistant.knowledge.model import KnowledgeBase, Municipality, Topic
from assistant.knowledge.plain import paragraphs
from assistant.knowledge.plainwords import PlainWords
from assistant.knowledge.problem import Problem

MOST_WORDS = 20
"""Words in a sentence; B1 texts stay below 15 on average."""

MOST_PASSIVES = 1
"""Passives in one sentence."""

PASSIVES_IN_A_ROW = 3
"""So many sentences with a passive, one after the other, are too many."""

FEWEST_WORDS = 50
"""A formula says nothing of a text that is shorter."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNTED = re.compile(r"[^\W_]+(?:[.,:'’/@-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“„][^\"“”]*[\"”]")
_END = re.compile(r"[.!?…][\"”')]*\s+(?=[\"“„'(]?[^\W_])|:\s+|;\s+|\s[–—-]\s")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a file, on the line on which its paragraph begins."""

    line: int
    text: str


def readability(knowledge: KnowledgeBase) -> list[Problem]:
    """A warning for every sentence of a topic or a municipality that is hard to read, and for every hard topic."""
    found: list[Problem] = []
    for topic in knowledge.topics.values():
        found += _topic(topic, knowledge.languages[topic.language].plain)
    for municipality in (knowledge.nation, *knowledge.municipalities.values()):
        found += _municipality(municipality, knowledge)
    return found


def reading_ease(sentences: Iterable[str], words: PlainWords) -> float | None:
    """The score by the formula of the language, 100 is very easy; None without formula or below `FEWEST_WORDS`."""
    formula = words.reading_ease
    said = [found for sentence in sentences if (found := _WORD.findall(sentence))]
    count = sum(map(len, said))
    if formula is None or count < FEWEST_WORDS:
        return None
    heard = sum(syllables(word, words) for sentence in said for word in sentence)
    return formula.base - formula.per_word * count / len(said) - formula.per_syllable * heard / count


def syllables(word: str, words: PlainWords) -> int:
    """The syllables of a word by its groups of vowels; at least one."""
    plain = word.casefold()
    count = len(_vowels(words.vowels).findall(plain))
    if words.silent and plain.endswith(words.silent) and not plain.endswith(words.sounded):
        count -= 1
    return max(count, 1)


def sentences(text: str, words: PlainWords) -> list[str]:
    """The sentences of a paragraph. A colon and a semicolon part them too: what follows is read on its own."""
    kept = _abbreviations(words.abbreviations).sub(lambda found: found[0].replace(".", "\0"), text)
    parts, start = [], 0
    for end in _END.finditer(kept):
        parts.append(kept[start : end.end()])
        start = end.end()
    return [part.replace("\0", ".").strip() for part in (*parts, kept[start:]) if part.strip()]


def officialese(text: str, words: PlainWords) -> list[tuple[str, str]]:
    """Each official word in the text with its plain word, each once. What is quoted has to be said like that."""
    bare = _QUOTED.sub(" ", text)
    for name in words.names:
        bare = re.sub(re.escape(name), " ", bare, flags=re.IGNORECASE)
    plain = words.words
    found = dict.fromkeys(match.casefold() for match in _any_of(tuple(plain)).findall(bare))
    return [(word, plain[word]) for word in found]


def passives(sentence: str, words: PlainWords) -> int:
    """How many passives the sentence holds: a verb of the passive with a participle behind it, or right before it."""
    said = [word.casefold() for word in _WORD.findall(_QUOTED.sub(" ", sentence))]
    participle = _participle(words.passive.participle)
    verbs = [spot for spot, word in enumerate(said) if word in words.passive.verbs]
    count = 0
    for spot, after in pairwise((*verbs, len(said))):
        near = (*said[max(spot - 1, 0) : spot], *said[spot + 1 : after])
        count += any(participle.fullmatch(word) for word in near)
    return count


def _topic(topic: Topic, words: PlainWords) -> Iterator[Problem]:
    written = [(topic.lines.get(field, 1), text) for field, text in topic.texts.items()]
    for name, text in topic.sections.items():
        first = topic.lines.get(name, 0) + 1
        written += [(first + offset, said) for offset, said in paragraphs(text)]
    for line, text in written:
        yield from _sentences(topic.path, line, text, words)
    score = reading_ease((one for _, text in written[len(topic.texts) :] for one in sentences(text, words)), words)
    if words.reading_ease and score is not None and score < words.reading_ease.least:
        said = f"leest te moeilijk: {score:.0f} punten op {words.reading_ease.name}, streef naar"
        yield Problem(topic.path, 1, f"{said} {words.reading_ease.least:.0f}; maak woorden en zinnen korter", "warning")


def _municipality(municipality: Municipality, knowledge: KnowledgeBase) -> Iterator[Problem]:
    for line, code, text in local_texts(municipality, knowledge):
        language = knowledge.languages.get(code)
        if language:
            yield from _sentences(municipality.path, line, text, language.plain)


def _sentences(path: str, line: int, text: str, words: PlainWords) -> Iterator[Problem]:
    row = 0
    for sentence in sentences(text, words):
        count = len(_COUNTED.findall(_IN_BRACKETS.sub(" ", sentence)))
        if count > MOST_WORDS:
            said = f"{count} woorden in een zin; maak er twee van, van hoogstens {MOST_WORDS}: {sentence!r}"
            yield Problem(path, line, said, "warning")
        passive = passives(sentence, words)
        row = row + 1 if passive else 0
        if passive > MOST_PASSIVES or row >= PASSIVES_IN_A_ROW:
            said = f"{max(row, passive)} keer lijdende vorm (worden) achter elkaar; zeg wie wat doet: {sentence!r}"
            yield Problem(path, line, said, "warning")
            row = 0
    for word, plain in officialese(text, words):
        yield Problem(path, line, f"{word!r} is ambtelijk; schrijf {plain!r}: {text!r}", "warning")


@lru_cache(maxsize=64)
def _vowels(vowels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, vowels)) or "(?!)")


@lru_cache(maxsize=64)
def _abbreviations(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + ("|".join(map(re.escape, abbreviations)) or "(?!)") + ")", re.IGNORECASE)


@lru_cache(maxsize=64)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + ("|".join(map(re.escape, longest)) or "(?!)") + r")\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _participle(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
