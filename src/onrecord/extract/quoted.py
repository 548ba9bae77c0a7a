"""Statements in quotation marks: each quotation with the tag that gives it to somebody.

A *tag* is the narration beside a quotation that holds its reporting verb: behind it ("…," she said), before it (He
said: "…") or between two of its parts. The parse is not trusted across quotation marks, so tags are found by reading
the tokens beside the marks. Accepted gaps: a tag more than ``REACH`` tokens away is not seen; a quotation of fewer
than ``ALONE`` words that is no sentence and has no tag counts as a phrase of the narration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from onrecord.extract.draft import Draft
from onrecord.extract.spans import cue_span, quoting_verb, source_of, source_span, span_between, subject_of
from onrecord.language.cues import Frame
from onrecord.model import Span, Stance
from onrecord.parse import Parsed
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS, Quotation, words

__all__ = ["quote_drafts"]

REACH = 30
ALONE = 4
_LINE = 6  # words of a quotation alone on its line that are no title
_COLON_REACH = 10
_SHORTEST_SENTENCE = 2
_SIGNATURE = re.compile(
    r"\s{0,3}(?P<dash>[―–—-]{1,2})\s?(?P<name>[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,4})[^\S\n]*(?=\n|,|$)"
)
_ENDS_SPEECH = frozenset(",.?!…—–-;")
_INDEFINITE = frozenset({"a", "an", "another"})  # open the description of somebody not told of before
_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it"})
# What may stand right before a quotation that is a whole content; behind other small words it is part of a clause.
_BEFORE_WHOLE = frozenset({"ADJ", "ADV", "AUX", "NOUN", "NUM", "PRON", "PROPN", "PUNCT", "VERB", "SPACE"})
_NAMING = frozenset({"ADJ", "DET", "NOUN", "PROPN"})
_MARKS = "".join(DOUBLE_MARKS | SINGLE_MARKS) + " "
_STOPS = frozenset(".!?;")
_DASHES = frozenset({"-", "--", "–", "—"})
# What of a tag says to whom or when; and words between what somebody is called and their name.
_PARTICULARS = frozenset({"dobj", "dative", "npadvmod", "prep"})
_BESIDE = 4
_SIDE_CLAUSES = frozenset({"relcl", "acl", "advcl", "amod", "xcomp", "pcomp", "compound"})


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quotation among its neighbours, with the token numbers next to its marks."""

    quotation: Quotation
    before: int  # number of the last token before it, -1 at the start of the text
    after: int  # number of the first token behind it


def quote_drafts(parsed: Parsed, quotations: Sequence[Quotation]) -> list[Draft]:
    """Return the drafts of outermost quotations, in text order.

    "…," he said. "…" is one draft with two content spans; a second tag in the same paragraph adds its cue and source.
    A whole quoted sentence without a tag is a draft without cue and source, marked implicit.
    """
    finder = _Finder(parsed)
    quoted = [finder.place(quotation) for quotation in quotations]
    drafts: list[Draft] = []
    last: _Quoted | None = None  # the quotation that ended the newest draft
    for here in quoted:
        tag = finder.tag_behind(here)
        lead = None if tag is not None else finder.tag_before(here)
        goes_on = last is not None and finder.only_tag_between(last, here, drafts[-1])
        if (
            goes_on
            and (lead is None or lead.i == drafts[-1].head)
            and last is not None
            and finder.same_speech(here, tag, last, drafts[-1])
        ):
            drafts[-1] = _joined(drafts[-1], here, tag)
        elif tag is not None or lead is not None:
            drafts.append(finder.tagged(here, tag if tag is not None else lead))
        elif (other := finder.without_verb(here)) is not None:
            drafts.append(other)
        else:
            continue
        last = here
    return drafts


def _joined(draft: Draft, here: _Quoted, tag: Token | None) -> Draft:
    """The draft with one more quotation, and with the cue and source of that one's own tag."""
    content = (*draft.content, *here.quotation.spans)
    if tag is None or tag.i == draft.head:
        return replace(draft, content=content)
    source = tuple(span for span in source_of(tag) if span not in draft.source)
    head = draft.head if draft.head >= 0 else tag.i
    return replace(
        draft,
        content=content,
        cue=(*draft.cue, *cue_span(tag)),
        source=(*draft.source, *source),
        head=head,
        implicit=False,
    )


class _Finder:
    """Looks for tags on one page."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.text = parsed.text
        self.cues = parsed.language.cues

    def place(self, quotation: Quotation) -> _Quoted:
        first = self.parsed.tokens(Span(quotation.start, quotation.start + 1))
        last = self.parsed.tokens(Span(quotation.end - 1, quotation.end))
        return _Quoted(quotation, first.start - 1 if first else -1, last.end if last else len(self.doc))

    def same_speech(self, here: _Quoted, tag: Token | None, last: _Quoted, draft: Draft) -> bool:
        """Whether a quotation right behind a draft's tag goes on with it.

        Not so where it is a phrase of the narration, where its own tag names somebody else, tells somebody else or at
        another time, or does another thing ("admitted", "said"), or where it answers.
        """
        if tag is None:
            return self._ends_clause(here) or len(list(words(self.text, here.quotation.spans[0]))) >= ALONE
        lemma = tag.lemma_.lower()
        answers = "?" in self.text[last.quotation.end - 2 : last.quotation.end] and lemma != draft.lemma
        one_act = self._stance(lemma) is self._stance(draft.lemma)
        return not answers and one_act and not self._told_elsewhere(tag, draft) and self._same_source(tag, draft)

    def _stance(self, lemma: str) -> Stance:
        return self.cues.stance_of(lemma) or Stance.ASSERT

    def _same_source(self, tag: Token, draft: Draft) -> bool:
        """Whether a tag may name who a draft is given to: the same name, what that is called, a pronoun for it."""
        subject = subject_of(tag) or next((t for t in tag.rights if t.dep_ == "dobj"), None)  # "…,” said the judge"
        if subject is None or not draft.source:
            return True
        called = {word.folded for span in draft.source for word in words(self.text, span)}
        if subject.pos_ == "NOUN":
            is_new = subject.left_edge.lower_ in _INDEFINITE
            return not is_new and self._is_called(draft.source, subject)
        if subject.pos_ == "PRON":
            before = {word.folded for word in words(self.text, draft.source[-1])}
            return not before & _PRONOUNS or subject.lower_ in before
        if subject.pos_ != "PROPN" or subject.lower_ in called:
            return True
        described = [tokens.root for span in draft.source if (tokens := self.parsed.tokens(span))]
        name = source_of(tag)
        return any(noun.pos_ == "NOUN" and self._is_called(name, noun) for noun in described)

    def _told_elsewhere(self, tag: Token, draft: Draft) -> bool:
        """Whether the tags of two quotations both say to whom or when, and not the same."""
        if draft.head < 0:
            return False
        own, before = (
            {token.lower_ for child in verb.children if child.dep_ in _PARTICULARS for token in child.subtree}
            for verb in (tag, self.doc[draft.head])
        )
        return bool(own and before and own != before)

    def _is_called(self, source: Sequence[Span], noun: Token) -> bool:
        """Whether ``noun`` is what a source is called, there or beside one of its names earlier on the page."""
        called = {word.folded for span in source for word in words(self.text, span)}
        if {noun.lower_, noun.lemma_.lower()} & called:
            return True
        return any(
            other.lower_ == noun.lower_ and not called.isdisjoint(token.lower_ for token in self._around(other))
            for other in self.doc[: noun.i]
        )

    def _around(self, token: Token) -> TokenSpan:
        return self.doc[max(token.i - _BESIDE, 0) : token.i + _BESIDE + 1]

    def _inside(self, here: _Quoted) -> str:
        """The last paragraph of a quotation, without the marks and blanks at its end."""
        return self.text[here.quotation.spans[-1].start : here.quotation.end].rstrip(_MARKS)

    def _ends_clause(self, here: _Quoted) -> bool:
        inner = self._inside(here)
        behind = self.text[here.quotation.end : here.quotation.end + 1]
        return (inner[-1:] in _ENDS_SPEECH and bool(inner)) or behind in {",", "?"}

    def tag_behind(self, here: _Quoted) -> Token | None:
        """The verb of a tag behind a quotation: its first finite verb, if that reports."""
        if not self._ends_clause(here) or self._goes_on_from_phrase(here):
            return None
        for number in range(here.after, min(here.after + REACH, len(self.doc))):
            token = self.doc[number]
            if token.text in _STOPS or "\n" in token.text or token.text[0] in DOUBLE_MARKS:
                return None
            if token.pos_ in {"VERB", "AUX"} and token.dep_ not in _SIDE_CLAUSES | {"aux", "auxpass"}:
                if self._leads_on(token):
                    return None
                token = next((below for below in token.subtree if quoting_verb(below) == token), token)
                reports = self.cues.reports(Frame.QUOTE, token.lemma_.lower())
                return token if (reports and self._is_free(here, token)) or self._is_bare_tag(here, token) else None
        return None

    def _goes_on_from_phrase(self, here: _Quoted) -> bool:
        """Whether a quotation ends a phrase of the narration: "Having found no “proof,” she said …"."""
        before = self.doc[here.before] if here.before >= 0 else None
        return before is not None and before.dep_ == "det" and "\n" not in before.text

    def _leads_on(self, verb: Token) -> bool:
        """Whether a verb belongs to a quotation behind it: a colon follows within its sentence."""
        for token in self.doc[verb.i + 1 : verb.i + _COLON_REACH]:
            if token.text in _STOPS or "\n" in token.text or token.text[0] in DOUBLE_MARKS:
                return False
            if token.text == ":":
                return True
        return False

    def _is_bare_tag(self, here: _Quoted, verb: Token) -> bool:
        """Whether nothing but a name and a verb stand behind a comma inside the marks: any verb reports there."""
        inner = self._inside(here)
        subject = subject_of(verb)
        if inner[-1:] not in {",", "?", "!"} or subject is None or subject.pos_ not in {"PROPN", "PRON"}:
            return False
        return all(token.pos_ in {"PROPN", "PRON", "VERB", "ADV"} for token in self.doc[here.after : verb.i + 1])

    def _is_free(self, here: _Quoted, verb: Token) -> bool:
        """Whether a verb behind a full stop inside the marks still belongs to the quotation, not to a new sentence.

        It does where the narration goes on in small letters or behind a dash, or nothing but the verb's subject stands
        between.
        """
        inner = self._inside(here)
        if inner[-1:] != "." or self.text[here.quotation.end : here.quotation.end + 1] == ",":
            return True
        opening = self.doc[here.after].text
        return (
            opening[0].islower()
            or opening in _DASHES
            or not any(child.dep_ in {"ccomp", "dobj", "xcomp"} for child in verb.children)
        )

    def tag_before(self, here: _Quoted) -> Token | None:
        """The verb of a tag before a quotation, in the same sentence and without a clause between them."""
        if here.before < 0:
            return None
        colon = self.doc[here.before].text.endswith(":")
        if not colon and not (self._ends_sentence(here) and self._stands_alone(here)):
            return None
        for number in range(here.before, max(here.before - REACH, -1), -1):
            token = self.doc[number]
            if token.text in _STOPS or "\n" in token.text or token.text[0] in DOUBLE_MARKS:
                return None
            if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
                if self.cues.reports(Frame.QUOTE, token.lemma_.lower()):
                    return token
                if not colon:
                    return None
        return None

    def _stands_alone(self, here: _Quoted) -> bool:
        """Whether the word before a quotation leaves it a content of its own (not 'vowed to "go on"')."""
        before = self.doc[here.before]
        return before.lower_ == "that" or (
            before.pos_ in _BEFORE_WHOLE and before.dep_ not in {"aux", "auxpass", "det"}
        )

    def _ends_sentence(self, here: _Quoted) -> bool:
        """Whether nothing of the sentence is left behind a quotation."""
        behind = self.text[here.quotation.end : here.quotation.end + 2].strip()
        return self._ends_clause(here) or behind in {"", ".", "!", "?", ";", ","}

    def only_tag_between(self, last: _Quoted, here: _Quoted, draft: Draft) -> bool:
        """Whether nothing but the tag of ``draft`` stands between two quotations of one paragraph."""
        between = self.doc[last.after : max(here.before + 1, last.after)]
        if not draft.cue or "\n" in self.text[last.quotation.end : here.quotation.start]:
            return False
        if not len(between):
            return True
        stops = sum(token.text in _STOPS for token in between)
        inside = any(last.quotation.end <= cue.start < here.quotation.start for cue in draft.cue)
        return inside and (stops == 0 or (stops == 1 and between[-1].text in _STOPS))

    def tagged(self, here: _Quoted, verb: Token | None) -> Draft:
        """The draft of a quotation with its reporting verb."""
        if verb is None:
            return Draft(Frame.QUOTE, here.quotation.spans, implicit=True)
        outside = (span for span in source_of(verb) if not any(span.overlaps(part) for part in here.quotation.spans))
        source = tuple(outside) or self._neighbour(verb)
        return Draft(Frame.QUOTE, here.quotation.spans, cue_span(verb), source, verb.i, verb.lemma_.lower())

    def _neighbour(self, verb: Token) -> tuple[Span, ...]:
        """The noun phrase right beside a tag's verb, where the parse knows no subject ("said the mayor")."""
        if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
            return ()
        for number in (verb.i + 1, verb.i + 2, verb.i - 1):
            if 0 <= number < len(self.doc) and self.doc[number].pos_ in {"PROPN", "NOUN", "PRON"}:
                span = source_span(_phrase_head(self.doc[number]))
                return (span,) if span and not span.overlaps(span_between(self.doc, verb.i, verb.i)) else ()
        return ()

    def without_verb(self, here: _Quoted) -> Draft | None:
        """A quotation without a reporting verb: behind "Name:", as what a document says, or alone."""
        lead = self._sentence_before(here)
        if (signed := self._signature(here)) is not None:
            return signed
        if lead and lead[-1].text == ":" and len(lead) <= ALONE * 2 and lead[0].pos_ in {"PROPN", "NOUN"}:
            source = span_between(self.doc, lead[0].i, lead[-2].i) if len(lead) > 1 else None
            colon = span_between(self.doc, lead[-1].i, lead[-1].i)
            if source:
                return Draft(Frame.COLON, here.quotation.spans, (colon,), (source,), lead[-1].i, ":")
        if lead and (document := self._document_before(lead, here)) is not None:
            return Draft(Frame.PREDICATE, here.quotation.spans, (), (document,), -1, "")
        length = len(list(words(self.text, here.quotation.spans[0])))
        fills_line = self._fills_line(here)
        if fills_line and length >= _LINE:  # a claim set over what a page says of it needs no full stop
            return Draft(Frame.QUOTE, here.quotation.spans, implicit=True)
        enough = length >= _SHORTEST_SENTENCE or fills_line
        if not lead and self._ends_clause(here) and self._ends_sentence(here) and enough:
            return Draft(Frame.QUOTE, here.quotation.spans, implicit=not self._has_tail(here))
        return None

    def _fills_line(self, here: _Quoted) -> bool:
        """Whether a quotation is all that its line holds."""
        start, end = here.quotation.start, here.quotation.end
        return self.text[:start].rstrip(" \t")[-1:] in {"", "\n"} and self.text[end:].lstrip(" \t")[:1] in {"", "\n"}

    def _has_tail(self, here: _Quoted) -> bool:
        """Whether narration goes on in the sentence of a quotation, so that somebody there may have said it."""
        inner = self._inside(here)
        line = self.text.find("\n", here.quotation.end)
        behind = self.text[here.quotation.end : line if line >= 0 else len(self.text)].lstrip(" .!?")
        return inner[-1:] in {",", "—", "–", "-"} and bool(behind)

    def _signature(self, here: _Quoted) -> Draft | None:
        """A name behind a dash or, in a headline, a colon: who the quotation is from."""
        found = _SIGNATURE.match(self.text, here.quotation.end)
        if found is not None:
            source, dash = Span(*found.span("name")), Span(*found.span("dash"))
            return Draft(Frame.COLON, here.quotation.spans, (dash,), (source,), -1, ":")
        if not self.text.startswith(":", here.quotation.end):
            return None
        last = here.after
        while last + 1 < len(self.doc) and self.doc[last + 1].pos_ in _NAMING:
            last += 1
        owns = last + 1 < len(self.doc) and self.doc[last + 1].tag_ == "POS"  # "‘…’: Vinn's last day"
        if last == here.after or owns:
            return None
        span = span_between(self.doc, here.after + 1, last)
        colon = Span(here.quotation.end, here.quotation.end + 1)
        return Draft(Frame.COLON, here.quotation.spans, (colon,), (span,), -1, ":")

    def _sentence_before(self, here: _Quoted) -> list[Token]:
        """The tokens between a quotation and the sentence end, line end or quotation before it."""
        tokens: list[Token] = []
        for number in range(here.before, max(here.before - REACH, -1), -1):
            token = self.doc[number]
            if token.text in _STOPS or "\n" in token.text or token.text[0] in DOUBLE_MARKS:
                break
            tokens.append(token)
        return tokens[::-1]

    def _document_before(self, lead: list[Token], here: _Quoted) -> Span | None:
        """The document whose words in quotation marks go on as the sentence's predicate, verb included."""
        inner = self.doc.char_span(here.quotation.start, here.quotation.end, alignment_mode="expand")
        verb = next((token for token in inner or () if token.is_alpha), None)
        if verb is None or verb.pos_ not in {"VERB", "AUX"}:
            return None
        for token in lead:
            is_subject = token.dep_ in {"nsubj", "nsubjpass"} and subject_of(token.head) == token
            if token.lemma_.lower() in self.cues.documents and (is_subject or token == lead[-1]):
                return source_span(token)
        return None


def _phrase_head(token: Token) -> Token:
    """The head of the noun phrase that ``token`` opens."""
    while token.head.i > token.i and token.dep_ in {"compound", "det", "amod", "poss", "nmod"}:
        token = token.head
    return token
