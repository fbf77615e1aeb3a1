"""Items that Python paints: what QML alone cannot draw on the software renderer."""

from functools import cache
from typing import Final

from PySide6.QtQml import qmlRegisterType

from screens.painted.ink import Ink
from screens.painted.preview import Preview

MODULE: Final = "screens.painted"


@cache
def register() -> None:
    """Makes `import screens.painted` known to every engine; painted.qmltypes tells qmllint the same.

    QML must not add properties of its own to these items: PySide 6.11 then confuses their notify signals.
    """
    for item in (Ink, Preview):
        qmlRegisterType(item, MODULE, 1, 0, item.__name__)  # type: ignore[call-overload]  # it takes str, the stub says bytes
