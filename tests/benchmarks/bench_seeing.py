"""The page finder and the way to a sent page beside the plain OpenCV ways, in one run, on one pinned core.

    python tests/benchmarks/bench_seeing.py [folder]

`folder`, or the variable PAGE_PHOTOS, holds photographs and `truth.json`:
{"photos": [{"file", "quad": [[x, y] * 4, clockwise]}]}. Without it only what is invented is measured: two
worlds that training never saw (another way of drawing; grounds and papers kept apart), and their empty desks.
Milliseconds are those that the core worked for this program: other programs may run beside it.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_desks import HELD_OUT_FROM, Scene, empty_desk, overlap, scene
from synthetic_photographs import photograph

from drivers.document_scanner.correction import correct
from drivers.document_scanner.encoding import encode
from drivers.document_scanner.page import Frame, Points
from drivers.document_scanner.page_finder import find_page

SCENES = 60
EMPTY_DESKS = 100
SHUTTERS = 15
GOOD_OVERLAP = 0.90
A4_200_DPI_PX = (1654, 2339)

Finder = Callable[[Frame], Points | None]


def ours(frame: Frame) -> Points | None:
    """What the preview runs: search, corners at full resolution, quality and help."""
    page = find_page(frame).page
    return None if page is None else page.corners


def canny_hull(frame: Frame) -> Points | None:
    """The usual recipe: edges, closed, the hull of the largest contour that has four corners."""
    factor = max(frame.shape[:2]) / 640
    small = cv2.resize(frame, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    edges = cv2.morphologyEx(cv2.Canny(grey, 40, 120), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return _largest(edges, factor, hull=True)


def threshold(frame: Frame) -> Points | None:
    """The plain way: what is bright is paper (Otsu), its largest contour of four corners is the page."""
    factor = max(frame.shape[:2]) / 640
    small = cv2.resize(frame, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    return _largest(cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)[1], factor, hull=False)


def _largest(mask: Any, factor: float, *, hull: bool) -> Points | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:5]:
        outline = cv2.convexHull(contour) if hull else contour
        quad = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, closed=True), closed=True)
        if len(quad) == 4 and cv2.contourArea(quad) > 0.03 * mask.size:
            corners = quad.reshape(4, 2).astype(np.float32) * factor
            center = corners.mean(axis=0)
            around = np.argsort(np.arctan2(corners[:, 1] - center[1], corners[:, 0] - center[0]))
            return np.asarray(corners[around], np.float32)
    return None


FINDERS: dict[str, Finder] = {"ours": ours, "Canny + hull": canny_hull, "Otsu + contour": threshold}


def photographs(folder: Path) -> Iterator[Scene]:
    """The photographs of a folder with their truth."""
    for photo in json.loads((folder / "truth.json").read_text())["photos"]:
        frame = cv2.imread(str(folder / photo["file"]))
        if frame is None:
            raise FileNotFoundError(folder / photo["file"])
        yield Scene(np.asarray(frame, np.uint8), np.asarray(photo["quad"], np.float32))


def held_out_photographs(count: int, *, empty: bool) -> Iterator[Scene]:
    """Invented photographs of the families that training never saw, with one page or none."""
    for seed in range(HELD_OUT_FROM, HELD_OUT_FROM + 3 * count):
        shot = photograph(seed, 1920, held_out=True, empty=empty)
        if len(shot.pages) == 1 - empty:
            yield Scene(shot.frame, None if empty else shot.pages[0])
            count -= 1
        if not count:
            return


def measure(title: str, scenes: Iterator[Scene]) -> None:
    """Print how each finder does; all see the same frames, one after the other."""
    overlaps: dict[str, list[float]] = {name: [] for name in FINDERS}
    false = dict.fromkeys(FINDERS, 0)
    times: dict[str, list[float]] = {name: [] for name in FINDERS}
    for here in scenes:
        for name, find in FINDERS.items():
            begin = time.thread_time()
            found = find(here.frame)
            times[name].append((time.thread_time() - begin) * 1e3)
            if here.corners is None:
                false[name] += found is not None
            else:
                overlaps[name].append(0.0 if found is None else overlap(found, here.corners))
    print(title)
    for name in FINDERS:
        if overlaps[name]:
            good = statistics.mean(value >= GOOD_OVERLAP for value in overlaps[name])
            low, middle = np.percentile(overlaps[name], (5, 50))
            what = f"IoU mean {statistics.mean(overlaps[name]):.3f}, {low:.3f} p5, {middle:.3f} median"
            what += f", {good:.1%} at least {GOOD_OVERLAP}"
        else:
            what = f"{false[name]} false pages"
        late = float(np.percentile(times[name], 95))
        print(f"  {name:15} {what}; {statistics.median(times[name]):.1f} ms median, {late:.1f} ms p95")


def shutter() -> None:
    """Print the time from a 1080p frame to the encoded page at 200 dpi, beside the plain steps."""
    seed = next(seed for seed in range(HELD_OUT_FROM, HELD_OUT_FROM + 500) if _suits(scene(seed)))
    frame = scene(seed).frame

    def plain() -> None:
        corners = canny_hull(frame)
        if corners is None:
            corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * 1000
        width, height = A4_200_DPI_PX
        target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        flat = cv2.warpPerspective(frame, cv2.getPerspectiveTransform(corners, target), A4_200_DPI_PX)
        cv2.imencode(".jpg", flat, [cv2.IMWRITE_JPEG_QUALITY, 90])

    def whole() -> None:
        page = find_page(frame).page
        assert page is not None
        encode(correct(frame, page))

    print("from the frame to the page, A4 at 200 dpi, encoded")
    for name, way in (("ours, light evened", whole), ("Canny + hull, warp, encode", plain)):
        times = []
        for _ in range(SHUTTERS):
            begin = time.thread_time()
            way()
            times.append((time.thread_time() - begin) * 1e3)
        print(f"  {name:27} {statistics.median(times):.1f} ms median, {max(times):.1f} ms worst")


def _suits(here: Scene) -> bool:
    """A 1080p frame whose page comes out as A4 upright."""
    page = find_page(here.frame).page
    if max(here.frame.shape) != 1920 or page is None or here.corners is None:
        return False
    return (
        overlap(page.corners, here.corners) > 0.95 and correct(here.frame, page).shape[1::-1] == A4_200_DPI_PX
    )


def main() -> int:
    cv2.setNumThreads(1)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    place = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PAGE_PHOTOS")
    if place:
        folder = Path(place)
        measure(f"photographs in {folder}", photographs(folder))
    held_out = range(HELD_OUT_FROM, HELD_OUT_FROM + SCENES)
    measure(f"{SCENES} invented scenes that tuning never saw", (scene(seed) for seed in held_out))
    desks = range(HELD_OUT_FROM, HELD_OUT_FROM + EMPTY_DESKS)
    measure(f"{EMPTY_DESKS} empty desks", (empty_desk(seed) for seed in desks))
    measure(
        f"{SCENES} invented photographs of families kept apart", held_out_photographs(SCENES, empty=False)
    )
    measure(
        f"{EMPTY_DESKS} empty desks of families kept apart", held_out_photographs(EMPTY_DESKS, empty=True)
    )
    shutter()
    return 0


if __name__ == "__main__":
    sys.exit(main())
