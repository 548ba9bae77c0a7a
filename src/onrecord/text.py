"""Characters and what stands between them: words, paragraphs and quotation marks, always as offsets into the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from onrecord.model import Span

__all__ = [
    "DOUBLE_MARKS",
    "SINGLE_MARKS",
    "Quotation",
    "SpanIndex",
    "Word",
    "blanked",
    "by_numbers",
    "fold",
    "folded",
    "paragraphs",
    "quotations",
    "quoted_spans",
    "trim",
    "unmarked",
    "word_edges",
    "word_offsets",
    "words",
]

DOUBLE_MARKS = frozenset('"“”„‟«»＂')
SINGLE_MARKS = frozenset("'‘’‚‛‹›`´")
_MARK = re.compile(f"[{re.escape(''.join(sorted(DOUBLE_MARKS | SINGLE_MARKS)))}]")
_APOSTROPHES = re.compile("[‘’‛`´ʼ＇]")
_WORD = re.compile(r"\w+(?:['’‘ʼ.]\w+)*")
_NUMBERS = re.compile(r"(\d+)")
_VISIBLE = re.compile(r"[^\n]")
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_BEFORE_OPENING = frozenset(" \t\u00a0\n([{<—–-/:;,.…|") | DOUBLE_MARKS | SINGLE_MARKS
_TYPED_DOUBLE = re.compile(r"(?<!['`])(?:''|``)(?!['`])")
_SINGLE_CLOSING = re.compile(r"['‘’‚‛‹›`´](?!\w)(?<!\s.)")
# What becomes of each ASCII character where words are told apart without looking at each: letters lose their case,
# joining characters stay, everything else is a blank. Above ASCII these characters alone can be written in it.
_BLANK = ord(" ")
_PLAIN = bytes(
    ord(char.lower()) if char.isalnum() or char in "_'." else _BLANK for char in map(chr, range(128))
) + bytes(128)
_IN_ASCII = (("’", "'"), ("‘", "'"), *((mark, " ") for mark in "“”…—–\u00a0«»"))
# Where a joining character joins nothing.
_LOOSE = (b"..", b".'", b"'.", b"''", b". ", b" .", b"' ", b" '")
_LOOSE_STOPS = tuple(loose for loose in _LOOSE if b"'" not in loose)
# Longest quotation in single marks, in characters; an apostrophe is not taken for an opening mark beyond it.
_LONGEST_SINGLE = 1000
# Words printed with a leading apostrophe, which is no opening mark.
_CLIPPED = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|bout|n|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands, and its ``folded`` form for comparing."""

    span: Span
    folded: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks, marks included.

    ``spans`` has one span a paragraph: a quotation that runs over paragraphs repeats its opening mark in each.
    ``level`` is 0 for an outermost quotation, 1 for one inside it. ``closed`` is false where no closing mark was found
    and the quotation was ended with its paragraph.
    """

    spans: tuple[Span, ...]
    level: int
    closed: bool

    @property
    def start(self) -> int:
        """Offset of the first opening mark."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset after the last mark."""
        return self.spans[-1].end


class SpanIndex:
    """Spans that can be asked which of them overlap another, however many they are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def overlapping(self, span: Span) -> list[Span]:
        """Return the spans that share a character with ``span``, in text order, outer before inner."""
        number = bisect_left(self._starts, span.end)
        found: list[Span] = []
        while number and self._reach[number - 1] > span.start:
            number -= 1
            if self._spans[number].end > span.start:
                found.append(self._spans[number])
        return found[::-1]


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return ``word`` as compared: one kind of apostrophe, no full stops inside, no case."""
    if word.isalnum():
        return word.casefold()
    return _APOSTROPHES.sub("'", word).replace(".", "").casefold()


def unmarked(word: str) -> str:
    """Return ``word`` folded and without diacritics, as pages print names that have them elsewhere."""
    parts = unicodedata.normalize("NFKD", fold(word))
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str, span: Span | None = None) -> Iterator[Word]:
    """Yield the words of ``text`` (of ``span`` in it): letter and digit runs, joined by an inner apostrophe or dot."""
    start, end = (span.start, span.end) if span else (0, len(text))
    for found in _WORD.finditer(text, start, end):
        yield Word(Span(found.start(), found.end()), fold(found.group()))


def folded(text: str, span: Span | None = None) -> list[str]:
    """Return the folded forms of the words of ``text`` (of ``span`` in it), as :func:`words` tells them but faster."""
    part = text[span.start : span.end] if span else text
    line = _plain(part)
    if line is None:
        return list(map(fold, _WORD.findall(part)))
    return line.replace(b".", b"").decode().split()


def word_offsets(text: str, span: Span) -> list[tuple[int, int]]:
    """Return start and end of each word in ``span``, as :func:`words` tells them but faster."""
    return list(zip(*word_edges(text, span), strict=True))


def word_edges(text: str, span: Span) -> tuple[list[int], list[int]]:
    """Return where each word in ``span`` starts, and where each ends."""
    import numpy as np  # noqa: PLC0415 - most commands start without it

    line = _plain(text[span.start : span.end])
    if line is None:
        found = list(_WORD.finditer(text, span.start, span.end))
        return [word.start() for word in found], [word.end() for word in found]
    is_word = np.frombuffer(line, np.uint8) != _BLANK
    edges: list[int] = ((is_word[1:] != is_word[:-1]).nonzero()[0] + span.start).tolist()
    return edges[::2], edges[1::2]


def _plain(part: str) -> bytes | None:
    """Return the words of a text in small letters, each character in its place after a first blank, all else blank.

    ``None`` if it cannot be written in ASCII. Characters that join parts of a word ("don't", "U.S") are left in it.
    """
    if not part.isascii():
        for mark, plain in _IN_ASCII:
            part = part.replace(mark, plain)
        if not part.isascii():
            return None
    line = f" {part} ".encode().translate(_PLAIN)
    for loose in _LOOSE if b"'" in line else _LOOSE_STOPS:
        line = line.replace(loose, b"  ")
    return line


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of ``text``: its lines that are not blank, without blanks at either end."""
    for found in _PARAGRAPH.finditer(text):
        yield Span(found.start(), found.end())


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` with blanks in place of every character of ``spans`` but line ends, so that offsets stay."""
    parts, at = [], 0
    for span in sorted(spans):
        start = max(at, span.start)
        parts += [text[at:start], _VISIBLE.sub(" ", text[start : span.end])]
        at = max(at, span.end)
    return "".join([*parts, text[at:]])


def by_numbers(place: str) -> list[tuple[int, str]]:
    """Return what sorts names by the numbers in them, however long: "line 2" before "line 12"."""
    parts = enumerate(_NUMBERS.split(place))
    return [(len(part.lstrip("0")), part.lstrip("0")) if number % 2 else (0, part) for number, part in parts]


def trim(text: str, start: int, end: int) -> Span | None:
    """Return [start, end) without blanks at its ends, or ``None`` where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@dataclass(slots=True)
class _Open:
    """A mark that waits for its closing one."""

    start: int
    double: bool
    level: int
    ended: int = 0  # after a single mark that would end it if no double one comes


class _ParagraphMarks:
    """Pairs the marks of one paragraph; never fails, whatever the marks.

    Curly and straight marks are read alike by where they stand (after a blank they open, after a letter they close),
    so a quotation opened by one kind and closed by another is still one quotation; a double mark that nothing closes
    is closed by a single one behind a comma or full stop. Accepted gaps: a straight mark between two blanks counts as
    whichever kind is wanted; what a single mark opens no double one closes.
    """

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.stack: list[_Open] = []
        self.found: list[tuple[Span, int, bool]] = []  # span, level, closed

    @cached_property
    def closing(self) -> list[int]:
        """Where a single mark stands that can close."""
        return [found.start() for found in _SINGLE_CLOSING.finditer(self.text, self.span.start, self.span.end)]

    def scan(self) -> list[tuple[Span, int, bool]]:
        """Return every quotation of the paragraph as (span, level, closed), in order of closing."""
        doubled = -1  # the second half of a double mark typed as two single ones
        for found in _MARK.finditer(self.text, self.span.start, self.span.end):
            at = found.start()
            if at == doubled:
                continue
            if found.group() in DOUBLE_MARKS:
                self._double(at, 1)
            elif _TYPED_DOUBLE.match(self.text, at, self.span.end):
                self._double(at, 2)
                doubled = at + 1
            else:
                self._single(at)
        self._close_unended(self.span.end)
        return self.found

    def _opens(self, at: int, width: int = 1) -> bool:
        """Whether the place looks like that of an opening mark of ``width`` characters."""
        before = self.text[at - 1] if at > self.span.start else " "
        after = self.text[at + width] if at + width < self.span.end else " "
        return before in _BEFORE_OPENING and not after.isspace() and after not in ",.;:!?)"

    def _double(self, at: int, width: int) -> None:
        mark = self.text[at]
        is_open = bool(self.stack) and any(waiting.double for waiting in self.stack)
        if mark in "“„«":
            opens = self._opens(at) or not is_open
        elif mark in "”»":
            opens = not is_open and self._opens(at)
        else:
            opens = self._opens(at, width) and not (is_open and self._closes_here(at))
        if opens:
            self._push(at, double=True)
        elif is_open:
            self._pop(at + width, double=True)

    def _closes_here(self, at: int) -> bool:
        """Whether a straight mark that could open rather closes: it follows sentence punctuation directly."""
        before = self.text[at - 1] if at > self.span.start else " "
        return not before.isspace() and before not in "([{—–"

    def _single(self, at: int) -> None:
        text, is_open = self.text, any(not waiting.double for waiting in self.stack)
        before = text[at - 1] if at > self.span.start else " "
        after = text[at + 1] if at + 1 < self.span.end else " "
        if before.isalnum() and after.isalnum():
            return  # an apostrophe
        heads_word = before.isspace() or before in DOUBLE_MARKS or before in SINGLE_MARKS
        if heads_word and ((text[at] == "’" and after.isalnum()) or _CLIPPED.match(text, at)):
            return  # an apostrophe too: ’em, ’tis
        if is_open and before in ".,;!?…":
            self._pop(at + 1, double=False)
        elif self.stack and not is_open and self._may_end(before, after):
            self.stack[-1].ended = self.stack[-1].ended or at + 1 + (after in SINGLE_MARKS)
        elif self._opens(at) and not _CLIPPED.match(text, at) and text[at] != "’":
            if self._single_closes_later(at):
                self._push(at, double=False)
        elif is_open and not (before in "sS" and after.isspace() and self._single_closes_later(at)):
            self._pop(at + 1, double=False)

    @staticmethod
    def _may_end(before: str, after: str) -> bool:
        """Whether a single mark stands beside a comma or full stop, where a quotation may end, not as a genitive."""
        return not after.isalnum() and (before in ".,!?…" or (after in ",.!?" and before not in "sS"))

    def _single_closes_later(self, at: int) -> bool:
        """Whether a single mark that can close stands later in the paragraph, in the double quotation it is in."""
        number = bisect_right(self.closing, at)
        if number == len(self.closing) or self.closing[number] > at + _LONGEST_SINGLE:
            return False
        inner = 0
        for mark in self.text[at + 1 : self.closing[number]]:
            inner += (mark in "“„«") - (mark in "”»")
            if inner < 0:
                return False
        return True

    def _push(self, at: int, *, double: bool) -> None:
        if double and any(waiting.double for waiting in self.stack) and not self._inside_single():
            self._close_unended(at)
        self.stack.append(_Open(at, double, len(self.stack)))

    def _inside_single(self) -> bool:
        return bool(self.stack) and not self.stack[-1].double

    def _close_unended(self, at: int) -> None:
        """End everything open before ``at``, where a new outermost quotation begins or the paragraph ends."""
        while self.stack:
            waiting = self.stack.pop()
            span = trim(self.text, waiting.start, waiting.ended or at)
            if span and waiting.double:
                self.found.append((span, waiting.level, bool(waiting.ended)))

    def _pop(self, end: int, *, double: bool) -> None:
        """Close the newest open mark of a kind, and drop what was opened inside it and never closed."""
        while self.stack:
            waiting = self.stack.pop()
            if waiting.double == double:
                self.found.append((Span(waiting.start, end), waiting.level, True))
                return


def quotations(text: str) -> list[Quotation]:
    """Find every quotation of ``text``, outer before inner, in text order; never raises.

    A quotation left open at the end of a paragraph goes on in the next one if that opens with a mark again.
    """
    found: list[Quotation] = []
    running: list[Span] = []  # the spans of a quotation still open at the end of the paragraph before
    for paragraph in paragraphs(text):
        marks = sorted(_ParagraphMarks(text, paragraph).scan(), key=lambda item: (item[0].start, -item[0].end))
        first = marks[0][0].start if marks else -1
        if running and (first != paragraph.start or text[first] in SINGLE_MARKS):
            found.append(Quotation(tuple(running), 0, closed=False))
            running = []
        for span, level, closed in marks:
            whole = (*running, span) if running and span.start == paragraph.start and level == 0 else (span,)
            if level == 0 and not closed and span.end == paragraph.end:
                running = list(whole)
                continue
            if len(whole) > 1:
                running = []
            found.append(Quotation(whole, level, closed))
    if running:
        found.append(Quotation(tuple(running), 0, closed=False))
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def quoted_spans(text: str, within: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans of all quotations of those paragraphs of ``text`` that a span of ``within`` touches."""
    seen = 0
    for span in sorted(within):
        start = max(seen, text.rfind("\n", 0, span.start) + 1)
        end = text.find("\n", span.end)
        seen = max(seen, len(text) if end < 0 else end)
        for paragraph in _PARAGRAPH.finditer(text, start, seen):
            for quoted, _, _ in _ParagraphMarks(text, Span(*paragraph.span())).scan():
                yield quoted
