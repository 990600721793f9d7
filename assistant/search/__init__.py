"""Search over topics and services: an index in memory, built from the knowledge base, read-only afterwards."""

from assistant.search.index import LONGEST, SearchIndex
from assistant.search.model import Hit, Results

__all__ = ["LONGEST", "Hit", "Results", "SearchIndex"]
