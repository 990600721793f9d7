"""Pydantic's errors, said to an editor: where it is, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.knowledge.problem import Problem
from assistant.knowledge.shape import Shape
from assistant.knowledge.yamlfile import Keys, YamlFile

S = TypeVar("S", bound=Shape)

_ADVICE: Mapping[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda error: "ontbreekt; vul het in",
    "extra_forbidden": lambda error: "ken ik niet; haal het weg of verbeter de spelling",
    "string_too_short": lambda error: "is leeg; vul het in of haal de regel weg",
    "string_too_long": lambda error: f"is te lang; schrijf hoogstens {_limit(error)} tekens",
    "string_pattern_mismatch": lambda error: _pattern(error),
    "string_type": lambda error: "moet tekst zijn; schrijf het op een regel",
    "literal_error": lambda error: f"{error['input']!r} bestaat niet; kies uit: {_limit(error)}",
    "too_long": lambda error: f"heeft te veel regels; hoogstens {_limit(error)}",
    "too_short": lambda error: f"heeft te weinig regels; minstens {_limit(error)}",
    "tuple_type": lambda error: "moet een lijst zijn: regels die met - beginnen, of [a, b]",
    "model_type": lambda error: "moet sleutels hebben, zoals {title: ..., read: ...}",
    "mapping_type": lambda error: "moet sleutels hebben, zoals {nl: ..., en: ...}",
    "is_instance_of": lambda error: "moet sleutels hebben, zoals {nl: ..., en: ...}",
    "int_parsing": lambda error: "moet een heel getal zijn",
    "greater_than_equal": lambda error: f"moet minstens {_limit(error)} zijn",
    "less_than_equal": lambda error: f"mag hoogstens {_limit(error)} zijn",
    "value_error": lambda error: str(error["ctx"]["error"]),
    "time_parsing": lambda error: 'is geen tijd; schrijf hem zo: "17:00"',
}


def validate(shape: type[S], file: YamlFile, keys: Keys = (), **more: Any) -> tuple[S | None, list[Problem]]:
    """The part of the file under `keys` as this shape, with `more` fields added; or None and every mistake in it."""
    data = file.data
    for key in keys:
        data = data[key]
    if not isinstance(data, dict):
        return None, [Problem(file.path, file.line(keys), "hier horen sleutels te staan, zoals `title: ...`")]
    try:
        return shape(**{**data, **more}), []
    except ValidationError as error:
        return None, [_problem(file, keys, detail) for detail in error.errors()]


def _problem(file: YamlFile, keys: Keys, detail: ErrorDetails) -> Problem:
    where = tuple(part for part in detail["loc"] if not str(part).startswith(("function-", "constrained")))
    kind = detail["type"]
    if kind.startswith("date"):
        advice = f"{detail['input']!r} is geen datum; schrijf hem zo: 2026-11-21"
    else:
        advice = _ADVICE[kind](detail) if kind in _ADVICE else detail["msg"]
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    return Problem(file.path, file.line((*keys, *where)), f"{name}: {advice}")


def _limit(error: ErrorDetails) -> Any:
    context = error["ctx"]
    return next(context[key] for key in ("max_length", "min_length", "expected", "ge", "le") if key in context)


def _pattern(error: ErrorDetails) -> str:
    if "https" in str(error.get("ctx", {}).get("pattern", "")):
        return f"{error['input']!r} is geen webadres; schrijf het heel uit: https://www.voorbeeld.nl"
    return "moet op een regel staan"
