"""Sources: whom the phrase a statement is given to means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from onrecord.language.names import Pronoun
from onrecord.model import SpeakerKind
from onrecord.parse import Parsed
from onrecord.resolve.figures import Figure, Roster
from onrecord.resolve.holders import Holders
from onrecord.resolve.phrases import Phrase, author_phrases, is_called, outside_brackets, phrase_of
from onrecord.resolve.pronouns import read_pronoun
from onrecord.resolve.roles import read_role
from onrecord.resolve.scene import NOBODY, Reference, Scene
from onrecord.text import fold

__all__ = ["SourceReader"]

_BACK = 400  # tokens before a general noun in which its description is looked for


class SourceReader:
    """Reads sources of one page; remembers who speaks through which document ("the indictment").

    Accepted gaps: a source that names several people is given to the first, and its reason names them all; a possessive
    before a document is taken for its author ("her report" about her).
    """

    def __init__(self, parsed: Parsed, roster: Roster, holders: Holders) -> None:
        self._parsed = parsed
        self._names = parsed.language.names
        self._roster = roster
        self._holders = holders
        self._documents: dict[str, Reference] = {}
        self._steps: tuple[Callable[[Phrase, Scene], Reference | None], ...] = (
            self._pronoun,
            self._person,
            self._document,
            self._body,
            self._role,
            self._proper_name,
            self._unnamed,
        )

    def read(self, span: TokenSpan, scene: Scene, head: Token | None = None) -> Reference:
        """Return whom ``span`` means, without a name where it names nobody; ``head`` overrules the parse."""
        phrase = phrase_of(span)
        if phrase and head in phrase.tokens:
            phrase = replace(phrase, root=head)
        return self._read(phrase, scene) if phrase else NOBODY

    def remember(self, document: str, author: Reference) -> None:
        """Take ``author`` for whoever speaks through the document of that lemma from here on."""
        reason = f"speaker: 'the {document}' → its author, {author.name}"
        self._documents[document] = replace(author, document=document, reason=reason)

    def _read(self, phrase: Phrase, scene: Scene) -> Reference:
        for step in self._steps:
            reference = step(phrase, scene)
            if reference is not None:
                return reference
        return NOBODY

    def _pronoun(self, phrase: Phrase, scene: Scene) -> Reference | None:
        word = phrase.root.text
        if len(phrase.tokens) > 1 or (word.isupper() and len(word) > 1):  # "US" is no "us"
            return None
        kind = self._names.pronouns.get(fold(word))
        clause = phrase.root.head
        while clause.dep_ == "conj":
            clause = clause.head
        if kind is Pronoun.RELATIVE and clause.dep_ == "relcl":
            antecedent = clause.head
            before = antecedent.doc[antecedent.left_edge.i : antecedent.i + 1]
            inner = phrase_of(before) if antecedent.i < phrase.root.i else None
            return self._read(replace(inner, root=antecedent), scene) if inner else NOBODY
        return read_pronoun(phrase.root, kind, scene, self._parsed, self._roster) if kind else None

    def _person(self, phrase: Phrase, scene: Scene) -> Reference | None:  # noqa: ARG002 - steps are called alike
        listed = self._listed(phrase)
        if listed:
            others = ", ".join(figure.name for figure in listed[1:])
            reason = f"speaker: '{phrase.text}' → {listed[0].name}, the first named, together with {others}"
            return Reference(listed[0].name, listed[0].kind, listed[0], reason=reason)
        figure = self._figure_at(phrase.root, SpeakerKind.PERSON)
        if figure is None:
            figures = [
                self._figure_at(token, SpeakerKind.PERSON) for token in phrase.tokens if self._names_it(token, phrase)
            ]
            figure = next((found for found in figures if found), None)
        if figure is None:
            return None
        where = figure.why or "named on the page"
        reason = "" if phrase.text == figure.name else f"speaker: '{phrase.text}' → {figure.name}, {where}"
        return Reference(figure.name, figure.kind, figure, reason=reason)

    def _listed(self, phrase: Phrase) -> list[Figure]:
        """The people of a list that opens the phrase ("Ilse Varden (Labour) and Osk Belling"), where it is one."""
        tokens = outside_brackets(phrase.tokens)
        figures = [self._figure_at(token, SpeakerKind.PERSON) for token in tokens]
        people = list(dict.fromkeys(figure for figure in figures if figure))
        if len(people) < 2:
            return []
        last = max(number for number, figure in enumerate(figures) if figure)
        first_end = max(number for number, figure in enumerate(figures) if figure == people[0])
        around = [token for token, figure in zip(tokens[:last], figures, strict=False) if figure is None]
        tied = any(token.pos_ in {"ADP", "VERB", "AUX"} or token.tag_ == "POS" for token in around)
        follows = tokens[min(first_end + 1, last)]
        joined = follows.pos_ == "CCONJ" or (follows.text == "," and any(token.pos_ == "CCONJ" for token in around))
        return people if joined and not tied else []

    def _names_it(self, token: Token, phrase: Phrase) -> bool:
        """Whether the name at ``token`` is that of the whole phrase: in apposition to its head, or at its end."""
        apposed = token.dep_ in {"appos", "nsubj"} and token.head == phrase.root
        if not apposed and token != phrase.tokens[-1]:
            return False
        return not phrase.ties(token) or self._is_set_off(token) or self._is_titled_again(token, phrase)

    def _is_titled_again(self, token: Token, phrase: Phrase) -> bool:
        """Whether another title after "and" stands before the name ("the harbour master and poet Osk Belling")."""
        first = self._first_of_name(token)
        between = [other for other in phrase.tokens if phrase.root.i < other.i < first]
        return (
            bool(between) and fold(between[-1].text) in self._names.roles and not any(t.pos_ == "ADP" for t in between)
        )

    def _is_set_off(self, token: Token) -> bool:
        """Whether a comma stands before the name that ``token`` is part of ("the envoy to Arvenia, Osk Belling")."""
        first = self._first_of_name(token)
        return first > 0 and token.doc[first - 1].text == ","

    def _first_of_name(self, token: Token) -> int:
        at, first = self._roster.at, token.i
        while first - 1 in at and at[first - 1] is at.get(token.i):
            first -= 1
        return first

    def _figure_at(self, token: Token, kind: SpeakerKind) -> Figure | None:
        figure = self._roster.at.get(token.i)
        return figure if figure and figure.kind is kind else None

    def _document(self, phrase: Phrase, scene: Scene) -> Reference | None:
        lemma, language = phrase.root.lemma_.casefold(), self._parsed.language
        if lemma not in language.cues.documents and lemma not in language.occasions.kinds:
            return None
        if phrase.root.pos_ == "PROPN" and self._figure_at(phrase.root, SpeakerKind.ORGANIZATION):
            return None  # "the Halleth Post" is a body
        for inner in author_phrases(phrase, self._names):
            author = self._read(inner, scene)
            if author.name and (author.figure or author.kind is not SpeakerKind.UNNAMED):
                reason = f"speaker: '{phrase.text}' → its author, {author.name}"
                self._documents[lemma] = replace(author, document=phrase.root.text.lower(), reason=reason)
                return self._documents[lemma]
        known = self._documents.get(lemma)
        if known is not None and phrase.is_definite:
            return replace(known, sureness=0.7, reason=f"speaker: '{phrase.text}' → author of the one before (0.7)")
        if lemma not in language.cues.documents or " " in phrase.described(self._names):
            return None
        reason = f"speaker: the page does not say whose '{phrase.text}' is"
        return Reference(None, document=phrase.root.text.lower(), reason=reason)

    def _body(self, phrase: Phrase, scene: Scene) -> Reference | None:  # noqa: ARG002 - steps are called alike
        text, is_name = phrase.described(self._names), phrase.root.pos_ == "PROPN"
        authority = self._names.authorities.get(fold(text))
        if authority:
            figure = next((body for body in self._roster.bodies if body.name == authority), None)
            reason = "" if authority == text else f"speaker: '{phrase.text}' → the authority there, {authority}"
            return Reference(authority, SpeakerKind.ORGANIZATION, figure, reason=reason)
        body = self._figure_at(phrase.root, SpeakerKind.ORGANIZATION)
        if body and is_name:
            return Reference(body.name, SpeakerKind.ORGANIZATION, body)
        line = self._parsed.article.dateline
        reported_from = line is not None and fold(text) == fold(line.place)
        if reported_from or (is_name and phrase.root.ent_type_ in {"GPE", "LOC"}):
            return Reference(text, SpeakerKind.ORGANIZATION)
        return self._body_again(phrase)

    def _body_again(self, phrase: Phrase) -> Reference | None:
        """The body named last before "the ministry" whose name ends so."""
        noun = fold(phrase.root.text)
        if noun not in self._names.bodies or len(phrase.tokens) > 2 or not phrase.is_definite:
            return None
        places = [
            (last, body)
            for body in self._roster.bodies
            if fold(body.name.split()[-1]) == noun and (last := body.last_before(phrase.root.i)) is not None
        ]
        if not places:
            return None
        _, body = max(places, key=lambda place: place[0])
        reason = f"speaker: '{phrase.text}' → {body.name}, named before (0.8)"
        return Reference(body.name, SpeakerKind.ORGANIZATION, body, sureness=0.8, reason=reason)

    def _role(self, phrase: Phrase, scene: Scene) -> Reference | None:
        return read_role(phrase, scene, self._roster, self._names, self._holders)

    def _proper_name(self, phrase: Phrase, scene: Scene) -> Reference | None:  # noqa: ARG002 - steps are called alike
        if phrase.root.pos_ != "PROPN" or fold(phrase.root.text) in self._names.roles:
            return None
        return Reference(phrase.described(self._names), SpeakerKind.ORGANIZATION, sureness=0.6)

    def _unnamed(self, phrase: Phrase, scene: Scene) -> Reference | None:
        """A description, a body's where it is one; a general noun that points back has that of the noun before."""
        names, text, lemma = self._names, phrase.described(self._names), phrase.root.lemma_.casefold()
        opening = phrase.tokens[0].lower_
        if names.pronouns.get(fold(text)) is Pronoun.RELATIVE and names.pronouns.get(opening) is Pronoun.UNNAMED:
            return Reference(opening, SpeakerKind.UNNAMED, sureness=0.8, reason=f"speaker: not named: {phrase.text}")
        if fold(text) in names.pronouns or phrase.root.pos_ in {"ADV", "CCONJ", "SCONJ"}:
            return Reference(None, reason=f"speaker: '{phrase.text}' names nobody")
        if " " not in text and phrase.is_definite and phrase.root.tag_ == "NN":
            before = self._described_before(phrase.root, scene)
            if before:
                reason = f"speaker: '{phrase.text}' → {before}, described before (0.6)"
                return Reference(before, SpeakerKind.UNNAMED, sureness=0.6, reason=reason)
        owned = any(token.ent_type_ in {"GPE", "NORP", "ORG"} for token in phrase.tokens if token != phrase.root)
        speaks_for = owned and lemma in names.speaking_for and phrase.root.tag_ in {"NNS", "NNPS"}
        is_body = lemma in names.bodies or fold(phrase.root.text) in names.bodies or speaks_for
        kind = SpeakerKind.ORGANIZATION if is_body else SpeakerKind.UNNAMED
        return Reference(text, kind, sureness=0.8, reason=f"speaker: described, not named: {text}")

    def _described_before(self, noun: Token, scene: Scene) -> str | None:
        """The description of the last speaker called by a noun, else what it was last printed with before.

        That is "source familiar with the inquiry" or "senior official" for "the source" or "the official".
        """
        for turn in reversed(scene.turns):
            name = turn.reference.name or ""
            if turn.reference.kind is SpeakerKind.UNNAMED and " " in name and is_called(name, fold(noun.text)):
                return name
        doc = noun.doc
        for other in reversed(doc[max(0, noun.i - _BACK) : noun.i]):
            if other.lemma_ == noun.lemma_ and other.tag_ == "NN" and other.left_edge.i < other.i:
                text = Phrase(tuple(doc[other.left_edge.i : other.i + 1]), other).described(self._names)
                if " " in text and other.dep_ not in {"compound", "attr"} and other.left_edge.dep_ != "poss":
                    return text
        return None
