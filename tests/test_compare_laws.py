"""What holds for every comparison."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest

from onrecord.compare import COMPARISONS
from onrecord.config import Config
from onrecord.model import Article, Notes
from onrecord.pipeline import Desk, collate, compare, note
from tests.comparing import material, page, said, shuffled
from tests.golden.reading import examples


@pytest.fixture(scope="module")
def notes(desk: Desk) -> list[Notes]:
    articles = [article for article, _ in examples()]
    return [note(article, desk) for article in (*articles, changed(articles))]


def changed(articles: list[Article]) -> Article:
    """A later version of a page, with another number in a quotation."""
    (one,) = [
        article for article in articles if "plover" in (article.url or "") and "they found a bicycle" in article.text
    ]
    text = one.text.replace("they found a bicycle", "they found six bicycles")
    return replace(
        one, id=Article.id_of(text, one.outlet, one.url), text=text, modified=datetime(2030, 1, 1, tzinfo=UTC)
    )


def test_the_order_of_pages_does_not_matter(notes):
    first = compare(collate(notes, Config()), notes)
    assert first
    for other in shuffled(notes):
        assert compare(collate(other, Config())[::-1], iter(other)) == first


def test_evidence_stands_in_its_article_and_scores_are_shares(notes):
    articles: dict[str, Article] = {one.article.id: one.article for one in notes}
    for finding in compare(collate(notes, Config()), notes):
        assert finding.evidence
        assert 0 <= finding.score <= 1
        assert all(item.span.of(articles[item.article].text).strip() for item in finding.evidence)


def test_every_comparison_finds_what_is_of_its_kind_and_says_nothing_of_truth(notes):
    for kind, find in COMPARISONS.items():
        found = list(find(material(notes)))
        assert found, kind
        assert {one.kind for one in found} == {kind}
        assert not any(word in one.summary.split() for one in found for word in ("true", "false", "fabricated"))


@pytest.mark.parametrize("kind", sorted(COMPARISONS))
def test_nothing_is_found_in_nothing(kind: str):
    assert list(COMPARISONS[kind](material([]))) == []


def test_odd_text_does_no_harm():
    one = page("\u202e“” …!?\n\n.’s U.S. 9999999999 in 0000 ‘", "\x1b[31mX")
    held = Notes(one, (said(one, "…!?", None, stance="deny"), said(one, "U.S.", "", stance="allege")))
    for find in COMPARISONS.values():
        list(find(material([held, Notes(page("", "Y"))])))


def test_a_page_without_sentence_ends_costs_little():
    text = "In May 2029 Ada Mohr met Pim Oster at Weir House " * 600
    held = [Notes(page(text, outlet, "2030-01-01")) for outlet in "AB"]
    start = process_time()
    for find in COMPARISONS.values():
        list(find(material(held, [])))
    assert process_time() - start < 20


def test_a_weight_is_the_same_in_every_process():
    words = "harbour keeper barrel lighthouse ferry council minister tariff smuggler herring pilot customs ledger"
    code = (
        "from onrecord.compare import Material; from onrecord.language import Language;"
        f"print(repr(Material((), (), Language.load('en')).weight({words.split()})))"
    )
    seen = set()
    for seed in range(4):  # sets of words have another order with each
        environment = os.environ | {"PYTHONHASHSEED": str(seed)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
        seen.add(run.stdout)
    assert len(seen) == 1
