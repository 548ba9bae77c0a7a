"""Coverage: words of an utterance that one outlet alone prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.compare.wording import named, quoted
from onrecord.model import Article, ArticleKind, Evidence, Finding, Place, Utterance
from onrecord.text import words

__all__ = ["find"]

_LEAST = 3  # words; fewer are a turn of phrase
_MANY = 20  # words that count in full


def find(utterances: Sequence[Utterance], articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield a finding of kind "coverage" for each place that one outlet alone prints of what several print.

    The score is the share of the utterance's outlets that leave the words out, less for places of under 20 words.
    Accepted gaps: an article without an outlet counts as an outlet of its own; whether an outlet left the words out
    or never had them is not known.
    """
    for utterance in utterances:
        outlets = _outlets((witness.article for witness in utterance.witnesses), articles)
        for place in utterance.places if len(outlets) > 1 else ():
            printing = _outlets((reading.article for reading in place.readings), articles)
            length = sum(1 for _ in words(place.text))
            if len(printing) == 1 and length >= _LEAST and not _from_transcript(place, articles):
                missing = len(outlets) - 1
                yield Finding(
                    "coverage",
                    f"Only {printing[0]} prints {quoted(place.text)}; {missing} other "
                    f"{'outlet prints' if missing == 1 else 'outlets print'} words of the same utterance without it.",
                    tuple(Evidence(reading.article, reading.span) for reading in place.readings),
                    missing / len(outlets) * min(1.0, length / _MANY),
                )


def _outlets(ids: Iterable[str], articles: Mapping[str, Article]) -> list[str]:
    return list(dict.fromkeys(named(articles[article]) for article in ids))


def _from_transcript(place: Place, articles: Mapping[str, Article]) -> bool:
    """Whether a transcript prints a place: it leaves nothing out, so that is no news."""
    return any(articles[reading.article].kind is ArticleKind.TRANSCRIPT for reading in place.readings)
