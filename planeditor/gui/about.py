"""What the program is and whose work it stands on. One rule: versions are read from what runs."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from planeditor import __version__
from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.i18n import _

LICENCES = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("sqlite-utils", "Apache-2.0"),
    ("python-docx", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("RapidFuzz", "MIT"),
)


def show_about(parent: QWidget) -> QMessageBox:
    """Show version and licences without blocking; return the box."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About Plan Editor"))
    box.setIconPixmap(icon("plan", "accent").pixmap(theme.em(parent, 4), theme.em(parent, 4)))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(about_text())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def about_text() -> str:
    """Return the text of the box as HTML."""
    heading = _("Plan Editor {version}").format(version=__version__)
    purpose = _("Draft, assign, follow and close the year's work plan.")
    licence = _("Under the MIT licence. It contains:")
    rows = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td>{terms}</td></tr>" for name, terms in LICENCES)
    runs = f"Python {platform.python_version()} · Qt {qVersion()}"
    return f"<h3>{heading}</h3><p>{purpose}</p><p>{licence}</p><table>{rows}</table><p>{runs}</p>"
