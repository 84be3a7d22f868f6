"""What goes into the bundle and what stays out; build.spec asks it. `bundle_checks` looks at the result.

One rule: what is left out is named here with its reason.
"""

import re
import struct
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]  # destination, source, kind, as PyInstaller's tables have them

# Never imported by the program; tools of developers, and what libraries load only if it is there.
EXCLUDED_MODULES = [
    "tkinter", "unittest", "pydoc", "pytest", "hypothesis", "setuptools", "pip", "babel", "PIL", "numpy", "IPython",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtTest",
    "asyncio", "ssl", "xmlrpc", "ftplib", "smtplib", "pdb", "doctest", "lxml.objectify", "lxml.isoschematron",
    "lxml.html.diff", "lxml.html._difflib", "tzdata",
]  # fmt: skip
# Parts of Qt that no window of ours uses. QtSvg and QtPrintSupport stay: icons and printing. Of pictures we read PNG,
# SVG, ICO, JPEG and GIF. The C++ runtime that comes with Python is not loaded: PySide6 brings its own.
_LEFT_OUT = re.compile(
    r"""(
    Qt6?(Qml|Quick|VirtualKeyboard|Pdf|OpenGL|Network|Test|WaylandCompositor|EglF[Ss]|WlShell)\w*\.
    |opengl32sw|d3dcompiler
    |^MSVCP140\.dll$
    |plugins[/\\](tls|networkinformation|generic|sqldrivers|qmltooling|egldeviceintegrations|virtualkeyboard|
        platforminputcontexts[/\\]\w*virtualkeyboard|wayland[\w-]*)[/\\]
    |imageformats[/\\]\w*(icns|tga|tiff|wbmp|webp|pdf)\.
    |platformthemes[/\\]\w*gtk
    |^lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|epoxy|cairo|pango|harfbuzz-icu|rsvg)[\w.-]*so
    |platforms[/\\]\w*(direct2d|minimal|eglfs|linuxfb|vnc|vkkhr|wayland)
    |^tzdata[/\\]
    )""",
    re.VERBOSE,
)
_TRANSLATION = re.compile(r"translations[/\\]\w+\.qm$")
_OURS = re.compile(r"translations[/\\]qtbase_(zh_CN|en)\.qm$")


def data_files(root: Path) -> list[tuple[str, str]]:
    """Return our own files that are no code: translations, templates, samples, the manual, licences."""
    package = root / "planeditor"
    return [
        (str(package / "locale"), "planeditor/locale"),
        (str(package / "bundled_files"), "planeditor/bundled_files"),
        (str(root / "LICENSE"), "licenses"),
        (str(root / "packaging" / "licenses"), "licenses"),
    ]


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files without what the program does not use."""
    return [entry for entry in entries if not _is_left_out(entry[0])]


def _is_left_out(name: str) -> bool:
    if _TRANSLATION.search(name):
        return _OURS.search(name) is None
    return _LEFT_OUT.search(name) is not None


# -- Windows' own resources


def program_version(root: Path) -> str:
    """Return the program's version as its package says it."""
    text = (root / "planeditor" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([\d.]+)', text)
    assert found is not None
    return found[1]


def write_version_resource(root: Path, folder: Path) -> Path:
    """Write what the properties of the program say in Windows."""
    version = program_version(root)
    numbers = (*map(int, version.split(".")), 0, 0, 0, 0)[:4]
    strings = {
        "CompanyName": "planeditor",
        "FileDescription": "计划编辑器",
        "FileVersion": version,
        "InternalName": "planeditor",
        "LegalCopyright": "MIT",
        "OriginalFilename": "planeditor.exe",
        "ProductName": "计划编辑器",
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    text = (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004,"
        f" fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('080404B0', [{table}])]),"
        " VarFileInfo([VarStruct('Translation', [0x0804, 0x04B0])])])\n"
    )
    path = folder / "version_resource.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def icon_file(root: Path, folder: Path) -> str:
    """Return the program's icon as Windows wants it: pictures of several sizes in one file, drawn from the SVG."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication.instance() or QGuiApplication(["bundling", "-platform", "offscreen"])
    assert application is not None
    icon = QIcon(str(root / "resources" / "icons" / "plan.svg"))
    pictures = []
    for size in (16, 24, 32, 48, 64, 128, 256):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        icon.pixmap(size, size).save(buffer, "PNG")
        pictures.append((size, bytes(buffer.data().data())))
    path = folder / "planeditor.ico"
    path.write_bytes(_ico(pictures))
    return str(path)


def _ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """Put PNG pictures into an .ico (learn.microsoft.com: icons, ICONDIR and ICONDIRENTRY)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries, data = b"", b""
    for size, picture in pictures:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset + len(data))
        data += picture
    return head + entries + data


def write_side_picture(root: Path, path: Path) -> Path:
    """Draw what stands at the left of the installer's first and last page: the program's icon."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter

    application = QGuiApplication.instance() or QGuiApplication(["bundling", "-platform", "offscreen"])
    assert application is not None
    picture = QImage(164, 314, QImage.Format.Format_RGB32)  # pixels that NSIS asks for
    picture.fill(QColor("#e8effc"))
    with QPainter(picture) as painter:
        QIcon(str(root / "resources" / "icons" / "plan.svg")).paint(painter, QRect(34, 58, 96, 96))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path), "BMP")
    return path
