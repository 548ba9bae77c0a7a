"""What several tests share."""

from __future__ import annotations

import pytest

from onrecord.config import Config
from onrecord.pipeline import Desk


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The default desk, loaded once a session: loading costs a second."""
    return Desk.load(Config(workers=1))
