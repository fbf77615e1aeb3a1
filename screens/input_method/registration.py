"""Makes the composer known to QML."""

from functools import cache
from typing import Final

from PySide6.QtQml import qmlRegisterType

from screens.input_method.composer import Composer

MODULE: Final = "screens.input_method"


@cache
def register() -> None:
    """Makes `import screens.input_method` known; input_method.qmltypes tells qmllint the same."""
    qmlRegisterType(Composer, MODULE, 1, 0, "Composer")  # type: ignore[call-overload]  # it takes str
