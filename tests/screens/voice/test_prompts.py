"""Which recordings say a sentence."""

from pathlib import Path

import pytest

from screens.voice.prompts import Prompts, prompt_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind in ("prompts", "parts"):
        (tmp_path / kind).mkdir()
    for name in ("zhang1", "san1", "qing3", "si4"):
        (tmp_path / "parts" / f"{name}.ogg").touch()
    for sentence in ("请放身份证", "谢谢您，请慢走"):
        (tmp_path / "prompts" / prompt_name(sentence)).touch()
    return tmp_path


def test_a_recorded_sentence_is_one_recording(folder: Path) -> None:
    assert [clip.name for clip in Prompts(folder).clips("请放身份证。") if clip] == [
        prompt_name("请放身份证")
    ]


def test_stops_and_spaces_do_not_make_another_sentence(folder: Path) -> None:
    assert Prompts(folder).recorded("谢谢您。\n请慢走！ ")


def test_the_clauses_of_a_new_sentence_are_recorded_or_spelt_with_a_breath_between(folder: Path) -> None:
    clips = Prompts(folder).clips("张三，请放身份证")
    assert [clip and clip.stem for clip in clips] == [
        "zhang1",
        "san1",
        None,
        Path(prompt_name("请放身份证")).stem,
    ]


def test_an_unrecorded_syllable_is_a_breath_and_no_error(folder: Path) -> None:
    assert [clip and clip.stem for clip in Prompts(folder).clips("张犇")] == ["zhang1", None]


def test_an_empty_sentence_says_nothing(folder: Path) -> None:
    assert Prompts(folder).clips(" 。 ") == []


def test_a_folder_without_recordings_is_no_voice(tmp_path: Path) -> None:
    assert not Prompts(tmp_path)
