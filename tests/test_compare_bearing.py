"""How a headline bears on a claim."""

import pytest

from onrecord.compare.bearing import Bearing, bearing
from tests.comparing import LANGUAGE

CLAIM = "The mayor of Osk sold the town's only ferry"


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Osk mayor sells ferry", Bearing.FOR),
        ("Osk mayor sold the ferry for scrap", Bearing.FOR),
        ("Mayor did not sell the Osk ferry", Bearing.AGAINST),
        ("Mayor didn’t sell Osk ferry, papers show", Bearing.AGAINST),
        ("Mayor of Osk denies selling ferry", Bearing.AGAINST),
        ("Sale of the Osk ferry a hoax", Bearing.AGAINST),
        ("Did the mayor of Osk sell the ferry?", Bearing.OBSERVING),
        ("Osk mayor reportedly sold ferry", Bearing.OBSERVING),
        ("Mayor sold Osk ferry, boatmen claim", Bearing.OBSERVING),
    ],
)
def test_a_headline_is_for_or_against_a_claim_or_observes_it(headline: str, expected: Bearing):
    assert bearing(headline, CLAIM, LANGUAGE) is expected


def test_a_headline_that_denies_what_the_claim_denies_is_for_it():
    assert bearing("Mayor never sold ferry", "The mayor did not sell the ferry", LANGUAGE) is Bearing.FOR
    assert bearing("Mayor quits", "The mayor, who did not sell the ferry, quits", LANGUAGE) is Bearing.FOR


def test_a_hedge_of_the_claim_itself_is_none():
    assert bearing("Mayor says ferry is sold", "The mayor says that the ferry is sold", LANGUAGE) is Bearing.FOR
