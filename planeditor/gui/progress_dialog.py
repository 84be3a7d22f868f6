"""The form of one report: day, status, percentage, the targets' figures, words, and files of evidence.

One rule: what is confirmed is one step; a figure that does not fit keeps the form open with one sentence.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import EditError
from planeditor.gui import settings, theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.errors import show_error
from planeditor.gui.file_commands import name_labels
from planeditor.gui.first_size import give_size, needed_height
from planeditor.gui.grid_editors import statuses
from planeditor.gui.jobs import Job
from planeditor.gui.progress_words import figure_text, target_name
from planeditor.gui.session import Session
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.target_words import number_text, read_number
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.curves import Report
from planeditor.plan.entities import Evidence, Node, Progress, Target
from planeditor.plan.pace import shown_percent
from planeditor.plan.progress import day_of, reached, target_state
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.ledger import percent_text, read_cell
from planeditor.store import Document
from planeditor.store.evidence import LARGEST, EvidenceFile, read_evidence

_REPORTER = "reporter"
_FILE = Qt.ItemDataRole.UserRole
WIDTH = 40  # in characters
_WORDS = ("narrative", "problem", "next_step")


@dataclass(slots=True)
class FigureField:
    """The field of one target's figure, and what it comes to."""

    target: Target
    entry: Progress | None
    field: QLineEdit
    share: QLabel

    def value(self) -> float | None:
        """Return the figure, with or without the target's unit; EditError where it is none."""
        return read_number(self.field.text().strip().removesuffix(self.target.unit))

    def show_share(self) -> None:
        """Show what the figure is of what is aimed at."""
        try:
            value = self.value()
        except EditError:
            value = None
        self.share.setText("" if value is None else shown_percent(reached(self.target, value)))


class ProgressDialog(QDialog):
    """Asks for a report on an item, or for changes of one."""

    def __init__(self, session: Session, node_id: int, report: Report | None, parent: QWidget | None = None) -> None:
        """Show `report`, or an empty one of today."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.node: Node = session.document.node(node_id)
        self._report = report or Report("", "", None, ())
        self._is_new = report is None
        self.setWindowTitle(_("Report progress") if self._is_new else _("Change a report"))
        self._make_fields()
        self._lay_out()
        self._load()
        read_in_order(self)
        give_size(self, WIDTH, self._height())

    def _height(self) -> float:
        """Return the height, in characters, in which nothing need be scrolled."""
        others = self.sizeHint().height() - self._area.sizeHint().height()
        form = needed_height(self._page, theme.em(self, WIDTH - 2))
        return (others + form) / theme.em(self) + 0.5

    # the form

    def _make_fields(self) -> None:
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.status = QComboBox(self)
        for shown, stored in statuses():
            self.status.addItem(shown, stored)
        self.percent = QLineEdit(self, placeholderText=_("such as 45%"))
        self.reporter = QLineEdit(self)
        self.texts = {name: QPlainTextEdit(self, tabChangesFocus=True) for name in _WORDS}
        for field in self.texts.values():
            field.setFixedHeight(theme.em(self, 4.4))
        self.evidence_note = QLineEdit(self, placeholderText=_("What proves it, in words"))
        self.figures = self._make_figures()
        self.files = QListWidget(self)
        EmptyWords(self.files, _("No files are attached."))
        self.files.setFixedHeight(theme.em(self, 4))
        self.files.setAccessibleName(_("Evidence"))
        theme.set_look(self.files, "card")
        text = _("Keep a copy in the plan (files up to {limit} MB)").format(limit=LARGEST >> 20)
        self.keep = QCheckBox(text, self)
        self.problem = QLabel(self, wordWrap=True)
        theme.set_look(self.problem, "error")
        self.problem.hide()

    def _make_figures(self) -> list[FigureField]:
        found = []
        entries = {entry.target_id: entry for entry in self._report.of_targets}
        for target in self.node.targets:
            if target.kind == "target" and target.value is not None:
                field = QLineEdit(self)
                field.setAccessibleName(target_name(target))
                one = FigureField(target, entries.get(target.id), field, QLabel(self))
                field.textChanged.connect(one.show_share)
                theme.set_look(one.share, "muted")
                found.append(one)
        return found

    def _lay_out(self) -> None:
        self._page = QWidget()
        form = QFormLayout(self._page)
        form.setContentsMargins(0, 0, theme.em(self, 0.4), 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        title = QLabel(self.node.title or self.node.body[:60], wordWrap=True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_look(title, "heading")
        form.addRow(title)
        form.addRow(_("&Day"), self.day)
        form.addRow(_("&Status"), self.status)
        form.addRow(_("D&one so far"), self.percent)
        if self.figures:
            form.addRow(_("Targets"), self._figure_grid())
        form.addRow(_("&What was done"), self.texts["narrative"])
        form.addRow(_("&Problem"), self.texts["problem"])
        form.addRow(_("&Next step"), self.texts["next_step"])
        form.addRow(_("&Reported by"), self.reporter)
        form.addRow(_("&Evidence"), self.evidence_note)
        form.addRow("", self._file_area())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        theme.set_look(buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        self._area = self._scrolled(self._page)
        rows.addWidget(self._area)
        rows.addWidget(self.problem)
        rows.addWidget(buttons)

    def _scrolled(self, page: QWidget) -> QScrollArea:
        """Return a frame in which the form can be moved where the screen is low."""
        area = QScrollArea(self, widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields take the focus, and come to sight with it
        theme.set_look(area, "plain")
        theme.set_look(page, "page")
        area.setWidget(page)
        return area

    def _figure_grid(self) -> QWidget:
        area = QWidget(self)
        grid = QGridLayout(area)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, one in enumerate(self.figures):
            name = QLabel(target_name(one.target), wordWrap=True)
            aim = QLabel(_("of {goal}").format(goal=figure_text(one.target, one.target.value)))
            theme.set_look(aim, "muted")
            for column, widget in enumerate((name, one.field, aim, one.share)):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, theme.em(self, 4))
        return area

    def _file_area(self) -> QWidget:
        area = QWidget(self)
        rows, buttons = QVBoxLayout(area), QHBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        self.add_files = QPushButton(_("&Attach files…"))
        self.remove_files = QPushButton(_("Ta&ke off"))
        self.add_files.clicked.connect(self.choose_files)
        self.remove_files.clicked.connect(self._take_off)
        for button in (self.add_files, self.remove_files):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addWidget(self.files)
        rows.addWidget(self.keep)
        rows.addLayout(buttons)
        return area

    def _load(self) -> None:
        own, year = self._report.own, self.session.document.plan().year
        first = next(iter(self._report.entries), None)
        told = day_of(first, year) if first is not None else date.today()
        self._loaded_day = QDate(*(told if told > date.min else date.today()).timetuple()[:3])
        self.day.setDate(self._loaded_day)
        known = self._report.reporter if not self._is_new else str(settings.settings().value(_REPORTER, ""))
        self.reporter.setText(known)
        if own is not None:
            self.status.setCurrentIndex(max(self.status.findData(own.status), 0))
            self.percent.setText(percent_text(own.percent))
            self.evidence_note.setText(own.evidence)
            for name, field in self.texts.items():
                field.setPlainText(getattr(own, name))
        for one in self.figures:
            one.field.setText(number_text(one.entry.value) if one.entry is not None else "")
            last = target_state(self.node, one.target, date.today(), year).value
            one.field.setPlaceholderText(_("last: {value}").format(value=number_text(last)) if last is not None else "")
        ids = {entry.id for entry in self._report.entries}
        for file in self.node.evidence:
            if file.progress_id in ids:
                self._list_file(file.name, file)

    # evidence

    def choose_files(self) -> None:
        """Ask for files that prove what is reported."""
        dialog = QFileDialog(self, _("Attach files"), str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        name_labels(dialog)
        dialog.filesSelected.connect(lambda names: self.attach([Path(name) for name in names]))
        dialog.open()

    def attach(self, paths: list[Path]) -> None:
        """Read files in the background and list them."""
        for path in paths:
            job = Job(partial(read_evidence, path, keep=self.keep.isChecked()))
            job.succeeded.connect(lambda file: self._list_file(file.name, file))
            job.failed.connect(lambda error: show_error(error, self))
            job.start()

    def _list_file(self, name: str, file: Evidence | EvidenceFile) -> None:
        is_kept = isinstance(file, EvidenceFile) and file.content is not None
        item = QListWidgetItem(_("{file} (copied into the plan)").format(file=name) if is_kept else name, self.files)
        item.setData(_FILE, file)
        item.setToolTip(file.sha256)

    def _take_off(self) -> None:
        for item in self.files.selectedItems():
            self.files.takeItem(self.files.row(item))

    def _listed(self) -> list[Evidence | EvidenceFile]:
        return [self.files.item(row).data(_FILE) for row in range(self.files.count())]

    # writing

    def accept(self) -> None:
        """Write the report as one step, unless a figure does not fit or it says nothing."""
        try:
            columns, values = self._columns(), {one.target.id: one.value() for one in self.figures}
        except EditError as error:
            self._complain(str(error))
            return
        told = any(value not in (None, "") for name, value in columns.items() if name not in ("date", "reporter"))
        if not told and not any(value is not None for value in values.values()) and not self.files.count():
            self._complain(_("Say something: a status, a percentage, a figure or a sentence."))
            return
        settings.settings().setValue(_REPORTER, self.reporter.text().strip())
        self.session.run(lambda document: self._write(document, columns, values))
        super().accept()

    def _columns(self) -> dict[str, Any]:
        percent = Column("percent", _("Done so far"), Kind.PERCENT, 7)
        same_day = not self._is_new and self.day.date() == self._loaded_day
        return {
            "date": self._report.date if same_day else self.day.date().toString(Qt.DateFormat.ISODate),
            "reporter": self.reporter.text().strip(),
            "status": str(self.status.currentData()),
            "percent": read_cell(percent, self.percent.text(), None),
            "evidence": self.evidence_note.text().strip(),
            **{name: field.toPlainText().strip() for name, field in self.texts.items()},
        }

    def _write(self, document: Document, columns: dict[str, Any], values: dict[int, float | None]) -> ChangeSet:
        shared = {name: columns[name] for name in ("date", "reporter")}
        wanted = self._listed()
        with document.step(_("Report progress")) as step:
            own = self._report.own
            kept = {file.id for file in wanted if isinstance(file, Evidence)}
            for file in self.node.evidence:
                if file.progress_id in {entry.id for entry in self._report.entries} and file.id not in kept:
                    document.remove_evidence(file.id)
            document.report(self.node.id, own.id if own else None, **columns)
            for one in self.figures:
                entry = one.entry.id if one.entry else None
                document.report(self.node.id, entry, target_id=one.target.id, value=values[one.target.id], **shared)
            new = [file for file in wanted if isinstance(file, EvidenceFile)]
            if new:
                self._attach(document, step.change_set.created("progress"), new, columns)
        return step.change_set

    def _attach(
        self, document: Document, created: list[int], files: list[EvidenceFile], columns: dict[str, Any]
    ) -> None:
        """Attach files to the report's first entry, making one where files are all there is."""
        known = {entry.id for entry in document.node(self.node.id).progress}
        entries = [entry.id for entry in self._report.entries if entry.id in known] + created
        if not entries:
            shared = {name: columns[name] for name in ("date", "reporter")}
            entries = document.add_progress(self.node.id, **shared).created("progress")[-1:]
        for file in files:
            document.attach_evidence(entries[0], file)

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
