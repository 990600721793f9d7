"""Slips of the thumb, the same ones every time: how much does understanding suffer from them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from assistant.matching.evaluation import Row

STRENGTHS = (0.02, 0.05, 0.10)
"""Shares of the letters that are mistyped: a careful writer, a hurried one, one with cold hands."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    key: "".join(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    for row in _KEYS
    for place, key in enumerate(row)
}


def noisy(rows: Iterable[Row], strength: float, seed: int = 0) -> list[Row]:
    """The rows with this share of their letters swapped, left out, doubled or hit beside; equal for equal seeds."""
    chance = Random(seed)
    return [replace(row, text=_mistyped(row.text, strength, chance)) for row in rows]


def _mistyped(text: str, strength: float, chance: Random) -> str:
    typed: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if letter.isalpha() and chance.random() < strength:
            slip = chance.choice(("swap", "drop", "double", "beside"))
            if slip == "swap" and place + 1 < len(text):
                typed += [text[place + 1], letter]
                place += 1
            elif slip == "double":
                typed += [letter, letter]
            elif slip == "beside":
                typed.append(chance.choice(_NEIGHBOURS.get(letter.lower(), letter)))
        else:
            typed.append(letter)
        place += 1
    return "".join(typed)
