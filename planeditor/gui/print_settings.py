"""How pages were set up and what was printed last on this computer. One rule: whatever cannot be read is as usual."""

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from planeditor.gui.print_plan import Form, usual_layout
from planeditor.gui.settings import settings

_FORM = "print/form"
_PAGE = "print/page-{form}"
_NUMBERS = 7  # width, height, on its side, four margins; millimetres
_MM = QPageLayout.Unit.Millimeter


def page_layout(form: Form) -> QPageLayout:
    """Return the page set-up of a form."""
    try:
        kept = [float(text) for text in str(settings().value(_PAGE.format(form=form), "")).split(" ")]
    except ValueError:
        return usual_layout(form)
    if len(kept) != _NUMBERS or not all(0 <= value < 10_000 for value in kept):
        return usual_layout(form)
    width, height, sideways, left, top, right, bottom = kept
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    paper = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", match)
    side = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, side, QMarginsF(left, top, right, bottom), _MM)
    return layout if layout.isValid() else usual_layout(form)


def keep_page_layout(form: Form, layout: QPageLayout) -> None:
    """Keep the page set-up of a form."""
    size, margins = layout.pageSize().size(QPageSize.Unit.Millimeter), layout.margins(_MM)
    sideways = layout.orientation() is QPageLayout.Orientation.Landscape
    numbers = [size.width(), size.height(), float(sideways)]
    numbers += [margins.left(), margins.top(), margins.right(), margins.bottom()]
    settings().setValue(_PAGE.format(form=form), " ".join(f"{number:.2f}" for number in numbers))


def last_form() -> Form:
    """Return what was printed last."""
    kept = str(settings().value(_FORM, ""))
    return next((form for form in Form if form == kept), Form.TEXT)


def keep_form(form: Form) -> None:
    """Keep what is printed."""
    settings().setValue(_FORM, str(form))
