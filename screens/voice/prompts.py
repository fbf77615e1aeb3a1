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
        self._prompts = {path.name: path for path in (folder / "prompts").glob("*" + SUFFIX)}
        self._parts = {path.stem: path for path in (folder / "parts").glob("*" + SUFFIX)}

    def __bool__(self) -> bool:
        return bool(self._prompts or self._parts)

    def recorded(self, sentence: str) -> bool:
        """Whether somebody has recorded exactly this sentence."""
        return prompt_name(sentence) in self._prompts

    def clips(self, sentence: str) -> list[Path | None]:
        """The recordings that say `sentence`, in order; None is a breath."""
        if not normal(sentence):
            return []
        if self.recorded(sentence):
            return [self._prompts[prompt_name(sentence)]]
        clauses = [clause for clause in _CLAUSES.split(sentence) if normal(clause)]
        if len(clauses) == 1:
            return self._spelt(clauses[0])
        clips: list[Path | None] = []
        for clause in clauses:
            clips += [*self.clips(clause), None]
        return clips[:-1]

    def _spelt(self, clause: str) -> list[Path | None]:
        return [None if part == BREATH else self._parts.get(part) for part in spelt(clause)]
