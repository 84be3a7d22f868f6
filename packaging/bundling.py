"""What goes into the bundle and what stays out. Used by build.spec and by the checks of a finished bundle.

One rule: what is left out is named here with its reason; what a check finds missing fails the build.
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
]  # fmt: skip
# Parts of Qt that no window of ours uses. QtSvg and QtPrintSupport stay: icons and printing.
_LEFT_OUT = re.compile(
    r"""(
    Qt6?(Qml|Quick|VirtualKeyboard|Pdf|OpenGL|Network|Test|WaylandCompositor|EglF[Ss]|WlShell)\w*\.
    |opengl32sw|d3dcompiler
    |plugins[/\\](tls|networkinformation|generic|sqldrivers|qmltooling|egldeviceintegrations|virtualkeyboard|
        platforminputcontexts[/\\]\w*virtualkeyboard|wayland[\w-]*)[/\\]
    |platformthemes[/\\]\w*gtk
    |^lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|epoxy|cairo|pango|harfbuzz-icu|rsvg)[\w.-]*so
    |platforms[/\\]\w*(direct2d|minimal|eglfs|linuxfb|vnc|vkkhr|wayland)
    )""",
    re.VERBOSE,
)
_TRANSLATION = re.compile(r"translations[/\\]\w+\.qm$")
_OURS = re.compile(r"translations[/\\]qtbase_(zh_CN|en)\.qm$")
# The libraries of Qt that may ship under the LGPL; others (Charts, DataVisualization, …) are for the GPL only.
QT_ALLOWED = {"Core", "Gui", "Widgets", "Svg", "SvgWidgets", "PrintSupport", "DBus", "XcbQpa", "WaylandClient"}


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


def find_problems(bundle: Path) -> list[str]:
    """Return what is wrong with a finished bundle, by its files alone."""
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    problems = [f"GPL-only or unknown part of Qt: {name}" for name in sorted(names) if _is_foreign_qt(name)]
    problems += [f"ICU must not ship: {name}" for name in sorted(names) if re.search(r"(^|/)icu\w*\.dll$", name)]
    problems += [f"missing: {name}" for name in REQUIRED if not any(name in found for found in names)]
    return problems


REQUIRED = (
    "planeditor/locale/zh_CN/LC_MESSAGES/planeditor.mo", "bundled_files/samples/sample.json", "bundled_files/templates",
    "bundled_files/manual", "translations/qtbase_zh_CN.qm", "licenses/LICENSE", "licenses/LGPL-3.0.txt",
    "licenses/GPL-3.0.txt", "licenses/THIRD-PARTY.md",
)  # fmt: skip


def _is_foreign_qt(name: str) -> bool:
    found = re.search(r"(?:^|/)(?:lib)?Qt6(\w+?)(?:\.dll|\.so)", name)
    return found is not None and found[1] not in QT_ALLOWED


def size_of(bundle: Path) -> int:
    """Return the bytes of all files."""
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())


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
