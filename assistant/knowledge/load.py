"""The content folder, read into one `KnowledgeBase`. Files that are wrong are left out and named."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from assistant.knowledge.check import check
from assistant.knowledge.dates import DateWords
from assistant.knowledge.facts import TEXT_UNITS, Fact, FactSheet, Named
from assistant.knowledge.hours import read_hours
from assistant.knowledge.hourwords import HourWords
from assistant.knowledge.model import KINDS, KnowledgeBase, Language, Municipality, OtherLanguage, Plan, Topic
from assistant.knowledge.notices import unknown_names
from assistant.knowledge.plainwords import PlainWords
from assistant.knowledge.problem import Problem
from assistant.knowledge.regionfile import Regions, read_regions
from assistant.knowledge.shape import Shape
from assistant.knowledge.topicfile import parse_topic, revision
from assistant.knowledge.validate import validate
from assistant.knowledge.words import MatchWords, Synonyms
from assistant.knowledge.yamlfile import YamlFile, parse_yaml

S = TypeVar("S", bound=Shape)

NATION = "nederland"

FIRST_LANGUAGE = "nl"
"""The language in which texts are written first; every other one is made from it."""

_FRONT_LIST = re.compile(r"^  - .*$", re.MULTILINE)
"""A way of asking in the front matter of a topic: people may well text a number."""


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
    municipalities = reader.municipalities(languages)
    nation = municipalities.pop(NATION, None)
    if not languages or nation is None:
        missing = "geen enkele taal (nl/language.yaml)" if not languages else f"local/{NATION}.yaml"
        lines = "\n".join(str(problem) for problem in sorted(reader.problems))
        raise ContentError(f"{folder}: {missing} is te lezen\n{lines}")
    regions = reader.regions()
    knowledge = KnowledgeBase(
        languages=languages,
        topics={(topic.language, topic.id): topic for topic in topics},
        municipalities=municipalities,
        nation=nation,
        places=regions.places,
        centres=regions.centres,
        postcodes=regions.postcodes,
        plans=reader.plans(),
        revision=reader.revision(),
        other_languages=reader.other_languages(languages),
        facts=reader.sheet.facts,
        fact_uses={name: tuple(sorted(files)) for name, files in reader.uses.items()},
    )
    return knowledge, sorted({*reader.problems, *check(knowledge, reader.topic_files())})


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.uses: defaultdict[str, set[str]] = defaultdict(set)
        for path in content_files(folder):
            name = path.relative_to(folder).as_posix()
            try:
                self.texts[name] = path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                line = path.read_bytes()[: error.start].count(b"\n") + 1
                self.problems.append(Problem(name, line, "een teken is geen UTF-8; bewaar het bestand als UTF-8"))
        self.languages_read = {
            name.partition("/")[0]: self._yaml(name) for name in self.texts if name.endswith("/language.yaml")
        }
        self.sheet = self._sheet()

    def _sheet(self) -> FactSheet:
        words = {code: (file.data.get("units") if file else None) or {} for code, file in self.languages_read.items()}
        file = self._yaml("facts.yaml")
        facts = {}
        for name in file.data if file else ():
            fact = self._shape(Fact, file, name, name=name, line=file.line((name,)) if file else 1)
            if fact and file:
                if fact.unit not in TEXT_UNITS and fact.number is None:
                    said = f"value: {fact.value!r} is geen getal; schrijf het met een punt: 1419.46"
                    self.problems.append(Problem(file.path, file.line((name, "value")), said))
                else:
                    facts[name] = fact
        return FactSheet(facts, words)

    def _named(self, path: str, named: Named) -> None:
        """Remember which facts this file names, and say which it may not name."""
        wrong = {name: "staat niet in facts.yaml; verbeter de naam of zet het feit erbij" for name in named.unknown}
        for name in named.known:
            self.uses[name].add(path)
            if self.sheet.facts[name].certainty == "uncertain":
                wrong[name] = "is onzeker en mag in geen tekst; schrijf: vraag het bij je gemeente"
        for name, said in wrong.items():
            line = next(number for number, line in enumerate(self.texts[path].splitlines(), 1) if f"{{{name}" in line)
            self.problems.append(Problem(path, line, f"het feit {{{name}}} {said}"))
        self._written_out(path)

    def _written_out(self, path: str) -> None:
        text = _FRONT_LIST.sub("", self.texts[path]) if path.endswith(".md") else self.texts[path]
        code = path.partition("/")[0]
        for language in (code,) if code in self.sheet.words else self.sheet.words:
            for position, digits, name in self.sheet.written_out(text, language):
                said = f"{digits!r} staat al in facts.yaml; schrijf {{{name}}}, dan blijft het overal gelijk"
                self.problems.append(Problem(path, text.count("\n", 0, position) + 1, said))

    def _filled(self, name: str) -> YamlFile | None:
        """A YAML file with its facts filled in."""
        file = self._yaml(name)
        if file is None:
            return None
        named = Named()
        data = self.sheet.fill_in(file.data, FIRST_LANGUAGE, named)
        self._named(name, named)
        return replace(file, data=data)

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
        for code, file in self.languages_read.items():
            dates = self._shape(DateWords, self._yaml(f"{code}/dates.yaml"))
            words = self._words(code)
            hours = self._shape(HourWords, self._yaml(f"{code}/hours.yaml")) or HourWords()
            plain = self._shape(PlainWords, self._yaml(f"{code}/plain.yaml")) or PlainWords()
            if file is None or dates is None or words is None:
                continue
            named = Named()
            # Between braces stands more in the fixed sentences than facts: what the dialogue fills in.
            file = replace(file, data=self.sheet.fill_in(file.data, code, named))
            self._named(file.path, Named(named.known))
            beside = {"dates": dates, "words": words, "hours": hours, "plain": plain}
            language = self._shape(Language, file, code=code, lines=file.named_lines(), **beside)
            if language:
                found[code] = language
        return dict(sorted(found.items(), key=lambda item: item[0] != FIRST_LANGUAGE))

    def _words(self, code: str) -> MatchWords | None:
        words = self._shape(MatchWords, self._yaml(f"{code}/words.yaml"))
        file = self._yaml(f"{code}/synonyms.yaml")
        if file is not None:
            # The file has a meaning on each line, with nothing around them.
            lines = {("meanings", *keys): line for keys, line in file.lines.items()}
            file = replace(file, data={"meanings": file.data}, lines=lines)
        synonyms = self._shape(Synonyms, file)
        return words.model_copy(update={"meanings": synonyms.meanings}) if words and synonyms else words

    def topics(self, languages: Mapping[str, Language]) -> list[Topic]:
        found = []
        for name, text in self.texts.items():
            code = name.partition("/")[0]
            if name.endswith(".md") and code in languages:
                named = Named()
                filled = self.sheet.fill(text, code, named)
                self._named(name, named)
                topic, problems = parse_topic(name, filled, languages[code].headings, revision(text))
                self.problems += problems
                if topic:
                    found.append(topic)
        without = {name.partition("/")[0] for name in self.texts if name.endswith(".md")} - set(languages)
        for code in without:
            self.problems.append(
                Problem(f"{code}/language.yaml", 1, "zonder goed taalbestand wordt geen onderwerp gelezen")
            )
        return found

    def municipalities(self, languages: Mapping[str, Language]) -> dict[str, Municipality]:
        found = {}
        topics = {topic_id for _, topic_id in self.topic_files()}
        for name in self.texts:
            if name.startswith("local/"):
                municipality_id = name.removeprefix("local/").removesuffix(".yaml")
                file = self._filled(name)
                if file:
                    self._read_hours(file, languages)
                    lines = file.named_lines()
                    municipality = self._shape(Municipality, file, id=municipality_id, path=name, lines=lines)
                    if municipality:
                        found[municipality_id] = municipality
                        known = {"topics": topics, "kinds": set(KINDS), "languages": set(languages)}
                        self.problems += unknown_names(municipality.notices, name, lines, known)
        return found

    def _read_hours(self, file: YamlFile, languages: Mapping[str, Language]) -> None:
        """Put the hours in the form of OpenStreetMap. Hours that cannot be read are left out: not known."""
        services = file.data.get("services")
        words = [(language.hours, language.dates) for language in languages.values()]
        for position, service in enumerate(services if isinstance(services, list) else ()):
            if isinstance(service, dict) and isinstance(service.get("hours"), str):
                hours, wrong = read_hours(service.pop("hours"), words)
                if hours:
                    service["hours"] = hours
                if wrong:
                    self.problems.append(Problem(file.path, file.line(("services", position, "hours")), wrong))

    def regions(self) -> Regions:
        file = self._yaml("regions.yaml")
        if file is None:
            return Regions()
        regions, problems = read_regions(file)
        self.problems += problems
        return regions

    def other_languages(self, languages: Mapping[str, Language]) -> dict[str, OtherLanguage]:
        """Those that are not spoken yet; a language with a folder of its own needs its line no more."""
        file = self._filled("other_languages.yaml")
        found = {code: self._shape(OtherLanguage, file, code) for code in (file.data if file else ())}
        return {code: language for code, language in found.items() if language and code not in languages}

    def plans(self) -> dict[str, Plan]:
        file = self._filled("plans.yaml")
        if file is None:
            return {}
        found = {key: self._shape(Plan, file, key, id=key, lines=file.named_lines(key)) for key in file.data}
        return {
            key: plan.model_copy(update={"term_days": self._term_days(plan, file)})
            for key, plan in found.items()
            if plan
        }

    def _term_days(self, plan: Plan, file: YamlFile) -> int:
        total = 0
        for position, name in enumerate(plan.term):
            fact = self.sheet.facts.get(name)
            days = fact.days if fact else None
            if days is None:
                said = f"term: {name!r} is geen feit in dagen of weken; kies er een uit facts.yaml"
                self.problems.append(Problem(file.path, file.line((plan.id, "term", position)), said))
            total += days or 0
            self.uses[name].add(file.path)
        return total
