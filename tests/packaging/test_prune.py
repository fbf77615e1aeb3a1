"""The part of the wheels that the package leaves out is found from the sources, so nothing goes stale."""

import importlib.util
from pathlib import Path

import PySide6
import pytest

PROJECT = Path(__file__).parents[2]
PYSIDE = Path(PySide6.__file__).parent
WINGS = [PROJECT / name for name in ("kiosk", "drivers", "screens", "offline_queue")]


@pytest.fixture(scope="module")
def prune():
    spec = importlib.util.spec_from_file_location("prune", PROJECT / "packaging" / "prune.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_keeps_bindings_that_the_sources_and_their_imports_need(prune):
    # QtQuick cannot be imported without QtOpenGL, nor QtQml without QtNetwork.
    kept = prune.bindings(PYSIDE, WINGS)
    assert kept >= {"QtCore", "QtGui", "QtQml", "QtQuick", "QtOpenGL", "QtNetwork"}
    assert "QtDesigner" not in kept
    assert all((PYSIDE / f"{name}.abi3.so").exists() for name in kept)


@pytest.mark.parametrize(
    "line", ["from PySide6.QtSvg import QSvgRenderer", "import PySide6.QtSvg", "from PySide6 import QtSvg"]
)
def test_sees_every_way_to_import_a_binding(prune, tmp_path, line):
    (tmp_path / "page.py").write_text(f"def draw():\n    {line}\n", "utf-8")
    assert prune.bindings(PYSIDE, [tmp_path]) == {"QtSvg", "QtGui", "QtCore"}


def test_keeps_qml_modules_with_what_they_import(prune, tmp_path):
    (tmp_path / "Page.qml").write_text('import QtQuick.Templates as T\nimport "../theme"\n', "utf-8")
    kept = prune.qml_modules(PYSIDE, [tmp_path])
    assert kept == {"QtQuick", "QtQuick.Templates", "QtQml", "QtQml.Models", "QtQml.WorkerScript"}
    assert prune.qml_modules(PYSIDE, WINGS) >= {"QtQuick", "QtQml"}


def test_named_plugins_exist(prune):
    assert all((PYSIDE / "Qt" / "plugins" / name).exists() for name in prune.QT_PLUGINS)


def test_takes_out_only_what_is_not_used(prune, tmp_path):
    pyside = tmp_path / "PySide6"
    for name in ("QtCore", "QtDesigner"):
        (pyside / f"{name}.abi3.so").parent.mkdir(exist_ok=True)
        (pyside / f"{name}.abi3.so").touch()
        (pyside / f"{name}.pyi").touch()
    for name in (*prune.QT_PLUGINS, "platforms/libqvnc.so"):
        (pyside / "Qt" / "plugins" / name).parent.mkdir(parents=True, exist_ok=True)
        (pyside / "Qt" / "plugins" / name).touch()
    for name in ("Qt/lib", "support"):
        (pyside / name).mkdir(parents=True)
    (pyside / "__init__.py").touch()
    source = tmp_path / "wing"
    source.mkdir()
    (source / "page.py").write_text("from PySide6.QtCore import Qt\n", "utf-8")

    prune.prune_qt(pyside, [source])

    left = {str(path.relative_to(pyside)) for path in pyside.rglob("*") if path.is_file()}
    assert left == {"QtCore.abi3.so", "__init__.py", *(f"Qt/plugins/{name}" for name in prune.QT_PLUGINS)}


def test_refuses_wheels_that_lack_what_the_sources_import(prune, tmp_path):
    (tmp_path / "PySide6" / "Qt").mkdir(parents=True)
    (tmp_path / "PySide6" / "QtCore.pyi").touch()
    source = tmp_path / "wing"
    source.mkdir()
    (source / "page.py").write_text("from PySide6.QtCore import Qt\n", "utf-8")
    with pytest.raises(SystemExit, match="QtCore"):
        prune.prune_qt(tmp_path / "PySide6", [source])
