"""The voice: says, repeats, pauses, and forgets. The loudspeaker here drains on request, sample by sample."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import miniaudio
import pytest

from screens.voice.prompts import Prompts
from screens.voice.sound import RATE, MiniaudioLoudspeaker, NoSound, samples
from screens.voice.speaker import GAINS, USUAL_VOLUME, Speaker

VOICE = Path(__file__).parents[3] / "assets" / "voice"
PART = VOICE / "parts" / "zhang1.ogg"


class Ear:
    """Drains when the test says so; knows when the speaker has begun and stopped."""

    def __init__(self) -> None:
        self.pull: Callable[[int], bytes] | None = None
        self.plays = 0
        self.changed = threading.Condition()

    def play(self, pull: Callable[[int], bytes]) -> None:
        with self.changed:
            self.pull = pull
            self.plays += 1
            self.changed.notify_all()

    def stop(self) -> None:
        with self.changed:
            self.pull = None
            self.changed.notify_all()

    def wait(self, *, playing: bool) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: (self.pull is not None) is playing, timeout=10)

    def wait_for_play(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.plays == number, timeout=10)

    def drain(self, count: int) -> bytes:
        self.wait(playing=True)
        assert self.pull is not None
        return self.pull(count)

    def drain_all(self) -> bytes:
        heard = b""
        while chunk := self.drain(4096):
            heard += chunk
        return heard


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def speaker(ear: Ear) -> Iterator[Speaker]:
    speaker = Speaker(Prompts(VOICE), ear)
    yield speaker
    speaker.close()


@pytest.mark.requirement("R84")
def test_what_is_heard_are_the_samples_of_the_recordings(speaker: Speaker, ear: Ear) -> None:
    speaker.say(["张"])
    assert ear.drain_all() == samples([PART, None]).tobytes()
    assert not speaker.speaking


def test_a_newer_sentence_ends_the_older_one(speaker: Speaker, ear: Ear) -> None:
    speaker.say(["张张张张张张"])
    ear.drain(100)
    speaker.say(["张"])
    ear.wait_for_play(2)
    assert ear.drain_all() == samples([PART, None]).tobytes()


def test_a_pause_goes_on_where_it_was(speaker: Speaker, ear: Ear) -> None:
    speaker.say(["张"])
    first = ear.drain(500)
    speaker.pause()
    ear.wait(playing=False)
    assert speaker.speaking
    speaker.resume()
    assert first + ear.drain_all() == samples([PART, None]).tobytes()


def test_repeat_begins_again(speaker: Speaker, ear: Ear) -> None:
    speaker.say(["张"])
    once = ear.drain_all()
    speaker.repeat()
    ear.wait_for_play(2)
    assert ear.drain_all() == once


def test_louder_and_softer_end_at_their_ends(speaker: Speaker) -> None:
    for _ in GAINS:
        speaker.louder()
    assert speaker.volume == len(GAINS) - 1
    for _ in GAINS:
        speaker.softer()
    assert speaker.volume == 0


def test_a_louder_voice_has_larger_samples_and_never_wraps_round(speaker: Speaker, ear: Ear) -> None:
    speaker.volume = len(GAINS) - 1
    speaker.say(["张"])
    usual = samples([PART, None])
    heard = memoryview(ear.drain_all()).cast("h")
    assert max(heard) > max(usual)
    assert all(a * b >= 0 for a, b in zip(heard, usual, strict=True))


@pytest.mark.requirement("R84")
def test_after_the_visit_the_volume_is_usual_and_no_sentence_is_left(speaker: Speaker, ear: Ear) -> None:
    speaker.volume = 0
    speaker.say(["张"])
    ear.drain(10)
    speaker.forget()
    ear.wait(playing=False)
    assert speaker.volume == USUAL_VOLUME
    speaker.repeat()
    assert not speaker.speaking


def test_a_machine_without_sound_goes_on_in_silence() -> None:
    class Mute(Ear):
        def play(self, pull: Callable[[int], bytes]) -> None:
            del pull
            super().stop()
            raise NoSound("no device")

    mute = Mute()
    speaker = Speaker(Prompts(VOICE), mute)
    speaker.say(["张"])
    speaker.close()
    assert not speaker.speaking


def test_a_broken_recording_is_silence(tmp_path: Path, ear: Ear) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "zhang1.ogg").write_bytes(b"OggS broken")
    speaker = Speaker(Prompts(tmp_path), ear)
    speaker.say(["张"])
    speaker.close()
    assert ear.pull is None


def test_the_sound_library_drains_a_whole_recording_in_its_own_thread() -> None:
    drained = threading.Event()
    chunks = iter([samples([PART]).tobytes()[: RATE // 5], b""])

    def pull(count: int) -> bytes:
        chunk = next(chunks, b"")
        if not chunk:
            drained.set()
        return chunk[: 2 * count]

    loudspeaker = MiniaudioLoudspeaker([miniaudio.Backend.NULL])
    loudspeaker.play(pull)
    assert drained.wait(timeout=10)
    loudspeaker.stop()
