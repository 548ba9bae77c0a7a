"""What several tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from onrecord.config import Config
from onrecord.pipeline import Desk

# The same examples on every run: what lands is decided by the change, not by chance or by a slow machine.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The default desk, loaded once a session: loading costs a second."""
    return Desk.load(Config(workers=1))


@pytest.fixture(scope="session")
def rules_desk() -> Desk:
    """A desk with the rules alone, and spaCy's own parse."""
    return Desk.load(Config(workers=1, attributor="rules@1"))
