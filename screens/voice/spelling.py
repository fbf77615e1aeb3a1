"""Any Chinese sentence as the names of recorded parts: syllables with tone, digits, letters, a breath.

Used for what nobody could record beforehand: the citizen's name, a number, an amount, a new item of the list.
Readings of hanzi come from `pypinyin`; numbers are read as the counter reads them: a quantity up to 9,999
as a number, anything longer (telephone, card, case number) digit by digit with yāo for 1.
"""

import re
from collections.abc import Iterator
from typing import Final

BREATH: Final = "_"  # a short silence, at punctuation
LONGEST_QUANTITY: Final = 4  # digits; above that it is an identifier
DIGITS: Final = ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3")
SPOKEN_ONE: Final = "yao1"  # 1 in telephone and card numbers
PLACES: Final = ("", "shi2", "bai3", "qian1")
POINT: Final = "dian3"
TWO_OF: Final = "liang3"  # 2 before a hundred or a thousand

_TOKENS: Final = re.compile(
    r"(?P<masked>\d*[*＊]+\d*)|(?P<decimal>\d+\.\d+)|(?P<digits>\d+)|(?P<letter>[A-Za-z])"
    r"|(?P<hanzi>[㐀-䶿一-鿿𠀀-𳏿]+)|(?P<breath>[，。！？：；、,.!?:;\s·—…-]+)|(?P<other>.)",
)


def spelt(sentence: str) -> list[str]:
    """The parts of `sentence`, in order: "zhang1", "A", or BREATH; signs that are not spoken are left out."""
    parts: list[str] = []
    for token in _TOKENS.finditer(sentence):
        match token.lastgroup:
            case "decimal":
                whole, _, rest = token.group().partition(".")
                parts += [*quantity(whole), POINT, *one_by_one(rest, one=DIGITS[1])]
            case "digits":
                parts += quantity(token.group())
            case "letter":
                parts.append(token.group().upper())
            case "hanzi":
                parts += _syllables(token.group())
            case "masked":
                before, _, after = token.group().replace("＊", "*").partition("*")
                parts += [*one_by_one(before), BREATH, *one_by_one(after.lstrip("*"))]
            case "breath":
                parts.append(BREATH)
            case _:
                continue
    return parts


def quantity(digits: str) -> list[str]:
    """ "105" → yī bǎi líng wǔ; what begins with 0 or is longer than four digits is spelt digit by digit."""
    if len(digits) > LONGEST_QUANTITY or (len(digits) > 1 and digits.startswith("0")):
        return one_by_one(digits)
    if not digits.strip("0"):
        return [DIGITS[0]]
    parts = list(_places(digits))
    # 10 to 19 are read without their one: shí wǔ.
    return parts[1:] if parts[:2] == [DIGITS[1], PLACES[1]] and len(digits) == len("10") else parts


def one_by_one(digits: str, one: str = SPOKEN_ONE) -> list[str]:
    """Each digit by itself, `one` for the digit 1."""
    return [one if digit == "1" else DIGITS[int(digit)] for digit in digits]


def _places(digits: str) -> Iterator[str]:
    skipped = False
    for index, digit in enumerate(digits):
        place = len(digits) - 1 - index
        if digit == "0":
            skipped = True
            continue
        if skipped:
            yield DIGITS[0]
            skipped = False
        yield TWO_OF if digit == "2" and PLACES[place] in PLACES[2:] else DIGITS[int(digit)]
        if place:
            yield PLACES[place]


def _syllables(hanzi: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # its tables are read when the first name is spoken

    # v for ü, 5 for the light tone: the names of the recorded parts. What has no reading stays as it is.
    return lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
