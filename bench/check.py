"""Checking a draft: quotations made from the bundled articles by known operations, and how many get their verdict."""

from __future__ import annotations

import hashlib
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from bench.gate import Result
from onrecord import engine, pipeline
from onrecord.config import Config
from onrecord.language import Language
from onrecord.model import Article, Form, Notes, SpeakerKind
from onrecord.pipeline import Desk
from onrecord.record import Record
from onrecord.text import fold
from onrecord.verdicts import Checked, Remark, Report, Verdict

__all__ = ["Sample", "measure", "samples"]

EACH = 30  # quotations made by an operation, where the articles give that many
_SEED = 20180304
_SENTENCE = re.compile(r"[^.!?]+[.!?]+")
_WORD = re.compile(r"[\w’']+")
_MARKS = re.compile("[“”\"‘«»\\[\\]…]|(?<!\\w)['’]|['’](?!\\w)")
_STRANGE = ["lantern", "marzipan", "velvet", "compass", "walnut", "sparrow"]  # words in none of the articles
_GRAMMAR = (
    ["My grandmother", "Every lighthouse", "The bakery", "A violin", "Our neighbour", "This umbrella", "The orchard"],
    ["sings to", "never forgives", "borrows", "paints", "outlives", "will marry", "collects"],
    [
        "the velvet sparrow",
        "seven walnuts",
        "a marzipan cathedral",
        "the postman of Ulm",
        "forty lanterns",
        "wet chess",
    ],
    ["on moonless Thursdays", "before breakfast", "with great tenderness", "in the attic", "for no wages at all"],
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation with whom it is given to, and the verdict and remark that the operation makes right."""

    operation: str
    text: str
    speaker: str
    verdict: Verdict
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of whole sentences that a page prints of one speaker."""

    speaker: str
    sentences: tuple[str, ...]


class _Material:
    """What the articles print, to make quotations of; ``printed`` is asked by plain search, not by what is measured."""

    def __init__(self, notes: list[Notes]) -> None:
        self.random = random.Random(_SEED)  # noqa: S311 - the same quotations every time
        self.texts = [" ".join(map(fold, _WORD.findall(each.article.text))) for each in notes]
        self.raw = [each.article.text for each in notes]
        self.said = sorted({said for each in notes for said in _said(each)}, key=lambda said: said.sentences)
        self.told = sorted({told for each in notes for told in _told(each)})
        self.speakers = sorted({said.speaker for said in self.said if " " in said.speaker})
        self.turns = Language.load("en").turns
        self.random.shuffle(self.said)

    def printed(self, words: str) -> bool:
        """Whether any article prints words in this order with nothing between."""
        return any(f" {' '.join(map(fold, _WORD.findall(words)))} " in f" {text} " for text in self.texts)

    def printed_whole(self, words: str) -> bool:
        """Whether any article prints words as a sentence or a quotation of their own."""
        pattern = r"[\W_]+".join(map(re.escape, _WORD.findall(words)))
        whole = re.compile(rf"(?:^|[.!?:“”\"‘’'\n]\s?){pattern}(?=[,.]?[.!?“”\"‘’'\n]|$)", re.IGNORECASE)
        return any(whole.search(text) for text in self.raw)

    def sentences(self, least: int) -> Iterator[tuple[str, str]]:
        """Yield speaker and sentence, each once."""
        found = {sentence: said.speaker for said in self.said for sentence in said.sentences}
        for sentence, speaker in found.items():
            if len(_WORD.findall(sentence)) >= least:
                yield speaker, sentence

    def stretches(self) -> Iterator[tuple[str, str]]:
        """Yield speaker and one sentence, or two that are printed one after the other."""
        for said in self.said:
            for number, sentence in enumerate(said.sentences):
                both = f"{said.sentences[number - 1]} {sentence}" if number else sentence
                for words in dict.fromkeys((sentence, both)):
                    if len(_WORD.findall(words)) >= 5:
                        yield said.speaker, words


def _said(notes: Notes) -> Iterator[_Said]:
    named = {speaker.name for speaker in notes.speakers if speaker.kind is not SpeakerKind.UNNAMED}
    for statement in notes.statements:
        if statement.form is Form.DIRECT and statement.speaker in named and statement.inside is None:
            for span in statement.spans:
                words = span.of(notes.article.text).strip("“”\"‘’' \n")
                words = re.sub(r",$", ".", words)
                sentences = tuple(found.group().strip() for found in _SENTENCE.finditer(words))
                if sentences and not _MARKS.search(words) and "\n" not in words:
                    yield _Said(statement.speaker or "", sentences)


def _told(notes: Notes) -> Iterator[tuple[str, str]]:
    for statement in notes.statements:
        for span in statement.spans if statement.form is Form.INDIRECT and not statement.attitude else ():
            words = span.of(notes.article.text).removeprefix("that ")
            if len(_WORD.findall(words)) >= 6 and not _MARKS.search(words) and statement.speaker and "\n" not in words:
                yield statement.speaker, words


_Made = Iterator[Sample]


def _verbatim(have: _Material) -> _Made:
    for speaker, words in have.stretches():
        yield Sample("verbatim", words, speaker, Verdict.VERBATIM)


def _misattributed(have: _Material) -> _Made:
    for speaker, words in have.sentences(5):
        wrong = have.random.choice([each for each in have.speakers if not set(each.split()) & set(speaker.split())])
        if not have.printed(words.split(".")[0]) or sum(words[:-1] in text for text in have.raw) > 1:
            continue
        yield Sample("other speaker", words, wrong, Verdict.VERBATIM, Remark.OTHER_SPEAKER)


def _typography(have: _Material) -> _Made:
    for speaker, words in have.stretches():
        changed = have.random.choice([words.replace(",", "", 1), words.upper(), words.replace(", ", " – ", 1)])
        if changed != words:
            yield Sample("typography", changed, speaker, Verdict.TYPOGRAPHY)


def _trimmed(have: _Material) -> _Made:
    for speaker, sentence in have.sentences(8):
        words = sentence.split()
        less = have.random.randint(2, len(words) - 5)
        first = have.random.choice([0, less])
        kept = " ".join(words[first : len(words) - less + first]).rstrip(".,;!?")
        after = [fold(word) for word in _WORD.findall(" ".join(words[len(words) - less + first :]))]
        before = [fold(word) for word in _WORD.findall(" ".join(words[:first]))]
        limited = have.turns.limit(after, opens=False) or any(map(have.turns.negates, before))
        if not limited and not have.printed_whole(kept):
            yield Sample("trimmed", kept, speaker, Verdict.TRIMMED)


def _turned(have: _Material) -> _Made:
    """Cut right behind a negation."""
    for speaker, sentence in have.sentences(6):
        words = sentence.split()
        for at in range(len(words) - 4):
            kept = " ".join(words[at + 1 :]).rstrip(".,;!?")
            if have.turns.negates(fold(words[at])) and not have.printed_whole(kept):
                yield Sample("trimmed, negation", kept, speaker, Verdict.REWORDED, Remark.NEGATION)


def _cut(have: _Material) -> _Made:
    for speaker, sentence in have.sentences(6):
        words = sentence.split()
        for at in range(4, len(words)):
            if have.turns.limit([fold(word) for word in words[at:]], opens=False):
                for first in range(at - 3):
                    kept = " ".join(words[first:at]).rstrip(",")
                    if not have.printed_whole(kept):
                        yield Sample("cut", kept, speaker, Verdict.CUT, Remark.LIMIT)


def _shortened(have: _Material, marks: list[str], verdict: Verdict) -> _Made:
    for speaker, sentence in have.sentences(11):
        words = sentence.split()
        count = have.random.randint(3, min(6, len(words) - 8))
        at = have.random.randint(4, len(words) - 4 - count)
        mark = have.random.choice(marks)
        shortened = " ".join([*words[:at], *([mark] if mark else []), *words[at + count :]])
        if not have.printed(shortened):
            yield Sample(verdict.value, shortened, speaker, verdict)


def _bracketed(have: _Material) -> _Made:
    for speaker, sentence in have.sentences(9):
        words = sentence.split()
        at = have.random.randint(0, len(words) - 5)
        words[at : at + 1] = have.random.choice([["[the inspectors]"], [words[at], "[he meant the mine]"]])
        yield Sample("bracketed", " ".join(words), speaker, Verdict.BRACKETED)


def _reordered(have: _Material) -> _Made:
    for said in have.said:
        for first in range(len(said.sentences)):
            for second in range(first + 1, min(first + 3, len(said.sentences))):
                pair = said.sentences[second], said.sentences[first]
                if min(len(_WORD.findall(sentence)) for sentence in pair) >= 4 and not have.printed(" ".join(pair)):
                    yield Sample("reordered", " ".join(pair), said.speaker, Verdict.REORDERED)


def _reworded(have: _Material) -> _Made:
    for speaker, sentence in have.sentences(8):
        words = sentence.split()
        plain = [at for at in range(1, len(words) - 1) if words[at].islower() and words[at].isalpha()]
        at = have.random.choice(plain)
        if not have.turns.counts(words[at]) and not have.turns.negates(words[at]):
            changed = [*words[:at], have.random.choice(_STRANGE), *words[at + 1 :]]
            yield Sample("reworded", " ".join(changed), speaker, Verdict.REWORDED)


def _louder(have: _Material) -> _Made:
    for speaker, sentence in have.sentences(6):
        words = sentence.split()
        for at in range(1, len(words) - 1):
            folded = fold(words[at].strip(",.;"))
            if have.turns.counts(folded):
                other, remark = ["seventeen"], Remark.NUMBER
            elif have.turns.negates(folded):
                other, remark = [], Remark.NEGATION
            elif words[at][0].isupper() and words[at - 1][-1].isalpha() and folded not in {"i", "mr"}:
                other, remark = ["Belmont" + words[at][len(words[at].rstrip(",.;")) :]], Remark.NAME
            else:
                continue
            changed = " ".join([*words[:at], *other, *words[at + 1 :]])
            if not have.printed(changed):
                yield Sample(f"reworded, {remark}", changed, speaker, Verdict.REWORDED, remark)


def _spliced(have: _Material) -> _Made:
    sentences = list(have.sentences(6))
    for _ in range(10 * EACH):
        (one, first), (two, second) = have.random.sample(sentences, 2)
        if not set(one.split()) & set(two.split()):
            yield Sample("spliced", f"{first} {second}", one, Verdict.SPLICED, Remark.OTHER_SPEAKER)


def _indirect(have: _Material) -> _Made:
    for speaker, words in have.told:
        if not any(re.search(rf"[“\"‘'][^“”\"]*{re.escape(words[:30])}", text) for text in have.raw):
            yield Sample("indirect", words[0].upper() + words[1:], speaker, Verdict.INDIRECT)


def _invented(have: _Material) -> _Made:
    vocabulary = sorted({word for text in have.texts for word in text.split() if word.isalpha()})
    for number in range(3 * EACH):
        text = " ".join(have.random.choice(part) for part in _GRAMMAR) + "."
        if number % 2:
            text = " ".join(have.random.sample(vocabulary, 10)).capitalize() + "."
        yield Sample("invented", text, have.random.choice(have.speakers), Verdict.ABSENT)


_OPERATIONS: tuple[Callable[[_Material], _Made], ...] = (
    _verbatim,
    _misattributed,
    _typography,
    _trimmed,
    _turned,
    _cut,
    partial(_shortened, marks=["…", "...", "[…]", "[...]"], verdict=Verdict.ELIDED),
    partial(_shortened, marks=[""], verdict=Verdict.DROPPED),
    _bracketed,
    _reordered,
    _reworded,
    _louder,
    _spliced,
    _indirect,
    _invented,
)


def samples(notes: list[Notes]) -> list[Sample]:
    """Return the quotations made from articles: at most 30 by each operation, the same ones every time."""
    have = _Material(notes)
    made = []
    for operation in _OPERATIONS:
        found = list(dict.fromkeys(operation(have)))
        have.random.shuffle(found)
        made += found[:EACH]
    return made


def measure() -> Result:
    """Check one draft with all quotations against a record of the bundled articles; figures are shares in [0, 1].

    ``nothing invented is on record`` is the share of invented quotations that are called absent, ``unchanged`` that of
    verbatim ones called verbatim, ``right speaker`` that of rightly given ones without a note on the speaker. The
    others are by operation: right are verdict and remark.
    """
    with as_file(files("onrecord") / "examples") as folder, tempfile.TemporaryDirectory() as place:
        paths = sorted(path for path in folder.iterdir() if path.suffix in {".html", ".jsonl", ".txt"})
        config, desk = Config(workers=1), Desk.load(Config())
        with Record.open(Path(place) / "bench.db", create=True) as record:
            engine.add(pipeline.read(map(str, paths), config), record, config, lambda _: None)
            made = samples(list(record.all_notes()))
            draft = "\n\n".join(f"{one.speaker} said: “{one.text}”" for one in made)
            article = Article(Article.id_of(draft, None, None), draft, origin="the bench's draft")
            report = engine.check_draft(article, record, config, desk)
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    return Result("check", digest, _figures(made, report), _found(made, report))


def _figures(made: list[Sample], report: Report) -> dict[str, float]:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for sample, checked in zip(made, report.checked, strict=True):
        right[sample.operation].append(_is_right(sample, checked))
        right["accuracy"].append(sample.verdict is checked.verdict)
        if sample.operation in {"verbatim", "invented"}:
            right["unchanged" if sample.operation == "verbatim" else "nothing invented is on record"].append(
                sample.verdict is checked.verdict
            )
        if sample.verdict is not Verdict.ABSENT and sample.remark is not Remark.OTHER_SPEAKER:
            right["right speaker"].append(all(note.remark is not Remark.OTHER_SPEAKER for note in checked.notes))
    figures = {name: sum(each) / len(each) for name, each in sorted(right.items())}
    return {**figures, "quotations, in thousands": len(made) / 1000}


def _is_right(sample: Sample, checked: Checked) -> bool:
    remarks = {note.remark for note in checked.notes}
    return sample.verdict is checked.verdict and (sample.remark is None or sample.remark in remarks)


def _found(made: list[Sample], report: Report) -> dict[str, str]:
    return {
        f"{sample.operation} {sample.text}": f"{sample.operation}: {sample.text[:80]}"
        for sample, checked in zip(made, report.checked, strict=True)
        if _is_right(sample, checked)
    }
