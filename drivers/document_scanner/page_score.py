"""How sure it is that a quadrilateral is a page: what `page_net` holds of it, weighed by a tiny network.

The weights, one hidden layer of 8, come from `tests/benchmarks/train_page_score.py`, which learns them on
invented photographs alone. Only the network's evidence counts: features of shape and place would make a page
unlikely for being nearer or larger than those that were invented.
"""

import functools
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).with_name("page_score.npz")


def score(evidence: Any) -> Any:
    """Log odds of each row, n x `page_net.FEATURES`, being a page against there being none."""
    return weighed(evidence, _weights())


def weighed(evidence: Any, weights: dict[str, Any]) -> Any:
    """The same by these weights."""
    even = (evidence - weights["mean"]) / weights["spread"]
    hidden = np.maximum(even @ weights["hidden"] + weights["hidden_bias"], 0)
    return hidden @ weights["out"] + even @ weights["direct"] + weights["bias"]


@functools.cache
def _weights() -> dict[str, Any]:
    with np.load(WEIGHTS) as data:
        return {name: data[name] for name in data.files}
