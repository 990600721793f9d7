"""How long a service takes from its start to its first answer, and how much memory it holds then."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import psutil

_LONGEST = 30.0


def start_up() -> tuple[float, float]:
    """Seconds until `/health` answers, and megabytes of resident memory after an answer, of `thuisbericht serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.sqlite"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("THUISBERICHT_")},
            "THUISBERICHT_DATABASE_URL": f"sqlite:///{database}",
            "PORT": str(port),
        }
        begin = time.perf_counter()
        command = [str(Path(sys.executable).with_name("thuisbericht")), "serve"]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _wait_for(f"http://127.0.0.1:{port}/health", begin)
                seconds = time.perf_counter() - begin
                urlopen(f"http://127.0.0.1:{port}/nl/search?q=briefadres").read()
                memory = psutil.Process(process.pid).memory_info().rss / 1e6
            finally:
                process.terminate()
    return seconds, memory


def _wait_for(address: str, begin: float) -> None:
    while time.perf_counter() - begin < _LONGEST:
        try:
            with urlopen(address, timeout=2) as answer:
                answer.read()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"the service did not answer at {address} within {_LONGEST:.0f} s")
