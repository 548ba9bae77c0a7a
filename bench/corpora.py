"""Where the material for measuring lies; it is no part of the project and may be absent."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["ROOT", "available", "fingerprint", "json_lines", "script"]

ROOT = Path(os.environ.get("ONRECORD_CORPORA", Path(__file__).resolve().parents[2] / "shared"))


def available(*names: str) -> bool:
    """Whether every one of ``names`` (paths below the root) is there."""
    return all((ROOT / name).exists() for name in names)


def fingerprint(*names: str) -> str:
    """Return the SHA-256 over the bytes of corpora, in the order given."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def script(name: str) -> ModuleType:
    """Return a script that lies beside the corpora as a module.

    Raises:
        FileNotFoundError: if there is none of that name.
    """
    spec = importlib.util.spec_from_file_location(Path(name).stem, ROOT / name)
    if spec is None or spec.loader is None or not (ROOT / name).exists():
        raise FileNotFoundError(ROOT / name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
