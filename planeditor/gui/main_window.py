"""The window of one document: lays out tree, text and panels, and wires the actions to their verbs.

One rule: it decides nothing about plans. Rows are TreeCommands' affair, files FileCommands', data the session's.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QVBoxLayout, QWidget

from planeditor.gui import theme, window_look, window_state
from planeditor.gui.action_slots import connect_actions
from planeditor.gui.action_states import update_actions
from planeditor.gui.actions import Act, create_actions
from planeditor.gui.cell_editors import close_cell_editors
from planeditor.gui.enter_key import press_button
from planeditor.gui.file_commands import FileCommands
from planeditor.gui.filter_bar import FilterBar
from planeditor.gui.find_bar import FindBar
from planeditor.gui.keys_store import apply_keys
from planeditor.gui.late_dock import AfterFirstPaint, LateDock
from planeditor.gui.panel_room import PanelRoom
from planeditor.gui.publishing import Saving
from planeditor.gui.session import Session
from planeditor.gui.tree_commands import TreeCommands
from planeditor.gui.tree_view import TreeView
from planeditor.gui.undo_bar import UndoBar
from planeditor.gui.verifying import Verifying
from planeditor.gui.views import EDIT, Views
from planeditor.gui.window_list import fill_window_menu
from planeditor.gui.window_menus import Menus
from planeditor.gui.window_notices import WindowNotices
from planeditor.gui.window_status import WindowStatus
from planeditor.gui.zoom import make_zoom
from planeditor.i18n import _
from planeditor.store import Document
from planeditor.store.disk import is_same_path

if TYPE_CHECKING:
    from planeditor.gui.checks_window import WindowChecks
    from planeditor.gui.editor_panel import EditorPanel
    from planeditor.gui.owners_panel import OwnersPanel
    from planeditor.gui.progress_panel import ProgressPanel
    from planeditor.gui.targets_panel import TargetsPanel
    from planeditor.gui.windows import Windows


class MainWindow(QMainWindow):
    """One document's window."""

    closed = Signal(object)  # this window

    def __init__(self, document: Document, windows: "Windows") -> None:
        """Show a document; closing the window closes it."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.windows = windows
        self.session = Session(document, self)
        self.name = ""  # of an untitled plan: the file it was imported from
        self.is_worth_saving = False  # an untitled plan that came from somewhere
        self._first_show = True
        self._verifying: Verifying | None = None
        self._checks: WindowChecks | None = None
        self._editor: EditorPanel | None = None
        self._parts_to_come = ["editor", "targets", "owners", "progress", "checks"]
        self._make_widgets()
        self.files = FileCommands(self)
        self.rows = TreeCommands(self.session, self.tree, self.undo_bar)
        self.actions_by = create_actions(self, self.tree)
        apply_keys(self.actions_by)
        self.menus = Menus(self, self.actions_by)
        self._lay_out()
        self.zoom = make_zoom(self)
        self.zoom.changed.connect(self.room.on_zoom)
        self._build_menus()
        self._connect()
        self.setAcceptDrops(True)
        window_look.restore_look(self)
        self._on_state_changed()
        self.tree.setFocus()
        self.tree.select_ids([entry.id for entry in self.session.outline.root.children[:1]])
        self.is_placed = window_state.restore_as_left(self)  # else it is placed beside the others

    # construction

    def _make_widgets(self) -> None:
        # Each in its place at once: whatever moves below another widget is styled and laid out again, with every row.
        self.setCentralWidget(QWidget(self))
        self.views = Views(self.centralWidget())
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.views)
        self.views.add(EDIT, self.splitter)
        self.views.offer("ledger", self._make_ledger)
        self.views.offer("board", self._make_board)
        self._tree_side = QWidget(self.splitter)
        self.tree = TreeView(self.session, self._tree_side)
        self.find_bar = FindBar(self.session, self._tree_side)
        self.undo_bar = UndoBar(self.session, self._tree_side)
        self.filter_bar = FilterBar(self.session, self.tree, self._tree_side)
        self.text_side = QWidget(self.splitter)
        self.status = WindowStatus(self.session)
        self.setStatusBar(self.status)

    def _make_targets(self) -> "TargetsPanel":
        from planeditor.gui.targets_panel import TargetsPanel

        panel = TargetsPanel(self.session, self)
        panel.target_selected.connect(self.editor.highlight_target)
        panel.found.changed.connect(lambda: self.editor.show_suggestions(panel.found))
        self.zoom.adopt(panel)
        return panel

    def _make_owners(self) -> "OwnersPanel":
        from planeditor.gui.owners_panel import OwnersPanel

        panel = OwnersPanel(self.session, self)
        panel.show_department_items.connect(self.show_department_items)
        self.zoom.adopt(panel)
        return panel

    def _make_progress(self) -> "ProgressPanel":
        from planeditor.gui.progress_panel import ProgressPanel

        panel = ProgressPanel(self.session, self)
        self.zoom.adopt(panel)
        return panel

    @property
    def editor(self) -> "EditorPanel":
        """Return the panel of the texts, made now if it has not been yet."""
        if self._editor is None:
            from planeditor.gui.editor_panel import EditorPanel

            self._editor = EditorPanel(self.session, self.text_side)
            layout = QVBoxLayout(self.text_side)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(self._editor)
            self._editor.show()  # what comes into a window that is seen is not shown by itself
            self.find_bar.searched.connect(self._editor.highlight_words)
            self._editor.menu_wanted.connect(self.menus.add_text_verbs)
            self.zoom.adopt(self._editor)
        return self._editor

    @property
    def targets(self) -> "TargetsPanel":
        """Return the panel of targets."""
        return self.targets_dock.panel

    @property
    def owners(self) -> "OwnersPanel":
        """Return the panel of owners."""
        return self.owners_dock.panel

    @property
    def progress(self) -> "ProgressPanel":
        """Return the panel of progress."""
        return self.progress_dock.panel

    @property
    def checks(self) -> "WindowChecks":
        """Return what the window has to do with the checks."""
        if self._checks is None:
            from planeditor.gui.checks_window import WindowChecks

            self._checks = WindowChecks(self)
            self.status.add_first(self._checks.label)
        return self._checks

    def _make_the_rest(self) -> None:
        """Make what the window shows beside its tree, one part after the other: none takes many frames."""
        if self.session.is_closed or self.is_complete:
            return
        part = self._parts_to_come.pop(0)
        if part != "progress" or not self.progress_dock.isHidden():
            getattr(self, part)
        QTimer.singleShot(0, self, self._make_the_rest)

    @property
    def checks_size(self) -> QSize:
        """Return the least size of the checks' panel, nothing while it is not there."""
        return self._checks.least_size if self._checks is not None else QSize(0, 0)

    @property
    def is_complete(self) -> bool:
        """Tell whether all parts that a new window shows are made."""
        return not self._parts_to_come

    def _make_ledger(self, parent: QWidget) -> QWidget:
        from planeditor.gui.ledger_view import LedgerView

        ledger = LedgerView(self.session, parent)
        ledger.row_wanted.connect(self.show_in_editor)
        ledger.show_only(self.tree.shown_only)
        self.tree.filter_changed.connect(lambda: ledger.show_only(self.tree.shown_only))
        return ledger

    def _make_board(self, parent: QWidget) -> QWidget:
        from planeditor.gui.board_view import BoardView

        board = BoardView(self.session, parent)
        board.filter_wanted.connect(self.show_chosen)
        return board

    def _lay_out(self) -> None:
        self._lay_out_tree_side()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, window_look.TREE_WIDTH)
        self.splitter.setStretchFactor(1, window_look.TEXT_WIDTH)
        middle = self.centralWidget()
        assert middle is not None
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.views, 1)
        self.notices = WindowNotices(self, rows)
        self.targets_dock = LateDock(self, _("Targets"), "targets", self._make_targets)
        self.owners_dock = LateDock(self, _("Owners"), "owners", self._make_owners)
        self.progress_dock = LateDock(self, _("Progress"), "progress", self._make_progress)
        self.tabifyDockWidget(self.targets_dock, self.progress_dock)
        self.progress_dock.hide()  # until it is asked for, or was there when the last window was closed
        self.room = PanelRoom(self, self.targets_dock, self.owners_dock, self.progress_dock)

    def _lay_out_tree_side(self) -> None:
        layout = QVBoxLayout(self._tree_side)
        gap = theme.em(self, 0.6)
        layout.setContentsMargins(gap, gap, gap // 2, gap)
        layout.setSpacing(gap)
        for widget in (self.find_bar, self.filter_bar, self.tree, self.undo_bar):
            layout.addWidget(widget, 1 if widget is self.tree else 0)

    def _build_menus(self) -> None:
        self.toolbar = self.menus.build_toolbar()
        docks = (self.targets_dock, self.owners_dock, self.progress_dock)
        panels = [dock.toggleViewAction() for dock in docks]
        panels[-1].triggered.connect(lambda on: self.show_dock(self.progress_dock) if on else None)
        for panel, act in zip(panels, (Act.SHOW_TARGETS, Act.SHOW_OWNERS, Act.SHOW_PROGRESS), strict=True):
            panel.setText(self.actions_by[act].text())  # one name in all menus
        self.menus.build_menu_bar([*panels, self.toolbar.toggleViewAction()])
        self.menus.recent.aboutToShow.connect(self.menus.fill_recent)
        self.menus.fill_recent()
        self.menus.templates.aboutToShow.connect(self.menus.fill_templates)
        self.menus.windows.aboutToShow.connect(lambda: fill_window_menu(self))

    def _connect(self) -> None:
        connect_actions(self)
        session = self.session
        session.notice.connect(self.status.tell)
        session.state_changed.connect(self._on_state_changed)
        session.current_changed.connect(lambda _id: self._update_actions())
        self.tree.selection_changed.connect(self._update_actions)
        self.tree.filter_changed.connect(self._update_actions)
        self.tree.customContextMenuRequested.connect(self._show_context_menu)
        self.find_bar.found.connect(self.show_row)
        self.find_bar.searched.connect(self.tree.highlight_words)
        self.find_bar.left.connect(self._focus_rows)
        self.find_bar.started.connect(self._show_search)
        self.find_bar.filter_wanted.connect(self._show_hits)
        self.filter_bar.left.connect(self._focus_rows)
        self.status.saved.clicked.connect(self._on_saved_clicked)
        self.status.words.clicked.connect(self.actions_by[Act.WORD_COUNT].trigger)
        self.views.changed.connect(self._place_search)
        self.views.changed.connect(self.room.give)
        AfterFirstPaint(self, self._make_the_rest)  # painted with the view in it, be it not the tree

    # what the window shows of itself

    @property
    def shown_name(self) -> str:
        """Return the plan's name for the title bar."""
        path = self.session.document.path
        if path is not None:
            return path.name
        return self.name or self.session.document.plan().title or _("Untitled plan")

    @property
    def is_untouched(self) -> bool:
        """Tell whether this is an empty new plan that nobody has done anything with."""
        document = self.session.document
        changed = self.is_worth_saving or document.undo_label or len(self.session.outline)
        return document.path is None and not changed

    def shows(self, path: Path) -> bool:
        """Tell whether this window has the file open."""
        own = self.session.document.path
        return own is not None and is_same_path(own, path)

    def bring_to_front(self) -> None:
        """Show the window above all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def refresh_title(self) -> None:
        """Write the title bar anew."""
        title = _("{name} (read-only) – Plan Editor") if self.session.read_only else _("{name}[*] – Plan Editor")
        self.setWindowTitle(title.format(name=self.shown_name))
        kind = self.session.save_state.kind
        changed = bool(self.is_worth_saving or self.session.document.undo_label)
        self.setWindowModified(
            kind in (Saving.BEHIND, Saving.SAVING, Saving.FAILED) or (kind is Saving.UNTITLED and changed)
        )

    def on_renamed(self) -> None:
        """Show the document under its new path."""
        self.is_worth_saving = False
        self.notices.on_renamed()
        self.menus.fill_recent()
        self._on_state_changed()

    def _on_state_changed(self) -> None:
        self.refresh_title()
        self._update_actions()

    def _update_actions(self) -> None:
        update_actions(self.actions_by, self.session, self.tree)

    def show_unplaced(self) -> None:
        """Show the lines that an import set aside."""
        from planeditor.gui.unplaced_dialog import UnplacedDialog

        UnplacedDialog(self.session, self).show()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell, the first time, what there is to tell about the document."""
        super().showEvent(event)
        if self._first_show:
            self._first_show = False
            self.room.fit()
            self.notices.tell_first()
            self._verifying = Verifying(self)

    # filters

    def show_department_items(self, department_id: int) -> None:
        """Show only what a department leads or supports."""
        document = self.session.document
        if not document.items_of(department_id):
            name = next((known.name for known in document.departments() if known.id == department_id), "")
            self.session.notice.emit(_("{name} has no items in this plan.").format(name=name))
            return
        self.actions_by[Act.VIEW_EDITOR].trigger()
        self.filter_bar.choose_department(department_id)

    def _show_hits(self, ids: list[int]) -> None:
        self.filter_bar.choose_rows(ids, _("“{text}”").format(text=self.find_bar.field.text()))

    def show_chosen(self, ids: list[int], text: str) -> None:
        """Show only some rows in the editor; `text` tells which."""
        self.actions_by[Act.VIEW_EDITOR].trigger()
        self.filter_bar.choose_rows(ids, text)
        self.tree.setFocus()  # where Esc shows all again

    def show_in_editor(self, node_id: int) -> None:
        """Show a row in the editor, whichever view it was asked from."""
        self.actions_by[Act.VIEW_EDITOR].trigger()
        self.show_row(node_id)

    def end_filter(self) -> None:
        """Show all rows again."""
        self.filter_bar.clear()
        self.tree.show_all()

    # smaller verbs

    def show_replace(self) -> None:
        """Open the dialog that replaces words, with what the find field has."""
        from planeditor.gui.replace_dialog import ReplaceDialog  # not needed by the first window

        dialog = self.findChild(ReplaceDialog)
        if dialog is None:
            dialog = ReplaceDialog(self.session, self)
            dialog.row_wanted.connect(self.show_row)
        dialog.start(self.find_bar.query, self.find_bar.options.section)

    def show_row(self, node_id: int) -> None:
        """Select a row, ending a filter that hides it; 0 is the head of the plan."""
        if not node_id:
            self.session.select(0)
            return
        if not self.tree.index_of(node_id).isValid():
            self.end_filter()
        self.tree.show_id(node_id)

    def add_target(self) -> None:
        """Add a target to the current item and show the panel it is in."""
        self.show_dock(self.targets_dock)
        self.targets.add_target()

    def take_target(self) -> None:
        """Record what the cursor is at, or what is selected, as a target."""
        self.targets.take(self.editor.selected_span())

    def show_dock(self, dock: QDockWidget) -> None:
        """Show a panel and give it the focus."""
        panel = dock.panel if isinstance(dock, LateDock) else dock.widget()
        dock.show()
        self.room.ask_for(dock)
        dock.raise_()
        panel.setFocus()

    def _place_search(self, view: str) -> None:
        """Have the fields that find and filter stand above the rows in sight, be it the tree's or the ledger's."""
        layout = (self.views.view(view) if view == "ledger" else self._tree_side).layout()
        assert isinstance(layout, QVBoxLayout)
        for place, bar in enumerate((self.find_bar, self.filter_bar)):
            layout.insertWidget(place, bar)
            bar.show()  # now, not with the next events

    def _show_search(self) -> None:
        if not self.find_bar.isVisible():  # the board has no rows to find
            self.actions_by[Act.VIEW_EDITOR].trigger()

    def _focus_rows(self) -> None:
        view = self.views.view(self.views.current)
        (self.tree if self.views.current == EDIT else view).setFocus()

    def _show_context_menu(self, place: QPoint) -> None:
        self.menus.context_menu().popup(self.tree.viewport().mapToGlobal(place))

    def _on_saved_clicked(self) -> None:
        if self.session.save_state.kind is not Saving.SAVED:
            self.files.save()

    # the window itself

    def sizeHint(self) -> QSize:
        """Return the size of a first window."""
        return window_look.first_size(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have Enter press the button that has the focus."""
        if not press_button(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the panels away where they would leave no room for the text, and bring them back."""
        super().resizeEvent(event)
        if self.isVisible():
            self.room.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Publish when another program comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and hasattr(self, "files"):
            self.session.publish()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open plans, import other files together; read back what this plan was exported to, if that is wanted."""
        from planeditor.gui.drops import take_dropped

        event.acceptProposedAction()
        take_dropped(self, [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when everything is saved or the user has decided; else ask, and close later."""
        if not self.files.try_to_close():
            event.ignore()
            return
        zoom = self.zoom.percent
        self.zoom.settle()
        window_look.keep_look(self)
        window_state.keep_as_left(self, zoom)
        self.status.words.stop()
        if self._checks is not None:
            self._checks.stop()
        if self._verifying is not None:
            self._verifying.stop()
        self.find_bar.stop()
        self.filter_bar.stop()
        self.views.stop()
        close_cell_editors(self.tree)  # an editor that outlives the document would write into what is gone
        self.session.close(discard=self.files.discards)
        event.accept()
        self.closed.emit(self)
