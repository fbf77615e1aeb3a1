"""Applications that timed out."""

import pickle
from types import SimpleNamespace
from typing import Any

import pytest

from drivers.id_card.people import MINORITY, RESIDENT
from kiosk.cases import unfinished
from kiosk.cases.draft import Draft, Scanned
from kiosk.cases.unfinished import MOST, TRIES, NothingKept, Unfinished, WrongCode

pytestmark = pytest.mark.requirement("R79")
HALF_AN_HOUR = 1800.0
NUMBER = RESIDENT.id_number


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(clock: Clock) -> Unfinished:
    return Unfinished(HALF_AN_HOUR, clock)


def draft(version: str = "1", code: str = "relief") -> Any:
    item = SimpleNamespace(code=code)
    catalog = SimpleNamespace(version=version, entry=lambda _code: item)
    return Draft(catalog, item)  # type: ignore[arg-type]  only what is read of them


def filled() -> Any:
    begun = draft()
    begun.values = {"phone": "13800000000", "reasons": ["illness"]}
    begun.scans = {"proof": Scanned((b"page",), b"%PDF")}
    begun.strokes = (((0.1, 0.2),),)
    return begun


def test_card_and_code_bring_everything_back_but_the_signature(shelf: Unfinished) -> None:
    code = shelf.keep(filled(), NUMBER)
    newer = draft("2")
    shelf.open(newer, NUMBER, code)
    assert newer.values == filled().values
    assert newer.scans == filled().scans
    assert newer.strokes == ()
    assert newer.catalog.version == "1"
    assert not shelf.has(NUMBER, "relief")


def test_it_is_there_for_its_owner_and_its_item_only(shelf: Unfinished) -> None:
    shelf.keep(filled(), NUMBER)
    assert shelf.has(NUMBER, "relief")
    assert not shelf.has(MINORITY.id_number, "relief")
    assert not shelf.has(NUMBER, "another")


def test_it_is_gone_after_its_time(shelf: Unfinished, clock: Clock) -> None:
    code = shelf.keep(filled(), NUMBER)
    clock.now = HALF_AN_HOUR
    with pytest.raises(NothingKept):
        shelf.open(draft(), NUMBER, code)


def test_after_the_last_wrong_code_it_is_gone(shelf: Unfinished) -> None:
    code = shelf.keep(filled(), NUMBER)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    left = []
    for _ in range(TRIES):
        with pytest.raises(WrongCode) as refused:
            shelf.open(draft(), NUMBER, wrong)
        left.append(refused.value.left)
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(NothingKept):
        shelf.open(draft(), NUMBER, code)


def test_what_lies_there_is_not_readable(shelf: Unfinished) -> None:
    shelf.keep(filled(), NUMBER)
    memory = pickle.dumps([vars(kept) | {"catalog": None} for kept in shelf._kept.values()])
    memory += b"".join(shelf._kept)
    assert b"13800000000" not in memory
    assert NUMBER.encode() not in memory


def test_a_newer_one_never_takes_the_place_of_an_older_slip(
    shelf: Unfinished, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {f"item{place}": shelf.keep(draft(code=f"item{place}"), NUMBER) for place in range(MOST)}
    assert not shelf.keeps
    with pytest.raises(NothingKept):
        shelf.keep(filled(), NUMBER)
    for item, code in codes.items():
        shelf.open(draft(code=item), NUMBER, code)
    monkeypatch.setattr(unfinished, "MOST_BYTES", 64)
    with pytest.raises(NothingKept):
        shelf.keep(filled(), NUMBER)


def test_a_terminal_may_keep_nothing() -> None:
    shelf = Unfinished(0)
    assert not shelf.keeps
    with pytest.raises(NothingKept):
        shelf.keep(filled(), NUMBER)
