"""Learns the weights of `drivers/document_scanner/page_score.npz` on invented photographs, with numpy alone.

    python tests/benchmarks/train_page_score.py [photographs [empty desks]]

Of each photograph all quadrilaterals compete with each other and with "no page here" (a conditional logit);
those that overlap a page by more than 0.8 share what is right. The photographs are others than those that
`train_page_net.py` draws: the network must be weighed as it does on what it has not seen. Of a crowded desk
those are kept that the weights before took most for pages. The shipped weights come from 1000 photographs
and 900 empty desks; `page_edges.MIN_SCORE` is in their log odds and has to be set again after them.
"""

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_desks import overlap
from synthetic_photographs import photograph

from drivers.document_scanner import page_edges, page_net, page_score
from drivers.document_scanner.page_score import WEIGHTS

PHOTOGRAPHS = 1000
DESKS = 900  # without any paper
FIRST = 5_000_000
FIRST_DESK = 6_000_000
DRAWN_PX = 640
HIDDEN = 8
BATCH = 8
EPOCHS = 30
LEARNING_RATE = 0.01
DECAY = 1e-3
JITTER = 0.05
CLOSE_SHARE = 0.45
MOST = 300  # quadrilaterals kept of one scene, among them
LIKELY = 30  # those that the weights before like best


def gather(photographs: int, desks: int) -> tuple[list[Any], list[Any], list[bool]]:
    """Evidence, overlap with the nearest page, and whether there is a page, of each scene."""
    found = []
    random = np.random.default_rng(1)
    for seed in (*range(FIRST, FIRST + photographs), *range(FIRST_DESK, FIRST_DESK + desks)):
        shot = photograph(seed, DRAWN_PX, empty=seed >= FIRST_DESK)
        pages, frame = shot.pages, shot.frame
        if pages and random.random() < CLOSE_SHARE:
            frame, pages = _close(random, frame, pages)
        small, scale = page_edges.shrink(frame)
        quads, evidence = page_edges.candidates(small, page_net.look(small))
        right = np.array(
            [max((overlap((q + 0.5) * scale - 0.5, p) for p in pages), default=0.0) for q in quads]
        )
        if len(quads) > MOST:
            best = np.argsort(-right)[:LIKELY], np.argsort(-page_score.score(evidence))[:LIKELY]
            others = random.choice(len(quads), MOST - 2 * LIKELY, replace=False)
            kept = np.unique(np.concatenate([*best, others]))
            evidence, right = evidence[kept], right[kept]
        found.append((evidence, right, bool(pages)))
    evidence, overlaps, real = zip(*found, strict=True)
    return list(evidence), list(overlaps), list(real)


def _close(random: Any, frame: Any, pages: list[Any]) -> tuple[Any, list[Any]]:
    """The frame cut closely around the main page, as people hold a telephone."""
    low, high = pages[0].min(axis=0), pages[0].max(axis=0)
    rim = random.uniform(0.01, 0.15, 4).reshape(2, 2) * (high - low)
    size = np.array(frame.shape[1::-1])
    start = np.maximum(low - rim[0], 0).astype(int)
    end = np.minimum(high + rim[1], size).astype(int)
    inside = [p - start.astype(np.float32) for p in pages if (p >= start).all() and (p <= end).all()]
    return np.ascontiguousarray(frame[start[1] : end[1], start[0] : end[0]]), inside


def train(evidence: list[Any], overlaps: list[Any], learn: list[int]) -> dict[str, Any]:
    """Adam (D. Kingma, J. Ba, 2014) on the conditional logit."""
    random = np.random.default_rng(0)
    everything = np.concatenate([evidence[i] for i in learn])
    mean, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-3
    features = everything.shape[1]
    weights: dict[str, Any] = {
        "hidden": random.normal(0, features**-0.5, (features, HIDDEN)),
        "hidden_bias": np.zeros(HIDDEN),
        "out": random.normal(0, 0.3, HIDDEN),
        "direct": np.zeros(features),
        "bias": np.array(-1.0),
    }
    first, second = ({name: np.zeros_like(value) for name, value in weights.items()} for _ in range(2))
    learn = [i for i in learn if len(overlaps[i])]
    step = 0
    for epoch in range(EPOCHS):
        random.shuffle(learn)
        rate = LEARNING_RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        for begin in range(0, len(learn), BATCH):
            step += 1
            slopes = {name: np.zeros_like(value) for name, value in weights.items()}
            for index in learn[begin : begin + BATCH]:
                even = (evidence[index] - mean) / spread
                even = even + random.normal(0, JITTER, even.shape)
                inner = np.maximum(even @ weights["hidden"] + weights["hidden_bias"], 0)
                scores = inner @ weights["out"] + even @ weights["direct"] + weights["bias"]
                push = _push(scores, overlaps[index]) / BATCH
                back = np.outer(push, weights["out"]) * (inner > 0)
                slopes["bias"] += push.sum()
                slopes["direct"] += even.T @ push
                slopes["out"] += inner.T @ push
                slopes["hidden"] += even.T @ back
                slopes["hidden_bias"] += back.sum(axis=0)
            for name, value in weights.items():
                slope = slopes[name] + DECAY * value
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                even_first, even_second = first[name] / (1 - 0.9**step), second[name] / (1 - 0.999**step)
                weights[name] = value - rate * even_first / (np.sqrt(even_second) + 1e-8)
    weights |= {"mean": mean, "spread": spread}
    return {name: np.asarray(value, np.float32) for name, value in weights.items()}


def _push(scores: Any, overlaps: Any) -> Any:
    """Slope of the loss by each score."""
    share = np.clip((overlaps - 0.80) / 0.12, 0, 1)
    odds = np.concatenate([[0.0], scores])
    chance = np.exp(odds - odds.max())
    chance /= chance.sum()
    wanted = chance * np.concatenate([[1 - share.max()], share])
    return (chance - wanted / (wanted.sum() + 1e-9))[1:]


def check(evidence: list[Any], overlaps: list[Any], real: list[bool]) -> None:
    """Print what the weights of four fifths of the scenes find in the last fifth."""
    apart = [i for i in range(len(real)) if i % 5 == 0 and len(overlaps[i])]
    bare = [i for i in range(len(real)) if i % 5 == 0 and not real[i]]
    weights = train(evidence, overlaps, [i for i in range(len(real)) if i % 5])
    scores = {i: page_score.weighed(evidence[i], weights) for i in apart}
    least = page_edges.MIN_SCORE
    found = [scores[i].max() > least and overlaps[i][scores[i].argmax()] > 0.88 for i in apart if real[i]]
    false = sum(scores[i].max() > least for i in apart if not real[i])
    print(
        f"{len(found)} scenes: overlap > 0.88 in {np.mean(found):.1%}; "
        f"{len(bare)} empty desks: {false} false pages"
    )


def main() -> int:
    cv2.setNumThreads(1)
    counts = [int(count) for count in sys.argv[1:]] + [PHOTOGRAPHS, DESKS][len(sys.argv) - 1 :]
    evidence, overlaps, real = gather(*counts)
    check(evidence, overlaps, real)
    np.savez(WEIGHTS, **train(evidence, overlaps, list(range(len(real)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
