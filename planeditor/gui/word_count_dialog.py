"""The word count in full: of what is shown, of the section it stands in, and of the whole plan.

One rule: the numbers are those that office programs give for the same text.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from planeditor.errors import Cancelled
from planeditor.gui import theme
from planeditor.gui.errors import show_error
from planeditor.gui.jobs import Job
from planeditor.i18n import _
from planeditor.language.word_count import WordCount, count_words
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


class WordCountDialog(QDialog):
    """A table of counts."""

    def __init__(self, window: "MainWindow") -> None:
        """Count what a window shows and its plan."""
        super().__init__(window)
        session = window.session
        session.flush()
        self.setWindowTitle(_("Word count"))
        self._columns = self._scopes(window)
        self.table = QTableWidget(len(_rows()), len(self._columns))
        self.table.setTabKeyNavigation(False)  # Tab leads on
        self.table.setAccessibleName(_("Word count"))
        self.table.setHorizontalHeaderLabels(list(self._columns))
        self.table.setVerticalHeaderLabels([name for name, _value in _rows()])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        theme.set_look(self.table, "card")
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            theme.set_look(header, "quiet")
            header.setSectionsClickable(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.hint = QLabel(
            _("Titles, texts, fields, preamble and closing; numbers and names of departments do not count.")
        )
        self.hint.setWordWrap(True)
        theme.set_look(self.hint, "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        layout = QVBoxLayout(self)
        for widget in (self.table, self.hint, buttons):
            layout.addWidget(widget, 1 if widget is self.table else 0)
        self._fit()
        self._count(window)

    def _fit(self) -> None:
        """Be as large as the table, whose columns are as wide as the widest heading."""
        rows, columns = self.table.verticalHeader(), self.table.horizontalHeader()
        rows.setDefaultSectionSize(round(theme.em(self, 2.2)))
        widest = max(columns.sectionSizeHint(column) for column in range(columns.count()))
        frame = 2 * self.table.frameWidth() + theme.em(self, 0.4)
        height = columns.sizeHint().height() + self.table.rowCount() * rows.defaultSectionSize()
        self.table.setMinimumSize(rows.sizeHint().width() + columns.count() * widest + frame, height + frame)

    def _scopes(self, window: "MainWindow") -> dict[str, tuple[int, ...] | None]:
        """Return the columns: the rows that each counts, None for the whole plan."""
        session = window.session
        entry = session.outline.entries.get(session.current_id)
        scopes: dict[str, tuple[int, ...] | None] = {}
        if entry is None:
            scopes[_("Head of the plan")] = (0,)
        else:
            scopes[_("Shown here")] = (entry.id,)
            above = session.outline.ancestors(entry)
            section = entry if entry.children else above[-1] if above else None
            if section is not None:
                scopes[_("Section with all below")] = tuple(each.id for each in section.walk())
        scopes[_("Whole plan")] = None
        return scopes

    def _count(self, window: "MainWindow") -> None:
        job = Job(_count, window.session.document, list(self._columns.values()))
        job.succeeded.connect(self._fill)
        job.failed.connect(lambda error: None if isinstance(error, Cancelled) else show_error(error, window))
        self._job = job
        job.start()

    def _fill(self, counts: object) -> None:
        assert isinstance(counts, list)
        for column, count in enumerate(counts):
            for row, (_name, value) in enumerate(_rows()):
                item = QTableWidgetItem(f"{value(count):,}")
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)

    def done(self, result: int) -> None:
        """End the counting with the dialog."""
        self._job.cancel()
        self._job.wait(5)
        super().done(result)


def _rows() -> list[tuple[str, Callable[[WordCount], int]]]:
    return [
        (_("Words"), lambda count: count.words),
        (_("Characters (no spaces)"), lambda count: count.characters),
        (_("Characters (with spaces)"), lambda count: count.with_spaces),
        (_("Paragraphs"), lambda count: count.paragraphs),
        (_("Chinese characters and marks"), lambda count: count.chinese),
        (_("Other words and figures"), lambda count: count.other),
    ]


def _count(
    document: Document, scopes: list[tuple[int, ...] | None], progress: Callable[[float], object]
) -> list[WordCount]:
    from planeditor.gui.find_search import paced
    from planeditor.store.written import written

    found: dict[int, WordCount] = {}
    with document.aside() as reader:
        for node_id, text in written(reader.connection, paced(progress)):
            found[node_id] = found.get(node_id, WordCount()) + count_words(text)
    return [_sum(found.values() if ids is None else (found.get(each, WordCount()) for each in ids)) for ids in scopes]


def _sum(counts: Iterable[WordCount]) -> WordCount:
    whole = WordCount()
    for count in counts:
        whole += count
    return whole


def show_word_count(window: "MainWindow") -> WordCountDialog:
    """Open the table without blocking and return it."""
    dialog = WordCountDialog(window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
