"""What a page says, in every language that the kiosk speaks."""

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh_CN", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh_CN", "en")


@dataclass(frozen=True)
class Text:
    """One sentence, given in both languages; `en` may be empty where there is no translation yet."""

    zh: str
    en: str = ""

    def in_(self, language: Language) -> str:
        """The sentence in `language`; the Chinese one where there is no other."""
        return self.en if language == "en" and self.en else self.zh
