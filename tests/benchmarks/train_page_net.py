"""Learns the network of `drivers/document_scanner/page_net.onnx` on invented photographs, then writes it.

    python tests/benchmarks/train_page_net.py draw FOLDER FIRST COUNT      photographs into the folder
    python tests/benchmarks/train_page_net.py learn FOLDER MINUTES         from all that lie there
    python tests/benchmarks/train_page_net.py write FOLDER                 what a broken off run had learned

Needs an environment of its own: `pip install torch==2.13.0 onnx numpy opencv-python-headless` (CPU builds
do); the kiosk runs the result with OpenCV. The shipped weights: widths (8, 16, 32, 48, 64) on 15,000
photographs (seeds 0, 100000 and 200000 on, drawn before the pale grounds and half covered sheets were there)
for 26 minutes on a shared core; grown to WIDTHS and taught whole pages on these and 11,500 more (seeds 300000
on) for 13 minutes of a core. Afterwards `train_page_score.py` weighs the evidence anew.
"""

import copy
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parents[2]))

from synthetic_photographs import photograph

DRAWN_PX = 400  # longer side of a drawn photograph
STORED_PX = 224  # both ways, as drawn photographs are kept
INPUT_PX = 160  # as `page_net.INPUT_PX`
CELLS = INPUT_PX // 2
SHARD = 500
LARGE = 64  # weights from here on are kept in half precision
BATCH = 24
LEARNING_RATE = 2e-3
DECAY = 1e-3
WIDTHS = (8, 16, 32, 64, 96)
CORNER_CELLS = 1.5  # spread of a corner's spot
SIDE_CELLS = 7  # across the band in which a bent side of a whole page lies
MORE_WEIGHT = (1.0, 1.0, 3.0, 6.0)  # of cells of paper, whole page, side, corner over the many without
NOISE = np.random.default_rng(0).standard_normal(1 << 20, np.float32)
CLOSER_SHARE = 0.55  # of the photographs are cut closer to the page


def draw(folder: Path, first: int, count: int) -> None:
    """Photographs in shards: picture, paper, sides, corners of the pages (NaN for none)."""
    folder.mkdir(parents=True, exist_ok=True)
    half = (STORED_PX // 2, STORED_PX // 2)
    for start in range(first, first + count, SHARD):
        pictures, papers, sides, pages = [], [], [], []
        for seed in range(start, start + SHARD):
            shot = photograph(seed, DRAWN_PX)
            height, width = shot.frame.shape[:2]
            pictures.append(cv2.resize(shot.frame, (STORED_PX, STORED_PX), interpolation=cv2.INTER_AREA))
            papers.append(np.rint(255 * cv2.resize(shot.paper, half, interpolation=cv2.INTER_AREA)))
            sides.append((400 * cv2.resize(shot.sides, half, interpolation=cv2.INTER_AREA)).clip(0, 255))
            scale = np.array([STORED_PX / width, STORED_PX / height], np.float32)
            pages.append([page * scale for page in shot.pages])
        corners = np.full((SHARD, max(1, *map(len, pages)), 4, 2), np.nan, np.float32)
        for row, found in zip(corners, pages, strict=True):
            row[: len(found)] = np.reshape(found, (-1, 4, 2))
        arrays = {"picture": pictures, "paper": papers, "sides": sides}
        kept: dict[str, Any] = {name: np.asarray(value, np.uint8) for name, value in arrays.items()}
        file = folder / f"{start}.npz"
        np.savez(file.with_suffix(".part.npz"), corners=corners, **kept)
        file.with_suffix(".part.npz").rename(file)


def sample(random: np.random.Generator, shards: list[Any]) -> tuple[Any, Any]:
    """One photograph, cut, mirrored and turned at random: INPUT_PX x INPUT_PX x 3, and 4 x CELLS x CELLS."""
    shard = shards[random.integers(len(shards))]
    index = random.integers(SHARD)
    picture, paper, sides, corners = (shard[k][index] for k in ("picture", "paper", "sides", "corners"))
    x, y, width, height = _cut(random, corners[0])
    across, down = INPUT_PX / width, INPUT_PX / height

    def cut(plane: Any, side: int, share: float) -> Any:
        move = [
            [across, 0, (across - 1) / 2 - across * x * share],
            [0, down, (down - 1) / 2 - down * y * share],
        ]
        return cv2.warpAffine(plane, np.float32(move), (side, side), borderMode=cv2.BORDER_REPLICATE)

    if across < 0.95:
        picture = cv2.GaussianBlur(picture, (3, 3), 0.5)
    picture, paper, sides = cut(picture, INPUT_PX, 1), cut(paper, CELLS, 0.5), cut(sides, CELLS, 0.5)
    corners = corners * np.float32([across, down])
    corners += np.float32([(across - 1) / 2 - across * x, (down - 1) / 2 - down * y])
    whole = corners[np.isfinite(corners).all(axis=(1, 2))] / 2 - 0.25
    pages, band = _drawn(whole)
    planes = [paper / 255, pages / 255, sides * band / 255, _spots(whole)]
    for axis in (0, 1):
        if random.random() < 0.5:
            picture, planes = np.flip(picture, axis), [np.flip(plane, axis) for plane in planes]
    if random.random() < 0.5:
        picture, planes = picture.transpose(1, 0, 2), [plane.T for plane in planes]
    return _repainted(random, np.ascontiguousarray(picture)), np.stack(planes)


def batch(random: np.random.Generator, shards: list[Any]) -> tuple[Any, Any]:
    """BATCH photographs and what is to be seen in them."""
    pictures, wanted = zip(*(sample(random, shards) for _ in range(BATCH)), strict=True)
    return np.stack(pictures), np.stack(wanted)


def _cut(random: np.random.Generator, page: Any) -> tuple[float, float, float, float]:
    """x, y, width and height of what is kept; the main page stays whole."""
    if random.random() > CLOSER_SHARE:
        return 0.0, 0.0, STORED_PX, STORED_PX
    size = STORED_PX * random.uniform(0.45, 1.0) * random.uniform(0.85, 1.15, 2)
    if np.isfinite(page).all():
        rim = random.uniform(1, 10)
        low, high = page.min(axis=0) - rim, page.max(axis=0) + rim
        size = np.maximum(size, high - low)
        start = high - size + random.random(2) * (low - high + size)
    else:
        start = random.random(2) * (STORED_PX - size).clip(1)
    start = start.clip(0, STORED_PX - 60)
    size = np.minimum(size, STORED_PX - start)
    return float(start[0]), float(start[1]), float(size[0]), float(size[1])


def _drawn(pages: Any) -> tuple[Any, Any]:
    """The whole pages, 0..255, and the band of 0 or 1 around their sides; corners in cells."""
    inside, band = (np.zeros((CELLS, CELLS), np.uint8) for _ in range(2))
    for page in np.rint(pages * 16).astype(np.int32):
        cv2.fillConvexPoly(inside, page, 255, cv2.LINE_AA, 4)
        cv2.polylines(band, [page], True, 1, SIDE_CELLS, cv2.LINE_8, 4)
    return inside.astype(np.float32), band


def _spots(pages: Any) -> Any:
    spots = np.zeros((CELLS, CELLS), np.float32)
    line = np.arange(CELLS, dtype=np.float32)
    for x, y in pages.reshape(-1, 2):
        across, down = (np.exp(-np.square(line - v) / (2 * CORNER_CELLS**2)) for v in (x, y))
        np.maximum(spots, down[:, None] * across, out=spots)
    return spots


def network() -> Any:
    """Five halvings and the way back up to half the input, with what each step down saw added."""
    from torch import nn
    from torch.nn import functional

    def layer(inner: int, outer: int, step: int = 1, reach: int = 1) -> Any:
        convolution = nn.Conv2d(inner, outer, 3, step, reach, reach, bias=False)
        return nn.Sequential(convolution, nn.BatchNorm2d(outer), nn.ReLU(inplace=True))

    class Residual(nn.Module):
        def __init__(self, width: int, reach: int = 1) -> None:
            super().__init__()
            self.one = layer(width, width, 1, reach)
            self.two = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

        def forward(self, x: Any) -> Any:
            return functional.relu(x + self.two(self.one(x)))

    class PageNet(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            a, b, c, d, e = WIDTHS
            self.down = nn.ModuleList(
                [
                    layer(3, a, 2),
                    nn.Sequential(layer(a, b, 2), layer(b, b)),
                    nn.Sequential(layer(b, c, 2), Residual(c)),
                    nn.Sequential(layer(c, d, 2), Residual(d)),
                    nn.Sequential(layer(d, e, 2), Residual(e), Residual(e, 2)),
                ]
            )
            pairs = ((e, d), (d, c), (c, b), (b, a))
            self.narrow = nn.ModuleList([nn.Conv2d(inner, outer, 1) for inner, outer in pairs])
            self.merge = nn.ModuleList([layer(outer, outer) for _, outer in pairs])
            self.out = nn.Conv2d(a, len(MORE_WEIGHT), 1)

        def forward(self, x: Any) -> Any:
            steps = []
            for part in self.down:
                x = part(x)
                steps.append(x)
            for narrow, merge, before in zip(self.narrow, self.merge, reversed(steps[:-1]), strict=True):
                x = merge(before + functional.interpolate(narrow(x), scale_factor=2, mode="nearest"))
            return self.out(x)

    return PageNet()


def _repainted(random: np.random.Generator, picture: Any) -> Any:
    """Other light, other colours, a softer lens, noise: float32, 0..255."""
    level = np.linspace(0, 1, 256)[:, None] * (1 + random.normal(0, 0.12, 3))
    level = level.clip(0, 1) ** np.exp(random.normal(0, 0.25)) * 255
    level = (level - 128) * (1 + random.normal(0, 0.2)) + 128 + random.normal(0, 12)
    picture = cv2.LUT(picture, level.clip(0, 255).astype(np.uint8)[None])
    if random.random() < 0.1:
        picture = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if random.random() < 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.4, 1.3))
    first = random.integers(len(NOISE) - picture.size)
    grain = NOISE[first : first + picture.size].reshape(picture.shape)
    return cv2.scaleAdd(grain, float(random.uniform(0, 6)), picture.astype(np.float32))


def grow(net: Any, narrower: dict[str, Any]) -> None:
    """Take over what a network with fewer channels had learned; the new ones change nothing at first."""
    import torch

    with torch.no_grad():
        for name, weight in net.state_dict().items():
            old = narrower[name]
            if weight.dim():
                rows = len(old)
                weight[:rows] = 0
                weight[tuple(slice(size) for size in old.shape)] = old


def learn(folder: Path, minutes: float) -> Any:
    """AdamW with a cosine rate over so many minutes of a core; the result is the running mean of the weights.

    Goes on from `page_net.pt` in the folder where there is one, whose layers may have been narrower.
    """
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    random = np.random.default_rng(0)
    torch.manual_seed(0)
    shards: dict[Path, Any] = {}
    net = network()
    if (before := folder / "page_net.pt").exists():
        grow(net, torch.load(before))
    net = net.to(memory_format=torch.channels_last)
    mean = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), LEARNING_RATE, weight_decay=DECAY)
    weight = torch.tensor(MORE_WEIGHT).view(1, -1, 1, 1)
    begin, step, shown = time.process_time(), 0, 0.0
    ahead, coming = ThreadPoolExecutor(1), None
    while (passed := (time.process_time() - begin) / 60 / minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = (
                LEARNING_RATE * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * passed)) + 1e-5
            )
        if step % 200 == 0:  # drawing may go on meanwhile
            shards |= {file: dict(np.load(file)) for file in folder.glob("*0.npz") if file not in shards}
        pictures, wanted = coming.result() if coming else batch(random, list(shards.values()))
        coming = ahead.submit(batch, random, list(shards.values()))
        target = torch.from_numpy(wanted).float()
        seen = (torch.from_numpy(pictures).permute(0, 3, 1, 2) - 128) / 64
        with torch.autocast("cpu", torch.bfloat16):
            given = net(seen.contiguous(memory_format=torch.channels_last)).float()
        loss = functional.binary_cross_entropy_with_logits(given, target, pos_weight=weight, reduction="none")
        paper, true = given[:, :2].sigmoid(), target[:, :2]
        shared = (2 * (paper * true).sum((2, 3)) + 20) / (paper.sum((2, 3)) + true.sum((2, 3)) + 20)
        total = loss.mean((0, 2, 3)).sum() + 1 - shared.mean()
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        step += 1
        keep = min(0.9985, (step + 1) / (step + 10))
        with torch.no_grad():
            for slow, fast in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
                slow.copy_(slow * keep + fast * (1 - keep) if slow.dtype.is_floating_point else fast)
        if passed - shown > 0.02:
            shown = passed
            torch.save(mean.state_dict(), folder / "page_net.pt")
            print(f"{passed:4.0%} of the time, {step} steps, loss {float(total.detach()):.3f}", flush=True)
    return mean.eval()


def write(net: Any) -> None:
    """The network for OpenCV, its large weights in half precision."""
    import onnx
    import torch
    from onnx import TensorProto, helper, numpy_helper

    from drivers.document_scanner.page_net import NET

    example = torch.zeros(1, 3, INPUT_PX, INPUT_PX)
    names = {"input_names": ["picture"], "output_names": ["chances"]}
    net = net.to(memory_format=torch.contiguous_format)
    torch.onnx.export(net, (example,), NET, dynamo=False, opset_version=13, **names)
    model = onnx.load(NET)
    for large in [w for w in model.graph.initializer if math.prod(w.dims) > LARGE]:
        half = numpy_helper.from_array(numpy_helper.to_array(large).astype(np.float16), large.name + "_half")
        model.graph.initializer.remove(large)
        model.graph.initializer.append(half)
        model.graph.node.insert(0, helper.make_node("Cast", [half.name], [large.name], to=TensorProto.FLOAT))
    onnx.save(model, NET)


def main() -> int:
    cv2.setNumThreads(1)
    folder = Path(sys.argv[2])
    if sys.argv[1] == "draw":
        draw(folder, int(sys.argv[3]), int(sys.argv[4]))
        return 0
    if sys.argv[1] == "learn":
        write(learn(folder, float(sys.argv[3])))
        return 0
    import torch

    net = network()
    net.load_state_dict(torch.load(folder / "page_net.pt"))
    write(net.eval())
    return 0


if __name__ == "__main__":
    sys.exit(main())
