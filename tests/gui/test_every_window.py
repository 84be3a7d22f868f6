"""Every window for everyone: named for screen readers, readable, nothing cut, by keys, in one language.

All windows are opened once in Chinese at 100 % on a small screen, and once in English at 200 %, dark; see
`tests.gui.every_window` for how to add one.
"""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import planeditor.gui
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from tests.gui.audits import AUDITS, menus
from tests.gui.every_window import OPENERS

ROOT = Path(__file__).parents[2]
TASK_BAR = 40  # logical pixels
RUNS = {
    "chinese, light, 100 %, 1366×768": ("zh_CN", "light", 1, (1366, 768)),
    "english, dark, 200 %, 1920×1080": ("en", "dark", 2, (1920, 1080)),
}
PATIENCE_S = 120


def start(folder: Path, language: str, theme: str, scale: int, screen: tuple[int, int]) -> subprocess.Popen[bytes]:
    """Open all windows in a process of their own, on a screen of their own."""
    width, height = screen
    told = {"name": "one", "width": width, "height": height - TASK_BAR * scale, "logicalDpi": 96, "dpr": 1}
    (folder / "screen.json").write_text(json.dumps({"screens": [{**told, "x": 0, "y": 0, "logicalBaseDpi": 96}]}))
    platform = f"offscreen:configfile={folder / 'screen.json'}"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": str(scale), "QT_FATAL_WARNINGS": ""}
    options = ["--language", language, "--theme", theme, "--output", str(folder / "found.json")]
    command = [sys.executable, "-m", "tests.gui.every_window", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the audits found in both runs."""
    folders = {name: tmp_path_factory.mktemp("windows") for name in RUNS}
    children = {name: start(folders[name], *settings) for name, settings in RUNS.items()}
    told = [child.communicate(timeout=PATIENCE_S)[1].decode(errors="replace") for child in children.values()]
    assert [child.returncode for child in children.values()] == [0] * len(RUNS), "\n".join(told)
    return {name: json.loads((folder / "found.json").read_text(encoding="utf-8")) for name, folder in folders.items()}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("audit", ["foreign", *AUDITS])
def test_every_window_passes_every_audit(reports: dict[str, Any], run: str, audit: str) -> None:
    found = {name: told[audit] for name, told in reports[run]["windows"].items() if told[audit]}
    assert found == {}


def test_every_dialog_of_the_program_is_among_them(reports: dict[str, Any]) -> None:
    for module in pkgutil.iter_modules(planeditor.gui.__path__, "planeditor.gui."):
        importlib.import_module(module.name)
    opened = set(reports[next(iter(RUNS))]["kinds"])
    ours = [kind for kind in _below(QDialog) if kind.__module__.startswith("planeditor.gui.")]
    whole = {kind.__name__ for kind in ours if not kind.__subclasses__()}  # not what several have in common
    assert whole - opened == set()
    assert len(OPENERS) == len(reports[next(iter(RUNS))]["windows"])


def _below(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def test_the_menus_lead_to_every_action(window: MainWindow) -> None:
    offered = {action for menu in menus(window) for action in menu.actions()}
    texts = {action.text() for action in offered}  # panels have actions of their own, under the same name
    missing = [act.name for act in Act if window.actions_by[act] not in offered]
    assert [name for name in missing if window.actions_by[Act[name]].text() not in texts] == []


def test_every_menu_has_a_letter(window: MainWindow) -> None:
    assert all("&" in action.text() for action in window.menuBar().actions())
