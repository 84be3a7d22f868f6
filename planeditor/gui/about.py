"""What the program is and whose work it stands on. One rule: versions are read from what runs."""

import platform
import sys
from collections.abc import Callable
from importlib import metadata
from itertools import zip_longest
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from planeditor import __version__
from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.i18n import _
from planeditor.store.features import sqlite_version
from planeditor.store.user_folder import user_data_folder

# What the program is shipped with: name, where its version is asked for, licence.
PARTS = (
    ("Python", "", "PSF-2.0"),
    ("Qt", "", "LGPL-3.0"),
    ("PySide6", "PySide6_Essentials", "LGPL-3.0"),
    ("Shiboken", "shiboken6", "LGPL-3.0"),
    ("SQLite", "", "Public Domain"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("python-docx", "python-docx", "MIT"),
    ("lxml", "lxml", "BSD-3-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("et_xmlfile", "et_xmlfile", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("regex", "regex", "Apache-2.0, CNRI-Python"),
    ("sqlite-fts4", "sqlite-fts4", "Apache-2.0"),
    ("click", "click", "BSD-3-Clause"),
    ("click-default-group", "click-default-group", "Public Domain"),
    ("tabulate", "tabulate", "MIT"),
    ("python-dateutil", "python-dateutil", "BSD-3-Clause"),
    ("pluggy", "pluggy", "MIT"),
    ("typing_extensions", "typing_extensions", "PSF-2.0"),
)


def show_about(parent: QWidget) -> QMessageBox:
    """Show versions and licences without blocking; return the box."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About Plan Editor"))
    box.setIconPixmap(icon("plan", "accent").pixmap(theme.em(parent, 4), theme.em(parent, 4)))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(about_text())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    copy = QPushButton(_("&Copy versions"))
    copy.setToolTip(_("For those who look into a problem"))
    buttons: dict[QPushButton, Callable[[], object]] = {copy: lambda: _copy(copy)}
    folder = licence_folder()
    if folder is not None:
        licences = QPushButton(_("&Licence texts"))
        buttons[licences] = lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    for button, slot in buttons.items():
        box.addButton(button, QMessageBox.ButtonRole.ActionRole)
        button.clicked.disconnect()  # the box would close
        button.clicked.connect(lambda _checked=False, slot=slot: slot())
    box.setDefaultButton(QMessageBox.StandardButton.Ok)
    box.setEscapeButton(QMessageBox.StandardButton.Ok)
    box.open()
    return box


def versions() -> dict[str, str]:
    """Return the version of every part, "" where it does not tell."""
    known = {"Python": platform.python_version(), "Qt": qVersion() or "", "SQLite": sqlite_version()}
    return {name: known.get(name) or _version(package) for name, package, _terms in PARTS}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # installed by a bundle, which has a note beside each licence
        folder = licence_folder()
        note = folder / package.lower() / "PACKAGE.txt" if folder is not None else None
        words = note.read_text(encoding="utf-8").split() if note is not None and note.is_file() else []
        return words[-1] if words else ""


def licence_folder() -> Path | None:
    """Return the folder with the texts of all licences; only what was installed has one."""
    bundle = getattr(sys, "_MEIPASS", None)
    folder = Path(bundle) / "licenses" if bundle else None
    return folder if folder is not None and folder.is_dir() else None


def about_text() -> str:
    """Return the text of the box as HTML."""
    heading = _("Plan Editor {version}").format(version=__version__)
    purpose = _("Draft, assign, follow and close the year's work plan.")
    licence = _("Under the MIT licence. It contains:")
    numbers = versions()
    cells = [
        f"<td>{_unbroken(name)}&nbsp;&nbsp;</td><td>{numbers[name]}&nbsp;&nbsp;</td>"
        f"<td>{_unbroken(terms)}&nbsp;&nbsp;&nbsp;&nbsp;</td>"
        for name, _package, terms in PARTS
    ]
    half = (len(cells) + 1) // 2  # two columns: the box fits low screens
    rows = "".join(f"<tr>{''.join(pair)}</tr>" for pair in zip_longest(cells[:half], cells[half:], fillvalue=""))
    data = _("Your working copies, backups and settings lie in {folder}").format(folder=user_data_folder())
    return (
        f"<h3>{heading}</h3><p>{purpose}</p><p>{licence}</p>"
        f"<table>{rows}</table><p>{data}</p><p>{platform.platform()}</p>"
    )


def _unbroken(words: str) -> str:
    return words.replace("-", "\N{NON-BREAKING HYPHEN}").replace(" ", "&nbsp;")


def _copy(button: QPushButton) -> None:
    lines = [f"planeditor {__version__}", platform.platform()]
    lines += [f"{name} {version}" for name, version in versions().items() if version]
    QGuiApplication.clipboard().setText("\n".join(lines))
    button.setText(_("Copied"))
