"""Facts that many texts share: written once in `facts.yaml`, named in a text as `{juridisch_loket}`.

Pure. A fact is shown as the language of the reader writes it (CLDR, by Babel): EUR 1419.46 is € 1.419,46 in Dutch and
€1,419.46 in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_percent
from babel.units import format_unit

from assistant.knowledge.shape import Line, Shape, Source

TEXT_UNITS = ("phone", "text")
"""Units whose value is shown as it was written."""

RESERVED = frozenset({"about", "day", "time", "when"})
"""Names between braces that the texts of a reminder plan use for something else."""

_LONGEST_SHORT_NUMBER = 3
"""112, 113 and 144 never change and may stand in a text as they are."""

_NAME = re.compile(r"\{([a-z][a-z0-9_]*)(\.from)?\}")
_TIMES = ("day", "week", "month", "year")


class Fact(Shape):
    """One fact. `value` is a decimal number with a point, or text for the units of `TEXT_UNITS`.

    It holds from `valid_from`; from `check_before` on nobody may take it for true without looking again. `certainty`
    is that of the source; an `uncertain` fact may stand in no text.
    """

    name: str
    about: Line
    value: Line
    unit: Literal["EUR", "percent", "day", "workday", "week", "month", "year", "phone", "text"]
    valid_from: date | None = None
    check_before: date | None = None
    certainty: Literal["verified", "older", "secondary", "general", "uncertain"]
    source: Source
    line: int = 1

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None when it is none."""
        try:
            number = Decimal(self.value)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    @property
    def days(self) -> int | None:
        """A term in days or weeks as a number of days; None for anything else."""
        length = {"day": 1, "week": 7}.get(self.unit)
        return int(self.value) * length if length and self.value.isdecimal() else None


UnitWords = Mapping[str, Mapping[str, str]]
"""Per unit that CLDR does not know (`workday`) its word for `one` and for `other` amounts."""


def shown(fact: Fact, language: str, words: UnitWords) -> str:
    """The fact as a reader of this language writes it. The value of a fact with a number must be a number."""
    if fact.unit in TEXT_UNITS:
        return fact.value
    number = Decimal(fact.value)
    if fact.unit == "EUR":
        pattern = Locale.parse(language).currency_formats["standard"].pattern
        whole = number == number.to_integral_value()
        pattern = pattern.replace(".00", "") if whole else pattern
        return format_currency(number, "EUR", pattern, locale=language, currency_digits=False)
    if fact.unit == "percent":
        return format_percent(number / 100, locale=language, decimal_quantization=False)
    if fact.unit in _TIMES:
        return format_unit(number, f"duration-{fact.unit}", locale=language)
    forms = words.get(fact.unit, {})
    return f"{fact.value} {forms.get('one' if number == 1 else 'other', fact.unit)}"


@dataclass
class Named:
    """The facts that texts named, and the names that no fact has."""

    known: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class FactSheet:
    """All facts, ready to be filled in. `words` has the words for units by language."""

    facts: Mapping[str, Fact]
    words: Mapping[str, UnitWords]

    def fill(self, text: str, language: str, named: Named) -> str:
        """The text of this language with its facts filled in; a name that no fact has stays as it is."""

        def value(found: re.Match[str]) -> str:
            fact = self.facts.get(found[1])
            if fact is None or (found[2] and fact.valid_from is None):
                named.unknown.update({found[0][1:-1]} - RESERVED)
                return found[0]
            named.known.add(fact.name)
            if found[2] and fact.valid_from:
                return format_date(fact.valid_from, "long", locale=language)
            return shown(fact, language, self.words.get(language, {}))

        return _NAME.sub(value, text)

    def fill_in(self, data: Any, language: str, named: Named) -> Any:
        """The same for all text in parsed YAML; what stands under the key of a language is in that language."""
        if isinstance(data, dict):
            inside = {key: key if key in self.words else language for key in data}
            return {key: self.fill_in(item, inside[key], named) for key, item in data.items()}
        if isinstance(data, list):
            return [self.fill_in(item, language, named) for item in data]
        return self.fill(data, language, named)

    def written_out(self, text: str, language: str) -> list[tuple[int, str, str]]:
        """Where a text gives a fact in digits instead of its name: position, the digits, the name of the fact.

        Only phone numbers and amounts: "6 weken" can be the term of something else.
        """
        pattern, names = self._digits[language]
        found = pattern.finditer(text.replace("\u00a0", " "))
        return [(match.start(), match[0], names[match[0]]) for match in found]

    @cached_property
    def _digits(self) -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
        """Per language a pattern for all facts in digits, and the fact of each."""
        found = {}
        for language in self.words:
            names = {
                shown(fact, language, {}).replace("\u00a0", " "): name
                for name, fact in self.facts.items()
                if fact.unit == "EUR" or (fact.unit == "phone" and len(fact.value) > _LONGEST_SHORT_NUMBER)
            }
            digits = "|".join(re.escape(digits) for digits in sorted(names, key=len, reverse=True)) or r"(?!)"
            found[language] = (re.compile(rf"(?<![\d-])(?:{digits})(?![\d.,]*\d)"), names)
        return found
