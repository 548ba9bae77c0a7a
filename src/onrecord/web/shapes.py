"""Nouns of a record to JSON: what the command line, REST and MCP print for other programs, each noun in one shape.

Statements, articles and utterances are written as in the file contract. An ``article`` is named by its content hash,
which no other article has.
"""

from __future__ import annotations

from typing import Any

from onrecord.contract import article_to_json, statement_to_json, utterance_to_json
from onrecord.model import Article, Finding, Problem, Story, Utterance
from onrecord.record import ArticleEntry, Counts, Entry, Hit, Person
from onrecord.web.apparatus import Apparatus
from onrecord.web.matrix import manner_of
from onrecord.web.sources import Sources

__all__ = [
    "article_fields",
    "correction_fields",
    "counts_fields",
    "entry_fields",
    "finding_fields",
    "hit_fields",
    "person_fields",
    "problem_fields",
    "story_fields",
    "utterance_fields",
]

Json = dict[str, Any]


def hit_fields(hit: Hit, sources: Sources, *, named: bool = False) -> Json:
    """Return a statement with its source, its content as printed and the utterances it prints.

    ``named``: the article is called by the id used in files.
    """
    article = sources.article(hit.article)
    return {
        "article": article.name if named else article.id,
        "outlet": hit.outlet,
        "published": hit.published and hit.published.isoformat(),
        "url": article.url,
        **_replaced(article),
        **statement_to_json(hit.statement),
        "text": hit.snippet,
        "utterances": sources.record.utterances_of_statement(hit.statement),
    }


def _replaced(article: Article) -> Json:
    """Say that a later version of the page is on record, where one is."""
    keys = ("replaced_by", "replaced")
    return {key: value for key, value in article_to_json(article).items() if key in keys}


def article_fields(article: Article) -> Json:
    """Return an article without its text."""
    fields = article_to_json(article) | {"hash": article.id}
    del fields["text"]
    return fields


def entry_fields(entry: ArticleEntry) -> Json:
    """Return an article of a list, with how many statements it holds."""
    fields: Json = {"id": entry.name, "hash": entry.id}
    for key in ("outlet", "url", "title"):
        if value := getattr(entry, key):
            fields[key] = value
    if entry.published:
        fields["published"] = entry.published.isoformat()
    return fields | {"statements": entry.statements}


def utterance_fields(utterance: Utterance, sources: Sources) -> Json:
    """Return an utterance with the articles that it names: those that print it, or may, or print its words again."""
    beside = [one.article for one in utterance.aside] + [one.article for one in utterance.repeats]
    articles = dict.fromkeys([witness.article for witness in utterance.witnesses] + beside)
    return utterance_to_json(utterance, {}) | {"articles": [article_fields(sources.article(id_)) for id_ in articles]}


def finding_fields(finding: Finding, sources: Sources, *, named: bool = False) -> Json:
    """Return a finding with the words it rests on; ``named``: articles are called by the ids used in files."""
    return {
        "kind": finding.kind,
        "summary": finding.summary,
        "score": round(finding.score, 4),
        "evidence": [
            {
                "article": article.name if named else article.id,
                "outlet": article.outlet,
                "published": article.published and article.published.isoformat(),
                "url": article.url,
                **_replaced(article),
                "span": [item.span.start, item.span.end],
                "text": item.span.of(article.text),
            }
            for item in finding.evidence
            for article in [sources.article(item.article)]
        ],
    }


def person_fields(person: Person) -> Json:
    """Return somebody who speaks, with every name they go by."""
    fields: Json = {"id": person.id, "name": person.name, "kind": person.kind.value, "printed": list(person.printed)}
    return fields | ({"identifier": person.identifier} if person.identifier else {})


def coverage_fields(apparatus: Apparatus) -> Json:
    """Return an utterance with the days it can have been said on, and how every witness prints it and when."""
    start, end = apparatus.interval
    return {
        "utterance": apparatus.utterance.id,
        "speaker": apparatus.utterance.speaker,
        "text": apparatus.utterance.fullest,
        "said": {"start": start and start.isoformat(), "end": end and end.isoformat()},
        "printings": [
            {
                "outlet": row.article.outlet,
                "article": row.article.id,
                "statement": row.statement.id,
                "how": manner_of(row).word,
                "cue": row.cue,
                "published": row.article.published and row.article.published.isoformat(),
            }
            for row in apparatus.rows
        ],
    }


def story_fields(story: Story, sources: Sources, *, named: bool = False) -> Json:
    """Return a story with the ids of its articles; ``named``: by the ids used in files."""
    return {
        "id": story.id,
        "grain": story.grain.value,
        "title": story.title,
        "start": story.start and story.start.isoformat(),
        "end": story.end and story.end.isoformat(),
        "within": story.within,
        "articles": [sources.article(article).name for article in story.articles] if named else list(story.articles),
    }


def correction_fields(entry: Entry) -> Json:
    """Return a correction in the log, whether it is in effect, and whether its statement is on record."""
    each = entry.correction
    return {
        **{key: getattr(each, key) for key in ("id", "article", "statement", "field", "noted", "value")},
        **{key: getattr(each, key) for key in ("why", "by", "made")},
        "in_effect": entry.shows,
        "attached": entry.attached,
    }


def problem_fields(problem: Problem) -> Json:
    """Return what went wrong with a source."""
    return {"stage": problem.stage, "message": problem.message, "origin": problem.origin}


def counts_fields(counts: Counts) -> Json:
    """Return how much is on record."""
    return {
        "articles": counts.articles,
        "outlets": counts.outlets,
        "statements": counts.statements,
        "forms": {form.value: count for form, count in counts.forms.items()},
        "persons": counts.persons,
        "utterances": counts.utterances,
        "findings": counts.findings,
        "problems": counts.problems,
    }
