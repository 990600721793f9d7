"""Mistakes that stand in one line of text, wherever people read it: links, web addresses, numbers, gaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import phonenumbers

from assistant.knowledge.problem import Problem, Severity

_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_PLACEHOLDER = re.compile(
    r"\bXX+\b|\bTO ?DO\b|\?\?\?|(?i:lorem ipsum"
    r"|\[(?:adres|naam|plaats|telefoon|telefoonnummer|nummer|datum|bedrag|tijd)\](?!\()"
    r"|\[(?:address|name|place|phone|number|date|amount|time)\](?!\()|\b0\d{1,3}-?x{2,})"
)
_INSECURE = re.compile(r"\bhttp://[^\s)]+")
_SHORT_NUMBER = re.compile(r"112|113|144|14 ?0\d{2,3}|116 ?\d{3}")
_NUMBER = re.compile(r"(?<![\w./€-])(?:\+31|0031|0)[ -]?\d(?:[ -]?\d){4,}(?![\w/]|[.,]\d)")
_DATE = re.compile(r"\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{2}-\d{2}")


def text_problems(
    path: str, line: int, text: str, topics: Collection[str], vague: Collection[str] = ()
) -> Iterator[Problem]:
    """Every mistake in this line. `topics` are the ids a link may name; `vague` link texts that say nothing."""
    for said, severity in _mistakes(text, topics, vague):
        yield Problem(path, line, said, severity)


def _mistakes(text: str, topics: Collection[str], vague: Collection[str]) -> Iterator[tuple[str, Severity]]:
    for words, target in _LINK.findall(text):
        if not target.startswith(("https://", "tel:")) and target not in topics:
            yield f"de link ({target}) werkt niet; schrijf de naam van een onderwerp of een adres met https://", "error"
        if words.casefold().strip(" .!:>»") in vague:
            yield f"de link [{words}] zegt niet waar hij heen gaat; schrijf wat er achter staat", "warning"
    gap = _PLACEHOLDER.search(text)
    if gap:
        yield f"{gap[0]!r} is nog niet ingevuld; vul het in of haal de zin weg", "error"
    for address in _INSECURE.findall(_LINK.sub(" ", text)):
        yield f"{address!r} is niet veilig; schrijf https:// en kijk of het adres dan werkt", "error"
    for number in _NUMBER.findall(_DATE.sub(" ", text)):
        if not is_phone(number):
            yield f"{number!r} is geen geldig nummer; kijk het na en schrijf het zo: 0800-2000 of 078-6391234", "error"


def is_phone(number: str) -> bool:
    """Whether this is a number that can be dialled in the Netherlands (112, 113, 144 and 14 + area code included)."""
    if _SHORT_NUMBER.fullmatch(number):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
    except phonenumbers.NumberParseException:
        return False
