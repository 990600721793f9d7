"""The whole country: what 342 municipality files of 50 services cost beside the content as it is.

`python -m bench.municipalities`; `make bench` prints it too. The files are made here, in a temporary folder: names that
nobody has, in the form of `docs/content.md`.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.dialogue import Dialogue
from assistant.knowledge import KINDS, KnowledgeBase
from assistant.knowledge.load import load
from assistant.matching import Matcher
from assistant.search import SearchIndex
from bench.answering import through_dialogue
from bench.timing import timed

KEPT = Path(__file__).parents[1] / "var" / "cache"

SERVICES_EACH = 50

_SERVICE = """\
  - id: plek-{number}
    kind: {kind}
    name: {kind} {name} {number}
    for: {{nl: "iedereen zonder huis", en: "everyone without a home"}}
    address: Voorbeeldstraat {number}, {name}
    phone: "{{veilig_thuis}}"
    website: https://www.voorbeeld.example
    hours: "ma-vr 9:00-17:00; za 10-13; feestdagen dicht"
    cost: {{nl: "gratis", en: "free"}}
    bring: {{nl: "je ID als je die hebt", en: "your ID if you have one"}}
    text: {{nl: "Loop hier binnen voor {kind}.", en: "Walk in here for {kind}."}}
    source: {{title: voorbeeld, read: 2026-11-21}}
    checked: 2026-11-21
"""


@dataclass(frozen=True)
class Country:
    """Seconds to load, and milliseconds of the median answer and search, of one set of content."""

    municipalities: int
    services: int
    load_seconds: float
    dialogue_ms: float
    search_ms: float


def generate(folder: Path, knowledge: KnowledgeBase) -> None:
    """Write a file of `SERVICES_EACH` services into `folder` for every municipality that has none."""
    for municipality in sorted({place.municipality for place in knowledge.places} - set(knowledge.municipalities)):
        name = knowledge.place_name(municipality)
        kinds = islice(KINDS * SERVICES_EACH, SERVICES_EACH)
        services = (_SERVICE.format(number=number, kind=kind, name=name) for number, kind in enumerate(kinds, 1))
        text = f'name: "{name}"\nphone: "14 020"\nservices:\n' + "".join(services)
        (folder / f"{municipality}.yaml").write_text(text, encoding="utf-8")


def measured(content: Path, texts: Sequence[str]) -> Country:
    """Load this content and ask it these texts."""
    begin = time.perf_counter()
    knowledge, problems = load(content)
    seconds = time.perf_counter() - begin
    wrong = [problem for problem in problems if problem.severity == "error"]
    if wrong:
        raise SystemExit(f"the generated content has mistakes, the first: {wrong[0]}")
    index = SearchIndex(knowledge)
    return Country(
        municipalities=len(knowledge.municipalities),
        services=sum(len(one.services) for one in knowledge.municipalities.values()),
        load_seconds=seconds,
        dialogue_ms=through_dialogue(Dialogue(Matcher(knowledge, KEPT)), texts, 2).p50,
        search_ms=timed(lambda text: index.search(text, language="nl"), texts, 2).p50,
    )


def measure(content: Path, texts: Sequence[str]) -> tuple[Country, Country]:
    """The content as it is, and with a file for every municipality."""
    with tempfile.TemporaryDirectory() as folder:
        whole = shutil.copytree(content, Path(folder) / "content")
        generate(whole / "local", load(content)[0])
        few = texts[::8]
        return measured(content, few), measured(whole, few)


def show(content: Path, texts: Sequence[str]) -> None:
    """Print both, and the ratios."""
    now, whole = measure(content, texts)
    print(f"\n{'local information':<38}{'services':>10}{'load s':>10}{'answer ms':>12}{'search ms':>12}")
    for one in (now, whole):
        print(
            f"{one.municipalities:>4} municipalities{'':<20}{one.services:>10}{one.load_seconds:>10.2f}"
            f"{one.dialogue_ms:>12.2f}{one.search_ms:>12.2f}"
        )
    print(
        f"{'ratio (goals 15 s, 1.20 and 1.20)':<48}{'':>10}"
        f"{whole.dialogue_ms / now.dialogue_ms:>12.2f}{whole.search_ms / now.search_ms:>12.2f}"
    )


if __name__ == "__main__":
    from bench.__main__ import messages

    show(Path(__file__).parents[1] / "content", messages())
