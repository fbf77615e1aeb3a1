"""What holds for every test: no event and no field in the log that the catalogue does not allow."""

from collections.abc import Iterator

import pytest
import structlog

from kiosk.operations.log import Guard


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also the tests that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; left out without --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without --slow the slow ones are not even counted as skipped."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[dict[str, object]]]:
    """The events that the test logged, each held against config/events.toml."""
    events: list[dict[str, object]] = []

    def keep(_logger: object, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
        events.append(dict(event))
        raise structlog.DropEvent

    structlog.configure(processors=[Guard.of(strict=True), keep], cache_logger_on_first_use=False)
    yield events
    structlog.reset_defaults()
