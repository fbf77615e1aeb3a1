"""The log says what its catalogue allows, and nothing else."""

import io
import json
import tomllib
from pathlib import Path

import pytest
import structlog

from kiosk.operations.log import CATALOGUE, Guard, NotInCatalogue, set_up


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "events.toml"
    file.write_text('["visit.ended"]\nmeaning = "It ended."\nfields = ["ending"]\n', encoding="utf-8")
    return file


@pytest.mark.requirement("R100")
def test_a_field_outside_the_catalogue_is_dropped_on_the_kiosk(catalogue: Path):
    guard = Guard.of(catalogue)
    event = guard(None, "info", {"event": "visit.ended", "ending": "left", "name": "林小满"})
    assert event == {"event": "visit.ended", "ending": "left"}


@pytest.mark.requirement("R100")
def test_an_unknown_event_keeps_nothing_but_that_it_was_there(catalogue: Path):
    event = Guard.of(catalogue)(None, "info", {"event": "card 359999199001010017", "x": 1})
    assert event == {"event": "log.unknown_event"}


@pytest.mark.parametrize("event", [{"event": "visit.ended", "name": "x"}, {"event": "other"}])
def test_in_tests_both_are_errors(catalogue: Path, event: dict[str, object]):
    with pytest.raises(NotInCatalogue):
        Guard.of(catalogue, strict=True)(None, "info", event)


def test_every_event_says_what_it_means():
    entries = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    assert entries
    for name, entry in entries.items():
        assert set(entry) == {"meaning", "fields"}, name
        assert entry["meaning"].endswith("."), name


def test_a_line_is_one_json_object():
    stream = io.StringIO()
    set_up(stream)
    structlog.get_logger().info("kiosk.ready")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"]) == ("kiosk.ready", "info")
