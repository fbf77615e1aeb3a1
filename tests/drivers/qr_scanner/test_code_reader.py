"""Codes in frames: plain ones at once, hard ones over several frames, and never a wrong text."""

import io

import cv2
import numpy as np
import pytest
import segno
import zxingcpp

from drivers.qr_scanner import decode
from drivers.qr_scanner.decode import BadFrame, CodeReader
from drivers.qr_scanner.readings import CODE_128, QR, Reading, read_zbar
from drivers.qr_scanner.regions import find_regions
from drivers.qr_scanner.rungs import RUNGS

TOKEN = "https://kiosk.example.cn/t/Abc123"
FRAME = (720, 1280)
CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def symbol(text, scale=6, **settings):
    """A code as a gray image, black on white."""
    out = io.BytesIO()
    segno.make(text, micro=False, **settings).save(out, kind="png", scale=scale, border=4)
    return cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)


def in_frame(image, left=300, top=200, paper=90):
    frame = np.full(FRAME, paper, np.uint8)
    frame[top : top + image.shape[0], left : left + image.shape[1]] = image
    return frame


def worn(image, seed=1):
    """Small, blurred, faint and noisy: more than zxing-cpp reads in the plain frame."""
    frame = in_frame(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)).astype(np.float32)
    frame = cv2.GaussianBlur(120 + 0.22 * (frame - 120), (0, 0), 1.35)
    frame += np.random.default_rng(seed).normal(0, 3.5, frame.shape)
    return np.clip(frame, 0, 255).astype(np.uint8)


def read_over(reader, frame, frames=12):
    for count in range(1, frames + 1):
        codes = reader.read(frame)
        if codes:
            return codes, count
    return (), frames


def test_a_plain_code_is_read_at_once_with_its_corners():
    frame = in_frame(symbol(TOKEN))
    (code,) = CodeReader().read(frame)
    assert (code.text, code.data, code.symbology) == (TOKEN, TOKEN.encode(), QR)
    assert np.allclose(code.corners[0], (324, 224), atol=4)
    assert TOKEN not in repr(code)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("办事预约:社保", {"encoding": "utf-8"}),
        ("办事预约:社保", {"encoding": "gb18030"}),
        ("办事预约:社保", {"encoding": "utf-8", "eci": True}),
        ("办事", {"encoding": "gb18030", "eci": True}),
        ("大学", {"mode": "kanji"}),
        ("取号", {"mode": "hanzi"}),
        ("办", {"encoding": "utf-8"}),
        (r"C:\000026\x", {}),
    ],
)
def test_chinese_is_read_exactly_however_it_is_encoded(text, settings):
    (code,) = CodeReader().read(in_frame(symbol(text, **settings)))
    assert code.text == text


def test_a_linear_code_is_read():
    image = np.array(zxingcpp.create_barcode("ABC-123", zxingcpp.BarcodeFormat.Code128).to_image(scale=3))
    (code,) = CodeReader().read(in_frame(image, paper=255))
    assert (code.text, code.symbology) == ("ABC-123", CODE_128)


def test_a_worn_code_is_read_by_the_ladder_where_the_plain_frame_gives_none():
    frame = worn(symbol(TOKEN))
    assert not zxingcpp.read_barcodes(frame)
    codes, _ = read_over(CodeReader(), frame)
    assert [code.text for code in codes] == [TOKEN]
    assert np.allclose(codes[0].corners[0], (312, 212), atol=5)


def test_where_a_frame_s_time_is_up_the_next_frame_goes_on():
    now = 0.0

    def clock():
        nonlocal now
        now += 0.004  # every look at the clock costs a step its time
        return now

    frame = worn(symbol(TOKEN))
    codes, frames = read_over(CodeReader(0.030, clock), frame)
    assert [code.text for code in codes] == [TOKEN]
    _, slower = read_over(CodeReader(0.0, clock), frame, 60)
    assert slower >= frames


def test_a_frame_whose_time_is_up_before_the_ladder_still_climbs_in_the_end(monkeypatch):
    climbed = []
    monkeypatch.setattr(decode, "read_zbar", lambda _image: climbed.append("zbar") or [])
    monkeypatch.setattr(decode, "read_zxing", lambda *_a, **_k: climbed.append("zxing") or [])
    reader = CodeReader(budget_s=0.0)
    frame = in_frame(symbol(TOKEN))
    for _ in range(2 * len(RUNGS) * len(find_regions(frame))):
        reader.read(frame)
    assert "zbar" in climbed


def test_an_empty_frame_holds_nothing():
    assert CodeReader().read(np.full(FRAME, 128, np.uint8)) == ()


def test_a_reading_that_is_not_sure_counts_when_another_agrees(monkeypatch):
    reading = Reading(b"AB", "AB", QR, CORNERS, sure=False)
    monkeypatch.setattr(decode, "read_zxing", lambda *_a, **_k: [reading])
    reader = CodeReader(budget_s=0.0)
    frame = np.full(FRAME, 128, np.uint8)
    assert reader.read(frame) == ()
    assert reader.read(frame) == ()  # the very same picture is no second witness
    (code,) = reader.read(frame + 1)
    assert code.text == "AB"


def test_readings_that_disagree_never_count(monkeypatch):
    texts = iter(f"A{number}" for number in range(100))
    monkeypatch.setattr(
        decode,
        "read_zxing",
        lambda *_a, **_k: [Reading((text := next(texts)).encode(), text, QR, CORNERS, sure=False)],
    )
    reader = CodeReader(budget_s=0.0)
    assert all(reader.read(np.full(FRAME, value, np.uint8)) == () for value in range(60))


def test_a_new_person_s_reading_does_not_agree_with_the_last_one_s(monkeypatch):
    reading = Reading(b"AB", "AB", QR, CORNERS, sure=False)
    monkeypatch.setattr(decode, "read_zxing", lambda *_a, **_k: [reading])
    reader = CodeReader(budget_s=0.0)
    frame = np.full(FRAME, 128, np.uint8)
    reader.read(frame)
    reader.reset()
    assert reader.read(frame + 1) == ()


@pytest.mark.parametrize("text", ["办", "一二", "办事预约:社保", "㙍𠮷", TOKEN])
def test_the_second_opinion_gives_bytes_as_they_stand(text):
    (reading,) = read_zbar(symbol(text, encoding="utf-8"))
    assert (reading.text, reading.sure) == (text, False)


def test_the_second_opinion_passes_over_what_it_cannot_tell_apart():
    assert read_zbar(symbol("办事预约", encoding="gb18030")) == []


def test_no_micro_code_is_found_in_text():
    image = symbol("12345")
    micro = io.BytesIO()
    segno.make_micro("12345").save(micro, kind="png", scale=8, border=4)
    image = cv2.imdecode(np.frombuffer(micro.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert CodeReader().read(in_frame(image)) == ()


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((4,), np.uint8),
        np.zeros((4, 4), np.float32),
        np.zeros((0, 4), np.uint8),
    ],
)
def test_what_is_no_image_is_a_bad_frame(frame):
    with pytest.raises(BadFrame):
        CodeReader().read(frame)


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3), (33, 33), (1080, 1920, 3)])
def test_any_size_of_frame_is_endured(shape):
    frame = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    assert read_over(CodeReader(), frame, 3) == ((), 3)
