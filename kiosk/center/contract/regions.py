"""GET /regions: the tree of regions that an address is chosen from, as the centre publishes it."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.center.contract.wire import Wire, Words

RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,15}$")]


class Regions(Wire):
    """Names by code; a region lies in the one whose code is the longest that its own begins with.

    A table and no rule: a development zone may have a code that no county has. `whole` is what all lie in, as
    it stands at the beginning of an address.
    """

    version: Annotated[str, Field(min_length=1)]
    whole: str = ""
    source: Words | None = None
    names: Annotated[
        Mapping[RegionCode, Annotated[str, Field(min_length=1, max_length=60)]], Field(min_length=1)
    ]

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        if len(self.within("")) > MOST_AT_ONCE:
            raise ValueError("too many regions lie in none")
        return self

    def within(self, code: str) -> list[str]:
        """The codes that lie directly in `code`, in their order; "" is the whole."""
        inside = sorted(each for each in self.names if each.startswith(code) and each != code)
        found: list[str] = []
        for each in inside:
            if not found or not each.startswith(found[-1]):
                found.append(each)
        return found

    def place(self, codes: tuple[str, ...]) -> str:
        """The beginning of an address in the last of `codes`, outermost first."""
        return self.whole + "".join(self.names[code] for code in codes)


MOST_AT_ONCE = 400
