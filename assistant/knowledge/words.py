"""The shape of `content/<language>/words.yaml`: what the matcher has to know of the words of a language."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from assistant.knowledge.shape import Line, Shape


class Synonyms(Shape):
    """`synonyms.yaml`: words that people use for the same thing, also instead of the official word.

    `meanings` maps a meaning to its words; the meanings have the same key in every language, which is how a message in
    one language is matched with the ways of asking of another. An entry of more words has to occur as it stands.
    """

    meanings: Mapping[str, tuple[Line, ...]]


class MatchWords(Shape):
    """The words with which `assistant.matching` reads a message. Everything in small letters without accents.

    `function_words` carry no subject ("de", "hoe"); with the words of the topics they tell the language.
    `spelling` maps how a word is texted to how it is written ("vnv": "vanavond"); the value may be more words, or none.
    `sounds` maps letters that are written for each other to one of them ("ei": "ij"), in the order of the file.
    `before_place` are words after which an ordinary word can be the name of a place ("in" Best).
    `whereabouts` are words that with a place tell where somebody is ("woon"), and nothing else.
    `postcode_words` stand before the digits of a postcode; after `before_postcode` four digits are one where nothing
    else is said ("ben in 3011"); `after_numbers` are two letters that make digits something else ("2000 km").
    `away_from` are words that tell that a person is not there any more ("uit" Delft): another place goes first.
    `meanings` comes from `synonyms.yaml`: see `Synonyms`.
    `without` are words that turn a subject around ("geen", "zonder"); they are read as one and the same.
    `counted` are words before which a number counts something and is nobody's age ("16 dagen").
    `own` are words for the person who writes ("ik", "my"); in a phrase of `report` they only tell about somebody else
    ("ik hoor", "my sister").
    `past` are words by which a sentence says that something is long over ("jaar geleden").
    `joins` part two needs in one message ("en", "ook").
    `groups` are words that an alarm phrase may use for each other: `<hij>` stands for any entry of the group `hij`.
    `elsewhere` are messages about something else, by which the matcher learns what it has no answer to.
    """

    function_words: tuple[Line, ...]
    spelling: Mapping[str, str]
    sounds: Mapping[str, str]
    before_place: tuple[Line, ...]
    away_from: tuple[Line, ...]
    whereabouts: tuple[Line, ...] = ()
    postcode_words: tuple[Line, ...] = ()
    before_postcode: tuple[Line, ...] = ()
    after_numbers: tuple[Line, ...] = ()
    meanings: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    without: tuple[Line, ...] = ()
    counted: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    report: tuple[Line, ...] = ()
    past: tuple[Line, ...] = ()
    joins: tuple[Line, ...] = ()
    groups: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    elsewhere: tuple[Line, ...] = ()
