"""The spaCy component ``onrecord``: statements of a document, with offsets into its text.

It reads the text itself and takes nothing from the components before it, so it works in a blank pipeline as well. What
it finds is kept in ``doc.user_data``, as the file contract has it, and goes wherever that goes; ``doc._.statements``
gives it as nouns.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from onrecord import engine, pipeline
from onrecord.config import Config
from onrecord.contract import notes_from_json, notes_to_json
from onrecord.model import Article, Statement

__all__ = ["KEY", "Statements", "make", "register", "statements_of"]

KEY = "onrecord@1"
"""Where ``doc.user_data`` has what was found; its version is raised with what it means."""

_KEPT = ("attributions", "speakers")


@dataclass(frozen=True, slots=True)
class Statements:
    """Notes documents; it holds no model itself, so that a pipeline with it can be copied to other processes."""

    config: Config

    def __call__(self, doc: Doc) -> Doc:
        """Note a document.

        Raises:
            TooLargeError: if its text is longer than is parsed.
        """
        article = Article(Article.id_of(doc.text, None, None), doc.text)
        found = notes_to_json(pipeline.note(article, engine.desk(self.config)))
        doc.user_data[KEY] = {key: found[key] for key in _KEPT}
        return doc


def statements_of(doc: Doc) -> tuple[Statement, ...]:
    """Return the statements of a document, in the order of its text; none where it was not noted."""
    if KEY not in doc.user_data:
        return ()
    kept = json.loads(json.dumps(doc.user_data[KEY]))  # a DocBin gives tuples back for lists
    return notes_from_json({"text": doc.text, **kept}).statements


def register() -> None:
    """Set ``doc._.statements``; for documents that are read back where no pipeline with the component is made."""
    if not Doc.has_extension("statements"):
        Doc.set_extension("statements", getter=statements_of)


@Pipeline.factory("onrecord", assigns=["doc._.statements"])
def make(nlp: Pipeline, name: str) -> Statements:  # noqa: ARG001 - spaCy gives both to every factory
    """Return the component, and set the extension.

    Raises:
        ModelError: if a model is missing or not the pinned one.
    """
    register()
    config = Config()
    engine.desk(config)  # what is missing is told now
    return Statements(config)
