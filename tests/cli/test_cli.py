from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

CONTENT = Path(__file__).parents[2] / "content"
SAMPLE = Path(__file__).parents[1] / "data/questions-nl-1.tsv"


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=given, catch_exceptions=False)


def test_ask_prints_the_first_text_message() -> None:
    result = run("ask", "hoe krijg ik een briefadres")

    assert result.exit_code == 0
    assert result.output.startswith("Geen woonadres?")
    assert "Bron: Wet BRP" in result.output


def test_ask_as_json_tells_how_the_answer_was_chosen() -> None:
    answer = json.loads(run("ask", "how do i get a postal address", "--place", "Dordrecht", "--json").output)

    assert set(answer) == {"language", "decision", "topics", "place", "text", "sms_parts"}
    assert (answer["language"], answer["decision"], answer["place"]) == ("en", "answer", "Dordrecht")
    assert answer["topics"][0]["id"] == "briefadres"
    assert 0 < answer["topics"][0]["score"] <= 1
    assert "14 078" in answer["text"]
    assert 1 <= answer["sms_parts"] <= 2


def test_ask_names_the_place_itself_and_not_only_its_municipality() -> None:
    answer = json.loads(run("ask", "waar kan ik vannacht slapen in Hoofddorp", "--place", "Dordrecht", "--json").output)

    assert answer["place"] == "Hoofddorp"


def test_a_place_may_be_a_word_too() -> None:
    assert json.loads(run("ask", "briefadres aanvragen", "--place", "Best", "--json").output)["place"] == "Best"


def test_ask_in_a_chosen_language() -> None:
    assert json.loads(run("ask", "hoe krijg ik een briefadres", "--lang", "en", "--json").output)["language"] == "en"


def test_ask_answers_each_line_of_standard_input_as_a_new_conversation() -> None:
    result = run("ask", "--stdin", "--json", given="ik wil dood\nmeer\n\ngordijn ananas xyzzy\n")

    decisions = [json.loads(line)["decision"] for line in result.output.splitlines()]
    assert decisions == ["crisis", "command", "command", "unknown"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask"], "give a question"),
        (["ask", "x", "--stdin"], "give a question"),
        (["ask", "x", "--lang", "xx"], "choose from nl, en"),
        (["ask", "x", "--place", "Nergenshuizen"], "is not a place"),
        (["evaluate", "nergens.tsv"], "does not exist"),
    ],
)
def test_wrong_words_say_what_to_write(words: list[str], says: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert says in result.output


def test_the_revision_of_a_file_is_what_its_translations_name(village: Path) -> None:
    revision = run("revision", str(village / "nl/wonen/briefadres.md")).output.strip()

    assert f"revision_of: {revision}" in (village / "en/wonen/briefadres.md").read_text()


def test_a_wrong_setting_is_named_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUISBERICHT_RETENTION_DAYS", "many")
    result = run("check")

    assert result.exit_code == 1
    assert "THUISBERICHT_RETENTION_DAYS: " in result.output


def test_content_that_cannot_be_used_is_said_by_every_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THUISBERICHT_CONTENT", str(tmp_path))

    for words in (["ask", "x"], ["worker"], ["evaluate", str(SAMPLE)]):
        result = run(*words)
        assert result.exit_code == 1
        assert "nl/language.yaml" in result.output


def test_evaluate_prints_the_score_of_a_file() -> None:
    figures = json.loads(run("evaluate", str(SAMPLE), "--json").output)

    assert figures
    assert run("evaluate", str(SAMPLE)).output.strip()


def test_evaluate_names_alarms_that_calm_messages_hold(monkeypatch: pytest.MonkeyPatch, village: Path) -> None:
    monkeypatch.setenv("THUISBERICHT_CONTENT", str(village))
    path = village / "nl/wonen/briefadres.md"
    path.write_text(path.read_text().replace("\nquestions:\n", "\nalarm: [mens]\nquestions:\n", 1))
    named, *_, count = run("evaluate", "--alarms").output.splitlines()

    assert named.startswith("nl briefadres alarm: danger 0, calm ")
    assert ": mens  such as: " in named
    assert count == "1 phrases to move between alarm and hint"


def test_evaluate_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("message\tlang\nx\tnl\n")
    result = run("evaluate", str(path))

    assert result.exit_code == 1
    assert "expected" in result.output
