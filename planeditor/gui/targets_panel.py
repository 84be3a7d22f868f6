"""The targets of the selected section or item: a table, and a form for what the table has no room for.

One rule: the panel shows what the document has; every cell and field is written at once, as a step of its own.
"""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QCompleter, QDockWidget, QLabel, QMainWindow, QWidget

from planeditor.errors import EditError
from planeditor.gui import theme
from planeditor.gui.cell_editors import close_before_reset, commit_cell_editors
from planeditor.gui.click_offers import ClickOffers
from planeditor.gui.forms.ui_targets_panel import Ui_TargetsPanel
from planeditor.gui.icons import icon
from planeditor.gui.line_edit import LineEdit
from planeditor.gui.session import Session
from planeditor.gui.target_delegates import install_delegates
from planeditor.gui.target_model import Column, TargetModel, kind_name
from planeditor.gui.target_words import DEADLINES, MODALITIES, parts_line, read_rows, rows_text
from planeditor.gui.targets_cards import FoundCards
from planeditor.gui.targets_found import FoundTargets
from planeditor.gui.undo_bar import UndoBar
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.due_words import DueWords
from planeditor.plan.entities import Span, Target
from planeditor.plan.tables.sums import check_parts
from planeditor.store import Document


class TargetsPanel(QWidget):
    """Shows and edits targets; tells which one is selected, 0 for none."""

    target_selected = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._node_id = 0
        self._told = 0
        self._new_id = 0  # a target just added: Esc takes it away while it is empty
        self.ui = Ui_TargetsPanel()
        self.ui.setupUi(self)
        self.model = TargetModel(self._update, self)
        self.undo_bar = UndoBar(session)
        self.found = FoundTargets(session, self)
        self.cards = FoundCards(self.found, self)
        self.sums = QLabel(self, wordWrap=True)
        self._lines: dict[Column, LineEdit] = {
            Column.DEADLINE: self.ui.deadline,
            Column.MODALITY: self.ui.modality,
            Column.BASE: self.ui.base,
            Column.BASE_PERIOD: self.ui.base_period,
            Column.HIGH: self.ui.high,
        }
        self._combos: dict[Column, QComboBox] = {Column.KIND: self.ui.kind, Column.PART_OF: self.ui.part_of}
        self._set_up()
        self._connect()
        self._show(session.current_id)

    def _set_up(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.scroll, "plain"), (ui.page, "page"),
            (ui.heading, "heading"), (ui.summary, "muted"), (ui.empty, "muted"),
            (ui.problem, "error"), (ui.details, "card"), (ui.add, "link"), (ui.remove, "quiet"),
            (ui.move_up, "quiet"), (ui.move_down, "quiet"),
            *((label, "muted") for label in ui.details.findChildren(QLabel)),
        ):  # fmt: skip
            theme.set_look(widget, look)
        for button, name in ((ui.remove, "delete"), (ui.move_up, "move-up"), (ui.move_down, "move-down")):
            button.setIcon(icon(name, "muted"))
        ui.add.setIcon(icon("add", "accent"))
        ui.table.setModel(self.model)
        close_before_reset(ui.table)
        install_delegates(ui.table, self._complain)
        for number in (ui.base, ui.high):
            number.is_written_in_time = False
        for field in (*self._lines.values(), *self._combos.values()):
            theme.set_look(field, "quiet")
        ui.deadline.setCompleter(QCompleter(list(DEADLINES), ui.deadline))
        ui.modality.setCompleter(QCompleter(list(MODALITIES), ui.modality))
        for field in (ui.deadline, ui.modality):
            ClickOffers(field)
        for kind in ("target", "actual"):
            ui.kind.addItem(kind_name(kind), kind)
        self._set_up_sizes()

    def _set_up_sizes(self) -> None:
        ui, space = self.ui, theme.em(self, 0.6)
        ui.rows.setContentsMargins(space, space, space, space)
        ui.rows.setSpacing(theme.em(self, 0.5))
        ui.header.setSpacing(theme.em(self, 0.5))
        ui.form.setContentsMargins(space, space, space, space)
        ui.form.setVerticalSpacing(theme.em(self, 0.3))
        ui.form.setColumnStretch(1, 1)
        ui.form.setColumnStretch(3, 1)
        ui.page_rows.setSpacing(theme.em(self, 0.5))
        ui.page_rows.insertWidget(ui.page_rows.indexOf(ui.details), self.undo_bar)
        ui.page_rows.insertWidget(ui.page_rows.indexOf(ui.table) + 1, self.sums)
        ui.page_rows.addWidget(self.cards)
        theme.set_look(self.sums, "warning")
        ui.page_rows.addStretch(1)

    def _connect(self) -> None:
        ui, session = self.ui, self.session
        ui.add.clicked.connect(self.add_target)
        ui.remove.clicked.connect(self._remove)
        ui.move_up.clicked.connect(lambda: self._move(-1))
        ui.move_down.clicked.connect(lambda: self._move(1))
        ui.table.copy_requested.connect(self._copy)
        ui.table.paste_requested.connect(self._paste)
        ui.table.removal_requested.connect(self._remove)
        ui.table.move_requested.connect(self._move)
        ui.table.selectionModel().currentRowChanged.connect(self._on_current_row)
        ui.table.editing_abandoned.connect(self._on_abandoned)
        self.model.refused.connect(self._complain)
        self.model.refused.connect(session.notice)  # a row left with the mouse hides the sentence here
        for column, line in self._lines.items():
            line.text_committed.connect(lambda text, column=column: self._set(column, text))
            line.undo_requested.connect(session.undo)
            line.redo_requested.connect(session.redo)
        for column, combo in self._combos.items():
            combo.activated.connect(lambda _row, column=column: self._on_combo(column))
        session.current_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        session.about_to_commit.connect(self._commit)
        session.state_changed.connect(self._show_read_only)
        self.found.changed.connect(self._on_found)

    # showing

    @property
    def current(self) -> Target | None:
        """Return the selected target."""
        row = self.ui.table.currentIndex().row()
        return self.model.targets[row] if 0 <= row < len(self.model.targets) else None

    def select_target(self, target_id: int) -> None:
        """Select a target of the item shown."""
        self._select_row(self.model.row_of(target_id))

    def _show(self, node_id: int) -> None:
        self._node_id = node_id
        self.ui.table.selectionModel().clear()
        self.undo_bar.hide()
        self._read()
        self._tell(0)

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.node_id == self._node_id for change in change_set.of("target")):
            self._read()

    def _read(self) -> None:
        shown = self.current
        targets = self.session.document.node(self._node_id).targets if self._node_id else ()
        self.model.load(targets)
        if shown is not None and self.current is None:
            self.select_target(shown.id)
        self.ui.table.lay_out(self.model)
        self.ui.table.updateGeometry()
        self.ui.problem.hide()
        self._show_summary(targets)
        self._show_details()
        self._show_read_only()

    def sizeHint(self) -> QSize:
        """Return the size that shows every row and the whole form."""
        ui, margins = self.ui, self.ui.rows.contentsMargins()
        height = ui.page.sizeHint().height()
        if ui.page_rows.hasHeightForWidth():
            height = ui.page_rows.totalHeightForWidth(ui.scroll.viewport().width())
        return QSize(super().sizeHint().width(), height + margins.top() + margins.bottom())

    def _on_found(self) -> None:
        self._show_summary(self.model.targets)
        QTimer.singleShot(0, self, self._grow)

    def _show_summary(self, targets: tuple[Target, ...]) -> None:
        ui = self.ui
        results = sum(target.kind == "actual" for target in targets)
        goals = len(targets) - results
        parts = [ngettext("{count} target", "{count} targets", goals).format(count=goals)]
        if results:
            parts.append(ngettext("{count} result", "{count} results", results).format(count=results))
        waiting = len(self.found.suggestions)
        if waiting:
            parts.append(ngettext("{count} to take", "{count} to take", waiting).format(count=waiting))
        ui.summary.setText(" · ".join(parts) if targets or waiting else "")
        ui.table.setVisible(bool(targets))
        ui.empty.setVisible(not targets and not waiting)
        self._show_sums(targets)
        ui.empty.setText(
            _("No quantified goals yet. “New target” records one, such as 新建幼儿园 ≥ 17 所.")
            if self._node_id
            else _("Select a section or an item to see its targets.")
        )

    def _show_sums(self, targets: tuple[Target, ...]) -> None:
        """Tell where parts do not come to their whole."""
        lines = [parts_line(check) for check in check_parts(targets) if not check.matches]
        self.sums.setText("\n".join(lines))
        self.sums.setVisible(bool(lines))

    def _show_details(self) -> None:
        target = self.current
        self.ui.details.setVisible(target is not None)
        QTimer.singleShot(0, self, self._grow)  # when the layout knows what it needs
        if target is None:
            return
        row = self.model.row_of(target.id)
        for column, line in self._lines.items():
            line.load(str(self.model.index(row, column).data()))
        self._fill_part_of(target)
        self.ui.kind.setCurrentIndex(self.ui.kind.findData(target.kind))
        self.ui.quote.setText(_("In the text: “{words}”").format(words=target.text))
        self.ui.quote.setVisible(bool(target.text))

    def _grow(self) -> None:
        """Make the dock as high as its content, as far as there is room; it never gets lower by itself."""
        dock = self.parentWidget()
        window = dock.parentWidget() if isinstance(dock, QDockWidget) and not dock.isFloating() else None
        missing = self.sizeHint().height() - self.height()
        if isinstance(dock, QDockWidget) and isinstance(window, QMainWindow) and self.isVisible() and missing > 0:
            window.resizeDocks([dock], [dock.height() + missing], Qt.Orientation.Vertical)

    def _fill_part_of(self, target: Target) -> None:
        combo = self.ui.part_of
        combo.clear()
        combo.addItem(_("(stands by itself)"), None)
        for other in self.model.targets:
            if other.id != target.id:
                combo.addItem(other.indicator or _("(no indicator)"), other.id)
        combo.setCurrentIndex(max(combo.findData(target.parent_id), 0))

    def _show_read_only(self) -> None:
        ui, read_only = self.ui, self.session.read_only
        self.model.read_only = read_only
        selected = self.current is not None and not read_only
        row = ui.table.currentIndex().row()
        ui.add.setEnabled(bool(self._node_id) and not read_only)
        ui.remove.setEnabled(selected)
        ui.move_up.setEnabled(selected and row > 0)
        ui.move_down.setEnabled(selected and row < len(self.model.targets) - 1)
        ui.details.setEnabled(not read_only)
        self.cards.set_read_only(read_only)

    def _on_current_row(self) -> None:
        self._complain("")
        self._show_details()
        self._show_read_only()
        target = self.current
        self._tell(target.id if target else 0)

    def _tell(self, target_id: int) -> None:
        if target_id != self._told:
            self._told = target_id
            self.target_selected.emit(target_id)

    def _complain(self, message: str) -> None:
        self.ui.problem.setText(message)
        self.ui.problem.setVisible(bool(message))

    # edits

    def _commit(self) -> None:
        commit_cell_editors(self.ui.table)
        for line in self._lines.values():
            line.commit()

    def _update(self, target_id: int, columns: dict[str, Any]) -> None:
        self.session.run(lambda doc: doc.update_target(target_id, **columns))

    def _set(self, column: Column, value: object) -> None:
        target = self.current
        if target is not None:
            self.model.setData(self.model.index(self.model.row_of(target.id), column), value)
            self._show_details()

    def _on_combo(self, column: Column) -> None:
        self._set(column, self._combos[column].currentData())

    def add_target(self) -> None:
        """Add a target below the others and edit its indicator."""
        node_id = self._node_id
        created = self.session.run(lambda doc: doc.add_target(node_id)).created("target")
        if created:
            self.select_target(created[0])
            self.ui.table.setFocus()
            self.ui.table.edit(self.ui.table.currentIndex())
            self._new_id = created[0]

    def take(self, span: Span | None) -> None:
        """Record what the words at a selection or the cursor suggest, else the first suggestion there is.

        Words that name a deadline become the item's.
        """
        if not self._node_id or self.session.read_only:
            return
        self.session.flush()
        self.found.finish()
        touched, due = self.found.at(span), self._due_meant(span)
        if due is not None:
            self.found.take_due(due)
            return
        if touched is None and span is not None and span.start < span.end:
            created = self.found.take_words(span)
        else:
            created = self.found.take([touched] if touched else self.found.suggestions[:1])
        if created:
            self.select_target(created[0])
        else:
            text = _("No figure and no deadline was found here. Select words to record them as a target.")
            self.session.notice.emit(text)

    def _due_meant(self, span: Span | None) -> DueWords | None:
        """Return the deadline that the cursor or the selection is in; the first there is where no figure waits."""
        found, due = self.found, self.found.due_at(span)
        if due is not None and span is not None and (found.at(span) is None or span.start < due.span.end):
            return due
        selects = span is not None and span.start < span.end
        return None if found.suggestions or selects else next(iter(found.open_dues), None)

    def _on_abandoned(self) -> None:
        new_id, self._new_id = self._new_id, 0
        row = self.model.row_of(new_id)
        if row >= 0 and self.model.targets[row] == Target(new_id):
            # Later: the view still holds the cell whose editor is closing.
            QTimer.singleShot(0, self, lambda: self._run_removal([new_id], row))

    def _selected(self) -> list[Target]:
        rows = {index.row() for index in self.ui.table.selectionModel().selectedRows()}
        return [self.model.targets[row] for row in sorted(rows)]

    def _remove(self) -> None:
        targets, row = self._selected(), self.ui.table.currentIndex().row()
        if targets and not self.session.read_only:
            self._run_removal([target.id for target in targets], row)
            removed = ngettext("Removed {count} target", "Removed {count} targets", len(targets))
            self.undo_bar.offer(removed.format(count=len(targets)))

    def _run_removal(self, ids: list[int], row: int) -> None:
        """Remove targets and select the row that takes their place."""
        text = ngettext("Remove {count} target", "Remove {count} targets", len(ids)).format(count=len(ids))

        def remove(doc: Document) -> ChangeSet:
            with doc.step(text) as step:
                for target_id in ids:
                    doc.remove_target(target_id)
            return step.change_set

        self.session.run(remove)
        self._select_row(min(row, len(self.model.targets) - 1))

    def _select_row(self, row: int) -> None:
        # Not by the view: with Ctrl still held from a shortcut it would add the row to those selected.
        if row >= 0:
            index = self.model.index(row, Column.INDICATOR)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.ui.table.selectionModel().setCurrentIndex(index, flags)
            self.ui.table.scrollTo(index)

    def _move(self, step: int) -> None:
        target = self.current
        if target is None or self.session.read_only:
            return
        others = [other.id for other in self.model.targets if other.id != target.id]
        place = self.model.row_of(target.id) + step
        if 0 <= place <= len(others):
            before = others[place] if place < len(others) else None
            self.session.run(lambda doc: doc.move_target(target.id, before))
            self.select_target(target.id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(rows_text(self._selected()))

    def _paste(self) -> None:
        if not self._node_id or self.session.read_only:
            return
        try:
            rows = read_rows(QGuiApplication.clipboard().text())
        except EditError as error:
            self._complain(str(error))
            return
        if not rows:
            return
        self.session.run(lambda doc: self._add_rows(doc, rows))
        self._select_row(len(self.model.targets) - 1)

    def _add_rows(self, doc: Document, rows: list[dict[str, Any]]) -> ChangeSet:
        with doc.step(_("Paste targets")) as step:
            for columns in rows:
                doc.add_target(self._node_id, **columns)
        return step.change_set

    # Qt's own

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to a row, or, without targets, to what adds one."""
        super().focusInEvent(event)
        if self.model.targets:
            self._select_row(max(self.ui.table.currentIndex().row(), 0))
            self.ui.table.setFocus(event.reason())
        else:
            self.ui.add.setFocus(event.reason())
