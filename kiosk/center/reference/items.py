"""The demonstration catalogue that the reference centre hands out, read from `data/`."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.center.contract import CatalogDocument, ItemList, canonical

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Catalogue:
    """The validated catalogue and, in `raw`, its JSON as every call gives it out."""

    document: CatalogDocument
    raw: dict[str, Any]
    sha256: str

    def item_list(self, since: str | None) -> dict[str, Any]:
        """ItemList; without items where the terminal already has this version."""
        changed = since != self.document.list_version
        answer = ItemList(
            list_version=self.document.list_version,
            update_time=self.document.update_time,
            sha256=self.sha256,
            changed=changed,
            items=self.document.items if changed else (),
        )
        return answer.model_dump(mode="json")


def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Reads items.json, guide-CODE.json, form-CODE.json and rating.json.

    Raises OSError or pydantic.ValidationError: a centre with a wrong catalogue must not start.
    """

    def read(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    items = read("items.json")
    codes = [item["code"] for item in items["items"]]
    document = CatalogDocument.model_validate(
        {
            **items,
            "guides": {code: read(f"guide-{code}.json") for code in codes},
            "forms": {
                code: read(f"form-{code}.json") for code in codes if (folder / f"form-{code}.json").exists()
            },
            "rating": read("rating.json"),
        }
    )
    raw = document.model_dump(mode="json")
    return Catalogue(document, raw, hashlib.sha256(canonical(raw)).hexdigest())
