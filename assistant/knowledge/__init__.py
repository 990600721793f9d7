"""Content files in, one immutable `KnowledgeBase` out, and every mistake on the way named with its line."""

from assistant.knowledge.dates import DateWords
from assistant.knowledge.model import (
    KINDS,
    SECTIONS,
    KnowledgeBase,
    Language,
    LocalAddition,
    Municipality,
    Place,
    Plan,
    PlannedText,
    Service,
    Source,
    Topic,
)

__all__ = [
    "KINDS",
    "SECTIONS",
    "DateWords",
    "KnowledgeBase",
    "Language",
    "LocalAddition",
    "Municipality",
    "Place",
    "Plan",
    "PlannedText",
    "Service",
    "Source",
    "Topic",
]
