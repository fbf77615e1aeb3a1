import threading
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.page import Live
from screens.panel import Panel
from screens.text import Text
from screens.values import camel_case, page_properties, qml_value


@dataclass(frozen=True)
class Line:
    short_label: Text
    value: Text | None


@dataclass(frozen=True)
class Sheet:
    next_step: Text
    lines: tuple[Line, ...]
    typed: dict[str, object]
    photo: bytes
    live: Live


def picture(encoded: bytes) -> str:
    return f"image://test/{len(encoded)}"


SHEET = Sheet(
    Text("下一步", "Next"), (Line(Text("名"), None),), {"id_number": 7, "agreed": True}, b"jpeg", Live(a=1)
)


def test_fields_become_camel_case_properties_of_the_language() -> None:
    assert page_properties(SHEET, "en", picture) == {
        "nextStep": "Next",
        "lines": [{"shortLabel": "名", "value": ""}],
        "typed": {"id_number": 7, "agreed": True},
        "photo": "image://test/4",
    }


def test_a_text_without_english_stays_chinese() -> None:
    assert Text("您好").in_("en") == "您好"
    assert Text("您好", "Hello").in_("zh_CN") == "您好"


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.floats(), st.lists, max_leaves=9)
)
def test_plain_values_pass_as_they_are_apart_from_none(value: object) -> None:
    assert repr(qml_value(value, "en", picture)) == repr(value).replace("None", "''") or "None" in str(value)


@pytest.mark.parametrize(("name", "camel"), [("next_step", "nextStep"), ("title", "title"), ("a_b_c", "aBC")])
def test_names_turn_into_camel_case(name: str, camel: str) -> None:
    assert camel_case(name) == camel


@pytest.mark.parametrize(
    ("diagonal_inch", "px_per_mm"), [(21.5, 4.03), (27.0, 3.21), (32.0, 2.71), (43.0, 2.02)]
)
def test_a_panel_knows_its_pixels_in_a_millimetre(diagonal_inch: float, px_per_mm: float) -> None:
    assert Panel(1080, 1920, diagonal_inch).px_per_mm == pytest.approx(px_per_mm, abs=0.005)


@pytest.mark.parametrize("measures", [(0, 1920, 21.5), (1080, -1, 21.5), (1080, 1920, 0.0)])
def test_a_panel_without_size_is_refused(measures: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        Panel(*measures)


def test_a_live_keeps_the_last_value_of_every_thread() -> None:
    live = Live(a=0)
    seen: list[object] = []
    stop = live.subscribe(lambda: seen.append(live.values["a"]))
    threads = [
        threading.Thread(target=live.set, kwargs={f"k{number}": number, "a": number}) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop()
    live.set(a=99)
    assert len(seen) == 20
    assert 99 not in seen
    assert {key for key in live.values if key != "a"} == {f"k{number}" for number in range(20)}
