"""Claims: the words by which statements about one thing are told from each other, and what they do with a claim."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from onrecord.errors import ConfigError

__all__ = ["Claims"]

_LISTS = (
    *("stop", "claims", "dismissals", "loaded", "neutral", "repeating", "venues", "charges"),
    *("hedges", "refutations", "interrogatives", "before_verbs", "modals"),
    *("accusing", "representing", "standing_in", "sweeping", "matters"),
)


@dataclass(frozen=True, slots=True)
class Claims:
    """The words of claims in a language, folded.

    Attributes:
        stop: words too common to tell what a statement is about.
        claims: nouns of what is alleged ("allegations").
        dismissals: words that turn a claim down or give it a motive ("fiction", "excuse").
        silences: a stretch that says that somebody left an allegation unanswered.
        loaded: lemmas of reporting verbs that take sides.
        neutral: lemmas of those that take none.
        repeating: words by which a page says that something was said before.
        venues: listeners that make an occasion of their own ("parliament").
        charges: documents that charge somebody.
        before_verbs: words right behind which a clause says what somebody does ("has", "she").
        modals: words that tell what will, would or should be ("might").
        interrogatives: words with which a reported question begins ("whether").
        hedges: words that leave a claim to others or open ("reportedly", "may").
        refutations: words that say of a claim that it does not hold ("denies", "hoax").
        accusing: verbs that have the accused right behind them ("accuse").
        representing: people who speak for somebody else ("lawyer").
        standing_in: nouns that stand for a body named before ("the company").
        sweeping: what a denial says without telling what is denied ("wrongdoing", "categorically").
        matters: nouns of what an allegation is about, for whoever is silent on it ("case").
    """

    stop: frozenset[str]
    claims: frozenset[str]
    dismissals: frozenset[str]
    silences: re.Pattern[str]
    loaded: frozenset[str]
    neutral: frozenset[str]
    repeating: frozenset[str]
    venues: frozenset[str]
    charges: frozenset[str]
    before_verbs: frozenset[str]
    modals: frozenset[str]
    interrogatives: frozenset[str]
    hedges: frozenset[str]
    refutations: frozenset[str]
    accusing: frozenset[str]
    representing: frozenset[str]
    standing_in: frozenset[str]
    sweeping: frozenset[str]
    matters: frozenset[str]

    @classmethod
    def from_toml(cls, file: Traversable) -> Claims:
        """Read ``claims.toml``.

        Raises:
            ConfigError: if a table is missing or a silence is no regular expression.
        """
        data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        try:
            words = {name: frozenset(data[name].split()) for name in _LISTS}
            silences = re.compile(rf"\b(?:{'|'.join(data['silences'])})", re.IGNORECASE)
            return cls(silences=silences, **words)
        except (KeyError, re.error) as error:
            raise ConfigError(f"{file}: cannot be read as the words of claims: {error}") from error
