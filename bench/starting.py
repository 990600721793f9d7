"""How long a service takes from its start to its first answer, and how much memory it holds then."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil

_LONGEST = 180.0


def start_ups() -> Iterator[tuple[float, float]]:
    """Seconds until `/health` answers, and megabytes of resident memory after an answer, of `thuisbericht serve`: first
    where nothing was learned yet, then from what that start kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            yield _start_up(Path(folder))


def _start_up(folder: Path) -> tuple[float, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("THUISBERICHT_")},
        "THUISBERICHT_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}",
        "THUISBERICHT_CACHE": str(folder / "cache"),
        "PORT": str(port),
    }
    begin = time.perf_counter()
    command = [str(Path(sys.executable).with_name("thuisbericht")), "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", begin)
            seconds = time.perf_counter() - begin
            urlopen(f"http://127.0.0.1:{port}/nl/search?q=briefadres").read()
            return seconds, psutil.Process(process.pid).memory_info().rss / 1e6
        finally:
            process.terminate()


def load_memory(content: Path) -> float:
    """Megabytes of resident memory of a process that loads the content and does nothing else."""
    program = (
        "import sys, psutil; from pathlib import Path; from assistant.knowledge.load import load;"
        "load(Path(sys.argv[1])); print(psutil.Process().memory_info().rss)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(content)], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1e6


def _wait_for(address: str, begin: float) -> None:
    while time.perf_counter() - begin < _LONGEST:
        try:
            with urlopen(address, timeout=2) as answer:
                answer.read()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"the service did not answer at {address} within {_LONGEST:.0f} s")
