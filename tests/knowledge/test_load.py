from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge import SECTIONS, KnowledgeBase
from assistant.knowledge.load import ContentError, load
from assistant.knowledge.problem import Problem

BRIEFADRES = "nl/wonen/briefadres.md"
Spoil = Callable[[str, str, str], list[Problem]]


def line_of(folder: Path, name: str, piece: str) -> int:
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if piece in line)


@pytest.fixture
def knowledge(folder: Path) -> KnowledgeBase:
    return load(folder)[0]


def test_it_reads_a_topic_with_all_its_sections(knowledge: KnowledgeBase) -> None:
    topic = knowledge.topic("nl", "briefadres")

    assert topic is not None
    assert topic.area == "wonen"
    assert list(topic.sections) == list(SECTIONS)
    assert all(topic.sections.values())
    assert topic.sources[0].title == "Wet BRP, art. 2.23"


def test_a_topic_that_is_not_there_is_none(knowledge: KnowledgeBase) -> None:
    assert knowledge.topic("nl", "vliegreis") is None


def test_the_first_language_is_dutch(knowledge: KnowledgeBase) -> None:
    assert list(knowledge.languages) == ["nl", "en"]


def test_the_knowledge_of_one_moment_cannot_be_changed(knowledge: KnowledgeBase) -> None:
    topic = knowledge.topic("nl", "briefadres")
    assert topic is not None

    with pytest.raises(ValueError, match="frozen"):
        topic.title = "iets anders"
    with pytest.raises(AttributeError):
        knowledge.revision = "x"  # type: ignore[misc]


def test_the_revision_changes_with_any_file(folder: Path, knowledge: KnowledgeBase) -> None:
    path = folder / "local/dordrecht.yaml"
    path.write_text(path.read_text() + "\n# gezien\n")

    assert load(folder)[0].revision != knowledge.revision


def test_a_folder_that_does_not_exist_says_which_setting_to_change(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="THUISBERICHT_CONTENT"):
        load(tmp_path / "nergens")


def test_a_folder_without_a_language_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"nl/language\.yaml"):
        load(tmp_path)


def test_a_folder_without_the_national_lines_cannot_be_used(folder: Path) -> None:
    (folder / "local/nederland.yaml").unlink()

    with pytest.raises(ContentError, match=r"local/nederland\.yaml"):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: ", "titel: ", "titel: ken ik niet"),
        ("checked: 2026", "checked: gisteren 2026", "is geen datum; schrijf hem zo: 2026-11-21"),
        ("services: [briefadresloket", "services: [briefloket", "'briefloket' bestaat niet; kies uit: 'aanmeldpunt'"),
        (
            "next: [briefadres-geweigerd",
            "next: [briefadres-gewijgerd",
            "het onderwerp 'briefadres-gewijgerd' bestaat niet",
        ),
        ("remind: briefadres", "remind: brief", "'brief' staat niet in plans.yaml"),
        ("https://wetten", "http://wetten", "is geen webadres; schrijf het heel uit: https://"),
        ("## Je rechten", "## Rechten", "hoort hier niet; de vijf koppen zijn"),
        ("(briefadres-geweigerd)", "(briefadres-nee)", "de link (briefadres-nee) werkt niet"),
        ("Een briefadres kost niets", "Een briefadres kost niets. Bel XX", "'XX' is nog niet ingevuld"),
        ("sms: ", "sms:\nsms: ", "'sms' staat er twee keer"),
        ("checked: ", "checked: [", "geen geldige YAML"),
    ],
)
def test_a_mistake_in_a_topic_is_named_with_its_line(folder: Path, spoil: Spoil, old: str, new: str, says: str) -> None:
    problems = spoil(BRIEFADRES, old, new)

    found = [problem for problem in problems if says in problem.text]
    assert found, [str(problem) for problem in problems]
    assert found[0].path == BRIEFADRES
    assert found[0].severity == "error"
    if "YAML" not in says:
        text = (folder / BRIEFADRES).read_text().splitlines()[found[0].line - 1]
        assert new.split("\n")[-1].strip()[:12] in text


def test_all_mistakes_are_named_at_once(folder: Path, spoil: Spoil) -> None:
    spoil(BRIEFADRES, "title: ", "titel: ")
    problems = spoil("local/dordrecht.yaml", 'phone: "14 078"', 'phone: "14 onbekend"')

    assert {problem.path for problem in load(folder)[1] if problem.severity == "error"} >= {
        BRIEFADRES,
        "local/dordrecht.yaml",
    }
    assert any("is geen geldig nummer" in problem.text for problem in problems)


def test_a_topic_without_front_matter_says_how_to_begin(folder: Path) -> None:
    (folder / BRIEFADRES).write_text("# Briefadres\nTekst")

    assert any(p.path == BRIEFADRES and "begin het bestand met ---" in p.text for p in load(folder)[1])


def test_an_empty_section_is_a_mistake(folder: Path) -> None:
    path = folder / BRIEFADRES
    head, _, _ = path.read_text().partition("## Lukt het niet?")
    path.write_text(head + "## Lukt het niet?\n\n")

    said = [problem.text for problem in load(folder)[1] if problem.path == BRIEFADRES]
    assert any("'## Lukt het niet?' ontbreekt tekst" in text for text in said)


def test_the_same_question_in_two_topics_names_both_places(folder: Path, spoil: Spoil) -> None:
    problems = spoil("nl/wonen/digid.md", "questions:\n", "questions:\n  - Briefadres aanvragen?\n")

    found = next(problem for problem in problems if "staat ook op" in problem.text)
    places = {f"{found.path}:{found.line}", found.text.split("staat ook op ")[1].split(";")[0]}
    assert places == {
        f"nl/wonen/digid.md:{line_of(folder, 'nl/wonen/digid.md', 'Briefadres aanvragen?')}",
        f"{BRIEFADRES}:{line_of(folder, BRIEFADRES, '- briefadres aanvragen')}",
    }


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / BRIEFADRES).write_bytes(b"---\ntitle: caf\xe9\n---\n")

    assert Problem(BRIEFADRES, 2, "een teken is geen UTF-8; bewaar het bestand als UTF-8") in load(folder)[1]


def test_yaml_values_stay_text(folder: Path, spoil: Spoil) -> None:
    spoil("local/dordrecht.yaml", "name: Dordrecht", "name: no")

    assert load(folder)[0].municipalities["dordrecht"].name == "no"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("nl/language.yaml", "  thanks:", "  dank:", "smalltalk"),
        ("en/language.yaml", "  summary: In short\n", "", "headings: 'summary' ontbreekt"),
        ("en/language.yaml", "  ask_none:", "  ask_nothing:", "messages: 'ask_nothing' ken ik niet"),
        ("regions.yaml", "municipality: ", "gemeente: ", "gemeente: ken ik niet"),
        ("plans.yaml", "\n      days: ", "\n      dagen: ", "ken ik niet"),
        ("local/amsterdam.yaml", "kind: ", "kind: bed-", "bestaat niet; kies uit"),
        ("local/nederland.yaml", "24/7", "soms open", "geen openingstijden; schrijf ze zo"),
    ],
)
def test_a_mistake_in_another_file_is_named(spoil: Spoil, name: str, old: str, new: str, says: str) -> None:
    problems = spoil(name, old, new)

    assert any(says in problem.text for problem in problems), [str(problem) for problem in problems]


def test_a_mistake_in_the_synonyms_is_named_with_its_line(spoil: Spoil, folder: Path) -> None:
    found = spoil("nl/synonyms.yaml", "  middernacht, nu meteen, nu direct]", "  middernacht]\nkapot:\n  in: stukken")
    assert any(
        problem.path == "nl/synonyms.yaml" and problem.line == line_of(folder, "nl/synonyms.yaml", "kapot:")
        for problem in found
    ), found


def test_a_language_without_synonyms_is_named(folder: Path) -> None:
    (folder / "en" / "synonyms.yaml").unlink()
    knowledge, problems = load(folder)
    assert knowledge.languages["en"].words.meanings == {}
    assert "en/synonyms.yaml:1: dit bestand ontbreekt of is niet te lezen" in map(str, problems)
