"""The content folder, read into one `KnowledgeBase`. Files that are wrong are left out and named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from assistant.knowledge.check import check
from assistant.knowledge.dates import DateWords
from assistant.knowledge.hours import hours_problem
from assistant.knowledge.model import KnowledgeBase, Language, Municipality, Place, Plan, Topic
from assistant.knowledge.problem import Problem
from assistant.knowledge.shape import Shape
from assistant.knowledge.topicfile import parse_topic
from assistant.knowledge.validate import validate
from assistant.knowledge.words import MatchWords
from assistant.knowledge.yamlfile import YamlFile, parse_yaml

S = TypeVar("S", bound=Shape)

NATION = "nederland"


class ContentError(Exception):
    """The folder holds nothing that a service could answer with; the message names the mistakes."""


def content_files(folder: Path) -> list[Path]:
    """Every file that is content, in a fixed order."""
    return sorted(
        path
        for pattern in ("*.yaml", "local/*.yaml", "*/*.yaml", "*/*/*.md")
        for path in folder.glob(pattern)
        if path.is_file() and not path.name.startswith(".")
    )


def load(folder: Path) -> tuple[KnowledgeBase, list[Problem]]:
    """All content of the folder and every mistake in it, sorted by file and line.

    Raises `ContentError` when no language, no national file or no folder is there: then nothing can be answered.
    """
    if not folder.is_dir():
        raise ContentError(f"{folder}: deze map bestaat niet; zet THUISBERICHT_CONTENT op de map met de teksten")
    reader = _Reader(folder)
    languages = reader.languages()
    topics = reader.topics(languages)
    municipalities = reader.municipalities()
    nation = municipalities.pop(NATION, None)
    if not languages or nation is None:
        missing = "geen enkele taal (nl/language.yaml)" if not languages else f"local/{NATION}.yaml"
        lines = "\n".join(str(problem) for problem in sorted(reader.problems))
        raise ContentError(f"{folder}: {missing} is te lezen\n{lines}")
    knowledge = KnowledgeBase(
        languages=languages,
        topics={(topic.language, topic.id): topic for topic in topics},
        municipalities=municipalities,
        nation=nation,
        places=reader.places(),
        plans=reader.plans(),
        revision=reader.revision(),
    )
    return knowledge, sorted({*reader.problems, *check(knowledge, reader.topic_files())})


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        for path in content_files(folder):
            name = path.relative_to(folder).as_posix()
            try:
                self.texts[name] = path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                line = path.read_bytes()[: error.start].count(b"\n") + 1
                self.problems.append(Problem(name, line, "een teken is geen UTF-8; bewaar het bestand als UTF-8"))

    def revision(self) -> str:
        digest = hashlib.sha256()
        for name, text in self.texts.items():
            digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()[:12]

    def topic_files(self) -> set[tuple[str, str]]:
        paths = (PurePosixPath(name) for name in self.texts if name.endswith(".md"))
        return {(path.parts[0], path.stem) for path in paths}

    def _yaml(self, name: str) -> YamlFile | None:
        if name not in self.texts:
            self.problems.append(Problem(name, 1, "dit bestand ontbreekt of is niet te lezen"))
            return None
        file, problems = parse_yaml(name, self.texts[name])
        self.problems += problems
        if file is not None and not isinstance(file.data, dict):
            self.problems.append(Problem(name, 1, "hier horen sleutels te staan, zoals `name: ...`"))
            return None
        return file

    def _shape(self, shape: type[S], file: YamlFile | None, *keys: str | int, **more: object) -> S | None:
        if file is None:
            return None
        value, problems = validate(shape, file, keys, **more)
        self.problems += problems
        return value

    def languages(self) -> dict[str, Language]:
        found = {}
        for name in self.texts:
            code, _, rest = name.partition("/")
            if rest == "language.yaml":
                dates = self._shape(DateWords, self._yaml(f"{code}/dates.yaml"))
                words = self._shape(MatchWords, self._yaml(f"{code}/words.yaml"))
                if dates is None or words is None:
                    continue
                language = self._shape(Language, self._yaml(name), code=code, dates=dates, words=words)
                if language:
                    found[code] = language
        return dict(sorted(found.items(), key=lambda item: item[0] != "nl"))

    def topics(self, languages: Mapping[str, Language]) -> list[Topic]:
        found = []
        for name, text in self.texts.items():
            code = name.partition("/")[0]
            if name.endswith(".md") and code in languages:
                topic, problems = parse_topic(name, text, languages[code].headings)
                self.problems += problems
                if topic:
                    found.append(topic)
        without = {name.partition("/")[0] for name in self.texts if name.endswith(".md")} - set(languages)
        for code in without:
            self.problems.append(
                Problem(f"{code}/language.yaml", 1, "zonder goed taalbestand wordt geen onderwerp gelezen")
            )
        return found

    def municipalities(self) -> dict[str, Municipality]:
        found = {}
        for name in self.texts:
            if name.startswith("local/"):
                municipality_id = name.removeprefix("local/").removesuffix(".yaml")
                file = self._yaml(name)
                municipality = self._shape(Municipality, file, id=municipality_id, path=name)
                if municipality and file:
                    found[municipality_id] = municipality
                    self._check_hours(municipality, file)
        return found

    def _check_hours(self, municipality: Municipality, file: YamlFile) -> None:
        for position, service in enumerate(municipality.services):
            wrong = hours_problem(service.hours) if service.hours else None
            if wrong:
                self.problems.append(Problem(file.path, file.line(("services", position, "hours")), wrong))

    def places(self) -> tuple[Place, ...]:
        file = self._yaml("regions.yaml")
        count = len(file.data.get("places") or ()) if file else 0
        found = [self._shape(Place, file, "places", position) for position in range(count)]
        return tuple(place for place in found if place)

    def plans(self) -> dict[str, Plan]:
        file = self._yaml("plans.yaml")
        found = {key: self._shape(Plan, file, key, id=key) for key in (file.data if file else ())}
        return {key: plan for key, plan in found.items() if plan}
