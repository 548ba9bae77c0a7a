"""Words noted per CPU-second, beside the plain spaCy pipeline on the same text in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files

from onrecord.config import Config
from onrecord.model import Article
from onrecord.parse import load_pipeline
from onrecord.pipeline import Desk, note, read

__all__ = ["report"]

ROUNDS = 12


def report() -> str:
    """Return one line with both speeds and their ratio; the ratio is what compares between machines."""
    desk, plain_pipeline = Desk.load(Config(workers=1)), load_pipeline()
    folder = str(files("onrecord") / "examples")
    articles = [item for item in read([folder], desk.config) if isinstance(item, Article)]
    words = sum(len(article.text.split()) for article in articles)

    def spacy_alone() -> None:
        for article in articles:
            plain_pipeline(article.text)

    def noting() -> None:
        for article in articles:
            note(article, desk)

    rounds = [(_cpu(spacy_alone), _cpu(noting)) for _ in range(ROUNDS)]  # in turn: other work slows down both alike
    plain, own = (words * ROUNDS / sum(seconds) for seconds in zip(*rounds, strict=True))
    return f"\nspeed: {own:,.0f} words noted per CPU-second, spaCy alone {plain:,.0f}: ratio {own / plain:.2f}"


def _cpu(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
