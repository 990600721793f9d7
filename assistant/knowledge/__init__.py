"""Content files in, one immutable `KnowledgeBase` out, and every mistake on the way named with its line."""

from assistant.knowledge.dates import DateWords
from assistant.knowledge.facts import Fact
from assistant.knowledge.model import (
    KINDS,
    SECTIONS,
    KnowledgeBase,
    Language,
    LocalAddition,
    Municipality,
    Plan,
    PlannedText,
    Service,
    Topic,
)
from assistant.knowledge.notices import Notice
from assistant.knowledge.regions import Centre, Place
from assistant.knowledge.shape import Source

__all__ = [
    "KINDS",
    "SECTIONS",
    "Centre",
    "DateWords",
    "Fact",
    "KnowledgeBase",
    "Language",
    "LocalAddition",
    "Municipality",
    "Notice",
    "Place",
    "Plan",
    "PlannedText",
    "Service",
    "Source",
    "Topic",
]
