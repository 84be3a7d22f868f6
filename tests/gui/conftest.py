"""Real windows on real documents: `session` on a small plan in memory, `open_window` for whole windows."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planeditor.gui import theme
from planeditor.gui.main_window import MainWindow
from planeditor.gui.session import Session
from planeditor.gui.windows import Windows
from planeditor.plan.entities import Snapshot
from planeditor.store import new_document
from tests.small_plan import small_plan


def _worn(app: QApplication) -> tuple[object, ...]:
    """Return all that makes up the program's look."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return app.style().objectName(), app.font(), app.palette(), app.styleSheet(), theme.is_dark(), scheme


@pytest.fixture(scope="session")
def _light(qapp: QApplication) -> tuple[object, ...]:
    theme.apply_theme(qapp, "light")
    return _worn(qapp)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, _light: tuple[object, ...]) -> None:
    """The light look. It is put on again where a test left another, not before each: that styles every widget anew."""
    if _worn(qapp) != _light:
        theme.apply_theme(qapp, "light")


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard at the end: without a screen its content would outlive the interpreter, and crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """A session on the small plan, without a window."""
    session = Session(new_document(small_plan()))
    yield session
    session.close(discard=True)


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    """The set of windows; those still open at the end are closed without a question."""
    windows = Windows("张三")
    yield windows
    for wizard in list(windows.wizards):
        wizard.close()
    for window in list(windows.all):
        window.files.may_close = True
        window.close()
    if windows.welcome is not None:
        windows.welcome.close()


@pytest.fixture
def open_window(windows: Windows, qtbot: QtBot) -> Callable[[Snapshot | None], MainWindow]:
    """Show a plan, the small one unless another is given, in a window."""

    def open_one(snapshot: Snapshot | None = None) -> MainWindow:
        window = windows.show_snapshot(snapshot or small_plan())
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.is_complete)
        QApplication.processEvents()  # the layout has its final sizes now
        return window

    return open_one


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """A window on the small plan."""
    return open_window()
