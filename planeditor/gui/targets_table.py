"""The table of all targets of a plan, in a window of its own beside the plan's.

One rule: it shows the document and follows it; every change made here is a step of the plan and undone there or here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.gui.grid_dialog import GridDialog
from planeditor.gui.grid_items import DEPARTMENT, SECTION
from planeditor.gui.session import Session
from planeditor.gui.target_words import parts_line, sum_text
from planeditor.gui.targets_table_model import UNIT, TargetsTableModel
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Target
from planeditor.plan.tables.sums import check_parts, sums_by_unit

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_SUMS_SHOWN = 8
_CHECKS_SHOWN = 3


class TargetsTable(GridDialog[TargetsTableModel]):
    """Shows, sums up and edits all targets."""

    target_wanted = Signal(object)  # id of the target of the row that is wanted

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's targets."""
        groups = ((_("By unit"), UNIT), (_("By lead department"), DEPARTMENT), (_("By section"), SECTION))
        super().__init__(TargetsTableModel(session), _("All targets"), groups, parent)
        self.sums, self.checks = QLabel(self, wordWrap=True), QLabel(self, wordWrap=True)
        self.jump = quiet_button(self, "goto", _("Show in the plan (Ctrl+Enter)"))
        theme.set_look(self.sums, "heading")
        theme.set_look(self.checks, "warning")
        self.lay_out((self.group, self.columns, self.jump), self.sums, self.checks)
        self._connect()
        give_size(self, 76, 44)
        self.model.refresh()

    def _connect(self) -> None:
        self.jump.clicked.connect(self.show_in_plan)
        self.table.row_wanted.connect(self._want)
        self.table.selection_changed.connect(self._show_sums)
        self.model.arranged.connect(self._show_sums)

    # showing

    def follow(self, change_set: ChangeSet) -> None:
        """Show what a change has made of the targets."""
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
    table.bring_up()
    return table
