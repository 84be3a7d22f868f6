"""Printing: the preview, the printer's dialog, page set-up.

One rule: pages are set in a worker thread with progress; the preview only paints pages that are there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPageLayout, QPaintEngine
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QToolBar,
    QToolButton,
    QVBoxLayout,
)

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.exporting import first_named
from planeditor.exporting.content import Content
from planeditor.exporting.options import options_from
from planeditor.gui import theme
from planeditor.gui.enter_key import press_button
from planeditor.gui.errors import show_error
from planeditor.gui.export_order import Scope, content_of
from planeditor.gui.export_scope import first_scope, scope_names
from planeditor.gui.icons import icon
from planeditor.gui.jobs import Job, show_progress
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.preferences import export_settings
from planeditor.gui.print_pages import Page
from planeditor.gui.print_plan import Form, form_names, paint_pages, plan_pages
from planeditor.gui.print_settings import keep_form, keep_page_layout, last_form, page_layout
from planeditor.gui.print_setup import PageSetup
from planeditor.gui.window_menus import mark_more
from planeditor.i18n import _, ngettext
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_AT_ONCE = 300  # pages that are set anew without a moment's wait
# Qt's names of its actions, and our pictures for them
_ICONS = {
    "Print": "print",
    "Page setup": "page-setup",
    "Fit width": "fit-width",
    "Fit page": "fit-page",
    "Zoom in": "zoom",
    "Zoom out": "zoom-out",
    "Portrait": "portrait",
    "Landscape": "landscape",
    "First page": "page-first",
    "Previous page": "page-previous",
    "Next page": "page-next",
    "Last page": "page-last",
    "Show single page": "page-single",
    "Show facing pages": "page-facing",
    "Show overview of all pages": "page-overview",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """Pages that are set, what they were made of, for which paper, and the numbers that stand there without words."""

    content: Content
    pages: tuple[Page, ...]
    layout: QPageLayout
    bare: tuple[str, ...]


class PrintPreview(QPrintPreviewDialog):
    """Qt's preview with two choices more: what of the plan, and in which form."""

    def __init__(self, window: "MainWindow", copy: Copy, form: Form, scope: Scope) -> None:
        """Show pages that are set already."""
        self._printer = make_printer(form)
        super().__init__(self._printer, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._copy, self._form, self._scope = window, copy, form, scope
        self._setting: Job | None = None
        self._add_choices()
        self._add_notice()
        self._tell_scope()
        self.paintRequested.connect(self._paint)
        self.finished.connect(self._keep)
        self.resize(window.size() * 0.9)

    def _add_choices(self) -> None:
        bar = self.findChildren(QToolBar)[0]
        self.forms, self.scopes = QComboBox(bar), QComboBox(bar)
        for form, name in form_names().items():
            self.forms.addItem(name, form)
        self.forms.setCurrentIndex(self.forms.findData(self._form))
        names = scope_names(self._window)
        self._offered = list(names)
        self.scopes.addItems(list(names.values()))
        self.scopes.setCurrentIndex(self._offered.index(self._scope) if self._scope in names else 0)
        self.scopes.setMaximumWidth(theme.em(self, 14))
        first = bar.actions()[0]
        for text, box in ((_("Content"), self.forms), (_("Of the plan"), self.scopes)):
            bar.insertWidget(first, QLabel(text, bar))
            bar.insertWidget(first, box)
            box.setAccessibleName(text.rstrip("：:"))
            box.activated.connect(self._choose)
        self.whole = QAction(_("The whole plan"), bar)
        self.whole.triggered.connect(self._choose_whole)
        bar.insertAction(first, self.whole)
        bar.insertSeparator(first)
        self._replace_verbs(bar)
        self._name_parts(bar)
        self._dress(bar)

    def _add_notice(self) -> None:
        self.notice = NoticeBar(parent=self)
        rows = self.layout()
        assert isinstance(rows, QVBoxLayout)
        rows.insertWidget(1, self.notice)
        self._tell_bare()

    def _tell_bare(self) -> None:
        """Say which items are printed as a mere number, as an export does."""
        bare = self._copy.bare
        if not bare:
            self.notice.hide()
            return
        text = ngettext(
            "{count} item has no text and is printed as a mere number: {numbers}",
            "{count} items have no text and are printed as mere numbers: {numbers}",
            len(bare),
        )
        self.notice.tell(text.format(count=len(bare), numbers=first_named(bare)))

    def _name_parts(self, bar: QToolBar) -> None:
        """Name for screen readers what Qt leaves without a name."""
        for field in bar.findChildren(QLineEdit):
            if not isinstance(field.parentWidget(), QComboBox):
                field.setAccessibleName(_("Page"))
        for box in bar.findChildren(QComboBox):
            box.setAccessibleName(box.accessibleName() or _("Zoom"))
        mark_more(bar)
        for pages in self.findChildren(QGraphicsView):
            pages.setAccessibleName(_("Pages"))

    def _dress(self, bar: QToolBar) -> None:
        """Give Qt's actions our pictures, Print the first place, and the pages a ground of the theme."""
        by_text = {_of_qt(name): symbol for name, symbol in _ICONS.items()}
        for action in bar.actions():
            if action.text() in by_text:
                action.setIcon(icon(by_text[action.text()]))
        side = theme.em(self, 1.5)
        bar.setIconSize(QSize(side, side))
        action = next(each for each in bar.actions() if each.text() == _of_qt("Print"))
        bar.insertAction(bar.actions()[0], action)  # where it is seen in a narrow window, too
        button = bar.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        action.setShortcut(QKeySequence.StandardKey.Print)
        for each in bar.findChildren(QToolButton):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt leaves them to the mouse
        for pages in self.findChildren(QGraphicsView):
            pages.scene().setBackgroundBrush(theme.color("handle"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have Enter press the button that has the focus."""
        if not press_button(self, event):
            super().keyPressEvent(event)

    def _replace_verbs(self, bar: QToolBar) -> None:
        """Put our page set-up and printing in the place of Qt's.

        Its page set-up does nothing without a printer. Its printing paints what another thread has set, whose fonts
        are gone: that ends the program when they are written into a PDF file.
        """
        verbs = {_of_qt("Page setup"): self.set_up_page, _of_qt("Print"): self.ask_for_printer}
        for action in bar.actions():
            if action.text() in verbs:
                action.triggered.disconnect()
                action.triggered.connect(verbs[action.text()])

    def ask_for_printer(self) -> QPrintDialog:
        """Ask for the printer and print what is shown, in the background; the preview closes."""
        self._keep()
        dialog = print_plan(self._window, self._scope, self)
        dialog.accepted.connect(self.accept)
        return dialog

    def set_up_page(self) -> PageSetup:
        """Ask for paper and margins and show the pages on them."""
        dialog = PageSetup(self._form, self, self._take_paper)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _take_paper(self, layout: QPageLayout) -> None:
        self._printer.setPageLayout(full_page(layout))
        self._set_anew(self._printer.pageLayout())

    def _tell_scope(self) -> None:
        """Say in the title which part it is, and have the whole plan one click away."""
        part = self.scopes.currentText() if self._scope != Scope() else ""
        self.setWindowTitle(_("Print preview: {part}").format(part=part) if part else _("Print preview"))
        self.whole.setVisible(bool(part))

    def _choose_whole(self) -> None:
        self.scopes.setCurrentIndex(self._offered.index(Scope()))
        self._choose(0)

    def _choose(self, _index: int) -> None:
        """Set the pages of another form or another part of the plan."""
        keep_page_layout(self._form, self._printer.pageLayout())
        self._form, self._scope = Form(self.forms.currentData()), self._offered[self.scopes.currentIndex()]
        keep_form(self._form)
        self._tell_scope()
        self._printer.setPageLayout(full_page(page_layout(self._form)))
        self._set_anew(self._printer.pageLayout())

    def _set_anew(self, layout: QPageLayout) -> None:
        if self._setting is None:
            self._setting = set_pages(self._window, self._form, self._scope, layout, self._on_set)
            self._setting.failed.connect(self._on_failed)

    def _on_set(self, copy: Copy) -> None:
        self._setting = None
        self._copy = copy
        self._tell_bare()
        self.findChildren(QPrintPreviewWidget)[0].updatePreview()

    def _on_failed(self, _error: Exception) -> None:
        self._setting = None

    def _paint(self, printer: QPrinter) -> None:
        """Paint the pages; after a change of the paper they are set anew first, many of them in the background."""
        layout = full_page(printer.pageLayout())
        printer.setPageLayout(layout)
        if not layout.isEquivalentTo(self._copy.layout):
            on_screen = printer.paintEngine().type() is QPaintEngine.Type.Picture
            if len(self._copy.pages) > _AT_ONCE and on_screen:
                self._set_anew(layout)
                return
            self._copy = _at_once(self._copy, self._form, layout)
        try:
            paint_pages(iter(self._copy.pages), printer, self._copy.content)
        except PlanEditorError as error:
            show_error(error, self)

    def _keep(self) -> None:
        keep_page_layout(self._form, self._printer.pageLayout())
        keep_form(self._form)


def _of_qt(name: str) -> str:
    """Return the name of one of Qt's actions as it shows."""
    return QCoreApplication.translate("QPrintPreviewDialog", name)


def _at_once(copy: Copy, form: Form, layout: QPageLayout) -> Copy:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        content = Content(copy.content.snapshot, copy.content.numbers, copy.content.options)
        return Copy(content, tuple(plan_pages(content, form, layout)), layout, copy.bare)
    finally:
        QApplication.restoreOverrideCursor()


def make_printer(form: Form) -> QPrinter:
    """Return a printer set up for a form; it shows the margins, where page numbers stand."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageLayout(full_page(page_layout(form)))
    return printer


def full_page(layout: QPageLayout) -> QPageLayout:
    """Return the same layout with the whole paper to paint on."""
    full = QPageLayout(layout)
    full.setMode(QPageLayout.Mode.FullPageMode)
    return full


def set_pages(
    window: "MainWindow", form: Form, scope: Scope, layout: QPageLayout, done: Callable[[Copy], object]
) -> Job:
    """Set the pages of a plan in the background and hand them to `done`."""
    window.session.flush()
    job = Job(_set_pages, window.session.document, form, scope, layout)
    job.succeeded.connect(done)
    job.failed.connect(partial(_show_failure, window))
    show_progress(job, _("Laying out the pages…"), window)
    job.start()
    return job


def _set_pages(
    document: Document, form: Form, scope: Scope, layout: QPageLayout, progress: Callable[[float], bool]
) -> Copy:
    content = read_content(document, scope, progress)
    return Copy(content, tuple(plan_pages(content, form, layout)), layout, content.bare_numbers())


def read_content(document: Document, scope: Scope, progress: Callable[[float], bool]) -> Content:
    """Return what of a plan is printed, as it is on disk."""
    with document.aside() as reader:
        snapshot, options = reader.snapshot(), options_from(export_settings(reader.settings()))
    return content_of(snapshot, scope, options, progress)


def _show_failure(window: "MainWindow", error: Exception) -> None:
    if not isinstance(error, PlanEditorError):
        raise error
    if not isinstance(error, Cancelled):
        show_error(error, window)


def show_preview(window: "MainWindow", scope: Scope | None = None) -> Job:
    """Show how the plan, or the part of it that a filter shows, would be printed."""
    form, chosen = last_form(), scope or first_scope(window)
    layout = full_page(page_layout(form))

    def show(copy: Copy) -> None:
        PrintPreview(window, copy, form, chosen).open()

    return set_pages(window, form, chosen, layout, show)


def set_up_page(window: "MainWindow") -> PageSetup:
    """Ask for paper and margins of what was printed last."""
    dialog = PageSetup(last_form(), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def print_plan(window: "MainWindow", part: Scope | None = None, parent: QDialog | None = None) -> QPrintDialog:
    """Ask for the printer, then print in the form that the preview showed last, page by page in the background."""
    form, scope = last_form(), part or first_scope(window)
    printer = make_printer(form)
    dialog = QPrintDialog(printer, parent or window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    title = _("Print: {form}").format(form=form_names()[form])
    named = scope_names(window).get(scope, "") if scope != Scope() else ""
    dialog.setWindowTitle(f"{title} · {named}" if named else title)
    dialog.accepted.connect(lambda: start_printing(window, printer, form, scope))
    QDialog.open(dialog)  # Qt's own open() of this dialog wants a slot
    return dialog


def start_printing(window: "MainWindow", printer: QPrinter, form: Form, scope: Scope | None = None) -> Job:
    """Print the whole plan, or a part of it."""
    window.session.flush()
    job = Job(_print, window.session.document, printer, form, scope or Scope())
    job.failed.connect(partial(_show_failure, window))
    job.succeeded.connect(lambda _count: _tell_printed(window, printer))
    show_progress(job, _("Printing…"), window)
    job.start()
    return job


def _tell_printed(window: "MainWindow", printer: QPrinter) -> None:
    """Tell where the print went: to a printer, or into a file that can be opened at once."""
    if not printer.outputFileName():
        window.session.notice.emit(_("The plan was sent to the printer."))
        return
    from planeditor.gui.export_commands import open_file

    path = Path(printer.outputFileName())
    window.notices.announce(_("Exported {file}").format(file=path), _("Open it"), partial(open_file, path))


def _print(document: Document, printer: QPrinter, form: Form, scope: Scope, progress: Callable[[float], bool]) -> int:
    content = read_content(document, scope, progress)
    printer.setPageLayout(full_page(printer.pageLayout()))
    ranged = printer.printRange() is QPrinter.PrintRange.PageRange
    first, last = (printer.fromPage(), printer.toPage()) if ranged else (1, 0)
    try:
        pages = plan_pages(content, form, printer.pageLayout())
        return paint_pages(pages, printer, content, first=max(first, 1), last=last)
    except Cancelled:
        printer.abort()
        raise
