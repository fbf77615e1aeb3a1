"""The page on the glass is read aloud while the citizen wants it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF

from screens import finger
from screens.modes import Modes
from screens.page import Live
from screens.pages.farewell import Farewell
from screens.pages.notice import Notice
from screens.pages.present_card import PresentCard
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Text
from screens.voice.speaker import USUAL_VOLUME
from tests.screens.conftest import FakeClock, QtLoop, found, shown, until
from tests.screens.screen_samples import PLACE, TERMINAL

NOTICE = Notice(
    Text("没有保存成功", "Not saved"), Text("内容都还在", "All is there"), Text("请再试", "Again"), ()
)
GOODBYE = Farewell(Text("谢谢您", "Thank you"), Text("请带好证件", "Take your card"))


class SpeakerEar:
    """What the speaker is told, in order; it says nothing itself."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.paused = False
        self.volume = USUAL_VOLUME

    def say(self, sentences: list[str]) -> None:
        self.told.append(list(sentences))

    def __getattr__(self, verb: str) -> object:
        return lambda: self.told.append(verb)


@pytest.fixture
def speaker() -> SpeakerEar:
    return SpeakerEar()


@pytest.fixture
def stage(qapp, qt_loop: QtLoop, speaker: SpeakerEar) -> Iterator[Stage]:
    stage = Stage(Panel(), PLACE, TERMINAL, speaker=speaker, clock=FakeClock())
    stage.open()
    yield stage
    stage.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(speaker: SpeakerEar) -> list[object]:
    return [each for each in speaker.told if isinstance(each, list)]


def test_nothing_is_said_until_somebody_wants_it(stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar) -> None:
    qt_loop.run(shown(stage, NOTICE))
    assert said(speaker) == []


@pytest.mark.requirement("R84")
def test_the_button_in_the_header_reads_the_page_and_then_every_next_one(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    async def visit() -> None:
        await shown(stage, NOTICE)
        finger.touch(stage.glass.window, "listen")
        await shown(stage, GOODBYE)

    qt_loop.run(visit())
    assert said(speaker) == [["没有保存成功", "内容都还在", "请再试"], ["谢谢您", "请带好证件"]]


@pytest.mark.requirement("R65")
def test_the_elder_mode_reads_and_the_usual_one_falls_silent(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    qt_loop.run(shown(stage, NOTICE))
    finger.touch(stage.glass.window, "elder")
    assert said(speaker) == [["没有保存成功", "内容都还在", "请再试"]]
    finger.touch(stage.glass.window, "elder")
    assert speaker.told[-1] == "hush"


def test_what_changes_on_the_page_is_said_when_it_changes(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    live = Live(status=Text("等待放卡"), problem=None, reading=False)

    async def visit() -> None:
        stage.modes = Modes(voice=True)
        await shown(stage, PresentCard(live))
        live.set(problem=Text("请再放一次"))
        await until(lambda: len(said(speaker)) == 2)

    qt_loop.run(visit())
    assert "请再放一次" in said(speaker)[-1]


@pytest.mark.requirement("R84")
def test_repeat_pause_and_volume_are_asked_for_in_the_help_sheet(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    async def visit() -> None:
        stage.modes = Modes(voice=True)
        await shown(stage, NOTICE)
        finger.touch(stage.glass.window, "help")
        sheet = found(stage, "closeHelp")
        await until(lambda: sheet.mapToScene(QPointF(0, sheet.height())).y() < stage.glass.window.height())
        for verb in ("repeat", "pause", "softer", "louder"):
            finger.touch(stage.glass.window, f"voice:{verb}")

    qt_loop.run(visit())
    told = [each for each in speaker.told if isinstance(each, str)]
    assert told == ["repeat", "pause", "softer", "repeat", "louder", "repeat"]


def test_english_has_no_recorded_voice_and_shows_no_button(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    stage.modes = Modes(voice=True)
    stage.language = "en"
    qt_loop.run(shown(stage, NOTICE))
    assert said(speaker) == []
    assert finger.find(stage.glass.window, "listen") is None


@pytest.mark.requirement("R84")
def test_a_cleared_stage_has_forgotten_what_it_said(
    stage: Stage, qt_loop: QtLoop, speaker: SpeakerEar
) -> None:
    qt_loop.run(shown(stage, NOTICE))
    stage.modes = Modes(voice=True)
    stage.clear()
    assert "forget" in speaker.told
    assert not stage.modes.voice


@pytest.mark.requirement("R81")
def test_a_call_is_heard_by_whoever_reads_no_page(stage: Stage, speaker: SpeakerEar) -> None:
    stage.call_out(Text("请取回您的身份证", "Take your card"))
    assert said(speaker) == [["请取回您的身份证"]]
