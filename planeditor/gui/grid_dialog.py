"""A table in a window of its own beside the plan's: what those of all targets and of progress have in common.

One rule: it shows the document and follows it; every change made here is a step of the plan and undone there or here.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from planeditor.gui import theme
from planeditor.gui.cell_editors import commit_cell_editors
from planeditor.gui.grid_model import GridModel
from planeditor.gui.grid_page import group_choice, lay_out_page
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.grid_view import GridView
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet

Model = TypeVar("Model", bound=GridModel)


class GridDialog(QDialog, Generic[Model]):
    """The table, the choice of groups and columns, a count, and the notice of what was refused."""

    row_wanted = Signal(object)  # id of the item to be shown in the plan's window

    def __init__(self, model: Model, title: str, groups: Iterable[tuple[str, str]], parent: QWidget | None) -> None:
        """Show a model's rows; `groups` are names and keys of what they can be grouped by."""
        super().__init__(parent)
        self.session = model.session
        self.model = model
        model.setParent(self)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = GridView(model, self)
        self.table.setAccessibleName(title)
        self.group = group_choice(self, groups)
        self.columns = quiet_button(self, "more", _("Columns"))
        self.count, self.problem = QLabel(self), QLabel(self, wordWrap=True)
        theme.set_look(self.count, "muted")
        theme.set_look(self.problem, "error")
        self._follow_table()

    def _follow_table(self) -> None:
        self.group.activated.connect(self._on_group)
        self.columns.clicked.connect(self._show_columns)
        self.table.horizontalHeader().sectionClicked.connect(lambda place: sort_by_click(self.table, place))
        self.model.refused.connect(self._complain)
        self.session.changed.connect(self._on_changed)
        self.session.about_to_commit.connect(self._commit)
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self.session.undo), (QKeySequence.StandardKey.Redo, self.session.redo),
        ):  # fmt: skip
            QShortcut(QKeySequence(key), self, slot)

    def lay_out(self, tools: Iterable[QWidget], *below: QWidget) -> None:
        """Put the tools above the table and what stands below it into their places."""
        lay_out_page(self, tools, self.count, self.problem, self.table, *below)
        read_in_order(self)
        self.problem.hide()

    def follow(self, change_set: ChangeSet) -> None:
        """Show what a change has made of the rows."""
        raise NotImplementedError

    def bring_up(self) -> None:
        """Show the window above all others."""
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.problem.hide()
        self.follow(change_set)

    def _commit(self) -> None:
        commit_cell_editors(self.table)

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

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
