"""Pinyin and strokes: every standard character can be typed, nothing is learnt, no input ends the kiosk."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypinyin.constants import PINYIN_DICT
from PySide6.QtGui import QGuiApplication

from screens.input_method import decoder
from screens.input_method.characters import ASSETS, Readings, readings
from screens.input_method.composer import Composer
from screens.input_method.engine import PROGRAM, Engine

STANDARD_CHARACTERS = 8105
WAIT_S = 40
PATIENT_MS = 30_000  # a busy machine must not make the table answer where the engine is meant
MARKS = str.maketrans("āáǎàēéěèếềễểêōóǒòīíǐìūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeeeeeeooooiiiiuuuuvvvvvnnnm")
GONE = ("/nowhere/python",)


def rows() -> list[tuple[str, ...]]:
    """Reading, and the standard characters that it is the usual or another reading of."""
    lines = (ASSETS / "readings.tsv").read_text("utf-8").splitlines()
    return [tuple(line.split("\t")[:3]) for line in lines]


@pytest.fixture
def composer(qapp: QGuiApplication) -> Iterator[Composer]:
    made = Composer(patience_ms=PATIENT_MS)
    yield made
    made.close()


def until(qapp: QGuiApplication, condition: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end, "nothing came"
        qapp.processEvents()


def type_(qapp: QGuiApplication, composer: Composer, keys: str) -> list[str]:
    """Types, and waits for the engine's answer."""
    composer.clear()
    for key in keys:
        composer.type(key)
    until(qapp, lambda: not composer._late.isActive())
    return composer.candidates


def test_the_table_holds_the_standard_characters_with_the_readings_of_pypinyin() -> None:
    said: dict[str, set[str]] = {}
    for reading, usual, also in rows():
        for character in usual + also:
            said.setdefault(character, set()).add(reading)
    assert len(said) == STANDARD_CHARACTERS
    for character, held in said.items():
        marked = PINYIN_DICT[ord(character)].split(",")
        assert held == {"".join(c for c in each.translate(MARKS) if c.isascii()) for each in marked}, (
            character
        )


@pytest.mark.timeout(300)
def test_every_standard_character_is_typed_by_each_of_its_readings(
    qapp: QGuiApplication, composer: Composer
) -> None:
    missing = {}
    for reading, usual, also in rows():
        lacks = set(usual + also) - set(type_(qapp, composer, reading))
        if lacks:
            missing[reading] = lacks
    assert missing == {}


@pytest.mark.parametrize(
    ("keys", "first"),
    [("zhongguo", "中国"), ("xi'an", "西安"), ("woyaoshenqing", "我要申请"), ("zg", "这个"), ("lv", "率")],
)
def test_sentences_initials_and_v_for_u_with_dots(
    qapp: QGuiApplication, composer: Composer, keys: str, first: str
) -> None:
    assert type_(qapp, composer, keys)[0] == first


@pytest.mark.parametrize("keys", ["lve", "lue"])
def test_lue_is_typed_with_u_and_with_v(qapp: QGuiApplication, composer: Composer, keys: str) -> None:
    assert "略" in type_(qapp, composer, keys)


def test_a_rare_name_is_put_together_from_its_characters(qapp: QGuiApplication, composer: Composer) -> None:
    found = type_(qapp, composer, "zhangzhe")
    assert composer.choose(found.index("张")) == "张"
    assert composer.typed == "zhe"
    until(qapp, lambda: not composer._late.isActive())
    assert composer.choose(composer.candidates.index("喆")) == "喆"
    assert (composer.typed, composer.candidates) == ("", [])


def test_standard_characters_come_before_those_that_no_list_names(
    qapp: QGuiApplication, composer: Composer
) -> None:
    found = type_(qapp, composer, "zhe")
    assert found.index("喆") < found.index("這")


def test_strokes_find_a_character_and_an_unknown_stroke_stands_for_any(
    qapp: QGuiApplication, composer: Composer
) -> None:
    composer.mode = "strokes"
    assert type_(qapp, composer, "34")[0] == "人"
    assert "喆" in type_(qapp, composer, "1212511")
    assert "喆" in type_(qapp, composer, "1202510")
    assert {"人", "入", "八"} <= set(type_(qapp, composer, "30"))


def test_most_standard_characters_have_strokes() -> None:
    drawn = {line.split("\t")[1] for line in (ASSETS / "strokes.tsv").read_text("utf-8").splitlines()}
    standard = {character for _, usual, also in rows() for character in usual + also}
    assert len(standard & drawn) >= 6700


def test_a_key_that_is_none_does_nothing(qapp: QGuiApplication, composer: Composer) -> None:
    for key in ("", "'", "A", "1", "中", "ab", "\n", "\t"):
        composer.type(key)
    assert composer.typed == ""
    assert composer.erase() is False
    assert composer.choose(0) == ""
    for _ in range(100):
        composer.type("a")
    assert len(composer.typed) == 60


@pytest.mark.parametrize("keys", ["z" * 40, "ang" * 13, "s'" * 20, "zz'z's''s''ss's", "a" * 60])
def test_letters_that_end_the_library_do_not_end_the_keyboard(
    qapp: QGuiApplication, composer: Composer, keys: str
) -> None:
    assert type_(qapp, composer, keys) != []
    assert "中国" in type_(qapp, composer, "zhongguo")


def test_whatever_is_typed_the_keyboard_answers(qapp: QGuiApplication, composer: Composer) -> None:
    chance = random.Random(7)
    for _ in range(40):
        pool = chance.choice(("zcsh", "aoeng'", "abcdefghijklmnopqrstuvwxyz"))
        type_(qapp, composer, "".join(chance.choice(pool) for _ in range(chance.randint(1, 60))))
        composer.choose(0)
    assert "中国" in type_(qapp, composer, "zhongguo")


@pytest.mark.requirement("R78")
def test_the_next_visit_gets_the_candidates_of_a_fresh_engine(qapp: QGuiApplication) -> None:
    queries = ("zhang", "yanshi", "lv", "zhangyanshi", "z")
    first = Composer(patience_ms=PATIENT_MS)
    fresh = [type_(qapp, first, keys) for keys in queries]
    for _ in range(30):
        found = type_(qapp, first, "zhangyanshi")
        first.choose(found.index("张"))
        until(qapp, lambda: not first._late.isActive())
        first.choose(len(first.candidates) - 1)
    assert [type_(qapp, first, keys) for keys in queries] == fresh
    first.close()
    second = Composer(patience_ms=PATIENT_MS)
    assert [type_(qapp, second, keys) for keys in queries] == fresh
    second.close()


def test_the_engine_writes_no_file(tmp_path: Path) -> None:
    asked = b"".join(b"%d\tzhangyanshi\n" % number for number in range(50))
    environment = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(PROGRAM)],
        input=asked,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert done.stdout.count(b"\n") == 50
    assert list(tmp_path.iterdir()) == []


def test_closing_ends_the_process_with_all_that_it_knows(qapp: QGuiApplication) -> None:
    made = Composer(patience_ms=PATIENT_MS)
    type_(qapp, made, "zhangyanshi")
    engine = made._engine
    assert engine is not None
    process = engine._process
    assert process is not None
    made.close()
    assert process.poll() is not None
    assert (made.typed, made.candidates) == ("", [])


@pytest.mark.parametrize("command", [GONE, ("/bin/false",), ("/bin/sleep", "60")])
def test_without_the_engine_single_characters_are_there(
    qapp: QGuiApplication, command: tuple[str, ...]
) -> None:
    made = Composer()
    made._engine = Engine(made._answered, command)
    found = type_(qapp, made, "zhangzhe")
    assert made.choose(found.index("张")) == "张"
    until(qapp, lambda: not made._late.isActive())
    assert "喆" in made.candidates
    assert "这" in type_(qapp, made, "zh")
    made.close()


def test_a_missing_dictionary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "DICTIONARIES", "googlepinyin/nothing.dat")
    with pytest.raises(decoder.NotInstalledError):
        decoder.Decoder()
    monkeypatch.setattr(decoder, "LIBRARY", "libnothing.so.0")
    with pytest.raises(decoder.NotInstalledError):
        decoder.Decoder()


def test_a_syllable_is_the_longest_that_can_be_read() -> None:
    table = readings()
    assert [("xianggang"[a:b]) for a, b in table.units("xianggang")] == ["xiang", "gang"]
    assert [("zhg'n"[a:b]) for a, b in table.units("zhg'n")] == ["zh", "g", "n"]
    assert Readings({"yi": ("一", "", "")}).read("er") == ""
