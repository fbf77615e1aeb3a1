"""How deep and how large a document may be before anything walks it recursively."""

from collections.abc import Mapping

DEEPEST = 40  # lists and objects within each other
MOST_NODES = 20_000


def nesting(document: object) -> bool:
    """Whether `document`, parsed JSON, is too deep or too large to be walked. Itself without recursion."""
    level: list[object] = [document]
    count = 0
    for _ in range(DEEPEST):
        inner: list[object] = []
        for each in level:
            if isinstance(each, Mapping):
                inner.extend(each.values())
            elif isinstance(each, list | tuple):
                inner.extend(each)
        count += len(inner)
        if not inner or count > MOST_NODES:
            return count > MOST_NODES
        level = inner
    return True
