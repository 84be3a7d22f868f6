"""What the installed program can do, tried out and reported: `planeditor --self-test OUT.json [--screenshot OUT.png]`.

One rule: everything is tried with the program's own means on files of its own, and the user's files are not touched.
"""

import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QTranslator, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from planeditor import __version__, i18n
from planeditor.bundled import bundled_names, bundled_path
from planeditor.gui.document_fonts import missing_fonts

SETTLED_S = 20
CHINESE = "学前教育普及普惠"


class SelfTest:
    """The checks, each under a name; a failure is noted and the next one tried."""

    def __init__(self, folder: Path) -> None:
        """Work in a folder of our own."""
        self.folder = folder
        self.results: dict[str, dict[str, Any]] = {}
        self.windows: Any = None
        self.window: Any = None

    def check(self, name: str, work: Callable[[], object]) -> None:
        """Run one check and note how it went."""
        start = time.perf_counter()
        try:
            detail, ok = work(), True
        except Exception:
            detail, ok = traceback.format_exc(), False
        self.results[name] = {"ok": ok, "seconds": round(time.perf_counter() - start, 3), "detail": detail}

    def run(self, screenshot: Path | None) -> dict[str, Any]:
        """Run all checks and return the report."""
        self.check("forms", check_forms)
        self.check("icons", check_icons)
        self.check("translations", check_translations)
        self.check("templates", check_templates)
        self.check("sqlite", check_sqlite)
        self.check("window", self.open_window)
        if self.window is not None:
            for name, work in (("edit", self.edit), ("save", self.save), ("search", self.search)):
                self.check(name, work)
            self.check("export", self.export)
            self.check("import", self.read_back)
            self.check("helper", check_helper)
            if screenshot is not None:
                self.check("screenshot", lambda: self.take_picture(screenshot))
        return {
            "ok": all(result["ok"] for result in self.results.values()),
            "version": __version__,
            "python": platform.python_version(),
            "qt": qVersion(),
            "platform": platform.platform(),
            "screen": QApplication.platformName(),
            "language": i18n.language(),
            "frozen": bool(getattr(sys, "frozen", False)),
            "fonts_missing": missing_fonts(),
            "checks": self.results,
        }

    def open_window(self) -> str:
        """Open the sample plan in a real window and have it painted."""
        from planeditor.gui.windows import Windows
        from planeditor.importing.interchange import read_json
        from planeditor.store import create_plan

        self.path = self.folder / "自检 计划" / "工作要点.plan"
        self.path.parent.mkdir()
        create_plan(self.path, read_json(bundled_path("samples/sample.json")))
        self.windows = Windows(author="self-test")
        self.windows.open(self.path)
        wait(lambda: bool(self.windows.all))
        self.window = self.windows.all[0]
        wait(self.window.isVisible)
        return str(len(self.window.session.outline))

    def edit(self) -> str:
        """Rename a section and undo it."""
        session = self.window.session
        section = session.outline.root.children[0].id
        before = session.document.node(section).title
        session.run(lambda document: document.rename(section, CHINESE))
        require(session.tree.glance(section).title == CHINESE, "the tree does not show the edit")
        session.undo()
        require(session.document.node(section).title == before, "undo did not bring the title back")
        session.run(lambda document: document.insert("item", section, title=CHINESE, body=CHINESE))
        return before

    def save(self) -> str:
        """Publish the file and read it anew."""
        from planeditor.store import read_plan, verify_plan

        self.window.session.document.publish()
        require(verify_plan(self.path).ok, "the file is not whole")
        require(any(node.title == CHINESE for node in read_plan(self.path).walk()), "the edit is not in the file")
        return str(self.path.stat().st_size)

    def search(self) -> str:
        """Find words by the document and by an index."""
        found = self.window.session.document.find("普及普惠")
        require(bool(found), "nothing was found")
        return str(len(found))

    def export(self) -> list[str]:
        """Write every kind of document."""
        from planeditor.exporting import LAYOUTS, export

        document = self.window.session.document
        written = []
        for suffix, layouts in LAYOUTS.items():
            for layout in layouts or (None,):
                path = self.folder / f"导出-{layout or 'plain'}{suffix}"
                export(document.snapshot(), path, layout=layout)
                require(path.stat().st_size > 0, f"{path.name} is empty")
                written.append(path.name)
        return written

    def read_back(self) -> str:
        """Read an exported document in the child process."""
        from planeditor.importing import import_file

        draft = import_file(self.folder / "导出-plan.docx")
        require(any(node.title == CHINESE for node in draft.snapshot.walk()), "the edit is not in the document")
        return str(len(draft.lines))

    def take_picture(self, path: Path) -> str:
        """Save what the window shows."""
        require(self.window.grab().save(str(path)), "the picture could not be written")
        return str(path)


def check_helper() -> str:
    """Have another process find a target, as for a very large import."""
    from planeditor.importing.finding import Helper, Passage, find_all

    passages = [Passage((("全年新建学校42所。", ""),), 2026, False)]
    found: dict[int, object] = {}
    helper = Helper()

    def is_answered() -> bool:
        found.update(helper.answers())
        return bool(found)

    try:
        helper.ask([(0, passages)])
        wait(is_answered)
    finally:
        helper.close()
    require(found == {0: find_all(passages)}, "another process finds other targets")
    return str(found)


def check_forms() -> list[str]:
    """Load every compiled form."""
    import importlib
    import pkgutil

    from planeditor.gui import forms

    names = [module.name for module in pkgutil.iter_modules(forms.__path__) if module.name.startswith("ui_")]
    require(len(names) > 5, "the forms are missing")
    for name in names:
        module = importlib.import_module(f"planeditor.gui.forms.{name}")
        form = next(value for key, value in vars(module).items() if key.startswith("Ui_"))
        require(hasattr(form, "setupUi"), name)
    return names


def check_icons() -> int:
    """Draw every icon of the actions."""
    from planeditor.gui.actions import specs
    from planeditor.gui.icons import icon

    names = {spec.icon for spec in specs().values() if spec.icon}
    empty = [name for name in names if icon(name).pixmap(24, 24).isNull()]
    require(not empty, f"icons without a picture: {empty}")
    require(not QIcon(":/icons/plan.svg").isNull() or bool(names), "the resources are missing")
    return len(names)


def check_translations() -> dict[str, bool]:
    """Load the Chinese of the program and of Qt."""
    translator = QTranslator()
    loaded = translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    i18n.install("zh_CN")
    ours = i18n._("Save version") != "Save version"
    i18n.install()
    require(loaded and ours, f"Qt's: {loaded}, ours: {ours}")
    return {"qt": loaded, "ours": ours}


def check_templates() -> list[str]:
    """Read every template."""
    from planeditor.importing.interchange import read_json

    names = bundled_names("templates")
    require(bool(names), "no templates")
    for name in names:
        read_json(bundled_path(f"templates/{name}.json"))
    require(bool(bundled_names("manual", ".md")), "the manual is missing")
    return names


def check_sqlite() -> str:
    """Try what the plan file and the search need of SQLite."""
    from planeditor.store import sqlite_features

    return sqlite_features()


def require(holds: bool, what: str) -> None:
    """Raise RuntimeError with what is wrong unless something holds."""
    if not holds:
        raise RuntimeError(what)


def wait(until: Callable[[], bool], seconds: float = SETTLED_S) -> None:
    """Let the window work until something holds; RuntimeError after some seconds."""
    end = time.monotonic() + seconds
    while not until():
        QApplication.processEvents()
        require(time.monotonic() < end, "the window did not answer in time")
        time.sleep(0.01)
    QApplication.processEvents()


def run_self_test(report: Path, screenshot: Path | None) -> int:
    """Run all checks, write the report and return 0 if all went well, else 1."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["PLANEDITOR_DATA_DIR"] = str(Path(folder) / "data")
        from planeditor.gui.app import make_application

        i18n.install()
        application = make_application()
        test = SelfTest(Path(folder))
        result = test.run(screenshot)
        report.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for window in list(test.windows.all if test.windows is not None else ()):
            window.files.may_close = True
            window.close()
        for widget in application.topLevelWidgets():
            if isinstance(widget, QWidget):
                widget.close()
        QApplication.processEvents()
    return 0 if result["ok"] else 1
