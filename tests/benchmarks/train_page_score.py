"""Learns the weights of `drivers/document_scanner/page_score.npz` on invented desks, with numpy alone.

    python tests/benchmarks/train_page_score.py [scenes]

Of each scene all quadrilaterals compete with each other and with "no page here" (a conditional logit); those
that overlap the truth by more than 0.8 share what is right. Takes about 1 s a scene and prints how it does on
the fifth of the scenes that it does not learn from.
"""

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_desks import empty_desk, overlap, scene

from drivers.document_scanner import page_edges
from drivers.document_scanner.page_score import WEIGHTS

SCENES = 700
HIDDEN = 16
BATCH = 8
EPOCHS = 45
LEARNING_RATE = 0.01
DECAY = 1e-3
JITTER = 0.05
EMPTY_WEIGHT = 2.5  # a false page is worse than a missed one
MOST = 300  # quadrilaterals kept of one scene


def gather(scenes: int) -> tuple[list[Any], list[Any], list[bool]]:
    """Evidence, overlap with the truth, and whether there is a page: every scene, every second desk empty."""
    found = []
    random = np.random.default_rng(1)
    for seed in range(scenes):
        for here in (scene(seed), empty_desk(seed))[: 2 - seed % 2]:
            small, scale = page_edges.shrink(here.frame)
            quads, evidence = page_edges.candidates(small)
            if here.corners is None:
                right = np.zeros(len(quads))
            else:
                right = np.array([overlap((quad + 0.5) * scale - 0.5, here.corners) for quad in quads])
            if len(quads) > MOST:
                kept = np.union1d(np.argsort(-right)[:30], random.choice(len(quads), MOST, replace=False))
                evidence, right = evidence[kept], right[kept]
            found.append((evidence, right, here.corners is not None))
    evidence, overlaps, real = zip(*found, strict=True)
    return list(evidence), list(overlaps), list(real)


def train(evidence: list[Any], overlaps: list[Any], real: list[bool], learn: list[int]) -> dict[str, Any]:
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
                push = _push(scores, overlaps[index]) * (1 if real[index] else EMPTY_WEIGHT) / BATCH
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


def main() -> int:
    cv2.setNumThreads(1)
    evidence, overlaps, real = gather(int(sys.argv[1]) if len(sys.argv) > 1 else SCENES)
    kept_out = [i for i in range(len(real)) if i % 5 == 0]
    weights = train(evidence, overlaps, real, [i for i in range(len(real)) if i % 5])
    np.savez(WEIGHTS, **weights)
    from drivers.document_scanner.page_score import score

    best = [
        (float(score(evidence[i]).max()), float(overlaps[i][score(evidence[i]).argmax()]))
        if len(overlaps[i])
        else (-np.inf, 0.0)
        for i in kept_out
    ]
    pages = [b for i, b in zip(kept_out, best, strict=True) if real[i]]
    desks = [b for i, b in zip(kept_out, best, strict=True) if not real[i]]
    print(
        f"{len(pages)} scenes: overlap >= 0.88 in {np.mean([s > 0 and o > 0.88 for s, o in pages]):.1%}; "
        f"{len(desks)} empty desks: {sum(s > 0 for s, _ in desks)} false pages"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
