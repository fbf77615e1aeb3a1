"""From the centre's words to the screen's texts."""

from kiosk.center.contract import Words
from screens.text import Text


def said(words: Words) -> Text:
    """The same two languages, as a page shows them."""
    return Text(words.zh, words.en)
