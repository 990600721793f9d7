"""Which messages the carrier acts on by itself (Twilio, "Support for opt-out keywords" and "Advanced Opt-Out").

Twilio answers an exact English stop word of its own accord and then blocks everything that we send, an answer too.
With Advanced Opt-Out it says so in the field OptOutType, and has answered already. What people mean by other words is
for the dialogue.
"""

from __future__ import annotations

from typing import Literal

OptOut = Literal["stop", "start", "help"]

STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS = frozenset({"start", "unstop"})
"""Twilio takes YES for START too; here it mostly answers a question of ours, so only these two mean it for certain."""

_TYPES: dict[str, OptOut] = {"STOP": "stop", "START": "start", "HELP": "help"}


def opt_out(text: str, opt_out_type: str) -> OptOut | None:
    """What the carrier took this text message for, as it matches: the whole text, trimmed, in any case."""
    if opt_out_type:
        return _TYPES.get(opt_out_type.strip().upper())
    word = text.strip().lower()
    if word in STOP_WORDS:
        return "stop"
    return "start" if word in START_WORDS else None
