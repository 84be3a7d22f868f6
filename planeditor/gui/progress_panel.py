"""How the selected item goes on: its light and why, a plot of the year, and its reports by date.

One rule: the panel shows what the document has on this day; every change is a step of its own.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.progress_cards import ReportCard
from planeditor.gui.progress_plot import ProgressPlot
from planeditor.gui.progress_words import LightLabel, target_name
from planeditor.gui.session import Session
from planeditor.gui.undo_bar import UndoBar
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.curves import Report, curve_of, reports_of
from planeditor.plan.entities import Evidence, Node, Target
from planeditor.plan.pace import Judgement, light_of, shown_percent, why
from planeditor.store import Document

_TABLES = ("progress", "target", "milestone", "light", "evidence", "setting", "plan", "lineage")
MOST_CARDS = 60  # of an item: what is older is in the plot, and in what is exported


class ProgressPanel(QWidget):
    """Shows and edits the progress of the section or item that is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow the session's selection."""
        super().__init__(parent)
        self.session = session
        self._node: Node | None = None
        self.cards: list[ReportCard] = []
        self._make_header()
        self._make_page()
        self._lay_out()
        self.report_button.clicked.connect(self.report)
        self.milestones_button.clicked.connect(self.edit_milestones)
        self.light_button.clicked.connect(self.set_light)
        self.subject.activated.connect(self._show_plot)
        session.current_changed.connect(self.refresh)
        session.changed.connect(self._on_changed)
        session.state_changed.connect(self._show_read_only)
        self.refresh()

    def _make_header(self) -> None:
        self.header = QWidget(self)
        self.header.setObjectName("header_bar")
        self.heading = QLabel(_("Progress"), self.header)
        self.summary = QLabel(self.header)
        self.light_button = self._button("edit", _("Set the light by hand…"))
        self.milestones_button = self._button("calendar", _("Milestones by quarter…"))
        self.report_button = QToolButton(self.header)
        self.report_button.setText(_("Report"))
        self.report_button.setIcon(icon("add", "accent"))
        self.report_button.setToolTip(_("Report how this item goes on"))
        self.report_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.set_look(self.heading, "heading")
        theme.set_look(self.summary, "muted")
        theme.set_look(self.report_button, "link")

    def _button(self, symbol: str, text: str) -> QToolButton:
        button = QToolButton(self.header)
        button.setIcon(icon(symbol, "muted"))
        button.setToolTip(text)
        button.setAccessibleName(text)
        theme.set_look(button, "quiet")
        return button

    def _make_page(self) -> None:
        self.light = LightLabel(self)
        self.reason = QLabel(self, wordWrap=True)
        self.continues = QLabel(self, wordWrap=True)
        self.subject = QComboBox(self)
        self.subject.setAccessibleName(_("What the plot shows"))
        # a long name must not make the page wider than the panel
        self.subject.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subject.setMinimumContentsLength(4)
        self.plot = ProgressPlot(self)
        self.empty = QLabel(self, wordWrap=True)
        self.undo_bar = UndoBar(self.session)
        for label in (self.reason, self.continues):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for widget, look in ((self.reason, "muted"), (self.continues, "muted"), (self.empty, "muted"),
                             (self.subject, "quiet")):  # fmt: skip
            theme.set_look(widget, look)

    def _lay_out(self) -> None:
        top = QHBoxLayout(self.header)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.em(self, 0.5))
        top.addWidget(self.heading)
        top.addWidget(self.summary)
        top.addStretch(1)
        for button in (self.light_button, self.milestones_button, self.report_button):
            top.addWidget(button)
        page = QWidget()
        page.setProperty("look", "page")
        self._page_rows = QVBoxLayout(page)
        self._page_rows.setContentsMargins(0, 0, 0, 0)
        self._page_rows.setSpacing(theme.em(self, 0.5))
        shown = (self.light, self.reason, self.continues, self.subject, self.plot, self.undo_bar, self.empty)
        for widget in shown:
            self._page_rows.addWidget(widget)
        self._page_rows.addStretch(1)
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.set_look(self._scroll, "plain")
        self._scroll.setWidget(page)
        space = theme.em(self, 0.6)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space, space, space, space)
        rows.addWidget(self.header)
        rows.addWidget(self._scroll, 1)

    def sizeHint(self) -> QSize:
        """Return a size that shows the plot and a report or two."""
        return QSize(theme.em(self, 24), theme.em(self, 40))

    def _grow(self) -> None:
        """Make the dock high enough for plot and reports, as far as there is room; it never gets lower by itself."""
        dock = self.parentWidget()
        window = dock.parentWidget() if isinstance(dock, QDockWidget) and not dock.isFloating() else None
        missing = self.sizeHint().height() - self.height()
        if isinstance(dock, QDockWidget) and isinstance(window, QMainWindow) and self.isVisible() and missing > 0:
            window.resizeDocks([dock], [dock.height() + missing], Qt.Orientation.Vertical)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for room when coming to sight."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)  # when the layout knows what there is

    # showing

    def _on_changed(self, change_set: ChangeSet) -> None:
        own = self.session.current_id
        tables = {change.table for change in change_set.changes if change.node_id in (own, None)}
        if tables & {*_TABLES, "node"}:
            self.refresh()

    def refresh(self) -> None:
        """Read the item anew."""
        document, node_id = self.session.document, self.session.current_id
        self._node = document.node(node_id) if node_id and node_id in self.session.outline.entries else None
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        node = self._node
        for widget in (self.light, self.reason, self.plot):
            widget.setVisible(node is not None)
        self.empty.setText(_("Select an item to see how it goes on."))
        self.empty.setVisible(node is None)
        self.summary.setText("")
        self.continues.hide()
        self.subject.setVisible(node is not None and self._fill_subjects(node))
        if node is not None:
            self._show_node(node)
        self._show_read_only()

    def _fill_subjects(self, node: Node) -> bool:
        """Offer the item and its targets for the plot; tell whether there is a choice."""
        chosen = self.subject.currentData()
        self.subject.clear()
        self.subject.addItem(_("The whole item"), 0)
        for target in node.targets:
            if target.kind == "target" and target.value is not None:
                self.subject.addItem(target_name(target), target.id)
        self.subject.setCurrentIndex(max(self.subject.findData(chosen), 0))
        return self.subject.count() > 1

    def _show_node(self, node: Node) -> None:
        pace = self.session.document.pace(date.today())
        judged = light_of(node, pace)
        self.light.show_light(judged.light, _state_words(judged))
        self.reason.setText(why(judged))
        lines = "；".join(each.text for each in node.lineage if each.text)
        self.continues.setText(_("Continues {source}").format(source=lines))
        self.continues.setVisible(bool(lines))
        self._show_plot()
        reports = reports_of(node, pace.year)
        count = ngettext("{count} report", "{count} reports", len(reports)).format(count=len(reports))
        self.summary.setText(count if reports else "")
        self.empty.setText(_("Nothing was reported yet. “Report” records how it goes on."))
        self.empty.setVisible(not reports)
        for report in reports[:MOST_CARDS]:
            self._add_card(node, report)

    def _show_plot(self) -> None:
        if self._node is None:
            return
        pace = self.session.document.pace(date.today())
        target = self._target(int(self.subject.currentData() or 0))
        self.plot.show_curve(curve_of(self._node, pace, target), pace.year, pace.today)

    def _target(self, target_id: int) -> Target | None:
        return next((each for each in self._node.targets if each.id == target_id), None) if self._node else None

    def _add_card(self, node: Node, report: Report) -> None:
        card = ReportCard(node, report)
        card.change_wanted.connect(lambda: self._open_dialog(report))
        card.removal_wanted.connect(lambda: self._remove(report))
        card.evidence_wanted.connect(self._save_evidence)
        self.cards.append(card)
        self._page_rows.insertWidget(self._page_rows.count() - 1, card)

    def _show_read_only(self) -> None:
        may_write = self._node is not None and not self.session.read_only
        for button in (self.report_button, self.milestones_button, self.light_button):
            button.setEnabled(may_write)
        for card in self.cards:
            card.set_read_only(self.session.read_only)

    # verbs

    def report(self) -> None:
        """Ask for a new report on the item."""
        self._open_dialog(None)

    def _open_dialog(self, report: Report | None) -> None:
        from planeditor.gui.progress_dialog import ProgressDialog

        if self._node is not None and not self.session.read_only:
            ProgressDialog(self.session, self._node.id, report, self.window()).open()

    def edit_milestones(self) -> None:
        """Ask what is to be reached by each quarter."""
        from planeditor.gui.progress_milestones import MilestonesDialog

        if self._node is not None and not self.session.read_only:
            MilestonesDialog(self.session, self._node.id, self.window()).open()

    def set_light(self) -> None:
        """Ask for a light against the rule, and why."""
        from planeditor.gui.progress_override import LightDialog

        if self._node is not None and not self.session.read_only:
            LightDialog(self.session, self._node.id, self.window()).open()

    def _remove(self, report: Report) -> None:
        def remove(document: Document) -> ChangeSet:
            with document.step(_("Remove report")) as step:
                known = {entry.id for entry in report.entries}
                for file in document.node(node_id).evidence:
                    if file.progress_id in known:
                        document.remove_evidence(file.id)
                for entry_id in known:
                    document.remove_progress(entry_id)
            return step.change_set

        node_id = self.session.current_id
        self.session.run(remove)
        self.undo_bar.offer(_("Removed the report of {day}.").format(day=report.date or _("no date")))

    def _save_evidence(self, file: Evidence) -> None:
        from planeditor.gui.file_choice import choose_new_file

        content = self.session.document.evidence_content(file.sha256)
        if content is None:
            text = _("The plan keeps the name and hash of {file} only; the file lies where it was attached from.")
            self.session.notice.emit(text.format(file=file.name))
            return
        name, suffix = Path(file.name).stem, Path(file.name).suffix or ".bin"
        choose_new_file(self, _("Save evidence"), name, _("Evidence"), suffix, lambda path: _write(self, path, content))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what reports."""
        super().focusInEvent(event)
        self.report_button.setFocus(event.reason())


def _state_words(judged: Judgement) -> str:
    """Return status and percentage as they follow a light's word: · 按序时推进 · 45%."""
    return "".join(f" · {text}" for text in (judged.state.status, shown_percent(judged.state.percent)) if text)


def _write(parent: QWidget, path: Path, content: bytes) -> None:
    from planeditor.errors import OutputError
    from planeditor.gui.errors import show_error

    try:
        path.write_bytes(content)
    except OSError as error:
        text = _("{file} could not be written: {reason}").format(file=path.name, reason=error.strerror)
        show_error(OutputError(text), parent)
