"""Which recordings say a sentence: the whole of it, its clauses, or its syllables."""

import hashlib
import re
from pathlib import Path
from typing import Final

from screens.voice.spelling import BREATH, spelt

SUFFIX: Final = ".ogg"  # Ogg Vorbis, one channel
_CLAUSES: Final = re.compile(r"[，。！？：；、,.!?:;\n]+")
_RESTS: Final = re.compile(r"\s+")


def normal(sentence: str) -> str:
    """The sentence as its recording is named: without the stops at its ends and any white space."""
    return _RESTS.sub("", _CLAUSES.sub("，", sentence)).strip("，")


def prompt_name(sentence: str) -> str:
    """File name of the recording of a whole sentence."""
    return hashlib.sha256(normal(sentence).encode()).hexdigest()[:16] + SUFFIX


class Prompts:
    """The recordings in one folder: `prompts/` holds sentences, `parts/` syllables, digits and letters."""

    def __init__(self, folder: Path) -> None:
        self._prompts = folder / "prompts"
        self._parts = folder / "parts"

    def __bool__(self) -> bool:
        return self._parts.is_dir()

    def recorded(self, sentence: str) -> bool:
        """Whether somebody has recorded exactly this sentence."""
        return (self._prompts / prompt_name(sentence)).exists()

    def clips(self, sentence: str) -> list[Path | None]:
        """The recordings that say `sentence`, in order; None is a breath."""
        if not normal(sentence):
            return []
        if self.recorded(sentence):
            return [self._prompts / prompt_name(sentence)]
        clauses = [clause for clause in _CLAUSES.split(sentence) if normal(clause)]
        if len(clauses) == 1:
            return self._spelt(clauses[0])
        clips: list[Path | None] = []
        for clause in clauses:
            clips += [*self.clips(clause), None]
        return clips[:-1]

    def _spelt(self, clause: str) -> list[Path | None]:
        return [self._part(part) for part in spelt(clause)]

    def _part(self, name: str) -> Path | None:
        """A part that nobody recorded is a breath: the sentence stands on the page too."""
        file = self._parts / (name + SUFFIX)
        return file if name != BREATH and file.exists() else None
