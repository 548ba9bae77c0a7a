"""Of how many statements of real news the speaker is known."""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from pathlib import Path

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.model import Article, Form
from onrecord.pipeline import read

__all__ = ["FILES", "measure"]

FILES = ("data/abp/russia.jsonl.gz",)
_ARTICLES = 40
_SEED = 97


def measure() -> Result:
    """Note articles drawn at random; ``all`` and ``direct`` are the shares of statements with a speaker.

    A speaker is a name, or the description of somebody unnamed; a document whose author the page does not tell counts
    too. What is left has no source on the page (mostly the passive: "is expected"), or one that is not resolved:
    ``sourced`` is the share among statements that have a source or quoted words.
    """
    with gzip.open(ROOT / FILES[0], "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(_SEED).shuffle(rows)  # noqa: S311 - a draw that anybody can repeat
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows[:_ARTICLES]), encoding="utf-8")
        articles = [one for one in read([str(path)], Config()) if isinstance(one, Article)]
    told = [one for notes in note_all(articles, Config()) for one in notes.statements]
    parts = {
        "all": told,
        "direct": [one for one in told if one.form is Form.DIRECT],
        "sourced": [one for one in told if one.source or one.form is not Form.INDIRECT],
    }
    figures = {name: sum(bool(one.speaker or one.document) for one in part) / len(part) for name, part in parts.items()}
    return Result("news-known", fingerprint(*FILES), figures, {})
