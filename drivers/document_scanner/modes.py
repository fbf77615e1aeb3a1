"""How a corrected page is given."""

from enum import StrEnum


class ColourMode(StrEnum):
    """Colour h x w x 3; grey h x w; black and white h x w with nothing but 0 and 255."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK_AND_WHITE = "black_and_white"
