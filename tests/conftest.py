"""What several tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from onrecord.config import Config
from onrecord.pipeline import Desk
from onrecord.record import Place
from tests.servers import Server, missing, running

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


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; where none can be started, its tests are skipped."""
    if reason := missing():
        pytest.skip(reason)
    with running() as started:
        yield started


@pytest.fixture(scope="session", params=["file", "server"])
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
    """Names a place where an empty record may be made: each test of it runs for files and for a server."""
    if request.param == "file":
        return lambda: tmp_path_factory.mktemp("record") / "town hall?#1.record"
    started: Server = request.getfixturevalue("server")
    return started.fresh


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    """Such a place."""
    return new_place()
