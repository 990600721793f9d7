"""The fixed words of the website itself: the furniture of a page. What editors write stands in `content/`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "translations"
"""One folder per language: `<language>/LC_MESSAGES/portal.po`, read at start, without a compile step."""


class Wording:
    """The furniture of the pages in one language. A sentence without translation is said in English."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, with `{name}` replaced by `values`."""
        said = self._sentences.get(sentence) or sentence
        return said.format(**values) if values else said

    def count(self, one: str, many: str, number: int) -> str:
        """`one` or `many` in this language, with `{number}` replaced."""
        return self(one if number == 1 else many, number=number)


def read_wordings(folder: Path = FOLDER) -> dict[str, Wording]:
    """Every catalogue below `folder` by language code. Raises babel's `PoFileError` on a broken one."""
    found = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/portal.po")):
        code = path.parts[-3]
        with path.open("rb") as file:
            catalog = read_po(file, locale=code, abort_invalid=True)
        sentences = {str(message.id): str(message.string) for message in catalog if message.id and message.string}
        found[code] = Wording(code, sentences)
    return found
