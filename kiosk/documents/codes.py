"""QR codes for phones (ISO/IEC 18004): bytes in UTF-8, level M; never a Micro QR, which no phone reads."""

import io

QUIET_ZONE = 4  # modules
QUIET_ON_PAPER = 2  # modules: the paper around is white
SCALE = 12  # pixels a module: 20 mm and more on every panel


def code_png(text: str, scale: int = SCALE) -> bytes:
    """For the glass; `scale` in pixels a module."""
    return _drawn(text, kind="png", scale=scale, border=QUIET_ZONE)


def code_svg(text: str) -> str:
    """For a document that is laid out."""
    return _drawn(text, kind="svg", scale=1, border=QUIET_ON_PAPER).decode()


def _drawn(text: str, *, kind: str, scale: int, border: int) -> bytes:
    import segno  # only where a code is wanted

    drawn = io.BytesIO()
    code = segno.make(text, mode="byte", encoding="utf-8", error="m", micro=False)
    code.save(drawn, kind=kind, scale=scale, border=border)
    return drawn.getvalue()
