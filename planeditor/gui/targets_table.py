"""The table of all targets of a plan, in a window of its own beside the plan's.

One rule: it shows the document and follows it; every change made here is a step of the plan and undone there or here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from planeditor.gui import theme
from planeditor.gui.cell_editors import commit_cell_editors
from planeditor.gui.first_size import give_size
from planeditor.gui.grid_page import group_choice, lay_out_page
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.grid_view import GridView
from planeditor.gui.session import Session
from planeditor.gui.target_words import parts_line, sum_text
from planeditor.gui.targets_table_model import DEPARTMENT, SECTION, UNIT, TargetsTableModel
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Target
from planeditor.plan.tables.sums import check_parts, sums_by_unit

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_SUMS_SHOWN = 8
_CHECKS_SHOWN = 3


class TargetsTable(QDialog):
    """Shows, sums up and edits all targets."""

    row_wanted = Signal(object)  # id of the item to be shown in the plan's window
    target_wanted = Signal(object)  # id of the target of it

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's targets."""
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(_("All targets"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = TargetsTableModel(session, self)
        self.table = GridView(self.model, self)
        self.sums = QLabel(self, wordWrap=True)
        self.checks = QLabel(self, wordWrap=True)
        self.problem = QLabel(self, wordWrap=True)
        self._make_controls()
        self._lay_out()
        self._connect()
        give_size(self, 76, 44)
        self.model.refresh()

    def _make_controls(self) -> None:
        groups = ((_("By unit"), UNIT), (_("By lead department"), DEPARTMENT), (_("By section"), SECTION))
        self.group = group_choice(self, groups)
        self.columns = quiet_button(self, "more", _("Columns"))
        self.jump = quiet_button(self, "goto", _("Show in the plan (Ctrl+Enter)"))
        self.count = QLabel(self)
        self.table.setAccessibleName(_("All targets"))
        for label, look in (
            (self.sums, "heading"),
            (self.checks, "warning"),
            (self.problem, "error"),
            (self.count, "muted"),
        ):
            theme.set_look(label, look)

    def _lay_out(self) -> None:
        tools = (self.group, self.columns, self.jump)
        lay_out_page(self, tools, self.count, self.problem, self.table, self.sums, self.checks)
        self.problem.hide()

    def _connect(self) -> None:
        self.group.activated.connect(self._on_group)
        self.columns.clicked.connect(self._show_columns)
        self.jump.clicked.connect(self.show_in_plan)
        self.table.horizontalHeader().sectionClicked.connect(lambda place: sort_by_click(self.table, place))
        self.table.row_wanted.connect(self._want)
        self.table.selection_changed.connect(self._show_sums)
        self.model.arranged.connect(self._show_sums)
        self.model.refused.connect(self._complain)
        self.session.changed.connect(self._on_changed)
        self.session.about_to_commit.connect(self._commit)
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self.session.undo), (QKeySequence.StandardKey.Redo, self.session.redo),
        ):  # fmt: skip
            QShortcut(QKeySequence(key), self, slot)

    # showing

    def _commit(self) -> None:
        commit_cell_editors(self.table)

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.problem.hide()
        self.model.take_over(change_set)
        self._show_sums()

    def _chosen(self) -> list[Target]:
        """Return the targets of the selected rows if there are several, else all."""
        ids = self.table.selected_row_ids()
        return [self.model.targets[target_id] for target_id in (ids if len(ids) > 1 else self.model.row_ids)]

    def _show_sums(self) -> None:
        chosen = self._chosen()
        count = ngettext("{count} target", "{count} targets", len(chosen)).format(count=len(chosen))
        self.count.setText(count)
        goals = [target for target in chosen if target.kind == "target"]
        parts = [sum_text(one) for one in sums_by_unit(goals)[:_SUMS_SHOWN]]
        self.sums.setText("    ".join(parts))
        self._show_checks(chosen)

    def _show_checks(self, targets: Sequence[Target]) -> None:
        wrong = [check for check in check_parts(self._families(targets)) if not check.matches]
        self.checks.setText("\n".join(parts_line(check) for check in wrong[:_CHECKS_SHOWN]))
        self.checks.setVisible(bool(wrong))

    def _families(self, targets: Sequence[Target]) -> list[Target]:
        """Return the targets that are parts or wholes: only these are compared, in plans of any size."""
        wholes = {target.parent_id for target in targets if target.parent_id is not None}
        return [target for target in targets if target.id in wholes or target.parent_id is not None]

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    # arranging

    def group_by(self, key: str) -> None:
        """Group the rows by a key of the list, "" for none."""
        self.group.setCurrentIndex(self.group.findData(key))
        self._on_group()

    def _on_group(self) -> None:
        self.model.grouped_by = str(self.group.currentData())
        self.model.rearrange()
        self.table.setFocus()

    def _show_columns(self) -> None:
        self.table.columns_menu(self).popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    # the plan's window

    def show_in_plan(self) -> None:
        """Show the current target's item in the plan's window."""
        ids = self.table.selected_row_ids()
        if ids:
            self._want(ids[0])

    def _want(self, target_id: int) -> None:
        self.row_wanted.emit(self.model.node_of[target_id])
        self.target_wanted.emit(target_id)


def show_targets_table(window: "MainWindow") -> TargetsTable:
    """Show the table beside its plan's window, once."""
    table = window.findChild(TargetsTable)
    if table is None:
        table = TargetsTable(window.session, window)
        table.row_wanted.connect(window.show_in_editor)
        table.target_wanted.connect(window.targets.select_target)
    table.show()
    table.raise_()
    table.activateWindow()
    return table
