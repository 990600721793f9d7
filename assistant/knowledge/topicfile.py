"""One topic file: front matter in YAML between two lines `---`, then the five sections in Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from assistant.knowledge.model import SECTIONS, Topic
from assistant.knowledge.problem import Problem
from assistant.knowledge.validate import validate
from assistant.knowledge.yamlfile import YamlFile, parse_yaml

_OWN_LISTS = re.compile(r"^(?:questions|alarm|hint|helper|calm):.*\n(?:[ #].*\n|\n)*", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")


def revision(text: str) -> str:
    """What identifies this text of a file: the first 12 hexadecimal digits of a SHA-256.

    Without the lists that are written for each language apart: a new way of asking makes no translation older.
    """
    return hashlib.sha256(_OWN_LISTS.sub("", text).encode()).hexdigest()[:12]


def parse_topic(path: str, text: str, headings: Mapping[str, str], revision: str) -> tuple[Topic | None, list[Problem]]:
    """The topic in `text` of the file `<language>/<area>/<id>.md`, or None, and every mistake in it.

    `headings` maps each of `SECTIONS` to its heading in the language of the file. `text` has its facts filled in;
    `revision` is that of the file as the editor wrote it.
    """
    language, area, name = PurePosixPath(path).parts[-3:]
    lines = text.splitlines()
    end = lines.index("---", 1) if lines[:1] == ["---"] and "---" in lines[1:] else 0
    if not end:
        return None, [Problem(path, 1, "begin het bestand met ---, dan de velden, dan weer een regel ---")]
    front, problems = parse_yaml(path, "\n".join(lines[1:end]), first_line=2)
    sections, where, more = _sections(path, lines, end + 1, headings)
    if front is None:
        return None, problems + more
    topic, mistakes = validate(
        Topic,
        front,
        id=name.removesuffix(".md"),
        area=area,
        language=language,
        sections=sections,
        revision=revision,
        path=path,
        lines={**_field_lines(front), **where},
    )
    return topic, problems + mistakes + more


def _field_lines(front: YamlFile) -> dict[str, int]:
    """Each field, and each item of a list as `field.0`, with its line."""
    return {".".join(str(key) for key in keys): line for keys, line in front.lines.items() if keys}


def _sections(
    path: str, lines: list[str], start: int, headings: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, int], list[Problem]]:
    names = {heading: name for name, heading in headings.items()}
    found: dict[str, list[str]] = {}
    where: dict[str, int] = {}
    problems: list[Problem] = []
    current: list[str] = []
    for number, line in enumerate(lines[start:], start + 1):
        heading = _HEADING.match(line)
        if heading is None:
            current.append(line)
            continue
        name = names.get(heading[2]) if heading[1] == "##" else None
        if name is None or name in found:
            known = ", ".join(f"## {text}" for text in headings.values())
            problems.append(
                Problem(path, number, f"kop {line!r} hoort hier niet; de vijf koppen zijn, elk een keer: {known}")
            )
            current = []
            continue
        current = found[name] = []
        blank = next((after for after, text in enumerate(lines[number:]) if text.strip()), 0)
        where[name] = number + blank
    texts = {name: "\n".join(part).strip() for name, part in found.items()}
    for name in SECTIONS:
        if not texts.get(name):
            problems.append(
                Problem(
                    path, where.get(name, len(lines)), f"onder de kop '## {headings.get(name, name)}' ontbreekt tekst"
                )
            )
    return texts, where, problems
