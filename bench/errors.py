"""``python -m bench.errors``: a page of what was missed and what was found too much, by class."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from bench.attribution import CORPORA, SCORER, Line
from bench.corpora import ROOT, available, json_lines, script
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.export import notes_lines
from onrecord.model import Article
from onrecord.pipeline import read

__all__ = ["Miss", "drawn", "main", "marked", "page"]

SHOWN = 100
_AROUND = 240  # characters shown on either side
CLASSES = {
    "unseen": "Annotated, and no statement of ours shares a word of the content",
    "boundaries": "Annotated, and our content shares words, but fewer than half of both together",
    "source": "The content is right, the source is another",
    "cue": "Content and source are right, the cue is another",
    "alarm": "Ours, and no annotated content shares a word with it",
}
PAGE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Misses on {{ corpus }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
section { border-top: 1px solid #ccc; padding: .5rem 0 } p { margin: .3rem 0; white-space: pre-line }
b { color: #555; display: inline-block; min-width: 6rem }
mark.content { background: #fff2a8 } mark.cue { background: #c9e7ff } mark.source { background: #d7f2cf }
</style>
<h1>Misses on {{ corpus }}</h1>
<p><mark class="content">content</mark> <mark class="cue">cue</mark> <mark class="source">source</mark>.
{{ total }} misses in all, {{ shown }} shown, drawn by chance within each class.</p>
{% for name, (count, misses) in classes.items() %}
<h2>{{ titles[name] }} ({{ count }})</h2>
{% for miss in misses %}<section><p><small>{{ miss.article }}</small></p>
{% if miss.wanted %}<p><b>annotated</b> {{ miss.wanted }}</p>{% endif %}
{% if miss.made %}<p><b>ours</b> {{ miss.made }}</p>{% endif %}</section>
{% endfor %}{% endfor %}
""")


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: its class, where it stands, and both sides as marked text."""

    kind: str
    article: str
    wanted: Markup | None
    made: Markup | None


def main() -> None:
    """Note a corpus and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.errors", description=__doc__)
    parser.add_argument("corpus", nargs="?", choices=sorted(CORPORA), default="polnear-dev")
    parser.add_argument("--out", type=Path, default=Path("build/errors.html"))
    options = parser.parse_args()
    if not available(CORPORA[options.corpus], SCORER):
        parser.error("the corpora are not beside the checkout; set ONRECORD_CORPORA to their folder")
    gold = ROOT / CORPORA[options.corpus]
    articles = [item for item in read([str(gold)], Config()) if isinstance(item, Article)]
    notes = {line["id"]: line for line in map(_line, notes_lines(note_all(articles, Config())))}
    misses = [miss for line in json_lines(gold) for miss in _misses(line, notes[line["id"]]["attributions"])]
    shown = drawn(misses)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(page(options.corpus, misses, shown), encoding="utf-8")
    print(f"{len(misses)} misses, {len(shown)} of them shown in {options.out}")


def drawn(misses: Sequence[Miss]) -> list[Miss]:
    """Return about ``SHOWN`` misses by chance: of each class its share, and ten at least where it has as many."""
    chance = random.Random(1)  # noqa: S311 - a sample to look at
    shown = []
    for kind in CLASSES:
        own = [miss for miss in misses if miss.kind == kind]
        share = round(SHOWN * len(own) / max(len(misses), 1))
        shown += chance.sample(own, min(len(own), max(share, 10)))
    return shown


def page(corpus: str, misses: Sequence[Miss], shown: Sequence[Miss]) -> str:
    """Return the page that shows some of the misses, by class."""
    classes = {
        kind: (sum(miss.kind == kind for miss in misses), [miss for miss in shown if miss.kind == kind])
        for kind in CLASSES
    }
    return PAGE.render(corpus=corpus, total=len(misses), shown=len(shown), classes=classes, titles=CLASSES)


def _line(text: str) -> Line:
    line: Line = json.loads(text)
    return line


def _misses(line: Line, ours: Sequence[Line]) -> Iterator[Miss]:
    scorer = script(SCORER)
    document = scorer.Document(line["text"])
    made = [(document.attribution(item), item) for item in ours if item["content"]]
    wanted = [(document.attribution(item), item) for item in line["attributions"] if item["content"]]
    for there, item in wanted:
        near = max(made, key=lambda pair: scorer.jaccard(there.content, pair[0].content), default=None)
        kind = _kind(scorer, document, there, near[0] if near else None)
        if kind:
            shown = marked(line["text"], near[1]) if near and kind != "unseen" else None
            yield Miss(kind, line["id"], marked(line["text"], item), shown)
    for here, item in made:
        if not item["inside"] and not any(here.content & there.content for there, _ in wanted):
            yield Miss("alarm", line["id"], None, marked(line["text"], item))


def _kind(scorer: Any, document: Any, wanted: Any, made: Any | None) -> str:  # noqa: ANN401 - the scorer's own types
    if made is None or not wanted.content & made.content:
        return "unseen"
    if scorer.jaccard(wanted.content, made.content) < 0.5:
        return "boundaries"
    if not (document.shares(wanted.source, made.source) if wanted.source else not made.source):
        return "source"
    return "" if wanted.cue & made.cue or not wanted.cue else "cue"


def marked(text: str, item: Line) -> Markup:
    """The statement in its surroundings, its parts marked; where parts overlap the first of them is shown."""
    parts = sorted((start, end, kind) for kind in ("source", "cue", "content") for start, end in item[kind])
    at = max(min(start for start, _, _ in parts) - _AROUND, 0)
    last = min(max(end for _, end, _ in parts) + _AROUND, len(text))
    shown = Markup("…") if at else Markup("")
    for start, end, kind in parts:
        if start >= at:
            shown += escape(text[at:start]) + Markup('<mark class="{}">{}</mark>').format(kind, text[start:end])
            at = end
    return shown + escape(text[at:last])


if __name__ == "__main__":
    main()
