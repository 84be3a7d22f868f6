"""Page set-up: paper, orientation, margins of one form.

One rule: it needs no printer; Qt's own dialog does nothing on a computer without one.
"""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from planeditor.gui import theme
from planeditor.gui.forms.ui_page_setup import Ui_PageSetup
from planeditor.gui.print_plan import Form, form_names, usual_layout
from planeditor.gui.print_settings import keep_page_layout, page_layout
from planeditor.i18n import _

_PAPERS = (
    QPageSize.PageSizeId.A4,
    QPageSize.PageSizeId.A3,
    QPageSize.PageSizeId.A5,
    QPageSize.PageSizeId.B5,
    QPageSize.PageSizeId.B4,
    QPageSize.PageSizeId.Prc16K,
    QPageSize.PageSizeId.Letter,
)
_SIDES = (QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape)
_MM = QPageLayout.Unit.Millimeter


class PageSetup(QDialog):
    """Asks for the paper of a form and keeps it; `done` is told the layout."""

    def __init__(self, form: Form, parent: QWidget, chosen: Callable[[QPageLayout], object] | None = None) -> None:
        super().__init__(parent)
        self._form, self._chosen = form, chosen
        self.ui = Ui_PageSetup()
        self.ui.setupUi(self)
        theme.set_look(self.ui.about, "muted")
        for box in (self.ui.top, self.ui.bottom, self.ui.left, self.ui.right):
            theme.indent(box)
        self.ui.about.setText(_("For: {form}").format(form=form_names()[form]))
        self._papers = list(_PAPERS)
        for paper in self._papers:
            self.ui.paper.addItem(QPageSize.name(paper))
        self.ui.side.addItems([_("Portrait"), _("Landscape")])
        self.ui.buttons.accepted.connect(self.accept)
        self.ui.buttons.rejected.connect(self.reject)
        usual = self.ui.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        usual.setText(_("As usual"))
        usual.clicked.connect(lambda: self.load(usual_layout(form)))
        self.load(page_layout(form))

    def load(self, layout: QPageLayout) -> None:
        """Show a layout; a paper of another size joins the list."""
        ui, paper, margins = self.ui, layout.pageSize(), layout.margins(_MM)
        if paper.id() not in self._papers:
            self._papers.append(paper.id())
            ui.paper.addItem(paper.name())
        ui.paper.setCurrentIndex(self._papers.index(paper.id()))
        ui.side.setCurrentIndex(_SIDES.index(layout.orientation()))
        for box, value in (
            (ui.top, margins.top()),
            (ui.bottom, margins.bottom()),
            (ui.left, margins.left()),
            (ui.right, margins.right()),
        ):
            box.setValue(value)

    def layout_chosen(self) -> QPageLayout:
        """Return the layout as it stands in the dialog."""
        ui = self.ui
        margins = QMarginsF(ui.left.value(), ui.top.value(), ui.right.value(), ui.bottom.value())
        paper = QPageSize(self._papers[ui.paper.currentIndex()])
        return QPageLayout(paper, _SIDES[ui.side.currentIndex()], margins, _MM)

    def accept(self) -> None:
        """Keep the layout."""
        layout = self.layout_chosen()
        keep_page_layout(self._form, layout)
        super().accept()
        if self._chosen is not None:
            self._chosen(layout)
