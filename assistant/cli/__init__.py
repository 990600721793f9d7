"""The command `thuisbericht`."""

from assistant.cli.main import main

__all__ = ["main"]
