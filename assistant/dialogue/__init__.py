"""One turn: message + conversation -> reply + conversation. Pure: no database, no channel, no clock of its own."""

from assistant.dialogue.turn import Dialogue

__all__ = ["Dialogue"]
