"""The text of a code's bytes: UTF-8 first, then GB18030, by the symbol's own word where it has one."""

import re

ECI_MARK = re.compile(rb"\\\\|\\(\d{6})")
# Character sets by AIM ECI assignment number, those that Chinese encoders write.
ECI_CHARSETS = {
    1: "latin-1",
    3: "latin-1",
    20: "shift_jis",
    26: "utf-8",
    27: "ascii",
    28: "big5",
    29: "gb18030",
    32: "gb18030",
    170: "ascii",
}


class UndecodableText(ValueError):
    """The bytes are text in none of the character sets that may be meant; never carries them."""


def text_of(data: bytes, *charsets: str) -> str:
    """The text of `data` in the first of `charsets` that fits, by default UTF-8 and then GB18030.

    Raises `UndecodableText`.
    """
    for charset in charsets or ("utf-8", "gb18030"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue  # raised below without this error, which carries the bytes
    raise UndecodableText("the code's bytes are no text")


def text_with_eci(data: bytes) -> str:
    r"""The text of bytes with ECI designators, `\nnnnnn`, where a literal backslash stands twice.

    Source: AIM ECI specification, transmission of ECI data. Raises `UndecodableText`.
    """
    charset: tuple[str, ...] = ()
    text, part, end = "", b"", 0
    for mark in ECI_MARK.finditer(data):
        part += data[end : mark.start()]
        end = mark.end()
        if mark[1] is None:
            part += b"\\"
            continue
        text += text_of(part, *charset)
        part = b""
        named = ECI_CHARSETS.get(int(mark[1]))
        charset = (named,) if named else ()
    return text + text_of(part + data[end:], *charset)
