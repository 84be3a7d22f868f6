"""Compile what is not written by hand: forms, icons, translations, bundled files. Only what changed.

The build hook calls `compile_all` for a wheel, dev.py runs this file before every job. One rule: standard
library only, and Babel only when a catalogue has changed, so that a run with nothing to do costs nothing.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "planeditor" / "gui" / "forms"
RESOURCES_MODULE = ROOT / "planeditor" / "gui" / "resources_rc.py"
LOCALE = ROOT / "planeditor" / "locale"
BUNDLED = ROOT / "planeditor" / "bundled_files"
BUNDLED_FOLDERS = {
    "templates": ROOT / "resources" / "templates",
    "samples": ROOT / "resources" / "samples",
    "manual": ROOT / "docs" / "manual",
    "manual/images": ROOT / "docs" / "manual" / "images",
}
DOMAIN = "planeditor"
FORM_IMPORTS = "from planeditor.gui import resources_rc\nfrom planeditor.i18n import translate_form\n"


class CompileError(Exception):
    """A source file is wrong or a compiler is missing; the message names it."""


def compile_all() -> list[Path]:
    """Bring every compiled file up to date and return those that were written."""
    return [*compile_forms(), *compile_icons(), *compile_catalogues(), *copy_bundled()]


def compile_forms() -> list[Path]:
    """Compile ui/NAME.ui to planeditor/gui/forms/ui_NAME.py."""
    jobs = {FORMS / f"ui_{source.stem}.py": source for source in sorted((ROOT / "ui").glob("*.ui"))}
    package = FORMS / "__init__.py"
    _remove_strays(FORMS, {*jobs, package}, "*.py")
    if not package.exists():
        FORMS.mkdir(parents=True, exist_ok=True)
        package.write_text('"""Forms compiled from ui/*.ui by packaging/compile.py."""\n', encoding="utf-8")
    return _refresh(jobs, _compile_form)


def compile_icons() -> list[Path]:
    """Compile resources/planeditor.qrc with its icons to planeditor/gui/resources_rc.py."""
    collection = ROOT / "resources" / "planeditor.qrc"
    sources = [collection, *(ROOT / "resources" / "icons").iterdir()]
    if not _is_older(RESOURCES_MODULE, sources):
        return []
    # zlib: PySide6's QtCore is built with zstd on some systems only.
    code = _run_tool("rcc", "-g", "python", "--compress-algo", "zlib", str(collection))
    return [_write(RESOURCES_MODULE, code)]


def compile_catalogues() -> list[Path]:
    """Compile resources/locale/LANGUAGE.po to planeditor/locale/LANGUAGE/LC_MESSAGES/planeditor.mo."""
    sources = sorted((ROOT / "resources" / "locale").glob("*.po"))
    jobs = {LOCALE / source.stem / "LC_MESSAGES" / f"{DOMAIN}.mo": source for source in sources}
    return _refresh(jobs, _compile_catalogue)


def copy_bundled() -> list[Path]:
    """Copy templates, samples and the manual into planeditor/bundled_files."""
    jobs = {BUNDLED / name / path.name: path for name, folder in BUNDLED_FOLDERS.items() for path in folder.glob("*.*")}
    for name in BUNDLED_FOLDERS:
        _remove_strays(BUNDLED / name, set(jobs), "*.*")
    return _refresh(jobs, _copy)


def _refresh(jobs: dict[Path, Path], make: Callable[[Path, Path], object]) -> list[Path]:
    stale = {target: source for target, source in jobs.items() if _is_older(target, [source])}
    for target, source in stale.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        make(source, target)
    return list(stale)


def _is_older(target: Path, sources: Iterable[Path]) -> bool:
    if not target.exists():
        return True
    made = target.stat().st_mtime
    return any(source.stat().st_mtime > made for source in [*sources, Path(__file__)])


def _remove_strays(folder: Path, wanted: set[Path], pattern: str) -> None:
    for path in folder.glob(pattern):
        if path not in wanted:
            path.unlink()


def _compile_form(source: Path, target: Path) -> None:
    code = _run_tool("uic", "-g", "python", "--tr", "translate_form", str(source))
    # For a form that names the .qrc uic writes `import NAME_rc`; ours lives in a package.
    lines = [line for line in code.splitlines() if not line.endswith("_rc") or not line.startswith("import ")]
    first_import = next(number for number, line in enumerate(lines) if line.startswith("from PySide6"))
    lines.insert(first_import, FORM_IMPORTS)
    _write(target, _without_idle_imports("\n".join(lines) + "\n"))


def _without_idle_imports(code: str) -> str:
    """Drop what uic imports to be on the safe side: Qt sets up every class when it is first named."""

    def used(match: re.Match[str]) -> str:
        names = [name.strip() for name in match.group(2).replace("\n", " ").split(",")]
        kept = [name for name in names if len(re.findall(rf"\b{name}\b", code)) > 1]
        return f"from {match.group(1)} import {', '.join(kept)}\n" if kept else ""

    return re.sub(r"from (PySide6\.\w+) import \(([^)]*)\)\n", used, code)


def _compile_catalogue(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.stem)
    with target.open("wb") as binary:
        write_mo(binary, catalogue)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)  # not copy2: the copy's own time says when it was made


def _write(target: Path, text: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def _run_tool(name: str, *arguments: str) -> str:
    """Run one of Qt's own compilers directly: PySide6's wrapper scripts cost 0.12 s of start-up each."""
    run = subprocess.run([str(_find_tool(name)), *arguments], capture_output=True, check=False)
    if run.returncode or not run.stdout:
        raise CompileError(f"{name} failed on {arguments[-1]}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout.decode("utf-8").replace("\r\n", "\n")


def _find_tool(name: str) -> Path:
    spec = importlib.util.find_spec("PySide6")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for candidate in (Path(folder, f"{name}.exe"), Path(folder, "Qt", "libexec", name)):
            if candidate.is_file():
                return candidate
    raise CompileError(f"Qt's compiler {name} is missing: pip install PySide6-Essentials")


if __name__ == "__main__":
    try:
        compile_all()
    except CompileError as error:
        sys.exit(str(error))
