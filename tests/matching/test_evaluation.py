from __future__ import annotations

from pathlib import Path

import pytest

from assistant.matching import Match, Matcher, Scored
from assistant.matching.evaluation import Evaluation, QuestionFileError, Row, evaluate, read_rows, said
from assistant.matching.report import as_dict, as_text

ROWS = (
    ("hoe krijg ik een briefadres", "nl", "briefadres", "", "short"),
    ("verhuurder brieven", "nl", "huurachterstand", "", "multi"),
    ("waar kan ik slapen in best", "nl", "huurachterstand", "Best", "place"),
    ("ik wil dood", "nl", "zelfmoord", "", "crisis"),
    ("ik verdwijn", "nl", "zelfmoord", "", "crisis"),
    ("ben zestien en wil een lolly", "nl", "@out", "", "out"),
    ("pannenkoeken", "nl", "@out", "", "out"),
    ("fine", "en", "@ok", "", "smalltalk"),
    ("how much is the tax", "en", "belasting", "", ""),
    ("doei", "nl", "@hello", "", "smalltalk"),
    ("qwertz", "nl", "briefadres", "Nergenshuizen", ""),
)


@pytest.fixture(scope="module")
def evaluation(matcher: Matcher) -> Evaluation:
    split = [Row(text, lang, (expected,), place, (tags,)) for text, lang, expected, place, tags in ROWS]
    return evaluate(matcher, split)


def test_it_judges_every_row(evaluation: Evaluation) -> None:
    verdicts = [each.verdict for each in evaluation.judged]
    assert verdicts == ["right", "asked", "lost", "right", "lost", "lost", "right", "right", "absent", "lost", "lost"]


def test_it_counts_what_the_brief_asks_for(evaluation: Evaluation) -> None:
    figures = as_dict(evaluation)
    assert figures["questions"] == {"rows": 6, "right": 2, "asked": 1, "lost": 3, "share": 0.5}
    assert figures["crisis"] == {"rows": 2, "found": 1, "by_alarm": 1, "false_alarms": 1}
    assert figures["outside_the_subject"] == {"rows": 2, "right": 1, "share": 0.5}
    assert figures["smalltalk"] == {"rows": 2, "right": 1, "share": 0.5}
    assert figures["place"] == {"rows": 2, "right": 1, "share": 0.5, "false": 0}
    assert figures["topic_not_in_content"] == 1
    assert figures["missed_crises"] == ["ik verdwijn"]
    assert figures["by_tag"]["multi"]["asked"] == 1


def test_a_place_that_nobody_knows_counts_as_missed(evaluation: Evaluation) -> None:
    assert evaluation.judged[-1].place is None


def test_its_text_names_the_worst_confusions(evaluation: Evaluation) -> None:
    text = as_text(evaluation)
    assert "huurachterstand -> slaapplek-vannacht: waar kan ik slapen in best" in text
    assert "missed crisis (zelfmoord): ik verdwijn" in text
    assert "false alarm (crisis minderjarig)" in text


def test_an_empty_file_gives_no_figures(matcher: Matcher) -> None:
    assert as_dict(evaluate(matcher, []))["questions"]["share"] is None
    assert "0 questions" in as_text(evaluate(matcher, []))


def test_it_says_what_a_match_comes_down_to() -> None:
    topics = (Scored("a", 0.5), Scored("b", 0.4))
    assert said(Match("nl", "ask", topics)) == "ask a/b"
    assert said(Match("nl", "answer", topics)) == "a"
    assert said(Match("nl", "unknown", smalltalk="ok")) == "@ok"
    assert said(Match("nl", "unknown")) == "unknown"


def test_it_reads_a_question_file(tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(
        'text\tlang\texpected\tplace\ttags\nzeg "nee\tnl\ta|@out\t\tx, y\nhoi\tnl\t@hello\n', encoding="utf-8"
    )
    rows = read_rows(file)
    assert rows[0] == Row('zeg "nee', "nl", ("a", "@out"), "", ("x", "y"))
    assert [row.kind for row in rows] == ["out", "smalltalk"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text\tlang\nx\tnl\n", r":1: no column expected"),
        (b"text\tlang\texpected\nx\tnl\t\n", r":2: text or expected is empty"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_it_says_what_is_wrong_with_a_question_file(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "questions.tsv"
    file.write_bytes(content)
    with pytest.raises(QuestionFileError, match=message):
        read_rows(file)


def test_it_says_that_a_question_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        read_rows(tmp_path / "nothing.tsv")
