"""Which topic does this message ask about? Language, crisis, fuzzy matching, places, and the decision."""

from assistant.matching.model import Match, Outcome, Scored

__all__ = ["Match", "Outcome", "Scored"]
