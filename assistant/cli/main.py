"""The commands of `thuisbericht`; each says what it does with `--help`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
from pydantic import ValidationError

from assistant.cli.asking import Asking
from assistant.cli.checking import as_lines, examine
from assistant.cli.reporting import report_html, report_text
from assistant.cli.serving import serve_forever
from assistant.knowledge import KnowledgeBase
from assistant.knowledge.load import ContentError, load
from assistant.knowledge.overview import EXPIRES_WITHIN_DAYS, overview
from assistant.knowledge.topicfile import revision
from assistant.logs import configure_logs
from assistant.matching.evaluation import QuestionFileError, evaluate, read_rows
from assistant.matching.misplaced import misplaced
from assistant.matching.neighbours import leave_one_out
from assistant.matching.noise import STRENGTHS, noisy
from assistant.matching.report import (
    alarms_text,
    as_dict,
    as_markdown,
    as_text,
    crisis_text,
    neighbours_text,
    noise_text,
    synonyms_text,
)
from assistant.matching.synonyms import effects
from assistant.reminders.clock import AMSTERDAM
from assistant.service import Service
from assistant.settings import Settings
from assistant.store import DatabaseUrlError, WrongKey


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="thuisbericht", message="%(version)s")
def main() -> None:
    """Answers and reminders by text message for people without a home."""


@main.command()
def serve() -> None:
    """Serve web, SMS webhook and worker in one process, on THUISBERICHT_HOST and THUISBERICHT_PORT."""
    serve_forever(_settings())


@main.command()
def worker() -> None:
    """Send the reminders that are due, until the process is told to stop."""
    configure_logs()
    _open(_settings()).worker().run_forever()


@main.command()
@click.argument("text", required=False)
@click.option("--lang", help="Answer in this language.")
@click.option("--place", help="The person is in this place.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object instead of the text.")
@click.option("--stdin", is_flag=True, help="Answer each line of standard input, each as a new conversation.")
def ask(text: str | None, lang: str | None, place: str | None, as_json: bool, stdin: bool) -> None:
    """Print the answer to TEXT, as a first text message from a phone would get it. Nothing is stored."""
    if (text is None) != stdin:
        raise click.UsageError('give a question, as thuisbericht ask "hoe krijg ik een briefadres", or --stdin')
    settings = _settings()
    asking = Asking(_knowledge(settings.content), settings.cache)
    problem = asking.problem(lang, place)
    if problem:
        raise click.UsageError(problem)
    lines = (line.rstrip("\n") for line in sys.stdin) if stdin else [text or ""]
    for line in lines:
        answer = asking.answer(line, lang, place, datetime.now(UTC))
        click.echo(json.dumps(answer, ensure_ascii=False) if as_json else answer["text"])


@main.command(name="evaluate")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "how", flag_value="json", help="Print the figures as JSON.")
@click.option("--crisis", "how", flag_value="crisis", help="Print each crisis that was missed and each false alarm.")
@click.option("--scorecard", "how", flag_value="scorecard", help="Print the figures as docs/scorecard.md has them.")
@click.option("--noise", "how", flag_value="noise", help="Print what typing mistakes of three strengths cost.")
@click.option("--synonyms", "how", flag_value="synonyms", help="Print what each line of the synonyms changes.")
@click.option("--alarms", "how", flag_value="alarms", help="Name alarms that calm messages hold too; no FILES.")
@click.option("--leave-one-out", "how", flag_value="neighbours", help="Name the topics that rob each other; no FILES.")
def evaluate_command(files: tuple[Path, ...], how: str | None) -> None:
    """Score the matcher on FILES: tab-separated, with the columns text, lang, expected, place, tags."""
    settings = _settings()
    asking = Asking(_knowledge(settings.content), settings.cache)
    if how == "neighbours":
        for language in asking.matcher.knowledge.languages:
            click.echo(neighbours_text(leave_one_out(asking.matcher, language)))
        return
    if how == "alarms":
        click.echo(alarms_text(misplaced(asking.matcher)))
        return
    if not files:
        raise click.UsageError("name the files with questions, such as tests/data/questions-*.tsv")
    try:
        rows = [row for file in files for row in read_rows(file)]
    except QuestionFileError as error:
        raise click.ClickException(str(error)) from None
    result = evaluate(asking.matcher, rows)
    if how == "json":
        click.echo(json.dumps(as_dict(result), ensure_ascii=False, indent=2))
    elif how == "noise":
        click.echo(noise_text(result, [evaluate(asking.matcher, noisy(rows, each)) for each in STRENGTHS]))
    elif how == "synonyms":
        click.echo(synonyms_text(effects(asking.matcher, rows)))
    else:
        click.echo(_EVALUATIONS[how](result))


_EVALUATIONS = {None: as_text, "crisis": crisis_text, "scorecard": as_markdown}


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--errors", "errors_only", is_flag=True, help="Leave out the warnings.")
def check(folder: Path | None, errors_only: bool) -> None:
    """Name every mistake in the content (of FOLDER, or of THUISBERICHT_CONTENT); exit with 1 when there is an error."""
    settings = _settings()
    folder = folder or settings.content
    try:
        # What is learned from a folder that nobody serves is not kept: it would push out what a start needs.
        found = examine(folder, _today(), settings.cache if folder == settings.content else None)
    except ContentError as error:
        raise click.ClickException(str(error)) from None
    for line in as_lines(found, folder, errors_only):
        click.echo(line)
    sys.exit(1 if found.errors else 0)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--html", "as_html", is_flag=True, help="Print a web page instead of text.")
@click.option("--days", default=EXPIRES_WITHIN_DAYS, show_default=True, type=click.IntRange(1, 366), help="How far.")
def report(folder: Path | None, as_html: bool, days: int) -> None:
    """Print what expires soon, what is stale and what is missing in the content, for an editor's Monday."""
    sections = overview(_knowledge(folder or _settings().content), _today(), days)
    click.echo((report_html if as_html else report_text)(sections, _today()))


@main.command(name="revision")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def revision_command(file: Path) -> None:
    """Print the revision of a topic FILE, for `revision_of` in its translations."""
    click.echo(revision(file.read_text(encoding="utf-8-sig")))


def _today() -> date:
    return datetime.now(AMSTERDAM).date()


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"THUISBERICHT_{'_'.join(str(part) for part in detail['loc']).upper()}: {detail['msg']}"
            if detail["loc"]
            else detail["msg"].removeprefix("Value error, ")
            for detail in error.errors()
        ]
        raise click.ClickException("\n".join(lines)) from None


def _knowledge(folder: Path) -> KnowledgeBase:
    try:
        return load(folder)[0]
    except ContentError as error:
        raise click.ClickException(str(error)) from None


def _open(settings: Settings) -> Service:
    try:
        return Service.open(settings)
    except (ContentError, DatabaseUrlError, WrongKey) as error:
        raise click.ClickException(str(error)) from None
