"""The start page: a new plan, a template, a file, a document to import, the sample, and the files opened last.

One rule: it is loaded when it is shown, never at a start with a file; it goes as soon as a plan is there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor import __version__
from planeditor.gui import settings, theme
from planeditor.gui.actions import Act
from planeditor.gui.file_commands import IMPORTED, name_labels
from planeditor.gui.icons import icon
from planeditor.gui.keys_store import changed_keys, shown, usual_keys
from planeditor.gui.settings import Recent
from planeditor.gui.templates import Template, templates
from planeditor.gui.welcome_lists import CARD_HEIGHT, ThingList, menu_of
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.windows import Windows

SIZE = (66, 42)  # in characters, and at most this share of the screen:
SHARE_OF_SCREEN = 0.9
SIDE_WIDTH = 17
CARD_ROWS = 2.15  # of templates in sight


class WelcomeWindow(QWidget):
    """What one sees where no plan is open."""

    def __init__(self, windows: "Windows") -> None:
        """Begin plans in `windows`."""
        super().__init__()
        self._windows = windows
        self.setWindowTitle(_("Start page – Plan Editor"))
        self.setAcceptDrops(True)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.fill()
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        self.resize(QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room))

    # construction

    def _make_widgets(self) -> None:
        self._keys = usual_keys() | changed_keys()
        windows = self._windows
        self.new = self._verb(_("New empty plan"), "new", windows.new, Act.NEW)
        self.open = self._verb(_("Open…"), "open", self.choose_file, Act.OPEN)
        self.take_in = self._verb(_("Import a document…"), "import", self._import, Act.IMPORT)
        self.sample = self._verb(_("Look at the sample plan"), "page", windows.show_sample)
        self.manual = self._verb(_("Manual"), "help", self.show_manual, Act.MANUAL)
        self.options = self._verb(_("Options…"), "settings", self._show_options)
        self.manage = QToolButton()
        self.manage.setText(_("Manage templates…"))
        self.manage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(self.manage, "link")
        self.templates = ThingList(_("Templates"), _("There are no templates."), cards=True)
        empty = _("Files that you open will be listed here.")
        self.recent = ThingList(_("Opened last"), empty, cards=False)

    def _verb(self, text: str, icon_name: str, slot: Callable[[], object], act: Act | None = None) -> QToolButton:
        """Return a button of the side, which the keys of the same action of the windows press, too."""
        button = QToolButton()
        keys = self._keys[act] if act is not None else ()
        button.setText(text)
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(_("{name} ({keys})").format(name=text, keys=shown(keys)) if keys else text)
        theme.set_look(button, "side")
        button.clicked.connect(lambda: slot())
        if keys:
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(lambda: slot())
            self.addAction(action)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addLayout(self._main(), 1)

    def _side(self) -> QFrame:
        side = QFrame()
        theme.set_look(side, "side")
        side.setFixedWidth(theme.em(self, SIDE_WIDTH))
        column = QVBoxLayout(side)
        gap = theme.em(self, 1)
        column.setContentsMargins(gap, round(gap * 1.6), gap, gap)
        column.setSpacing(theme.em(self, 0.2))
        name = QLabel(_("Plan Editor"))
        name.setFont(theme.scaled_font(1.6, bold=True))
        version = QLabel(_("Version {version}").format(version=__version__))
        theme.set_look(version, "muted")
        for widget in (name, version):
            column.addWidget(widget)
        column.addSpacing(gap)
        for button in (self.new, self.open, self.take_in, self.sample):
            column.addWidget(button)
        column.addStretch(1)
        for button in (self.manual, self.options):
            column.addWidget(button)
        return side

    def _main(self) -> QVBoxLayout:
        column = QVBoxLayout()
        gap = theme.em(self, 1.2)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(theme.em(self, 0.5))
        head = QHBoxLayout()
        head.addWidget(self._heading(_("New from a template")))
        head.addStretch(1)
        head.addWidget(self.manage)
        column.addLayout(head)
        self.templates.setMinimumHeight(theme.em(self, CARD_HEIGHT))
        self.templates.setMaximumHeight(theme.em(self, CARD_HEIGHT * CARD_ROWS))
        column.addWidget(self.templates, 2)
        column.addWidget(self._heading(_("Opened last")))
        column.addWidget(self.recent, 3)
        text = _(
            "Click or Enter opens, the right button shows more; Space pins, Delete removes. Files can be dropped here."
        )
        hint = QLabel(text)
        hint.setWordWrap(True)
        theme.set_look(hint, "muted")
        column.addWidget(hint)
        return column

    def _heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setFont(theme.scaled_font(1.15, bold=True))
        return heading

    def _connect(self) -> None:
        self.templates.chosen.connect(self._begin)
        self.templates.menu_wanted.connect(self._show_template_menu)
        self.recent.chosen.connect(lambda known: self._windows.open(known.path, self))
        self.recent.pin_wanted.connect(self.pin)
        self.recent.removal_wanted.connect(self.forget)
        self.recent.menu_wanted.connect(self._show_recent_menu)
        self.manage.clicked.connect(self._manage)
        self._windows.opened.connect(self.hide)

    # for the windows

    def start(self) -> None:
        """Come to the front, with the lists as they are now."""
        self.fill()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        (self.recent if self.recent.count() else self.templates).setFocus()

    def fill(self) -> None:
        """Read templates and files anew."""
        self.templates.show_templates(templates())
        self.recent.show_recent(settings.recent())

    # verbs

    def _begin(self, template: Template) -> None:
        self._windows.new_from_template(template.path, self)

    def choose_file(self) -> QFileDialog:
        """Ask for a plan to open, or a document to import."""
        kinds = [
            _("Plans and documents ({names})").format(names=f"*.plan {IMPORTED}"),
            _("Plans (*.plan)"),
            _("All files (*)"),
        ]
        dialog = QFileDialog(self, _("Open"), str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(kinds)
        name_labels(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: settings.keep_folder(Path(name).parent))
        dialog.fileSelected.connect(lambda name: self._windows.open(Path(name), self))
        dialog.open()
        return dialog

    def _import(self) -> None:
        self._windows.import_files([], self)

    def pin(self, known: Recent) -> None:
        """Keep a file at the top, or let it go again."""
        settings.pin_recent(known.path, on=not known.is_pinned)
        self.fill()
        paths = [each.path for each in self.recent.things() if isinstance(each, Recent)]
        self.recent.setCurrentRow(paths.index(known.path))

    def forget(self, known: Recent) -> None:
        """Take a file out of the list; the file itself stays."""
        settings.forget_recent(known.path)
        self.fill()

    def _show_recent_menu(self, known: Recent, place: QPoint) -> None:
        folder = QUrl.fromLocalFile(str(known.path.parent))
        entries: dict[str, Callable[[], object]] = {
            _("Open"): lambda: self._windows.open(known.path, self),
            _("Open the folder"): lambda: QDesktopServices.openUrl(folder),
            (_("Unpin") if known.is_pinned else _("Pin to the top")): lambda: self.pin(known),
            _("Remove from the list"): lambda: self.forget(known),
        }
        menu_of(self, entries, place)

    def _show_template_menu(self, template: Template, place: QPoint) -> None:
        entries: dict[str, Callable[[], object]] = {
            _("New plan from it"): lambda: self._begin(template),
            _("Manage templates…"): lambda: self._manage(template.name),
        }
        menu_of(self, entries, place)

    def _manage(self, name: str | bool = "") -> None:
        from planeditor.gui.template_dialog import show_templates

        dialog = show_templates(self._windows, self)
        dialog.fill(name if isinstance(name, str) else "")
        dialog.finished.connect(lambda _result: self.fill())

    def show_manual(self) -> None:
        """Show the manual's chapter on this page."""
        from planeditor.gui.manual_window import show_manual

        show_manual(self)

    def _show_options(self) -> None:
        from planeditor.gui.settings_dialog import show_settings

        show_settings(self._windows, self)

    # Qt's own

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open plans, import other files together."""
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._windows.open_all(paths, self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go; the program ends where nothing else is open."""
        super().closeEvent(event)
        self.hide()  # it counts as open while it is seen
        self._windows.on_welcome_closed()
