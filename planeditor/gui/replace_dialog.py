"""Finding and replacing (Ctrl+H): what is sought, what it becomes, and every hit before anything is written.

One rule: what is checked in the list is what is replaced, all of it as one step that one undo takes back. The window
behind can be used meanwhile, and the list follows.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui import theme
from planeditor.gui.errors import show_error
from planeditor.gui.find_options import FindOptions
from planeditor.gui.find_search import LARGE, paced
from planeditor.gui.first_size import give_size
from planeditor.gui.jobs import Job
from planeditor.gui.replace_delegate import ReplaceDelegate
from planeditor.gui.replace_model import CONTEXT, FOUND_ROLE, PLACE, ReplaceModel
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.replacing import check_replacement
from planeditor.plan.sought import LONGEST, Query, Sought
from planeditor.store import Document
from planeditor.store.search_replace import Found, as_read, find_all, replace_all

SIZE = (56, 34)  # in characters
PLACE_WIDTH = 20
SEARCH_AFTER_MS = 150


class ReplaceDialog(QDialog):
    """Search, preview, replace; stays beside the window."""

    row_wanted = Signal(object)  # id of the row whose hit is looked at

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Replace in the session's plan."""
        super().__init__(parent)
        self.setWindowTitle(_("Find and replace"))
        self._session = session
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.search)
        self.model = ReplaceModel(session, self)
        self._make_widgets()
        self._lay_out()
        self._connect()
        give_size(self, SIZE[0], SIZE[1])
        self._tell()

    def _make_widgets(self) -> None:
        self.field, self.new = QLineEdit(), QLineEdit()
        for field in (self.field, self.new):
            field.setMaxLength(LONGEST)
        self.options = FindOptions(self._session, replaces=True)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setItemDelegateForColumn(CONTEXT, ReplaceDelegate(self.list))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(_("Hits"))
        self.list.installEventFilter(self)
        theme.set_look(self.list, "card")
        theme.set_look(self.list.header(), "quiet")
        self.told = QLabel(wordWrap=True)
        self.all_button, self.none_button = QToolButton(), QToolButton()
        self.all_button.setText(_("Check all"))
        self.none_button.setText(_("Check none"))
        for button in (self.all_button, self.none_button):
            theme.set_look(button, "link")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.replace_button = QPushButton()
        self.replace_button.setDefault(True)
        theme.set_look(self.replace_button, "primary")
        self.close_button = QPushButton(_("Close"))
        self.close_button.setAutoDefault(False)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow(_("&Find what"), self.field)
        form.addRow(_("&Replace with"), self.new)
        rows.addLayout(form)
        rows.addWidget(self.options)
        rows.addWidget(self.list, 1)
        header = self.list.header()
        header.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(PLACE, theme.em(self, PLACE_WIDTH))
        counts = QHBoxLayout()
        counts.addWidget(self.told, 1)
        counts.addWidget(self.all_button)
        counts.addWidget(self.none_button)
        rows.addLayout(counts)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.replace_button)
        buttons.addWidget(self.close_button)
        rows.addLayout(buttons)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.new.textChanged.connect(lambda _text: self._timer.start())
        self.options.changed.connect(self._timer.start)
        self.model.chosen_changed.connect(self._tell)
        self.all_button.clicked.connect(lambda: self.model.choose_all(True))
        self.none_button.clicked.connect(lambda: self.model.choose_all(False))
        self.replace_button.clicked.connect(self.replace)
        self.close_button.clicked.connect(self.close)
        self.list.clicked.connect(lambda index: self.row_wanted.emit(index.data(FOUND_ROLE).place.node_id))
        self._session.changed.connect(lambda _change_set: self._timer.start() if self.isVisible() else None)
        self._session.state_changed.connect(self._tell)

    # searching

    def start(self, query: Query, section: int) -> None:
        """Show the dialog with what was sought last, ready for typing."""
        self.options.set_query(query)
        self.options.set_section(section)
        if query.text:
            self.field.setText(query.text)
        self.show()
        self.raise_()
        self.activateWindow()
        (self.new if self.field.text() else self.field).setFocus()
        self.field.selectAll()
        self.search()

    def search(self) -> None:
        """Look for the hits anew; in a large plan they come when they are found."""
        self._timer.stop()
        self._cancel()
        if self._session.is_closed:
            return
        query = self.options.query(self.field.text())
        try:
            sought = Sought(query)
            check_replacement(sought, self.new.text())
        except PlanEditorError as error:
            self._fail(error)
            return
        entry = self._session.outline.entries.get(self.options.section) if self.options.section else None
        only = None if entry is None else frozenset(below.id for below in entry.walk())
        if len(self._session.outline) <= LARGE:
            self._search_now(sought, only)
            return
        self._job = job = Job(_find_aside, self._session.document, sought, self.new.text(), only)
        job.succeeded.connect(lambda found: self.model.show_found(found) if job is self._job else None)
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.start()

    def _search_now(self, sought: Sought, only: frozenset[int] | None) -> None:
        try:
            connection = self._session.document.connection
            self.model.show_found(as_read(connection, find_all(connection, sought, self.new.text(), only)))
        except PlanEditorError as error:
            self._fail(error)

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is not self._job or isinstance(error, Cancelled):
            return
        if isinstance(error, PlanEditorError):
            self._fail(error)
        else:
            show_error(error, self)

    def _fail(self, error: PlanEditorError) -> None:
        self.model.show_found([])
        self.told.setText(str(error))
        theme.set_look(self.told, "error")

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    # replacing

    def replace(self) -> None:
        """Replace what is checked, as one step."""
        if self._timer.isActive():
            self.search()  # what is replaced is what was shown: show it first
            return
        chosen = self.model.chosen
        if chosen and not self._session.read_only:
            self._session.run(lambda document: replace_all(document, chosen))
            text = ngettext("Replaced {count} place", "Replaced {count} places", len(chosen))
            self._session.notice.emit(text.format(count=f"{len(chosen):,}"))
            self.search()

    def _tell(self) -> None:
        total, count = self.model.rowCount(), self.model.count
        theme.set_look(self.told, "muted")
        text = ngettext("{total} hit, {count} checked", "{total} hits, {count} checked", total)
        shown = text.format(total=f"{total:,}", count=f"{count:,}") if self.field.text() else ""
        self.told.setText(shown + (_("; departments are renamed in their list.") if self.options.is_useless else ""))
        self.replace_button.setText(_("Replace {count} checked").format(count=f"{count:,}"))
        self.replace_button.setEnabled(bool(count) and not self._session.read_only)
        for button in (self.all_button, self.none_button):
            button.setEnabled(bool(total))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check and uncheck the selected rows by Space, go to one by Enter."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            rows = sorted({index.row() for index in self.list.selectionModel().selectedRows()})
            if event.key() == Qt.Key.Key_Space and rows:
                self.model.toggle(rows)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and rows:
                self.row_wanted.emit(self.model.index(rows[0], 0).data(FOUND_ROLE).place.node_id)
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what still runs."""
        self._timer.stop()
        self._cancel()
        super().closeEvent(event)


def _find_aside(
    document: Document,
    sought: Sought,
    replacement: str,
    only: frozenset[int] | None,
    progress: Callable[[float], object],
) -> list[Found]:
    with document.aside() as reader:
        pause = paced(progress)
        return as_read(reader.connection, find_all(reader.connection, sought, replacement, only, pause), pause)
