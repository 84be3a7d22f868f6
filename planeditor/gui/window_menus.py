"""The menus and the one toolbar, built from the actions.

One rule: menus hold every action, the toolbar those of every day; nothing is declared here.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from planeditor.gui import settings, theme
from planeditor.gui.actions import Act
from planeditor.gui.icons import icon
from planeditor.gui.templates import templates
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Row = Act | QMenu | QAction | None  # None is a line

EXPORTS: tuple[Row, ...] = (
    Act.EXPORT, None, Act.EXPORT_WORD, Act.EXPORT_EXCEL, Act.EXPORT_JSON, None, Act.EXPORT_AGAIN
)  # fmt: skip
PRINTS: tuple[Row, ...] = (Act.PRINT_PREVIEW, Act.PRINT, Act.PAGE_SETUP)
EDITS: tuple[Row, ...] = (Act.CUT, Act.COPY, Act.PASTE, Act.DUPLICATE, Act.DELETE)
LEVELS: tuple[Row, ...] = (Act.LEVEL_1, Act.LEVEL_2, Act.LEVEL_3, Act.LEVEL_ALL)
ROWS: tuple[Row, ...] = (Act.NEW_ITEM, Act.NEW_CHILD, Act.NEW_SECTION, Act.RENAME)
MOVES: tuple[Row, ...] = (Act.PROMOTE, Act.DEMOTE, Act.MOVE_UP, Act.MOVE_DOWN)
TEXTS: tuple[Row, ...] = (Act.TAKE_TARGET, Act.SPLIT)
FINDS: tuple[Row, ...] = (Act.FIND, Act.REPLACE, Act.FIND_NEXT, Act.FIND_PREVIOUS, Act.GO_TO)
TOOLBAR: tuple[Row, ...] = (
    Act.OPEN,
    Act.SAVE,
    None,
    Act.NEW_ITEM,
    Act.NEW_SECTION,
    None,
    *MOVES,
    None,
    Act.UNDO,
    Act.REDO,
    None,
    Act.IMPORT,
)
FOLLOW_UP: tuple[Row, ...] = (
    Act.REPORT_PROGRESS, Act.PROGRESS_TABLE, Act.MILESTONES, Act.SET_LIGHT, None, Act.PACE_RULE, Act.FORGET_EVIDENCE,
    None, Act.HAND_OUT, Act.COLLECT, Act.HANDOUTS, None, Act.REPORT, Act.REFRESH_REPORT, Act.REPORT_SOURCES, None,
    Act.ROLL_OVER, Act.CONTINUED, Act.YEARS, None, Act.SHOW_PROGRESS,
)  # fmt: skip
OPTIONS: tuple[Row, ...] = (Act.WORD_COUNT, Act.KEYS, Act.OPTIONS)
ZOOMS: tuple[Row, ...] = (Act.ZOOM_IN, Act.ZOOM_OUT, Act.ZOOM_RESET)
WINDOWS: tuple[Row, ...] = (Act.NEXT_WINDOW, Act.PREVIOUS_WINDOW, Act.SIDE_BY_SIDE, None)
PANES: tuple[Act, ...] = (Act.NEXT_PANE, Act.PREVIOUS_PANE)
VIEWS: tuple[Act, ...] = (Act.VIEW_EDITOR, Act.VIEW_LEDGER, Act.VIEW_BOARD)
ICON_SIZE = 1.4  # in characters


class Menus:
    """Builds the menu bar, the toolbar and the tree's context menu."""

    def __init__(self, window: "MainWindow", actions: dict[Act, QAction]) -> None:
        """Work on one window's actions."""
        self._window = window
        self._actions = actions
        self.recent = QMenu(_("Open &recent"), window)
        self.recent.setIcon(icon("recent"))
        self.templates = QMenu(_("New from &template"), window)
        self.templates.setIcon(icon("new"))
        self.windows = QMenu(_("&Window"), window)
        self.export = QMenu(_("&Export"), window)
        self.export.setIcon(icon("export"))
        self._fill(self.export, EXPORTS)
        self.levels = QMenu(_("E&xpand"), window)
        self.levels.setIcon(icon("expand"))
        self._fill(self.levels, LEVELS)

    def build_menu_bar(self, panels: Sequence[QAction]) -> None:
        """Fill the menu bar; `panels` shows and hides panels and toolbar."""
        files: tuple[Row, ...] = (Act.NEW, self.templates, Act.OPEN, self.recent, Act.WELCOME, None)
        files += (Act.SAVE, Act.SAVE_AS, Act.SAVE_TEMPLATE, Act.TEMPLATES, None)
        files += (Act.IMPORT, self.export, Act.READ_BACK, None, Act.VERSIONS, Act.SEND_COPY, None, *PRINTS, None)
        files += (Act.CLOSE, Act.QUIT)
        self._add(_("&File"), files)
        self._add(_("&Edit"), (Act.UNDO, Act.REDO, None, *EDITS, Act.SELECT_ALL, None, *FINDS, None, *OPTIONS))
        self._add(
            _("&View"),
            (*VIEWS, None, self.levels, Act.END_FILTER, None, *ZOOMS, None, *panels, None, *PANES),
        )
        about: tuple[Row, ...] = (Act.UNPLACED, Act.PLAN_HEAD, Act.PROPERTIES)
        self._add(_("&Plan"), (*ROWS, None, *MOVES, None, Act.SPLIT, Act.MERGE, None, *about))
        self._add(_("&Targets"), (Act.NEW_TARGET, Act.TAKE_TARGET, None, Act.TARGETS_TABLE, Act.SHOW_TARGETS))
        self._add(_("&Owners"), (Act.DEPARTMENTS, Act.OWNERS_MATRIX, None, Act.SHOW_OWNERS, Act.END_FILTER))
        self._add(_("&Review"), (Act.CHECK, Act.NEXT_FINDING, Act.PREVIOUS_FINDING, None, Act.READ_BACK, Act.VERSIONS))
        self._add(_("Fo&llow-up"), FOLLOW_UP)
        self._fill(self.windows, WINDOWS)
        self._window.menuBar().addMenu(self.windows)
        self._add(_("&Help"), (Act.MANUAL, None, Act.ABOUT))

    def fill_recent(self) -> None:
        """Offer the files opened last."""
        self.recent.clear()
        for path in (known.path for known in settings.recent()):
            action = QAction(f"{path.name}    {path.parent}".replace("&", "&&"), self.recent)
            action.triggered.connect(lambda _checked=False, path=path: self._window.windows.open(path, self._window))
            self.recent.addAction(action)
        self.recent.setEnabled(bool(settings.recent_files()))

    def fill_templates(self) -> None:
        """Offer the templates, the user's own among them."""
        self.templates.clear()
        for template in templates():
            action = QAction(template.name.replace("&", "&&"), self.templates)
            begin = partial(self._window.windows.new_from_template, template.path, self._window)
            action.triggered.connect(lambda _checked=False, begin=begin: begin())
            self.templates.addAction(action)

    def build_toolbar(self) -> QToolBar:
        """Return the toolbar: icons with their words below."""
        toolbar = QToolBar(_("Toolbar"), self._window)
        toolbar.setObjectName("toolbar")
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        size = theme.em(toolbar, ICON_SIZE)
        toolbar.setIconSize(QSize(size, size))
        toolbar.setMovable(False)
        for row in TOOLBAR:
            if isinstance(row, Act):
                toolbar.addAction(self._actions[row])
            else:
                toolbar.addSeparator()
        toolbar.addWidget(self._export_button())
        toolbar.addAction(self._actions[Act.CHECK])
        self._add_views(toolbar)
        mark_more(toolbar)
        self._window.addToolBar(toolbar)
        return toolbar

    def _add_views(self, toolbar: QToolBar) -> None:
        """Put the choice of views at the right end: one of them is always chosen."""
        space = QWidget(toolbar)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        toolbar.addWidget(space)
        group = QActionGroup(toolbar)
        for act in VIEWS:
            self._actions[act].setCheckable(True)
            group.addAction(self._actions[act])
            toolbar.addAction(self._actions[act])
        self._actions[Act.VIEW_EDITOR].setChecked(True)

    def _export_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(_("Export"))
        button.setIcon(icon("export"))
        button.setToolTip(_("Export as Word, Excel, PDF and other files"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setMenu(self.export)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # like all of the toolbar: keys have the menus
        return button

    def context_menu(self) -> QMenu:
        """Return the menu of a row of the tree; it goes when it is closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, (*ROWS, None, *MOVES, None, *EDITS, None, Act.MERGE, Act.NEW_TARGET, None, self.levels))
        return menu

    def add_text_verbs(self, menu: QMenu) -> None:
        """Put what can be done with a place in a text below what a text's own menu has."""
        menu.addSeparator()
        self._fill(menu, TEXTS)

    def _add(self, title: str, rows: Sequence[Row]) -> None:
        menu = QMenu(title, self._window)
        self._fill(menu, rows)
        self._window.menuBar().addMenu(menu)

    def _fill(self, menu: QMenu, rows: Sequence[Row]) -> None:
        menu.setToolTipsVisible(False)
        for row in rows:
            if row is None:
                menu.addSeparator()
            elif isinstance(row, QMenu):
                menu.addMenu(row)
            else:
                menu.addAction(self._actions[row] if isinstance(row, Act) else row)


def mark_more(toolbar: QToolBar) -> None:
    """Give the button of a toolbar that is too long a sign in our colours: Qt's is black in the dark as well."""
    button = toolbar.findChild(QToolButton, "qt_toolbar_ext_button")
    if button is not None:
        button.setIcon(icon("more"))
        button.setToolTip(_("More"))
        button.setAccessibleName(_("More"))
