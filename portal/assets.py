"""Files that never change under the same address: the address carries a part of their hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

FOLDER = Path(__file__).parent / "static"


def asset_address(name: str) -> str:
    """The address of a file in `portal/static`; another one as soon as its content is another."""
    return url_for("static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:8]
