"""What somebody typed, read: its words, mended where needed, and the place it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.search.analyser import Word, words_of
from assistant.search.places import Places
from assistant.search.shelf import Shelf


@dataclass(frozen=True)
class Question:
    """A question as it is searched: a mapping of stems to shares for each word, the municipality, the mended text."""

    words: tuple[Mapping[str, float], ...]
    place: str | None
    mended: str | None


@dataclass(frozen=True)
class _Read:
    """A typed word, the words it stands for, whether it is still being typed, and how it is written when shown."""

    word: Word
    meant: tuple[str, ...]
    unfinished: bool
    shown: tuple[str, ...]


def read(text: str, shelf: Shelf, places: Places) -> Question:
    """The question in the words of this shelf. A word at the very end of the text counts as still being typed."""
    typed = [_read(word, word.end == len(text), shelf, places) for word in words_of(text)]
    meant = [(word, item.unfinished) for item in typed for word in item.meant]
    named = places.find([word for word, _ in meant], shelf.analyser.code)
    if named:
        del meant[named.first : named.after]
    return Question(_words(meant, shelf), named.municipality if named else None, _mended(text, typed, shelf))


def familiarity(text: str, shelf: Shelf) -> tuple[int, int]:
    """How many words of the text this language knows as they stand, and how many of those carry no subject.

    The second one parts languages whose texts quote each other: only Dutch knows "ik" as a word without a subject.
    """
    words = [word.folded for word in words_of(text)]
    stop = sum(1 for word in words if shelf.analyser.is_stop(word))
    return stop + sum(1 for word in words if not shelf.analyser.is_stop(word) and shelf.knows(word)), stop


def _read(word: Word, unfinished: bool, shelf: Shelf, places: Places) -> _Read:
    spelled = shelf.analyser.spelling.get(word.folded)
    if spelled is not None:
        return _Read(word, spelled, False, spelled)
    trusted = word.folded in shelf.vocabulary or shelf.analyser.is_stop(word.folded) or word.folded in places.words
    likely = None if trusted else shelf.vocabulary.mend(word.folded)
    if likely is None or _stands(word.folded, unfinished, shelf):
        return _Read(word, (word.folded,), unfinished, (likely or word.folded,))
    return _Read(word, (likely,), False, (likely,))


def _stands(word: str, unfinished: bool, shelf: Shelf) -> bool:
    """Whether a word that could be a slip finds something as it stands, so that it is not replaced."""
    vocabulary = shelf.vocabulary
    return bool(
        shelf.knows(word)
        or (unfinished and vocabulary.starting_with(word, 1))
        or vocabulary.compounds_of(word, 1)
        or vocabulary.parts(word, alone=False)
    )


def _words(meant: Sequence[tuple[str, bool]], shelf: Shelf) -> tuple[Mapping[str, float], ...]:
    content = [(word, unfinished) for word, unfinished in meant if not shelf.analyser.is_stop(word)]
    words = [shelf.shares(word, unfinished) for word, unfinished in content]
    for position in range(len(content) - 1):
        joined = shelf.joined(content[position][0], content[position + 1][0])
        words[position].update(joined)
        words[position + 1].update(joined)
    return tuple(words)


def _mended(text: str, typed: Sequence[_Read], shelf: Shelf) -> str | None:
    """The text with its slips mended, or None when no word was replaced; "k" for "ik" is not worth a word."""
    replaced = [item for item in typed if item.meant != (item.word.folded,)]
    if all(shelf.analyser.is_stop(word) for item in replaced for word in item.meant):
        return None
    pieces, after = [], 0
    for item in typed:
        if item.shown != (item.word.folded,):
            pieces += [text[after : item.word.start], " ".join(shelf.written(word) for word in item.shown)]
            after = item.word.end
    return " ".join("".join([*pieces, text[after:]]).split())
