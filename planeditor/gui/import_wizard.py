"""The import in three steps: choose, check, done.

One rule: until the last button nothing of any plan changes; then a plan of its own is made, or the open one gets one
step that can be undone. While lines are checked, only that button and Ctrl+Enter import: Enter belongs to the lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui import theme
from planeditor.gui.errors import show_error
from planeditor.gui.forms.ui_import_wizard import Ui_ImportWizard
from planeditor.gui.import_places import InsertPlace, insert_places
from planeditor.gui.import_preview import Input
from planeditor.gui.main_window import MainWindow
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot

if TYPE_CHECKING:
    from planeditor.gui.import_preview import Preview

SIZE = (92, 58)  # in characters
BAR_WIDTH = 24
STEPS = 1000
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
GO_KEYS = ("Ctrl+Return", "Ctrl+Enter")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the plan, what to call it, and how many doubtful lines nobody decided."""

    snapshot: Snapshot
    name: str
    questions: int


class ImportWizard(QDialog):
    """Takes people from files or text to a plan."""

    new_plan_wanted = Signal(object)  # Imported

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportWizard()
        self.ui.setupUi(self)
        self.page = self.ui.page
        self.review = self.page.review
        self._session = parent.session if isinstance(parent, MainWindow) else None
        self._window = parent if isinstance(parent, MainWindow) else None
        self._is_wanted = False  # the last button was pressed while a correction was still being parsed
        self._places: list[InsertPlace] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self._set_up()
        self._fill_places()
        self._connect()
        self._show_step(self.ui.choice)

    def _set_up(self) -> None:
        ui = self.ui
        ui.heading.setFont(theme.scaled_font(1.2, bold=True))
        ui.header.setStretch(0, 1)
        ui.rows.setStretch(1, 1)
        ui.bar.setMaximum(0)
        ui.bar.setMinimumWidth(theme.em(self, BAR_WIDTH))
        ui.problem.hide()
        keeping = ui.go.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # a double click would hit what comes to stand there: Cancel
        ui.go.setSizePolicy(keeping)
        for widget, look in (
            (ui.steps, "muted"), (ui.problem, "error"), (ui.place_label, "muted"), (ui.go, "primary")
        ):  # fmt: skip
            theme.set_look(widget, look)
        gap = theme.em(self, 0.9)
        ui.rows.setContentsMargins(gap, gap, gap, gap)
        self.resize(self.sizeHint())  # Qt would take two thirds of the screen at most

    def _fill_places(self) -> None:
        self.ui.place.addItem(_("A new plan"))
        self._places = insert_places(self._session) if self._session is not None else []
        for place in self._places:
            self.ui.place.addItem(place.label)

    def _connect(self) -> None:
        ui, review = self.ui, self.review
        ui.choice.changed.connect(self._update_buttons)
        ui.choice.ready.connect(self._read)
        ui.back.clicked.connect(self._go_back)
        ui.cancel.clicked.connect(self._cancel)
        ui.go.clicked.connect(self._go_on)
        ui.place.currentIndexChanged.connect(self._update_buttons)
        review.previewed.connect(self._on_previewed)
        review.failed.connect(self._on_failed)
        review.progressed.connect(self._advance)
        ui.go.installEventFilter(self)
        for keys in GO_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(ui.go.click)

    def sizeHint(self) -> QSize:
        """Return a size with room for both sides."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        return QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room)

    # steps

    def import_files(self, paths: Iterable[Path]) -> None:
        """Choose files and read them at once."""
        self.ui.choice.add_files(paths)

    def _read(self) -> None:
        inputs = self.ui.choice.inputs()
        if not inputs:
            return
        self._tell("")
        self.page.begin_anew()
        self._show_step(self.ui.reading)
        self.ui.bar.setMaximum(0)
        self.ui.reading_text.setText(_("Reading {file}…").format(file=_joined(inputs)))
        self.review.start(inputs)

    def _advance(self, part: float) -> None:
        self.ui.bar.setMaximum(STEPS)
        self.ui.bar.setValue(round(part * STEPS))

    def _show_step(self, page: QWidget) -> None:
        ui = self.ui
        ui.stack.setCurrentWidget(page)
        choosing = page is ui.choice
        inputs = ui.choice.inputs()
        ui.heading.setText(_("Import") if choosing else _("Import: {file}").format(file=_joined(inputs)))
        names = (_("① Choose"), _("② Check"), _("③ Done"))
        current = 0 if choosing else 1
        shown = (f"<b>{name}</b>" if step == current else name for step, name in enumerate(names))
        ui.steps.setText("&nbsp;&nbsp;".join(shown))
        self._update_buttons()
        if page is ui.page:
            ui.page.ui.lines.setFocus()
            QTimer.singleShot(0, ui.page, ui.page.bring_into_sight)  # when it has its size
        elif choosing:
            ui.choice.setFocus()

    def _update_buttons(self) -> None:
        ui = self.ui
        checking = ui.stack.currentWidget() is ui.page
        ui.back.setVisible(ui.stack.currentWidget() is not ui.choice)
        for widget in (ui.place, ui.place_label):
            widget.setVisible(checking and bool(self._places))
        ui.go.setVisible(ui.stack.currentWidget() is not ui.reading)
        ui.go.setEnabled(checking or bool(ui.choice.inputs()))
        new = _("Import as a new plan") if ui.place.currentIndex() <= 0 else _("Import into the open plan")
        ui.go.setText(new if checking else _("Next"))
        ui.go.setToolTip(QKeySequence(GO_KEYS[0]).toString(QKeySequence.SequenceFormat.NativeText))
        (ui.go if ui.go.isEnabled() else ui.choice.ui.add).setDefault(True)  # what Enter does, but among lines

    def _go_on(self) -> None:
        if self.ui.stack.currentWidget() is self.ui.page:
            self._import()
        else:
            self._read()

    def _go_back(self) -> None:
        self.review.cancel()
        self._tell("")
        self._show_step(self.ui.choice)

    def _cancel(self) -> None:
        if self.ui.stack.currentWidget() is self.ui.reading and self.review.is_busy:
            self._go_back()
        else:
            self.reject()

    def done(self, result: int) -> None:
        """Close, and stop what is still being read."""
        self.review.cancel()
        super().done(result)

    # what comes from the review

    def _on_previewed(self) -> None:
        if self.ui.stack.currentWidget() is self.ui.reading:
            self._show_step(self.ui.page)
        if self._is_wanted:
            self._is_wanted = False
            self._import()

    def _on_failed(self, error: Exception) -> None:
        self._is_wanted = False
        if self.ui.stack.currentWidget() is self.ui.reading:
            self._show_step(self.ui.choice)
        if isinstance(error, Cancelled):
            return
        if isinstance(error, PlanEditorError):
            self._tell(str(error))
            self.ui.choice.point_to(str(error))
        else:
            show_error(error, self)

    def _tell(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # the end

    def _import(self) -> None:
        if self.review.is_busy:
            self._is_wanted = True
            return
        preview = self.page.preview
        corrections = self.review.corrections
        questions = len(preview.open_questions(corrections))
        imported = Imported(preview.result(corrections), self._name(preview), questions)
        place = self.ui.place.currentIndex()
        if place <= 0:
            self.new_plan_wanted.emit(imported)
            self.accept()
        else:
            self._insert(imported, self._places[place - 1])

    def _name(self, preview: "Preview") -> str:
        """A plan without a title is called by its file."""
        first = self.review.inputs[0]
        return "" if preview.draft.snapshot.plan.title or first.path is None else first.path.stem

    def _insert(self, imported: Imported, place: InsertPlace) -> None:
        assert self._window is not None
        window, session = self._window, self._window.session
        session.notice.connect(self._tell)  # why the document will not have it there
        snapshot = imported.snapshot
        change_set = session.run(lambda document: document.insert_plan(snapshot, place.parent_id, before=place.before))
        session.notice.disconnect(self._tell)
        created = change_set.created()
        if not change_set.changes:
            return
        self.accept()
        if created:
            QTimer.singleShot(0, window, lambda: window.show_row(created[0]))
        tell_imported(window, imported)

    # keys and clicks that are not meant

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While lines are checked, let Enter press the button it is on and nothing else."""
        if self.ui.stack.currentWidget() is self.ui.page and event.key() in ENTER:
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop the second half of a double click: it was meant for what the button was before."""
        return (watched is self.ui.go and event.type() == QEvent.Type.MouseButtonDblClick) or super().eventFilter(
            watched, event
        )

    # drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and text."""
        data = event.mimeData()
        if any(url.isLocalFile() for url in data.urls()) or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped to what is to be imported."""
        event.acceptProposedAction()
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if self.ui.stack.currentWidget() is not self.ui.choice:
            self._go_back()
        if paths:
            self.ui.choice.add_files(paths)
        else:
            self.ui.choice.ui.text.setPlainText(data.text())


def tell_imported(window: MainWindow, imported: Imported) -> None:
    """Tell in a window what an import left open, with a way to it."""
    parts = []
    if imported.questions:
        text = ngettext(
            "{count} uncertain line was left as it was taken.",
            "{count} uncertain lines were left as they were taken.",
            imported.questions,
        )
        parts.append(text.format(count=imported.questions))
    aside = len(imported.snapshot.unplaced)
    if aside:
        text = ngettext(
            "{count} line is not part of the plan; it was kept and set aside.",
            "{count} lines are not part of the plan; they were kept and set aside.",
            aside,
        )
        parts.append(text.format(count=aside))
    if aside:
        window.notices.offer(" ".join(parts), _("Show them"), window.show_unplaced)
    elif parts:
        window.notices.offer(parts[0])


def _joined(inputs: Sequence[Input]) -> str:
    first = inputs[0].name if inputs else ""
    if len(inputs) < 2:
        return first
    return _("{file} and {count} more").format(file=first, count=len(inputs) - 1)
