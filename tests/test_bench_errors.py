"""The page of misses shows both sides, marked, and escapes what it prints."""

from bench.errors import CLASSES, Miss, drawn, marked, page

TEXT = "The mayor said <b>the ferry</b> & the mill were sold."


def test_misses_are_marked_and_escaped():
    item = {"content": [[15, 33]], "cue": [[10, 14]], "source": [[0, 9]]}
    misses = [Miss("alarm", "a1", None, marked(TEXT, item))]
    shown = page("some corpus", misses, misses)
    assert '<mark class="source">The mayor</mark> <mark class="cue">said</mark>' in shown
    assert '<mark class="content">&lt;b&gt;the ferry&lt;/b&gt; &amp;</mark>' in shown
    assert CLASSES["alarm"] in shown


def test_every_class_that_has_misses_is_shown():
    many = [
        Miss("unseen", f"u{number}", marked("x", {"content": [[0, 1]], "cue": [], "source": []}), None)
        for number in range(500)
    ]
    misses = [*many, Miss("cue", "the-only-one", None, None)]
    shown = page("some corpus", misses, drawn(misses))
    assert "the-only-one" in shown
    assert 90 <= shown.count("<section>") <= 110
