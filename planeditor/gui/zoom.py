"""How large the texts of one window are shown: tree, editor, panels and tables together.

One rule: a zoom is one stylesheet on each of the window's parts; what was measured in the font before (columns, rows,
indentation, icons) grows and shrinks with it. At 100 % nothing is done at all.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QMenu,
    QToolButton,
    QTreeView,
    QWidget,
)

from planeditor.gui import preferences, theme
from planeditor.gui.preferences import LARGEST_ZOOM, SMALLEST_ZOOM, USUAL_ZOOM, within
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Kind = TypeVar("Kind", bound=QWidget)

LEVELS = (80, 90, 100, 110, 125, 150, 175, 200)
NOTCH = 120  # eighths of a degree: one step of an ordinary wheel


class Zoom(QObject):
    """The zoom of one window, in per cent."""

    changed = Signal(int)

    def __init__(self, *parts: QWidget) -> None:
        """Take over the parts of a window, the first of which lives longest."""
        super().__init__(parts[0])
        self.percent = USUAL_ZOOM
        self._parts: list[QWidget] = []
        self._turned = 0
        for part in parts:
            self.follow(part)

    def follow(self, part: QWidget) -> None:
        """Show another part, such as a table in a window of its own, at this zoom from now on."""
        if part not in self._living():
            self._parts.append(part)
            part.setStyleSheet(theme.zoom_sheet(self.percent))
            _scale(part, self.percent / USUAL_ZOOM)
        self._listen()

    def adopt(self, view: QWidget) -> None:
        """Give a view that was made just now the sizes of the others; what its parent's font zooms has them already."""
        above = view.parentWidget()
        at = above.font().pointSizeF() / QApplication.font().pointSizeF() if above is not None else 1.0
        _scale(view, self.percent / USUAL_ZOOM / at)
        for button in view.findChildren(QAbstractButton) if at != 1.0 else ():  # made before they had a parent
            if button.property("look") is not None and not button.icon().isNull():
                button.ensurePolished()
                theme.fit_icon(button)
        self._listen()

    def _listen(self) -> None:
        """Hear the wheel in all that scrolls by now."""
        for part in self._living():
            for area in part.findChildren(QAbstractScrollArea):
                area.viewport().installEventFilter(self)

    def settle(self) -> None:
        """Bring columns and the like back to what they measure at 100 %: so they are kept for the next time."""
        for part in self._living():
            _scale(part, USUAL_ZOOM / self.percent)

    def _living(self) -> list[QWidget]:
        self._parts = [part for part in self._parts if shiboken6.isValid(part)]
        return self._parts

    def show_at(self, percent: int) -> None:
        """Show all texts at a zoom, the nearest that is possible."""
        before, self.percent = self.percent, within(percent)
        if self.percent == before:
            return
        for part in self._living():
            part.setStyleSheet(theme.zoom_sheet(self.percent))
            _scale(part, self.percent / before)
        self.changed.emit(self.percent)

    def choose(self, percent: int) -> None:
        """Show all texts at a zoom, and windows that were never zoomed as well from now on."""
        self.show_at(percent)
        kept = preferences.load()
        if kept.zoom != self.percent:
            preferences.keep(replace(kept, zoom=self.percent))

    def step(self, direction: int) -> None:
        """Go to the next larger (1) or smaller (-1) level."""
        larger = [level for level in LEVELS if level > self.percent]
        smaller = [level for level in LEVELS if level < self.percent]
        self.choose((larger or [LARGEST_ZOOM])[0] if direction > 0 else (smaller or [SMALLEST_ZOOM])[-1])

    def reset(self) -> None:
        """Go back to 100 %."""
        self.choose(USUAL_ZOOM)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Zoom by Ctrl and the wheel."""
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.turn(event.angleDelta().y())
        return True

    def turn(self, angle: int) -> None:
        """Follow a wheel; a fine one, or a touchpad, makes a step of many small turns."""
        self._turned += angle
        if abs(self._turned) >= NOTCH:
            self.step(1 if self._turned > 0 else -1)
            self._turned = 0


def _scale(part: QWidget, factor: float) -> None:
    """Multiply what was measured in the font when a part was made."""
    if abs(factor - 1) < 0.01:  # font sizes are rounded
        return
    for header in _with(part, QHeaderView):
        _scale_header(header, factor)
    for tree in _with(part, QTreeView):
        tree.setIndentation(round(tree.indentation() * factor))
    for button in _with(part, QAbstractButton):
        if not button.icon().isNull():
            button.setIconSize(
                QSize(round(button.iconSize().width() * factor), round(button.iconSize().height() * factor))
            )
    for tree in _with(part, QTreeView):  # columns that have no room any more go, others come back
        QApplication.sendEvent(tree, QResizeEvent(tree.size(), tree.size()))


def _with(part: QWidget, kind: type[Kind]) -> Iterator[Kind]:
    if isinstance(part, kind):
        yield part
    yield from part.findChildren(kind)


def _scale_header(header: QHeaderView, factor: float) -> None:
    upright = header.orientation() == Qt.Orientation.Vertical
    if upright or header.sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed:  # all of a size
        header.setMinimumSectionSize(0)  # else sections would be no smaller than what Qt reckons from the font
        header.setDefaultSectionSize(round(header.defaultSectionSize() * factor))
    if upright:
        return
    # Hidden ones first: whoever keeps the columns at each change then keeps them as they are in the end.
    for section in sorted(range(header.count()), key=header.isSectionHidden, reverse=True):
        if header.sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive:
            is_hidden = header.isSectionHidden(section)
            header.setSectionHidden(section, False)  # a hidden one tells no size
            header.resizeSection(section, round(header.sectionSize(section) * factor))
            header.setSectionHidden(section, is_hidden)


class ZoomButton(QToolButton):
    """The corner of the status bar that tells the zoom, and offers others."""

    def __init__(self, zoom: Zoom) -> None:
        """Follow a window's zoom."""
        super().__init__()
        self._zoom = zoom
        theme.set_look(self, "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(_("Zoom of all texts: Ctrl+plus, Ctrl+minus, Ctrl+0, or Ctrl and the wheel"))
        self.setAccessibleName(_("Zoom"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        zoom.changed.connect(self._show_percent)
        self._show_percent(zoom.percent)

    def _show_percent(self, percent: int) -> None:
        self.setText(_("{percent} %").format(percent=percent))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for level in LEVELS:
            action = QAction(_("{percent} %").format(percent=level), group)
            action.setCheckable(True)
            action.setChecked(level == self._zoom.percent)
            action.triggered.connect(lambda _checked=False, level=level: self._zoom.choose(level))
            menu.addAction(action)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by the wheel alone."""
        self._zoom.turn(event.angleDelta().y())


def make_zoom(window: "MainWindow") -> Zoom:
    """Return the zoom of a window, at 100 %, with its corner in the status bar."""
    zoom = Zoom(window.views, window.targets_dock, window.owners_dock, window.progress_dock)
    known = {window.views.current}

    def on_view(name: str) -> None:
        if name not in known:
            known.add(name)
            zoom.adopt(window.views.view(name))

    window.views.changed.connect(on_view)
    window.statusBar().addPermanentWidget(ZoomButton(zoom))
    return zoom
