"""Learns the network of `drivers/document_scanner/page_net.onnx` on invented photographs, then writes it.

    python tests/benchmarks/train_page_net.py draw FOLDER FIRST COUNT      photographs into the folder
    python tests/benchmarks/train_page_net.py learn FOLDER MINUTES         from all that lie there

Needs an environment of its own: `pip install torch==2.13.0 onnx numpy opencv-python-headless` (CPU builds
do); the kiosk runs the result with OpenCV. The shipped weights saw 15,000 photographs (seeds 0, 100000 and
200000 on) for 26 minutes on one shared core. Afterwards `train_page_score.py` weighs the evidence anew.
"""

import copy
import math
import sys
import time
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
BATCH = 16
LEARNING_RATE = 3e-3
DECAY = 1e-3
WIDTHS = (8, 16, 32, 48, 64)
CORNER_CELLS = 1.5  # spread of a corner's spot
MORE_WEIGHT = (1.0, 3.0, 6.0)  # of cells of paper, side, corner over the many without
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
        np.savez(folder / f"{start}.npz", corners=corners, **kept)


def sample(random: np.random.Generator, shards: list[Any]) -> tuple[Any, Any]:
    """One photograph, cut, mirrored and turned at random: INPUT_PX x INPUT_PX x 3, and 3 x CELLS x CELLS."""
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
    planes = [paper / 255, sides / 255, _spots(corners)]
    for axis in (0, 1):
        if random.random() < 0.5:
            picture, planes = np.flip(picture, axis), [np.flip(plane, axis) for plane in planes]
    if random.random() < 0.5:
        picture, planes = picture.transpose(1, 0, 2), [plane.T for plane in planes]
    return picture, np.stack(planes)


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


def _spots(corners: Any) -> Any:
    spots = np.zeros((CELLS, CELLS), np.float32)
    row, column = np.mgrid[0:CELLS, 0:CELLS].astype(np.float32)
    for x, y in (corners[np.isfinite(corners).all(axis=(1, 2))].reshape(-1, 2) + 0.5) / 2 - 0.5:
        np.maximum(spots, np.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * CORNER_CELLS**2)), out=spots)
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
            self.out = nn.Conv2d(a, 3, 1)

        def forward(self, x: Any) -> Any:
            steps = []
            for part in self.down:
                x = part(x)
                steps.append(x)
            for narrow, merge, before in zip(self.narrow, self.merge, reversed(steps[:-1]), strict=True):
                x = merge(before + functional.interpolate(narrow(x), scale_factor=2, mode="nearest"))
            return self.out(x)

    return PageNet()


def _repainted(pictures: Any) -> Any:
    """Other light, other colours, noise."""
    import torch

    count = len(pictures)
    x = pictures * (1 + 0.12 * torch.randn(count, 3, 1, 1))
    x = (x / 255).clamp(0, 1) ** torch.exp(0.25 * torch.randn(count, 1, 1, 1)) * 255
    x = (x - 128) * (1 + 0.2 * torch.randn(count, 1, 1, 1)) + 128 + 12 * torch.randn(count, 1, 1, 1)
    grey = (torch.rand(count, 1, 1, 1) < 0.1).float()
    x = x * (1 - grey) + x.mean(1, keepdim=True) * grey
    return (x + torch.randn_like(x) * torch.rand(count, 1, 1, 1) * 6).clamp(0, 255)


def learn(folder: Path, minutes: float) -> Any:
    """AdamW with a cosine rate; the result is the running mean of the weights."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    random = np.random.default_rng(0)
    torch.manual_seed(0)
    shards = [dict(np.load(file)) for file in sorted(folder.glob("*.npz"))]
    net = network()
    mean = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), LEARNING_RATE, weight_decay=DECAY)
    weight = torch.tensor(MORE_WEIGHT).view(1, 3, 1, 1)
    begin, step, shown = time.monotonic(), 0, 0.0
    while (passed := (time.monotonic() - begin) / 60 / minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = (
                LEARNING_RATE * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * passed)) + 1e-5
            )
        pictures, wanted = zip(*(sample(random, shards) for _ in range(BATCH)), strict=True)
        target = torch.from_numpy(np.stack(wanted)).float()
        given = net((_repainted(torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float()) - 128) / 64)
        loss = functional.binary_cross_entropy_with_logits(given, target, pos_weight=weight, reduction="none")
        paper, true = given[:, 0].sigmoid(), target[:, 0]
        shared = (2 * (paper * true).sum((1, 2)) + 20) / (paper.sum((1, 2)) + true.sum((1, 2)) + 20)
        total = loss.mean((0, 2, 3)).sum() + 0.5 * (1 - shared.mean())
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        step += 1
        keep = min(0.998, (step + 1) / (step + 10))
        with torch.no_grad():
            for slow, fast in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
                slow.copy_(slow * keep + fast * (1 - keep) if slow.dtype.is_floating_point else fast)
        if passed - shown > 0.05:
            shown = passed
            print(f"{passed:4.0%} of the time, {step} steps, loss {float(total):.3f}", flush=True)
    return mean.eval()


def main() -> int:
    cv2.setNumThreads(1)
    folder = Path(sys.argv[2])
    if sys.argv[1] == "draw":
        draw(folder, int(sys.argv[3]), int(sys.argv[4]))
        return 0
    import torch

    from drivers.document_scanner.page_net import NET

    example = torch.zeros(1, 3, INPUT_PX, INPUT_PX)
    net = learn(folder, float(sys.argv[3]))
    torch.onnx.export(
        net,
        (example,),
        NET,
        dynamo=False,
        opset_version=13,
        input_names=["picture"],
        output_names=["chances"],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
