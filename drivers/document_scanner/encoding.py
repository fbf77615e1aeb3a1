"""Pictures of pages as bytes: small enough, turned, and bound into one PDF."""

import logging
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from drivers.document_scanner.page import Frame

JPEG_LIMIT_BYTES = 1_000_000
QUALITY_STEPS = (90, 82, 74, 66, 58, 50)  # below 50 small print dissolves
SMALLER_STEPS = ((0.75, 66), (0.75, 50))  # share of the side and quality, when quality alone is not enough
TURNED_QUALITY = 92


class TooBig(ValueError):
    """No step of quality stays within the limit."""


def encode(image: Frame, limit_bytes: int = JPEG_LIMIT_BYTES) -> bytes:
    """JPEG of the best quality step within the limit; PNG of one bit a pixel where it is black and white.

    `image`: h x w x 3 BGR or h x w, uint8. Raises `TooBig`, and ValueError on what is no picture.
    """
    if image.ndim == 2 and is_black_and_white(image):
        return _within(_encoded(image, ".png", cv2.IMWRITE_PNG_BILEVEL, 1), limit_bytes)
    for quality in QUALITY_STEPS:
        data = _jpeg(image, quality)
        if len(data) <= limit_bytes:
            return data
    raise TooBig(f"no quality step stays within {limit_bytes} bytes")


def is_black_and_white(image: Frame) -> bool:
    """Whether a grey picture holds nothing but 0 and 255; looks at a few rows first."""
    return all(bool(((rows == 0) | (rows == 255)).all()) for rows in (image[::64], image))


def turned(picture: bytes, quarter_turns: int) -> bytes:
    """The picture turned clockwise by so many quarters. Raises ValueError on what is no picture."""
    turns = quarter_turns % 4
    if turns == 0:
        return picture
    image = np.rot90(decoded(picture), -turns)
    return (
        encode(np.ascontiguousarray(image), len(picture) * 8)
        if image.ndim == 2 and is_black_and_white(image)
        else _jpeg(np.ascontiguousarray(image), TURNED_QUALITY)
    )


def pdf(pages: Sequence[bytes], dpi: int, limit_bytes: int) -> bytes:
    """One PDF of these pages (JPEG or PNG), each in its true size at `dpi`, within the limit.

    The pictures go in as they are; only when they are too big together are they encoded again, all of them by
    one step. The PDF names neither a date nor who made it. Raises `TooBig`; `pages` stay as they were.
    """
    for attempt in _ever_smaller(pages, dpi):
        bound = _bound(*attempt)
        if len(bound) <= limit_bytes:
            return bound
    raise TooBig(f"{len(pages)} pages do not go into {limit_bytes} bytes")


def _ever_smaller(pages: Sequence[bytes], dpi: int) -> Iterator[tuple[list[bytes], int]]:
    yield list(pages), dpi
    images = [decoded(page) for page in pages]
    for quality in QUALITY_STEPS[1:]:
        yield [_again(page, image, quality) for page, image in zip(pages, images, strict=True)], dpi
    for share, quality in SMALLER_STEPS:
        small = [
            cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) for image in images
        ]
        yield [_jpeg(np.asarray(image, np.uint8), quality) for image in small], round(dpi * share)


def _again(page: bytes, image: Frame, quality: int) -> bytes:
    """At this quality, unless the page was smaller before."""
    return min(page, _jpeg(image, quality), key=len)


def _bound(pages: list[bytes], dpi: int) -> bytes:
    import img2pdf  # heavy; a visit without papers does without

    logging.getLogger("img2pdf").setLevel(logging.ERROR)
    # Its own writer: pikepdf, which it would rather use, is not shipped.
    bound: bytes = img2pdf.convert(
        pages,
        engine=img2pdf.Engine.internal,
        layout_fun=img2pdf.get_fixed_dpi_layout_fun((dpi, dpi)),
        nodate=True,
        producer="",
    )
    return bound


def decoded(picture: bytes) -> Frame:
    """h x w x 3 BGR or h x w, uint8. Raises ValueError on what is no picture."""
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_UNCHANGED) if picture else None
    if image is None:
        raise ValueError("this is no picture")
    return np.asarray(image, np.uint8)


def _jpeg(image: Frame, quality: int) -> bytes:
    return _encoded(image, ".jpg", cv2.IMWRITE_JPEG_QUALITY, quality)


def _encoded(image: Frame, kind: str, *parameters: int) -> bytes:
    try:
        done, data = cv2.imencode(kind, image, parameters)
    except cv2.error as error:
        raise ValueError("this picture cannot be encoded") from error
    if not done:
        raise ValueError("this picture cannot be encoded")
    return data.tobytes()


def _within(data: bytes, limit_bytes: int) -> bytes:
    if len(data) > limit_bytes:
        raise TooBig(f"one bit a pixel does not stay within {limit_bytes} bytes")
    return data
