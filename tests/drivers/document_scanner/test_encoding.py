"""Pages as bytes: within the limit, turned, bound; and the purpose on a copy."""

import io
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from drivers.document_scanner.desk import invented_page
from drivers.document_scanner.encoding import TooBig, decoded, encode, pdf, turned
from drivers.document_scanner.watermark import marked

FONT = Path(__file__).parents[3] / "assets" / "fonts" / "NotoSansSC-Regular.otf"
PURPOSE = "此件仅供办理临时救助申请使用 2026-01-02"
JPEG, PNG = b"\xff\xd8", b"\x89PNG"


def test_quality_falls_until_the_picture_fits():
    page = invented_page()
    full = encode(page)
    small = encode(page, limit_bytes=len(full) - 1)
    assert len(small) < len(full)
    assert decoded(small).shape == page.shape


def test_a_limit_that_cannot_be_met_is_a_typed_error():
    with pytest.raises(TooBig, match="1000"):
        encode(invented_page(), limit_bytes=1000)


def test_black_and_white_takes_one_bit_a_pixel_and_comes_back_as_it_was():
    page = cv2.threshold(cv2.cvtColor(invented_page(), cv2.COLOR_BGR2GRAY), 128, 255, cv2.THRESH_BINARY)[1]
    data = encode(page)
    assert data.startswith(PNG)
    assert len(data) < len(encode(invented_page())) / 4
    assert np.array_equal(decoded(data), page)
    with pytest.raises(TooBig):
        encode(page, 100)


def test_grey_stays_grey():
    grey = cv2.cvtColor(invented_page(), cv2.COLOR_BGR2GRAY)
    assert encode(grey).startswith(JPEG)
    assert decoded(encode(grey)).ndim == 2


@pytest.mark.parametrize("quarters", [1, 2, 3, 5, -1])
@pytest.mark.parametrize("black_and_white", [False, True])
def test_a_picture_turns_clockwise(quarters: int, black_and_white: bool):
    page = np.full((90, 60), 255, np.uint8)
    page[:10, :10] = 0
    page = page if black_and_white else cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    image = decoded(turned(encode(page), quarters))
    assert np.abs(image.astype(int) - np.rot90(page, -quarters)).max() < 60


def test_a_picture_that_is_not_turned_is_not_touched():
    page = encode(invented_page())
    assert turned(page, 4) is page


@pytest.mark.parametrize("data", [b"", b"text", JPEG])
def test_what_is_no_picture_is_a_value_error(data: bytes):
    with pytest.raises(ValueError, match="no picture"):
        decoded(data)


@pytest.mark.requirement("R29")
def test_the_pdf_holds_the_pictures_as_they_are_in_their_true_size():
    page = encode(cv2.resize(invented_page(), (1654, 2339)))
    grey = encode(np.full((1654, 2339), 200, np.uint8))
    bound = pdf([page, grey], 200, 10_000_000)
    opened = pikepdf.open(io.BytesIO(bound))
    images = [next(iter(each.get_images().values())) for each in opened.pages]
    assert [image.read_raw_bytes() for image in images] == [page, grey]
    boxes = [[float(side) / 72 * 25.4 for side in each.mediabox[2:]] for each in opened.pages]
    assert np.allclose(boxes, [(210, 297), (297, 210)], atol=0.5)
    assert b"Date" not in bound


def test_a_pdf_within_its_limit_by_lower_quality_keeps_every_page():
    page = encode(cv2.resize(invented_page(), (1654, 2339)))
    whole = pdf([page] * 3, 200, 10_000_000)
    less = pdf([page] * 3, 200, len(whole) * 2 // 3)
    assert len(less) <= len(whole) * 2 // 3
    assert len(pikepdf.open(io.BytesIO(less)).pages) == 3


def test_a_pdf_that_no_quality_makes_small_enough_is_a_typed_error():
    with pytest.raises(TooBig, match="2 pages"):
        pdf([encode(invented_page())] * 2, 200, 5000)


@pytest.mark.requirement("R92")
def test_the_purpose_stands_everywhere_on_the_copy_and_the_print_stays():
    page = invented_page()
    copy = marked(page, PURPOSE, FONT, 150)
    assert copy is not page
    changed = (copy != page).any(axis=2)
    cells = changed[: 1740 // 12 * 12, : 1236 // 12 * 12].reshape(12, 145, 12, 103).any(axis=(1, 3))
    assert cells.mean() > 0.9
    assert (copy <= page).all()  # it only darkens: nothing that was read before vanishes
    print_ = page.max(axis=2) < 70
    assert np.abs(copy[print_].astype(int) - page[print_]).max() <= 1


def test_a_grey_copy_is_marked_too():
    grey = np.full((400, 400), 240, np.uint8)
    assert marked(grey, PURPOSE, FONT, 200).min() < 220
