"""The log: only events of the catalogue, only their fields; the guard against personal data in logs."""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

CATALOGUE = Path(__file__).resolve().parents[2] / "config" / "events.toml"


class NotInCatalogue(Exception):
    """An event, or a field of one, that the catalogue does not allow."""


class Guard:
    """Lets only catalogued fields through. Strict (in tests) it raises; on a kiosk it drops them."""

    def __init__(self, events: Mapping[str, frozenset[str]], *, strict: bool) -> None:
        self._events = events
        self._strict = strict

    @classmethod
    def of(cls, catalogue: Path = CATALOGUE, *, strict: bool = False) -> "Guard":
        """The guard for a catalogue file."""
        entries = tomllib.loads(catalogue.read_text(encoding="utf-8"))
        return cls({event: frozenset(entry["fields"]) for event, entry in entries.items()}, strict=strict)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        del logger, method
        name = str(event.get("event"))
        allowed = self._events.get(name)
        surplus = set(event) - {"event", "level", "timestamp"} - (allowed or frozenset())
        if self._strict and (allowed is None or surplus):
            raise NotInCatalogue(f"{name}: {sorted(surplus) or 'unknown event'}")
        for field in surplus:
            del event[field]
        if allowed is None:
            event["event"] = "log.unknown_event"
        return event


def set_up_silent() -> None:
    """Nothing is logged: for commands whose output a person or a program reads."""
    structlog.configure(processors=[_dropped])


def _dropped(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    del logger, method, event
    raise structlog.DropEvent


def set_up(stream: TextIO = sys.stderr) -> None:
    """One JSON line an event to `stream`; the journal keeps and rotates them."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            Guard.of(),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
