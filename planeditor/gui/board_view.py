"""The plan in pictures. One rule: a picture shows what the document says at this moment, each with its words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui import settings, theme
from planeditor.gui.charts_drawing import Pen
from planeditor.gui.charts_model import Chart, Segment, charts_of
from planeditor.gui.charts_view import ChartView
from planeditor.gui.errors import show_error
from planeditor.gui.file_commands import name_labels
from planeditor.gui.find_search import ENDS_WITHIN_S, paced
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.statistics import Statistics, statistics_of
from planeditor.store import Document

COUNT_AGAIN_AFTER_MS = 200
_TWO_COLUMNS = 72  # characters from which charts stand side by side
_HEADING_BESIDE_BUTTONS = 44  # characters from which they stand in one line
_WIDE = ("overview", "months")  # charts that always have the whole width
_RIGHT = ("departments", "statuses")  # the first of these that is there stands at the right
_BELOW_RIGHT = "department-lights"  # below it


class BoardView(QWidget):
    """The pictures of one session."""

    filter_wanted = Signal(object, str)  # ids to show in the editor, and what they are
    shown = Signal()  # the pictures are those of the plan as it is now

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's plan."""
        super().__init__(parent)
        self.session = session
        self.charts: dict[str, ChartView] = {}
        self._cards: dict[str, QFrame] = {}
        self._statistics: Statistics | None = None
        self._job: Job | None = None
        self._is_behind = True
        self._columns = 0
        self._again = QTimer(self, singleShot=True, interval=COUNT_AGAIN_AFTER_MS)
        self._again.timeout.connect(self._count)
        self._shown: tuple[Chart, ...] = ()
        self._to_show: list[Chart] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._show_next)
        self._make_buttons()
        self._lay_out()
        session.changed.connect(self._on_changed)

    def _make_buttons(self) -> None:
        self.heading = QLabel(self, wordWrap=True)
        self.message = QLabel(_("Counting…"), self, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.save_button = self._button("export", _("Save picture…"), _("Save the pictures as PNG or SVG"), self.save)
        self.copy_button = self._button("copy", _("Copy picture"), _("Copy the pictures for Word or WPS"), self.copy)
        self.print_button = self._button("print", _("Print…"), _("Print the pictures"), self.print_charts)
        theme.set_look(self.heading, "heading")
        theme.set_look(self.message, "muted")

    def _button(self, symbol: str, text: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = quiet_button(self, symbol, text, tip)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        gap = theme.em(self, 0.6)
        self._top = QHBoxLayout()
        self._top.addWidget(self.heading, 1)
        buttons = FlowLayout(in_one_row=True)
        for button in (self.save_button, self.copy_button, self.print_button):
            buttons.addWidget(button)
        self._top.addLayout(buttons)
        self._page = QWidget()
        self._page.setProperty("look", "page")
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.set_look(self._area, "plain")
        self._area.setWidget(self._page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(gap)
        rows.addLayout(self._top)
        rows.addWidget(self.message, 1)
        rows.addWidget(self._area, 1)
        self._show_message(self.message.text())

    # counting

    def activate(self) -> None:
        """Come to sight: catch up with what happened meanwhile; another day may have come as well."""
        if self._is_behind or self._statistics is None or self._statistics.today != date.today():
            self._count()

    def stop(self) -> None:
        """End what still runs, before the document is closed."""
        self._again.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait(ENDS_WITHIN_S)

    def _on_changed(self) -> None:
        self._is_behind = True
        if self.isVisible():
            self._again.start()

    def _count(self) -> None:
        if self.session.is_closed:
            return
        if self._job is not None:
            self._job.cancel()
        self._is_behind = False
        tops = [entry.id for entry in self.session.outline.root.children]
        job = self._job = Job(_count_aside, self.session.document, tops, date.today())
        job.succeeded.connect(lambda found: self._on_counted(job, found))
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.start()

    def _on_counted(self, job: Job, found: object) -> None:
        if job is not self._job:
            return
        assert isinstance(found, tuple)
        self._job, (self._statistics, charts) = None, found
        self._show_charts(charts)

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is not self._job:
            return
        self._job, self._is_behind = None, True
        if not isinstance(error, Cancelled):
            self._show_message(_("The pictures could not be made. Switch to the editor and back to try again."))
            show_error(error, self)

    # showing

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self._area.setVisible(not text)
        for button in (self.save_button, self.copy_button, self.print_button):
            button.setEnabled(not text)

    def _show_charts(self, charts: tuple[Chart, ...]) -> None:
        """Show these charts, one after the other between events: each takes a good part of a frame."""
        self.heading.setText(self.title())
        for key in self.charts.keys() - {chart.key for chart in charts}:
            del self.charts[key]
            self._cards.pop(key).deleteLater()
            self._columns = 0
        self._shown, self._to_show = charts, list(charts)
        self._show_next()

    def _show_next(self) -> None:
        if self.session.is_closed:
            return
        if not self._to_show:
            self._finish()
            return
        chart = self._to_show.pop(0)
        if chart.key in self.charts:
            self.charts[chart.key].show_chart(chart)
        else:
            self._add_chart(chart)
            self._columns = 0
            self._area.show()
            self.message.hide()
            self._arrange()
        self._next.start()

    def _finish(self) -> None:
        had_focus = self.hasFocus()
        if list(self.charts) != [chart.key for chart in self._shown]:
            self.charts = {chart.key: self.charts[chart.key] for chart in self._shown}
            self._columns = 0
        is_empty = "overview" not in self.charts
        empty = _("There is nothing to count yet. Go to the editor (Ctrl+1) and add items, or import a document.")
        self._show_message(empty if is_empty else "")
        self._arrange()
        if had_focus:
            self._focus_first()
        self.shown.emit()

    def _add_chart(self, chart: Chart) -> None:
        card = QFrame(self._page)
        theme.set_look(card, "card")
        view = ChartView(chart, card)
        view.chosen.connect(self._choose)
        view.reached.connect(self._area.ensureWidgetVisible)
        layout = QVBoxLayout(card)
        gap = theme.em(self, 0.9)
        layout.setContentsMargins(gap, gap // 2, gap, gap)
        layout.addWidget(view)
        layout.addStretch(1)
        self.charts[chart.key], self._cards[chart.key] = view, card

    def _arrange(self) -> None:
        """Put the cards into one column or two; where it is narrow, the buttons below the heading."""
        direction = QBoxLayout.Direction
        is_narrow = self.width() < theme.em(self, _HEADING_BESIDE_BUTTONS)
        self._top.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        columns = 2 if self.width() >= theme.em(self, _TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        rows = [0, 0]
        right = next((key for key in _RIGHT if key in self.charts), "")
        for key in self.charts:
            card = self._cards[key]
            if columns == 1 or key in _WIDE:
                row = max(rows)
                self._grid.addWidget(card, row, 0, 1, columns)
                rows = [row + 1, row + 1]
            elif key in (right, _BELOW_RIGHT):
                self._grid.addWidget(card, rows[1], 1, 2, 1)
                rows[1] += 2
            else:
                self._grid.addWidget(card, rows[0], 0)
                rows[0] += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def title(self) -> str:
        """Return what stands above the pictures: the plan and the day."""
        if self._statistics is None:
            return ""
        title = self._statistics.plan.title or _("Work plan")
        return _("{title}, as of {day}").format(title=title, day=self._statistics.today.isoformat())

    def _choose(self, segment: Segment) -> None:
        self.filter_wanted.emit(list(segment.ids), segment.what)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one column and two."""
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the first picture."""
        super().focusInEvent(event)
        self._focus_first()

    def _focus_first(self) -> None:
        if self._area.isVisible():
            next(iter(self.charts.values())).take_focus()

    # going out

    def _drawn(self) -> tuple[Chart, ...]:
        return tuple(view.chart for view in self.charts.values())

    def save(self) -> QFileDialog:
        """Ask for a file's name and write the pictures there."""
        path = self.session.document.path
        name = path.stem if path is not None else _("Pictures")
        dialog = QFileDialog(self, _("Save picture"), str(settings.last_folder() / f"{name}.png"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Picture (*.png)"), _("Vector graphics (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("svg" if "svg" in kind else "png"))
        name_labels(dialog)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()
        return dialog

    def write(self, path: Path) -> None:
        """Write the pictures into a file, PNG or SVG by its suffix."""
        from planeditor.gui.charts_output import write_picture

        settings.keep_folder(path.parent)
        try:
            write_picture(self._drawn(), self.title(), path, Pen.of(self))
        except PlanEditorError as error:
            show_error(error, self)
        else:
            self.session.notice.emit(_("The pictures are in “{file}”.").format(file=path.name))

    def copy(self) -> None:
        """Put the pictures on the clipboard."""
        from planeditor.gui.charts_output import image_of, whole_picture

        pen = Pen.of(self)
        QGuiApplication.clipboard().setImage(image_of(whole_picture(self._drawn(), self.title(), pen), pen))
        self.session.notice.emit(_("The pictures are on the clipboard."))

    def print_charts(self) -> QPrintDialog:
        """Ask for the printer and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # Qt's own open() of this dialog wants a slot
        return dialog

    def print_on(self, printer: QPrinter) -> None:
        """Print the pictures."""
        from planeditor.gui.charts_output import print_charts

        try:
            print_charts(self._drawn(), self.title(), printer, Pen.of(self))
        except PlanEditorError as error:
            show_error(error, self)
        else:
            self.session.notice.emit(_("The pictures were sent to the printer."))


def _count_aside(
    document: Document, tops: list[int], today: date, progress: Callable[[float], object]
) -> tuple[Statistics, tuple[Chart, ...]]:
    """Count piece by piece: a thread that never rests would keep the window from painting."""
    pause = paced(progress)
    nodes: list[Node] = []
    with document.aside() as reader:
        for top in tops:
            pause()
            nodes += reader.subtrees([top])
        snapshot = Snapshot(reader.plan(), reader.departments(), tuple(nodes))
        pace = reader.pace(today)
    found = statistics_of(snapshot, today, pause, pace)
    return found, charts_of(found)
