"""The size budget: `python tests/budget.py` prints what is over a limit, and the figures of the whole.

Limits: 400 lines a module, 500 a test file, 60 a function, 50 a test. Complexity and arguments are ruff's part.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE, TEST_MODULE, FUNCTION, TEST_FUNCTION = 400, 500, 60, 50


def files() -> list[Path]:
    """Every Python file of the project that git tracks or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for path in map(Path, listed.splitlines()) if path.exists() and "migrations/versions" not in str(path)]


def functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Name, line and length of every function in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> int:
    """Print what is over the budget; the number of such places."""
    over, modules, lengths = [], [], []
    for path in files():
        is_test = path.parts[0] == "tests"
        lines = len(path.read_text().splitlines())
        if lines > (TEST_MODULE if is_test else MODULE):
            over.append(f"{path}: {lines} lines")
        for name, line, length in functions(path):
            if length > (TEST_FUNCTION if is_test else FUNCTION):
                over.append(f"{path}:{line}: {name} has {length} lines")
            if not is_test:
                lengths.append(length)
        if not is_test and lines:
            modules.append(lines)
    print("\n".join(over) or "size budget: nothing over")
    for what, sizes in (("module", modules), ("function", lengths)):
        ninth = statistics.quantiles(sizes, n=10)[-1]
        print(f"{what} lines: median {statistics.median(sizes):.0f}, p90 {ninth:.0f}, longest {max(sizes)}")
    return len(over)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
