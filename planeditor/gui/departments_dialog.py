"""The plan's department registry: names, other names, groups, and making two entries one.

One rule: every edit goes through the session at once, so that it shows in the window and can be undone there; the
dialog does not block the window.
"""

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidgetItem,
    QToolButton,
    QWidget,
)

from planeditor.errors import EditError
from planeditor.gui import theme
from planeditor.gui.cell_editors import close_before_reset, commit_cell_editors
from planeditor.gui.department_model import Column, DepartmentModel
from planeditor.gui.departments_mentions import replace_mentions
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.first_size import give_size
from planeditor.gui.forms.ui_departments_dialog import Ui_DepartmentsDialog
from planeditor.gui.icons import icon
from planeditor.gui.owner_chips import split_names
from planeditor.gui.session import Edit, Session
from planeditor.gui.tab_order import read_in_order
from planeditor.gui.target_delegates import TextDelegate
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.copying import find_department
from planeditor.plan.entities import Department
from planeditor.store import Document


class DepartmentsDialog(QDialog):
    """Shows and edits the registry."""

    show_department_items = Signal(object)  # id of a department

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._filling = False
        self._refused: tuple[int, Column, str] | None = None  # what was typed into a cell and not taken
        self.ui = Ui_DepartmentsDialog()
        self.ui.setupUi(self)
        self.model = DepartmentModel(self._rename, self._set_aliases, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.in_texts = QCheckBox(_("Renaming and merging change the plan's texts, too"), self)
        self.import_list = QToolButton(self)
        self._set_up()
        self._set_up_table()
        self._connect()
        self._read()

    def _set_up(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.summary, "muted"), (ui.group_label, "muted"), (ui.problem, "error"), (ui.merge_box, "notice"),
            (ui.add, "link"), (ui.remove, "quiet"), (ui.move_up, "quiet"), (ui.move_down, "quiet"),
            (ui.items, "quiet"), (ui.table, "card"), (ui.members, "card"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        for button, name, color in (
            (ui.add, "add", "accent"), (ui.remove, "delete", "muted"), (ui.move_up, "move-up", "muted"),
            (ui.move_down, "move-down", "muted"), (ui.items, "filter", "muted"),
        ):  # fmt: skip
            button.setIcon(icon(name, color))
        self.in_texts.setChecked(True)
        self.in_texts.setToolTip(_("Titles and texts that mention a department say its new name as well"))
        ui.bottom.insertWidget(0, self.in_texts)
        self.import_list.setText(_("Import…"))
        self.import_list.setIcon(icon("import", "accent"))
        self.import_list.setToolTip(_("Take a list in: pasted, or from Word, Excel or text"))
        self.import_list.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.import_list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(self.import_list, "link")
        add_row = next(row for row in self.findChildren(QHBoxLayout) if row.indexOf(ui.add) >= 0)
        add_row.insertWidget(add_row.indexOf(ui.add) + 1, self.import_list)
        ui.merge_row.setStretch(ui.merge_row.indexOf(ui.merge_preview), 1)
        ui.bottom.setStretch(ui.bottom.indexOf(ui.problem), 1)
        ui.group_side.setMaximumWidth(theme.em(self, 14))
        read_in_order(self)
        give_size(self, 58, 36)

    def _set_up_table(self) -> None:
        table = self.ui.table
        table.setModel(self.model)
        EmptyWords(table, _("There are no departments yet. Add them one by one, or import a list."))
        close_before_reset(table)
        delegate = TextDelegate(parent=table)
        delegate.is_written_in_time = False  # half a name may be another department's
        table.setItemDelegate(delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().lineSpacing() * 1.8))
        header = table.horizontalHeader()
        theme.set_look(header, "quiet")
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.ALIASES, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.NAME, 14), (Column.MEMBERS, 10), (Column.LEADS, 4), (Column.SUPPORTS, 5)):
            table.setColumnWidth(column, theme.em(self, width))

    def _connect(self) -> None:
        ui = self.ui
        ui.add.clicked.connect(self.add_department)
        self.import_list.clicked.connect(self.open_import)
        ui.remove.clicked.connect(self._remove)
        ui.move_up.clicked.connect(lambda: self._move(-1))
        ui.move_down.clicked.connect(lambda: self._move(1))
        ui.items.clicked.connect(self._show_items)
        ui.merge.clicked.connect(self._merge)
        ui.merge_into.currentIndexChanged.connect(self._show_merge_preview)
        EmptyWords(ui.members, _("No department is selected."))
        ui.members.itemChanged.connect(self._on_member_checked)
        ui.buttons.rejected.connect(self.close)
        ui.table.selectionModel().selectionChanged.connect(self._show_selection)
        self.session.changed.connect(self._on_changed)
        self.session.about_to_commit.connect(self._commit)

    # showing

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.table in ("department", "owner") for change in change_set.changes):
            self._read()

    def _read(self) -> None:
        chosen = [department.id for department in self.selected()]
        document = self.session.document
        self.model.read_only = self.session.read_only
        self.model.load(document.departments(), document.department_load())
        self.select(chosen)
        count = len(self.model.departments)
        self.ui.summary.setText(ngettext("{count} department", "{count} departments", count).format(count=count))
        self._show_selection()

    def selected(self) -> list[Department]:
        """Return the selected departments in the registry's order."""
        rows = {index.row() for index in self.ui.table.selectionModel().selectedRows()}
        return [known for row, known in enumerate(self.model.departments) if row in rows]

    def select(self, department_ids: list[int]) -> None:
        """Select exactly these departments."""
        selection = self.ui.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.clearSelection()
        for row, known in enumerate(self.model.departments):
            if known.id in department_ids:
                selection.setCurrentIndex(self.model.index(row, Column.NAME), flags)

    def _show_selection(self) -> None:
        ui, chosen, editable = self.ui, self.selected(), not self.session.read_only
        ui.add.setEnabled(editable)
        self.import_list.setEnabled(editable)
        self.in_texts.setEnabled(editable)
        ui.remove.setEnabled(editable and bool(chosen))
        ui.move_up.setEnabled(editable and len(chosen) == 1)
        ui.move_down.setEnabled(editable and len(chosen) == 1)
        ui.items.setEnabled(len(chosen) == 1)
        self._show_members(chosen[0] if len(chosen) == 1 else None)
        ui.merge_box.setVisible(editable and len(chosen) > 1)
        self._fill_merge(chosen if len(chosen) > 1 else [])

    def _show_members(self, department: Department | None) -> None:
        self._filling = True
        members = self.ui.members
        members.clear()
        for known in self.model.departments if department else ():
            if department is not None and known.id != department.id:
                item = QListWidgetItem(known.name, members)
                item.setData(Qt.ItemDataRole.UserRole, known.id)
                checked = known.id in department.members
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        members.setEnabled(department is not None and not self.session.read_only)
        text = _("“{name}” is a group of:").format(name=department.name) if department else ""
        self.ui.group_label.setText(text or _("Select one department to make it a group of others."))
        self._filling = False

    def _fill_merge(self, chosen: list[Department]) -> None:
        into = self.ui.merge_into
        into.blockSignals(True)
        into.clear()
        for department in chosen:
            into.addItem(department.name, department.id)
        busiest = max(chosen, key=lambda known: self.model.uses(known.id), default=None)
        into.setCurrentIndex(into.findData(busiest.id) if busiest else -1)
        into.blockSignals(False)
        self._show_merge_preview()

    def _show_merge_preview(self) -> None:
        into, others = self._merge_plan()
        items = {node_id for other in others for node_id, _role in self.session.document.items_of(other.id)}
        text = ngettext(
            "{count} item follows; the other names ({names}) become aliases.",
            "{count} items follow; the other names ({names}) become aliases.",
            len(items),
        )
        names = "、".join(other.name for other in others)
        self.ui.merge_preview.setText(text.format(count=len(items), names=names) if into else "")

    def _merge_plan(self) -> tuple[int | None, list[Department]]:
        """Return the department that stays, and those that go into it."""
        into = self.ui.merge_into.currentData()
        return into, [known for known in self.selected() if known.id != into]

    # edits

    def _commit(self) -> None:
        commit_cell_editors(self.ui.table)

    def _run(self, edit: Edit) -> ChangeSet:
        """Run an edit; what forbids it is said here, not in the window behind."""
        self.ui.problem.clear()
        return self.session.run(lambda doc: self._try(doc, edit))

    def _try(self, doc: Document, edit: Edit) -> ChangeSet:
        try:
            return edit(doc)
        except EditError as error:
            self.ui.problem.setText(str(error))
            return ChangeSet("", ())

    def _rename(self, department_id: int, name: str) -> None:
        cell = (department_id, Column.NAME, name)
        old = next((known.name for known in self.model.departments if known.id == department_id), "")
        self._write_cell(cell, [name], lambda doc: self._rename_everywhere(doc, department_id, old, name))

    def _rename_everywhere(self, doc: Document, department_id: int, old: str, name: str) -> ChangeSet:
        with doc.step(_("Rename department")) as step:
            doc.rename_department(department_id, name)
            if self.in_texts.isChecked() and old:
                replace_mentions(doc, old, name)
        return step.change_set

    def open_import(self) -> None:
        """Show the dialog that takes a list of departments in."""
        from planeditor.gui.departments_import import DepartmentsImport

        DepartmentsImport(self.session, self).open()

    def _set_aliases(self, department_id: int, aliases: list[str]) -> None:
        cell = (department_id, Column.ALIASES, "、".join(aliases))
        self._write_cell(cell, aliases, lambda doc: doc.set_aliases(department_id, aliases))

    def _write_cell(self, cell: tuple[int, Column, str], names: list[str], edit: Edit) -> None:
        """Run a cell's edit; what is refused stays in the cell's editor, and a name twice is offered as a merge."""
        if cell == self._refused:
            return  # said already: the editor is being left with it
        self._refused = None
        self._run(edit)
        if self.ui.problem.text():
            self._refused = cell
            self._offer_merge(cell[0], names)
            QTimer.singleShot(0, self, lambda: self._reopen(cell))

    def _offer_merge(self, department_id: int, names: list[str]) -> None:
        others = [known for known in self.model.departments if known.id != department_id]
        taken = [known for known in (find_department(others, name) for name in names) if known is not None]
        if taken:
            self.select([department_id, *(known.id for known in taken)])
            self.ui.merge_into.setCurrentIndex(self.ui.merge_into.findData(department_id))
            hint = _("If both are the same department, “Merge” makes them one.")
            self.ui.problem.setText(f"{self.ui.problem.text()} {hint}")

    def _reopen(self, cell: tuple[int, Column, str]) -> None:
        department_id, column, text = cell
        row = next((row for row, known in enumerate(self.model.departments) if known.id == department_id), -1)
        if self._refused != cell or row < 0:
            return
        table, index = self.ui.table, self.model.index(row, column)
        table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        table.edit(index)
        for editor in table.viewport().findChildren(QLineEdit):
            if not editor.isHidden():
                editor.setText(text)

    def add_department(self) -> None:
        """Add a department under a free name and edit that name."""
        taken = {known.name for known in self.model.departments}
        numbers = range(1, len(taken) + 2)
        names = [_("New department {number}").format(number=number) for number in numbers]
        free = next(name for name in names if name not in taken)
        created = self._run(lambda doc: doc.add_department(free)).created("department")
        if created:
            self.select(created)
            self.ui.table.scrollTo(self.ui.table.currentIndex())
            self.ui.table.setFocus()
            self.ui.table.edit(self.ui.table.currentIndex())

    def _remove(self) -> None:
        chosen = self.selected()

        def remove(doc: Document) -> ChangeSet:
            with doc.step(_("Remove department")) as step:
                for department in chosen:
                    doc.remove_department(department.id)
            return step.change_set

        self._run(remove)

    def _move(self, step: int) -> None:
        chosen = self.selected()
        if len(chosen) != 1:
            return
        others = [known.id for known in self.model.departments if known.id != chosen[0].id]
        place = self.model.departments.index(chosen[0]) + step
        if 0 <= place <= len(others):
            before = others[place] if place < len(others) else None
            self._run(lambda doc: doc.move_department(chosen[0].id, before))

    def _show_items(self) -> None:
        for department in self.selected()[:1]:
            self.show_department_items.emit(department.id)

    def _on_member_checked(self) -> None:
        chosen = self.selected()
        if self._filling or len(chosen) != 1:
            return
        members = self.ui.members
        items = [members.item(row) for row in range(members.count())]
        ids = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        self._run(lambda doc: doc.set_members(chosen[0].id, ids))

    def _merge(self) -> None:
        into, others = self._merge_plan()
        if into is None or not others:
            return
        refused, self._refused = self._refused, None

        def merge(doc: Document) -> ChangeSet:
            with doc.step(_("Merge departments")) as step:
                doc.merge_departments(into, [other.id for other in others])
                staying = next(known.name for known in doc.departments() if known.id == into)
                for other in others if self.in_texts.isChecked() else ():
                    replace_mentions(doc, other.name, staying)
                if refused is not None and refused[:2] == (into, Column.ALIASES):
                    merged = next(known for known in doc.departments() if known.id == into)
                    doc.set_aliases(into, [*merged.aliases, *split_names(refused[2])])
            return step.change_set

        self._run(merge)
        self.select([into])
