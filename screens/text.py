"""A text shown to the citizen, in Chinese and, where there is one, in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One text in both languages; Chinese is always there, English may be empty."""

    zh: str
    en: str = ""

    def in_(self, language: str) -> str:
        """The text in `language` ("zh_CN" or "en"); Chinese where there is no English."""
        return self.en if language == "en" and self.en else self.zh
