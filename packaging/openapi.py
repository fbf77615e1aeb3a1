"""Writes docs/center-api.yaml from the reference centre's code; with --check says whether it is as written.

    python packaging/openapi.py [--check]

The tus calls under /uploads are not in it: they are as tus 1.0 says.
"""

import sys
import tempfile
from pathlib import Path

import yaml

from kiosk.center.reference.app import build_app
from kiosk.center.reference.described import contract_document
from kiosk.center.reference.serve import open_centre

TARGET = Path(__file__).parent.parent / "docs" / "center-api.yaml"
HEAD = "# Made by packaging/openapi.py from kiosk/center: do not edit.\n"


def exported() -> str:
    """The document as YAML."""
    with tempfile.TemporaryDirectory() as state:
        centre = open_centre(Path(state), "DEMO-0001", "")
        try:
            document = contract_document(build_app(centre))
        finally:
            centre.store.close()
    return HEAD + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        TARGET.write_text(exported(), encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != exported():
        sys.exit("docs/center-api.yaml is behind the code: python packaging/openapi.py")
