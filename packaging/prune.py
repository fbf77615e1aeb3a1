"""Takes out of a tree of installed wheels what the kiosk never loads.

    python packaging/prune.py WHEELS SOURCE...

Which parts of Qt stay is read from the sources: the bindings that they and qasync import, the QML modules
that their pages import, and every shared library that one of the remaining extensions is linked to.
`packaging/try-package` proves that what remains is enough.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

# Wayland is what the kiosk's session offers; offscreen is for machines without a screen. PNG is built in.
QT_PLUGINS = (
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "wayland-shell-integration/libxdg-shell.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
)

# Needed by other wheels' metadata, by their command lines or by builds, never by an import of ours.
UNUSED_PACKAGES = (
    *("pip", "setuptools", "_distutils_hack", "tests", "docs", "share", "bin"),
    *("pikepdf", "pikepdf.libs", "lxml"),  # img2pdf writes its PDF without them
)

UNUSED_FILES = (
    "distutils-precedence.pth",
    "**/*.pyi",
    "**/py.typed",
    "**/*.a",
    "**/*.dist-info/RECORD",  # names files that are gone, and dpkg keeps its own list
    "**/*.dist-info/direct_url.json",
    "**/tests",
    "cv2/load_config_py2.py",
    "numpy/_core/include",
    "numpy/f2py",
    "PIL/_avif.*.so",  # Pillow loads its plugins only where their library is there
    "PIL/_imagingtk.*.so",
    "PIL/_webp.*.so",
    "pygments/lexers/_*_builtins.py",  # word lists of languages that no terminal shows
)

STUB_IMPORT = re.compile(r"^import PySide6\.(Qt\w+)", re.MULTILINE)
QML_IMPORT = re.compile(r"^\s*(?:import|depends) (Qt[\w.]*)", re.MULTILINE)


def bindings(pyside: Path, sources: Iterable[Path]) -> set[str]:
    """Modules of PySide6 that the sources import, and those that these import; their stubs say which."""
    return _closure(
        _imported(_below(sources, "*.py")),
        lambda name: set(STUB_IMPORT.findall((pyside / f"{name}.pyi").read_text("utf-8"))),
    )


def qml_modules(pyside: Path, sources: Iterable[Path]) -> set[str]:
    """QML modules that the pages import, and those that these import; their qmldir says which."""
    return _closure(
        _imported_qml(_below(sources, "*.qml")),
        lambda name: _imported_qml([_qml(pyside, name) / "qmldir"]),
    )


def prune_qt(pyside: Path, sources: Sequence[Path]) -> None:
    """Leaves bindings, plugins and QML modules that are used, and the package's own Python."""
    stay = {pyside / f"{name}.abi3.so" for name in bindings(pyside, sources)}
    stay |= {pyside / "Qt" / "plugins" / name for name in QT_PLUGINS}
    for module in qml_modules(pyside, sources):
        folder = _qml(pyside, module)
        stay |= {folder / "qmldir", *folder.glob("*.so")}
    missing = sorted(str(path) for path in stay if not path.exists())
    if missing:
        raise SystemExit(f"The wheels do not hold {', '.join(missing)}")
    stay |= {*pyside.glob("*.py"), *pyside.glob("libpyside6*.so.*"), *(pyside / "support").rglob("*.py")}
    stay |= set((pyside / "Qt" / "lib").iterdir())  # prune_libraries sees to these
    for path in _files(pyside):
        if path not in stay:
            path.unlink()


def prune_packages(wheels: Path) -> None:
    """Takes out whole packages, with their metadata, and files that nobody opens."""
    for name in UNUSED_PACKAGES:
        for path in (wheels / name, *wheels.glob(f"{name}-*.dist-info")):
            shutil.rmtree(path, ignore_errors=True)
    for pattern in UNUSED_FILES:
        for path in list(wheels.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def prune_libraries(wheels: Path) -> None:
    """Takes out the bundled libraries that no remaining extension is linked to."""
    bundles = (wheels / "PySide6" / "Qt" / "lib", *wheels.glob("*.libs"))
    bundled = {path for bundle in bundles for path in bundle.iterdir()}
    extensions = [path for path in _files(wheels) if ".so" in path.suffixes and path not in bundled]
    for path in bundled - set(_linked(extensions)):
        path.unlink()


def _linked(extensions: Iterable[Path]) -> Iterator[Path]:
    # ldd follows $ORIGIN and the libraries of libraries; what the build machine lacks is no matter here.
    listing = subprocess.run(
        ["ldd", *map(str, extensions)], capture_output=True, text=True, check=False
    ).stdout
    for found in re.finditer(r"=> (/\S+)", listing):
        yield Path(found[1]).resolve()


def _closure(names: set[str], more: Callable[[str], set[str]]) -> set[str]:
    known: set[str] = set()
    while names:
        name = names.pop()
        known.add(name)
        names |= more(name) - known
    return known


def _imported(files: Iterable[Path]) -> set[str]:
    found = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return {name.split(".")[1] for name in found if name.startswith("PySide6.Qt")}


def _imported_qml(files: Iterable[Path]) -> set[str]:
    return {name for file in files for name in QML_IMPORT.findall(file.read_text("utf-8"))}


def _below(folders: Iterable[Path], pattern: str) -> Iterator[Path]:
    return (path for folder in folders for path in folder.rglob(pattern))


def _qml(pyside: Path, module: str) -> Path:
    return pyside.joinpath("Qt", "qml", *module.split("."))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_dir()]


def _drop_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def main() -> None:
    wheels, *sources = (Path(argument).resolve() for argument in sys.argv[1:])
    prune_qt(wheels / "PySide6", [*sources, wheels / "qasync"])
    prune_packages(wheels)
    prune_libraries(wheels)
    _drop_empty_folders(wheels)


if __name__ == "__main__":
    main()
