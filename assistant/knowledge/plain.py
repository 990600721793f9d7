"""Markdown as a text message can carry it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark")


def plain(markdown: str) -> str:
    """The text without marks: one line a paragraph or list item, numbered items with their number."""
    lines: list[str] = []
    numbers: list[int | None] = []
    prefix = ""
    for token in _PARSER.parse(markdown):
        if token.type == "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            numbers.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            prefix = "- " if number is None else f"{number}. "
            numbers[-1] = None if number is None else number + 1
        elif token.type == "inline":
            lines.append(prefix + _inline(token))
            prefix = ""
    return "\n".join(lines)


def _inline(token: Token) -> str:
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )


def paragraphs(markdown: str) -> list[tuple[int, str]]:
    """Each paragraph and list item as plain words, with the line of the Markdown on which it begins, from 0."""
    return [(token.map[0], _inline(token)) for token in _PARSER.parse(markdown) if token.type == "inline" and token.map]
