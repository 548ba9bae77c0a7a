"""Pages for the tests of collation, written with their statements marked, and what their passages are."""

import re
from dataclasses import replace
from datetime import date
from time import process_time

from onrecord.alignment import EDITORIAL, tokens
from onrecord.collate.passages import passages_of
from onrecord.contract import form_of, fragments_of
from onrecord.model import Article, ArticleKind, Notes, Span, Speaker, SpeakerKind, Statement, When

QUILL = "Mara Quill"
_MARK = re.compile(r"<(/?)(\w+)>")


def page(marked, outlet="Ellery Tide", day=date(2031, 5, 2), kind=ArticleKind.REPORT, speaker=QUILL, **given):
    """Return the notes of a page whose contents stand between marks: "<a>“Words,”</a> she said, <a>“words.”</a>".

    ``given`` says more of a statement by its mark: ``b={"inside": "a"}``; ``speaker`` says the others.
    """
    text, open_at, spans = "", {}, {}
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            spans.setdefault(mark[2], []).append(Span(open_at.pop(mark[2]), len(text)))
        else:
            open_at[mark[2]] = len(text)
    text += marked[at:]
    article = Article(Article.id_of(text, outlet, None), text, outlet=outlet, published=day, kind=kind)
    statements = []
    for name, found in sorted(spans.items()):
        content = fragments_of(text, found)
        more = {"speaker": speaker} | given.get(name, {})
        statements.append(Statement(f"{outlet} {name}", article.id, form_of(text, content), content, **more))
    return Notes(article, tuple(statements))


def words_of(notes):
    return [" ".join(passage.words) for passage in passages_of(notes)]


def folded(text):
    return [word for _, _, word in tokens(text, Span(0, len(text)))]


def test_each_fragment_is_a_passage_without_the_tag_between():
    assert words_of(page("<a>“The pier will close,”</a> she said. <a>“The ferries stay.”</a>")) == [
        "the pier will close",
        "the ferries stay",
    ]


def test_a_quotation_over_paragraphs_is_one_passage():
    (passage,) = passages_of(page("<a>“The pier will close.</a>\n\n<a>“The ferries stay,”</a> she said."))
    assert " ".join(passage.words) == "the pier will close the ferries stay"


def test_a_statement_that_hands_on_a_page_has_no_passage():
    notes = page(
        "The wire reports: <a><b>“The pier will close,”</b> said Quill. <c>“The ferries stay.”</c></a>",
        a={"speaker": "The wire"},
        b={"via": ("The wire",)},
        c={"via": ("The wire",)},
    )
    assert words_of(notes) == ["the pier will close", "the ferries stay"]


def test_a_statement_with_a_nested_one_that_came_via_somebody_keeps_its_words():
    notes = page("<a>“I was told <b>‘the pier is rotten’</b> twice,”</a> she said.", b={"inside": "a", "via": ("X",)})
    assert words_of(notes)[0] == "i was told the pier is rotten twice"


def test_words_of_an_editor_are_one_token():
    assert folded("We told [the harbour board] so") == ["we", "told", EDITORIAL, "so"]


def test_a_bracketed_letter_belongs_to_its_word():
    assert folded("[T]he pier want[ed] paint […] soon") == ["the", "pier", "wanted", "paint", "soon"]


def test_a_bracket_that_never_closes_hides_nothing():
    assert folded("We [told them so") == ["we", "told", "them", "so"]


def test_a_passage_of_an_editor_alone_is_none():
    assert words_of(page("<a>“[No answer]”</a> is what the transcript says.")) == []


def test_days_are_those_of_the_saying_before_those_of_printing():
    when = When(date(2031, 4, 1), None)
    dated, undated = passages_of(page("<a>“The pier will close.”</a> <b>“So be it.”</b>", a={"when": when}))
    assert dated.days == (date(2031, 4, 1).toordinal(), date.max.toordinal())
    assert undated.days == (date(2031, 5, 2).toordinal(),) * 2


def test_parts_of_a_passage_are_the_whole():
    (passage,) = passages_of(page("<a>“The pier will close. The ferries stay.”</a>"))
    first, second = passage.part(0, 4), passage.part(4, 7)
    assert first.words + second.words == passage.words
    assert (first.span.start, first.span.end, second.span.end) == (0, second.span.start, passage.span.end)
    assert first.cut_from == second.cut_from == passage.span


def test_brackets_that_touch_words_and_each_other():
    assert folded("[T]h[e]y told [the harbour board][sic] so[on]er") == ["they", "told", EDITORIAL, EDITORIAL, "sooner"]


def test_thousands_of_brackets_and_marks_take_no_time():
    begun = process_time()
    assert len(folded("We told [the board] so. " * 20_000)) == 80_000
    (passage,) = passages_of(page(f"She said <a>{'they had “no boats” left and ' * 4_000}</a>."))
    assert sum(passage.quoted) == 8_000
    assert process_time() - begun < 5


def test_a_description_is_no_name_but_what_no_page_describes_is():
    told = page("<a>“The pier will close.”</a>", speaker="the mayor")
    names = [
        next(passages_of(replace(told, speakers=tuple(Speaker("the mayor", kind) for kind in kinds)))).name
        for kinds in ([], [SpeakerKind.PERSON], [SpeakerKind.ORGANIZATION], [SpeakerKind.UNNAMED])
    ]
    assert names == [{"the", "mayor"}] * 3 + [frozenset()]
