"""The overview of the content as text for a terminal or a mail, and as one web page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.knowledge.overview import Item, Section

_TEMPLATES = Environment(
    loader=PackageLoader("assistant.cli"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def report_text(sections: Sequence[Section], today: date) -> str:
    """The overview as plain text, each item on a line that begins with its file."""
    return "\n".join(_lines(sections, today))


def report_html(sections: Sequence[Section], today: date) -> str:
    """The overview as an HTML page without scripts, fonts or pictures of elsewhere."""
    return _TEMPLATES.get_template("report.html").render(sections=sections, today=today)


def _lines(sections: Sequence[Section], today: date) -> Iterator[str]:
    yield f"Stand van de teksten op {today:%d-%m-%Y}"
    yield ""
    for section in sections:
        yield f"{section.count:5}  {section.title}"
    for section in sections:
        yield f"\n{section.title.upper()}\n"
        if not section.count:
            yield f"  {section.empty}"
        for name, items in section.groups:
            if name:
                yield f"  {name} ({len(items)})"
            yield from map(_line, items)


def _line(item: Item) -> str:
    return f"    {item.path}:{item.line}: {item.what}; {item.why}"
