"""Whether a text holds a query with one typing error: a sign wrong, missing, too much, or two swapped.

Of two halves of the query one is free of the error, and finding it is a plain search; only around such
places the other half is compared (the pigeonhole principle, as in agrep). Two cuts, so that a swap across
one lies in a half of the other.
"""


class Near:
    """A query that is looked for in many texts."""

    def __init__(self, query: str) -> None:
        middle = len(query) // 2
        self._cuts = [(query[:cut], query[cut:]) for cut in (middle, middle + 1)]

    def inside(self, text: str) -> bool:
        """Whether some part of `text` is the query with at most one error."""
        for left, right in self._cuts:
            # Most texts end here, at the price of two plain searches.
            if (left in text or right in text) and _cut_is_near(left, right, text):
                return True
        return False


def _cut_is_near(left: str, right: str, text: str) -> bool:
    at = text.find(left)
    while at >= 0:
        if _begins_nearly(right, text[at + len(left) :]):
            return True
        at = text.find(left, at + 1)
    at = text.find(right) if right else -1
    while at >= 0:
        if _begins_nearly(left[::-1], text[:at][::-1]):
            return True
        at = text.find(right, at + 1)
    return False


def _begins_nearly(part: str, text: str) -> bool:
    """Whether `text` begins with `part`, but for one error at most."""
    same = 0
    for ours, theirs in zip(part, text, strict=False):
        if ours != theirs:
            break
        same += 1
    rest, there = part[same:], text[same:]
    if not rest:
        return True
    return (
        (there[1:].startswith(rest[1:]) and there != "")  # another sign
        or there.startswith(rest[1:])  # one too much
        or there[1:].startswith(rest)  # one missing
        or (rest[1:2] + rest[:1] == there[:2] and len(rest) > 1 and there[2:].startswith(rest[2:]))  # swapped
    )
