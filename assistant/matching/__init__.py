"""Which topic does this message ask about? Language, crisis, fuzzy matching, places, and the decision."""

from assistant.matching.matcher import Matcher
from assistant.matching.model import Match, Outcome, Scored

__all__ = ["Match", "Matcher", "Outcome", "Scored"]
