"""Content that is taken over while the service runs: changed files within 2 seconds, wrong files never."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from assistant.knowledge.load import ContentError, content_files, load
from assistant.knowledge.model import KnowledgeBase
from assistant.knowledge.problem import Problem

T = TypeVar("T")

_log = structlog.get_logger()


class Watched(Generic[T]):
    """What `build` makes of the content folder, kept up to date.

    A changed folder is loaded anew; where it holds an error, the last good content stays in place and `problems`
    names the
    mistakes. `complete` is called with each new content in the background, for what may come a moment later. Raises
    `ContentError` on construction when nothing at all can be loaded.
    """

    def __init__(
        self,
        folder: Path,
        build: Callable[[KnowledgeBase], T],
        complete: Callable[[T], object] = lambda _: None,
        every: float = 0.25,
    ) -> None:
        self._folder = folder
        self._build = build
        self._complete = complete
        self._every = every
        self._seen = self._fingerprint()
        knowledge, problems = load(folder)
        self.problems: Sequence[Problem] = _errors(problems)
        self._value = build(knowledge)
        self._report()
        self._started_in: int | None = None
        self._starting = threading.Lock()
        self._stopped = threading.Event()

    @property
    def current(self) -> T:
        """The newest good content. The first call in a process starts the thread that looks for changes."""
        if self._started_in != os.getpid():
            with self._starting:
                if self._started_in != os.getpid():
                    self._started_in = os.getpid()
                    threading.Thread(target=self._look, name="content", daemon=True).start()
        return self._value

    def stop(self) -> None:
        """End the thread that looks for changes."""
        self._stopped.set()

    def refresh(self) -> bool:
        """Load the folder again if it changed. True when new content is in place."""
        seen = self._fingerprint()
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            knowledge, problems = load(self._folder)
        except ContentError as error:
            self.problems = [Problem(str(self._folder), 1, str(error))]
            self._report()
            return False
        self.problems = _errors(problems)
        self._report()
        if self.problems:
            return False
        self._value = self._build(knowledge)
        _log.info("content taken over", revision=knowledge.revision)
        return True

    def _look(self) -> None:
        completed: T | None = None
        while not self._stopped.wait(self._every):
            try:
                self.refresh()
                if completed is not self._value:
                    completed = self._value
                    self._complete(completed)
            except Exception:
                # The thread has to outlive any fault, or an editor's later mending would never be seen.
                _log.exception("content could not be looked at")

    def _fingerprint(self) -> frozenset[tuple[str, int, int]]:
        found = []
        for path in content_files(self._folder):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return frozenset(found)

    def _report(self) -> None:
        for problem in self.problems:
            _log.error("content mistake", where=f"{problem.path}:{problem.line}", what=problem.text)


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]
