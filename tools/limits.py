"""Checks that no source file is longer than a reader can hold in mind."""

import sys
from pathlib import Path

LONGEST = 400


def too_long(root: Path) -> list[str]:
    """Return a line for every Python file below ``root`` that has more than ``LONGEST`` lines."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sorted(root.rglob("*.py"))}
    return [f"{path}: {count} lines, at most {LONGEST}" for path, count in lines.items() if count > LONGEST]


if __name__ == "__main__":
    found = [line for folder in ("src", "tests", "bench", "tools") for line in too_long(Path(folder))]
    sys.exit("\n".join(found) or 0)
