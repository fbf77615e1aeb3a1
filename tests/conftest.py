"""What holds for every test: no event and no field in the log that the catalogue does not allow."""

from collections.abc import Iterator

import pytest
import structlog

from kiosk.operations.log import Guard


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
