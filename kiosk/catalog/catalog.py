"""The catalogue in use: the list in memory, guides and forms parsed when somebody reads one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Generic, TypeVar

from kiosk.catalog.together import Together, entry_of
from kiosk.center.contract import (
    CHECKED_BEFORE,
    Digests,
    Form,
    Guide,
    Item,
    ItemList,
    RatingScheme,
    Regions,
    Tool,
)
from kiosk.center.contract.wire import Wire

Document = TypeVar("Document", bound=Wire)


class Documents(Mapping[str, Document], Generic[Document]):
    """Documents by item, kept as the bytes that they came in: some 370 guides as objects would cost 20 MB."""

    def __init__(self, model: type[Document], raw: Mapping[str, bytes]) -> None:
        self._model = model
        self._raw = raw

    def __getitem__(self, code: str) -> Document:
        return self._model.model_validate_json(self._raw[code], context=CHECKED_BEFORE)

    def __contains__(self, code: object) -> bool:
        return code in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


@dataclass(frozen=True, eq=False)
class Catalog:
    """One version of the centre's catalogue. A visit keeps the one that it began with (R4)."""

    list: ItemList
    sha256: str
    guides: Mapping[str, Guide]
    forms: Mapping[str, Form]
    rating: RatingScheme
    tools: Mapping[str, Tool] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # canonical JSON by digest

    @property
    def regions(self) -> Regions | None:
        """The tree of regions, read anew each time: few visits need what its 18,000 names would hold."""
        digest = self.list.digests.regions
        return Regions.model_validate_json(self.documents[digest]) if digest is not None else None

    @property
    def list_version(self) -> str:
        return self.list.list_version

    @property
    def update_time(self) -> datetime:
        return self.list.update_time

    @property
    def items(self) -> tuple[Item, ...]:
        return self.list.items

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.list.items}

    @cached_property
    def packages(self) -> Mapping[str, Item]:
        """The packages (R34) as entries of the list, by code."""
        return {package.code: entry_of(package, self.list) for package in self.list.packages}

    def entry(self, code: str) -> Item:
        """An item or a package. Raises KeyError."""
        return self.by_code[code] if code in self.by_code else self.packages[code]

    def together(self, code: str) -> Together | None:
        """The package of that code; None where it is no package."""
        return self._together.get(code)

    @cached_property
    def _together(self) -> Mapping[str, Together]:
        return {
            package.code: Together(self.list, package, self.guides, self.forms)
            for package in self.list.packages
        }


# Without the validators, which rightly want a version and five levels of rating.
EMPTY = Catalog(
    list=ItemList.model_construct(
        list_version="",
        update_time=datetime.fromtimestamp(0, UTC),
        items=(),
        digests=Digests.model_construct(guides={}, forms={}, rating="", regions=None),
    ),
    sha256="",
    guides={},
    forms={},
    rating=RatingScheme.model_construct(version="", levels=(), tags=()),
)
