"""`thuisbericht check` and `thuisbericht report`, as an editor sees them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import html5lib
import pytest
import time_machine
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.reminders.clock import AMSTERDAM

BRIEFADRES = "nl/wonen/briefadres.md"


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM), tick=False):
        yield


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def spoil(folder: Path, *changes: tuple[str, str, str]) -> None:
    for name, old, new in changes:
        path = folder / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))


def test_good_content_passes_with_its_totals_only(village: Path) -> None:
    result = run("check", str(village))

    assert result.exit_code == 0
    assert result.output == "2 onderwerpen in 2 talen, 1 gemeenten: 0 fouten, 0 waarschuwingen\n"


def test_check_names_every_mistake_with_file_and_line(village: Path) -> None:
    spoil(
        village,
        (BRIEFADRES, 'sms: "', 'sms: "Geïnformeerd. '),
        ("en/steun/mens-spreken.md", "## Your rights", "## Rights"),
        ("local/dorp.yaml", "kind: briefadresloket", "kind: loket"),
    )
    result = run("check", str(village))

    assert result.exit_code == 1
    assert f"{village}/{BRIEFADRES}:4: sms: 'ï' verdubbelt de prijs; schrijf 'i'" in result.output
    assert re.search(rf"{village}/en/steun/mens-spreken.md:\d+: kop '## Rights' hoort hier niet", result.output)
    assert re.search(rf"{village}/local/dorp.yaml:\d+: .*'loket' bestaat niet; kies uit", result.output)


def test_errors_come_first_then_warnings_by_kind_then_the_totals(village: Path) -> None:
    spoil(
        village,
        (BRIEFADRES, 'sms: "', 'sms: "Reeds ï. '),
        ("nl/steun/mens-spreken.md", "  - eenzaam\n", "  - stop\n  - wie heeft er recht op een briefadres\n"),
    )
    with time_machine.travel(datetime(2026, 12, 11, 0, 30, tzinfo=AMSTERDAM), tick=False):
        lines = run("check", str(village)).output.splitlines()

    headings = [line for line in lines if not line.startswith("/") and line]
    assert headings == [
        "FOUTEN (de dienst neemt deze bestanden niet over): 1",
        "LET OP - Bestanden en vertalingen: 1",
        "LET OP - Opnieuw controleren: 1",
        "LET OP - Manieren van vragen: 2",
        "LET OP - Leesbaarheid: 1",
        "2 onderwerpen in 2 talen, 1 gemeenten: 1 fouten, 5 waarschuwingen",
    ]
    assert "haal het weg of geef het een nieuwe laatste dag" in "\n".join(lines)


def test_warnings_do_not_fail_and_can_be_left_out(village: Path) -> None:
    spoil(village, (BRIEFADRES, "- Vertel waar", "- Vertel reeds waar"))

    assert run("check", str(village)).exit_code == 0
    assert "'reeds' is ambtelijk" in run("check", str(village)).output
    assert run("check", "--errors", str(village)).output.splitlines() == [
        "2 onderwerpen in 2 talen, 1 gemeenten: 0 fouten, 2 waarschuwingen"
    ]


@pytest.mark.parametrize("day", [datetime(1999, 1, 1, tzinfo=AMSTERDAM), datetime(2040, 1, 1, tzinfo=AMSTERDAM)])
def test_no_day_makes_good_content_fail(village: Path, day: datetime) -> None:
    with time_machine.travel(day, tick=False):
        result = run("check", str(village))

    assert result.exit_code == 0
    assert "LET OP - Opnieuw controleren" in result.output


@pytest.mark.parametrize("words", [("check",), ("report",)])
def test_a_folder_without_content_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run(*words, str(tmp_path))

    assert result.exit_code == 1
    assert "nl/language.yaml" in result.output


def test_the_report_is_one_page_of_lists(village: Path) -> None:
    output = run("report", str(village)).output

    assert output.startswith("Stand van de teksten op 23-11-2026\n")
    assert "    1  Loopt af binnen 30 dagen\n" in output
    assert "    0  Nog te vertalen\n" in output
    assert re.search(
        r"  11-12-2026 \(1\)\n    local/dorp.yaml:4: Bericht: De opvang is vol. Bel eerst. \(Dorp\); haal het", output
    )
    assert "NOG TE VERTALEN\n\n  Alles is vertaald.\n" in output


def test_the_report_looks_as_far_ahead_as_asked(village: Path) -> None:
    output = run("report", "--days", "7", str(village)).output

    assert "    0  Loopt af binnen 7 dagen\n" in output
    assert "Er loopt niets af binnen 7 dagen." in output
    assert run("report", "--days", "0", str(village)).exit_code == 2


def test_the_report_as_a_web_page_is_valid_and_loads_nothing(village: Path) -> None:
    spoil(village, ("local/dorp.yaml", "De opvang is vol.", "De <b>opvang</b> is vol."))
    page = run("report", "--html", str(village)).output

    html5lib.HTMLParser(strict=True).parse(page)
    assert "<title>Stand van de teksten op 23-11-2026</title>" in page
    assert "De &lt;b&gt;opvang&lt;/b&gt; is vol." in page
    assert not re.search(r"<script|<link|src=|url\(|https?://", page)
    assert page.count("<h1>") == 1
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(re.findall(r'<h2 id="([^"]+)"', page))
    assert "<code>local/dorp.yaml:4</code>" in page
    assert '<p class="none">Alles is vertaald.</p>' in page
