"""The rules that a finished bundle has to keep, looked at in its files alone: a Windows bundle is checked anywhere.

One rule: whatever is found is one sentence that names the file; an empty list means that all is well.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# The libraries of Qt that may ship under the LGPL; others (Charts, DataVisualization, …) are for the GPL only.
QT_ALLOWED = {"Core", "Gui", "Widgets", "Svg", "SvgWidgets", "PrintSupport", "DBus", "XcbQpa", "WaylandClient"}
# What Windows 10 1809 has in system32 (its icuuc.dll came with 1703), and the families of its API sets.
WINDOWS_DLLS = {
    "advapi32", "authz", "bcrypt", "cfgmgr32", "comctl32", "comdlg32", "crypt32", "d3d11", "d3d12", "d3d9",
    "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt",
    "ncrypt", "netapi32", "ntdll", "ole32", "oleaut32", "powrprof", "psapi", "rpcrt4", "secur32", "setupapi",
    "shcore", "shell32", "shlwapi", "uiautomationcore", "user32", "userenv", "uxtheme", "version", "winmm",
    "winspool", "ws2_32", "wtsapi32",
}  # fmt: skip
API_SETS = re.compile(r"(api|ext)-ms-win-(crt|core|shcore|security|eventing)-[\w-]+")
DLL_FOLDERS = ("", "PySide6", "shiboken6", "rapidfuzz.libs")  # where Windows looks, below _internal; else beside it
REQUIRED = (
    "planeditor/locale/zh_CN/LC_MESSAGES/planeditor.mo", "bundled_files/samples/sample.json", "bundled_files/templates",
    "bundled_files/manual", "translations/qtbase_zh_CN.qm", "licenses/LICENSE", "licenses/LGPL-3.0.txt",
    "licenses/GPL-3.0.txt", "licenses/THIRD-PARTY.md", "licenses/Python/LICENSE.txt",
)  # fmt: skip
# Of each Python package that brings a licence text; sqlite-utils' and python-docx's metadata name theirs so.
LICENSED = ("lxml", "openpyxl", "python-docx", "regex", "sqlite-utils", "xlsxwriter", "rapidfuzz", "click")
LARGEST = {"windows": 110_000_000, "linux": 185_000_000}  # bytes; Linux needs ICU and X libraries too
LARGEST_SETUP = 40_000_000


def is_windows_bundle(bundle: Path) -> bool:
    """Tell for which system a bundle is."""
    return (bundle / "planeditor.exe").exists()


def find_problems(bundle: Path) -> list[str]:
    """Return what is wrong with a finished bundle."""
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    problems = [f"GPL-only or unknown part of Qt: {name}" for name in sorted(names) if _is_foreign_qt(name)]
    problems += [f"missing: {name}" for name in REQUIRED if not any(name in found for found in names)]
    problems += [f"no licence text of {name}" for name in LICENSED if not _has_licence(name, names)]
    size, largest = size_of(bundle), LARGEST["windows" if is_windows_bundle(bundle) else "linux"]
    if size > largest:
        problems.append(f"the folder has {size:,} bytes, more than {largest:,}")
    if is_windows_bundle(bundle):
        problems += [f"ICU must not ship: {name}" for name in sorted(names) if re.search(r"(^|/)icu\w*\.dll$", name)]
        problems += find_unresolved(bundle)
    return problems


def _is_foreign_qt(name: str) -> bool:
    found = re.search(r"(?:^|/)(?:lib)?Qt6(\w+?)(?:\.dll|\.so)", name)
    return found is not None and found[1] not in QT_ALLOWED


def _has_licence(package: str, names: Iterable[str]) -> bool:
    text = re.compile(rf"/licenses/{re.escape(package)}/(?!PACKAGE)[^/]+$", re.IGNORECASE)
    return any(text.search(name) for name in names)


def size_of(bundle: Path) -> int:
    """Return the bytes of all files."""
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())


def find_unresolved(bundle: Path) -> list[str]:
    """Return every library that a Windows bundle needs, at once or later, and that neither it nor Windows has."""
    problems = []
    for path in sorted(bundle.rglob("*")):
        if path.suffix.lower() in {".dll", ".pyd", ".exe"}:
            needed = (name for name in imported(path) if not _is_found(name, path, bundle))
            problems += [f"{path.relative_to(bundle).as_posix()} needs {name}" for name in needed]
    return problems


def imported(path: Path) -> Iterator[str]:
    """Yield the names of the libraries that a program or library imports or imports with a delay, in lower case."""
    import pefile

    pefile.MAX_IMPORT_SYMBOLS = 10**6  # by default it cuts Qt's long lists short without a word
    tables = ("IMPORT", "DELAY_IMPORT")
    with pefile.PE(str(path), fast_load=True) as program:
        program.parse_data_directories([pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"] for name in tables])
        for name in tables:
            entries: list[Any] = getattr(program, f"DIRECTORY_ENTRY_{name}", [])
            yield from (entry.dll.decode("ascii").lower() for entry in entries)


def _is_found(name: str, importer: Path, bundle: Path) -> bool:
    stem = re.sub(r"\.(dll|drv)$", "", name)
    if stem in WINDOWS_DLLS or API_SETS.fullmatch(stem):
        return True
    folders = [importer.parent, *(bundle / "_internal" / folder for folder in DLL_FOLDERS)]
    return any(name == path.name.lower() for folder in folders if folder.is_dir() for path in folder.iterdir())
