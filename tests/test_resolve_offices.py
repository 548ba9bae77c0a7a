"""Who held which office when: the bundled list, a list of one's own, and what pages get from it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from onrecord.config import Config
from onrecord.errors import ConfigError
from onrecord.language import Language
from onrecord.pipeline import Desk
from tests.test_resolve_speakers import resolved, statement

OWN = """
known_to = "2032-06-30"

[[offices]]
titles = ["Arvenian president", "Arvenian leader"]
source = "the gazette of Arvenia"
terms = [
    ["Nils Harrow", "2024-03-01", "2028-03-01"],
    ["Ilse Varden", "2028-03-01", "2031-05"],
    ["Magnus Tereld", "2031-05", ""],
]

[[offices]]
titles = ["Arvenian foreign ministry spokesperson"]
source = "the ministry"
terms = [["Laura Oldane", "2029", ""]]
"""
RAIN = "that it had rained"


@pytest.fixture(scope="module")
def language(tmp_path_factory):
    path = tmp_path_factory.mktemp("roles") / "my-roles.toml"
    path.write_text(OWN, encoding="utf-8")
    return Language.load("en", path)


@pytest.fixture
def desk_with_roles(rules_desk, language):
    return replace(rules_desk, language=language)


def speaker(desk, sentence, source, day, before=""):
    one = statement(before + sentence, RAIN, sentence.split()[len(source.split())], source)
    found = resolved(desk, before + sentence, one, published=date.fromisoformat(day) if day else None)[0]
    return found.speaker, found.reasons


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-06-05", "Nils Harrow"),
        ("2030-06-05", "Ilse Varden"),
        ("2032-06-05", "Magnus Tereld"),
        ("2028-03-01", None),  # the day of the change
        ("2031-05-10", None),  # some day of this month
        ("2023-01-01", None),
        ("2033-01-01", None),  # beyond what the list knows
        (None, None),
    ],
)
def test_a_role_on_a_dated_page_has_its_holder(desk_with_roles, day, expected):
    found, reasons = speaker(desk_with_roles, f"The Arvenian president said {RAIN}.", "The Arvenian president", day)
    assert found == (expected or "Arvenian president")
    if expected:
        assert f"holder of the office on {day} by my-roles.toml" in reasons[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Arvenia's leader", "Arvenia's leader"),  # a country the data do not know has but the words printed
        ("The Arvenian leader", "Magnus Tereld"),
        ("The former Arvenian president", "former Arvenian president"),
        ("The Arvenian vice president", "Arvenian vice president"),
        ("The Arvenian foreign ministry spokeswoman", "Laura Oldane"),
        ("The Arvenian foreign ministry spokesman", "Arvenian foreign ministry spokesman"),
        ("The president", "president"),
    ],
)
def test_only_the_very_office_has_a_holder(desk_with_roles, source, expected):
    assert speaker(desk_with_roles, f"{source} said {RAIN}.", source, "2032-06-05")[0] == expected


def test_whom_the_page_gives_the_role_goes_first(desk_with_roles):
    before = "Arvenian President Osk Belling came late. "
    found, _ = speaker(
        desk_with_roles, f"The Arvenian president said {RAIN}.", "The Arvenian president", "2032-06-05", before
    )
    assert found == "Osk Belling"


def test_the_holder_bears_the_name_of_the_page(desk_with_roles):
    before = "Tereld flew home on Monday. "
    found, _ = speaker(
        desk_with_roles, f"The Arvenian president said {RAIN}.", "The Arvenian president", "2032-06-05", before
    )
    assert found in {"Tereld", "Magnus Tereld"}


def test_a_sentence_of_another_year_has_no_holder_of_today(desk_with_roles):
    text = f"In 2026 the Arvenian president said {RAIN}."
    one = statement(text, RAIN, "said", "the Arvenian president")
    assert resolved(desk_with_roles, text, one, published=date(2032, 6, 5))[0].speaker == "Arvenian president"


@pytest.mark.parametrize(
    ("sentence", "source", "day", "expected"),
    [
        ("Then-President Harrow said", "Then-President Harrow", "2032-06-05", "Nils Harrow"),
        ("Then-President Harrow said", "Then-President Harrow", None, "Harrow"),
        ("President Tereld said", "President Tereld", "2032-06-05", "Magnus Tereld"),
        ("President Tereld said", "President Tereld", "2027-06-05", "Tereld"),  # not yet
        ("Mayor Harrow said", "Mayor Harrow", "2032-06-05", "Harrow"),
    ],
)
def test_a_family_name_behind_an_office_is_whoever_held_it(desk_with_roles, sentence, source, day, expected):
    assert speaker(desk_with_roles, f"{sentence} {RAIN}.", source, day)[0] == expected


def test_a_namesake_of_the_page_is_not_taken_for_the_holder(desk_with_roles):
    text = f"President Tereld met Laura Tereld. Tereld said {RAIN}."
    one = statement(text, RAIN, "said", "{Tereld} said")
    assert resolved(desk_with_roles, text, one, published=date(2032, 6, 5))[0].speaker == "Magnus Tereld"


def test_a_setting_names_the_file(tmp_path):
    (tmp_path / "my-roles.toml").write_text(OWN, encoding="utf-8")
    config = tmp_path / "onrecord.toml"
    config.write_text(f'roles = "{tmp_path / "my-roles.toml"}"\nattributor = "rules@1"\n', encoding="utf-8")
    desk = Desk.load(Config.from_toml(config))
    assert (
        desk.language.offices.holder("president", frozenset({"arvenian"}), date(2032, 6, 5)).holder == "Magnus Tereld"
    )
    with pytest.raises(ConfigError, match="correct the setting `roles`"):
        Desk.load(Config(roles=str(tmp_path / "nothing.toml")))


@pytest.mark.parametrize(
    "text",
    [
        "known_to = ",
        'known_to = "2032"',
        'known_to = "2032-01-01"\n[[offices]]\ntitles = ["of Arvenia"]\nterms = []',
        'known_to = "2032-01-01"\n[[offices]]\ntitles = ["Arvenian king"]\nterms = [["Nils", "2032-13-01", ""]]',
        'known_to = "2032-01-01"\n[[offices]]\ntitles = ["Arvenian king"]\nterms = [["Nils"]]',
    ],
)
def test_a_list_that_says_no_office_is_refused(tmp_path, text):
    path = tmp_path / "roles.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"roles\.toml"):
        Language.load("en", path)


def test_the_bundled_list_is_sound():
    data = tomllib.loads((files("onrecord.language") / "en" / "roles.toml").read_text("utf-8"))
    titles = [title for office in data["offices"] for title in office["titles"]]
    assert len(titles) == len(set(titles))
    for office in data["offices"]:
        assert office["source"]
        terms = [(first, last or data["known_to"]) for _, first, last in office["terms"]]
        assert terms == sorted(terms), office["titles"]
        assert all(first < last for first, last in terms), office["titles"]
        assert all(one[1][:4] <= other[0][:4] for one, other in pairwise(terms)), office["titles"]
