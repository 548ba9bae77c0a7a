"""The short form of the kill bench: additions that are killed while others read, then finished."""

import json
import time

import pytest
from bench import resume

NAMES = ("Ada Vinn", "Oskar Lind", "Rolf Tamsen")


def articles():
    """Small pages, every third printing the same words."""
    for number in range(24):
        said = f"“The ferry sails at noon and not before,” {NAMES[number % 3]} said in town {number}."
        yield {"id": str(number), "text": said, "outlet": f"Paper {number % 7}", "published": "2031-05-04"}


@pytest.mark.door
def test_killed_additions_end_in_the_record_of_one_that_was_not(tmp_path):
    source, whole = tmp_path / "articles.jsonl", tmp_path / "whole.db"
    source.write_text("".join(json.dumps(article) + "\n" for article in articles()))
    start = time.monotonic()
    resume._add(source, whole)
    outcome = resume.through_kills(source, whole, tmp_path / "killed.db", 3, time.monotonic() - start)
    assert (outcome.kills, outcome.same, outcome.damages, outcome.asked.errors) == (3, True, (), [])
    assert outcome.asked.requests > 20
