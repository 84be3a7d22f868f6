"""The plan as a table, one row an item. One rule: the table shows the document, and every cell edit is a step of it."""

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QWidget

from planeditor.gui import settings, theme
from planeditor.gui.cell_editors import commit_cell_editors
from planeditor.gui.grid_columns import kept_columns, restore_columns
from planeditor.gui.grid_page import group_choice, lay_out_page
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.grid_view import GridView
from planeditor.gui.ledger_bulk import BulkBar
from planeditor.gui.ledger_model import DEPARTMENT, MONTH, SECTION, STATUS, LedgerModel
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.session import Session
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet

_COLUMNS = "ledger-widths"
_REFUSED_MS = 12_000
FOLLOW_AFTER_MS = 60


class LedgerView(QWidget):
    """The ledger of one session: a line with grouping and bulk changes, below it the table."""

    row_wanted = Signal(object)  # id of an item that is to be shown in the editor

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's items."""
        super().__init__(parent)
        self.session = session
        self.model = LedgerModel(session, self)
        self.table = GridView(self.model, self)
        self.bulk = BulkBar(session, self)
        self.problem = NoticeBar("warning", self)
        self.problem.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it offers nothing here
        self._is_behind = True
        self._make_controls()
        self._connect()
        restore_columns(self.table, settings.read_state(_COLUMNS))

    def _make_controls(self) -> None:
        groups = (
            (_("By section"), SECTION), (_("By lead department"), DEPARTMENT), (_("By month"), MONTH),
            (_("By status"), STATUS),
        )  # fmt: skip
        self.group = group_choice(self, groups)
        self.columns = quiet_button(self, "more", _("Columns"), _("Show, hide and put back columns"))
        self.count = QLabel(self)
        self.table.setAccessibleName(_("Ledger"))
        theme.set_look(self.group, "quiet")
        theme.set_look(self.count, "muted")
        lay_out_page(self, (self.group, self.columns, self.bulk), self.count, self.problem, self.table)

    def _connect(self) -> None:
        self.group.activated.connect(self._on_group)
        self.columns.clicked.connect(self._show_columns_menu)
        header = self.table.horizontalHeader()
        header.sectionClicked.connect(lambda place: sort_by_click(self.table, place))
        for signal in (header.sectionMoved, self.table.widths.by_hand.resized):
            signal.connect(self._keep_columns)
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_AFTER_MS)
        self._following.timeout.connect(self._select_in_session)
        self.table.row_changed.connect(self._following.start)
        self.table.row_wanted.connect(self.row_wanted)
        self.table.selection_changed.connect(self._on_selection)
        self.model.arranged.connect(self._tell_count)
        self.model.refused.connect(self._complain)
        self.bulk.wanted.connect(self._write_rows)
        self.session.changed.connect(self._on_changed)
        self.session.current_changed.connect(self._on_current)
        self.session.about_to_commit.connect(self._commit)

    def _commit(self) -> None:
        commit_cell_editors(self.table)

    # showing

    def activate(self) -> None:
        """Come to sight: catch up with what happened meanwhile."""
        if self._is_behind:
            self._is_behind = False
            self._read()
        self._on_current(self.session.current_id)

    def show_only(self, ids: Iterable[int] | None) -> None:
        """Show only these rows, as the tree does; None for all."""
        chosen = None if ids is None else frozenset(ids)
        if chosen != self.model.only:
            self.model.only = chosen
            if self.isVisible():
                self.model.rearrange()
            else:
                self._is_behind = True

    def _read(self) -> None:
        known = self.model.columns
        self.model.refresh()
        if self.model.columns != known:
            self.table.lay_out_columns()
            restore_columns(self.table, settings.read_state(_COLUMNS))

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self.isVisible():
            self.problem.hide()
            self.model.take_over(change_set)
        else:
            self._is_behind = True

    def _on_current(self, node_id: int) -> None:
        index = self.table.currentIndex()
        shown = self.model.rows[index.row()] if 0 <= index.row() < len(self.model.rows) else 0
        self._following.stop()
        if node_id and node_id != shown and self.isVisible():
            self.table.select_row(node_id)

    def _select_in_session(self) -> None:
        """Have the panels follow once one rests on a row: not while it runs past under a held arrow key."""
        index = self.table.currentIndex()
        row_id = self.model.rows[index.row()] if 0 <= index.row() < len(self.model.rows) else 0
        if row_id > 0:
            self.session.select(row_id)

    def _tell_count(self) -> None:
        count = sum(len(group.ids) for group in self.model.groups)
        self.count.setText(ngettext("{count} item", "{count} items", count).format(count=count))

    def _on_selection(self) -> None:
        self.bulk.show_count(len(self.table.selected_row_ids()))

    def _complain(self, text: str) -> None:
        self.problem.tell(text)
        self.problem.hide_after(_REFUSED_MS)

    # arranging

    def _on_group(self) -> None:
        self.model.grouped_by = str(self.group.currentData())
        self.model.rearrange()
        self.table.setFocus()

    def group_by(self, key: str) -> None:
        """Group the rows by a key of the list, "" for none."""
        self.group.setCurrentIndex(self.group.findData(key))
        self._on_group()

    # columns

    def _show_columns_menu(self) -> None:
        menu = self.table.columns_menu(self)
        menu.aboutToHide.connect(self._keep_columns)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _keep_columns(self) -> None:
        if self.isVisible():
            settings.keep_state(_COLUMNS, QByteArray(kept_columns(self.table)))

    # edits

    def _write_rows(self, key: str, text: str) -> None:
        """Write one value into a column of all selected rows."""
        place = next(at for at, column in enumerate(self.model.columns) if column.key == key)
        cells = [(row_id, place, text) for row_id in self.table.selected_row_ids()]
        count = len(cells)
        label = ngettext("Change {column} of {count} item", "Change {column} of {count} items", count)
        if self.model.write_cells(cells, label.format(column=self.model.columns[place].heading, count=count)):
            self.bulk.clear()
            self.table.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the table."""
        super().focusInEvent(event)
        self.table.setFocus(event.reason())
