"""``python -m bench.served RECORD``: how long the pages of a record take, kind by kind, for one client.

30 addresses of each kind, drawn with a fixed seed; of every kind the first answer apart, as what is made of the whole
record is made then. Milliseconds of processor time and by the clock; the record is only read.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from onrecord.model import Stance
from onrecord.record import Record
from onrecord.text import folded
from onrecord.web.app import create_app

__all__ = ["main"]

_DRAWN = 30
_SEED = 7


def main() -> int:
    """Return 1 if a page is not served."""
    parser = argparse.ArgumentParser(prog="python -m bench.served", description=__doc__)
    parser.add_argument("record", type=Path, help="a record that onrecord add has made")
    options = parser.parse_args()
    bad = 0
    with Record.open(options.record, readonly=True) as record:
        client = TestClient(create_app(record), base_url="http://127.0.0.1")
        print("page: median and 95th of 100, first · by the clock (ms)")
        for kind, addresses in _addresses(record).items():
            spent = [_timed(client, address) for address in addresses]
            bad += sum(code != 200 for *_, code in spent)
            processor, clock = ([one[at] for one in spent] for at in (0, 1))
            print(f"{kind}: {_told(processor)} · {_told(clock)}", flush=True)
    return int(bad > 0)


def _addresses(record: Record) -> dict[str, list[str]]:
    """What is asked, by the kind of page."""
    dice = random.Random(_SEED)  # noqa: S311 - which pages are asked for, no secret
    articles = [entry.id for entry in record.articles(1_000_000)]
    drawn = [record.notes(key) for key in dice.sample(articles, min(_DRAWN, len(articles)))]
    people = sorted({one.speaker for notes in drawn for one in notes.statements if one.speaker})
    words = [word for notes in drawn for word in folded(notes.article.text) if len(word) > 4]
    stories = [story.id for story in record.stories()]

    def some(form: str, values: Sequence[str]) -> list[str]:
        return [form.format(quote(value, safe="")) for value in dice.sample(values, min(_DRAWN, len(values)))]

    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return {
        "first page": ["/"] * _DRAWN,
        "list of articles": some("/articles?after={}", articles),
        "article": some("/article/{}", articles),
        "utterance": some("/utterance/{}", [one.id for one in record.utterances(1_000)]),
        "person": some("/person/{}", people),
        "person with one stance": some("/person/{}?stance=" + Stance.DENY.value, people),
        "search": some("/find?q={}", words),
        "search for two words": some("/find?q={}", pairs),
        "findings": ["/findings"] * _DRAWN,
        "who prints what": ["/coverage"] * _DRAWN,
        "said and printed": ["/timeline"] * _DRAWN,
        "list of stories": ["/stories"] * _DRAWN,
        "story": some("/story/{}", stories),
    }


def _timed(client: TestClient, address: str) -> tuple[float, float, int]:
    processor, clock = time.process_time(), time.perf_counter()
    code = client.get(address).status_code
    return 1e3 * (time.process_time() - processor), 1e3 * (time.perf_counter() - clock), code


def _told(spent: Sequence[float]) -> str:
    ordered = sorted(spent)
    return f"{ordered[len(ordered) // 2]:.0f}, {ordered[int(len(ordered) * 0.95) - 1]:.0f} ({spent[0]:.0f})"


if __name__ == "__main__":
    raise SystemExit(main())
