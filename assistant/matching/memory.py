"""What the matcher learned, kept in a file: learning takes seconds, reading it back a fraction of one."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

KEPT = 4
"""Files: of the content as it is, and of what an editor may go back to."""

Arrays = Mapping[str, NDArray[Any]]

_NAME = "learned-{key}.npz"


def packed(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Words or names, none of them with a line end in it, as one array."""
    return np.array(bytearray("".join(f"{line}\n" for line in lines).encode()), dtype=np.uint8)


def texts(array: NDArray[np.uint8]) -> list[str]:
    """What `packed` packed."""
    return array.tobytes().decode().split("\n")[:-1]


class Memory:
    """A folder with what was learned, by a key that stands for everything it was learned from.

    Any number of processes may share it. Without a folder, or in one that cannot be written, nothing is kept: then
    every start learns anew.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def recall(self, key: str) -> dict[str, NDArray[Any]] | None:
        """The arrays of this key; None where none are kept or the file is broken: it is written anew then."""
        if self._folder is None:
            return None
        try:
            path = self._folder / _NAME.format(key=key)
            with path.open("rb") as file:
                arrays = np.load(file, allow_pickle=False)
                found = {name: arrays[name] for name in arrays.files}
            path.touch()  # what was read last is dropped last
            return found
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            return None

    def keep(self, key: str, arrays: Arrays) -> None:
        """Keep these arrays, and no more than `KEPT` of what was kept before."""
        if self._folder is None:
            return
        path = self._folder / _NAME.format(key=key)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                np.savez(file, **dict[str, Any](arrays))
            # Another process may be reading: it sees the old file or the new one, never half of one.
            draft.replace(path)
            kept = sorted(self._folder.glob(_NAME.format(key="*")), key=lambda one: one.stat().st_mtime)
            for old in kept[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            # A folder that cannot be written costs seconds at the next start, and nothing else.
            with suppress(OSError):
                draft.unlink(missing_ok=True)
