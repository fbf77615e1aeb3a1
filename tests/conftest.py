"""What holds for every test: no event and no field in the log that the catalogue does not allow.

A run ends with a table of the numbered requirements that its tests prove.
"""

import gc
import itertools
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings

from kiosk.operations.log import Guard

COLLECTED_EVERY = 50  # tests
# How fast the machine is proves nothing about the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
_ended = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also the tests that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; left out without --slow")
    gc.disable()  # by itself it would take Qt objects down in whichever thread it happens to run


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without --slow the slow ones are not even counted as skipped."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def pytest_runtest_teardown() -> None:
    """Collects in the main thread now and then, between two tests."""
    if next(_ended) % COLLECTED_EVERY == 0:
        gc.collect()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The numbers travel with the report, from whichever process the test ran in."""
    for mark in item.iter_markers("requirement"):
        item.user_properties.append(("requirement", str(mark.args[0])))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Proved: at least one test bears the number, and all that do passed."""
    tests: dict[str, list[bool]] = {}
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, number in getattr(report, "user_properties", []):
                if name == "requirement":
                    tests.setdefault(number, []).append(outcome == "passed")
    if not tests:
        return
    terminalreporter.section("requirements")
    numbers = sorted(tests, key=lambda number: int(number.lstrip("R")))
    proved = [number for number in numbers if all(tests[number])]
    terminalreporter.write_line(
        f"{len(proved)} proved: {' '.join(f'{each}({len(tests[each])})' for each in proved)}"
    )
    for number in numbers:
        if not all(tests[number]):
            terminalreporter.write_line(
                f"{number}: {tests[number].count(False)} of {len(tests[number])} failed"
            )


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
